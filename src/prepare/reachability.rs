//! What control reaches after the awaits of a function.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Block, Function, Value};
use gc_coro_core::walk::reachable;

/// Where some instructions of a function are, and what comes before and after them.
pub struct Reach {
    /// The first and the last of them in each block that has any.
    in_block: FxHashMap<Block, (usize, usize)>,
    /// The blocks whose beginning comes after one.
    after: FxHashSet<Block>,
    /// The blocks from whose end control reaches one.
    before: FxHashSet<Block>,
    /// The number of each instruction in its block.
    position: FxHashMap<Value, usize>,
}

impl Reach {
    /// For the instructions `points` of `function`.
    pub fn of(function: Function, points: &[Value]) -> Reach {
        let blocks: Vec<Block> = function.blocks().collect();
        let position: FxHashMap<Value, usize> =
            blocks.iter().flat_map(|block| block.instructions().enumerate().map(|(n, i)| (i, n))).collect();
        let mut in_block: FxHashMap<Block, (usize, usize)> = FxHashMap::default();
        for point in points {
            let place = position[point];
            let range = in_block.entry(point.block()).or_insert((place, place));
            *range = (range.0.min(place), range.1.max(place));
        }
        let mut next: FxHashMap<Block, Vec<Block>> = FxHashMap::default();
        let mut previous: FxHashMap<Block, Vec<Block>> = FxHashMap::default();
        for &block in &blocks {
            for successor in block.successors() {
                next.entry(block).or_default().push(successor);
                previous.entry(successor).or_default().push(block);
            }
        }
        let begin: Vec<Block> = points.iter().map(|point| point.block()).collect();
        Reach { in_block, after: walk(&begin, &next), before: walk(&begin, &previous), position }
    }

    /// Whether control can come to `inst` after one of the points.
    pub fn is_after(&self, inst: Value) -> bool {
        let block = inst.block();
        self.after.contains(&block)
            || self.in_block.get(&block).is_some_and(|(first, _)| *first < self.position[&inst])
    }

    /// Whether control can come from `inst` to one of the points.
    pub fn is_before(&self, inst: Value) -> bool {
        let block = inst.block();
        self.before.contains(&block)
            || self.in_block.get(&block).is_some_and(|(_, last)| *last > self.position[&inst])
    }
}

/// What `edges` lead to from `begin`, without `begin` itself unless an edge leads back.
fn walk(begin: &[Block], edges: &FxHashMap<Block, Vec<Block>>) -> FxHashSet<Block> {
    let next = |block: Block| edges.get(&block).into_iter().flatten().copied();
    reachable(begin.iter().copied().flat_map(next), next)
}
