//! The second ramp of a coroutine: its frame is its last argument, and nothing is allocated.

use crate::elide::callee::{Callee, FrameShape, own_id};
use crate::ir::{Attribute, AttributeIndex, BRANCH, Block, Function, Opcode, Value, shim};
use crate::read::intrinsics::Coro;

/// What may be known of a ramp that is not true of the second one: it allocates, and does not write its last argument.
const OF_ALLOCATING_RAMPS: [&str; 3] = ["memory", "allocsize", "allockind"];

/// Whether `callee` has a second ramp, or can have one: the signature of the first one can be another.
pub fn can_be_made(callee: &Callee) -> bool {
    let ramp = callee.ramp;
    let is_taken = || named(ramp).is_some();
    let fixes_signature = |inst: Value| shim::is_musttail(inst);
    known(callee).is_some()
        || callee.second.is_none()
            && !is_taken()
            && !ramp.is_variadic()
            && !ramp.instructions().into_iter().any(fixes_signature)
}

fn name_of(ramp: Function) -> String {
    format!("{}.noalloc", ramp.name())
}

/// The function that has the name of the second ramp of `ramp`.
fn named(ramp: Function) -> Option<Function> {
    ramp.module().function_named(&name_of(ramp)).filter(|&found| !is_given_up(found))
}

/// Whether LLVM's inliner has inlined the last call of the function: its body is gone, and it is removed when the inliner is done.
fn is_given_up(function: Function) -> bool {
    let has_body = |entry: Block| entry.instructions().any(|inst| !inst.is_opcode(Opcode::LLVMUnreachable));
    !function.is_declaration() && !function.as_value().has_uses() && !has_body(function.entry())
}

/// The second ramp of `callee`, if there is one.
fn known(callee: &Callee) -> Option<Function> {
    let ramp = callee.ramp;
    let is_second = |second: &Function| {
        second.params().count() == ramp.params().count() + 1
            && FrameShape::of_argument(*second, frame_parameter(*second)) == Some(callee.frame)
    };
    let found = callee.second.or_else(|| named(ramp))?;
    Some(found).filter(|found| found.is_local() && !found.is_declaration() && is_second(found))
}

/// The second ramp of `callee`, and whether it is new: a copy of the first one, which is finished. [`can_be_made`] says that there can be
/// one.
pub fn of_callee(callee: &Callee) -> (Function, bool) {
    if let Some(known) = known(callee) {
        return (known, false);
    }
    let ramp = callee.ramp;
    if let Some(given_up) = ramp.module().function_named(&name_of(ramp)) {
        given_up.as_value().set_name("");
    }
    let (id, _) = own_id(ramp).expect("a ramp whose summary is known has one llvm.coro.id");
    let second = shim::declare_noalloc(ramp, &name_of(ramp));
    let map = shim::clone_function(ramp, second);
    callee.frame.describe_argument(second, frame_parameter(second));
    settle(second, map.value(id).expect("all of the ramp was copied"));
    for name in OF_ALLOCATING_RAMPS {
        second.remove_attribute(Attribute::flag(name));
    }
    second.remove_attribute_at(AttributeIndex::Return, Attribute::flag("noalias"));
    (second, true)
}

/// The parameter of a second ramp that is its frame: the last one.
pub fn frame_parameter(second: Function) -> u32 {
    u32::try_from(second.params().count()).expect("parameter count fits 32 bits") - 1
}

/// Calls `second` with `frame` in the place of `call`, which calls the first ramp; the new call.
pub fn call_with_frame(call: Value, second: Function, frame: Value) -> Value {
    let args: Vec<Value> =
        (0..call.argument_count()).map(|index| call.argument(index)).chain([frame]).collect();
    let new = shim::replace_call(call, second.function_type(), second.as_value(), &args);
    Attribute::ELIDE_SAFE.remove_from_call(new);
    // What was known of a call that allocates.
    Attribute::flag("memory").remove_from_call(new);
    Attribute::flag("noalias").remove_from_call_at(new, AttributeIndex::Return);
    new
}

/// Makes a second ramp of the copy of a finished first one, whose `llvm.coro.id` is `id`: its last parameter is the frame.
pub fn settle(second: Function, id: Value) {
    let frame = second.param(frame_parameter(second));
    frame.set_name("frame");
    settle_id(id, frame);
    shim::prune_phis(second);
    shim::remove_unreachable(second);
}

/// What asks about the coroutine that `id` makes: by the token, and by the frame alone.
fn users_of(id: Value) -> (Vec<Value>, Vec<Value>) {
    let of_id: Vec<Value> = id.users();
    let asks = |user: &Value| match Coro::of(*user) {
        Some(Coro::Dead) => true,
        Some(Coro::Free) => user.argument(0) != id,
        _ => false,
    };
    let begins = of_id.iter().filter(|user| Coro::of(**user) == Some(Coro::Begin));
    let by_frame = begins.flat_map(|begin| begin.users()).filter(asks).collect();
    (of_id, by_frame)
}

/// Lets the coroutine that `id` makes have its frame at `frame`: it allocates nothing and frees nothing. Branches that this decides lose
/// an edge; blocks that nothing reaches any more stay.
pub fn settle_id(id: Value, frame: Value) {
    let (of_id, by_frame) = users_of(id);
    for user in by_frame.into_iter().chain(of_id) {
        let settled = match Coro::of(user) {
            Some(Coro::Begin) => frame,
            Some(Coro::Alloc) => user.ty().const_int(0),
            Some(Coro::Free) => user.ty().null(),
            Some(Coro::Dead) => {
                user.erase();
                continue;
            }
            _ => continue,
        };
        let branches: Vec<Value> = user.users().into_iter().filter(|u| u.is_terminator()).collect();
        user.replace_all_uses_with(settled);
        user.erase();
        for branch in branches.into_iter().filter(|branch| branch.is_opcode(BRANCH)) {
            shim::fold_terminator(branch.block());
        }
    }
    if !id.has_uses() {
        id.erase();
    }
}
