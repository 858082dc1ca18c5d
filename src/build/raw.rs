//! The calls that inkwell cannot make: those with tokens.

use std::ffi::CString;

use inkwell::builder::Builder;
use inkwell::context::ContextRef;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::{LLVMTypeRef, LLVMValueRef};
use inkwell::types::{AsTypeRef, FunctionType};
use inkwell::values::{AsValueRef, FunctionValue};

use crate::build::error::BuildError;

/// A value that may be a token: of use as an operand only.
#[derive(Clone, Copy, Debug)]
pub(super) struct Raw(pub(super) LLVMValueRef);

impl<T: AsValueRef> From<T> for Raw {
    fn from(value: T) -> Raw {
        Raw(value.as_value_ref())
    }
}

/// The function in which the builder stands.
pub(super) fn current_function<'ctx>(builder: &Builder<'ctx>) -> Result<FunctionValue<'ctx>, BuildError> {
    builder.get_insert_block().and_then(|block| block.get_parent()).ok_or(BuildError::NoPosition)
}

pub(super) fn context_of<'ctx>(function: FunctionValue<'ctx>) -> ContextRef<'ctx> {
    function.get_type().get_context()
}

/// `none` of the token type.
pub(super) fn no_token(function: FunctionValue<'_>) -> Raw {
    // SAFETY: the function exists, so its type and its context do.
    unsafe {
        let context = LLVMGetTypeContext(LLVMGlobalGetValueType(function.as_value_ref()));
        Raw(LLVMConstNull(LLVMTokenTypeInContext(context)))
    }
}

/// Calls the intrinsic `name` (for `types`, if it has a declaration for each type) where the builder stands. Of the operands those
/// are used that this LLVM's declaration has.
pub(super) fn call_intrinsic(
    builder: &Builder<'_>,
    name: &str,
    types: &[LLVMTypeRef],
    operands: &[Raw],
    result: &str,
) -> Result<Raw, BuildError> {
    let function = current_function(builder)?;
    let mut types = types.to_vec();
    let mut operands: Vec<LLVMValueRef> = operands.iter().map(|operand| operand.0).collect();
    let text = CString::new(result).unwrap_or_default();
    // SAFETY: the builder stands in the function, whose module exists; LLVM has the intrinsics that are named here; the texts and
    // arrays are there until the calls return.
    unsafe {
        let module = LLVMGetGlobalParent(function.as_value_ref());
        let number = LLVMLookupIntrinsicID(name.as_ptr().cast(), name.len());
        let callee = LLVMGetIntrinsicDeclaration(module, number, types.as_mut_ptr(), types.len());
        let ty = LLVMGlobalGetValueType(callee);
        operands.truncate(LLVMCountParamTypes(ty) as usize);
        let is_void = LLVMGetReturnType(ty) == LLVMVoidTypeInContext(LLVMGetTypeContext(ty));
        let text = if is_void { c"" } else { text.as_c_str() };
        let count = operands.len() as u32;
        let builder = builder.as_mut_ptr();
        Ok(Raw(LLVMBuildCall2(builder, ty, callee, operands.as_mut_ptr(), count, text.as_ptr())))
    }
}

/// The function `name` of the module in which `function` is.
pub(super) fn named_function<'ctx>(function: FunctionValue<'ctx>, name: &str) -> Option<FunctionValue<'ctx>> {
    let name = CString::new(name).ok()?;
    // SAFETY: the function exists, so its module does; null becomes `None`.
    unsafe {
        let module = LLVMGetGlobalParent(function.as_value_ref());
        let found = LLVMGetNamedFunction(module, name.as_ptr());
        if found.is_null() { None } else { FunctionValue::new(found) }
    }
}

/// Declares `name`, which is new, in the module in which `function` is.
pub(super) fn add_function<'ctx>(
    function: FunctionValue<'ctx>,
    name: &str,
    ty: FunctionType<'ctx>,
) -> FunctionValue<'ctx> {
    let name = CString::new(name).unwrap_or_default();
    // SAFETY: the function exists, so its module does, in whose context the type is.
    let added = unsafe {
        let module = LLVMGetGlobalParent(function.as_value_ref());
        FunctionValue::new(LLVMAddFunction(module, name.as_ptr(), ty.as_type_ref()))
    };
    added.expect("LLVM adds functions")
}
