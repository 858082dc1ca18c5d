use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::debuginfo::LLVMInstructionSetDebugLoc;
use inkwell::llvm_sys::prelude::{LLVMBasicBlockRef, LLVMContextRef, LLVMUseRef, LLVMValueRef};
use inkwell::llvm_sys::{LLVMOpcode, LLVMValueKind};

use crate::ir::text::{string_attribute, string_of, take_message};
use crate::ir::{AttributeIndex, Block, Function, SourceLocation, Type, Use, Value, shim};

impl std::fmt::Display for SourceLocation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

impl Value {
    /// The reference of the C API.
    pub fn raw(self) -> LLVMValueRef {
        self.0
    }

    /// # Safety
    /// `raw` is a value that exists as long as the handle.
    pub unsafe fn from_raw(raw: LLVMValueRef) -> Self {
        Value(raw)
    }

    pub(super) fn from_nullable(raw: LLVMValueRef) -> Option<Value> {
        (!raw.is_null()).then_some(Value(raw))
    }

    pub fn kind(self) -> LLVMValueKind {
        ffi!(LLVMGetValueKind(self.0))
    }

    pub fn is_instruction(self) -> bool {
        self.kind() == LLVMValueKind::LLVMInstructionValueKind
    }

    pub fn is_argument(self) -> bool {
        self.kind() == LLVMValueKind::LLVMArgumentValueKind
    }

    pub fn is_metadata(self) -> bool {
        self.kind() == LLVMValueKind::LLVMMetadataAsValueValueKind
    }

    /// Whether the value is a constant whose bits are all zero.
    pub fn is_null(self) -> bool {
        ffi!(LLVMIsNull(self.0) != 0)
    }

    /// The function, if the value is one.
    pub fn as_function(self) -> Option<Function> {
        (self.kind() == LLVMValueKind::LLVMFunctionValueKind).then_some(Function(self))
    }

    /// The function of an argument.
    pub fn argument_owner(self) -> Function {
        debug_assert!(self.is_argument(), "no argument: {}", self.print());
        Function(Value(ffi!(LLVMGetParamParent(self.0))))
    }

    /// The opcode of an instruction.
    pub fn opcode(self) -> Option<LLVMOpcode> {
        self.is_instruction().then(|| crate::ir::version::known(ffi!(LLVMGetInstructionOpcode(self.0))))
    }

    pub fn is_opcode(self, opcode: LLVMOpcode) -> bool {
        self.opcode() == Some(opcode)
    }

    pub fn is_alloca(self) -> bool {
        self.is_opcode(LLVMOpcode::LLVMAlloca)
    }

    pub fn is_phi(self) -> bool {
        self.is_opcode(LLVMOpcode::LLVMPHI)
    }

    pub fn is_call(self) -> bool {
        self.is_opcode(LLVMOpcode::LLVMCall)
    }

    pub fn is_invoke(self) -> bool {
        self.is_opcode(LLVMOpcode::LLVMInvoke)
    }

    /// Whether a call is marked `tail` or `musttail`.
    pub fn is_tail_call(self) -> bool {
        ffi!(LLVMIsTailCall(self.0) != 0)
    }

    /// Marks a call `tail`.
    pub fn mark_tail_call(self) {
        ffi!(LLVMSetTailCall(self.0, 1))
    }

    /// Takes the mark from a call.
    pub fn clear_tail_call(self) {
        ffi!(LLVMSetTailCall(self.0, 0))
    }

    pub fn is_terminator(self) -> bool {
        self.is_instruction() && !ffi!(LLVMIsATerminatorInst(self.0)).is_null()
    }

    pub fn ty(self) -> Type {
        Type(ffi!(LLVMTypeOf(self.0)))
    }

    pub fn name(self) -> String {
        let mut length = 0;
        let pointer = ffi!(LLVMGetValueName2(self.0, &mut length));
        string_of(pointer, length)
    }

