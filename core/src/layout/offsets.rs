//! Where a frame has what it holds.

use std::hash::Hash;
use std::ops::Index;

use rustc_hash::FxHashMap;

use crate::index::{Idx, IndexVec};

/// Offsets in bytes of those values or objects that a frame holds. A frame that holds few takes no memory for the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offsets<I: Idx + Hash>(Form<I>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form<I: Idx + Hash> {
    OfMany(IndexVec<I, Option<u64>>),
    OfFew(FxHashMap<I, Option<u64>>),
}

impl<I: Idx + Hash> Offsets<I> {
    /// None, of `count` indices that may get one.
    pub(super) fn of_many(count: usize) -> Self {
        Offsets(Form::OfMany(IndexVec::filled(count, None)))
    }

    /// None, and few will come.
    pub fn of_few() -> Self {
        Offsets(Form::OfFew(FxHashMap::default()))
    }

    /// Gives `index` a place.
    pub fn place(&mut self, index: I, offset: u64) {
        match &mut self.0 {
            Form::OfMany(offsets) => offsets[index] = Some(offset),
            Form::OfFew(offsets) => {
                offsets.insert(index, Some(offset));
            }
        }
    }

    /// What has a place, ascending, with its offset.
    pub fn iter(&self) -> impl Iterator<Item = (I, u64)> {
        let mut few = Vec::new();
        let many = match &self.0 {
            Form::OfMany(offsets) => Some(offsets),
            Form::OfFew(offsets) => {
                few.extend(offsets.iter().filter_map(|(index, offset)| Some((*index, (*offset)?))));
                few.sort_unstable();
                None
            }
        };
        let many = many.into_iter().flat_map(|offsets| offsets.iter());
        many.filter_map(|(index, offset)| Some((index, (*offset)?))).chain(few)
    }
}

impl<I: Idx + Hash> Index<I> for Offsets<I> {
    type Output = Option<u64>;

    #[inline]
    fn index(&self, index: I) -> &Option<u64> {
        match &self.0 {
            Form::OfMany(offsets) => &offsets[index],
            Form::OfFew(offsets) => offsets.get(&index).unwrap_or(&None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ValueId;

    #[test]
    fn both_forms_find_the_same_places() {
        let [a, b, c] = [0, 1, 2].map(ValueId::from_usize);
        for mut offsets in [Offsets::of_few(), Offsets::of_many(3)] {
            offsets.place(c, 16);
            offsets.place(a, 24);
            assert_eq!(offsets.iter().collect::<Vec<_>>(), [(a, 24), (c, 16)]);
            assert_eq!((offsets[a], offsets[b], offsets[c]), (Some(24), None, Some(16)));
        }
    }
}
