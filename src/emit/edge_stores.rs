//! Values of a clone that live in their slots, not in a register that joins the slot with the clone's own definition.

use rustc_hash::FxHashMap;

use crate::ir::{Builder, Value, shim};
use gc_coro_core::analysis::dependents_first;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, Coroutine, Position, ValueClass, ValueId};
use gc_coro_core::spill::interference::Sharing;
use gc_coro_core::spill::store_placement::{Early, StorePlacement, StorePlacer, Stores};

use crate::emit::clone::CloneBuilder;
use crate::emit::ssa_repair::{Source, after_definition};

/// The store placement of each value that has one.
pub type StorePlacements = IndexVec<ValueId, Option<StorePlacement>>;

/// Finds them among the values that come from a temporary: these come from the frame then, or from their definition.
pub fn find(clone: &CloneBuilder<'_>, sources: &mut IndexVec<ValueId, Source>) -> StorePlacements {
    let plan = clone.plan;
    let coroutine = &plan.model_map.coroutine;
    let mut store_placements: StorePlacements = IndexVec::filled(coroutine.values.len(), None);
    if !coroutine.is_free_in_order() || !coroutine.values.indices().any(|id| is_met(clone, sources, id)) {
        return store_placements;
    }
    let mut sharing = Sharing::new(coroutine, plan.analysis, plan.frame);
    let mut placer = StorePlacer::new(coroutine, plan.analysis, &clone.reached, &clone.entries);
    for id in plan.analysis.stored() {
        if !is_met(clone, sources, id) {
            continue;
        }
        let is_free = |early| stands_at(coroutine, id, early).into_iter().all(|p| sharing.is_free(id, p));
        store_placements[id] = placer.of(id, is_free);
        if store_placements[id].is_some() {
            sources[id] = Source::Frame;
        }
    }
    // Operands first.
    let computed = dependents_first(coroutine, &plan.analysis.locations).into_iter().rev();
    for id in computed.filter(|_| !plan.canonical.model.is_managed()) {
        let remat_operands = coroutine.values[id].remat_operands.iter().flatten();
        if is_met(clone, sources, id) && remat_operands.clone().all(|&o| is_at_hand(coroutine, sources, o)) {
            store_placements[id] = placer.of_computed(id);
            if store_placements[id].is_some() {
                sources[id] = Source::Frame;
            }
        }
    }
    store_placements
}

/// Whether a value comes from its definition in the clone and from the frame.
fn is_met(clone: &CloneBuilder<'_>, sources: &IndexVec<ValueId, Source>, id: ValueId) -> bool {
    sources[id] == Source::Temporary && clone.copy_of(clone.plan.model_map.values[id]).is_some()
}

/// Whether an operand can be had wherever something is computed from it.
fn is_at_hand(coroutine: &Coroutine, sources: &IndexVec<ValueId, Source>, id: ValueId) -> bool {
    let class = coroutine.values[id].class;
    let is_address = matches!(class, ValueClass::Address(_) | ValueClass::Constant);
    sources[id] == Source::Frame || is_address
}

/// The positions directly after which something is stored early.
pub fn stands_at(coroutine: &Coroutine, id: ValueId, early: Early) -> Vec<Position> {
    let first = |block: BlockId| coroutine.blocks[block].first;
    let (value, block) = (&coroutine.values[id], &coroutine.blocks[coroutine.values[id].block]);
    match early {
        Early::Into(block) => vec![first(block)],
        Early::Definition if value.at_block_start => vec![value.position],
        Early::Definition if value.position < block.last => vec![value.position + 1],
        Early::Definition => block.successors.iter().map(|e| first(e.block)).collect(),
    }
}

/// Writes the clone's own definition of `id` to its slot.
pub fn store(clone: &CloneBuilder<'_>, between: &mut Between, id: ValueId, stores: &Stores) {
    let suspends = &clone.plan.model_map.coroutine.suspends;
    let Some(copy) = clone.copy_of(clone.plan.model_map.values[id]) else { return };
    let spill = |before| clone.access().spill(&Builder::before(before), id, copy);
    match stores {
        Stores::AtDefinition => after_definition(copy).into_iter().for_each(spill),
        Stores::Later { saves, edges, .. } => {
            let ends = saves.iter().filter_map(|&save| clone.terminator_of(suspends[save].save));
            ends.for_each(spill);
            edges.iter().flat_map(|&edge| between.places(clone, edge)).for_each(spill);
        }
    }
}

/// Where code stands that runs between two blocks of the model.
#[derive(Default)]
pub struct Between(FxHashMap<(BlockId, BlockId), Vec<Value>>);

impl Between {
    /// The places for one edge: at the end of the first block if nothing else follows, or if the second is where an exception
    /// leads; otherwise new blocks.
    pub fn places(&mut self, clone: &CloneBuilder<'_>, edge: (BlockId, BlockId)) -> Vec<Value> {
        self.0.entry(edge).or_insert_with(|| find_places(clone, edge)).clone()
    }
}

fn find_places(clone: &CloneBuilder<'_>, (from, into): (BlockId, BlockId)) -> Vec<Value> {
    let (Some(end), Some(target)) = (clone.terminator_of(from), clone.find_block(into)) else {
        return Vec::new();
    };
    if end.successor_count() == 1 || clone.plan.model_map.coroutine.blocks[into].is_unlikely {
        return vec![end];
    }
    let edges: Vec<u32> = (0..end.successor_count()).filter(|&i| end.successor(i) == target).collect();
    let split = |index| shim::split_edge(end, index, "between").terminator().expect("it leads on");
    edges.into_iter().map(split).collect()
}
