//! A clone as two functions, where a collector needs code between a call and the return.
//!
//! The late lowering of such a collector takes a stack frame with roots down before a function returns, so that no call of that
//! function can be a guaranteed tail call. The *activation* `f.resume.activation` has the body of the clone, and returns the handle
//! of the coroutine to resume next, or null. The clone `f.resume` calls the activation and makes the tail call. It has no roots, and
//! is none of the collector's functions: the lowering has nothing to add.

use crate::abi::names::{attribute, symbol};
use crate::emit::clone::describe_frame_argument;
use crate::emit::clone_builder::CloneBuilder;
use crate::emit::plan::{Activation, Plan};
use crate::emit::symmetric_transfer;
use crate::ir::{
    Attribute, AttributeIndex, Block, Builder, CLONE_CALL, Function, Opcode, TRANSFERS_ARE_UNMARKED, Target,
    Type, Value, shim,
};
use crate::read::canonical::resume_handle;
use gc_coro_core::spill::CloneKind;

/// What is left to do for symmetric transfers once `clone` is built. Where the collector has code between a call and the return,
/// the clone's body goes to a function of its own, if there is such a transfer.
pub fn finish_transfers(clone: &CloneBuilder<'_>, target: &Target) -> Option<Activation> {
    let has_shadow_stack = clone.plan.canonical.model.has_shadow_stack;
    let unmarked = if TRANSFERS_ARE_UNMARKED && clone.spill.kind == CloneKind::Resume {
        symmetric_transfer::unmarked_transfers(clone.function)
    } else {
        Vec::new()
    };
    if !has_shadow_stack {
        unmarked.iter().for_each(|&call| symmetric_transfer::transfer(call, target));
        forget_unreachable(clone.function, &unmarked);
        return None;
    }
    let marked = clone.plan.canonical.transfers.iter().filter_map(|&transfer| clone.copy_of(transfer));
    let by_handle = unmarked.into_iter().filter(|&call| symmetric_transfer::is_by_handle(call));
    let mut transfers: Vec<Value> = marked.chain(by_handle).collect();
    transfers.retain(|&call| target.supports_tail_call(call));
    if TRANSFERS_ARE_UNMARKED {
        transfers.iter().for_each(|&call| symmetric_transfer::return_after(call));
        forget_unreachable(clone.function, &transfers);
    }
    (!transfers.is_empty()).then(|| separate(clone.plan, clone.function, &transfers))
}

/// Removes what the blocks that `transfers` end led to.
fn forget_unreachable(function: Function, transfers: &[Value]) {
    if !transfers.is_empty() {
        shim::prune_phis(function);
        shim::remove_unreachable(function);
    }
}

/// Moves the body of `clone` to a function of its own. `transfers`: the calls in it that resume another coroutine by its handle; each
/// of their blocks ends in a return.
fn separate(plan: Plan<'_>, clone: Function, transfers: &[Value]) -> Activation {
    let pointer = clone.module().pointer_type();
    let name = format!("{}{}", clone.name(), symbol::ACTIVATION);
    let function = shim::declare_clone(clone, Type::function(pointer, &[pointer]), &name);
    function.set_call_convention(CLONE_CALL);
    function.remove_string_attribute(attribute::KEEPS_FRAME);
    // Inlined, it would bring its roots to the tail call.
    function.remove_attribute(Attribute::flag("alwaysinline"));
    function.add_attribute(AttributeIndex::Function, Attribute::flag("noinline"));
    shim::move_body(clone, function);
    function.param(0).set_name("frame");
    describe_frame_argument(plan.frame, function, 0);
    transfers.iter().for_each(|&call| return_handle(call));
    return_null_elsewhere(function);
    leave_collector(clone);
    call_activation(clone, function);
    Activation { clone, function }
}

/// Returns the handle instead of resuming its coroutine.
fn return_handle(call: Value) {
    let (handle, address) = (call.argument(0), call.operand(call.operand_count() - 1));
    // Between the two a region may end that keeps objects alive.
    let ret = call.block().terminator().expect("a block ends in a terminator");
    Builder::before(ret).return_value(handle);
    ret.erase();
    call.erase();
    let mut unused = address;
    while let Some(inst) = unused.filter(|inst| inst.is_instruction() && !inst.has_uses()) {
        unused = inst.operand(0).filter(|_| inst.is_opcode(Opcode::LLVMBitCast));
        inst.erase();
    }
}

fn return_null_elsewhere(function: Function) {
    let pointer = function.return_type();
    let is_void = |ret: &Value| ret.is_opcode(Opcode::LLVMRet) && ret.operand_count() == 0;
    let returns: Vec<Value> = function.blocks().filter_map(Block::terminator).filter(is_void).collect();
    for ret in returns {
        Builder::before(ret).return_value(pointer.null());
        ret.erase();
    }
}

/// The function is none of a collector's any more.
fn leave_collector(function: Function) {
    function.forget_gc();
    function.remove_string_attribute(attribute::MODEL);
}

fn call_activation(clone: Function, activation: Function) {
    let [entry, transfer, end] = ["entry", "transfer", "end"].map(|name| clone.append_block(name));
    let build = Builder::at_end(entry);
    let handle =
        build.call(activation.function_type(), activation.as_value(), &[clone.param(0)], "next.handle");
    build.set_call_convention(handle, CLONE_CALL);
    let is_none = build.is_null(handle, "none");
    build.branch_if(is_none, end, transfer);
    let build = Builder::at_end(transfer);
    let call = resume_handle(&build, handle, "next.resume.addr");
    shim::set_musttail(call);
    build.return_void();
    Builder::at_end(end).return_void();
}
