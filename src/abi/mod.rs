//! What gc-coro shares with frontends, runtimes and other modules: [`names`], the [`descriptor`] of a frame, and what stands before an
//! object ([`object_header`]). Each is written down here once. Nothing here depends on LLVM.

pub mod descriptor;
pub mod names;
pub mod object_header;
