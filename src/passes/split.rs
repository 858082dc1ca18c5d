//! Splits the coroutines of a module.

use std::cell::LazyCell;
use std::ops::Deref;

use crate::diag::{Diagnostic, Problem};
use crate::emit::{self, Activation, Made, SecondRamp};
use crate::gc::{self, Model};
use crate::ir::{Attribute, Function, IrModule, Undo};
use crate::options::SplitOptions;
use crate::passes::driver::{self, Role, for_each_coroutine, plan};
use crate::passes::planned::Planned;
use crate::passes::report::{SplitCoroutine, SplitReport};
use crate::passes::{await_size, hidden_addresses, resume_calls, spills, split_awaits, warnings};
use crate::prepare;
use crate::read::{self, Shape, size_queries};
use crate::verify;

/// Splits every switch-resumed coroutine of `module` in place.
///
/// # Errors
/// All problems of the module, which is then as it was before: nothing of it is split. (Of very large coroutines in
/// which there is nothing that could be refused no copy is kept: if a defect of the split itself is found in such,
/// [`Problem::Internal`], the module is not to be used any more.)
pub fn split_module(module: IrModule, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    split_all(module, options).map_err(|found| {
        // The module is as it was: what was wrong with it already is the user's to know.
        let broken = if found.iter().any(is_defect) { broken_input(module) } else { Vec::new() };
        if broken.is_empty() { found } else { broken }
    })
}

fn is_defect(found: &Diagnostic) -> bool {
    matches!(found.problem, Problem::Internal { .. } | Problem::BadPlan { .. })
}

/// What no coroutine of a valid module has.
fn broken_input(module: IrModule) -> Vec<Diagnostic> {
    let is_split = |f: &Function| f.has_attribute(Attribute::PRESPLIT) || read::awaits::has_await(*f);
    let functions: Vec<Function> =
        module.functions().into_iter().filter(|f| !f.is_declaration() && is_split(f)).collect();
    verify::broken_input(&functions)
}

fn split_all(module: IrModule, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    if options.awaits {
        read::awaits::rules::check_functions(module, options.model.as_ref())?;
    }
    let warnings::Seen { mut warnings, left } = warnings::find_warnings(module, options)?;
    let other = LazyCell::new(|| warnings::other_collector(module));
    let mut undo = Undo::begin(module);
    let wanted = driver::candidates(module, options);
    let asks_for_sizes = size_queries::is_used(module);
    let mut frames = Vec::new();
    let split = for_each_coroutine(&wanted, asks_for_sizes, options, &mut undo, |shape, role| {
        split(shape, role, options, |planned| {
            warnings.extend(seen_in_frame(planned, options, &other));
            frames.extend(told_of(planned, options));
        })
    })?;
    let second_ramps: Vec<SecondRamp> = split.iter().filter_map(|made| made.second).collect();
    let mut split: Vec<SplitCoroutine> = split.into_iter().map(|made| made.report).collect();
    let mut states = Vec::new();
    if options.awaits {
        warnings.extend(warnings::awaits_of_others(module));
        let look = |planned: &Planned| {
            warnings.extend(hidden_addresses::addresses_in_variables(planned));
            warnings.extend(warnings::large_frame(planned, options));
            frames.extend(told_of(planned, options));
        };
        let (functions, of_calls) = split_awaits::split_all(module, options, &mut undo, look)?;
        split.extend(functions);
        states = of_calls;
    }
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    undo.keep();
    drop_unused(&second_ramps);
    await_size::answer_known(module);
    drop_tail_marks(module.functions().into_iter(), options);
    if options.awaits {
        resume_calls::drop_unused_declarations(module);
        prepare::hooks::release(module);
    }
    Ok(SplitReport { split, states, warnings, frames, left })
}

/// What a split of given functions did.
#[derive(Debug)]
pub struct SplitOfFunctions {
    /// What can be told of it.
    pub report: SplitReport,
    /// The functions that were made, each with the one that it was made of and that refers to it: a coroutine, or one before it in
    /// this list.
    #[cfg_attr(feature = "llvm16-0", expect(dead_code, reason = "LLVM 16 has no pass on SCCs"))]
    pub made: Vec<(Function, Function)>,
    /// All other functions that have changed.
    #[cfg_attr(feature = "llvm16-0", expect(dead_code, reason = "LLVM 16 has no pass on SCCs"))]
    pub changed: Vec<Function>,
}

/// Splits those of `functions` that are switch-resumed coroutines in place. The rest of the module is not looked at.
///
/// # Errors
/// All problems of these functions, which are then as they were before.
pub fn split_functions(
    functions: &[Function],
    options: &SplitOptions,
) -> Result<SplitOfFunctions, Vec<Diagnostic>> {
    split_each(functions, options).map_err(|found| {
        let broken = if found.iter().any(is_defect) { verify::broken_input(functions) } else { Vec::new() };
        if broken.is_empty() { found } else { broken }
    })
}

