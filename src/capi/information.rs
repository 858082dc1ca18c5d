//! What can be asked without a module.

use std::ffi::{CString, c_char};

use crate::capi::message::to_c;
use crate::ir::LLVM_MAJOR;
use crate::plugin::{guard, help, host_major};

/// `GC_CORO_COMPILER_API`: it grows when a function, a field or a value is added.
const API: u32 = 1;

#[unsafe(no_mangle)]
extern "C" fn gc_coro_compiler_api() -> u32 {
    API
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_llvm_major() -> u32 {
    LLVM_MAJOR
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_host_llvm_major() -> u32 {
    guard::guarded_or(0, || host_major().unwrap_or(0))
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_help() -> *mut c_char {
    guard::guarded_or(std::ptr::null_mut(), || to_c(&help::text()).into_raw())
}

#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_free_text(text: *mut c_char) {
    if !text.is_null() {
        // SAFETY: the header asks for a text that a function of this library returned, and that is freed once.
        drop(unsafe { CString::from_raw(text) });
    }
}
