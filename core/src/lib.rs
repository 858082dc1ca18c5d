//! What gc-coro decides about a coroutine, without LLVM.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod advice;
pub mod analysis;
pub mod elision;
mod graph;
pub mod index;
pub mod layout;
pub mod model;
pub mod model_builder;
pub mod sets;
pub mod spill;
pub mod walk;
