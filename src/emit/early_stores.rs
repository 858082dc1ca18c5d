//! Values of the ramp that many saves would have to store: each is stored once, where it is made or where the frame begins.

use std::cell::OnceCell;

use crate::ir::Value;
use gc_coro_core::graph::scc::Components;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, Position, ValueClass, ValueId};
use gc_coro_core::spill::interference::Sharing;
use gc_coro_core::spill::store_placement::{Early, MANY_SAVES};

use crate::emit::edge_stores::stands_at;
use crate::emit::plan::Plan;
use crate::emit::ramp::BeforeBegin;
use crate::emit::ssa_repair::after_definition;

/// The values that the ramp stores early, and before which instruction.
pub fn find(plan: Plan<'_>, in_ramp: &IndexVec<BlockId, bool>) -> IndexVec<ValueId, Option<Value>> {
    let coroutine = &plan.model_map.coroutine;
    let mut places = IndexVec::filled(coroutine.values.len(), None);
    let has_many_saves = |id: &ValueId| {
        let live_range = &plan.analysis.live_ranges[*id];
        let mut saves = live_range.store_at_save.iter().filter(|s| in_ramp[coroutine.suspends[**s].save]);
        saves.nth(MANY_SAVES).is_some() && live_range.made_after_save.is_empty()
    };
    let is_plain = |id: &ValueId| coroutine.values[*id].class == ValueClass::Data;
    let values: Vec<ValueId> =
        plan.analysis.stored().filter(|id| is_plain(id) && has_many_saves(id)).collect();
    if values.is_empty() || !coroutine.is_free_in_order() {
        return places;
    }
    let mut sharing = Sharing::new(coroutine, plan.analysis, plan.frame);
    let before_begin = BeforeBegin::new(plan);
    let without_saves = OnceCell::new();
    let is_in_loop = |block: BlockId| {
        let components = || without_saves.get_or_init(|| Components::without_saves(coroutine));
        !coroutine.blocks[block].predecessors.is_empty() && components().is_in_loop(coroutine, block)
    };
    for id in values {
        let Some((place, written_at)) = place(plan, &before_begin, id) else { continue };
        if !is_in_loop(coroutine.values[id].block)
            && written_at.into_iter().all(|position| sharing.is_free(id, position))
        {
            places[id] = Some(place);
        }
    }
    places
}

/// Where a value is known and there is a frame, and at which positions of the model that is.
fn place(plan: Plan<'_>, before_begin: &BeforeBegin<'_>, id: ValueId) -> Option<(Value, Vec<Position>)> {
    let value = &plan.model_map.coroutine.values[id];
    if before_begin.is_before(value.block, value.position) {
        let begin = plan.canonical.shape.begin;
        return Some((begin.next()?, vec![plan.model_map.begin(plan.canonical) + 1]));
    }
    let takes_code = plan.model_map.coroutine.takes_code_after(id);
    let place = after_definition(plan.model_map.values[id]).filter(|_| takes_code)?;
    Some((place, stands_at(&plan.model_map.coroutine, id, Early::Definition)))
}
