//! The occupants of a piece of the frame, as one set: one query says whether a new item conflicts with any of them, however many
//! they are.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::layout::item::Item;
use crate::model::Position;
use crate::sets::suspend_set::SuspendSet;

/// Why a new item cannot have these bytes as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// The suspensions that both are live across, or because one of them does not share. Every item of the same suspensions conflicts with it.
    Suspensions,
    /// Memory is written where something is needed.
    Memory,
}

/// The occupants of some bytes.
#[derive(Clone, Debug, Default)]
pub struct Occupancy {
    /// The longest interval where memory in these bytes is needed: most of what conflicts is written in it, and then nothing else is
    /// looked at.
    needed: Option<(Position, Position)>,
    /// One of them does not share.
    is_exclusive: bool,
    /// What the values conflict at.
    suspends: Suspensions,
    memory: Accesses,
    values: Accesses,
    /// Values that are not in `values` yet: they are added when memory is first placed here.
    pending: Vec<Rc<Item>>,
}

impl Occupancy {
    /// Bytes that are not shared.
    pub fn exclusive() -> Self {
        Occupancy { is_exclusive: true, ..Self::default() }
    }

    pub fn add(&mut self, item: &Rc<Item>) {
        if !item.may_overlap {
            *self = Self::exclusive();
        } else if item.is_memory {
            let longest = self.needed.into_iter().chain(item.range.longest());
            self.needed = longest.max_by_key(|(first, last)| last - first);
            self.memory.add(item);
        } else {
            self.suspends.add(&item.conflicts);
            self.pending.push(Rc::clone(item));
        }
    }

    pub fn conflict(&mut self, item: &Item) -> Option<Conflict> {
        if self.is_exclusive
            || !item.may_overlap
            || (!item.is_memory && self.suspends.has_any(&item.conflicts))
        {
            return Some(Conflict::Suspensions);
        }
        if self.needed.is_some_and(|(first, last)| item.writes.iter().any(|p| (first..=last).contains(p))) {
            return Some(Conflict::Memory);
        }
        let with_values = item.is_memory && {
            if !self.pending.is_empty() {
                self.pending.drain(..).for_each(|value| self.values.add(&value));
            }
            self.values.overlaps(item)
        };
        (with_values || self.memory.overlaps(item)).then_some(Conflict::Memory)
    }
}

/// Where bytes are needed and where they are written, of a set of occupants together.
#[derive(Clone, Debug, Default)]
struct Accesses {
    /// The only occupant so far: in most places there is but one.
    only: Option<Rc<Item>>,
    range: Ranges,
    writes: BTreeSet<Position>,
}

impl Accesses {
    fn add(&mut self, item: &Rc<Item>) {
        if self.is_empty() {
            self.only = Some(Rc::clone(item));
            return;
        }
        if let Some(only) = self.only.take() {
            self.merge(&only);
        }
        self.merge(item);
    }

    fn merge(&mut self, item: &Item) {
        self.range.add(item.range.ranges());
        self.writes.extend(&item.writes);
    }

    fn is_empty(&self) -> bool {
        self.only.is_none() && self.range.is_empty() && self.writes.is_empty()
    }

    /// Whether the item is written where these are needed, or one of these is written where the item is needed.
    fn overlaps(&self, item: &Item) -> bool {
        if let Some(only) = &self.only {
            return only.range.contains_any(&item.writes) || item.range.contains_any(&only.writes);
        }
        if self.is_empty() {
            return false;
        }
        item.writes.iter().any(|&p| self.range.overlaps((p, p)))
            || item
                .range
                .ranges()
                .iter()
                .any(|&(first, last)| self.writes.range(first..=last).next().is_some())
    }
}

/// Suspend points that occupants conflict at.
#[derive(Clone, Debug, Default)]
struct Suspensions {
    /// Those of the only occupant so far: in most places there is but one, and others have the same.
    only: Option<SuspendSet>,
    all: Ranges,
}

impl Suspensions {
    fn add(&mut self, suspends: &SuspendSet) {
        if self.only.is_none() && self.all.is_empty() {
            self.only = Some(suspends.clone());
            return;
        }
        self.spread();
        self.all.add(suspends.runs());
    }

    /// From the set of one to that of all.
    fn spread(&mut self) {
        if let Some(only) = self.only.take() {
            self.all.add(only.runs());
        }
    }

