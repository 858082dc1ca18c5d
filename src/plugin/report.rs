//! What a pass has found, in the words of the host: with the place in the source where the host shows that by itself.

use std::ffi::{CStr, c_void};

use crate::Diagnostic;
use crate::plugin::ffi;
use crate::plugin::ffi::Text;

/// One thing to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The function's name in the IR; empty if it is about none.
    function: String,
    place: Option<Place>,
    is_warning: bool,
    /// With readable names and without the place.
    message: String,
    /// With all of it, as the library prints it.
    text: String,
}

/// A place in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Place {
    file: String,
    line: u32,
    column: u32,
}

impl Place {
    /// Reads `file:line:column`.
    fn parse(text: &str) -> Option<Place> {
        let mut parts = text.rsplitn(3, ':');
        let column = parts.next()?.parse().ok()?;
        let line = parts.next()?.parse().ok()?;
        Some(Place { file: parts.next()?.to_owned(), line, column })
    }
}

impl Finding {
    /// An error.
    pub(super) fn error(found: &Diagnostic) -> Finding {
        let place = found.location.as_deref().and_then(Place::parse);
        // Where the host shows the line, nobody needs the instruction.
        let instruction = found.instruction.as_ref().filter(|_| place.is_none());
        let below = instruction.map(|text| format!("\n    {text}")).unwrap_or_default();
        let message = format!("in function '{}': {}", found.function, found.problem);
        Finding {
            function: found.function.clone(),
            place,
            is_warning: false,
            message: with_readable_names(&message) + &below,
            text: found.to_string(),
        }
    }

    /// A warning.
    pub(super) fn warning(found: &Diagnostic) -> Finding {
        Finding { is_warning: true, ..Finding::error(found) }
    }

    /// An error that is about no function.
    pub(super) fn plain(text: String) -> Finding {
        Finding { function: String::new(), place: None, is_warning: false, message: text.clone(), text }
    }

    pub(super) fn is_error(&self) -> bool {
        !self.is_warning
    }

    /// The function's name in the IR; empty if it is about none.
    pub(super) fn function(&self) -> &str {
        &self.function
    }
}

/// Says all of it in the context of `module`. Each line names the pass, for a search. opt ends here at an error: no lock is
/// held.
///
/// # Safety
/// `module` is the pass manager's, and nothing of it is held.
pub(super) unsafe fn report(module: *mut c_void, pass: &str, found: &[Finding]) {
    let line = |text: &str| format!("{pass}: {text}");
    let texts: Vec<(String, String)> = found.iter().map(|f| (line(&f.message), line(&f.text))).collect();
    let raw = |(finding, (message, text)): (&Finding, &(String, String))| {
        let place = finding.place.as_ref();
        ffi::Finding {
            function: finding.function.as_str().into(),
            file: place.map_or("", |place| place.file.as_str()).into(),
            line: place.map_or(0, |place| place.line),
            column: place.map_or(0, |place| place.column),
            is_warning: finding.is_warning,
            message: message.as_str().into(),
            text: text.as_str().into(),
        }
    };
    let raw: Vec<ffi::Finding> = found.iter().zip(&texts).map(raw).collect();
    // SAFETY: by the caller; the texts outlive the call.
    unsafe { ffi::gc_coro_shim_report(module, raw.as_ptr(), raw.len()) }
}

/// `text` with what the mangled names between its quotes stand for.
fn with_readable_names(text: &str) -> String {
    let pieces: Vec<String> = text
        .split('\'')
        .enumerate()
        // Every other piece stands between quotes.
        .map(|(number, piece)| if number % 2 == 1 { readable(piece) } else { piece.to_owned() })
        .collect();
    pieces.join("'")
}

fn readable(name: &str) -> String {
    if !name.starts_with("_Z") && !name.starts_with("_R") && !name.starts_with('?') {
        return name.to_owned();
    }
    let text: Text = name.into();
    // SAFETY: the shim returns text that ends in a zero and was made by malloc.
    unsafe {
        let found = ffi::gc_coro_shim_demangle(text);
        if found.is_null() {
            return name.to_owned();
        }
        let readable = CStr::from_ptr(found).to_string_lossy().into_owned();
        libc::free(found.cast());
        readable
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_from_its_end() {
        let place = |file: &str, line, column| Some(Place { file: file.into(), line, column });
        assert_eq!(Place::parse("a.cpp:3:7"), place("a.cpp", 3, 7));
        assert_eq!(Place::parse("C:\\a b.cpp:3:0"), place("C:\\a b.cpp", 3, 0));
        assert_eq!(Place::parse("a.cpp"), None);
    }

    #[test]
    fn names_that_are_not_mangled_stay() {
        assert_eq!(with_readable_names("in function 'f': it's '%a'"), "in function 'f': it's '%a'");
    }
}
