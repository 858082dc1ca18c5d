//! The runtime in C, as Rust sees it: `runtime/gcpy.h` is the original of what stands here.

use std::ffi::{c_char, c_int, c_void};

use pyo3::ffi::PyObject;

/// One code object with its globals.
#[repr(C)]
pub struct Unit {
    pub code: *mut PyObject,
    pub globals: *mut PyObject,
    pub builtins: *mut PyObject,
    pub entry: *mut c_void,
    pub state: c_int,
    pub strict: c_int,
    pub slots: c_int,
    pub is_simple: c_int,
    pub frame_size: i64,
    pub report: *mut c_void,
    unused: *mut c_void,
    unused_count: c_int,
    pub next: *mut Unit,
}

pub const COMPILED: c_int = 1;
pub const REFUSED: c_int = 2;

/// A function of the runtime that generated code calls.
#[repr(C)]
pub struct Symbol {
    pub name: *const c_char,
    pub address: *mut c_void,
}

/// What `gc_coro_python.function` objects are.
#[repr(C)]
pub struct Function {
    base: PyObject,
    vectorcall: *mut c_void,
    pub function: *mut PyObject,
    pub unit: *mut Unit,
}

unsafe extern "C" {
    /// The table of what generated code calls; its last entry has no name.
    pub static gcpy_symbols: [Symbol; 0];
    pub static GcpyFunction_Type: pyo3::ffi::PyTypeObject;
    pub fn gcpy_init(module: *mut PyObject) -> c_int;
    pub static GcpyPin_Type: pyo3::ffi::PyTypeObject;
    pub fn gcpy_element_kind(object: *mut PyObject) -> i32;
    pub fn gcpy_breaker() -> *mut c_void;
    pub fn gcpy_layout(offsets: *mut i64);
    pub fn gcpy_function_new(function: *mut PyObject, strict: c_int) -> *mut PyObject;
}
