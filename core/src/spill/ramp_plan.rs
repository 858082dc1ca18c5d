//! What the ramp stores: at the saves that need it, or once at the definition if many saves need it.

use std::cell::OnceCell;

use crate::graph::scc::Components;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Position, ValueClass, ValueId};
use crate::spill::interference::{Sharing, stands_at};
use crate::spill::plan::{Copy, Inputs, Point, RampPlan, Store};
use crate::spill::store_placement::{Early, MANY_SAVES};
use crate::walk::Walk;

/// Plans the ramp.
pub fn plan(inputs: &Inputs<'_>) -> RampPlan {
    let blocks = ramp_blocks(inputs.coroutine);
    let stores = stores(inputs, &blocks);
    RampPlan { blocks, stores }
}

/// The blocks that the first activation runs.
pub fn ramp_blocks(coroutine: &Coroutine) -> IndexVec<BlockId, bool> {
    let seen = IndexVec::filled(coroutine.blocks.len(), false);
    let next = |block: BlockId, work: &mut Vec<BlockId>| {
        let edges = coroutine.blocks[block].successors.iter();
        work.extend(edges.filter(|e| e.kind.is_in_ramp()).map(|e| e.block));
    };
    Walk::new(seen, [coroutine.entry()], next).finish()
}

fn stores(inputs: &Inputs<'_>, in_ramp: &IndexVec<BlockId, bool>) -> Vec<Store> {
    let coroutine = inputs.coroutine;
    let early = early_stores(inputs, in_ramp);
    let mut stores = Vec::new();
    let mut push = |value, at, suspend| stores.push(Store { value, copy: Copy::Definition, at, suspend });
    for id in inputs.analysis.stored() {
        if let Some(point) = early[id] {
            push(id, point, None);
            continue;
        }
        if inputs.is_stored_at_definition(id) && in_ramp[coroutine.values[id].block] {
            push(id, Point::Definition(id), None);
        }
        if inputs.is_stored_too_early(id) {
            continue;
        }
        let live_range = &inputs.analysis.live_ranges[id];
        for suspend in live_range.saves(coroutine.lowering.is_await()) {
            let save = coroutine.suspends[suspend].save;
            if in_ramp[save] {
                push(id, Point::End(save), Some(suspend));
            }
        }
    }
    stores
}

/// The values that the ramp stores once, and where: many saves would have to store them.
fn early_stores(inputs: &Inputs<'_>, in_ramp: &IndexVec<BlockId, bool>) -> IndexVec<ValueId, Option<Point>> {
    let (coroutine, analysis) = (inputs.coroutine, inputs.analysis);
    let mut points = IndexVec::filled(coroutine.values.len(), None);
    let has_many_saves = |id: &ValueId| {
        let live_range = &analysis.live_ranges[*id];
        let mut saves = live_range.store_at_save.iter().filter(|s| in_ramp[coroutine.suspends[**s].save]);
        saves.nth(MANY_SAVES).is_some() && live_range.made_after_save.is_empty()
    };
    let is_plain = |id: &ValueId| coroutine.values[*id].class == ValueClass::Data;
    let values: Vec<ValueId> = analysis.stored().filter(|id| is_plain(id) && has_many_saves(id)).collect();
    if values.is_empty() || !coroutine.is_free_in_order() {
        return points;
    }
    let mut sharing = Sharing::new(coroutine, analysis, &inputs.frames.whole);
    let before_begin = BeforeBegin::new(coroutine, inputs.begin);
    let without_saves = OnceCell::new();
    let is_in_loop = |block: BlockId| {
        let components = || without_saves.get_or_init(|| Components::without_saves(coroutine));
        !coroutine.blocks[block].predecessors.is_empty() && components().is_in_loop(coroutine, block)
    };
    for id in values {
        let Some((point, written_at)) = early_point(inputs, &before_begin, id) else { continue };
        if !is_in_loop(coroutine.values[id].block)
            && written_at.into_iter().all(|position| sharing.is_free(id, position))
        {
            points[id] = Some(point);
        }
    }
    points
}

