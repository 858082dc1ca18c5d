//! From IR to IR, before a coroutine is split: what keeps objects and other coroutines' frames in memory, and need not.
//!
//! In comes a function marked `presplitcoroutine` that LLVM's passes have simplified; out comes the same function, with
//! the same meaning, of which less has to be in a frame.
//!
//! * [`promote_awaiters`]: what an `await_suspend` only reads of its awaiter is given to it by value.

mod promote_awaiters;

pub use promote_awaiters::promote_awaiters;
