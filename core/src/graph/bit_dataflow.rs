//! A bit-parallel dataflow: it follows up to 128 members of a group along all paths at once, with a bit for each.
//!
//! If many variables are live in most of the coroutine, separate walks would cost the sum of the lengths of their live ranges. All
//! members of a group share one walk, in the order in which control comes to the blocks.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use smallvec::SmallVec;

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Edge, EdgeKind, Position, SuspendId};
use crate::sets::suspend_set;
use crate::sets::suspend_set::SuspendSet;

/// One bit for each member of a group.
pub type Group = u128;

/// How many members a group has at most.
pub const GROUP: usize = Group::BITS as usize;

/// Whether a group has the member of that number.
pub fn has(group: Group, member: usize) -> bool {
    group >> member & 1 == 1
}

/// The numbers of the members of a group.
pub fn members(mut group: Group) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (group != 0).then(|| group.trailing_zeros() as usize)?;
        group &= group - 1;
        Some(lowest)
    })
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Forward,
    Backward,
}

/// The walks of both directions. They are reused from analysis to analysis.
#[derive(Debug)]
pub struct Dataflows<'a> {
    /// From a block to its successors.
    pub forward: Dataflow<'a>,
    /// From a block to its predecessors.
    pub backward: Dataflow<'a>,
}

impl<'a> Dataflows<'a> {
    /// Both walks of the graph of `coroutine`.
    pub fn new(coroutine: &'a Coroutine) -> Self {
        let order = post_order(coroutine);
        let reversed = order.iter().rev().copied().collect();
        Dataflows {
            forward: Dataflow::new(coroutine, Direction::Forward, reversed),
            backward: Dataflow::new(coroutine, Direction::Backward, order),
        }
    }
}

/// Walks of one direction; the tables are reused from group to group.
#[derive(Debug)]
pub struct Dataflow<'a> {
    coroutine: &'a Coroutine,
    direction: Direction,
    /// The blocks in the order of the walk, and the place of each.
    order: Vec<BlockId>,
    places: IndexVec<BlockId, u32>,
    /// The members that arrive at each block, on the side where the walk enters it.
    arrives: IndexVec<BlockId, Group>,
    /// The members that end in it.
    stops: IndexVec<BlockId, Group>,
    /// The members that begin in it, and leave it.
    starts: IndexVec<BlockId, Group>,
    /// The members that were already propagated.
    led: IndexVec<BlockId, Group>,
    /// The blocks where a member begins or ends.
    touched: Vec<BlockId>,
    crossed: IndexVec<SuspendId, Group>,
    /// The suspensions that some member crosses.
    crossings: Vec<SuspendId>,
    queue: BinaryHeap<Reverse<u32>>,
}

