//! What a program does: an await copies the activation, and the copy is the handle.

use std::cell::Cell;
use std::rc::Rc;

use crate::consumers::{ELEMENTS, HANDLES, Place, Program, Statement, VARIABLES};
use crate::interpret::Event;

/// More steps than this are too many for a test.
const MOST_STEPS: usize = 4000;

/// The trace, if the program has a meaning and ends soon.
pub fn run(program: &Program) -> Option<Vec<Event>> {
    let mut machine = Machine { program, trace: Vec::new(), steps: 0 };
    machine.consume(0, 3)?;
    Some(machine.trace)
}

/// An instruction of a producer: statements with jumps for their blocks.
#[derive(Clone, Debug)]
enum Instruction {
    Do(Statement),
    /// Goes on at the number if the variable is even.
    UnlessOdd(usize, usize),
    Jump(usize),
    /// Sets a counter of the activation.
    Count(usize, i64),
    /// Goes on at the number if the counter is 0, else takes 1 from it.
    UnlessLeft(usize, usize),
}

/// An activation of a producer.
#[derive(Clone, Debug)]
struct Activation {
    code: Rc<Vec<Instruction>>,
    at: usize,
    variables: [i64; VARIABLES],
    array: [i64; ELEMENTS],
    counters: Vec<i64>,
}

/// What a handle names: an activation after an await.
#[derive(Debug)]
struct Suspended {
    activation: Activation,
    /// The variable that gets the value it is called with.
    to: usize,
    one_shot: bool,
    is_used: Cell<bool>,
}

type Handle = Option<Rc<Suspended>>;

struct Machine<'a> {
    program: &'a Program,
    trace: Vec<Event>,
    steps: usize,
}

/// A consumer that runs.
struct Consumer {
    variables: [i64; VARIABLES],
    handles: [Handle; HANDLES],
}

