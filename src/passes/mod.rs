//! What each pass does with a module.

pub mod await_size;
pub mod call_order;
pub mod coro_early;
pub mod driver;
pub mod elide;
pub mod hidden_addresses;
pub mod inner_frames;
pub mod landing_pads;
pub mod mark;
pub mod parameters;
pub mod planned;
pub mod print_frames;
pub mod print_spills;
pub mod report;
pub mod resume_calls;
pub mod simplify;
pub mod spills;
pub mod split;
pub mod split_awaits;
mod state_elision;
mod trial;
pub mod undo_policy;
pub mod warnings;
