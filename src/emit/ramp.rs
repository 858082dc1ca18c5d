//! The ramp: the original function, which now ends at its first suspension.

use crate::ir::{Builder, Function, Value, shim};
use crate::read::before_begin::{BeforeBegin, can_be_made_again};
use crate::read::intrinsics::{Coro, lifetime_marker};
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, ObjectId, SuspendId};
use gc_coro_core::spill::{Point, RampPlan};

use crate::emit::debug_info;
use crate::emit::debug_info::FrameType;
use crate::emit::frame_access::{Addresses, FrameAccess};
use crate::emit::plan::Plan;
use crate::emit::ssa_repair::after_definition;
use crate::emit::trim_ramp::RampContents;
use crate::emit::{coro_abi, gc_state};

/// Finishes the ramp of a coroutine with suspend points.
pub fn finish(
    plan: Plan<'_>,
    spills: &RampPlan,
    clones: &[Function; 3],
    contents: &RampContents<'_>,
    frame_type: Option<&FrameType>,
) {
    let addresses = Addresses::default();
    let access = FrameAccess::new(plan, plan.canonical.shape.begin).with_addresses_after_begin(&addresses);
    coro_abi::write_header(access, clones, &contents.allocs);
    store_values(access, spills);
    contents.markers.iter().copied().for_each(Value::erase);
    declare_variables(access, contents.blocks, frame_type);
    move_objects(access, contents.blocks);
    gc_state::close_regions_of_ramp(access, contents.blocks);
    leave_at_suspends(access, contents.blocks);
    access.begin_watch();
    settle_queries(&contents.ends, &contents.ramp_queries);
    if !plan.may_be_elided() && plan.noalloc.is_none() {
        coro_abi::own_frame(&contents.allocs);
    }
    coro_abi::name_clones(plan, clones);
    tidy(plan);
    drop_single_phis(plan.canonical.shape.function);
}

/// Phis lose the edges that came back from suspensions: now only the ramp's own remain.
fn drop_single_phis(function: Function) {
    for block in function.blocks() {
        let is_single = |phi: &Value| phi.incoming_count() == 1 && phi.incoming()[0].0 != *phi;
        for phi in block.phis().filter(is_single).collect::<Vec<_>>() {
            phi.replace_all_uses_with(phi.incoming()[0].0);
            phi.erase();
        }
    }
}

/// Finishes a coroutine that never suspends: an ordinary function with its frame on the stack, if the frontend allows.
pub fn finish_without_suspends(plan: Plan<'_>, spills: &RampPlan) {
    let shape = &plan.canonical.shape;
    let access = FrameAccess::new(plan, shape.begin);
    let contents = RampContents::find(plan, spills);
    contents.markers.iter().copied().for_each(Value::erase);
    declare_variables(access, contents.blocks, None);
    move_objects(access, contents.blocks);
    settle_queries(&contents.ends, &contents.ramp_queries);
    coro_abi::forget_coroutine(access);
    tidy(plan);
}

fn tidy(plan: Plan<'_>) {
    let function = plan.canonical.shape.function;
    shim::prune_phis(function);
    shim::remove_unreachable(function);
}

/// Emits the stores of the plan.
pub fn store_values(access: FrameAccess<'_>, spills: &RampPlan) {
    let model_map = access.plan.model_map;
    for store in &spills.stores {
        let value = model_map.values[store.value];
        let place = match store.at {
            Point::Begin => access.plan.canonical.shape.begin.next(),
            Point::Definition(_) => after_definition(value),
            Point::End(block) => model_map.blocks[block].terminator(),
            Point::Entry | Point::Before(..) | Point::Edge(..) => None,
        };
        let to = store.suspend.map_or(access, |suspend| access.at(suspend));
        if let Some(place) = place {
            to.spill(&Builder::before(place), store.value, value);
        }
    }
}

/// Moves the objects of the frame there, with what was written to them before there was one. The ramp does not
/// have the objects whose alloca it does not run.
fn move_objects(access: FrameAccess<'_>, in_ramp: &IndexVec<BlockId, bool>) {
    let plan = access.plan;
    let before = BeforeBegin::new(plan.canonical, plan.model_map);
    // The promise is found by its place in the frame, no longer by this operand.
    coro_abi::clear_promise(plan);
    for id in debug_info::in_frame(plan).map(|(id, _)| id).filter(|&id| is_made_in(plan, in_ramp, id)) {
        move_object(access, &before, id);
    }
}

