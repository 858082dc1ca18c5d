//! The Rust side of `shim/ir.cpp`: one safe function for each of its steps.

use inkwell::llvm_sys::prelude::{
    LLVMBasicBlockRef, LLVMBuilderRef, LLVMModuleRef, LLVMTypeRef, LLVMUseRef, LLVMValueRef,
};
use std::ffi::{c_char, c_void};

use crate::ir::text::terminated;
use crate::ir::{Attribute, Block, Builder, Function, IrModule, Type, Value};

#[repr(C)]
pub(super) struct RawMap {
    _opaque: [u8; 0],
}

unsafe extern "C" {
    fn gc_coro_declare_clone(
        ramp: LLVMValueRef,
        ty: LLVMTypeRef,
        name: *const c_char,
        length: usize,
    ) -> LLVMValueRef;
    fn gc_coro_demote_phi(phi: LLVMValueRef);
    fn gc_coro_demote_value(value: LLVMValueRef);
    fn gc_coro_declare_with_memory(
        ramp: LLVMValueRef,
        result: LLVMTypeRef,
        name: *const c_char,
        length: usize,
    ) -> LLVMValueRef;
    fn gc_coro_clone_function(ramp: LLVMValueRef, copy: LLVMValueRef) -> *mut RawMap;
    fn gc_coro_bring_blocks(
        ramp: LLVMValueRef,
        clone: LLVMValueRef,
        blocks: *const LLVMBasicBlockRef,
        moved: *const bool,
        count: usize,
        keys: *const LLVMValueRef,
        values: *const LLVMValueRef,
        pairs: usize,
        expected: usize,
    ) -> *mut RawMap;
    fn gc_coro_map_lookup(map: *mut RawMap, value: LLVMValueRef) -> LLVMValueRef;
    fn gc_coro_map_free(map: *mut RawMap);
    fn gc_coro_clone_instruction(
        map: *mut RawMap,
        instruction: LLVMValueRef,
        before: LLVMValueRef,
    ) -> LLVMValueRef;
    fn gc_coro_add_descriptor(
        ramp: LLVMValueRef,
        name: *const c_char,
        length: usize,
        content: LLVMValueRef,
    ) -> LLVMValueRef;
    fn gc_coro_is_dso_local(function: LLVMValueRef) -> bool;
    fn gc_coro_move_body(from: LLVMValueRef, to: LLVMValueRef);
    fn gc_coro_set_prefix(function: LLVMValueRef, data: LLVMValueRef);
    fn gc_coro_has_fixed_size(ty: LLVMTypeRef) -> bool;
    fn gc_coro_array_type(element: LLVMTypeRef, length: u64) -> LLVMTypeRef;
    fn gc_coro_array_length(array: LLVMTypeRef) -> u64;
    fn gc_coro_alignment(value: LLVMValueRef) -> u64;
    fn gc_coro_set_alignment(value: LLVMValueRef, bytes: u64);
    fn gc_coro_copy_alloca(builder: LLVMBuilderRef, alloca: LLVMValueRef) -> LLVMValueRef;
    fn gc_coro_is_in_alloca(value: LLVMValueRef) -> bool;
    fn gc_coro_is_swift_error(value: LLVMValueRef) -> bool;
    fn gc_coro_operand_number(place: LLVMUseRef) -> u32;
    fn gc_coro_prune_phis(function: LLVMValueRef);
    fn gc_coro_drop_references(blocks: *const LLVMBasicBlockRef, count: usize);
    fn gc_coro_erase_blocks(blocks: *const LLVMBasicBlockRef, count: usize);
    fn gc_coro_split_block(before: LLVMValueRef, name: *const c_char, length: usize) -> LLVMBasicBlockRef;
    fn gc_coro_split_edge(
        terminator: LLVMValueRef,
        index: u32,
        name: *const c_char,
        length: usize,
    ) -> LLVMBasicBlockRef;
    fn gc_coro_promote_nearby(allocas: *const LLVMValueRef, count: usize);
    fn gc_coro_promote(function: LLVMValueRef, allocas: *const LLVMValueRef, count: usize);
    fn gc_coro_remove_unreachable(function: LLVMValueRef);
    fn gc_coro_change_to_call(invoke: LLVMValueRef);
    fn gc_coro_make_statepoint(invoke: LLVMValueRef);
    fn gc_coro_has_funclets(function: LLVMValueRef) -> bool;
    fn gc_coro_find_exits(
        function: LLVMValueRef,
        found: extern "C" fn(*mut c_void, LLVMValueRef),
        context: *mut c_void,
    );
    fn gc_coro_fold_terminator(block: LLVMBasicBlockRef) -> bool;
    fn gc_coro_can_inline(caller: LLVMValueRef, callee: LLVMValueRef) -> bool;
    fn gc_coro_inline_call(call: LLVMValueRef) -> bool;
    fn gc_coro_copy_declares(
        map: *mut RawMap,
        address: LLVMValueRef,
        target: LLVMValueRef,
        offset: i64,
        deref: bool,
        as_value: bool,
        before: LLVMValueRef,
    );
    fn gc_coro_forget_in_debugger(value: LLVMValueRef);
    fn gc_coro_lifetime_marker(builder: LLVMBuilderRef, alloca: LLVMValueRef, is_start: bool);
    fn gc_coro_erase_declares(address: LLVMValueRef);
    fn gc_coro_replace_call(
        call: LLVMValueRef,
        ty: LLVMTypeRef,
        callee: LLVMValueRef,
        args: *mut LLVMValueRef,
        count: u32,
    ) -> LLVMValueRef;
    fn gc_coro_call_like(
        call: LLVMValueRef,
        ty: LLVMTypeRef,
        callee: LLVMValueRef,
        args: *mut LLVMValueRef,
        count: u32,
    ) -> LLVMValueRef;
    fn gc_coro_set_callee(call: LLVMValueRef, ty: LLVMTypeRef, callee: LLVMValueRef);
    fn gc_coro_has_bundle(call: LLVMValueRef, name: *const c_char, length: usize) -> bool;
    fn gc_coro_funclet_pad(call: LLVMValueRef) -> LLVMValueRef;
    fn gc_coro_set_musttail(call: LLVMValueRef);
    fn gc_coro_is_musttail(call: LLVMValueRef) -> bool;
    fn gc_coro_analyses_support_tail_call(analyses: *mut c_void, call: LLVMValueRef) -> bool;
    fn gc_coro_machine_supports_tail_call(
        machine: *mut c_void,
        module: LLVMModuleRef,
        call: LLVMValueRef,
    ) -> bool;
    fn gc_coro_demangle(name: *const c_char, length: usize) -> *mut c_char;
    fn gc_coro_keep(function: LLVMValueRef);
    fn gc_coro_release(module: LLVMModuleRef, attribute: *const c_char, length: usize);
    fn gc_coro_relative_frequencies(
        function: LLVMValueRef,
        branches: *const LLVMBasicBlockRef,
        likely: *const u32,
        branch_count: usize,
        blocks: *const LLVMBasicBlockRef,
        count: usize,
        frequencies: *mut f64,
    );
}

