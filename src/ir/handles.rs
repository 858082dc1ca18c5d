//! The handles themselves. They stand in one file because LLVM's objects lead to each other (a value to its function, a function to
//! its module, a module to its values): the files with their methods import this one and not each other.

use inkwell::llvm_sys::prelude::{
    LLVMBasicBlockRef, LLVMBuilderRef, LLVMModuleRef, LLVMTypeRef, LLVMValueRef,
};
use inkwell::llvm_sys::target::LLVMTargetDataRef;

/// Any LLVM value: an instruction, argument, constant, function, block or metadata wrapper.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Value(pub(super) LLVMValueRef);

/// One use of a value: operand `operand` of `user`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Use {
    pub user: Value,
    pub operand: u32,
}

/// A basic block.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Block(pub(super) LLVMBasicBlockRef);

/// A function, declared or defined.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Function(pub(super) Value);

/// A module that somebody else owns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IrModule(pub(super) LLVMModuleRef);

/// Sizes and alignments in bytes, by the module's data layout.
#[derive(Clone, Copy, Debug)]
pub struct DataLayout {
    pub(super) raw: LLVMTargetDataRef,
}

/// A type of the module's context.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Type(pub(super) LLVMTypeRef);

/// An enum or integer attribute by its IR name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Attribute {
    pub(super) name: &'static str,
    pub(super) value: u64,
}

/// Where an attribute stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AttributeIndex {
    Function,
    Return,
    Param(u32),
}

/// Builds instructions at one place; names are hints.
pub struct Builder {
    pub(super) raw: LLVMBuilderRef,
    pub(super) module: IrModule,
}

/// A place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceLocation {
    /// The file as the debug information names it: absolute, or relative to where the compiler ran.
    pub file: String,
    /// From 1 on.
    pub line: u32,
    /// From 1 on; 0 if it is not known.
    pub column: u32,
}
