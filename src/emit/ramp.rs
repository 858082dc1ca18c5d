//! The ramp: the original function, which now ends at its first suspension.

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Builder, Function, Value, shim};
use crate::read::activation::root_of;
use crate::read::diagnostic;
use crate::read::intrinsics::{Coro, lifetime_marker};
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, EdgeKind, ObjectId, SuspendId, ValueClass, ValueId};

use crate::emit::debug_info;
use crate::emit::debug_info::FrameType;
use crate::emit::frame_access::{Addresses, FrameAccess};
use crate::emit::plan::Plan;
use crate::emit::ssa_repair::after_definition;
use crate::emit::trim_ramp::RampContents;
use crate::emit::{coro_abi, early_stores, gc_state};

/// Which instructions run before there is a frame.
pub struct BeforeBegin<'a> {
    plan: Plan<'a>,
    blocks: IndexVec<BlockId, bool>,
    begin_block: BlockId,
    begin: u32,
}

impl<'a> BeforeBegin<'a> {
    pub fn new(plan: Plan<'a>) -> Self {
        let coroutine = &plan.model_map.coroutine;
        let begin = plan.canonical.shape.begin;
        let begin_block = plan.model_map.block_id(begin.block());
        let mut blocks = IndexVec::filled(coroutine.blocks.len(), false);
        let mut work = vec![coroutine.entry()];
        while let Some(block) = work.pop() {
            if std::mem::replace(&mut blocks[block], true) || block == begin_block {
                continue;
            }
            work.extend(coroutine.blocks[block].successors.iter().map(|e| e.block));
        }
        let begin = plan.model_map.begin(plan.canonical);
        BeforeBegin { plan, blocks, begin_block, begin }
    }

    pub fn is_before(&self, block: BlockId, position: u32) -> bool {
        if block == self.begin_block { position < self.begin } else { self.blocks[block] }
    }

    /// Whether `user` uses operand `operand` before there is a frame. What this stage has built comes later.
    fn uses_before(&self, user: Value, operand: u32) -> bool {
        let Some(number) = self.plan.model_map.inst_id(user) else { return false };
        // What its operand bundles name is looked at while the frame begins.
        if user == self.plan.canonical.shape.begin {
            return true;
        }
        if user.is_phi() {
            let from = self.plan.model_map.block_id(user.incoming_block(operand));
            return self.is_before(from, self.plan.model_map.coroutine.blocks[from].last);
        }
        let block = self.plan.model_map.block_id(user.block());
        self.is_before(block, self.plan.model_map.position(number))
    }
}

