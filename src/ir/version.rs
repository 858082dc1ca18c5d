//! The one place where LLVM versions differ on the Rust side (the shim has its own `#if`s).

use crate::ir::{Opcode, Value};

/// The LLVM major that this library was built for.
pub const LLVM_MAJOR: u32 = if cfg!(feature = "llvm22-1") {
    22
} else if cfg!(feature = "llvm19-1") {
    19
} else {
    16
};

/// Whether the split finds symmetric transfers by itself: before LLVM 19 there is no
/// `llvm.coro.await.suspend.handle` to mark them (`addMustTailToCoroResumes` in LLVM's own split).
pub const TRANSFERS_ARE_UNMARKED: bool = LLVM_MAJOR < 19;

/// Whether the outputs of a `callbr` are defined where it falls through only: up to LLVM 16.
pub const OUTPUTS_ARE_DIRECT_ONLY: bool = LLVM_MAJOR < 17;

/// `ptrtoaddr` (from LLVM 22 on) makes a number of an address as `ptrtoint` does: all rules are the same.
pub(super) fn known(opcode: Opcode) -> Opcode {
    #[cfg(feature = "llvm22-1")]
    if matches!(opcode, Opcode::LLVMPtrToAddr) {
        return Opcode::LLVMPtrToInt;
    }
    opcode
}

impl crate::ir::Attribute {
    /// The callee keeps no copy of the pointer: `nocapture` up to LLVM 20, `captures(none)`, an integer attribute of value
    /// 0, from 21 on.
    pub const NOT_CAPTURED: crate::ir::Attribute =
        crate::ir::Attribute::flag(if LLVM_MAJOR >= 21 { "captures" } else { "nocapture" });
}

impl Value {
    /// The value of the `switch` case after successor `index` (not 0, the default).
    ///
    /// An operand up to LLVM 21; from 22 on the values are separate from the operands.
    pub(super) fn switch_case_value(self, index: u32) -> Value {
        // SAFETY: `self` is a switch and `index` one of its case successors.
        #[cfg(feature = "llvm22-1")]
        return Value(unsafe { inkwell::llvm_sys::core::LLVMGetSwitchCaseValue(self.0, index) });
        #[cfg(not(feature = "llvm22-1"))]
        self.argument(2 * index)
    }

    /// Whether the callee of `self` keeps no copy of pointer argument `index`.
    pub fn argument_is_not_captured(self, index: u32) -> bool {
        use crate::ir::{Attribute, AttributeIndex};
        if !matches!(self.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke)) {
            return false;
        }
        let at = AttributeIndex::Param(index);
        // The callee of a `byval` argument gets a copy and never sees the address.
        let by_value = Attribute::flag("byval");
        let on_callee = || self.called_function().and_then(|f| by_value.value_on_function(f, at));
        if by_value.value_on_call(self, at).or_else(on_callee).is_some() {
            return true;
        }
        let attribute = Attribute::NOT_CAPTURED;
        let on_call = attribute.value_on_call(self, at);
        let on_callee = || self.called_function().and_then(|f| attribute.value_on_function(f, at));
        on_call.or_else(on_callee).is_some_and(|value| value == 0)
    }
}

#[cfg(feature = "llvm16-0")]
mod arrays {
    pub use inkwell::llvm_sys::core::LLVMConstArray as const_array;
    /// How array lengths are counted.
    pub type Length = u32;
}
#[cfg(not(feature = "llvm16-0"))]
mod arrays {
    pub use inkwell::llvm_sys::core::LLVMConstArray2 as const_array;
    /// How array lengths are counted.
    pub type Length = u64;
}
pub(super) use arrays::{Length, const_array};
