//! How messages look: as those of compilers, in colours where the terminal has them.

use clap::builder::styling::{AnsiColor, Style};

use crate::Failure;

/// Names of functions.
pub const NAME: Style = Style::new().bold();
/// What matters most in a line.
pub const STRONG: Style = AnsiColor::Cyan.on_default().bold();
/// What may be skipped.
pub const QUIET: Style = Style::new().dimmed();

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Green.on_default().bold();

/// Says why there is no result, each problem by itself.
pub fn report(failure: &Failure) {
    match failure {
        Failure::Module(problems) => {
            problems.iter().for_each(|problem| say(ERROR, "error", &problem.to_string()))
        }
        other => say(ERROR, "error", &other.to_string()),
    }
}

pub fn warning(found: &gc_coro::Diagnostic) {
    say(WARNING, "warning", &found.to_string());
}

pub fn note(text: &str) {
    say(NOTE, "note", text);
}

fn say(style: Style, severity: &str, text: &str) {
    anstream::eprintln!("{style}{severity}:{style:#} {text}");
}
