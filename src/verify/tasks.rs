//! Julia's task, and the values that have to be got again after a suspension.

use crate::gc::PointerKind;
use crate::gc::types::pointer_shape;
use crate::ir::{AttributeIndex, Opcode, Value};

use crate::diag::Violation;
use crate::ir::{callee_name, label};
use crate::verify::bases::pointers_from;
use crate::verify::liveness::first_point_across;
use crate::verify::safepoints::{Points, describe};
use crate::verify::subject::Subject;

const TASKS: [&str; 2] = ["julia.get_pgcstack", "julia.get_pgcstack_or_new"];
const PLAIN_ADDRESS: &str = "julia.pointer_from_objref";

pub fn check(subject: &Subject) {
    let entry = subject.function.entry();
    let mut has_task = has_parameter(subject);
    for &inst in &subject.instructions {
        let callee = callee_name(inst);
        if !TASKS.contains(&callee.as_str()) {
            continue;
        }
        if inst.block() == entry {
            has_task = true;
        } else {
            subject.report(Some(inst), Violation::TaskOutsideEntry { callee });
        }
    }
    if !has_task {
        unrooted(subject);
    }
    plain_addresses(subject);
}

fn has_parameter(subject: &Subject) -> bool {
    let swift_self = crate::ir::Attribute::flag("swiftself");
    (0u32..).zip(subject.function.params()).any(|(index, _)| {
        let at = AttributeIndex::Param(index);
        let named = subject.model.thread_pointer_parameter;
        named.is_some_and(|key| subject.function.string_attribute_at(at, key).is_some())
            || swift_self.value_on_function(subject.function, at).is_some()
    })
}

/// The first tracked pointer that a safepoint would have to root. Arguments are the caller's business.
fn unrooted(subject: &Subject) {
    let safepoints = Points::safepoints(subject);
    let is_tracked =
        |inst: &Value| pointer_shape(&subject.model, inst.ty()).kind() == Some(PointerKind::Tracked);
    let is_own = |inst: &Value| !inst.is_opcode(Opcode::LLVMAddrSpaceCast) || !inst.argument(0).is_constant();
    let mut values = subject.instructions.iter().copied().filter(|inst| is_tracked(inst) && is_own(inst));
    let found = values.find_map(|value| Some((value, first_point_across(subject, &safepoints, value)?)));
    if let Some((value, point)) = found {
        subject.report(Some(value), Violation::NoTask { value: label(value), point: describe(point) });
    }
}

/// Plain addresses of objects that are live across a suspension.
fn plain_addresses(subject: &Subject) {
    let suspensions = Points::suspensions(subject);
    if suspensions.is_empty() {
        return;
    }
    for &root in subject.instructions.iter().filter(|&&inst| callee_name(inst) == PLAIN_ADDRESS) {
        let mut values = pointers_from(subject, root);
        let numbers = values.iter().flat_map(|v| v.users()).filter(|u| u.is_opcode(Opcode::LLVMPtrToInt));
        values.extend(numbers.collect::<Vec<_>>());
        let found = values
            .into_iter()
            .find_map(|value| Some((value, first_point_across(subject, &suspensions, value)?)));
        if let Some((value, point)) = found {
            let violation = Violation::RawAddressAcross { value: label(value), point: describe(point) };
            subject.report(Some(root), violation);
        }
    }
}
