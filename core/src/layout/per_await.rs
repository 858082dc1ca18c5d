//! The frames of a coroutine with awaits: each suspension fills one of its own.
//!
//! Nothing is kept from one frame to the next, so a frame has what its suspension captures and no more, one after the other.
//! Where a suspension fills a state that it is given, the byte area begins after the largest pointer area of all: whoever
//! gave the state knows two numbers, and a runtime that knows them only finds the pointers.

use crate::analysis::Analysis;
use crate::index::IndexVec;
use crate::model::{Coroutine, StateKind, SuspendId};
use crate::sets::suspend_set::SuspendSet;

use crate::layout::frame::{Frame, Frames, Slot, header_slot};
use crate::layout::item::Item;
use crate::layout::items::items;
use crate::layout::occupant::Occupant;
use crate::layout::{packing, pointer_map};

/// Something that some suspension captures.
type Captured = (Occupant, Item);

/// What one suspension captures.
#[derive(Clone, Default)]
struct Content<'a> {
    pointers: Vec<&'a Captured>,
    bytes: Vec<&'a Captured>,
}

/// Lays out a frame for each suspension, and the state that any of them can be given.
pub fn lay_out_each(coroutine: &Coroutine, analysis: &Analysis) -> Frames {
    let pointer = coroutine.pointer_bytes;
    let items = items_of(coroutine, analysis);
    let contents = contents(coroutine, &items);
    let is_stored = |id: SuspendId| coroutine.suspends[id].state != StateKind::Constant;
    let mut room = Room { words: 0, bytes: 0 };
    for (_, content) in contents.iter().filter(|(id, _)| is_stored(*id)) {
        room.words = room.words.max(end_of(&stacked(&content.pointers, 0)) / pointer);
        room.bytes = room.bytes.max(end_of(&stacked(&content.bytes, 0)).next_multiple_of(pointer));
    }
    let each = contents.iter().map(|(id, content)| {
        let is_given = coroutine.suspends[id].state == StateKind::Given;
        frame(coroutine, id, content, is_given.then_some(room))
    });
    let each = each.collect();
    Frames { whole: state(coroutine, room), each }
}

/// How much any suspension stores: words of the pointer area, bytes of the byte area.
#[derive(Clone, Copy)]
struct Room {
    words: u64,
    bytes: u64,
}

/// What is captured at all, in the order of frames.
fn items_of(coroutine: &Coroutine, analysis: &Analysis) -> Vec<Captured> {
    let mut items = packing::in_packing_order(items(coroutine, analysis, true));
    for (_, item) in &mut items {
        // Frames are accessed by loads, stores and copies of this module only: nothing needs more than a word's alignment,
        // and so any memory can hold a frame.
        item.align = item.align.min(coroutine.pointer_bytes);
    }
    items
}

fn contents<'a>(coroutine: &Coroutine, items: &'a [Captured]) -> IndexVec<SuspendId, Content<'a>> {
    let mut contents = IndexVec::filled(coroutine.suspends.len(), Content::default());
    for captured in items {
        let is_tracked = pointer_map::is_all_tracked(coroutine, captured.0);
        for suspend in captured.1.suspends.iter() {
            let content: &mut Content = &mut contents[suspend];
            let area = if is_tracked { &mut content.pointers } else { &mut content.bytes };
            area.push(captured);
        }
    }
    contents
}

/// The places (begin, end) of `items`, one after the other from `begin` on.
fn stacked(items: &[&Captured], begin: u64) -> Vec<(u64, u64)> {
    let mut end = begin;
    let place = |(_, item): &&Captured| {
        let offset = end.next_multiple_of(item.align);
        end = offset + item.size;
        (offset, end)
    };
    items.iter().map(place).collect()
}

fn end_of(places: &[(u64, u64)]) -> u64 {
    places.last().map_or(0, |(_, end)| *end)
}

