//! Which values and objects a coroutine needs after its suspensions, and how they get there.
//!
//! In comes a [`Coroutine`]; out goes an [`Analysis`]. Nothing of LLVM is seen or changed here.
//!
//! 1. `liveness`: each value's live range and the suspensions that it is live across.
//! 2. `rematerialisation`: of those values, which are stored and which are computed again.
//! 3. `liveness` again for the stored ones, now needed wherever something is computed from them.
//! 4. `object_liveness`: the allocas whose content is live across a suspension.
//! 5. `exit_paths`: where memory is written after a suspension, all that is live across that is needed still.
//! 6. [`lifetime_markers`]: what becomes of the lifetime markers of all others.

mod alloca_instances;
mod exit_paths;
pub mod lifetime_markers;
mod liveness;
mod object_liveness;
mod rematerialisation;

pub use lifetime_markers::Markers;
pub use liveness::{LiveRange, LivenessSolver, Need, RangeWalker};
pub use object_liveness::{ObjectLiveRange, ObjectWalker};
pub use rematerialisation::{Location, choose_locations, unspillable};

use std::rc::Rc;

use crate::sets::Intervals;
use crate::walk::Walk;

use crate::graph::bit_dataflow::Dataflows;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Object, ObjectId, SuspendId, Unstorable, Value, ValueClass, ValueId};

/// What the layout, the spill plan and the emission need to know.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// Where each value is found after the suspensions that it is live across.
    pub locations: IndexVec<ValueId, Location>,
    /// The live range of each value. That of a value with a slot includes the uses of everything that is rematerialised from it.
    pub live_ranges: IndexVec<ValueId, Rc<LiveRange>>,
    /// Where a value with a slot is needed beside its uses: something is computed from it there.
    pub remat_uses: IndexVec<ValueId, Vec<Need>>,
    /// The live range of each object that is in the frame.
    pub objects: IndexVec<ObjectId, Option<ObjectLiveRange>>,
    /// What becomes of the lifetime markers of each object.
    pub markers: IndexVec<ObjectId, Markers>,
    /// Blocks that run when the coroutine may already be resumed or destroyed by others: between a save and its
    /// suspension, and on the exit path after it. The frame is not read there for values.
    pub post_save: IndexVec<BlockId, bool>,
    /// Blocks that some resumed or destroying activation runs.
    pub in_clones: IndexVec<BlockId, bool>,
}

impl Analysis {
    /// Where `value` is needed: for its own uses, and to compute others from it.
    #[inline]
    pub fn needs<'a>(
        &'a self,
        coroutine: &'a Coroutine,
        value: ValueId,
    ) -> impl Iterator<Item = Need> + use<'a> {
        needs(coroutine, value).chain(self.remat_uses[value].iter().copied())
    }

    /// The objects whose content is live across `suspend`, in order.
    #[inline]
    pub fn objects_across(&self, suspend: SuspendId) -> impl Iterator<Item = ObjectId> {
        let is_live = move |live_range: &ObjectLiveRange| live_range.live_across.contains(suspend);
        self.objects.iter().filter(move |(_, range)| range.as_ref().is_some_and(is_live)).map(|(id, _)| id)
    }

    /// The values with a slot, in order.
    #[inline]
    pub fn stored(&self) -> impl Iterator<Item = ValueId> {
        self.locations.iter().filter(|(_, h)| **h == Location::Slot).map(|(v, _)| v)
    }
}

/// Something that cannot be live across a suspension, with the value that would have to be.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    /// The value.
    pub value: ValueId,
    /// The suspension.
    pub suspend: SuspendId,
    /// Why it cannot.
    pub kind: FindingKind,
}

/// Why a value or its memory cannot be kept across a suspension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FindingKind {
    /// A token: no memory can hold it.
    Token,
    /// Its size is not known at compile time.
    Unsized,
    /// An alloca whose size or number is known at run time only.
    DynamicAlloca,
    /// An alloca that can have more than one live instance.
    AllocaInLoop,
    /// Memory with managed pointers that no map can name.
    UnmappableMemory,
    /// No frame may hold the value, and it cannot be rematerialised from values that a frame may hold.
    Unstorable(Unstorable),
}

