//! Texts that LLVM gives and takes.

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_char};

use inkwell::llvm_sys::core::LLVMCreateStringAttribute;
use inkwell::llvm_sys::prelude::{LLVMAttributeRef, LLVMContextRef};

/// A string of LLVM that ends with a NUL, as a Rust string; `None` for null.
pub(super) fn terminated(text: *const c_char) -> Option<String> {
    // SAFETY: the callers pass what LLVM returned: null, or a string with a final NUL whose owner is live.
    (!text.is_null()).then(|| unsafe { CStr::from_ptr(text) }.to_string_lossy().into_owned())
}

/// The text of a message that LLVM allocated; frees it.
pub(super) fn take_message(text: *mut c_char) -> String {
    let owned = terminated(text).unwrap_or_default();
    // SAFETY: the callers pass a message that LLVM allocated for them, which nobody else frees; it has been copied.
    unsafe { inkwell::llvm_sys::core::LLVMDisposeMessage(text) }
    owned
}

/// A `(pointer, length)` string of LLVM as a Rust string.
pub(super) fn string_of(pointer: *const c_char, length: usize) -> String {
    if pointer.is_null() {
        return String::new();
    }
    // SAFETY: LLVM returned `length` readable bytes at `pointer`.
    let bytes = unsafe { std::slice::from_raw_parts(pointer.cast::<u8>(), length) };
    String::from_utf8_lossy(bytes).into_owned()
}

pub(super) fn text(name: &str) -> Cow<'static, CStr> {
    if name.is_empty() {
        return Cow::Borrowed(c"");
    }
    let text =
        CString::new(name).unwrap_or_else(|_| CString::new(name.replace('\0', "")).unwrap_or_default());
    Cow::Owned(text)
}

/// The string attribute `key` with that value.
pub(super) fn string_attribute(context: LLVMContextRef, key: &str, value: &str) -> LLVMAttributeRef {
    let length = |text: &str| u32::try_from(text.len()).expect("attributes are short");
    let (key_length, value_length) = (length(key), length(value));
    let (key, value) = (key.as_ptr().cast(), value.as_ptr().cast());
    ffi!(LLVMCreateStringAttribute(context, key, key_length, value, value_length))
}
