//! The graph of one clone: what its activations can run, from the dispatch on, with dominators and loops.
//!
//! Dominators as Semi-NCA finds them (Georgiadis, "Linear-time algorithms for dominators and related problems", section 2.3), which
//! LLVM uses as well; loops are the natural ones, found from the innermost outwards. A cycle that the dispatch enters at more than one
//! places is no loop here.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine};

/// A place of the graph, numbered as a depth-first walk visits them: a dominator has a lower number than what it dominates.
pub type Node = usize;

/// Where a clone's activations begin.
pub const DISPATCH: Node = 0;

/// The number of no node.
const NONE: Node = usize::MAX;

/// A list of nodes for each node, all in one piece.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// Where each row ends.
    ends: Vec<usize>,
    nodes: Vec<Node>,
}

impl Rows {
    fn of(&self, node: Node) -> &[Node] {
        let begin = if node == 0 { 0 } else { self.ends[node - 1] };
        &self.nodes[begin..self.ends[node]]
    }

    fn push(&mut self, row: &[Node]) {
        self.nodes.extend_from_slice(row);
        self.ends.push(self.nodes.len());
    }

    /// For each node the nodes that have it in their rows, in order.
    fn reversed(&self) -> Rows {
        let mut ends = vec![0; self.ends.len()];
        self.nodes.iter().for_each(|&node| ends[node] += 1);
        let mut sum = 0;
        for end in &mut ends {
            // Where the row begins, until it is filled.
            sum += std::mem::replace(end, sum);
        }
        let mut nodes = vec![0; self.nodes.len()];
        for row in 0..self.ends.len() {
            for &node in self.of(row) {
                nodes[ends[node]] = row;
                ends[node] += 1;
            }
        }
        Rows { ends, nodes }
    }
}

/// The graph of a clone.
#[derive(Clone, Debug)]
pub struct CloneCfg {
    /// The block of each node but the dispatch.
    blocks: Vec<Option<BlockId>>,
    nodes: IndexVec<BlockId, Node>,
    successors: Rows,
    predecessors: Rows,
    dominator: Vec<Node>,
    /// How many nodes a walk through the tree of dominators visits before a node.
    before: Vec<usize>,
    /// How many nodes a node dominates, itself included.
    below: Vec<usize>,
    /// The header of the innermost loop that a node is in, itself if it is one; `NONE` outside of loops.
    header: Vec<Node>,
    /// The header of the next loop outwards, by header.
    outer: Vec<Node>,
}

impl CloneCfg {
    /// The graph of what activations that begin at `entries` run.
    pub fn new(coroutine: &Coroutine, entries: &[BlockId]) -> Self {
        let nodes = IndexVec::filled(coroutine.blocks.len(), NONE);
        let mut cfg = CloneCfg {
            blocks: Vec::new(),
            nodes,
            successors: Rows::default(),
            predecessors: Rows::default(),
            dominator: Vec::new(),
            before: Vec::new(),
            below: Vec::new(),
            header: Vec::new(),
            outer: Vec::new(),
        };
        let parents = cfg.number(coroutine, entries);
        cfg.connect(coroutine, entries);
        cfg.dominator = dominators(&cfg.predecessors, parents);
        cfg.order_dominators();
        cfg.find_loops();
        cfg
    }

    /// The number of nodes, the dispatch included.
    #[inline]
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// The node of a block that the clone has.
    #[inline]
    pub fn node(&self, block: BlockId) -> Option<Node> {
        Some(self.nodes[block]).filter(|n| *n != NONE)
    }

    /// The block of a node; `None` for the dispatch.
    #[inline]
    pub fn block(&self, node: Node) -> Option<BlockId> {
        self.blocks[node]
    }

    /// Where control can go from `node`.
    #[inline]
    pub fn successors(&self, node: Node) -> &[Node] {
        self.successors.of(node)
    }

    /// Where control can come from.
    #[inline]
    pub fn predecessors(&self, node: Node) -> &[Node] {
        self.predecessors.of(node)
    }

    /// The immediate dominator of `node`; that of the dispatch is the dispatch.
    #[inline]
    pub fn dominator(&self, node: Node) -> Node {
        self.dominator[node]
    }

    /// The nearest node that dominates both.
    #[inline]
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
    #[inline]
    pub fn before_loop(&self, node: Node) -> Option<Node> {
        let header = self.header[node];
        if header == NONE {
            return None;
        }
        let is_outside = |n: &Node| !self.is_in_loop(*n, header);
        let mut outside = self.predecessors.of(header).iter().copied().filter(is_outside);
        outside.next().filter(|_| outside.next().is_none())
    }

