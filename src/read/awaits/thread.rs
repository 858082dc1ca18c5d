//! Tells the two ways behind each await apart.
//!
//! What runs in a continuation up to its next await is a copy of the code behind the await in which `resumed` is true;
//! the code itself stays for the way that goes on, and there it is false. Behind the next await both ways join again,
//! and `resumed` of the first is an ordinary value.
//!
//! For the time of the copying every value that is used outside of its block is on the stack, so that no phi has to be
//! made by hand; LLVM's PromoteMemToReg makes them afterwards.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::ir::shim::PartMap;
use crate::ir::{Block, Function, Value, shim};

use super::super::canonical::SuspendPoint;

/// Copies what is behind each of `suspends`; `behind` is the first block of it.
pub fn separate(function: Function, suspends: &[SuspendPoint], behind: &[Block]) {
    let kept: BTreeSet<_> = allocas(function).into_iter().map(Value::raw).collect();
    shim::demote(function);
    let stops: FxHashSet<Block> = suspends.iter().map(|point| point.save_block).collect();
    for (point, &first) in suspends.iter().zip(behind) {
        let blocks = reached(first, &stops);
        let copies = PartMap::clone_blocks(function, function, &blocks, &[]);
        let copy = copies.block(first).expect("it was copied");
        let branch = point.resumed.terminator().expect("a stub ends in a branch");
        branch.set_successor(0, copy);
    }
    let temporaries: Vec<Value> =
        allocas(function).into_iter().filter(|alloca| !kept.contains(&alloca.raw())).collect();
    shim::promote(function, &temporaries);
    shim::fold(function);
    shim::remove_unreachable(function);
    shim::prune_phis(function);
}

fn allocas(function: Function) -> Vec<Value> {
    function.blocks().flat_map(|b| b.instructions().collect::<Vec<_>>()).filter(|i| i.is_alloca()).collect()
}

/// The blocks that control reaches from `first` before another await, in a deterministic order.
fn reached(first: Block, stops: &FxHashSet<Block>) -> Vec<Block> {
    let mut seen = FxHashSet::default();
    let mut order = Vec::new();
    let mut work = vec![first];
    while let Some(block) = work.pop() {
        if !stops.contains(&block) && seen.insert(block) {
            order.push(block);
            work.extend(block.successors().into_iter().rev());
        }
    }
    order
}
