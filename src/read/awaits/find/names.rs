//! What messages call the values of the dialect.

use crate::ir::Value;

/// The name of the function that `call` calls.
pub fn callee_of(call: Value) -> String {
    call.called_function().map(|function| function.name()).unwrap_or_default()
}

/// How a value is called in a message: its name, or what `llvm-dis` prints.
pub fn label(value: Value) -> String {
    let name = value.name();
    if name.is_empty() { value.print() } else { name }
}
