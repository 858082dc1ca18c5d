//! The error of the public API: all problems of a module.

use std::error::Error;
use std::fmt;
use std::ops::Deref;

use crate::diag::diagnostic::Diagnostic;

/// All problems of a module, in the order of its functions.
///
/// [`std::fmt::Display`] writes them one after the other, each with its place, its function, notes and help.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::{counter, parse};
/// let context = inkwell::context::Context::create();
/// let module = counter(&context);
/// // Not a power of two: the promise cannot have this alignment.
/// let text = module.print_to_string().to_string().replace("llvm.coro.id(i32 8", "llvm.coro.id(i32 24");
/// let module = parse(&context, &text);
///
/// let problems = gc_coro::split_module(&module, &gc_coro::SplitOptions::default()).unwrap_err();
/// assert_eq!(problems.len(), 1);
/// assert_eq!(problems[0].function, "count");
/// assert!(matches!(problems[0].problem, gc_coro::Problem::PromiseAlignment));
/// assert!(problems.to_string().starts_with("in function 'count': the alignment of the promise"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problems(Vec<Diagnostic>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, problem) in self.0.iter().enumerate() {
            let separator = if number == 0 { "" } else { "\n" };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}

impl Error for Problems {}

impl From<Vec<Diagnostic>> for Problems {
    fn from(found: Vec<Diagnostic>) -> Self {
        Problems(found)
    }
}

impl Deref for Problems {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.0
    }
}

impl IntoIterator for Problems {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Problems {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
