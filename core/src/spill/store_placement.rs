//! Where a clone stores a value that it defines itself and also finds in the frame.
//!
//! A block is in one of two states for such a value:
//!
//! 1. *Dirty*: only the definition of this activation reaches the block, and no save has stored it yet. The value is only in a
//!    register.
//! 2. *Clean*: the slot holds the value, because it came from the frame or because a save has stored it.
//!
//! Where a dirty path and a clean path merge, there are two solutions:
//!
//! 1. A join register collects the value from both, and every later save stores it again.
//! 2. The dirty path stores the value before the merge. Then the merge is clean, and a value that a loop around a suspension does
//!    not change is not stored on each iteration.
//!
//! A dirty path may store the value early only if every path from there passes a save that would store it anyway. The early store
//! then replaces that one. This is partial redundancy elimination of stores: a store that no other makes redundant stays at its save.

use std::cell::OnceCell;

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, SuspendId, ValueClass, ValueId};

use crate::analysis::{Analysis, Location};
use crate::graph::scc::Components;

/// If more saves than this would store a value, it is stored once after its definition, though some path leads to none of
/// them. That path has one store too many, and the code has many stores fewer.
pub const MANY_SAVES: usize = 8;

/// How a clone treats one value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StorePlacement {
    /// Blocks that use the definition of this activation, sorted: the slot does not hold it there. All others load.
    pub own: Vec<BlockId>,
    /// Blocks where the definition and the slot merge, and a register joins them, sorted.
    pub joined: Vec<BlockId>,
    /// The edges into joined blocks on which the value comes from the slot.
    pub entering: Vec<(BlockId, BlockId)>,
    pub stores: Stores,
}

/// The store placement of each value that has one.
pub type StorePlacements = IndexVec<ValueId, Option<StorePlacement>>;

/// Where a value is written to its slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stores {
    /// After its definition: every path leads to a save.
    AtDefinition,
    /// At saves that only the definition reaches, at those after a join, and on paths from the definition into a clean block.
    Later { saves: Vec<SuspendId>, joined_saves: Vec<SuspendId>, edges: Vec<(BlockId, BlockId)> },
}

impl Stores {
    const NONE: Stores = Stores::Later { saves: Vec::new(), joined_saves: Vec::new(), edges: Vec::new() };
}

impl StorePlacement {
    fn with(stores: Stores) -> Self {
        StorePlacement { own: Vec::new(), joined: Vec::new(), entering: Vec::new(), stores }
    }

    /// Whether `block` uses the definition of this activation.
    #[inline]
    pub fn is_own(&self, block: BlockId) -> bool {
        self.own.binary_search(&block).is_ok()
    }

    /// Whether the slot holds the value, or what it is computed from, from the beginning of `block` to its end: a block that the
    /// value is live in, and that does not define it.
    #[inline]
    pub fn is_clean(&self, block: BlockId) -> bool {
        !self.is_own(block) && !self.is_joined(block)
    }

    /// Whether `block` uses the join register.
    #[inline]
    pub fn is_joined(&self, block: BlockId) -> bool {
        self.joined.binary_search(&block).is_ok()
    }
}

/// Something that is written to the frame earlier than at the save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Early {
    Definition,
    /// On the edge into this block.
    Into(BlockId),
}

/// Finds the store placements of one clone. The marks are reused from value to value.
pub struct StorePlacer<'a> {
    coroutine: &'a Coroutine,
    analysis: &'a Analysis,
    /// The blocks that the clone has.
    reached: &'a IndexVec<BlockId, bool>,
    /// The suspension after which an activation of the clone begins in a block.
    entries: IndexVec<BlockId, Option<SuspendId>>,
    saves: IndexVec<BlockId, Option<SuspendId>>,
    /// Blocks that control rarely comes to: they end in an exception or not at all.
    unlikely: IndexVec<BlockId, bool>,
    /// Computed for the first value that needs it.
    components: OnceCell<Components>,
    without_saves: OnceCell<Components>,
    generation: u32,
    live: IndexVec<BlockId, u32>,
    dirty: IndexVec<BlockId, u32>,
    clean: IndexVec<BlockId, u32>,
    /// Dirty, and some path leaves the live range without a save.
    bypasses_saves: IndexVec<BlockId, u32>,
    work: Vec<BlockId>,
}

