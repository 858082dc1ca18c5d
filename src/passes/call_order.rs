//! In which order the coroutines of a module are split: those whose frames others contain come first.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::DfsPostOrder;

/// An order of the numbers below some count. The same input gives the same order, whatever addresses things have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Order {
    /// All numbers, what others need before them.
    pub sequence: Vec<usize>,
    /// The cycle that each number is in.
    cycle: Vec<usize>,
}

impl Order {
    /// Orders the numbers below `count`. An edge `(a, b)` says that `a` needs `b` first; no edge leaves them in their
    /// order, and a cycle is broken at its first number.
    pub fn bottom_up(count: usize, edges: &[(usize, usize)]) -> Self {
        let mut graph = DiGraph::<(), (), usize>::with_capacity(count, edges.len());
        for _ in 0..count {
            graph.add_node(());
        }
        let mut edges = edges.to_vec();
        edges.sort_unstable();
        // petgraph puts the last edge that was added on the stack first, and so visits it last.
        for (from, to) in edges {
            graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
        }
        let mut cycle = vec![0; count];
        for (number, nodes) in kosaraju_scc(&graph).iter().enumerate() {
            for node in nodes {
                cycle[node.index()] = number;
            }
        }
        // Post-order: whatever a node leads to and that does not lead back to it is finished before it.
        let mut sequence = Vec::with_capacity(count);
        let mut walk = DfsPostOrder::empty(&graph);
        for start in graph.node_indices() {
            walk.move_to(start);
            while let Some(node) = walk.next(&graph) {
                sequence.push(node.index());
            }
        }
        Order { sequence, cycle }
    }

    /// Whether `a` needs `b`, and `b` in turn `a`.
    pub fn in_one_cycle(&self, a: usize, b: usize) -> bool {
        self.cycle[a] == self.cycle[b]
    }
}

#[cfg(test)]
mod tests {
    use crate::passes::call_order::Order;

    #[test]
    fn without_edges_everything_stays_in_its_order() {
        assert_eq!(Order::bottom_up(4, &[]).sequence, [0, 1, 2, 3]);
        assert!(Order::bottom_up(0, &[]).sequence.is_empty());
    }

    #[test]
    fn what_is_needed_comes_first() {
        assert_eq!(Order::bottom_up(4, &[(0, 2), (2, 3)]).sequence, [3, 2, 0, 1]);
        // In the order of the numbers, not of the edges.
        assert_eq!(Order::bottom_up(4, &[(0, 3), (0, 1)]).sequence, [1, 3, 0, 2]);
        assert_eq!(Order::bottom_up(4, &[(0, 1), (0, 3)]).sequence, [1, 3, 0, 2]);
    }

    #[test]
    fn cycles_are_distinguished_from_chains() {
        let order = Order::bottom_up(5, &[(0, 1), (1, 2), (2, 0), (2, 3), (4, 0), (3, 3)]);
        assert!(order.in_one_cycle(0, 1) && order.in_one_cycle(1, 2) && order.in_one_cycle(2, 0));
        assert!(order.in_one_cycle(3, 3));
        assert!(!order.in_one_cycle(2, 3) && !order.in_one_cycle(4, 0));
        // The cycle needs 3 and is needed by 4.
        let place = |n: usize| order.sequence.iter().position(|&m| m == n).unwrap();
        assert!((0..3).all(|n| place(3) < place(n) && place(n) < place(4)));
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let count = 200_000;
        let edges: Vec<_> = (1..count).map(|n| (n - 1, n)).collect();
        let order = Order::bottom_up(count, &edges);
        assert!(order.sequence.iter().rev().copied().eq(0..count));
    }
}