impl Machine<'_> {
    fn step(&mut self) -> Option<()> {
        self.steps += 1;
        (self.steps <= MOST_STEPS).then_some(())
    }

    fn show(&mut self, value: i64) {
        self.trace.push(Event::Value(value));
    }

    /// What the caller gets of a value that is returned.
    fn returned(&self, value: i64) -> i64 {
        if self.program.place == Place::Whole { 0 } else { value }
    }

    fn consume(&mut self, number: usize, argument: i64) -> Option<()> {
        let mut consumer = Consumer { variables: [0; VARIABLES], handles: Default::default() };
        consumer.variables[0] = argument;
        let body = &self.program.consumers[number].body;
        self.block(body, &mut consumer)?;
        for value in consumer.variables {
            self.show(value);
        }
        Some(())
    }

    fn block(&mut self, body: &[Statement], consumer: &mut Consumer) -> Option<()> {
        body.iter().try_for_each(|statement| self.statement(statement, consumer))
    }

    fn statement(&mut self, statement: &Statement, consumer: &mut Consumer) -> Option<()> {
        self.step()?;
        match statement {
            Statement::Set { to, a, factor, b, constant } => {
                let variables = &mut consumer.variables;
                variables[*to] = sum(variables[*a], *factor, variables[*b], *constant);
            }
            Statement::Trace(variable) => self.show(consumer.variables[*variable]),
            Statement::If { odd, then, otherwise } => {
                let is_odd = consumer.variables[*odd] & 1 != 0;
                self.block(if is_odd { then } else { otherwise }, consumer)?;
            }
            Statement::Loop { times, body } => {
                for _ in 0..*times {
                    self.block(body, consumer)?;
                }
            }
            Statement::Call { handle, producer, argument, to } => {
                let producer = &self.program.producers[*producer];
                let mut code = Vec::new();
                let counters = flatten(&producer.body, &mut code, 0);
                let mut variables = [0; VARIABLES];
                variables[0] = consumer.variables[*argument];
                let counters = vec![0; counters];
                let activation =
                    Activation { code: Rc::new(code), at: 0, variables, array: [0; ELEMENTS], counters };
                let (value, next) = self.go_on(activation)?;
                (consumer.variables[*to], consumer.handles[*handle]) = (value, next);
            }
            Statement::Resume { handle, from, argument, to } => {
                let Some(suspended) = consumer.handles[*from].clone() else { return Some(()) };
                if suspended.one_shot && suspended.is_used.replace(true) {
                    return None;
                }
                let mut activation = suspended.activation.clone();
                activation.variables[suspended.to] = consumer.variables[*argument];
                let (value, next) = self.go_on(activation)?;
                (consumer.variables[*to], consumer.handles[*handle]) = (value, next);
            }
            Statement::TraceNull(handle) => self.show(i64::from(consumer.handles[*handle].is_none())),
            Statement::Copy { to, from } => consumer.handles[*to] = consumer.handles[*from].clone(),
            Statement::Publish(_) => {}
            Statement::Consume { consumer: number, argument } => {
                self.consume(*number, consumer.variables[*argument])?;
            }
            _ => unreachable!("a statement of producers"),
        }
        Some(())
    }

    /// Runs a producer to its next await, or to its end.
    fn go_on(&mut self, mut activation: Activation) -> Option<(i64, Handle)> {
        loop {
            self.step()?;
            let code = Rc::clone(&activation.code);
            let variables = &mut activation.variables;
            activation.at += 1;
            match &code[activation.at - 1] {
                Instruction::Jump(to) => activation.at = *to,
                Instruction::UnlessOdd(variable, to) if variables[*variable] & 1 == 0 => activation.at = *to,
                Instruction::UnlessOdd(..) => {}
                Instruction::Count(counter, times) => activation.counters[*counter] = *times,
                Instruction::UnlessLeft(counter, to) if activation.counters[*counter] == 0 => {
                    activation.at = *to;
                }
                Instruction::UnlessLeft(counter, _) => activation.counters[*counter] -= 1,
                Instruction::Do(statement) => match statement {
                    Statement::Set { to, a, factor, b, constant } => {
                        variables[*to] = sum(variables[*a], *factor, variables[*b], *constant);
                    }
                    Statement::Trace(variable) => {
                        let value = variables[*variable];
                        self.show(value);
                    }
                    Statement::ArraySet { index, value } => {
                        activation.array[element(variables[*index])] = variables[*value];
                    }
                    Statement::ArrayGet { to, index } => {
                        variables[*to] = activation.array[element(variables[*index])];
                    }
                    Statement::End(value) => return Some((self.returned(variables[*value]), None)),
                    Statement::Await { value, to, one_shot } => {
                        let value = self.returned(variables[*value]);
                        let (to, one_shot, is_used) = (*to, *one_shot, Cell::new(false));
                        let suspended = Suspended { activation, to, one_shot, is_used };
                        return Some((value, Some(Rc::new(suspended))));
                    }
                    _ => unreachable!("a statement of consumers"),
                },
            }
        }
    }
}

fn sum(a: i64, factor: i64, b: i64, constant: i64) -> i64 {
    a.wrapping_mul(factor).wrapping_add(b).wrapping_add(constant)
}

fn element(index: i64) -> usize {
    usize::try_from(index & (ELEMENTS as i64 - 1)).expect("masked")
}

/// Appends the instructions of `body`, with counters from `counters` on; the number of counters then.
fn flatten(body: &[Statement], code: &mut Vec<Instruction>, mut counters: usize) -> usize {
    for statement in body {
        match statement {
            Statement::If { odd, then, otherwise } => {
                let branch = code.len();
                code.push(Instruction::Jump(0));
                counters = flatten(then, code, counters);
                let jump = code.len();
                code.push(Instruction::Jump(0));
                code[branch] = Instruction::UnlessOdd(*odd, code.len());
                counters = flatten(otherwise, code, counters);
                code[jump] = Instruction::Jump(code.len());
            }
            Statement::Loop { times, body } => {
                let counter = counters;
                code.push(Instruction::Count(counter, *times));
                let head = code.len();
                code.push(Instruction::Jump(0));
                counters = flatten(body, code, counters + 1);
                code.push(Instruction::Jump(head));
                code[head] = Instruction::UnlessLeft(counter, code.len());
            }
            other => code.push(Instruction::Do(other.clone())),
        }
    }
    counters
}