    /// The same, unless that loop has `other` in it.
    #[inline]
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

    /// Numbers what is reached, by a depth-first walk with an explicit stack; returns from where the walk came to each node.
    fn number(&mut self, coroutine: &Coroutine, entries: &[BlockId]) -> Vec<Node> {
        self.blocks = vec![None];
        let mut parents = vec![DISPATCH];
        // Nodes, and how many of their edges were looked at.
        let mut stack: Vec<(Node, usize)> = vec![(DISPATCH, 0)];
        while let Some((node, looked_at)) = stack.last_mut() {
            let (node, edge) = (*node, std::mem::replace(looked_at, *looked_at + 1));
            let next = match self.blocks[node] {
                None => entries.get(edge).map(|&entry| Some(entry)),
                Some(block) => {
                    let edge = coroutine.blocks[block].successors.get(edge);
                    edge.map(|e| Some(e.block).filter(|_| e.kind.is_in_clones()))
                }
            };
            let Some(next) = next else {
                stack.pop();
                continue;
            };
            if let Some(block) = next.filter(|&block| self.nodes[block] == NONE) {
                self.nodes[block] = self.blocks.len();
                stack.push((self.blocks.len(), 0));
                self.blocks.push(Some(block));
                parents.push(node);
            }
        }
        parents
    }

    fn connect(&mut self, coroutine: &Coroutine, entries: &[BlockId]) {
        let mut to: Vec<Node> = Vec::new();
        for block in &self.blocks {
            to.clear();
            match block {
                None => to.extend(entries.iter().map(|&entry| self.nodes[entry])),
                Some(block) => {
                    let edges = coroutine.blocks[*block].successors.iter().filter(|e| e.kind.is_in_clones());
                    to.extend(edges.map(|e| self.nodes[e.block]));
                }
            }
            to.sort_unstable();
            to.dedup();
            self.successors.push(&to);
        }
        self.predecessors = self.successors.reversed();
    }

    /// Numbers the nodes anew, so that what a node dominates is in a row.
    fn order_dominators(&mut self) {
        let count = self.blocks.len();
        self.below = vec![1; count];
        for node in (1..count).rev() {
            self.below[self.dominator[node]] += self.below[node];
        }
        self.before = vec![0; count];
        // What the next node that each node dominates at once has before it.
        let mut next = vec![1; count];
        for node in 1..count {
            let dominator = self.dominator[node];
            self.before[node] = next[dominator];
            next[node] = next[dominator] + 1;
            next[dominator] += self.below[node];
        }
    }

    fn dominates(&self, node: Node, other: Node) -> bool {
        (self.before[node]..self.before[node] + self.below[node]).contains(&self.before[other])
    }

    fn find_loops(&mut self) {
        self.header = vec![NONE; self.blocks.len()];
        self.outer = vec![NONE; self.blocks.len()];
        // The header of the outermost loop found so far, by header; paths are shortened as they are walked.
        let mut outermost: Vec<Node> = (0..self.blocks.len()).collect();
        for header in (1..self.blocks.len()).rev() {
            let comes_back = |p: &Node| *p >= header && self.dominates(header, *p);
            let mut work: Vec<Node> =
                self.predecessors.of(header).iter().copied().filter(comes_back).collect();
            if work.is_empty() {
                continue;
            }
            self.header[header] = header;
            while let Some(node) = work.pop() {
                let inner = self.header[node];
                if inner == NONE {
                    self.header[node] = header;
                    work.extend(self.predecessors.of(node));
                    continue;
                }
                let top = find_root(&mut outermost, inner);
                if top != header {
                    // A loop inside, as a whole.
                    self.outer[top] = header;
                    outermost[top] = header;
                    work.extend(self.predecessors.of(top));
                }
            }
        }
    }
}

/// The nearest dominator of each node, of `parents` in a depth-first walk; the root's is itself.
fn dominators(predecessors: &Rows, parents: Vec<Node>) -> Vec<Node> {
    let mut dominator = parents.clone();
    let mut forest = Forest {
        semi: parents.clone(),
        best: (0..parents.len()).collect(),
        above: parents,
        path: Vec::new(),
    };
    for node in (1..dominator.len()).rev() {
        // Where the walk came from is one of them.
        let semidominators =
            predecessors.of(node).iter().map(|&before| forest.lowest_semidominator(before, node + 1));
        forest.semi[node] = semidominators.min().unwrap_or(DISPATCH);
    }
    for node in 1..dominator.len() {
        while dominator[node] > forest.semi[node] {
            dominator[node] = dominator[dominator[node]];
        }
    }
    dominator
}

