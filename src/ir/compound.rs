//! Values that have elements: structs and arrays, vectors, addresses with indices.

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::debuginfo::LLVMInstructionGetDebugLoc;
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::llvm_sys::target::LLVMPointerSizeForAS;
use inkwell::llvm_sys::{LLVMOpcode, LLVMValueKind};

use crate::ir::queries;
use crate::ir::text::text;
use crate::ir::version::{Length, const_array};
use crate::ir::{Builder, DataLayout, IrModule, Type, Value, shim};

impl Value {
    /// Whether the value is the same in every function and at any time.
    pub fn is_constant(self) -> bool {
        ffi!(LLVMIsConstant(self.0) != 0)
    }

    /// `undef` or `poison`.
    pub fn is_undefined(self) -> bool {
        ffi!(LLVMIsUndef(self.0) != 0)
    }

    /// The opcode of an instruction or constant expression.
    pub fn operation(self) -> Option<LLVMOpcode> {
        if self.kind() == LLVMValueKind::LLVMConstantExprValueKind {
            return Some(ffi!(LLVMGetConstOpcode(self.0)));
        }
        self.opcode()
    }

    /// Element `index` of a constant struct, array or vector; `None` where the constant has no such element.
    pub fn constant_element(self, index: u32) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetAggregateElement(self.0, index)))
    }

    /// Whether each element of a constant is written down: it is neither all zero nor all undefined.
    pub fn has_written_elements(self) -> bool {
        use LLVMValueKind::*;
        let kinds = [LLVMConstantStructValueKind, LLVMConstantArrayValueKind, LLVMConstantVectorValueKind];
        kinds.contains(&self.kind())
    }

    /// The path of an `extractvalue` or `insertvalue`.
    pub fn path(self) -> Vec<u32> {
        let count = ffi!(LLVMGetNumIndices(self.0)) as usize;
        let first = ffi!(LLVMGetIndices(self.0));
        if count == 0 {
            return Vec::new();
        }
        // SAFETY: LLVM gives a non-null pointer to `count` indices of the instruction, which is live; they are copied at once.
        unsafe { std::slice::from_raw_parts(first, count) }.to_vec()
    }

    /// The lanes that a `shufflevector` takes; `None` where the result is poison.
    pub fn shuffle_mask(self) -> Vec<Option<u32>> {
        let count = ffi!(LLVMGetNumMaskElements(self.0));
        (0..count).map(|i| u32::try_from(ffi!(LLVMGetMaskValue(self.0, i))).ok()).collect()
    }

    /// The node of metadata kind `kind`.
    pub fn metadata(self, kind: &str) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetMetadata(self.0, self.metadata_kind(kind))))
    }

    /// Puts empty metadata of kind `kind` on an instruction.
    pub fn mark(self, kind: &str) {
        let context = self.block().function().module().context();
        let node = ffi!(LLVMMDNodeInContext2(context, std::ptr::null_mut(), 0));
        let node = ffi!(LLVMMetadataAsValue(context, node));
        ffi!(LLVMSetMetadata(self.0, self.metadata_kind(kind), node));
    }

    /// Takes the metadata of kind `kind` away.
    pub fn drop_metadata(self, kind: &str) {
        ffi!(LLVMSetMetadata(self.0, self.metadata_kind(kind), std::ptr::null_mut()));
    }

    /// The instruction that control comes to next, and only if this one has returned. For an invoke a block is made, of this name.
    pub fn place_after_return(self, name: &str) -> Value {
        let next = if self.is_invoke() { shim::split_edge(self, 0, name).terminator() } else { self.next() };
        next.expect("a block ends in a terminator")
    }

    /// Where code can stand that every use of the value may use; `None` where there is no such place.
    pub fn place_after(self) -> Option<Value> {
        if self.is_argument() {
            // Allocas stay at the entry's beginning, where debuggers and SROA look for them.
            let entry = self.argument_owner().entry();
            return entry.instructions().find(|i| !i.is_alloca());
        }
        // A `callbr` gives its outputs on all of its paths.
        if !self.is_instruction() || self.is_opcode(LLVMOpcode::LLVMCallBr) {
            return None;
        }
        queries::insertion_point_after(self)
    }
}

impl Type {
    pub fn vector_of(self, count: u32) -> Type {
        Type(ffi!(LLVMVectorType(self.0, count)))
    }

    /// A vector of `self` if `like` is a vector, of the same length; else `self`.
    pub fn shaped_like(self, like: Type) -> Type {
        if like.vector_element().is_some() { self.vector_of(like.vector_length()) } else { self }
    }

    /// The element type of a vector, else the type itself.
    pub fn scalar(self) -> Type {
        self.vector_element().unwrap_or(self)
    }

    /// The constant of that number, sign-extended; in each lane of a vector.
    pub fn const_offset(self, number: i64) -> Value {
        let scalar = Value(ffi!(LLVMConstInt(self.scalar().0, number.cast_unsigned(), 1)));
        if self.vector_element().is_none() {
            return scalar;
        }
        Value::const_vector(&vec![scalar; self.vector_length() as usize])
    }
}

impl Value {
    pub fn const_vector(lanes: &[Value]) -> Value {
        let mut raw: Vec<LLVMValueRef> = lanes.iter().map(|v| v.0).collect();
        let count = u32::try_from(raw.len()).expect("vectors are short");
        Value(ffi!(LLVMConstVector(raw.as_mut_ptr(), count)))
    }
}

impl DataLayout {
    /// The integer type as wide as a pointer of that address space. `getelementptr` may count in a narrower one; to add
    /// and multiply in the wider one and to cut off at the end gives the same.
    pub fn offset_type(self, module: IrModule, space: u32) -> Type {
        module.int_type(8 * ffi!(LLVMPointerSizeForAS(self.raw, space)))
    }
}

