//! For one memory object (an alloca): where its content matters, and at which suspensions it has to be in the frame.
//!
//! The content matters where it may have been made (forwards from any access, until a lifetime marker) and may still be
//! looked at (backwards from an access; anywhere, once the address has escaped). Where the address has escaped before a
//! `lifetime.start`, others may write directly after it, unseen. Between `lifetime.end` and the next
//! `lifetime.start`, and before a store that covers all of it, there is no content (LLVM language reference, "Memory
//! use markers").

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::analysis::alloca_instances;
use crate::graph::bit_dataflow;
use crate::graph::bit_dataflow::{Dataflow, Dataflows, GROUP, Group};
use crate::graph::scc::Components;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Event, EventKind, Object, Position};
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;
use crate::walk::{Seen, Visited};

/// Where an object's content matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectLiveRange {
    /// The suspend points that the content is live across.
    pub live_across: SuspendSet,
    /// The positions at which the content matters.
    pub range: Intervals,
    /// Where it may be written, sorted. These include writes that are never read.
    pub writes: Vec<Position>,
}

/// An object whose live range is being computed, and the ranges of positions at which its content exists.
#[derive(Default)]
struct Candidate {
    /// By position.
    events: Vec<Event>,
    writes: Vec<Event>,
    /// The content is live from where it is made, accessed later or not: other code may read it, or a debugger, which shows a
    /// variable as long as it is in scope.
    has_gc_map: bool,
    made: Vec<(Position, Position)>,
    wanted: Vec<(Position, Position)>,
}

/// Finds object lifetimes, those of a group at once.
#[derive(Debug)]
pub struct ObjectWalker<'a> {
    coroutine: &'a Coroutine,
    /// Blocks that some resumed or destroying activation runs. An access elsewhere is the ramp's, and no suspension
    /// leads to it.
    in_clones: &'a IndexVec<BlockId, bool>,
    /// Made for the first object that needs it.
    components: OnceCell<Components>,
    seen: Visited<BlockId>,
    work: Vec<BlockId>,
}

impl<'a> ObjectWalker<'a> {
    /// For the objects of `coroutine`; `in_clones` says which blocks a resumed or destroying activation reaches.
    pub fn new(coroutine: &'a Coroutine, in_clones: &'a IndexVec<BlockId, bool>) -> Self {
        ObjectWalker {
            coroutine,
            in_clones,
            components: OnceCell::new(),
            seen: Visited::new(coroutine.blocks.len()),
            work: Vec::new(),
        }
    }

    /// The live ranges of `objects`, in their order.
    pub fn live_ranges(
        &mut self,
        dataflows: &mut Dataflows<'_>,
        objects: &[&Object],
    ) -> Vec<ObjectLiveRange> {
        objects.chunks(GROUP).flat_map(|group| self.live_ranges_of(dataflows, group)).collect()
    }

    fn live_ranges_of(&mut self, dataflows: &mut Dataflows<'_>, objects: &[&Object]) -> Vec<ObjectLiveRange> {
        let Dataflows { forward, backward } = dataflows;
        let mut group: Vec<Candidate> = objects.iter().map(|object| self.candidate(object)).collect();
        self.find_made(forward, &mut group);
        let crossings = forward.crossings();
        let mut live_after: Vec<Group> = crossings.iter().map(|&s| forward.crosses(s)).collect();
        let crossing = live_after.iter().fold(0, |all, crossing| all | crossing);
        let mapped = (0..).zip(&group).filter(|(_, found)| found.has_gc_map);
        let narrowed = mapped.fold(crossing, |narrowed, (member, _): (usize, _)| narrowed & !(1 << member));
        if narrowed != 0 {
            self.find_wanted(backward, &mut group, narrowed, true);
            for (suspend, crossing) in crossings.iter().zip(&mut live_after) {
                *crossing &= backward.crosses(*suspend) | !narrowed;
            }
            self.find_wanted(backward, &mut group, narrowed, false);
        }
        let live_across = bit_dataflow::crossed_by(group.len(), crossings.into_iter().zip(live_after));
        let live_ranges =
            group.into_iter().zip(live_across).enumerate().map(|(member, (found, live_across))| {
                let mut range = Intervals::from_unsorted(found.made);
                if bit_dataflow::has(narrowed, member) {
                    range = range.intersection(&Intervals::from_unsorted(found.wanted));
                }
                ObjectLiveRange {
                    live_across,
                    range,
                    writes: found.writes.iter().map(|e| e.position).collect(),
                }
            });
        live_ranges.collect()
    }

