//! States of the await dialect on the stack of a consumer.
//!
//! A *producer* is a function with awaits that returns the handle of each; a *consumer* calls it, and resumes what it gets. The
//! consumer needs no frame from the heap if nobody else sees a handle, and if each handle that it resumes is the newest
//! (`docs/reference/dialect.md`, "States on the stack of the consumer", states the obligations).
//!
//! 1. [`producer`] finds out where a producer returns handles, and makes the copy `f.elided`, whose awaits fill memory of the
//!    caller.
//! 2. [`consumer`] follows the handles of one call and proves the rest.
//! 3. [`provide`] lets the consumer call the copy.
//!
//! After that no handle exists any more. In the place of each is one bit: whether there is a continuation. So no
//! collector meets an address of the stack among the tracked pointers.

mod bit_results;
pub mod consumer;
mod merged_bits;
pub mod producer;
pub mod provide;
mod refusal;
mod web;

pub use refusal::Refusal;
