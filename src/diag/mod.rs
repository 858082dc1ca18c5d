//! What is said to the author of a coroutine: errors, warnings, and broken rules of the verifier.

pub mod problem;
pub mod progress;
pub mod violation;
pub mod warning;

pub use problem::{Diagnostic, Problem};
pub use violation::Violation;
pub use warning::Warning;
