//! `gc.coro.acquire`: a buffer of the caller becomes a state.
//!
//! What it takes is known once the frames are laid out, and the same for all calls of one coroutine: so it is a function,
//! `f.gc_coro.acquire`, which optimisers see through. A buffer is memory as of a frame; its first word is null while it is
//! free. Taken, it has the address of a function that says so, until an await fills it.

use crate::abi::names::{call, symbol};
use crate::ir::{Builder, Function, IrModule, Type, Value, shim};
use crate::read::awaits::is_call_of;

use crate::emit::awaits::hooks::Hooks;
use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::Plan;

/// Replaces the calls of `gc.coro.acquire` in the functions of one coroutine.
pub fn lower(plan: Plan<'_>, hooks: &Hooks, functions: &[Function], exported: Value) {
    let calls = functions.iter().flat_map(|function| function.instructions());
    let calls: Vec<Value> = calls.filter(|&call| is_call_of(call, call::ACQUIRE)).collect();
    if calls.is_empty() {
        return;
    }
    let acquire = define(plan, hooks, exported);
    for call in calls {
        let build = Builder::before(call);
        let int64 = build.module().int_type(64);
        let room = [1, 2].map(|index| build.resize(call.argument(index), int64, ""));
        let arguments = [call.argument(0), room[0], room[1]];
        let state = build.call(acquire.function_type(), acquire.as_value(), &arguments, "state");
        call.replace_all_uses_with(state);
        call.erase();
    }
}

fn frame_type(plan: Plan<'_>, module: IrModule) -> Type {
    module.pointer_type_in(plan.canonical.model.tracked_space().unwrap_or(0))
}

/// `f.gc_coro.acquire(buffer, pointers, bytes)`.
fn define(plan: Plan<'_>, hooks: &Hooks, exported: Value) -> Function {
    let ramp = plan.canonical.shape.function;
    let module = ramp.module();
    let (frame, int64) = (frame_type(plan, module), module.int_type(64));
    let ty = Type::function(frame, &[frame, int64, int64]);
    let function = shim::declare_clone(ramp, ty, &format!("{}{}", ramp.name(), symbol::ACQUIRE));
    function.forget_subprogram();
    let [entry, bytes, take, fill, refuse] =
        ["entry", "bytes", "take", "fill", "refuse"].map(|name| function.append_block(name));
    let (buffer, room) = (function.param(0), [function.param(1), function.param(2)]);
    for (value, name) in [(buffer, "buffer"), (room[0], "pointers"), (room[1], "bytes")] {
        value.set_name(name);
    }
    let whole = plan.frame;
    let (area, words) = whole.tracked.area;
    let pointer = plan.model_map.coroutine.pointer_bytes;
    // The room for the header before the buffer is among the bytes.
    let header = plan.canonical.object_header.bytes(pointer);
    let needed = [words, whole.size - area - words * pointer + header];
    for ((block, next), (room, needed)) in
        [(entry, bytes), (bytes, take)].into_iter().zip(room.into_iter().zip(needed))
    {
        let build = Builder::at_end(block);
        let fits = build.is_at_least(room, int64.const_int(needed), "fits");
        build.branch_if(fits, next, refuse);
    }
    let access = FrameAccess::new(plan, buffer);
    let build = Builder::at_end(take);
    let busy = hooks.define_refusal(
        ramp,
        Type::function(module.void_type(), &[]),
        &format!("{}{}", ramp.name(), symbol::BUSY),
    );
    let first = access.interior(&build, 0, "resume.addr");
    let is_free = build.exchange(first, module.pointer_type().null(), busy.as_value(), "free");
    build.branch_if(is_free, fill, refuse);
    let build = Builder::at_end(fill);
    access.null_words(&build, (0..words).map(|word| area + word * pointer));
    build.store(exported, access.interior(&build, pointer, "descriptor.addr"), pointer);
    build.return_value(buffer);
    hooks.refuse_buffer(&Builder::at_end(refuse), buffer, exported);
    function
}
