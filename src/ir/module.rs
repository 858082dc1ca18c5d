use std::ffi::CString;
use std::iter;

use inkwell::llvm_sys::LLVMLinkage;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::{LLVMContextRef, LLVMModuleRef};
use inkwell::llvm_sys::target::*;

use crate::ir::text::terminated;
use crate::ir::version::{Length, const_array};
use crate::ir::{DataLayout, Function, IrModule, Type, Value};

impl IrModule {
    /// # Safety
    /// `raw` is a module that exists as long as the handle.
    pub unsafe fn new(raw: LLVMModuleRef) -> Self {
        IrModule(raw)
    }

    pub fn raw(self) -> LLVMModuleRef {
        self.0
    }

    pub fn context(self) -> LLVMContextRef {
        ffi!(LLVMGetModuleContext(self.0))
    }

    /// Does `work` on a copy of the module, which is gone afterwards.
    pub fn with_copy<T>(self, work: impl FnOnce(IrModule) -> T) -> T {
        let copy = IrModule(ffi!(LLVMCloneModule(self.0)));
        let result = work(copy);
        ffi!(LLVMDisposeModule(copy.0));
        result
    }

    pub fn triple(self) -> String {
        terminated(ffi!(LLVMGetTarget(self.0))).unwrap_or_default()
    }

    pub fn functions(self) -> Vec<Function> {
        self.functions_between(None, None).collect()
    }

    /// The functions after `first` (of all, where there is none) up to, not including, `end`.
    pub fn functions_between(
        self,
        first: Option<Function>,
        end: Option<Function>,
    ) -> impl Iterator<Item = Function> {
        let start = match first {
            Some(first) => first.next_in_module(),
            None => Value::from_nullable(ffi!(LLVMGetFirstFunction(self.0))).map(Function),
        };
        iter::successors(start, |function| function.next_in_module()).take_while(move |f| Some(*f) != end)
    }

    pub fn last_function(self) -> Option<Function> {
        Value::from_nullable(ffi!(LLVMGetLastFunction(self.0))).map(Function)
    }

    /// The global variables and constants.
    pub fn variables(self) -> Vec<Value> {
        self.variables_after(None).collect()
    }

    /// The variables after `first` (all, where there is none).
    pub fn variables_after(self, first: Option<Value>) -> impl Iterator<Item = Value> {
        let start = match first {
            Some(first) => Value::from_nullable(ffi!(LLVMGetNextGlobal(first.0))),
            None => Value::from_nullable(ffi!(LLVMGetFirstGlobal(self.0))),
        };
        iter::successors(start, |variable| Value::from_nullable(ffi!(LLVMGetNextGlobal(variable.0))))
    }

    /// The last variable that is none of `others`.
    pub fn last_variable_but(self, others: &[Value]) -> Option<Value> {
        let last = Value::from_nullable(ffi!(LLVMGetLastGlobal(self.0)));
        let previous = |variable: &Value| Value::from_nullable(ffi!(LLVMGetPreviousGlobal(variable.0)));
        iter::successors(last, previous).find(|variable| !others.contains(variable))
    }

    pub fn function_named(self, name: &str) -> Option<Function> {
        let text = CString::new(name).ok()?;
        Value::from_nullable(ffi!(LLVMGetNamedFunction(self.0, text.as_ptr()))).map(Function)
    }

    /// The declaration `name` of type `ty`, made if it is missing.
    pub fn declare(self, name: &str, ty: Type) -> Function {
        self.function_named(name).unwrap_or_else(|| {
            let text = CString::new(name).expect("intrinsic names have no NUL");
            Function(Value(ffi!(LLVMAddFunction(self.0, text.as_ptr(), ty.0))))
        })
    }

    /// The declaration of LLVM's intrinsic `name` without its overloaded types, which are `overloads` in the versions of LLVM where
    /// it has some.
    pub fn intrinsic(self, name: &str, overloads: &[Type]) -> Function {
        let id = ffi!(LLVMLookupIntrinsicID(name.as_ptr().cast(), name.len()));
        let mut types: Vec<_> = overloads.iter().map(|ty| ty.0).collect();
        if ffi!(LLVMIntrinsicIsOverloaded(id) == 0) {
            types.clear();
        }
        let declared = ffi!(LLVMGetIntrinsicDeclaration(self.0, id, types.as_mut_ptr(), types.len()));
        Function(Value(declared))
    }

    /// A new function that no other module sees, without attributes and blocks.
    pub fn add_internal_function(self, name: &str, ty: Type) -> Function {
        let text = CString::new(name).unwrap_or_default();
        let function = ffi!(LLVMAddFunction(self.0, text.as_ptr(), ty.0));
        ffi!(LLVMSetLinkage(function, LLVMLinkage::LLVMInternalLinkage));
        Function(Value(function))
    }

    /// A private constant with the given elements, all of type `element`.
    pub fn add_constant_array(self, name: &str, element: Type, elements: &[Value]) -> Value {
        self.add_constant(name, self.const_array(element, elements))
    }

    /// A private constant.
    pub fn add_constant(self, name: &str, content: Value) -> Value {
        let text = CString::new(name).unwrap_or_default();
        let global = ffi!(LLVMAddGlobal(self.0, LLVMTypeOf(content.0), text.as_ptr()));
        ffi!(LLVMSetInitializer(global, content.0));
        ffi!(LLVMSetGlobalConstant(global, 1));
        ffi!(LLVMSetLinkage(global, LLVMLinkage::LLVMPrivateLinkage));
        Value(global)
    }

