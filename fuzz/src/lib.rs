//! What the programs of this package have in common: gc-coro as the split of the oracle's host.

use std::ffi::{CStr, c_char};
use std::fmt::Write;

use gc_coro::{Sharing, SplitOptions};
use gc_coro_oracle::check::Verdict;
use gc_coro_oracle::generate::{Feature, Generated, Options, generate_from};
use gc_coro_oracle::print::{self, Collector, Style};
use gc_coro_oracle::program::Program;
use gc_coro_oracle::statepoints;
use gc_coro_oracle_jit::{Configuration, Heap, Host};
use inkwell::llvm_sys::core::LLVMDisposeMessage;
use inkwell::llvm_sys::prelude::LLVMModuleRef;
use inkwell::llvm_sys::target_machine::LLVMTargetMachineRef;
use inkwell::module::Module;
use inkwell::targets::TargetMachine;

/// If this environment variable is `always`, all continuations share code that can; if it is `never`, none does. The workers inherit it.
const SHARE_CODE: &str = "GC_CORO_FUZZ_SHARE_CODE";

/// `gc-coro-split` and `await-size`, as the plugin runs them: the functions say which collector they are for.
///
/// # Errors
/// The diagnostics, in one line.
pub fn split(module: &Module<'_>) -> Result<(), String> {
    let mut options = SplitOptions::default();
    options.share_code = match std::env::var(SHARE_CODE).as_deref() {
        Ok("always") => Sharing::Always,
        Ok("never") => Sharing::Never,
        _ => Sharing::BySize,
    };
    let split = gc_coro::split_module(module, &options);
    match split.and_then(|_| gc_coro::resolve_sizes(module)) {
        Ok(_) => Ok(()),
        Err(diagnostics) => {
            let mut text = String::from("gc-coro-split:");
            for diagnostic in diagnostics {
                let _ = write!(text, " {diagnostic};");
            }
            Err(text)
        }
    }
}

unsafe extern "C" {
    fn fuzz_run_passes(
        module: LLVMModuleRef,
        machine: LLVMTargetMachineRef,
        text: *const u8,
        length: usize,
    ) -> *mut c_char;
}

/// Runs a pipeline that has gc-coro's passes in it, as the plugin does.
///
/// # Errors
/// The text is no pipeline. (What the passes find is LLVM's to report; it ends the process.)
pub fn passes(module: &Module<'_>, machine: &TargetMachine, text: &str) -> Result<(), String> {
    // SAFETY: both exist; what is returned is null or a message of LLVM.
    let message =
        unsafe { fuzz_run_passes(module.as_mut_ptr(), machine.as_mut_ptr(), text.as_ptr(), text.len()) };
    if message.is_null() {
        return Ok(());
    }
    // SAFETY: as above; it is not used afterwards.
    unsafe {
        let text = CStr::from_ptr(message).to_string_lossy().into_owned();
        LLVMDisposeMessage(message);
        Err(text)
    }
}

/// # Errors
/// LLVM knows no target like this machine.
pub fn host() -> Result<Host, String> {
    Ok(Host::new(split)?.with_own_passes(passes))
}

/// A program as the stages of a configuration want it.
#[must_use]
pub fn text(program: &Program, configuration: Configuration) -> String {
    match configuration.heap() {
        Heap::Still => print::module(program, Style { collector: Collector::Julia }),
        Heap::Moving => print::module(program, Style { collector: Collector::Statepoints }),
        Heap::Julia => {
            let text = print::module(program, Style { collector: Collector::Julia });
            of_released_julia(&text, configuration.has_barriers())
        }
    }
}

/// A program in the spelling of the Julia that it runs on: the collector model of its version, and its write barrier.
fn of_released_julia(text: &str, has_barriers: bool) -> String {
    const ATTRIBUTE: &str = "\"gc-coro-write-barrier\"";
    let text = text.replace("gc \"julia\"", "gc \"julia-1.13\"");
    let of_version = format!("{ATTRIBUTE} \"gc-coro-object-header\"=\"1\"");
    let text = text.replace(&format!("{ATTRIBUTE}=\"oracle_write_barrier\""), &of_version);
    let text = text.replace("@oracle_write_barrier", "@julia.write_barrier");
    if has_barriers { text } else { text.replace(ATTRIBUTE, "") }
}

/// What programs for a configuration can have.
#[must_use]
pub fn options_of(configuration: Configuration, mut options: Options) -> Options {
    match configuration.heap() {
        Heap::Still => {}
        Heap::Moving => options.features = statepoints::without_what_statepoints_lack(options.features),
        // What begins at the address that `julia.get_pgcstack` gives is Julia's, and no number of a task.
        Heap::Julia => options.features = options.features.without(Feature::Identity),
    }
    options
}

/// The fuzz target: a program of the fuzzer's choices, in each configuration.
///
/// # Panics
/// The program does not do what the interpreter says.
pub fn check_choices(host: &Host, choices: &[u8], configurations: &[Configuration]) {
    for &configuration in configurations {
        let Generated { program, run } =
            generate_from(choices, &options_of(configuration, Options::default()));
        let text = text(&program, configuration);
        let levels = choices.iter().map(|&byte| u64::from(byte)).sum();
        let verdict = host.check(&text, &configuration.stages(levels), configuration.heap(), &run.trace);
        assert!(verdict == Verdict::Same, "{configuration}: {verdict}\n{text}");
    }
}
