//! Facts about objects that are not true of their places in the frame.
//!
//! Alias analysis and the like look at the whole object that an address is in, or at the address itself. The frame is one object,
//! and a place in it is one address for all objects that share it. A fact may always be left out.

use crate::ir::{Function, Opcode, Value, shim};

/// Drops from `function` what it says of objects that may move to a frame.
pub fn drop_facts_of_places(function: Function) {
    let calls = |prefix: &'static [u8]| {
        move |inst: &Value| callee_name(*inst).is_some_and(|name| name.starts_with(prefix))
    };
    // From here on the memory does not change: another object's would not either.
    let all = function.instructions().into_iter();
    all.filter(calls(b"llvm.invariant.start")).for_each(drop_invariance);
    // Of one object in the frame this would speak of all the frame.
    let all = function.instructions().into_iter();
    let is_separate = |inst: &Value| shim::has_bundle(*inst, "separate_storage");
    all.filter(calls(b"llvm.assume")).filter(is_separate).for_each(Value::erase);
    // All accesses by one address have one content.
    let all = function.instructions().into_iter();
    all.filter(|inst| is_access_of_alloca(*inst)).for_each(|inst| inst.drop_metadata("invariant.group"));
}

fn callee_name(inst: Value) -> Option<&'static [u8]> {
    inst.called_function().filter(|_| inst.is_call()).map(Function::name_bytes)
}

/// Erases an `llvm.invariant.start` with its ends, unless something else has its result.
fn drop_invariance(start: Value) {
    let ends = start.users();
    let is_end =
        |&user: &Value| callee_name(user).is_some_and(|name| name.starts_with(b"llvm.invariant.end"));
    if ends.iter().all(is_end) {
        ends.into_iter().for_each(Value::erase);
        start.erase();
    }
}

/// Whether `inst` is a load or store in an alloca.
fn is_access_of_alloca(inst: Value) -> bool {
    let mut address = match inst.opcode() {
        Some(Opcode::LLVMLoad) => inst.argument(0),
        Some(Opcode::LLVMStore) => inst.argument(1),
        _ => return false,
    };
    while address.is_opcode(Opcode::LLVMGetElementPtr)
        || address.is_opcode(Opcode::LLVMBitCast)
        || address.is_opcode(Opcode::LLVMAddrSpaceCast)
    {
        address = address.argument(0);
    }
    address.is_alloca()
}