impl<'a> StorePlacer<'a> {
    pub fn new(
        coroutine: &'a Coroutine,
        analysis: &'a Analysis,
        reached: &'a IndexVec<BlockId, bool>,
        begins: &[(SuspendId, BlockId)],
    ) -> Self {
        let marks = || IndexVec::filled(coroutine.blocks.len(), 0);
        let mut entries = IndexVec::filled(coroutine.blocks.len(), None);
        begins.iter().for_each(|&(suspend, block)| entries[block] = Some(suspend));
        StorePlacer {
            coroutine,
            analysis,
            reached,
            entries,
            saves: coroutine.saves(),
            unlikely: unlikely_blocks(coroutine),
            components: OnceCell::new(),
            without_saves: OnceCell::new(),
            generation: 0,
            live: marks(),
            dirty: marks(),
            clean: marks(),
            bypasses_saves: marks(),
            work: Vec::new(),
        }
    }

    /// The store placement of `value`, which the clone defines. `None` if it is stored at its saves only and a register joins its
    /// definition with the slot. `is_free` says whether no other value needs the bytes of its slot when it is stored early.
    pub fn of(&mut self, value: ValueId, mut is_free: impl FnMut(Early) -> bool) -> Option<StorePlacement> {
        if !self.is_candidate(value) {
            return None;
        }
        let definition = self.coroutine.values[value].block;
        if let Some(save) = self.save_for(value, definition) {
            // All others load it from the slot, however far it is live.
            let stores = Stores::Later { saves: vec![save], joined_saves: Vec::new(), edges: Vec::new() };
            return Some(StorePlacement::with(stores));
        }
        self.generation += 1;
        let live = self.find_live_blocks(value);
        let mut dirty = self.find_dirty(value);
        dirty.sort_unstable();
        self.find_clean(value, &live);
        self.find_bypasses(value, &dirty);
        let is_stored_at_once = (self.bypasses_saves[definition] != self.generation
            || self.has_many_saves(value, &dirty))
            && self.coroutine.takes_code_after(value)
            && !dirty.is_empty()
            && is_free(Early::Definition);
        if is_stored_at_once {
            return Some(StorePlacement::with(Stores::AtDefinition));
        }
        self.stored_later(value, &dirty, is_free)
    }

    /// The same for a value that is rematerialised from operands that are available wherever it is live.
    #[inline]
    pub fn of_computed(&mut self, value: ValueId) -> Option<StorePlacement> {
        if !self.is_candidate(value) {
            return None;
        }
        self.generation += 1;
        let live = self.find_live_blocks(value);
        let mut own = self.find_dirty(value);
        own.sort_unstable();
        self.find_clean(value, &live);
        own.retain(|&b| self.clean[b] != self.generation);
        Some(StorePlacement { own, ..StorePlacement::with(Stores::NONE) })
    }

    /// Whether the slot may be written and read at other places than at saves and after suspensions.
    fn is_candidate(&self, id: ValueId) -> bool {
        let (value, post_save) = (&self.coroutine.values[id], &self.analysis.post_save);
        let mut needs = self.analysis.needs(self.coroutine, id);
        value.class == ValueClass::Data
            && self.analysis.live_ranges[id].made_after_save.is_empty()
            && !post_save[value.block]
            && !needs.any(|n| self.reached[n.block] && post_save[n.block])
    }

