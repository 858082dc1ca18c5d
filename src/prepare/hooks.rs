//! The runtime's functions that only attributes name: no pass sees a use of them before the split makes one.

use crate::abi::names::attribute::{HOOKS, KEPT};
use crate::ir::{Function, IrModule, shim};

/// Keeps those of `function` that this module defines and may drop.
pub fn keep(function: Function) {
    let module = function.module();
    let named = HOOKS.iter().filter_map(|key| function.string_attribute(key));
    for hook in named.filter_map(|name| module.function_named(&name)) {
        if hook.is_discardable() && hook.string_attribute(KEPT).is_none() {
            hook.add_string_attribute(KEPT);
            shim::keep(hook);
        }
    }
}

/// After the split: they have uses now, or none is needed.
pub fn release(module: IrModule) {
    let kept: Vec<Function> =
        module.functions().into_iter().filter(|f| f.string_attribute(KEPT).is_some()).collect();
    if !kept.is_empty() {
        shim::release(module, KEPT);
        kept.into_iter().for_each(|hook| hook.remove_string_attribute(KEPT));
    }
}
