//! Where everything stands in the frame.
//!
//! In comes what the analysis found; out goes a [`Frame`]: offsets in bytes, pure arithmetic. The beginning is LLVM's
//! ABI (`llvm/docs/Coroutines.rst`, "Coroutine frame"): the resume function, the destroy function, then the promise at the next
//! multiple of its alignment. `llvm.coro.promise`, `llvm.coro.done` and coro-elide rely on these places. Then the pointer area, whose
//! words a collector looks at ([`pointer_map`]), and the byte area.

pub mod limits;
pub mod packing;
pub mod per_await;
pub mod pointer_map;
pub mod report;

use crate::analysis::{Analysis, LiveRange, ObjectLiveRange};
use crate::index::IndexVec;
use crate::model::{Coroutine, ObjectId, Position, SuspendId, ValueId};
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;

pub use pointer_map::{Maps, Tracked};

/// The layout of one coroutine's frame. Offsets and sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// A multiple of `align`.
    pub size: u64,
    pub align: u64,
    /// By offset.
    pub slots: Vec<Slot>,
    /// Where the number of the suspend point is kept; `None` if there is only one to tell apart.
    pub index: Option<Index>,
    /// Offset of each stored value.
    pub values: IndexVec<ValueId, Option<u64>>,
    /// Offset of each object in the frame.
    pub objects: IndexVec<ObjectId, Option<u64>>,
    /// Offset of the tracked words of each object whose other bytes stand elsewhere.
    pub words: IndexVec<ObjectId, Option<u64>>,
    /// Where the tracked pointers are.
    pub tracked: Tracked,
}

impl Frame {
    /// The final suspend point that the null resume function tells from the others, so that it needs no number.
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
}

/// All frames of one coroutine.
#[derive(Clone, Debug)]
pub struct Frames {
    /// The frame; of a forked coroutine, the state that any of its suspensions can be given.
    pub whole: Frame,
    /// What each suspension of a forked coroutine fills; empty for others.
    pub each: IndexVec<SuspendId, Frame>,
}

/// The field that tells suspend points apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index {
    pub offset: u64,
    /// 8, 16 or 32.
    pub bits: u32,
}

/// One occupant of the frame. Occupants that are never there together may overlap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    pub what: Occupant,
    pub offset: u64,
    pub size: u64,
    /// The suspend points where it holds something; all of them for the header.
    pub suspends: SuspendSet,
}

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

/// What a layout may do.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Occupants may share bytes, as far as a debugger does not need them apart.
    pub packing: bool,
    /// The maps leave out, or add, what they must not: for the tests that have to notice.
    pub maps: Maps,
}

/// Lays out all frames.
pub fn lay_out_all(coroutine: &Coroutine, analysis: &Analysis, rules: Rules) -> Frames {
    if coroutine.lowering.is_await() {
        return per_await::lay_out_each(coroutine, analysis);
    }
    Frames { whole: lay_out(coroutine, analysis, rules), each: IndexVec::new() }
}

/// Lays out the frame that serves all suspensions.
pub fn lay_out(coroutine: &Coroutine, analysis: &Analysis, rules: Rules) -> Frame {
    let pointer = coroutine.pointer_bytes;
    let all: SuspendSet = coroutine.suspends.indices().collect();
    let mut packer = packing::Packer::default();
    packer.fix(0, 2 * pointer);
    let mut frame = Frame {
        slots: vec![
            header_slot(Occupant::Resume, 0, pointer, &all),
            header_slot(Occupant::Destroy, pointer, pointer, &all),
        ],
        ..Frame::without_slots(coroutine)
    };
    if let Some(promise) = coroutine.promise {
        let object = &coroutine.objects[promise];
        let offset = (2 * pointer).next_multiple_of(object.align);
        packer.fix(offset, object.size);
        frame.align = frame.align.max(object.align);
        frame.objects[promise] = Some(offset);
        frame.slots.push(header_slot(Occupant::Promise(promise), offset, object.size, &all));
    }
    let (pointers, bytes): (Vec<_>, Vec<_>) = items(coroutine, analysis, rules.packing)
        .into_iter()
        .partition(|(what, _)| pointer_map::is_all_tracked(coroutine, *what));
    place_pointers(&mut frame, &mut packer, pointers, pointer);
    for (what, item) in packing::in_packing_order(bytes) {
        let slot = slot(what, &item, packer.place(item.clone()));
        frame.add(slot, item.align);
    }
    frame.tracked.find_words(coroutine, analysis, &frame.values, &frame.objects, rules.maps);
    place_index(coroutine, &mut packer, &mut frame, &all);
    frame.size = packer.end().next_multiple_of(frame.align);
    frame.slots.sort_by_key(|s| (s.offset, s.size));
    frame
}

