use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::debuginfo::LLVMInstructionGetDebugLoc;
use inkwell::llvm_sys::prelude::LLVMValueRef;
use inkwell::llvm_sys::{LLVMAtomicOrdering, LLVMIntPredicate};

use crate::ir::text::text;
use crate::ir::{Block, Builder, IrModule, Type, Value, shim};

impl Drop for Builder {
    fn drop(&mut self) {
        ffi!(LLVMDisposeBuilder(self.raw))
    }
}

// The builder stands at a live instruction or block, which nobody erases while the builder is used.
impl Builder {
    fn new(module: IrModule) -> Self {
        Builder { raw: ffi!(LLVMCreateBuilderInContext(module.context())), module }
    }

    /// Before `instruction`, with its debug location.
    pub fn before(instruction: Value) -> Self {
        let builder = Builder::new(instruction.block().function().module());
        builder.go_before(instruction);
        builder
    }

    /// At the end of `block`, without a debug location.
    pub fn at_end(block: Block) -> Self {
        let builder = Builder::new(block.function().module());
        ffi!(LLVMPositionBuilderAtEnd(builder.raw, block.0));
        builder
    }

    /// Goes to the place before `instruction`, of the same module.
    pub fn go_before(&self, instruction: Value) {
        ffi!(LLVMPositionBuilderBefore(self.raw, instruction.0));
        ffi!(LLVMSetCurrentDebugLocation2(self.raw, LLVMInstructionGetDebugLoc(instruction.0)))
    }

    /// Forgets the debug location: for code that stands for no line.
    pub fn without_location(self) -> Self {
        ffi!(LLVMSetCurrentDebugLocation2(self.raw, std::ptr::null_mut()));
        self
    }

    pub fn module(&self) -> IrModule {
        self.module
    }

    pub fn alloca(&self, ty: Type, name: &str) -> Value {
        Value(ffi!(LLVMBuildAlloca(self.raw, ty.0, text(name).as_ptr())))
    }

    /// A load with an alignment in bytes.
    pub fn load(&self, ty: Type, address: Value, align: u64, name: &str) -> Value {
        let load = Value(ffi!(LLVMBuildLoad2(self.raw, ty.0, address.0, text(name).as_ptr())));
        load.set_alignment(align);
        load
    }

    /// A store with an alignment in bytes.
    pub fn store(&self, value: Value, address: Value, align: u64) {
        let store = Value(ffi!(LLVMBuildStore(self.raw, value.0, address.0)));
        store.set_alignment(align);
    }

    /// A load of a word that other threads may change at the same time. It orders nothing else.
    pub fn load_unordered(&self, ty: Type, address: Value, align: u64, name: &str) -> Value {
        let load = self.load(ty, address, align, name);
        ffi!(LLVMSetOrdering(load.0, LLVMAtomicOrdering::LLVMAtomicOrderingUnordered));
        load
    }

    /// A store that publishes what was stored before: a thread that acquires `value` sees all of it.
    pub fn store_release(&self, value: Value, address: Value, align: u64) {
        let store = Value(ffi!(LLVMBuildStore(self.raw, value.0, address.0)));
        ffi!(LLVMSetOrdering(store.0, LLVMAtomicOrdering::LLVMAtomicOrderingRelease));
        store.set_alignment(align);
    }

    /// `base` + `offset` bytes, inbounds.
    pub fn byte_offset(&self, base: Value, offset: u64, name: &str) -> Value {
        let mut index = [self.module.int_type(64).const_int(offset).0];
        let bytes = self.module.int_type(8).0;
        let gep = LLVMBuildInBoundsGEP2;
        Value(ffi!(gep(self.raw, bytes, base.0, index.as_mut_ptr(), 1, text(name).as_ptr())))
    }

    /// `base` + `offset` bytes, of which nothing is promised; `base` itself for 0 bytes.
    pub fn byte_distance(&self, base: Value, offset: u64, name: &str) -> Value {
        if offset == 0 {
            return base;
        }
        let mut index = [self.module.int_type(64).const_int(offset).0];
        let bytes = self.module.int_type(8).0;
        Value(ffi!(LLVMBuildGEP2(self.raw, bytes, base.0, index.as_mut_ptr(), 1, text(name).as_ptr())))
    }

    /// `llvm.lifetime.start` or `.end` of an alloca.
    pub fn lifetime_marker(&self, alloca: Value, is_start: bool) {
        shim::lifetime_marker(self, alloca, is_start);
    }

    /// A copy of `instruction`, with the same operands.
    pub fn copy_of(&self, instruction: Value) -> Value {
        let copy = ffi!(LLVMInstructionClone(instruction.0));
        ffi!(LLVMInsertIntoBuilderWithName(self.raw, copy, text(&instruction.name()).as_ptr()));
        Value(copy)
    }

    /// The same without its name.
    pub fn unnamed_copy_of(&self, instruction: Value) -> Value {
        let copy = ffi!(LLVMInstructionClone(instruction.0));
        ffi!(LLVMInsertIntoBuilder(self.raw, copy));
        Value(copy)
    }

    pub fn copy_memory(&self, to: Value, from: Value, bytes: u64, align: u64) {
        // No copy is better for an alignment that this is too narrow for.
        let align = u32::try_from(align).unwrap_or(1 << 31);
        let size = self.module.int_type(64).const_int(bytes);
        ffi!(LLVMBuildMemCpy(self.raw, to.0, align, from.0, align, size.0));
    }

    pub fn call(&self, ty: Type, callee: Value, args: &[Value], name: &str) -> Value {
        let mut refs: Vec<LLVMValueRef> = args.iter().map(|v| v.0).collect();
        let count = u32::try_from(refs.len()).expect("argument count fits 32 bits");
        let name = text(name);
        Value(ffi!(LLVMBuildCall2(self.raw, ty.0, callee.0, refs.as_mut_ptr(), count, name.as_ptr())))
    }

