//! Passes of LLVM, by their names in `-passes=`.

use std::ffi::{c_char, c_void};

use inkwell::llvm_sys::prelude::LLVMValueRef;

use crate::ir::{Function, HostAnalyses};

unsafe extern "C" {
    fn gc_coro_run_passes(function: LLVMValueRef, text: *const c_char, length: usize) -> bool;
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
    // SAFETY: the function exists; the text is passed with its length.
    let is_known =
        unsafe { gc_coro_run_passes(function.as_value().raw(), passes.as_ptr().cast(), passes.len()) };
    assert!(is_known, "LLVM does not know the passes '{passes}'");
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