fn split_each(functions: &[Function], options: &SplitOptions) -> Result<SplitOfFunctions, Vec<Diagnostic>> {
    let wanted: Vec<Function> = functions
        .iter()
        .copied()
        .filter(|&f| driver::is_wanted(f, options) && !read::awaits::has_await(f))
        .collect();
    let mut warnings: Vec<Diagnostic> = functions.iter().filter_map(|&f| warnings::not_presplit(f)).collect();
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    let Some(module) = wanted.first().map(|function| function.module()) else {
        return Ok(SplitOfFunctions {
            report: SplitReport { warnings, ..SplitReport::default() },
            made: Vec::new(),
            changed: Vec::new(),
        });
    };
    warnings.extend(wanted.iter().flat_map(|&f| warnings::misspelt_names(f, options)));
    let other = LazyCell::new(|| warnings::other_collector(module));
    let mut undo = Undo::begin_of(module, &wanted);
    // Whether anybody asks, the whole module would have to be looked at for.
    let mut frames = Vec::new();
    let split = for_each_coroutine(&wanted, true, options, &mut undo, |shape, role| {
        split(shape, role, options, |planned| {
            warnings.extend(seen_in_frame(planned, options, &other));
            frames.extend(told_of(planned, options));
        })
    })?;
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    let is_ramp = |function: &Function| split.iter().any(|made| made.functions[0] == *function);
    let changed: Vec<Function> = undo.touched().filter(|function| !is_ramp(function)).collect();
    undo.keep();
    split.iter().for_each(|made| await_size::answer_queries_of(made.functions[0]));
    let made: Vec<(Function, Function)> = split.iter().flat_map(Split::made).collect();
    drop_tail_marks(wanted.iter().copied().chain(made.iter().map(|(function, _)| *function)), options);
    let report = SplitReport {
        split: split.into_iter().map(|made| made.report).collect(),
        states: Vec::new(),
        warnings,
        frames,
        left: Vec::new(),
    };
    Ok(SplitOfFunctions { report, made, changed })
}

/// What a report tells of one coroutine, if there is one.
fn told_of(planned: &Planned, options: &SplitOptions) -> Vec<gc_coro_report::Coroutine> {
    if options.report { planned.describe(driver::layout_rules(options)) } else { Vec::new() }
}

/// The warnings about what the frame of one coroutine holds.
fn seen_in_frame(
    planned: &Planned,
    options: &SplitOptions,
    other: &impl Deref<Target = Option<(String, Model)>>,
) -> Vec<Diagnostic> {
    let lost = warnings::lost_pointer(planned, options, other);
    let unreleased =
        read::owned_references::unreleased(&planned.canonical, &planned.model_map, &planned.analysis);
    let large = warnings::large_frame(planned, options);
    let hidden = hidden_addresses::addresses_in_variables(planned);
    lost.into_iter().chain(hidden).chain(unreleased).chain(large).collect()
}

/// Takes `tail` marks away that a collector's late lowering would believe: in each of `functions` of such a collector, as its roots may
/// be in a coroutine's frame next.
fn drop_tail_marks(functions: impl Iterator<Item = Function>, options: &SplitOptions) {
    for function in functions.filter(|function| !function.is_declaration()) {
        let Ok(model) = Model::of(function, options.model.as_ref()) else { continue };
        if model.has_shadow_stack {
            gc::tail_marks::drop_from(function, &model);
        }
    }
}

/// One coroutine that was split.
struct Split {
    report: SplitCoroutine,
    /// The ramp first.
    functions: Vec<Function>,
    /// The second ramp, which is among the functions.
    second: Option<SecondRamp>,
    activations: Vec<Activation>,
}

impl Split {
    /// The functions that were made, each with the one that it was made of.
    fn made(&self) -> impl Iterator<Item = (Function, Function)> {
        let of = |function: Function| {
            let clone = self.activations.iter().find(|made| made.function == function).map(|made| made.clone);
            clone.unwrap_or(self.functions[0])
        };
        self.functions[1..].iter().map(move |&function| (function, of(function)))
    }
}

/// Deletes the second ramps that nothing calls, and that LLVM is not told of.
fn drop_unused(second_ramps: &[SecondRamp]) {
    let untold = second_ramps.iter().filter(|second| second.has_gc_map).map(|second| second.function);
    untold.filter(|function| !function.as_value().has_uses()).for_each(Function::delete);
}

fn split(
    shape: Shape,
    role: Role,
    options: &SplitOptions,
    look: impl FnOnce(&Planned),
) -> Result<(Split, Option<SecondRamp>), Vec<Diagnostic>> {
    let planned = plan(shape, options)?;
    look(&planned);
    let spills = spills::plan(&planned, options)?;
    let plan = planned.plan(options);
    let made = emit::emit_coroutine(plan, &spills, role.wants_noalloc(plan.frame.has_gc_map()));
    // Other models have no call of gc.coro.own: it was refused.
    if planned.canonical.model.counts_references() {
        made.functions.iter().copied().for_each(read::owned_references::lower);
    }
    verify::verify(&made.functions)?;
    log::debug!("'{}': a frame of {} bytes", planned.model_map.coroutine.name, plan.frame.size);
    let report = SplitCoroutine::new(plan, &role.placed);
    let Made { functions, noalloc: second, activations } = made;
    Ok((Split { report, functions, second, activations }, second))
}
