//! Walks over graphs of any kind: blocks, values, nodes.

use std::hash::Hash;

use rustc_hash::FxHashSet;

use crate::index::{Idx, IndexVec};

/// What a walk has been to.
pub trait Seen<N> {
    /// Notes `node`. Whether that is new.
    fn insert(&mut self, node: N) -> bool;
}

impl<N: Eq + Hash> Seen<N> for FxHashSet<N> {
    fn insert(&mut self, node: N) -> bool {
        FxHashSet::insert(self, node)
    }
}

impl<I: Idx> Seen<I> for IndexVec<I, bool> {
    #[inline]
    fn insert(&mut self, index: I) -> bool {
        !std::mem::replace(&mut self[index], true)
    }
}

/// A set of indices that is emptied at no cost: an index is in it if its mark is the current generation.
#[derive(Debug)]
pub struct Visited<I: Idx> {
    marks: IndexVec<I, u32>,
    generation: u32,
}

impl<I: Idx> Visited<I> {
    /// For the indices below `count`.
    pub fn new(count: usize) -> Self {
        Visited { marks: IndexVec::filled(count, 0), generation: 1 }
    }

    /// Forgets all indices.
    #[inline]
    pub fn clear(&mut self) {
        self.generation += 1;
    }

    /// Whether `index` was noted since the last [`Visited::clear`].
    #[inline]
    pub fn contains(&self, index: I) -> bool {
        self.marks[index] == self.generation
    }
}

impl<I: Idx> Seen<I> for Visited<I> {
    #[inline]
    fn insert(&mut self, index: I) -> bool {
        std::mem::replace(&mut self.marks[index], self.generation) != self.generation
    }
}

/// A depth-first walk: each node once, before its successors, of which the last comes first.
#[derive(Debug)]
pub struct Walk<N, S, F> {
    seen: S,
    work: Vec<N>,
    next: F,
}

impl<N: Copy, S: Seen<N>, F: FnMut(N, &mut Vec<N>)> Walk<N, S, F> {
    /// From `starts`. `next` appends the successors of a node that the walk follows. What is in `seen` is left out.
    #[inline]
    pub fn new(seen: S, starts: impl IntoIterator<Item = N>, next: F) -> Self {
        Walk { seen, work: starts.into_iter().collect(), next }
    }

    /// Goes to the end. What the walk has been to.
    #[inline]
    pub fn finish(mut self) -> S {
        self.by_ref().for_each(drop);
        self.seen
    }
}

impl<N: Copy, S: Seen<N>, F: FnMut(N, &mut Vec<N>)> Iterator for Walk<N, S, F> {
    type Item = N;

    #[inline]
    fn next(&mut self) -> Option<N> {
        while let Some(node) = self.work.pop() {
            if self.seen.insert(node) {
                (self.next)(node, &mut self.work);
                return Some(node);
            }
        }
        None
    }
}

/// The nodes that `starts` lead to, and they themselves, in the order of a [`Walk`]. `next` gives the successors that are followed.
pub fn walk<N, T>(
    starts: impl IntoIterator<Item = N>,
    mut next: impl FnMut(N) -> T,
) -> impl Iterator<Item = N>
where
    N: Copy + Eq + Hash,
    T: IntoIterator<Item = N>,
{
    Walk::new(FxHashSet::default(), starts, move |node, work: &mut Vec<N>| work.extend(next(node)))
}

/// As [`walk`], as a set.
pub fn reachable<N, T>(starts: impl IntoIterator<Item = N>, mut next: impl FnMut(N) -> T) -> FxHashSet<N>
where
    N: Copy + Eq + Hash,
    T: IntoIterator<Item = N>,
{
    Walk::new(FxHashSet::default(), starts, |node, work: &mut Vec<N>| work.extend(next(node))).finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The successors in a graph with a circle: 0 to 1 and 2, 1 to 3, 2 to 3, 3 to 1.
    fn next(node: usize) -> Vec<usize> {
        [vec![1, 2], vec![3], vec![3], vec![1], vec![0]][node].clone()
    }

    #[test]
    fn each_node_comes_once_and_before_its_successors() {
        assert_eq!(walk([0], next).collect::<Vec<_>>(), [0, 2, 3, 1]);
        assert_eq!(reachable([1], next), FxHashSet::from_iter([1, 3]));
    }

    #[test]
    fn a_walk_can_stop_early() {
        let mut asked = Vec::new();
        let found = walk([0], |node| {
            asked.push(node);
            next(node)
        })
        .find(|&node| node == 2);
        assert_eq!((found, asked), (Some(2), vec![0, 2]));
    }

    #[test]
    fn a_cleared_set_is_empty() {
        let mut visited: Visited<crate::model::BlockId> = Visited::new(2);
        let block = crate::model::BlockId::from_usize(1);
        assert!(visited.insert(block) && !visited.insert(block) && visited.contains(block));
        visited.clear();
        assert!(!visited.contains(block) && visited.insert(block));
    }
}
