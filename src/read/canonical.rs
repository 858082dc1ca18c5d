//! Brings a coroutine into the form that the model describes. What the function does stays the same.
//!
//! Afterwards:
//! * every suspend ends its block, followed only by a `switch` on its result into three blocks of its own (suspended,
//!   resumed, destroyed), and nothing else uses the result;
//! * the place where the state is saved ends a block, and the suspend is in a later one;
//! * every `llvm.coro.end` that ends an activation is the last of its block but for the branch;
//! * an invoke whose result is used has a normal destination of its own, and the output of a `callbr` is a phi on each of its
//!   paths on;
//! * `indirectbr` is a `switch`: block addresses of one function mean nothing in another;
//! * nothing is said of objects that is not true of their places in the frame;
//! * an alloca of one size on a path to `llvm.coro.begin` is in the entry block, unless it is in a loop;
//! * no phi or select chooses between equal addresses of an alloca;
//! * `byval` arguments that may be live across a suspension are copied to allocas.

use gc_coro_core::model::Lowering;
use gc_coro_core::walk::reachable;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::abi::object_header::ObjectHeader;
use crate::gc::Model;
use crate::ir::{Attribute, Block, Builder, Function, OUTPUTS_ARE_DIRECT_ONLY, Opcode, Value, shim};

use crate::read::await_suspend_inlining;
use crate::read::byval_arguments;
use crate::read::conditional_allocas;
use crate::read::equal_addresses;
use crate::read::funclets;
use crate::read::intrinsics::{Coro, is_debug};
use crate::read::shape::Shape;
use crate::read::stale_attributes;
use crate::read::suspend_point::{Await, SuspendPoint};
use crate::read::unwinding_ends;

/// A coroutine in canonical form.
#[derive(Debug)]
pub struct Canonical {
    pub shape: Shape,
    /// What the collector's address spaces are.
    pub model: Model,
    /// Whether the awaits fill memory that a caller provides, which is no object of the collector's: a plain pointer leads there.
    pub fills_callers_memory: bool,
    /// Final suspend points last.
    pub suspends: Vec<SuspendPoint>,
    /// Each suspension makes a frame of its own, from which a function of its own goes on.
    pub lowering: Lowering,
    /// What the await dialect says of each suspend point; empty for `llvm.coro.*`.
    pub awaits: Vec<Await>,
    /// What stands before the objects that the split of a function with awaits makes.
    pub object_header: ObjectHeader,
    /// The `llvm.coro.end`s after which only the ramp goes on.
    pub ends: Vec<Value>,
    /// The `llvm.coro.end`s on the exit path of an exception where landing pads are used.
    pub unwind_ends: Vec<Value>,
    /// Calls that resume another coroutine as the last act before a suspension.
    pub transfers: Vec<Value>,
}

/// Canonicalises the function of `shape`.
pub fn canonicalise(mut shape: Shape, model: Model) -> Canonical {
    for &frame in &shape.frames {
        frame.replace_all_uses_with(shape.begin);
        frame.erase();
    }
    shape.frames.clear();
    conditional_allocas::make_in_entry(&shape);
    resolve_own_promise(&mut shape);
    let mut transfers = lower_awaits(&mut shape);
    let is_any_gone = [
        drop_suspends_after_own_resume(&mut shape, &mut transfers),
        unwinding_ends::drop_those_of_the_ramp(&mut shape),
    ];
    if is_any_gone.contains(&true) {
        forget_unreachable(&mut shape, &mut transfers);
    }
    // The passes before may have found that nothing suspends after a save.
    shape.saves.drain(..).filter(|save| !save.has_uses()).for_each(Value::erase);
    settle_addresses_and_edges(shape.function);
    let (ends, unwind_ends) = isolate_ends(&shape);
    let mut detours = Vec::new();
    let mut suspends: Vec<SuspendPoint> =
        shape.suspends.iter().map(|&s| isolate_suspend(&shape, s, &mut detours)).collect();
    lead_phis(&detours);
    suspends.sort_by_key(|s| s.is_final);
    let after = blocks_after(&suspends, None);
    byval_arguments::copy_to_allocas(&shape, &model, &after);
    settle_inlined(&shape, &suspends);
    shim::prune_phis(shape.function);
    Canonical {
        shape,
        model,
        suspends,
        lowering: Lowering::Switch,
        fills_callers_memory: false,
        awaits: Vec::new(),
        object_header: ObjectHeader::default(),
        ends,
        unwind_ends,
        transfers,
    }
}

