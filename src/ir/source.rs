//! What debug information says of the source: where a function begins, and the variables and their types in words.

use std::ffi::c_char;

use inkwell::llvm_sys::debuginfo::*;
use inkwell::llvm_sys::prelude::{LLVMMetadataRef, LLVMValueRef};

use crate::ir::text::string_of;
use crate::ir::{Function, SourceLocation, Value};

unsafe extern "C" {
    fn gc_coro_variable_of(value: LLVMValueRef) -> LLVMMetadataRef;
    fn gc_coro_variable_of_fragment(value: LLVMValueRef) -> LLVMMetadataRef;
    fn gc_coro_variable_name(variable: LLVMMetadataRef, length: *mut usize) -> *const c_char;
    fn gc_coro_variable_type(variable: LLVMMetadataRef, bits: *mut u64) -> LLVMMetadataRef;
    fn gc_coro_inlined_from(instruction: LLVMValueRef, depth: u32, length: *mut usize) -> *const c_char;
    fn gc_coro_type_tag(ty: LLVMMetadataRef) -> u32;
    fn gc_coro_type_base(ty: LLVMMetadataRef) -> LLVMMetadataRef;
    fn gc_coro_type_elements(ty: LLVMMetadataRef, dimension: u32) -> u64;
}

/// Types are told down to this depth: those of a broken module might contain themselves.
const DEPTH: usize = 16;

/// A variable of the source, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceVariable {
    pub name: String,
    /// As C++ writes it; empty if it is not known.
    pub ty: String,
    /// Where it is declared.
    pub place: Option<SourceLocation>,
    /// The value is a fragment of it.
    pub is_fragment: bool,
}

impl SourceVariable {
    /// The variable that has all of `value`, or of which it is a fragment, or that is stored at the address `value`.
    pub fn of(value: Value) -> Option<SourceVariable> {
        let whole = ffi!(gc_coro_variable_of(value.0));
        let is_fragment = whole.is_null();
        let raw = if is_fragment { ffi!(gc_coro_variable_of_fragment(value.0)) } else { whole };
        if raw.is_null() {
            return None;
        }
        let (mut length, mut bits) = (0, 0);
        let name = string_of(ffi!(gc_coro_variable_name(raw, &mut length)), length);
        let ty = ffi!(gc_coro_variable_type(raw, &mut bits));
        let (file, line) = (ffi!(LLVMDIVariableGetFile(raw)), ffi!(LLVMDIVariableGetLine(raw)));
        let ty = if ty.is_null() { String::new() } else { type_name(ty, DEPTH) };
        Some(SourceVariable { name, ty, place: place(file, line), is_fragment })
    }
}

impl Value {
    /// An instruction's place in the function that it is in: that of the call where it was inlined.
    pub fn own_source_location(self) -> Option<SourceLocation> {
        if !self.is_instruction() {
            return None;
        }
        let mut at = ffi!(LLVMInstructionGetDebugLoc(self.0));
        if at.is_null() {
            return None;
        }
        loop {
            let outer = ffi!(LLVMDILocationGetInlinedAt(at));
            if outer.is_null() {
                break;
            }
            at = outer;
        }
        let (line, column) = (ffi!(LLVMDILocationGetLine(at)), ffi!(LLVMDILocationGetColumn(at)));
        let scope = ffi!(LLVMDILocationGetScope(at));
        place(ffi!(LLVMDIScopeGetFile(scope)), line).map(|place| SourceLocation { column, ..place })
    }

    /// The names of the functions that an instruction was inlined from, the innermost first.
    pub fn inlined_from(self) -> impl Iterator<Item = String> {
        (0..).map_while(move |depth| {
            let mut length = 0;
            let name = ffi!(gc_coro_inlined_from(self.0, depth, &mut length));
            (!name.is_null()).then(|| string_of(name, length))
        })
    }
}

impl Function {
    /// Where the source has it.
    pub fn source_location(self) -> Option<SourceLocation> {
        let subprogram = ffi!(LLVMGetSubprogram(self.as_value().0));
        if subprogram.is_null() {
            return None;
        }
        place(ffi!(LLVMDIScopeGetFile(subprogram)), ffi!(LLVMDISubprogramGetLine(subprogram)))
    }

    /// What relative names of files in its debug information are relative to; empty if it is not known.
    pub fn source_directory(self) -> String {
        let subprogram = ffi!(LLVMGetSubprogram(self.as_value().0));
        let file = if subprogram.is_null() { subprogram } else { ffi!(LLVMDIScopeGetFile(subprogram)) };
        if file.is_null() {
            return String::new();
        }
        let mut length = 0;
        let directory = ffi!(LLVMDIFileGetDirectory(file, &mut length));
        string_of(directory, length as usize)
    }
}

fn place(file: LLVMMetadataRef, line: u32) -> Option<SourceLocation> {
    if file.is_null() || line == 0 {
        return None;
    }
    let mut length = 0;
    let name = ffi!(LLVMDIFileGetFilename(file, &mut length));
    Some(SourceLocation { file: string_of(name, length as usize), line, column: 0 })
}

/// DWARF's numbers of tags.
mod tag {
    pub const ARRAY: u32 = 0x01;
    pub const POINTER: u32 = 0x0f;
    pub const REFERENCE: u32 = 0x10;
    pub const SUBROUTINE: u32 = 0x15;
    pub const CONST: u32 = 0x26;
    pub const VOLATILE: u32 = 0x35;
    pub const RVALUE_REFERENCE: u32 = 0x42;
}

/// The name of a type: its own, or that of what it is made of with a sign.
fn type_name(ty: LLVMMetadataRef, depth: usize) -> String {
    let mut length = 0;
    let own = string_of(ffi!(LLVMDITypeGetName(ty, &mut length)), length);
    if !own.is_empty() || depth == 0 {
        return own;
    }
    let base = ffi!(gc_coro_type_base(ty));
    let base = if base.is_null() { "void".to_owned() } else { type_name(base, depth - 1) };
    match ffi!(gc_coro_type_tag(ty)) {
        tag::POINTER => format!("{base}*"),
        tag::REFERENCE => format!("{base}&"),
        tag::RVALUE_REFERENCE => format!("{base}&&"),
        tag::CONST => format!("const {base}"),
        tag::VOLATILE => format!("volatile {base}"),
        tag::SUBROUTINE => "function".to_owned(),
        tag::ARRAY => (0..)
            .map(|dimension| ffi!(gc_coro_type_elements(ty, dimension)))
            .take_while(|count| *count > 0)
            .fold(base, |name, count| format!("{name}[{count}]")),
        // A lambda, a struct without a name.
        _ => String::new(),
    }
}
