use std::ffi::c_char;

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::{LLVMAttributeRef, LLVMContextRef};
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

// Attribute kinds are looked up by name; kind 0 means that this LLVM does not know the name, and then nothing is read or
// written.
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
        let kind = ffi!(LLVMGetEnumAttributeKindForName(self.name.as_ptr().cast(), self.name.len()));
        (kind != 0).then_some(kind)
    }

    /// The attribute in LLVM's form, if this LLVM knows it.
    fn in_context(self, context: LLVMContextRef) -> Option<LLVMAttributeRef> {
        self.kind().map(|kind| ffi!(LLVMCreateEnumAttribute(context, kind, self.value)))
    }

    /// The attribute as it stands on the function.
    fn found_on_function(self, function: Function, index: AttributeIndex) -> Option<LLVMAttributeRef> {
        let kind = self.kind()?;
        let raw = ffi!(LLVMGetEnumAttributeAtIndex(function.as_value().0, index.raw(), kind));
        (!raw.is_null()).then_some(raw)
    }

    pub(super) fn is_on_function(self, function: Function, index: AttributeIndex) -> bool {
        self.found_on_function(function, index).is_some()
    }

    pub(super) fn add_to_function(self, function: Function, index: AttributeIndex) {
        if let Some(raw) = self.in_context(function.module().context()) {
            ffi!(LLVMAddAttributeAtIndex(function.as_value().0, index.raw(), raw));
        }
    }

    pub(super) fn remove_from_function(self, function: Function, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            ffi!(LLVMRemoveEnumAttributeAtIndex(function.as_value().0, index.raw(), kind))
        }
    }

    /// Adds the attribute to the result of a call.
    pub fn add_to_result(self, call: Value) {
        self.add_to_call_at(call, AttributeIndex::Return);
    }

    /// Removes the attribute from the result of a call.
    pub fn remove_from_result(self, call: Value) {
        if let Some(kind) = self.kind() {
            ffi!(LLVMRemoveCallSiteEnumAttribute(call.0, LLVMAttributeReturnIndex, kind))
        }
    }

    /// Removes the attribute from a call site itself.
    pub fn remove_from_call(self, call: Value) {
        self.remove_from_call_at(call, AttributeIndex::Function);
    }

    /// Removes the attribute from a call site, its result or one of its arguments.
    pub fn remove_from_call_at(self, call: Value, index: AttributeIndex) {
        if let Some(kind) = self.kind() {
            ffi!(LLVMRemoveCallSiteEnumAttribute(call.0, index.raw(), kind))
        }
    }

    /// Adds the attribute to a call site itself.
    pub fn add_to_call(self, call: Value) {
        self.add_to_call_at(call, AttributeIndex::Function);
    }

    /// Adds the attribute to a call site, its result or one of its arguments.
    pub fn add_to_call_at(self, call: Value, index: AttributeIndex) {
        if let Some(raw) = self.in_context(call.block().function().module().context()) {
            ffi!(LLVMAddCallSiteAttribute(call.0, index.raw(), raw));
        }
    }

    /// Whether the call site (not its callee) has the attribute.
    pub fn is_on_call(self, call: Value, index: AttributeIndex) -> bool {
        self.value_on_call(call, index).is_some()
    }

    /// The attribute's integer at the call site, if it stands there.
    pub fn value_on_call(self, call: Value, index: AttributeIndex) -> Option<u64> {
        let kind = self.kind()?;
        let raw = ffi!(LLVMGetCallSiteEnumAttribute(call.0, index.raw(), kind));
        (!raw.is_null()).then(|| integer_of(raw))
    }

    /// The type of a `byval` parameter.
    pub fn byval_type(function: Function, index: AttributeIndex) -> Option<Type> {
        Attribute::flag("byval").type_on_function(function, index)
    }

    /// The type in an attribute that has one, such as `byref`, if it stands there.
    pub fn type_on_function(self, function: Function, index: AttributeIndex) -> Option<Type> {
        self.found_on_function(function, index).map(|raw| Type(ffi!(LLVMGetTypeAttributeValue(raw))))
    }

    /// The attribute's integer on the function, if it stands there.
    pub fn value_on_function(self, function: Function, index: AttributeIndex) -> Option<u64> {
        self.found_on_function(function, index).map(integer_of)
    }
}

impl AttributeIndex {
    /// Takes all attributes from this place of a function.
    pub fn clear_on_function(self, function: Function) {
        let (value, index) = (function.as_value().0, self.raw());
        let count = ffi!(LLVMGetAttributeCountAtIndex(value, index));
        for attribute in listed(count, |into| ffi!(LLVMGetAttributesAtIndex(value, index, into))) {
            if ffi!(LLVMIsStringAttribute(attribute)) != 0 {
                let (key, length) = key_of(attribute);
                ffi!(LLVMRemoveStringAttributeAtIndex(value, index, key, length));
            } else {
                let kind = ffi!(LLVMGetEnumAttributeKind(attribute));
                ffi!(LLVMRemoveEnumAttributeAtIndex(value, index, kind));
            }
        }
    }

    /// Takes all attributes from this place of a call.
    pub fn clear_on_call(self, call: Value) {
        let index = self.raw();
        let count = ffi!(LLVMGetCallSiteAttributeCount(call.0, index));
        for attribute in listed(count, |into| ffi!(LLVMGetCallSiteAttributes(call.0, index, into))) {
            if ffi!(LLVMIsStringAttribute(attribute)) != 0 {
                let (key, length) = key_of(attribute);
                ffi!(LLVMRemoveCallSiteStringAttribute(call.0, index, key, length));
            } else {
                let kind = ffi!(LLVMGetEnumAttributeKind(attribute));
                ffi!(LLVMRemoveCallSiteEnumAttribute(call.0, index, kind));
            }
        }
    }
}

/// The `count` attributes that `fill` writes.
fn listed(count: u32, fill: impl Fn(*mut LLVMAttributeRef)) -> Vec<LLVMAttributeRef> {
    let mut attributes = vec![std::ptr::null_mut(); count as usize];
    fill(attributes.as_mut_ptr());
    attributes
}

/// The key of a string attribute, which its context keeps.
fn key_of(attribute: LLVMAttributeRef) -> (*const c_char, u32) {
    let mut length = 0;
    let key = ffi!(LLVMGetStringAttributeKind(attribute, &raw mut length));
    (key, length)
}

/// The integer of an attribute that has one; 0 for a flag or a type. `raw` is an attribute of a living context.
fn integer_of(raw: LLVMAttributeRef) -> u64 {
    if ffi!(LLVMIsTypeAttribute(raw)) != 0 { 0 } else { ffi!(LLVMGetEnumAttributeValue(raw)) }
}
