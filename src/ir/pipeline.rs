//! Passes of LLVM, by their names in `-passes=`.

use std::ffi::{c_char, c_void};

use inkwell::llvm_sys::error::LLVMConsumeError;
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::llvm_sys::transforms::pass_builder::{
    LLVMCreatePassBuilderOptions, LLVMDisposePassBuilderOptions, LLVMRunPasses,
};

use crate::ir::{Function, HostAnalyses, IrModule};

unsafe extern "C" {
    fn gc_coro_run_passes(
        functions: *const LLVMValueRef,
        count: usize,
        text: *const c_char,
        length: usize,
    ) -> bool;
    fn gc_coro_run_passes_with(
        analyses: *mut c_void,
        functions: *const LLVMValueRef,
        count: usize,
        text: *const c_char,
        length: usize,
    ) -> bool;
}

/// Folds constants, and removes what is dead then.
pub const FOLD: &str = "sccp,adce";

/// Runs `passes` on `function`, with analyses of their own.
pub fn run_passes(function: Function, passes: &str) {
    run_passes_on(&[function], passes);
}

/// Runs `passes` on each of `functions`, which are of one module, with analyses of their own.
pub fn run_passes_on(functions: &[Function], passes: &str) {
    let raw: Vec<LLVMValueRef> = functions.iter().map(|function| function.as_value().raw()).collect();
    // SAFETY: the functions exist; the text is passed with its length.
    let is_known =
        unsafe { gc_coro_run_passes(raw.as_ptr(), raw.len(), passes.as_ptr().cast(), passes.len()) };
    assert!(is_known, "LLVM does not know the passes '{passes}'");
}

/// Runs LLVM's `coro-early` on a module. What it cannot take ends the host.
pub fn run_coro_early(module: IrModule) {
    // SAFETY: the module exists and nothing of it is held; LLVM makes the options, and an error is freed.
    let is_known = unsafe {
        let options = LLVMCreatePassBuilderOptions();
        let error = LLVMRunPasses(module.raw(), c"coro-early".as_ptr(), std::ptr::null_mut(), options);
        LLVMDisposePassBuilderOptions(options);
        LLVMConsumeError(error);
        error.is_null()
    };
    assert!(is_known, "LLVM has no coro-early");
}

/// Runs `passes` on each of `functions`, with the analyses of the host's pass manager.
pub fn run_passes_with(analyses: HostAnalyses, functions: &[Function], passes: &str) {
    let raw: Vec<LLVMValueRef> = functions.iter().map(|function| function.as_value().raw()).collect();
    // SAFETY: the analyses are those of a pass manager that runs a pass on the functions' module, and the text is passed with its
    // length.
    let is_known = unsafe {
        let (text, length) = (passes.as_ptr().cast(), passes.len());
        gc_coro_run_passes_with(analyses.raw(), raw.as_ptr(), raw.len(), text, length)
    };
    assert!(is_known, "LLVM does not know the passes '{passes}'");
}
