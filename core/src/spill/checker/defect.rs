//! What is wrong with a plan.

use crate::model::{BlockId, SuspendId, ValueId};
use crate::spill::plan::CloneKind;

/// Which function of a plan: the ramp, or a clone.
pub type Part = Option<CloneKind>;

/// What is wrong with a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Defect {
    /// A use does not get the value of the current iteration.
    Stale { part: Part, value: ValueId, block: BlockId },
    /// The slot of a value does not hold it where the coroutine is suspended.
    Lost { part: Part, value: ValueId, suspend: SuspendId },
    /// A save finds another state stored than its own.
    State { suspend: SuspendId },
    /// The map of a state does not name a word of a tracked value, or names one that holds none.
    Map { suspend: SuspendId, offset: u64 },
    /// A block is moved that the ramp needs, or that the clone does not have.
    Moved { block: BlockId },
}
