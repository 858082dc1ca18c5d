//! GC-aware coroutine splitting for LLVM.

mod abi;
mod diag;
mod emit;
mod gc;
mod ir;
mod options;
mod passes;
pub mod plugin;
mod prepare;
mod read;
mod verify;

pub use diag::{Diagnostic, Problem, Violation, Warning};
pub use gc::{Model as CollectorModel, ModelError};
pub use ir::LLVM_MAJOR;
pub use options::SplitOptions;
pub use passes::report::{SplitCoroutine, SplitReport};
pub use prepare::{PrepareOptions, prepare_module};
pub use verify::{VerifyOptions, check_module as verify_module};

use inkwell::module::Module;

use gc_coro_core::layout::report::FrameReport;
use gc_coro_core::spill::report::SpillReport;

use ir::IrModule;

/// Answers the size queries of `module` (`gc.coro.size.*`), whose coroutines are split. Whether there were any.
///
/// # Errors
/// Queries for what is no coroutine, or not split yet.
pub fn resolve_sizes(module: &Module<'_>) -> Result<bool, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    passes::await_size::resolve_all(unsafe { IrModule::new(module.as_mut_ptr()) })
}

/// Whether `module` declares anything of the await dialect (`gc.coro.*`).
pub fn uses_awaits(module: &Module<'_>) -> bool {
    // SAFETY: the handle is used while `module` is borrowed.
    read::awaits::is_used(unsafe { IrModule::new(module.as_mut_ptr()) })
}

/// Splits every switch-resumed coroutine of `module` in place.
///
/// # Errors
/// All problems of the module, which is then as it was before: nothing of it is split. (Of very large coroutines in
/// which there is nothing that could be refused no copy is kept: if a defect of the split itself is found in such,
/// [`Problem::Internal`], the module is not to be used any more.)
pub fn split_module(module: &Module<'_>, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    passes::split::split_module(unsafe { IrModule::new(module.as_mut_ptr()) }, options)
}

/// The frame table of every coroutine of `module`, as text or as JSON. `module` is not changed.
///
/// # Errors
/// All problems of the module.
pub fn frame_tables(
    module: &Module<'_>,
    options: &SplitOptions,
    json: bool,
) -> Result<String, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    let tables = passes::print_frames::tables_of(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?;
    if json {
        Ok(serde_json::to_string_pretty(&tables).unwrap_or_default() + "\n")
    } else {
        Ok(tables.iter().map(FrameReport::to_text).collect::<Vec<_>>().join("\n"))
    }
}

/// Where the split would store, reload and rematerialise the values of every coroutine of `module`, as text or as JSON. `module` is
/// not changed.
///
/// # Errors
/// All problems of the module.
pub fn spill_plans(
    module: &Module<'_>,
    options: &SplitOptions,
    json: bool,
) -> Result<String, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    let plans = passes::print_spills::plans_of(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?;
    if json {
        Ok(serde_json::to_string_pretty(&plans).unwrap_or_default() + "\n")
    } else {
        Ok(plans.iter().map(SpillReport::to_text).collect::<Vec<_>>().join("\n"))
    }
}

/// Whether LLVM's coro-early can run on `module`.
///
/// # Errors
/// The functions for which it would end the host.
pub(crate) fn check_for_coro_early(module: &Module<'_>) -> Result<(), Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    read::coro_early::check(unsafe { IrModule::new(module.as_mut_ptr()) })
}
