//! What is live across a suspension is needed on the exit path after it as well: the frame is complete from the save on, and memory
//! in the frame that the exit path writes must not have bytes of it.

use std::rc::Rc;

use crate::analysis::liveness::LiveRange;
use crate::analysis::object_liveness::ObjectLiveRange;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, ObjectId, Position, Suspend, SuspendId, ValueId};
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;
use crate::walk::walk;

/// Adds to each live range the blocks of exit paths in which memory of the frame is written. Most coroutines have none.
pub(super) fn extend(
    coroutine: &Coroutine,
    post_save: &IndexVec<BlockId, bool>,
    objects: &mut IndexVec<ObjectId, Option<ObjectLiveRange>>,
    live_ranges: &mut IndexVec<ValueId, Rc<LiveRange>>,
) {
    let written = written_blocks(coroutine, post_save, objects);
    if written.iter().all(|(_, is_written)| !is_written) {
        return;
    }
    let saves = coroutine.saves();
    // In the same activation, before the next save.
    let is_before_save = |block: &BlockId| saves[*block].is_none();
    let next = |block: BlockId| {
        let edges = coroutine.blocks[block].successors.iter().filter(|e| e.kind.is_in_ramp());
        edges.map(|e| e.block).filter(is_before_save)
    };
    let after = |(_, suspend): (SuspendId, &Suspend)| {
        let blocks = walk([suspend.suspended].into_iter().filter(is_before_save), next);
        let blocks = blocks.filter(|&block| written[block]);
        blocks.map(|block| (coroutine.blocks[block].first, coroutine.blocks[block].last)).collect()
    };
    let after: IndexVec<SuspendId, Vec<(Position, Position)>> =
        coroutine.suspends.iter().map(after).collect();
    let extended = |range: &Intervals, live_across: &SuspendSet| {
        let more: Vec<_> = live_across.iter().flat_map(|suspend| &after[suspend]).copied().collect();
        (!more.is_empty())
            .then(|| Intervals::from_unsorted(range.ranges().iter().copied().chain(more).collect()))
    };
    for id in live_ranges.indices() {
        if let Some(range) = extended(&live_ranges[id].range, &live_ranges[id].live_across) {
            Rc::make_mut(&mut live_ranges[id]).range = range;
        }
    }
    for id in objects.indices() {
        let Some(object) = &mut objects[id] else { continue };
        if let Some(range) = extended(&object.range, &object.live_across) {
            object.range = range;
        }
    }
}

/// The blocks after a save in which memory of the frame is written.
fn written_blocks(
    coroutine: &Coroutine,
    post_save: &IndexVec<BlockId, bool>,
    objects: &IndexVec<ObjectId, Option<ObjectLiveRange>>,
) -> IndexVec<BlockId, bool> {
    let mut written = IndexVec::filled(coroutine.blocks.len(), false);
    let in_frame = objects.iter().filter(|(id, _)| coroutine.promise != Some(*id));
    for &position in in_frame.filter_map(|(_, object)| object.as_ref()).flat_map(|object| &object.writes) {
        if let Some(block) = coroutine.block_at(position) {
            written[block] = post_save[block];
        }
    }
    written
}
