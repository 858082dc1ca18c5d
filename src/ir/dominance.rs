//! Where values are available: LLVM's dominator tree.

use inkwell::llvm_sys::prelude::LLVMValueRef;

use crate::ir::{Function, Value};

#[repr(C)]
struct RawTree {
    _private: [u8; 0],
}

unsafe extern "C" {
    fn gc_coro_dominators(function: LLVMValueRef) -> *mut RawTree;
    fn gc_coro_free_dominators(tree: *mut RawTree);
    fn gc_coro_first_misfit(tree: *const RawTree, inst: LLVMValueRef) -> u32;
}

/// The dominator tree of a function, valid until the function changes.
pub struct Dominators(*mut RawTree);

impl Drop for Dominators {
    fn drop(&mut self) {
        ffi!(gc_coro_free_dominators(self.0))
    }
}

impl Dominators {
    /// The tree of `function`, which has a body.
    pub fn of(function: Function) -> Self {
        Dominators(ffi!(gc_coro_dominators(function.as_value().raw())))
    }

    /// What is wrong with `inst`, which is of the function that the tree is of: the first operand that it cannot use.
    pub fn first_misfit(&self, inst: Value) -> Option<Misfit> {
        let number = ffi!(gc_coro_first_misfit(self.0, inst.raw()));
        let operands = inst.operand_count();
        match number {
            _ if number < operands => inst.operand(number).map(Misfit::Operand),
            _ if number > operands => Some(Misfit::Place),
            _ => None,
        }
    }
}

/// Why an instruction is not valid.
#[derive(Clone, Copy, Debug)]
pub enum Misfit {
    /// This operand belongs to another function, does not dominate the use, or has another type than the instruction takes.
    Operand(Value),
    /// Something stands before the beginning of an exception handler.
    Place,
}

impl Misfit {
    /// The rest of a message.
    pub fn in_words(self) -> String {
        match self {
            Misfit::Operand(operand) => format!("the instruction cannot use '{}'", operand.print()),
            Misfit::Place => "an instruction stands before the beginning of a handler".to_owned(),
        }
    }
}
