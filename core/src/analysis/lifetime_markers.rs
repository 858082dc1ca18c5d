//! What becomes of the lifetime markers of the objects that are not in the frame.
//!
//! Such an object is an alloca of each function that the split makes. LLVM merges the stack slots of allocas whose lifetimes do
//! not overlap, so a marker must be true in the function that it stands in. A lifetime that is open across a suspension has its
//! start in another function: every clone that goes on from there opens it again.
//!
//! The markers are kept only where each access in the source has a start before it on every path, with no end in between. Then
//! the same holds in each function: on a path from a suspension that the lifetime is open across, the clone opens it; on all
//! others the source has a start after the suspension. Otherwise the alloca gets none: its memory is valid as long as its function runs.

use crate::analysis::object_liveness::first_in_blocks;
use crate::graph::bit_dataflow;
use crate::graph::bit_dataflow::{Dataflow, Dataflows, GROUP, Group};
use crate::index::IndexVec;
use crate::model::{Coroutine, Event, EventKind, Object, ObjectId};
use crate::sets::suspend_set::SuspendSet;

/// What becomes of the lifetime markers of one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markers {
    /// They are erased: the object is in the frame, or an access may have no start before it.
    Erased,
    /// They stay. The lifetime is open across these suspend points, on some path at least.
    Kept {
        /// The suspend points.
        open_across: SuspendSet,
    },
}

/// Decides for each object; `in_frame` says which the frame has.
pub fn settle(
    coroutine: &Coroutine,
    dataflows: &mut Dataflows<'_>,
    in_frame: impl Fn(ObjectId) -> bool,
) -> IndexVec<ObjectId, Markers> {
    let mut settled = IndexVec::filled(coroutine.objects.len(), Markers::Erased);
    let has_true_markers = |object: &Object| !object.has_unclear_markers && object.has_markers();
    let kept = coroutine.objects.iter().filter(|(id, object)| !in_frame(*id) && has_true_markers(object));
    let kept: Vec<ObjectId> = kept.map(|(id, _)| id).collect();
    for group in kept.chunks(GROUP) {
        let events: Vec<Vec<Event>> = group.iter().map(|&id| by_position(&coroutine.objects[id])).collect();
        let open_across = find_open(&mut dataflows.forward, &events);
        let unproven = find_unproven(coroutine, &mut dataflows.forward, &events);
        for (member, (&id, open_across)) in group.iter().zip(open_across).enumerate() {
            if !bit_dataflow::has(unproven, member) {
                settled[id] = Markers::Kept { open_across };
            }
        }
    }
    settled
}

fn by_position(object: &Object) -> Vec<Event> {
    let mut events = object.events.clone();
    events.sort_unstable_by_key(|e| e.position);
    events
}

fn is_marker(event: &Event) -> bool {
    matches!(event.kind, EventKind::Start | EventKind::End)
}

/// The last marker of each block that has one; `events` are by position.
fn last_markers(events: &[Event]) -> impl Iterator<Item = &Event> {
    first_in_blocks(events.iter().rev().filter(|e| is_marker(e)))
}

/// For each member of the group the suspend points that its lifetime may be open across.
fn find_open(forward: &mut Dataflow<'_>, group: &[Vec<Event>]) -> Vec<SuspendSet> {
    forward.clear();
    for (member, events) in group.iter().enumerate() {
        for marker in last_markers(events) {
            forward.stop(marker.block, member);
            if marker.kind == EventKind::Start {
                forward.start(marker.block, member);
            }
        }
    }
    forward.run();
    let crossings = forward.crossings();
    bit_dataflow::crossed_by(
        group.len(),
        crossings.into_iter().map(|suspend| (suspend, forward.crosses(suspend))),
    )
}

/// The members of the group with an access that some path leads to without a start, or from an end.
fn find_unproven(coroutine: &Coroutine, forward: &mut Dataflow<'_>, group: &[Vec<Event>]) -> Group {
    let entry = coroutine.entry();
    forward.clear();
    for (member, events) in group.iter().enumerate() {
        let mut is_marked_in_entry = false;
        for marker in last_markers(events) {
            is_marked_in_entry |= marker.block == entry;
            forward.stop(marker.block, member);
            if marker.kind == EventKind::End {
                forward.start(marker.block, member);
            }
        }
        if !is_marked_in_entry {
            forward.start(entry, member);
        }
    }
    forward.run();
    let mut unproven: Group = 0;
    for (member, events) in group.iter().enumerate() {
        let mut block = None;
        let mut is_closed = false;
        for event in events {
            if block.replace(event.block) != Some(event.block) {
                is_closed = event.block == entry || bit_dataflow::has(forward.arrives(event.block), member);
            }
            match event.kind {
                EventKind::Start => is_closed = false,
                EventKind::End => is_closed = true,
                EventKind::Access | EventKind::Escape | EventKind::Overwrite => {
                    unproven |= Group::from(is_closed) << member;
                }
            }
        }
    }
    unproven
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SuspendId;
    use crate::model_builder::ModelBuilder;
    use EventKind::{Access, End, Start};

    fn settled(m: ModelBuilder) -> Markers {
        let coroutine = m.finish();
        let mut dataflows = Dataflows::new(&coroutine);
        let all = settle(&coroutine, &mut dataflows, |_| false);
        all.iter().next().expect("one object").1.clone()
    }

    fn open(across: impl IntoIterator<Item = SuspendId>) -> Markers {
        Markers::Kept { open_across: SuspendSet::from_iter(across) }
    }

    #[test]
    fn a_lifetime_that_starts_before_the_suspension_is_open_across_it() {
        let (mut m, [_, b, c], [_, second]) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(b, 1, Start), (c, 1, Access), (c, 2, End)]);
        assert_eq!(settled(m), open([second]));
    }

    #[test]
    fn a_lifetime_within_one_activation_is_open_across_nothing() {
        let (mut m, [_, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(b, 1, Start), (b, 2, Access), (b, 3, End)]);
        assert_eq!(settled(m), open([]));
    }

    #[test]
    fn an_access_without_a_start_on_some_path_erases_the_markers() {
        let (mut m, [a, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 1, Access), (b, 1, Start), (b, 2, Access)]);
        assert_eq!(settled(m), Markers::Erased);
        let (mut m, [_, b, c], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(b, 1, Start), (b, 3, End), (c, 1, Access)]);
        assert_eq!(settled(m), Markers::Erased);
    }

    #[test]
    fn an_end_in_a_loop_closes_the_lifetime_for_the_next_iteration() {
        let mut m = ModelBuilder::new("f");
        let (entry, body, out) = (m.block(), m.block(), m.block());
        m.edge(entry, body);
        m.edge(body, body);
        m.edge(body, out);
        m.object("o", 8, &[(entry, 1, Start), (body, 1, Access), (body, 2, End)]);
        assert_eq!(settled(m), Markers::Erased);
    }

    #[test]
    fn more_objects_than_a_group_are_settled_alike() {
        let (mut m, [_, b, c], [_, second]) = ModelBuilder::two_suspensions();
        for _ in 0..GROUP + 3 {
            m.object("o", 8, &[(b, 1, Start), (c, 1, Access)]);
        }
        let coroutine = m.finish();
        let all = settle(&coroutine, &mut Dataflows::new(&coroutine), |_| false);
        assert!(all.iter().all(|(_, markers)| *markers == open([second])));
    }
}
