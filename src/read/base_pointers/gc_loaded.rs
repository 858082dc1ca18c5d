//! The call that makes a loaded pointer of an object and a raw pointer (`julia.gc_loaded`).

use crate::gc::Model;
use crate::ir::Value;

/// Whether `value` is the beginning of a loaded pointer.
pub fn is_load_call(model: &Model, value: Value) -> bool {
    let name = || value.called_function().map(|function| function.name_bytes());
    model.load.is_some_and(|load| value.is_call() && name() == Some(load.as_bytes()))
}

/// Where the raw pointer of a call is loaded from.
pub fn raw_address(call: Value) -> Value {
    call.argument(1).argument(0)
}
