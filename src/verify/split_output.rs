//! The split's own check of the IR that it has just made, after every split.
//!
//! In come the functions of one coroutine after the split; out come the rules of LLVM that they break. A use that its
//! definition does not dominate, a value of another function or an operand of another type would crash code generation or end in
//! wrong code, and no other check runs without `-verify-each`. LLVM's own verifier would take as long as the split. What
//! breaks the rules of lifetimes is valid IR and wrong code.

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Dominators, Function, Misfit, Value};
use crate::read::diagnostic;

use crate::verify::lifetimes;

/// Checks the functions that the split has made.
///
/// # Errors
/// One [`Problem::Internal`] for each function that breaks a rule of LLVM.
pub fn verify(functions: &[Function]) -> Result<(), Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = functions.iter().filter_map(|&function| first_problem(function)).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

/// The rules of LLVM that functions break before the split: what follows from that is no defect of the split.
pub fn broken_input(functions: &[Function]) -> Vec<Diagnostic> {
    let first = |&function: &Function| {
        let (inst, misfit) = first_misfit(function)?;
        Some(diagnostic(function, Some(inst), Problem::BrokenInput { detail: misfit.in_words() }))
    };
    functions.iter().filter_map(first).collect()
}

fn first_problem(function: Function) -> Option<Diagnostic> {
    let internal = |place, detail| Some(diagnostic(function, Some(place), Problem::Internal { detail }));
    if let Some((inst, misfit)) = first_misfit(function) {
        return internal(inst, misfit.in_words());
    }
    let access = lifetimes::first_closed_access(function)?;
    internal(access, "the lifetime of an alloca is not open on each path to this access".to_owned())
}

/// The first instruction that is not valid, and why.
fn first_misfit(function: Function) -> Option<(Value, Misfit)> {
    let dominators = Dominators::of(function);
    let mut instructions = function.blocks().flat_map(Block::instructions);
    instructions.find_map(|inst| Some((inst, dominators.first_misfit(inst)?)))
}
