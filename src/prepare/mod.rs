//! Makes functions with awaits, and coroutines that exceptions leave, safe from all other passes until they are split.
//!
//! In comes a module as a frontend made it; out goes one that means the same, and that LLVM's own passes do not
//! misunderstand. To them an await is a call that returns once, on one of two paths. What is not true then has to be said:
//!
//! | what a pass would get wrong | what is done | file |
//! |---|---|---|
//! | inlines the function; takes two awaits for one; drops the return value; asks only once for the task | `presplitcoroutine noinline "gc-coro"`, `nomerge` and the self operand on each await | [`marks`] |
//! | believes that arguments are not kept, that callers' memory stays as it is, that the function only reads | such facts are dropped, at calls too | [`stale_attributes`] |
//! | moves loads of the caller's memory after the await, where that memory is gone | the memory is copied at entry | [`callers_memory`] |
//! | believes that an object is private while a continuation can change it | `gc.coro.share` after its allocation, in callees too, which may be inlined | [`share`] |
//! | drops the runtime's functions, which only attributes name | `llvm.compiler.used`, until the split | [`hooks`] |
//!
//! Of a coroutine (`llvm.coro.*`) they do not know that it is at its final suspend point once an exception has left it:
//! [`unwinding`] puts a suspend point there.
//!
//! [`reachability`] says what runs after an await. All of it can be done again without harm.

mod callers_memory;
pub mod hooks;
mod marks;
mod reachability;
mod share;
mod stale_attributes;
mod unwinding;

use crate::abi::names::call;
use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::ir::{Attribute, Function, IrModule, Value};
use crate::options::PrepareOptions;
use crate::read::awaits::rules;
use crate::read::awaits::{is_call_of, is_used, named_instead};
use crate::read::diagnostic;

use crate::prepare::reachability::Reach;

/// Prepares every function of `module` with awaits, and coroutines that an exception may leave. Whether there are any.
///
/// # Errors
/// Calls of the dialect that are wrong by themselves; memory of a caller that has to be copied, and nobody says what is in
/// it. The module is then as it was.
pub fn prepare_module(module: IrModule, options: &PrepareOptions) -> Result<bool, Vec<Diagnostic>> {
    let has_awaits = is_used(module) && prepare_awaits(module, options)?;
    Ok(prepare_coroutines(module, options) || has_awaits)
}

fn prepare_coroutines(module: IrModule, options: &PrepareOptions) -> bool {
    let is_unsplit = |f: &Function| {
        !f.is_declaration() && f.has_attribute(Attribute::PRESPLIT) && (!options.marked_only || f.is_marked())
    };
    if !options.unwinding {
        return false;
    }
    let unsplit: Vec<Function> = module.functions().into_iter().filter(is_unsplit).collect();
    let mut is_any_prepared = false;
    for function in unsplit {
        is_any_prepared |= unwinding::suspend_before_unwinding(function);
    }
    is_any_prepared
}

fn prepare_awaits(module: IrModule, options: &PrepareOptions) -> Result<bool, Vec<Diagnostic>> {
    let mut awaiting: Vec<(Function, Vec<Value>)> = Vec::new();
    for function in module.functions().into_iter().filter(|f| !f.is_declaration()) {
        let awaits: Vec<Value> =
            function.instructions().into_iter().filter(|&call| is_call_of(call, call::AWAIT)).collect();
        if !awaits.is_empty() {
            awaiting.push((function, awaits));
        }
    }
    if options.marks_only {
        awaiting.iter().for_each(|(function, _)| marks::restore(*function));
        return Ok(!awaiting.is_empty());
    }
    let models = check_awaits(module, &awaiting, options)?;
    for ((function, awaits), model) in awaiting.iter().zip(&models) {
        marks::mark(*function, awaits);
        hooks::keep(*function);
        stale_attributes::drop_facts(*function);
        callers_memory::copy_arguments(*function, model, &Reach::of(*function, awaits));
    }
    share::share_objects(&awaiting);
    Ok(!awaiting.is_empty())
}

/// The models of the functions with awaits.
///
/// # Errors
/// All that keeps the module from being prepared; nothing is changed.
fn check_awaits(
    module: IrModule,
    awaiting: &[(Function, Vec<Value>)],
    options: &PrepareOptions,
) -> Result<Vec<Model>, Vec<Diagnostic>> {
    let mut problems = rules::check_calls(module, options.model.as_ref());
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut models = Vec::new();
    for (function, awaits) in awaiting {
        let is_inlined = |call: &&Value| !function.is_marked() && named_instead(**call).is_some();
        problems.extend(awaits.iter().filter(is_inlined).map(|&call| {
            let callee = call.called_function().map(Function::name).unwrap_or_default();
            diagnostic(*function, Some(call), Problem::OutsideCoroutine { callee })
        }));
        match Model::of(*function, options.model.as_ref()) {
            Ok(model) => {
                problems.extend(callers_memory::check_arguments(
                    *function,
                    &model,
                    &Reach::of(*function, awaits),
                ));
                models.push(model);
            }
            Err(error) => problems.push(diagnostic(*function, None, Problem::BadModel { error })),
        }
    }
    if problems.is_empty() { Ok(models) } else { Err(problems) }
}
