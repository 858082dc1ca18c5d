//! Where everything stands in the frame.
//!
//! In comes what the analysis found; out goes a [`Frame`]: offsets in bytes, pure arithmetic. The beginning is LLVM's
//! ABI (`llvm/docs/Coroutines.rst`, "Coroutine frame"): the resume function, the destroy function, then the promise at the next
//! multiple of its alignment. `llvm.coro.promise`, `llvm.coro.done` and coro-elide rely on these places. Then the pointer area, whose
//! words a collector looks at (`pointer_map`), and the byte area.

mod frame;
mod item;
mod items;
pub mod limits;
mod occupant;
mod offsets;
mod packing;
mod per_await;
mod pointer_map;
pub mod report;

use crate::analysis::Analysis;
use crate::index::IndexVec;
use crate::layout::frame::header_slot;
use crate::layout::item::Item;
use crate::layout::items::items;
use crate::model::Coroutine;
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;

pub use frame::{Frame, Frames, Index, Slot};
pub use occupant::Occupant;
pub use offsets::Offsets;
pub use pointer_map::{Maps, Tracked};

/// What a layout may do.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// Occupants may share bytes, unless a debugger needs separate bytes.
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
        frame.objects.place(promise, offset);
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
    pointers: Vec<(Occupant, Item)>,
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

fn slot(what: Occupant, item: &Item, offset: u64) -> Slot {
    Slot { what, offset, size: item.size, suspends: item.suspends.clone() }
}

/// The suspend points that a dispatch distinguishes by number. A single final one is marked by the null resume function instead.
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
    let offset = packer.place(Item {
        size: bytes,
        align: bytes,
        suspends: all.clone(),
        conflicts: all.clone(),
        range: Intervals::from_unsorted(vec![(0, last)]),
        writes: vec![0],
        is_memory: true,
        may_overlap: false,
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

    /// `count` phases: a value of 8 bytes is live across each of `count` suspensions.
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