/// Function attributes that speak of parameters, of the result or of the symbol, which are others in a clone. (A clone also
/// has a frame to read and write.)
pub const OF_ONE_SIGNATURE: [&str; 4] = ["allocsize", "allockind", "memory", "jumptable"];

/// The empty clone `name` of `ramp`, of type `ty`.
pub fn declare_clone(ramp: Function, ty: Type, name: &str) -> Function {
    let (text, length) = (name.as_ptr().cast(), name.len());
    let clone = Function(Value(ffi!(gc_coro_declare_clone(ramp.as_value().0, ty.0, text, length))));
    OF_ONE_SIGNATURE.into_iter().for_each(|name| clone.remove_attribute(Attribute::flag(name)));
    clone
}

/// Moves all blocks of `from` to `to`, which has none and as many parameters of the same types, with the debug information that
/// they are in.
pub fn move_body(from: Function, to: Function) {
    ffi!(gc_coro_move_body(from.as_value().0, to.as_value().0))
}

/// Puts a phi, or the value of another instruction, on the stack: each is an alloca at the function's beginning.
pub fn demote(value: Value) {
    // SAFETY: `value` is an instruction, and a phi where the shim takes it for one.
    unsafe { if value.is_phi() { gc_coro_demote_phi(value.0) } else { gc_coro_demote_value(value.0) } }
}

