//! The LLVM edge: small copyable handles over the C API, and the shim where the C API has nothing.
//!
//! In goes a module that the host owns; out come handles ([`Value`], [`Block`], [`Type`]) whose methods are safe to
//! call as long as the module lives and the handle's object has not been erased. All `unsafe` of the engine is in this
//! folder. inkwell's own value types stay outside: they panic on tokens and metadata operands, which coroutine IR is
//! full of (`InstructionValue::get_operand`, `CallSiteValue`, as of inkwell 0.11).

mod attributes;
mod block;
mod build;
mod compound;
pub mod debug;
mod dominance;
mod function;
mod handles;
mod inspect;
mod module;
pub mod pipeline;
mod queries;
pub(crate) mod shim;
mod sweep;
mod target;
mod text;
mod types;
mod undo;
mod value;
mod version;

pub use build::FAST_CALL;
pub use dominance::{Dominators, Misfit};
pub use handles::{
    Attribute, AttributeIndex, Block, Builder, DataLayout, Function, IrModule, Type, Use, Value,
};
pub use inkwell::llvm_sys::LLVMOpcode as Opcode;
pub use inkwell::llvm_sys::LLVMTypeKind as TypeKind;
pub use inspect::{callee_name, is_debug, label, text_of};
pub use queries::{GepStep, LibraryInfo};
pub use sweep::sweep;
pub use target::{HostAnalyses, Target};
pub use undo::Undo;
pub use version::{LLVM_MAJOR, OUTPUTS_ARE_DIRECT_ONLY, TRANSFERS_ARE_UNMARKED};
