//! The graph of one part: what its activations can run, from the dispatch on, with dominators and loops.
//!
//! Dominators as Cooper, Harvey and Kennedy find them ("A simple, fast dominance algorithm"); loops are the natural ones, found
//! from the innermost outwards. A cycle that the dispatch enters at several places is no loop here.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine};

/// A place of the graph, numbered in reverse postorder: a dominator has a lower number than what it dominates.
pub type Node = usize;

/// Where a part's activations begin.
pub const DISPATCH: Node = 0;

/// What no node is.
const NONE: Node = usize::MAX;

/// The graph of a part.
#[derive(Clone, Debug)]
pub struct Flow {
    /// The block of each node but the dispatch.
    blocks: Vec<Option<BlockId>>,
    nodes: IndexVec<BlockId, Node>,
    successors: Vec<Vec<Node>>,
    predecessors: Vec<Vec<Node>>,
    dominator: Vec<Node>,
    /// The header of the innermost loop that a node is in, itself if it is one; `NONE` outside of loops.
    header: Vec<Node>,
    /// The header of the next loop outwards, by header.
    outer: Vec<Node>,
}

impl Flow {
    /// The graph of what activations that begin at `entries` run.
    pub fn new(coroutine: &Coroutine, entries: &[BlockId]) -> Self {
        let nodes = IndexVec::filled(coroutine.blocks.len(), NONE);
        let mut flow = Flow {
            blocks: Vec::new(),
            nodes,
            successors: Vec::new(),
            predecessors: Vec::new(),
            dominator: Vec::new(),
            header: Vec::new(),
            outer: Vec::new(),
        };
        flow.number(coroutine, entries);
        flow.connect(coroutine, entries);
        flow.find_dominators();
        flow.find_loops();
        flow
    }

    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The node of a block that the part has.
    pub fn node(&self, block: BlockId) -> Option<Node> {
        Some(self.nodes[block]).filter(|n| *n != NONE)
    }

    /// The block of a node; `None` for the dispatch.
    pub fn block(&self, node: Node) -> Option<BlockId> {
        self.blocks[node]
    }

    pub fn successors(&self, node: Node) -> &[Node] {
        &self.successors[node]
    }

    pub fn predecessors(&self, node: Node) -> &[Node] {
        &self.predecessors[node]
    }

    /// The nearest node that all ways to `node` meet before; the dispatch's is itself.
    pub fn dominator(&self, node: Node) -> Node {
        self.dominator[node]
    }

    /// The nearest node that dominates both.
    pub fn common_dominator(&self, mut a: Node, mut b: Node) -> Node {
        while a != b {
            if a > b {
                a = self.dominator[a];
            } else {
                b = self.dominator[b];
            }
        }
        a
    }

    /// The only node from which the innermost loop around `node` is entered.
    pub fn before_loop(&self, node: Node) -> Option<Node> {
        let header = self.header[node];
        if header == NONE {
            return None;
        }
        let is_outside = |n: &Node| !self.is_in_loop(*n, header);
        let mut outside = self.predecessors[header].iter().copied().filter(is_outside);
        outside.next().filter(|_| outside.next().is_none())
    }

    /// The same, unless that loop has `other` in it.
    pub fn before_loop_without(&self, node: Node, other: Option<Node>) -> Option<Node> {
        let header = self.header[node];
        let has_other = header != NONE && other.is_some_and(|other| self.is_in_loop(other, header));
        if has_other { None } else { self.before_loop(node) }
    }

    fn is_in_loop(&self, node: Node, header: Node) -> bool {
        let mut inner = self.header[node];
        // Headers of loops further out have lower numbers.
        while inner != NONE && inner > header {
            inner = self.outer[inner];
        }
        inner == header
    }

    /// Numbers what is reached, by a depth-first walk with an explicit stack.
    fn number(&mut self, coroutine: &Coroutine, entries: &[BlockId]) {
        const SEEN: Node = NONE - 1;
        let mut postorder: Vec<BlockId> = Vec::new();
        let mut stack: Vec<(BlockId, usize)> = Vec::new();
        for &entry in entries.iter().rev() {
            if std::mem::replace(&mut self.nodes[entry], SEEN) == NONE {
                stack.push((entry, 0));
            }
            while let Some((block, next)) = stack.pop() {
                let Some(edge) = coroutine.blocks[block].successors.get(next) else {
                    postorder.push(block);
                    continue;
                };
                stack.push((block, next + 1));
                if edge.kind.is_in_parts() && self.nodes[edge.block] == NONE {
                    self.nodes[edge.block] = SEEN;
                    stack.push((edge.block, 0));
                }
            }
        }
        self.blocks = vec![None];
        for block in postorder.into_iter().rev() {
            self.nodes[block] = self.blocks.len();
            self.blocks.push(Some(block));
        }
    }

