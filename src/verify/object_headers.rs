//! Julia's collector reads the word before each object that it meets (`src/julia_internal.h`, `jl_astaggedvalue`). The constant handle
//! of an await without state and a caller's buffer have none, but where the attribute `"gc-coro-object-header"` asks for it.

use crate::abi::names::{attribute, call};
use crate::diag::Violation;
use crate::ir::Value;
use crate::read::awaits::{NO_STATE, is_call_of};
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    if subject.function.string_attribute(attribute::OBJECT_HEADER).is_some() {
        return;
    }
    for &inst in &subject.instructions {
        if let Some(what) = object_of(inst) {
            subject.report(Some(inst), Violation::ObjectWithoutHeader { what });
        }
    }
}

/// What `inst` makes an object of the collector's that the runtime has not allocated.
fn object_of(inst: Value) -> Option<&'static str> {
    if is_call_of(inst, call::ACQUIRE) {
        return Some("a buffer becomes a state");
    }
    let is_await = is_call_of(inst, call::AWAIT) && inst.argument_count() == 3;
    let flags = is_await.then(|| inst.argument(2).const_int()).flatten()?;
    (flags & NO_STATE != 0).then_some("the handle of an await without state is a constant")
}
