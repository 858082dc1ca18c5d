//! From a program's text to its trace.

use gc_coro_oracle::check::{Verdict, compare};
use gc_coro_oracle::interpret::Event;
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::llvm_sys::core::{LLVMInstructionEraseFromParent, LLVMReplaceAllUsesWith, LLVMSetGC};
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple};
use inkwell::types::AnyTypeEnum;
use inkwell::values::{AsValueRef, BasicValueEnum, InstructionOpcode, InstructionValue};

use crate::configuration::Stage;
use crate::memory::CodeMemory;
use crate::runtime;

/// Splits the coroutines of a module, or says why not.
pub type Split = fn(&Module<'_>) -> Result<(), String>;

/// What programs are compiled with.
pub struct Host {
    machine: TargetMachine,
    memory: CodeMemory,
    split: Split,
}

impl Host {
    /// # Errors
    /// LLVM knows no target like this machine.
    pub fn new(split: Split) -> Result<Self, String> {
        Target::initialize_x86(&InitializationConfig::default());
        let triple = TargetTriple::create("x86_64-unknown-linux-gnu");
        let target = Target::from_triple(&triple).map_err(|e| e.to_string())?;
        let level = OptimizationLevel::Default;
        let machine = target
            .create_target_machine(&triple, "x86-64", "", level, RelocMode::Default, CodeModel::Default)
            .ok_or("LLVM has no machine for x86-64")?;
        Ok(Self { machine, memory: CodeMemory::new()?, split })
    }

    /// Compiles and runs a program, and compares.
    pub fn check(&self, text: &str, stages: &[Stage], moves: bool, expected: &[Event]) -> Verdict {
        match self.run(text, stages, moves) {
            Ok(trace) => compare(&trace, expected),
            Err(message) => Verdict::Failed(message),
        }
    }

    /// The trace of a program.
    ///
    /// # Errors
    /// The program is malformed, or cannot be split, or does something that the runtime notices.
    pub fn run(&self, text: &str, stages: &[Stage], moves: bool) -> Result<Vec<Event>, String> {
        let context = Context::create();
        let module = self.compile(&context, text, stages)?;
        self.execute(module, moves)
    }

    /// The program after all stages.
    ///
    /// # Errors
    /// The program is malformed, or cannot be split.
    pub fn compile<'c>(
        &self,
        context: &'c Context,
        text: &str,
        stages: &[Stage],
    ) -> Result<Module<'c>, String> {
        let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "program");
        let module = context.create_module_from_ir(buffer).map_err(|e| e.to_string())?;
        for stage in stages {
            match stage {
                Stage::Split => (self.split)(&module)?,
                Stage::Passes(passes) => {
                    let options = PassBuilderOptions::create();
                    module.run_passes(passes, &self.machine, options).map_err(|e| e.to_string())?;
                }
            }
            module.verify().map_err(|e| format!("{stage:?}: {}", e.to_string()))?;
        }
        Ok(module)
    }

    fn execute(&self, module: Module<'_>, moves: bool) -> Result<Vec<Event>, String> {
        // The code generator knows neither collectors by name nor address spaces that are not integral.
        module.set_data_layout(&self.machine.get_target_data().get_data_layout());
        let mut functions = Vec::new();
        for function in module.get_functions() {
            if !moves {
                // SAFETY: a function of this module; null takes the collector's name away.
                unsafe { LLVMSetGC(function.as_value_ref(), std::ptr::null()) };
            }
            if function.count_basic_blocks() == 0 {
                let name = function.get_name().to_string_lossy().into_owned();
                functions.extend(runtime::address_of(&name).map(|address| (function, address)));
            }
        }
        if !moves {
            casts_as_integers(&module)?;
        }
        self.memory.clear();
        let engine = module
            .create_mcjit_execution_engine_with_memory_manager(
                self.memory.clone(),
                OptimizationLevel::None,
                CodeModel::JITDefault,
                moves,
                true,
            )
            .map_err(|e| e.to_string())?;
        for (function, address) in functions {
            engine.add_global_mapping(&function, address);
        }
        let main = engine.get_function_address("main").map_err(|e| e.to_string())?;
        let map = self.memory.stack_map();
        if moves && map.is_null() {
            return Err("the program has no stack map".to_string());
        }
        // SAFETY: `main` takes nothing; its result is not looked at. The engine lives on until the program has ended.
        unsafe { runtime::run(main, map.cast()) }
    }
}

/// Casts between address spaces become casts to integers and back: these the fast instruction selection of LLVM knows,
/// the others send it to the slow one, which takes most of the time.
fn casts_as_integers(module: &Module<'_>) -> Result<(), String> {
    let context = module.get_context();
    let builder = context.create_builder();
    let mut casts: Vec<InstructionValue> = Vec::new();
    for block in module.get_functions().flat_map(|function| function.get_basic_blocks()) {
        let all = block.get_instructions();
        casts.extend(all.filter(|inst| inst.get_opcode() == InstructionOpcode::AddrSpaceCast));
    }
    for cast in casts {
        let operand = cast.get_operand(0).and_then(|operand| operand.value());
        let (Some(BasicValueEnum::PointerValue(from)), AnyTypeEnum::PointerType(to)) =
            (operand, cast.get_type())
        else {
            continue;
        };
        builder.position_before(&cast);
        let made = builder
            .build_ptr_to_int(from, context.i64_type(), "")
            .and_then(|number| builder.build_int_to_ptr(number, to, ""))
            .map_err(|e| e.to_string())?;
        // SAFETY: both are pointers of the same type; the old one has no uses any more when it goes.
        unsafe {
            LLVMReplaceAllUsesWith(cast.as_value_ref(), made.as_value_ref());
            LLVMInstructionEraseFromParent(cast.as_value_ref());
        }
    }
    Ok(())
}
