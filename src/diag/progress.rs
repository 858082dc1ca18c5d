//! What the engine is working on, for the message of a bug.
//!
//! A panic unwinds past everything that knew the function, so the engine says which one it turns to.

use std::cell::RefCell;

thread_local! {
    static FUNCTION: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The engine turns to this function of the module.
pub fn working_on(function: &str) {
    FUNCTION.set(Some(function.to_owned()));
}

/// The engine is done with all functions, or has not begun.
pub fn clear() {
    FUNCTION.set(None);
}

/// The function that the engine is working on in this thread.
pub fn current() -> Option<String> {
    FUNCTION.with_borrow(Clone::clone)
}
