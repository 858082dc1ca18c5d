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
mod inspect;
mod module;
pub(crate) mod shim;
mod sweep;
mod target;
mod types;
mod undo;
mod value;
mod version;

pub use attributes::{Attribute, AttributeIndex};
pub use block::Block;
pub use build::{Builder, FAST_CALL};
pub use dominance::{Dominators, Misfit};
pub use function::Function;
pub use inkwell::llvm_sys::LLVMOpcode as Opcode;
pub use inkwell::llvm_sys::LLVMTypeKind as TypeKind;
pub use inspect::{callee_name, is_debug, label, text_of};
pub use module::{DataLayout, IrModule};
pub use sweep::sweep;
pub use target::{HostAnalyses, Target};
pub use types::Type;
pub use undo::Undo;
pub use value::{Use, Value};
pub use version::{LLVM_MAJOR, OUTPUTS_ARE_DIRECT_ONLY, TRANSFERS_ARE_UNMARKED};

use std::ffi::{CStr, c_char};

/// The text of a message that LLVM allocated; frees it.
fn take_message(text: *mut c_char) -> String {
    // SAFETY: `text` comes from an LLVM function that hands over a NUL-terminated string.
    unsafe {
        let owned = CStr::from_ptr(text).to_string_lossy().into_owned();
        inkwell::llvm_sys::core::LLVMDisposeMessage(text);
        owned
    }
}

/// A `(pointer, length)` string of LLVM as a Rust string.
fn string_of(pointer: *const c_char, length: usize) -> String {
    if pointer.is_null() {
        return String::new();
    }
    // SAFETY: LLVM returned `length` readable bytes at `pointer`.
    let bytes = unsafe { std::slice::from_raw_parts(pointer.cast::<u8>(), length) };
    String::from_utf8_lossy(bytes).into_owned()
}
