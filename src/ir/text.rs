//! Texts that LLVM gives and takes.

use std::borrow::Cow;
use std::ffi::{CStr, CString, c_char};

/// The text of a message that LLVM allocated; frees it.
pub(super) fn take_message(text: *mut c_char) -> String {
    // SAFETY: `text` comes from an LLVM function that hands over a NUL-terminated string.
    unsafe {
        let owned = CStr::from_ptr(text).to_string_lossy().into_owned();
        inkwell::llvm_sys::core::LLVMDisposeMessage(text);
        owned
    }
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
