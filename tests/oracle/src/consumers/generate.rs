//! Makes the programs.

use crate::consumers::interpret::run;
use crate::consumers::print::module;
use crate::consumers::{ELEMENTS, Function, Generated, HANDLES, Place, Program, Statement, VARIABLES};
use crate::rng::Rng;

/// Programs that show no more than this are not worth a test.
const FEWEST_EVENTS: usize = 12;

/// The program of a seed, with handles at one of these places. All of them have a meaning: no one-shot handle is called twice.
pub fn generate(seed: u64, places: &[Place]) -> Generated {
    for attempt in 0.. {
        let mut rng = Rng::new(seed.wrapping_mul(1000).wrapping_add(attempt));
        let program = program(&mut rng, places);
        let Some(trace) = run(&program) else { continue };
        // Most programs that show less end before they have resumed anything.
        if trace.len() > FEWEST_EVENTS {
            return Generated { text: module(&program), trace };
        }
    }
    unreachable!("some program has a meaning and shows something")
}

/// How often an await is one-shot: of 100.
#[derive(Clone, Copy)]
struct Style {
    one_shot: usize,
    /// How often a handle is published: of 100 statements.
    published: usize,
}

fn program(rng: &mut Rng, places: &[Place]) -> Program {
    let style = Style { one_shot: rng.pick(&[0, 0, 50, 100]), published: rng.pick(&[0, 0, 0, 4]) };
    let producers: Vec<Function> = (0..rng.between(1, 3)).map(|_| producer(rng, style)).collect();
    let count = rng.between(1, 3);
    let consumer = |number: usize, rng: &mut Rng| {
        let maker = Maker { style, producers: producers.len(), later: (number + 1..count).collect() };
        Function { body: maker.consumer_block(rng, 3, 6), preallocates: false }
    };
    let consumers = (0..count).map(|number| consumer(number, rng)).collect();
    Program { producers, consumers, place: rng.pick(places) }
}

fn producer(rng: &mut Rng, style: Style) -> Function {
    let maker = Maker { style, producers: 0, later: Vec::new() };
    let first =
        Statement::Await { value: variable(rng), to: variable(rng), one_shot: rng.chance(style.one_shot) };
    let mut body = if rng.chance(80) { vec![first] } else { Vec::new() };
    body.extend(maker.producer_block(rng, 3, 5));
    body.push(Statement::End(variable(rng)));
    let mut preallocates = rng.chance(20);
    preallocates &= all_one_shot(&body);
    Function { body, preallocates }
}

/// A state serves one-shot awaits only.
fn all_one_shot(body: &[Statement]) -> bool {
    body.iter().all(|statement| match statement {
        Statement::Await { one_shot, .. } => *one_shot,
        Statement::If { then, otherwise, .. } => all_one_shot(then) && all_one_shot(otherwise),
        Statement::Loop { body, .. } => all_one_shot(body),
        _ => true,
    })
}

fn variable(rng: &mut Rng) -> usize {
    rng.below(VARIABLES)
}

fn handle(rng: &mut Rng) -> usize {
    rng.below(HANDLES)
}

/// What a function can do.
struct Maker {
    style: Style,
    /// The number of producers that it can call; of a producer, 0.
    producers: usize,
    /// The consumers that it can call.
    later: Vec<usize>,
}

impl Maker {
    fn producer_block(&self, rng: &mut Rng, depth: usize, longest: usize) -> Vec<Statement> {
        (0..rng.between(1, longest)).map(|_| self.of_producer(rng, depth)).collect()
    }

    fn of_producer(&self, rng: &mut Rng, depth: usize) -> Statement {
        let inner = |rng: &mut Rng| self.producer_block(rng, depth - 1, 3);
        match rng.below(if depth > 0 { 13 } else { 10 }) {
            0..=3 => Statement::Await {
                value: variable(rng),
                to: variable(rng),
                one_shot: rng.chance(self.style.one_shot),
            },
            4 => Statement::Trace(variable(rng)),
            5 => Statement::ArraySet { index: variable(rng), value: variable(rng) },
            6 => Statement::ArrayGet { to: variable(rng), index: variable(rng) },
            7 if rng.chance(20) => Statement::End(variable(rng)),
            7..=9 => set(rng),
            10 => Statement::Loop { times: rng.between(1, 3) as i64, body: inner(rng) },
            _ => Statement::If { odd: variable(rng), then: inner(rng), otherwise: inner(rng) },
        }
    }

    fn consumer_block(&self, rng: &mut Rng, depth: usize, longest: usize) -> Vec<Statement> {
        (0..rng.between(1, longest)).map(|_| self.of_consumer(rng, depth)).collect()
    }

    fn of_consumer(&self, rng: &mut Rng, depth: usize) -> Statement {
        if rng.chance(self.style.published) {
            return Statement::Publish(handle(rng));
        }
        let inner = |rng: &mut Rng| self.consumer_block(rng, depth - 1, 4);
        match rng.below(if depth > 0 { 17 } else { 13 }) {
            0..=2 => Statement::Call {
                handle: handle(rng),
                producer: rng.below(self.producers),
                argument: variable(rng),
                to: variable(rng),
            },
            3..=7 => {
                let from = handle(rng);
                // Most resumptions are for the same variable, as loops over a generator have it.
                let to = if rng.chance(70) { from } else { handle(rng) };
                Statement::Resume { handle: to, from, argument: variable(rng), to: variable(rng) }
            }
            8 => Statement::TraceNull(handle(rng)),
            9 => Statement::Copy { to: handle(rng), from: handle(rng) },
            10 => set(rng),
            11 if !self.later.is_empty() => {
                Statement::Consume { consumer: rng.pick(&self.later), argument: variable(rng) }
            }
            11 | 12 => Statement::Trace(variable(rng)),
            13 | 14 => Statement::Loop { times: rng.between(1, 4) as i64, body: inner(rng) },
            _ => Statement::If { odd: variable(rng), then: inner(rng), otherwise: inner(rng) },
        }
    }
}

fn set(rng: &mut Rng) -> Statement {
    Statement::Set {
        to: variable(rng),
        a: variable(rng),
        factor: rng.pick(&[0, 1, 1, 3, -1]),
        b: variable(rng),
        constant: rng.below(2 * ELEMENTS) as i64,
    }
}
