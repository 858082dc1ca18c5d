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
    pub fn new(coroutine: &Coroutine) -> Self {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(coroutine.blocks.len(), 0);
        for _ in coroutine.blocks.indices() {
            graph.add_node(());
        }
        for (from, block) in coroutine.blocks.iter() {
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
}