/// What holds of all functions that are split: no address of a block, no fact of one place that another one could break, and a block of
/// its own for each value that a terminator makes.
pub fn settle_addresses_and_edges(function: Function) {
    lower_indirect_branches(function);
    stale_attributes::drop_facts_of_places(function);
    equal_addresses::settle_equal_addresses(function);
    give_invokes_own_destinations(function);
    funclets::make_room_at_catch_switches(function);
    give_outputs_own_blocks(function);
}

/// `llvm.coro.promise` of the coroutine's own handle is the promise's alloca.
fn resolve_own_promise(shape: &mut Shape) {
    if shape.promise.is_none() {
        return;
    }
    let address = shape.promise_address();
    for query in std::mem::take(&mut shape.promise_queries) {
        query.replace_all_uses_with(address);
        query.erase();
    }
}

/// Replaces `llvm.coro.await.suspend.*` by calls of their wrappers. Returns the resume calls of symmetric transfers.
fn lower_awaits(shape: &mut Shape) -> Vec<Value> {
    let mut transfers = Vec::new();
    for call in std::mem::take(&mut shape.awaits) {
        let kind = Coro::of(call);
        let Some(wrapper) = call.argument(2).as_function() else { continue };
        let args = [call.argument(0), call.argument(1)];
        let new = shim::replace_call(call, wrapper.function_type(), wrapper.as_value(), &args);
        if !shape.function.has_attribute(Attribute::OPTNONE) {
            await_suspend_inlining::settle(new, shape.function);
        }
        if kind == Some(Coro::AwaitSuspendHandle) {
            transfers.push(resume_returned_handle(new));
        }
    }
    transfers
}

/// Resumes the handle that an `await_suspend` has returned.
fn resume_returned_handle(await_suspend: Value) -> Value {
    let after = if await_suspend.is_invoke() {
        let normal = shim::split_edge(await_suspend, 0, "await.transfer");
        normal.terminator()
    } else {
        await_suspend.next()
    };
    let build = Builder::before(after.expect("a block ends in a terminator"));
    resume_handle(&build, await_suspend, "await.resume.addr")
}

/// Calls the resume function of a handle; `name` is that of its address.
pub fn resume_handle(build: &Builder, handle: Value, name: &str) -> Value {
    let module = build.module();
    let (pointer, byte) = (module.pointer_type(), module.int_type(8));
    let subfn_type = crate::ir::Type::function(pointer, &[pointer, byte]);
    let subfn = module.declare("llvm.coro.subfn.addr", subfn_type);
    let resume_index = byte.const_int(0);
    let address = build.call(subfn_type, subfn.as_value(), &[handle, resume_index], name);
    let resume_type = crate::ir::Type::function(module.void_type(), &[pointer]);
    let call = build.call(resume_type, address, &[handle], "");
    build.set_call_convention(call, crate::ir::CLONE_CALL);
    call
}

/// A coroutine that resumes or destroys itself right before it suspends just goes on on that path. Whether one does.
fn drop_suspends_after_own_resume(shape: &mut Shape, transfers: &mut Vec<Value>) -> bool {
    let begin = shape.begin;
    let count = shape.suspends.len();
    shape.suspends.retain(|&suspend| {
        let Some((call, index)) = own_resume_before(suspend, begin) else { return true };
        let block = suspend.block();
        suspend.replace_all_uses_with(index);
        suspend.erase();
        transfers.retain(|transfer| *transfer != call);
        call.erase();
        shim::fold_terminator(block);
        false
    });
    shape.suspends.len() < count
}

/// Removes what no control comes to any more.
fn forget_unreachable(shape: &mut Shape, transfers: &mut Vec<Value>) {
    shim::remove_unreachable(shape.function);
    // Unreachable blocks are erased; the instructions that remain still belong to the function.
    let remaining: std::collections::BTreeSet<_> =
        shape.function.instructions().into_iter().map(Value::raw).collect();
    for list in [
        transfers,
        &mut shape.saves,
        &mut shape.suspends,
        &mut shape.ends,
        &mut shape.allocs,
        &mut shape.frees,
        &mut shape.sizes,
        &mut shape.aligns,
        &mut shape.ramp_queries,
    ] {
        list.retain(|v| remaining.contains(&v.raw()));
    }
}

