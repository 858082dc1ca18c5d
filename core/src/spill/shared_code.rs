//! Which continuations of a function with awaits share code.
//!
//! Most continuations end soon: the function returns the handle, and waits. Each is a function of its own then, with its own copy of
//! the code that it runs. But a function may hand a handle over and go on: then each continuation runs all that comes later, and the
//! copies together grow with the square of the awaits. Such continuations have one *shared body*, which is entered by the number of the
//! await. What an await has captured is loaded from its frame where the body is entered, into *locals*: each value has one for all
//! awaits. So the code after that does not know which frame it was, and a frame has the layout that its own await needs.

use crate::analysis::Analysis;
use crate::define_index;
use crate::index::IndexVec;
use crate::layout::Frame;
use crate::model::{BlockId, Coroutine, SuspendId, ValueClass};
use crate::walk::{Seen, Visited};

define_index!(
    /// A body that continuations share.
    BodyId
);

/// A body that continuations share.
#[derive(Clone, Debug)]
pub struct SharedBody {
    /// The awaits after which it goes on, sorted.
    pub members: Vec<SuspendId>,
    /// The locals as a frame that all of these have filled: no two share bytes, and nothing fills it again.
    pub locals: Frame,
}

/// Who decides which continuations share code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sharing {
    /// The size of the copies.
    #[default]
    BySize,
    /// None of them do.
    Never,
    /// All of them do that can.
    Always,
}

/// Copies of so many instructions together are made in any case.
const FEW_INSTRUCTIONS: u64 = 1 << 14;
/// Otherwise the copies may have so many times the instructions of the function.
const MOST_COPIES: u64 = 8;

/// Chooses among the continuations of each of `groups`, which have the same parameters and result.
pub fn choose(
    coroutine: &Coroutine,
    analysis: &Analysis,
    groups: Vec<Vec<SuspendId>>,
    sharing: Sharing,
) -> IndexVec<BodyId, SharedBody> {
    // Where a region is open it begins again in each continuation, and ends in the code after that.
    let has_region = coroutine.values.iter().any(|(id, value)| {
        value.class == ValueClass::Region && !analysis.live_ranges[id].live_across.is_empty()
    });
    if sharing == Sharing::Never || has_region {
        return IndexVec::new();
    }
    let is_shared =
        |members: &Vec<SuspendId>| sharing == Sharing::Always || !are_copies_small(coroutine, members);
    let shared = groups.into_iter().filter(is_shared);
    shared.map(|members| SharedBody { locals: locals(coroutine, analysis, &members), members }).collect()
}

/// Whether the continuations of `members` may each have their own copy of what they run. Linear in the function: the count ends
/// where the copies are too many.
fn are_copies_small(coroutine: &Coroutine, members: &[SuspendId]) -> bool {
    let size = |block: BlockId| {
        let block = &coroutine.blocks[block];
        u64::from(block.last - block.first) + 1
    };
    let whole: u64 = coroutine.blocks.indices().map(size).sum();
    let mut left = FEW_INSTRUCTIONS.max(MOST_COPIES * whole);
    let mut visited = Visited::new(coroutine.blocks.len());
    let mut work = Vec::new();
    for &id in members {
        visited.clear();
        work.push(coroutine.suspends[id].resumed);
        while let Some(block) = work.pop() {
            if !visited.insert(block) {
                continue;
            }
            match left.checked_sub(size(block)) {
                Some(rest) => left = rest,
                None => return false,
            }
            let edges = coroutine.blocks[block].successors.iter();
            work.extend(edges.filter(|e| e.kind.is_in_clones()).map(|e| e.block));
        }
    }
    true
}

