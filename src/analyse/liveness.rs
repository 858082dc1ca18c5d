//! For one value: where it lives, which suspensions it outlives, and where it has to be stored for them.
//!
//! SSA makes this a walk per value, backwards from its uses to its definition (Boissinot et al., "Fast liveness checking
//! for SSA-form programs", section 2). The cost is the length of the live range, so all values together cost what
//! their live ranges are long, and there is no table of blocks × values or blocks × blocks.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Intervals;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, EdgeKind, Position, SuspendId, ValueId};

/// A place where a value is needed: up to `position` in `block`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    pub block: BlockId,
    pub position: Position,
}

/// What the walk found for one value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// The suspend points that the value outlives, on their resume or destroy edge, sorted.
    pub outlives: Vec<SuspendId>,
    /// The suspend points that the value does not outlive, but control passes their saves without suspending while it lives,
    /// sorted: what is written there for others must leave its slot alone.
    pub passes: Vec<SuspendId>,
    /// Where the value is alive; filled in where memory shares the frame.
    pub range: Intervals,
    /// The suspend points at whose save the value is stored: those reached from its definition within one activation.
    /// At the others the frame holds it already.
    pub store_at_save: Vec<SuspendId>,
    /// The suspend points between whose save and leave the value is made: it is stored at once, and its slot holds
    /// something else in between.
    pub made_after_save: Vec<SuspendId>,
}

/// What the walk up from the uses meets.
#[derive(Default)]
struct Met {
    outlives: Vec<SuspendId>,
    passes: Vec<SuspendId>,
    /// Only where somebody asks: it is as long as the live range.
    range: Option<Vec<(Position, Position)>>,
}

impl Met {
    fn covers(&mut self, first: Position, last: Position) {
        if let Some(range) = &mut self.range {
            range.push((first, last));
        }
    }
}

/// The saves that control passes without suspending, by the blocks where it has left the way to the suspension: an await that need
/// not wait after all, or that throws.
#[derive(Clone, Debug)]
pub struct PassedSaves {
    is_behind: IndexVec<BlockId, bool>,
    saves: FxHashMap<BlockId, Vec<SuspendId>>,
}

impl PassedSaves {
    /// Finds them all.
    pub fn find(coroutine: &Coroutine) -> Self {
        let mut passed = PassedSaves {
            is_behind: IndexVec::filled(coroutine.blocks.len(), false),
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
                for behind in edges.filter(|block| !between.contains(block)) {
                    passed.is_behind[behind] = true;
                    passed.saves.entry(behind).or_default().push(id);
                }
            }
        }
        passed
    }

    fn on_the_way_to(&self, block: BlockId) -> &[SuspendId] {
        if self.is_behind[block] { &self.saves[&block] } else { &[] }
    }
}

/// What the walk for one value finds, block by block: the block of its definition, and the blocks that it is needed in.
type Ends = (BlockId, Vec<BlockId>);

/// Walks live ranges. The marks are reused from value to value: a mark is set if it equals the current generation.
#[derive(Debug)]
pub struct LivenessWalker<'a> {
    coroutine: &'a Coroutine,
    /// Blocks that some resumed or destroying activation runs: only their uses can need the frame.
    in_parts: &'a IndexVec<BlockId, bool>,
    passed: &'a PassedSaves,
    generation: u32,
    live_in: IndexVec<BlockId, u32>,
    live_out: IndexVec<BlockId, u32>,
    from_definition: IndexVec<BlockId, u32>,
    work: Vec<BlockId>,
    /// Values with the same ends have the same life.
    known: FxHashMap<Ends, Rc<Life>>,
}

impl<'a> LivenessWalker<'a> {
    pub fn new(
        coroutine: &'a Coroutine,
        in_parts: &'a IndexVec<BlockId, bool>,
        passed: &'a PassedSaves,
    ) -> Self {
        let none = || IndexVec::filled(coroutine.blocks.len(), 0);
        LivenessWalker {
            coroutine,
            in_parts,
            passed,
            generation: 0,
            live_in: none(),
            live_out: none(),
            from_definition: none(),
            work: Vec::new(),
            known: FxHashMap::default(),
        }
    }

    /// The life of `value` if it is needed at `needs`, without its range.
    pub fn life(&mut self, value: ValueId, needs: impl IntoIterator<Item = Need>) -> Rc<Life> {
        let definition = &self.coroutine.values[value];
        let is_far = |n: &Need| n.block != definition.block || n.position < definition.position;
        let far = needs.into_iter().filter(|n| self.in_parts[n.block] && is_far(n));
        let mut blocks: Vec<BlockId> = far.map(|n| n.block).collect();
        blocks.sort_unstable();
        blocks.dedup();
        let ends = (definition.block, blocks);
        if let Some(life) = self.known.get(&ends) {
            return Rc::clone(life);
        }
        let needs = ends.1.iter().map(|&block| Need { block, position: self.coroutine.blocks[block].first });
        let life = Rc::new(self.walk(value, needs));
        self.known.insert(ends, Rc::clone(&life));
        life
    }

    /// Where `value` is alive if it is needed at `needs`.
    pub fn range(&mut self, value: ValueId, needs: impl IntoIterator<Item = Need>) -> Intervals {
        let met = self.walk_up_from_all(value, needs, Met { range: Some(Vec::new()), ..Met::default() });
        Intervals::from_unsorted(met.range.unwrap_or_default())
    }

