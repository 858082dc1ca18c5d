//! The LLVM edge: small copyable handles over the C API, and the shim where the C API has nothing.
//!
//! In goes a module that the host owns; out come handles ([`Value`], [`Block`], [`Type`]) whose methods are safe to
//! call as long as the module exists and the handle's object has not been erased. All `unsafe` of the engine is in this
//! folder. inkwell's own value types stay outside: they panic on tokens and metadata operands, which coroutine IR is
//! full of (`InstructionValue::get_operand`, `CallSiteValue`, as of inkwell 0.11).
//!
//! # The invariant of handles
//!
//! LLVM's C API has no checks in a release build, so each call of it relies on this:
//!
//! 1. **Live.** A handle is made of a non-null reference that LLVM or the shim returned for an object of a module or a
//!    context. That module exists as long as the handle: [`IrModule::new`], which begins each chain of handles, is
//!    `unsafe` and asks its callers for it. After an object is erased (`erase`, `delete`, `erase_blocks`, …) nobody uses
//!    a handle to it.
//! 2. **Kind.** A method that is for one kind of object either checks the kind or names it in its documentation ("of a
//!    call", "of a phi"), and its caller has checked it. An index is less than the count that LLVM gives for the same
//!    object.
//! 3. **Types.** Operands of an instruction or constant that is built have the types that the LLVM language reference
//!    asks for.
//! 4. **Memory.** A string or slice is passed with its length or with a final NUL, and is not freed before the call returns. LLVM
//!    and the shim keep no pointer to it.
//! 5. **Owners.** What the C API or the shim allocates for this crate (a builder, a map of copies, a dominator tree) has one
//!    Rust owner, whose `drop` frees it.
//! 6. **One thread.** Handles are raw pointers, so they are neither `Send` nor `Sync`; a context is used by one thread at a
//!    time.
//!
//! No handle can be reached from outside of the crate, so points 1 to 3 are for this crate alone to keep. `ffi!` makes a
//! call that needs nothing more than these points. A call that needs more is in an `unsafe` block with a reason of
//! its own.

/// One call of LLVM's C API or of the shim that the invariant of handles (the documentation of [`crate::ir`]) makes safe.
macro_rules! ffi {
    ($call:expr) => {
        // SAFETY: the invariant of handles: live objects of the right kinds, operands of the right types, memory with its
        // length, one owner, one thread.
        unsafe { $call }
    };
}

mod attributes;
mod block;
mod build;
mod compound;
mod dce;
pub mod debug;
mod dominance;
mod function;
mod handles;
mod inspect;
mod module;
pub mod pipeline;
pub mod promotion;
mod queries;
pub(crate) mod shim;
pub mod source;
mod target;
mod text;
mod types;
mod undo;
mod value;
mod version;

pub use dce::remove_dead;
pub use dominance::{Dominators, Misfit};
pub use handles::{
    Attribute, AttributeIndex, Block, Builder, DataLayout, Function, IrModule, SourceLocation, Type, Use,
    Value,
};
pub use inkwell::llvm_sys::LLVMOpcode as Opcode;
pub use inkwell::llvm_sys::LLVMTypeKind as TypeKind;
pub use inspect::{callee_name, is_debug, label, text_of};
pub use queries::{GepStep, LibraryInfo};
pub use shim::demangle;
pub use target::{HostAnalyses, Target};
pub use undo::Undo;
pub use version::{
    BRANCH, CLONE_CALL, CLONE_CALL_PREFIX, CLONES_ASK_FOR_FRAME, LLVM_MAJOR, OUTPUTS_ARE_DIRECT_ONLY,
    SPLITS_IN_PLACE, TRANSFERS_ARE_UNMARKED,
};
