//! What is wrong with a plan.

use crate::model::{BlockId, EdgeKind, SuspendId, ValueId};
use crate::spill::plan::CloneKind;

/// Which function of a plan: the ramp, or a clone.
pub type Owner = Option<CloneKind>;

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// A use does not get the value of the current iteration.
    Stale {
        /// The function.
        owner: Owner,
        /// The value that is used.
        value: ValueId,
        /// Where it is used.
        block: BlockId,
    },
    /// The slot of a value does not hold it where the coroutine is suspended.
    Missing {
        /// The function that stores it.
        owner: Owner,
        /// The value that is live across the suspension.
        value: ValueId,
        /// The suspension.
        suspend: SuspendId,
    },
    /// A save finds another state stored than its own.
    State {
        /// The suspension of the save.
        suspend: SuspendId,
    },
    /// The map of a state does not name a word of a tracked value, or names one that holds none.
    Map {
        /// The state of the map.
        suspend: SuspendId,
        /// The offset of the word in bytes.
        offset: u64,
    },
    /// A block is moved that the ramp needs, or that the clone does not have.
    Moved {
        /// The block.
        block: BlockId,
    },
}

/// Whether a function takes an edge of this kind.
pub fn takes(owner: Owner, kind: EdgeKind) -> bool {
    match owner {
        None => kind.is_in_ramp(),
        Some(_) => kind.is_in_clones(),
    }
}
