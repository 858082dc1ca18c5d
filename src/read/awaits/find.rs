//! The calls of the dialect in one function, found and checked. Nothing is changed here.
//!
//! In comes a function; out come its awaits, or all that breaks a rule of `docs/reference/dialect.md`: [`calls`] has the names and
//! types, [`hooks`] the types of the runtime's functions, [`object_header`] what the runtime wants before an object, [`position`] where a call may stand, [`states`] what an await may fill. The pass `gc-coro-verify` asks the same.

mod calls;
mod hooks;
mod names;
mod object_header;
mod position;
mod states;

pub use calls::own as own_problem;
pub use object_header::object_header;
pub use states::chosen_from;

use crate::abi::names::call;
use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::ir::{Function, Value};

use crate::read::awaits::dialect::{has_await, is_call_of};
use crate::read::diagnostic;

/// The awaits of a function.
#[derive(Debug)]
pub struct Awaits {
    pub function: Function,
    pub awaits: Vec<Value>,
    /// The parameter with memory of a caller that all of them fill, in a function that the elision has made.
    pub memory: Option<Value>,
}

/// The calls of `function` that are wrong wherever they stand: names and types.
pub fn wrong_calls(function: Function, model: &Model) -> Vec<Diagnostic> {
    let uses_dialect = |inst: &Value| inst.operands().any(calls::is_of_dialect);
    let calls = function.instructions().into_iter().filter(uses_dialect);
    let wrong = calls.filter_map(|call| Some((call, calls::problem(call, model)?)));
    let wrong = wrong.map(|(call, problem)| diagnostic(function, Some(call), problem));
    let hooks = if has_await(function) { wrong_hooks(function, model) } else { Vec::new() };
    hooks.into_iter().chain(wrong).collect()
}

fn wrong_hooks(function: Function, model: &Model) -> Vec<Diagnostic> {
    let problems = hooks::problems(function, model).into_iter().chain(object_header::problem(function));
    problems.map(|problem| diagnostic(function, None, problem)).collect()
}

/// Reads `function`; `None` if it has no await.
///
/// # Errors
/// All that breaks a rule of the dialect.
pub fn find_awaits(function: Function, model: &Model) -> Result<Option<Awaits>, Vec<Diagnostic>> {
    let instructions: Vec<Value> = function.instructions();
    let mut problems: Vec<(Value, Problem)> = Vec::new();
    let uses_dialect = |inst: &&Value| inst.operands().any(calls::is_of_dialect);
    let calls: Vec<Value> = instructions.iter().filter(uses_dialect).copied().collect();
    for &call in &calls {
        let wrong = calls::problem(call, model).or_else(|| states::problem(call));
        problems.extend(wrong.map(|problem| (call, problem)));
    }
    problems.extend(position::problems(function, model, &instructions, &calls));
    let awaits: Vec<Value> = calls.into_iter().filter(|&call| is_call_of(call, call::AWAIT)).collect();
    let hooks = if awaits.is_empty() { Vec::new() } else { wrong_hooks(function, model) };
    if problems.is_empty() && hooks.is_empty() {
        return Ok((!awaits.is_empty()).then_some(Awaits { function, awaits, memory: None }));
    }
    let show = |(place, problem)| diagnostic(function, Some(place), problem);
    Err(hooks.into_iter().chain(problems.into_iter().map(show)).collect())
}
