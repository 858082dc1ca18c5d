//! The blocks that go from the ramp to the resume clone as they are: no other function needs them.

use crate::index::IndexVec;
use crate::model::{BlockId, ValueClass};
use crate::spill::plan::Inputs;

/// The blocks to move, where the resume clone reaches `reached` and the ramp keeps `ramp`. All blocks move that only the clone runs, or none. None
/// move if the emitter would still need an instruction of the moved blocks in the ramp.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Coroutine;
    use crate::spill::example::{Example, Generator};
    use crate::spill::plan::MoveFacts;
    use crate::spill::ramp_plan::ramp_blocks;

    /// The blocks that move; `change` changes what is known of moves.
    fn moved<'a>(example: &'a Example, change: impl FnOnce(&mut MoveFacts<'a>)) -> Option<Vec<BlockId>> {
        let coroutine = &example.coroutine;
        let reached = coroutine.reachable_in_clone(coroutine.resume_entries().map(|(_, block)| block));
        let mut inputs = example.inputs();
        change(&mut inputs.moves);
        let moved = find(&inputs, &ramp_blocks(coroutine), &reached)?;
        Some(moved.iter().filter(|(_, moved)| **moved).map(|(id, _)| id).collect())
    }

    #[test]
    fn what_only_the_resume_clone_runs_moves() {
        let (example, blocks, _) = Generator::with_values();
        assert_eq!(moved(&example, |_| ()), Some(vec![blocks.begun, blocks.body, blocks.again]));
    }

    #[test]
    fn all_blocks_move_or_none() {
        let (example, blocks, [from_ramp, ..]) = Generator::with_values();
        let (only, free) = ([blocks.body], [from_ramp]);
        let is_body = |block: BlockId| block == blocks.body;
        assert_eq!(moved(&example, |moves| moves.is_allowed = false), None);
        assert_eq!(moved(&example, |moves| moves.ramp_only = &only), None);
        assert_eq!(moved(&example, |moves| moves.frees = &free), None);
        let inputs = example.inputs();
        let moves = MoveFacts { is_addressed: &is_body, ..inputs.moves };
        assert_eq!(find(&Inputs { moves, ..inputs }, &ramp_blocks(&example.coroutine), &all(&example)), None);
    }

    fn all(example: &Example) -> IndexVec<BlockId, bool> {
        example.coroutine.in_clones()
    }

    #[test]
    fn where_the_clone_opens_a_region_nothing_moves() {
        let (mut m, blocks) = Generator::build();
        let region = m.value(blocks.begun, 1, 8);
        m.used(region, blocks.begun, 5);
        let mut coroutine: Coroutine = m.finish();
        assert!(moved(&Example::new(coroutine.clone()), |_| ()).is_some());
        coroutine.values[region].class = ValueClass::Region;
        assert_eq!(moved(&Example::new(coroutine), |_| ()), None);
    }
}
