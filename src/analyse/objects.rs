//! For one memory object (an alloca): where its content matters, and at which suspensions it has to be in the frame.
//!
//! The content matters where it may have been made (forwards from any access, until a lifetime marker) and may still be
//! looked at (backwards from an access; anywhere, once the address has escaped). Where the address has escaped before a
//! `lifetime.start`, others may write right behind it, unseen. Between `lifetime.end` and the next
//! `lifetime.start`, and before a store that covers all of it, there is no content (LLVM language reference, "Memory
//! use markers").

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::{Components, Intervals};
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, EdgeKind, Event, EventKind, Object, Position, SuspendId};

/// Where an object's content matters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectLife {
    /// The suspend points that the content outlives, sorted.
    pub outlives: Vec<SuspendId>,
    pub range: Intervals,
    /// Where it may be written, sorted: also where nobody looks at what is written.
    pub writes: Vec<Position>,
}

/// One direction's result: the positions it covers and the suspensions whose edges it crosses.
#[derive(Default)]
struct Sweep {
    covered: Vec<(Position, Position)>,
    crossed: Vec<SuspendId>,
}

/// Walks object lifetimes; the marks are reused from object to object.
#[derive(Debug)]
pub struct ObjectWalker<'a> {
    coroutine: &'a Coroutine,
    /// Blocks that some resumed or destroying activation runs. An access elsewhere is the ramp's, and no suspension
    /// leads to it.
    in_parts: &'a IndexVec<BlockId, bool>,
    /// Made for the first object that needs it.
    components: OnceCell<Components>,
    generation: u32,
    seen: IndexVec<BlockId, u32>,
    work: Vec<BlockId>,
}

impl<'a> ObjectWalker<'a> {
    pub fn new(coroutine: &'a Coroutine, in_parts: &'a IndexVec<BlockId, bool>) -> Self {
        let seen = IndexVec::filled(coroutine.blocks.len(), 0);
        ObjectWalker {
            coroutine,
            in_parts,
            components: OnceCell::new(),
            generation: 0,
            seen,
            work: Vec::new(),
        }
    }

    pub fn life(&mut self, object: &Object) -> ObjectLife {
        let mut events = object.events.clone();
        events.sort_unstable_by_key(|e| e.position);
        let writes = self.writes(&events);
        let made = self.sweep_forward(&events, &writes);
        let mut outlives = sorted(made.crossed);
        let mut range = Intervals::from_unsorted(made.covered);
        // A debugger shows a variable as long as it is in scope, looked at or not.
        let in_scope = self.coroutine.keep_for_debugger && object.has_markers();
        if !object.escapes() && !in_scope && !outlives.is_empty() {
            let mut wanted = self.sweep_backward(&events, true);
            let crossed = sorted(wanted.crossed);
            outlives.retain(|s| crossed.binary_search(s).is_ok());
            wanted.covered.extend(self.sweep_backward(&events, false).covered);
            range = range.intersection(&Intervals::from_unsorted(wanted.covered));
        }
        ObjectLife { outlives, range, writes: writes.iter().map(|e| e.position).collect() }
    }

    /// The events from which on there may be content: each access, and each start where others know the address.
    fn writes(&mut self, events: &[Event]) -> Vec<Event> {
        let is_access = |e: &Event| !matches!(e.kind, EventKind::Start | EventKind::End);
        let has = |kind: EventKind| events.iter().any(|e| e.kind == kind);
        let known = has(EventKind::Escape) && has(EventKind::Start);
        let known = if known { self.starts_behind_escapes(events) } else { Vec::new() };
        let begins = |e: &&Event| is_access(e) || known.binary_search(&e.position).is_ok();
        events.iter().filter(begins).copied().collect()
    }

    /// The positions of the starts that an escape can come before, sorted. `events` are.
    fn starts_behind_escapes(&mut self, events: &[Event]) -> Vec<Position> {
        let of_kind = |kind: EventKind| events.iter().filter(move |e| e.kind == kind);
        let components = self.components.get_or_init(|| Components::new(self.coroutine));
        let reaches_a_start =
            |block: BlockId| of_kind(EventKind::Start).any(|s| components.may_precede(block, s.block));
        self.generation += 1;
        let mut first_here: FxHashMap<BlockId, Position> = FxHashMap::default();
        for escape in of_kind(EventKind::Escape) {
            first_here.entry(escape.block).or_insert(escape.position);
            self.work.push(escape.block);
            while let Some(block) = self.work.pop() {
                for edge in &self.coroutine.blocks[block].successors {
                    let is_new = self.seen[edge.block] != self.generation;
                    if is_new && reaches_a_start(edge.block) {
                        self.seen[edge.block] = self.generation;
                        self.work.push(edge.block);
                    }
                }
            }
        }
        let is_known = |s: &&Event| {
            self.seen[s.block] == self.generation || first_here.get(&s.block).is_some_and(|p| *p < s.position)
        };
        of_kind(EventKind::Start).filter(is_known).map(|s| s.position).collect()
    }

    /// Where something made at `beginnings` may still be there.
    fn sweep_forward(&mut self, events: &[Event], beginnings: &[Event]) -> Sweep {
        self.generation += 1;
        let mut sweep = Sweep::default();
        for event in beginnings {
            // A start makes way for what others write behind it.
            self.run_forward(event.block, event.position + 1, events, &mut sweep);
            sweep.covered.push((event.position, event.position));
            while let Some(block) = self.work.pop() {
                if std::mem::replace(&mut self.seen[block], self.generation) != self.generation {
                    let first = self.coroutine.blocks[block].first;
                    self.run_forward(block, first, events, &mut sweep);
                }
            }
        }
        sweep
    }

