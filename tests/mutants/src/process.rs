//! A process for each mutant, which it may destroy.
//!
//! The child says on a pipe what it begins and how it went; a signal handler adds the functions that it died in.

use std::ffi::{CStr, c_char, c_int, c_void};
use std::io::Read;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::sync::atomic::{AtomicI32, AtomicUsize, Ordering};

use inkwell::llvm_sys::LLVMDiagnosticSeverity;
use inkwell::llvm_sys::core::{
    LLVMContextSetDiagnosticHandler, LLVMDisposeMessage, LLVMGetDiagInfoDescription, LLVMGetDiagInfoSeverity,
};
use inkwell::llvm_sys::error_handling::LLVMInstallFatalErrorHandler;
use inkwell::llvm_sys::prelude::LLVMDiagnosticInfoRef;

/// Seconds of processor time for one step.
const PATIENCE: i64 = 10;
/// Bytes of address space.
const MEMORY: u64 = 4 << 30;
/// Between the words of a line.
const SEPARATOR: char = '\u{1}';

static PIPE: AtomicI32 = AtomicI32::new(-1);

/// What a child said.
#[derive(Clone, Debug)]
pub struct Line {
    pub kind: String,
    pub detail: String,
}

/// How a child ended.
pub struct Ended {
    pub lines: Vec<Line>,
    /// Not by its own will, or too late.
    pub died: Option<String>,
    /// The end of what it wrote to stderr.
    pub stderr: String,
}

/// Runs `work` in a child.
///
/// # Errors
/// The system gives no further process.
pub fn run(work: impl FnOnce()) -> std::io::Result<Ended> {
    let mut ends = [0; 2];
    // SAFETY: plain system calls; this process has one thread.
    unsafe {
        if libc::pipe(ends.as_mut_ptr()) != 0 {
            return Err(std::io::Error::last_os_error());
        }
        let errors = OwnedFd::from_raw_fd(libc::memfd_create(c"stderr".as_ptr(), 0));
        match libc::fork() {
            -1 => Err(std::io::Error::last_os_error()),
            0 => {
                libc::close(ends[0]);
                enter(ends[1], errors.as_raw_fd());
                let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(work));
                libc::_exit(if done.is_ok() { 0 } else { 101 });
            }
            child => {
                libc::close(ends[1]);
                Ok(wait(child, OwnedFd::from_raw_fd(ends[0]), errors))
            }
        }
    }
}

fn wait(child: c_int, pipe: OwnedFd, errors: OwnedFd) -> Ended {
    let mut said = Vec::new();
    let mut file = std::fs::File::from(pipe);
    let mut buffer = [0; 1 << 16];
    let mut late = false;
    loop {
        let mut poll = libc::pollfd { fd: file.as_raw_fd(), events: libc::POLLIN, revents: 0 };
        // SAFETY: one descriptor. Five minutes in which nothing is said: the handlers cannot help.
        if unsafe { libc::poll(&raw mut poll, 1, 300_000) } == 0 {
            late = true;
            unsafe { libc::kill(child, libc::SIGKILL) };
        }
        match file.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => said.extend_from_slice(&buffer[..count]),
        }
    }
    let mut status = 0;
    // SAFETY: our own child.
    unsafe { libc::waitpid(child, &raw mut status, 0) };
    let died = match status {
        _ if late => Some("silent for five minutes".to_string()),
        s if libc::WIFSIGNALED(s) => Some(format!("signal {}", libc::WTERMSIG(s))),
        s if libc::WEXITSTATUS(s) != 0 => Some(format!("exit {}", libc::WEXITSTATUS(s))),
        _ => None,
    };
    let said = String::from_utf8_lossy(&said).into_owned();
    let lines = said.lines().filter_map(|line| {
        let (kind, detail) = line.split_once(SEPARATOR)?;
        Some(Line { kind: kind.to_string(), detail: detail.replace('\u{2}', "\n") })
    });
    Ended { lines: lines.collect(), died, stderr: tail(errors) }
}

