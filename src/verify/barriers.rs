//! Write barriers that the version of the collector does not have (Julia renamed its own in 1.14).
//!
//! The model says which version that is (`julia-1.13`, `julia-1.14`). Where it does not, the calls of the module may: a function must not
//! name a barrier of one version while the module calls one of another.

use crate::abi::names::attribute;
use crate::diag::Violation;
use crate::gc::barriers::{Version, version_of};
use crate::ir::{Value, callee_name};
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    let version = |name: &str| version_of(subject.model.barriers, name);
    let named = subject.model.hook_name(subject.function, attribute::WRITE_BARRIER);
    let Some(wanted) = subject.model.version.or_else(|| version_of_calls(subject)) else { return };
    let report = |place: Option<Value>, name: String| {
        if version(&name).is_some_and(|found| found != wanted) {
            subject.report(place, Violation::BarrierOfOtherVersion { name, version: wanted.in_words() });
        }
    };
    named.into_iter().for_each(|name| report(None, name));
    if subject.model.version.is_some() {
        let calls = subject.instructions.iter().filter(|inst| inst.is_call());
        calls.for_each(|&call| report(Some(call), callee_name(call)));
    }
}

/// The version whose barrier the module calls, if the calls are of one version.
fn version_of_calls(subject: &Subject) -> Option<Version> {
    let module = subject.function.module();
    let is_called = |name: &str| {
        let users = module.function_named(name).map(|barrier| barrier.as_value().users()).unwrap_or_default();
        users.iter().any(|user| user.is_call())
    };
    let mut called = subject.model.barriers.iter().filter(|barrier| is_called(barrier.name));
    let first = called.next()?;
    called.next().is_none().then_some(first.version)
}