    /// From `position` to the object's end in the block or, without one, to the successors.
    fn run_forward(&mut self, block: BlockId, position: Position, events: &[Event], sweep: &mut Sweep) {
        let last = self.coroutine.blocks[block].last;
        let from = events.partition_point(|e| e.position < position);
        let gone = |e: &&Event| matches!(e.kind, EventKind::Start | EventKind::End);
        let end = events[from..].iter().take_while(|e| e.position <= last).find(gone);
        if let Some(end) = end {
            sweep.covered.push((position, end.position));
            return;
        }
        if position <= last {
            sweep.covered.push((position, last));
        }
        for edge in &self.coroutine.blocks[block].successors {
            if let EdgeKind::Resume(suspend) | EdgeKind::Destroy(suspend) = edge.kind {
                sweep.crossed.push(suspend);
            }
            self.work.push(edge.block);
        }
    }

    /// Where an access may still follow: one that parts run, or one of the ramp's own.
    fn sweep_backward(&mut self, events: &[Event], in_parts: bool) -> Sweep {
        self.generation += 1;
        let mut sweep = Sweep::default();
        let reads = |e: &&Event| matches!(e.kind, EventKind::Access | EventKind::Escape);
        let of_these = |e: &&Event| reads(e) && self.in_parts[e.block] == in_parts;
        for event in events.iter().filter(of_these).copied().collect::<Vec<_>>() {
            self.run_backward(event.block, event.position, events, &mut sweep);
            while let Some(block) = self.work.pop() {
                if std::mem::replace(&mut self.seen[block], self.generation) != self.generation {
                    let last = self.coroutine.blocks[block].last;
                    self.run_backward(block, last, events, &mut sweep);
                }
            }
        }
        sweep
    }

    fn run_backward(&mut self, block: BlockId, position: Position, events: &[Event], sweep: &mut Sweep) {
        let first = self.coroutine.blocks[block].first;
        let upto = events.partition_point(|e| e.position <= position);
        let makes = |e: &&Event| matches!(e.kind, EventKind::Start | EventKind::Overwrite);
        let start = events[..upto].iter().rev().take_while(|e| e.position >= first).find(makes);
        if let Some(start) = start {
            sweep.covered.push((start.position, position));
            return;
        }
        sweep.covered.push((first, position));
        for edge in &self.coroutine.blocks[block].predecessors {
            if let EdgeKind::Resume(suspend) | EdgeKind::Destroy(suspend) = edge.kind {
                sweep.crossed.push(suspend);
            }
            self.work.push(edge.block);
        }
    }
}

fn sorted(mut suspends: Vec<SuspendId>) -> Vec<SuspendId> {
    suspends.sort_unstable();
    suspends.dedup();
    suspends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::build::ModelBuilder;
    use EventKind::{Access, End, Escape, Overwrite, Start};

    /// Two suspensions in a row: entry, after the first, after the second; all leave to the same block.
    fn two_suspensions() -> (ModelBuilder, [BlockId; 3], [SuspendId; 2]) {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let k = [m.suspend(a, out, b, d), m.suspend(b, out, c, d)];
        (m, [a, b, c], k)
    }

    fn life(m: ModelBuilder) -> ObjectLife {
        let coroutine = m.finish();
        let (_, object) = coroutine.objects.iter().next().expect("one object");
        let in_parts = coroutine.in_parts();
        ObjectWalker::new(&coroutine, &in_parts).life(object)
    }

    #[test]
    fn markers_bound_an_escaping_object() {
        let (mut m, [a, b, _], [first, _]) = two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (a, 2, Escape), (b, 4, End)]);
        assert_eq!(life(m).outlives, [first]);
    }

    #[test]
    fn without_markers_an_escaping_object_lives_on() {
        let (mut m, [a, _, _], [first, second]) = two_suspensions();
        m.object("o", 8, &[(a, 2, Escape)]);
        assert_eq!(life(m).outlives, [first, second]);
    }

    #[test]
    fn without_markers_the_last_access_ends_a_private_object() {
        let (mut m, [_, b, c], [_, second]) = two_suspensions();
        m.object("o", 8, &[(b, 2, Access), (c, 3, Access)]);
        assert_eq!(life(m).outlives, [second]);
    }

    #[test]
    fn content_overwritten_behind_the_suspension_is_not_kept() {
        let (mut m, [a, b, _], _) = two_suspensions();
        m.object("o", 8, &[(a, 2, Access), (b, 1, Overwrite), (b, 2, Access)]);
        assert!(life(m).outlives.is_empty());
    }

    #[test]
    fn content_made_again_behind_the_suspension_is_not_kept() {
        let (mut m, [a, b, _], _) = two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (a, 2, Access), (a, 3, End), (b, 1, Start), (b, 2, Access)]);
        assert!(life(m).outlives.is_empty());
    }

    #[test]
    fn an_address_known_from_before_the_start_is_used_unseen() {
        let (mut m, [a, b, _], [first, second]) = two_suspensions();
        // The address was stored in front of the loop in which the object lives.
        m.object("o", 8, &[(a, 1, Escape), (a, 2, Start), (b, 4, End)]);
        assert_eq!(life(m).outlives, [first]);
        let (mut m, [_, b, _], _) = two_suspensions();
        m.object("o", 8, &[(b, 2, Start), (b, 3, Escape)]);
        assert_eq!(life(m).outlives, [second]);
    }

    #[test]
    fn a_start_before_the_suspension_keeps_nothing() {
        let (mut m, [a, b, _], _) = two_suspensions();
        m.object("o", 8, &[(a, 1, Start), (b, 2, Escape), (b, 3, End)]);
        assert!(life(m).outlives.is_empty());
    }
}
