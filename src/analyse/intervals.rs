//! Sets of positions as sorted, disjoint, closed intervals.

use crate::model::Position;

/// A set of positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Intervals(Vec<(Position, Position)>);

impl Intervals {
    /// The union of closed intervals in any order.
    pub fn from_unsorted(mut parts: Vec<(Position, Position)>) -> Self {
        parts.sort_unstable();
        let mut merged: Vec<(Position, Position)> = Vec::with_capacity(parts.len());
        for (first, last) in parts {
            match merged.last_mut() {
                Some((_, end)) if first <= end.saturating_add(1) => *end = (*end).max(last),
                _ => merged.push((first, last)),
            }
        }
        Intervals(merged)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Smallest and largest position.
    fn bounds(&self) -> Option<(Position, Position)> {
        Some((self.0.first()?.0, self.0.last()?.1))
    }

    /// Whether the sets share a position. Linear in the shorter stretch that both span.
    pub fn intersects(&self, other: &Intervals) -> bool {
        let (Some(mine), Some(theirs)) = (self.bounds(), other.bounds()) else { return false };
        if mine.1 < theirs.0 || theirs.1 < mine.0 {
            return false;
        }
        let (mut i, mut j) = (0, 0);
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            if a.1 < b.0 {
                i += 1;
            } else if b.1 < a.0 {
                j += 1;
            } else {
                return true;
            }
        }
        false
    }

    /// The positions of both sets.
    pub fn intersection(&self, other: &Intervals) -> Intervals {
        let (mut i, mut j, mut common) = (0, 0, Vec::new());
        while let (Some(a), Some(b)) = (self.0.get(i), other.0.get(j)) {
            let (first, last) = (a.0.max(b.0), a.1.min(b.1));
            if first <= last {
                common.push((first, last));
            }
            if a.1 < b.1 { i += 1 } else { j += 1 }
        }
        Intervals(common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(parts: &[(u32, u32)]) -> Intervals {
        Intervals::from_unsorted(parts.to_vec())
    }

    #[test]
    fn neighbours_merge() {
        assert_eq!(set(&[(5, 7), (1, 2), (3, 4)]), set(&[(1, 7)]));
    }

    #[test]
    fn interleaved_sets_do_not_intersect() {
        assert!(!set(&[(1, 2), (10, 12)]).intersects(&set(&[(4, 8), (14, 20)])));
        assert!(set(&[(1, 2), (10, 12)]).intersects(&set(&[(4, 8), (12, 20)])));
        assert!(!set(&[]).intersects(&set(&[(0, 100)])));
    }

    #[test]
    fn intersection_is_what_both_have() {
        assert_eq!(set(&[(0, 9), (20, 29)]).intersection(&set(&[(5, 22)])), set(&[(5, 9), (20, 22)]));
    }
}
