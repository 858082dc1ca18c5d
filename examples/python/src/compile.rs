//! From LLVM IR to machine code: LLVM's passes, the split, LLVM's passes, and the just-in-time compiler.
//!
//! * In: the text of a module with the function `entry`.
//! * Out: [`Compiled`]: the address of the code, and what the split says of the frame.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use gc_coro::{Problems, SplitCoroutine, SplitOptions, TableFormat};
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, FileType, InitializationConfig, RelocMode, Target, TargetMachine};

use crate::jit;

/// The passes before the split: what makes frames small.
const BEFORE: &str = "coro-early,always-inline,function(sroa,early-cse,simplifycfg)";
/// The passes after it.
const AFTER: &str = "coro-cleanup,function(simplifycfg,early-cse)";

/// How long each part of a compilation took.
#[derive(Clone, Copy, Default, Debug)]
pub struct Times {
    pub parse: Duration,
    pub before: Duration,
    pub split: Duration,
    pub after: Duration,
    pub code: Duration,
    pub link: Duration,
}

pub struct Compiled {
    pub address: usize,
    pub coroutine: Option<SplitCoroutine>,
    pub times: Times,
}

fn machine(level: OptimizationLevel) -> Result<TargetMachine, String> {
    Target::initialize_x86(&InitializationConfig::default());
    let triple = TargetMachine::get_default_triple();
    Target::from_triple(&triple)
        .map_err(|error| error.to_string())?
        .create_target_machine(
            &triple,
            &TargetMachine::get_host_cpu_name().to_string(),
            &TargetMachine::get_host_cpu_features().to_string(),
            level,
            RelocMode::PIC,
            CodeModel::Small,
        )
        .ok_or_else(|| "LLVM has no machine for this target".to_owned())
}

fn parse<'c>(context: &'c Context, machine: &TargetMachine, text: &str) -> Result<Module<'c>, String> {
    let layout = machine.get_target_data().get_data_layout();
    let layout = layout.as_str().to_str().map_err(|error| error.to_string())?;
    let text = format!("target datalayout = \"{layout}\"\n{text}");
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "python");
    let module = context.create_module_from_ir(buffer).map_err(|error| error.to_string())?;
    module.set_triple(&TargetMachine::get_default_triple());
    Ok(module)
}

/// All passes with the split between them.
fn optimise(
    module: &Module<'_>,
    machine: &TargetMachine,
    times: &mut Times,
) -> Result<Option<SplitCoroutine>, String> {
    let run = |passes: &str| {
        let started = Instant::now();
        let done = module.run_passes(passes, machine, PassBuilderOptions::create());
        done.map(|()| started.elapsed()).map_err(|error| error.to_string())
    };
    times.before = run(BEFORE)?;
    let started = Instant::now();
    let report = gc_coro::split_module(module, &SplitOptions::default()).map_err(all)?;
    times.split = started.elapsed();
    times.after = run(AFTER)?;
    Ok(report.split.into_iter().next())
}

/// The optimised module as text.
///
/// # Errors
/// LLVM or the split refuses the module.
pub fn text(ir: &str) -> Result<String, String> {
    let context = Context::create();
    let machine = machine(OptimizationLevel::Less)?;
    let module = parse(&context, &machine, ir)?;
    optimise(&module, &machine, &mut Times::default())?;
    Ok(module.print_to_string().to_string())
}

/// The frame that the split would make, as JSON, and the positions of the suspend points in the code of the interpreter.
///
/// # Errors
/// LLVM or the split refuses the module.
pub fn frame(ir: &str) -> Result<(String, Vec<u32>), String> {
    let context = Context::create();
    let machine = machine(OptimizationLevel::Less)?;
    let module = parse(&context, &machine, ir)?;
    module.run_passes(BEFORE, &machine, PassBuilderOptions::create()).map_err(|error| error.to_string())?;
    let report = gc_coro::frame_tables(&module, &SplitOptions::default(), TableFormat::Json).map_err(all)?;
    let text = module.print_to_string().to_string();
    let suspends = text.lines().filter(|line| line.contains("@llvm.coro.suspend(token"));
    let position = |line: &str| line.trim_start().strip_prefix("%at-")?.split('.').next()?.parse().ok();
    Ok((report, suspends.filter_map(position).collect()))
}

fn all(problems: Problems) -> String {
    problems.into_iter().map(|problem| problem.to_string()).collect::<Vec<_>>().join("; ")
}

/// Above so many bytes of IR, code is made by LLVM's fast instruction selector: what takes time is in the runtime then.
const LARGE: usize = 60_000;

/// Compiles a module. Its code stays as long as the process: coroutines may be suspended in it.
///
/// # Errors
/// LLVM or the split refuses the module.
pub fn compile(ir: &str) -> Result<Compiled, String> {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let function = format!("python.{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let ir = ir.replacen("@entry(", &format!("@{function}("), 1);
    let context = Context::create();
    let level = if ir.len() > LARGE { OptimizationLevel::None } else { OptimizationLevel::Less };
    let machine = machine(level)?;
    let mut times = Times::default();
    let started = Instant::now();
    let module = parse(&context, &machine, &ir)?;
    times.parse = started.elapsed();
    let coroutine = optimise(&module, &machine, &mut times)?;
    let started = Instant::now();
    let object =
        machine.write_to_memory_buffer(&module, FileType::Object).map_err(|error| error.to_string())?;
    times.code = started.elapsed();
    let started = Instant::now();
    let address = jit::link(object, &function)?;
    times.link = started.elapsed();
    Ok(Compiled { address, coroutine, times })
}
