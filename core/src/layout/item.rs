//! What a layout places.

use crate::model::Position;
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;

/// An occupant that has no place yet.
#[derive(Clone, Debug)]
pub struct Item {
    /// In bytes.
    pub size: u64,
    /// In bytes, a power of two.
    pub align: u64,
    /// The suspensions that it is live across.
    pub suspends: SuspendSet,
    /// The suspensions that it is live across, and those whose saves are bypassed while it is live.
    pub conflicts: SuspendSet,
    /// Where its bytes hold something that is needed.
    pub range: Intervals,
    /// Where its bytes may be written, sorted.
    pub writes: Vec<Position>,
    /// An object that is accessed in place, not a value that is stored and loaded whole.
    pub is_memory: bool,
    /// Its bytes may be shared with items that it does not interfere with.
    pub may_overlap: bool,
}