/// Runs all steps.
///
/// # Errors
/// Every value that is live across a suspension and can neither be stored nor computed again: tokens, values of unknown size,
/// dynamic allocas, derived pointers without base.
pub fn analyse(coroutine: &Coroutine) -> Result<Analysis, Vec<Finding>> {
    let in_clones = coroutine.in_clones();
    let mut dataflows = Dataflows::new(coroutine);
    let mut solver = LivenessSolver::new(coroutine, &in_clones);
    let mut findings = Vec::new();
    // What every activation computes for itself has no live range in the frame.
    let has_many_instances = alloca_instances::find_many_instances(coroutine);
    let is_lasting = |object: ObjectId| coroutine.objects[object].dynamic || has_many_instances[object];
    let is_of_all = |value: &Value| match value.class {
        ValueClass::Constant => true,
        ValueClass::Address(object) => !is_lasting(object),
        _ => false,
    };
    let asked = coroutine.values.iter();
    let asked = asked.map(|(id, value)| (id, needs(coroutine, id).filter(move |_| !is_of_all(value))));
    let own: IndexVec<ValueId, Rc<LiveRange>> = solver.solve(&mut dataflows, asked).into_iter().collect();
    for (value, live_range) in own.iter() {
        if let Some(suspend) = live_range.live_across.first() {
            let kind = match coroutine.values[value].class {
                ValueClass::Token => FindingKind::Token,
                ValueClass::Unsized => FindingKind::Unsized,
                _ => continue,
            };
            findings.push(Finding { value, suspend, kind });
        }
    }
    let live_across: IndexVec<ValueId, bool> =
        own.iter().map(|(_, live_range)| !live_range.live_across.is_empty()).collect();
    let mut objects = frame_objects(coroutine, &in_clones, &live_across, &mut dataflows, &mut findings);
    let of_memory = many_instances_in_frame(coroutine, &objects, &has_many_instances);
    let of_addresses = addresses_of_unstorable_memory(coroutine, &own, &has_many_instances);
    for finding in of_memory.into_iter().chain(of_addresses) {
        if findings.iter().all(|found| found.value != finding.value) {
            findings.push(finding);
        }
    }
    findings.extend(unspillable(coroutine, &live_across).into_iter().map(|(needed, culprit)| {
        let suspend = own[needed].live_across.first().expect("it is needed after one");
        Finding { value: culprit, suspend, kind: unstorable(coroutine, culprit) }
    }));
    if !findings.is_empty() {
        return Err(findings);
    }
    let locations = choose_locations(coroutine, &live_across);
    let has_memory =
        objects.iter().any(|(id, live_range)| live_range.is_some() && coroutine.promise != Some(id));
    let remat_uses = remat_uses_of(coroutine, &locations);
    let mut live_ranges =
        stored_live_ranges(coroutine, &locations, &remat_uses, own, &mut solver, &mut dataflows);
    if has_memory {
        find_ranges(coroutine, &locations, &remat_uses, &in_clones, &mut live_ranges);
    }
    let markers = lifetime_markers::settle(coroutine, &mut dataflows, |id| objects[id].is_some());
    let post_save = post_save_blocks(coroutine);
    if has_memory && !coroutine.lowering.is_await() {
        exit_paths::extend(coroutine, &post_save, &mut objects, &mut live_ranges);
    }
    Ok(Analysis { locations, live_ranges, remat_uses, objects, markers, post_save, in_clones })
}

/// Why a value that no frame can hold cannot be computed again either.
fn unstorable(coroutine: &Coroutine, value: ValueId) -> FindingKind {
    match coroutine.values[value].class {
        ValueClass::Unstorable(reason) => FindingKind::Unstorable(reason),
        _ => FindingKind::Unstorable(Unstorable::Derived),
    }
}

fn needs(coroutine: &Coroutine, value: ValueId) -> impl Iterator<Item = Need> + use<'_> {
    coroutine.values[value].uses.iter().map(|u| Need { block: u.block, position: u.position })
}

/// Where the values with a slot are needed because something computed from them is.
fn remat_uses_of(
    coroutine: &Coroutine,
    locations: &IndexVec<ValueId, Location>,
) -> IndexVec<ValueId, Vec<Need>> {
    let mut extra: IndexVec<ValueId, Vec<Need>> = IndexVec::filled(coroutine.values.len(), Vec::new());
    for value in dependents_first(coroutine, locations) {
        let remat_uses: Vec<Need> =
            needs(coroutine, value).chain(std::mem::take(&mut extra[value])).collect();
        let remat_uses = last_per_block(remat_uses);
        for &operand in coroutine.values[value].remat_operands.iter().flatten() {
            extra[operand].extend(&remat_uses);
        }
    }
    for (value, _) in locations.iter().filter(|(_, location)| **location != Location::Slot) {
        extra[value] = Vec::new();
    }
    extra
}