fn tail(errors: OwnedFd) -> String {
    let mut bytes = vec![0; 4000];
    // SAFETY: `bytes` has room.
    let count = unsafe {
        let end = libc::lseek(errors.as_raw_fd(), 0, libc::SEEK_END).max(0);
        libc::pread(errors.as_raw_fd(), bytes.as_mut_ptr().cast(), 4000, (end - 4000).max(0))
    };
    bytes.truncate(usize::try_from(count).unwrap_or(0));
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Says a line, from the child.
pub fn say(kind: &str, detail: &str) {
    let line = format!("{kind}{SEPARATOR}{}\n", detail.replace('\n', "\u{2}"));
    let mut rest = line.as_bytes();
    while !rest.is_empty() {
        // SAFETY: the bytes are there.
        let count = unsafe { libc::write(PIPE.load(Ordering::Relaxed), rest.as_ptr().cast(), rest.len()) };
        match usize::try_from(count) {
            Ok(count) if count > 0 => rest = &rest[count..],
            _ => return,
        }
    }
}

/// Lets new and freed memory have other content from now on.
pub fn fill_memory(byte: u8) {
    // SAFETY: an option of the allocator.
    #[cfg(target_env = "gnu")]
    unsafe {
        libc::mallopt(libc::M_PERTURB, c_int::from(byte));
    }
}

/// A further step begins: it has its own time.
pub fn step() {
    let limit = libc::timeval { tv_sec: PATIENCE, tv_usec: 0 };
    let timer = libc::itimerval { it_interval: libc::timeval { tv_sec: 1, tv_usec: 0 }, it_value: limit };
    // SAFETY: a timer of this process.
    unsafe { libc::setitimer(libc::ITIMER_PROF, &raw const timer, std::ptr::null_mut()) };
}

unsafe fn enter(pipe: RawFd, errors: RawFd) {
    PIPE.store(pipe, Ordering::Relaxed);
    unsafe {
        let nothing = libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
        libc::dup2(nothing, 0);
        libc::dup2(nothing, 1);
        libc::dup2(errors, 2);
        limit(libc::RLIMIT_CORE, 0);
        limit(libc::RLIMIT_AS, MEMORY);
        find_code();
        catch_signals();
        LLVMContextSetDiagnosticHandler(crate::mutate::context(), Some(diagnosed), std::ptr::null_mut());
        LLVMInstallFatalErrorHandler(Some(fatal));
    }
}

#[cfg(target_env = "gnu")]
type Resource = libc::__rlimit_resource_t;
#[cfg(not(target_env = "gnu"))]
type Resource = c_int;

unsafe fn limit(what: Resource, bytes: u64) {
    let limit = libc::rlimit { rlim_cur: bytes, rlim_max: libc::RLIM_INFINITY };
    unsafe { libc::setrlimit(what, &raw const limit) };
}

unsafe fn catch_signals() {
    const SIGNALS: [c_int; 7] = [
        libc::SIGSEGV,
        libc::SIGBUS,
        libc::SIGILL,
        libc::SIGABRT,
        libc::SIGFPE,
        libc::SIGTRAP,
        libc::SIGPROF,
    ];
    // A stack of its own: the other one may be used up.
    let stack: &'static mut [u8] = Box::leak(vec![0; 1 << 20].into_boxed_slice());
    unsafe {
        let alternative =
            libc::stack_t { ss_sp: stack.as_mut_ptr().cast(), ss_flags: 0, ss_size: stack.len() };
        libc::sigaltstack(&raw const alternative, std::ptr::null_mut());
        for signal in SIGNALS {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = died as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK | libc::SA_RESETHAND | libc::SA_NODEFER;
            libc::sigaction(signal, &raw const action, std::ptr::null_mut());
        }
    }
}

/// The last thing that a child does: it says where. If that fails too, the signal ends it as it would have.
extern "C" fn died(signal: c_int, _: *const libc::siginfo_t, context: *const libc::ucontext_t) {
    // SAFETY: the process ends here.
    unsafe {
        limit(libc::RLIMIT_AS, libc::RLIM_INFINITY);
        libc::alarm(40);
        let name = match signal {
            libc::SIGPROF => "hang".to_string(),
            libc::SIGABRT => "abort".to_string(),
            other => format!("signal {other}"),
        };
        say("pass", &crate::step::last_pass());
        if crate::step::is_untouched() {
            say("untouched", "");
        }
        let mut frames = frames();
        if !frames.contains("\ngc_coro") && crate::step::is_within_ours() {
            // LLVM's code is not always one that can be unwound. (A pass of LLVM's own has old addresses below it, too.)
            frames.push_str(&on_stack(context));
        }
        say("died", &format!("{name}\n{frames}"));
        libc::_exit(99);
    }
}

/// The functions that this one was called by, a line each, the last first.
fn frames() -> String {
    let mut found = Vec::new();
    let mut count = 0;
    // SAFETY: nobody else walks: this process has one thread.
    unsafe {
        backtrace::trace_unsynchronized(|frame| {
            backtrace::resolve_frame_unsynchronized(frame, |symbol| {
                found.push(symbol.name().map_or("?".to_string(), |name| name.to_string()));
            });
            count += 1;
            count < 80
        });
    }
    found.join("\n")
}

/// Functions of gc-coro's that words of the stack may be return addresses in.
unsafe fn on_stack(context: *const libc::ucontext_t) -> String {
    const MANY: usize = 4000;
    let mut found = String::new();
    #[cfg(target_arch = "x86_64")]
    unsafe {
        let top = (*context).uc_mcontext.gregs[libc::REG_RSP as usize] as usize;
        let [begin, end] = CODE.each_ref().map(|limit| limit.load(Ordering::Relaxed));
        for number in 0..MANY {
            let mut word = 0usize;
            // The stack may end here: the system looks first.
            let from = libc::iovec { iov_base: (top + number * 8) as *mut c_void, iov_len: 8 };
            let to = libc::iovec { iov_base: (&raw mut word).cast(), iov_len: 8 };
            if libc::process_vm_readv(libc::getpid(), &raw const to, 1, &raw const from, 1, 0) != 8 {
                break;
            }
            if !(begin..end).contains(&word) {
                continue;
            }
            backtrace::resolve_unsynchronized((word - 1) as *mut c_void, |symbol| {
                let name = symbol.name().map(|name| name.to_string()).unwrap_or_default();
                if name.starts_with("gc_coro") {
                    found.push('\n');
                    found.push_str(&name);
                }
            });
        }
    }
    found
}

/// Where the code of this program begins and ends.
static CODE: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

fn find_code() {
    let own = find_code as *const () as usize;
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    for line in maps.lines() {
        let range = line.split(' ').next().and_then(|range| range.split_once('-'));
        let Some((begin, end)) = range else { continue };
        let number = |text| usize::from_str_radix(text, 16).unwrap_or(0);
        if (number(begin)..number(end)).contains(&own) {
            CODE[0].store(number(begin), Ordering::Relaxed);
            CODE[1].store(number(end), Ordering::Relaxed);
        }
    }
}

extern "C" fn diagnosed(info: LLVMDiagnosticInfoRef, _: *mut c_void) {
    // SAFETY: LLVM lends the diagnostic.
    unsafe {
        if !matches!(LLVMGetDiagInfoSeverity(info), LLVMDiagnosticSeverity::LLVMDSError) {
            return;
        }
        let raw = LLVMGetDiagInfoDescription(info);
        let text = CStr::from_ptr(raw).to_string_lossy().into_owned();
        LLVMDisposeMessage(raw);
        if text.contains("gc-coro") || text.contains("await-size") {
            say("error", &text);
        } else {
            say("llvm-error", &text);
        }
    }
}

extern "C" fn fatal(reason: *const c_char) {
    // SAFETY: LLVM gives a C string.
    let text = unsafe { CStr::from_ptr(reason) }.to_string_lossy().into_owned();
    say("pass", &crate::step::last_pass());
    if crate::step::is_untouched() {
        say("untouched", "");
    }
    say("fatal", &format!("{text}\n{}", frames()));
    // SAFETY: the process ends here.
    unsafe { libc::_exit(98) }
}
