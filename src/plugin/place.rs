//! `gc-coro-split` among the passes on SCCs of the call graph, where LLVM's own coro-split stands (shim/place.cpp).

use std::ffi::c_void;
use std::mem::ManuallyDrop;

use inkwell::module::Module;

use crate::elide;
use crate::gc::Model;
use crate::ir::{Attribute, Function, HostAnalyses, Value};
use crate::passes::parameters::{Level, Parameters};
use crate::passes::{driver, split};
use crate::plugin::element::{self, Registration};
use crate::plugin::ffi::{self, Text};
use crate::plugin::passes::{IN_PLACE, PASSES, SPLIT};
use crate::plugin::remarks::{remark, remark_calls, remark_warning};
use crate::plugin::report::{Finding, report};
use crate::plugin::standard::{Phase, in_environment};
use crate::plugin::{guard, refuse, told};

/// Set to `0`, it does the same as the option `-gc-coro-elide=false`.
const ELIDE: &str = "GC_CORO_ELIDE";

/// Set to anything but `0`, it does the same as the option `-gc-coro-check-elision`.
const CHECK_ELISION: &str = "GC_CORO_CHECK_ELISION";

/// No optimisation level, as in shim/plugin.h.
const NO_LEVEL: u32 = 6;

fn name() -> &'static str {
    PASSES[SPLIT].name
}

