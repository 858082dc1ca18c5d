//! `tail` marks in functions of a collector that keeps its roots in a stack frame of the function itself.
//!
//! A call marked `tail` does not see the allocas of its caller (LLVM language reference, "call"). The collector's late lowering
//! stores the roots of a function to such an alloca, and a collection in the call looks at them: LLVM would take the stores for
//! dead ones. Passes before the split mark calls (`tailcallelim`), as there is no such alloca yet.

use crate::ir::is_debug;
use crate::ir::{Function, Opcode, Value, shim};

/// Whether `inst` is a call marked `tail`, and need not be one.
pub fn is_marked(inst: Value) -> bool {
    inst.is_call() && inst.is_tail_call() && !shim::is_musttail(inst)
}

/// Whether the roots that live across `inst` may be lost: a call marked `tail` that more than the return follows.
pub fn hides_roots(inst: Value) -> bool {
    is_marked(inst) && !is_last(inst)
}

/// Whether nothing but the return follows a call: no root is live across it.
fn is_last(call: Value) -> bool {
    let next = std::iter::successors(call.next(), |inst| inst.next()).find(|&inst| !is_debug(inst));
    next.is_some_and(|next| next.is_opcode(Opcode::LLVMRet))
}

/// Takes the marks away that would hide roots.
pub fn drop_from(function: Function) {
    function.instructions().into_iter().filter(|&inst| hides_roots(inst)).for_each(Value::clear_tail_call);
}
