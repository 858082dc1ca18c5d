//! The numbers that an excerpt of a coroutine gives to what it has.

use crate::index::{Idx, IndexVec};
use crate::model::{BlockId, ObjectId, SuspendId, ValueId};

/// New numbers for some of the indices, in their order.
#[derive(Debug)]
pub struct Numbering<I: Idx> {
    members: Vec<I>,
    new: IndexVec<I, u32>,
}

/// The number of what is not in the excerpt.
const NONE: u32 = u32::MAX;

impl<I: Idx> Numbering<I> {
    /// For `count` indices, none of which is in the excerpt.
    pub fn new(count: usize) -> Self {
        Numbering { members: Vec::new(), new: IndexVec::filled(count, NONE) }
    }

    /// Forgets the numbers, and gives new ones to `members`.
    pub fn set(&mut self, mut members: Vec<I>) {
        members.sort_unstable();
        members.dedup();
        for &old in &self.members {
            self.new[old] = NONE;
        }
        for (new, &old) in (0u32..).zip(&members) {
            self.new[old] = new;
        }
        self.members = members;
    }

    /// The new number of an index in the excerpt.
    pub fn find(&self, old: I) -> Option<I> {
        Some(self.new[old]).filter(|new| *new != NONE).map(|new| I::from_usize(new as usize))
    }

    /// Adds an index, whose number is not known before the next [`Numbering::set`]. Whether that is news.
    pub fn note(&mut self, old: I) -> bool {
        let is_new = self.new[old] == NONE;
        if is_new {
            self.new[old] = 0;
            self.members.push(old);
        }
        is_new
    }

    /// What is in the excerpt, in order.
    pub fn members(&self) -> &[I] {
        &self.members
    }

    /// What had the number `new` before.
    pub fn old(&self, new: I) -> I {
        self.members[new.index()]
    }
}

/// The numbers of one excerpt.
#[derive(Debug)]
pub struct Numbers {
    /// The first is the entry of the function: it stands for all blocks that the continuation does not have.
    pub blocks: Numbering<BlockId>,
    pub values: Numbering<ValueId>,
    pub objects: Numbering<ObjectId>,
    pub suspends: Numbering<SuspendId>,
}
