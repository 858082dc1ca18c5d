//! What `gc.coro.return` says of its function: the type of the result, and whether each path to a `ret` says one.

use std::hash::Hash;

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Function, Opcode, Type, Value};
use crate::read::awaits::dialect::is_return;
use crate::read::diagnostic;
use gc_coro_core::walk::walk;

/// The type of what `call` of `gc.coro.return` gives.
pub fn returned_type(call: Value) -> Type {
    if call.argument_count() == 0 { call.ty() } else { call.argument(0).ty() }
}

/// Checks a function without awaits.
///
/// # Errors
/// A value of another type than the function's, and paths on which none is said although the types differ.
pub fn check_return_types(function: Function) -> Result<(), Vec<Diagnostic>> {
    let calls: Vec<Value> = function.instructions().into_iter().filter(|&call| is_return(call)).collect();
    let saying: FxHashSet<Block> = calls.iter().map(|call| call.block()).collect();
    let silent = silent_blocks(function.entry(), |b| saying.contains(&b), Block::successors);
    let problems = problems(function, &calls, &silent, function.return_type());
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What is wrong with the `calls` of a function of type `ty`, which comes to the ends of the `silent` blocks without one.
pub(super) fn problems(function: Function, calls: &[Value], silent: &[Block], ty: Type) -> Vec<Diagnostic> {
    if calls.is_empty() {
        return Vec::new();
    }
    let strange = calls.iter().filter(|&&call| returned_type(call) != ty).map(|&call| {
        let (found, wanted) = (returned_type(call).to_string(), ty.to_string());
        let problem = Problem::ReturnOfAnotherType { callee: function.name(), found, wanted };
        diagnostic(function, Some(call), problem)
    });
    let is_silent = |ret: &Value| {
        let own = ret.operands().next().map(Value::ty);
        ret.is_opcode(Opcode::LLVMRet) && !ty.is_void() && own != Some(ty)
    };
    let rets = silent.iter().filter_map(|block| block.terminator()).filter(is_silent);
    let unsaid = rets.map(|ret| {
        let problem = Problem::ReturnNotSaid { wanted: ty.to_string() };
        diagnostic(function, Some(ret), problem)
    });
    strange.chain(unsaid).collect()
}

/// The blocks that are reached from `begin` before any that `says` something, and themselves do not, in the order of the walk.
pub(super) fn silent_blocks<B: Copy + Eq + Hash>(
    begin: B,
    says: impl Fn(B) -> bool,
    next: impl Fn(B) -> Vec<B>,
) -> Vec<B> {
    let is_silent = |block: &B| !says(*block);
    walk([begin].into_iter().filter(is_silent), |block| next(block).into_iter().filter(is_silent)).collect()
}