    pub fn has_name(self) -> bool {
        let mut length = 0;
        ffi!(LLVMGetValueName2(self.0, &mut length));
        length > 0
    }

    /// Names the value; LLVM adds a number to a name that is taken.
    pub fn set_name(self, name: &str) {
        ffi!(LLVMSetValueName2(self.0, name.as_ptr().cast(), name.len()))
    }

    /// The number of operands; 0 for what has none by its kind, as an argument, a block or `token none`.
    pub fn operand_count(self) -> u32 {
        if ffi!(LLVMIsAUser(self.0)).is_null() {
            return 0;
        }
        u32::try_from(ffi!(LLVMGetNumOperands(self.0))).unwrap_or(0)
    }

    /// Operand `index`; `None` where the value has none, or an empty slot.
    pub fn operand(self, index: u32) -> Option<Value> {
        // LLVM reads beside the operands if there are fewer.
        if index >= self.operand_count() {
            return None;
        }
        Value::from_nullable(ffi!(LLVMGetOperand(self.0, index)))
    }

    /// Operand `index` of an instruction is `value` from now on, which has the same type.
    pub fn set_operand(self, index: u32, value: Value) {
        ffi!(LLVMSetOperand(self.0, index, value.0))
    }

    pub fn operands(self) -> impl Iterator<Item = Value> {
        (0..self.operand_count()).filter_map(move |i| Value::from_nullable(ffi!(LLVMGetOperand(self.0, i))))
    }

    /// Argument `index` of a call or invoke, or operand `index` of another instruction, which is known to have it.
    pub fn argument(self, index: u32) -> Value {
        debug_assert!(
            self.is_instruction() && index < self.operand_count(),
            "no operand {index} in {}",
            self.print()
        );
        Value(ffi!(LLVMGetOperand(self.0, index)))
    }

    /// The number of arguments of a call or invoke.
    pub fn argument_count(self) -> u32 {
        debug_assert!(self.is_any_call(), "no call: {}", self.print());
        ffi!(LLVMGetNumArgOperands(self.0))
    }

    /// The function that a call or invoke names, without looking through casts.
    pub fn called_function(self) -> Option<Function> {
        match self.opcode()? {
            LLVMOpcode::LLVMCall | LLVMOpcode::LLVMInvoke | LLVMOpcode::LLVMCallBr => {
                Value::from_nullable(ffi!(LLVMGetCalledValue(self.0)))?.as_function()
            }
            _ => None,
        }
    }

    /// The function type that a call or invoke calls with.
    pub fn called_type(self) -> Type {
        debug_assert!(self.is_any_call(), "no call: {}", self.print());
        Type(ffi!(LLVMGetCalledFunctionType(self.0)))
    }

    /// Adds a string attribute without value to a call site.
    pub fn add_call_attribute(self, key: &str) {
        let raw = string_attribute(self.context(), key, "");
        ffi!(LLVMAddCallSiteAttribute(self.0, AttributeIndex::Function.raw(), raw));
    }

    /// Lets a call call something else, of another type; arguments, attributes and the kind of tail call stay.
    pub fn set_callee(self, ty: Type, callee: Value) {
        shim::set_callee(self, ty, callee);
    }

    /// LLVM's number of the calling convention of a call or invoke.
    pub fn call_convention(self) -> u32 {
        debug_assert!(self.is_any_call(), "no call: {}", self.print());
        ffi!(LLVMGetInstructionCallConv(self.0))
    }

    /// The uses, in LLVM's use-list order (which follows from how the IR was built or read).
    pub fn uses(self) -> Vec<Use> {
        let mut uses = Vec::new();
        let mut cursor: LLVMUseRef = ffi!(LLVMGetFirstUse(self.0));
        while !cursor.is_null() {
            let user = Value(ffi!(LLVMGetUser(cursor)));
            uses.push(Use { user, operand: shim::operand_number(cursor) });
            cursor = ffi!(LLVMGetNextUse(cursor));
        }
        uses
    }

