//! What an await may fill: null, for a frame of its own, or what is known to have room.

use crate::abi::names::call;
use crate::diag::Problem;
use crate::ir::{Opcode, Value};
use gc_coro_core::walk::walk;

use crate::read::awaits::dialect::is_call_of;
use crate::read::awaits::find::names::label;
use crate::read::suspend_point::{NO_STATE, ONE_SHOT};

/// What is wrong with the state of an await whose types are right.
pub fn problem(call: Value) -> Option<Problem> {
    if !is_call_of(call, call::AWAIT) || call.argument_count() != 3 {
        return None;
    }
    let (state, flags) = (call.argument(1), call.argument(2).const_int()?);
    if state.is_null() {
        return None;
    }
    let value = label(state);
    if flags & NO_STATE != 0 {
        return Some(Problem::StateWithoutState { value });
    }
    if flags & ONE_SHOT == 0 {
        return Some(Problem::StateNotOneShot { value });
    }
    let origins = origins(state);
    if origins.iter().any(|origin| origin.is_null()) {
        return Some(Problem::StateSometimesNull { value });
    }
    let is_made = |origin: Value| is_call_of(origin, call::PREALLOC) || is_call_of(origin, call::ACQUIRE);
    if let Some(&strange) = origins.iter().find(|&&origin| !is_made(origin)) {
        return Some(Problem::StateOfUnknownOrigin { value: label(strange) });
    }
    let made = origins.into_iter().filter(|&origin| is_call_of(origin, call::PREALLOC));
    made.filter(|made| made.argument_count() == 1).find_map(|made| of_another(call, made))
}

/// A clone of a function keeps the name of the original in both operands.
fn of_another(call: Value, made: Value) -> Option<Problem> {
    let (owner, function) = (made.argument(0).as_function()?, call.argument(0).as_function()?);
    (owner != function).then(|| Problem::StateOfAnother {
        value: label(made),
        owner: owner.name(),
        function: function.name(),
    })
}

/// Where a state comes from, through phis, selects and what changes nothing. What is undefined on some path is left out.
fn origins(state: Value) -> Vec<Value> {
    let is_origin = |value: &Value| chosen_from(*value).is_empty();
    let defined = |value: &Value| !value.is_undefined();
    walk([state], |value| chosen_from(value).into_iter().filter(defined)).filter(is_origin).collect()
}

/// The values one of which `value` is: those of a phi or select, or what it copies. Empty where it comes from somewhere else.
pub fn chosen_from(value: Value) -> Vec<Value> {
    match value.opcode() {
        Some(Opcode::LLVMPHI) => value.incoming().into_iter().map(|(value, _)| value).collect(),
        Some(Opcode::LLVMSelect) => vec![value.argument(1), value.argument(2)],
        Some(Opcode::LLVMFreeze | Opcode::LLVMBitCast) => vec![value.argument(0)],
        _ => Vec::new(),
    }
}