fn locals(coroutine: &Coroutine, analysis: &Analysis, members: &[SuspendId]) -> Frame {
    let mut is_member = IndexVec::filled(coroutine.suspends.len(), false);
    members.iter().for_each(|&id| is_member[id] = true);
    let mut locals = Frame::of_few(coroutine);
    for id in analysis.stored() {
        if analysis.live_ranges[id].live_across.iter().any(|suspend| is_member[suspend]) {
            let offset = locals.size.next_multiple_of(coroutine.values[id].align);
            locals.values.place(id, offset);
            locals.size = offset + coroutine.values[id].size.max(1);
        }
    }
    locals
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::index::Idx;
    use crate::model::Lowering;
    use crate::model_builder::ModelBuilder;
    use crate::spill::example::{Example, random_function};
    use crate::spill::{self, CloneKind, Inputs, checker};

    /// `count` awaits in a row. A continuation goes on to the next one, or `ends` there.
    fn row(count: usize, ends: bool) -> (Coroutine, Vec<Vec<SuspendId>>) {
        let mut m = ModelBuilder::new("row");
        let blocks: Vec<BlockId> = (0..=count).map(|_| m.block()).collect();
        let end = m.block();
        let value = m.value(blocks[0], 1, 8);
        let suspends = blocks
            .windows(2)
            .map(|pair| m.suspend(pair[0], if ends { end } else { pair[1] }, pair[1], end))
            .collect();
        m.used(value, blocks[count], 1);
        let mut coroutine = m.finish();
        coroutine.lowering = Lowering::Await;
        (coroutine, vec![suspends])
    }

    fn shared(count: usize, ends: bool, sharing: Sharing) -> usize {
        let (coroutine, groups) = row(count, ends);
        let analysis = analyse(&coroutine).expect("storable");
        choose(&coroutine, &analysis, groups, sharing).iter().map(|(_, body)| body.members.len()).sum()
    }

    #[test]
    fn many_copies_of_much_code_are_not_made() {
        assert_eq!(shared(100, false, Sharing::BySize), 100);
        // Few instructions, and few copies of many.
        assert_eq!(shared(40, false, Sharing::BySize), 0);
        assert_eq!(shared(2000, true, Sharing::BySize), 0);
    }

    #[test]
    fn the_choice_can_be_forced() {
        assert_eq!(shared(3, true, Sharing::Always), 3);
        assert_eq!(shared(100, false, Sharing::Never), 0);
    }

    #[test]
    fn each_captured_value_has_a_local() {
        let (coroutine, groups) = row(3, false);
        let analysis = analyse(&coroutine).expect("storable");
        let bodies = choose(&coroutine, &analysis, groups, Sharing::Always);
        let (_, body) = bodies.iter().next().expect("one group");
        assert_eq!(body.locals.values.iter().map(|(_, offset)| offset).collect::<Vec<_>>(), [0]);
    }

    #[test]
    fn the_plan_of_a_shared_body_gives_each_use_its_value() {
        let (mut plans, mut actions) = (0, 0);
        for seed in 0..4000 {
            let coroutine = random_function(seed);
            if analyse(&coroutine).is_err() {
                continue;
            }
            let example = Example::new(coroutine);
            let inputs = Inputs { is_managed: seed % 2 == 0, ..example.inputs() };
            // Two groups, so that some bodies have not all awaits.
            let is_first = |id: &SuspendId| seed % 3 == 0 || id.index().is_multiple_of(2);
            let (first, second): (Vec<SuspendId>, Vec<SuspendId>) =
                example.coroutine.suspends.indices().partition(is_first);
            let groups = [first, second].into_iter().filter(|group| !group.is_empty()).collect();
            let bodies = choose(&example.coroutine, inputs.analysis, groups, Sharing::Always);
            let inputs = Inputs { shared: &bodies, ..inputs };
            let Ok(plan) = spill::plan(&inputs) else {
                assert!(bodies.is_empty(), "seed {seed}: no region is live across an await");
                continue;
            };
            for clone in plan.clones.iter().filter(|clone| matches!(clone.kind, CloneKind::Shared(_))) {
                plans += 1;
                actions += clone.actions.len();
            }
            assert_eq!(checker::check(&inputs, &plan), [], "seed {seed}");
        }
        assert!(plans > 3000 && actions > 20000, "{plans} {actions}");
    }
}