/// The empty function `name`: internal, with the parameters of `ramp` and a pointer as one more, last one.
pub fn declare_with_memory(ramp: Function, result: Type, name: &str) -> Function {
    let (text, length) = (name.as_ptr().cast(), name.len());
    Function(Value(ffi!(gc_coro_declare_with_memory(ramp.as_value().0, result.0, text, length))))
}

/// The empty second ramp `name` of `ramp`: internal, with the frame as one more, last parameter.
pub fn declare_noalloc(ramp: Function, name: &str) -> Function {
    declare_with_memory(ramp, ramp.return_type(), name)
}

/// Fills `copy` with all that `ramp` has, the attributes of its parameters included.
pub fn clone_function(ramp: Function, copy: Function) -> CloneMap {
    CloneMap(ffi!(gc_coro_clone_function(ramp.as_value().0, copy.as_value().0)))
}

/// What stands in a clone for those instructions and blocks of the ramp that were copied.
pub struct CloneMap(pub(super) *mut RawMap);

impl Drop for CloneMap {
    fn drop(&mut self) {
        ffi!(gc_coro_map_free(self.0))
    }
}

impl CloneMap {
    /// Brings `blocks` of `ramp` into `clone`: moves those marked so, copies the others. `known` says what stands for values
    /// from elsewhere. A function with a subprogram keeps its blocks: their scopes are its own. Some `expected` instructions
    /// and blocks are copied.
    pub fn bring_blocks(
        ramp: Function,
        clone: Function,
        blocks: &[(Block, bool)],
        known: &[(Value, Value)],
        expected: usize,
    ) -> Self {
        let (blocks, moved): (Vec<LLVMBasicBlockRef>, Vec<bool>) =
            blocks.iter().map(|(block, moved)| (block.0, *moved)).unzip();
        let keys: Vec<LLVMValueRef> = known.iter().map(|(k, _)| k.0).collect();
        let values: Vec<LLVMValueRef> = known.iter().map(|(_, v)| v.0).collect();
        CloneMap(ffi!(gc_coro_bring_blocks(
            ramp.as_value().0,
            clone.as_value().0,
            blocks.as_ptr(),
            moved.as_ptr(),
            blocks.len(),
            keys.as_ptr(),
            values.as_ptr(),
            keys.len(),
            expected,
        )))
    }

    /// Copies `blocks` of `ramp` into `clone`.
    pub fn clone_blocks(ramp: Function, clone: Function, blocks: &[Block]) -> Self {
        let copied: Vec<(Block, bool)> = blocks.iter().map(|&block| (block, false)).collect();
        let expected = blocks.iter().map(|block| block.instructions().count() + 1).sum();
        Self::bring_blocks(ramp, clone, &copied, &[], expected)
    }

    pub fn value(&self, of: Value) -> Option<Value> {
        Value::from_nullable(ffi!(gc_coro_map_lookup(self.0, of.0)))
    }

    pub fn block(&self, of: Block) -> Option<Block> {
        use inkwell::llvm_sys::core::LLVMValueAsBasicBlock;
        self.value(of.as_value()).map(|v| Block(ffi!(LLVMValueAsBasicBlock(v.0))))
    }

    /// Copies one instruction of the ramp into the clone, before `before`; its operands still point into the ramp.
    pub fn clone_instruction(&self, instruction: Value, before: Value) -> Value {
        Value(ffi!(gc_coro_clone_instruction(self.0, instruction.0, before.0)))
    }
}

/// The constant `name` with linkage, visibility and comdat of `ramp`, in the place of a declaration of that name.
pub fn add_descriptor(ramp: Function, name: &str, content: Value) -> Value {
    let text = name.as_ptr().cast();
    Value(ffi!(gc_coro_add_descriptor(ramp.as_value().0, text, name.len(), content.0)))
}

