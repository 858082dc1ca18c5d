//! Awaiters that an `await_suspend` only reads.
//!
//! `llvm.coro.await.suspend.*` gets the address of the awaiter. An object whose address is given away stays in memory, and what
//! stays in memory across a suspension is in the frame. The wrapper of an `await_suspend` tells what becomes of the address.

use crate::ir::{Attribute, Function, Value, shim};
use crate::read::intrinsics::Coro;

/// Operands of `llvm.coro.await.suspend.*`.
const AWAITER: u32 = 0;
const WRAPPER: u32 = 2;

/// Gives the wrappers of awaits in `coroutine`, which is not split yet, no awaiters that they do not look at. Whether it has changed
/// anything.
pub fn promote_awaiters(coroutine: Function) -> bool {
    if coroutine.has_attribute(Attribute::OPTNONE) || coroutine.gc_name().is_some() {
        return false;
    }
    let awaits = coroutine.instructions().into_iter();
    let awaits: Vec<Value> = awaits.filter(|inst| Coro::of(*inst).is_some_and(Coro::is_await)).collect();
    let mut changed = false;
    for call in awaits {
        let awaiter = call.argument(AWAITER);
        if !awaiter.is_null() && is_unread(call) {
            shim::drop_argument_attributes(call, AWAITER);
            call.set_operand(AWAITER, awaiter.ty().null());
            changed = true;
        }
    }
    changed
}

/// Whether the wrapper of the await `call` has no use for the awaiter.
fn is_unread(call: Value) -> bool {
    let wrapper = call.argument(WRAPPER).as_function();
    wrapper.is_some_and(|wrapper| {
        let is_known = wrapper.is_local() && !wrapper.is_declaration() && wrapper.params().count() == 2;
        let ignores = is_known && !wrapper.param(AWAITER).has_uses();
        if ignores {
            shim::drop_parameter_attributes(wrapper, AWAITER);
        }
        ignores
    })
}
