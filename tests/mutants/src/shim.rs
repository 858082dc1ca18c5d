//! The C++ of `../shim.cpp`.

use inkwell::llvm_sys::prelude::{LLVMBasicBlockRef, LLVMModuleRef, LLVMTypeRef, LLVMValueRef};

unsafe extern "C" {
    fn mutants_run(module: LLVMModuleRef, text: *const u8, length: usize, with_plugin: bool) -> bool;
    pub fn mutants_split_all(on: bool);
    pub fn mutants_delete_body(function: LLVMValueRef);
    pub fn mutants_repair(function: LLVMValueRef);
    pub fn mutants_split_block(before: LLVMValueRef) -> LLVMBasicBlockRef;
    pub fn mutants_clone_block(block: LLVMBasicBlockRef) -> LLVMBasicBlockRef;
    pub fn mutants_set_flags(instruction: LLVMValueRef, bits: u32);
    pub fn mutants_clone(instruction: LLVMValueRef) -> LLVMValueRef;
    pub fn mutants_insert_before(instruction: LLVMValueRef, place: LLVMValueRef);
    pub fn mutants_move_before(instruction: LLVMValueRef, place: LLVMValueRef);
    fn mutants_add_attribute(
        value: LLVMValueRef,
        index: u32,
        name: *const u8,
        length: usize,
        number: u64,
        ty: LLVMTypeRef,
    );
    pub fn mutants_remove_attribute(value: LLVMValueRef, index: u32, which: u32);
    fn mutants_add_bundle(call: LLVMValueRef, tag: *const u8, length: usize, input: LLVMValueRef);
    pub fn mutants_invoke(call: LLVMValueRef, unwind: LLVMBasicBlockRef);
    pub fn mutants_landing_pad(function: LLVMValueRef) -> LLVMBasicBlockRef;
}

/// Runs a pipeline. False: LLVM cannot read its text.
///
/// # Safety
/// `module` is a module.
pub unsafe fn run(module: LLVMModuleRef, pipeline: &str, with_plugin: bool) -> bool {
    unsafe { mutants_run(module, pipeline.as_ptr(), pipeline.len(), with_plugin) }
}

/// # Safety
/// `value` is a function or a call, and `ty` null or a type.
pub unsafe fn add_attribute(value: LLVMValueRef, index: u32, name: &str, number: u64, ty: LLVMTypeRef) {
    unsafe { mutants_add_attribute(value, index, name.as_ptr(), name.len(), number, ty) }
}

/// # Safety
/// `call` is a call or invoke, and `input` a value that is there.
pub unsafe fn add_bundle(call: LLVMValueRef, tag: &str, input: LLVMValueRef) {
    unsafe { mutants_add_bundle(call, tag.as_ptr(), tag.len(), input) }
}
