//! The await dialect in a module: its coroutines are split, then the calls that are left of it are replaced.

use crate::diag::Diagnostic;
use crate::diag::progress;
use crate::elide::states::Refusal;
use crate::elide::states::provide::SplitCopy;
use crate::ir::{Function, IrModule, Undo, Value, shim};
use crate::options::SplitOptions;
use crate::passes::call_order::Order;
use crate::passes::driver::{model_of, plan_frame};
use crate::passes::inner_frames::Placed;
use crate::passes::planned::Planned;
use crate::passes::report::SplitCoroutine;
use crate::passes::state_elision::{StateElision, StateElisions};
use crate::passes::{await_size, resume_calls, spills};
use crate::read::{Awaits, size_queries};
use crate::{emit, read, verify};

/// Splits every function of `module` with awaits in it. `look` sees each once it is planned. The second result is what has become
/// of the calls of these functions.
///
/// # Errors
/// All problems of these functions.
pub fn split_all(
    module: IrModule,
    options: &SplitOptions,
    undo: &mut Undo,
    mut look: impl FnMut(&Planned),
) -> Result<(Vec<SplitCoroutine>, Vec<StateElision>), Vec<Diagnostic>> {
    let functions = functions_with_awaits(module, undo);
    let mut elisions = match options.elide {
        true => StateElisions::find(&functions, undo),
        false => StateElisions::default(),
    };
    let split = in_order(functions, options, &mut elisions, |options, planned, elisions| {
        let function = planned.canonical.shape.function;
        if elisions.memory_of(function).is_none() {
            look(planned);
            return split_one(options, planned).map(|(split, _)| Some(split));
        }
        let outcome = match StateElisions::fits(planned) {
            Ok(()) => Ok(split_copy(options, planned)?),
            Err(refusal) => Err(refusal),
        };
        elisions.settle(function, outcome);
        Ok(None)
    })?;
    let states = elisions.finish();
    if read::awaits::is_used(module) {
        resume_calls::replace(module, options, undo)?;
    }
    Ok((split, states))
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
    let functions = functions_with_awaits(module, undo);
    in_order(functions, options, &mut StateElisions::default(), |options, planned, _| {
        act(options, planned).map(Some)
    })
}

fn functions_with_awaits(module: IrModule, undo: &mut Undo) -> Vec<Function> {
    if !read::awaits::is_used(module) {
        return Vec::new();
    }
    let wanted = |f: &Function| !f.is_declaration() && read::awaits::has_await(*f);
    let functions: Vec<Function> = module.functions().into_iter().filter(wanted).collect();
    functions.iter().for_each(|&function| undo.touch(function));
    functions
}

/// Does `act` for each of `functions` and of the copies that `elisions` has made, in the order in which they need each other.
fn in_order<T>(
    mut functions: Vec<Function>,
    options: &SplitOptions,
    elisions: &mut StateElisions,
    mut act: impl FnMut(&SplitOptions, &Planned, &mut StateElisions) -> Result<Option<T>, Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    functions.extend(elisions.copies());
    // Whose size is asked for comes first: a buffer of that size is then one of a known size.
    let needs = [size_queries::dependencies(&functions), elisions.dependencies(&functions)].concat();
    let order = Order::bottom_up(functions.len(), &needs);
    let mut results: Vec<Option<T>> = functions.iter().map(|_| None).collect();
    let mut problems = Vec::new();
    for number in order.sequence {
        let function = functions[number];
        progress::working_on(&function.name());
        elisions.provide_in(function);
        await_size::resolve_known(function);
        let memory = elisions.memory_of(function);
        let planned = plan(function, memory, options);
        if memory.is_some() && planned.is_err() {
            // The original has the same problem, or its callers go on calling it.
            elisions.settle(function, Err(Refusal::NotSplit));
            continue;
        }
        match planned.and_then(|planned| planned.map(|planned| act(options, &planned, elisions)).transpose())
        {
            Ok(result) => results[number] = result.flatten(),
            Err(found) => problems.extend(found),
        }
    }
    progress::clear();
    if problems.is_empty() { Ok(results.into_iter().flatten().collect()) } else { Err(problems) }
}

/// Reads, analyses and lays out one function; `None` if no await is left in it. Its awaits fill `memory` of a caller, if there is
/// such.
fn plan(
    function: Function,
    memory: Option<Value>,
    options: &SplitOptions,
) -> Result<Option<Planned>, Vec<Diagnostic>> {
    let model = model_of(function, options)?;
    read::call_what_throws_nothing(function, &model);
    shim::remove_unreachable(function);
    let Some(found) = read::awaits::find_awaits(function, &model)? else { return Ok(None) };
    let found = Awaits { memory, ..found };
    let (canonical, model_map) = read::read_awaits(found, model, options)?;
    plan_frame(canonical, model_map, options).map(Some)
}

fn split_one(
    options: &SplitOptions,
    planned: &Planned,
) -> Result<(SplitCoroutine, Vec<Function>), Vec<Diagnostic>> {
    let spills = spills::plan(planned, options)?;
    let plan = planned.plan(options);
    let made = emit::awaits::emit_function(plan, &spills);
    verify::verify(&made.functions)?;
    log::debug!("'{}': frames of at most {} bytes", planned.model_map.coroutine.name, plan.frame.size);
    Ok((SplitCoroutine::new(plan, &Placed::default()), made.functions))
}

fn split_copy(options: &SplitOptions, planned: &Planned) -> Result<SplitCopy, Vec<Diagnostic>> {
    let (split, made) = split_one(options, planned)?;
    let (&function, continuations) = made.split_first().expect("the ramp is among them");
    // After them stand the bodies that they share.
    let continuations = continuations[..planned.canonical.awaits.len()].to_vec();
    Ok(SplitCopy { function, continuations, bytes: split.frame_bytes, align: split.frame_align })
}
