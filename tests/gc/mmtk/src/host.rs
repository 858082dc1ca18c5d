//! What the runtime's C files do for both collectors: walking the stack, finding the words of coroutine frames, ending a
//! program that is wrong.

use std::ffi::{CString, c_char, c_int, c_void};
use std::sync::OnceLock;

/// Shown once for each pair of pointers that is live in a stack frame.
pub type VisitPair = extern "C" fn(base: *mut u64, derived: *mut u64, context: *mut c_void);
/// Shown once for each word of a frame that holds a tracked pointer.
pub type VisitWord = extern "C" fn(word: *mut *mut c_void, context: *mut c_void);

/// `gc_shape` of `../runtime/frames.h`.
#[repr(C)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct HostShape {
    pub words: u64,
    pub first: u64,
    pub pointers: u64,
}

/// `gc_mmtk_host` of `c/gc_mmtk.h`.
#[repr(C)]
pub struct Host {
    pub stack_visit: extern "C" fn(frame_pointer: *mut c_void, visit: VisitPair, context: *mut c_void),
    pub frames_visit: extern "C" fn(visit: VisitWord, context: *mut c_void),
    pub is_frame_outside: extern "C" fn(reference: *const c_void) -> c_int,
    pub await_shape: extern "C" fn(descriptor: *const c_void) -> HostShape,
    pub thread_enter: extern "C" fn(body: crate::threads::Body, number: u32),
    pub fail: extern "C" fn(message: *const c_char),
}

static HOST: OnceLock<&'static Host> = OnceLock::new();

/// Called once, before anything else.
pub fn set(host: &'static Host) {
    assert!(HOST.set(host).is_ok(), "the runtime is started once");
}

pub fn host() -> &'static Host {
    HOST.get().expect("gc_start comes before everything else")
}

/// Ends the program that has been caught being wrong, on whatever thread this is.
pub fn fail(message: &str) -> ! {
    if let Some(host) = HOST.get() {
        let text = CString::new(message.replace('\0', "?")).expect("there is no NUL left");
        (host.fail)(text.as_ptr());
    }
    // In a unit test, which has no program around it.
    eprintln!("{message}");
    std::process::abort()
}
