//! Reports on the frames of coroutines.
//!
//! In comes what the split knows of each coroutine ([`Coroutine`]); out go a file that many processes write ([`file`]), text, a page,
//! and the difference of two reports. There is no LLVM here. The stages, each of which reads the ones before it:
//!
//! 1. [`data`]: what is told of one coroutine. Its JSON is the schema of `docs/reference/report-json.md`.
//! 2. [`program`]: the coroutines of a whole program, put together from the entries of many processes.
//! 3. [`file`]: entries are appended to a file, and read back.
//! 4. [`text`], [`page`] and [`diff`]: what people read.
#![warn(missing_docs)]

pub mod data;
pub mod diff;
pub mod file;
pub mod page;
pub mod program;
pub mod text;

pub use data::{Advice, Child, Coroutine, Entry, Place, Slot, State, Use};
pub use file::{Format, ReportError};
pub use program::Program;
