//! Compiles Python's functions, generators and async functions to native code, in the running interpreter.
//!
//! | stage | in | out |
//! |---|---|---|
//! | `bytecode` | a code object of CPython 3.11, 3.12 or 3.13 | instructions that are the same for all versions |
//! | `flow` | these | which variables have a value where |
//! | `emit` | these | LLVM IR: a function, or a coroutine of `llvm.coro.*` |
//! | `compile` | IR | an object file, by LLVM's passes and gc-coro's split |
//! | `jit` | an object file | the address of its function |
//! | `unit` | a code object with its globals | the stages above, when a function is called first |
//!
//! The objects of Python that stand for functions and coroutines are in `runtime/`, in C.

mod bytecode;
mod compile;
mod emit;
mod flow;
mod jit;
mod runtime;
mod unit;

use pyo3::prelude::*;

/// The native part of the package.
#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // SAFETY: the module exists, and the interpreter is attached to this thread.
    if unsafe { runtime::gcpy_init(module.as_ptr()) } < 0 {
        return Err(PyErr::fetch(module.py()));
    }
    unit::register(module)
}
