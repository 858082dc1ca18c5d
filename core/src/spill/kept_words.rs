//! Which pointers a state holds already where an await fills it again.
//!
//! A continuation that is called with a state most often fills the same state next: a generator has one for all its steps. A pointer
//! that comes out of a word of the state and goes into the same word is there. It needs no barrier: the collector was told of the edge
//! from the state to the object when it was made, and has seen it at each collection since then. The store changes nothing; it is
//! emitted nevertheless, and LLVM removes it where it sees that.
//!
//! That holds only if nothing else has written the word in between. A filling that nobody has been told of could be one
//!
//! * by the same activation: it would fill a state twice. A walk from each save that is given a state finds no other such save.
//! * by another activation that has the address of the state, because an await has captured it as a value. No value that is a state
//!   is live across a suspension. So an activation fills the state that it was called with, or one that it has made itself.
//!
//! Then the activations that fill one state follow each other: each is called by the handle that the one before it has left. The
//! handle of an await with a state can be called once.

use crate::analysis::Analysis;
use crate::index::IndexVec;
use crate::layout::Occupant;
use crate::model::{BlockId, Coroutine, StateKind, Suspend, SuspendId, ValueClass, ValueId};
use crate::spill::plan::{CloneKind, ClonePlan, Inputs, KeptWord};
use crate::walk::Walk;

/// What is known of the fillings of states in one coroutine.
#[derive(Clone, Copy, Debug)]
pub struct Fillings {
    /// Nothing fills a state but the activation that was called with it, or that has made it: and that once.
    are_known: bool,
}

impl Fillings {
    /// Looks at all saves of the coroutine.
    pub fn find(inputs: &Inputs<'_>) -> Self {
        let coroutine = inputs.coroutine;
        let are_known = !inputs.stores_too_early
            && coroutine.suspends.iter().any(|(_, suspend)| suspend.state == StateKind::Given)
            && !is_any_state_captured(coroutine, inputs.analysis)
            && !is_any_filled_twice(coroutine);
        Fillings { are_known }
    }

    /// The words that the state holds already at the saves of `clone`. Sorted.
    pub fn kept_words(self, inputs: &Inputs<'_>, clone: &ClonePlan) -> Vec<KeptWord> {
        let coroutine = inputs.coroutine;
        let CloneKind::Continuation(own) = clone.kind else { return Vec::new() };
        let reached = |block: BlockId| clone.reached.contains(block);
        let made = &coroutine.given_states.made;
        let makes_state = || made.iter().any(|&state| reached(coroutine.values[state].block));
        if !self.are_known || !clone.kind.fills_own_frame(coroutine) || makes_state() {
            return Vec::new();
        }
        let is_filled = |suspend: &Suspend| suspend.state == StateKind::Given && reached(suspend.save);
        let filled: Vec<SuspendId> =
            clone.suspends.iter().copied().filter(|&id| is_filled(&coroutine.suspends[id])).collect();
        let is_handed_on = |id: ValueId| {
            let value = &coroutine.values[id];
            value.class == ValueClass::Tracked && (coroutine.is_argument(id) || !reached(value.block))
        };
        let mut kept = Vec::new();
        for slot in &inputs.frames.each[own].slots {
            let Occupant::Value(value) = slot.what else { continue };
            let is_there = |suspend: &SuspendId| {
                inputs.analysis.live_ranges[value].live_across.contains(*suspend)
                    && inputs.frames.each[*suspend].values[value] == Some(slot.offset)
            };
            if is_handed_on(value) {
                kept.extend(
                    filled.iter().copied().filter(is_there).map(|suspend| KeptWord { suspend, value }),
                );
            }
        }
        kept.sort_unstable();
        kept
    }
}

/// Whether some await captures a value that is a state.
fn is_any_state_captured(coroutine: &Coroutine, analysis: &Analysis) -> bool {
    let states = &coroutine.given_states.values;
    states.iter().any(|&state| !analysis.live_ranges[state].live_across.is_empty())
}

