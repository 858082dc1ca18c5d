use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMAttributeRef;
use inkwell::llvm_sys::{LLVMAttributeFunctionIndex, LLVMAttributeIndex, LLVMAttributeReturnIndex};

use crate::ir::{Attribute, AttributeIndex, Function, Type, Value};

impl AttributeIndex {
    pub(super) fn raw(self) -> LLVMAttributeIndex {
        match self {
            AttributeIndex::Function => LLVMAttributeFunctionIndex,
            AttributeIndex::Return => LLVMAttributeReturnIndex,
            AttributeIndex::Param(i) => i + 1,
        }
    }
}

// SAFETY (whole file): attribute kinds are looked up by name; kind 0 means that this LLVM does not know the name, and
// then nothing is read or written.
impl Attribute {
    pub const PRESPLIT: Attribute = Attribute::flag("presplitcoroutine");
    pub const ONLY_DESTROY_WHEN_COMPLETE: Attribute = Attribute::flag("coro_only_destroy_when_complete");
    pub const ELIDE_SAFE: Attribute = Attribute::flag("coro_elide_safe");
    pub const OPTNONE: Attribute = Attribute::flag("optnone");

    pub const fn flag(name: &'static str) -> Self {
        Attribute { name, value: 0 }
    }

    pub const fn with_value(name: &'static str, value: u64) -> Self {
        Attribute { name, value }
    }

    fn kind(self) -> Option<u32> {
        let kind = unsafe { LLVMGetEnumAttributeKindForName(self.name.as_ptr().cast(), self.name.len()) };
        (kind != 0).then_some(kind)
    }

    pub(super) fn is_on_function(self, function: Function, index: AttributeIndex) -> bool {
        self.kind().is_some_and(|kind| unsafe {
            !LLVMGetEnumAttributeAtIndex(function.as_value().0, index.raw(), kind).is_null()
        })
    }

    pub(super) fn add_to_function(self, function: Function, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            unsafe {
                let raw = LLVMCreateEnumAttribute(function.module().context(), kind, self.value);
                LLVMAddAttributeAtIndex(function.as_value().0, index.raw(), raw);
            }
        }
    }

    pub(super) fn remove_from_function(self, function: Function, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            unsafe { LLVMRemoveEnumAttributeAtIndex(function.as_value().0, index.raw(), kind) }
        }
    }

    /// Adds the attribute to the result of a call.
    pub fn add_to_result(self, call: Value) {
        self.add_to_call_at(call, AttributeIndex::Return);
    }

    /// Removes the attribute from the result of a call.
    pub fn remove_from_result(self, call: Value) {
        if let Some(kind) = self.kind() {
            unsafe { LLVMRemoveCallSiteEnumAttribute(call.0, LLVMAttributeReturnIndex, kind) }
        }
    }

    /// Removes the attribute from a call site itself.
    pub fn remove_from_call(self, call: Value) {
        self.remove_from_call_at(call, AttributeIndex::Function);
    }

    /// Removes the attribute from a call site, its result or one of its arguments.
    pub fn remove_from_call_at(self, call: Value, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            unsafe { LLVMRemoveCallSiteEnumAttribute(call.0, index.raw(), kind) }
        }
    }

    /// Adds the attribute to a call site itself.
    pub fn add_to_call(self, call: Value) {
        self.add_to_call_at(call, AttributeIndex::Function);
    }

    /// Adds the attribute to a call site, its result or one of its arguments.
    pub fn add_to_call_at(self, call: Value, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            unsafe {
                let raw =
                    LLVMCreateEnumAttribute(call.block().function().module().context(), kind, self.value);
                LLVMAddCallSiteAttribute(call.0, index.raw(), raw);
            }
        }
    }

    /// Whether the call site (not its callee) has the attribute.
    pub fn is_on_call(self, call: Value, index: AttributeIndex) -> bool {
        self.value_on_call(call, index).is_some()
    }

    /// The attribute's integer at the call site, if it stands there.
    pub fn value_on_call(self, call: Value, index: AttributeIndex) -> Option<u64> {
        let kind = self.kind()?;
        unsafe {
            let raw = LLVMGetCallSiteEnumAttribute(call.0, index.raw(), kind);
            (!raw.is_null()).then(|| integer_of(raw))
        }
    }

    /// The type of a `byval` parameter.
    pub fn byval_type(function: Function, index: AttributeIndex) -> Option<Type> {
        Attribute::flag("byval").type_on_function(function, index)
    }

    /// The type in an attribute that has one, such as `byref`, if it stands there.
    pub fn type_on_function(self, function: Function, index: AttributeIndex) -> Option<Type> {
        let kind = self.kind()?;
        unsafe {
            let raw = LLVMGetEnumAttributeAtIndex(function.as_value().0, index.raw(), kind);
            (!raw.is_null()).then(|| Type(LLVMGetTypeAttributeValue(raw)))
        }
    }

    /// The attribute's integer on the function, if it stands there.
    pub fn value_on_function(self, function: Function, index: AttributeIndex) -> Option<u64> {
        let kind = self.kind()?;
        unsafe {
            let raw = LLVMGetEnumAttributeAtIndex(function.as_value().0, index.raw(), kind);
            (!raw.is_null()).then(|| integer_of(raw))
        }
    }
}

/// The integer of an attribute that has one; 0 for a flag or a type.
///
/// # Safety
/// `raw` is an attribute of a living context.
unsafe fn integer_of(raw: LLVMAttributeRef) -> u64 {
    unsafe { if LLVMIsTypeAttribute(raw) != 0 { 0 } else { LLVMGetEnumAttributeValue(raw) } }
}
