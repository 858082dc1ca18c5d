//! Brings each coroutine of a module through the stages up to the layout, for passes that only print: nothing of the module is
//! changed.

use crate::diag::Diagnostic;
use crate::emit;
use crate::ir::{IrModule, Undo};
use crate::options::SplitOptions;
use crate::passes::driver::{candidates, for_each_coroutine, plan};
use crate::passes::planned::Planned;
use crate::passes::split_awaits;
use crate::read::size_queries;

/// What `show` makes of each coroutine of `module`, in module order, those with awaits last.
///
/// # Errors
/// All problems of the module, and those of `show`.
pub fn for_each<T>(
    module: IrModule,
    options: &SplitOptions,
    show: impl Fn(&Planned) -> Result<T, Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    // Never kept. (LLVM's own copy of a module crashes on some addresses of blocks.)
    let mut undo = Undo::of_trial(module);
    let asks_for_sizes = size_queries::is_used(module);
    let wanted = candidates(module, options);
    let shown = for_each_coroutine(&wanted, asks_for_sizes, options, &mut undo, |shape, role| {
        let planned = plan(shape, options)?;
        let frame = &planned.frames.whole;
        let plan = planned.plan(options);
        let noalloc =
            match role.wants_noalloc(frame.has_gc_map()) && (plan.may_be_elided() || plan.may_be_inner()) {
                true => emit::noalloc::declare(&planned.canonical, frame),
                false => None,
            };
        planned.tell_size(options);
        Ok((show(&planned)?, noalloc))
    })?;
    let awaits = split_awaits::for_each(module, options, &mut undo, |options, planned| {
        planned.tell_size(options);
        show(planned)
    })?;
    Ok(shown.into_iter().chain(awaits).collect())
}
