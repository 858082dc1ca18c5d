//! Sets of suspend points.
//!
//! They are numbered in the order of the function, and a variable is live across most of those between its definition and its last
//! use: a set is a few runs of numbers, however long the coroutine is.

use crate::index::Idx;
use crate::model::SuspendId;
use crate::sets::interval_set::Intervals;

/// A set of suspend points; copies share what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct SuspendSet(Intervals);

impl SuspendSet {
    /// The union of closed runs of suspend points' numbers, in any order.
    #[inline]
    pub fn from_runs(runs: Vec<(u32, u32)>) -> Self {
        SuspendSet(Intervals::from_unsorted(runs))
    }

    /// Runs that are in order, with something between them.
    #[inline]
    pub fn from_sorted_runs(runs: &[(u32, u32)]) -> Self {
        SuspendSet(Intervals::from_sorted(runs))
    }

    /// The first and the last number of each run, ascending.
    #[inline]
    pub fn runs(&self) -> &[(u32, u32)] {
        self.0.ranges()
    }

    /// Whether both are the same copy: nothing is read.
    #[inline]
    pub fn is_copy_of(&self, other: &SuspendSet) -> bool {
        self.0.is_copy_of(&other.0)
    }

    /// Whether no suspend point is in the set.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The suspend point with the lowest number.
    #[inline]
    pub fn first(&self) -> Option<SuspendId> {
        self.iter().next()
    }

    /// Logarithmic in the runs.
    #[inline]
    pub fn contains(&self, suspend: SuspendId) -> bool {
        self.0.contains(number(suspend))
    }

    /// All of them, ascending.
    #[inline]
    pub fn iter(&self) -> impl Iterator<Item = SuspendId> + use<'_> {
        self.runs()
            .iter()
            .flat_map(|&(first, last)| (first..=last).map(|n| SuspendId::from_usize(n as usize)))
    }

    /// Those of both sets.
    #[must_use]
    #[inline]
    pub fn union(&self, other: &SuspendSet) -> SuspendSet {
        if other.is_empty() {
            return self.clone();
        }
        SuspendSet::from_runs(self.runs().iter().chain(other.runs()).copied().collect())
    }
}

impl FromIterator<SuspendId> for SuspendSet {
    fn from_iter<I: IntoIterator<Item = SuspendId>>(suspends: I) -> Self {
        SuspendSet::from_runs(suspends.into_iter().map(|s| (number(s), number(s))).collect())
    }
}

/// The number of a suspend point, as runs have it.
pub fn number(suspend: SuspendId) -> u32 {
    suspend.index() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(suspends: &[usize]) -> SuspendSet {
        suspends.iter().map(|&s| SuspendId::from_usize(s)).collect()
    }

    #[test]
    fn neighbours_are_one_run() {
        let set = set(&[4, 2, 9, 3]);
        assert_eq!(set.runs(), [(2, 4), (9, 9)]);
        assert_eq!(set.iter().map(Idx::index).collect::<Vec<_>>(), [2, 3, 4, 9]);
        assert!(set.contains(SuspendId::from_usize(3)) && !set.contains(SuspendId::from_usize(5)));
    }

    #[test]
    fn a_union_has_what_either_has() {
        assert_eq!(set(&[1, 2]).union(&set(&[3, 7])), set(&[1, 2, 3, 7]));
        let one = set(&[1]);
        assert!(one.union(&set(&[])).is_copy_of(&one));
    }
}
