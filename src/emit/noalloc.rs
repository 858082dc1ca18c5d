//! The second ramp of a coroutine, `f.noalloc`: its frame is an argument, and nothing is allocated.
//!
//! The convention is LLVM's own (`CoroSplit.cpp`, `CoroAnnotationElide.cpp` of LLVM 20 and later): an internal copy of the
//! ramp whose last parameter is the frame, described as in the resume function, in element 3 of the array that
//! `llvm.coro.id` names. A frame made by it is destroyed without being freed.

use crate::abi::names::metadata;
use crate::elide::{FrameShape, call_with_frame, frame_parameter, settle};
use crate::ir::{Block, Builder, Opcode, Value, shim};
use crate::read::Canonical;
use crate::read::intrinsics::Coro;
use gc_coro_core::layout::Frame;

use crate::emit::clone::describe_frame_argument;
use crate::emit::coro_abi::end_inner_frame;
use crate::emit::plan::SecondRamp;

impl SecondRamp {
    fn describe_frame(self, frame: &Frame) {
        describe_frame_argument(frame, self.function, frame_parameter(self.function));
    }

    /// The frame that it takes.
    fn frame_shape(self) -> FrameShape {
        let shape = FrameShape::of_argument(self.function, frame_parameter(self.function));
        shape.expect("described when it was declared")
    }

    /// The size of the frame.
    pub fn frame_bytes(self) -> u64 {
        self.frame_shape().bytes
    }
}

/// Declares the second ramp directly after the first, unless the coroutine allocates its frame whatever its caller
/// wants (there is no `llvm.coro.alloc`), is none (it never suspends), or has a signature that cannot be another.
pub fn declare(canonical: &Canonical, frame: &Frame) -> Option<SecondRamp> {
    let shape = &canonical.shape;
    let fixes_signature = |block: Block| block.instructions().any(shim::is_musttail);
    let is_fixed = shape.function.is_variadic() || shape.function.blocks().any(fixes_signature);
    if shape.allocs.is_empty() || canonical.suspends.is_empty() || is_fixed {
        return None;
    }
    let function = shim::declare_noalloc(shape.function, &format!("{}.noalloc", shape.function.name()));
    let returns_frame = returns_frame(canonical);
    let second = SecondRamp { function, returns_frame, has_gc_map: frame.has_gc_map() };
    second.describe_frame(frame);
    Some(second)
}

/// Whether the handle is all that the coroutine returns.
fn returns_frame(canonical: &Canonical) -> bool {
    let ret = |block: Block| block.terminator().filter(|t| t.is_opcode(Opcode::LLVMRet));
    let mut rets = canonical.shape.function.blocks().filter_map(ret).peekable();
    rets.peek().is_some() && rets.all(|ret| ret.operand(0) == Some(canonical.shape.begin))
}

/// Fills the second ramp from the first, which is finished.
pub fn fill(canonical: &Canonical, frame: &Frame, second: SecondRamp) {
    let map = shim::clone_function(canonical.shape.function, second.function);
    second.describe_frame(frame);
    let id = map.value(canonical.shape.id).expect("a ramp keeps its llvm.coro.id");
    if second.has_gc_map {
        let own_frame = second.function.param(frame_parameter(second.function));
        let frees = id.users().into_iter().filter(|user| Coro::of(*user) == Some(Coro::Free));
        frees.for_each(|free| end_inner_frame(free, own_frame));
    }
    settle(second.function, id);
}

/// Replaces `call` of a coroutine's first ramp by a call of the second, with a frame in the caller.
pub fn call_with_own_frame(call: Value, second: SecondRamp) {
    let entry = call.block().function().entry();
    let first = entry.first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(first).without_location();
    let callee = call.called_function().expect("a marked call names its callee");
    let (alloca, frame) = second.frame_shape().alloca(&build, callee);
    if second.has_gc_map {
        alloca.mark(metadata::INNER_FRAME);
    }
    let new = call_with_frame(call, second.function, frame);
    if second.returns_frame {
        // The caller need not keep the handle: it knows where its own frame is.
        new.replace_all_uses_with(frame);
    }
}
