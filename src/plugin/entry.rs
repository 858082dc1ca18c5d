//! The entry point: what the dynamic linker finds by name.

use std::ffi::c_void;

use crate::ir::LLVM_MAJOR;
use crate::plugin::guard;

/// The LLVM majors that this library can be built for.
const SUPPORTED: [u32; 3] = [16, 19, 22];

/// Adds the passes to a `PassBuilder` (a C++ reference): for hosts that have one in their hands, such as
/// Julia's `LLVM.jl`, where no plugin is loaded by path.
///
/// # Safety
/// `pass_builder` must point to an `llvm::PassBuilder` of the LLVM major that this library is built for.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gc_coro_register_pass_builder_callbacks(pass_builder: *mut c_void) {
    guard::guarded_or((), || {
        if !host_fits() {
            return;
        }
        // The host may have a logger: then ours is not needed.
        let _ = env_logger::try_init();
        log::debug!(target: "gc_coro", "gc-coro {} registers for LLVM {LLVM_MAJOR}", env!("CARGO_PKG_VERSION"));
        // SAFETY: by the caller.
        unsafe { register(pass_builder) }
    })
}

#[cfg(not(feature = "llvm16-0"))]
unsafe fn register(pass_builder: *mut c_void) {
    // SAFETY: by the caller.
    unsafe {
        crate::plugin::ffi::gc_coro_shim_name_passes(pass_builder);
        crate::plugin::ffi::gc_coro_shim_register_callbacks(pass_builder);
    }
}

#[cfg(feature = "llvm16-0")]
use crate::plugin::llvm16::register;

/// Whether the LLVM around us has the major that we are built for; says so in one line if not.
fn host_fits() -> bool {
    let wrong = wrong_host();
    if let Some(error) = &wrong {
        guard::say(&format!("gc-coro: {error}"));
    }
    wrong.is_none()
}

/// What is wrong with the LLVM around us, if it has not the major that we are built for.
///
/// Nothing of LLVM may be called before: its C++ differs from one major to the next, and another one crashes.
pub(crate) fn wrong_host() -> Option<String> {
    let host = host_major();
    if host == Some(LLVM_MAJOR) {
        return None;
    }
    let (host, hint) = match host {
        Some(major) if SUPPORTED.contains(&major) => {
            (format!("LLVM {major}"), format!("; build it with: scripts/build.sh --llvm {major}"))
        }
        Some(major) => (format!("LLVM {major}"), format!("; supported are {SUPPORTED:?}")),
        None => {
            ("a host that is older than LLVM 16 or does not export LLVM's C API".to_owned(), String::new())
        }
    };
    Some(format!("this library is built for LLVM {LLVM_MAJOR}, but loaded into {host}{hint}"))
}

/// Runs when the library is loaded: clang reads its command line before it registers passes, and with
/// `-Xclang -load` before it asks for [`llvmGetPassPluginInfo`]. Silent in the wrong LLVM: that one speaks.
#[cfg(feature = "plugin")]
#[used]
#[cfg_attr(target_os = "linux", unsafe(link_section = ".init_array"))]
#[cfg_attr(target_os = "macos", unsafe(link_section = "__DATA,__mod_init_func"))]
static ON_LOAD: extern "C" fn() = {
    extern "C" fn on_load() {
        guard::guarded_or((), || {
            if host_major() == Some(LLVM_MAJOR) {
                // SAFETY: the LLVM around us has our major.
                unsafe { crate::plugin::ffi::gc_coro_shim_declare_options() }
            }
        })
    }
    on_load
};

/// The major of the LLVM around us.
pub(crate) fn host_major() -> Option<u32> {
    type GetVersion = unsafe extern "C" fn(*mut u32, *mut u32, *mut u32);
    // SAFETY: the name is a C string.
    let address = unsafe { libc::dlsym(libc::RTLD_DEFAULT, c"LLVMGetVersion".as_ptr()) };
    if address.is_null() {
        return None;
    }
    let (mut major, mut minor, mut patch) = (0, 0, 0);
    // SAFETY: LLVMGetVersion has had this signature since it came with LLVM 16.
    unsafe {
        std::mem::transmute::<*mut c_void, GetVersion>(address)(&mut major, &mut minor, &mut patch);
    }
    Some(major)
}

/// `llvm::PassPluginLibraryInfo`.
#[cfg(all(feature = "plugin", not(feature = "llvm16-0")))]
#[repr(C)]
pub struct PassPluginLibraryInfo {
    api_version: u32,
    plugin_name: *const u8,
    plugin_version: *const u8,
    plugin_registrar: unsafe extern "C" fn(*mut c_void),
    /// The field that came with version 2 of the struct.
    #[cfg(llvm_since = "22")]
    pre_code_gen: *const c_void,
}

/// On LLVM 16 the struct is that of the crate `llvm-plugin`.
#[cfg(all(feature = "plugin", feature = "llvm16-0"))]
pub use llvm_plugin::PassPluginLibraryInfo;

/// The version of that struct; 0 makes any LLVM refuse the plugin.
#[cfg(feature = "plugin")]
const API_VERSION: u32 = if LLVM_MAJOR >= 22 { 2 } else { 1 };

#[cfg(feature = "plugin")]
fn info() -> PassPluginLibraryInfo {
    PassPluginLibraryInfo {
        api_version: if guard::guarded_or(false, host_fits) { API_VERSION } else { 0 },
        plugin_name: c"gc-coro".as_ptr().cast(),
        plugin_version: concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr(),
        plugin_registrar: gc_coro_register_pass_builder_callbacks,
        #[cfg(llvm_since = "22")]
        pre_code_gen: std::ptr::null(),
    }
}

/// What opt, clang and lld look for in a plugin.
///
/// In C++ it returns the struct by value. On x86-64 that is a pointer to memory of the caller, which must be
/// written with care: a host of the struct's version 1 has reserved less than version 2 needs.
///
/// # Safety
/// `result` must point to room for the host's `PassPluginLibraryInfo`.
#[cfg(all(feature = "plugin", target_arch = "x86_64"))]
#[unsafe(no_mangle)]
#[allow(non_snake_case)]
pub unsafe extern "C" fn llvmGetPassPluginInfo(
    result: *mut PassPluginLibraryInfo,
) -> *mut PassPluginLibraryInfo {
    let info = info();
    // SAFETY: by the caller there is room for version 1, which all fields but `pre_code_gen` are; that one is
    // written only where the host is known to have it.
    unsafe {
        (&raw mut (*result).api_version).write(info.api_version);
        (&raw mut (*result).plugin_name).write(info.plugin_name);
        (&raw mut (*result).plugin_version).write(info.plugin_version);
        (&raw mut (*result).plugin_registrar).write(info.plugin_registrar);
        #[cfg(llvm_since = "22")]
        if info.api_version == API_VERSION {
            (&raw mut (*result).pre_code_gen).write(info.pre_code_gen);
        }
    }
    result
}

/// What opt, clang and lld look for in a plugin.
#[cfg(all(feature = "plugin", not(target_arch = "x86_64")))]
#[unsafe(no_mangle)]
#[allow(non_snake_case)]
pub extern "C" fn llvmGetPassPluginInfo() -> PassPluginLibraryInfo {
    info()
}
