//! Finds the coroutines of a module and brings each through the stages up to its spill plan, callees before callers.

use gc_coro_core::analysis::{self, FindingKind, Location};
use gc_coro_core::layout::limits::Limit;
use gc_coro_core::layout::{self, Maps, Rules};
use gc_coro_core::model::{Unstorable, ValueId};

use crate::diag::{Diagnostic, Problem, progress};
use crate::emit::SecondRamp;
use crate::gc::Model;
use crate::ir::{self, Attribute, Function, IrModule, Undo};
use crate::options::{Fault, SplitOptions};
use crate::passes::inner_frames::{InnerFrames, Placed};
use crate::passes::planned::Planned;
use crate::passes::{await_size, spills, undo_policy};
use crate::read::{self, Canonical, Found, ModelMap, Shape, size_queries};

/// What a coroutine has to do with others.
pub struct Role {
    /// Whether callers can keep its frame in theirs, without and with pointers in it that a collector finds.
    wants_noalloc: [bool; 2],
    /// The coroutines whose frames it has in its own.
    pub placed: Placed,
}

impl Role {
    /// Whether the coroutine needs a second ramp. `has_gc_map`: a collector finds pointers in its frame.
    pub fn wants_noalloc(&self, has_gc_map: bool) -> bool {
        self.wants_noalloc[usize::from(has_gc_map)]
    }
}

