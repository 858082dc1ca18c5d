//! No panic crosses into LLVM: it aborts opt with a text that sends the user to LLVM's bug tracker.

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::panic;
use std::panic::AssertUnwindSafe;
use std::sync::Once;

use crate::diag::progress;

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Runs `work`; a panic in it becomes a message that names the function being worked on and the panic's place.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    install_hook();
    progress::clear();
    let outer = GUARDED.replace(true);
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| {
        let message = PANIC.take().unwrap_or_else(|| "panic".to_owned());
        let place =
            progress::current().map(|function| format!("in function '{function}': ")).unwrap_or_default();
        format!(
            "{place}internal error: {message}\n\
             note: this is a bug of gc-coro, not of the module\n\
             help: please report it, with the input"
        )
    })
}

/// Runs `work` for a callback that has no path to report; `otherwise` after a panic.
pub(crate) fn guarded_or<T>(otherwise: T, work: impl FnOnce() -> T) -> T {
    guarded(work).unwrap_or_else(|panic| {
        say(&format!("gc-coro: {panic}"));
        otherwise
    })
}

/// Writes a line to stderr. A failure to write (closed stream, full disk) must not end the host.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// Inside a guard the panic's text is kept for the diagnostic instead of printed by itself.
fn install_hook() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let default = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                return default(info);
            }
            let payload = info.payload();
            let text = payload.downcast_ref::<&str>().copied();
            let text =
                text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("panic");
            let place = info.location().map(|place| format!(" at {place}")).unwrap_or_default();
            PANIC.set(Some(format!("{text}{place}")));
        }));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_passes_through() {
        assert_eq!(guarded(|| 7), Ok(7));
    }

    #[test]
    fn a_panic_names_function_and_place() {
        let line = line!() + 3;
        let error = guarded(|| -> () {
            progress::working_on("f");
            panic!("no slot {}", 3)
        });
        let error: String = error.unwrap_err();
        assert!(
            error.starts_with("in function 'f': internal error: no slot 3 at src/plugin/guard.rs:"),
            "{error}"
        );
        assert!(error.contains(&format!("guard.rs:{line}:")), "{error}");
    }

    #[test]
    fn the_function_of_an_earlier_run_is_forgotten() {
        progress::working_on("old");
        let error = guarded(|| -> () { panic!("early") }).unwrap_err();
        assert!(error.starts_with("internal error: early at "), "{error}");
    }

    #[test]
    fn a_second_run_is_not_disturbed_by_the_first() {
        assert!(guarded(|| -> () { panic!("first") }).is_err());
        assert_eq!(guarded(|| 1), Ok(1));
    }
}
