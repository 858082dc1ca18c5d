//! What is computed from a number, struct or vector that an address may be in.

use crate::ir::{Opcode, Value};

/// Whether `user` computes a number, struct or vector of another, so that an address in one may still be in the other.
pub fn computes(user: Value) -> bool {
    use Opcode::*;
    matches!(
        user.opcode(),
        Some(
            LLVMAdd
                | LLVMSub
                | LLVMMul
                | LLVMUDiv
                | LLVMURem
                | LLVMAnd
                | LLVMOr
                | LLVMXor
                | LLVMShl
                | LLVMLShr
                | LLVMAShr
                | LLVMTrunc
                | LLVMZExt
                | LLVMSExt
                | LLVMBitCast
                | LLVMFreeze
                | LLVMPHI
                | LLVMSelect
                | LLVMInsertElement
                | LLVMExtractElement
                | LLVMShuffleVector
                | LLVMInsertValue
                | LLVMExtractValue
        )
    )
}
