//! Puts the frame of a coroutine into its caller.

use crate::abi::names::metadata;
use crate::elide::callee::Callee;
use crate::elide::checked::Checks;
use crate::elide::creation::{Creation, CreationKind};
use crate::elide::handle_program::{SUBFN_RESUME, Site};
use crate::elide::second_ramp;
use crate::elide::summary::HandleTarget;
use crate::gc::tail_marks;
use crate::ir::{Builder, Function, Value, shim};

/// Makes the coroutine of `creation` with its frame in an alloca of `caller`. `known` are the places whose handle is always this coroutine's.
/// `checks` are told when the frame begins and ends.
pub fn put_in_caller(
    caller: Function,
    creation: &Creation,
    second: Option<Function>,
    known: &[Site],
    checks: Option<&Checks>,
) {
    let callee = &creation.callee;
    let first = caller.entry().first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(first).without_location();
    let (alloca, frame) = callee.frame.alloca(&build, callee.ramp);
    Builder::before(creation.instruction()).lifetime_marker(alloca, true);
    if let Some(checks) = checks {
        checks.frame_begins(creation.instruction(), callee, frame);
        known.iter().for_each(|&site| checks.creation_fails(site, frame));
    }
    for &site in known {
        settle_site(site, callee, Some(alloca));
    }
    let created = match &creation.kind {
        CreationKind::Inlined { begin, .. } => *begin,
        CreationKind::Call { call, handle } => {
            let second = second.expect("a call is elided by a second ramp");
            call_second_ramp(*call, second, frame, *handle, &build)
        }
    };
    if let Some(checks) = checks {
        checks.is_created(created, frame);
    }
    if let CreationKind::Inlined { id, .. } = creation.kind {
        second_ramp::settle_id(id, frame);
    }
}

/// The same for a frame in which a collector finds pointers, and a `caller` that is a coroutine of the same collector. The memory has no
/// lifetime of its own: the collector may look at it as long as the caller's frame exists.
pub fn put_in_visited_caller(caller: Function, creation: &Creation, second: Function, known: &[Site]) {
    let CreationKind::Call { call, handle } = creation.kind else { return };
    let callee = &creation.callee;
    let first = caller.entry().first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(first).without_location();
    let (alloca, frame) = callee.frame.alloca(&build, callee.ramp);
    alloca.mark(metadata::INNER_FRAME);
    for &site in known {
        settle_site(site, callee, None);
    }
    call_second_ramp(call, second, frame, handle, &build);
}

/// A place that uses the handle of this coroutine always: its functions are known, and its memory is not freed.
///
/// `alloca`: the frame, if its lifetime ends where it is destroyed.
fn settle_site(site: Site, callee: &Callee, alloca: Option<Value>) {
    match site {
        Site::FunctionOf(query) => {
            let asks_for_resume = query.argument(1).const_int() == Some(SUBFN_RESUME);
            let function = if asks_for_resume { callee.resume } else { callee.cleanup };
            query.replace_all_uses_with(function.as_value().constant_in(query.ty()));
            query.erase();
        }
        Site::DestroyDirectly(call) => {
            shim::set_callee(call, callee.cleanup.function_type(), callee.cleanup.as_value());
            alloca.into_iter().for_each(|alloca| end_lifetime(call, alloca));
        }
        Site::Destroy(call) => alloca.into_iter().for_each(|alloca| end_lifetime(call, alloca)),
        Site::Failed(_) => {}
    }
}

/// The memory is free for others after `call`.
fn end_lifetime(call: Value, alloca: Value) {
    Builder::before(call.place_after_return("destroyed")).lifetime_marker(alloca, false);
}

/// Replaces `call` of the first ramp by a call of the second, whose frame is at `frame`; the new call. `build` stands where that address is
/// known.
fn call_second_ramp(
    call: Value,
    second: Function,
    frame: Value,
    handle: HandleTarget,
    build: &Builder,
) -> Value {
    let new = second_ramp::call_with_frame(call, second, frame);
    if let HandleTarget::Returned { distance } = handle {
        let returned = match u64::try_from(distance) {
            Ok(0) => frame,
            Ok(distance) => build.byte_offset(frame, distance, ""),
            Err(_) => return new,
        };
        new.replace_all_uses_with(returned);
    }
    new
}

/// Takes `tail` marks from the calls of `caller`: calls with them do not look at its allocas, where a coroutine's frame is now.
pub fn drop_tail_marks(caller: Function) {
    let marked = caller.instructions().into_iter().filter(|&inst| tail_marks::is_marked(inst));
    marked.for_each(Value::clear_tail_call);
}
