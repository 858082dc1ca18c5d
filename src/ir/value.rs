use std::ffi::CString;

use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::{LLVMBasicBlockRef, LLVMUseRef, LLVMValueRef};
use inkwell::llvm_sys::{LLVMOpcode, LLVMValueKind};

use crate::ir::text::string_of;
use crate::ir::text::take_message;
use crate::ir::{Block, Function, Type, Use, Value, shim};

// SAFETY (whole file): a `Value` is only made from a non-null reference into a living module, and no method is called
// on one whose object was erased; methods that need a certain kind of value check it or say so.
impl Value {
    /// # Safety
    /// `raw` is a value of a module that outlives the handle.
    pub unsafe fn new(raw: LLVMValueRef) -> Self {
        debug_assert!(!raw.is_null());
        Value(raw)
    }

    pub fn raw(self) -> LLVMValueRef {
        self.0
    }

    pub(super) fn from_nullable(raw: LLVMValueRef) -> Option<Value> {
        (!raw.is_null()).then_some(Value(raw))
    }

    pub fn kind(self) -> LLVMValueKind {
        unsafe { LLVMGetValueKind(self.0) }
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

    pub fn is_null(self) -> bool {
        unsafe { LLVMIsNull(self.0) != 0 }
    }

    /// The function, if the value is one.
    pub fn as_function(self) -> Option<Function> {
        (self.kind() == LLVMValueKind::LLVMFunctionValueKind).then_some(Function(self))
    }

    /// The block, if the value is a label.
    pub fn as_block(self) -> Option<Block> {
        (self.kind() == LLVMValueKind::LLVMBasicBlockValueKind)
            .then(|| Block(unsafe { LLVMValueAsBasicBlock(self.0) }))
    }

    /// The function of an argument.
    pub fn argument_owner(self) -> Function {
        Function(Value(unsafe { LLVMGetParamParent(self.0) }))
    }

    /// The opcode of an instruction.
    pub fn opcode(self) -> Option<LLVMOpcode> {
        self.is_instruction().then(|| crate::ir::version::known(unsafe { LLVMGetInstructionOpcode(self.0) }))
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
        unsafe { LLVMIsTailCall(self.0) != 0 }
    }

    /// Takes the mark from a call.
    pub fn clear_tail_call(self) {
        unsafe { LLVMSetTailCall(self.0, 0) }
    }

    pub fn is_terminator(self) -> bool {
        self.is_instruction() && !unsafe { LLVMIsATerminatorInst(self.0) }.is_null()
    }

    pub fn ty(self) -> Type {
        Type(unsafe { LLVMTypeOf(self.0) })
    }

    pub fn name(self) -> String {
        let mut length = 0;
        let pointer = unsafe { LLVMGetValueName2(self.0, &mut length) };
        string_of(pointer, length)
    }

    pub fn has_name(self) -> bool {
        let mut length = 0;
        unsafe { LLVMGetValueName2(self.0, &mut length) };
        length > 0
    }

    pub fn set_name(self, name: &str) {
        unsafe { LLVMSetValueName2(self.0, name.as_ptr().cast(), name.len()) }
    }

    pub fn operand_count(self) -> u32 {
        u32::try_from(unsafe { LLVMGetNumOperands(self.0) }).unwrap_or(0)
    }

    /// Operand `index`; `None` where LLVM has none (an empty slot).
    pub fn operand(self, index: u32) -> Option<Value> {
        Value::from_nullable(unsafe { LLVMGetOperand(self.0, index) })
    }

    pub fn set_operand(self, index: u32, value: Value) {
        unsafe { LLVMSetOperand(self.0, index, value.0) }
    }

    pub fn operands(self) -> impl Iterator<Item = Value> {
        (0..self.operand_count()).filter_map(move |i| self.operand(i))
    }

    /// Argument `index` of a call or invoke.
    pub fn argument(self, index: u32) -> Value {
        Value(unsafe { LLVMGetOperand(self.0, index) })
    }

    pub fn argument_count(self) -> u32 {
        unsafe { LLVMGetNumArgOperands(self.0) }
    }

    /// The function that a call or invoke names, without looking through casts.
    pub fn called_function(self) -> Option<Function> {
        match self.opcode()? {
            LLVMOpcode::LLVMCall | LLVMOpcode::LLVMInvoke | LLVMOpcode::LLVMCallBr => {
                Value::from_nullable(unsafe { LLVMGetCalledValue(self.0) })?.as_function()
            }
            _ => None,
        }
    }

    /// The function type that a call or invoke calls with.
    pub fn called_type(self) -> Type {
        Type(unsafe { LLVMGetCalledFunctionType(self.0) })
    }

    /// Adds a string attribute without value to a call site.
    pub fn add_call_attribute(self, key: &str) {
        unsafe {
            let context = LLVMGetTypeContext(LLVMTypeOf(self.0));
            let length = u32::try_from(key.len()).expect("attribute names are short");
            let raw = LLVMCreateStringAttribute(context, key.as_ptr().cast(), length, c"".as_ptr(), 0);
            LLVMAddCallSiteAttribute(self.0, inkwell::llvm_sys::LLVMAttributeFunctionIndex, raw);
        }
    }

    /// Lets a call call something else, of another type; arguments, attributes and the kind of tail call stay.
    pub fn set_callee(self, ty: Type, callee: Value) {
        shim::set_callee(self, ty, callee);
    }

    pub fn call_convention(self) -> u32 {
        unsafe { LLVMGetInstructionCallConv(self.0) }
    }

    /// The uses, in LLVM's use-list order (which follows from how the IR was built or read).
    pub fn uses(self) -> Vec<Use> {
        let mut uses = Vec::new();
        let mut cursor: LLVMUseRef = unsafe { LLVMGetFirstUse(self.0) };
        while !cursor.is_null() {
            let user = Value(unsafe { LLVMGetUser(cursor) });
            uses.push(Use { user, operand: shim::operand_number(cursor) });
            cursor = unsafe { LLVMGetNextUse(cursor) };
        }
        uses
    }

    /// The users, one entry for each use.
    pub fn users(self) -> Vec<Value> {
        let mut users = Vec::new();
        let mut cursor = unsafe { LLVMGetFirstUse(self.0) };
        while !cursor.is_null() {
            users.push(Value(unsafe { LLVMGetUser(cursor) }));
            cursor = unsafe { LLVMGetNextUse(cursor) };
        }
        users
    }

    pub fn has_uses(self) -> bool {
        !unsafe { LLVMGetFirstUse(self.0) }.is_null()
    }

    pub fn replace_all_uses_with(self, other: Value) {
        if self != other {
            unsafe { LLVMReplaceAllUsesWith(self.0, other.0) }
        }
    }

    /// The block of an instruction.
    pub fn block(self) -> Block {
        Block(unsafe { LLVMGetInstructionParent(self.0) })
    }

    pub fn next(self) -> Option<Value> {
        Value::from_nullable(unsafe { LLVMGetNextInstruction(self.0) })
    }

    pub fn previous(self) -> Option<Value> {
        Value::from_nullable(unsafe { LLVMGetPreviousInstruction(self.0) })
    }

    pub fn erase(self) {
        unsafe { LLVMInstructionEraseFromParent(self.0) }
    }

    pub fn successor_count(self) -> u32 {
        unsafe { LLVMGetNumSuccessors(self.0) }
    }

    pub fn successor(self, index: u32) -> Block {
        Block(unsafe { LLVMGetSuccessor(self.0, index) })
    }

    pub fn set_successor(self, index: u32, block: Block) {
        unsafe { LLVMSetSuccessor(self.0, index, block.0) }
    }

    pub fn successors(self) -> impl Iterator<Item = Block> {
        (0..self.successor_count()).map(move |i| self.successor(i))
    }

    /// The cases of a `switch`, value and target, without the default.
    pub fn switch_cases(self) -> Vec<(Value, Block)> {
        (1..self.successor_count()).map(|i| (self.switch_case_value(i), self.successor(i))).collect()
    }

    pub fn incoming_count(self) -> u32 {
        unsafe { LLVMCountIncoming(self.0) }
    }

    /// Incoming values and blocks of a phi.
    pub fn incoming(self) -> Vec<(Value, Block)> {
        let count = unsafe { LLVMCountIncoming(self.0) };
        (0..count)
            .map(|i| unsafe {
                (Value(LLVMGetIncomingValue(self.0, i)), Block(LLVMGetIncomingBlock(self.0, i)))
            })
            .collect()
    }

    /// The block that a phi has the value of operand `index` from.
    pub fn incoming_block(self, index: u32) -> Block {
        Block(unsafe { LLVMGetIncomingBlock(self.0, index) })
    }

    pub fn add_incoming(self, value: Value, block: Block) {
        let (mut values, mut blocks): ([LLVMValueRef; 1], [LLVMBasicBlockRef; 1]) = ([value.0], [block.0]);
        unsafe { LLVMAddIncoming(self.0, values.as_mut_ptr(), blocks.as_mut_ptr(), 1) }
    }

    /// The value of an integer constant, zero-extended.
    pub fn const_int(self) -> Option<u64> {
        if self.kind() != LLVMValueKind::LLVMConstantIntValueKind || self.ty().int_width()? > 64 {
            return None;
        }
        Some(unsafe { LLVMConstIntGetZExtValue(self.0) })
    }

    pub fn is_block_address(self) -> bool {
        self.kind() == LLVMValueKind::LLVMBlockAddressValueKind
    }

    /// `inttoptr` of an integer constant.
    pub fn const_int_to_pointer(self, ty: Type) -> Value {
        Value(unsafe { LLVMConstIntToPtr(self.0, ty.0) })
    }

    /// A constant address as pointer type `ty`: `addrspacecast` where that is of another space.
    pub fn constant_in(self, ty: Type) -> Value {
        if self.ty() == ty {
            return self;
        }
        Value(unsafe { LLVMConstAddrSpaceCast(self.0, ty.0) })
    }

    /// The constant distance in bytes from global `from` to this one, in 32 bits.
    pub fn distance_from(self, from: Value) -> Value {
        unsafe {
            let context = LLVMGetTypeContext(LLVMTypeOf(self.0));
            let wide = LLVMInt64TypeInContext(context);
            let difference = LLVMConstSub(LLVMConstPtrToInt(self.0, wide), LLVMConstPtrToInt(from.0, wide));
            Value(LLVMConstTrunc(difference, LLVMInt32TypeInContext(context)))
        }
    }

    /// The type that the indices of a `getelementptr` count in.
    pub fn gep_source_type(self) -> Type {
        Type(unsafe { LLVMGetGEPSourceElementType(self.0) })
    }

    /// The type that an alloca allocates one or more of.
    pub fn allocated_type(self) -> Type {
        Type(unsafe { LLVMGetAllocatedType(self.0) })
    }

    /// Alignment in bytes of an alloca, load or store.
    pub fn alignment(self) -> u64 {
        shim::alignment(self)
    }

    pub fn set_alignment(self, bytes: u64) {
        shim::set_alignment(self, bytes);
    }

    /// Whether a load or store is volatile.
    pub fn is_volatile(self) -> bool {
        unsafe { LLVMGetVolatile(self.0) != 0 }
    }

    pub fn has_metadata(self, kind: &str) -> bool {
        let length = u32::try_from(kind.len()).expect("metadata names are short");
        let text = CString::new(kind).expect("metadata names have no NUL");
        unsafe {
            let context = LLVMGetTypeContext(LLVMTypeOf(self.0));
            let id = LLVMGetMDKindIDInContext(context, text.as_ptr(), length);
            LLVMHasMetadata(self.0) != 0 && !LLVMGetMetadata(self.0, id).is_null()
        }
    }

    /// The name of the type in a load's or store's `!tbaa` (the second operand of the access tag).
    pub fn alias_class(self) -> Option<String> {
        let name = c"tbaa";
        unsafe {
            let context = LLVMGetTypeContext(LLVMTypeOf(self.0));
            let kind = LLVMGetMDKindIDInContext(context, name.as_ptr(), 4);
            let tag = Value::from_nullable(LLVMGetMetadata(self.0, kind))?;
            let ty = tag.metadata_operands().get(1).copied().flatten()?;
            let text = ty.metadata_operands().first().copied().flatten()?;
            let mut length = 0;
            let pointer = LLVMGetMDString(text.0, &mut length);
            (!pointer.is_null()).then(|| string_of(pointer, length as usize))
        }
    }

    /// The operands of a metadata node.
    fn metadata_operands(self) -> Vec<Option<Value>> {
        if !self.is_metadata() {
            return Vec::new();
        }
        unsafe {
            if LLVMIsAMDNode(self.0).is_null() {
                return Vec::new();
            }
            let count = LLVMGetMDNodeNumOperands(self.0) as usize;
            let mut raw: Vec<LLVMValueRef> = vec![std::ptr::null_mut(); count];
            LLVMGetMDNodeOperands(self.0, raw.as_mut_ptr());
            raw.into_iter().map(Value::from_nullable).collect()
        }
    }

    /// `file:line:column` of an instruction's debug location.
    pub fn source_location(self) -> Option<String> {
        if !self.is_instruction() {
            return None;
        }
        let mut length = 0;
        let file = string_of(unsafe { LLVMGetDebugLocFilename(self.0, &mut length) }, length as usize);
        let line = unsafe { LLVMGetDebugLocLine(self.0) };
        let column = unsafe { LLVMGetDebugLocColumn(self.0) };
        (line != 0).then(|| format!("{file}:{line}:{column}"))
    }

    /// The text that `llvm-dis` gives, without leading space.
    pub fn print(self) -> String {
        take_message(unsafe { LLVMPrintValueToString(self.0) }).trim().to_string()
    }
}
