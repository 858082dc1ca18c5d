//! Structs and arrays with managed pointers: RewriteStatepointsForGC leaves them out.
//!
//! Final functions only: in an unsplit coroutine the split scalarises what is live across a suspension.

use crate::gc::types::{PointerShape, pointer_shape};
use crate::ir::Value;

use crate::diag::Violation;
use crate::ir::label;
use crate::verify::liveness::first_point_across;
use crate::verify::safepoints::{Points, describe};
use crate::verify::subject::Subject;

pub fn check(subject: &Subject) {
    if subject.unsplit {
        return;
    }
    let is_aggregate = |value: &Value| pointer_shape(&subject.model, value.ty()) == PointerShape::Aggregate;
    let values = subject.function.params().chain(subject.instructions.iter().copied());
    let aggregates: Vec<Value> = values.filter(is_aggregate).collect();
    if aggregates.is_empty() {
        return;
    }
    let safepoints = Points::safepoints(subject);
    for value in aggregates {
        if let Some(point) = first_point_across(subject, &safepoints, value) {
            let violation = Violation::AggregateAcross { value: label(value), point: describe(point) };
            subject.report(Some(if value.is_instruction() { value } else { point }), violation);
        }
    }
}
