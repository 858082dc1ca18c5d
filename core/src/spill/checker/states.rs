//! Rule 7: a save that does not store the number of its state finds it stored.

use crate::index::IndexVec;
use crate::model::{BlockId, SuspendId};
use crate::spill::checker::defect::Defect;
use crate::spill::plan::{ClonePlan, Inputs};

/// What is known of the state in the frame where a block begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    /// No path has come here yet.
    Nothing,
    State(SuspendId),
    /// It differs from path to path.
    Any,
}

impl Known {
    fn merge(self, other: Known) -> Known {
        match (self, other) {
            (Known::Nothing, known) | (known, Known::Nothing) => known,
            (a, b) if a == b => a,
            _ => Known::Any,
        }
    }
}

/// Checks the saves of one clone; `saves` says which block ends in which.
pub fn check(
    inputs: &Inputs<'_>,
    saves: &IndexVec<BlockId, Option<SuspendId>>,
    clone: &ClonePlan,
) -> Vec<Defect> {
    let coroutine = inputs.coroutine;
    if clone.kept_states.is_empty() {
        return Vec::new();
    }
    let by_null = inputs.frames.whole.final_by_null(coroutine);
    let in_state = clone.saves_in_state();
    let mut stored: IndexVec<BlockId, Option<SuspendId>> = IndexVec::filled(coroutine.blocks.len(), None);
    for (state, &(_, entry)) in clone.kept_states.iter().flat_map(|kept| {
        let begins = clone.entries.iter().filter(|(suspend, _)| kept.stored_after.contains(suspend));
        begins.map(|entry| (kept.suspend, entry))
    }) {
        stored[entry] = Some(state);
    }
    let mut known = IndexVec::filled(coroutine.blocks.len(), Known::Nothing);
    let mut work = Vec::new();
    for &(suspend, entry) in &clone.entries {
        // The null resume function marks a coroutine that is done: its number is an older one.
        let begins = if by_null == Some(suspend) { Known::Any } else { Known::State(suspend) };
        known[entry] = known[entry].merge(begins);
        work.push(entry);
    }
    while let Some(block) = work.pop() {
        let before = stored[block].map_or(known[block], Known::State);
        let after = match saves[block] {
            Some(save) if by_null == Some(save) => Known::Any,
            Some(save) => Known::State(save),
            None => before,
        };
        for edge in coroutine.blocks[block].successors.iter().filter(|e| e.kind.is_in_clones()) {
            let merged = known[edge.block].merge(after);
            if merged != known[edge.block] {
                known[edge.block] = merged;
                work.push(edge.block);
            }
        }
    }
    let is_found = |&suspend: &SuspendId| {
        let save = coroutine.suspends[suspend].save;
        let before = stored[save].map_or(known[save], Known::State);
        !clone.reached[save] || before == Known::State(suspend)
    };
    in_state.into_iter().filter(|s| !is_found(s)).map(|suspend| Defect::State { suspend }).collect()
}