    fn edges(&self, block: BlockId) -> impl Iterator<Item = BlockId> + use<'a> {
        let edges = self.coroutine.blocks[block].successors.iter();
        edges.filter(|e| e.kind.is_in_clones()).map(|e| e.block)
    }

    fn is_live(&self, block: BlockId) -> bool {
        self.live[block] == self.generation
    }

    /// The save at the end of `block` if it has to store the value.
    fn save_for(&self, value: ValueId, block: BlockId) -> Option<SuspendId> {
        let has_slot = self.analysis.locations[value] == Location::Slot;
        self.saves[block]
            .filter(|_| has_slot)
            .filter(|s| self.analysis.live_ranges[value].live_across.contains(*s))
    }

    /// The blocks of the clone at whose beginning the value is live: it is used there or later, or has to be in the frame.
    fn find_live_blocks(&mut self, id: ValueId) -> Vec<BlockId> {
        let now = self.generation;
        let (value, live_range) = (&self.coroutine.values[id], &self.analysis.live_ranges[id]);
        let mut found = Vec::new();
        let uses = self.analysis.needs(self.coroutine, id).map(|n| n.block);
        let has_slot = self.analysis.locations[id] == Location::Slot;
        let saves =
            live_range.live_across.iter().filter(|_| has_slot).map(|s| self.coroutine.suspends[s].save);
        // In the block of its definition nothing before it needs it.
        for block in uses.chain(saves).filter(|&b| b != value.block) {
            if self.reached[block] && std::mem::replace(&mut self.live[block], now) != now {
                self.work.push(block);
            }
        }
        while let Some(block) = self.work.pop() {
            found.push(block);
            for edge in &self.coroutine.blocks[block].predecessors {
                let is_live =
                    edge.kind.is_in_clones() && self.reached[edge.block] && edge.block != value.block;
                if is_live && std::mem::replace(&mut self.live[edge.block], now) != now {
                    self.work.push(edge.block);
                }
            }
        }
        found
    }

    /// The blocks at whose beginning only a register may hold the value.
    fn find_dirty(&mut self, value: ValueId) -> Vec<BlockId> {
        let mut found = Vec::new();
        self.work.push(self.coroutine.values[value].block);
        while let Some(block) = self.work.pop() {
            if self.save_for(value, block).is_some() {
                continue;
            }
            for next in self.edges(block) {
                if self.is_live(next)
                    && std::mem::replace(&mut self.dirty[next], self.generation) != self.generation
                {
                    found.push(next);
                    self.work.push(next);
                }
            }
        }
        found
    }

    /// Marks the blocks at whose beginning the slot may hold the value.
    fn find_clean(&mut self, value: ValueId, live: &[BlockId]) {
        let definition = self.coroutine.values[value].block;
        for &block in live {
            let begins = self.entries[block].is_some();
            if begins {
                self.mark_clean(block);
            }
        }
        for &block in live.iter().chain([&definition]) {
            if self.save_for(value, block).is_some() {
                self.edges(block).for_each(|next| self.mark_clean(next));
            }
        }
        while let Some(block) = self.work.pop() {
            self.edges(block).for_each(|next| self.mark_clean(next));
        }
    }

    fn mark_clean(&mut self, block: BlockId) {
        if self.is_live(block)
            && std::mem::replace(&mut self.clean[block], self.generation) != self.generation
        {
            self.work.push(block);
        }
    }

    /// Marks the dirty blocks from which some path bypasses all saves.
    fn find_bypasses(&mut self, value: ValueId, dirty: &[BlockId]) {
        let definition = self.coroutine.values[value].block;
        for &block in dirty.iter().chain([&definition]) {
            let mut next = self.edges(block).peekable();
            let ends = next.peek().is_none();
            let leaves =
                next.any(|n| !self.is_live(n) && !self.unlikely[n] && !self.leaves_for_good(value, block, n));
            if (ends || leaves) && !self.unlikely[block] && self.save_for(value, block).is_none() {
                self.bypasses_saves[block] = self.generation;
                self.work.push(block);
            }
        }
        while let Some(block) = self.work.pop() {
            for edge in &self.coroutine.blocks[block].predecessors {
                let before = edge.block;
                let is_dirty = self.dirty[before] == self.generation || before == definition;
                if edge.kind.is_in_clones()
                    && is_dirty
                    && self.save_for(value, before).is_none()
                    && std::mem::replace(&mut self.bypasses_saves[before], self.generation) != self.generation
                {
                    self.work.push(before);
                }
            }
        }
    }

    /// Whether many saves on dirty paths store the value, and it is not defined in a loop that bypasses all saves.
    fn has_many_saves(&self, value: ValueId, dirty: &[BlockId]) -> bool {
        let definition = self.coroutine.values[value].block;
        let mut saves = dirty.iter().chain([&definition]).filter_map(|&block| self.save_for(value, block));
        let without_saves = || self.without_saves.get_or_init(|| Components::without_saves(self.coroutine));
        saves.nth(MANY_SAVES).is_some() && !without_saves().is_in_loop(self.coroutine, definition)
    }

    /// Whether an edge leads out of a loop around a save that stores the value: control takes it once, the save many times.
    fn leaves_for_good(&self, value: ValueId, from: BlockId, to: BlockId) -> bool {
        let components = self.components.get_or_init(|| Components::new(self.coroutine));
        let stores_in_loop = |s: &SuspendId| {
            let suspend = &self.coroutine.suspends[*s];
            components.are_together(suspend.save, from) && components.are_together(suspend.resumed, from)
        };
        !components.are_together(from, to)
            && self.analysis.live_ranges[value].store_at_save.iter().any(stores_in_loop)
    }

    /// Stores at saves, and on dirty edges into clean blocks where that adds no store. Elsewhere a register joins the two.
    fn stored_later(
        &mut self,
        value: ValueId,
        dirty: &[BlockId],
        mut is_free: impl FnMut(Early) -> bool,
    ) -> Option<StorePlacement> {
        let definition = self.coroutine.values[value].block;
        let now = self.generation;
        let own: Vec<BlockId> = dirty.iter().copied().filter(|&b| self.clean[b] != now).collect();
        let (mut saves, mut edges) = (Vec::new(), Vec::new());
        for &block in own.iter().chain([&definition]) {
            if let Some(save) = self.save_for(value, block) {
                saves.push(save);
                continue;
            }
            let is_merge = |next: &BlockId| self.is_live(*next) && self.clean[*next] == now;
            edges.extend(self.edges(block).filter(is_merge).map(|next| (block, next)));
        }
        edges.sort_unstable();
        edges.dedup();
        saves.sort_unstable();
        let mut joins = |(from, into): &(BlockId, BlockId)| {
            !self.may_store_between(*from, *into) || !is_free(Early::Into(*into))
        };
        let merges: Vec<BlockId> = edges.iter().filter(|edge| joins(edge)).map(|(_, into)| *into).collect();
        let joined = self.after(value, merges);
        edges.retain(|(_, into)| joined.binary_search(into).is_err());
        let entering = self.entering(value, &joined)?;
        let joined_saves = joined.iter().filter_map(|&b| self.save_for(value, b)).collect();
        Some(StorePlacement { own, joined, entering, stores: Stores::Later { saves, joined_saves, edges } })
    }

    /// Whether a store between two blocks replaces one at a later save.
    fn may_store_between(&self, from: BlockId, into: BlockId) -> bool {
        let (blocks, post_save) = (&self.coroutine.blocks, &self.analysis.post_save);
        self.bypasses_saves[into] != self.generation
            && !self.unlikely[into]
            && blocks[from].takes_code
            && !post_save[from]
            && !post_save[into]
    }

    /// What dirty paths reach from `blocks` on before a save, sorted.
    fn after(&mut self, value: ValueId, blocks: Vec<BlockId>) -> Vec<BlockId> {
        let mut found = blocks;
        found.sort_unstable();
        found.dedup();
        self.work.extend(&found);
        while let Some(block) = self.work.pop() {
            if self.save_for(value, block).is_some() {
                continue;
            }
            for next in self.edges(block) {
                if !self.is_live(next) {
                    continue;
                }
                if let Err(place) = found.binary_search(&next) {
                    found.insert(place, next);
                    self.work.push(next);
                }
            }
        }
        found
    }

    /// The edges into `joined` blocks on which the value comes from the slot. `None` if no code can be put on one of them.
    fn entering(&self, value: ValueId, joined: &[BlockId]) -> Option<Vec<(BlockId, BlockId)>> {
        let definition = self.coroutine.values[value].block;
        let mut entering = Vec::new();
        for &into in joined {
            let edges = self.coroutine.blocks[into].predecessors.iter();
            for from in edges.filter(|e| e.kind.is_in_clones() && self.reached[e.block]).map(|e| e.block) {
                let is_clean = from != definition
                    && self.clean[from] == self.generation
                    && joined.binary_search(&from).is_err();
                if !is_clean && self.save_for(value, from).is_none() {
                    continue;
                }
                if !self.coroutine.blocks[from].takes_code || self.analysis.post_save[from] {
                    return None;
                }
                entering.push((from, into));
            }
        }
        entering.sort_unstable();
        entering.dedup();
        Some(entering)
    }
}

