//! The C API, which `include/gc_coro_compiler.h` declares and documents: gc-coro for hosts of LLVM's C API.
//!
//! ```text
//! host ── LLVMModuleRef, parameters, handler ─▶ operations.rs   one function for each pass
//!                                                │
//!                                                ▼ inside of guard.rs of the plugin
//!                                               call.rs          is LLVM ours? null? which parameters?
//!                                                │
//!                                                ▼ the same functions that the passes and the library call
//! host ◀── gc_coro_message for each finding ─── message.rs
//! ```
//!
//! In come handles of LLVM's C API and text in the grammar of pass parameters. Out go a status, or text that the host frees, and
//! messages. No panic and no null pointer leaves it.

mod call;
mod information;
mod message;
mod operations;
