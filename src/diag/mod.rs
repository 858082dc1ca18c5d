//! What is said to the author of a coroutine: errors, warnings, and broken rules of the verifier.

mod diagnostic;
pub mod problem;
mod problems;
pub mod progress;
pub mod violation;
pub mod warning;

pub use diagnostic::{Diagnostic, Message, Remark, readable};
pub use problem::Problem;
pub use problems::Problems;
pub use violation::Violation;
pub use warning::Warning;
