//! Symmetric transfer: the call that resumes another coroutine takes over the stack frame.
//!
//! Only a guaranteed tail call keeps a chain of coroutines that resume one another from filling the stack. Where the code
//! generator has none for a call, it stays an ordinary call as with LLVM's own split.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{BRANCH, Block, Builder, CLONE_CALL, Function, Opcode, Target, Value, shim};
use crate::read::intrinsics::{Coro, is_debug, lifetime_marker};

/// Ends the block of `call`, which nothing with an effect follows, right after it: by a guaranteed tail call where
/// `target` has one.
pub fn transfer(call: Value, target: &Target) {
    if target.supports_tail_call(call) {
        make_tail_call(call);
    } else {
        return_after(call);
    }
}

/// Makes `call` a guaranteed tail call. Its block ends there.
fn make_tail_call(call: Value) {
    shim::set_musttail(call);
    // RewriteStatepointsForGC would make a statepoint of it, which is no tail call. It needs none: whatever collects
    // after it finds no stack frame of this function any more.
    if call.block().function().gc_name().is_some() {
        call.add_call_attribute("gc-leaf-function");
    }
    return_after(call);
}

/// Ends the block of `call` right after it.
pub fn return_after(call: Value) {
    let block = call.block();
    let after = call.next().expect("a call is no terminator");
    Builder::before(after).return_void();
    let ret = call.next().expect("just built");
    while let Some(last) = block.last().filter(|&last| last != ret) {
        if last.has_uses() {
            last.replace_all_uses_with(last.ty().poison());
        }
        last.erase();
    }
}

/// Up to LLVM 18 nothing marks a transfer: clang emits `llvm.coro.resume` as the last act before a suspend, and the split
/// makes a tail call of every call of a resume function from which control goes straight to the return.
///
/// These are the calls in `resume`. None is after another one's tail: a call is an effect.
pub fn unmarked_transfers(resume: Function) -> Vec<Value> {
    let instructions = resume.instructions().into_iter();
    instructions.filter(|&inst| resumes_another(resume, inst) && returns_straight_after(inst)).collect()
}

/// Whether `call` is of the resume function of its argument.
pub fn is_by_handle(call: Value) -> bool {
    call.operand(call.operand_count() - 1).is_some_and(|callee| {
        // coro-early of LLVM 16 leaves a cast of a pointer to a pointer.
        let callee = if callee.is_opcode(Opcode::LLVMBitCast) { callee.argument(0) } else { callee };
        Coro::of(callee) == Some(Coro::SubfnAddr)
            && callee.argument(0) == call.argument(0)
            && callee.argument(1).const_int() == Some(0)
    })
}

/// Whether a tail call from `resume` could be `inst`: a plain call of the same type and convention.
fn resumes_another(resume: Function, inst: Value) -> bool {
    inst.is_call() && inst.call_convention() == CLONE_CALL && inst.called_type() == resume.function_type()
}

/// Whether nothing with an effect happens between `call` and the return of its function. The path may lead over branches
/// that are decided where it comes from.
fn returns_straight_after(call: Value) -> bool {
    let mut known: FxHashMap<Value, Value> = FxHashMap::default();
    let mut seen: FxHashSet<Block> = FxHashSet::default();
    let mut next = call.next();
    loop {
        let Some(inst) = next else { return false };
        if !inst.is_terminator() {
            if !is_without_effect(inst) {
                return false;
            }
            next = inst.next();
            continue;
        }
        if inst.is_opcode(Opcode::LLVMRet) {
            return true;
        }
        let Some(target) = decided_successor(inst, &known) else { return false };
        if !seen.insert(target) {
            return false;
        }
        let incoming: Vec<(Value, Value)> = target
            .phis()
            .filter_map(|phi| {
                let (value, _) = phi.incoming().into_iter().find(|(_, from)| *from == inst.block())?;
                Some((phi, known.get(&value).copied().unwrap_or(value)))
            })
            .collect();
        known.extend(incoming);
        next = target.first();
    }
}

/// The one successor that `terminator` can take, given what the phis on the path are.
fn decided_successor(terminator: Value, known: &FxHashMap<Value, Value>) -> Option<Block> {
    let decide = |on: Value| known.get(&on).copied().unwrap_or(on).const_int();
    match terminator.opcode()? {
        BRANCH if terminator.successor_count() == 1 => Some(terminator.successor(0)),
        BRANCH => {
            let taken = decide(terminator.operand(0)?)? != 0;
            Some(terminator.successor(u32::from(!taken)))
        }
        Opcode::LLVMSwitch => {
            let on = decide(terminator.operand(0)?)?;
            let cases = terminator.switch_cases();
            let case = cases.iter().find(|(value, _)| value.const_int() == Some(on));
            Some(case.map_or(terminator.successor(0), |(_, block)| *block))
        }
        _ => None,
    }
}

/// Whether `inst` can be left out on the exit path without a visible difference.
fn is_without_effect(inst: Value) -> bool {
    use Opcode::*;
    is_debug(inst)
        || lifetime_marker(inst).is_some()
        || matches!(
            inst.opcode(),
            Some(LLVMPHI | LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast | LLVMSelect | LLVMICmp)
        )
        || inst.is_opcode(LLVMLoad) && !inst.is_volatile()
}
