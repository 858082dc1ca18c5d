//! What the programs of this package have in common: gc-coro as the split of the oracle's host.

use std::fmt::Write;

use gc_coro::{Sharing, SplitOptions};
use gc_coro_oracle::check::Verdict;
use gc_coro_oracle::generate::{Generated, Options, generate_from};
use gc_coro_oracle::print::{self, Collector, Style};
use gc_coro_oracle::statepoints;
use gc_coro_oracle_jit::{Configuration, Host};
use inkwell::module::Module;

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

/// How programs are printed for a configuration.
#[must_use]
pub fn style(configuration: Configuration) -> Style {
    let collector = if configuration.moves() { Collector::Statepoints } else { Collector::Julia };
    Style { collector }
}

/// What programs for a configuration can have.
#[must_use]
pub fn options_of(configuration: Configuration, mut options: Options) -> Options {
    if configuration.moves() {
        options.features = statepoints::without_what_statepoints_lack(options.features);
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
        let text = print::module(&program, style(configuration));
        let levels = choices.iter().map(|&byte| u64::from(byte)).sum();
        let verdict = host.check(&text, &configuration.stages(levels), configuration.moves(), &run.trace);
        assert!(verdict == Verdict::Same, "{configuration}: {verdict}\n{text}");
    }
}
