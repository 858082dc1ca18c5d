//! Async values: which coroutine each one is, where it is waited for or started.

use std::rc::Rc;

use super::{Code, Context, Specialiser, var};
use crate::closed::{Expr, Flavour, Function, FunctionId, Kind, Rep, Task, Waiting};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax;

impl<'p> Specialiser<'p> {
    /// `async { … }`: a value that holds what the block uses. Nothing runs yet.
    pub(super) fn async_block(
        &mut self,
        expr: &'p syntax::Expr,
        body: &'p syntax::Expr,
        context: &Context,
    ) -> Expr {
        let captured = self.captured(body, context, None);
        let values = self.capture(&captured, context, expr.span);
        let name = context.name.clone();
        let code = self.code(expr.id, context.arguments.clone(), || Code {
            parameters: &[],
            body,
            captured,
            arguments: Rc::new([]),
            own: None,
            name,
        });
        let captured = values.iter().map(|value| value.rep.clone()).collect();
        let rep = Rep::Async(Rc::new(Task::Block { code, captured }));
        Expr { kind: Kind::Pack(values), rep, span: expr.span }
    }

    /// `let! … = value`
    pub(super) fn awaited(
        &mut self,
        value: &'p syntax::Expr,
        context: &mut Context,
        tail: bool,
        span: Span,
    ) -> Outcome<Expr> {
        let task = self.expr(value, context, false)?;
        self.awaiting(task, tail, span)
    }

    pub(super) fn awaiting(&mut self, task: Expr, tail: bool, span: Span) -> Outcome<Expr> {
        if task.rep == Rep::Never {
            return Ok(task);
        }
        let Rep::Async(rep) = task.rep.clone() else { return Err(unknown(span)) };
        let (waiting, rep) = self.waiting(&rep, span)?;
        Ok(Expr { kind: Kind::Await { task: Box::new(task), waiting, tail }, rep, span })
    }

    /// Which coroutine an async value is, and what it returns.
    fn waiting(&mut self, task: &Task, span: Span) -> Outcome<(Waiting, Rep)> {
        Ok(match task {
            Task::Block { code, captured } => {
                let function = self.block_instance(*code, captured);
                (Waiting::Block(function), self.block_result(*code, function, captured, span)?)
            }
            Task::Sleep => (Waiting::Sleep, Rep::Unit),
            Task::Ready { writing } => (Waiting::Ready { writing: *writing }, Rep::Unit),
            Task::All(tasks) => {
                let mut functions = vec![];
                let mut element = Rep::Never;
                for task in tasks {
                    let (function, result) = self.task_function(task, span)?;
                    element = self.join(&element, &result, span)?;
                    functions.push(function);
                }
                let element = if element == Rep::Never { Rep::Unit } else { element };
                (Waiting::All(functions), Rep::Array(Rc::new(element)))
            }
            Task::AllOf(task) => {
                let (function, result) = self.task_function(task, span)?;
                (Waiting::AllOf(function), Rep::Array(Rc::new(result)))
            }
            Task::Each(task) => {
                let (function, result) = self.task_function(task, span)?;
                (Waiting::Each(function), Rep::Array(Rc::new(result)))
            }
            Task::StartChild(task) => {
                let (function, result) = self.task_function(task, span)?;
                (Waiting::StartChild(function), Rep::Async(Rc::new(Task::Child(result))))
            }
            Task::Child(result) => (Waiting::Child, result.clone()),
            Task::Ignore(inner) => {
                let Rep::Async(inner) = inner else { return Err(unknown(span)) };
                let (waiting, _) = self.waiting(&inner.clone(), span)?;
                (Waiting::Ignore(Box::new(waiting)), Rep::Unit)
            }
            Task::CurrentToken => (Waiting::CurrentToken, Rep::Token),
        })
    }

    fn block_result(
        &mut self,
        code: u32,
        function: FunctionId,
        captured: &[Rep],
        span: Span,
    ) -> Outcome<Rep> {
        if let Some(made) = &self.functions[function as usize] {
            return Ok(made.result.clone());
        }
        let known = &self.codes[code as usize];
        if let Some(rep) = self.rep_of(&self.typed.types[&known.body.id], &known.arguments) {
            return Ok(rep);
        }
        // It returns a function or an async value: only its body says which.
        self.deeper(span)?;
        self.make_block(function, code, captured)?;
        self.depth -= 1;
        match &self.functions[function as usize] {
            Some(made) => Ok(made.result.clone()),
            None => Err(unknown(span)),
        }
    }

    /// The coroutine of an async value that is started, and its result. What is no async block gets one around it.
    pub(super) fn task_function(&mut self, rep: &Rep, span: Span) -> Outcome<(FunctionId, Rep)> {
        let Rep::Async(task) = rep else { return Err(unknown(span)) };
        if let Task::Block { code, captured } = &**task {
            let function = self.block_instance(*code, captured);
            return Ok((function, self.block_result(*code, function, captured, span)?));
        }
        if let Some(known) = self.wrappers.get(rep) {
            return Ok(known.clone());
        }
        let function = self.reserve();
        let value = var(0, rep.clone(), span);
        let body = self.awaiting(value, false, span)?;
        let result = body.rep.clone();
        let name = self.unique("Async.wait", Flavour::Coroutine);
        let parameters = vec![(0, rep.clone())];
        let variables = vec![rep.clone()];
        let flavour = Flavour::Coroutine;
        let made = Function { name, flavour, parameters, variables, body, result: result.clone() };
        self.functions[function as usize] = Some(made);
        self.wrappers.insert(rep.clone(), (function, result.clone()));
        Ok((function, result))
    }
}

fn unknown(span: Span) -> Box<Problem> {
    let advice = "give async values to functions as arguments, and wait for them there";
    Problem::new(span, "which async block this is, is not known at compile time", "waited for here", advice)
}
