//! The pass `gc-coro-elide`: what [`crate::elide`] does, for each coroutine of a module that is not split yet, and for functions that
//! create coroutines.

use crate::elide::{self, Elided};
use crate::ir::{Attribute, Function, IrModule};
use crate::options::SplitOptions;

/// What the pass has done.
#[derive(Debug, Default)]
pub struct ElideReport {
    pub changed: bool,
    /// The functions that call coroutines, with these calls.
    pub callers: Vec<(String, Elided)>,
}

/// Changes the functions of `module`: of its coroutines, with `marked_only`, only those with the attribute `"gc-coro"`.
pub fn elide_module(module: IrModule, options: &SplitOptions) -> ElideReport {
    let mut report = ElideReport::default();
    let is_coroutine = |f: Function| f.has_attribute(Attribute::PRESPLIT);
    let wanted =
        |f: &Function| !f.is_declaration() && (!is_coroutine(*f) || !options.marked_only || f.is_marked());
    for function in module.functions().into_iter().filter(wanted) {
        if is_coroutine(function) {
            report.changed |= elide::promote_all_awaiters(function).has_changed;
        }
        let elided = elide::elide_calls(function, options);
        for (ramp, second) in &elided.second_ramps {
            log::debug!("'{}': made of '{}'", second.name(), ramp.name());
        }
        for function in &elided.instrumented {
            log::debug!("'{}': checked at run time", function.name());
        }
        report.changed |= elided.changed;
        if !elided.calls.is_empty() {
            report.callers.push((function.name(), elided));
        }
    }
    report
}
