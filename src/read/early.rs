//! What LLVM's coro-early would end the host for.

use crate::error::{Diagnostic, Problem};
use crate::ir::{Block, Function, IrModule, Value};

use super::diagnostic;
use super::intrinsics::called_name;

/// The first LLVM whose coro-early takes one `llvm.coro.begin` for each function only.
const SINCE: u32 = 22;

/// Whether coro-early can run on `module`.
///
/// # Errors
/// All functions on which it would report a fatal error.
pub fn check(module: IrModule) -> Result<(), Vec<Diagnostic>> {
    if crate::plugin::LLVM_MAJOR < SINCE {
        return Ok(());
    }
    let found: Vec<Diagnostic> = module.functions().into_iter().filter_map(second_begin).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn second_begin(function: Function) -> Option<Diagnostic> {
    let all = function.blocks().flat_map(Block::instructions);
    let is_begin = |inst: &Value| {
        let name = called_name(*inst);
        name == Some(b"llvm.coro.begin") || name == Some(b"llvm.coro.begin.custom.abi")
    };
    let mut begins = all.filter(is_begin);
    let (first, second) = (begins.next()?, begins.next()?);
    let problem = Problem::SecondBeginForCoroEarly { first: first.print() };
    Some(diagnostic(function, Some(second), problem))
}
