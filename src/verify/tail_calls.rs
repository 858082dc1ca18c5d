//! Tail calls in functions whose roots a late lowering puts into a stack frame (Julia's is `src/llvm-late-gc-lowering.cpp`).

use crate::diag::Violation;
use crate::gc::tail_marks;
use crate::ir::{Value, callee_name, shim};
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    if !subject.model.has_shadow_stack {
        return;
    }
    let is_guaranteed = |&call: &Value| shim::is_musttail(call);
    let guaranteed: Vec<Value> = subject.instructions.iter().copied().filter(is_guaranteed).collect();
    if !guaranteed.is_empty() && tail_marks::may_have_roots(subject.function, &subject.model) {
        for call in guaranteed {
            subject.report(Some(call), Violation::TailCallWithRoots);
        }
    }
    // The split takes `tail` marks away.
    if subject.is_before_split {
        return;
    }
    for call in tail_marks::hiding_roots(subject.function, &subject.model) {
        subject.report(Some(call), Violation::HiddenRoots { callee: callee_name(call) });
    }
}