/// Whether the function is the one of its own program or library, which no other definition can take the place of.
pub fn is_dso_local(function: Function) -> bool {
    ffi!(gc_coro_is_dso_local(function.as_value().0))
}

/// Puts constant data before a function's first instruction.
pub fn set_prefix(function: Function, data: Value) {
    ffi!(gc_coro_set_prefix(function.as_value().0, data.0))
}

/// Sized at compile time: neither opaque nor scalable. Only such a value can have a slot in a frame.
pub fn has_fixed_size(ty: Type) -> bool {
    ffi!(gc_coro_has_fixed_size(ty.0))
}

pub fn array_type(element: Type, length: u64) -> Type {
    Type(ffi!(gc_coro_array_type(element.0, length)))
}

/// The length of an array type.
pub fn array_length(array: Type) -> u64 {
    ffi!(gc_coro_array_length(array.0))
}

/// The alignment in bytes of an alloca, load or store.
pub fn alignment(value: Value) -> u64 {
    ffi!(gc_coro_alignment(value.0))
}

/// The same, also of a global.
pub fn set_alignment(value: Value, bytes: u64) {
    ffi!(gc_coro_set_alignment(value.0, bytes))
}

/// Memory as that of `alloca`, whose size is a constant, made where `builder` stands.
pub fn copy_alloca(builder: &Builder, alloca: Value) -> Value {
    Value(ffi!(gc_coro_copy_alloca(builder.raw, alloca.0)))
}

/// Whether a value is an alloca that is the place of arguments of a call (`inalloca`).
pub fn is_in_alloca(value: Value) -> bool {
    ffi!(gc_coro_is_in_alloca(value.0))
}

/// Whether a value is a `swifterror` argument or alloca.
pub fn is_swift_error(value: Value) -> bool {
    ffi!(gc_coro_is_swift_error(value.0))
}

/// Which operand of its user a use is.
pub fn operand_number(place: LLVMUseRef) -> u32 {
    ffi!(gc_coro_operand_number(place))
}

/// Removes phi entries of blocks that are no predecessors any more.
pub fn prune_phis(function: Function) {
    ffi!(gc_coro_prune_phis(function.as_value().0))
}

/// Removes the operands and successors of blocks that are to be erased, so that they are no predecessors any more.
pub fn drop_references(blocks: &[Block]) {
    let raw: Vec<LLVMBasicBlockRef> = blocks.iter().map(|b| b.0).collect();
    ffi!(gc_coro_drop_references(raw.as_ptr(), raw.len()))
}

/// Erases blocks whose references were dropped, and which no phi names any more.
pub fn erase_blocks(blocks: &[Block]) {
    let raw: Vec<LLVMBasicBlockRef> = blocks.iter().map(|b| b.0).collect();
    ffi!(gc_coro_erase_blocks(raw.as_ptr(), raw.len()))
}

/// Splits the block of `before` before it; returns the second half.
pub fn split_block(before: Value, name: &str) -> Block {
    Block(ffi!(gc_coro_split_block(before.0, name.as_ptr().cast(), name.len())))
}

/// A new block on successor edge `index` of `terminator`.
pub fn split_edge(terminator: Value, index: u32, name: &str) -> Block {
    Block(ffi!(gc_coro_split_edge(terminator.0, index, name.as_ptr().cast(), name.len())))
}

/// Makes registers of allocas that are only loaded and stored (LLVM's PromoteMemToReg).
pub fn promote(function: Function, allocas: &[Value]) {
    let raw: Vec<LLVMValueRef> = allocas.iter().map(|v| v.0).collect();
    ffi!(gc_coro_promote(function.as_value().0, raw.as_ptr(), raw.len()))
}

/// The same, alloca by alloca (LLVM's LoadAndStorePromoter). Only the blocks between loads and stores count for the time, but a block
/// counts once for each alloca that it both loads and stores.
pub fn promote_nearby(allocas: &[Value]) {
    let raw: Vec<LLVMValueRef> = allocas.iter().map(|v| v.0).collect();
    ffi!(gc_coro_promote_nearby(raw.as_ptr(), raw.len()))
}

