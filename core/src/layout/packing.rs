//! Places for occupants; those that do not interfere share bytes.
//!
//! Largest alignment and size first, each at the lowest offset where no earlier occupant that it conflicts with stands:
//! greedy first fit, as register allocators and rustc's coroutine layout do it. Two *values* conflict if both are live across a
//! common suspension, because a value is written to its slot at a save and read after that suspension only; or if one is
//! live where control has bypassed the save of the other. *Memory*
//! is written and read at any time, so it conflicts with whatever is written where it is needed, and with
//! whatever is needed where it is written. Overlapping ranges alone are no conflict. As in Chaitin's interference, one of two
//! occupants has to be written while the other is live.

mod high_water;
mod occupancy;

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::layout::item::Item;
use crate::layout::packing::high_water::HighWater;
use crate::layout::packing::occupancy::{Conflict, Occupancy};
use crate::model::Position;
use crate::sets::interval_set::Intervals;
use crate::sets::suspend_set::SuspendSet;

/// The order in which first fit leaves the fewest gaps. Equal ones keep their order.
pub fn in_packing_order<T>(mut items: Vec<(T, Item)>) -> Vec<(T, Item)> {
    items.sort_by_key(|(_, item)| (std::cmp::Reverse(item.align), std::cmp::Reverse(item.size)));
    items
}

/// Places items one after the other.
///
/// The frame is a row of segments with the same occupants throughout: an item asks each segment that it crosses once, not each
/// earlier item.
#[derive(Debug, Default)]
pub struct Packer {
    /// Sorted, disjoint; what is between them is free.
    segments: Vec<Segment>,
    /// Below these offsets there is no place for a further item of the kind: occupants only become more.
    searched: FxHashMap<Kind, u64>,
    /// Up to where values stand side by side from the beginning on, by a suspension that all of them conflict at.
    values: HighWater,
    /// The same for memory, by a position where all of it is needed.
    memory: HighWater,
    /// The same for what was fixed.
    solid: u64,
    end: u64,
}

/// Bytes `begin..end` of the frame.
#[derive(Clone, Debug)]
struct Segment {
    begin: u64,
    end: u64,
    occupancy: Occupancy,
}

/// What says at which offsets an item conflicts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Kind {
    size: u64,
    align: u64,
    conflicts: Conflicts,
}

#[derive(Clone, Debug, Eq)]
enum Conflicts {
    WithAll,
    Value(SuspendSet),
    Memory(Intervals, Vec<Position>),
}

/// Most values that are live across the same suspensions share the set: it is not read for each of them.
impl PartialEq for Conflicts {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Conflicts::WithAll, Conflicts::WithAll) => true,
            (Conflicts::Value(one), Conflicts::Value(other)) => one.is_copy_of(other) || one == other,
            (Conflicts::Memory(range, writes), Conflicts::Memory(others_range, others_writes)) => {
                range == others_range && writes == others_writes
            }
            _ => false,
        }
    }
}

/// Of long sets only samples count: there are as many of them as values, and few are different.
impl Hash for Conflicts {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Conflicts::WithAll => {}
            Conflicts::Value(suspends) => {
                let runs = suspends.runs();
                (runs.len(), runs.first(), runs.get(runs.len() / 2), runs.last()).hash(state);
            }
            Conflicts::Memory(range, writes) => (range, writes).hash(state),
        }
    }
}

impl Kind {
    fn of(item: &Item) -> Self {
        let conflicts = if !item.may_overlap {
            Conflicts::WithAll
        } else if item.is_memory {
            Conflicts::Memory(item.range.clone(), item.writes.clone())
        } else {
            Conflicts::Value(item.conflicts.clone())
        };
        Kind { size: item.size, align: item.align, conflicts }
    }
}

impl Packer {
    /// Takes `size` bytes at `offset` for good.
    pub fn fix(&mut self, offset: u64, size: u64) {
        if offset <= self.solid {
            self.solid = self.solid.max(offset + size);
        }
        self.occupy(offset, size, |occupancy| *occupancy = Occupancy::exclusive());
    }

    /// Takes `size` bytes at the first place that is free for good; nothing was placed yet.
    pub fn reserve(&mut self, size: u64, align: u64) -> u64 {
        let mut offset = 0;
        for segment in &self.segments {
            if offset + size <= segment.begin {
                break;
            }
            offset = offset.max(segment.end).next_multiple_of(align);
        }
        self.fix(offset, size);
        offset
    }

    /// The offset after the last byte in use.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Finds the place of `item`.
    pub fn place(&mut self, item: Item) -> u64 {
        let kind = Kind::of(&item);
        // The set of suspensions is read for the first of a kind only: it may have as many runs as there are items.
        let known = self.searched.get(&kind).copied();
        let from = known.unwrap_or_else(|| self.filled_for(&item));
        let (offset, searched) = self.first_fit(&item, from);
        self.searched.insert(kind, searched);
        if known.is_none() {
            self.fill(&item, offset);
        }
        let item = Rc::new(item);
        self.occupy(offset, item.size, |occupancy| occupancy.add(&item));
        offset
    }

    /// Up to where an item finds nothing but what it conflicts with.
    fn filled_for(&self, item: &Item) -> u64 {
        if item.is_memory {
            let written = item.writes.iter().map(|&position| self.memory.max((position, position)));
            return written.max().unwrap_or(0);
        }
        item.conflicts.runs().iter().map(|&run| self.values.max(run)).max().unwrap_or(0)
    }

