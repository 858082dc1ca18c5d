//! Which of the proven frames are worth their place in the caller's.

use std::ops::Range;

use crate::elide::callee::FrameShape;
use crate::elide::caller::successor_after;
use crate::ir::{Block, Function, Value, shim};
use gc_coro_core::elision::{AliveRange, HandleBlockId};
use rustc_hash::FxHashMap;

/// What an allocation costs beside the bytes that are asked for: the allocator's header and rounding.
const BYTES_PER_ALLOCATION: f64 = 16.0;

/// A frame of a coroutine grows by no more than this: with two calls at each level frames would grow as 2^levels.
pub const LARGEST_GROWTH_OF_FRAME: u64 = 1 << 20;

/// A function that is no coroutine has its children on the stack, together no more bytes than this: it may be recursive, and stacks of
/// threads may be small.
const LARGEST_GROWTH_OF_STACK: u64 = 1 << 14;

/// The same for a function that calls itself.
const LARGEST_GROWTH_OF_RECURSIVE_STACK: u64 = 1 << 10;

/// On the stack a frame costs nothing unless it is deep: only what hardly ever runs stays away.
const RARE_ON_STACK: f64 = 0.01;

/// A coroutine whose frame can be inside of the caller's.
#[derive(Clone, Debug)]
pub struct Child {
    pub frame: FrameShape,
    /// What creates it.
    pub creation: Value,
    /// Where it is alive.
    pub alive: Vec<AliveRange>,
}

/// The numbers of the `children` that are worth it, in order. `is_coroutine`: their frames are in a frame of `caller`, not on the stack.
///
/// Children that are never alive together share bytes. What the caller's frame grows by is at most what the children save, in bytes
/// that are allocated per run of the caller.
pub fn choose(caller: Function, children: &[Child], is_coroutine: bool) -> Vec<usize> {
    let blocks: Vec<Block> = children.iter().map(|child| child.creation.block()).collect();
    let frequencies = frequencies(caller, &blocks);
    let limit = match is_coroutine {
        true => LARGEST_GROWTH_OF_FRAME,
        false if calls_itself(caller) => LARGEST_GROWTH_OF_RECURSIVE_STACK,
        false => LARGEST_GROWTH_OF_STACK,
    };
    let saved = |&child: &usize| saved_bytes(children[child].frame.bytes, frequencies[child]);
    let mut chosen: Vec<usize> = (0..children.len()).filter(|&c| children[c].frame.bytes <= limit).collect();
    if !is_coroutine {
        chosen.retain(|&child| frequencies[child] >= RARE_ON_STACK);
    }
    let mut rarest = chosen.clone();
    rarest.sort_by(|&a, &b| frequencies[a].total_cmp(&frequencies[b]).then(b.cmp(&a)));
    for child in rarest {
        let growth = growth_by(children, &chosen);
        let is_enough = !is_coroutine || chosen.iter().map(saved).sum::<f64>() >= growth as f64;
        if is_enough && growth <= limit && (!is_coroutine || frequencies[child] >= 1.0) {
            break;
        }
        let others: Vec<usize> = chosen.iter().copied().filter(|&other| other != child).collect();
        let own = growth - growth_by(children, &others);
        if !is_enough || growth > limit || own as f64 > saved(&child) {
            chosen = others;
        }
    }
    chosen
}

fn calls_itself(function: Function) -> bool {
    function.as_value().users().into_iter().any(|user| {
        user.is_instruction()
            && user.block().function() == function
            && user.called_function() == Some(function)
    })
}

/// The bytes that are no longer allocated for one run of the caller, which creates a frame of `bytes` bytes `frequency` times.
pub fn saved_bytes(bytes: u64, frequency: f64) -> f64 {
    frequency * (bytes as f64 + BYTES_PER_ALLOCATION)
}

/// How often each of `blocks` runs for one run of `function`, by LLVM's estimate. A coroutine runs once from its beginning to its end, however
/// often it is suspended on the path; that it is destroyed on the path is rare.
pub fn frequencies(function: Function, blocks: &[Block]) -> Vec<f64> {
    let resumed = |block: Block| Some((block, successor_after(block.terminator()?, 0)?));
    let branches: Vec<(Block, u32)> = function.blocks().filter_map(resumed).collect();
    shim::relative_frequencies(function, &branches, blocks)
}

/// The bytes that are needed at most at a time for the children that are `chosen`.
fn growth_by(children: &[Child], chosen: &[usize]) -> u64 {
    let mut ranges: FxHashMap<HandleBlockId, Vec<(Range<u32>, u64)>> = FxHashMap::default();
    for child in chosen.iter().map(|&child| &children[child]) {
        for range in &child.alive {
            ranges.entry(range.block).or_default().push((range.positions.clone(), child.frame.bytes));
        }
    }
    ranges.values().map(|ranges| most_at_a_time(ranges)).max().unwrap_or(0)
}

/// The largest sum of those ranges that contain one position.
fn most_at_a_time(ranges: &[(Range<u32>, u64)]) -> u64 {
    let at =
        |position: u32| ranges.iter().filter(|(r, _)| r.contains(&position)).map(|(_, bytes)| bytes).sum();
    ranges.iter().map(|(range, _)| at(range.start)).max().unwrap_or(0)
}