    /// The users, one entry for each use.
    pub fn users(self) -> Vec<Value> {
        let mut users = Vec::new();
        let mut cursor = ffi!(LLVMGetFirstUse(self.0));
        while !cursor.is_null() {
            users.push(Value(ffi!(LLVMGetUser(cursor))));
            cursor = ffi!(LLVMGetNextUse(cursor));
        }
        users
    }

    pub fn has_uses(self) -> bool {
        !ffi!(LLVMGetFirstUse(self.0)).is_null()
    }

    /// Lets all users use `other`, which has the same type.
    pub fn replace_all_uses_with(self, other: Value) {
        if self != other {
            ffi!(LLVMReplaceAllUsesWith(self.0, other.0))
        }
    }

    /// Lets an instruction stand for no line of the source.
    pub fn forget_location(self) {
        ffi!(LLVMInstructionSetDebugLoc(self.0, std::ptr::null_mut()))
    }

    /// The block of an instruction.
    pub fn block(self) -> Block {
        debug_assert!(self.is_instruction(), "no instruction: {}", self.print());
        Block(ffi!(LLVMGetInstructionParent(self.0)))
    }

    /// The instruction after this one in its block.
    pub fn next(self) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetNextInstruction(self.0)))
    }

    /// The instruction before this one in its block.
    pub fn previous(self) -> Option<Value> {
        Value::from_nullable(ffi!(LLVMGetPreviousInstruction(self.0)))
    }

    /// Erases an instruction, whose result nothing uses any more.
    pub fn erase(self) {
        ffi!(LLVMInstructionEraseFromParent(self.0))
    }

    /// The number of successors of a terminator.
    pub fn successor_count(self) -> u32 {
        debug_assert!(self.is_terminator(), "no terminator: {}", self.print());
        ffi!(LLVMGetNumSuccessors(self.0))
    }

    /// Successor `index` of a terminator.
    pub fn successor(self, index: u32) -> Block {
        debug_assert!(index < self.successor_count(), "no successor {index} of {}", self.print());
        Block(ffi!(LLVMGetSuccessor(self.0, index)))
    }

    /// Successor `index` of a terminator is `block` from now on.
    pub fn set_successor(self, index: u32, block: Block) {
        ffi!(LLVMSetSuccessor(self.0, index, block.0))
    }

    /// The successors of a terminator.
    pub fn successors(self) -> impl Iterator<Item = Block> {
        (0..self.successor_count()).map(move |i| self.successor(i))
    }

    /// The cases of a `switch`, value and target, without the default.
    pub fn switch_cases(self) -> Vec<(Value, Block)> {
        (1..self.successor_count()).map(|i| (self.switch_case_value(i), self.successor(i))).collect()
    }

    /// The number of incoming edges of a phi.
    pub fn incoming_count(self) -> u32 {
        debug_assert!(self.is_phi(), "no phi: {}", self.print());
        ffi!(LLVMCountIncoming(self.0))
    }

    /// Incoming values and blocks of a phi.
    pub fn incoming(self) -> Vec<(Value, Block)> {
        debug_assert!(self.is_phi(), "no phi: {}", self.print());
        let count = ffi!(LLVMCountIncoming(self.0));
        (0..count)
            .map(|i| ffi!((Value(LLVMGetIncomingValue(self.0, i)), Block(LLVMGetIncomingBlock(self.0, i)))))
            .collect()
    }

    /// The block that a phi has the value of operand `index` from.
    pub fn incoming_block(self, index: u32) -> Block {
        debug_assert!(self.is_phi(), "no phi: {}", self.print());
        Block(ffi!(LLVMGetIncomingBlock(self.0, index)))
    }

    /// Adds an incoming edge to a phi.
    pub fn add_incoming(self, value: Value, block: Block) {
        let (mut values, mut blocks): ([LLVMValueRef; 1], [LLVMBasicBlockRef; 1]) = ([value.0], [block.0]);
        ffi!(LLVMAddIncoming(self.0, values.as_mut_ptr(), blocks.as_mut_ptr(), 1))
    }

    /// The value of an integer constant, zero-extended.
    pub fn const_int(self) -> Option<u64> {
        if self.kind() != LLVMValueKind::LLVMConstantIntValueKind || self.ty().int_width()? > 64 {
            return None;
        }
        Some(ffi!(LLVMConstIntGetZExtValue(self.0)))
    }

    pub fn is_block_address(self) -> bool {
        self.kind() == LLVMValueKind::LLVMBlockAddressValueKind
    }

    /// `inttoptr` of an integer constant.
    pub fn const_int_to_pointer(self, ty: Type) -> Value {
        Value(ffi!(LLVMConstIntToPtr(self.0, ty.0)))
    }

    /// A constant address as pointer type `ty`: `addrspacecast` where that is of another space.
    pub fn constant_in(self, ty: Type) -> Value {
        if self.ty() == ty {
            return self;
        }
        Value(ffi!(LLVMConstAddrSpaceCast(self.0, ty.0)))
    }

    /// A constant address `bytes` bytes after this one, of which nothing is promised; itself for 0 bytes.
    pub fn constant_after(self, bytes: u64) -> Value {
        if bytes == 0 {
            return self;
        }
        let int = |bits| ffi!(LLVMIntTypeInContext(self.context(), bits));
        let mut index = [ffi!(LLVMConstInt(int(64), bytes, 0))];
        Value(ffi!(LLVMConstGEP2(int(8), self.0, index.as_mut_ptr(), 1)))
    }

    /// Whether each thread has a global variable of its own by this name.
    pub fn is_thread_local(self) -> bool {
        ffi!(LLVMIsThreadLocal(self.0)) != 0
    }

    /// The constant distance in bytes from global `from` to this one, in 32 bits.
    pub fn distance_from(self, from: Value) -> Value {
        let int = |bits| ffi!(LLVMIntTypeInContext(self.context(), bits));
        let number = |global: Value| ffi!(LLVMConstPtrToInt(global.0, int(64)));
        let difference = ffi!(LLVMConstSub(number(self), number(from)));
        Value(ffi!(LLVMConstTrunc(difference, int(32))))
    }

    /// The type that the indices of a `getelementptr` count in.
    pub fn gep_source_type(self) -> Type {
        debug_assert!(
            self.operation() == Some(LLVMOpcode::LLVMGetElementPtr),
            "no address: {}",
            self.print()
        );
        Type(ffi!(LLVMGetGEPSourceElementType(self.0)))
    }

    /// The type that an alloca allocates one or more of.
    pub fn allocated_type(self) -> Type {
        debug_assert!(self.is_alloca(), "no alloca: {}", self.print());
        Type(ffi!(LLVMGetAllocatedType(self.0)))
    }

    /// Alignment in bytes of an alloca, load or store.
    pub fn alignment(self) -> u64 {
        shim::alignment(self)
    }

    /// Sets the alignment in bytes, a power of two, of an alloca, load, store or global.
    pub fn set_alignment(self, bytes: u64) {
        shim::set_alignment(self, bytes);
    }

    /// Erases the instruction: `other` takes its name and its uses.
    pub fn be_replaced_by(self, other: Value) {
        self.replace_all_uses_with(other);
        let name = self.name();
        self.erase();
        other.set_name(&name);
    }

    /// Optimisers leave a load or store where it is, before and after the calls around it.
    pub fn make_volatile(self) {
        ffi!(LLVMSetVolatile(self.0, 1))
    }

    /// Whether a load or store is volatile.
    pub fn is_volatile(self) -> bool {
        ffi!(LLVMGetVolatile(self.0) != 0)
    }

    fn context(self) -> LLVMContextRef {
        ffi!(LLVMGetTypeContext(LLVMTypeOf(self.0)))
    }

    /// LLVM's number of the metadata kind `name`.
    pub(super) fn metadata_kind(self, name: &str) -> u32 {
        let length = u32::try_from(name.len()).expect("metadata names are short");
        ffi!(LLVMGetMDKindIDInContext(self.context(), name.as_ptr().cast(), length))
    }

    /// Whether an instruction has metadata of kind `kind`.
    pub fn has_metadata(self, kind: &str) -> bool {
        ffi!(LLVMHasMetadata(self.0)) != 0 && self.metadata(kind).is_some()
    }

    /// The name of the type in a load's or store's `!tbaa` (the second operand of the access tag).
    pub fn alias_class(self) -> Option<String> {
        let tag = self.metadata("tbaa")?;
        let ty = tag.metadata_operands().get(1).copied().flatten()?;
        let text = ty.metadata_operands().first().copied().flatten()?;
        let mut length = 0;
        let pointer = ffi!(LLVMGetMDString(text.0, &mut length));
        (!pointer.is_null()).then(|| string_of(pointer, length as usize))
    }

    /// The operands of a metadata node.
    fn metadata_operands(self) -> Vec<Option<Value>> {
        if !self.is_metadata() || ffi!(LLVMIsAMDNode(self.0)).is_null() {
            return Vec::new();
        }
        let count = ffi!(LLVMGetMDNodeNumOperands(self.0)) as usize;
        let mut raw: Vec<LLVMValueRef> = vec![std::ptr::null_mut(); count];
        // SAFETY: besides the invariant of handles: `raw` has a place for each of the operands, whose number LLVM gave.
        unsafe { LLVMGetMDNodeOperands(self.0, raw.as_mut_ptr()) }
        raw.into_iter().map(Value::from_nullable).collect()
    }

    /// An instruction's debug location.
    pub fn source_location(self) -> Option<SourceLocation> {
        if !self.is_instruction() {
            return None;
        }
        let mut length = 0;
        let file = string_of(ffi!(LLVMGetDebugLocFilename(self.0, &mut length)), length as usize);
        let line = ffi!(LLVMGetDebugLocLine(self.0));
        let column = ffi!(LLVMGetDebugLocColumn(self.0));
        (line != 0).then_some(SourceLocation { file, line, column })
    }

    /// The text that `llvm-dis` gives, without leading space.
    pub fn print(self) -> String {
        take_message(ffi!(LLVMPrintValueToString(self.0))).trim().to_string()
    }
}

