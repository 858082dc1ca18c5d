//! What a pass has found, in the words of the host: with the place in the source where the host shows that by itself.

use std::collections::HashSet;
use std::ffi::c_void;

use crate::diag::{Diagnostic, Message, Remark, readable};
use crate::ir::SourceLocation;
use crate::plugin::ffi;

/// One thing to be said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// The function's name in the IR; empty if it is about none.
    function: String,
    place: Option<SourceLocation>,
    is_warning: bool,
    /// Without the place.
    message: String,
    /// With the place, and the function's name in the IR.
    text: String,
    /// Why, and what to do.
    remarks: Vec<Remark>,
}

impl Finding {
    /// An error.
    pub(super) fn error(found: &Diagnostic) -> Finding {
        let Message { error, remarks, .. } = found.problem.message();
        // If the host shows the source line, the instruction is left out.
        let instruction = found.instruction.as_ref().filter(|_| found.location.is_none());
        let below = instruction.map(|text| format!("\n    {text}")).unwrap_or_default();
        Finding {
            function: found.function.clone(),
            place: found.location.clone(),
            is_warning: false,
            message: format!("in function '{}': {error}{below}", readable(&found.function)),
            text: found.headline(),
            remarks,
        }
    }

    /// A warning.
    pub(super) fn warning(found: &Diagnostic) -> Finding {
        Finding { is_warning: true, ..Finding::error(found) }
    }

    /// An error that is about no function.
    pub(super) fn plain(text: &str) -> Finding {
        let Message { error, remarks, .. } = Message::parse(text);
        let (function, message, text) = (String::new(), error.clone(), error);
        Finding { function, place: None, is_warning: false, message, text, remarks }
    }

    pub(super) fn is_error(&self) -> bool {
        !self.is_warning
    }

    /// The function's name in the IR; empty if it is about none.
    pub(super) fn function(&self) -> &str {
        &self.function
    }
}

/// What was found, function by function in the order of the first finding of each. A remark that was made in a function is
/// not made again in it.
fn by_function(found: &[Finding]) -> Vec<Finding> {
    let mut functions: Vec<&str> = Vec::new();
    for finding in found {
        if !functions.contains(&finding.function()) {
            functions.push(finding.function());
        }
    }
    let mut ordered = Vec::with_capacity(found.len());
    for function in functions {
        let mut made: HashSet<Remark> = HashSet::new();
        for finding in found.iter().filter(|finding| finding.function() == function) {
            let mut finding = finding.clone();
            finding.remarks.retain(|remark| made.insert(remark.clone()));
            ordered.push(finding);
        }
    }
    ordered
}

/// Says all of it in the context of `module`. Each error names the pass, for a search. opt ends here at an error: no lock is
/// held.
///
/// # Safety
/// `module` is the pass manager's, and nothing of it is held.
pub(super) unsafe fn report(module: *mut c_void, pass: &str, found: &[Finding]) {
    let found = by_function(found);
    let line = |text: &str| format!("{pass}: {text}");
    let texts: Vec<(String, String)> = found.iter().map(|f| (line(&f.message), line(&f.text))).collect();
    let raw_remark =
        |remark: &Remark| ffi::Remark { label: remark.label().into(), text: remark.text().into() };
    let remarks: Vec<Vec<ffi::Remark>> =
        found.iter().map(|finding| finding.remarks.iter().map(raw_remark).collect()).collect();
    let raw = |((finding, (message, text)), remarks): ((&Finding, &(String, String)), &Vec<ffi::Remark>)| {
        let place = finding.place.as_ref();
        ffi::Finding {
            function: finding.function.as_str().into(),
            file: place.map_or("", |place| place.file.as_str()).into(),
            line: place.map_or(0, |place| place.line),
            column: place.map_or(0, |place| place.column),
            is_warning: finding.is_warning,
            message: message.as_str().into(),
            text: text.as_str().into(),
            remarks: remarks.as_ptr(),
            remark_count: remarks.len(),
        }
    };
    let raw: Vec<ffi::Finding> = found.iter().zip(&texts).zip(&remarks).map(raw).collect();
    // SAFETY: by the caller; the texts and remarks outlive the call.
    unsafe { ffi::gc_coro_shim_report(module, raw.as_ptr(), raw.len()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(function: &str, error: &str, notes: &[&str]) -> Finding {
        let remarks = notes.iter().map(|&note| Remark::Note(note.to_owned())).collect();
        Finding { function: function.to_owned(), remarks, ..Finding::plain(error) }
    }

    #[test]
    fn findings_are_grouped_by_function() {
        let found = [
            finding("g", "1", &["why", "also"]),
            finding("f", "2", &["why"]),
            finding("g", "3", &["why", "other"]),
        ];
        let expected =
            [finding("g", "1", &["why", "also"]), finding("g", "3", &["other"]), finding("f", "2", &["why"])];
        assert_eq!(by_function(&found), expected);
    }

    #[test]
    fn a_text_without_a_function_has_remarks_too() {
        let found = Finding::plain("internal error: x\nnote: a bug\nhelp: report it");
        assert_eq!(found.text, "internal error: x");
        assert_eq!(found.remarks, [Remark::Note("a bug".into()), Remark::Help("report it".into())]);
    }
}
