//! Landing pads that RewriteStatepointsForGC makes invalid code at.
//!
//! Of each managed pointer that is an argument of an invoke, or live after its return or its exception, the pass puts a `gc.relocate` on
//! both paths. The operand of the one on the exception's path is the landing pad. That operand is a token, and the pad of a
//! language is a pointer and a number. A pad of type token is right, but LLVM gives no exception there.

use rustc_hash::FxHashMap;

use crate::gc::types::pointer_shape;
use crate::ir::{Block, Opcode, Value};

use crate::diag::Violation;
use crate::ir::{callee_name, label};
use crate::verify::liveness::each_point_across;
use crate::verify::safepoints::{Points, describe, is_safepoint};
use crate::verify::subject::Subject;

/// A landing pad with an exception, and a managed pointer that RewriteStatepointsForGC relocates there.
pub struct Crossing {
    pub landing: Value,
    pub invoke: Value,
    pub value: Value,
}

/// Reports such landing pads.
pub fn check(subject: &Subject) {
    for Crossing { landing, invoke, value } in crossings(subject) {
        let violation = Violation::LandingPadAcross { value: label(value), point: describe(invoke) };
        subject.report(Some(landing), violation);
    }
}

/// One crossing for each landing pad that has some, in the order of the text.
pub fn crossings(subject: &Subject) -> Vec<Crossing> {
    // The pass leaves functions alone that name no collector, whatever the model is.
    if subject.function.gc_name().is_none() {
        return Vec::new();
    }
    // Statepoints are left as they are.
    let is_wanted = |inst: &Value| inst.is_invoke() && is_safepoint(subject, *inst) && !is_statepoint(*inst);
    let invokes = subject.instructions.iter().copied().filter(is_wanted);
    let invokes: Vec<(Value, Value)> =
        invokes.filter_map(|invoke| Some((invoke, exception_of(invoke)?))).collect();
    if invokes.is_empty() {
        return Vec::new();
    }
    let pads: FxHashMap<Value, Value> = invokes.iter().copied().collect();
    let is_managed = |value: &Value| pointer_shape(&subject.model, value.ty()).kind().is_some();
    let mut found: FxHashMap<Value, Crossing> = FxHashMap::default();
    let mut add = |invoke: Value, value: Value| {
        let landing = pads[&invoke];
        found.entry(landing).or_insert(Crossing { landing, invoke, value });
    };
    for &(invoke, _) in &invokes {
        let arguments = (0..invoke.argument_count()).map(|index| invoke.argument(index));
        let argument = arguments.filter(is_managed).find(|value| !value.is_constant());
        if let Some(value) = argument {
            add(invoke, value)
        }
    }
    let points = Points::invokes(invokes.iter().map(|(invoke, _)| *invoke));
    let values = subject.function.params().chain(subject.instructions.iter().copied());
    for value in values.filter(is_managed) {
        each_point_across(subject, &points, value, &mut |invoke| add(invoke, value));
    }
    let mut found: Vec<Crossing> = found.into_values().collect();
    found.sort_by_key(|crossing| subject.position(crossing.landing));
    found
}

fn is_statepoint(call: Value) -> bool {
    callee_name(call).starts_with("llvm.experimental.gc.statepoint")
}

/// The landing pad of `invoke`, if that has the exception as its value.
fn exception_of(invoke: Value) -> Option<Value> {
    landing_pad(invoke.successor(1)).filter(|landing| !landing.ty().is_token())
}

/// The landing pad that `block` begins with, after its phis.
fn landing_pad(block: Block) -> Option<Value> {
    block.instructions().find(|inst| !inst.is_phi()).filter(|inst| inst.is_opcode(Opcode::LLVMLandingPad))
}
