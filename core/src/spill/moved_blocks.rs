//! The blocks that go from the ramp to the resume clone as they are: nobody else needs them.

use crate::index::IndexVec;
use crate::model::{BlockId, ValueClass};
use crate::spill::plan::Inputs;

/// The blocks to move, where the resume clone reaches `reached` and the ramp keeps `ramp`. All that only the clone runs, or none; and
/// none where the emitter would still ask for what is gone with the others.
pub fn find(
    inputs: &Inputs<'_>,
    ramp: &IndexVec<BlockId, bool>,
    reached: &IndexVec<BlockId, bool>,
) -> Option<IndexVec<BlockId, bool>> {
    let (coroutine, moves) = (inputs.coroutine, inputs.moves);
    if !moves.is_allowed {
        return None;
    }
    let frame = &inputs.frames.whole;
    let is_live_across = |id| !inputs.analysis.live_ranges[id].live_across.is_empty();
    let objects_stay = coroutine
        .objects
        .iter()
        .all(|(id, object)| frame.objects[id].is_none() || ramp[coroutine.values[object.value].block]);
    let values_stay = coroutine.values.iter().all(|(id, value)| {
        // The clone asks for the address, and erases, what these stand for.
        !matches!(value.class, ValueClass::Region | ValueClass::ThreadPointer)
            && (!is_live_across(id) || ramp[value.block] || reached[value.block])
    });
    let queries_stay = !moves.frees.iter().any(|&free| is_live_across(free))
        && moves.ramp_only.iter().all(|&block| ramp[block]);
    if !objects_stay || !values_stay || !queries_stay {
        return None;
    }
    let moved: IndexVec<BlockId, bool> = reached.iter().map(|(id, reached)| *reached && !ramp[id]).collect();
    let is_fixed = moved.iter().any(|(id, moved)| *moved && (moves.is_addressed)(id));
    (!is_fixed).then_some(moved)
}