/// The pointer area is contiguous: it is laid out by itself, at the first place where it fits.
fn place_pointers(
    frame: &mut Frame,
    packer: &mut packing::Packer,
    pointers: Vec<(Occupant, packing::Item)>,
    pointer: u64,
) {
    let mut area = packing::Packer::default();
    let placed: Vec<_> = packing::in_packing_order(pointers)
        .into_iter()
        .map(|(what, item)| (slot(what, &item, area.place(item.clone())), item.align))
        .collect();
    let align = placed.iter().map(|(_, align)| *align).max().unwrap_or(pointer);
    let offset = packer.reserve(area.end(), align);
    frame.tracked.area = (offset, area.end() / pointer);
    for (slot, align) in placed {
        frame.add(Slot { offset: offset + slot.offset, ..slot }, align);
    }
}

fn slot(what: Occupant, item: &packing::Item, offset: u64) -> Slot {
    Slot { what, offset, size: item.size, suspends: item.suspends.clone() }
}

impl Frame {
    /// A frame in which nothing has a place yet.
    fn without_slots(coroutine: &Coroutine) -> Self {
        Frame {
            size: 0,
            align: coroutine.pointer_bytes,
            slots: Vec::new(),
            index: None,
            values: IndexVec::filled(coroutine.values.len(), None),
            objects: IndexVec::filled(coroutine.objects.len(), None),
            words: IndexVec::filled(coroutine.objects.len(), None),
            tracked: Tracked::default(),
        }
    }

    /// Whether a collector finds pointers in it, so that its state must be told at any time.
    pub fn has_gc_map(&self) -> bool {
        !self.tracked.words.is_empty()
    }

    fn add(&mut self, slot: Slot, align: u64) {
        self.align = self.align.max(align);
        match slot.what {
            Occupant::Value(value) => self.values[value] = Some(slot.offset),
            Occupant::Object(object) => self.objects[object] = Some(slot.offset),
            Occupant::Words(object) => self.words[object] = Some(slot.offset),
            _ => {}
        }
        self.slots.push(slot);
    }
}

fn header_slot(what: Occupant, offset: u64, size: u64, suspends: &SuspendSet) -> Slot {
    Slot { what, offset, size, suspends: suspends.clone() }
}

fn items(coroutine: &Coroutine, analysis: &Analysis, packing: bool) -> Vec<(Occupant, packing::Item)> {
    let values = analysis.stored().map(|id| {
        let (value, live_range) = (&coroutine.values[id], &analysis.live_ranges[id]);
        let item = packing::Item {
            size: value.size,
            // Nobody has the address of a slot: a vector can be loaded from any word, and the frame need not be aligned for it.
            align: value.align.min(coroutine.pointer_bytes),
            suspends: live_range.live_across.clone(),
            conflicts: live_range.conflicts.clone(),
            range: live_range.range.clone(),
            writes: stores(coroutine, id, live_range),
            is_memory: false,
            shares: packing && !coroutine.keep_for_debugger,
        };
        (Occupant::Value(id), item)
    });
    let words = analysis.objects.iter().filter_map(|(id, live_range)| {
        let (object, live_range) = (&coroutine.objects[id], live_range.as_ref()?);
        let is_apart = pointer_map::has_words_apart(coroutine, id);
        let size = object.tracked_words.len() as u64 * coroutine.pointer_bytes;
        is_apart.then(|| (Occupant::Words(id), copied(live_range, size, coroutine.pointer_bytes, packing)))
    });
    let in_frame = analysis.objects.iter().filter(|(id, _)| coroutine.promise != Some(*id));
    let objects = in_frame.filter_map(|(id, live_range)| {
        let (object, live_range) = (&coroutine.objects[id], live_range.as_ref()?);
        if coroutine.lowering.is_await() {
            return Some((Occupant::Object(id), copied(live_range, object.size, object.align, packing)));
        }
        let item = packing::Item {
            size: object.size,
            align: object.align,
            suspends: live_range.live_across.clone(),
            conflicts: SuspendSet::default(),
            range: live_range.range.clone(),
            writes: live_range.writes.clone(),
            is_memory: true,
            // With markers a variable's scope is known, and beyond it no debugger asks for it.
            // A collector looks at tracked words at any time: no other variable's may be found there.
            shares: packing
                && object.tracked_words.is_empty()
                && (!coroutine.keep_for_debugger || object.has_markers()),
        };
        Some((Occupant::Object(id), item))
    });
    values.chain(words).chain(objects).collect()
}

