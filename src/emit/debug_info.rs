//! Debug information of the frame: the variables that are in it, its type, and where each suspension goes on.
//!
//! Beyond that, debuggers are told what tells slots that share bytes apart: the states have names, which are their places in the source,
//! and each member of the frame that is not live in all states says in which it is. Both are enumerations that members of the frame lead to
//! (`docs/debugging.md` has what each name means).
//!
//! As LLVM's own split does (`buildFrameDebugInfo`, `createResumeEntryBlock` in `CoroSplit.cpp`): a variable `__coro_frame` in
//! each function, of a struct `f.coro_frame_ty` with a member for each slot, and labels `__coro_resume_N`, on all LLVMs.

use rustc_hash::FxHashMap;

use crate::ir::debug::{DebugBuilder, DebugType, Member, SingleValues, Variable};
use crate::ir::shim;
use crate::ir::shim::{CloneMap, VariableLocation};
use crate::ir::{Builder, Function, Type, TypeKind, Value};
use gc_coro_core::index::Idx;
use gc_coro_core::layout::{Occupant, Slot};
use gc_coro_core::model::{ObjectId, Suspend, SuspendId};
use gc_coro_core::sets::SuspendSet;

use crate::emit::clone_builder::CloneBuilder;
use crate::emit::plan::Plan;

const FRAME: &str = "__coro_frame";
const LABEL: &str = "__coro_resume_";
/// Members of no size, for the sake of their types.
const STATES: &str = "__coro_states";
const LIVE: &str = "__coro_live";

/// The type of one coroutine's frame, for debuggers.
pub struct FrameType {
    builder: DebugBuilder,
    ty: DebugType,
    /// Of optimised code, where a variable has no memory of its own.
    values: Option<SingleValues>,
}

impl FrameType {
    /// `None` where the coroutine is compiled without debug information.
    pub fn new(plan: Plan<'_>) -> Option<Self> {
        let function = plan.canonical.shape.function;
        let builder = DebugBuilder::new(function)?;
        let mut taken = FxHashMap::default();
        let states = states(plan, &builder);
        let members = plan.frame.slots.iter().map(|slot| {
            let (name, ty) = match slot.what {
                Occupant::Index => ("__coro_index".to_owned(), states),
                _ => describe(plan, &builder, slot),
            };
            Member { name: unique(&mut taken, name), offset: slot.offset, size: slot.size, ty }
        });
        let mut members: Vec<Member> = members.collect();
        let live = live(plan, &builder, &members);
        if plan.frame.index.is_none() {
            members.push(Member { name: STATES.to_owned(), offset: 0, size: 0, ty: builder.none_of(states) });
        }
        members.push(Member { name: LIVE.to_owned(), offset: 0, size: 0, ty: builder.none_of(live) });
        let name = format!("{}.coro_frame_ty", function.name());
        let ty = builder.structure(&name, plan.frame.size, plan.frame.align, &members);
        let values = (!plan.model_map.coroutine.keep_for_debugger).then(|| SingleValues::of(function));
        Some(FrameType { builder, ty, values })
    }

    /// Declares the frame in `function` before `before`.
    pub fn declare(&self, function: Function, location: VariableLocation, before: Value) {
        self.builder.declare(function, FRAME, self.ty, location, before);
    }

    /// Says in the blocks of the clone in which suspensions go on where the values are that are live across them.
    pub fn declare_values(&self, clone: &CloneBuilder<'_>) {
        let Some(values) = &self.values else { return };
        let stored = unshared_values(clone.plan);
        for (id, block) in &clone.spill.entries {
            let before = clone.find_block(*block).and_then(|block| block.first_insertion_point());
            let Some(before) = before else { continue };
            for (slot, value) in stored.iter().filter(|(slot, _)| slot.suspends.contains(*id)) {
                let place = (slot.offset, slot.size);
                values.declare(&clone.map, *value, clone.access().frame, place, before);
            }
        }
    }

    /// Labels the blocks of the clone in which suspensions go on.
    pub fn label_entries(&self, clone: &CloneBuilder<'_>) {
        for (id, block) in &clone.spill.entries {
            let before = clone.find_block(*block).and_then(|block| block.first_insertion_point());
            let Some(before) = before else { continue };
            let number = u32::try_from(id.index()).expect("a coroutine has fewer suspend points");
            let suspend = clone.plan.canonical.suspends[id.index()].suspend;
            self.builder.label(clone.function, &format!("{LABEL}{number}"), number, suspend, before);
        }
    }
}

/// The slots of values that share their bytes with no other: what they hold stays as long as it is live. The slots come by offset.
fn unshared_values(plan: Plan<'_>) -> Vec<(&Slot, Value)> {
    let slots = &plan.frame.slots;
    let mut end = 0;
    let mut found = Vec::new();
    for (number, slot) in slots.iter().enumerate() {
        let next = slots.get(number + 1).map_or(u64::MAX, |next| next.offset);
        if let Occupant::Value(id) = slot.what
            && end <= slot.offset
            && slot.offset + slot.size <= next
        {
            found.push((slot, plan.model_map.values[id]));
        }
        end = end.max(slot.offset + slot.size);
    }
    found
}

/// The type of the number of the suspend point: each number has the place in the source where the coroutine waits.
fn states(plan: Plan<'_>, builder: &DebugBuilder) -> DebugType {
    let coroutine = &plan.model_map.coroutine;
    let state = |(id, suspend): (SuspendId, &Suspend)| {
        let place = plan.canonical.suspends[id.index()].suspend.own_source_location();
        let place = place.map_or_else(|| format!("state {}", id.index()), |place| place.to_string());
        (if suspend.is_final { format!("{place} (final)") } else { place }, id.index() as u64)
    };
    let states: Vec<(String, u64)> = coroutine.suspends.iter().map(state).collect();
    let bytes = plan.frame.index.map_or(1, |index| u64::from(index.bits) / 8);
    builder.enumeration(&format!("{}.coro_state_ty", coroutine.name), bytes, &states)
}

