//! The pass `gc-coro-elide`: what [`crate::elide`] does, for each coroutine of a module that is not split yet.

use crate::elide;
use crate::ir::{Attribute, Function, IrModule};

/// Changes the coroutines of `module`, or those of them with the attribute `"gc-coro"`. Whether anything has changed.
pub fn elide_module(module: IrModule, marked_only: bool) -> bool {
    let wanted = |f: &Function| {
        !f.is_declaration() && f.has_attribute(Attribute::PRESPLIT) && (!marked_only || f.is_marked())
    };
    let coroutines = module.functions().into_iter().filter(wanted);
    coroutines.fold(false, |changed, coroutine| elide::promote_all_awaiters(coroutine).has_changed | changed)
}
