//! Trims the ramp to the blocks up to the first suspension.
//!
//! The function that was read is the ramp and all clones at once. The clones get copies of the blocks that they share. The
//! blocks that only the resume clone runs (most of a large coroutine) move there. The other blocks are erased.

use crate::ir::{Block, Builder, Function, Opcode, Value, shim};
use crate::read::Canonical;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::BlockId;
use gc_coro_core::spill::RampPlan;

use crate::emit::plan::Plan;

/// What the ramp keeps. It is found before any block moves: later a handle may refer to a block that has moved or was erased.
pub struct RampContents<'a> {
    pub blocks: &'a IndexVec<BlockId, bool>,
    pub ends: Vec<Value>,
    pub ramp_queries: Vec<Value>,
    /// `llvm.coro.alloc`s.
    pub allocs: Vec<Value>,
    /// Lifetime markers that are erased.
    pub markers: Vec<Value>,
}

impl<'a> RampContents<'a> {
    pub fn find(plan: Plan<'_>, ramp: &'a RampPlan) -> Self {
        let blocks = &ramp.blocks;
        let stays =
            |value: &Value| plan.model_map.has_block(value.block()).is_some_and(|block| blocks[block]);
        let Canonical { shape, ends, unwind_ends, .. } = plan.canonical;
        let ends = ends.iter().chain(unwind_ends).copied().filter(stays).collect();
        let ramp_queries = shape.ramp_queries.iter().copied().filter(stays).collect();
        let allocs = shape.allocs.iter().copied().filter(stays).collect();
        // One marker may stand for more than one object after a phi.
        let mut markers: Vec<Value> = plan.erased_markers(|block| blocks[block]).collect();
        markers.sort_unstable_by_key(|m| m.raw());
        markers.dedup();
        RampContents { blocks, ends, ramp_queries, allocs, markers }
    }

    /// Ends the ramp at its suspensions and erases what it does not reach then, but for what has moved to `clone`.
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
