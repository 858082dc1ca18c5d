//! Which coroutine's frame an alloca is for, if it is for one.

use crate::ir::{Opcode, Value};

/// The suffixes of the function that takes a frame from its caller, and of the one that a frame's first word names.
const RAMP: &str = ".noalloc";
const RESUME: &str = ".resume";

/// The name of the coroutine whose frame is at `alloca`: a second ramp of it takes the address, or its resume clone is stored there.
pub fn coroutine_of(alloca: Value) -> Option<String> {
    let mut addresses = vec![alloca];
    while let Some(address) = addresses.pop() {
        for user in address.users() {
            if user.is_opcode(Opcode::LLVMAddrSpaceCast) {
                addresses.push(user);
                continue;
            }
            if let Some(name) = named_by(user, address) {
                return Some(name);
            }
        }
    }
    None
}

fn named_by(user: Value, address: Value) -> Option<String> {
    if user.is_call() || user.is_invoke() {
        let name = user.called_function()?.name();
        return name.strip_suffix(RAMP).map(str::to_owned);
    }
    if user.is_opcode(Opcode::LLVMStore) && user.operand(1) == Some(address) {
        let name = user.operand(0)?.as_function()?.name();
        return name.strip_suffix(RESUME).map(str::to_owned);
    }
    None
}