/// Blocks from which every path ends in an exception or does not end.
fn unlikely_blocks(coroutine: &Coroutine) -> IndexVec<BlockId, bool> {
    let mut unlikely: IndexVec<BlockId, bool> = coroutine.blocks.iter().map(|(_, b)| b.is_unlikely).collect();
    let mut likely_edges: IndexVec<BlockId, usize> =
        coroutine.blocks.iter().map(|(_, b)| b.successors.len()).collect();
    let mut work: Vec<BlockId> = coroutine.blocks.indices().filter(|&b| unlikely[b]).collect();
    while let Some(block) = work.pop() {
        for edge in &coroutine.blocks[block].predecessors {
            likely_edges[edge.block] -= 1;
            if likely_edges[edge.block] == 0 && !std::mem::replace(&mut unlikely[edge.block], true) {
                work.push(edge.block);
            }
        }
    }
    unlikely
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model_builder::ModelBuilder;

    fn store_placement(m: ModelBuilder, value: ValueId, is_free: bool) -> Option<StorePlacement> {
        let coroutine = m.finish();
        let analysis = analyse(&coroutine).expect("storable");
        let entries: Vec<(SuspendId, BlockId)> = coroutine.resume_entries().collect();
        let reached = coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
        StorePlacer::new(&coroutine, &analysis, &reached, &entries).of(value, |_| is_free)
    }

    /// Begun by a resumption: `begun` → `body`, which suspends, and again.
    fn generator() -> (ModelBuilder, [BlockId; 4], SuspendId) {
        let mut m = ModelBuilder::new("f");
        let (start, begun, body, again, out, end) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        m.suspend(start, out, begun, end);
        m.edge(begun, body);
        let each = m.suspend(body, out, again, end);
        m.edge(again, body);
        (m, [begun, body, again, end], each)
    }

    /// A value made in the first block; control waits or goes on at once, and the block where both merge uses it.
    fn ready_or_not() -> (ModelBuilder, ValueId, [BlockId; 4], SuspendId) {
        let mut m = ModelBuilder::new("f");
        let (start, made, wait, ready, back, join, out, end) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        m.suspend(start, out, made, end);
        m.edge(made, wait);
        m.edge(made, ready);
        let pause = m.suspend(wait, out, back, end);
        m.edge(back, join);
        m.edge(ready, join);
        let value = m.value(made, 1, 8);
        m.used(value, join, 1);
        (m, value, [wait, ready, back, join], pause)
    }

    #[test]
    fn what_a_loop_around_a_suspension_does_not_change_is_stored_before_the_loop() {
        let (mut m, [begun, body, again, _], _) = generator();
        let value = m.value(begun, 1, 8);
        m.used(value, body, 1);
        let found = store_placement(m, value, true).expect("the value is a candidate");
        assert_eq!(found.stores, Stores::AtDefinition);
        assert!(found.is_clean(body) && found.is_clean(again));
        assert_eq!((found.own, found.joined), (vec![], vec![]));
    }

    #[test]
    fn bytes_that_another_needs_are_written_at_the_save() {
        let (mut m, [begun, body, again, _], each) = generator();
        let value = m.value(begun, 1, 8);
        m.used(value, body, 1);
        let found = store_placement(m, value, false).expect("the value is a candidate");
        let stores = Stores::Later { saves: vec![], joined_saves: vec![each], edges: vec![] };
        assert_eq!(found.stores, stores);
        assert!(found.is_clean(again) && !found.is_clean(body));
        assert_eq!(found.joined, [body]);
        assert_eq!(found.entering, [(again, body)]);
    }

    #[test]
    fn a_path_without_a_suspension_stores_nothing() {
        let (m, value, [_, ready, back, join], pause) = ready_or_not();
        let found = store_placement(m, value, true).expect("the value is a candidate");
        assert_eq!(found.stores, Stores::Later { saves: vec![pause], joined_saves: vec![], edges: vec![] });
        assert!(found.is_own(ready) && found.is_joined(join));
        assert!(found.is_clean(back) && !found.is_clean(ready) && !found.is_clean(join));
        assert_eq!(found.entering, [(back, join)]);
    }

    #[test]
    fn a_path_that_only_an_exception_takes_does_not_count() {
        let (mut m, [begun, body, _, _], _) = generator();
        let thrown = m.block();
        m.edge(begun, thrown);
        let value = m.value(begun, 1, 8);
        m.used(value, body, 1);
        let mut coroutine = m.finish();
        let stores = |coroutine: &Coroutine| {
            let analysis = analyse(coroutine).expect("storable");
            let entries: Vec<(SuspendId, BlockId)> = coroutine.resume_entries().collect();
            let reached = coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
            let found = StorePlacer::new(coroutine, &analysis, &reached, &entries).of(value, |_| true);
            found.expect("the value is a candidate").stores
        };
        // Only the edge into the loop is sure to lead to the save.
        let edges = vec![(begun, body)];
        assert_eq!(stores(&coroutine), Stores::Later { saves: vec![], joined_saves: vec![], edges });
        coroutine.blocks[thrown].is_unlikely = true;
        assert_eq!(stores(&coroutine), Stores::AtDefinition);
    }

    #[test]
    fn the_end_of_the_loop_does_not_count() {
        let mut m = ModelBuilder::new("f");
        let (start, begun, turn, wait, again, out, end, done) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        m.suspend(start, out, begun, end);
        m.edge(begun, turn);
        m.edge(turn, wait);
        m.edge(turn, done);
        m.suspend(wait, out, again, end);
        m.edge(again, turn);
        let value = m.value(turn, 1, 8);
        m.used(value, again, 1);
        assert_eq!(
            store_placement(m, value, true).expect("the value is a candidate").stores,
            Stores::AtDefinition
        );
    }

    #[test]
    fn a_value_of_a_hot_loop_is_not_stored_in_it() {
        let (mut m, [begun, _, _, end], _) = generator();
        let (hot, wait, out, woken) = (m.block(), m.block(), m.block(), m.block());
        m.edge(begun, hot);
        m.edge(hot, hot);
        m.edge(hot, wait);
        let pause = m.suspend(wait, out, woken, end);
        let value = m.value(hot, 1, 8);
        m.used(value, woken, 1);
        let found = store_placement(m, value, true).expect("the value is a candidate");
        assert_eq!(found.stores, Stores::Later { saves: vec![pause], joined_saves: vec![], edges: vec![] });
    }

    #[test]
    fn what_is_used_where_the_frame_may_be_gone_stays_in_a_register() {
        let (mut m, [begun, body, _, _], each) = generator();
        let value = m.value(begun, 1, 8);
        m.used(value, body, 1);
        let coroutine = m.finish();
        let out = coroutine.suspends[each].suspended;
        let mut m = coroutine;
        let post_save =
            crate::model::UseSite { block: out, position: m.blocks[out].first, ..m.values[value].uses[0] };
        m.values[value].uses.push(post_save);
        let analysis = analyse(&m).expect("storable");
        let entries: Vec<(SuspendId, BlockId)> = m.resume_entries().collect();
        let reached = m.reachable_in_clone(entries.iter().map(|(_, block)| *block));
        assert_eq!(StorePlacer::new(&m, &analysis, &reached, &entries).of(value, |_| true), None);
    }
}
