//! The second ramp of a coroutine, `f.noalloc`: its frame is an argument, and nothing is allocated.
//!
//! The contract is LLVM's own (`CoroSplit.cpp`, `CoroAnnotationElide.cpp` of LLVM 20 and later): an internal copy of the
//! ramp whose last parameter is the frame, described as in the resume function, in element 3 of the array that
//! `llvm.coro.id` names. A frame made by it is destroyed without being freed.

use crate::ir::{Attribute, AttributeIndex, Block, Builder, Function, Opcode, Value, shim};
use crate::layout::Frame;
use crate::read::Canonical;
use crate::read::intrinsics::Coro;

use super::part::describe_frame_argument;

/// The call-site and parameter attribute of a function that returns that argument.
const RETURNED: Attribute = Attribute::flag("returned");

/// Declares the second ramp right behind the first, unless the coroutine allocates its frame whatever its caller
/// wants (there is no `llvm.coro.alloc`) or is none (it never suspends).
pub fn declare(canonical: &Canonical, frame: &Frame) -> Option<Function> {
    let shape = &canonical.shape;
    if shape.allocs.is_empty() || canonical.suspends.is_empty() {
        return None;
    }
    let ramp = shim::declare_noalloc(shape.function, &format!("{}.noalloc", shape.function.name()));
    describe(frame, ramp, returns_frame(canonical));
    Some(ramp)
}

/// Whether the handle is all that the coroutine returns.
fn returns_frame(canonical: &Canonical) -> bool {
    let ret = |block: Block| block.terminator().filter(|t| t.is_opcode(Opcode::LLVMRet));
    let mut rets = canonical.shape.function.blocks().filter_map(ret).peekable();
    rets.peek().is_some() && rets.all(|ret| ret.operand(0) == Some(canonical.shape.begin))
}

fn describe(frame: &Frame, ramp: Function, returns_frame: bool) {
    let index = frame_parameter(ramp);
    describe_frame_argument(frame, ramp, index);
    if returns_frame {
        ramp.add_attribute(AttributeIndex::Param(index), RETURNED);
    }
}

/// Fills `ramp` from the coroutine's first ramp, which is finished.
pub fn fill(canonical: &Canonical, frame: &Frame, ramp: Function) {
    let at = AttributeIndex::Param(frame_parameter(ramp));
    let returns_frame = RETURNED.value_on_function(ramp, at).is_some();
    let map = shim::clone_function(canonical.shape.function, ramp);
    describe(frame, ramp, returns_frame);
    let id = map.value(canonical.shape.id).expect("a ramp keeps its llvm.coro.id");
    let own_frame = ramp.param(frame_parameter(ramp));
    own_frame.set_name("frame");
    for user in id.users() {
        let settled = match Coro::of(user) {
            Some(Coro::Begin) => own_frame,
            Some(Coro::Alloc) => user.ty().const_int(0),
            Some(Coro::Free) => user.ty().null(),
            _ => continue,
        };
        let branches: Vec<Value> = user.users().into_iter().filter(|u| u.is_terminator()).collect();
        user.replace_all_uses_with(settled);
        user.erase();
        for branch in branches {
            shim::fold_terminator(branch.block());
        }
    }
    if !id.has_uses() {
        id.erase();
    }
    shim::prune_phis(ramp);
    shim::remove_unreachable(ramp);
}

/// Replaces `call` of a coroutine's first ramp by a call of the second, `ramp`, with a frame in the caller.
pub fn call_with_own_frame(call: Value, ramp: Function) {
    let index = frame_parameter(ramp);
    let at = AttributeIndex::Param(index);
    let entry = call.block().function().entry();
    let first = entry.first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(first).without_location();
    let callee = call.called_function().expect("a marked call names its callee");
    let bytes = build.module().int_type(8).array_of(frame_bytes(ramp));
    let frame = build.alloca(bytes, &format!("{}.frame", callee.name()));
    let align = Attribute::flag("align").value_on_function(ramp, at).unwrap_or(1);
    frame.set_alignment(u32::try_from(align).expect("alignments fit 32 bits"));
    let args: Vec<Value> = (0..index).map(|i| call.argument(i)).chain([frame]).collect();
    let new = shim::replace_call(call, ramp.function_type(), ramp.as_value(), &args);
    Attribute::ELIDE_SAFE.remove_from_call(new);
    if RETURNED.value_on_function(ramp, at).is_some() {
        // The caller need not keep the handle: it knows where its own frame is.
        new.replace_all_uses_with(frame);
    }
}

/// The size of the frame that `ramp` takes.
pub fn frame_bytes(ramp: Function) -> u64 {
    let at = AttributeIndex::Param(frame_parameter(ramp));
    Attribute::flag("dereferenceable").value_on_function(ramp, at).expect("described when it was declared")
}

fn frame_parameter(ramp: Function) -> u32 {
    u32::try_from(ramp.params().count()).expect("parameter count fits 32 bits") - 1
}
