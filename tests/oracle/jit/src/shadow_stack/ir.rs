//! Small handles over LLVM's C API, as much as the lowering needs.
//!
//! All of them belong to a module that lives as long as the lowering runs. That is why the calls of LLVM below are sound: each handle
//! was given out by LLVM for this module, and is not used after what it stands for was erased.

use std::ffi::CString;

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::*;
use inkwell::llvm_sys::target::{
    LLVMABISizeOfType, LLVMGetModuleDataLayout, LLVMOffsetOfElement, LLVMTargetDataRef,
};
use inkwell::llvm_sys::{LLVMOpcode, LLVMTypeKind};
use inkwell::types::ArrayType;

/// Calls a function of LLVM on handles of the module.
macro_rules! llvm {
    ($call:expr) => {
        // SAFETY: the handles are of the module that is being lowered, and exist.
        unsafe { $call }
    };
}
pub(super) use llvm;

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Value(pub LLVMValueRef);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Block(pub LLVMBasicBlockRef);

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Type(pub LLVMTypeRef);

/// Julia's spaces of pointers.
pub const TRACKED: u32 = 10;
pub const DERIVED: u32 = 11;
pub const LOADED: u32 = 13;

fn chain<T: Copy>(first: T, next: impl Fn(T) -> T, is_null: impl Fn(T) -> bool) -> Vec<T> {
    let there = |at: T| (!is_null(at)).then_some(at);
    std::iter::successors(there(first), |&at| there(next(at))).collect()
}

pub fn functions(module: LLVMModuleRef) -> Vec<Value> {
    let first = llvm!(LLVMGetFirstFunction(module));
    let all = chain(first, |at| llvm!(LLVMGetNextFunction(at)), |at| at.is_null());
    all.into_iter().map(Value).collect()
}

impl Type {
    pub fn kind(self) -> LLVMTypeKind {
        llvm!(LLVMGetTypeKind(self.0))
    }

    pub fn is_pointer_of(self, space: u32) -> bool {
        self.kind() == LLVMTypeKind::LLVMPointerTypeKind && llvm!(LLVMGetPointerAddressSpace(self.0)) == space
    }

    pub fn pointer(context: LLVMContextRef, space: u32) -> Self {
        Self(llvm!(LLVMPointerTypeInContext(context, space)))
    }

    pub fn null(self) -> Value {
        Value(llvm!(LLVMConstNull(self.0)))
    }

    /// The types of a struct's fields, an array's elements or a vector's lanes; nothing if it has none.
    fn parts(self) -> Vec<Type> {
        match self.kind() {
            LLVMTypeKind::LLVMStructTypeKind => {
                let count = llvm!(LLVMCountStructElementTypes(self.0));
                (0..count).map(|at| Type(llvm!(LLVMStructGetTypeAtIndex(self.0, at)))).collect()
            }
            LLVMTypeKind::LLVMArrayTypeKind => {
                let count = llvm!(ArrayType::new(self.0)).len() as usize;
                vec![Type(llvm!(LLVMGetElementType(self.0))); count]
            }
            LLVMTypeKind::LLVMVectorTypeKind => {
                let count = llvm!(LLVMGetVectorSize(self.0)) as usize;
                vec![Type(llvm!(LLVMGetElementType(self.0))); count]
            }
            _ => Vec::new(),
        }
    }

    /// Where in a value of this type pointers of `space` are: a list of indices for each.
    pub fn leaves(self, space: u32) -> Vec<Vec<u32>> {
        if self.is_pointer_of(space) {
            return vec![Vec::new()];
        }
        let mut found = Vec::new();
        for (at, part) in self.parts().into_iter().enumerate() {
            for rest in part.leaves(space) {
                found.push([vec![at as u32], rest].concat());
            }
        }
        found
    }

    /// The offset in bytes of a leaf in memory.
    pub fn offset(self, layout: LLVMTargetDataRef, path: &[u32]) -> u64 {
        let Some((&at, rest)) = path.split_first() else { return 0 };
        let part = self.parts()[at as usize];
        let own = if self.kind() == LLVMTypeKind::LLVMStructTypeKind {
            llvm!(LLVMOffsetOfElement(layout, self.0, at))
        } else {
            u64::from(at) * llvm!(LLVMABISizeOfType(layout, part.0))
        };
        own + part.offset(layout, rest)
    }
}

pub fn layout(module: LLVMModuleRef) -> LLVMTargetDataRef {
    llvm!(LLVMGetModuleDataLayout(module))
}

impl Value {
    pub fn ty(self) -> Type {
        Type(llvm!(LLVMTypeOf(self.0)))
    }

    pub fn name(self) -> String {
        let mut length = 0;
        let text = llvm!(LLVMGetValueName2(self.0, &raw mut length));
        // SAFETY: LLVM's text of this length.
        let bytes = unsafe { std::slice::from_raw_parts(text.cast::<u8>(), length) };
        String::from_utf8_lossy(bytes).into_owned()
    }

