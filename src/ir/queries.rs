//! What LLVM knows of a value, by its own predicates: the Rust side of `shim/queries.cpp`.

use std::ffi::c_char;

use inkwell::llvm_sys::prelude::{LLVMModuleRef, LLVMValueRef};
use inkwell::llvm_sys::target::LLVMTargetDataRef;

use crate::ir::text::take_message;
use crate::ir::{DataLayout, Function, IrModule, Value};

#[repr(C)]
struct RawLibraryInfo {
    _opaque: [u8; 0],
}

unsafe extern "C" {
    fn gc_coro_gep_constant_offset(gep: LLVMValueRef, layout: LLVMTargetDataRef, bytes: *mut i64) -> bool;
    fn gc_coro_gep_steps(gep: LLVMValueRef, layout: LLVMTargetDataRef, is_field: *mut bool, bytes: *mut u64);
    fn gc_coro_insertion_point_after(definition: LLVMValueRef) -> LLVMValueRef;
    fn gc_coro_library_info(module: LLVMModuleRef) -> *mut RawLibraryInfo;
    fn gc_coro_free_library_info(library: *mut RawLibraryInfo);
    fn gc_coro_calls_gc_leaf(library: *const RawLibraryInfo, call: LLVMValueRef) -> bool;
    fn gc_coro_only_reads_memory(call: LLVMValueRef) -> bool;
    fn gc_coro_may_write(inst: LLVMValueRef) -> bool;
    fn gc_coro_is_simple_access(access: LLVMValueRef) -> bool;
    fn gc_coro_goes_on(inst: LLVMValueRef) -> bool;
    fn gc_coro_only_accesses_arguments(call: LLVMValueRef) -> bool;
    fn gc_coro_throws_nothing(call: LLVMValueRef) -> bool;
    fn gc_coro_only_reads_argument(call: LLVMValueRef, index: u32) -> bool;
    fn gc_coro_parameter_is_not_captured(parameter: LLVMValueRef) -> bool;
    fn gc_coro_parameter_is_only_read(parameter: LLVMValueRef) -> bool;
    fn gc_coro_calls_what_returns_twice(function: LLVMValueRef) -> bool;
    fn gc_coro_set_only_inaccessible(function: LLVMValueRef);
    fn gc_coro_is_discardable(global: LLVMValueRef) -> bool;
    fn gc_coro_is_interposable(global: LLVMValueRef) -> bool;
    fn gc_coro_print_operand(value: LLVMValueRef) -> *mut c_char;
}

/// What an index of a `getelementptr` adds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GepStep {
    /// The bytes before a field of a struct.
    Field(u64),
    /// Each number of the index adds these bytes.
    Stride(u64),
}

impl Value {
    /// The distance in bytes that a `getelementptr` adds, if all its indices are constant numbers.
    pub fn gep_constant_offset(self, layout: DataLayout) -> Option<i64> {
        let mut bytes = 0;
        // SAFETY: `self` is a `getelementptr` of the module that the layout is of.
        unsafe { gc_coro_gep_constant_offset(self.0, layout.raw, &mut bytes) }.then_some(bytes)
    }

    /// What each index of a `getelementptr` adds. All sizes that it counts in are known at compile time.
    pub fn gep_steps(self, layout: DataLayout) -> Vec<GepStep> {
        let count = self.operand_count() as usize - 1;
        let (mut is_field, mut bytes) = (vec![false; count], vec![0; count]);
        // SAFETY: as above; there is room for each index.
        unsafe { gc_coro_gep_steps(self.0, layout.raw, is_field.as_mut_ptr(), bytes.as_mut_ptr()) }
        let step = |(is_field, bytes)| if is_field { GepStep::Field(bytes) } else { GepStep::Stride(bytes) };
        is_field.into_iter().zip(bytes).map(step).collect()
    }

    /// Whether a call only reads memory.
    pub fn only_reads_memory(self) -> bool {
        // SAFETY: `self` is a call.
        unsafe { gc_coro_only_reads_memory(self.0) }
    }

    /// Whether an instruction may write to memory, or synchronise with other threads.
    pub fn may_write(self) -> bool {
        // SAFETY: `self` is an instruction.
        unsafe { gc_coro_may_write(self.0) }
    }

