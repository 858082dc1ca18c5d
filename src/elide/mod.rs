//! From IR to IR, before a coroutine is split: what keeps objects and other coroutines' frames in memory, and need not.
//!
//! In comes a function marked `presplitcoroutine` that LLVM's passes have simplified; out comes the same function, with
//! the same meaning, of which less has to be in a frame.
//!
//! * [`promote_awaiters`]: what an `await_suspend` only reads of its awaiter is given to it by value. [`wrapper_reads`] says what
//!   that is, [`awaiter_object`] who else knows the awaiter, [`pass_by_value`] makes the change.

mod awaiter_object;
mod outcome;
mod pass_by_value;
mod promote_awaiters;
mod wrapper_reads;

pub use promote_awaiters::promote_all_awaiters;