/// A copy of an object's content: written at a save and read after it, as a value is.
fn copied(live_range: &ObjectLiveRange, size: u64, align: u64, packing: bool) -> packing::Item {
    packing::Item {
        size,
        align,
        suspends: live_range.live_across.clone(),
        conflicts: live_range.live_across.clone(),
        range: live_range.range.clone(),
        writes: Vec::new(),
        is_memory: false,
        shares: packing,
    }
}

/// Where a value is written to its slot.
fn stores(coroutine: &Coroutine, value: ValueId, live_range: &LiveRange) -> Vec<Position> {
    let at_definition = (!live_range.made_after_save.is_empty()).then_some(coroutine.values[value].position);
    let saves = live_range.store_at_save.iter().map(|&s| coroutine.blocks[coroutine.suspends[s].save].last);
    let mut positions: Vec<Position> = saves.chain(at_definition).collect();
    positions.sort_unstable();
    positions
}

/// The suspend points that a dispatch has to tell apart: a single final one is told by the null resume function.
fn needs_index(coroutine: &Coroutine) -> bool {
    let finals = coroutine.suspends.iter().filter(|(_, s)| s.is_final).count();
    let others = coroutine.suspends.len() - finals;
    others > 1 || finals > 1 || (finals == 1 && others == 1 && coroutine.ends_by_unwinding)
}

fn place_index(coroutine: &Coroutine, packer: &mut packing::Packer, frame: &mut Frame, all: &SuspendSet) {
    if !needs_index(coroutine) && !frame.has_gc_map() {
        return;
    }
    // One number more for a collector: before the first suspension.
    let bytes: u64 = match coroutine.suspends.len() + usize::from(frame.has_gc_map()) {
        0..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    };
    let last = coroutine.blocks.iter().map(|(_, b)| b.last).max().unwrap_or(0);
    let offset = packer.place(packing::Item {
        size: bytes,
        align: bytes,
        suspends: all.clone(),
        conflicts: all.clone(),
        range: Intervals::from_unsorted(vec![(0, last)]),
        writes: vec![0],
        is_memory: true,
        shares: false,
    });
    let bits = u32::try_from(8 * bytes).expect("at most 32");
    frame.index = Some(Index { offset, bits });
    frame.slots.push(header_slot(Occupant::Index, offset, bytes, all));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model_builder::ModelBuilder;

    /// `count` phases: a value of 8 bytes lives across each of `count` suspensions.
    fn phases(count: usize) -> Coroutine {
        let mut m = ModelBuilder::new("f");
        let (out, end) = (m.block(), m.block());
        let mut block = m.block();
        for _ in 0..count {
            let next = m.block();
            m.suspend(block, out, next, end);
            let value = m.value(block, 1, 8);
            m.used(value, next, 0);
            block = next;
        }
        m.finish()
    }

    fn frame(coroutine: &Coroutine, packing: bool) -> Frame {
        let rules = Rules { packing, maps: Maps::Exact };
        lay_out(coroutine, &analyse(coroutine).expect("storable"), rules)
    }

    #[test]
    fn phases_share_one_slot() {
        assert_eq!(frame(&phases(100), true).size, 32);
    }

    #[test]
    fn without_packing_each_has_its_own() {
        assert_eq!(frame(&phases(100), false).size, 16 + 800 + 8);
    }

    #[test]
    fn one_suspend_point_needs_no_index() {
        let frame = frame(&phases(1), true);
        assert_eq!((frame.index, frame.size), (None, 24));
    }

    #[test]
    fn a_big_promise_keeps_its_place() {
        let mut coroutine = phases(1);
        let mut m = ModelBuilder::new("unused");
        m.block();
        m.object("promise", 64, &[]);
        let donor = m.finish();
        let (_, object) = donor.objects.iter().next().expect("one object");
        let promise = coroutine.objects.push(crate::model::Object { align: 64, ..object.clone() });
        coroutine.promise = Some(promise);
        let frame = frame(&coroutine, true);
        assert_eq!((frame.objects[promise], frame.align, frame.size), (Some(64), 64, 128));
    }
}
