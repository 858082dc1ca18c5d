//! How the calls of the dialect (`gc.coro.*`) are recognised.

use crate::abi::names::call::{
    ACQUIRE, AWAIT, INTERNAL_PREFIX, OWN, PREALLOC, PREFIX, RESUME, RETURN, SHARE,
};
use crate::ir::{Function, IrModule, Value};
use crate::read::intrinsics::Coro;

/// Whether `call` calls the function `name` of the dialect, with or without a type suffix.
pub fn is_call_of(call: Value, name: &str) -> bool {
    call.called_function().is_some_and(|callee| is_named(callee, name))
}

fn is_named(function: Function, name: &str) -> bool {
    debug_assert!(name.starts_with(PREFIX), "'{name}' is no name of the dialect");
    let rest = function.name_bytes().strip_prefix(name.as_bytes());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(b"."))
}

/// What also stands in functions without awaits, and what the split of a module replaces there.
const IN_ANY_FUNCTION: [&str; 6] = [SHARE, OWN, PREALLOC, ACQUIRE, RESUME, RETURN];

/// Whether `call` may stand in a function without awaits until the module is split.
pub fn may_be_in_any_function(call: Value) -> bool {
    call.called_function().is_some_and(is_in_any_function)
}

fn is_in_any_function(callee: Function) -> bool {
    IN_ANY_FUNCTION.iter().any(|name| is_named(callee, name))
}

/// Whether a function without awaits has calls that the split of `module` will replace.
pub fn is_left_for_split(module: IrModule) -> bool {
    let is_left = |f: &Function| f.is_declaration() && is_in_any_function(*f) && f.as_value().has_uses();
    module.functions().iter().any(is_left)
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