    fn walk_up_from_all(
        &mut self,
        value: ValueId,
        needs: impl IntoIterator<Item = Need>,
        mut met: Met,
    ) -> Met {
        self.generation += 1;
        for need in needs {
            if self.in_parts[need.block] {
                self.walk_up(value, need, &mut met);
            }
        }
        met
    }

    fn walk(&mut self, value: ValueId, needs: impl IntoIterator<Item = Need>) -> Life {
        let Met { mut outlives, mut passes, .. } = self.walk_up_from_all(value, needs, Met::default());
        outlives.sort_unstable();
        outlives.dedup();
        if outlives.is_empty() {
            return Life::default();
        }
        passes.sort_unstable();
        passes.dedup();
        passes.retain(|s| outlives.binary_search(s).is_err());
        self.walk_down(value);
        let (store_at_save, made_after_save) = self.stores(&outlives);
        Life { outlives, passes, range: Intervals::default(), store_at_save, made_after_save }
    }

    fn walk_up(&mut self, value: ValueId, need: Need, met: &mut Met) {
        let definition = &self.coroutine.values[value];
        if need.block == definition.block && definition.position <= need.position {
            met.covers(definition.position, need.position);
            return;
        }
        met.covers(self.coroutine.blocks[need.block].first, need.position);
        self.work.push(need.block);
        while let Some(block) = self.work.pop() {
            if std::mem::replace(&mut self.live_in[block], self.generation) == self.generation {
                continue;
            }
            met.passes.extend(self.passed.on_the_way_to(block));
            for edge in &self.coroutine.blocks[block].predecessors {
                if let EdgeKind::Resume(suspend) | EdgeKind::Destroy(suspend) = edge.kind {
                    met.outlives.push(suspend);
                }
                if std::mem::replace(&mut self.live_out[edge.block], self.generation) == self.generation {
                    continue;
                }
                let from = &self.coroutine.blocks[edge.block];
                if edge.block == definition.block {
                    met.covers(definition.position, from.last);
                } else {
                    met.covers(from.first, from.last);
                    self.work.push(edge.block);
                }
            }
        }
    }

    /// Marks the blocks that the definition reaches within one activation while the value lives.
    fn walk_down(&mut self, value: ValueId) {
        let definition = self.coroutine.values[value].block;
        self.from_definition[definition] = self.generation;
        self.work.push(definition);
        while let Some(block) = self.work.pop() {
            for edge in &self.coroutine.blocks[block].successors {
                let lives = self.live_in[edge.block] == self.generation;
                if lives
                    && !edge.kind.is_suspension()
                    && std::mem::replace(&mut self.from_definition[edge.block], self.generation)
                        != self.generation
                {
                    self.work.push(edge.block);
                }
            }
        }
    }

    fn stores(&self, outlives: &[SuspendId]) -> (Vec<SuspendId>, Vec<SuspendId>) {
        let now = self.generation;
        let mut at_save = Vec::new();
        let mut made_after_save = Vec::new();
        for &id in outlives {
            let save = self.coroutine.suspends[id].save;
            if self.live_out[save] != now {
                made_after_save.push(id);
            } else if self.from_definition[save] == now {
                at_save.push(id);
            }
        }
        (at_save, made_after_save)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::build::ModelBuilder;

    fn life(coroutine: &Coroutine, value: ValueId) -> Rc<Life> {
        let in_parts = coroutine.in_parts();
        let needs: Vec<Need> = coroutine.values[value]
            .uses
            .iter()
            .map(|u| Need { block: u.block, position: u.position })
            .collect();
        LivenessWalker::new(coroutine, &in_parts, &PassedSaves::find(coroutine)).life(value, needs)
    }

    #[test]
    fn a_value_used_before_the_suspension_outlives_nothing() {
        let mut m = ModelBuilder::new("f");
        let (a, out, r, d) = (m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, r, d);
        let v = m.value(a, 1, 8);
        m.used(v, a, 5);
        m.used(v, out, 5);
        assert!(life(&m.finish(), v).outlives.is_empty());
    }

    #[test]
    fn the_second_suspension_finds_the_value_in_the_frame() {
        let mut m = ModelBuilder::new("f");
        let (a, out, b, c, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(a, out, b, d);
        let second = m.suspend(b, out, c, d);
        let v = m.value(a, 1, 8);
        m.used(v, c, 5);
        let life = life(&m.finish(), v);
        assert_eq!(life.outlives, [first, second]);
        assert_eq!(life.store_at_save, [first]);
    }

    #[test]
    fn a_definition_in_the_loop_is_stored_at_the_suspension_behind_it() {
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
        let life = life(&m.finish(), v);
        assert_eq!(life.store_at_save, [k]);
        assert!(life.made_after_save.is_empty());
    }

    #[test]
    fn a_save_that_is_passed_without_suspending_is_noted() {
        let mut m = ModelBuilder::new("f");
        let (begin, save, wait, on, out, waited, d) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(begin, out, save, d);
        let passed = m.suspend(wait, out, waited, d);
        m.edge(save, wait);
        m.edge(save, on);
        let v = m.value(begin, 1, 8);
        m.used(v, on, 5);
        let w = m.value(begin, 1, 8);
        m.used(w, wait, 5);
        let mut coroutine = m.finish();
        coroutine.suspends[passed].save = save;
        let (behind, between) = (life(&coroutine, v), life(&coroutine, w));
        assert_eq!((&behind.outlives, &behind.passes), (&vec![first], &vec![passed]));
        assert_eq!((&between.outlives, &between.passes), (&vec![first], &vec![]));
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
        assert_eq!(life(&m.finish(), v).outlives, [k]);
    }
}
