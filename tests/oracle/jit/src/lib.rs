//! Programs of the oracle, compiled and run in this process.
//!
//! A [`Host`] has what all programs share: the target, and memory for code. [`Host::run`] parses a program, sends it
//! through the stages of a pipeline (LLVM's passes, and the split, which the caller brings: this crate does not know
//! gc-coro), compiles it into memory and runs it with the runtime of `../runtime/in_process.c`. That takes some
//! milliseconds, where a chain of tools takes a few hundred.
//!
//! What a wrong program does to this process is up to it: `worker.rs` keeps such programs in a process of their own.

pub mod configuration;
mod host;
mod memory;
mod runtime;
pub mod shadow_stack;
pub mod worker;

pub use configuration::{Configuration, Level, Stage};
pub use host::{Host, Own, Split};
pub use runtime::{ExampleResult, Heap, LIBJULIA, collections, julia_counts};
