//! What a pass does once the pass manager reaches it.

use std::ffi::c_void;
use std::io;
use std::io::Write;

use gc_coro_core::layout::report::FrameReport;
use gc_coro_core::spill::report::SpillReport;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::module::Module;

use crate::abi::names::attribute;
use crate::diag::Diagnostic;
use crate::ir::{HostAnalyses, IrModule};
use crate::options::{PrepareOptions, TableFormat, VerifyOptions};
use crate::passes::parameters::Parameters;
use crate::passes::{
    await_size, coro_early, elide, landing_pads, mark, print_frames, print_spills, simplify, split,
};
use crate::plugin::ffi;
use crate::plugin::remarks::{remark, remark_calls, remark_left, remark_state, remark_warning};
use crate::plugin::report::Finding;
use crate::plugin::told;
use crate::read;
use crate::{prepare, verify};

/// One run of a pass.
pub(super) struct Run<'a> {
    pub(super) module: &'a Module<'a>,
    pub(super) analyses: *mut c_void,
    pub(super) parameters: &'a Parameters,
}

/// What a pass says when it is done.
pub(super) struct Outcome {
    /// Whether the module may be another now.
    pub(super) changed: bool,
    /// All that was found in the module.
    pub(super) found: Vec<Finding>,
}

pub(super) type PassFunction = fn(&Run<'_>) -> Outcome;

impl Outcome {
    const UNCHANGED: Self = Self { changed: false, found: vec![] };

    fn changed(changed: bool) -> Self {
        Self { changed, found: vec![] }
    }

    fn problems(problems: &[Diagnostic]) -> Self {
        Self { changed: false, found: problems.iter().map(Finding::error).collect() }
    }
}

impl Run<'_> {
    fn table_format(&self) -> TableFormat {
        if self.parameters.json { TableFormat::Json } else { TableFormat::Text }
    }

    fn function_analyses(&self) -> HostAnalyses {
        // SAFETY: the analyses are the pass manager's, for this module and this run.
        unsafe {
            let module = self.module.as_mut_ptr().cast();
            HostAnalyses::new(ffi::gc_coro_shim_function_analyses(module, self.analyses))
        }
    }

    fn ir(&self) -> IrModule {
        // SAFETY: the pass manager lends the module for this run, and the handle does not outlive it.
        unsafe { IrModule::new(self.module.as_mut_ptr()) }
    }
}

