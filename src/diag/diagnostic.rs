//! One problem with its place, and its message: error, notes and help.

use std::error::Error;
use std::fmt;

use crate::diag::problem::Problem;
use crate::ir::{self, SourceLocation};

/// One problem of a module, with the place where it was found.
///
/// [`std::fmt::Display`] gives all of it: the place, the function, the error, the instruction, then a line for each note
/// and help. Mangled names of C++, Rust and others are shown as they stand in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// The function's name in the IR.
    pub function: String,
    /// The offending instruction as `llvm-dis` prints it, where there is one.
    pub instruction: Option<String>,
    /// The place in the source, where the instruction has a debug location.
    pub location: Option<SourceLocation>,
    /// What is wrong.
    pub problem: Problem,
}

impl Diagnostic {
    pub(crate) fn new(function: String, problem: Problem) -> Self {
        Diagnostic { function, instruction: None, location: None, problem }
    }
}

impl Diagnostic {
    /// All of it but the notes and helps.
    pub(crate) fn headline(&self) -> String {
        let place = self.location.as_ref().map(|location| format!("{location}: ")).unwrap_or_default();
        let mangled =
            if is_mangled(&self.function) { format!(" ({})", self.function) } else { String::new() };
        let (function, error) = (readable(&self.function), self.problem.message().error);
        let instruction = self.instruction.as_ref().map(|text| format!("\n    {text}")).unwrap_or_default();
        format!("{place}in function '{function}'{mangled}: {error}{instruction}")
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.headline())?;
        self.problem.message().remarks.iter().try_for_each(|remark| write!(f, "\n{remark}"))
    }
}

impl Error for Diagnostic {}

/// A message as compilers print it: error, notes and help.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Message {
    /// What is wrong, in one line without a full stop.
    pub error: String,
    /// Why it is wrong, and what to do: the notes first.
    pub remarks: Vec<Remark>,
}

/// A line that follows an error.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Remark {
    /// Why it is wrong.
    Note(String),
    /// What to do.
    Help(String),
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.label(), self.text())
    }
}

impl Remark {
    /// `note` or `help`.
    pub fn label(&self) -> &'static str {
        match self {
            Remark::Note(_) => "note",
            Remark::Help(_) => "help",
        }
    }

    /// What it says.
    pub fn text(&self) -> &str {
        let (Remark::Note(text) | Remark::Help(text)) = self;
        text
    }
}

impl Message {
    /// Reads what the `Display` of an error of this crate writes: the error, then lines that begin with `note: ` or `help: `.
    /// Another line belongs to the one before it.
    pub(crate) fn parse(text: &str) -> Message {
        let mut message = Message { error: String::new(), remarks: Vec::new() };
        for (number, line) in text.lines().enumerate() {
            if number == 0 {
                message.error = with_readable_names(line);
            } else if let Some(note) = line.strip_prefix("note: ") {
                message.remarks.push(Remark::Note(with_readable_names(note)));
            } else if let Some(help) = line.strip_prefix("help: ") {
                message.remarks.push(Remark::Help(with_readable_names(help)));
            } else {
                let last = match message.remarks.last_mut() {
                    Some(Remark::Note(text) | Remark::Help(text)) => text,
                    None => &mut message.error,
                };
                last.push('\n');
                last.push_str(line);
            }
        }
        message
    }
}

impl Problem {
    /// Error, notes and help, with the names of functions as they stand in the source.
    pub fn message(&self) -> Message {
        Message::parse(&self.to_string())
    }
}

/// Whether a name begins as those of the Itanium ABI, of Rust and of Microsoft's C++.
fn is_mangled(name: &str) -> bool {
    ["_Z", "_R", "?"].iter().any(|prefix| name.starts_with(prefix))
}

/// What a mangled name stands for; another name as it is.
pub fn readable(name: &str) -> String {
    if is_mangled(name) { ir::demangle(name) } else { name.to_owned() }
}

/// `text` with what the mangled names in single quotes stand for.
fn with_readable_names(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\'') {
        let (before, name) = rest.split_at(at + 1);
        result.push_str(before);
        rest = name;
        if is_mangled(name)
            && let Some(end) = name.find('\'')
        {
            result.push_str(&readable(&name[..end]));
            rest = &name[end..];
        }
    }
    result + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_split_into_error_notes_and_help() {
        let message = Message::parse("wrong\nalso\nnote: why\nhelp: do\nthis");
        assert_eq!(message.error, "wrong\nalso");
        assert_eq!(message.remarks, [Remark::Note("why".into()), Remark::Help("do\nthis".into())]);
        assert_eq!(message.remarks[0].to_string(), "note: why");
    }

    #[test]
    fn names_that_are_not_mangled_stay() {
        assert_eq!(with_readable_names("LLVM's 'f': it's '%a'"), "LLVM's 'f': it's '%a'");
    }

    #[test]
    fn a_problem_has_an_error_and_remarks() {
        let message = Problem::MissingBegin.message();
        assert_eq!(message.error, "the function has suspend points but no llvm.coro.begin");
        assert_eq!(
            message.remarks,
            [Remark::Help("emit exactly one llvm.coro.begin for its llvm.coro.id".into())]
        );
    }

    #[test]
    #[cfg(feature = "link-llvm")]
    fn a_display_says_all_of_it() {
        let location = Some(SourceLocation { file: "a.cpp".into(), line: 3, column: 7 });
        let problem = Problem::TailCallAfterSuspend { callee: "_Z1gv".into(), signature: "void ()".into() };
        let instruction = Some("musttail call void @_Z1gv()".to_owned());
        let found = Diagnostic { instruction, location, ..Diagnostic::new("_Z3fooi".into(), problem) };
        assert_eq!(
            found.to_string(),
            "a.cpp:3:7: in function 'foo(int)' (_Z3fooi): the musttail call of 'g()' runs after the suspend point\n    \
             musttail call void @_Z1gv()\n\
             note: there it is in a function 'void ()', whose signature is another\n\
             help: drop musttail, or call a function 'void ()'"
        );
    }
}
