//! GC-aware coroutine splitting for LLVM.

pub mod analyse;
mod awaits;
mod elide;
pub mod error;
pub mod gc;
mod hidden;
pub mod index;
pub mod ir;
pub mod layout;
pub mod model;
pub mod options;
mod order;
mod plain;
pub mod plugin;
pub mod prepare;
pub mod progress;
pub mod read;
pub mod rewrite;
pub mod sizes;
pub mod verify;
pub mod warnings;

pub use error::{Diagnostic, Problem};
pub use options::SplitOptions;

use inkwell::module::Module;

use elide::Elisions;
use gc::Model;
use ir::{Attribute, Function, IrModule, Undo};
use layout::report::FrameReport;
use read::{Canonical, Found, Mirror, Shape};
use rewrite::SecondRamp;

/// What a split did, one entry for each coroutine, in module order.
#[derive(Clone, Debug, Default)]
pub struct SplitReport {
    /// The coroutines that were split.
    pub split: Vec<SplitCoroutine>,
    /// What is most likely a mistake ([`Problem::Warning`]).
    pub warnings: Vec<Diagnostic>,
    /// The coroutines that `marked_only` has left to LLVM's own split.
    pub left: Vec<String>,
}

/// One coroutine that was split.
#[derive(Clone, Debug)]
pub struct SplitCoroutine {
    /// The ramp's name.
    pub function: String,
    /// Bytes of the frame, a multiple of `frame_align`.
    pub frame_bytes: u64,
    /// Alignment of the frame in bytes.
    pub frame_align: u64,
    /// Words of the frame that hold tracked pointers at some time.
    pub tracked_words: usize,
    /// Number of suspend points.
    pub suspends: usize,
    /// The coroutines whose frames are a part of this one's, one entry for each call.
    pub elided: Vec<String>,
}

impl SplitCoroutine {
    /// What is told of a coroutine that was split by `plan`.
    fn new(plan: rewrite::Plan<'_>, elided: Vec<String>) -> Self {
        SplitCoroutine {
            function: plan.mirror.coroutine.name.clone(),
            frame_bytes: plan.frame.size,
            frame_align: plan.frame.align,
            tracked_words: plan.frame.tracked.words.len(),
            suspends: plan.canonical.suspends.len(),
            elided,
        }
    }
}

/// Answers the size queries of `module` (`gc.coro.size.*`), whose coroutines are split. Whether there were any.
///
/// # Errors
/// Queries for what is no coroutine, or not split yet.
pub fn resolve_sizes(module: &Module<'_>) -> Result<bool, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    sizes::resolve_all(unsafe { IrModule::new(module.as_mut_ptr()) })
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
    let module = unsafe { IrModule::new(module.as_mut_ptr()) };
    split_all(module, options).map_err(|found| {
        let is_defect = |d: &Diagnostic| matches!(d.problem, Problem::Internal { .. });
        // The module is as it was: what was wrong with it already is the user's to know.
        let broken = if found.iter().any(is_defect) { broken_input(module) } else { Vec::new() };
        if broken.is_empty() { found } else { broken }
    })
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
        verify::dialect::check(module, options.model.as_ref())?;
    }
    let warnings::Seen { mut warnings, left } = warnings::look(module, options)?;
    let other = warnings::other_collector(module);
    let mut undo = Undo::begin(module);
    let mut split = for_each_coroutine(module, options, &mut undo, |shape, role| {
        split(shape, role, options, |planned| {
            warnings.extend(warnings::lost_pointer(planned, options, &other));
            warnings.extend(hidden::addresses_in_variables(planned));
        })
    })?;
    if options.awaits {
        warnings.extend(warnings::awaits_of_others(module));
        let look = |planned: &Planned| warnings.extend(hidden::addresses_in_variables(planned));
        split.extend(awaits::split_all(module, options, &mut undo, look)?);
    }
    if options.strict && !warnings.is_empty() {
        return Err(warnings);
    }
    undo.keep();
    sizes::answer_known(module);
    drop_tail_marks(module, options);
    if options.awaits {
        awaits::drop_unused_declarations(module);
        prepare::hooks::release(module);
    }
    Ok(SplitReport { split, warnings, left })
}