    fn connect(&mut self, coroutine: &Coroutine, entries: &[BlockId]) {
        let count = self.blocks.len();
        self.predecessors = vec![Vec::new(); count];
        self.successors = vec![Vec::new(); count];
        for node in 0..count {
            let mut to: Vec<Node> = match self.blocks[node] {
                None => entries.iter().map(|&entry| self.nodes[entry]).collect(),
                Some(block) => {
                    let edges = coroutine.blocks[block].successors.iter().filter(|e| e.kind.is_in_parts());
                    edges.map(|e| self.nodes[e.block]).collect()
                }
            };
            to.sort_unstable();
            to.dedup();
            to.iter().for_each(|&next| self.predecessors[next].push(node));
            self.successors[node] = to;
        }
    }

    fn find_dominators(&mut self) {
        self.dominator = vec![NONE; self.blocks.len()];
        self.dominator[DISPATCH] = DISPATCH;
        let mut changed = true;
        while changed {
            changed = false;
            for node in 1..self.blocks.len() {
                let known = self.predecessors[node].iter().copied().filter(|&p| self.dominator[p] != NONE);
                let Some(new) = known.reduce(|a, b| self.common_dominator(a, b)) else { continue };
                changed |= std::mem::replace(&mut self.dominator[node], new) != new;
            }
        }
    }

    fn dominates(&self, node: Node, mut other: Node) -> bool {
        while other > node {
            other = self.dominator[other];
        }
        other == node
    }

    fn find_loops(&mut self) {
        self.header = vec![NONE; self.blocks.len()];
        self.outer = vec![NONE; self.blocks.len()];
        // The header of the outermost loop found so far, by header: shortened on the way.
        let mut outermost: Vec<Node> = (0..self.blocks.len()).collect();
        for header in (1..self.blocks.len()).rev() {
            let comes_back = |p: &Node| *p >= header && self.dominates(header, *p);
            let mut work: Vec<Node> = self.predecessors[header].iter().copied().filter(comes_back).collect();
            if work.is_empty() {
                continue;
            }
            self.header[header] = header;
            while let Some(node) = work.pop() {
                let inner = self.header[node];
                if inner == NONE {
                    self.header[node] = header;
                    work.extend(&self.predecessors[node]);
                    continue;
                }
                let top = find(&mut outermost, inner);
                if top != header {
                    // A loop inside, as a whole.
                    self.outer[top] = header;
                    outermost[top] = header;
                    work.extend(&self.predecessors[top]);
                }
            }
        }
    }
}

fn find(outermost: &mut [Node], mut node: Node) -> Node {
    while outermost[node] != node {
        outermost[node] = outermost[outermost[node]];
        node = outermost[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::build::ModelBuilder;

    #[test]
    fn the_dispatch_dominates_where_two_entries_meet() {
        let mut m = ModelBuilder::new("f");
        let (a, b, join, end) = (m.block(), m.block(), m.block(), m.block());
        m.edge(a, join);
        m.edge(b, join);
        m.edge(join, end);
        let flow = Flow::new(&m.finish(), &[a, b]);
        let node = |block| flow.node(block).expect("reached");
        assert_eq!(flow.dominator(node(join)), DISPATCH);
        assert_eq!(flow.dominator(node(end)), node(join));
        assert_eq!(flow.common_dominator(node(a), node(end)), DISPATCH);
    }

    #[test]
    fn nested_loops_are_entered_from_their_own_places() {
        let mut m = ModelBuilder::new("f");
        let (pre, outer, inner, body, latch, end) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        for (from, to) in [
            (pre, outer),
            (outer, inner),
            (inner, body),
            (body, inner),
            (inner, latch),
            (latch, outer),
            (latch, end),
        ] {
            m.edge(from, to);
        }
        let flow = Flow::new(&m.finish(), &[pre]);
        let node = |block| flow.node(block).expect("reached");
        assert_eq!(flow.before_loop(node(body)), Some(node(outer)));
        assert_eq!(flow.before_loop(node(outer)), Some(node(pre)));
        assert_eq!(flow.before_loop(node(latch)), Some(node(pre)));
        assert_eq!(flow.before_loop(node(end)), None);
        assert_eq!(flow.before_loop_without(node(body), Some(node(latch))), Some(node(outer)));
        assert_eq!(flow.before_loop_without(node(latch), Some(node(body))), None);
    }

    #[test]
    fn a_cycle_with_two_entries_is_no_loop() {
        let mut m = ModelBuilder::new("f");
        let (x, y) = (m.block(), m.block());
        m.edge(x, y);
        m.edge(y, x);
        let flow = Flow::new(&m.finish(), &[x, y]);
        assert_eq!(flow.before_loop(flow.node(y).expect("reached")), None);
    }
}
