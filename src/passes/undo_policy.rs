//! Coroutines that a split has no reason to refuse.
//!
//! A function that may be refused is set aside before it is changed, so that it can be put back. For very large ones
//! that would cost as much as their split. So large functions are read once instead: where nothing in any function of
//! the module can be refused, none is set aside. What is plain is listed here; all else is not.

use crate::gc::Model;
use crate::ir::{Attribute, AttributeIndex, BRANCH, Block, DataLayout, Function, Opcode, Type, Value, shim};
use crate::options::SplitOptions;
use crate::read::intrinsics::Coro;
use gc_coro_core::walk::reachable;

/// To copy a function of fewer instructions costs less than to look at each of them twice.
const LARGE: usize = 10_000;

/// Objects and values of more bytes may lead to frames that are too large.
const MODEST: u64 = 1 << 12;

/// What is of use in coroutines, beside `llvm.coro.*`, and has no rules of its own.
const INTRINSICS: [&[u8]; 6] = [
    b"llvm.dbg.",
    b"llvm.lifetime.",
    b"llvm.memcpy.p0.p0.",
    b"llvm.memset.p0.",
    b"llvm.memmove.p0.p0.",
    b"llvm.trap",
];

/// Whether nothing of `functions` needs to be set aside.
pub fn are_large_and_plain(functions: &[Function], options: &SplitOptions) -> bool {
    let is_large = |f: &Function| f.blocks().flat_map(Block::instructions).nth(LARGE).is_some();
    functions.iter().any(is_large) && functions.iter().all(|&function| is_plain(function, options))
}

fn is_plain(function: Function, options: &SplitOptions) -> bool {
    let is_unmanaged = Model::of(function, options.model.as_ref()).is_ok_and(|model| !model.is_managed());
    let odd = ["inalloca", "preallocated", "swifterror", "swiftself", "nest", "byval"].map(Attribute::flag);
    let takes_odd =
        |(index, _)| odd.iter().any(|a| function.has_attribute_at(AttributeIndex::Param(index), *a));
    let layout = function.module().data_layout();
    is_unmanaged
        && !function.has_attribute(Attribute::flag("naked"))
        && !(0u32..).zip(function.params()).any(takes_odd)
        && is_all_reached(function)
        && function.blocks().flat_map(Block::instructions).all(|inst| has_no_rules(inst, layout))
}

/// Whether no block would be removed before the function is read.
fn is_all_reached(function: Function) -> bool {
    let reached = reachable([function.entry()], Block::successors);
    function.blocks().all(|block| reached.contains(&block))
}

/// Whether no rule is about `inst` but those that are checked before anything is changed.
fn has_no_rules(inst: Value, layout: DataLayout) -> bool {
    use Opcode::*;
    let is_modest = |ty: Type| ty.has_fixed_size() && layout.alloc_size(ty) <= MODEST;
    match inst.opcode() {
        Some(LLVMCall | LLVMInvoke) => is_plain_call(inst, layout),
        Some(BRANCH | LLVMSwitch | LLVMRet | LLVMUnreachable | LLVMResume | LLVMStore | LLVMFence) => true,
        Some(LLVMAlloca) => {
            // One that is executed more than once, or belongs to a call, may be no place for what a frame holds.
            inst.block() == inst.block().function().entry()
                && !shim::is_swift_error(inst)
                && !shim::is_in_alloca(inst)
                && inst.operand(0).and_then(Value::const_int) == Some(1)
                && is_modest(inst.allocated_type())
                && inst.alignment() <= MODEST
                && inst.ty().address_space() == Some(0)
        }
        Some(LLVMPHI | LLVMSelect) if inst.ty().is_pointer() => !inst.operands().any(is_address),
        Some(
            LLVMIndirectBr | LLVMCallBr | LLVMCatchSwitch | LLVMCatchPad | LLVMCleanupPad | LLVMCatchRet
            | LLVMCleanupRet | LLVMVAArg,
        )
        | None => false,
        _ => is_simple(inst.ty()) || is_modest(inst.ty()),
    }
}

fn is_plain_call(call: Value, layout: DataLayout) -> bool {
    let ty = call.ty();
    let name = call.called_function().map_or(b"".as_slice(), Function::name_bytes);
    if name.starts_with(b"llvm.") {
        return match Coro::named(name) {
            Some(Coro::OtherLowering) => false,
            // All but the smallest types hold the size of a modest frame.
            Some(Coro::Size | Coro::Align) => ty.int_width().is_some_and(|bits| bits >= 32),
            Some(_) => true,
            None => INTRINSICS.iter().any(|known| name.starts_with(known)),
        };
    }
    !shim::is_musttail(call)
        && (ty.is_void() || is_simple(ty) || ty.has_fixed_size() && layout.alloc_size(ty) <= MODEST)
}

/// Types that most values have.
fn is_simple(ty: Type) -> bool {
    ty.int_width().is_some_and(|bits| bits <= 64) || ty.address_space() == Some(0)
}

/// An address of an object, which a phi must not choose before the frame is there.
fn is_address(value: Value) -> bool {
    use Opcode::*;
    let computed = [LLVMAlloca, LLVMGetElementPtr, LLVMBitCast, LLVMAddrSpaceCast, LLVMSelect, LLVMIntToPtr];
    value.opcode().is_some_and(|opcode| computed.contains(&opcode))
}