/// `gc-coro-prepare`
pub(super) fn prepare(run: &Run<'_>) -> Outcome {
    let options = PrepareOptions {
        model: run.parameters.split.model.clone(),
        marks_only: run.parameters.marks_only,
        unwinding: run.parameters.unwinding,
        marked_only: run.parameters.split.marked_only,
    };
    match prepare::prepare_module(run.ir(), &options) {
        Ok(changed) => Outcome::changed(changed),
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// `gc-coro-mark`
pub(super) fn mark(run: &Run<'_>) -> Outcome {
    let changed = mark::mark_coroutines(run.ir(), run.parameters.all);
    if !run.parameters.check.0 {
        return Outcome::changed(changed);
    }
    match mark::check(run.ir()) {
        Ok(seen) => {
            seen.left.iter().for_each(|function| remark_left(run.module, function));
            seen.warnings.iter().for_each(|warning| remark_warning(run.module, warning));
            Outcome { changed, found: seen.warnings.iter().map(Finding::warning).collect() }
        }
        Err(diagnostics) => Outcome { changed, ..Outcome::problems(&diagnostics) },
    }
}

/// `gc-coro-simplify`
pub(super) fn simplify(run: &Run<'_>) -> Outcome {
    // The declarations of the dialect stay after the split: without them nothing has been made of an await.
    let is_used = read::awaits::is_used(run.ir());
    if is_used {
        simplify::simplify(run.ir(), run.function_analyses());
    }
    Outcome::changed(is_used)
}

/// `gc-coro-split`
pub(super) fn split(run: &Run<'_>) -> Outcome {
    #[cfg(feature = "test-faults")]
    fault(run);
    let marked_only = run.parameters.split.marked_only;
    // What comes into a pipeline by itself leaves the modules alone that have nothing for it.
    let mut options = run.parameters.split.clone();
    options.analyses = Some(run.function_analyses());
    let asked = match told::asked(run.parameters, &mut options) {
        Ok(asked) => asked,
        Err(text) => return Outcome { changed: false, found: vec![Finding::plain(&text)] },
    };
    let coro_early = run.parameters.coro_early && has_coroutine(run.module, marked_only);
    if coro_early {
        if let Err(diagnostics) = read::coro_early::check_can_run(run.ir()) {
            return Outcome::problems(&diagnostics);
        }
        // SAFETY: both are the pass manager's, for the time of this run, and nothing of the module is held.
        let module = unsafe {
            ffi::gc_coro_shim_coro_early(run.module.as_mut_ptr().cast(), run.analyses);
            IrModule::new(run.module.as_mut_ptr())
        };
        if marked_only {
            coro_early::forget_coroutines_of_others(module);
        }
    }
    let replaces_calls = options.awaits && read::awaits::is_used(run.ir());
    match split::split_module(run.ir(), &options) {
        Ok(report) => {
            report.split.iter().for_each(|coroutine| remark(run.module, coroutine));
            report.states.iter().for_each(|state| remark_state(run.module, state));
            report.left.iter().for_each(|function| remark_left(run.module, function));
            report.warnings.iter().for_each(|warning| remark_warning(run.module, warning));
            let warnings = report.warnings.iter().map(Finding::warning);
            let unwritten = asked.write(run.module, &report.frames);
            Outcome {
                changed: coro_early || replaces_calls || !report.split.is_empty(),
                found: warnings.chain(unwritten).collect(),
            }
        }
        Err(diagnostics) => Outcome { changed: coro_early, ..Outcome::problems(&diagnostics) },
    }
}

/// `gc-coro-elide`
pub(super) fn elide(run: &Run<'_>) -> Outcome {
    let report = elide::elide_module(run.ir(), &run.parameters.split);
    report.callers.iter().for_each(|(caller, elided)| remark_calls(run.module, caller, &elided.calls));
    Outcome::changed(report.changed)
}

/// `await-size`
pub(super) fn await_size(run: &Run<'_>) -> Outcome {
    match await_size::resolve_all(run.ir()) {
        Ok(changed) => Outcome::changed(changed),
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// `gc-coro-landing-pads`
pub(super) fn landing_pads(run: &Run<'_>) -> Outcome {
    match landing_pads::separate_invokes(run.ir(), &run.parameters.split) {
        Ok(changed) => Outcome::changed(changed),
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// `print<gc-coro-frames>`
pub(super) fn print_frames(run: &Run<'_>) -> Outcome {
    match print_frames::tables_of(run.ir(), &run.parameters.split) {
        Ok(tables) => print(&run.table_format().write(&tables, FrameReport::to_text)),
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// `print<gc-coro-spill-plan>`
pub(super) fn print_spills(run: &Run<'_>) -> Outcome {
    match print_spills::plans_of(run.ir(), &run.parameters.split) {
        Ok(plans) => print(&run.table_format().write(&plans, SpillReport::to_text)),
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// `gc-coro-verify`
pub(super) fn verify(run: &Run<'_>) -> Outcome {
    let options = VerifyOptions {
        model: run.parameters.split.model.clone(),
        strong: run.parameters.strong,
        is_final: run.parameters.is_final,
    };
    match verify::check_module(run.ir(), &options) {
        Ok(()) => Outcome::UNCHANGED,
        Err(diagnostics) => Outcome::problems(&diagnostics),
    }
}

/// Whether a split has anything to look at. Functions made by a split keep `"gc-coro"`, but are no coroutines.
fn has_coroutine(module: &Module<'_>, marked_only: bool) -> bool {
    let unsplit = Attribute::get_named_enum_kind_id("presplitcoroutine");
    module.get_functions().any(|function| {
        function.get_enum_attribute(AttributeLoc::Function, unsplit).is_some()
            && (!marked_only
                || function.get_string_attribute(AttributeLoc::Function, attribute::MARK).is_some())
    })
}

/// Prints to stdout. A reader that went away (`| head`) is no problem of the module.
pub(super) fn print(text: &str) -> Outcome {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Outcome {
            changed: false,
            found: vec![Finding::plain(&format!("cannot write to stdout: {error}"))],
        },
        _ => Outcome::UNCHANGED,
    }
}

#[cfg(feature = "test-faults")]
fn fault(run: &Run<'_>) {
    if run.parameters.panic {
        let function = run.module.get_first_function().map(|function| function.get_name().to_owned());
        crate::diag::progress::working_on(&function.unwrap_or_default().to_string_lossy());
        panic!("the fault that the test asked for");
    }
}