/// Semidominators, and the paths up the depth-first tree through nodes that have theirs, shortened as they are asked.
struct Forest {
    semi: Vec<Node>,
    /// The node of the lowest semidominator on the shortened path from a node up.
    best: Vec<Node>,
    above: Vec<Node>,
    path: Vec<Node>,
}

impl Forest {
    /// The lowest semidominator of those nodes on the path up from `node` that have one: they are not below `linked`. `node` itself
    /// if that is lower than those.
    fn lowest_semidominator(&mut self, mut node: Node, linked: Node) -> Node {
        if node < linked {
            return node;
        }
        while self.above[node] >= linked {
            self.path.push(node);
            node = self.above[node];
        }
        while let Some(below) = self.path.pop() {
            if self.semi[self.best[node]] < self.semi[self.best[below]] {
                self.best[below] = self.best[node];
            }
            self.above[below] = self.above[node];
            node = below;
        }
        self.semi[self.best[node]]
    }
}

fn find_root(outermost: &mut [Node], mut node: Node) -> Node {
    while outermost[node] != node {
        outermost[node] = outermost[outermost[node]];
        node = outermost[node];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    #[test]
    fn the_dispatch_dominates_the_merge_of_two_entries() {
        let mut m = ModelBuilder::new("f");
        let (a, b, join, end) = (m.block(), m.block(), m.block(), m.block());
        m.edge(a, join);
        m.edge(b, join);
        m.edge(join, end);
        let cfg = CloneCfg::new(&m.finish(), &[a, b]);
        let node = |block| cfg.node(block).expect("reached");
        assert_eq!(cfg.dominator(node(join)), DISPATCH);
        assert_eq!(cfg.dominator(node(end)), node(join));
        assert_eq!(cfg.common_dominator(node(a), node(end)), DISPATCH);
    }

    /// Whether every path from `entries` to `end` goes through `middle`.
    fn is_between(coroutine: &Coroutine, entries: &[BlockId], middle: BlockId, end: BlockId) -> bool {
        let (mut seen, mut work) = (vec![middle], entries.to_vec());
        while let Some(block) = work.pop() {
            if !seen.contains(&block) {
                seen.push(block);
                work.extend(coroutine.blocks[block].successors.iter().map(|e| e.block));
            }
        }
        middle == end || !seen.contains(&end)
    }

    #[test]
    fn dominators_are_on_every_path() {
        for round in 0..300 {
            let count = 2 + round % 12;
            let (m, blocks) = ModelBuilder::random(round as u64, count, count + round % 7);
            let entries = [blocks[round % count], blocks[round / 12 % count]];
            let coroutine = m.finish();
            let cfg = CloneCfg::new(&coroutine, &entries);
            let reached: Vec<BlockId> = blocks.iter().copied().filter(|&b| cfg.node(b).is_some()).collect();
            let node = |block| cfg.node(block).expect("reached");
            for &a in &reached {
                for &b in &reached {
                    let expected = is_between(&coroutine, &entries, a, b);
                    assert_eq!(cfg.dominates(node(a), node(b)), expected, "{a:?} {b:?} round {round}");
                }
                let nearest = cfg.dominator(node(a));
                let others =
                    reached.iter().map(|&b| node(b)).filter(|&n| n != node(a) && cfg.dominates(n, node(a)));
                assert!(others.into_iter().all(|n| cfg.dominates(n, nearest) && n <= nearest));
            }
        }
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
        let cfg = CloneCfg::new(&m.finish(), &[pre]);
        let node = |block| cfg.node(block).expect("reached");
        assert_eq!(cfg.before_loop(node(body)), Some(node(outer)));
        assert_eq!(cfg.before_loop(node(outer)), Some(node(pre)));
        assert_eq!(cfg.before_loop(node(latch)), Some(node(pre)));
        assert_eq!(cfg.before_loop(node(end)), None);
        assert_eq!(cfg.before_loop_without(node(body), Some(node(latch))), Some(node(outer)));
        assert_eq!(cfg.before_loop_without(node(latch), Some(node(body))), None);
    }

    #[test]
    fn a_cycle_with_two_entries_is_no_loop() {
        let mut m = ModelBuilder::new("f");
        let (x, y) = (m.block(), m.block());
        m.edge(x, y);
        m.edge(y, x);
        let cfg = CloneCfg::new(&m.finish(), &[x, y]);
        assert_eq!(cfg.before_loop(cfg.node(y).expect("reached")), None);
    }
}
