//! Where a clone loads a value that it gets from the frame and does not make itself.
//!
//! The value is the same throughout the activation, so a load is correct at every place that dominates the use. Three rules choose
//! the place:
//!
//! 1. Uses share a load at their nearest common dominator if every path from there, or from somewhere before it, leads to one of
//!    them. (Partial redundancy elimination calls such uses "anticipated".)
//! 2. A load moves out of the loops around it.
//! 3. Uses on paths that exclude each other share a load only if there are many of them. That makes the code smaller, but saves no
//!    load on any path.

use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::clone_cfg::{CloneCfg, DISPATCH, Node};
use crate::index::IndexVec;
use crate::model::BlockId;

/// If at least this many places that exclude each other use a value, it is loaded before them.
const MANY: usize = 8;

/// For the blocks that use a value the nodes where it is loaded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placement(Vec<(BlockId, Node)>);

impl Placement {
    /// Where the value that `block` uses is loaded; the same block if nothing else was found.
    #[inline]
    pub fn of(&self, block: BlockId) -> Option<Node> {
        self.0.binary_search_by_key(&block, |(b, _)| *b).ok().map(|index| self.0[index].1)
    }

    /// All nodes where the value is loaded.
    #[inline]
    pub fn nodes(&self) -> impl Iterator<Item = Node> {
        self.0.iter().map(|(_, node)| *node)
    }
}

/// Finds the places of loads. Values that the same blocks use have the same.
pub struct ReloadPlacer<'a> {
    cfg: &'a CloneCfg,
    /// The blocks where no load may stand.
    barred: &'a IndexVec<BlockId, bool>,
    known: FxHashMap<Vec<BlockId>, Rc<Placement>>,
    generation: u32,
    is_use: Vec<u32>,
    /// Whether every path from the node's beginning leads to a use.
    anticipates: Vec<u32>,
    /// How many successors anticipate, valid where `counted` says so.
    anticipating: Vec<usize>,
    counted: Vec<u32>,
}

impl<'a> ReloadPlacer<'a> {
    #[inline]
    pub fn new(cfg: &'a CloneCfg, barred: &'a IndexVec<BlockId, bool>) -> Self {
        ReloadPlacer {
            cfg,
            barred,
            known: FxHashMap::default(),
            generation: 0,
            is_use: vec![0; cfg.len()],
            anticipates: vec![0; cfg.len()],
            anticipating: vec![0; cfg.len()],
            counted: vec![0; cfg.len()],
        }
    }

    /// The places for a value that is used in `blocks`, which are sorted and of the clone.
    #[inline]
    pub fn place(&mut self, blocks: &[BlockId]) -> Rc<Placement> {
        if let Some(placement) = self.known.get(blocks) {
            return Rc::clone(placement);
        }
        let uses: Vec<Node> = blocks.iter().filter_map(|&block| self.cfg.node(block)).collect();
        let nodes = self.nodes_for(&uses);
        let placement = Rc::new(Placement(blocks.iter().copied().zip(nodes).collect()));
        self.known.insert(blocks.to_vec(), Rc::clone(&placement));
        placement
    }

    /// The places for a value that the clone makes in `definition` as well: only after other blocks where the slot holds it,
    /// which `is_clean` says of those that the value is live in. Each block that uses it loads it; LLVM finds out where
    /// nothing can have changed it since the last load.
    pub fn place_within(
        &self,
        blocks: &[BlockId],
        definition: BlockId,
        is_clean: impl Fn(BlockId) -> bool,
    ) -> Placement {
        // A loop that a use is in, and the definition is not: where the value is used, it is live before it.
        let is_clean = |n: &Node| self.cfg.block(*n).is_some_and(|b| b != definition && is_clean(b));
        let definition = self.cfg.node(definition);
        let place = |&block: &BlockId| {
            let mut place = self.cfg.node(block)?;
            let before = |place| self.cfg.before_loop_without(place, definition);
            while let Some(outside) = before(place).filter(|n| is_clean(n) && !self.is_barred(*n)) {
                place = outside;
            }
            Some((block, place))
        };
        Placement(blocks.iter().filter_map(place).collect())
    }

