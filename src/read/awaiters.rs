//! What `await_suspend` does with its awaiter.
//!
//! `llvm.coro.await.suspend.*` gets the awaiter's address, and so does a wrapper that clang makes for each await. An awaiter
//! whose address might become known to others stays in the frame for as long as it lives; most of them only look at
//! themselves there. LLVM cannot tell: it concludes nothing from the body of an inline function, which the linker may take
//! from another object that keeps the address (`GlobalValue::mayBeDerefined`). What stands in the wrapper's own body is
//! certain. So what it calls is inlined, as LLVM's inliner would do with it later, and then looked at.

use rustc_hash::FxHashSet;

use crate::ir::{Attribute, AttributeIndex, Block, Function, Opcode, Value, shim};

use super::intrinsics::Coro;

/// How many instructions may come into a wrapper, which goes into the coroutine itself later.
const MOST_INSTRUCTIONS: usize = 100;

/// What keeps a body in a function of its own.
const KEPT_APART: [&str; 4] = ["noinline", "optnone", "presplitcoroutine", "returns_twice"];

/// The attributes that say which machine a function is compiled for.
const TARGET: [&str; 2] = ["target-cpu", "target-features"];

/// Notes at `call`, a call of a wrapper in `coroutine`, if the awaiter's address goes nowhere else.
///
/// The wrapper may resume the coroutine. If the awaiter were then on the stack of the activation that suspends, the
/// wrapper would not see what the next activation writes to it: so it must be done with the awaiter before it calls anybody.
pub fn settle(call: Value, coroutine: Function) {
    let Some(wrapper) = call.called_function() else { return };
    let is_here = |user: &Value| user.is_instruction() && user.block().function() == coroutine;
    if !wrapper.is_local() || !wrapper.as_value().users().iter().all(is_here) {
        return;
    }
    // clang leaves its wrappers without a target: they are for where they are called.
    if TARGET.iter().all(|key| wrapper.string_attribute(key).is_none()) {
        for key in TARGET {
            if let Some(value) = coroutine.string_attribute(key) {
                wrapper.set_string_attribute(key, &value);
            }
        }
    }
    if can_be_inlined(wrapper, coroutine) {
        inline_calls(wrapper, coroutine);
        if accesses(wrapper.param(0)).is_some_and(|accesses| all_before_calls(wrapper, &accesses)) {
            Attribute::NOT_CAPTURED.add_to_call_at(call, AttributeIndex::Param(0));
        }
    }
}

fn inline_calls(wrapper: Function, coroutine: Function) {
    let mut left = MOST_INSTRUCTIONS;
    let fits = |call: &Value, left: usize| {
        let callee = call.called_function().filter(|callee| *callee != wrapper);
        let callee = callee.filter(|callee| can_be_inlined(*callee, coroutine));
        callee.map(|callee| callee.instructions().len()).filter(|size| *size <= left)
    };
    // Each one takes something of what is left.
    while let Some((call, size)) =
        wrapper.instructions().into_iter().find_map(|call| Some((call, fits(&call, left)?)))
    {
        if !shim::inline_call(call) {
            return;
        }
        left -= size;
    }
}

/// Whether the body of `callee` may come into `coroutine`.
fn can_be_inlined(callee: Function, coroutine: Function) -> bool {
    let same = |key: &&str| callee.string_attribute(key) == coroutine.string_attribute(key);
    !callee.is_declaration()
        && KEPT_APART.iter().all(|name| !callee.has_attribute(Attribute::flag(name)))
        && callee.gc_name().is_none()
        && callee.personality().is_none_or(|theirs| coroutine.personality() == Some(theirs))
        && TARGET.iter().all(same)
        && shim::can_inline(coroutine, callee)
}

/// What reads or writes at `address`. `None` if something keeps it.
fn accesses(address: Value) -> Option<FxHashSet<Value>> {
    let (mut known, mut accesses) = (FxHashSet::default(), FxHashSet::default());
    let mut work = vec![address];
    while let Some(address) = work.pop() {
        for site in address.uses() {
            match site.user.opcode()? {
                Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMPHI | Opcode::LLVMSelect => {
                    if known.insert(site.user) {
                        work.push(site.user);
                    }
                    continue;
                }
                Opcode::LLVMLoad => {}
                Opcode::LLVMStore if site.operand == 1 => {}
                Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg if site.operand == 0 => {}
                Opcode::LLVMCall | Opcode::LLVMInvoke if site.user.argument_is_not_captured(site.operand) => {
                }
                _ => return None,
            }
            accesses.insert(site.user);
        }
    }
    Some(accesses)
}

/// Whether no call of `function` is one of `accesses` or comes before one.
fn all_before_calls(function: Function, accesses: &FxHashSet<Value>) -> bool {
    let is_call = |inst: Value| {
        // llvm.coro.resume and destroy run the coroutine.
        let is_quiet = |callee: Function| callee.is_intrinsic() && Coro::of(inst).is_none();
        matches!(inst.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr))
            && !inst.called_function().is_some_and(is_quiet)
    };
    let (mut behind, mut work): (FxHashSet<Block>, Vec<Block>) = Default::default();
    for block in function.blocks() {
        let mut from_call = block.instructions().skip_while(|inst| !is_call(*inst)).peekable();
        if from_call.peek().is_some() {
            work.push(block);
        }
        if from_call.any(|inst| accesses.contains(&inst)) {
            return false;
        }
    }
    while let Some(block) = work.pop() {
        for next in block.successors() {
            if next.instructions().any(|inst| accesses.contains(&inst)) {
                return false;
            }
            if behind.insert(next) {
                work.push(next);
            }
        }
    }
    true
}
