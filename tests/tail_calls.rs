//! Which calls can be guaranteed tail calls, where no pass manager knows the target machine.
#![cfg(feature = "link-llvm")]

use gc_coro::ir::{IrModule, LLVM_MAJOR, Target};
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
    // SAFETY: the module lives until the end of this function.
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
    // Nobody in this process compiles for it: what LLVM assumes.
    assert!(answer("no-such-machine", ""));
}
