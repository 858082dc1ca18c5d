//! What a program can do wrong while it runs, and the exceptions of .NET that say so.

/// A fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Division,
    Index,
    Length,
    Match,
}

impl Fault {
    /// All of them, in the order of their cases of `exn`, which follow `Failure`.
    pub const ALL: [Fault; 4] = [Fault::Division, Fault::Index, Fault::Length, Fault::Match];

    /// Its case of `exn`. The case holds the text of the message that an uncaught fault ends the program with.
    pub fn case(self) -> u32 {
        1 + self as u32
    }

    /// The name of the exception.
    pub fn exception(self) -> &'static str {
        match self {
            Fault::Division => "System.DivideByZeroException",
            Fault::Index => "System.IndexOutOfRangeException",
            Fault::Length => "System.ArgumentException",
            Fault::Match => "MatchFailureException",
        }
    }

    /// What is said of an uncaught one, after its place.
    pub fn message(self) -> &'static str {
        match self {
            Fault::Division => "division by zero",
            Fault::Index => "the index is outside of the array",
            Fault::Length => "an array of a negative length",
            Fault::Match => "no rule matches the value",
        }
    }

    /// `Message` of the exception, as in .NET.
    pub fn text(self) -> &'static str {
        match self {
            Fault::Division => "Attempted to divide by zero.",
            Fault::Index => "Index was outside the bounds of the array.",
            Fault::Length => "The input must be non-negative.",
            Fault::Match => "The match cases were incomplete",
        }
    }

    /// The fault whose exception has this name, with or without `System.`.
    pub fn named(name: &str) -> Option<Fault> {
        let is_it = |fault: &Fault| {
            [Some(name), name.strip_prefix("System.")].contains(&Some(short(fault.exception())))
        };
        Self::ALL.into_iter().find(is_it)
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix("System.").unwrap_or(name)
}
