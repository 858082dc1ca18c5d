//! What one continuation of a function with awaits has of it: a coroutine of its own, which is planned as any other.
//!
//! A function with many awaits has as many continuations, and most of them are small. To plan one must not cost what the whole
//! function has: else the time would grow with the square of the awaits. So the plan is made from an excerpt, whose blocks, values,
//! objects and suspensions are numbered anew, in the same order. Then the numbers of the plan are translated.
//!
//! An excerpt has these values:
//!
//! 1. those that the continuation defines or uses;
//! 2. those that it stores at a save, and the regions that are open there;
//! 3. the tracked pointers that a collector forgets at a save of it ([`crate::analysis::LiveRange::bypassed`]);
//! 4. what these are computed from, where that is done again.

use std::rc::Rc;

use crate::analysis::{Analysis, LiveRange, Location, Markers};
use crate::index::IndexVec;
use crate::layout::{Frame, Frames};
use crate::model::{
    Block, BlockId, Coroutine, EdgeKind, Edges, Object, ObjectId, StateKind, Suspend, SuspendId, UseSite,
    Value, ValueClass, ValueId,
};
use crate::sets::suspend_set::SuspendSet;
use crate::spill::numbering::{Numbering, Numbers};
use crate::spill::plan::{CloneKind, ClonePlan, Inputs, RampPlan, Refusal};
use crate::spill::{clone_plan, translation};
use crate::walk::{Seen, Visited, Walk};

/// Plans the continuations of one function.
pub struct Excerpts<'a> {
    inputs: &'a Inputs<'a>,
    /// What each block defines.
    defined: IndexVec<BlockId, Vec<ValueId>>,
    /// What each block uses: the value, and the number of the use among its uses.
    used: IndexVec<BlockId, Vec<(ValueId, u32)>>,
    /// The suspensions whose save or end each block has.
    suspends: IndexVec<BlockId, Vec<SuspendId>>,
    /// What a continuation with the save of a suspension has to do with.
    at_save: IndexVec<SuspendId, Vec<ValueId>>,
    visited: Visited<BlockId>,
    numbers: Numbers,
}

impl<'a> Excerpts<'a> {
    /// For a function with awaits.
    pub fn new(inputs: &'a Inputs<'a>) -> Self {
        let coroutine = inputs.coroutine;
        let (blocks, values) = (coroutine.blocks.len(), coroutine.values.len());
        let mut defined = IndexVec::filled(blocks, Vec::new());
        let mut used = IndexVec::filled(blocks, Vec::new());
        for (id, value) in coroutine.values.iter() {
            defined[value.block].push(id);
            for (number, site) in (0u32..).zip(&value.uses) {
                used[site.block].push((id, number));
            }
        }
        let mut suspends = IndexVec::filled(blocks, Vec::new());
        for (id, suspend) in coroutine.suspends.iter() {
            suspends[suspend.save].push(id);
            suspends[suspend.leave].push(id);
        }
        let numbers = Numbers {
            blocks: Numbering::new(blocks),
            values: Numbering::new(values),
            objects: Numbering::new(coroutine.objects.len()),
            suspends: Numbering::new(coroutine.suspends.len()),
        };
        let at_save = values_at_saves(inputs);
        Excerpts { inputs, defined, used, suspends, at_save, visited: Visited::new(blocks), numbers }
    }

    /// Plans the continuation of `id`.
    ///
    /// # Errors
    /// Regions with two beginnings in it.
    pub fn plan(&mut self, ramp: &RampPlan, id: SuspendId) -> Result<ClonePlan, Vec<Refusal>> {
        self.choose(id);
        let uses = self.uses();
        let coroutine = self.coroutine(&uses);
        let analysis = self.analysis();
        let own = self.numbers.suspends.find(id).expect("it was chosen");
        let frames = self.frames(&coroutine, id, own);
        let inputs = Inputs { coroutine: &coroutine, analysis: &analysis, frames: &frames, ..*self.inputs };
        let plan = clone_plan::plan(&inputs, ramp, CloneKind::Continuation(own));
        translation::translate(plan, &self.numbers)
    }

