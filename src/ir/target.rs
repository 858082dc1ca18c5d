//! What the code generator can do, for decisions that depend on it.

use std::cell::OnceCell;
use std::ffi::c_void;
use std::ptr;

use inkwell::OptimizationLevel;
use inkwell::targets;
use inkwell::targets::{CodeModel, RelocMode, TargetMachine, TargetTriple};

use crate::ir::{IrModule, Value, shim};

/// The analyses of functions of the pass manager that runs the split: they know the target machine of the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HostAnalyses(*mut c_void);

impl HostAnalyses {
    /// # Safety
    /// `raw` is LLVM's `FunctionAnalysisManager` for the module that is split, for as long as the handle is used.
    pub unsafe fn new(raw: *mut c_void) -> Self {
        HostAnalyses(raw)
    }

    pub(super) fn raw(self) -> *mut c_void {
        self.0
    }
}

/// The machine that a module is compiled for.
pub struct Target {
    module: IrModule,
    analyses: Option<HostAnalyses>,
    /// For runs without a pass manager: made on demand, and only if the host has the module's target.
    machine: OnceCell<Option<TargetMachine>>,
}

impl Target {
    pub fn new(module: IrModule, analyses: Option<HostAnalyses>) -> Self {
        Target { module, analyses, machine: OnceCell::new() }
    }

    /// Whether the code generator can make a guaranteed tail call of `call`, which it must be able to do with each call that
    /// is marked `musttail`.
    pub fn supports_tail_call(&self, call: Value) -> bool {
        if let Some(HostAnalyses(raw)) = self.analyses {
            return shim::analyses_support_tail_call(raw, call);
        }
        let machine = self.machine.get_or_init(|| machine_of(self.module));
        let raw = machine.as_ref().map_or(ptr::null_mut(), TargetMachine::as_mut_ptr);
        shim::machine_supports_tail_call(raw.cast(), self.module, call)
    }
}

/// A machine like the one that the module will be compiled for. Position-independent code has the fewest tail calls: what it
/// allows, other code allows too.
fn machine_of(module: IrModule) -> Option<TargetMachine> {
    let triple = TargetTriple::create(&module.triple());
    let target = targets::Target::from_triple(&triple).ok()?;
    // CPU and features are attributes of each function.
    target.create_target_machine(
        &triple,
        "",
        "",
        OptimizationLevel::Default,
        RelocMode::PIC,
        CodeModel::Default,
    )
}

#[cfg(all(test, feature = "link-llvm"))]
mod tests {
    //! Which calls can be guaranteed tail calls, where no pass manager knows the target machine.

    use super::*;
    use crate::ir::LLVM_MAJOR;
    use inkwell::context::Context;
    use inkwell::memory_buffer::MemoryBuffer;

    unsafe extern "C" {
        fn LLVMInitializeWebAssemblyTargetInfo();
        fn LLVMInitializeWebAssemblyTarget();
        fn LLVMInitializeWebAssemblyTargetMC();
    }

    /// Whether a call over a pointer in a function with `attributes` can be one, for each call in the module.
    fn answer(triple: &str, attributes: &str) -> bool {
        let text = format!(
            "target triple = \"{triple}\"\n\
             define fastcc void @f(ptr %next) {attributes} {{\n  call fastcc void %next(ptr %next)\n  ret void\n}}\n"
        );
        let context = Context::create();
        let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "test");
        let module = context.create_module_from_ir(buffer).expect("the text is valid");
        // SAFETY: the module is not freed before the end of this function.
        let module = unsafe { IrModule::new(module.as_mut_ptr()) };
        let call = module.functions()[0].instructions()[0];
        Target::new(module, None).supports_tail_call(call)
    }

    #[test]
    fn the_machine_of_the_module_is_asked() {
        // SAFETY: LLVM is linked; these may be called at any time.
        unsafe {
            LLVMInitializeWebAssemblyTargetInfo();
            LLVMInitializeWebAssemblyTarget();
            LLVMInitializeWebAssemblyTargetMC();
        }
        // LLVM 16 does not know yet that WebAssembly has none.
        assert_eq!(answer("wasm32-unknown-unknown", ""), LLVM_MAJOR == 16);
        assert!(answer("wasm32-unknown-unknown", "\"target-features\"=\"+tail-call\""));
        // This process cannot compile for it: what LLVM assumes.
        assert!(answer("no-such-machine", ""));
    }
}
