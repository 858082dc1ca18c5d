//! The await dialect (`gc.coro.*`), read into the canonical form that `llvm.coro.*` is read into.
//!
//! In comes a function marked `"gc-coro"` with `gc.coro.await` in it; out comes a [`Canonical`] whose suspend points are the
//! awaits. [`jump_threading`] separates the two paths after an await: where control goes on (`resumed` is false) and where a
//! continuation runs (`resumed` is true). No branch on `resumed` is looked for: the code after the await is copied, `resumed` is a
//! constant in each copy, and what is dead then is folded away.

mod continuations;
pub mod dialect;
mod find;
mod given_states;
pub mod handlers;
mod jump_threading;
pub mod returns;
pub mod rules;

use std::collections::BTreeSet;

use crate::abi::names::call;
use crate::gc::Model;
use crate::ir::{Block, Builder, Function, Type, Value, shim};
use gc_coro_core::model::Lowering;

use crate::read::canonical::{Canonical, settle_addresses_and_edges};
use crate::read::shape::Shape;
use crate::read::suspend_point::{Await, SuspendPoint};

pub use crate::read::suspend_point::{NO_STATE, ONE_SHOT};
pub use continuations::Continuations;
pub use dialect::{
    has_await, is_await, is_call_of, is_left_for_split, is_placeholder, is_return, is_suspension, is_used,
    may_be_in_any_function, named_instead,
};
pub use find::{Awaits, find_awaits, object_header, own_problem, wrong_calls};
pub use given_states::given_states;

/// Canonicalises the function of `found`.
pub fn canonicalise(found: Awaits, model: Model) -> Canonical {
    let function = found.function;
    let module = function.module();
    let space = model.tracked_space().unwrap_or(0);
    let tracked = module.pointer_type_in(space);
    let frame_type = found.memory.map_or(tracked, |memory| memory.ty());
    let first = function.entry().first_insertion_point().expect("a block has a terminator");
    let frame = placeholder(
        &Builder::before(first).without_location(),
        frame_type,
        call::INTERNAL_FRAME,
        &[],
        "frame",
    );
    settle_addresses_and_edges(function);
    let mut suspends = Vec::new();
    let mut awaits = Vec::new();
    let mut after = Vec::new();
    // A clone that an optimiser has made names the original, whose states may be smaller.
    for call in function.instructions().into_iter().filter(|&call| is_call_of(call, call::PREALLOC)) {
        call.set_operand(0, function.as_value());
    }
    let memory = found.memory.map(|_| frame);
    // Where a caller provides the memory, the handle is nowhere, and each await that is left can be resumed.
    let used = found.awaits.into_iter().filter(|&call| memory.is_some() || !drop_unused(call));
    for call in used.collect::<Vec<_>>() {
        let (point, details, code) = isolate(function, call, tracked, memory);
        suspends.push(point);
        awaits.push(details);
        after.push(code);
    }
    crate::read::funclets::make_room_at_catch_switches(function);
    jump_threading::separate(function, &suspends, &awaits, &after);
    let ours = placeholders(function);
    drop_unreachable(&ours, &mut suspends, &mut awaits);
    let returns = ours.into_iter().filter(|&call| is_return(call)).collect();
    let shape = Shape::of_awaits(function, frame, returns);
    Canonical {
        shape,
        model,
        suspends,
        lowering: Lowering::Await,
        fills_callers_memory: memory.is_some(),
        awaits,
        object_header: object_header(function),
        ends: Vec::new(),
        unwind_ends: Vec::new(),
        transfers: Vec::new(),
    }
}

/// Removes an await whose handle is unused: no continuation can run. Whether it was one.
pub fn drop_unused(call: Value) -> bool {
    let users = call.users();
    if users.iter().any(|user| user.path() == [0] && user.has_uses()) {
        return false;
    }
    for user in users {
        user.replace_all_uses_with(user.ty().null());
        user.erase();
    }
    call.erase();
    true
}

/// The calls in `function` that the split replaces.
fn placeholders(function: Function) -> Vec<Value> {
    let is_ours = |call: &Value| call.called_function().is_some_and(is_placeholder) || is_return(*call);
    function.instructions().into_iter().filter(is_ours).collect()
}

