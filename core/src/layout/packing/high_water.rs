//! Up to where the frame is full, as seen from each point of the coroutine.

use std::collections::BTreeMap;

use smallvec::SmallVec;

/// An offset for each number, 0 at first. Neighbours with the same offset are one entry.
#[derive(Clone, Debug, Default)]
pub struct HighWater {
    /// Where an offset begins to hold; it does up to the next entry.
    begins: BTreeMap<u32, u64>,
}

impl HighWater {
    fn at(&self, point: u32) -> u64 {
        self.begins.range(..=point).next_back().map_or(0, |(_, offset)| *offset)
    }

    /// The largest offset in the closed interval.
    pub fn max(&self, (first, last): (u32, u32)) -> u64 {
        let inside = self.begins.range(first..=last).map(|(_, offset)| *offset);
        inside.fold(self.at(first), u64::max)
    }

    /// Raises what is at least `from` in the closed interval to `to`.
    pub fn raise(&mut self, (first, last): (u32, u32), from: u64, to: u64) {
        let after = last.checked_add(1).expect("fewer than 2^32 of anything");
        let mut before = self.begins.range(..first).next_back().map_or(0, |(_, offset)| *offset);
        self.begins.entry(first).or_insert(before);
        let leaving = self.at(last);
        self.begins.entry(after).or_insert(leaving);
        let mut same: SmallVec<[u32; 4]> = SmallVec::new();
        for (&begin, offset) in self.begins.range_mut(first..=after) {
            if begin < after && *offset >= from {
                *offset = to.max(*offset);
            }
            if std::mem::replace(&mut before, *offset) == *offset {
                same.push(begin);
            }
        }
        for begin in same {
            self.begins.remove(&begin);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_full_up_to_there_is_raised() {
        let mut high_water = HighWater::default();
        high_water.raise((3, 9), 0, 8);
        high_water.raise((5, 12), 8, 16);
        assert_eq!([2, 3, 4, 5, 9, 10].map(|point| high_water.at(point)), [0, 8, 8, 16, 16, 0]);
        assert_eq!([high_water.max((0, 2)), high_water.max((0, 4)), high_water.max((4, 20))], [0, 8, 16]);
    }

    #[test]
    fn neighbours_with_one_offset_are_one_entry() {
        let mut high_water = HighWater::default();
        (0..100).for_each(|point| high_water.raise((point, point), 0, 8));
        assert_eq!(high_water.begins.into_iter().collect::<Vec<_>>(), [(0, 8), (100, 0)]);
    }

    #[test]
    fn it_agrees_with_a_table() {
        let mut high_water = HighWater::default();
        let mut table = [0; 64];
        let mut seed = 1u32;
        let mut next = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % below
        };
        for _ in 0..2000 {
            let first = next(64);
            let last = first + next(64 - first);
            let run = first as usize..=last as usize;
            assert_eq!(high_water.max((first, last)), *table[run.clone()].iter().max().expect("not empty"));
            let from = u64::from(next(100));
            let to = from + u64::from(next(10));
            high_water.raise((first, last), from, to);
            table[run]
                .iter_mut()
                .filter(|offset| **offset >= from)
                .for_each(|offset| *offset = to.max(*offset));
        }
        assert!(table.iter().enumerate().all(|(point, offset)| high_water.at(point as u32) == *offset));
    }
}