/// Addresses that a phi or select chose before there was a frame cannot be moved into it.
pub fn check_aliases(plan: Plan<'_>) -> Result<(), Vec<Diagnostic>> {
    let before = BeforeBegin::new(plan);
    let coroutine = &plan.model_map.coroutine;
    let mut problems = Vec::new();
    for (id, object) in coroutine.objects.iter().filter(|(id, _)| plan.frame.objects[*id].is_some()) {
        for &alias in &object.aliases {
            let value = &coroutine.values[alias];
            let used_after = value.uses.iter().any(|u| !before.is_before(u.block, u.position));
            if before.is_before(value.block, value.position) && used_after {
                let object = coroutine.objects[id].name.clone();
                let problem = Problem::AliasBeforeBegin { value: plan.model_map.name(alias), object };
                problems.push(diagnostic(
                    plan.canonical.shape.function,
                    Some(plan.model_map.values[alias]),
                    problem,
                ));
            }
        }
    }
    problems.extend(hidden_before_begin(plan, &before));
    problems.sort_by(|a: &Diagnostic, b| a.instruction.cmp(&b.instruction));
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Addresses of variables of the frame that were hidden in other values, or stored in other variables of the frame, before there
/// was one.
fn hidden_before_begin(plan: Plan<'_>, before: &BeforeBegin<'_>) -> Vec<Diagnostic> {
    let coroutine = &plan.model_map.coroutine;
    let in_frame = |id: ObjectId| plan.frame.objects[id].is_some();
    let mut problems = Vec::new();
    for (_, object) in coroutine.objects.iter().filter(|(id, _)| in_frame(*id)) {
        let mut report = |place: Value, value: String| {
            let problem = Problem::AliasBeforeBegin { value, object: object.name.clone() };
            problems.push(diagnostic(plan.canonical.shape.function, Some(place), problem));
        };
        for &id in &object.disguised {
            let value = &coroutine.values[id];
            let used_after = value.uses.iter().any(|u| !before.is_before(u.block, u.position));
            let is_early = before.is_before(value.block, value.position) && used_after;
            if is_early && !can_be_made_again(plan, plan.model_map.values[id]) {
                report(plan.model_map.values[id], plan.model_map.name(id));
            }
        }
        for &store in &object.stored_at {
            let is_early = before.is_before(plan.model_map.block_of(store), plan.model_map.position(store));
            let store = plan.model_map.insts[store];
            let Some(&variable) = plan.model_map.value_ids.get(&root_of(store.argument(1))) else { continue };
            if let ValueClass::Address(id) = coroutine.values[variable].class
                && is_early
                && in_frame(id)
            {
                report(store, coroutine.objects[id].name.clone());
            }
        }
    }
    problems
}

/// Finishes the ramp of a coroutine with suspend points.
pub fn finish(
    plan: Plan<'_>,
    clones: &[Function; 3],
    contents: &RampContents,
    frame_type: Option<&FrameType>,
) {
    let addresses = Addresses::default();
    let access = FrameAccess::new(plan, plan.canonical.shape.begin).with_addresses_after_begin(&addresses);
    coro_abi::write_header(access, clones, &contents.allocs);
    store_values(access, &contents.blocks);
    contents.markers.iter().copied().for_each(Value::erase);
    declare_variables(access, &contents.blocks, frame_type);
    move_objects(access, &contents.blocks);
    gc_state::close_regions_of_ramp(access, &contents.blocks);
    leave_at_suspends(access, &contents.blocks);
    access.begin_watch();
    settle_queries(&contents.ends, &contents.ramp_queries);
    if !plan.may_be_elided() {
        coro_abi::own_frame(&contents.allocs);
    }
    coro_abi::name_clones(plan, clones);
    tidy(plan);
    drop_single_phis(plan.canonical.shape.function);
}

/// Where the ramp met what came back from suspensions, it comes alone now.
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
pub fn finish_without_suspends(plan: Plan<'_>) {
    let shape = &plan.canonical.shape;
    let access = FrameAccess::new(plan, shape.begin);
    let contents = RampContents::find(plan);
    contents.markers.iter().copied().for_each(Value::erase);
    declare_variables(access, &contents.blocks, None);
    move_objects(access, &contents.blocks);
    settle_queries(&contents.ends, &contents.ramp_queries);
    coro_abi::forget_coroutine(access);
    tidy(plan);
}

fn tidy(plan: Plan<'_>) {
    let function = plan.canonical.shape.function;
    shim::prune_phis(function);
    shim::remove_unreachable(function);
}

/// Stores what the analysis says, where it says.
pub fn store_values(access: FrameAccess<'_>, in_ramp: &IndexVec<BlockId, bool>) {
    let plan = access.plan;
    let coroutine = &plan.model_map.coroutine;
    let early = early_stores::find(plan, in_ramp);
    for id in plan.analysis.stored() {
        if let Some(place) = early[id] {
            access.spill(&Builder::before(place), id, plan.model_map.values[id]);
            continue;
        }
        let value = plan.model_map.values[id];
        let live_range = &plan.analysis.live_ranges[id];
        let at_definition = access.stores_at_definition(id);
        if at_definition
            && in_ramp[coroutine.values[id].block]
            && let Some(place) = after_definition(value)
        {
            access.spill(&Builder::before(place), id, value);
        }
        for suspend in live_range.saves(coroutine.lowering.is_await()) {
            let save = coroutine.suspends[suspend].save;
            if in_ramp[save] && !access.stores_too_early(id) {
                let branch = plan.model_map.blocks[save].terminator().expect("a save ends in a branch");
                access.at(suspend).spill(&Builder::before(branch), id, value);
            }
        }
    }
}

pub fn ramp_blocks(plan: Plan<'_>) -> IndexVec<BlockId, bool> {
    let coroutine = &plan.model_map.coroutine;
    let mut reached = IndexVec::filled(coroutine.blocks.len(), false);
    let mut work = vec![coroutine.entry()];
    while let Some(block) = work.pop() {
        if std::mem::replace(&mut reached[block], true) {
            continue;
        }
        let edges = coroutine.blocks[block].successors.iter();
        work.extend(
            edges.filter(|e| matches!(e.kind, EdgeKind::Normal | EdgeKind::RampOnly)).map(|e| e.block),
        );
    }
    reached
}

/// Moves the objects of the frame there, with what was written to them before there was one. Those whose alloca the ramp does
/// not run are none of its own.
fn move_objects(access: FrameAccess<'_>, in_ramp: &IndexVec<BlockId, bool>) {
    let plan = access.plan;
    let before = BeforeBegin::new(plan);
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

/// What debuggers are told of the frame.
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
    let home = debug_info::frame_home(plan, access.frame, first, at);
    let objects: Vec<_> =
        debug_info::in_frame(plan).filter(|(id, _)| is_made_in(plan, in_ramp, *id)).collect();
    debug_info::declare_variables(plan, &objects, None, home, at);
    objects.iter().for_each(|(id, _)| shim::erase_declares(debug_info::alloca_of(plan, *id)));
    if let Some(frame_type) = frame_type {
        frame_type.declare(function, home, at);
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
            } else if can_be_made_again(plan, site.user) {
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

/// Whether `user` is computed from one address alone, and can be computed from the new one where the frame begins.
fn can_be_made_again(plan: Plan<'_>, user: Value) -> bool {
    let coroutine = &plan.model_map.coroutine;
    let Some(&id) = plan.model_map.value_ids.get(&user) else { return false };
    if matches!(coroutine.values[id].class, ValueClass::AddressOffset(_)) {
        return true;
    }
    let is_disguise =
        |id: ValueId| coroutine.objects.iter().any(|(_, object)| object.disguised.binary_search(&id).is_ok());
    let is_of_address = |operand: Value| {
        let id = plan.model_map.value_ids.get(&operand).copied();
        id.is_some_and(|id| {
            matches!(coroutine.values[id].class, ValueClass::Address(_) | ValueClass::AddressOffset(_))
                || is_disguise(id)
        })
    };
    is_disguise(id)
        && !user.is_phi()
        && user.operands().filter(|operand| is_of_address(*operand)).count() == 1
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

/// In the ramp `llvm.coro.end` is nothing and `llvm.coro.is_in_ramp` is true.
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
