//! For each value: where it is live, across which suspensions, and where it has to be stored for them.
//!
//! SSA makes this a walk backwards from the uses to the definition (Boissinot et al., "Fast liveness checking for SSA-form
//! programs", section 2). Values with the same ends share it, and up to 128 others make it at the same time ([`bit_dataflow`]): there is no
//! table of blocks × values or blocks × blocks.

use std::rc::Rc;

use either::Either;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::bit_dataflow;
use crate::graph::bit_dataflow::{Dataflow, Dataflows, GROUP};
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Position, SuspendId, ValueId};
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;
use crate::walk::{Seen, Visited};

/// A place where a value is needed: up to `position` in `block`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    /// The block.
    pub block: BlockId,
    /// The last position at which the value is needed there.
    pub position: Position,
}

/// What the walk found for one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LiveRange {
    /// The suspend points that the value is live across, on their resume or destroy edge.
    pub live_across: SuspendSet,
    /// The suspend points that the value is not live across, but whose saves control bypasses while it is live. The value
    /// interferes with those that are stored at these saves.
    pub bypassed: SuspendSet,
    /// The union of both: its slot must not overlap that of another value with one of these.
    pub conflicts: SuspendSet,
    /// Where the value is live. It is filled in if the frame also holds memory.
    pub range: Intervals,
    /// The suspend points at whose save the value is stored: those reached from its definition within one activation.
    /// At the others the frame holds it already.
    pub store_at_save: Vec<SuspendId>,
    /// The suspend points between whose save and leave the value is defined. It is stored at its definition; before that its slot
    /// holds an older value.
    pub made_after_save: Vec<SuspendId>,
}

impl LiveRange {
    /// The suspend points at whose saves the value is stored: `every` one that it is live across, or only those at which the frame
    /// does not hold it already.
    #[inline]
    pub fn saves(&self, every: bool) -> impl Iterator<Item = SuspendId> + use<'_> {
        if every {
            Either::Left(self.live_across.iter())
        } else {
            Either::Right(self.store_at_save.iter().copied())
        }
    }
}

/// The saves that control can bypass: it passes the save and does not suspend, because the await is ready or throws. The key is a
/// block that is reached from the save, and from which no path leads to the suspension.
#[derive(Debug)]
struct SavesOnPaths {
    is_after: IndexVec<BlockId, bool>,
    saves: FxHashMap<BlockId, Vec<SuspendId>>,
}

impl SavesOnPaths {
    fn find(coroutine: &Coroutine) -> Self {
        let mut found = SavesOnPaths {
            is_after: IndexVec::filled(coroutine.blocks.len(), false),
            saves: FxHashMap::default(),
        };
        for (id, suspend) in coroutine.suspends.iter().filter(|(_, s)| s.save != s.leave) {
            let mut between = FxHashSet::from_iter([suspend.save]);
            let (mut blocks, mut work) = (vec![suspend.save], vec![suspend.leave]);
            while let Some(block) = work.pop() {
                if between.insert(block) {
                    blocks.push(block);
                    let edges =
                        coroutine.blocks[block].predecessors.iter().filter(|e| !e.kind.is_suspension());
                    work.extend(edges.map(|e| e.block));
                }
            }
            for &block in blocks.iter().filter(|block| **block != suspend.leave) {
                let edges = coroutine.blocks[block].successors.iter().map(|e| e.block);
                // A loop may lead back to the save.
                for after in edges.filter(|block| !between.contains(block) || *block == suspend.save) {
                    found.is_after[after] = true;
                    found.saves.entry(after).or_default().push(id);
                }
            }
        }
        found
    }

    fn on_paths_to(&self, block: BlockId) -> &[SuspendId] {
        if self.is_after[block] { &self.saves[&block] } else { &[] }
    }
}

/// What determines a live range: the block of the definition, and the other blocks with uses.
type Ends = (BlockId, Vec<BlockId>);

/// Finds the live ranges of values, those of a group at once.
#[derive(Debug)]
pub struct LivenessSolver<'a> {
    coroutine: &'a Coroutine,
    /// Blocks that some resumed or destroying activation runs: only their uses can need the frame.
    in_clones: &'a IndexVec<BlockId, bool>,
    saves_on_paths: SavesOnPaths,
    /// The number of a live range. Values with the same ends have the same one.
    known: FxHashMap<Rc<Ends>, usize>,
    live_ranges: Vec<Rc<LiveRange>>,
}

impl<'a> LivenessSolver<'a> {
    /// For the values of `coroutine`; `in_clones` says which blocks a resumed or destroying activation reaches.
    #[inline]
    pub fn new(coroutine: &'a Coroutine, in_clones: &'a IndexVec<BlockId, bool>) -> Self {
        LivenessSolver {
            coroutine,
            in_clones,
            saves_on_paths: SavesOnPaths::find(coroutine),
            known: FxHashMap::default(),
            live_ranges: Vec::new(),
        }
    }