/// The call of the coroutine's own resume (0) or destroy (1) function directly before `suspend`, and that number.
fn own_resume_before(suspend: Value, begin: Value) -> Option<(Value, Value)> {
    let call = std::iter::successors(suspend.previous(), |i| i.previous()).find(|&i| !is_debug(i))?;
    if !call.is_call() || call.argument_count() != 1 {
        return None;
    }
    let callee = call.operand(call.operand_count() - 1)?;
    // coro-early of LLVM 16 leaves a cast of a pointer to a pointer.
    let callee = if callee.is_opcode(Opcode::LLVMBitCast) { callee.argument(0) } else { callee };
    if Coro::of(callee) != Some(Coro::SubfnAddr) || callee.argument(0) != begin {
        return None;
    }
    let token = suspend.argument(0);
    if token.is_instruction() {
        // If the save is elsewhere, another thread may have got the handle in between.
        let mut between = std::iter::successors(call.previous(), |i| i.previous());
        let quiet = |i: &Value| Coro::of(*i).is_some() || !matches!(i.opcode(), Some(Opcode::LLVMCall));
        if !between.by_ref().take_while(|i| *i != token).all(|i| quiet(&i))
            || token.block() != suspend.block()
        {
            return None;
        }
    }
    let index = callee.argument(1);
    matches!(index.const_int(), Some(0 | 1)).then_some((call, index))
}

/// `indirectbr` becomes a `switch` over numbers that take the place of the block addresses.
fn lower_indirect_branches(function: Function) {
    let branches: Vec<Value> = function
        .blocks()
        .filter_map(Block::terminator)
        .filter(|t| t.is_opcode(Opcode::LLVMIndirectBr))
        .collect();
    if branches.is_empty() {
        return;
    }
    let module = function.module();
    let word = module.data_layout().index_type(module);
    let targets: FxHashSet<Block> = branches.iter().flat_map(|branch| branch.successors()).collect();
    let mut numbers: Vec<(Block, Value)> = Vec::new();
    for block in function.blocks() {
        let addresses = block.as_value().users().into_iter().filter(|u| u.is_block_address());
        // 0 stays free: the address of a label is never null.
        let number = word.const_int(numbers.len() as u64 + 1);
        let mut taken = targets.contains(&block);
        for address in addresses {
            address.replace_all_uses_with(number.const_int_to_pointer(address.ty()));
            taken = true;
        }
        if taken {
            numbers.push((block, number));
        }
    }
    let mut unused = numbers.len() as u64;
    for branch in branches {
        let targets: Vec<Block> = branch.successors().collect();
        let build = Builder::before(branch);
        let on = build.pointer_to_int(branch.argument(0), word, "label");
        let nowhere = function.append_block("label.invalid");
        Builder::at_end(nowhere).unreachable();
        let mut left: FxHashMap<Block, Value> = numbers.iter().copied().collect();
        let mut case_to = |target: Block| {
            // Named a second time: phis of the target have a second entry, for a label that no address has.
            left.remove(&target).unwrap_or_else(|| {
                unused += 1;
                word.const_int(unused)
            })
        };
        let cases: Vec<(Value, Block)> = targets.into_iter().map(|b| (case_to(b), b)).collect();
        build.switch(on, nowhere, &cases);
        branch.erase();
    }
}

/// A coroutine that was split and inlined asks whether its frame is its own (`llvm.coro.alloc`, `llvm.coro.free`) by the token of
/// its `llvm.coro.id`, and no frame can hold a token. Where it asks after a suspension, its frame cannot be put on the stack
/// any more, so that the answer is known.
fn settle_inlined(shape: &Shape, suspends: &[SuspendPoint]) {
    let ids = shape.function.instructions().into_iter().filter(|&inst| Coro::of(inst) == Some(Coro::Id));
    for id in ids.filter(|&id| id != shape.id).collect::<Vec<_>>() {
        let after = blocks_after(suspends, Some(id.block()));
        let users = id.users();
        if !users.iter().any(|user| after.contains(&user.block())) {
            continue;
        }
        for user in users {
            let settled = match Coro::of(user) {
                Some(Coro::Alloc) => user.ty().const_int(1),
                Some(Coro::Begin | Coro::Free) => user.argument(1),
                _ => continue,
            };
            user.replace_all_uses_with(settled);
            user.erase();
        }
        if !id.has_uses() {
            id.erase();
        }
    }
}

