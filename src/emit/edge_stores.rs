//! Values of a part that live in their slots, not in a register that joins the slot with the part's own definition.

use rustc_hash::FxHashMap;

use crate::ir::{Builder, Value, shim};
use gc_coro_core::analysis::dependents_first;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, Coroutine, Position, ValueClass, ValueId};
use gc_coro_core::spill::interference::Sharing;
use gc_coro_core::spill::store_placement::{Early, Residence, Residences, Stores};

use crate::emit::clone::Part;
use crate::emit::ssa_repair::{Source, behind_definition};

/// The residence of each value that has one.
pub type Residents = IndexVec<ValueId, Option<Residence>>;

/// Finds them among the values that come from a temporary: these come from the frame then, or from their definition.
pub fn find(part: &Part<'_>, sources: &mut IndexVec<ValueId, Source>) -> Residents {
    let plan = part.plan;
    let coroutine = &plan.mirror.coroutine;
    let mut residents: Residents = IndexVec::filled(coroutine.values.len(), None);
    if !coroutine.is_free_in_order() || !coroutine.values.indices().any(|id| is_met(part, sources, id)) {
        return residents;
    }
    let mut sharing = Sharing::new(coroutine, plan.analysis, plan.frame);
    let mut residences = Residences::new(coroutine, plan.analysis, &part.reached, &part.entries);
    for id in plan.analysis.stored() {
        if !is_met(part, sources, id) {
            continue;
        }
        let is_free = |early| stands_at(coroutine, id, early).into_iter().all(|p| sharing.is_free(id, p));
        residents[id] = residences.of(id, is_free);
        if residents[id].is_some() {
            sources[id] = Source::Frame;
        }
    }
    // Operands first.
    let computed = dependents_first(coroutine, &plan.analysis.homes).into_iter().rev();
    for id in computed.filter(|_| !plan.canonical.model.is_managed()) {
        let recipe = coroutine.values[id].recipe.iter().flatten();
        if is_met(part, sources, id) && recipe.clone().all(|&o| is_at_hand(coroutine, sources, o)) {
            residents[id] = residences.of_computed(id);
            if residents[id].is_some() {
                sources[id] = Source::Frame;
            }
        }
    }
    residents
}

/// Whether a value comes from its definition in the part and from the frame.
fn is_met(part: &Part<'_>, sources: &IndexVec<ValueId, Source>, id: ValueId) -> bool {
    sources[id] == Source::Temporary && part.copy_of(part.plan.mirror.values[id]).is_some()
}

/// Whether an operand can be had wherever something is computed from it.
fn is_at_hand(coroutine: &Coroutine, sources: &IndexVec<ValueId, Source>, id: ValueId) -> bool {
    let class = coroutine.values[id].class;
    let is_address = matches!(class, ValueClass::Address(_) | ValueClass::Everywhere);
    sources[id] == Source::Frame || is_address
}

/// The positions right behind which something is stored early.
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

/// Writes the part's own definition of `id` to its slot.
pub fn store(part: &Part<'_>, between: &mut Between, id: ValueId, stores: &Stores) {
    let suspends = &part.plan.mirror.coroutine.suspends;
    let Some(copy) = part.copy_of(part.plan.mirror.values[id]) else { return };
    let spill = |before| part.access().spill(&Builder::before(before), id, copy);
    match stores {
        Stores::AtDefinition => behind_definition(copy).into_iter().for_each(spill),
        Stores::Later { saves, edges, .. } => {
            let ends = saves.iter().filter_map(|&save| part.terminator_of(suspends[save].save));
            ends.for_each(spill);
            edges.iter().flat_map(|&edge| between.places(part, edge)).for_each(spill);
        }
    }
}

/// Where code stands that runs between two blocks of the model.
#[derive(Default)]
pub struct Between(FxHashMap<(BlockId, BlockId), Vec<Value>>);

impl Between {
    /// The places for one edge: at the end of the first block if nothing else follows, or if the second is where an exception
    /// leads; otherwise new blocks.
    pub fn places(&mut self, part: &Part<'_>, edge: (BlockId, BlockId)) -> Vec<Value> {
        self.0.entry(edge).or_insert_with(|| find_places(part, edge)).clone()
    }
}

fn find_places(part: &Part<'_>, (from, into): (BlockId, BlockId)) -> Vec<Value> {
    let (Some(end), Some(target)) = (part.terminator_of(from), part.find_block(into)) else {
        return Vec::new();
    };
    if end.successor_count() == 1 || part.plan.mirror.coroutine.blocks[into].is_unlikely {
        return vec![end];
    }
    let edges: Vec<u32> = (0..end.successor_count()).filter(|&i| end.successor(i) == target).collect();
    let split = |index| shim::split_edge(end, index, "between").terminator().expect("it leads on");
    edges.into_iter().map(split).collect()
}
