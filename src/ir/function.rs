use inkwell::llvm_sys::LLVMLinkage;
use inkwell::llvm_sys::core::*;
use inkwell::llvm_sys::prelude::LLVMBasicBlockRef;

use crate::ir::text::{string_attribute, string_of, terminated};
use crate::ir::{Attribute, AttributeIndex, Block, Function, IrModule, Type, Value};

impl Function {
    pub fn as_value(self) -> Value {
        self.0
    }

    /// The function that stands after it in the module.
    pub fn next_in_module(self) -> Option<Function> {
        Value::from_nullable(ffi!(LLVMGetNextFunction(self.0.0))).map(Function)
    }

    pub fn name(self) -> String {
        self.0.name()
    }

    /// Whether the name begins with `prefix`, without copying it.
    pub fn name_bytes(self) -> &'static [u8] {
        let mut length = 0;
        let pointer = ffi!(LLVMGetValueName2(self.0.0, &mut length));
        // SAFETY: LLVM gives a non-null pointer to `length` bytes, which live as long as the function has this name.
        // Callers compare the slice and drop it at once.
        unsafe { std::slice::from_raw_parts(pointer.cast(), length) }
    }

    pub fn module(self) -> IrModule {
        IrModule(ffi!(LLVMGetGlobalParent(self.0.0)))
    }

    /// Whether this is what a function was before a step that may fail ([`crate::ir::Undo`]): of no module.
    pub fn is_set_aside(self) -> bool {
        ffi!(LLVMGetGlobalParent(self.0.0)).is_null()
    }

    pub fn is_declaration(self) -> bool {
        ffi!(LLVMIsDeclaration(self.0.0) != 0)
    }

    pub fn function_type(self) -> Type {
        Type(ffi!(LLVMGlobalGetValueType(self.0.0)))
    }

    pub fn return_type(self) -> Type {
        Type(ffi!(LLVMGetReturnType(self.function_type().0)))
    }

    /// Whether callers may give further arguments after the parameters.
    pub fn is_variadic(self) -> bool {
        ffi!(LLVMIsFunctionVarArg(self.function_type().0) != 0)
    }

    pub fn params(self) -> impl Iterator<Item = Value> {
        (0..ffi!(LLVMCountParams(self.0.0))).map(move |i| self.param(i))
    }

    /// Parameter `index`.
    pub fn param(self, index: u32) -> Value {
        Value(ffi!(LLVMGetParam(self.0.0, index)))
    }

    pub fn blocks(self) -> impl Iterator<Item = Block> {
        let wrap = |b: LLVMBasicBlockRef| (!b.is_null()).then_some(Block(b));
        std::iter::successors(wrap(ffi!(LLVMGetFirstBasicBlock(self.0.0))), move |b| {
            wrap(ffi!(LLVMGetNextBasicBlock(b.0)))
        })
    }

    /// All instructions, as they are now: they may be erased while going through them.
    pub fn instructions(self) -> Vec<Value> {
        self.blocks().flat_map(|block| block.instructions()).collect()
    }

    /// The entry block of a function with a body.
    pub fn entry(self) -> Block {
        Block(ffi!(LLVMGetEntryBasicBlock(self.0.0)))
    }

    pub fn append_block(self, name: &str) -> Block {
        let text = std::ffi::CString::new(name).unwrap_or_default();
        let context = self.module().context();
        Block(ffi!(LLVMAppendBasicBlockInContext(context, self.0.0, text.as_ptr())))
    }

    /// Replaces the body by one that is never run.
    pub fn make_unreachable(self) {
        let context = self.module().context();
        let first = self.entry();
        let entry = Block(ffi!(LLVMInsertBasicBlockInContext(context, first.raw(), c"refused".as_ptr())));
        crate::ir::Builder::at_end(entry).without_location().unreachable();
        crate::ir::shim::remove_unreachable(self);
    }

    pub fn has_attribute(self, attribute: Attribute) -> bool {
        attribute.is_on_function(self, AttributeIndex::Function)
    }

    pub fn add_attribute(self, index: AttributeIndex, attribute: Attribute) {
        attribute.add_to_function(self, index);
    }

    pub fn remove_attribute(self, attribute: Attribute) {
        self.remove_attribute_at(AttributeIndex::Function, attribute);
    }

    pub fn has_attribute_at(self, index: AttributeIndex, attribute: Attribute) -> bool {
        attribute.is_on_function(self, index)
    }

    pub fn remove_attribute_at(self, index: AttributeIndex, attribute: Attribute) {
        attribute.remove_from_function(self, index);
    }

    /// Adds a string attribute without value.
    pub fn add_string_attribute(self, key: &str) {
        self.set_string_attribute(key, "");
    }

    /// Adds a string attribute, or gives it another value.
    pub fn set_string_attribute(self, key: &str, value: &str) {
        let raw = string_attribute(self.module().context(), key, value);
        ffi!(LLVMAddAttributeAtIndex(self.0.0, AttributeIndex::Function.raw(), raw));
    }

    pub fn remove_string_attribute(self, key: &str) {
        let length = u32::try_from(key.len()).expect("attribute names are short");
        let index = AttributeIndex::Function.raw();
        ffi!(LLVMRemoveStringAttributeAtIndex(self.0.0, index, key.as_ptr().cast(), length));
    }

    /// Whether other modules cannot see the function.
    pub fn is_local(self) -> bool {
        use LLVMLinkage::*;
        [LLVMInternalLinkage, LLVMPrivateLinkage].contains(&ffi!(LLVMGetLinkage(self.0.0)))
    }

    /// What unwinds through the function's landing pads.
    pub fn personality(self) -> Option<Value> {
        ffi!((LLVMHasPersonalityFn(self.0.0) != 0).then(|| Value(LLVMGetPersonalityFn(self.0.0))))
    }

    /// Lets the function have the collector and the personality of `other`.
    pub fn behave_like(self, other: Function) {
        ffi!(LLVMSetGC(self.0.0, LLVMGetGC(other.0.0)));
        if let Some(personality) = other.personality() {
            ffi!(LLVMSetPersonalityFn(self.0.0, personality.0));
        }
    }

    /// Removes the function from its module; nothing uses it.
    pub fn delete(self) {
        ffi!(LLVMDeleteFunction(self.0.0))
    }

    /// Whether the function has debug information: its blocks' scopes are its own.
    pub fn has_subprogram(self) -> bool {
        !ffi!(inkwell::llvm_sys::debuginfo::LLVMGetSubprogram(self.0.0)).is_null()
    }

    /// Tells debuggers nothing of the function any more.
    pub fn forget_subprogram(self) {
        ffi!(LLVMGlobalEraseMetadata(self.0.0, self.0.metadata_kind("dbg")));
    }

    /// The code begins at a multiple of so many bytes, a power of two, or of more.
    pub fn align_to(self, bytes: u32) {
        if ffi!(LLVMGetAlignment(self.as_value().0)) < bytes {
            ffi!(LLVMSetAlignment(self.as_value().0, bytes));
        }
    }

    pub fn set_call_convention(self, convention: u32) {
        ffi!(LLVMSetFunctionCallConv(self.0.0, convention))
    }

    /// The name in `gc "name"`.
    pub fn gc_name(self) -> Option<String> {
        terminated(ffi!(LLVMGetGC(self.0.0)))
    }

    /// The function has no `gc "name"` any more.
    pub fn forget_gc(self) {
        ffi!(LLVMSetGC(self.0.0, std::ptr::null()));
    }

    /// The names of the function's string attributes.
    pub fn string_attribute_keys(self) -> Vec<String> {
        let index = AttributeIndex::Function.raw();
        let count = ffi!(LLVMGetAttributeCountAtIndex(self.0.0, index)) as usize;
        let mut raw = vec![std::ptr::null_mut(); count];
        // SAFETY: besides the invariant of handles: `raw` has a place for each of the attributes, whose number LLVM gave.
        unsafe { LLVMGetAttributesAtIndex(self.0.0, index, raw.as_mut_ptr()) }
        let named = raw.into_iter().filter(|&attribute| ffi!(LLVMIsStringAttribute(attribute)) != 0);
        named
            .map(|attribute| {
                let mut length = 0;
                let key = ffi!(LLVMGetStringAttributeKind(attribute, &mut length));
                string_of(key, length as usize)
            })
            .collect()
    }

    /// The value of the string attribute `key`, if the function has it.
    pub fn string_attribute(self, key: &str) -> Option<String> {
        self.string_attribute_at(AttributeIndex::Function, key)
    }

    /// The value of the string attribute `key` at `index`, if it is there.
    pub fn string_attribute_at(self, index: AttributeIndex, key: &str) -> Option<String> {
        let length = u32::try_from(key.len()).ok()?;
        let raw = ffi!(LLVMGetStringAttributeAtIndex(self.0.0, index.raw(), key.as_ptr().cast(), length));
        if raw.is_null() {
            return None;
        }
        let mut value_length = 0;
        let value = ffi!(LLVMGetStringAttributeValue(raw, &mut value_length));
        Some(string_of(value, value_length as usize))
    }
}