/// The blocks where suspensions lead to without going through `barred`.
fn blocks_after(suspends: &[SuspendPoint], barred: Option<Block>) -> FxHashSet<Block> {
    let destroyed = suspends.iter().filter_map(|s| s.destroyed);
    let resumed = suspends.iter().filter(|s| !s.is_final).map(|s| s.resumed);
    let goes_on = |block: &Block| Some(*block) != barred;
    reachable(destroyed.chain(resumed).filter(goes_on), |block| {
        block.successors().into_iter().filter(goes_on)
    })
}

/// Splits the normal edge of invokes whose result could not be stored at its start otherwise.
fn give_invokes_own_destinations(function: Function) {
    let terminators: Vec<Value> = function.blocks().filter_map(Block::terminator).collect();
    for invoke in terminators.into_iter().filter(|t| t.is_invoke() && t.has_uses()) {
        let destination = invoke.successor(0);
        let predecessors = destination.as_value().users().into_iter().filter(|u| u.is_terminator()).count();
        if predecessors > 1 || destination.phis().next().is_some() {
            shim::split_edge(invoke, 0, "invoke.normal");
        }
    }
}

/// Puts a phi of the output of each `callbr` on the edges where it is defined: nothing can stand right after the instruction
/// itself.
fn give_outputs_own_blocks(function: Function) {
    let terminators: Vec<Value> = function.blocks().filter_map(Block::terminator).collect();
    for call in terminators.into_iter().filter(|t| t.is_opcode(Opcode::LLVMCallBr) && t.has_uses()) {
        let (ty, uses) = (call.ty(), call.uses());
        let align = function.module().data_layout().abi_align(ty);
        let entry = function.entry().first_insertion_point().expect("a block has a terminator");
        let slot = Builder::before(entry).without_location().alloca(ty, "");
        let output_count = if OUTPUTS_ARE_DIRECT_ONLY { 1 } else { call.successor_count() };
        for index in 0..output_count {
            let output_block = shim::split_edge(call, index, "callbr.output");
            let branch = output_block.terminator().expect("just built");
            let output = Builder::before(branch).phi(ty, &call.name());
            output.add_incoming(call, call.block());
            Builder::before(branch).store(output, slot, align);
        }
        for site in uses {
            let end_of = |block: Block| block.terminator().expect("a block ends in a terminator");
            let is_phi = site.user.is_phi();
            let before = if is_phi { end_of(site.user.incoming_block(site.operand)) } else { site.user };
            let output = Builder::before(before).load(ty, slot, align, "");
            site.user.set_operand(site.operand, output);
        }
        shim::promote(function, &[slot]);
    }
}

/// Gives the `llvm.coro.end`s that end an activation blocks of their own; the others are for landing pads.
fn isolate_ends(shape: &Shape) -> (Vec<Value>, Vec<Value>) {
    let (unwind, ending): (Vec<Value>, Vec<Value>) =
        shape.ends.iter().partition(|&&end| is_unwinding(end) && shim::funclet_pad(end).is_none());
    for &end in &ending {
        let after = end.next().expect("llvm.coro.end is no terminator");
        shim::split_block(after, "coro.end.after");
    }
    (ending, unwind)
}

/// Whether an exception leaves the coroutine at an `llvm.coro.end`.
pub fn is_unwinding(end: Value) -> bool {
    end.argument(1).const_int() == Some(1)
}

fn isolate_suspend(shape: &Shape, suspend: Value, detours: &mut Vec<Detour>) -> SuspendPoint {
    let token = suspend.argument(0);
    let save = token.is_instruction().then_some(token);
    let save_block = match save {
        Some(save) => {
            let block = save.block();
            shim::split_block(save.next().expect("llvm.coro.save is no terminator"), "coro.saved");
            block
        }
        None => suspend.block(),
    };
    let [suspended, resumed, destroyed] = match direct_switch(suspend) {
        Some(switch) => split_switch(shape.function, suspend, switch, detours),
        None => insert_switch(shape.function, suspend),
    };
    let unwinds = unwinding_ends::is_before_unwinding(suspend);
    let is_final = unwinds || suspend.argument(1).const_int() == Some(1);
    let destroyed = Some(destroyed);
    SuspendPoint { suspend, save, save_block, suspended, resumed, destroyed, is_final, unwinds }
}

