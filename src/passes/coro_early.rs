//! LLVM's coro-early in a pipeline that runs it again later.

use crate::diag::Diagnostic;
use crate::ir::{Function, IrModule, Value, pipeline};
use crate::options::SplitOptions;
use crate::passes::{driver, split};
use crate::read;
use crate::read::intrinsics::{Coro, ID_INFO, ID_SELF};

/// Takes back what coro-early has written into the `llvm.coro.id` of functions that are not ours to split: it writes the function there,
/// and when it runs again, it insists on finding null. Those of ours are split by then, which it sees at another operand.
pub fn forget_coroutines_of_others(module: IrModule) {
    let is_unsplit_id = |inst: &Value| Coro::of(*inst) == Some(Coro::Id) && inst.argument(ID_INFO).is_null();
    let others = module.functions().into_iter().filter(|f| !f.is_declaration() && !f.is_marked());
    for id in others.flat_map(Function::instructions).filter(is_unsplit_id) {
        id.set_operand(ID_SELF, id.argument(ID_SELF).ty().null());
    }
}

/// Runs coro-early on `module` where a split with `options` has coroutines to split. Whether it has run.
///
/// # Errors
/// What coro-early cannot take, and the problems that the split would have after it: the module is then as it was.
pub fn run_before_split(module: IrModule, options: &SplitOptions) -> Result<bool, Vec<Diagnostic>> {
    if !module.functions().into_iter().any(|function| driver::is_wanted(function, options)) {
        return Ok(false);
    }
    read::coro_early::check_can_run(module)?;
    module.with_copy(|copy| {
        run(copy, options);
        split::split_module(copy, options).map(drop)
    })?;
    run(module, options);
    Ok(true)
}

fn run(module: IrModule, options: &SplitOptions) {
    pipeline::run_coro_early(module);
    if options.marked_only {
        forget_coroutines_of_others(module);
    }
}
