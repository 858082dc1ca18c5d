//! Tail calls in functions of a collector that keeps its roots in a stack frame of the function itself.
//!
//! A call marked `tail` does not see the allocas of its caller (LLVM language reference, "call"). The collector's late lowering
//! stores the roots of a function to such an alloca, and a collection in the call looks at them: LLVM would take the stores for
//! dead ones. Passes before the split mark calls (`tailcallelim`), as there is no such alloca yet. A guaranteed tail call leaves no
//! place for the code that takes the alloca off the collector's list.

use crate::gc::Model;
use crate::gc::types::{PointerShape, pointer_shape};
use crate::ir::{Function, Opcode, Type, Value, is_debug, shim};

/// Whether `inst` is a call marked `tail`, and need not be one.
pub fn is_marked(inst: Value) -> bool {
    inst.is_call() && inst.is_tail_call() && !shim::is_musttail(inst)
}

/// The calls of `function` that are marked `tail` and may hide roots: all where the function may have any, else those that more than
/// the return follows.
pub fn hiding_roots(function: Function, model: &Model) -> Vec<Value> {
    let mut marked = function.instructions();
    marked.retain(|&inst| is_marked(inst));
    if !marked.is_empty() && !may_have_roots(function, model) {
        marked.retain(|&call| !is_last(call));
    }
    marked
}

/// Takes the marks away that would hide roots.
pub fn drop_from(function: Function, model: &Model) {
    hiding_roots(function, model).into_iter().for_each(Value::clear_tail_call);
}

/// Whether `function` has any value that a root may be needed for: its arguments have those of its callers, what is derived has that of
/// its object, and the result of the last call is returned at once.
pub fn may_have_roots(function: Function, model: &Model) -> bool {
    let is_managed = |ty: Type| pointer_shape(model, ty) != PointerShape::Plain;
    let is_derived = |inst: Value| {
        let is_address = matches!(
            inst.opcode(),
            Some(Opcode::LLVMGetElementPtr | Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast)
        );
        is_address && is_managed(inst.argument(0).ty())
    };
    let needs_root = |inst: Value| {
        let is_returned = inst.is_call() && is_last(inst);
        is_managed(inst.ty()) && !is_returned && !is_derived(inst)
            || inst.is_alloca() && is_managed(inst.allocated_type())
    };
    function.instructions().into_iter().any(needs_root)
}

/// Whether nothing but the return follows a call: no root is live across it.
fn is_last(call: Value) -> bool {
    let next = std::iter::successors(call.next(), |inst| inst.next()).find(|&inst| !is_debug(inst));
    next.is_some_and(|next| next.is_opcode(Opcode::LLVMRet))
}