pub fn remove_unreachable(function: Function) {
    ffi!(gc_coro_remove_unreachable(function.as_value().0))
}

/// Puts a call in the place of `invoke`, which throws nothing.
pub fn change_to_call(invoke: Value) {
    ffi!(gc_coro_change_to_call(invoke.0))
}

/// A statepoint in the place of `invoke`, across which no managed pointer is live; its result begins the block of the normal path, which
/// has no other block before it.
pub fn make_statepoint(invoke: Value) {
    ffi!(gc_coro_make_statepoint(invoke.0))
}

/// Whether exceptions come to funclets in the function, as for MSVC and WebAssembly.
pub fn has_funclets(function: Function) -> bool {
    ffi!(gc_coro_has_funclets(function.as_value().0))
}

/// The instructions before which the function, which has no funclets, is left: returns, guaranteed tail calls, and the ends of landing
/// pads. If the function has a personality, one landing pad is made for all exceptions that leave it without.
pub fn find_exits(function: Function) -> Vec<Value> {
    extern "C" fn note(exits: *mut c_void, before: LLVMValueRef) {
        // SAFETY: `exits` is the vector below, of which there is no other reference during the call.
        unsafe { (*exits.cast::<Vec<Value>>()).push(Value(before)) }
    }
    let mut exits: Vec<Value> = Vec::new();
    ffi!(gc_coro_find_exits(function.as_value().0, note, (&raw mut exits).cast()));
    exits
}

/// Folds a terminator with a constant condition; whether it did.
pub fn fold_terminator(block: Block) -> bool {
    ffi!(gc_coro_fold_terminator(block.0))
}

/// Whether LLVM can put the body of `callee` in the place of a call in `caller`.
pub fn can_inline(caller: Function, callee: Function) -> bool {
    ffi!(gc_coro_can_inline(caller.as_value().0, callee.as_value().0))
}

/// Puts the body of its callee in the place of `call`. Whether that was possible; if not, nothing changed.
pub fn inline_call(call: Value) -> bool {
    ffi!(gc_coro_inline_call(call.0))
}

/// Where a debugger finds the memory of variables.
#[derive(Clone, Copy)]
pub enum VariableLocation {
    /// In an alloca.
    Alloca(Value),
    /// At the address in a register.
    Register(Value),
    /// At the address in a stack slot.
    StackSlot(Value),
}

impl VariableLocation {
    /// The value that is named, whether it holds the address, and whether it is no memory itself.
    pub(super) fn operands(self) -> (Value, bool, bool) {
        match self {
            VariableLocation::Alloca(target) => (target, false, false),
            VariableLocation::Register(target) => (target, false, true),
            VariableLocation::StackSlot(target) => (target, true, false),
        }
    }
}

/// Declares the variables of `address` (of the ramp) again before `before`, `offset` bytes into their new location.
pub fn copy_declares(
    map: Option<&CloneMap>,
    address: Value,
    location: VariableLocation,
    offset: u64,
    before: Value,
) {
    let offset = i64::try_from(offset).expect("a frame is smaller");
    let (target, deref, as_value) = location.operands();
    let map = map.map_or(std::ptr::null_mut(), |m| m.0);
    ffi!(gc_coro_copy_declares(map, address.0, target.0, offset, deref, as_value, before.0))
}

/// Removes the declarations of variables at `address`.
pub fn erase_declares(address: Value) {
    ffi!(gc_coro_erase_declares(address.0))
}

/// What debuggers find in `value` is unknown from now on.
pub fn forget_in_debugger(value: Value) {
    ffi!(gc_coro_forget_in_debugger(value.0))
}

/// `llvm.lifetime.start` or `.end` of an alloca, where `builder` stands.
pub fn lifetime_marker(builder: &Builder, alloca: Value, is_start: bool) {
    ffi!(gc_coro_lifetime_marker(builder.raw, alloca.0, is_start))
}