    fn nodes_for(&mut self, uses: &[Node]) -> Vec<Node> {
        if let [only] = uses {
            return vec![self.out_of_loops(*only)];
        }
        self.find_anticipation(uses);
        let lowest = uses.iter().copied().reduce(|a, b| self.cfg.common_dominator(a, b));
        let lowest = lowest.unwrap_or(DISPATCH);
        let tops: Vec<Node> = uses.iter().map(|&node| self.highest_anticipating(node, lowest)).collect();
        let firsts: Vec<Node> =
            uses.iter().zip(&tops).map(|(&node, &top)| self.first_use(node, top)).collect();
        // By the highest node: the nearest common dominator, and the uses that no other use dominates.
        let mut groups: FxHashMap<Node, (Node, FxHashSet<Node>)> = FxHashMap::default();
        for (&first, &top) in firsts.iter().zip(&tops) {
            let (common, members) = groups.entry(top).or_insert((first, FxHashSet::default()));
            *common = self.cfg.common_dominator(*common, first);
            members.insert(first);
        }
        let place = |(&first, top): (&Node, &Node)| {
            let (common, members) = &groups[top];
            let shared = self.allowed(*common, *top).filter(|_| members.len() >= MANY);
            self.out_of_loops(shared.unwrap_or(first))
        };
        firsts.iter().zip(&tops).map(place).collect()
    }

    /// The first use on the path from `top` down to `node`, which is a use itself.
    fn first_use(&self, node: Node, top: Node) -> Node {
        let (mut at, mut first) = (node, node);
        while at != top {
            at = self.cfg.dominator(at);
            if self.is_use[at] == self.generation {
                first = at;
            }
        }
        first
    }

    /// Marks the nodes from which every path leads to one of `uses`.
    fn find_anticipation(&mut self, uses: &[Node]) {
        self.generation += 1;
        let now = self.generation;
        let mut work = uses.to_vec();
        for &node in uses {
            self.is_use[node] = now;
            self.anticipates[node] = now;
        }
        while let Some(node) = work.pop() {
            for &before in self.cfg.predecessors(node) {
                if self.anticipates[before] == now {
                    continue;
                }
                if std::mem::replace(&mut self.counted[before], now) != now {
                    self.anticipating[before] = 0;
                }
                self.anticipating[before] += 1;
                if self.anticipating[before] == self.cfg.successors(before).len() {
                    self.anticipates[before] = now;
                    work.push(before);
                }
            }
        }
    }

    /// The first node on the path down to `node` that anticipates a use; above `lowest` none does where that one does not.
    fn highest_anticipating(&self, node: Node, lowest: Node) -> Node {
        let (mut at, mut highest) = (node, node);
        while at != lowest {
            at = self.cfg.dominator(at);
            if self.anticipates[at] == self.generation {
                highest = at;
            }
        }
        highest
    }

    /// The nearest node between `place` and `top` where a load may stand.
    fn allowed(&self, mut place: Node, top: Node) -> Option<Node> {
        while self.is_barred(place) {
            if place == top {
                return None;
            }
            place = self.cfg.dominator(place);
        }
        Some(place)
    }

    fn is_barred(&self, node: Node) -> bool {
        self.cfg.block(node).is_some_and(|block| self.barred[block])
    }

