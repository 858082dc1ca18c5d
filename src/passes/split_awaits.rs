//! The await dialect in a module: its coroutines are split, then the calls that are left of it are replaced.

use crate::diag::Diagnostic;
use crate::diag::progress;
use crate::ir::{Function, IrModule, Undo, shim};
use crate::options::SplitOptions;
use crate::passes::call_order::Order;
use crate::passes::driver::{model_of, plan_frame};
use crate::passes::planned::Planned;
use crate::passes::report::SplitCoroutine;
use crate::passes::{await_size, resume_calls, spills};
use crate::read::size_queries;
use crate::{emit, read, verify};

/// Splits every function of `module` with awaits in it. `look` sees each once it is planned.
///
/// # Errors
/// All problems of these functions.
pub fn split_all(
    module: IrModule,
    options: &SplitOptions,
    undo: &mut Undo,
    mut look: impl FnMut(&Planned),
) -> Result<Vec<SplitCoroutine>, Vec<Diagnostic>> {
    let split = for_each(module, options, undo, |options, planned| {
        look(planned);
        split_one(options, planned)
    })?;
    if read::awaits::is_used(module) {
        resume_calls::replace(module, options, undo)?;
    }
    Ok(split)
}

/// Does `act` for each function of `module` with awaits in it, once it is planned. The results come in module order.
///
/// # Errors
/// All problems of these functions.
pub fn for_each<T>(
    module: IrModule,
    options: &SplitOptions,
    undo: &mut Undo,
    mut act: impl FnMut(&SplitOptions, &Planned) -> Result<T, Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    if !read::awaits::is_used(module) {
        return Ok(Vec::new());
    }
    let wanted = |f: &Function| !f.is_declaration() && read::awaits::has_await(*f);
    let functions: Vec<Function> = module.functions().into_iter().filter(wanted).collect();
    functions.iter().for_each(|&function| undo.touch(function));
    // Whose size is asked for comes first: a buffer of that size is then one of a known size.
    let order = Order::bottom_up(functions.len(), &size_queries::dependencies(&functions));
    let mut results: Vec<Option<T>> = functions.iter().map(|_| None).collect();
    let mut problems = Vec::new();
    for number in order.sequence {
        let function = functions[number];
        progress::working_on(&function.name());
        await_size::resolve_known(function);
        let planned = plan(function, options);
        match planned.and_then(|planned| planned.map(|planned| act(options, &planned)).transpose()) {
            Ok(result) => results[number] = result,
            Err(found) => problems.extend(found),
        }
    }
    progress::clear();
    if problems.is_empty() { Ok(results.into_iter().flatten().collect()) } else { Err(problems) }
}

/// Reads, analyses and lays out one function; `None` if no await is left in it.
fn plan(function: Function, options: &SplitOptions) -> Result<Option<Planned>, Vec<Diagnostic>> {
    let model = model_of(function, options)?;
    read::call_what_throws_nothing(function, &model);
    shim::remove_unreachable(function);
    let Some(found) = read::awaits::find_awaits(function, &model)? else { return Ok(None) };
    let (canonical, model_map) = read::read_awaits(found, model, options)?;
    plan_frame(canonical, model_map, options).map(Some)
}

fn split_one(options: &SplitOptions, planned: &Planned) -> Result<SplitCoroutine, Vec<Diagnostic>> {
    let spills = spills::plan(planned, options)?;
    let plan = planned.plan(options);
    let made = emit::awaits::emit_function(plan, &spills);
    verify::verify(&made.functions)?;
    log::debug!("'{}': frames of at most {} bytes", planned.model_map.coroutine.name, plan.frame.size);
    Ok(SplitCoroutine::new(plan, Vec::new()))
}
