//! What is said about a function's effects and its arguments, and is not true of its continuations.
//!
//! A continuation runs after the function has returned: it keeps arguments, reads and writes through them, and may do so on
//! another thread. All of that counts as the function's own doing, because until the split LLVM sees one function.

use crate::ir::{Attribute, AttributeIndex, Function, Opcode, Type, Value};

/// Of a function: what it does not do, or does in time.
const OF_FUNCTION: [&str; 11] = [
    "memory",
    "readnone",
    "readonly",
    "writeonly",
    "willreturn",
    "norecurse",
    "nosync",
    "nofree",
    "speculatable",
    "allockind",
    "allocsize",
];

/// Of a pointer argument: what the function does not do with it, and who else has it.
const OF_ARGUMENT: [&str; 9] = [
    "noalias",
    "nocapture",
    "captures",
    "readonly",
    "readnone",
    "writeonly",
    "nofree",
    "initializes",
    "dead_on_return",
];

/// Of a pointer to plain memory: it is valid while the function runs, but continuations run later.
pub const DEREFERENCEABLE: [&str; 2] = ["dereferenceable", "dereferenceable_or_null"];

/// Drops them at `function`, except where [`crate::prepare::callers_memory`] wants to read them first: see [`drop_of_argument`].
pub fn drop_facts(function: Function) {
    let calls = direct_calls(function);
    for attribute in OF_FUNCTION.map(Attribute::flag) {
        function.remove_attribute(attribute);
        calls.iter().for_each(|&call| attribute.remove_from_call(call));
    }
}

/// Drops the attributes of argument `index` at `function` and at its calls.
pub fn drop_of_argument(function: Function, index: u32, names: &[&'static str]) {
    let at = AttributeIndex::Param(index);
    let calls = direct_calls(function);
    for attribute in OF_ARGUMENT.iter().chain(names).map(|name| Attribute::flag(name)) {
        function.remove_attribute_at(at, attribute);
        calls.iter().for_each(|&call| attribute.remove_from_call_at(call, at));
    }
}

/// Whether a value of the type is a pointer or has pointers.
pub fn is_address(ty: Type) -> bool {
    ty.scalar().is_pointer()
}

/// The calls of `function` by its name.
pub fn direct_calls(function: Function) -> Vec<Value> {
    let calls = [Opcode::LLVMCall, Opcode::LLVMInvoke, Opcode::LLVMCallBr];
    let is_call = |user: &Value| user.opcode().is_some_and(|opcode| calls.contains(&opcode));
    let users = function.as_value().users().into_iter().filter(is_call);
    users.filter(|call| call.called_function() == Some(function)).collect()
}
