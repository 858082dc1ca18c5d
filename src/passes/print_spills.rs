//! The spill plans of a module's coroutines: nothing of the module is changed.

use gc_coro_core::spill::report::SpillReport;

use crate::diag::Diagnostic;
use crate::emit;
use crate::ir::{IrModule, Undo};
use crate::options::SplitOptions;
use crate::passes::driver::{for_each_coroutine, plan};
use crate::passes::{spills, split_awaits};

/// The plans of all coroutines of `module`, in module order, those with awaits last.
///
/// # Errors
/// All problems of the module.
pub fn plans_of(module: IrModule, options: &SplitOptions) -> Result<Vec<SpillReport>, Vec<Diagnostic>> {
    // Never kept. (LLVM's own copy of a module crashes on some addresses of blocks.)
    let mut undo = Undo::of_trial(module);
    let plans = for_each_coroutine(module, options, &mut undo, |shape, role| {
        let planned = plan(shape, options)?;
        let frame = &planned.frames.whole;
        let noalloc = if role.wants_noalloc && !frame.has_gc_map() {
            emit::noalloc::declare(&planned.canonical, frame)
        } else {
            None
        };
        planned.tell_size(options);
        Ok((planned.spill_report(&spills::plan(&planned, options)?), noalloc))
    })?;
    let awaits = split_awaits::for_each(module, options, &mut undo, |options, planned| {
        planned.tell_size(options);
        Ok(planned.spill_report(&spills::plan(planned, options)?))
    })?;
    Ok(plans.into_iter().chain(awaits).collect())
}
