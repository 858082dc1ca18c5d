//! From a program's text to its trace.

use gc_coro_oracle::check::{Verdict, compare};
use gc_coro_oracle::interpret::Event;
use inkwell::OptimizationLevel;
use inkwell::context::Context;
use inkwell::execution_engine::ExecutionEngine;
use inkwell::llvm_sys::core::{LLVMInstructionEraseFromParent, LLVMReplaceAllUsesWith, LLVMSetGC};
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine, TargetTriple};
use inkwell::types::AnyTypeEnum;
use inkwell::values::{AsValueRef, BasicValueEnum, InstructionOpcode, InstructionValue};

use crate::configuration::Stage;
use crate::memory::CodeMemory;
use crate::runtime::{self, ExampleResult, Heap};
use crate::shadow_stack;

/// Splits the coroutines of a module, or says why not.
pub type Split = fn(&Module<'_>) -> Result<(), String>;

/// Runs a pipeline with passes that the caller knows, on a module.
pub type Own = fn(&Module<'_>, &TargetMachine, &str) -> Result<(), String>;

/// What programs are compiled with.
pub struct Host {
    machine: TargetMachine,
    memory: CodeMemory,
    split: Split,
    own: Option<Own>,
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
        Ok(Self { machine, memory: CodeMemory::new()?, split, own: None })
    }

    /// With passes of the caller's, for [`Stage::Own`].
    #[must_use]
    pub fn with_own_passes(self, own: Own) -> Self {
        Self { own: Some(own), ..self }
    }

    /// Compiles and runs a program, and compares.
    pub fn check(&self, text: &str, stages: &[Stage], heap: Heap, expected: &[Event]) -> Verdict {
        match self.run(text, stages, heap) {
            Ok(trace) => compare(&trace, expected),
            Err(message) => Verdict::Failed(message),
        }
    }

    /// The trace of a program.
    ///
    /// # Errors
    /// The program is malformed, or cannot be split, or does something that the runtime notices.
    pub fn run(&self, text: &str, stages: &[Stage], heap: Heap) -> Result<Vec<Event>, String> {
        let context = Context::create();
        let module = self.compile(&context, text, stages)?;
        let loaded = self.load(module, heap)?;
        let main = loaded.address("main")?;
        let map = self.memory.stack_map();
        if heap == Heap::Moving && map.is_null() {
            return Err("the program has no stack map".to_string());
        }
        // SAFETY: `main` takes nothing; its result is not looked at. The engine lives on until the program has ended.
        unsafe { runtime::run(main, map.cast(), heap) }
    }

    /// Runs `julia_main` of an example, on libjulia, once for each number of steps.
    ///
    /// # Errors
    /// The program is malformed, or cannot be split, or does something that the runtime notices.
    pub fn run_example(
        &self,
        text: &str,
        stages: &[Stage],
        steps: &[i64],
    ) -> Result<Vec<ExampleResult>, String> {
        let context = Context::create();
        let module = self.compile(&context, text, stages)?;
        let loaded = self.load(module, Heap::Julia)?;
        let main = loaded.address("julia_main")?;
        // SAFETY: by its name it is a `julia_main`. The engine lives on until it has returned.
        steps.iter().map(|&steps| unsafe { runtime::run_example(main, steps) }).collect()
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
                Stage::Own(passes) => {
                    let own = self.own.ok_or("no passes of the caller's")?;
                    own(&module, &self.machine, passes)?;
                }
                Stage::Tasks => shadow_stack::calls_on_tasks(&module),
                Stage::Roots(fault) => shadow_stack::lower(&module, *fault)?,
                Stage::Passes(passes) => {
                    let options = PassBuilderOptions::create();
                    module.run_passes(passes, &self.machine, options).map_err(|e| e.to_string())?;
                }
            }
            module.verify().map_err(|e| format!("{stage:?}: {}", e.to_string()))?;
        }
        Ok(module)
    }

    /// The code of a module, with the runtime that it calls.
    fn load<'c>(&self, module: Module<'c>, heap: Heap) -> Result<Loaded<'c>, String> {
        // The code generator knows neither collectors by name nor address spaces that are not integral.
        module.set_data_layout(&self.machine.get_target_data().get_data_layout());
        if heap == Heap::Julia {
            runtime::begin_julia()?;
            variables_of_julia(&module);
        }
        let mut functions = Vec::new();
        for function in module.get_functions() {
            if heap != Heap::Moving {
                // SAFETY: a function of this module; null takes the collector's name away.
                unsafe { LLVMSetGC(function.as_value_ref(), std::ptr::null()) };
            }
            if function.count_basic_blocks() == 0 {
                let name = function.get_name().to_string_lossy().into_owned();
                functions.extend(runtime::address_of(&name, heap).map(|address| (function, address)));
            }
        }
        if heap != Heap::Moving {
            casts_as_integers(&module)?;
        }
        self.memory.clear();
        let engine = module
            .create_mcjit_execution_engine_with_memory_manager(
                self.memory.clone(),
                OptimizationLevel::None,
                CodeModel::JITDefault,
                heap == Heap::Moving,
                true,
            )
            .map_err(|e| e.to_string())?;
        for (function, address) in functions {
            engine.add_global_mapping(&function, address);
        }
        Ok(Loaded { engine })
    }
}

struct Loaded<'c> {
    engine: ExecutionEngine<'c>,
}

impl Loaded<'_> {
    fn address(&self, name: &str) -> Result<usize, String> {
        self.engine.get_function_address(name).map_err(|e| e.to_string())
    }
}

/// The variables of libjulia that a module declares become their addresses: these are too far away for the code.
fn variables_of_julia(module: &Module<'_>) {
    let word = module.get_context().i64_type();
    for global in module.get_globals() {
        let name = global.get_name().to_string_lossy().into_owned();
        if let Some(address) = runtime::julia_address_of(&name).filter(|_| global.is_declaration()) {
            let address = word.const_int(address as u64, false);
            let pointer = address.const_to_pointer(global.as_pointer_value().get_type());
            global.as_pointer_value().replace_all_uses_with(pointer);
        }
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