    fn candidate(&mut self, object: &Object) -> Candidate {
        let mut events = object.events.clone();
        let components = || self.components.get_or_init(|| Components::new(self.coroutine));
        if alloca_instances::is_renewed(self.coroutine, object, components) {
            let value = &self.coroutine.values[object.value];
            events.push(Event { block: value.block, position: value.position, kind: EventKind::Start });
        }
        events.sort_unstable_by_key(|e| e.position);
        let writes = self.writes(&events);
        let is_in_scope = self.coroutine.keep_for_debugger && object.has_markers();
        Candidate { events, writes, has_gc_map: object.escapes() || is_in_scope, ..Candidate::default() }
    }

    /// The events from which on there may be content: each access, and each start where others know the address.
    fn writes(&mut self, events: &[Event]) -> Vec<Event> {
        let is_access = |e: &Event| !matches!(e.kind, EventKind::Start | EventKind::End);
        let has = |kind: EventKind| events.iter().any(|e| e.kind == kind);
        let known = has(EventKind::Escape) && has(EventKind::Start);
        let known = if known { self.starts_after_escapes(events) } else { Vec::new() };
        let begins = |e: &&Event| is_access(e) || known.binary_search(&e.position).is_ok();
        events.iter().filter(begins).copied().collect()
    }

    /// The positions of the starts that an escape can come before, sorted. `events` are.
    fn starts_after_escapes(&mut self, events: &[Event]) -> Vec<Position> {
        let of_kind = |kind: EventKind| events.iter().filter(move |e| e.kind == kind);
        let components = self.components.get_or_init(|| Components::new(self.coroutine));
        let reaches_a_start =
            |block: BlockId| of_kind(EventKind::Start).any(|s| components.may_precede(block, s.block));
        self.seen.clear();
        let mut first_here: FxHashMap<BlockId, Position> = FxHashMap::default();
        for escape in of_kind(EventKind::Escape) {
            first_here.entry(escape.block).or_insert(escape.position);
            self.work.push(escape.block);
            while let Some(block) = self.work.pop() {
                for edge in &self.coroutine.blocks[block].successors {
                    let is_new = !self.seen.contains(edge.block);
                    if is_new && reaches_a_start(edge.block) {
                        self.seen.insert(edge.block);
                        self.work.push(edge.block);
                    }
                }
            }
        }
        let is_known = |s: &&Event| {
            self.seen.contains(s.block) || first_here.get(&s.block).is_some_and(|p| *p < s.position)
        };
        of_kind(EventKind::Start).filter(is_known).map(|s| s.position).collect()
    }

    /// Where the content of the writes may still exist: up to a marker that ends it.
    fn find_made(&self, forward: &mut Dataflow<'_>, group: &mut [Candidate]) {
        let gone = |e: &&Event| matches!(e.kind, EventKind::Start | EventKind::End);
        forward.clear();
        for (member, found) in group.iter_mut().enumerate() {
            for write in &found.writes {
                // After a start, others may write the bytes.
                let after = found.events.partition_point(|e| e.position <= write.position);
                let here = found.events[after..].iter().take_while(|e| e.block == write.block);
                let last = here.clone().find(gone).map(|end| end.position);
                if last.is_none() {
                    forward.start(write.block, member);
                }
                let last = last.unwrap_or(self.coroutine.blocks[write.block].last);
                found.made.push((write.position, last));
            }
            found.events.iter().filter(gone).for_each(|e| forward.stop(e.block, member));
        }
        forward.run();
        for (member, found) in group.iter_mut().enumerate() {
            let ends = first_in_blocks(found.events.iter().filter(gone));
            for end in ends.filter(|e| bit_dataflow::has(forward.arrives(e.block), member)) {
                found.made.push((self.coroutine.blocks[end.block].first, end.position));
            }
        }
        forward.visit_live(|member, range| group[member].made.push(range));
    }

