//! Managed pointers that have no base: made of an integer, or of a pointer that is not managed.
//!
//! They are harmless up to the next safepoint or suspension. RewriteStatepointsForGC looks for their base at a safepoint
//! (`findBaseDefiningValue`) and does not come back, or takes the plain pointer for it.

use rustc_hash::FxHashSet;

use crate::gc::GcRules;
use crate::gc::types::{PointerShape, pointer_shape};
use crate::ir::{Opcode, Value};

use crate::diag::Violation;
use crate::ir::label;
use crate::verify::liveness::first_point_across;
use crate::verify::safepoints::{Points, describe};
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    let roots: Vec<(Value, &'static str)> =
        subject.instructions.iter().filter_map(|&inst| Some((inst, baseless(subject, inst)?))).collect();
    if roots.is_empty() {
        return;
    }
    // Where no statepoints are made of the calls, what happens at them is up to the collector.
    let has_statepoints = subject.model.rules == GcRules::Statepoints;
    let safepoints = if has_statepoints { Points::safepoints(subject) } else { Points::default() };
    let suspensions = Points::suspensions(subject);
    for (root, how) in roots {
        let found = pointers_from(subject, root).into_iter().find_map(|value| {
            let point = first_point_across(subject, &suspensions, value)
                .or_else(|| first_point_across(subject, &safepoints, value));
            Some((value, point?))
        });
        if let Some((value, point)) = found {
            let point = describe(point);
            subject.report(Some(root), Violation::NoBase { value: label(value), how, point });
        }
    }
}

/// How a managed pointer was made that is computed from no other managed pointer.
fn baseless(subject: &Subject, inst: Value) -> Option<&'static str> {
    pointer_shape(&subject.model, inst.ty()).kind()?;
    match inst.opcode()? {
        Opcode::LLVMIntToPtr => Some("inttoptr"),
        Opcode::LLVMAddrSpaceCast
            if pointer_shape(&subject.model, inst.operand(0)?.ty()) == PointerShape::Plain =>
        {
            Some("addrspacecast of a plain pointer")
        }
        _ => None,
    }
}

/// The pointer itself and those that are the same or derived from it, in a fixed order.
pub fn pointers_from(subject: &Subject, root: Value) -> Vec<Value> {
    let mut seen = FxHashSet::default();
    let mut found = vec![root];
    seen.insert(root);
    let mut next = 0;
    while next < found.len() {
        let value = found[next];
        next += 1;
        let mut users: Vec<Value> = value.users().into_iter().filter(|&user| passes_on(user)).collect();
        users.sort_by_key(|&user| subject.position(user));
        found.extend(users.into_iter().filter(|&user| seen.insert(user)));
    }
    found
}

fn passes_on(user: Value) -> bool {
    use Opcode::*;
    matches!(
        user.opcode(),
        Some(
            LLVMGetElementPtr
                | LLVMPHI
                | LLVMSelect
                | LLVMFreeze
                | LLVMBitCast
                | LLVMAddrSpaceCast
                | LLVMExtractElement
                | LLVMInsertElement
                | LLVMShuffleVector
        )
    ) && (user.ty().is_pointer() || user.ty().vector_element().is_some_and(|e| e.is_pointer()))
}
