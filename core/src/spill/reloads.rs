//! Where a clone makes the values that it does not define: one place for as many uses as possible.

use std::rc::Rc;

use crate::analysis::{Location, dependents_first};
use crate::graph::clone_cfg::{CloneCfg, DISPATCH, Node};
use crate::index::IndexVec;
use crate::model::{BlockId, SuspendId, UseSite, ValueClass, ValueId};
use crate::spill::plan::Point;
use crate::spill::reload_placement::{Placement, ReloadPlacer};
use crate::spill::sources::{Body, Source};
use crate::spill::store_placement::StorePlacements;

/// A use in the clone of a value that does not come from its own definition there.
#[derive(Clone, Copy, Debug)]
pub struct Site {
    pub value: ValueId,
    pub site: UseSite,
}

/// The places of one clone.
pub struct Reloads {
    cfg: CloneCfg,
    /// `None` for values that are made anew in each block.
    places: IndexVec<ValueId, Option<Rc<Placement>>>,
}

impl Reloads {
    /// Finds the places for what `sites` need.
    pub fn find(
        body: &Body<'_>,
        entries: &[(SuspendId, BlockId)],
        sources: &IndexVec<ValueId, Source>,
        placements: &StorePlacements,
        sites: &[Site],
    ) -> Self {
        let coroutine = body.inputs.coroutine;
        let entries: Vec<BlockId> = entries.iter().map(|(_, block)| *block).collect();
        let cfg = CloneCfg::new(coroutine, &entries);
        let places = IndexVec::filled(coroutine.values.len(), None);
        if coroutine.lowering.is_await() {
            return Reloads { cfg, places };
        }
        let needs = IndexVec::filled(coroutine.values.len(), Vec::new());
        let mut search = Search { body, sources, placements, needs, places };
        for site in sites.iter().filter(|s| sources[s.value] == Source::Frame) {
            search.needs[site.value].push(site.site.block);
        }
        search.run(&cfg);
        let places = search.places;
        Reloads { cfg, places }
    }

    /// The blocks of the clone, a dominator before what it dominates.
    pub fn blocks(&self) -> impl Iterator<Item = BlockId> {
        (0..self.cfg.len()).filter_map(|node| self.cfg.block(node))
    }

    /// The number of a block in that order; of the clone's entry, if there is no block.
    pub fn node(&self, block: Option<BlockId>) -> Node {
        block.map_or(DISPATCH, |block| self.cfg.node(block).expect("a use stands in a block of the clone"))
    }

    /// Where to make `id` for a need at `point`: there, or at the end of a block that serves others as well.
    pub fn place(&self, id: ValueId, point: Point) -> Point {
        let block = point.block();
        let node = block.and_then(|block| self.places[id].as_ref()?.of(block));
        match node.map(|node| self.cfg.block(node)).filter(|place| *place != block) {
            None => point,
            Some(None) => Point::Entry,
            Some(Some(block)) => Point::End(block),
        }
    }
}

struct Search<'p> {
    body: &'p Body<'p>,
    sources: &'p IndexVec<ValueId, Source>,
    placements: &'p StorePlacements,
    /// The blocks where each value is needed.
    needs: IndexVec<ValueId, Vec<BlockId>>,
    places: IndexVec<ValueId, Option<Rc<Placement>>>,
}

impl Search<'_> {
    fn run(&mut self, cfg: &CloneCfg) {
        let (coroutine, analysis) = (self.body.inputs.coroutine, self.body.inputs.analysis);
        let barred = coroutine.blocks.indices().map(|block| self.is_barred(block)).collect();
        let mut placer = ReloadPlacer::new(cfg, &barred);
        for id in dependents_first(coroutine, &analysis.locations) {
            let needs = self.take_needs(id);
            let made_in = self
                .place(&mut placer, id, &needs)
                .map_or(needs, |placement| placement.nodes().filter_map(|node| cfg.block(node)).collect());
            for &operand in coroutine.values[id].remat_operands.iter().flatten() {
                self.needs[operand].extend(&made_in);
            }
        }
        for id in analysis.stored() {
            let needs = self.take_needs(id);
            self.place(&mut placer, id, &needs);
        }
    }

    /// Finds the places of `id`, stored or rematerialised, for what needs it in `needs`. Nothing leaves a loop that the value is
    /// defined in: there the value differs from iteration to iteration.
    fn place(
        &mut self,
        placer: &mut ReloadPlacer<'_>,
        id: ValueId,
        needs: &[BlockId],
    ) -> Option<Rc<Placement>> {
        if needs.is_empty() || !self.is_placed(id) {
            return None;
        }
        let placement = match &self.placements[id] {
            Some(stores) => {
                let definition = self.body.inputs.coroutine.values[id].block;
                let is_clean = |block| stores.is_clean(block);
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
        if self.sources[id] == Source::Join {
            return false;
        }
        let inputs = self.body.inputs;
        match (inputs.analysis.locations[id], inputs.coroutine.values[id].class) {
            (Location::Slot, _) => true,
            (Location::Remat, ValueClass::Data) => !inputs.is_managed,
            _ => false,
        }
    }

    /// Blocks where the frame is not read, or nothing can be put in. Blocks that the clone does not have are never asked for.
    fn is_barred(&self, block: BlockId) -> bool {
        let inputs = self.body.inputs;
        !self.body.reached[block]
            || inputs.analysis.post_save[block]
            || inputs.coroutine.blocks[block].has_only_phis
    }
}