    /// The live ranges of values with their uses, without the positions.
    pub fn solve<N>(
        &mut self,
        dataflows: &mut Dataflows<'_>,
        asked: impl IntoIterator<Item = (ValueId, N)>,
    ) -> Vec<Rc<LiveRange>>
    where
        N: IntoIterator<Item = Need>,
    {
        let mut new: Vec<Rc<Ends>> = Vec::new();
        let mut number_of = |(value, needs): (ValueId, N)| {
            let ends = self.ends(value, needs);
            let next = self.known.len();
            self.known.get(&ends).copied().unwrap_or_else(|| {
                new.push(Rc::new(ends));
                self.known.insert(Rc::clone(&new[new.len() - 1]), next);
                next
            })
        };
        let numbers: Vec<usize> = asked.into_iter().map(&mut number_of).collect();
        for group in new.chunks(GROUP) {
            let found = self.live_ranges_of(dataflows, group);
            self.live_ranges.extend(found.into_iter().map(Rc::new));
        }
        numbers.into_iter().map(|number| Rc::clone(&self.live_ranges[number])).collect()
    }

    fn ends(&self, value: ValueId, needs: impl IntoIterator<Item = Need>) -> Ends {
        let definition = &self.coroutine.values[value];
        let is_far = |n: &Need| n.block != definition.block || n.position < definition.position;
        let far = needs.into_iter().filter(|n| self.in_clones[n.block] && is_far(n));
        let mut blocks: Vec<BlockId> = far.map(|n| n.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        // A value that is needed in no other block has the same live range wherever it is defined.
        let definition = if blocks.is_empty() { self.coroutine.entry() } else { definition.block };
        (definition, blocks)
    }

    fn live_ranges_of(&self, dataflows: &mut Dataflows<'_>, group: &[Rc<Ends>]) -> Vec<LiveRange> {
        // From where the values are needed: what leaves a block is live at its beginning, what arrives is live at its end. From the
        // definitions, within one activation, while the values are live.
        let Dataflows { backward: up, forward: down } = dataflows;
        up.clear();
        down.clear();
        for (member, ends) in group.iter().enumerate() {
            let (definition, needs) = &**ends;
            up.stop(*definition, member);
            down.start(*definition, member);
            needs.iter().for_each(|&block| up.start(block, member));
        }
        up.run();
        down.run_where(|edge| if edge.kind.is_suspension() { 0 } else { up.leaves(edge.block) });
        let crossings = up.crossings();
        let live_across =
            bit_dataflow::crossed_by(group.len(), crossings.iter().map(|&s| (s, up.crosses(s))));
        let bypassed = self.find_bypassed(up, group.len());
        let nothing = LiveRange::default();
        let live_ranges = live_across.into_iter().zip(bypassed).map(|(live_across, bypassed)| {
            if live_across.is_empty() {
                return nothing.clone();
            }
            let bypassed =
                if bypassed.is_empty() { nothing.bypassed.clone() } else { bypassed.into_iter().collect() };
            LiveRange { conflicts: live_across.union(&bypassed), live_across, bypassed, ..nothing.clone() }
        });
        let mut live_ranges: Vec<LiveRange> = live_ranges.collect();
        for suspend in crossings {
            let save = self.coroutine.suspends[suspend].save;
            let (crossing, live) = (up.crosses(suspend), up.arrives(save));
            let stored = crossing & live & down.leaves(save);
            bit_dataflow::members(crossing & !live)
                .for_each(|member| live_ranges[member].made_after_save.push(suspend));
            bit_dataflow::members(stored).for_each(|member| live_ranges[member].store_at_save.push(suspend));
        }
        live_ranges
    }

    /// For each member the suspensions that it is not live across, and whose saves control bypasses while it is live.
    fn find_bypassed(&self, up: &Dataflow<'_>, count: usize) -> Vec<Vec<SuspendId>> {
        let mut bypassed = vec![Vec::new(); count];
        for &block in up.touched() {
            for &suspend in self.saves_on_paths.on_paths_to(block) {
                let passing = up.leaves(block) & !up.crosses(suspend);
                bit_dataflow::members(passing).for_each(|member| bypassed[member].push(suspend));
            }
        }
        bypassed
    }
}

/// Finds the ranges of values one by one.
#[derive(Debug)]
pub struct RangeWalker<'a> {
    coroutine: &'a Coroutine,
    in_clones: &'a IndexVec<BlockId, bool>,
    live_in: Visited<BlockId>,
    live_out: Visited<BlockId>,
    work: Vec<BlockId>,
}

