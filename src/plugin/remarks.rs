//! The optimisation remarks of a split.

use inkwell::module::Module;

use crate::diag::{Diagnostic, Problem};
use crate::elide::Call;
use crate::passes::report::{SplitCoroutine, StateElision};
use crate::plugin::ffi;
use crate::plugin::ffi::RemarkPiece;

/// The calls of coroutines in `caller`: those that allocate nothing, and those that do, with the reason.
pub(super) fn remark_calls<'a>(module: &Module<'_>, caller: &str, calls: impl IntoIterator<Item = &'a Call>) {
    for call in calls {
        match call.reason {
            None => remark_elided(module, caller, &call.callee),
            Some(reason) => remark_not_elided(module, caller, &call.callee, reason.text()),
        }
    }
}

fn remark_elided(module: &Module<'_>, caller: &str, callee: &str) {
    let pieces = [("", "'"), ("Callee", callee), ("", "' elided in '"), ("Caller", caller), ("", "'")];
    passed_remark(module, caller, "CoroutineElided", &pieces);
}

fn remark_not_elided(module: &Module<'_>, caller: &str, callee: &str, reason: &str) {
    let pieces = [
        ("", "'"),
        ("Callee", callee),
        ("", "' not elided in '"),
        ("Caller", caller),
        ("", "': "),
        ("Reason", reason),
    ];
    emit(module, caller, "CoroutineNotElided", &pieces, true);
}

/// `-pass-remarks=gc-coro`; the keys are stable.
pub(super) fn remark(module: &Module<'_>, coroutine: &SplitCoroutine) {
    for callee in &coroutine.elided {
        remark_elided(module, &coroutine.function, callee);
    }
    for (callee, reason) in &coroutine.not_elided {
        remark_not_elided(module, &coroutine.function, callee, reason);
    }
    let numbers = [
        coroutine.frame_bytes,
        coroutine.frame_align,
        coroutine.tracked_words as u64,
        coroutine.suspends as u64,
    ];
    let [bytes, align, pointers, suspends] = numbers.map(|number| number.to_string());
    let pieces = [
        ("", "split '"),
        ("Function", coroutine.function.as_str()),
        ("", "': frame of "),
        ("FrameBytes", &bytes),
        ("", " bytes, alignment "),
        ("FrameAlign", &align),
        ("", ", tracked pointers: "),
        ("TrackedPointers", &pointers),
        ("", ", suspend points: "),
        ("Suspends", &suspends),
    ];
    passed_remark(module, &coroutine.function, "CoroutineSplit", &pieces);
}

/// Where the states of one call of a function with awaits are.
pub(super) fn remark_state(module: &Module<'_>, state: &StateElision) {
    let call =
        [("", "'"), ("Callee", state.callee.as_str()), ("", "' called by '"), ("Caller", &*state.caller)];
    match &state.outcome {
        Ok(bytes) => {
            let bytes = bytes.to_string();
            let place =
                [("", "': state of "), ("StateBytes", &*bytes), ("", " bytes on the stack of the caller")];
            passed_remark(module, &state.caller, "StateElided", &[&call[..], &place].concat());
        }
        Err(reason) => {
            let place = [("", "': state not on the stack of the caller: "), ("Reason", &**reason)];
            emit(module, &state.caller, "StateNotElided", &[&call[..], &place].concat(), true);
        }
    }
}

/// `-pass-remarks-missed=gc-coro`
pub(super) fn remark_left(module: &Module<'_>, function: &str) {
    let pieces =
        [("", "'"), ("Function", function), ("", "' left to LLVM's split: it is not marked \"gc-coro\"")];
    emit(module, function, "CoroutineLeft", &pieces, true);
}

pub(super) fn remark_warning(module: &Module<'_>, warning: &Diagnostic) {
    if let Problem::Warning(found) = &warning.problem {
        let reason = warning.problem.message().error;
        let pieces = [("", "'"), ("Function", &*warning.function), ("", "': "), ("Reason", &*reason)];
        emit(module, &warning.function, found.key(), &pieces, true);
    }
}

fn passed_remark(module: &Module<'_>, function: &str, name: &str, pieces: &[(&str, &str)]) {
    emit(module, function, name, pieces, false);
}

fn emit(module: &Module<'_>, function: &str, name: &str, pieces: &[(&str, &str)], is_missed: bool) {
    let pieces: Vec<RemarkPiece> =
        pieces.iter().map(|&(key, value)| RemarkPiece { key: key.into(), value: value.into() }).collect();
    // SAFETY: the module is the one being worked on; the texts outlive the call, which copies them.
    unsafe {
        let (module, function) = (module.as_mut_ptr().cast(), function.into());
        ffi::gc_coro_shim_remark(module, function, name.into(), pieces.as_ptr(), pieces.len(), is_missed);
    }
}