    fn has_any(&mut self, suspends: &SuspendSet) -> bool {
        if self.only.as_ref().is_some_and(|only| only.is_copy_of(suspends)) {
            return !suspends.is_empty();
        }
        self.spread();
        suspends.runs().iter().any(|&run| self.all.overlaps(run))
    }
}

/// Disjoint closed intervals, the last number of each by its first.
#[derive(Clone, Debug, Default)]
struct Ranges(BTreeMap<u32, u32>);

impl Ranges {
    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn add(&mut self, ranges: &[(u32, u32)]) {
        for &(mut first, mut last) in ranges {
            // The new interval takes in those that it overlaps, and its neighbours.
            let upto = |last: u32| ..=last.saturating_add(1);
            let follows = |end: u32, first: u32| end.saturating_add(1) >= first;
            while let Some((&begin, &end)) =
                self.0.range(upto(last)).next_back().filter(|(_, end)| follows(**end, first))
            {
                self.0.remove(&begin);
                (first, last) = (first.min(begin), last.max(end));
            }
            self.0.insert(first, last);
        }
    }

    /// Whether something of the closed interval is in it.
    fn overlaps(&self, (first, last): (u32, u32)) -> bool {
        self.0.range(..=last).next_back().is_some_and(|(_, end)| *end >= first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Idx;
    use crate::model::SuspendId;
    use crate::sets::interval_set::Intervals;

    fn item(suspends: &[usize], range: &[(u32, u32)], writes: &[u32], is_memory: bool) -> Rc<Item> {
        Rc::new(Item {
            size: 8,
            align: 8,
            suspends: SuspendSet::default(),
            conflicts: suspends.iter().map(|&s| SuspendId::from_usize(s)).collect(),
            range: Intervals::from_unsorted(range.to_vec()),
            writes: writes.to_vec(),
            is_memory,
            may_overlap: true,
        })
    }

    #[test]
    fn values_conflict_at_suspensions_only() {
        let mut there = Occupancy::default();
        there.add(&item(&[0, 70], &[(0, 10)], &[0], false));
        assert_eq!(there.conflict(&item(&[1, 69], &[(5, 6)], &[5], false)), None);
        assert_eq!(there.conflict(&item(&[70], &[], &[], false)), Some(Conflict::Suspensions));
    }

    #[test]
    fn one_set_of_many_values_still_conflicts_with_others() {
        let mut there = Occupancy::default();
        let first = item(&[3, 90], &[], &[], false);
        there.add(&first);
        let same_set = Item { size: 4, ..(*first).clone() };
        assert_eq!(there.conflict(&same_set), Some(Conflict::Suspensions));
        assert_eq!(there.conflict(&item(&[4], &[], &[], false)), None);
        assert_eq!(there.conflict(&item(&[90], &[], &[], false)), Some(Conflict::Suspensions));
        assert_eq!(there.conflict(&same_set), Some(Conflict::Suspensions));
        let mut nothing = Occupancy::default();
        let of_none = item(&[], &[], &[], false);
        nothing.add(&of_none);
        assert_eq!(nothing.conflict(&of_none), None);
    }

    #[test]
    fn memory_conflicts_with_writes_where_it_is_needed() {
        let mut there = Occupancy::default();
        there.add(&item(&[0], &[(0, 4), (8, 9)], &[1], false));
        there.add(&item(&[1], &[(5, 6), (20, 30)], &[20], true));
        // Between the two ranges of the value; in the range of the memory; over the write of the value.
        assert_eq!(there.conflict(&item(&[2], &[(10, 12)], &[10], true)), None);
        assert_eq!(there.conflict(&item(&[2], &[(40, 41)], &[25], true)), Some(Conflict::Memory));
        assert_eq!(there.conflict(&item(&[2], &[(0, 2)], &[40], true)), Some(Conflict::Memory));
        // A value whose store the memory needs its bytes at.
        assert_eq!(there.conflict(&item(&[2], &[(40, 41)], &[6], false)), Some(Conflict::Memory));
    }

    #[test]
    fn intervals_that_overlap_become_one() {
        let mut accesses = Accesses::default();
        accesses.add(&item(&[], &[(0, 4), (8, 9), (20, 22)], &[], true));
        accesses.add(&item(&[], &[(3, 8), (30, 31)], &[], true));
        assert_eq!(accesses.range.0.into_iter().collect::<Vec<_>>(), [(0, 9), (20, 22), (30, 31)]);
    }
}
