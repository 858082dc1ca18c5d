//! The calls of the dialect in one function, found and checked. Nothing is changed here.

use crate::error::{Diagnostic, Problem};
use crate::gc::Model;
use crate::gc::{
    PointerKind,
    types::{Shape, shape},
};
use crate::ir::{Function, Value};

use super::super::diagnostic;
use super::NO_STATE;
use super::ONE_SHOT;

/// The awaits of a function.
#[derive(Debug)]
pub struct Awaits {
    pub function: Function,
    pub awaits: Vec<Value>,
}

/// Whether `call` calls `gc.coro.<name>`, with or without a type suffix.
pub fn is_call_of(call: Value, name: &str) -> bool {
    let callee = call.called_function().map(|f| f.name_bytes());
    let rest = callee.and_then(|c| c.strip_prefix(b"gc.coro.")).and_then(|c| c.strip_prefix(name.as_bytes()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
}

/// Reads `function`; `None` if it has no await.
///
/// # Errors
/// Every call of the dialect that is malformed.
pub fn find(function: Function, model: &Model) -> Result<Option<Awaits>, Vec<Diagnostic>> {
    let all = |name: &'static str| {
        let calls = function.blocks().flat_map(|b| b.instructions().collect::<Vec<_>>());
        calls.filter(move |&i| is_call_of(i, name)).collect::<Vec<_>>()
    };
    let found = Awaits { function, awaits: all("await") };
    if found.awaits.is_empty() {
        return Ok(None);
    }
    let awaits = found.awaits.iter().filter_map(|&call| Some((call, await_problem(call, model)?)));
    let returns = all("return").into_iter().filter_map(|call| Some((call, return_problem(call)?)));
    let problems: Vec<Diagnostic> = awaits
        .chain(returns)
        .map(|(call, rule)| diagnostic(function, Some(call), Problem::MalformedAwait { rule }))
        .collect();
    if problems.is_empty() { Ok(Some(found)) } else { Err(problems) }
}

/// What is wrong with an await.
fn await_problem(call: Value, model: &Model) -> Option<&'static str> {
    if !call.is_call() {
        return Some("gc.coro.await must be called, not invoked: an await has no exception");
    }
    let result = call.ty();
    let is_tracked = |ty| shape(model, ty) == Shape::Pointer(PointerKind::Tracked);
    let fields = result.is_struct() && result.field_count() >= 2;
    if !fields || !is_tracked(result.field(0)) || result.field(1).int_width() != Some(1) {
        return Some(
            "gc.coro.await must return { tracked pointer, i1, arguments... }; the function's collector model (gc=) says which pointers are tracked",
        );
    }
    if call.argument_count() != 3 || !is_tracked(call.argument(1).ty()) {
        return Some("gc.coro.await takes (ptr @self, tracked pointer state, i32 flags)");
    }
    match call.argument(2).const_int() {
        None => Some("the flags of gc.coro.await must be a constant"),
        Some(flags) if flags & !(ONE_SHOT | NO_STATE) != 0 => {
            Some("the flags of gc.coro.await are 1 (one-shot) and 2 (no state)")
        }
        _ => None,
    }
}

fn return_problem(call: Value) -> Option<&'static str> {
    (call.argument_count() > 1).then_some("gc.coro.return takes one value, or none")
}
