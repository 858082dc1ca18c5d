//! Ground truth for the `gc.coro.*` dialect.
//!
//! [`generate`] makes random programs that always end, [`print`] writes them as LLVM IR, [`interpret`] says what they do.
//! What a compiler makes of the IR must do the same: [`check`] runs it and compares, [`reduce`] makes a failing program
//! small. [`examples`] has programs by hand whose meaning is fixed by the dialect's definition, and [`lower`] a naive
//! splitter over the small form, by which the interpreter and the printed IR are held against each other without the
//! plugin.
//!
//! Nothing here links LLVM or shares code with the plugin.

pub mod arguments;
pub mod build;
pub mod check;
pub mod compact;
pub mod consumers;
pub mod examples;
pub mod generate;
pub mod interpret;
pub mod lower;
pub mod print;
pub mod program;
pub mod reduce;
pub mod rng;
pub mod scalar;
pub mod statepoints;
