//! Debug information: what the split tells debuggers of its own (LLVM's `DIBuilder`).

use std::ffi::{c_char, c_void};

use inkwell::llvm_sys::debuginfo::*;
use inkwell::llvm_sys::prelude::{LLVMDIBuilderRef, LLVMMetadataRef, LLVMValueRef};

use crate::ir::shim::{CloneMap, RawMap, VariableLocation};
use crate::ir::text::string_of;
use crate::ir::{Function, Value};

unsafe extern "C" {
    fn gc_coro_has_variables(function: LLVMValueRef) -> bool;
    fn gc_coro_variable_of(value: LLVMValueRef) -> LLVMMetadataRef;
    fn gc_coro_variable_name(variable: LLVMMetadataRef, length: *mut usize) -> *const c_char;
    fn gc_coro_variable_type(variable: LLVMMetadataRef, bits: *mut u64) -> LLVMMetadataRef;
    fn gc_coro_declare_variable(
        builder: LLVMDIBuilderRef,
        as_value: bool,
        address: LLVMValueRef,
        variable: LLVMMetadataRef,
        expression: LLVMMetadataRef,
        location: LLVMMetadataRef,
        before: LLVMValueRef,
    );
    fn gc_coro_single_values(function: LLVMValueRef) -> *mut c_void;
    fn gc_coro_free_single_values(values: *mut c_void);
    fn gc_coro_declare_in_frame(
        values: *mut c_void,
        map: *mut RawMap,
        ramp: LLVMValueRef,
        value: LLVMValueRef,
        frame: LLVMValueRef,
        offset: u64,
        bytes: u64,
        before: LLVMValueRef,
    );
    fn gc_coro_label_suspension(
        builder: LLVMDIBuilderRef,
        subprogram: LLVMMetadataRef,
        name: *const c_char,
        length: usize,
        number: u32,
        suspend: LLVMValueRef,
        before: LLVMValueRef,
    );
}

/// DWARF's numbers of encodings and of an operation.
const SIGNED: u32 = 0x05;
const UNSIGNED: u32 = 0x07;
const FLOAT: u32 = 0x04;
const DEREFERENCE: u64 = 0x06;

const BITS: u64 = 8;

/// Beyond what DWARF can say there is no right number.
fn bits(bytes: u64) -> u64 {
    bytes.saturating_mul(BITS)
}

/// A type as debuggers know it.
#[derive(Clone, Copy, Debug)]
pub struct DebugType(LLVMMetadataRef);

/// A member of a struct; places in bytes.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: String,
    pub offset: u64,
    pub size: u64,
    pub ty: DebugType,
}

/// A variable of the source.
#[derive(Clone, Debug)]
pub struct Variable {
    pub name: String,
    /// If it is known to have this many bytes.
    pub ty: Option<(DebugType, u64)>,
}

impl Variable {
    /// The variable that has all of `value`, or that is stored at the address `value`.
    pub fn of(value: Value) -> Option<Variable> {
        let raw = ffi!(gc_coro_variable_of(value.0));
        if raw.is_null() {
            return None;
        }
        let (mut length, mut bits) = (0, 0);
        let name = string_of(ffi!(gc_coro_variable_name(raw, &mut length)), length);
        let ty = ffi!(gc_coro_variable_type(raw, &mut bits));
        let is_known = !ty.is_null() && bits > 0 && bits % BITS == 0;
        Some(Variable { name, ty: is_known.then_some((DebugType(ty), bits / BITS)) })
    }
}

/// The variables of a function that have one value all the time: where the value is in the frame, they are too.
pub struct SingleValues {
    raw: *mut c_void,
    ramp: Function,
}

impl Drop for SingleValues {
    fn drop(&mut self) {
        ffi!(gc_coro_free_single_values(self.raw));
    }
}

impl SingleValues {
    /// Those of `ramp`, none of which is split yet.
    pub fn of(ramp: Function) -> Self {
        SingleValues { raw: ffi!(gc_coro_single_values(ramp.as_value().0)), ramp }
    }

    /// Says before `before`, in the clone of `map`, that the variables that have `value` are in `bytes` at `offset` of `frame`.
    pub fn declare(
        &self,
        map: &CloneMap,
        value: Value,
        frame: Value,
        (offset, bytes): (u64, u64),
        before: Value,
    ) {
        let ramp = self.ramp.as_value().0;
        ffi!(gc_coro_declare_in_frame(self.raw, map.0, ramp, value.0, frame.0, offset, bytes, before.0));
    }
}

/// Makes debug information for the functions of one coroutine.
pub struct DebugBuilder {
    raw: LLVMDIBuilderRef,
    file: LLVMMetadataRef,
    line: u32,
}

impl Drop for DebugBuilder {
    fn drop(&mut self) {
        ffi!(LLVMDIBuilderFinalize(self.raw));
        ffi!(LLVMDisposeDIBuilder(self.raw));
    }
}

// Metadata exists as long as its context.
impl DebugBuilder {
    /// `None` if `function` is not compiled for debuggers.
    pub fn new(function: Function) -> Option<Self> {
        if !ffi!(gc_coro_has_variables(function.as_value().0)) {
            return None;
        }
        let subprogram = subprogram(function);
        let raw = ffi!(LLVMCreateDIBuilderDisallowUnresolved(function.module().raw()));
        let file = ffi!(LLVMDIScopeGetFile(subprogram));
        let line = ffi!(LLVMDISubprogramGetLine(subprogram));
        Some(DebugBuilder { raw, file, line })
    }

    pub fn signed(&self, bytes: u64) -> DebugType {
        self.basic(&format!("__int_{}", bits(bytes)), bytes, SIGNED)
    }

