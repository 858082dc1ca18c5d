//! Messages: what comes in is a problem with its places, what goes out is text for a terminal.

use codespan_reporting::diagnostic::{Diagnostic, Label};
use codespan_reporting::files::SimpleFiles;
use codespan_reporting::term;

use crate::source::{Sources, Span};

/// Why a program is refused: what is wrong, where, and what to write instead.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The place that is marked.
    pub span: Span,
    /// What is wrong, in one line.
    pub message: String,
    /// What stands under the marked place.
    pub label: String,
    /// Other places that belong to it.
    pub others: Vec<(Span, String)>,
    /// What to write instead.
    pub advice: String,
}

/// A result of a stage.
pub type Outcome<T> = Result<T, Box<Problem>>;

impl Problem {
    /// A problem without other places.
    pub fn new(
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        advice: impl Into<String>,
    ) -> Box<Problem> {
        let others = vec![];
        Box::new(Problem {
            span,
            message: message.into(),
            label: label.into(),
            others,
            advice: advice.into(),
        })
    }

    /// The same problem with one more place.
    pub fn with(mut self: Box<Self>, span: Span, label: impl Into<String>) -> Box<Problem> {
        self.others.push((span, label.into()));
        self
    }
}

/// The text of `problem`: message, place with line and column, marked source, advice.
pub fn render(sources: &Sources, problem: &Problem) -> String {
    let mut files = SimpleFiles::new();
    let mut file = 0;
    while sources.has(file) {
        files.add(sources.name(file), sources.text(file));
        file += 1;
    }
    let range = |span: Span| span.start as usize..span.end as usize;
    let mut labels =
        vec![Label::primary(problem.span.file as usize, range(problem.span)).with_message(&problem.label)];
    for (span, text) in &problem.others {
        labels.push(Label::secondary(span.file as usize, range(*span)).with_message(text));
    }
    let mut report = Diagnostic::error().with_message(&problem.message).with_labels(labels);
    if !problem.advice.is_empty() {
        report = report.with_notes(vec![format!("help: {}", problem.advice)]);
    }
    let mut text = String::new();
    let config = term::Config { chars: term::Chars::ascii(), ..term::Config::default() };
    match term::emit(&mut text, &config, &files, &report) {
        Ok(()) => text,
        Err(_) => format!("error: {}\n{}\n", problem.message, problem.advice),
    }
}