    pub fn is_instruction(self) -> bool {
        !llvm!(LLVMIsAInstruction(self.0)).is_null()
    }

    pub fn is_argument(self) -> bool {
        !llvm!(LLVMIsAArgument(self.0)).is_null()
    }

    /// Whether it is the constant `number`.
    pub fn is_number(self, number: u64) -> bool {
        self == Value(llvm!(LLVMConstInt(self.ty().0, number, 0)))
    }

    /// Of an instruction.
    pub fn opcode(self) -> LLVMOpcode {
        llvm!(LLVMGetInstructionOpcode(self.0))
    }

    pub fn is_phi(self) -> bool {
        self.is_instruction() && self.opcode() == LLVMOpcode::LLVMPHI
    }

    pub fn is_call(self) -> bool {
        self.is_instruction() && self.opcode() == LLVMOpcode::LLVMCall
    }

    pub fn operands(self) -> Vec<Value> {
        let count = llvm!(LLVMGetNumOperands(self.0)).max(0) as u32;
        (0..count).map(|at| Value(llvm!(LLVMGetOperand(self.0, at)))).collect()
    }

    pub fn operand(self, at: u32) -> Value {
        Value(llvm!(LLVMGetOperand(self.0, at)))
    }

    /// Of a phi: what comes from which block.
    pub fn incoming(self) -> Vec<(Value, Block)> {
        let of = |at| {
            (Value(llvm!(LLVMGetIncomingValue(self.0, at))), Block(llvm!(LLVMGetIncomingBlock(self.0, at))))
        };
        (0..llvm!(LLVMCountIncoming(self.0))).map(of).collect()
    }

    pub fn block(self) -> Block {
        Block(llvm!(LLVMGetInstructionParent(self.0)))
    }

    pub fn next(self) -> Value {
        Value(llvm!(LLVMGetNextInstruction(self.0)))
    }

    pub fn erase(self) {
        llvm!(LLVMInstructionEraseFromParent(self.0));
    }

    pub fn replace_uses(self, by: Value) {
        llvm!(LLVMReplaceAllUsesWith(self.0, by.0));
    }

    /// Of a call: the function that it names, if it names one.
    pub fn callee(self) -> Option<Value> {
        let called = Value(llvm!(LLVMGetCalledValue(self.0)));
        (!llvm!(LLVMIsAFunction(called.0)).is_null()).then_some(called)
    }

    pub fn arguments(self) -> Vec<Value> {
        let count = llvm!(LLVMGetNumArgOperands(self.0));
        (0..count).map(|at| self.operand(at)).collect()
    }

    /// Whether it is a guaranteed tail call: such a call stands directly before a return. (LLVM 16 has no function that tells.)
    pub fn is_musttail(self) -> bool {
        if !self.next().is_instruction() || self.next().opcode() != LLVMOpcode::LLVMRet {
            return false;
        }
        let text = llvm!(LLVMPrintValueToString(self.0));
        // SAFETY: LLVM's text, which ends in NUL, and is not used afterwards.
        unsafe {
            let found = std::ffi::CStr::from_ptr(text).to_string_lossy().contains("musttail call ");
            LLVMDisposeMessage(text);
            found
        }
    }

    /// Of a function.
    pub fn blocks(self) -> Vec<Block> {
        let first = llvm!(LLVMGetFirstBasicBlock(self.0));
        let all = chain(first, |at| llvm!(LLVMGetNextBasicBlock(at)), |at| at.is_null());
        all.into_iter().map(Block).collect()
    }

    /// Of a function.
    pub fn instructions(self) -> Vec<Value> {
        self.blocks().into_iter().flat_map(Block::instructions).collect()
    }

    /// Of a function: the name of its collector.
    pub fn collector(self) -> Option<String> {
        let name = llvm!(LLVMGetGC(self.0));
        // SAFETY: LLVM's text, which ends in NUL.
        (!name.is_null()).then(|| unsafe { std::ffi::CStr::from_ptr(name) }.to_string_lossy().into_owned())
    }
}

impl Block {
    pub fn instructions(self) -> Vec<Value> {
        let first = llvm!(LLVMGetFirstInstruction(self.0));
        let all = chain(first, |at| llvm!(LLVMGetNextInstruction(at)), |at| at.is_null());
        all.into_iter().map(Value).collect()
    }

    pub fn terminator(self) -> Value {
        Value(llvm!(LLVMGetBasicBlockTerminator(self.0)))
    }

    pub fn successors(self) -> Vec<Block> {
        let terminator = self.terminator();
        let count = llvm!(LLVMGetNumSuccessors(terminator.0));
        (0..count).map(|at| Block(llvm!(LLVMGetSuccessor(terminator.0, at)))).collect()
    }
}