    /// Where an access to a member of `wanted` may still follow: one in a clone if `in_clones`, otherwise one in the ramp.
    fn find_wanted(
        &self,
        backward: &mut Dataflow<'_>,
        group: &mut [Candidate],
        wanted: Group,
        in_clones: bool,
    ) {
        let makes = |e: &&Event| matches!(e.kind, EventKind::Start | EventKind::Overwrite);
        let reads = |e: &&Event| matches!(e.kind, EventKind::Access | EventKind::Escape);
        backward.clear();
        for member in bit_dataflow::members(wanted) {
            let found = &mut group[member];
            for read in found.events.iter().filter(reads).filter(|e| self.in_clones[e.block] == in_clones) {
                let upto = found.events.partition_point(|e| e.position <= read.position);
                let here = found.events[..upto].iter().rev().take_while(|e| e.block == read.block);
                let first = here.clone().find(makes).map(|make| make.position);
                if first.is_none() {
                    backward.start(read.block, member);
                }
                let first = first.unwrap_or(self.coroutine.blocks[read.block].first);
                found.wanted.push((first, read.position));
            }
            found.events.iter().filter(makes).for_each(|e| backward.stop(e.block, member));
        }
        backward.run();
        for member in bit_dataflow::members(wanted) {
            let found = &mut group[member];
            let makes = first_in_blocks(found.events.iter().rev().filter(makes));
            for make in makes.filter(|e| bit_dataflow::has(backward.arrives(e.block), member)) {
                found.wanted.push((make.position, self.coroutine.blocks[make.block].last));
            }
        }
        backward.visit_live(|member, range| group[member].wanted.push(range));
    }
}

/// The first of each block's events.
pub(super) fn first_in_blocks<'e>(
    events: impl Iterator<Item = &'e Event>,
) -> impl Iterator<Item = &'e Event> {
    let mut block = None;
    events.filter(move |event| block.replace(event.block) != Some(event.block))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;
    use EventKind::{Access, End, Escape, Overwrite, Start};

    fn live_range(m: ModelBuilder) -> ObjectLiveRange {
        let coroutine = m.finish();
        let (_, object) = coroutine.objects.iter().next().expect("one object");
        let in_clones = coroutine.in_clones();
        let mut dataflows = Dataflows::new(&coroutine);
        let mut live_ranges =
            ObjectWalker::new(&coroutine, &in_clones).live_ranges(&mut dataflows, &[object]);
        live_ranges.pop().expect("one live range")
    }

    #[test]
    fn markers_bound_an_escaping_object() {
        let (mut m, [a, b, _], [first, _]) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (a, 2, Escape), (b, 4, End)]);
        assert_eq!(live_range(m).live_across, SuspendSet::from_iter([first]));
    }

    #[test]
    fn without_markers_an_escaping_object_stays_live() {
        let (mut m, [a, _, _], [first, second]) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 2, Escape)]);
        assert_eq!(live_range(m).live_across, SuspendSet::from_iter([first, second]));
    }

    #[test]
    fn without_markers_the_last_access_ends_a_private_object() {
        let (mut m, [_, b, c], [_, second]) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(b, 2, Access), (c, 3, Access)]);
        assert_eq!(live_range(m).live_across, SuspendSet::from_iter([second]));
    }

    #[test]
    fn content_overwritten_after_the_suspension_is_not_kept() {
        let (mut m, [a, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 2, Access), (b, 1, Overwrite), (b, 2, Access)]);
        assert!(live_range(m).live_across.is_empty());
    }

    #[test]
    fn content_made_again_after_the_suspension_is_not_kept() {
        let (mut m, [a, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (a, 2, Access), (a, 3, End), (b, 1, Start), (b, 2, Access)]);
        assert!(live_range(m).live_across.is_empty());
    }

    #[test]
    fn an_address_known_from_before_the_start_is_used_unseen() {
        let (mut m, [a, b, _], [first, second]) = ModelBuilder::two_suspensions();
        // The address was stored before the loop in which the object is live.
        m.object("o", 8, &[(a, 1, Escape), (a, 2, Start), (b, 4, End)]);
        assert_eq!(live_range(m).live_across, SuspendSet::from_iter([first]));
        let (mut m, [_, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(b, 2, Start), (b, 3, Escape)]);
        assert_eq!(live_range(m).live_across, SuspendSet::from_iter([second]));
    }

    #[test]
    fn a_start_before_the_suspension_keeps_nothing() {
        let (mut m, [a, b, _], _) = ModelBuilder::two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (b, 2, Escape), (b, 3, End)]);
        assert!(live_range(m).live_across.is_empty());
    }
}
