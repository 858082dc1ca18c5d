//! The backend: what comes in is LLVM's IR as text, what goes out is an object file, and the sizes of frames.
//!
//! The order of the passes is the one to copy:
//!
//! 1. `always-inline`, because an async function is a small function that makes a cold value;
//! 2. `coro-early`, and `sroa`, `early-cse` and `simplifycfg`, so that values instead of memory are live across suspensions;
//! 3. gc-coro's split, which is a library call here, then the answers to `gc.coro.size.bytes`;
//! 4. `coro-cleanup`, the inliner and what simplifies, for the functions that the split has made.

use std::time::Instant;

use gc_coro::{SplitOptions, TableFormat, frame_tables, resolve_sizes, split_module};
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{
    CodeModel, FileType, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple,
};

use crate::lower::Machine;

/// Before the split.
const BEFORE: &str = "always-inline,globaldce,coro-early,function(sroa,early-cse,simplifycfg)";
/// After the split.
const AFTER: &str = "coro-cleanup,cgscc(inline,function(sroa,early-cse,instcombine<no-verify-fixpoint>,simplifycfg)),globaldce";

/// What the backend is told.
#[derive(Clone, Copy)]
pub struct Options {
    /// Code generation in the shortest time.
    pub quick: bool,
    /// Tables of frames are made.
    pub with_tables: bool,
}

/// What the backend has made.
pub struct Compiled {
    /// The object file.
    pub object: Vec<u8>,
    /// The coroutines and the bytes of their frames.
    pub frames: Vec<(String, u64)>,
    /// A table of each frame: what is in it, and at which suspensions.
    pub tables: String,
    /// How long each stage took.
    pub times: Vec<(&'static str, std::time::Duration)>,
}

impl Machine {
    /// LLVM's name of the target.
    pub fn triple(self) -> &'static str {
        match self {
            Machine::X86 => "x86_64-unknown-linux-gnu",
            Machine::Aarch64 => "aarch64-unknown-linux-gnu",
            Machine::BareRiscV => "riscv64-unknown-elf",
        }
    }

    fn target_machine(self, quick: bool) -> Result<TargetMachine, String> {
        let config = InitializationConfig::default();
        match self {
            Machine::X86 => Target::initialize_x86(&config),
            Machine::Aarch64 => Target::initialize_aarch64(&config),
            Machine::BareRiscV => Target::initialize_riscv(&config),
        }
        let triple = TargetTriple::create(self.triple());
        let target = Target::from_triple(&triple).map_err(|error| error.to_string())?;
        let (cpu, features, model) = match self {
            Machine::X86 => ("x86-64", "", CodeModel::Default),
            Machine::Aarch64 => ("generic", "", CodeModel::Default),
            Machine::BareRiscV => ("generic-rv64", "+m,+a,+f,+d,+c", CodeModel::Medium),
        };
        // More takes twice the time, and the programs are no faster.
        let level = if quick { OptimizationLevel::None } else { OptimizationLevel::Less };
        target
            .create_target_machine(&triple, cpu, features, level, RelocMode::Static, model)
            .ok_or_else(|| format!("this LLVM has no machine for {}", self.triple()))
    }
}

/// Compiles IR.
///
/// # Errors
/// A message of LLVM or gc-coro: a defect of this compiler, because its IR is meant to be right.
pub fn compile(text: &str, machine: Machine, options: &Options) -> Result<Compiled, String> {
    let mut times = vec![];
    let mut clock = Instant::now();
    let mut lap = |name| {
        times.push((name, clock.elapsed()));
        clock = Instant::now();
    };
    let context = Context::create();
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "program");
    let module = context.create_module_from_ir(buffer).map_err(|error| error.to_string())?;
    let target = machine.target_machine(options.quick)?;
    module.set_data_layout(&target.get_target_data().get_data_layout());
    lap("read IR");
    module.run_passes(BEFORE, &target, PassBuilderOptions::create()).map_err(|error| error.to_string())?;
    lap("simplify");
    let split_options = SplitOptions::default();
    let tables = if options.with_tables {
        frame_tables(&module, &split_options, TableFormat::Text).map_err(|problems| problems.to_string())?
    } else {
        String::new()
    };
    let report = split_module(&module, &split_options).map_err(|problems| problems.to_string())?;
    resolve_sizes(&module).map_err(|problems| problems.to_string())?;
    lap("split");
    module.run_passes(AFTER, &target, PassBuilderOptions::create()).map_err(|error| error.to_string())?;
    lap("optimise");
    if std::env::var_os("FIDC_PRINT_IR").is_some() {
        module.print_to_stderr();
    }
    let object =
        target.write_to_memory_buffer(&module, FileType::Object).map_err(|error| error.to_string())?;
    lap("generate code");
    let frames = report.split.iter().map(|one| (one.function.clone(), one.frame_bytes)).collect();
    Ok(Compiled { object: object.as_slice().to_vec(), frames, tables, times })
}
