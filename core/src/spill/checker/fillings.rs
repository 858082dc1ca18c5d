//! Rule 12, but for what [`super::machine`] follows: nobody but the activation itself can have filled the state whose words it keeps.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, StateKind, SuspendId};
use crate::spill::checker::defect::Defect;
use crate::spill::plan::{CloneKind, ClonePlan, Inputs, KeptWord};

/// Checks the words that one clone keeps.
pub fn check(inputs: &Inputs<'_>, clone: &ClonePlan) -> Vec<Defect> {
    if clone.kept_words.is_empty() {
        return Vec::new();
    }
    let is_alone = !has_another_state(inputs, clone) && !follows_a_filling(inputs.coroutine);
    let is_right = |own: SuspendId, kept: SuspendId, value| {
        let places = [own, kept].map(|suspend| inputs.frames.each[suspend].values[value]);
        is_alone && places[0].is_some() && places[0] == places[1]
    };
    let kept = clone.kept_words.iter().filter(|kept| match clone.kind {
        CloneKind::Continuation(own) => !is_right(own, kept.suspend, kept.value),
        _ => true,
    });
    let defect = |kept: &KeptWord| Defect::Missing {
        owner: Some(clone.kind),
        value: kept.value,
        suspend: kept.suspend,
    };
    kept.map(defect).collect()
}

/// Whether the clone knows another state than that it was called with, or any frame holds one.
fn has_another_state(inputs: &Inputs<'_>, clone: &ClonePlan) -> bool {
    let states = &inputs.coroutine.given_states;
    let makes_one = states.made.iter().any(|&id| clone.reached[inputs.coroutine.values[id].block]);
    makes_one
        || inputs
            .frames
            .each
            .iter()
            .any(|(_, frame)| states.values.iter().any(|&id| frame.values[id].is_some()))
}

/// Whether two saves that are given states stand on one path of an activation: backwards, from each block to the save before it.
fn follows_a_filling(coroutine: &Coroutine) -> bool {
    let is_given = |id: SuspendId| coroutine.suspends[id].state == StateKind::Given;
    let saves = coroutine.saves();
    // Whether control can come from a block to such a save without a suspension.
    let mut leads: IndexVec<BlockId, bool> = IndexVec::filled(coroutine.blocks.len(), false);
    let mut work: Vec<BlockId> = Vec::new();
    for (block, save) in saves.iter() {
        if save.is_some_and(is_given) {
            work.push(block);
        }
    }
    while let Some(block) = work.pop() {
        for edge in coroutine.blocks[block].predecessors.iter().filter(|e| !e.kind.is_suspension()) {
            if saves[edge.block].is_some_and(is_given) {
                return true;
            }
            if !std::mem::replace(&mut leads[edge.block], true) {
                work.push(edge.block);
            }
        }
    }
    false
}