/// Takes `tail` marks away that a collector's late lowering would believe: in each function of such a collector, as its roots may be
/// in a coroutine's frame next.
fn drop_tail_marks(module: IrModule, options: &SplitOptions) {
    let has_shadow_stack = |function: &Function| {
        let model = Model::of(*function, options.model.as_ref());
        model.is_ok_and(|model| model.rules.has_shadow_stack())
    };
    let defined = module.functions().into_iter().filter(|function| !function.is_declaration());
    defined.filter(has_shadow_stack).for_each(gc::tail_marks::drop_from);
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
    let tables = tables_of(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?;
    if json {
        Ok(serde_json::to_string_pretty(&tables).unwrap_or_default() + "\n")
    } else {
        Ok(tables.iter().map(FrameReport::to_text).collect::<Vec<_>>().join("\n"))
    }
}

fn tables_of(module: IrModule, options: &SplitOptions) -> Result<Vec<FrameReport>, Vec<Diagnostic>> {
    // Never kept. (LLVM's own copy of a module crashes on some addresses of blocks.)
    let mut undo = Undo::of_trial(module);
    let tables = for_each_coroutine(module, options, &mut undo, |shape, role| {
        let planned = plan(shape, options)?;
        let frame = &planned.frames.whole;
        let noalloc = if role.wants_noalloc && !frame.is_watched() {
            rewrite::noalloc::declare(&planned.canonical, frame)
        } else {
            None
        };
        planned.tell_size(options);
        Ok((planned.report(), noalloc))
    })?;
    let awaits = awaits::for_each(module, options, &mut undo, |options, planned| {
        planned.tell_size(options);
        Ok(planned.report())
    })?;
    Ok(tables.into_iter().chain(awaits).flatten().collect())
}

/// Whether LLVM's coro-early can run on `module`.
///
/// # Errors
/// The functions for which it would end the host.
pub(crate) fn check_for_coro_early(module: &Module<'_>) -> Result<(), Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    read::early::check(unsafe { IrModule::new(module.as_mut_ptr()) })
}

/// What a coroutine has to do with others.
struct Role {
    /// Callers can keep its frame in theirs.
    wants_noalloc: bool,
    /// The coroutines whose frames it has in its own.
    elided: Vec<Function>,
}

/// Does `act` for each coroutine of the module, callees first, unless the structure of one is wrong: then the others are
/// only looked at for further problems. `act` gives the coroutine's second ramp beside its result; the results come in
/// module order.
fn for_each_coroutine<T>(
    module: IrModule,
    options: &SplitOptions,
    undo: &mut Undo,
    mut act: impl FnMut(Shape, Role) -> Result<(T, Option<SecondRamp>), Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let found = find_coroutines(module, options, undo);
    let functions: Vec<Function> = found.iter().flatten().map(|shape| shape.function).collect();
    if functions.len() < found.len() {
        return Err(found.into_iter().flat_map(|shape| further_problems(shape, options)).collect());
    }
    let (mut elisions, order) = Elisions::find(&functions, &sizes::dependencies(&functions));
    let mut shapes: Vec<Option<Shape>> = found.into_iter().map(Result::ok).collect();
    let asks_for_sizes = sizes::is_used(module);
    let mut results: Vec<Option<T>> = shapes.iter().map(|_| None).collect();
    let mut problems: Vec<(usize, Vec<Diagnostic>)> = Vec::new();
    for number in order.sequence {
        let function = functions[number];
        let Some(shape) = shapes[number].take() else { continue };
        progress::working_on(&function.name());
        if asks_for_sizes {
            sizes::resolve_known(function);
        }
        let role = Role { wants_noalloc: elisions.want(function), elided: elisions.place_frames(function) };
        match act(shape, role) {
            Ok((result, noalloc)) => {
                results[number] = Some(result);
                noalloc.into_iter().for_each(|ramp| elisions.add(function, ramp));
            }
            Err(found) => problems.push((number, found)),
        }
    }
    progress::clear();
    problems.sort_by_key(|(number, _)| *number);
    let problems: Vec<Diagnostic> = problems.into_iter().flat_map(|(_, found)| found).collect();
    if problems.is_empty() { Ok(results.into_iter().flatten().collect()) } else { Err(problems) }
}

/// What is wrong with one coroutine, where some of the module are.
fn further_problems(shape: Result<Shape, Vec<Diagnostic>>, options: &SplitOptions) -> Vec<Diagnostic> {
    let planned = shape.and_then(|shape| {
        progress::working_on(&shape.function.name());
        plan(shape, options)
    });
    progress::clear();
    planned.err().unwrap_or_default()
}

/// The coroutines to split, all of them checked before any is touched.
fn find_coroutines(
    module: IrModule,
    options: &SplitOptions,
    undo: &mut Undo,
) -> Vec<Result<Shape, Vec<Diagnostic>>> {
    let has_awaits = read::awaits::is_used(module);
    let wanted = |f: &Function| {
        options.coroutines
            && !f.is_declaration()
            && f.has_attribute(Attribute::PRESPLIT)
            && (!options.marked_only || f.string_attribute("gc-coro").is_some())
            && !(has_awaits && read::awaits::has_await(*f))
    };
    let functions: Vec<Function> = module.functions().into_iter().filter(wanted).collect();
    if !has_awaits && !options.strict && plain::are_large_and_plain(&functions, options) {
        undo.renounce();
    }
    let mut shapes = Vec::new();
    for function in functions {
        progress::working_on(&function.name());
        undo.touch(function);
        if let Ok(model) = Model::of(function, options.model.as_ref()) {
            read::call_what_throws_nothing(function, &model);
        }
        ir::shim::remove_unreachable(function);
        match read::find(function) {
            Ok(Found::Coroutine(shape)) => {
                shape.await_wrappers().for_each(|wrapper| undo.touch(wrapper));
                shapes.push(Ok(*shape));
            }
            Ok(Found::Leftover) => function.remove_attribute(Attribute::PRESPLIT),
            Ok(Found::OtherLowering) => log::debug!("'{}' is of another lowering", function.name()),
            Err(found) => shapes.push(Err(found)),
        }
    }
    shapes
}

/// What was found out about a coroutine.
struct Planned {
    canonical: Canonical,
    mirror: Mirror,
    analysis: analyse::Analysis,
    frames: layout::Frames,
}

impl Planned {
    fn report(&self) -> Vec<FrameReport> {
        FrameReport::all(&self.mirror.coroutine, &self.frames, |value| self.mirror.name(value))
    }

    /// Answers the queries for the size of a coroutine that is not split, but only planned.
    fn tell_size(&self, options: &SplitOptions) {
        if sizes::is_answerable(self.canonical.shape.function) {
            rewrite::tell_size(self.plan(options));
        }
    }

    fn plan<'a>(&'a self, options: &'a SplitOptions) -> rewrite::Plan<'a> {
        rewrite::Plan {
            canonical: &self.canonical,
            mirror: &self.mirror,
            analysis: &self.analysis,
            frame: &self.frames.whole,
            each: &self.frames.each,
            options,
            noalloc: None,
        }
    }
}

fn model_of(function: Function, options: &SplitOptions) -> Result<Model, Vec<Diagnostic>> {
    let model = Model::of(function, options.model.as_ref());
    let fits = |model: &Model| model.check_sizes(function.module().data_layout());
    let model = model.and_then(|model| fits(&model).map(|()| model));
    model.map_err(|error| vec![read::diagnostic(function, None, Problem::BadModel { error })])
}

/// Reads, analyses and lays out one coroutine.
fn plan(shape: Shape, options: &SplitOptions) -> Result<Planned, Vec<Diagnostic>> {
    let function = shape.function;
    let model = model_of(function, options)?;
    read::check_transfers(&shape, &model)?;
    let (canonical, mirror) = read::read(shape, model, options)?;
    let planned = plan_frame(canonical, mirror, options)?;
    let frame = &planned.frames.whole;
    read::check_results_fit(&planned.canonical.shape, frame.size, frame.align)?;
    Ok(planned)
}

/// Analyses and lays out what was read.
fn plan_frame(
    canonical: Canonical,
    mirror: Mirror,
    options: &SplitOptions,
) -> Result<Planned, Vec<Diagnostic>> {
    let function = canonical.shape.function;
    read::activation::check(&canonical, &mirror)?;
    log::debug!("'{}': {} suspend points", mirror.coroutine.name, mirror.coroutine.suspends.len());
    let show = |(id, problem): (model::ValueId, fn(String) -> Problem)| {
        let value = mirror.values[id];
        let place = if value.is_instruction() { Some(value) } else { None };
        let problem = match problem(mirror.name(id)) {
            Problem::DynamicAllocaOutlivesSuspend { value: name } if sizes::depends_on_query(value) => {
                Problem::SizeDependsOnItself { value: name }
            }
            problem => problem,
        };
        read::diagnostic(function, place, problem)
    };
    let analysis = analyse::analyse(&mirror.coroutine)
        .map_err(|findings| findings.into_iter().map(|f| show((f.value, f.problem))).collect::<Vec<_>>())?;
    read::activation::check_frame(&mirror, &analysis, function)?;
    layout::limits::check(&mirror.coroutine, &analysis)
        .map_err(|excess| excess.into_iter().map(show).collect::<Vec<_>>())?;
    let frames = layout::lay_out_all(&mirror.coroutine, &analysis, options.layout_rules());
    Ok(Planned { canonical, mirror, analysis, frames })
}

fn split(
    shape: Shape,
    role: Role,
    options: &SplitOptions,
    look: impl FnOnce(&Planned),
) -> Result<(SplitCoroutine, Option<SecondRamp>), Vec<Diagnostic>> {
    let planned = plan(shape, options)?;
    look(&planned);
    let plan = planned.plan(options);
    let made = rewrite::rewrite(plan, role.wants_noalloc)?;
    verify::verify(&made.functions)?;
    log::debug!("'{}': a frame of {} bytes", planned.mirror.coroutine.name, plan.frame.size);
    let elided = role.elided.iter().map(|callee| callee.name()).collect();
    Ok((SplitCoroutine::new(plan, elided), made.noalloc))
}