/// Whether an activation that has filled a state may come to a save that fills one.
fn is_any_filled_twice(coroutine: &Coroutine) -> bool {
    let mut fills = IndexVec::filled(coroutine.blocks.len(), false);
    let given = || coroutine.suspends.iter().filter(|(_, suspend)| suspend.state == StateKind::Given);
    given().for_each(|(_, suspend)| fills[suspend.save] = true);
    let next = |block: BlockId| {
        let edges = coroutine.blocks[block].successors.iter();
        edges.filter(|edge| !edge.kind.is_suspension()).map(|edge| edge.block)
    };
    let after = given().flat_map(|(_, suspend)| next(suspend.save)).collect::<Vec<_>>();
    let seen = IndexVec::filled(coroutine.blocks.len(), false);
    let seen = Walk::new(seen, after, |block, work: &mut Vec<BlockId>| work.extend(next(block))).finish();
    seen.iter().any(|(block, is_seen)| *is_seen && fills[block])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{GivenStates, Lowering};
    use crate::model_builder::ModelBuilder;
    use crate::spill::example::Example;

    /// Blocks of a generator with one state: `start` makes it, `body` fills it, `again` is where a continuation begins.
    struct Generator {
        m: ModelBuilder,
        start: BlockId,
        body: BlockId,
        again: BlockId,
        out: BlockId,
        yielded: SuspendId,
        state: ValueId,
        kept: ValueId,
    }

    /// A pointer of the first activation that each step needs, and one that each step makes.
    fn generator() -> Generator {
        let mut m = ModelBuilder::new("generator");
        let (start, body, again, out, end) = (m.block(), m.block(), m.block(), m.block(), m.block());
        m.edge(start, body);
        let yielded = m.suspend_with(body, out, again, end, StateKind::Given);
        m.edge(again, body);
        let (state, kept) = (m.value(start, 1, 8), m.value(start, 2, 8));
        let new = m.value(body, 1, 8);
        m.used(state, start, 9);
        m.used(kept, again, 1);
        m.used(new, again, 2);
        Generator { m, start, body, again, out, yielded, state, kept }
    }

    fn kept_words(m: ModelBuilder, state: ValueId) -> Vec<KeptWord> {
        let mut coroutine = m.finish();
        coroutine.lowering = Lowering::Await;
        for id in coroutine.values.indices().collect::<Vec<_>>() {
            coroutine.values[id].class = ValueClass::Tracked;
        }
        coroutine.given_states = GivenStates { values: vec![state], made: vec![state] };
        let example = Example::new(coroutine);
        let inputs = example.inputs();
        let plan = crate::spill::plan(&inputs).expect("the example has no regions");
        plan.clones.into_iter().flat_map(|clone| clone.kept_words).collect()
    }

    #[test]
    fn a_pointer_of_the_first_activation_stays_where_it_is() {
        let Generator { m, yielded, state, kept, .. } = generator();
        assert_eq!(kept_words(m, state), [KeptWord { suspend: yielded, value: kept }]);
    }

    #[test]
    fn a_state_that_is_filled_twice_in_an_activation_keeps_nothing() {
        let Generator { mut m, body, out, state, .. } = generator();
        // After the await the first path goes on to the await.
        m.edge(out, body);
        assert_eq!(kept_words(m, state), []);
    }

    #[test]
    fn a_state_that_is_captured_keeps_nothing() {
        let Generator { mut m, again, state, .. } = generator();
        m.used(state, again, 3);
        assert_eq!(kept_words(m, state), []);
    }

    #[test]
    fn a_continuation_that_makes_a_state_keeps_nothing() {
        let Generator { mut m, start, again, state, .. } = generator();
        m.edge(again, start);
        assert_eq!(kept_words(m, state), []);
    }

    /// The words that the state holds already at the second of two awaits in a row, both of which capture a pointer. The first one
    /// captures another, too: of a value that comes before it if `is_first`.
    fn kept_at_second(is_first: bool) -> usize {
        let (mut m, [a, b, c], [_, second]) = ModelBuilder::two_suspensions_with(StateKind::Given);
        let state = m.value(a, 1, 8);
        let pointers = [m.value(a, 2, 8), m.value(a, 3, 8)];
        let (gone, kept) = if is_first { (pointers[0], pointers[1]) } else { (pointers[1], pointers[0]) };
        m.used(gone, b, 1);
        m.used(kept, c, 1);
        let words = kept_words(m, state);
        assert!(words.iter().all(|word| *word == KeptWord { suspend: second, value: kept }));
        words.len()
    }

    #[test]
    fn a_pointer_that_comes_to_another_word_is_stored() {
        assert_eq!([kept_at_second(false), kept_at_second(true)], [1, 0]);
    }
}
