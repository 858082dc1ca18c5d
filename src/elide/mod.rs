//! From IR to IR, before a coroutine is split: what keeps objects and other coroutines' frames in memory, and need not.
//!
//! In comes a function that LLVM's passes have simplified: a coroutine marked `presplitcoroutine`, or a caller of coroutines. Out
//! comes the same function, with the same meaning, of which less has to be in a frame.
//!
//! * [`promote_awaiters`]: what an `await_suspend` only reads of its awaiter is given to it by value. [`wrapper_reads`] says what
//!   that is, [`awaiter_object`] who else knows the awaiter, [`pass_by_value`] makes the change.
//! * [`elide_calls`]: coroutines that the function destroys on every path have their frames inside of its own. [`checked`] lets
//!   the program check that.
//! * [`states`] is for the await dialect: the frames of a function whose handles its caller resumes and nobody else sees.

mod awaiter_object;
mod callee;
mod caller;
mod cells;
mod checked;
mod cost;
mod creation;
mod elide_calls;
mod frame_in_caller;
mod handle_program;
mod memory;
mod outcome;
mod pass_by_value;
mod promote_awaiters;
mod second_ramp;
pub mod states;
mod summary;
mod wrapper_reads;

pub use callee::FrameShape;
pub use cost::{LARGEST_GROWTH_OF_FRAME, frequencies, saved_bytes};
#[cfg(not(feature = "llvm16-0"))]
pub use elide_calls::may_elide_calls;
pub use elide_calls::{Call, Elided, InnerCall, Reason, elide_calls, prove_inner_calls};
pub use promote_awaiters::promote_all_awaiters;
pub use second_ramp::{call_with_frame, frame_parameter, settle};
