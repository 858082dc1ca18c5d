//! The one place where LLVM versions differ on the Rust side (the shim has its own `#if`s).

use crate::ir::{Opcode, Value};

/// The LLVM major that this library was built for.
pub const LLVM_MAJOR: u32 = number(option_env!("GC_CORO_LLVM_MAJOR"));

/// The number that build.rs has written down; 0 where no LLVM is chosen, which src/plugin/mod.rs refuses.
const fn number(text: Option<&str>) -> u32 {
    let Some(text) = text else { return 0 };
    let (mut index, mut sum) = (0, 0);
    while index < text.len() {
        sum = 10 * sum + (text.as_bytes()[index] - b'0') as u32;
        index += 1;
    }
    sum
}

/// Whether there is a pass that splits coroutines among the passes on the call graph (shim/place.cpp).
pub const SPLITS_IN_PLACE: bool = LLVM_MAJOR >= 17;

/// Whether the split finds symmetric transfers by itself: before LLVM 19 there is no
/// `llvm.coro.await.suspend.handle` to mark them (`addMustTailToCoroResumes` in LLVM's own split).
pub const TRANSFERS_ARE_UNMARKED: bool = LLVM_MAJOR < 19;

/// Whether the resume and destroy clones keep `llvm.coro.free` and `llvm.coro.dead`, as those of LLVM's own split do: from LLVM 23 on
/// coro-elide looks for both where a clone was inlined, and coro-cleanup lowers what is left.
pub const CLONES_ASK_FOR_FRAME: bool = LLVM_MAJOR >= 23;

/// The calling convention of the clones, by LLVM's number (`llvm/IR/CallingConv.h`): C's from LLVM 23 on, before that `fastcc`. A call
/// of another convention has undefined behaviour.
pub const CLONE_CALL: u32 = if LLVM_MAJOR >= 23 { 0 } else { 8 };

/// How the convention is written before a function's type.
pub const CLONE_CALL_PREFIX: &str = if LLVM_MAJOR >= 23 { "" } else { "fastcc " };

/// Whether the outputs of a `callbr` are defined where it falls through only: up to LLVM 16.
pub const OUTPUTS_ARE_DIRECT_ONLY: bool = LLVM_MAJOR < 17;

/// What ends a block with one successor or with two: one instruction up to LLVM 22, and two from 23 on, which `known` makes one.
#[cfg(not(llvm_since = "23"))]
pub const BRANCH: Opcode = Opcode::LLVMBr;
/// What ends a block with one successor or with two: one instruction up to LLVM 22, and two from 23 on, which `known` makes one.
#[cfg(llvm_since = "23")]
pub const BRANCH: Opcode = Opcode::LLVMUncondBr;

/// The opcode by which the rules of this project know an instruction.
pub(super) fn known(opcode: Opcode) -> Opcode {
    match opcode {
        // From LLVM 22 on. It makes a number of an address as `ptrtoint` does: all rules are the same.
        #[cfg(llvm_since = "22")]
        Opcode::LLVMPtrToAddr => Opcode::LLVMPtrToInt,
        #[cfg(llvm_since = "23")]
        Opcode::LLVMCondBr => BRANCH,
        _ => opcode,
    }
}

impl crate::ir::Attribute {
    /// The callee keeps no copy of the pointer: `nocapture` up to LLVM 20, `captures(none)`, an integer attribute of value
    /// 0, from 21 on.
    pub const NOT_CAPTURED: crate::ir::Attribute =
        crate::ir::Attribute::flag(if LLVM_MAJOR >= 21 { "captures" } else { "nocapture" });
}

/// Whether the callee, an intrinsic that LLVM's attributes say too little or too much of, only looks at its pointer:
/// `llvm.coro.dead` does nothing. `llvm.coro.free` that asks by the frame alone returns it.
fn asks_for_frame(callee: crate::ir::Function) -> Option<bool> {
    match callee.name_bytes() {
        b"llvm.coro.dead" => Some(true),
        b"llvm.coro.free" if CLONES_ASK_FOR_FRAME => Some(false),
        _ => None,
    }
}

impl Value {
    /// The value of the `switch` case after successor `index` (not 0, the default).
    ///
    /// An operand up to LLVM 21; from 22 on the values are separate from the operands.
    pub(super) fn switch_case_value(self, index: u32) -> Value {
        // SAFETY: `self` is a switch and `index` one of its case successors.
        #[cfg(llvm_since = "22")]
        return Value(unsafe { inkwell::llvm_sys::core::LLVMGetSwitchCaseValue(self.0, index) });
        #[cfg(not(llvm_since = "22"))]
        self.argument(2 * index)
    }

    /// Whether the callee of `self` keeps no copy of pointer argument `index`.
    pub fn argument_is_not_captured(self, index: u32) -> bool {
        use crate::ir::{Attribute, AttributeIndex};
        if !matches!(self.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke)) {
            return false;
        }
        if let Some(is_kept_by_none) = self.called_function().and_then(asks_for_frame) {
            return is_kept_by_none;
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