    pub fn set_call_convention(&self, call: Value, convention: u32) {
        ffi!(LLVMSetInstructionCallConv(call.0, convention))
    }

    pub fn select(&self, condition: Value, yes: Value, no: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildSelect(self.raw, condition.0, yes.0, no.0, text(name).as_ptr())))
    }

    pub fn is_null(&self, value: Value, name: &str) -> Value {
        let predicate = LLVMIntPredicate::LLVMIntEQ;
        let null = value.ty().null();
        Value(ffi!(LLVMBuildICmp(self.raw, predicate, value.0, null.0, text(name).as_ptr())))
    }

    pub fn is_equal(&self, a: Value, b: Value) -> Value {
        Value(ffi!(LLVMBuildICmp(self.raw, LLVMIntPredicate::LLVMIntEQ, a.0, b.0, c"".as_ptr())))
    }

    pub fn is_at_least(&self, a: Value, b: Value, name: &str) -> Value {
        let predicate = LLVMIntPredicate::LLVMIntUGE;
        Value(ffi!(LLVMBuildICmp(self.raw, predicate, a.0, b.0, text(name).as_ptr())))
    }

    /// Puts `new` in the place of `old` at `address`, in one step that synchronises with other threads; whether `old` was there.
    pub fn exchange(&self, address: Value, old: Value, new: Value, name: &str) -> Value {
        use LLVMAtomicOrdering::{LLVMAtomicOrderingAcquire, LLVMAtomicOrderingAcquireRelease};
        let orders = (LLVMAtomicOrderingAcquireRelease, LLVMAtomicOrderingAcquire);
        self.compare_exchange(address, old, new, orders, name)
    }

    /// The same, which only acquires: if `old` was there, this thread sees what was stored before `old`.
    pub fn exchange_acquire(&self, address: Value, old: Value, new: Value, name: &str) -> Value {
        use LLVMAtomicOrdering::{LLVMAtomicOrderingAcquire, LLVMAtomicOrderingMonotonic};
        let orders = (LLVMAtomicOrderingAcquire, LLVMAtomicOrderingMonotonic);
        self.compare_exchange(address, old, new, orders, name)
    }

    fn compare_exchange(
        &self,
        address: Value,
        old: Value,
        new: Value,
        (success, failure): (LLVMAtomicOrdering, LLVMAtomicOrdering),
        name: &str,
    ) -> Value {
        let pair = ffi!(LLVMBuildAtomicCmpXchg(self.raw, address.0, old.0, new.0, success, failure, 0));
        self.extract_value(Value(pair), 1, name)
    }

    pub fn and(&self, a: Value, b: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildAnd(self.raw, a.0, b.0, text(name).as_ptr())))
    }

    /// `value` by `bits` bits to the right, as an unsigned number.
    pub fn shift_right(&self, value: Value, bits: Value, name: &str) -> Value {
        Value(ffi!(LLVMBuildLShr(self.raw, value.0, bits.0, text(name).as_ptr())))
    }

    pub fn or(&self, a: Value, b: Value) -> Value {
        Value(ffi!(LLVMBuildOr(self.raw, a.0, b.0, c"".as_ptr())))
    }

    pub fn pointer_to_int(&self, value: Value, ty: Type, name: &str) -> Value {
        Value(ffi!(LLVMBuildPtrToInt(self.raw, value.0, ty.0, text(name).as_ptr())))
    }

    pub fn phi(&self, ty: Type, name: &str) -> Value {
        Value(ffi!(LLVMBuildPhi(self.raw, ty.0, text(name).as_ptr())))
    }

    pub fn branch(&self, target: Block) -> Value {
        Value(ffi!(LLVMBuildBr(self.raw, target.0)))
    }

    pub fn branch_if(&self, condition: Value, yes: Block, no: Block) -> Value {
        Value(ffi!(LLVMBuildCondBr(self.raw, condition.0, yes.0, no.0)))
    }

    pub fn switch(&self, on: Value, default: Block, cases: &[(Value, Block)]) -> Value {
        let count = u32::try_from(cases.len()).expect("case count fits 32 bits");
        let switch = ffi!(LLVMBuildSwitch(self.raw, on.0, default.0, count));
        for (value, block) in cases {
            ffi!(LLVMAddCase(switch, value.0, block.0));
        }
        Value(switch)
    }

    pub fn return_void(&self) {
        ffi!(LLVMBuildRetVoid(self.raw));
    }

    pub fn return_value(&self, value: Value) {
        ffi!(LLVMBuildRet(self.raw, value.0));
    }

    /// Ends the program.
    pub fn trap(&self) {
        let ty = Type::function(self.module().void_type(), &[]);
        self.call(ty, self.module().declare("llvm.trap", ty).as_value(), &[], "");
    }

    pub fn unreachable(&self) {
        ffi!(LLVMBuildUnreachable(self.raw));
    }

    /// `cleanuppad within parent []`
    pub fn cleanup_pad(&self, parent: Value, name: &str) -> Value {
        let build = LLVMBuildCleanupPad;
        Value(ffi!(build(self.raw, parent.0, std::ptr::null_mut(), 0, text(name).as_ptr())))
    }

    /// `cleanupret from pad unwind label target`
    pub fn cleanup_return_to(&self, pad: Value, target: Block) {
        ffi!(LLVMBuildCleanupRet(self.raw, pad.0, target.0));
    }

    /// `cleanupret from pad unwind to caller`.
    pub fn cleanup_return(&self, pad: Value) {
        ffi!(LLVMBuildCleanupRet(self.raw, pad.0, std::ptr::null_mut()));
    }
}
