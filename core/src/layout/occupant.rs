//! What occupies a frame.

use crate::model::{ObjectId, ValueId};

/// What a slot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupant {
    /// The address of the resume clone; null when the coroutine is done.
    Resume,
    /// The address of the destroy clone.
    Destroy,
    /// The promise of `llvm.coro.id`, at the fixed place that LLVM's ABI gives it.
    Promise(ObjectId),
    /// A spilled value.
    Value(ValueId),
    /// An alloca.
    Object(ObjectId),
    /// The tracked words of an object whose other bytes stand elsewhere, one after the other.
    Words(ObjectId),
    /// The number of the suspend point.
    Index,
}
