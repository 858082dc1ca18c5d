//! What LLVM's coro-early would end the host for.

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Function, IrModule, Value};

use crate::read::diagnostic;
use crate::read::intrinsics::{Coro, called_name};
use crate::read::shape::is_unsplit;

/// The first LLVM whose coro-early takes one `llvm.coro.begin` for each function only.
const ONE_BEGIN_SINCE: u32 = 22;

/// Checks that coro-early can run on `module`.
///
/// # Errors
/// All functions on which it would report a fatal error, and all calls in which it would take something for a constant that
/// is none.
pub fn check_can_run(module: IrModule) -> Result<(), Vec<Diagnostic>> {
    let found: Vec<Diagnostic> = module.functions().into_iter().flat_map(problems).collect();
    if found.is_empty() { Ok(()) } else { Err(found) }
}

fn problems(function: Function) -> Vec<Diagnostic> {
    let instructions = function.blocks().flat_map(Block::instructions);
    let calls: Vec<Value> = instructions.filter(|inst| is_of_coroutines(*inst)).collect();
    let operand = calls.iter().filter_map(|&call| variable_operand(function, call));
    let single = [second_begin(function, &calls), second_id(function, &calls), noop(function, &calls)];
    single.into_iter().flatten().chain(operand).collect()
}

fn is_of_coroutines(inst: Value) -> bool {
    called_name(inst).is_some_and(|name| name.starts_with(b"llvm.coro."))
}

fn second_begin(function: Function, calls: &[Value]) -> Option<Diagnostic> {
    let names: [&[u8]; 2] = [b"llvm.coro.begin", b"llvm.coro.begin.custom.abi"];
    let is_begin = |call: &&Value| called_name(**call).is_some_and(|name| names.contains(&name));
    let mut begins = calls.iter().filter(is_begin);
    let (first, second) = (begins.next()?, begins.next()?);
    let problem = Problem::SecondBeginForCoroEarly { first: first.print() };
    Some(diagnostic(function, Some(*second), problem)).filter(|_| crate::ir::LLVM_MAJOR >= ONE_BEGIN_SINCE)
}

/// coro-early would give each `llvm.coro.free` the last `llvm.coro.id` that is not split, wherever that stands.
fn second_id(function: Function, calls: &[Value]) -> Option<Diagnostic> {
    let mut ids = calls.iter().filter(|&&call| Coro::of(call) == Some(Coro::Id) && is_unsplit(call));
    let (first, second) = (ids.next()?, ids.next()?);
    Some(diagnostic(function, Some(*second), Problem::SecondId { first: first.print() }))
}

/// coro-early casts the frame of the coroutine that does nothing to a plain pointer, wherever global variables are.
fn noop(function: Function, calls: &[Value]) -> Option<Diagnostic> {
    let space = Some(function.module().global_space()).filter(|space| *space != 0)?;
    let call = calls.iter().find(|call| called_name(**call) == Some(b"llvm.coro.noop"))?;
    Some(diagnostic(function, Some(*call), Problem::NoopElsewhere { space }))
}

/// An operand that coro-early reads as a constant.
fn variable_operand(function: Function, call: Value) -> Option<Diagnostic> {
    let kind = Coro::of(call)?;
    let constants: &[u32] = match kind {
        Coro::Promise => &[1, 2],
        Coro::Suspend | Coro::End => &[1],
        _ => return None,
    };
    let operand = constants.iter().copied().find(|&operand| call.argument(operand).const_int().is_none())?;
    let problem = Problem::OperandNotConstant { intrinsic: kind.name(), operand };
    Some(diagnostic(function, Some(call), problem))
}