/// A call or invoke of `callee` in the place of `call`, which is erased.
pub fn replace_call(call: Value, ty: Type, callee: Value, args: &[Value]) -> Value {
    let mut raw: Vec<LLVMValueRef> = args.iter().map(|v| v.0).collect();
    let count = u32::try_from(raw.len()).expect("argument count fits 32 bits");
    Value(ffi!(gc_coro_replace_call(call.0, ty.0, callee.0, raw.as_mut_ptr(), count)))
}

/// A call or invoke of `callee` like `call`, before it; it is not marked `tail`.
pub fn call_like(call: Value, ty: Type, callee: Value, args: &[Value]) -> Value {
    let mut raw: Vec<LLVMValueRef> = args.iter().map(|v| v.0).collect();
    let count = u32::try_from(raw.len()).expect("argument count fits 32 bits");
    Value(ffi!(gc_coro_call_like(call.0, ty.0, callee.0, raw.as_mut_ptr(), count)))
}

/// Lets `call` call `callee` of type `ty`.
pub fn set_callee(call: Value, ty: Type, callee: Value) {
    ffi!(gc_coro_set_callee(call.0, ty.0, callee.0))
}

/// Whether a call has operands in a bundle `name`.
pub fn has_bundle(call: Value, name: &str) -> bool {
    ffi!(gc_coro_has_bundle(call.0, name.as_ptr().cast(), name.len()))
}

/// The pad of a call's `funclet` bundle.
pub fn funclet_pad(call: Value) -> Option<Value> {
    Value::from_nullable(ffi!(gc_coro_funclet_pad(call.0)))
}

pub fn set_musttail(call: Value) {
    ffi!(gc_coro_set_musttail(call.0))
}

pub fn is_musttail(call: Value) -> bool {
    call.is_call() && ffi!(gc_coro_is_musttail(call.0))
}

/// Whether `call` can be a guaranteed tail call, by a pass manager's analyses ([`crate::ir::HostAnalyses`]).
pub fn analyses_support_tail_call(analyses: *mut c_void, call: Value) -> bool {
    ffi!(gc_coro_analyses_support_tail_call(analyses, call.0))
}

/// The same by a target machine, or without one (null).
pub fn machine_supports_tail_call(machine: *mut c_void, module: IrModule, call: Value) -> bool {
    ffi!(gc_coro_machine_supports_tail_call(machine, module.0, call.0))
}

/// How often each of `blocks` runs for one run of `function`, by LLVM's estimate. The terminator of each block of `branches` nearly
/// always takes the successor of that number.
pub fn relative_frequencies(function: Function, branches: &[(Block, u32)], blocks: &[Block]) -> Vec<f64> {
    let (from, likely): (Vec<LLVMBasicBlockRef>, Vec<u32>) = branches.iter().map(|(b, n)| (b.0, *n)).unzip();
    let raw: Vec<LLVMBasicBlockRef> = blocks.iter().map(|b| b.0).collect();
    let mut frequencies = vec![0.0; raw.len()];
    let out = frequencies.as_mut_ptr();
    let (from, likely) = (from.as_ptr(), likely.as_ptr());
    let count = branches.len();
    ffi!(gc_coro_relative_frequencies(
        function.as_value().0,
        from,
        likely,
        count,
        raw.as_ptr(),
        raw.len(),
        out
    ));
    frequencies
}

/// What a mangled name of C++ (or Rust, D, …) stands for, or the name itself.
pub fn demangle(name: &str) -> String {
    let found = ffi!(gc_coro_demangle(name.as_ptr().cast(), name.len()));
    let readable = terminated(found);
    // SAFETY: the shim made the text by malloc for its caller, which has copied it; null is allowed.
    unsafe { libc::free(found.cast()) }
    readable.unwrap_or_else(|| name.to_owned())
}

/// Adds a function to `llvm.compiler.used`: no pass drops it or changes its type.
pub fn keep(function: Function) {
    ffi!(gc_coro_keep(function.as_value().0))
}

/// Takes the functions with the string attribute `attribute` out of `llvm.compiler.used` again.
pub fn release(module: IrModule, attribute: &str) {
    ffi!(gc_coro_release(module.0, attribute.as_ptr().cast(), attribute.len()))
}
