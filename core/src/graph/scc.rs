//! Which blocks can come before which: the strongly connected components of the graph, in topological order.

use crate::index::IndexVec;
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

    /// By the edges of the blocks that are `followed`: Tarjan's algorithm ("Depth-first search and linear graph algorithms"), with
    /// an explicit stack.
    fn of_edges(coroutine: &Coroutine, followed: impl Fn(BlockId) -> bool) -> Self {
        let mut search = Search {
            met: IndexVec::filled(coroutine.blocks.len(), 0),
            open: Vec::new(),
            number: IndexVec::filled(coroutine.blocks.len(), OPEN),
            components: 0,
        };
        // Blocks with the number of the next edge, and the lowest one of those met before that they lead back to.
        let mut path: Vec<(BlockId, usize, u32)> = Vec::new();
        let mut count = 0;
        for root in coroutine.blocks.indices() {
            if search.met[root] == 0 {
                path.push((root, 0, search.number(root, &mut count)));
            }
            while let Some((block, edge, lowest)) = path.last_mut() {
                let edges =
                    if followed(*block) { coroutine.blocks[*block].successors.as_slice() } else { &[] };
                let Some(next) = edges.get(*edge).map(|e| e.block) else {
                    let (block, lowest) = (*block, *lowest);
                    path.pop();
                    search.close(block, lowest);
                    if let Some((_, _, before)) = path.last_mut() {
                        *before = lowest.min(*before);
                    }
                    continue;
                };
                *edge += 1;
                if search.met[next] == 0 {
                    path.push((next, 0, search.number(next, &mut count)));
                } else if search.number[next] == OPEN {
                    *lowest = search.met[next].min(*lowest);
                }
            }
        }
        Components { number: search.number }
    }

    /// Whether control can come back to `block`.
    pub fn is_in_loop(&self, coroutine: &Coroutine, block: BlockId) -> bool {
        coroutine.blocks[block].successors.iter().any(|edge| self.are_together(edge.block, block))
    }

    /// Whether paths lead from each of the two to the other.
    pub fn are_together(&self, a: BlockId, b: BlockId) -> bool {
        self.number[a] == self.number[b]
    }

    /// Whether a path can lead from `from` to `to`, as far as the order of the components tells.
    pub fn may_precede(&self, from: BlockId, to: BlockId) -> bool {
        self.number[from] >= self.number[to]
    }
}

/// The component of a block that has none yet.
const OPEN: u32 = u32::MAX;

struct Search {
    /// In which order the blocks were met, from 1 on; 0 if they were not.
    met: IndexVec<BlockId, u32>,
    /// Blocks whose component is not complete.
    open: Vec<BlockId>,
    number: IndexVec<BlockId, u32>,
    components: u32,
}

impl Search {
    fn number(&mut self, block: BlockId, count: &mut u32) -> u32 {
        *count += 1;
        self.met[block] = *count;
        self.open.push(block);
        *count
    }

    /// Everything after `block` was met; it leads back to `lowest`: to itself if it is the first of its component.
    fn close(&mut self, block: BlockId, lowest: u32) {
        while lowest == self.met[block] {
            let member = self.open.pop().expect("the block itself is open");
            self.number[member] = self.components;
            if member == block {
                self.components += 1;
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    #[test]
    fn a_loop_is_one_component_and_what_follows_comes_after() {
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
    fn together_are_those_that_lead_to_each_other() {
        for round in 0..300 {
            let count = 2 + round % 12;
            let (m, blocks) = ModelBuilder::random(round as u64, count, count + round % 7);
            let coroutine = m.finish();
            let reached_from = |from: BlockId| coroutine.reachable_in_clone([from]);
            let components = Components::new(&coroutine);
            for (&a, &b) in blocks.iter().flat_map(|a| blocks.iter().map(move |b| (a, b))) {
                let (there, back) = (reached_from(a)[b], reached_from(b)[a]);
                assert_eq!(components.are_together(a, b), there && back, "{a:?} {b:?} round {round}");
                assert!(!there || components.may_precede(a, b), "{a:?} {b:?} round {round}");
            }
        }
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