/// Makes instructions.
pub struct Builder {
    raw: LLVMBuilderRef,
    pub context: LLVMContextRef,
}

impl Builder {
    pub fn new(module: LLVMModuleRef) -> Self {
        let context = llvm!(LLVMGetModuleContext(module));
        Self { raw: llvm!(LLVMCreateBuilderInContext(context)), context }
    }

    pub fn raw(&self) -> LLVMBuilderRef {
        self.raw
    }

    pub fn before(&self, inst: Value) -> &Self {
        llvm!(LLVMPositionBuilderBefore(self.raw, inst.0));
        self
    }

    pub fn at_end(&self, block: Block) -> &Self {
        llvm!(LLVMPositionBuilderAtEnd(self.raw, block.0));
        self
    }

    pub fn word(&self) -> Type {
        Type(llvm!(LLVMInt64TypeInContext(self.context)))
    }

    pub fn number(&self, number: u64) -> Value {
        Value(llvm!(LLVMConstInt(self.word().0, number, 0)))
    }

    /// Memory on the stack, aligned to 16 bytes.
    pub fn alloca(&self, bytes: u64) -> Value {
        let (byte, count) = (llvm!(LLVMInt8TypeInContext(self.context)), self.number(bytes).0);
        let made = llvm!(LLVMBuildArrayAlloca(self.raw, byte, count, c"".as_ptr()));
        llvm!(LLVMSetAlignment(made, 16));
        Value(made)
    }

    pub fn store(&self, value: Value, to: Value) {
        llvm!(LLVMBuildStore(self.raw, value.0, to.0));
    }

    pub fn load(&self, ty: Type, from: Value) -> Value {
        Value(llvm!(LLVMBuildLoad2(self.raw, ty.0, from.0, c"".as_ptr())))
    }

    /// `pointer`, and so many bytes.
    pub fn offset(&self, pointer: Value, bytes: u64) -> Value {
        let (byte, mut index) = (llvm!(LLVMInt8TypeInContext(self.context)), self.number(bytes).0);
        Value(llvm!(LLVMBuildGEP2(self.raw, byte, pointer.0, &raw mut index, 1, c"".as_ptr())))
    }

    pub fn phi(&self, ty: Type) -> Value {
        Value(llvm!(LLVMBuildPhi(self.raw, ty.0, c"".as_ptr())))
    }

    pub fn select(&self, condition: Value, yes: Value, no: Value) -> Value {
        Value(llvm!(LLVMBuildSelect(self.raw, condition.0, yes.0, no.0, c"".as_ptr())))
    }

    /// The part of a value that a path leads to.
    pub fn leaf(&self, value: Value, path: &[u32]) -> Value {
        path.iter().fold(value, |whole, &at| match whole.ty().kind() {
            LLVMTypeKind::LLVMVectorTypeKind => Value(llvm!(LLVMBuildExtractElement(
                self.raw,
                whole.0,
                self.number(u64::from(at)).0,
                c"".as_ptr()
            ))),
            _ => Value(llvm!(LLVMBuildExtractValue(self.raw, whole.0, at, c"".as_ptr()))),
        })
    }

    pub fn call(&self, ty: Type, function: Value, arguments: &[Value]) -> Value {
        let mut arguments: Vec<LLVMValueRef> = arguments.iter().map(|argument| argument.0).collect();
        let (all, count) = (arguments.as_mut_ptr(), arguments.len() as u32);
        Value(llvm!(LLVMBuildCall2(self.raw, ty.0, function.0, all, count, c"".as_ptr())))
    }

    /// `ret void`, or of a value.
    pub fn ret(&self, value: Option<Value>) {
        match value {
            Some(value) => llvm!(LLVMBuildRet(self.raw, value.0)),
            None => llvm!(LLVMBuildRetVoid(self.raw)),
        };
    }

    pub fn function_type(&self, result: Option<Type>, parameters: &[Type], is_variadic: bool) -> Type {
        let result = result.map_or(llvm!(LLVMVoidTypeInContext(self.context)), |ty| ty.0);
        let mut parameters: Vec<LLVMTypeRef> = parameters.iter().map(|ty| ty.0).collect();
        let (all, count) = (parameters.as_mut_ptr(), parameters.len() as u32);
        Type(llvm!(LLVMFunctionType(result, all, count, is_variadic.into())))
    }
}

impl Drop for Builder {
    fn drop(&mut self) {
        llvm!(LLVMDisposeBuilder(self.raw));
    }
}

/// The function of that name, declared if it is not there.
pub fn declared(module: LLVMModuleRef, name: &str, ty: Type) -> Value {
    let name = CString::new(name).expect("a name without NUL");
    let found = llvm!(LLVMGetNamedFunction(module, name.as_ptr()));
    Value(if found.is_null() { llvm!(LLVMAddFunction(module, name.as_ptr(), ty.0)) } else { found })
}
