use inkwell::llvm_sys::LLVMTypeKind;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMTypeRef;

use crate::ir::text::{take_message, terminated};
use crate::ir::{Type, Value, shim};

impl Type {
    pub fn kind(self) -> LLVMTypeKind {
        ffi!(LLVMGetTypeKind(self.0))
    }

    pub fn is_token(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMTokenTypeKind
    }

    pub fn is_void(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMVoidTypeKind
    }

    /// The address space of a pointer.
    pub fn address_space(self) -> Option<u32> {
        self.is_pointer().then(|| ffi!(LLVMGetPointerAddressSpace(self.0)))
    }

    /// The element type of a vector of fixed length.
    pub fn vector_element(self) -> Option<Type> {
        (self.kind() == LLVMTypeKind::LLVMVectorTypeKind).then(|| Type(ffi!(LLVMGetElementType(self.0))))
    }

    /// The number of elements of a vector.
    pub fn vector_length(self) -> u32 {
        ffi!(LLVMGetVectorSize(self.0))
    }

    pub fn is_pointer(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMPointerTypeKind
    }

    /// Sized at compile time: neither opaque nor scalable. Only such a value can have a slot in a frame.
    pub fn has_fixed_size(self) -> bool {
        shim::has_fixed_size(self)
    }

    pub fn is_struct(self) -> bool {
        self.kind() == LLVMTypeKind::LLVMStructTypeKind
    }

    /// The name of a struct in words; empty for what is none or has none.
    pub fn struct_name(self) -> String {
        if !self.is_struct() {
            return String::new();
        }
        let name = ffi!(LLVMGetStructName(self.0));
        terminated(name).unwrap_or_default().replace(|c: char| !c.is_alphanumeric(), "_")
    }

    /// The number of fields of a struct.
    pub fn field_count(self) -> u32 {
        ffi!(LLVMCountStructElementTypes(self.0))
    }

    /// Field `index` of a struct.
    pub fn field(self, index: u32) -> Type {
        Type(ffi!(LLVMStructGetTypeAtIndex(self.0, index)))
    }

    /// Element type and length of an array.
    pub fn array_shape(self) -> Option<(Type, u64)> {
        (self.kind() == LLVMTypeKind::LLVMArrayTypeKind)
            .then(|| (Type(ffi!(LLVMGetElementType(self.0))), shim::array_length(self)))
    }

    /// The width of an integer type in bits.
    pub fn int_width(self) -> Option<u32> {
        (self.kind() == LLVMTypeKind::LLVMIntegerTypeKind).then(|| ffi!(LLVMGetIntTypeWidth(self.0)))
    }

    /// The constant `value` of an integer type, of which the lowest bits are taken.
    pub fn const_int(self, value: u64) -> Value {
        Value(ffi!(LLVMConstInt(self.0, value, 0)))
    }

    /// The constant of this type whose bits are all zero.
    pub fn null(self) -> Value {
        Value(ffi!(LLVMConstNull(self.0)))
    }

    pub fn poison(self) -> Value {
        Value(ffi!(LLVMGetPoison(self.0)))
    }

    /// An array of `count` elements.
    pub fn array_of(self, count: u64) -> Type {
        shim::array_type(self, count)
    }

    /// A struct without name; `fields` is not empty.
    pub fn structure(fields: &[Type]) -> Type {
        let mut refs: Vec<LLVMTypeRef> = fields.iter().map(|t| t.0).collect();
        let count = u32::try_from(refs.len()).expect("a struct has few fields");
        Type(ffi!(LLVMStructTypeInContext(LLVMGetTypeContext(refs[0]), refs.as_mut_ptr(), count, 0)))
    }

    /// A function type.
    pub fn function(result: Type, params: &[Type]) -> Type {
        Type::function_type(result, params, false)
    }

    /// A function type with further arguments after `params`.
    pub fn variadic(result: Type, params: &[Type]) -> Type {
        Type::function_type(result, params, true)
    }

    fn function_type(result: Type, params: &[Type], is_variadic: bool) -> Type {
        let mut refs: Vec<LLVMTypeRef> = params.iter().map(|t| t.0).collect();
        let count = u32::try_from(refs.len()).expect("parameter count fits 32 bits");
        Type(ffi!(LLVMFunctionType(result.0, refs.as_mut_ptr(), count, i32::from(is_variadic))))
    }
}

impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&take_message(ffi!(LLVMPrintTypeToString(self.0))))
    }
}
