//! Separates the two paths after each await.
//!
//! What runs in a continuation up to its next await is a copy of the code after the await in which `resumed` is true;
//! the code itself stays for the path that goes on, and there it is false. After the next await both paths join again,
//! and `resumed` of the first is an ordinary value.
//!
//! For the time of the copying every value that is used outside of its block is on the stack, so that no phi has to be
//! made by hand; LLVM's PromoteMemToReg makes them afterwards.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::pipeline::{self, FOLD};
use crate::ir::shim::CloneMap;
use crate::ir::{Block, Builder, Function, Value, promotion, shim};
use gc_coro_core::walk::walk;

use crate::read::suspend_point::{Await, SuspendPoint};

/// Copies what is after each of `suspends`; `after` is the first block of it.
pub fn separate(function: Function, suspends: &[SuspendPoint], awaits: &[Await], after: &[Block]) {
    let kept: BTreeSet<_> = allocas(function).into_iter().map(Value::raw).collect();
    know_states(function, suspends, awaits);
    demote(function);
    // Noted before the copying: a copy of a variable that is made after an await is a variable, too.
    let temporaries: Vec<Value> =
        allocas(function).into_iter().filter(|alloca| !kept.contains(&alloca.raw())).collect();
    let stops: FxHashSet<Block> = suspends.iter().map(|point| point.save_block).collect();
    for (point, &first) in suspends.iter().zip(after) {
        let blocks = reached(first, &stops);
        let copies = CloneMap::clone_blocks(function, function, &blocks);
        let copy = copies.block(first).expect("it was copied");
        let branch = point.resumed.terminator().expect("a stub ends in a branch");
        branch.set_successor(0, copy);
    }
    promotion::promote(function, &temporaries);
    pipeline::run_passes(function, FOLD);
    shim::remove_unreachable(function);
    shim::prune_phis(function);
}

/// Puts every phi and every value that is used outside of its block on the stack, as LLVM's reg2mem does. Tokens stay.
fn demote(function: Function) {
    // Phis first: what is loaded in their place is a value as any other.
    let phis = function.instructions().into_iter().filter(|inst| inst.is_phi());
    phis.for_each(shim::demote);
    let escapes = |inst: &Value| {
        let is_elsewhere = |user: &Value| user.is_phi() || user.block() != inst.block();
        !inst.ty().is_token()
            && !inst.ty().is_void()
            && !inst.is_alloca()
            && inst.users().iter().any(is_elsewhere)
    };
    let values: Vec<Value> = function.instructions().into_iter().filter(escapes).collect();
    values.into_iter().for_each(shim::demote);
}

/// The state that an await is given is, after it, the frame that the continuation is called with: no frame holds its own
/// address, which would be one of the pointers that a collector has to keep up to date.
fn know_states(function: Function, suspends: &[SuspendPoint], awaits: &[Await]) {
    let begin = function.entry().first_insertion_point().expect("a block has a terminator");
    let mut known: FxHashMap<Value, Value> = FxHashMap::default();
    let states: Vec<_> = awaits.iter().map(|details| (details.make.argument(0), details.frame)).collect();
    for (point, (state, frame)) in suspends.iter().zip(states) {
        let Some(after) = Builder::after(state).filter(|_| state.is_instruction()) else { continue };
        let Some(frame) = frame else { continue };
        let slot = match known.get(&state) {
            Some(slot) => *slot,
            None => {
                let slot = Builder::before(begin).without_location().alloca(state.ty(), "state.slot");
                keep_in(slot, state, &after);
                known.insert(state, slot);
                slot
            }
        };
        let branch = point.resumed.terminator().expect("a stub ends in a branch");
        Builder::before(branch).store(frame, slot, align_of(state));
    }
}

/// Lets every use of `value` load it from `slot`.
fn keep_in(slot: Value, value: Value, after: &Builder) {
    for place in value.uses() {
        let before = match place.user.is_phi() {
            true => place.user.incoming_block(place.operand).terminator(),
            false => Some(place.user),
        };
        let build = Builder::before(before.expect("a block ends in a terminator"));
        place.user.set_operand(place.operand, build.load(value.ty(), slot, align_of(value), "state"));
    }
    after.store(value, slot, align_of(value));
}

fn align_of(value: Value) -> u64 {
    value.block().function().module().data_layout().abi_align(value.ty())
}

fn allocas(function: Function) -> Vec<Value> {
    function.instructions().into_iter().filter(|i| i.is_alloca()).collect()
}

/// The blocks that control reaches from `first` before another await, in a deterministic order.
fn reached(first: Block, stops: &FxHashSet<Block>) -> Vec<Block> {
    let goes_on = |block: &Block| !stops.contains(block);
    let next = |block: Block| block.successors().into_iter().rev().filter(goes_on).collect::<Vec<_>>();
    walk([first].into_iter().filter(goes_on), next).collect()
}
