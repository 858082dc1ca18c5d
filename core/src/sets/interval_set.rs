//! Sets of positions as sorted, disjoint, closed intervals.

use std::rc::Rc;

use crate::model::Position;

/// A set of positions; copies share what it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Intervals(Rc<[(Position, Position)]>);

impl Intervals {
    /// The union of closed intervals in any order.
    #[inline]
    pub fn from_unsorted(mut ranges: Vec<(Position, Position)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(Position, Position)> = Vec::with_capacity(ranges.len());
        for (first, last) in ranges {
            match merged.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
                _ => merged.push((first, last)),
            }
        }
        Intervals(merged.into())
    }

    /// Intervals that are in order, with something between them.
    #[inline]
    pub fn from_sorted(ranges: &[(Position, Position)]) -> Self {
        debug_assert!(ranges.windows(2).all(|pair| pair[0].1.saturating_add(1) < pair[1].0));
        Intervals(ranges.into())
    }

    /// The intervals, first and last position of each.
    #[inline]
    pub fn ranges(&self) -> &[(Position, Position)] {
        &self.0
    }

    /// The longest of them; the last one if there is more than one.
    #[inline]
    pub fn longest(&self) -> Option<(Position, Position)> {
        self.0.iter().copied().max_by_key(|(first, last)| last - first)
    }

    /// Whether no position is in the set.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether both are the same copy: nothing is read.
    #[inline]
    pub fn is_copy_of(&self, other: &Intervals) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }

    /// Whether `position` is in the set. Logarithmic in the intervals.
    #[inline]
    pub fn contains(&self, position: Position) -> bool {
        let after = self.0.partition_point(|(first, _)| *first <= position);
        after > 0 && position <= self.0[after - 1].1
    }

    /// Whether one of `positions`, which are sorted, is in the set. Logarithmic in the larger of the two.
    #[inline]
    pub fn contains_any(&self, positions: &[Position]) -> bool {
        if positions.len() < self.0.len() {
            positions.iter().any(|&p| self.contains(p))
        } else {
            self.0.iter().any(|&(first, last)| {
                let from = positions.partition_point(|&p| p < first);
                positions.get(from).is_some_and(|&p| p <= last)
            })
        }
    }

    /// The positions of both sets.
    #[inline]
    pub fn intersection(&self, other: &Intervals) -> Intervals {
        let (mut i, mut j, mut common) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                common.push((first, last));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        Intervals(common.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(ranges: &[(u32, u32)]) -> Intervals {
        Intervals::from_unsorted(ranges.to_vec())
    }

    #[test]
    fn neighbours_merge() {
        assert_eq!(set(&[(5, 7), (1, 2), (3, 4)]), set(&[(1, 7)]));
    }

    #[test]
    fn contains_looks_between_the_intervals() {
        let s = set(&[(1, 2), (10, 12)]);
        assert!(!s.contains_any(&[0, 3, 9, 13]) && !s.contains_any(&[5]) && !s.contains_any(&[]));
        assert!(s.contains_any(&[0, 3, 12]) && s.contains_any(&[1]));
    }

    #[test]
    fn intersection_is_what_both_have() {
        assert_eq!(set(&[(0, 9), (20, 29)]).intersection(&set(&[(5, 22)])), set(&[(5, 9), (20, 22)]));
    }
}