fn add(parameters: &Parameters, manager: *mut c_void, builder: *mut c_void, phase: u32) {
    let text = element::canonical(name(), IN_PLACE, parameters);
    let level = parameters.simplify.map_or(NO_LEVEL, |level| level as u32);
    // SAFETY: LLVM handed us both for the time of the callback that we are in; the shim copies the text.
    unsafe { ffi::gc_coro_shim_add_split_in_place(manager, builder, text.as_str().into(), level, phase) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_parse_call_graph_element(
    state: *mut c_void,
    element: Text,
    manager: *mut c_void,
    builder: *mut c_void,
) -> bool {
    guard::guarded_or(false, || {
        // SAFETY: the state is that of gc_coro_new_registration, not dropped yet; the text is there for the time of the call.
        let (state, text) = unsafe { (state.cast::<Registration>().as_ref(), element.as_str()) };
        match element::parse(&text, name(), IN_PLACE) {
            None => false,
            Some(Ok(parameters)) => {
                add(&parameters, manager, builder, 0);
                true
            }
            Some(Err(error)) => {
                if let Some(state) = state {
                    state.complain(name(), IN_PLACE, &error);
                }
                false
            }
        }
    })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_extend_call_graph_pipeline(
    manager: *mut c_void,
    builder: *mut c_void,
    level: u32,
    phase: u32,
) {
    guard::guarded_or((), || {
        let Some(&level) = Level::ALL.get(level as usize).filter(|level| **level != Level::O0) else {
            return;
        };
        let mut parameters = Parameters { simplify: Some(level), ..Parameters::default() };
        parameters.split.marked_only = true;
        // SAFETY: an LLVM of our major is there, for it called us; the option is read, not written.
        parameters.split.elide = in_environment(ELIDE) != Some(false) && unsafe { ffi::gc_coro_shim_elide() };
        // SAFETY: as above.
        parameters.split.check_elision =
            in_environment(CHECK_ELISION) == Some(true) || unsafe { ffi::gc_coro_shim_check_elision() };
        // The link imports coroutines while they are whole. But where it has no plugin, LLVM's split takes them, and no collector
        // can trust frames of that one.
        parameters.managed_only = Phase::of(phase) == Phase::ThinPreLink;
        add(&parameters, manager, builder, phase);
    })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_split_pass() -> u32 {
    SPLIT as u32
}

/// The function that the shim names.
///
/// # Safety
/// `raw` is an `llvm::Function` that exists as long as the handle.
unsafe fn function(raw: *mut c_void) -> Option<Function> {
    // SAFETY: by the caller.
    unsafe { Value::from_raw(raw.cast()) }.as_function()
}

/// The parameters in the text that [`add`] made.
fn parameters(element: &str) -> Parameters {
    let parameters = element::parse(element, name(), IN_PLACE).expect("the text that was made for this pass");
    parameters.expect("canonical parameters")
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_has_work(element: Text, raw: *mut c_void) -> bool {
    guard::guarded_or(false, || {
        // SAFETY: the function is LLVM's, for the time of this call.
        let Some(function) = (unsafe { function(raw) }) else { return false };
        // SAFETY: the pass object of the shim owns the text while it runs.
        let text = unsafe { element.as_str() };
        if function.has_attribute(Attribute::PRESPLIT) {
            return is_wanted(function, &parameters(&text));
        }
        elide::may_elide_calls(function) && elides(&parameters(&text))
    })
}

/// Whether the pass splits `function`.
fn is_wanted(function: Function, parameters: &Parameters) -> bool {
    let is_managed =
        || Model::of(function, parameters.split.model.as_ref()).is_ok_and(|model| model.is_managed());
    driver::is_wanted(function, &parameters.split) && (!parameters.managed_only || is_managed())
}

/// Whether the pass keeps frames in those of their callers. Before a link that imports functions it does not: the callers are not
/// final.
fn elides(parameters: &Parameters) -> bool {
    parameters.split.elide && !parameters.managed_only
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_do_early_work(element: Text, raw: *mut c_void, work: *mut c_void) -> bool {
    // SAFETY: the function is LLVM's, for the time of this call.
    let Some(function) = (unsafe { function(raw) }) else { return false };
    guard::guarded_or(true, || {
        // SAFETY: the pass object of the shim owns the text while it runs.
        let parameters = parameters(&unsafe { element.as_str() });
        // SAFETY: the pass manager lends the module for this run; it stays the owner (no drop).
        let module = ManuallyDrop::new(unsafe { Module::new(function.module().raw()) });
        elides(&parameters) && elide_in(function, &module, &parameters, work, true)
    })
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_do_work(
    element: Text,
    raw: *mut c_void,
    analyses: *mut c_void,
    work: *mut c_void,
) -> bool {
    // SAFETY: the function is LLVM's, for the time of this call.
    let Some(function) = (unsafe { function(raw) }) else { return false };
    let module = function.module().raw();
    let result = guard::guarded(|| {
        // SAFETY: the pass object of the shim owns the text while it runs.
        let parameters = parameters(&unsafe { element.as_str() });
        // SAFETY: the pass manager lends the module for this run; it stays the owner (no drop).
        let module = ManuallyDrop::new(unsafe { Module::new(module) });
        // SAFETY: the analyses are those of the pass manager that runs this pass.
        let analyses = unsafe { HostAnalyses::new(analyses) };
        work_on(function, &module, &parameters, analyses, work)
    });
    result.unwrap_or_else(|panic| {
        // SAFETY: as above. A panic here cannot be reported.
        let _ = guard::guarded(|| unsafe { report(module.cast(), name(), &[Finding::plain(&panic)]) });
        true
    })
}

/// Keeps frames of coroutines in `function`, and splits it if it is one. Whether it has changed.
fn work_on(
    function: Function,
    module: &Module<'_>,
    parameters: &Parameters,
    analyses: HostAnalyses,
    work: *mut c_void,
) -> bool {
    let is_coroutine = function.has_attribute(Attribute::PRESPLIT);
    let is_elided = elides(parameters) && elide_in(function, module, parameters, work, false);
    if !is_coroutine {
        return is_elided;
    }
    let mut options = parameters.split.clone();
    options.analyses = Some(analyses);
    options.awaits = false;
    let asked = match told::asked(parameters, &mut options) {
        Ok(asked) => asked,
        Err(text) => {
            tell(module, &[Finding::plain(&text)]);
            return is_elided;
        }
    };
    match split::split_functions(&[function], &options) {
        Ok(done) => {
            done.changed.iter().for_each(|&changed| note_changed(work, changed));
            done.made.iter().for_each(|&(made, of)| note_made(work, made, of));
            done.report.split.iter().for_each(|coroutine| remark(module, coroutine));
            done.report.warnings.iter().for_each(|warning| remark_warning(module, warning));
            let unwritten = asked.write(module, &done.report.frames);
            let found = done.report.warnings.iter().map(Finding::warning).chain(unwritten);
            tell(module, &found.collect::<Vec<_>>());
        }
        Err(diagnostics) => {
            let found: Vec<Finding> = diagnostics.iter().map(Finding::error).collect();
            tell(module, &found);
            refuse::empty(function);
        }
    }
    true
}

/// Takes out of memory what `function` need not have there, frames of other coroutines among it. Whether anything has changed.
/// `is_early`: LLVM's passes have not simplified it yet, so that what is not elided now may be elided later.
fn elide_in(
    function: Function,
    module: &Module<'_>,
    parameters: &Parameters,
    work: *mut c_void,
    is_early: bool,
) -> bool {
    let is_coroutine = function.has_attribute(Attribute::PRESPLIT);
    let mut is_changed = false;
    if is_coroutine {
        let promoted = elide::promote_all_awaiters(function);
        promoted
            .awaits
            .iter()
            .filter_map(|found| found.wrapper)
            .for_each(|wrapper| note_changed(work, wrapper));
        is_changed = promoted.has_changed;
    }
    let elided = elide::elide_calls(function, &parameters.split);
    // The function calls them, and they refer to nothing that it does not reach.
    elided.second_ramps.iter().for_each(|&(_, second)| note_made(work, second, function));
    elided.instrumented.iter().for_each(|&cleanup| note_changed(work, cleanup));
    // Of a ramp or a clone that was told when it was one coroutine.
    let is_told = is_early || !is_coroutine && function.is_marked();
    let new = elided.calls.iter().filter(|call| !is_told || call.reason.is_none());
    remark_calls(module, &function.name(), new);
    is_changed | elided.changed
}

fn note_made(work: *mut c_void, made: Function, of: Function) {
    // SAFETY: the shim's own object, for the time of a call of gc_coro_do_work.
    unsafe { ffi::gc_coro_shim_made(work, made.as_value().raw().cast(), of.as_value().raw().cast()) }
}

fn note_changed(work: *mut c_void, changed: Function) {
    // SAFETY: as above.
    unsafe { ffi::gc_coro_shim_changed(work, changed.as_value().raw().cast()) }
}

fn tell(module: &Module<'_>, found: &[Finding]) {
    if !found.is_empty() {
        // SAFETY: the module is the pass manager's; nothing of it is held.
        unsafe { report(module.as_mut_ptr().cast(), name(), found) }
    }
}