/// Names the states that each of `members`, which come as the slots do, is live in; by their numbers, where it is not all.
fn live(plan: Plan<'_>, builder: &DebugBuilder, members: &[Member]) -> DebugType {
    let coroutine = &plan.model_map.coroutine;
    let all: SuspendSet = coroutine.suspends.indices().collect();
    let slots = plan.frame.slots.iter().zip(members).zip(0..);
    let partly = slots.filter(|((slot, _), _)| slot.suspends != all).map(|((slot, member), number)| {
        let runs = slot.suspends.runs().iter().map(|(from, to)| format!("{from}-{to}"));
        (format!("{}: {}", member.name, runs.collect::<Vec<_>>().join(" ")), number)
    });
    builder.enumeration(&format!("{}.coro_live_ty", coroutine.name), 4, &partly.collect::<Vec<_>>())
}

/// Name and type of a slot's member.
fn describe(plan: Plan<'_>, builder: &DebugBuilder, slot: &Slot) -> (String, DebugType) {
    let coroutine = &plan.model_map.coroutine;
    let pointer = || builder.pointer(slot.size);
    match slot.what {
        Occupant::Resume => ("__resume_fn".to_owned(), pointer()),
        Occupant::Destroy => ("__destroy_fn".to_owned(), pointer()),
        Occupant::Index => ("__coro_index".to_owned(), builder.unsigned(slot.size)),
        Occupant::Words(id) => (format!("{}.words", coroutine.objects[id].name), builder.bytes(slot.size)),
        Occupant::Promise(id) | Occupant::Object(id) => {
            let value = plan.model_map.values[coroutine.objects[id].value];
            describe_value(builder, slot.size, value, None, &coroutine.objects[id].name)
        }
        Occupant::Value(id) => {
            let value = plan.model_map.values[id];
            describe_value(builder, slot.size, value, Some(value.ty()), &plan.model_map.name(id))
        }
    }
}

/// What the source calls it, if it does; else what the IR says.
fn describe_value(
    builder: &DebugBuilder,
    size: u64,
    value: Value,
    ty: Option<Type>,
    name: &str,
) -> (String, DebugType) {
    let variable = Variable::of(value);
    let source = variable.as_ref().and_then(|v| v.ty).filter(|(_, bytes)| *bytes == size);
    let ty = source.map_or_else(|| type_of(builder, size, ty), |(ty, _)| ty);
    let name = variable.map_or_else(|| name_in_ir(value, name), |v| v.name);
    (name, ty)
}

/// What has no name in the IR has a number there; of an object, the name of its type says more.
fn name_in_ir(value: Value, name: &str) -> String {
    let Some(number) = name.strip_prefix('%') else { return name.to_owned() };
    let ty = if value.is_alloca() { value.allocated_type().struct_name() } else { String::new() };
    if ty.is_empty() { format!("__value_{number}") } else { ty }
}

fn type_of(builder: &DebugBuilder, size: u64, ty: Option<Type>) -> DebugType {
    let whole = |bits: u32| u64::from(bits) == size * 8;
    match ty.map(|ty| (ty, ty.kind())) {
        Some((_, TypeKind::LLVMPointerTypeKind)) => builder.pointer(size),
        Some((_, TypeKind::LLVMFloatTypeKind | TypeKind::LLVMDoubleTypeKind)) => builder.float(size),
        Some((ty, TypeKind::LLVMIntegerTypeKind)) if ty.int_width().is_some_and(whole) && size <= 16 => {
            builder.signed(size)
        }
        _ => builder.bytes(size),
    }
}

/// `name`, with a number if another member has it.
fn unique(taken: &mut FxHashMap<String, u32>, name: String) -> String {
    let count = taken.entry(name.clone()).or_default();
    *count += 1;
    if *count == 1 { name } else { format!("{name}_{}", *count - 1) }
}

/// Where the variables of the frame are found: without optimisation a register does not last, so a stack slot made at
/// `entry` holds the address from `before` on.
pub fn frame_location(plan: Plan<'_>, frame: Value, entry: Value, before: Value) -> VariableLocation {
    let coroutine = &plan.model_map.coroutine;
    if !coroutine.keep_for_debugger || !plan.canonical.shape.function.has_subprogram() {
        return VariableLocation::Register(frame);
    }
    let build = Builder::before(entry).without_location();
    let slot = build.alloca(frame.ty(), "frame.debug");
    if entry != before {
        // A debugger that looks at the variables too early sees that there are none.
        build.store(frame.ty().null(), slot, coroutine.pointer_bytes);
    }
    Builder::before(before).without_location().store(frame, slot, coroutine.pointer_bytes);
    VariableLocation::StackSlot(slot)
}

/// Declares before `before` the variables of `objects`, which are in the frame at these offsets; `map` leads to the
/// function from the ramp.
pub fn declare_variables(
    plan: Plan<'_>,
    objects: &[(ObjectId, u64)],
    map: Option<&CloneMap>,
    location: VariableLocation,
    before: Value,
) {
    for (id, offset) in objects {
        shim::copy_declares(map, alloca_of(plan, *id), location, *offset, before);
    }
}

/// The objects in the frame and their offsets.
pub fn in_frame(plan: Plan<'_>) -> impl Iterator<Item = (ObjectId, u64)> {
    plan.frame.objects.iter()
}

pub fn alloca_of(plan: Plan<'_>, id: ObjectId) -> Value {
    plan.model_map.values[plan.model_map.coroutine.objects[id].value]
}