/// Does `act` for each of `candidates` that is a coroutine, callees first, unless the structure of one is wrong: then the
/// others are only looked at for further problems. `act` gives the coroutine's second ramp beside its result; the results come
/// in the order of the candidates. `asks_for_sizes`: some of them may ask for the size of a frame.
pub fn for_each_coroutine<T>(
    candidates: &[Function],
    asks_for_sizes: bool,
    options: &SplitOptions,
    undo: &mut Undo,
    mut act: impl FnMut(Shape, Role) -> Result<(T, Option<SecondRamp>), Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let found = read_shapes(candidates, options, undo);
    let functions: Vec<Function> = found.iter().flatten().map(|shape| shape.function).collect();
    if functions.len() < found.len() {
        return Err(found.into_iter().flat_map(|shape| further_problems(shape, options)).collect());
    }
    let needs = size_queries::dependencies(&functions);
    let (mut inner_frames, order) = InnerFrames::find(&functions, &needs, options);
    let mut shapes: Vec<Option<Shape>> = found.into_iter().map(Result::ok).collect();
    let mut results: Vec<Option<T>> = shapes.iter().map(|_| None).collect();
    let mut problems: Vec<(usize, Vec<Diagnostic>)> = Vec::new();
    for number in order.sequence {
        let function = functions[number];
        let Some(mut shape) = shapes[number].take() else { continue };
        progress::working_on(&function.name());
        if asks_for_sizes && await_size::resolve_known(function) {
            // What was found in it before may be gone.
            inner_frames.find_again(function, options);
            match find_shape(function, undo) {
                Some(Ok(found)) => shape = found,
                Some(Err(found)) => {
                    problems.push((number, found));
                    continue;
                }
                None => continue,
            }
        }
        let role = Role {
            wants_noalloc: [false, true].map(|has_gc_map| inner_frames.want(function, has_gc_map)),
            placed: inner_frames.place(function, options),
        };
        match act(shape, role) {
            Ok((result, noalloc)) => {
                results[number] = Some(result);
                noalloc.into_iter().for_each(|ramp| inner_frames.add(function, ramp));
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
        let planned = plan(shape, options)?;
        spills::plan(&planned, options)
    });
    progress::clear();
    planned.err().unwrap_or_default()
}

/// The functions of `module` that may be coroutines to split.
pub fn candidates(module: IrModule, options: &SplitOptions) -> Vec<Function> {
    let has_awaits = read::awaits::is_used(module);
    let wanted = |f: &Function| is_wanted(*f, options) && !(has_awaits && read::awaits::has_await(*f));
    module.functions().into_iter().filter(wanted).collect()
}

/// Whether `function` may be a coroutine that the split is asked for. (One with awaits is not.)
pub fn is_wanted(function: Function, options: &SplitOptions) -> bool {
    options.coroutines
        && !function.is_declaration()
        && function.has_attribute(Attribute::PRESPLIT)
        && (!options.marked_only || function.is_marked())
}

/// The structure of each coroutine among `candidates`, all of them checked before any is touched.
fn read_shapes(
    candidates: &[Function],
    options: &SplitOptions,
    undo: &mut Undo,
) -> Vec<Result<Shape, Vec<Diagnostic>>> {
    let may_refuse = options.strict
        || options.awaits && candidates.first().is_some_and(|f| read::awaits::is_used(f.module()));
    if !may_refuse && undo_policy::are_large_and_plain(candidates, options) {
        undo.renounce();
    }
    let mut shapes = Vec::new();
    for &function in candidates {
        progress::working_on(&function.name());
        undo.touch(function);
        if let Ok(model) = Model::of(function, options.model.as_ref()) {
            read::call_what_throws_nothing(function, &model);
        }
        ir::shim::remove_unreachable(function);
        shapes.extend(find_shape(function, undo));
    }
    shapes
}

/// The structure of `function`; `None` if it is no coroutine that this split is for.
fn find_shape(function: Function, undo: &mut Undo) -> Option<Result<Shape, Vec<Diagnostic>>> {
    match read::find(function) {
        Ok(Found::Coroutine(shape)) => {
            shape.await_wrappers().for_each(|wrapper| undo.touch(wrapper));
            return Some(Ok(*shape));
        }
        Ok(Found::Leftover) => function.remove_attribute(Attribute::PRESPLIT),
        Ok(Found::OtherLowering) => log::debug!("'{}' is of another lowering", function.name()),
        Err(found) => return Some(Err(found)),
    }
    None
}

pub fn model_of(function: Function, options: &SplitOptions) -> Result<Model, Vec<Diagnostic>> {
    let model = Model::of(function, options.model.as_ref());
    let fits = |model: &Model| model.check_sizes(function.module().data_layout());
    let model = model.and_then(|model| fits(&model).map(|()| model));
    model.map_err(|error| vec![read::diagnostic(function, None, Problem::BadModel { error })])
}

/// Reads, analyses and lays out one coroutine.
pub fn plan(shape: Shape, options: &SplitOptions) -> Result<Planned, Vec<Diagnostic>> {
    let function = shape.function;
    let model = model_of(function, options)?;
    let (canonical, model_map) = read::read(shape, model, options)?;
    let planned = plan_frame(canonical, model_map, options)?;
    let frame = &planned.frames.whole;
    read::check_results_fit(&planned.canonical.shape, frame.size, frame.align)?;
    Ok(planned)
}

/// Analyses and lays out what was read.
pub fn plan_frame(
    canonical: Canonical,
    model_map: ModelMap,
    options: &SplitOptions,
) -> Result<Planned, Vec<Diagnostic>> {
    let function = canonical.shape.function;
    read::activation::check_instructions(&canonical, &model_map)?;
    log::debug!("'{}': {} suspend points", model_map.coroutine.name, model_map.coroutine.suspends.len());
    let show = |id: ValueId, problem: Problem| {
        let value = model_map.values[id];
        read::diagnostic(function, Some(value).filter(|value| value.is_instruction()), problem)
    };
    let analysis = analysis::analyse(&model_map.coroutine).map_err(|findings| {
        let worded = findings
            .into_iter()
            .map(|f| show(f.value, problem_of(f.kind, f.value, &model_map, &canonical.model)));
        worded.collect::<Vec<_>>()
    })?;
    read::activation::check_frame(&model_map, &analysis, function)?;
    read::owned_references::check(&canonical, &model_map, &analysis)?;
    layout::limits::check_frame_size(&model_map.coroutine, &analysis).map_err(|excess| {
        excess
            .into_iter()
            .map(|(id, limit)| show(id, excess_of(limit, model_map.name(id))))
            .collect::<Vec<_>>()
    })?;
    let frames = layout::lay_out_all(&model_map.coroutine, &analysis, layout_rules(options));
    let planned = Planned { canonical, model_map, analysis, frames };
    trace(&planned);
    Ok(planned)
}

/// What the stages up to the layout found, with `RUST_LOG=gc_coro=trace`.
fn trace(planned: &Planned) {
    if !log::log_enabled!(log::Level::Trace) {
        return;
    }
    let Planned { canonical, model_map, analysis, .. } = planned;
    let text = canonical.shape.function.as_value().print();
    log::trace!("read: the canonical form of '{}':\n{text}", model_map.coroutine.name);
    for (id, location) in analysis.locations.iter().filter(|(_, location)| **location != Location::None) {
        let runs = analysis.live_ranges[id].live_across.runs();
        log::trace!("analysed: '{}' is live across {runs:?}: {location:?}", model_map.name(id));
    }
    planned.report().iter().for_each(|table| log::trace!("laid out: {}", table.to_text()));
}

/// The problem that reports a finding of the analysis.
fn problem_of(kind: FindingKind, id: ValueId, model_map: &ModelMap, model: &Model) -> Problem {
    let value = model_map.name(id);
    match kind {
        FindingKind::Token => Problem::TokenAcrossSuspend { value },
        FindingKind::Unsized => Problem::UnsizedAcrossSuspend { value },
        FindingKind::DynamicAlloca if size_queries::depends_on_query(model_map.values[id]) => {
            Problem::SizeDependsOnItself { value }
        }
        FindingKind::DynamicAlloca => Problem::DynamicAllocaAcrossSuspend { value },
        FindingKind::AllocaInLoop => Problem::AllocaInLoopAcrossSuspend { value },
        FindingKind::UnmappableMemory
            if read::owned_references::is_in_memory(model, model_map.values[id]) =>
        {
            Problem::OwnedMemory { value }
        }
        FindingKind::UnmappableMemory => Problem::UnmappableMemory { value },
        FindingKind::Unstorable(reason) => match reason {
            Unstorable::Derived => Problem::DerivedWithoutBase { value },
            Unstorable::RawAddress => Problem::RawAddressAcrossSuspend { value },
            Unstorable::LocalAddress => Problem::LocalAddressAcrossAwait { value },
            Unstorable::OfThread => Problem::ThreadPointerAcrossSuspend { value },
            Unstorable::Aggregate => Problem::AggregateAcrossSuspend { value },
        },
    }
}

/// The problem of a frame that exceeds `limit`.
fn excess_of(limit: Limit, value: String) -> Problem {
    match limit {
        Limit::Bytes => Problem::FrameTooLarge { value },
        Limit::TrackedWords => Problem::TooManyTrackedWords { value },
    }
}

/// What the layout may do.
pub fn layout_rules(options: &SplitOptions) -> Rules {
    let maps = if options.breaks(Fault::EmptyMaps) {
        Maps::WithoutValues
    } else if options.breaks(Fault::FullMaps) {
        Maps::WithAllValues
    } else {
        Maps::Exact
    };
    Rules { packing: options.packing, maps }
}