/// The frame of one suspension; `room` where it is given its state.
fn frame(coroutine: &Coroutine, id: SuspendId, content: &Content<'_>, room: Option<Room>) -> Frame {
    let pointer = coroutine.pointer_bytes;
    let Content { pointers, bytes } = content;
    let area = 2 * pointer;
    let places = stacked(pointers, area);
    let words = (end_of(&places).max(area) - area) / pointer;
    let begin = area + room.map_or(words, |room| room.words) * pointer;
    let byte_places = stacked(bytes, begin);
    let size = match room {
        Some(room) => begin + room.bytes,
        None => end_of(&byte_places).max(begin).next_multiple_of(pointer),
    };
    let own = SuspendSet::from_iter([id]);
    let mut frame = empty(coroutine, &own, size);
    frame.tracked.area = (area, words);
    for ((what, item), (offset, _)) in pointers.iter().zip(places).chain(bytes.iter().zip(byte_places)) {
        frame.add(Slot { what: *what, offset, size: item.size, suspends: own.clone() }, pointer);
    }
    frame.tracked.take_area(pointer);
    frame
}

/// What a state has to hold, whichever suspension fills it.
fn state(coroutine: &Coroutine, room: Room) -> Frame {
    let pointer = coroutine.pointer_bytes;
    let all: SuspendSet = coroutine.suspends.indices().collect();
    let mut frame = empty(coroutine, &all, (2 + room.words) * pointer + room.bytes);
    frame.tracked.area = (2 * pointer, room.words);
    frame.tracked.take_area(pointer);
    frame
}

/// A frame with nothing but its header.
fn empty(coroutine: &Coroutine, suspends: &SuspendSet, size: u64) -> Frame {
    let pointer = coroutine.pointer_bytes;
    Frame {
        size,
        slots: vec![
            header_slot(Occupant::Resume, 0, pointer, suspends),
            header_slot(Occupant::Destroy, pointer, pointer, suspends),
        ],
        ..Frame::of_few(coroutine)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::model::Lowering;
    use crate::model::{BlockId, ValueClass};
    use crate::model_builder::ModelBuilder;

    /// Two suspensions: across the first live two pointers and 4 bytes, across the second a pointer and 8 bytes.
    fn frames(kinds: [StateKind; 2]) -> Frames {
        let mut m = ModelBuilder::new("f");
        let (out, end) = (m.block(), m.block());
        let blocks: Vec<BlockId> = (0..3).map(|_| m.block()).collect();
        for (pair, kind) in blocks.windows(2).zip(kinds) {
            m.suspend_with(pair[0], out, pair[1], end, kind);
        }
        let mut coroutine = {
            let sizes: [&[u64]; 2] = [&[8, 8, 4], &[8, 8]];
            for (sizes, pair) in sizes.iter().zip(blocks.windows(2)) {
                for &size in *sizes {
                    let value = m.value(pair[0], 1, size);
                    m.used(value, pair[1], 0);
                }
            }
            m.finish()
        };
        coroutine.lowering = Lowering::Await;
        // The last value of each suspension is data.
        for number in [0, 1, 3] {
            let id = coroutine.values.indices().nth(number).expect("five values");
            coroutine.values[id].class = ValueClass::Tracked;
        }
        lay_out_each(&coroutine, &analyse(&coroutine).expect("storable"))
    }

    #[test]
    fn a_new_frame_has_what_it_captures() {
        let frames = frames([StateKind::New, StateKind::New]);
        let sizes: Vec<u64> = frames.each.iter().map(|(_, frame)| frame.size).collect();
        assert_eq!(sizes, [16 + 16 + 8, 16 + 8 + 8]);
        assert_eq!((frames.whole.size, frames.whole.tracked.area), (16 + 16 + 8, (16, 2)));
    }

    #[test]
    fn a_given_state_has_its_bytes_after_the_largest_pointer_area() {
        let frames = frames([StateKind::New, StateKind::Given]);
        let second = &frames.each.iter().nth(1).expect("two").1;
        assert_eq!((second.size, second.tracked.area), (frames.whole.size, (16, 1)));
        let bytes = second.slots.iter().filter(|slot| slot.offset >= 32).count();
        assert_eq!(bytes, 1);
    }

    #[test]
    fn what_has_no_state_needs_no_room() {
        let frames = frames([StateKind::Constant, StateKind::Given]);
        assert_eq!(frames.whole.tracked.area, (16, 1));
    }
}
