//! Typed indices: a block number is never taken for a value number.

use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

/// A number that counts one kind of thing.
pub trait Idx: Copy + Eq + Ord {
    /// The number `index`.
    ///
    /// # Panics
    /// If `index` is 2^32 or more.
    fn from_usize(index: usize) -> Self;
    /// The number itself.
    fn index(self) -> usize;
}

/// Defines an index type over `u32`.
#[macro_export]
macro_rules! define_index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub struct $name(u32);

        impl $name {
            /// The number 0.
            pub const fn first() -> Self {
                $name(0)
            }
        }

        impl $crate::index::Idx for $name {
            #[inline]
            fn from_usize(index: usize) -> Self {
                $name(u32::try_from(index).expect("a function has fewer than 2^32 of anything"))
            }
            #[inline]
            fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

/// A vector indexed by `I`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexVec<I, T> {
    items: Vec<T>,
    index: PhantomData<fn(I)>,
}

impl<I, T> Default for IndexVec<I, T> {
    fn default() -> Self {
        IndexVec { items: Vec::new(), index: PhantomData }
    }
}

impl<I, T> IndexVec<I, T> {
    /// Without items.
    pub const EMPTY: Self = IndexVec { items: Vec::new(), index: PhantomData };
}

impl<I: Idx, T> IndexVec<I, T> {
    /// Without items.
    pub fn new() -> Self {
        Self::default()
    }

    /// `count` copies of `item`.
    pub fn filled(count: usize, item: T) -> Self
    where
        T: Clone,
    {
        IndexVec { items: vec![item; count], index: PhantomData }
    }

    /// Adds an item at the end; its number.
    pub fn push(&mut self, item: T) -> I {
        self.items.push(item);
        I::from_usize(self.items.len() - 1)
    }

    /// The number of items.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there are no items.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// The items, each with its number.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (I, &T)> {
        self.items.iter().enumerate().map(|(i, item)| (I::from_usize(i), item))
    }

    /// The numbers of all items.
    pub fn indices(&self) -> impl DoubleEndedIterator<Item = I> + use<I, T> {
        (0..self.items.len()).map(I::from_usize)
    }

    /// How many of the items, which are partitioned by `is_first`, it is true of.
    pub fn partition_point(&self, is_first: impl FnMut(&T) -> bool) -> usize {
        self.items.partition_point(is_first)
    }

    /// Item `index`, if there is one.
    pub fn get(&self, index: I) -> Option<&T> {
        self.items.get(index.index())
    }
}

impl<I: Idx, T> Index<I> for IndexVec<I, T> {
    type Output = T;
    fn index(&self, index: I) -> &T {
        &self.items[index.index()]
    }
}

impl<I: Idx, T> IndexMut<I> for IndexVec<I, T> {
    fn index_mut(&mut self, index: I) -> &mut T {
        &mut self.items[index.index()]
    }
}

impl<I, T> FromIterator<T> for IndexVec<I, T> {
    fn from_iter<It: IntoIterator<Item = T>>(iter: It) -> Self {
        IndexVec { items: iter.into_iter().collect(), index: PhantomData }
    }
}
