//! At which saves the frame holds the number of the state already: a generator that loops over one suspension stays in its state.

use rustc_hash::FxHashSet;

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, SuspendId};

/// A suspension whose save need not store its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptState {
    /// The suspension.
    pub suspend: SuspendId,
    /// The other suspensions from which control comes to this one and to no other. A resumption of one of them stores the number.
    pub stored_after: Vec<SuspendId>,
}

/// Finds them for a clone whose activations begin at `entries`. At `by_null`, the final suspension that needs no number, none is
/// stored.
pub fn kept_states(
    coroutine: &Coroutine,
    entries: &[(SuspendId, BlockId)],
    by_null: Option<SuspendId>,
) -> Vec<KeptState> {
    let mut walk = Walk::new(coroutine);
    let mut found: Vec<(SuspendId, Vec<SuspendId>)> = Vec::new();
    for &(suspend, entry) in entries {
        let Some(mut met) = walk.saves_from([entry].into_iter()) else { return Vec::new() };
        met.retain(|s| Some(*s) != by_null);
        found.push((suspend, met));
    }
    // Control that bypasses a save comes to the next save in another state than the activation began with.
    let mut after_others: FxHashSet<SuspendId> = FxHashSet::default();
    for (_, suspend) in coroutine.suspends.iter() {
        let Some(met) = walk.saves_from(next(coroutine, suspend.save)) else { return Vec::new() };
        after_others.extend(met);
    }
    let mut met_after: IndexVec<SuspendId, Vec<usize>> =
        IndexVec::filled(coroutine.suspends.len(), Vec::new());
    for (index, (_, met)) in found.iter().enumerate() {
        met.iter().for_each(|&suspend| met_after[suspend].push(index));
    }
    let mut kept = Vec::new();
    for (suspend, met) in &found {
        if met.binary_search(suspend).is_err() || after_others.contains(suspend) {
            continue;
        }
        let before: Vec<_> =
            met_after[*suspend].iter().map(|&i| &found[i]).filter(|(s, _)| s != suspend).collect();
        if before.iter().all(|(_, met)| met.len() == 1) {
            kept.push(KeptState {
                suspend: *suspend,
                stored_after: before.iter().map(|(s, _)| *s).collect(),
            });
        }
    }
    kept
}

fn next(coroutine: &Coroutine, block: BlockId) -> impl Iterator<Item = BlockId> {
    let edges = coroutine.blocks[block].successors.iter();
    edges.filter(|e| e.kind.is_in_clones()).map(|e| e.block)
}

/// Number of steps that the search may take in any coroutine.
const FEW_STEPS: usize = 4096;

struct Walk<'a> {
    coroutine: &'a Coroutine,
    saves: IndexVec<BlockId, Option<SuspendId>>,
    seen: IndexVec<BlockId, usize>,
    generation: usize,
    work: Vec<BlockId>,
    /// Steps that are left. Each state has its own path through the graph, so the search is only worth its cost where these paths are short.
    budget: usize,
}

impl<'a> Walk<'a> {
    fn new(coroutine: &'a Coroutine) -> Self {
        let seen = IndexVec::filled(coroutine.blocks.len(), 0);
        Walk {
            coroutine,
            saves: coroutine.saves(),
            seen,
            generation: 0,
            work: Vec::new(),
            budget: FEW_STEPS + 4 * coroutine.blocks.len(),
        }
    }

    /// The first saves on all paths from `blocks`, sorted.
    fn saves_from(&mut self, blocks: impl Iterator<Item = BlockId>) -> Option<Vec<SuspendId>> {
        self.generation += 1;
        let mut met = Vec::new();
        self.work.clear();
        self.work.extend(blocks);
        while let Some(block) = self.work.pop() {
            if std::mem::replace(&mut self.seen[block], self.generation) == self.generation {
                continue;
            }
            self.budget = self.budget.checked_sub(1)?;
            match self.saves[block] {
                Some(save) => met.push(save),
                None => self.work.extend(next(self.coroutine, block)),
            }
        }
        met.sort_unstable();
        Some(met)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    fn kept(m: ModelBuilder) -> Vec<KeptState> {
        let coroutine = m.finish();
        let entries: Vec<_> = coroutine.resume_entries().collect();
        kept_states(&coroutine, &entries, None)
    }

    /// Initially suspended, then a loop over one suspension.
    fn generator() -> (ModelBuilder, [BlockId; 5], [SuspendId; 2]) {
        let mut m = ModelBuilder::new("f");
        let (start, begun, body, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let initial = m.suspend(start, out, begun, end);
        m.edge(begun, body);
        let again = m.block();
        let each = m.suspend(body, out, again, end);
        m.edge(again, body);
        (m, [start, begun, body, out, again], [initial, each])
    }

    #[test]
    fn a_loop_over_one_suspension_stays_in_its_state() {
        let (m, _, [initial, each]) = generator();
        assert_eq!(kept(m), [KeptState { suspend: each, stored_after: vec![initial] }]);
    }

    #[test]
    fn a_state_that_leads_elsewhere_as_well_stores_nothing_early() {
        let (mut m, [_, begun, _, out, _], _) = generator();
        let (other, last, end) = (m.block(), m.block(), m.block());
        m.suspend(other, out, last, end);
        m.edge(begun, other);
        assert_eq!(kept(m), []);
        let (mut m, [_, _, _, out, again], [initial, each]) = generator();
        let (other, last, end) = (m.block(), m.block(), m.block());
        m.suspend(other, out, last, end);
        // The loop ends in another suspension: that one stores its own number.
        m.edge(again, other);
        assert_eq!(kept(m), [KeptState { suspend: each, stored_after: vec![initial] }]);
    }

    #[test]
    fn a_save_that_does_not_always_suspend_changes_the_state() {
        let mut m = ModelBuilder::new("f");
        let (entry, leave, out, again, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let id = m.suspend(leave, out, again, end);
        m.edge(entry, leave);
        m.edge(again, entry);
        let mut coroutine = m.finish();
        coroutine.suspends[id].save = entry;
        let entries: Vec<_> = coroutine.resume_entries().collect();
        assert_eq!(kept_states(&coroutine, &entries, None).len(), 1);
        coroutine.connect(leave, again, crate::model::EdgeKind::Normal);
        assert_eq!(kept_states(&coroutine, &entries, None), []);
    }
}
