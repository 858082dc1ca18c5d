//! What no coroutine with a collector may have, whatever the collector.

use crate::gc::GcRules;
use crate::ir::{Attribute, AttributeIndex, Opcode, Value};
use crate::read::intrinsics::Coro;
use gc_coro_core::walk::walk;

use crate::diag::Violation;
use crate::ir::callee_name;
use crate::verify::subject::{ROOT, Subject};

/// Julia's calls that return twice and have rules of their own.
const JULIA_TWICE: [&str; 2] = ["julia.except_enter", "julia.cancellation_point"];

pub fn check(subject: &Subject) {
    // A ramp keeps its roots on the stack, after its slots have gone to the frame.
    let is_coroutine =
        subject.unsplit || subject.instructions.iter().any(|&inst| Coro::of(inst) == Some(Coro::Id));
    let is_coroutine = is_coroutine || begins_a_frame(subject);
    statepoint_before_split(subject);
    if subject.unsplit && subject.model.is_managed() {
        frame_memory(subject);
    }
    for &inst in &subject.instructions {
        if !inst.is_any_call() {
            continue;
        }
        if callee_name(inst) == ROOT && is_coroutine {
            subject.report(Some(inst), Violation::RootInCoroutine);
        }
        if subject.unsplit {
            unsplit(subject, inst);
        } else if matches!(Coro::of(inst), Some(Coro::Suspend | Coro::Save)) {
            subject.report(Some(inst), Violation::NeverSplit { name: callee_name(inst) });
        }
        region(subject, inst);
    }
}

/// Whether the function stores the address of its own resume clone: the header of a frame.
fn begins_a_frame(subject: &Subject) -> bool {
    let clone = format!("{}.resume", subject.function.name());
    let stores = subject.instructions.iter().filter(|inst| inst.is_opcode(Opcode::LLVMStore));
    stores.filter_map(|store| store.argument(0).as_function()).any(|stored| stored.name() == clone)
}

/// The passes are in the wrong order: one complaint about the first sign of it is enough.
fn statepoint_before_split(subject: &Subject) {
    let sign = |inst: &Value| callee_name(*inst).starts_with("llvm.experimental.gc.statepoint");
    if let Some(inst) = subject.instructions.iter().copied().find(sign).filter(|_| subject.unsplit) {
        subject.report(Some(inst), Violation::StatepointBeforeSplit { name: callee_name(inst) });
    }
}

/// The collector reads frames: LLVM must not take their memory for the coroutine's own.
fn frame_memory(subject: &Subject) {
    let begins = subject.instructions.iter().filter(|&&inst| Coro::of(inst) == Some(Coro::Begin));
    let from = |value: Value| match value.opcode() {
        Some(Opcode::LLVMPHI) => value.incoming().into_iter().map(|(value, _)| value).collect(),
        Some(Opcode::LLVMSelect) => vec![value.argument(1), value.argument(2)],
        _ => Vec::new(),
    };
    for value in walk(begins.map(|begin| begin.argument(1)), from) {
        if !value.is_any_call() {
            continue;
        }
        let places = [("noalias", AttributeIndex::Return), ("allockind", AttributeIndex::Function)];
        let found =
            places.into_iter().find(|(name, at)| value.call_attribute(Attribute::flag(name), *at).is_some());
        if let Some((attribute, _)) = found {
            let violation = Violation::PrivateMemory { callee: callee_name(value), attribute };
            subject.report(Some(value), violation);
        }
    }
}

fn unsplit(subject: &Subject, call: Value) {
    let name = callee_name(call);
    let twice = call.call_attribute(Attribute::flag("returns_twice"), AttributeIndex::Function).is_some();
    let is_julias = subject.model.rules == GcRules::Julia && JULIA_TWICE.contains(&name.as_str());
    if twice && !is_julias {
        let callee = if name.is_empty() { call.print() } else { name };
        subject.report(Some(call), Violation::ReturnsTwice { callee });
    }
}

/// A region's end has the token of a begin; a split that lost the begin leaves `none` or poison.
fn region(subject: &Subject, call: Value) {
    let Some((begin, end)) = subject.model.preserve else { return };
    let callee = callee_name(call);
    if callee != end || call.argument_count() == 0 {
        return;
    }
    let token = call.argument(0);
    let has_begin = token.is_opcode(Opcode::LLVMCall) && callee_name(token) == begin;
    if !has_begin {
        subject.report(Some(call), Violation::RegionWithoutBegin { callee });
    }
}
