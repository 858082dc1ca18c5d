//! A message as C sees it.

use std::ffi::{CString, c_char, c_void};

use crate::diag::{Diagnostic, Message, Problem, Warning};
use crate::plugin::guard;

/// `gc_coro_severity`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C)]
pub(super) enum Severity {
    Error,
    Warning,
    Remark,
    Note,
}

impl Severity {
    fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Remark => "remark",
            Severity::Note => "note",
        }
    }
}

/// `gc_coro_message`: the header documents the fields. New ones come at the end.
#[repr(C)]
pub struct RawMessage {
    size: usize,
    severity: Severity,
    function: *const c_char,
    file: *const c_char,
    line: u32,
    column: u32,
    instruction: *const c_char,
    key: *const c_char,
    text: *const c_char,
    remarks: *const c_char,
    full: *const c_char,
}

/// `gc_coro_handler`
pub(super) type Handler = unsafe extern "C" fn(*const RawMessage, *mut c_void);

/// What is said to the host, before it is C's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Said {
    function: String,
    file: String,
    line: u32,
    column: u32,
    instruction: String,
    key: &'static str,
    text: String,
    remarks: String,
    full: String,
}

impl Said {
    /// What is about no function: an error, then lines of notes and helps.
    pub(super) fn plain(text: &str) -> Said {
        let Message { error, remarks, .. } = Message::parse(text);
        Said { full: text.to_owned(), text: error, remarks: lines(&remarks), ..Said::default() }
    }

    /// What is about `function`, with a name that does not change.
    pub(super) fn of_function(function: &str, key: &'static str, text: String) -> Said {
        Said { function: function.to_owned(), key, full: text.clone(), text, ..Said::default() }
    }
}

impl From<&Diagnostic> for Said {
    fn from(found: &Diagnostic) -> Said {
        let Message { error, remarks, .. } = found.problem.message();
        let place = found.location.clone();
        let (line, column) = place.as_ref().map_or((0, 0), |place| (place.line, place.column));
        Said {
            function: found.function.clone(),
            file: place.map(|place| place.file).unwrap_or_default(),
            line,
            column,
            instruction: found.instruction.clone().unwrap_or_default(),
            key: if let Problem::Warning(warning) = &found.problem { Warning::key(warning) } else { "" },
            text: error,
            remarks: lines(&remarks),
            full: found.to_string(),
        }
    }
}

fn lines(remarks: &[crate::diag::Remark]) -> String {
    remarks.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

/// Who is told.
#[derive(Clone, Copy)]
pub(super) struct Listener {
    pub(super) handler: Option<Handler>,
    pub(super) context: *mut c_void,
}

impl Listener {
    /// Gives the host a message. Without a handler errors and warnings go to stderr.
    pub(super) fn hear(&self, severity: Severity, said: &Said) {
        let Some(handler) = self.handler else {
            if matches!(severity, Severity::Error | Severity::Warning) {
                guard::say(&format!("{}: gc-coro: {}", severity.name(), said.full));
            }
            return;
        };
        let texts =
            [&said.function, &said.file, &said.instruction, said.key, &said.text, &said.remarks, &said.full];
        let texts = texts.map(to_c);
        let [function, file, instruction, key, text, remarks, full] = texts.each_ref().map(|t| t.as_ptr());
        let message = RawMessage {
            size: size_of::<RawMessage>(),
            severity,
            function,
            file,
            line: said.line,
            column: said.column,
            instruction,
            key,
            text,
            remarks,
            full,
        };
        // SAFETY: the host gave the handler with its context for the time of the call that we are in; the texts are there until it returns.
        unsafe { handler(&raw const message, self.context) }
    }
}

/// `text` for C, which ends at a zero: LLVM's names may have zeros in them.
pub(super) fn to_c(text: &str) -> CString {
    CString::new(text.replace('\0', "\u{fffd}")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zero_ends_no_text() {
        assert_eq!(to_c("a\0b").to_str(), Ok("a\u{fffd}b"));
    }

    #[test]
    fn a_plain_text_is_split() {
        let said = Said::plain("wrong\nnote: why\nhelp: do this");
        assert_eq!((said.text.as_str(), said.remarks.as_str()), ("wrong", "note: why\nhelp: do this"));
    }

    #[test]
    fn a_warning_has_its_key() {
        let found = Diagnostic::new("f".into(), Problem::Warning(Warning::NotPresplit));
        assert_eq!(Said::from(&found).key, "NotPresplit");
    }
}
