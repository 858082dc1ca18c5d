//! What is left of the ramp: its blocks up to the first suspension.
//!
//! The function that was read is the ramp and all clones at once. The clones take copies of what they share with others; what
//! only the resume clone runs, most of a large coroutine, moves there as it is; the rest goes.

use crate::ir::{Block, Builder, Function, Opcode, Value, shim};
use crate::read::Canonical;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, ObjectId, ValueClass};

use crate::emit::plan::Plan;
use crate::emit::ramp::ramp_blocks;

/// What the ramp keeps. Found while everything is in its place: later a handle may be of what has moved or is gone.
pub struct RampContents {
    pub blocks: IndexVec<BlockId, bool>,
    pub ends: Vec<Value>,
    pub ramp_queries: Vec<Value>,
    /// `llvm.coro.alloc`s.
    pub allocs: Vec<Value>,
    /// Lifetime markers that are erased.
    pub markers: Vec<Value>,
}

impl RampContents {
    pub fn find(plan: Plan<'_>) -> Self {
        let blocks = ramp_blocks(plan);
        let stays =
            |value: &Value| plan.model_map.has_block(value.block()).is_some_and(|block| blocks[block]);
        let Canonical { shape, ends, unwind_ends, .. } = plan.canonical;
        let ends = ends.iter().chain(unwind_ends).copied().filter(stays).collect();
        let ramp_queries = shape.ramp_queries.iter().copied().filter(stays).collect();
        let allocs = shape.allocs.iter().copied().filter(stays).collect();
        // One marker may stand for several objects after a phi.
        let mut markers: Vec<Value> = plan.erased_markers(&blocks).collect();
        markers.sort_unstable_by_key(|m| m.raw());
        markers.dedup();
        RampContents { blocks, ends, ramp_queries, allocs, markers }
    }

    /// Ends the ramp at its suspensions and erases what it does not reach then, but for what has moved to `part`.
    pub fn cut(&self, plan: Plan<'_>, clone: Option<(Function, &IndexVec<BlockId, bool>)>) {
        let coroutine = &plan.model_map.coroutine;
        for (point, (_, suspend)) in plan.canonical.suspends.iter().zip(coroutine.suspends.iter()) {
            if self.blocks[suspend.leave] {
                let switch =
                    plan.model_map.blocks[suspend.leave].terminator().expect("a suspend ends in a switch");
                debug_assert!(switch.is_opcode(Opcode::LLVMSwitch));
                Builder::before(switch).branch(point.suspended);
                switch.erase();
            }
        }
        let goes = |id: BlockId| !self.blocks[id] && clone.is_none_or(|(_, moved)| !moved[id]);
        let blocks = plan.model_map.blocks.iter();
        let gone: Vec<Block> = blocks.filter(|(id, _)| goes(*id)).map(|(_, block)| *block).collect();
        shim::drop_references(&gone);
        shim::prune_phis(plan.canonical.shape.function);
        if let Some((function, _)) = clone {
            shim::prune_phis(function);
        }
        shim::erase_blocks(&gone);
    }
}

/// The blocks that the resume clone, which reaches `reached`, can have as they are: nobody else needs them. All or none, and
/// none where the rewrite would still ask for what has gone with the others.
pub fn movable(
    plan: Plan<'_>,
    contents: &RampContents,
    reached: &IndexVec<BlockId, bool>,
) -> Option<IndexVec<BlockId, bool>> {
    let (coroutine, shape) = (&plan.model_map.coroutine, &plan.canonical.shape);
    // With a subprogram the copies have scopes of their own. A tail call ends its block, whatever follows there.
    if shape.function.has_subprogram() || !plan.canonical.transfers.is_empty() {
        return None;
    }
    let is_kept = |block: BlockId| contents.blocks[block] || reached[block];
    let is_in_ramp =
        |value: &Value| plan.model_map.has_block(value.block()).is_some_and(|block| contents.blocks[block]);
    let has_place = |id: ObjectId| plan.frame.objects[id].is_some();
    let objects_stay = coroutine
        .objects
        .iter()
        .all(|(id, o)| !has_place(id) || contents.blocks[coroutine.values[o.value].block]);
    let values_stay = coroutine.values.iter().all(|(id, value)| {
        let live_across = !plan.analysis.live_ranges[id].live_across.is_empty();
        // The clone asks for the address, and erases, what these stand for.
        !matches!(value.class, ValueClass::Region | ValueClass::ThreadPointer)
            && (!live_across || is_kept(value.block))
    });
    let frees_stay = shape.frees.iter().all(|free| {
        plan.model_map
            .value_ids
            .get(free)
            .is_some_and(|&id| plan.analysis.live_ranges[id].live_across.is_empty())
    });
    let allocs_stay = shape.allocs.iter().all(is_in_ramp);
    let is_addressed = |block: Block| block.as_value().users().into_iter().any(Value::is_block_address);
    if !objects_stay || !values_stay || !frees_stay || !allocs_stay {
        return None;
    }
    let moved: IndexVec<BlockId, bool> =
        reached.iter().map(|(id, reached)| *reached && !contents.blocks[id]).collect();
    let is_fixed = moved.iter().any(|(id, moved)| *moved && is_addressed(plan.model_map.blocks[id]));
    (!is_fixed).then_some(moved)
}
