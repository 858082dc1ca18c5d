//! Where a clone makes the values that it does not define: one place for as many uses as possible.

use std::rc::Rc;

use crate::ir::{Block, Opcode, Value};
use gc_coro_core::analysis::{Location, dependents_first};
use gc_coro_core::graph::clone_cfg::CloneCfg;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, ValueClass, ValueId};
use gc_coro_core::spill::reload_placement::{Placement, ReloadPlacer};

use crate::emit::clone::CloneBuilder;
use crate::emit::edge_stores::StorePlacements;
use crate::emit::ssa_repair::{Site, Source};

/// The places of one clone.
pub struct Reloads {
    flow: CloneCfg,
    /// `None` for what is made anew in each block.
    places: IndexVec<ValueId, Option<Rc<Placement>>>,
}

impl Reloads {
    /// Finds the places for what `sites` need.
    pub fn find(
        clone: &CloneBuilder<'_>,
        sources: &IndexVec<ValueId, Source>,
        store_placements: &StorePlacements,
        sites: &[Site],
    ) -> Self {
        let coroutine = &clone.plan.model_map.coroutine;
        let entries: Vec<BlockId> = clone.entries.iter().map(|(_, block)| *block).collect();
        let flow = CloneCfg::new(coroutine, &entries);
        let places = IndexVec::filled(coroutine.values.len(), None);
        if coroutine.lowering.is_await() {
            return Reloads { flow, places };
        }
        let mut found = Search {
            clone,
            sources,
            store_placements,
            needs: IndexVec::filled(coroutine.values.len(), Vec::new()),
            places,
        };
        for site in sites.iter().filter(|s| sources[s.value] == Source::Frame) {
            found.needs[site.value].push(site.block);
        }
        found.run(&flow);
        let places = found.places;
        Reloads { flow, places }
    }

    /// The blocks of the clone, a dominator before what it dominates.
    pub fn blocks(&self) -> impl Iterator<Item = BlockId> {
        (0..self.flow.len()).filter_map(|node| self.flow.block(node))
    }

    /// The place of a block in that order.
    pub fn order(&self, block: BlockId) -> Option<usize> {
        self.flow.node(block)
    }

    /// Where to make `id` for a need before `before` in `block`: there, or at the end of a block that serves others as
    /// well. The clone's entry is `None`.
    pub fn place(
        &self,
        clone: &CloneBuilder<'_>,
        id: ValueId,
        block: Option<BlockId>,
        before: Value,
    ) -> (Option<BlockId>, Value) {
        let node = block.and_then(|block| self.places[id].as_ref()?.of(block));
        let Some(place) = node.map(|node| self.flow.block(node)).filter(|place| *place != block) else {
            return (block, before);
        };
        let end = match place {
            Some(block) => clone.terminator_of(block),
            None => clone.entry.terminator(),
        };
        end.map_or((block, before), |end| (place, end))
    }
}

struct Search<'p, 'a> {
    clone: &'p CloneBuilder<'a>,
    sources: &'p IndexVec<ValueId, Source>,
    store_placements: &'p StorePlacements,
    /// The blocks where each value is needed.
    needs: IndexVec<ValueId, Vec<BlockId>>,
    places: IndexVec<ValueId, Option<Rc<Placement>>>,
}

impl Search<'_, '_> {
    fn run(&mut self, flow: &CloneCfg) {
        let plan = self.clone.plan;
        let coroutine = &plan.model_map.coroutine;
        let barred = coroutine.blocks.indices().map(|block| self.is_barred(block)).collect();
        let mut placer = ReloadPlacer::new(flow, &barred);
        for id in dependents_first(coroutine, &plan.analysis.locations) {
            let needs = self.take_needs(id);
            let made_in = self
                .place(&mut placer, id, &needs)
                .map_or(needs, |placement| placement.nodes().filter_map(|node| flow.block(node)).collect());
            for &operand in coroutine.values[id].remat_operands.iter().flatten() {
                self.needs[operand].extend(&made_in);
            }
        }
        for id in plan.analysis.stored() {
            let needs = self.take_needs(id);
            self.place(&mut placer, id, &needs);
        }
    }

    /// Finds the places of `id`, stored or recomputed, for what needs it in `needs`. Nothing leaves a loop that the value is
    /// defined in: there it differs from turn to turn.
    fn place(
        &mut self,
        placer: &mut ReloadPlacer<'_>,
        id: ValueId,
        needs: &[BlockId],
    ) -> Option<Rc<Placement>> {
        if needs.is_empty() || !self.is_placed(id) {
            return None;
        }
        let placement = match &self.store_placements[id] {
            Some(store_placement) => {
                let definition = self.clone.plan.model_map.coroutine.values[id].block;
                let is_clean = |block| store_placement.is_clean(block);
                Rc::new(placer.place_within(needs, definition, is_clean))
            }
            None => placer.place(needs),
        };
        self.places[id] = Some(Rc::clone(&placement));
        Some(placement)
    }

    fn take_needs(&mut self, id: ValueId) -> Vec<BlockId> {
        let mut needs = std::mem::take(&mut self.needs[id]);
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// Whether a value may be kept over what comes between its place and its uses. Addresses inside of collected objects are
    /// made anew for each block.
    fn is_placed(&self, id: ValueId) -> bool {
        let plan = self.clone.plan;
        if self.sources[id] == Source::Temporary {
            return false;
        }
        match (plan.analysis.locations[id], plan.model_map.coroutine.values[id].class) {
            (Location::Slot, _) => true,
            (Location::Remat, ValueClass::Data) => !plan.canonical.model.is_managed(),
            _ => false,
        }
    }

    /// Blocks where the frame is not read, or nothing can be put in.
    fn is_barred(&self, block: BlockId) -> bool {
        if !self.clone.reached[block] {
            // Nobody asks, and the block may be gone.
            return true;
        }
        let end = self.clone.plan.model_map.blocks[block];
        let is_switch = |end: Value| end.is_opcode(Opcode::LLVMCatchSwitch);
        self.clone.plan.analysis.post_save[block] || Block::terminator(end).is_some_and(is_switch)
    }
}