impl Builder {
    /// Directly after `value`, for all of its uses, with its debug location.
    pub fn after(value: Value) -> Option<Builder> {
        let build = Builder::before(value.place_after()?).without_location();
        Some(if value.is_instruction() { build.at_location_of(value) } else { build })
    }

    /// Takes over the debug location of `instruction`.
    pub fn at_location_of(self, instruction: Value) -> Builder {
        ffi!(LLVMSetCurrentDebugLocation2(self.raw, LLVMInstructionGetDebugLoc(instruction.0)));
        self
    }

    pub fn extract_value(&self, whole: Value, index: u32, name: &str) -> Value {
        Value(ffi!(LLVMBuildExtractValue(self.raw, whole.0, index, text(name).as_ptr())))
    }

    pub fn insert_value(&self, whole: Value, element: Value, index: u32, name: &str) -> Value {
        Value(ffi!(LLVMBuildInsertValue(self.raw, whole.0, element.0, index, text(name).as_ptr())))
    }

    pub fn extract_element(&self, vector: Value, lane: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildExtractElement(self.raw, vector.0, lane.0, text(name).as_ptr())))
    }

    pub fn insert_element(&self, vector: Value, element: Value, lane: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildInsertElement(self.raw, vector.0, element.0, lane.0, text(name).as_ptr())))
    }

    /// `shufflevector` of two vectors of the same type.
    pub fn shuffle(&self, one: Value, other: Value, mask: &[u32], name: &str) -> Value {
        let lane = self.module().int_type(32);
        let lanes: Vec<Value> = mask.iter().map(|&index| lane.const_int(u64::from(index))).collect();
        let mask = Value::const_vector(&lanes);
        let name = text(name);
        Value(ffi!(LLVMBuildShuffleVector(self.raw, one.0, other.0, mask.0, name.as_ptr())))
    }

    /// `scalar` in each of `count` lanes.
    pub fn splat(&self, scalar: Value, count: u32, name: &str) -> Value {
        let zero = self.module().int_type(32).const_int(0);
        let vector = self.insert_element(scalar.ty().vector_of(count).null(), scalar, zero, name);
        self.shuffle(vector, vector.ty().null(), &vec![0; count as usize], name)
    }

    pub fn freeze(&self, value: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildFreeze(self.raw, value.0, text(name).as_ptr())))
    }

    pub fn add(&self, one: Value, other: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildAdd(self.raw, one.0, other.0, text(name).as_ptr())))
    }

    pub fn multiply(&self, one: Value, other: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildMul(self.raw, one.0, other.0, text(name).as_ptr())))
    }

    /// A signed integer (or a vector of them) in another width.
    pub fn resize(&self, number: Value, ty: Type, name: &str) -> Value {
        Value(ffi!(LLVMBuildIntCast2(self.raw, number.0, ty.0, 1, text(name).as_ptr())))
    }

    /// `address` as pointer type `ty`, cast where that is of another address space: allocas may have one of their own.
    pub fn address_in(&self, address: Value, ty: Type) -> Value {
        if address.ty() == ty {
            address
        } else {
            self.cast_space(address, ty, &format!("{}.plain", address.name()))
        }
    }

    pub fn cast_space(&self, pointer: Value, ty: Type, name: &str) -> Value {
        Value(ffi!(LLVMBuildAddrSpaceCast(self.raw, pointer.0, ty.0, text(name).as_ptr())))
    }

    /// A copy of `gep` with another base.
    pub fn gep_like(&self, gep: Value, base: Value) -> Value {
        let mut indices: Vec<LLVMValueRef> = gep.operands().skip(1).map(|index| index.0).collect();
        let (ty, name) = (gep.gep_source_type().0, text(&gep.name()));
        let count = u32::try_from(indices.len()).expect("an address has few indices");
        let (indices, name) = (indices.as_mut_ptr(), name.as_ptr());
        // Called by name: a function whose address is taken would be bound when the library is loaded.
        Value(ffi!(if LLVMIsInBounds(gep.0) != 0 {
            LLVMBuildInBoundsGEP2(self.raw, ty, base.0, indices, count, name)
        } else {
            LLVMBuildGEP2(self.raw, ty, base.0, indices, count, name)
        }))
    }

    /// `getelementptr i8, base, offset`.
    pub fn offset_by(&self, base: Value, offset: Value, name: &str) -> Value {
        let mut index = [offset.0];
        let bytes = self.module().int_type(8).0;
        Value(ffi!(LLVMBuildGEP2(self.raw, bytes, base.0, index.as_mut_ptr(), 1, text(name).as_ptr())))
    }
}

impl Value {
    /// A constant struct or array of type `ty` with the given elements.
    pub fn const_aggregate(ty: Type, elements: &[Value]) -> Value {
        let mut raw: Vec<LLVMValueRef> = elements.iter().map(|v| v.0).collect();
        if let Some((element, _)) = ty.array_shape() {
            let count = Length::try_from(raw.len()).expect("a constant is written down");
            return Value(ffi!(const_array(element.0, raw.as_mut_ptr(), count)));
        }
        let count = u32::try_from(raw.len()).expect("a struct has few fields");
        if ffi!(LLVMIsLiteralStruct(ty.0)) == 0 {
            return Value(ffi!(LLVMConstNamedStruct(ty.0, raw.as_mut_ptr(), count)));
        }
        let packed = ffi!(LLVMIsPackedStruct(ty.0));
        Value(ffi!(LLVMConstStructInContext(LLVMGetTypeContext(ty.0), raw.as_mut_ptr(), count, packed)))
    }
}
