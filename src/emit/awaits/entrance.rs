//! The entrance of a one-shot continuation lets one call in: the first. It gives the frame another continuation, one that says that
//! the handle was called again.
//!
//! Two threads may call one handle at the same time, so this is one atomic step, which only one of them can take. It acquires: a state
//! that is filled again is published by a release ([`super::Split::make_frame`]), and nothing of it is read before the step.

use crate::abi::names::attribute;
use crate::emit::awaits::hooks::Hooks;
use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::Plan;
use crate::ir::{Attribute, Block, Builder, Function, Value, shim};
use crate::options::Fault;
use crate::read::awaits::ONE_SHOT;
use gc_coro_core::index::Idx;
use gc_coro_core::model::{StateKind, SuspendId};

/// Whether two threads may call a handle of the function at the same time. Where a caller provides the memory, it is the only one.
pub fn is_atomic(plan: Plan<'_>) -> bool {
    !plan.canonical.fills_callers_memory && !is_single_threaded(plan.canonical.shape.function)
}

/// Whether `function` promises that no two threads call a handle at the same time. The attribute has no value: one that has, as
/// `"false"`, promises nothing.
pub fn is_single_threaded(function: Function) -> bool {
    function.string_attribute(attribute::SINGLE_THREADED).is_some_and(|value| value.is_empty())
}

/// Closes the entrance of `function`, the continuation of `id`, if the await is one-shot. The function is complete otherwise.
pub fn close(plan: Plan<'_>, hooks: &Hooks, id: SuspendId, function: Function) {
    let plan = plan.after(id);
    let is_one_shot = plan.canonical.awaits[id.index()].flags & ONE_SHOT != 0;
    // A constant cannot note that it was called. A caller that provides the memory is known to call each handle once.
    let is_constant = plan.model_map.coroutine.suspends[id].state == StateKind::Constant;
    let stays_open = plan.canonical.fills_callers_memory || plan.options.breaks(Fault::OpenEntrance);
    if !is_one_shot || is_constant || stays_open {
        return;
    }
    let ramp = plan.canonical.shape.function;
    let again = hooks.define_refusal(ramp, function.function_type(), &format!("{}.again", function.name()));
    let first_read = after_preamble(function.entry());
    let access = FrameAccess::new(plan, function.param(0));
    let build = Builder::before(first_read).without_location();
    let address = access.interior(&build, 0, "resume.addr");
    if !is_atomic(plan) {
        build.store(again.as_value(), address, access.align_at(0));
        return;
    }
    let is_first = build.exchange_acquire(address, function.as_value(), again.as_value(), "is.first");
    let enter = shim::split_block(first_read, "enter");
    let branch = is_first.block().terminator().expect("the halves of a block are connected");
    let lost = function.append_block("called.again");
    Builder::before(branch).without_location().branch_if(is_first, enter, lost);
    branch.erase();
    let build = Builder::at_end(lost);
    let arguments: Vec<Value> = function.params().collect();
    build.call(again.function_type(), again.as_value(), &arguments, "");
    build.unreachable();
}

/// The first instruction of `entry` after what has to stay in the entry block: variables, and the question for the running thread.
/// Nothing before it reads the frame. Variables after it come before it.
fn after_preamble(entry: Block) -> Value {
    let stays = |inst: &Value| inst.is_alloca() || (inst.is_call() && inst.argument_count() == 0);
    let first = entry.instructions().find(|inst| !stays(inst)).expect("a block has a terminator");
    let late: Vec<Value> =
        entry.instructions().skip_while(|inst| *inst != first).filter(|inst| inst.is_alloca()).collect();
    for alloca in late {
        let copy = Builder::before(first).copy_of(alloca);
        alloca.replace_all_uses_with(copy);
        alloca.erase();
    }
    first
}

/// The functions of a split no longer are without synchronisation, whatever the function that was split promised.
pub fn forget_nosync(plan: Plan<'_>, functions: &[Function]) {
    if is_atomic(plan) && plan.canonical.awaits.iter().any(|details| details.flags & ONE_SHOT != 0) {
        functions.iter().for_each(|function| function.remove_attribute(Attribute::flag("nosync")));
    }
}