#[cfg(test)]
mod tests {
    //! What has no operands is asked for them: LLVM would read the memory before the value.

    use crate::ir::IrModule;
    use inkwell::context::Context;
    use inkwell::memory_buffer::MemoryBuffer;

    const TEXT: &str = "\
        declare ptr @llvm.coro.begin(token, ptr)\n\
        define ptr @f(ptr %memory) {\n  %handle = call ptr @llvm.coro.begin(token none, ptr %memory)\n  ret ptr %handle\n}\n";

    #[test]
    fn no_operands() {
        let context = Context::create();
        let buffer = MemoryBuffer::create_from_memory_range_copy(TEXT.as_bytes(), "test");
        let module = context.create_module_from_ir(buffer).expect("the text is valid");
        // SAFETY: the module is not freed before the end of this function.
        let module = unsafe { IrModule::new(module.as_mut_ptr()) };
        let function = module.function_named("f").expect("the text has it");
        let begin = function.instructions()[0];
        assert_eq!(begin.operand_count(), 3, "two arguments and the callee");
        assert_eq!(begin.operand(3), None);
        let (token, argument) = (begin.argument(0), begin.argument(1));
        for value in [token, argument, module.int_type(32).null()] {
            assert_eq!(value.operand_count(), 0);
            assert_eq!(value.operand(3), None);
            assert_eq!(value.initializer(), None);
        }
    }
}