    /// Whether a load or store is neither volatile nor atomic.
    pub fn is_simple_access(self) -> bool {
        // SAFETY: `self` is a load or store.
        unsafe { gc_coro_is_simple_access(self.0) }
    }

    /// Whether control always comes from an instruction to the next one, or to a successor.
    pub fn goes_on(self) -> bool {
        // SAFETY: `self` is an instruction.
        unsafe { gc_coro_goes_on(self.0) }
    }

    /// Whether a call only reads and writes memory that its arguments point to.
    pub fn only_accesses_arguments(self) -> bool {
        // SAFETY: `self` is a call.
        unsafe { gc_coro_only_accesses_arguments(self.0) }
    }

    /// Whether no exception leaves a call.
    pub fn throws_nothing(self) -> bool {
        // SAFETY: `self` is a call.
        unsafe { gc_coro_throws_nothing(self.0) }
    }

    /// Whether a call only reads what argument `index` points to.
    pub fn only_reads_argument(self, index: u32) -> bool {
        // SAFETY: `self` is a call that has such an argument.
        unsafe { gc_coro_only_reads_argument(self.0, index) }
    }

    /// Whether nobody has the address in a parameter any more when its function has returned.
    pub fn parameter_is_not_captured(self) -> bool {
        // SAFETY: `self` is a parameter.
        unsafe { gc_coro_parameter_is_not_captured(self.0) }
    }

    /// Whether the function of a parameter only reads what it points to.
    pub fn parameter_is_only_read(self) -> bool {
        // SAFETY: `self` is a parameter.
        unsafe { gc_coro_parameter_is_only_read(self.0) }
    }

    /// Whether another definition of the global symbol may take its place when programs are linked.
    pub fn is_interposable(self) -> bool {
        // SAFETY: `self` is a function or a variable.
        unsafe { gc_coro_is_interposable(self.0) }
    }
}

impl Function {
    /// Whether the linker may drop the function where nothing uses it, and with it this module.
    pub fn is_discardable(self) -> bool {
        // SAFETY: a function is a global symbol.
        !self.is_declaration() && unsafe { gc_coro_is_discardable(self.as_value().0) }
    }

    /// Whether the function calls something that may return more than once, as setjmp.
    pub fn calls_what_returns_twice(self) -> bool {
        // SAFETY: the function exists.
        unsafe { gc_coro_calls_what_returns_twice(self.as_value().0) }
    }

    /// Says that the function reads and writes no memory that the module can see.
    pub fn set_only_inaccessible_memory(self) {
        // SAFETY: the function exists.
        unsafe { gc_coro_set_only_inaccessible(self.as_value().0) }
    }
}

/// The first instruction before which all uses of an instruction's value can be served.
pub(super) fn insertion_point_after(definition: Value) -> Option<Value> {
    // SAFETY: `definition` is an instruction.
    Value::from_nullable(unsafe { gc_coro_insertion_point_after(definition.0) })
}

/// How a value is printed as an operand, without its type.
pub(super) fn print_operand(value: Value) -> String {
    // SAFETY: the value exists; the text is ours.
    take_message(unsafe { gc_coro_print_operand(value.0) })
}

/// The functions of the C library that LLVM knows on the module's target.
pub struct LibraryInfo(*mut RawLibraryInfo);

impl LibraryInfo {
    pub fn of(module: IrModule) -> Self {
        // SAFETY: the module exists.
        LibraryInfo(unsafe { gc_coro_library_info(module.raw()) })
    }

    /// Whether RewriteStatepointsForGC makes no safepoint of `call` (LLVM's `callsGCLeafFunction`).
    pub fn is_gc_leaf(&self, call: Value) -> bool {
        // SAFETY: `call` is a call; the object is freed when it is dropped only.
        unsafe { gc_coro_calls_gc_leaf(self.0, call.0) }
    }
}

impl Drop for LibraryInfo {
    fn drop(&mut self) {
        // SAFETY: made by gc_coro_library_info, and freed once.
        unsafe { gc_coro_free_library_info(self.0) }
    }
}
