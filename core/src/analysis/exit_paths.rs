//! What is live across a suspension is needed on the exit path after it as well: the frame is complete from the save on, and memory
//! in the frame that the exit path writes must not have bytes of it.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, ObjectId, Position, SuspendId, ValueId};
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;

use std::rc::Rc;

use crate::analysis::liveness::LiveRange;
use crate::analysis::object_liveness::ObjectLiveRange;

/// The blocks that control comes to after `suspend`, in the same activation, before the next save.
pub fn blocks_after(coroutine: &Coroutine, suspend: SuspendId) -> Vec<BlockId> {
    let is_save = |block: BlockId| coroutine.suspends.iter().any(|(_, suspend)| suspend.save == block);
    let mut seen = IndexVec::<BlockId, bool>::filled(coroutine.blocks.len(), false);
    let (mut found, mut work) = (Vec::new(), vec![coroutine.suspends[suspend].suspended]);
    while let Some(block) = work.pop() {
        if std::mem::replace(&mut seen[block], true) || is_save(block) {
            continue;
        }
        found.push(block);
        let edges = &coroutine.blocks[block].successors;
        work.extend(edges.iter().filter(|e| !e.kind.is_suspension()).map(|e| e.block));
    }
    found
}

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
    let after = |suspend| {
        let blocks = blocks_after(coroutine, suspend).into_iter().filter(|&block| written[block]);
        blocks.map(|block| (coroutine.blocks[block].first, coroutine.blocks[block].last)).collect()
    };
    let after: IndexVec<SuspendId, Vec<(Position, Position)>> =
        coroutine.suspends.indices().map(after).collect();
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
        let block = coroutine.blocks.partition_point(|block| block.last < position);
        let block = <BlockId as crate::index::Idx>::from_usize(block);
        if coroutine.blocks.get(block).is_some() {
            written[block] = post_save[block];
        }
    }
    written
}
