//! No suspension while a handler of Julia's exceptions is entered.

use crate::diag::Violation;
use crate::ir::callee_name;
use crate::read::awaits::handlers::{ENTER, suspended_in_try};
use crate::read::awaits::is_await;
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    if !subject.instructions.iter().any(|&inst| callee_name(inst) == ENTER) {
        return;
    }
    for inst in suspended_in_try(subject.function).into_iter().filter(|&inst| !is_await(inst)) {
        subject.report(Some(inst), Violation::SuspendedInTry);
    }
}
