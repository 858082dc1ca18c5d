//! GC-aware coroutine splitting for LLVM.

pub mod analyse;
pub mod error;
pub mod index;
pub mod ir;
pub mod layout;
pub mod model;
pub mod options;
pub mod plugin;
pub mod progress;
pub mod read;
pub mod rewrite;
pub mod verify;

pub use error::{Diagnostic, Problem};
pub use options::SplitOptions;

use inkwell::module::Module;

use ir::{Attribute, Function, IrModule};
use layout::report::FrameReport;
use read::{Canonical, Found, Mirror, Shape};

/// What a split did, one entry for each coroutine, in module order.
#[derive(Clone, Debug, Default)]
pub struct SplitReport {
    /// The coroutines that were split.
    pub split: Vec<SplitCoroutine>,
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
    /// Number of suspend points.
    pub suspends: usize,
}

/// Splits every switch-resumed coroutine of `module` in place.
///
/// # Errors
/// All problems of the module. Where the structure of a coroutine is wrong nothing is split; where a value cannot be
/// kept in a frame, its coroutine is left unsplit.
pub fn split_module(module: &Module<'_>, options: &SplitOptions) -> Result<SplitReport, Vec<Diagnostic>> {
    // SAFETY: the handle is used while `module` is borrowed.
    let module = unsafe { IrModule::new(module.as_mut_ptr()) };
    let split = for_each_coroutine(module, options, |shape| split(shape, options))?;
    Ok(SplitReport { split })
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
    // SAFETY: the handle is used while `module` is borrowed, the copy until it is disposed of below.
    let copy = unsafe { IrModule::new(module.as_mut_ptr()) }.duplicate();
    let tables = tables_of(copy, options);
    copy.dispose();
    let tables = tables?;
    if json {
        Ok(serde_json::to_string_pretty(&tables).unwrap_or_default() + "\n")
    } else {
        Ok(tables.iter().map(FrameReport::to_text).collect::<Vec<_>>().join("\n"))
    }
}

fn tables_of(module: IrModule, options: &SplitOptions) -> Result<Vec<FrameReport>, Vec<Diagnostic>> {
    for_each_coroutine(module, options, |shape| {
        let (_, mirror, _, frame) = plan(shape, options)?;
        Ok(FrameReport::new(&mirror.coroutine, &frame))
    })
}

/// Does `act` for each coroutine of the module, in its order, unless the structure of one is wrong: then the others are
/// only looked at for further problems.
fn for_each_coroutine<T>(
    module: IrModule,
    options: &SplitOptions,
    mut act: impl FnMut(Shape) -> Result<T, Vec<Diagnostic>>,
) -> Result<Vec<T>, Vec<Diagnostic>> {
    let found = find_coroutines(module, options);
    let all_well = found.iter().all(Result::is_ok);
    let mut results = Vec::new();
    let mut problems = Vec::new();
    for shape in found {
        let result = shape.and_then(|shape| {
            progress::working_on(&shape.function.name());
            if all_well { act(shape).map(Some) } else { plan(shape, options).map(|_| None) }
        });
        match result {
            Ok(result) => results.extend(result),
            Err(found) => problems.extend(found),
        }
    }
    progress::clear();
    if problems.is_empty() { Ok(results) } else { Err(problems) }
}

/// The coroutines to split, all of them checked before any is touched.
fn find_coroutines(module: IrModule, options: &SplitOptions) -> Vec<Result<Shape, Vec<Diagnostic>>> {
    let wanted = |f: &Function| {
        !f.is_declaration()
            && f.has_attribute(Attribute::PRESPLIT)
            && (!options.marked_only || f.string_attribute("gc-coro").is_some())
    };
    let mut shapes = Vec::new();
    for function in module.functions().into_iter().filter(wanted) {
        progress::working_on(&function.name());
        ir::shim::remove_unreachable(function);
        match read::find(function) {
            Ok(Found::Coroutine(shape)) => shapes.push(Ok(*shape)),
            Ok(Found::Leftover) => function.remove_attribute(Attribute::PRESPLIT),
            Ok(Found::OtherLowering) => log::debug!("'{}' is of another lowering", function.name()),
            Err(found) => shapes.push(Err(found)),
        }
    }
    shapes
}

type Planned = (Canonical, Mirror, analyse::Analysis, layout::Frame);

/// Reads, analyses and lays out one coroutine.
fn plan(shape: Shape, options: &SplitOptions) -> Result<Planned, Vec<Diagnostic>> {
    let function = shape.function;
    let (canonical, mirror) = read::read(shape);
    log::debug!("'{}': {} suspend points", mirror.coroutine.name, mirror.coroutine.suspends.len());
    let analysis = analyse::analyse(&mirror.coroutine).map_err(|findings| {
        let show = |f: analyse::Finding| {
            let value = mirror.values[f.value];
            let place = if value.is_instruction() { Some(value) } else { None };
            read::diagnostic(function, place, f.problem)
        };
        findings.into_iter().map(show).collect::<Vec<_>>()
    })?;
    let frame = layout::lay_out(&mirror.coroutine, &analysis, options.packing);
    read::check_results_fit(&canonical.shape, frame.size, frame.align)?;
    Ok((canonical, mirror, analysis, frame))
}

fn split(shape: Shape, options: &SplitOptions) -> Result<SplitCoroutine, Vec<Diagnostic>> {
    let function = shape.function;
    let (canonical, mirror, analysis, frame) = plan(shape, options)?;
    let plan = rewrite::Plan { canonical: &canonical, mirror: &mirror, analysis: &analysis, frame: &frame };
    let functions = rewrite::rewrite(plan)?;
    verify::verify(&functions)?;
    log::debug!("'{}': a frame of {} bytes", mirror.coroutine.name, frame.size);
    Ok(SplitCoroutine {
        function: function.name(),
        frame_bytes: frame.size,
        frame_align: frame.align,
        suspends: canonical.suspends.len(),
    })
}