/// The live ranges of the stored values. Each includes the uses of what is rematerialised from it.
fn stored_live_ranges(
    coroutine: &Coroutine,
    locations: &IndexVec<ValueId, Location>,
    extra: &IndexVec<ValueId, Vec<Need>>,
    own: IndexVec<ValueId, Rc<LiveRange>>,
    solver: &mut LivenessSolver<'_>,
    dataflows: &mut Dataflows<'_>,
) -> IndexVec<ValueId, Rc<LiveRange>> {
    let has_more = |id: &ValueId| locations[*id] == Location::Slot && !extra[*id].is_empty();
    let changed: Vec<ValueId> = coroutine.values.indices().filter(has_more).collect();
    let asked = changed.iter().map(|&id| (id, needs(coroutine, id).chain(extra[id].iter().copied())));
    let mut live_ranges = own;
    for (id, live_range) in changed.iter().zip(solver.solve(dataflows, asked)) {
        live_ranges[*id] = live_range;
    }
    live_ranges
}

/// Notes where the stored values are live.
fn find_ranges(
    coroutine: &Coroutine,
    locations: &IndexVec<ValueId, Location>,
    extra: &IndexVec<ValueId, Vec<Need>>,
    in_clones: &IndexVec<BlockId, bool>,
    live_ranges: &mut IndexVec<ValueId, Rc<LiveRange>>,
) {
    let mut walker = RangeWalker::new(coroutine, in_clones);
    for (id, _) in locations.iter().filter(|(_, location)| **location == Location::Slot) {
        let all = needs(coroutine, id).chain(extra[id].iter().copied());
        Rc::make_mut(&mut live_ranges[id]).range = walker.range(id, all);
    }
}

/// The rematerialised values, each before its rematerialisation operands.
pub fn dependents_first(coroutine: &Coroutine, locations: &IndexVec<ValueId, Location>) -> Vec<ValueId> {
    let mut order = Vec::new();
    let mut done = IndexVec::<ValueId, bool>::filled(coroutine.values.len(), false);
    for root in coroutine.values.indices().filter(|&v| locations[v] == Location::Remat) {
        // Post-order with an explicit stack: chains of rematerialised values may be thousands deep.
        let mut stack = vec![(root, false)];
        while let Some((value, operands_done)) = stack.pop() {
            if operands_done {
                order.push(value);
            } else if locations[value] == Location::Remat && !std::mem::replace(&mut done[value], true) {
                stack.push((value, true));
                stack.extend(coroutine.values[value].remat_operands.iter().flatten().map(|&o| (o, false)));
            }
        }
    }
    order.reverse();
    order
}

fn last_per_block(mut needs: Vec<Need>) -> Vec<Need> {
    needs.sort_unstable_by(|a, b| (a.block, b.position).cmp(&(b.block, a.position)));
    needs.dedup_by_key(|n| n.block);
    needs
}

fn frame_objects(
    coroutine: &Coroutine,
    in_clones: &IndexVec<BlockId, bool>,
    live_across: &IndexVec<ValueId, bool>,
    dataflows: &mut Dataflows<'_>,
    findings: &mut Vec<Finding>,
) -> IndexVec<ObjectId, Option<ObjectLiveRange>> {
    let inside: Vec<&Object> =
        coroutine.objects.iter().map(|(_, o)| o).filter(|o| !o.outside_frame).collect();
    let mut live_ranges = ObjectWalker::new(coroutine, in_clones).live_ranges(dataflows, &inside).into_iter();
    let mut in_frame = IndexVec::new();
    for (id, object) in coroutine.objects.iter() {
        let found = if object.outside_frame { None } else { live_ranges.next() };
        let mut live_range = found.unwrap_or_default();
        // A collector has to find a frame inside of this one also while this coroutine runs.
        let is_in_any_case = coroutine.promise == Some(id) || object.holds_frame;
        if is_in_any_case || object.aliases.iter().any(|&a| live_across[a]) && !object.outside_frame {
            live_range = everywhere(coroutine);
        }
        let Some(suspend) = live_range.live_across.first() else {
            in_frame.push(is_in_any_case.then_some(live_range));
            continue;
        };
        if object.dynamic {
            findings.push(Finding { value: object.value, suspend, kind: FindingKind::DynamicAlloca });
        }
        if object.is_unmappable {
            findings.push(Finding { value: object.value, suspend, kind: FindingKind::UnmappableMemory });
        }
        in_frame.push(Some(live_range));
    }
    in_frame
}

