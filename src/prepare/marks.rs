//! The attributes by which a function with awaits stays whole, and each await one of its own.

use crate::abi::names::attribute;
use crate::ir::{Attribute, AttributeIndex, Function, Value};

const NOINLINE: Attribute = Attribute::flag("noinline");
const ALWAYSINLINE: Attribute = Attribute::flag("alwaysinline");

/// Gives `function` and its `awaits` what they lack.
///
/// No function has been inlined into another yet: an await that is here belongs here.
pub fn mark(function: Function, awaits: &[Value]) {
    function.remove_attribute(ALWAYSINLINE);
    function.add_attribute(AttributeIndex::Function, NOINLINE);
    function.add_attribute(AttributeIndex::Function, Attribute::PRESPLIT);
    claim(function);
    // Stock coro-split of LLVM 19 and older takes presplitcoroutine away; then only noinline is left, and this is stronger.
    for call in crate::prepare::stale_attributes::direct_calls(function) {
        ALWAYSINLINE.remove_from_call(call);
    }
    for &call in awaits {
        Attribute::flag("nomerge").add_to_call(call);
        // Its address is taken: there can be unknown callers, so the return value and the arguments stay.
        if call.is_call() && call.argument_count() > 0 && call.argument(0).ty().is_pointer() {
            call.set_operand(0, function.as_value());
        }
    }
}

/// Says that `function` is ours to split.
pub fn claim(function: Function) {
    if !function.is_marked() {
        function.add_string_attribute(attribute::MARK);
    }
}

/// Gives `function` back what stock coro-split has taken away. One that was not marked got its await by inlining, and the
/// split will say so.
pub fn restore(function: Function) {
    if function.is_marked() {
        function.add_attribute(AttributeIndex::Function, Attribute::PRESPLIT);
    }
}