/// Where a value is known and there is a frame, and at which positions that is.
fn early_point(
    inputs: &Inputs<'_>,
    before_begin: &BeforeBegin,
    id: ValueId,
) -> Option<(Point, Vec<Position>)> {
    let coroutine = inputs.coroutine;
    let value = &coroutine.values[id];
    if before_begin.is_before(value.block, value.position) {
        return Some((Point::Begin, vec![inputs.begin.1 + 1]));
    }
    let takes_code = coroutine.takes_code_after(id);
    takes_code.then(|| (Point::Definition(id), stands_at(coroutine, id, Early::Definition)))
}

/// Which instructions run before there is a frame.
#[derive(Clone, Debug)]
pub struct BeforeBegin {
    blocks: IndexVec<BlockId, bool>,
    begin: (BlockId, Position),
}

impl BeforeBegin {
    /// For a coroutine with `llvm.coro.begin` at `begin`.
    pub fn new(coroutine: &Coroutine, begin: (BlockId, Position)) -> Self {
        let mut blocks = IndexVec::filled(coroutine.blocks.len(), false);
        let mut work = vec![coroutine.entry()];
        while let Some(block) = work.pop() {
            if std::mem::replace(&mut blocks[block], true) || block == begin.0 {
                continue;
            }
            work.extend(coroutine.blocks[block].successors.iter().map(|e| e.block));
        }
        BeforeBegin { blocks, begin }
    }

    /// Whether what stands at `position` in `block` may run before there is a frame.
    pub fn is_before(&self, block: BlockId, position: Position) -> bool {
        if block == self.begin.0 { position < self.begin.1 } else { self.blocks[block] }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Idx;
    use crate::model::SuspendId;
    use crate::model_builder::ModelBuilder;
    use crate::spill::example::Example;

    /// A value of the entry, which `saves` suspensions of the ramp store.
    fn fan(saves: usize) -> (Example, ValueId) {
        let mut m = ModelBuilder::new("fan");
        let (entry, out, end) = (m.block(), m.block(), m.block());
        let value = m.value(entry, 3, 8);
        for _ in 0..saves {
            let (wait, resumed) = (m.block(), m.block());
            m.edge(entry, wait);
            m.suspend(wait, out, resumed, end);
            m.used(value, resumed, 1);
        }
        m.edge(entry, end);
        (Example::new(m.finish()), value)
    }

    fn places(inputs: &Inputs<'_>) -> Vec<Point> {
        plan(inputs).stores.iter().map(|store| store.at).collect()
    }

    #[test]
    fn few_saves_store_each() {
        let (example, _) = fan(MANY_SAVES);
        let stores = plan(&example.inputs()).stores;
        assert_eq!(stores.len(), MANY_SAVES);
        for (number, store) in stores.iter().enumerate() {
            let suspend = SuspendId::from_usize(number);
            assert_eq!(store.suspend, Some(suspend));
            assert_eq!(store.at, Point::End(example.coroutine.suspends[suspend].save));
        }
    }

    #[test]
    fn many_saves_store_once_after_the_definition() {
        let (example, value) = fan(MANY_SAVES + 1);
        assert_eq!(places(&example.inputs()), [Point::Definition(value)]);
    }

    #[test]
    fn what_is_made_before_the_frame_is_stored_where_that_begins() {
        let (example, _) = fan(MANY_SAVES + 1);
        let begin = (example.coroutine.entry(), 5);
        assert_eq!(places(&Inputs { begin, ..example.inputs() }), [Point::Begin]);
    }

    #[test]
    fn nothing_is_stored_early_for_a_debugger() {
        let (example, _) = fan(MANY_SAVES + 1);
        let example = Example::new(Coroutine { keep_for_debugger: true, ..example.coroutine });
        assert_eq!(places(&example.inputs()).len(), MANY_SAVES + 1);
    }

    #[test]
    fn the_ramp_ends_at_its_first_suspension() {
        let (example, _) = fan(1);
        let blocks = ramp_blocks(&example.coroutine);
        let suspend = &example.coroutine.suspends[SuspendId::from_usize(0)];
        assert!(blocks[suspend.leave] && blocks[suspend.suspended] && !blocks[suspend.resumed]);
    }
}
