//! The suspensions after which nothing of the coroutine uses a variable that is kept across them.

use crate::analysis::Analysis;
use crate::index::{Idx, IndexVec};
use crate::model::{BlockId, Coroutine, Event, EventKind, InstId, ObjectId, SuspendId};

/// The suspend points that `object` is live across, although no path leads from them to a use of its content: it is kept because
/// somebody else may know its address, or because its scope goes on. Uses that `is_scope_end` knows do not count.
pub fn unused_after(
    coroutine: &Coroutine,
    analysis: &Analysis,
    object: ObjectId,
    is_scope_end: &dyn Fn(InstId) -> bool,
) -> Vec<SuspendId> {
    let Some(live_range) = &analysis.objects[object] else { return Vec::new() };
    let mut events: Vec<&Event> =
        coroutine.objects[object].events.iter().filter(|event| !is_scope_end(inst_of(event))).collect();
    events.sort_by_key(|event| event.position);
    let across = live_range.live_across.iter();
    across.filter(|&suspend| !is_used_after(coroutine, &events, suspend)).collect()
}

/// The instruction that an event is about.
pub fn inst_of(event: &Event) -> InstId {
    InstId::from_usize(event.position as usize)
}

/// Whether a path from `suspend` leads to a use of the content: what comes before all markers. `events` are sorted.
fn is_used_after(coroutine: &Coroutine, events: &[&Event], suspend: SuspendId) -> bool {
    let leave = coroutine.suspends[suspend].leave;
    let entries = coroutine.blocks[leave].successors.iter();
    let mut work: Vec<BlockId> =
        entries.filter(|edge| edge.kind.is_suspension()).map(|edge| edge.block).collect();
    let mut seen: IndexVec<BlockId, bool> = IndexVec::filled(coroutine.blocks.len(), false);
    while let Some(block) = work.pop() {
        if std::mem::replace(&mut seen[block], true) {
            continue;
        }
        let range = &coroutine.blocks[block];
        let from = events.partition_point(|event| event.position < range.first);
        match events.get(from).filter(|event| event.position <= range.last).map(|event| event.kind) {
            None => work.extend(coroutine.blocks[block].successors.iter().map(|edge| edge.block)),
            // The content before a marker, or before a store that covers all of it, is not looked at.
            Some(EventKind::Start | EventKind::End | EventKind::Overwrite) => {}
            Some(EventKind::Access | EventKind::Escape) => return true,
        }
    }
    false
}
