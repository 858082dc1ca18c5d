//! Looks at what the rewrite has left: no instruction uses a value or block of another function.
//!
//! In come the functions of one coroutine after the split; out come the rules of LLVM that they break. An operand of
//! another function is the mark of a value that the analysis has missed; LLVM's verifier would only see it with
//! `-verify-each`, and code generation would crash.

use crate::error::{Diagnostic, Problem};
use crate::ir::{Function, Value};
use crate::read::diagnostic;

/// Checks that every instruction uses values and blocks of its own function only.
///
/// # Errors
/// One [`Problem::Internal`] for each function with a foreign operand.
pub fn verify(functions: &[Function]) -> Result<(), Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = functions.iter().filter_map(|&f| first_foreign(f)).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn first_foreign(function: Function) -> Option<Diagnostic> {
    for block in function.blocks() {
        for inst in block.instructions() {
            if let Some(operand) = inst.operands().find(|&o| is_foreign(o, function)) {
                let detail = format!("'{}' does not belong to '{}'", operand.print(), function.name());
                return Some(diagnostic(function, Some(inst), Problem::Internal { detail }));
            }
        }
    }
    None
}

fn is_foreign(operand: Value, function: Function) -> bool {
    if operand.is_instruction() {
        operand.block().function() != function
    } else if operand.is_argument() {
        operand.argument_owner() != function
    } else if let Some(block) = operand.as_block() {
        block.function() != function
    } else {
        false
    }
}
