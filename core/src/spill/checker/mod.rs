//! Proves that a spill plan gives each use its value: an independent check, as regalloc2's.
//!
//! In come the coroutine, its analysis, its frame and a plan; out go the defects of the plan. No code is shared with the stages that
//! decide where something is stored or reloaded: only the model, the live ranges and the offsets of slots are taken for granted.
//!
//! The check runs the plan of each function abstractly. Its state says of each *place* (a slot, a register, a join register, the
//! function's own definition) whether it holds the value *of the current iteration*; where paths merge, it has to hold it on all of
//! them. These are the rules:
//!
//! 1. A definition makes all older copies of the value stale: its slot, its registers and its join register. What is computed from
//!    it needs no rule of its own: the definition of that is on every path from here to a use, because it dominates the use.
//! 2. Something that is written to bytes of the frame makes what was there stale.
//! 3. A register holds what its slot or its operands hold when it is made. What takes it comes after that in the list of actions.
//! 4. At a save the slot of every value that is live across the suspension holds it, and at the end of the block where control leaves
//!    still; of what is made in between, then.
//! 5. After a save the frame may be somebody else's: nothing is loaded from it ([`crate::analysis::Analysis::post_save`]).
//! 6. A collector looks at the words that the map of the frame's state names. A tracked pointer is stored together with that state and
//!    nowhere else, and its slot is stale after the save of a state that does not name it.
//! 7. A save that does not store the number of its state finds it stored.
//! 8. Each word of a tracked value that is live across a suspension is in the map of that state, and nothing else is.
//! 9. A block is moved only if the ramp does not run it and the clone does.
//! 10. Between a suspension and the return to the caller nothing is stored in the slots of what is live across it.
//! 11. No value is stored in bytes of an object whose content is needed.
//! 12. A pointer that a state is said to hold already is in its slot there, which is at the same offset for both suspensions. Nobody but
//!     this activation can have filled the state.

mod defect;
mod events;
mod exits;
mod fillings;
mod machine;
mod maps;
mod order;
mod places;
mod slots;
mod states;

use crate::model::BlockId;
use crate::spill::plan::{CloneKind, ClonePlan, Inputs, SpillPlan};

pub use defect::{Defect, Owner};

/// What the check of a plan goes over: words of 64 bits in the states of all blocks of a clone, and actions of all clones.
pub fn cost(inputs: &Inputs<'_>, plan: &SpillPlan) -> usize {
    let slots = inputs.analysis.stored().count();
    let registers = plan.clones.iter().map(|c| c.registers.len()).max().unwrap_or(0);
    let actions: usize = plan.clones.iter().map(|c| c.actions.len()).sum();
    inputs.coroutine.blocks.len() * (slots + registers / 8).div_ceil(64) + 4 * actions
}

/// Checks a plan. The defects come in a deterministic order, each once.
pub fn check(inputs: &Inputs<'_>, plan: &SpillPlan) -> Vec<Defect> {
    let ends = machine::Ends::new(inputs.coroutine);
    let mut defects = maps::check(inputs);
    defects.extend(machine::check_ramp(inputs, &ends, &plan.ramp));
    for clone in &plan.clones {
        let blocks = inputs.coroutine.blocks.indices().filter(|&b| clone.is_moved(b));
        let is_wrong = |&block: &BlockId| plan.ramp.blocks[block] || !clone.reached[block];
        defects.extend(blocks.filter(is_wrong).map(|block| Defect::Moved { block }));
        // The destroy and the cleanup clone have one plan.
        let is_twin = |other: &ClonePlan| other.kind == CloneKind::Destroy && is_same(other, clone);
        if clone.kind == CloneKind::Cleanup && plan.clones.iter().any(is_twin) {
            continue;
        }
        defects.extend(machine::check_clone(inputs, &ends, clone));
        defects.extend(order::check(inputs.coroutine, Some(clone.kind), &clone.actions, &clone.registers));
        defects.extend(states::check(inputs, &ends.saves, clone));
        defects.extend(fillings::check(inputs, clone));
    }
    defects
}

fn is_same(a: &ClonePlan, b: &ClonePlan) -> bool {
    a.actions == b.actions && a.registers == b.registers && a.entries == b.entries && a.joins == b.joins
}