    /// Numbers what the continuation of `id` has.
    fn choose(&mut self, id: SuspendId) {
        let coroutine = self.inputs.coroutine;
        self.visited.clear();
        let next = |block: BlockId, work: &mut Vec<BlockId>| {
            let edges = coroutine.blocks[block].successors.iter();
            work.extend(edges.filter(|e| e.kind.is_in_clones()).map(|e| e.block));
        };
        let seen = Again(&mut self.visited);
        let mut blocks: Vec<BlockId> = Walk::new(seen, [coroutine.suspends[id].resumed], next).collect();
        let here = blocks.iter().flat_map(|&block| self.suspends[block].iter().copied());
        let suspends: Vec<SuspendId> = here.chain([id]).collect();
        let mut values: Vec<ValueId> = Vec::new();
        for &block in &blocks {
            values.extend(&self.defined[block]);
            values.extend(self.used[block].iter().map(|(value, _)| *value));
        }
        for &suspend in &suspends {
            if self.visited.contains(coroutine.suspends[suspend].save) {
                values.extend(&self.at_save[suspend]);
            }
        }
        let objects = self.close(&mut values);
        blocks.push(coroutine.entry());
        self.numbers.blocks.set(blocks);
        self.numbers.suspends.set(suspends);
        self.numbers.values.set(values);
        self.numbers.objects.set(objects);
    }

    /// Adds to `values` what they are computed from, and the addresses of their objects. These objects.
    fn close(&mut self, values: &mut Vec<ValueId>) -> Vec<ObjectId> {
        let coroutine = self.inputs.coroutine;
        let mut objects = Vec::new();
        self.numbers.values.set(std::mem::take(values));
        let mut work = self.numbers.values.members().to_vec();
        while let Some(value) = work.pop() {
            values.push(value);
            let mut wanted: Vec<ValueId> = computed_from(self.inputs, value).unwrap_or_default().to_vec();
            if let ValueClass::Address(object) | ValueClass::AddressOffset(object) =
                coroutine.values[value].class
            {
                objects.push(object);
                wanted.push(coroutine.objects[object].value);
            }
            for other in wanted {
                if self.numbers.values.note(other) {
                    work.push(other);
                }
            }
        }
        objects
    }

    /// The uses in the blocks of the excerpt, by value and in their order.
    fn uses(&self) -> Vec<(ValueId, u32)> {
        let blocks = self.numbers.blocks.members();
        let blocks = blocks.iter().filter(|block| self.visited.contains(**block));
        let mut uses: Vec<(ValueId, u32)> =
            blocks.flat_map(|&block| self.used[block].iter().copied()).collect();
        uses.sort_unstable();
        uses
    }

    fn coroutine(&self, uses: &[(ValueId, u32)]) -> Coroutine {
        let (whole, numbers) = (self.inputs.coroutine, &self.numbers);
        let mut coroutine = Coroutine {
            name: String::new(),
            values: self.values(uses),
            promise: None,
            pointer_bytes: whole.pointer_bytes,
            keep_for_debugger: whole.keep_for_debugger,
            lowering: whole.lowering,
            ends_by_unwinding: whole.ends_by_unwinding,
            ..Coroutine::default()
        };
        for &id in numbers.blocks.members() {
            let Block { first, last, is_unlikely, takes_code, has_only_phis, .. } = whole.blocks[id];
            let (successors, predecessors) = (Edges::new(), Edges::new());
            coroutine.blocks.push(Block {
                first,
                last,
                is_unlikely,
                takes_code,
                has_only_phis,
                successors,
                predecessors,
            });
        }
        for &id in numbers.blocks.members().iter().filter(|id| self.visited.contains(**id)) {
            for edge in whole.blocks[id].successors.iter().filter(|e| e.kind.is_in_clones()) {
                coroutine.connect(self.block(id), self.block(edge.block), EdgeKind::Normal);
            }
        }
        for &id in numbers.objects.members() {
            let object = &whole.objects[id];
            let value = numbers.values.find(object.value).expect("its address was chosen");
            let alone = Object::new(String::new(), value, object.size, object.align, Vec::new());
            coroutine.objects.push(alone);
        }
        for &id in numbers.suspends.members() {
            let Suspend { save, leave, suspended, resumed, destroyed, is_final, state, .. } =
                whole.suspends[id];
            coroutine.suspends.push(Suspend {
                save: self.block(save),
                leave: self.block(leave),
                suspended: self.block(suspended),
                resumed: self.block(resumed),
                destroyed: destroyed.map(|block| self.block(block)),
                is_final,
                state,
                location: None,
            });
        }
        coroutine
    }

