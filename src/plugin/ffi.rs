//! The shim's side of the border; shim/plugin.h documents each function.

use std::ffi::{c_char, c_void};

/// Text that somebody else owns; not terminated by zero.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Text {
    data: *const c_char,
    size: usize,
}

impl Text {
    /// What the text says.
    ///
    /// # Safety
    /// The text must live as long as `'a`.
    pub(super) unsafe fn as_str<'a>(self) -> std::borrow::Cow<'a, str> {
        if self.size == 0 {
            return "".into();
        }
        // SAFETY: by the caller, and a non-empty text of the shim points to its bytes.
        String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(self.data.cast(), self.size) })
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self { data: text.as_ptr().cast(), size: text.len() }
    }
}

/// A piece of a remark: plain text where the key is empty, else a named value.
#[repr(C)]
pub(super) struct RemarkPiece {
    pub(super) key: Text,
    pub(super) value: Text,
}

/// A line that follows a finding.
#[repr(C)]
pub(super) struct Remark {
    pub(super) label: Text,
    pub(super) text: Text,
}

/// What a pass has found out about a function of the module.
#[repr(C)]
pub(super) struct Finding {
    pub(super) function: Text,
    pub(super) file: Text,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) is_warning: bool,
    pub(super) message: Text,
    pub(super) text: Text,
    pub(super) remarks: *const Remark,
    pub(super) remark_count: usize,
}

unsafe extern "C" {
    pub(super) fn gc_coro_shim_name_passes(pass_builder: *mut c_void);
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_register_callbacks(pass_builder: *mut c_void);
    pub(super) fn gc_coro_shim_add_pass(manager: *mut c_void, index: u32, element: Text);
    pub(super) fn gc_coro_shim_report(module: *mut c_void, findings: *const Finding, count: usize);
    pub(super) fn gc_coro_shim_remark(
        module: *mut c_void,
        function: Text,
        name: Text,
        pieces: *const RemarkPiece,
        count: usize,
        is_missed: bool,
    );
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_add_split_in_place(
        manager: *mut c_void,
        builder: *mut c_void,
        element: Text,
        level: u32,
        phase: u32,
    );
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_made(work: *mut c_void, function: *mut c_void, of: *mut c_void);
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_changed(work: *mut c_void, function: *mut c_void);
    pub(super) fn gc_coro_shim_function_analyses(module: *mut c_void, analyses: *mut c_void) -> *mut c_void;
    pub(super) fn gc_coro_shim_coro_early(module: *mut c_void, analyses: *mut c_void);
    #[cfg(feature = "plugin")]
    pub(super) fn gc_coro_shim_declare_options();
    pub(super) fn gc_coro_shim_split_all() -> bool;
    pub(super) fn gc_coro_shim_report_file() -> Text;
    pub(super) fn gc_coro_shim_frame_larger_than() -> u64;
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_elide() -> bool;
    #[cfg(not(feature = "llvm16-0"))]
    pub(super) fn gc_coro_shim_check_elision() -> bool;
}
