//! Sets that the analyses are made of.
pub mod index_set;
pub mod interval_set;
pub mod suspend_set;

pub use index_set::IndexSet;
pub use interval_set::Intervals;
pub use suspend_set::SuspendSet;
