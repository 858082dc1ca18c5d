use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMBasicBlockRef;

use crate::ir::{Block, Function, Value};

impl Block {
    pub fn raw(self) -> LLVMBasicBlockRef {
        self.0
    }

    pub fn name(self) -> String {
        self.as_value().name()
    }

    pub fn as_value(self) -> Value {
        Value(ffi!(LLVMBasicBlockAsValue(self.0)))
    }

    pub fn function(self) -> Function {
        Function(Value(ffi!(LLVMGetBasicBlockParent(self.0))))
    }

    pub fn first(self) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetFirstInstruction(self.0)))
    }

    pub fn last(self) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetLastInstruction(self.0)))
    }

    /// The last instruction, if it is a terminator: a block that is being built may have none.
    pub fn terminator(self) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetBasicBlockTerminator(self.0)))
    }

    pub fn instructions(self) -> impl Iterator<Item = Value> {
        std::iter::successors(self.first(), |i| i.next())
    }

    pub fn phis(self) -> impl Iterator<Item = Value> {
        self.instructions().take_while(|i| i.is_phi())
    }

    /// The first instruction that is neither a phi nor an EH pad: where new code may stand.
    pub fn first_insertion_point(self) -> Option<Value> {
        use crate::ir::Opcode::{LLVMCatchPad, LLVMCleanupPad, LLVMLandingPad, LLVMPHI};
        self.instructions()
            .find(|i| !matches!(i.opcode(), Some(LLVMPHI | LLVMLandingPad | LLVMCleanupPad | LLVMCatchPad)))
    }

    /// The successors of the terminator.
    pub fn successors(self) -> Vec<Block> {
        self.terminator().map(|t| t.successors().collect()).unwrap_or_default()
    }
}