/// Memory that no frame can hold, and whose address is used after a suspension. Whether its content is live does not matter.
fn addresses_of_unstorable_memory(
    coroutine: &Coroutine,
    own: &IndexVec<ValueId, Rc<LiveRange>>,
    has_many_instances: &IndexVec<ObjectId, bool>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (id, value) in coroutine.values.iter() {
        let (ValueClass::Address(object) | ValueClass::AddressOffset(object)) = value.class else { continue };
        let (memory, suspend) = (&coroutine.objects[object], own[id].live_across.first());
        let Some(suspend) = suspend.filter(|_| memory.dynamic || has_many_instances[object]) else {
            continue;
        };
        let kind = if memory.dynamic { FindingKind::DynamicAlloca } else { FindingKind::AllocaInLoop };
        findings.push(Finding { value: memory.value, suspend, kind });
    }
    findings
}

/// Allocas that can have more than one live instance, and whose content is live across a suspension.
fn many_instances_in_frame(
    coroutine: &Coroutine,
    objects: &IndexVec<ObjectId, Option<ObjectLiveRange>>,
    has_many_instances: &IndexVec<ObjectId, bool>,
) -> Vec<Finding> {
    let in_frame =
        objects.iter().filter(|(id, _)| has_many_instances[*id] && !coroutine.objects[*id].dynamic);
    let suspends =
        in_frame.filter_map(|(id, live_range)| Some((id, live_range.as_ref()?.live_across.first()?)));
    let finding = |(id, suspend): (ObjectId, SuspendId)| Finding {
        value: coroutine.objects[id].value,
        suspend,
        kind: FindingKind::AllocaInLoop,
    };
    suspends.map(finding).collect()
}

/// The live range of an object that nothing is known of.
fn everywhere(coroutine: &Coroutine) -> ObjectLiveRange {
    let last = coroutine.blocks.iter().map(|(_, b)| b.last).max().unwrap_or(0);
    ObjectLiveRange {
        live_across: coroutine.suspends.indices().collect(),
        range: Intervals::from_unsorted(vec![(0, last)]),
        writes: vec![0],
    }
}

fn post_save_blocks(coroutine: &Coroutine) -> IndexVec<BlockId, bool> {
    let mut post_save = IndexVec::filled(coroutine.blocks.len(), false);
    let mut work = Vec::new();
    for (_, suspend) in coroutine.suspends.iter() {
        work.push(suspend.leave);
        while let Some(block) = work.pop() {
            if block == suspend.save || std::mem::replace(&mut post_save[block], true) {
                continue;
            }
            let edges = &coroutine.blocks[block].predecessors;
            work.extend(edges.iter().filter(|e| !e.kind.is_suspension()).map(|e| e.block));
        }
    }
    // And what runs between a suspension and the return to the caller.
    let nobody = IndexVec::filled(coroutine.blocks.len(), false);
    let suspended = coroutine.suspends.iter().map(|(_, suspend)| suspend.suspended);
    let after = Walk::new(nobody, suspended, |block: BlockId, work: &mut Vec<BlockId>| {
        let edges = &coroutine.blocks[block].successors;
        work.extend(edges.iter().filter(|e| !e.kind.is_suspension()).map(|e| e.block));
    });
    after.for_each(|block| post_save[block] = true);
    post_save
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;
    use crate::sets::SuspendSet;

    #[test]
    fn the_base_of_a_rematerialised_value_is_live_as_long_as_it() {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(a, out, b, d);
        let second = m.suspend(b, out, c, d);
        let base = m.value(a, 1, 8);
        let derived = m.value(a, 2, 8);
        m.remat_operands(derived, &[base]);
        m.used(base, b, 1);
        m.used(derived, c, 1);
        let analysis = analyse(&m.finish()).expect("storable");
        assert_eq!(analysis.locations[derived], Location::Remat);
        assert_eq!(analysis.live_ranges[base].live_across, SuspendSet::from_iter([first, second]));
    }

    #[test]
    fn a_token_after_a_suspension_is_a_finding() {
        let mut m = ModelBuilder::new("f");
        let (a, b, out, d) = (m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, b, d);
        let token = m.value(a, 1, 0);
        m.used(token, b, 1);
        let mut coroutine = m.finish();
        coroutine.values[token].class = ValueClass::Token;
        let findings = analyse(&coroutine).expect_err("a token has no slot");
        assert_eq!(findings[0].value, token);
    }

    #[test]
    fn the_exit_path_is_post_save_and_the_resumed_code_is_not() {
        let mut m = ModelBuilder::new("f");
        let (a, b, out, d) = (m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, b, d);
        let post_save = post_save_blocks(&m.finish());
        assert!(post_save[out] && !post_save[b] && !post_save[d]);
    }
}