    /// The number of a block, or of the one that stands for all others.
    fn block(&self, old: BlockId) -> BlockId {
        self.numbers.blocks.find(old).unwrap_or(BlockId::first())
    }

    fn values(&self, uses: &[(ValueId, u32)]) -> IndexVec<ValueId, Value> {
        let whole = self.inputs.coroutine;
        let mut uses = uses.iter().peekable();
        let value = |&id: &ValueId| {
            let Value { block, position, at_block_start, class, size, align, .. } = whole.values[id];
            let mut here = smallvec::SmallVec::new();
            while let Some((_, number)) = uses.next_if(|(value, _)| *value == id) {
                let site = whole.values[id].uses[*number as usize];
                here.push(UseSite { block: self.block(site.block), ..site });
            }
            let operands = computed_from(self.inputs, id);
            let find = |&old: &ValueId| self.numbers.values.find(old).expect("operands were chosen");
            let find_object = |old| self.numbers.objects.find(old).expect("the object was chosen");
            Value {
                block: self.block(block),
                position,
                at_block_start,
                class: match class {
                    ValueClass::Address(object) => ValueClass::Address(find_object(object)),
                    ValueClass::AddressOffset(object) => ValueClass::AddressOffset(find_object(object)),
                    class => class,
                },
                size,
                align,
                uses: here,
                remat_operands: operands.map(|operands| operands.iter().map(find).collect()),
            }
        };
        self.numbers.values.members().iter().map(value).collect()
    }

    /// What is known of the values and blocks. Nothing asks for ranges of positions, or for the contents of objects.
    fn analysis(&self) -> Analysis {
        let (whole, numbers) = (self.inputs.analysis, &self.numbers);
        let (values, blocks) = (numbers.values.members(), numbers.blocks.members());
        Analysis {
            locations: values.iter().map(|&id| whole.locations[id]).collect(),
            live_ranges: values.iter().map(|&id| Rc::new(self.live_range(id))).collect(),
            remat_uses: IndexVec::filled(values.len(), Vec::new()),
            objects: IndexVec::filled(numbers.objects.members().len(), None),
            markers: IndexVec::filled(numbers.objects.members().len(), Markers::Erased),
            post_save: blocks.iter().map(|&id| whole.post_save[id]).collect(),
            in_clones: blocks.iter().map(|&id| whole.in_clones[id]).collect(),
        }
    }

    fn live_range(&self, id: ValueId) -> LiveRange {
        let (whole, suspends) = (&self.inputs.analysis.live_ranges[id], &self.numbers.suspends);
        let set = |of: &SuspendSet| -> SuspendSet {
            if of.is_empty() {
                return SuspendSet::default();
            }
            let members = (0u32..).zip(suspends.members()).filter(|(_, old)| of.contains(**old));
            SuspendSet::from_runs(members.map(|(new, _)| (new, new)).collect())
        };
        let list = |of: &[SuspendId]| of.iter().filter_map(|&old| suspends.find(old)).collect();
        LiveRange {
            live_across: set(&whole.live_across),
            bypassed: set(&whole.bypassed),
            conflicts: SuspendSet::default(),
            range: crate::sets::Intervals::default(),
            store_at_save: list(&whole.store_at_save),
            made_after_save: list(&whole.made_after_save),
        }
    }

