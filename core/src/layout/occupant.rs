//! Who stands in a frame.

use crate::model::{ObjectId, ValueId};

/// What a slot is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupant {
    Resume,
    Destroy,
    Promise(ObjectId),
    Value(ValueId),
    Object(ObjectId),
    /// The tracked words of an object whose other bytes stand elsewhere, one after the other.
    Words(ObjectId),
    Index,
}