    /// Notes that an item stands at `offset`.
    fn fill(&mut self, item: &Item, offset: u64) {
        let (from, to) = (if offset <= self.solid { 0 } else { offset }, offset + item.size);
        if item.is_memory {
            // Most of what conflicts does so there.
            if let Some(longest) = item.range.longest() {
                self.memory.raise(longest, from, to);
            }
            return;
        }
        item.conflicts.runs().iter().for_each(|&run| self.values.raise(run, from, to));
    }

    /// The first place of `item` that is not below `from`, and up to where no item of its kind will find one.
    fn first_fit(&mut self, item: &Item, from: u64) -> (u64, u64) {
        let mut offset = from.next_multiple_of(item.align);
        let mut searched = None;
        let first = self.segments.partition_point(|s| s.end <= offset);
        for segment in &mut self.segments[first..] {
            if offset + item.size <= segment.begin {
                break;
            }
            let Some(conflict) = segment.occupancy.conflict(item).filter(|_| segment.end > offset) else {
                continue;
            };
            if conflict == Conflict::Memory && !item.is_memory {
                // Another value of the same suspensions may be stored elsewhere.
                searched = searched.or(Some(offset));
            }
            offset = segment.end.next_multiple_of(item.align);
        }
        (offset, searched.unwrap_or(offset))
    }

    /// Makes `change` to what stands in `size` bytes at `offset`.
    fn occupy(&mut self, offset: u64, size: u64, mut change: impl FnMut(&mut Occupancy)) {
        let end = offset + size;
        self.end = self.end.max(end);
        self.cut(offset);
        self.cut(end);
        let mut index = self.segments.partition_point(|s| s.end <= offset);
        let mut covered = offset;
        while covered < end {
            match self.segments.get_mut(index) {
                Some(segment) if segment.begin == covered => {
                    change(&mut segment.occupancy);
                    covered = segment.end;
                }
                next => {
                    let until = next.map_or(end, |segment| segment.begin.min(end));
                    let mut occupancy = Occupancy::default();
                    change(&mut occupancy);
                    self.segments.insert(index, Segment { begin: covered, end: until, occupancy });
                    covered = until;
                }
            }
            index += 1;
        }
    }

    /// Makes two segments of one that goes across `offset`.
    fn cut(&mut self, offset: u64) {
        let index = self.segments.partition_point(|s| s.end <= offset);
        if let Some(segment) = self.segments.get_mut(index).filter(|s| s.begin < offset) {
            let first = Segment { end: offset, ..segment.clone() };
            segment.begin = offset;
            self.segments.insert(index, first);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Idx;
    use crate::model::SuspendId;

    fn item(size: u64, suspends: &[usize]) -> Item {
        Item {
            size,
            align: size,
            suspends: SuspendSet::default(),
            conflicts: suspends.iter().map(|&s| SuspendId::from_usize(s)).collect(),
            range: Intervals::default(),
            writes: Vec::new(),
            is_memory: false,
            may_overlap: true,
        }
    }

    #[test]
    fn small_items_fill_gaps() {
        let mut packer = Packer::default();
        packer.fix(0, 16);
        assert_eq!(packer.place(item(8, &[0])), 16);
        assert_eq!(packer.place(item(4, &[0])), 24);
        assert_eq!(packer.place(item(4, &[1])), 16);
        assert_eq!(packer.place(item(4, &[1])), 20);
        assert_eq!(packer.end(), 28);
    }

    #[test]
    fn memory_conflicts_by_range() {
        let mut packer = Packer::default();
        let object = |range: (u32, u32)| Item {
            is_memory: true,
            range: Intervals::from_unsorted(vec![range]),
            writes: vec![range.0],
            ..item(8, &[0])
        };
        assert_eq!(packer.place(object((0, 10))), 0);
        assert_eq!(packer.place(object((5, 15))), 8);
        assert_eq!(packer.place(object((11, 20))), 0);
    }

    #[test]
    fn many_values_of_one_suspension_stand_in_a_row() {
        let mut packer = Packer::default();
        packer.fix(0, 16);
        let places: Vec<u64> = (0..1000).map(|_| packer.place(item(8, &[0, 7]))).collect();
        assert_eq!(places, (0..1000).map(|n| 16 + 8 * n).collect::<Vec<u64>>());
        // What is known of one kind is not believed of another.
        assert_eq!(packer.place(item(8, &[1])), 16);
        assert_eq!(packer.place(item(8, &[0])), 16 + 8000);
    }

    #[test]
    fn a_value_that_memory_kept_away_does_not_speak_for_others() {
        let mut packer = Packer::default();
        let object = Item {
            is_memory: true,
            range: Intervals::from_unsorted(vec![(5, 9)]),
            writes: vec![5],
            ..item(8, &[])
        };
        assert_eq!(packer.place(object), 0);
        assert_eq!(packer.place(Item { writes: vec![7], ..item(8, &[0]) }), 8);
        assert_eq!(packer.place(Item { writes: vec![10], ..item(8, &[0]) }), 0);
    }

    #[test]
    fn kinds_with_the_same_samples_are_distinguished() {
        let mut packer = Packer::default();
        assert_eq!(packer.place(item(8, &[0, 1, 5, 9])), 0);
        assert_eq!(packer.place(item(8, &[0, 2, 5, 9])), 8);
        assert_eq!(packer.place(item(8, &[1, 2])), 16);
        assert_eq!(packer.place(item(8, &[0, 1, 5, 9])), 24);
    }

    #[test]
    fn what_does_not_share_has_bytes_of_its_own() {
        let mut packer = Packer::default();
        let alone = || Item { may_overlap: false, ..item(4, &[0]) };
        assert_eq!((packer.place(alone()), packer.place(item(4, &[1])), packer.place(alone())), (0, 4, 8));
        assert_eq!(packer.place(item(4, &[2])), 4);
    }
}