    fn out_of_loops(&self, mut place: Node) -> Node {
        // At the dispatch the slot may hold something else: not every state has the value.
        let leaves = |n: &Node| *n != DISPATCH && !self.is_barred(*n);
        while let Some(before) = self.cfg.before_loop(place).filter(leaves) {
            place = before;
        }
        place
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    /// The blocks where a value used in `uses` is loaded, use by use; `None` for the dispatch.
    fn places(
        m: ModelBuilder,
        entries: &[BlockId],
        uses: &[BlockId],
        post_save: &[BlockId],
    ) -> Vec<Option<BlockId>> {
        let coroutine = m.finish();
        let cfg = CloneCfg::new(&coroutine, entries);
        let mut barred = IndexVec::filled(coroutine.blocks.len(), false);
        post_save.iter().for_each(|&block| barred[block] = true);
        let placement = ReloadPlacer::new(&cfg, &barred).place(uses);
        uses.iter().map(|&u| cfg.block(placement.of(u).expect("placed"))).collect()
    }

    fn diamond() -> (ModelBuilder, [BlockId; 4]) {
        let mut m = ModelBuilder::new("f");
        let (top, left, right, end) = (m.block(), m.block(), m.block(), m.block());
        for (from, to) in [(top, left), (top, right), (left, end), (right, end)] {
            m.edge(from, to);
        }
        (m, [top, left, right, end])
    }

    /// `count` blocks after `top`, which all lead to one.
    fn fan(count: usize) -> (ModelBuilder, BlockId, Vec<BlockId>) {
        let mut m = ModelBuilder::new("f");
        let top = m.block();
        let sides: Vec<BlockId> = (0..count).map(|_| m.block()).collect();
        let end = m.block();
        for &side in &sides {
            m.edge(top, side);
            m.edge(side, end);
        }
        (m, top, sides)
    }

    #[test]
    fn uses_on_many_branches_share_a_load_before_them() {
        let (m, top, sides) = fan(MANY);
        assert_eq!(places(m, &[top], &sides, &[]), vec![Some(top); MANY]);
        let (m, top, sides) = fan(MANY - 1);
        let own: Vec<Option<BlockId>> = sides.iter().copied().map(Some).collect();
        assert_eq!(places(m, &[top], &sides, &[]), own);
        // One path needs nothing.
        let (m, top, sides) = fan(MANY + 1);
        let own: Vec<Option<BlockId>> = sides[1..].iter().copied().map(Some).collect();
        assert_eq!(places(m, &[top], &sides[1..], &[]), own);
    }

    #[test]
    fn a_use_serves_those_after_it() {
        let (m, [top, left, right, end]) = diamond();
        assert_eq!(places(m, &[top], &[top, left, right, end], &[]), [Some(top); 4]);
    }

    #[test]
    fn a_use_on_one_side_is_not_loaded_on_the_other() {
        let (m, [top, left, _, _]) = diamond();
        assert_eq!(places(m, &[top], &[left], &[]), [Some(left)]);
        let (m, [top, left, _, end]) = diamond();
        assert_eq!(places(m, &[top], &[left, end], &[]), [Some(left), Some(end)]);
    }

    #[test]
    fn what_all_states_need_is_loaded_in_the_dispatch() {
        let mut m = ModelBuilder::new("f");
        let states: Vec<BlockId> = (0..MANY).map(|_| m.block()).collect();
        assert_eq!(places(m, &states, &states, &[]), vec![None; MANY]);
    }

    #[test]
    fn a_load_leaves_the_loop_but_not_for_the_dispatch() {
        let build = || {
            let mut m = ModelBuilder::new("f");
            let (pre, head, body, end) = (m.block(), m.block(), m.block(), m.block());
            for (from, to) in [(pre, head), (head, body), (body, head), (head, end)] {
                m.edge(from, to);
            }
            (m, pre, head, body)
        };
        let (m, pre, _, body) = build();
        assert_eq!(places(m, &[pre], &[body], &[]), [Some(pre)]);
        let (m, _, head, body) = build();
        assert_eq!(places(m, &[head], &[body], &[]), [Some(body)]);
        let (m, pre, _, body) = build();
        assert_eq!(places(m, &[pre], &[body], &[pre]), [Some(body)]);
    }

    #[test]
    fn nothing_is_loaded_where_the_frame_may_be_gone() {
        let (m, top, sides) = fan(MANY);
        let own: Vec<Option<BlockId>> = sides.iter().copied().map(Some).collect();
        assert_eq!(places(m, &[top], &sides, &[top]), own);
    }
}
