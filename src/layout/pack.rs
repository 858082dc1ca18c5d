//! Places for occupants that share bytes where they are never there together.
//!
//! Largest alignment and size first, each at the lowest offset where no earlier occupant that it conflicts with stands:
//! greedy first fit, as register allocators and rustc's coroutine layout do it. Two *values* conflict if they outlive a
//! common suspension: a value is written to its slot at a save, and is only looked for behind that suspension. *Memory*
//! is written and read at any time, so it conflicts with whatever is written where it is needed, and the other way
//! round. That two ranges merely overlap is no conflict: of two things that are there together one was written while the
//! other was there (Chaitin's interference), but the ways of all suspensions to the end of the coroutine join.

use crate::analyse::Intervals;
use crate::model::{Position, SuspendId};

/// Something that wants a place.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    pub size: u64,
    pub align: u64,
    /// Sorted.
    pub suspends: Vec<SuspendId>,
    /// Where its bytes hold something that is needed.
    pub range: Intervals,
    /// Where its bytes may be written, sorted.
    pub writes: Vec<Position>,
    /// An object that is accessed in place, not a value that is stored and loaded whole.
    pub is_memory: bool,
    /// Its bytes may serve others while it is not there.
    pub shares: bool,
}

impl Item {
    fn conflicts_with(&self, other: &Item) -> bool {
        if !self.shares || !other.shares {
            return true;
        }
        if self.is_memory || other.is_memory {
            return self.range.contains_any(&other.writes) || other.range.contains_any(&self.writes);
        }
        have_common(&self.suspends, &other.suspends)
    }
}

fn have_common(a: &[SuspendId], b: &[SuspendId]) -> bool {
    let (mut i, mut j) = (0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => return true,
        }
    }
    false
}

/// The order in which first fit leaves the fewest gaps. Equal ones keep their order.
pub fn in_packing_order<T>(mut items: Vec<(T, Item)>) -> Vec<(T, Item)> {
    items.sort_by_key(|(_, item)| (std::cmp::Reverse(item.align), std::cmp::Reverse(item.size)));
    items
}

/// Places items one after the other.
#[derive(Debug, Default)]
pub struct Packer {
    /// Bytes that nobody shares, as `[begin, end)`.
    fixed: Vec<(u64, u64)>,
    placed: Vec<(u64, Item)>,
    end: u64,
}

impl Packer {
    /// Takes `size` bytes at `offset` for good.
    pub fn fix(&mut self, offset: u64, size: u64) {
        self.fixed.push((offset, offset + size));
        self.end = self.end.max(offset + size);
    }

    /// Takes `size` bytes at the first place that is free for good; nothing was placed yet.
    pub fn reserve(&mut self, size: u64, align: u64) -> u64 {
        let offset = Self::first_free(self.fixed.clone(), size, align);
        self.fix(offset, size);
        offset
    }

    /// The offset behind the last byte in use.
    pub fn end(&self) -> u64 {
        self.end
    }

    /// Finds the place of `item`.
    pub fn place(&mut self, item: Item) -> u64 {
        let conflicts = self.placed.iter().filter(|(_, other)| item.conflicts_with(other));
        let mut taken: Vec<(u64, u64)> =
            conflicts.map(|(offset, other)| (*offset, offset + other.size)).collect();
        taken.extend(&self.fixed);
        let offset = Self::first_free(taken, item.size, item.align);
        self.end = self.end.max(offset + item.size);
        self.placed.push((offset, item));
        offset
    }

    fn first_free(mut taken: Vec<(u64, u64)>, size: u64, align: u64) -> u64 {
        taken.sort_unstable();
        let mut offset = 0;
        for (begin, end) in taken {
            if offset + size <= begin {
                break;
            }
            offset = offset.max(end).next_multiple_of(align);
        }
        offset
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Idx;

    fn item(size: u64, suspends: &[usize]) -> Item {
        Item {
            name: String::new(),
            size,
            align: size,
            suspends: suspends.iter().map(|&s| SuspendId::from_usize(s)).collect(),
            range: Intervals::default(),
            writes: Vec::new(),
            is_memory: false,
            shares: true,
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
}
