//! LLVM's passes before the split.

use gc_coro::PrepareOptions;
use inkwell::OptimizationLevel;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine};

use crate::Failure;
use crate::arguments::Common;
use crate::input::{Kind, kind_of};

/// What makes small frames of IR that a frontend has written.
const FOR_IR: &str = "coro-early,function(sroa,early-cse)";

/// What comes before coro-split in clang's own pipeline, as far as it changes frames: what an awaiter does is inlined.
const FOR_CXX: &str = "coro-early,function(sroa,early-cse,simplifycfg),\
    cgscc(inline,function(sroa,early-cse,simplifycfg,instcombine<no-verify-fixpoint>,simplifycfg,sroa))";

/// Brings the module to where the split is.
pub fn before_split(module: &Module<'_>, common: &Common) -> Result<(), Failure> {
    let mut options = PrepareOptions::default();
    options.model = common.model()?;
    options.unwinding = true;
    gc_coro::prepare_module(module, &options)?;
    let passes = match (&common.passes, kind_of(&common.file)?) {
        (Some(passes), _) => passes,
        (None, Kind::Cxx) => FOR_CXX,
        (None, Kind::Ir) => FOR_IR,
    };
    run(module, passes)
}

/// Runs LLVM's passes by their names.
pub fn run(module: &Module<'_>, passes: &str) -> Result<(), Failure> {
    if passes.is_empty() {
        return Ok(());
    }
    let failed = |error: String| Failure::Use(format!("passes '{passes}': {error}"));
    module
        .run_passes(passes, &machine(module)?, PassBuilderOptions::create())
        .map_err(|e| failed(e.to_string()))
}

/// A machine for the target of the module, or that of this computer.
fn machine(module: &Module<'_>) -> Result<TargetMachine, Failure> {
    Target::initialize_all(&InitializationConfig::default());
    let named = module.get_triple();
    let is_named = !named.as_str().to_bytes().is_empty();
    let triple = if is_named { named } else { TargetMachine::get_default_triple() };
    let target = Target::from_triple(&triple).map_err(|error| Failure::Use(error.to_string()))?;
    let (level, reloc, model) = (OptimizationLevel::Default, RelocMode::PIC, CodeModel::Default);
    let machine = target.create_target_machine(&triple, "", "", level, reloc, model);
    machine.ok_or_else(|| Failure::Use(format!("LLVM has no machine for {triple}")))
}
