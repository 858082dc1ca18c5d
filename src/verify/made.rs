//! The split's own check of the IR that it has just made, after every split.
//!
//! In come the functions of one coroutine after the split; out come the rules of LLVM that they break. What LLVM's verifier
//! rejects (a use that its definition does not dominate, a value of another function, types that do not match) would crash code
//! generation or end in wrong code, and nobody else looks unless told to (`-verify-each`). What breaks the rules of lifetimes is
//! valid IR and wrong code.

use crate::error::{Diagnostic, Problem};
use crate::ir::{Block, Dominators, Function, Value};
use crate::read::diagnostic;

use super::lifetimes;

/// Checks the functions that the split has made.
///
/// # Errors
/// One [`Problem::Internal`] for each function that breaks a rule of LLVM.
pub fn verify(functions: &[Function]) -> Result<(), Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = functions.iter().filter_map(|&function| first_problem(function)).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// How many instructions a function has at most that LLVM's verifier looks at. It takes as long as the split itself, which only
/// small functions do not notice.
const VERIFIED_BY_LLVM: usize = 4096;

fn first_problem(function: Function) -> Option<Diagnostic> {
    let internal = |place, detail| Some(diagnostic(function, place, Problem::Internal { detail }));
    if has_at_most(function, VERIFIED_BY_LLVM) && !function.is_valid() {
        let message = function.module().verifier_message().unwrap_or_default();
        return internal(None, message.lines().take(2).collect::<Vec<_>>().join(" "));
    }
    if let Some((inst, operand)) = first_unavailable(function) {
        let detail = format!("'{}' is not available there", operand.print());
        return internal(Some(inst), detail);
    }
    let access = lifetimes::first_closed_access(function)?;
    internal(Some(access), "the lifetime of an alloca is not open on each path to this access".to_owned())
}

fn has_at_most(function: Function, count: usize) -> bool {
    function.blocks().flat_map(Block::instructions).nth(count).is_none()
}

/// The first instruction that uses a value of another function, or one that does not dominate it, and that value.
fn first_unavailable(function: Function) -> Option<(Value, Value)> {
    let dominators = Dominators::of(function);
    let mut instructions = function.blocks().flat_map(Block::instructions);
    instructions.find_map(|inst| Some((inst, dominators.first_unavailable(inst)?)))
}