impl<'a> Dataflow<'a> {
    fn new(coroutine: &'a Coroutine, direction: Direction, order: Vec<BlockId>) -> Self {
        let mut places = IndexVec::filled(coroutine.blocks.len(), 0);
        (0u32..).zip(&order).for_each(|(place, &block)| places[block] = place);
        let none = || IndexVec::filled(coroutine.blocks.len(), 0);
        Dataflow {
            coroutine,
            direction,
            order,
            places,
            arrives: none(),
            stops: none(),
            starts: none(),
            led: none(),
            touched: Vec::new(),
            crossed: IndexVec::filled(coroutine.suspends.len(), 0),
            crossings: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    /// Begins with a new group.
    pub fn clear(&mut self) {
        for block in self.touched.drain(..) {
            self.arrives[block] = 0;
            self.stops[block] = 0;
            self.starts[block] = 0;
            self.led[block] = 0;
        }
        self.crossings.drain(..).for_each(|suspend| self.crossed[suspend] = 0);
    }

    /// `member` ends in `block`.
    pub fn stop(&mut self, block: BlockId, member: usize) {
        self.touch(block);
        self.stops[block] |= 1 << member;
    }

    /// `member` begins in `block`: it leaves the block, whether it arrived or not.
    pub fn start(&mut self, block: BlockId, member: usize) {
        self.touch(block);
        self.starts[block] |= 1 << member;
        self.queue.push(Reverse(self.places[block]));
    }

    fn touch(&mut self, block: BlockId) {
        if !self.is_touched(block) {
            self.touched.push(block);
        }
    }

    fn is_touched(&self, block: BlockId) -> bool {
        self.arrives[block] | self.stops[block] | self.starts[block] != 0
    }

    /// Propagates all members until nothing changes.
    pub fn run(&mut self) {
        self.run_where(|_| Group::MAX);
    }

    /// The same, where `may_take` says which members an edge propagates.
    pub fn run_where(&mut self, may_take: impl Fn(&Edge) -> Group) {
        let coroutine = self.coroutine;
        while let Some(Reverse(place)) = self.queue.pop() {
            let block = self.order[place as usize];
            let leaves = self.leaves(block) & !self.led[block];
            if leaves == 0 {
                continue;
            }
            self.led[block] |= leaves;
            for edge in edges(coroutine, self.direction, block) {
                let take = leaves & may_take(edge);
                if let EdgeKind::Resume(suspend) | EdgeKind::Destroy(suspend) = edge.kind {
                    self.cross(suspend, take);
                }
                if take & !self.arrives[edge.block] != 0 {
                    self.touch(edge.block);
                    self.arrives[edge.block] |= take;
                    self.queue.push(Reverse(self.places[edge.block]));
                }
            }
        }
    }

    fn cross(&mut self, suspend: SuspendId, group: Group) {
        if self.crossed[suspend] == 0 && group != 0 {
            self.crossings.push(suspend);
        }
        self.crossed[suspend] |= group;
    }

    /// The members that arrive at `block`.
    pub fn arrives(&self, block: BlockId) -> Group {
        self.arrives[block]
    }

    /// The members that leave `block`.
    pub fn leaves(&self, block: BlockId) -> Group {
        self.starts[block] | self.passes(block)
    }

    /// The blocks where a member begins, ends or arrives.
    pub fn touched(&self) -> &[BlockId] {
        &self.touched
    }

    /// The members that arrive at `block` and leave it.
    fn passes(&self, block: BlockId) -> Group {
        self.arrives[block] & !self.stops[block]
    }

    /// The members that cross a suspension.
    pub fn crosses(&self, suspend: SuspendId) -> Group {
        self.crossed[suspend]
    }

    /// The suspensions that some member crosses, in order.
    pub fn crossings(&self) -> Vec<SuspendId> {
        let mut crossings = self.crossings.clone();
        crossings.sort_unstable();
        crossings
    }

    /// Where most blocks are touched, they need no sorting.
    fn sort_touched(&mut self) {
        if self.touched.len() < self.order.len() / 8 {
            self.touched.sort_unstable();
            return;
        }
        self.touched = self.arrives.indices().filter(|&block| self.is_touched(block)).collect();
    }

    /// Calls `found` for each member and each range of positions that the dataflow goes through, as a closed interval.
    pub fn visit_live(&mut self, found: impl FnMut(usize, (Position, Position))) {
        self.sort_touched();
        let spans = self.touched.iter().map(|&id| {
            let block = &self.coroutine.blocks[id];
            (self.passes(id), (block.first, block.last))
        });
        visit_runs(spans, found);
    }
}

/// For each of the `count` members of a group what it crosses; the `crossings` are in order.
pub fn crossed_by(count: usize, crossings: impl Iterator<Item = (SuspendId, Group)>) -> Vec<SuspendSet> {
    let mut runs: Vec<SmallVec<[(u32, u32); 2]>> = vec![SmallVec::new(); count];
    let spans = crossings.map(|(suspend, crossing)| {
        let number = suspend_set::number(suspend);
        (crossing, (number, number))
    });
    visit_runs(spans, |member, run| runs[member].push(run));
    runs.iter().map(|runs| SuspendSet::from_sorted_runs(runs)).collect()
}

/// Joins for each member the intervals that it is in, which are disjoint and in order, as far as one follows the other.
fn visit_runs(spans: impl Iterator<Item = (Group, (u32, u32))>, mut found: impl FnMut(usize, (u32, u32))) {
    let mut begins = [0; GROUP];
    let (mut inside, mut end): (Group, u32) = (0, 0);
    for (there, (first, last)) in spans {
        let goes_on = if end.checked_add(1) == Some(first) { inside & there } else { 0 };
        members(inside & !goes_on).for_each(|member| found(member, (begins[member], end)));
        members(there & !goes_on).for_each(|member| begins[member] = first);
        (inside, end) = (there, last);
    }
    members(inside).for_each(|member| found(member, (begins[member], end)));
}

fn edges(coroutine: &Coroutine, direction: Direction, block: BlockId) -> &[Edge] {
    match direction {
        Direction::Forward => &coroutine.blocks[block].successors,
        Direction::Backward => &coroutine.blocks[block].predecessors,
    }
}

/// All blocks, each after those that control goes on to, but for loops.
fn post_order(coroutine: &Coroutine) -> Vec<BlockId> {
    let mut order = Vec::with_capacity(coroutine.blocks.len());
    let mut seen = IndexVec::filled(coroutine.blocks.len(), false);
    // The entry comes first; nothing leads to the others that are roots as well.
    for root in coroutine.blocks.indices() {
        let mut stack = vec![(root, 0)];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        while let Some((block, next)) = stack.last_mut() {
            let Some(edge) = coroutine.blocks[*block].successors.get(*next) else {
                order.push(*block);
                stack.pop();
                continue;
            };
            *next += 1;
            if !std::mem::replace(&mut seen[edge.block], true) {
                stack.push((edge.block, 0));
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    /// What the blocks have that `member` gets through, in positions.
    fn live_in(dataflow: &mut Dataflow<'_>, member: usize) -> Vec<(Position, Position)> {
        let mut spans = Vec::new();
        dataflow.visit_live(|of, span| {
            if of == member {
                spans.push(span)
            }
        });
        spans
    }

    #[test]
    fn one_walk_keeps_the_members_apart() {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let suspends = [m.suspend(a, out, b, d), m.suspend(b, out, c, d)];
        let coroutine = m.finish();
        let mut dataflow = Dataflows::new(&coroutine).forward;
        dataflow.start(a, 0);
        dataflow.start(b, 3);
        dataflow.stop(c, 0);
        dataflow.run();
        assert_eq!(suspends.map(|s| dataflow.crosses(s)), [0b1, 0b1001]);
        assert!(has(dataflow.arrives(c), 0) && has(dataflow.arrives(c), 3) && !has(dataflow.arrives(b), 3));
        let (of_b, of_rest) = (coroutine.blocks[b].first, coroutine.blocks[out].first);
        assert_eq!(live_in(&mut dataflow, 0), [(of_b, of_b + 9), (of_rest, of_rest + 19)]);
        assert_eq!(live_in(&mut dataflow, 3), [(of_b + 10, of_rest + 19)]);
    }

    #[test]
    fn a_group_leaves_nothing_to_the_next() {
        let mut m = ModelBuilder::new("f");
        let (a, b, out, d) = (m.block(), m.block(), m.block(), m.block());
        let suspend = m.suspend(a, out, b, d);
        let coroutine = m.finish();
        let mut dataflow = Dataflows::new(&coroutine).backward;
        dataflow.start(b, 1);
        dataflow.run();
        assert!(dataflow.crosses(suspend) == 0b10 && has(dataflow.arrives(a), 1));
        dataflow.clear();
        dataflow.run();
        assert!(
            dataflow.crosses(suspend) == 0
                && !has(dataflow.arrives(a), 1)
                && live_in(&mut dataflow, 1).is_empty()
        );
    }

    /// Against a walk for each thing alone.
    #[test]
    fn random_graphs_are_walked_as_one_by_one() {
        for seed in 0..200 {
            let (m, blocks) = ModelBuilder::random(seed, 12, 22);
            let coroutine = m.finish();
            let dataflows = Dataflows::new(&coroutine);
            for mut dataflow in [dataflows.forward, dataflows.backward] {
                let direction = dataflow.direction;
                let stops = |member: usize| blocks[(member * 5 + seed as usize) % blocks.len()];
                for (member, &block) in blocks.iter().enumerate() {
                    dataflow.start(block, member);
                    dataflow.stop(stops(member), member);
                }
                dataflow.run();
                for (member, &block) in blocks.iter().enumerate() {
                    let mut arrived = IndexVec::filled(blocks.len(), false);
                    let mut work = vec![block];
                    while let Some(block) = work.pop() {
                        for edge in edges(&coroutine, direction, block) {
                            let is_new = !std::mem::replace(&mut arrived[edge.block], true);
                            if is_new && edge.block != stops(member) {
                                work.push(edge.block);
                            }
                        }
                    }
                    for &block in &blocks {
                        assert_eq!(
                            has(dataflow.arrives(block), member),
                            arrived[block],
                            "seed {seed}, {direction:?}"
                        );
                    }
                }
            }
        }
    }
}
