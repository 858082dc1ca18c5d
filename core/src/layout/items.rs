//! What the analysis wants in the frame, as items that can be placed.

use crate::analysis::{Analysis, LiveRange, ObjectLiveRange};
use crate::layout::item::Item;
use crate::layout::occupant::Occupant;
use crate::layout::pointer_map;
use crate::model::{Coroutine, Position, ValueId};
use crate::sets::suspend_set::SuspendSet;

/// What has to stand in the frame beside the header.
pub(super) fn items(coroutine: &Coroutine, analysis: &Analysis, packing: bool) -> Vec<(Occupant, Item)> {
    let values = analysis.stored().map(|id| {
        let (value, live_range) = (&coroutine.values[id], &analysis.live_ranges[id]);
        let item = Item {
            size: value.size,
            // Nobody has the address of a slot: a vector can be loaded from any word, and the frame need not be aligned for it.
            align: value.align.min(coroutine.pointer_bytes),
            suspends: live_range.live_across.clone(),
            conflicts: live_range.conflicts.clone(),
            range: live_range.range.clone(),
            writes: stores(coroutine, id, live_range),
            is_memory: false,
            may_overlap: packing && !coroutine.keep_for_debugger,
        };
        (Occupant::Value(id), item)
    });
    let words = analysis.objects.iter().filter_map(|(id, live_range)| {
        let (object, live_range) = (&coroutine.objects[id], live_range.as_ref()?);
        let is_separate = pointer_map::has_separate_words(coroutine, id);
        let size = object.tracked_words.len() as u64 * coroutine.pointer_bytes;
        is_separate.then(|| (Occupant::Words(id), copied(live_range, size, coroutine.pointer_bytes, packing)))
    });
    let in_frame = analysis.objects.iter().filter(|(id, _)| coroutine.promise != Some(*id));
    let objects = in_frame.filter_map(|(id, live_range)| {
        let (object, live_range) = (&coroutine.objects[id], live_range.as_ref()?);
        if coroutine.lowering.is_await() {
            return Some((Occupant::Object(id), copied(live_range, object.size, object.align, packing)));
        }
        let item = Item {
            size: object.size,
            align: object.align,
            suspends: live_range.live_across.clone(),
            conflicts: SuspendSet::default(),
            range: live_range.range.clone(),
            writes: live_range.writes.clone(),
            is_memory: true,
            // With markers a variable's scope is known, and beyond it no debugger asks for it.
            // A collector looks at tracked words at any time: no other variable's may be found there.
            may_overlap: packing
                && object.tracked_words.is_empty()
                && (!coroutine.keep_for_debugger || object.has_markers()),
        };
        Some((Occupant::Object(id), item))
    });
    values.chain(words).chain(objects).collect()
}

/// A copy of an object's content: written at a save and read after it, as a value is.
fn copied(live_range: &ObjectLiveRange, size: u64, align: u64, packing: bool) -> Item {
    Item {
        size,
        align,
        suspends: live_range.live_across.clone(),
        conflicts: live_range.live_across.clone(),
        range: live_range.range.clone(),
        writes: Vec::new(),
        is_memory: false,
        may_overlap: packing,
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
