//! Where values are available: LLVM's dominator tree.

use inkwell::llvm_sys::prelude::LLVMValueRef;

use super::{Function, Value};

#[repr(C)]
struct RawTree {
    _private: [u8; 0],
}

unsafe extern "C" {
    fn gc_coro_dominators(function: LLVMValueRef) -> *mut RawTree;
    fn gc_coro_free_dominators(tree: *mut RawTree);
    fn gc_coro_first_unavailable(tree: *const RawTree, inst: LLVMValueRef) -> u32;
}

/// The dominator tree of a function, valid until the function changes.
pub struct Dominators(*mut RawTree);

impl Drop for Dominators {
    fn drop(&mut self) {
        // SAFETY: the tree was made by `of` and is freed once.
        unsafe { gc_coro_free_dominators(self.0) }
    }
}

impl Dominators {
    /// The tree of `function`, which has a body.
    pub fn of(function: Function) -> Self {
        // SAFETY: a live function; the shim keeps no pointer but the tree.
        Dominators(unsafe { gc_coro_dominators(function.as_value().raw()) })
    }

    /// The first operand of `inst` that belongs to another function, or does not dominate the use. `inst` is of the function that
    /// the tree is of.
    pub fn first_unavailable(&self, inst: Value) -> Option<Value> {
        // SAFETY: the tree lives as long as `self`, and the instruction is live.
        let number = unsafe { gc_coro_first_unavailable(self.0, inst.raw()) };
        if number < inst.operand_count() { inst.operand(number) } else { None }
    }
}
