//! Where values are stored and reloaded.
pub mod interference;
pub mod reload_placement;
pub mod state_stores;
pub mod store_placement;
