//! Which blocks can come before which: the strongly connected components of the graph, in topological order.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::index::{Idx, IndexVec};
use crate::model::{BlockId, Coroutine};

/// Each block's component. No edge leads from a component to one of a higher number.
#[derive(Clone, Debug)]
pub struct Components {
    number: IndexVec<BlockId, u32>,
}

impl Components {
    /// Those of the whole coroutine, suspensions included.
    pub fn new(coroutine: &Coroutine) -> Self {
        Components::of_edges(coroutine, |_| true)
    }

    /// Those that control can go around in without a save.
    pub fn without_saves(coroutine: &Coroutine) -> Self {
        let mut is_save = IndexVec::filled(coroutine.blocks.len(), false);
        coroutine.suspends.iter().for_each(|(_, suspend)| is_save[suspend.save] = true);
        Components::of_edges(coroutine, |from| !is_save[from])
    }

    /// By the edges of the blocks that are `followed`.
    fn of_edges(coroutine: &Coroutine, followed: impl Fn(BlockId) -> bool) -> Self {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(coroutine.blocks.len(), 0);
        for _ in coroutine.blocks.indices() {
            graph.add_node(());
        }
        for (from, block) in coroutine.blocks.iter().filter(|(from, _)| followed(*from)) {
            for edge in &block.successors {
                graph.add_edge(NodeIndex::new(from.index()), NodeIndex::new(edge.block.index()), ());
            }
        }
        let mut number = IndexVec::filled(coroutine.blocks.len(), 0);
        for (index, component) in (0u32..).zip(kosaraju_scc(&graph)) {
            for node in component {
                number[BlockId::from_usize(node.index())] = index;
            }
        }
        Components { number }
    }

    /// Whether control can come back to `block`.
    pub fn is_in_loop(&self, coroutine: &Coroutine, block: BlockId) -> bool {
        coroutine.blocks[block].successors.iter().any(|edge| self.are_together(edge.block, block))
    }

    /// Whether ways lead from each of the two to the other.
    pub fn are_together(&self, a: BlockId, b: BlockId) -> bool {
        self.number[a] == self.number[b]
    }

    /// Whether a way can lead from `from` to `to`, as far as the order of the components tells.
    pub fn may_precede(&self, from: BlockId, to: BlockId) -> bool {
        self.number[from] >= self.number[to]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::build::ModelBuilder;

    #[test]
    fn a_loop_is_one_component_and_what_follows_comes_behind() {
        let mut m = ModelBuilder::new("f");
        let (entry, head, body, end) = (m.block(), m.block(), m.block(), m.block());
        m.edge(entry, head);
        m.edge(head, body);
        m.edge(body, head);
        m.edge(head, end);
        let order = Components::new(&m.finish());
        assert!(order.may_precede(entry, end) && !order.may_precede(end, entry));
        assert!(order.may_precede(head, body) && order.may_precede(body, head));
        assert!(!order.may_precede(end, body) && !order.may_precede(body, entry));
    }

    #[test]
    fn a_loop_that_saves_is_none_without_saves() {
        let mut m = ModelBuilder::new("f");
        let (outer, inner, out, again, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
        m.edge(outer, inner);
        m.edge(inner, inner);
        let save = m.block();
        m.edge(inner, save);
        m.suspend(save, out, again, end);
        m.edge(again, outer);
        let coroutine = m.finish();
        let (whole, within) = (Components::new(&coroutine), Components::without_saves(&coroutine));
        let loops =
            |components: &Components| [outer, inner, end].map(|b| components.is_in_loop(&coroutine, b));
        assert_eq!((loops(&whole), loops(&within)), ([true, true, false], [false, true, false]));
    }
}
