//! The functions that work on a module: one for each pass, and the split of one function.

use std::ffi::{c_char, c_void};
use std::mem::ManuallyDrop;

use gc_coro_core::layout::report::FrameReport;
use gc_coro_core::spill::report::SpillReport;
use inkwell::llvm_sys::prelude::{LLVMModuleRef, LLVMValueRef};
use inkwell::module::Module;

use crate::capi::call::{Call, Failure, Status, module};
use crate::capi::message::{Handler, Said, Severity, to_c};
use crate::diag::Diagnostic;
use crate::ir::{Function, Value};
use crate::options::{PrepareOptions, TableFormat, VerifyOptions};
use crate::passes::parameters::{
    CHECK_PLANS, GC, HELP, MARKED_ONLY, PACKING, Parameters, STRICT, Vocabulary,
};
use crate::passes::report::{SplitCoroutine, SplitReport};
use crate::passes::{
    await_size, coro_early, elide, landing_pads, mark, print_frames, print_spills, simplify, split,
};
use crate::plugin::{told, vocabulary};
use crate::{prepare, verify};

/// What the split of one function understands.
const OF_FUNCTION: Vocabulary =
    Vocabulary { switches: &[&PACKING, &MARKED_ONLY, &STRICT, &CHECK_PLANS, &HELP], settings: &[&GC] };

#[unsafe(no_mangle)]
extern "C" fn gc_coro_mark_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    let call = Call::new("gc_coro_mark_module", parameters, handler, context);
    call.run(vocabulary("gc-coro-mark"), |parameters| {
        let module = module(raw)?;
        if !parameters.check.0 {
            return Ok(mark::mark_coroutines(module, parameters.all).into());
        }
        let (changed, seen) = mark::mark_checked(module, parameters.all)?;
        tell_warnings(&call, &seen.warnings);
        Ok(changed.into())
    })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_prepare_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_prepare_module", parameters, handler, context).run(
        vocabulary("gc-coro-prepare"),
        |parameters| {
            let options = PrepareOptions {
                model: parameters.split.model.clone(),
                marks_only: parameters.marks_only,
                unwinding: parameters.unwinding,
                marked_only: parameters.split.marked_only,
            };
            Ok(prepare::prepare_module(module(raw)?, &options)?.into())
        },
    )
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_split_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    let call = Call::new("gc_coro_split_module", parameters, handler, context);
    call.run(vocabulary("gc-coro-split"), |parameters| {
        let module = module(raw)?;
        break_on_demand(parameters);
        let mut options = parameters.split.clone();
        let asked = told::asked(parameters, &mut options).map_err(Failure::Plain)?;
        let had_coro_early = parameters.coro_early && coro_early::run_before_split(module, &options)?;
        let report = split::split_module(module, &options)?;
        tell_report(&call, &report);
        // SAFETY: the module exists; it stays the host's (no drop).
        let of_host = ManuallyDrop::new(unsafe { Module::new(module.raw()) });
        if let Some(error) = asked.cannot_write(&of_host, &report.frames) {
            // The module is split already.
            call.listener.hear(Severity::Warning, &Said::plain(&error));
        }
        let has_split = !report.split.is_empty() || !report.states.is_empty();
        Ok((has_split || had_coro_early).into())
    })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_split_function(
    function: LLVMValueRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    let call = Call::new("gc_coro_split_function", parameters, handler, context);
    call.run(OF_FUNCTION, |parameters| {
        let report = split::split_functions(&[given_function(function)?], &parameters.split)?.report;
        tell_report(&call, &report);
        Ok((!report.split.is_empty()).into())
    })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_elide_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_elide_module", parameters, handler, context)
        .run(vocabulary("gc-coro-elide"), |parameters| {
            Ok(elide::elide_module(module(raw)?, &parameters.split).changed.into())
        })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_resolve_sizes(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_resolve_sizes", parameters, handler, context)
        .run(vocabulary("await-size"), |_| Ok(await_size::resolve_all(module(raw)?)?.into()))
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_simplify_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_simplify_module", parameters, handler, context)
        .run(vocabulary("gc-coro-simplify"), |_| Ok(simplify::simplify_alone(module(raw)?).into()))
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_separate_invokes(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_separate_invokes", parameters, handler, context)
        .run(vocabulary("gc-coro-landing-pads"), |parameters| {
            Ok(landing_pads::separate_invokes(module(raw)?, &parameters.split)?.into())
        })
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_verify_module(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> Status {
    Call::new("gc_coro_verify_module", parameters, handler, context).run(
        vocabulary("gc-coro-verify"),
        |parameters| {
            let options = VerifyOptions {
                model: parameters.split.model.clone(),
                strong: parameters.strong,
                is_final: parameters.is_final,
            };
            verify::check_module(module(raw)?, &options)?;
            Ok(Status::Unchanged)
        },
    )
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_frame_tables(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> *mut c_char {
    Call::new("gc_coro_frame_tables", parameters, handler, context).run(
        vocabulary("print<gc-coro-frames>"),
        |parameters| {
            let tables = print_frames::tables_of(module(raw)?, &parameters.split)?;
            Ok(to_c(&format_of(parameters).write(&tables, FrameReport::to_text)).into_raw())
        },
    )
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_spill_plans(
    raw: LLVMModuleRef,
    parameters: *const c_char,
    handler: Option<Handler>,
    context: *mut c_void,
) -> *mut c_char {
    Call::new("gc_coro_spill_plans", parameters, handler, context).run(
        vocabulary("print<gc-coro-spill-plan>"),
        |parameters| {
            let plans = print_spills::plans_of(module(raw)?, &parameters.split)?;
            Ok(to_c(&format_of(parameters).write(&plans, SpillReport::to_text)).into_raw())
        },
    )
}

fn format_of(parameters: &Parameters) -> TableFormat {
    if parameters.json { TableFormat::Json } else { TableFormat::Text }
}

/// The function that the host gave.
fn given_function(raw: LLVMValueRef) -> Result<Function, Failure> {
    if raw.is_null() {
        return Err(Failure::Plain("the function is null".to_owned()));
    }
    // SAFETY: the header asks for a value of a module that nobody else uses while the call lasts.
    let value = unsafe { Value::from_raw(raw) };
    value.as_function().ok_or_else(|| Failure::Plain("the value is no function".to_owned()))
}

fn tell_warnings(call: &Call, warnings: &[Diagnostic]) {
    warnings.iter().for_each(|found| call.listener.hear(Severity::Warning, &found.into()));
}

/// What a split did: a remark for each coroutine, then the warnings.
fn tell_report(call: &Call, report: &SplitReport) {
    for coroutine in &report.split {
        let said = Said::of_function(&coroutine.function, "CoroutineSplit", sentence(coroutine));
        call.listener.hear(Severity::Remark, &said);
    }
    tell_warnings(call, &report.warnings);
}

fn sentence(coroutine: &SplitCoroutine) -> String {
    format!(
        "split '{}': frame of {} bytes, alignment {}, tracked pointers: {}, suspend points: {}",
        coroutine.function,
        coroutine.frame_bytes,
        coroutine.frame_align,
        coroutine.tracked_words,
        coroutine.suspends
    )
}

/// `panic`, in a build for tests.
fn break_on_demand(parameters: &Parameters) {
    #[cfg(feature = "test-faults")]
    if parameters.panic {
        panic!("the fault that the test asked for");
    }
    let _ = parameters;
}