    /// The constant `name` of `bytes` bytes that another module has, declared if it is missing.
    pub fn declare_constant(self, name: &str, bytes: u64) -> Value {
        self.global_named(name).unwrap_or_else(|| {
            let text = CString::new(name).expect("symbols have no NUL");
            let ty = self.int_type(8).array_of(bytes);
            let global = ffi!(LLVMAddGlobal(self.0, ty.0, text.as_ptr()));
            ffi!(LLVMSetGlobalConstant(global, 1));
            Value(global)
        })
    }

    /// The function or variable `name`, declared as a variable of another module if it is missing.
    pub fn symbol(self, name: &str) -> Value {
        let function = || self.function_named(name).map(Function::as_value);
        self.global_named(name).or_else(function).unwrap_or_else(|| {
            let text = CString::new(name).expect("symbols have no NUL");
            Value(ffi!(LLVMAddGlobal(self.0, self.int_type(8).0, text.as_ptr())))
        })
    }

    /// A packed struct of constants.
    pub fn const_struct(self, fields: &[Value]) -> Value {
        let mut refs: Vec<_> = fields.iter().map(|v| v.0).collect();
        let count = u32::try_from(refs.len()).expect("few fields");
        Value(ffi!(LLVMConstStructInContext(self.context(), refs.as_mut_ptr(), count, 1)))
    }

    /// An array of constants of type `element`.
    pub fn const_array(self, element: Type, elements: &[Value]) -> Value {
        let mut refs: Vec<_> = elements.iter().map(|v| v.0).collect();
        let count = Length::try_from(refs.len()).expect("no object is that large");
        Value(ffi!(const_array(element.0, refs.as_mut_ptr(), count)))
    }

    /// The bytes of `text` and a NUL.
    pub fn const_string(self, text: &str) -> Value {
        let bytes: Vec<Value> =
            text.bytes().chain([0]).map(|b| self.int_type(8).const_int(u64::from(b))).collect();
        self.const_array(self.int_type(8), &bytes)
    }

    pub fn int_type(self, bits: u32) -> Type {
        Type(ffi!(LLVMIntTypeInContext(self.context(), bits)))
    }

    pub fn pointer_type(self) -> Type {
        Type(ffi!(LLVMPointerTypeInContext(self.context(), 0)))
    }

    /// The type of pointers in an address space.
    pub fn pointer_type_in(self, address_space: u32) -> Type {
        Type(ffi!(LLVMPointerTypeInContext(self.context(), address_space)))
    }

    pub fn void_type(self) -> Type {
        Type(ffi!(LLVMVoidTypeInContext(self.context())))
    }

    pub fn token_type(self) -> Type {
        Type(ffi!(LLVMTokenTypeInContext(self.context())))
    }

    /// The address space of global variables that do not say (LLVM language reference, "Data Layout").
    pub fn global_space(self) -> u32 {
        let text = terminated(ffi!(LLVMGetDataLayoutStr(self.0))).unwrap_or_default();
        let number = text.split('-').find_map(|piece| piece.strip_prefix('G')?.parse().ok());
        number.unwrap_or(0)
    }

    pub fn data_layout(self) -> DataLayout {
        DataLayout { raw: ffi!(LLVMGetModuleDataLayout(self.0)) }
    }
}

impl DataLayout {
    pub fn pointer_size(self) -> u64 {
        u64::from(ffi!(LLVMPointerSize(self.raw)))
    }

    /// Bytes of a pointer of that address space.
    pub fn pointer_size_in(self, address_space: u32) -> u64 {
        u64::from(ffi!(LLVMPointerSizeForAS(self.raw, address_space)))
    }

    /// Bytes that a store of the type writes; `u64::MAX` where LLVM, which counts bits, cannot tell (yet).
    pub fn store_size(self, ty: Type) -> u64 {
        self.countable(ty).map_or(u64::MAX, |_| ffi!(LLVMStoreSizeOfType(self.raw, ty.0)))
    }

    /// Bytes from one element of an array of the type to the next; `u64::MAX` where LLVM, which counts bits, cannot tell (yet).
    pub fn alloc_size(self, ty: Type) -> u64 {
        self.countable(ty).unwrap_or(u64::MAX)
    }

    /// Bytes from one element of an array of the type to the next, if they are known at compile time and their bits can be
    /// counted in 64.
    fn countable(self, ty: Type) -> Option<u64> {
        let counted = |bytes: &u64| *bytes < 1 << 60;
        if let Some((element, count)) = ty.array_shape() {
            return self.countable(element)?.checked_mul(count).filter(counted);
        }
        if ty.is_struct() {
            let mut fields = (0..ty.field_count()).map(|index| self.countable(ty.field(index)));
            fields.try_fold(0u64, |sum, field| sum.checked_add(field?).filter(counted))?;
        }
        ty.has_fixed_size().then(|| ffi!(LLVMABISizeOfType(self.raw, ty.0)))
    }

    /// Where field `index` of struct `ty` begins.
    pub fn field_offset(self, ty: Type, index: u32) -> u64 {
        ffi!(LLVMOffsetOfElement(self.raw, ty.0, index))
    }

    pub fn abi_align(self, ty: Type) -> u64 {
        u64::from(ffi!(LLVMABIAlignmentOfType(self.raw, ty.0)))
    }

    /// The integer type as wide as a pointer.
    pub fn index_type(self, module: IrModule) -> Type {
        module.int_type(u32::try_from(8 * self.pointer_size()).expect("a pointer has few bits"))
    }
}
