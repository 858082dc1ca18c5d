//! How the calls of the dialect (`gc.coro.*`) are recognised.

use crate::abi::names::call::{AWAIT, INTERNAL_PREFIX, PREFIX, RETURN};
use crate::ir::{Function, IrModule, Value};
use crate::read::intrinsics::Coro;

/// Whether `call` calls the function `name` of the dialect, with or without a type suffix.
pub fn is_call_of(call: Value, name: &str) -> bool {
    debug_assert!(name.starts_with(PREFIX), "'{name}' is no name of the dialect");
    let callee = call.called_function().map(|f| f.name_bytes());
    let rest = callee.and_then(|callee| callee.strip_prefix(name.as_bytes()));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
}

/// Whether the module declares anything of the dialect: of one that does not, no instruction is looked at.
pub fn is_used(module: IrModule) -> bool {
    module.functions().iter().any(|f| f.is_declaration() && f.name_bytes().starts_with(PREFIX.as_bytes()))
}

/// Where an unsplit function is suspended: at `llvm.coro.suspend` and at an await.
pub fn is_suspension(inst: Value) -> bool {
    Coro::of(inst) == Some(Coro::Suspend) || is_await(inst)
}

/// Whether `inst` is an await of gc-coro's own dialect.
pub fn is_await(inst: Value) -> bool {
    is_call_of(inst, AWAIT)
}

/// Whether `function` has an await.
pub fn has_await(function: Function) -> bool {
    function.blocks().any(|block| block.instructions().any(is_await))
}

/// The function that an await names instead of the one that it stands in. (A copy of a function names the original; optimisers call
/// it `f.specialized.1`.)
pub fn named_instead(call: Value) -> Option<Function> {
    let (own, named) = (call.block().function(), call.argument(0).as_function()?);
    let is_copy = || own.name().strip_prefix(&named.name()).is_some_and(|rest| rest.starts_with('.'));
    (named != own && !is_copy()).then_some(named)
}

/// Whether `call` is `gc.coro.return.*`.
pub fn is_return(call: Value) -> bool {
    is_call_of(call, RETURN)
}

/// Whether `function` is a placeholder that the split replaces.
pub fn is_placeholder(function: Function) -> bool {
    function.name_bytes().starts_with(INTERNAL_PREFIX.as_bytes())
}
