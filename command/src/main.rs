//! The command `gc-coro`: shows, explains, checks and splits the coroutines of a file of IR or C++.
//!
//! ```text
//! arguments.rs ─▶ input.rs: a module (clang makes it of C++) ─▶ prepare.rs: LLVM's passes before the split
//!                                   │
//!     frames.rs   explain.rs   verify and split: the library
//!        │            │
//!     table.rs: the frames, read from the library's JSON ─▶ svg.rs
//! ```
//!
//! The exit status is 0; 1 if there are errors in the module; 2 if the file or an argument cannot be used.

mod arguments;
mod explain;
mod frames;
mod input;
mod prepare;
mod split;
mod style;
mod svg;
mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use gc_coro::VerifyOptions;
use inkwell::context::Context;

use arguments::{Action, Arguments};

/// Why there is no result.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The file, an argument, or a tool.
    #[error("{0}")]
    Use(String),
    /// What is wrong in the module.
    #[error("{0}")]
    Module(#[from] gc_coro::Problems),
    /// The output cannot be written.
    #[error("cannot write the result: {0}")]
    Output(#[from] std::io::Error),
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    arguments.colour().write_global();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // The reader of the output has gone, as `head` does.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            style::report(&failure);
            ExitCode::from(if matches!(failure, Failure::Module(_)) { 1 } else { 2 })
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let context = Context::create();
    let common = arguments.common();
    let module = input::read(&context, common)?;
    let mut out = anstream::stdout().lock();
    match &arguments.action {
        Action::Frames(action) => {
            prepare::before_split(&module, common)?;
            frames::show(&module, action, &mut out)?;
        }
        Action::Explain(action) => {
            prepare::before_split(&module, common)?;
            explain::show(&module, action, &mut out)?;
        }
        Action::Split(action) => split::split(&module, action, &mut out)?,
        Action::Verify(action) => {
            let mut options = VerifyOptions::default();
            options.model = common.model()?;
            options.strong = action.strong;
            options.is_final = action.is_final;
            gc_coro::verify_module(&module, &options)?;
            writeln!(out, "{}: no rule of a collector is broken", common.file.display())?;
        }
    }
    out.flush()?;
    Ok(())
}
