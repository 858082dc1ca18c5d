//! The frame tables of a module's coroutines: nothing of the module is changed.

use gc_coro_core::layout::report::FrameReport;

use crate::diag::Diagnostic;
use crate::ir::IrModule;
use crate::options::SplitOptions;
use crate::passes::trial;

/// The tables of all coroutines of `module`, in module order, those with awaits last.
///
/// # Errors
/// All problems of the module.
pub fn tables_of(module: IrModule, options: &SplitOptions) -> Result<Vec<FrameReport>, Vec<Diagnostic>> {
    let tables = trial::for_each(module, options, |planned| Ok(planned.report()))?;
    Ok(tables.into_iter().flatten().collect())
}
