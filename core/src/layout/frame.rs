//! The layout of a frame: what the stages after this one ask for offsets.

use crate::index::IndexVec;
use crate::layout::occupant::Occupant;
use crate::layout::offsets::Offsets;
use crate::layout::pointer_map::Tracked;
use crate::model::{Coroutine, ObjectId, SuspendId, ValueId};
use crate::sets::suspend_set::SuspendSet;

/// The layout of one coroutine's frame. Offsets and sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// A multiple of `align`.
    pub size: u64,
    /// A power of two.
    pub align: u64,
    /// By offset.
    pub slots: Vec<Slot>,
    /// Where the number of the suspend point is kept; `None` if there is only one.
    pub index: Option<Index>,
    /// Offset of each stored value.
    pub values: Offsets<ValueId>,
    /// Offset of each object in the frame.
    pub objects: Offsets<ObjectId>,
    /// Offset of the tracked words of each object whose other bytes stand elsewhere.
    pub words: Offsets<ObjectId>,
    /// Where the tracked pointers are.
    pub tracked: Tracked,
}

/// All frames of one coroutine.
#[derive(Clone, Debug)]
pub struct Frames {
    /// The frame; of a coroutine with awaits, the state that any of its suspensions can be given.
    pub whole: Frame,
    /// What each suspension of a coroutine with awaits fills; empty for others.
    pub each: IndexVec<SuspendId, Frame>,
}

impl Frames {
    /// The bytes of the largest frame that is made.
    pub fn largest_size(&self) -> u64 {
        self.each.iter().map(|(_, frame)| frame.size).max().unwrap_or(self.whole.size)
    }
}

/// The field with the number of the suspend point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    /// In bytes.
    pub offset: u64,
    /// 8, 16 or 32.
    pub bits: u32,
}

/// One occupant of the frame. Occupants that do not interfere may overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// What it is for.
    pub what: Occupant,
    /// In bytes from the beginning of the frame.
    pub offset: u64,
    /// In bytes.
    pub size: u64,
    /// The suspend points where it holds something; all of them for the header.
    pub suspends: SuspendSet,
}

impl Frame {
    /// A frame in which nothing has a place yet.
    pub(super) fn without_slots(coroutine: &Coroutine) -> Self {
        Frame {
            size: 0,
            align: coroutine.pointer_bytes,
            slots: Vec::new(),
            index: None,
            values: Offsets::of_many(coroutine.values.len()),
            objects: Offsets::of_many(coroutine.objects.len()),
            words: Offsets::of_many(coroutine.objects.len()),
            tracked: Tracked::default(),
        }
    }

    /// The same for a frame that holds few of the values: one of many.
    pub fn of_few(coroutine: &Coroutine) -> Self {
        Frame {
            size: 0,
            align: coroutine.pointer_bytes,
            slots: Vec::new(),
            index: None,
            values: Offsets::of_few(),
            objects: Offsets::of_few(),
            words: Offsets::of_few(),
            tracked: Tracked::default(),
        }
    }

    /// The final suspend point that the null resume function marks, so that it needs no number.
    pub fn final_by_null(&self, coroutine: &Coroutine) -> Option<SuspendId> {
        if self.has_gc_map() {
            return None;
        }
        // They are the last ones.
        let mut from_last = coroutine.suspends.iter().rev();
        let (only, _) = from_last.next().filter(|(_, s)| s.is_final)?;
        let is_only = from_last.next().is_none_or(|(_, s)| !s.is_final);
        (is_only && !coroutine.ends_by_unwinding).then_some(only)
    }

    /// Whether a collector finds pointers in it, so that the frame must hold its state at any time.
    pub fn has_gc_map(&self) -> bool {
        !self.tracked.words.is_empty() || !self.tracked.inner.is_empty()
    }

    pub(super) fn add(&mut self, slot: Slot, align: u64) {
        self.align = self.align.max(align);
        match slot.what {
            Occupant::Value(value) => self.values.place(value, slot.offset),
            Occupant::Object(object) => self.objects.place(object, slot.offset),
            Occupant::Words(object) => self.words.place(object, slot.offset),
            _ => {}
        }
        self.slots.push(slot);
    }
}

pub(super) fn header_slot(what: Occupant, offset: u64, size: u64, suspends: &SuspendSet) -> Slot {
    Slot { what, offset, size, suspends: suspends.clone() }
}
