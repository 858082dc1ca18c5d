//! Which values and objects a coroutine needs behind its suspensions, and how they get there.
//!
//! In comes a [`Coroutine`]; out goes an [`Analysis`]. Nothing of LLVM is seen or changed here.
//!
//! 1. [`liveness`]: each value's live range and the suspensions it outlives.
//! 2. [`rematerialisation`]: of those values, which are stored and which are computed again.
//! 3. [`liveness`] again for the stored ones, now needed wherever something is computed from them.
//! 4. [`object_liveness`]: the allocas whose content outlives a suspension.
//! 5. [`lifetime_markers`]: what becomes of the lifetime markers of all others.

pub mod alloca_instances;
pub mod lifetime_markers;
pub mod liveness;
pub mod object_liveness;
pub mod rematerialisation;

pub use lifetime_markers::Markers;
pub use liveness::{Life, LifeFinder, Need, RangeWalker};
pub use object_liveness::{ObjectLife, ObjectWalker};
pub use rematerialisation::{Home, choose_homes, hopeless};

use std::rc::Rc;

use crate::sets::Intervals;

use crate::graph::bit_dataflow::Sweeps;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, Object, ObjectId, SuspendId, Unstorable, Value, ValueClass, ValueId};

/// What the layout and the rewrite need to know.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// How each value gets behind the suspensions it outlives.
    pub homes: IndexVec<ValueId, Home>,
    /// The life of each value; that of a value with a slot lasts as long as anything is computed from it.
    pub lives: IndexVec<ValueId, Rc<Life>>,
    /// Where a value with a slot is needed beside its uses: something is computed from it there.
    pub inherited: IndexVec<ValueId, Vec<Need>>,
    /// The life of each object that is in the frame.
    pub objects: IndexVec<ObjectId, Option<ObjectLife>>,
    /// What becomes of the lifetime markers of each object.
    pub markers: IndexVec<ObjectId, Markers>,
    /// Blocks that run when the coroutine may already be resumed or destroyed by others: between a save and its
    /// suspension, and on the way out behind it. The frame is not read there for values.
    pub late: IndexVec<BlockId, bool>,
    /// Blocks that some resumed or destroying activation runs.
    pub in_parts: IndexVec<BlockId, bool>,
}

impl Analysis {
    /// Where `value` is needed: for its own uses, and to compute others from it.
    pub fn needs<'a>(
        &'a self,
        coroutine: &'a Coroutine,
        value: ValueId,
    ) -> impl Iterator<Item = Need> + use<'a> {
        needs(coroutine, value).chain(self.inherited[value].iter().copied())
    }

    /// The values with a slot, in order.
    pub fn stored(&self) -> impl Iterator<Item = ValueId> {
        self.homes.iter().filter(|(_, h)| **h == Home::Slot).map(|(v, _)| v)
    }
}

/// Something that cannot outlive a suspension, with the value that would have to.
#[derive(Clone, Copy, Debug)]
pub struct Finding {
    pub value: ValueId,
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
    /// An alloca of which several may exist at once.
    AllocaInLoop,
    /// Memory with managed pointers that no map can name.
    UnmappableMemory,
    /// No frame may hold the value, and nothing that a frame may hold gives it again.
    Unstorable(Unstorable),
}

