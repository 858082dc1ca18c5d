//! The spill plans of a module's coroutines: nothing of the module is changed.

use gc_coro_core::spill::report::SpillReport;

use crate::diag::Diagnostic;
use crate::ir::IrModule;
use crate::options::SplitOptions;
use crate::passes::{spills, trial};

/// The plans of all coroutines of `module`, in module order, those with awaits last.
///
/// # Errors
/// All problems of the module.
pub fn plans_of(module: IrModule, options: &SplitOptions) -> Result<Vec<SpillReport>, Vec<Diagnostic>> {
    trial::for_each(module, options, |planned| Ok(planned.spill_report(&spills::plan(planned, options)?)))
}
