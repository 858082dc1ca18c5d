//! Sets of indices, of which most are in it or few.

use std::ops::Index;

use crate::index::{Idx, IndexVec};

/// A set of indices below a fixed number. One with few of them takes no memory for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexSet<I>(Form<I>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form<I> {
    /// For each index whether it is in the set.
    Flags(IndexVec<I, bool>),
    /// The members, sorted.
    Members(Vec<I>),
}

impl<I: Idx> IndexSet<I> {
    /// The set of `members`, which are sorted.
    pub fn of_few(members: Vec<I>) -> Self {
        debug_assert!(members.is_sorted());
        IndexSet(Form::Members(members))
    }

    /// Whether `index` is in the set. Logarithmic in the members, if these are few.
    #[inline]
    pub fn contains(&self, index: I) -> bool {
        self[index]
    }

    /// The members, ascending.
    pub fn iter(&self) -> impl Iterator<Item = I> {
        let (flags, members) = match &self.0 {
            Form::Flags(flags) => (Some(flags), None),
            Form::Members(members) => (None, Some(members)),
        };
        let flagged = flags.into_iter().flat_map(|flags| flags.iter());
        let flagged = flagged.filter(|(_, is_in)| **is_in).map(|(index, _)| index);
        flagged.chain(members.into_iter().flatten().copied())
    }

    /// For each of `count` indices whether it is in the set.
    pub fn flags(&self, count: usize) -> IndexVec<I, bool> {
        let mut flags = IndexVec::filled(count, false);
        self.iter().for_each(|index| flags[index] = true);
        flags
    }
}

impl<I> From<IndexVec<I, bool>> for IndexSet<I> {
    fn from(flags: IndexVec<I, bool>) -> Self {
        IndexSet(Form::Flags(flags))
    }
}

impl<I: Idx> Index<I> for IndexSet<I> {
    type Output = bool;

    #[inline]
    fn index(&self, index: I) -> &bool {
        match &self.0 {
            Form::Flags(flags) => &flags[index],
            Form::Members(members) if members.binary_search(&index).is_ok() => &true,
            Form::Members(_) => &false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockId;

    #[test]
    fn both_forms_have_the_same_members() {
        let [a, b, c] = [1, 3, 4].map(BlockId::from_usize);
        let few = IndexSet::of_few(vec![a, c]);
        let many = IndexSet::from(few.flags(5));
        for set in [&few, &many] {
            assert_eq!(set.iter().collect::<Vec<_>>(), [a, c]);
            assert!(set[a] && set.contains(c) && !set[b]);
        }
    }
}