impl<'a> RangeWalker<'a> {
    /// `in_clones`: the blocks that some resumed or destroying activation runs.
    #[inline]
    pub fn new(coroutine: &'a Coroutine, in_clones: &'a IndexVec<BlockId, bool>) -> Self {
        let none = || Visited::new(coroutine.blocks.len());
        RangeWalker { coroutine, in_clones, live_in: none(), live_out: none(), work: Vec::new() }
    }

    /// Where `value` is live if it is needed at `needs`.
    #[inline]
    pub fn range(&mut self, value: ValueId, needs: impl IntoIterator<Item = Need>) -> Intervals {
        self.live_in.clear();
        self.live_out.clear();
        let mut range = Vec::new();
        for need in needs {
            if self.in_clones[need.block] {
                self.walk_up(value, need, &mut range);
            }
        }
        Intervals::from_unsorted(range)
    }

    fn walk_up(&mut self, value: ValueId, need: Need, range: &mut Vec<(Position, Position)>) {
        let definition = &self.coroutine.values[value];
        if need.block == definition.block && definition.position <= need.position {
            range.push((definition.position, need.position));
            return;
        }
        range.push((self.coroutine.blocks[need.block].first, need.position));
        self.work.push(need.block);
        while let Some(block) = self.work.pop() {
            if !self.live_in.insert(block) {
                continue;
            }
            for edge in &self.coroutine.blocks[block].predecessors {
                if !self.live_out.insert(edge.block) {
                    continue;
                }
                let from = &self.coroutine.blocks[edge.block];
                if edge.block == definition.block {
                    range.push((definition.position, from.last));
                } else {
                    range.push((from.first, from.last));
                    self.work.push(edge.block);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    fn live_range(coroutine: &Coroutine, value: ValueId) -> Rc<LiveRange> {
        let in_clones = coroutine.in_clones();
        let needs: Vec<Need> = coroutine.values[value]
            .uses
            .iter()
            .map(|u| Need { block: u.block, position: u.position })
            .collect();
        let mut dataflows = Dataflows::new(coroutine);
        LivenessSolver::new(coroutine, &in_clones).solve(&mut dataflows, [(value, needs)]).remove(0)
    }

    #[test]
    fn a_value_used_before_the_suspension_is_live_across_nothing() {
        let mut m = ModelBuilder::new("f");
        let (a, out, r, d) = (m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, r, d);
        let v = m.value(a, 1, 8);
        m.used(v, a, 5);
        m.used(v, out, 5);
        assert!(live_range(&m.finish(), v).live_across.is_empty());
    }

    #[test]
    fn the_second_suspension_finds_the_value_in_the_frame() {
        let mut m = ModelBuilder::new("f");
        let (a, out, b, c, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(a, out, b, d);
        let second = m.suspend(b, out, c, d);
        let v = m.value(a, 1, 8);
        m.used(v, c, 5);
        let live_range = live_range(&m.finish(), v);
        assert_eq!(live_range.live_across, SuspendSet::from_iter([first, second]));
        assert_eq!(live_range.store_at_save, [first]);
    }

    #[test]
    fn a_definition_in_the_loop_is_stored_at_the_suspension_after_it() {
        let mut m = ModelBuilder::new("f");
        let (entry, body, wait, out, again, d) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        m.edge(entry, body);
        m.edge(body, body);
        m.edge(body, wait);
        let k = m.suspend(wait, out, again, d);
        m.edge(again, body);
        let v = m.value(body, 1, 8);
        m.used(v, again, 5);
        let live_range = live_range(&m.finish(), v);
        assert_eq!(live_range.store_at_save, [k]);
        assert!(live_range.made_after_save.is_empty());
    }

    #[test]
    fn a_bypassed_save_is_noted() {
        let mut m = ModelBuilder::new("f");
        let (begin, save, wait, on, out, waited, d) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(begin, out, save, d);
        let bypassed = m.suspend(wait, out, waited, d);
        m.edge(save, wait);
        m.edge(save, on);
        let v = m.value(begin, 1, 8);
        m.used(v, on, 5);
        let w = m.value(begin, 1, 8);
        m.used(w, wait, 5);
        let mut coroutine = m.finish();
        coroutine.suspends[bypassed].save = save;
        let (after, between) = (live_range(&coroutine, v), live_range(&coroutine, w));
        let set = SuspendSet::from_iter;
        assert_eq!((&after.live_across, &after.bypassed), (&set(vec![first]), &set(vec![bypassed])));
        assert_eq!((&between.live_across, &between.bypassed), (&set(vec![first]), &set(vec![])));
    }

    #[test]
    fn irreducible_loops_end() {
        let mut m = ModelBuilder::new("f");
        let (entry, x, y, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        m.edge(entry, x);
        m.edge(entry, y);
        m.edge(x, y);
        let k = m.suspend(y, out, x, d);
        let v = m.value(entry, 1, 8);
        m.used(v, x, 5);
        assert_eq!(live_range(&m.finish(), v).live_across, SuspendSet::from_iter([k]));
    }
}
