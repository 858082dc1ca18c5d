//! `oracle`: programs in the `gc.coro.*` dialect, what they must do, and whether a compiler makes them do it.
//!
//! Results are on stdout, messages on stderr. Exit status: 0 if all is well, 1 if a program behaved wrongly, 2 if the command
//! line is wrong.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match cli::run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("oracle: {message}");
            ExitCode::from(2)
        }
    }
}