    pub fn unsigned(&self, bytes: u64) -> DebugType {
        self.basic(&format!("__uint_{}", bits(bytes)), bytes, UNSIGNED)
    }

    pub fn float(&self, bytes: u64) -> DebugType {
        self.basic(&format!("__float_{}", bits(bytes)), bytes, FLOAT)
    }

    fn basic(&self, name: &str, bytes: u64, encoding: u32) -> DebugType {
        let (text, length) = (name.as_ptr().cast(), name.len());
        DebugType(ffi!(LLVMDIBuilderCreateBasicType(
            self.raw,
            text,
            length,
            bits(bytes),
            encoding,
            LLVMDIFlagZero
        )))
    }

    /// A pointer to what is not known.
    pub fn pointer(&self, bytes: u64) -> DebugType {
        let void = std::ptr::null_mut();
        DebugType(ffi!(LLVMDIBuilderCreatePointerType(self.raw, void, bits(bytes), 0, 0, c"".as_ptr(), 0)))
    }

    /// So many bytes of which nothing is known.
    pub fn bytes(&self, count: u64) -> DebugType {
        let byte = self.unsigned(1);
        let length = i64::try_from(count).unwrap_or(i64::MAX);
        let mut range = ffi!(LLVMDIBuilderGetOrCreateSubrange(self.raw, 0, length));
        DebugType(ffi!(LLVMDIBuilderCreateArrayType(self.raw, bits(count), 0, byte.0, &mut range, 1)))
    }

    /// An enumeration of the compiler's own.
    pub fn enumeration(&self, name: &str, bytes: u64, values: &[(String, u64)]) -> DebugType {
        let enumerator = |(name, value): &(String, u64)| {
            let value = i64::try_from(*value).unwrap_or(i64::MAX);
            ffi!(LLVMDIBuilderCreateEnumerator(self.raw, name.as_ptr().cast(), name.len(), value, 1))
        };
        let mut raw: Vec<LLVMMetadataRef> = values.iter().map(enumerator).collect();
        let count = u32::try_from(raw.len()).expect("a frame has fewer slots and states");
        let base = self.unsigned(bytes);
        DebugType(ffi!(LLVMDIBuilderCreateEnumerationType(
            self.raw,
            self.file,
            name.as_ptr().cast(),
            name.len(),
            self.file,
            self.line,
            bits(bytes),
            0,
            raw.as_mut_ptr(),
            count,
            base.0,
        )))
    }

    /// An array without elements of this type.
    pub fn none_of(&self, element: DebugType) -> DebugType {
        let mut range = ffi!(LLVMDIBuilderGetOrCreateSubrange(self.raw, 0, 0));
        DebugType(ffi!(LLVMDIBuilderCreateArrayType(self.raw, 0, 0, element.0, &mut range, 1)))
    }

    /// A struct of the compiler's own.
    pub fn structure(&self, name: &str, bytes: u64, align: u64, members: &[Member]) -> DebugType {
        let mut raw: Vec<LLVMMetadataRef> = members.iter().map(|member| self.member(member)).collect();
        let none = std::ptr::null_mut();
        let align_in_bits = u32::try_from(bits(align)).unwrap_or(0);
        DebugType(ffi!(LLVMDIBuilderCreateStructType(
            self.raw,
            self.file,
            name.as_ptr().cast(),
            name.len(),
            self.file,
            self.line,
            bits(bytes),
            align_in_bits,
            LLVMDIFlagArtificial,
            none,
            raw.as_mut_ptr(),
            u32::try_from(raw.len()).expect("a frame has fewer slots"),
            0,
            none,
            c"".as_ptr(),
            0,
        )))
    }

    fn member(&self, member: &Member) -> LLVMMetadataRef {
        ffi!(LLVMDIBuilderCreateMemberType(
            self.raw,
            self.file,
            member.name.as_ptr().cast(),
            member.name.len(),
            self.file,
            self.line,
            bits(member.size),
            0,
            bits(member.offset),
            LLVMDIFlagArtificial,
            member.ty.0,
        ))
    }

    /// Declares the variable `name` of `function` before `before`.
    pub fn declare(
        &self,
        function: Function,
        name: &str,
        ty: DebugType,
        location: VariableLocation,
        before: Value,
    ) {
        let (target, deref, as_value) = location.operands();
        let scope = subprogram(function);
        let mut operations = [DEREFERENCE];
        let (text, length) = (name.as_ptr().cast(), name.len());
        let variable = ffi!(LLVMDIBuilderCreateAutoVariable(
            self.raw,
            scope,
            text,
            length,
            self.file,
            self.line,
            ty.0,
            0,
            LLVMDIFlagArtificial,
            0,
        ));
        let count = usize::from(deref || as_value);
        let expression = ffi!(LLVMDIBuilderCreateExpression(self.raw, operations.as_mut_ptr(), count));
        let (context, line, none) = (function.module().context(), self.line, std::ptr::null_mut());
        let location = ffi!(LLVMDIBuilderCreateDebugLocation(context, line, 0, scope, none));
        let target = target.0;
        ffi!(gc_coro_declare_variable(self.raw, as_value, target, variable, expression, location, before.0));
    }

    /// The label `name` of `function` before `before`: there `suspend`, the suspension `number`, goes on.
    pub fn label(&self, function: Function, name: &str, number: u32, suspend: Value, before: Value) {
        let (text, length) = (name.as_ptr().cast(), name.len());
        let (scope, suspend, before) = (subprogram(function), suspend.0, before.0);
        ffi!(gc_coro_label_suspension(self.raw, scope, text, length, number, suspend, before));
    }
}

fn subprogram(function: Function) -> LLVMMetadataRef {
    ffi!(LLVMGetSubprogram(function.as_value().0))
}
