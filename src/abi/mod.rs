//! What gc-coro shares with frontends, runtimes and other modules: [`names`], and the [`descriptor`] of a frame. Each is written
//! down here once. Nothing here depends on LLVM.

pub mod descriptor;
pub mod names;