/// Runs all steps.
///
/// # Errors
/// Every value that outlives a suspension and can neither be stored nor computed again: tokens, values of unknown size,
/// dynamic allocas, derived pointers without base.
pub fn analyse(coroutine: &Coroutine) -> Result<Analysis, Vec<Finding>> {
    let in_parts = coroutine.in_parts();
    let mut sweeps = Sweeps::new(coroutine);
    let mut finder = LifeFinder::new(coroutine, &in_parts);
    let mut findings = Vec::new();
    // What every activation makes for itself lives nowhere.
    let several = alloca_instances::find(coroutine);
    let is_lasting = |object: ObjectId| coroutine.objects[object].dynamic || several[object];
    let is_of_all = |value: &Value| match value.class {
        ValueClass::Everywhere => true,
        ValueClass::Address(object) => !is_lasting(object),
        _ => false,
    };
    let asked = coroutine.values.iter();
    let asked = asked.map(|(id, value)| (id, needs(coroutine, id).filter(move |_| !is_of_all(value))));
    let own: IndexVec<ValueId, Rc<Life>> = finder.find(&mut sweeps, asked).into_iter().collect();
    for (value, life) in own.iter() {
        if let Some(suspend) = life.outlives.first() {
            let kind = match coroutine.values[value].class {
                ValueClass::Token => FindingKind::Token,
                ValueClass::Unsized => FindingKind::Unsized,
                _ => continue,
            };
            findings.push(Finding { value, suspend, kind });
        }
    }
    let outlives: IndexVec<ValueId, bool> = own.iter().map(|(_, life)| !life.outlives.is_empty()).collect();
    let objects = frame_objects(coroutine, &in_parts, &outlives, &mut sweeps, &mut findings);
    let lost = several_in_frame(coroutine, &objects, &several);
    let lost = lost.into_iter().chain(addresses_of_lost_memory(coroutine, &own, &several));
    for finding in lost {
        if findings.iter().all(|found| found.value != finding.value) {
            findings.push(finding);
        }
    }
    findings.extend(hopeless(coroutine, &outlives).into_iter().map(|(needed, culprit)| {
        let suspend = own[needed].outlives.first().expect("it is needed behind one");
        Finding { value: culprit, suspend, kind: unstorable(coroutine, culprit) }
    }));
    if !findings.is_empty() {
        return Err(findings);
    }
    let homes = choose_homes(coroutine, &outlives);
    let has_memory = objects.iter().any(|(id, life)| life.is_some() && coroutine.promise != Some(id));
    let inherited = inherited_needs(coroutine, &homes);
    let mut lives = stored_lives(coroutine, &homes, &inherited, own, &mut finder, &mut sweeps);
    if has_memory {
        find_ranges(coroutine, &homes, &inherited, &in_parts, &mut lives);
    }
    let markers = lifetime_markers::settle(coroutine, &mut sweeps, |id| objects[id].is_some());
    let late = late_blocks(coroutine);
    Ok(Analysis { homes, lives, inherited, objects, markers, late, in_parts })
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
fn inherited_needs(coroutine: &Coroutine, homes: &IndexVec<ValueId, Home>) -> IndexVec<ValueId, Vec<Need>> {
    let mut extra: IndexVec<ValueId, Vec<Need>> = IndexVec::filled(coroutine.values.len(), Vec::new());
    for value in dependents_first(coroutine, homes) {
        let inherited: Vec<Need> = needs(coroutine, value).chain(std::mem::take(&mut extra[value])).collect();
        let inherited = last_per_block(inherited);
        for &operand in coroutine.values[value].recipe.iter().flatten() {
            extra[operand].extend(&inherited);
        }
    }
    for (value, _) in homes.iter().filter(|(_, home)| **home != Home::Slot) {
        extra[value] = Vec::new();
    }
    extra
}

/// The lives of the stored values, each needed also where something computed from it is needed.
fn stored_lives(
    coroutine: &Coroutine,
    homes: &IndexVec<ValueId, Home>,
    extra: &IndexVec<ValueId, Vec<Need>>,
    own: IndexVec<ValueId, Rc<Life>>,
    finder: &mut LifeFinder<'_>,
    sweeps: &mut Sweeps<'_>,
) -> IndexVec<ValueId, Rc<Life>> {
    let has_more = |id: &ValueId| homes[*id] == Home::Slot && !extra[*id].is_empty();
    let changed: Vec<ValueId> = coroutine.values.indices().filter(has_more).collect();
    let asked = changed.iter().map(|&id| (id, needs(coroutine, id).chain(extra[id].iter().copied())));
    let mut lives = own;
    for (id, life) in changed.iter().zip(finder.find(sweeps, asked)) {
        lives[*id] = life;
    }
    lives
}

/// Notes where the stored values are alive.
fn find_ranges(
    coroutine: &Coroutine,
    homes: &IndexVec<ValueId, Home>,
    extra: &IndexVec<ValueId, Vec<Need>>,
    in_parts: &IndexVec<BlockId, bool>,
    lives: &mut IndexVec<ValueId, Rc<Life>>,
) {
    let mut walker = RangeWalker::new(coroutine, in_parts);
    for (id, _) in homes.iter().filter(|(_, home)| **home == Home::Slot) {
        let all = needs(coroutine, id).chain(extra[id].iter().copied());
        Rc::make_mut(&mut lives[id]).range = walker.range(id, all);
    }
}

/// The recomputed values, each before the operands of its recipe.
pub fn dependents_first(coroutine: &Coroutine, homes: &IndexVec<ValueId, Home>) -> Vec<ValueId> {
    let mut order = Vec::new();
    let mut done = IndexVec::<ValueId, bool>::filled(coroutine.values.len(), false);
    for root in coroutine.values.indices().filter(|&v| homes[v] == Home::Recomputed) {
        // Post-order with an explicit stack: recipes may be thousands deep.
        let mut stack = vec![(root, false)];
        while let Some((value, operands_done)) = stack.pop() {
            if operands_done {
                order.push(value);
            } else if homes[value] == Home::Recomputed && !std::mem::replace(&mut done[value], true) {
                stack.push((value, true));
                stack.extend(coroutine.values[value].recipe.iter().flatten().map(|&o| (o, false)));
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
    in_parts: &IndexVec<BlockId, bool>,
    outlives: &IndexVec<ValueId, bool>,
    sweeps: &mut Sweeps<'_>,
    findings: &mut Vec<Finding>,
) -> IndexVec<ObjectId, Option<ObjectLife>> {
    let inside: Vec<&Object> =
        coroutine.objects.iter().map(|(_, o)| o).filter(|o| !o.outside_frame).collect();
    let mut lives = ObjectWalker::new(coroutine, in_parts).lives(sweeps, &inside).into_iter();
    let mut in_frame = IndexVec::new();
    for (id, object) in coroutine.objects.iter() {
        let found = if object.outside_frame { None } else { lives.next() };
        let mut life = found.unwrap_or_default();
        if coroutine.promise == Some(id)
            || object.aliases.iter().any(|&a| outlives[a]) && !object.outside_frame
        {
            life = everywhere(coroutine);
        }
        let Some(suspend) = life.outlives.first() else {
            let is_promise = coroutine.promise == Some(id);
            in_frame.push(is_promise.then_some(life));
            continue;
        };
        if object.dynamic {
            findings.push(Finding { value: object.value, suspend, kind: FindingKind::DynamicAlloca });
        }
        if object.is_unmappable {
            findings.push(Finding { value: object.value, suspend, kind: FindingKind::UnmappableMemory });
        }
        in_frame.push(Some(life));
    }
    in_frame
}

/// What no frame has a place for, and is used behind a suspension by its address, whatever its content is worth there.
fn addresses_of_lost_memory(
    coroutine: &Coroutine,
    own: &IndexVec<ValueId, Rc<Life>>,
    several: &IndexVec<ObjectId, bool>,
) -> Vec<Finding> {
    let mut findings: Vec<Finding> = Vec::new();
    for (id, value) in coroutine.values.iter() {
        let (ValueClass::Address(object) | ValueClass::AddressOffset(object)) = value.class else { continue };
        let (memory, suspend) = (&coroutine.objects[object], own[id].outlives.first());
        let Some(suspend) = suspend.filter(|_| memory.dynamic || several[object]) else { continue };
        let kind = if memory.dynamic { FindingKind::DynamicAlloca } else { FindingKind::AllocaInLoop };
        findings.push(Finding { value: memory.value, suspend, kind });
    }
    findings
}

/// Allocas of which several may be there at once, where the content outlives a suspension.
fn several_in_frame(
    coroutine: &Coroutine,
    objects: &IndexVec<ObjectId, Option<ObjectLife>>,
    several: &IndexVec<ObjectId, bool>,
) -> Vec<Finding> {
    let in_frame = objects.iter().filter(|(id, _)| several[*id] && !coroutine.objects[*id].dynamic);
    let suspends = in_frame.filter_map(|(id, life)| Some((id, life.as_ref()?.outlives.first()?)));
    let finding = |(id, suspend): (ObjectId, SuspendId)| Finding {
        value: coroutine.objects[id].value,
        suspend,
        kind: FindingKind::AllocaInLoop,
    };
    suspends.map(finding).collect()
}

/// The life of an object that nothing is known of.
fn everywhere(coroutine: &Coroutine) -> ObjectLife {
    let last = coroutine.blocks.iter().map(|(_, b)| b.last).max().unwrap_or(0);
    ObjectLife {
        outlives: coroutine.suspends.indices().collect(),
        range: Intervals::from_unsorted(vec![(0, last)]),
        writes: vec![0],
    }
}

fn late_blocks(coroutine: &Coroutine) -> IndexVec<BlockId, bool> {
    let mut late = IndexVec::filled(coroutine.blocks.len(), false);
    let mut work = Vec::new();
    for (_, suspend) in coroutine.suspends.iter() {
        work.push(suspend.leave);
        while let Some(block) = work.pop() {
            if block == suspend.save || std::mem::replace(&mut late[block], true) {
                continue;
            }
            let edges = &coroutine.blocks[block].predecessors;
            work.extend(edges.iter().filter(|e| !e.kind.is_suspension()).map(|e| e.block));
        }
    }
    let mut reached = IndexVec::<BlockId, bool>::filled(coroutine.blocks.len(), false);
    work.extend(coroutine.suspends.iter().map(|(_, s)| s.suspended));
    while let Some(block) = work.pop() {
        if std::mem::replace(&mut reached[block], true) {
            continue;
        }
        late[block] = true;
        let edges = &coroutine.blocks[block].successors;
        work.extend(edges.iter().filter(|e| !e.kind.is_suspension()).map(|e| e.block));
    }
    late
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;
    use crate::sets::SuspendSet;

    #[test]
    fn the_base_of_a_recomputed_value_lives_as_long_as_it() {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let first = m.suspend(a, out, b, d);
        let second = m.suspend(b, out, c, d);
        let base = m.value(a, 1, 8);
        let derived = m.value(a, 2, 8);
        m.recipe(derived, &[base]);
        m.used(base, b, 1);
        m.used(derived, c, 1);
        let analysis = analyse(&m.finish()).expect("storable");
        assert_eq!(analysis.homes[derived], Home::Recomputed);
        assert_eq!(analysis.lives[base].outlives, SuspendSet::from_iter([first, second]));
    }

    #[test]
    fn a_token_behind_a_suspension_is_a_finding() {
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
    fn the_way_out_is_late_and_the_resumed_code_is_not() {
        let mut m = ModelBuilder::new("f");
        let (a, b, out, d) = (m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, b, d);
        let late = late_blocks(&m.finish());
        assert!(late[out] && !late[b] && !late[d]);
    }
}