/// Whether the ramp has the alloca of object `id`.
fn is_made_in(plan: Plan<'_>, blocks: &IndexVec<BlockId, bool>, id: ObjectId) -> bool {
    let coroutine = &plan.model_map.coroutine;
    blocks[coroutine.values[coroutine.objects[id].value].block]
}

/// Declares the frame for debuggers.
fn declare_variables(
    access: FrameAccess<'_>,
    in_ramp: &IndexVec<BlockId, bool>,
    frame_type: Option<&FrameType>,
) {
    let plan = access.plan;
    if frame_type.is_none() && debug_info::in_frame(plan).next().is_none() {
        return;
    }
    let function = plan.canonical.shape.function;
    let at = access.frame.next().expect("llvm.coro.begin is no terminator");
    let first = function.entry().first_insertion_point().expect("a block has a terminator");
    let location = debug_info::frame_location(plan, access.frame, first, at);
    let objects: Vec<_> =
        debug_info::in_frame(plan).filter(|(id, _)| is_made_in(plan, in_ramp, *id)).collect();
    debug_info::declare_variables(plan, &objects, None, location, at);
    objects.iter().for_each(|(id, _)| shim::erase_declares(debug_info::alloca_of(plan, *id)));
    if let Some(frame_type) = frame_type {
        frame_type.declare(function, location, at);
    }
}

fn move_object(access: FrameAccess<'_>, before: &BeforeBegin<'_>, id: ObjectId) {
    let plan = access.plan;
    let object = &plan.model_map.coroutine.objects[id];
    let alloca = plan.model_map.values[object.value];
    let at = access.frame.next().expect("llvm.coro.begin is no terminator");
    let address = access.object(&Builder::before(at).without_location(), id);
    let mut written = false;
    let mut work = vec![(alloca, address)];
    while let Some((old, new)) = work.pop() {
        for site in old.uses() {
            if !site.user.is_instruction() {
                continue;
            }
            if !before.uses_before(site.user, site.operand) {
                site.user.set_operand(site.operand, new);
            } else if can_be_made_again(plan.model_map, site.user) {
                let copy = Builder::before(at).without_location().copy_of(site.user);
                copy.set_operand(site.operand, new);
                work.push((site.user, copy));
            } else {
                written |= lifetime_marker(site.user).is_none() && Coro::of(site.user) != Some(Coro::Id);
            }
        }
    }
    if written {
        // The frame's place may be stricter: tracked words stand at whole words.
        alloca.set_alignment(alloca.alignment().max(object.align));
        access.null_unwritten(alloca, id);
        let build = Builder::before(at).without_location();
        build.copy_memory(address, alloca, object.size, object.align);
    } else if !alloca.has_uses() {
        alloca.erase();
    }
}

/// The frame is ready to be resumed at each suspension; the ramp goes the exit path already.
fn leave_at_suspends(access: FrameAccess<'_>, in_ramp: &IndexVec<BlockId, bool>) {
    let plan = access.plan;
    for (number, point) in plan.canonical.suspends.iter().enumerate() {
        let id = SuspendId::from_usize(number);
        let suspend = &plan.model_map.coroutine.suspends[id];
        if in_ramp[suspend.save] {
            let terminator = point.save_block.terminator().expect("a save ends in a branch");
            access.mark_suspended(&Builder::before(terminator), id);
        }
        if in_ramp[suspend.leave] {
            point.suspend.erase();
        }
        if let Some(save) = point.save.filter(|_| in_ramp[suspend.save]) {
            save.erase();
        }
    }
}

/// In the ramp `llvm.coro.end` does nothing and `llvm.coro.is_in_ramp` is true.
fn settle_queries(ends: &[Value], ramp_queries: &[Value]) {
    let settle = |call: Value, flag: u64| {
        if call.has_uses() {
            call.replace_all_uses_with(call.ty().const_int(flag));
        }
        let block = call.block();
        call.erase();
        shim::fold_terminator(block);
    };
    for &end in ends {
        settle(end, 0);
    }
    for &query in ramp_queries {
        settle(query, 1);
    }
}