/// Folding may have found that some awaits never run: then their placeholders are not among those that `remain`.
fn drop_unreachable(remain: &[Value], suspends: &mut Vec<SuspendPoint>, awaits: &mut Vec<Await>) {
    // Only placeholders are looked for: an instruction of another kind that came later may have the address of one that is gone.
    let remain: BTreeSet<_> = remain.iter().map(|call| call.raw()).collect();
    awaits.retain(|details| remain.contains(&details.make.raw()));
    suspends.retain(|point| remain.contains(&point.suspend.raw()));
}

/// A placeholder of something that the split will make.
fn placeholder(build: &Builder, ty: Type, name: &str, operands: &[Value], hint: &str) -> Value {
    let module = build.module();
    let text: String = ty.to_string().chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect();
    let types: Vec<Type> = operands.iter().map(|operand| operand.ty()).collect();
    let function_type = Type::function(ty, &types);
    let callee = module.declare(&format!("{name}.{text}"), function_type);
    build.call(function_type, callee.as_value(), operands, hint)
}

/// Gives `call` a block of its own that ends in the two paths; the third result is the code after the await. `memory` is the frame
/// itself, where a caller provides it.
fn isolate(
    function: Function,
    call: Value,
    tracked: Type,
    memory: Option<Value>,
) -> (SuspendPoint, Await, Block) {
    let name = call.name();
    let (state, flags) = (memory.unwrap_or(call.argument(1)), call.argument(2).const_int().unwrap_or(0));
    let save_block = shim::split_block(call, "await.save");
    shim::split_block(call, "await");
    let leaving = save_block.terminator().expect("the split has left a branch");
    let make = placeholder(
        &Builder::before(leaving).at_location_of(call),
        memory.map_or(tracked, |memory| memory.ty()),
        call::INTERNAL_MAKE,
        &[state],
        "handle",
    );
    let after = shim::split_block(call.next().expect("a call is no terminator"), "await.after");
    let stub = |path: &str| {
        let block = function.append_block(&format!("{name}.{path}"));
        Builder::at_end(block).branch(after);
        block
    };
    let (suspended, resumed) = (stub("on"), stub("resumed"));
    let at = |block: Block| Builder::before(block.terminator().expect("just built")).at_location_of(call);
    let result = call.ty();
    let types: Vec<Type> = (2..result.field_count()).map(|field| result.field(field)).collect();
    let arguments: Vec<Value> = types
        .iter()
        .map(|&ty| placeholder(&at(resumed), ty, call::INTERNAL_ARGUMENT, &[], "argument"))
        .collect();
    let is_given = memory.is_none() && !state.is_null();
    let handle = if memory.is_some() { tracked.null() } else { make };
    let frame = is_given.then(|| placeholder(&at(resumed), tracked, call::INTERNAL_ARGUMENT, &[], "frame"));
    let bit = function.module().int_type(1);
    let on: Vec<Value> =
        [handle, bit.const_int(0)].into_iter().chain(types.iter().map(|ty| ty.null())).collect();
    let later: Vec<Value> =
        [tracked.null(), bit.const_int(1)].into_iter().chain(arguments.iter().copied()).collect();
    replace_result(call, after, [(suspended, &on), (resumed, &later)]);
    let point = end_in_two_paths(call, suspended, resumed);
    let point = SuspendPoint {
        suspend: point,
        save: None,
        save_block,
        suspended,
        resumed,
        destroyed: None,
        is_final: false,
        unwinds: false,
    };
    (point, Await { flags, make, arguments, frame }, after)
}

/// Each field of the await's result is a phi of the two paths.
fn replace_result(call: Value, after: Block, edges: [(Block, &Vec<Value>); 2]) {
    let first = after.first().expect("a block has a terminator");
    let build = Builder::before(first);
    let results: Vec<Value> = (0..edges[0].1.len())
        .map(|index| {
            let phi = build.phi(edges[0].1[index].ty(), "");
            edges.iter().for_each(|(block, values)| phi.add_incoming(values[index], *block));
            phi
        })
        .collect();
    for user in call.users() {
        let path = user.path();
        user.replace_all_uses_with(results[path[0] as usize]);
        user.erase();
    }
}

/// Replaces `call`, which is unused, by a point that ends its block.
fn end_in_two_paths(call: Value, suspended: Block, resumed: Block) -> Value {
    let block = call.block();
    let build = Builder::before(call);
    let byte = build.module().int_type(8);
    let point = placeholder(&build, byte, call::INTERNAL_POINT, &[], "");
    call.erase();
    let branch = block.terminator().expect("the split has left a branch");
    Builder::before(branch).switch(point, suspended, &[(byte.const_int(0), resumed)]);
    branch.erase();
    point
}