/// The switch directly after a suspend that is all that becomes of its result.
fn direct_switch(suspend: Value) -> Option<Value> {
    let switch = suspend.block().terminator().filter(|t| t.is_opcode(Opcode::LLVMSwitch))?;
    let nothing_between =
        std::iter::successors(suspend.next(), |i| i.next()).take_while(|&i| i != switch).all(is_debug);
    (switch.argument(0) == suspend && suspend.users().len() == 1 && nothing_between).then_some(switch)
}

const STUBS: [(&str, u64); 3] = [("suspended", 0xff), ("resumed", 0), ("destroyed", 1)];

/// A block on the path from one to another, whose phis do not know it yet.
struct Detour {
    from: Block,
    by: Block,
    to: Block,
}

/// Gives the phis after detours what they had from the blocks before. All at once: the phis of one block that all suspensions
/// lead to are as long as there are suspensions.
fn lead_phis(detours: &[Detour]) {
    let mut numbers: FxHashMap<Block, usize> = FxHashMap::default();
    let mut targets: Vec<(Block, FxHashMap<Block, Vec<Block>>)> = Vec::new();
    for detour in detours {
        let number = *numbers.entry(detour.to).or_insert(targets.len());
        if number == targets.len() {
            targets.push((detour.to, FxHashMap::default()));
        }
        targets[number].1.entry(detour.from).or_default().push(detour.by);
    }
    for (to, detours) in targets {
        for phi in to.phis() {
            let mut detours = detours.clone();
            for (value, from) in phi.incoming() {
                let by = detours.remove(&from).unwrap_or_default();
                by.into_iter().for_each(|block| phi.add_incoming(value, block));
            }
        }
    }
}

/// Puts a block on each of the paths on after `switch`, and on the exit path where it shares its target with one of these.
fn split_switch(function: Function, suspend: Value, switch: Value, detours: &mut Vec<Detour>) -> [Block; 3] {
    let from = switch.block();
    let cases = switch.switch_cases();
    let default = switch.successor(0);
    let target = |result: u64| {
        let case = cases.iter().find(|(value, _)| value.const_int() == Some(result));
        case.map_or(default, |(_, block)| *block)
    };
    let [out, resumed, destroyed] = STUBS.map(|(_, result)| target(result));
    // The default destination may be that of more than one result.
    let leads_there_once = switch.successors().filter(|block| *block == out).count() == 1;
    let has_own_exit_block = leads_there_once && out != resumed && out != destroyed;
    let stubs = STUBS.map(|(name, result)| {
        let to = target(result);
        if to == out && has_own_exit_block {
            return out;
        }
        let stub = function.append_block(&stub_name(suspend, name));
        Builder::at_end(stub).branch(to);
        if to.phis().next().is_some() {
            detours.push(Detour { from, by: stub, to });
        }
        stub
    });
    build_switch(Builder::before(switch), suspend, stubs);
    switch.erase();
    stubs
}

/// Splits the block after `suspend`; the result is a phi over the paths to get there.
fn insert_switch(function: Function, suspend: Value) -> [Block; 3] {
    let from = suspend.block();
    let after = shim::split_block(suspend.next().expect("llvm.coro.suspend is no terminator"), "coro.after");
    let stubs = STUBS.map(|(name, _)| {
        let stub = function.append_block(&stub_name(suspend, name));
        Builder::at_end(stub).branch(after);
        stub
    });
    if suspend.has_uses() {
        let at = after.first().expect("a block has a terminator");
        let phi = Builder::before(at).phi(suspend.ty(), "coro.result");
        suspend.replace_all_uses_with(phi);
        for (stub, (_, result)) in stubs.iter().zip(STUBS) {
            phi.add_incoming(suspend.ty().const_int(result), *stub);
        }
    }
    let branch = from.terminator().expect("the split has left a branch");
    build_switch(Builder::before(branch), suspend, stubs);
    branch.erase();
    stubs
}

fn build_switch(build: Builder, suspend: Value, stubs: [Block; 3]) {
    let byte = suspend.ty();
    build.switch(suspend, stubs[0], &[(byte.const_int(0), stubs[1]), (byte.const_int(1), stubs[2])]);
}

fn stub_name(suspend: Value, path: &str) -> String {
    let name = suspend.name();
    if name.is_empty() { format!("coro.{path}") } else { format!("{name}.{path}") }
}