    /// The frame that the continuation of `id`, now `own`, reads. The others are empty.
    fn frames(&self, coroutine: &Coroutine, id: SuspendId, own: SuspendId) -> Frames {
        let empty = Frame::of_few(coroutine);
        let mut frame = empty.clone();
        for (value, offset) in self.inputs.frames.each[id].values.iter() {
            if let Some(value) = self.numbers.values.find(value) {
                frame.values.place(value, offset);
            }
        }
        for (object, offset) in self.inputs.frames.each[id].objects.iter() {
            if let Some(object) = self.numbers.objects.find(object) {
                frame.objects.place(object, offset);
            }
        }
        let mut each = IndexVec::filled(coroutine.suspends.len(), empty.clone());
        each[own] = frame;
        Frames { whole: empty, each }
    }
}

/// What was visited, for a walk that does not own it.
struct Again<'v>(&'v mut Visited<BlockId>);

impl Seen<BlockId> for Again<'_> {
    fn insert(&mut self, block: BlockId) -> bool {
        self.0.insert(block)
    }
}

/// The operands of what is computed again rather than loaded.
fn computed_from<'a>(inputs: &Inputs<'a>, id: ValueId) -> Option<&'a [ValueId]> {
    let value = &inputs.coroutine.values[id];
    let is_computed = inputs.analysis.locations[id] == Location::Remat
        || matches!(value.class, ValueClass::AddressOffset(_) | ValueClass::Region);
    value.remat_operands.as_deref().filter(|_| is_computed)
}

/// For each suspension the values that a function with its save has to do with, although it may neither define nor use them.
fn values_at_saves(inputs: &Inputs<'_>) -> IndexVec<SuspendId, Vec<ValueId>> {
    let (coroutine, analysis) = (inputs.coroutine, inputs.analysis);
    let mut at_save = IndexVec::filled(coroutine.suspends.len(), Vec::new());
    // What is computed again from a state is handed on with it.
    let is_any_given = coroutine.suspends.iter().any(|(_, s)| s.state == StateKind::Given);
    for (id, value) in coroutine.values.iter() {
        let live_range = &analysis.live_ranges[id];
        let is_captured = match analysis.locations[id] {
            Location::Slot => true,
            Location::Remat => is_any_given || value.class == ValueClass::Region,
            Location::None => value.class == ValueClass::Region,
        };
        if is_captured {
            live_range.live_across.iter().for_each(|suspend| at_save[suspend].push(id));
        }
        if value.class == ValueClass::Tracked {
            live_range.bypassed.iter().for_each(|suspend| at_save[suspend].push(id));
        }
    }
    at_save
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sets::index_set::IndexSet;
    use crate::spill::example::{Example, random_function};
    use crate::spill::ramp_plan;

    #[test]
    fn the_plan_of_an_excerpt_is_that_of_the_whole() {
        let (mut plans, mut refusals, mut actions) = (0, 0, 0);
        for seed in 0..3000 {
            let coroutine = random_function(seed);
            if crate::analysis::analyse(&coroutine).is_err() {
                continue;
            }
            let example = Example::new(coroutine);
            let inputs = Inputs { is_managed: seed % 2 == 0, ..example.inputs() };
            let coroutine = &example.coroutine;
            let ramp = ramp_plan::plan(&inputs);
            let mut excerpts = Excerpts::new(&inputs);
            for id in coroutine.suspends.indices() {
                let whole = clone_plan::plan(&inputs, &ramp, CloneKind::Continuation(id));
                let blocks = coroutine.blocks.len();
                let excerpt = excerpts.plan(&ramp, id);
                refusals += usize::from(excerpt.is_err());
                plans += 1;
                actions += excerpt.as_ref().map_or(0, |plan| plan.actions.len());
                let excerpt = excerpt.map(|plan| {
                    let reached = IndexSet::from(plan.reached.flags(blocks));
                    ClonePlan { reached, ..plan }
                });
                assert_eq!(excerpt, whole, "seed {seed}, suspension {id:?}");
            }
        }
        assert!(plans > 3000 && refusals > 20 && actions > 20000, "{plans} {refusals} {actions}");
    }
}
