//! The command `gc-coro-report`: reads reports, and shows, merges or compares them.
#![allow(clippy::print_stdout, reason = "what a command prints is its result")]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use gc_coro_report::diff::{Difference, Limit};
use gc_coro_report::{Entry, Format, Program, file, text};
use lexopt::prelude::*;

const USAGE: &str = "\
usage: gc-coro-report show REPORT...                     the frames as text, the largest first
       gc-coro-report show --function NAME REPORT...     those with NAME in their name
       gc-coro-report merge -o FILE REPORT...            one report: FILE.html is a page, FILE.txt text, any other JSON
       gc-coro-report diff [--fail-above LIMIT] OLD NEW  what has changed; LIMIT is bytes (64) or percent (10%)

A REPORT is what -gc-coro-report=FILE has written: JSON or a page. Exit status: 0; 1 if a frame grows by more than LIMIT; 2 for an
error.
";

/// Frames grow by more than the limit.
const ABOVE: u8 = 1;
const ERROR: u8 = 2;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("error: {failure}");
            ExitCode::from(ERROR)
        }
    }
}

/// What the command line asks for.
#[derive(Default)]
struct Arguments {
    command: String,
    reports: Vec<PathBuf>,
    output: Option<PathBuf>,
    function: Option<String>,
    limit: Option<Limit>,
    help: bool,
}

fn arguments() -> Result<Arguments, Failure> {
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Short('h') | Long("help") => arguments.help = true,
            Short('o') | Long("output") => arguments.output = Some(parser.value()?.into()),
            Long("function") => arguments.function = Some(parser.value()?.string()?),
            Long("fail-above") => arguments.limit = Some(parser.value()?.parse()?),
            Value(command) if arguments.command.is_empty() => arguments.command = command.string()?,
            Value(report) => arguments.reports.push(report.into()),
            other => return Err(other.unexpected().into()),
        }
    }
    Ok(arguments)
}

fn run() -> Result<ExitCode, Failure> {
    let arguments = arguments()?;
    if arguments.help {
        return print(USAGE);
    }
    match (arguments.command.as_str(), arguments.reports.as_slice()) {
        ("show", [_, ..]) => {
            let wanted = |entry: &Entry| {
                let name = arguments.function.as_deref().unwrap_or_default();
                entry.coroutine.name.contains(name) || entry.coroutine.function.contains(name)
            };
            let entries = read(&arguments.reports)?.into_iter().filter(wanted).collect();
            print(&text::program(&Program { entries }))
        }
        ("merge", [_, ..]) => {
            let output = arguments.output.ok_or("merge needs a file to write: -o FILE")?;
            merge(&output, read(&arguments.reports)?)
        }
        ("diff", [old, new]) => compare(old, new, arguments.limit),
        ("diff", _) => Err("diff needs two reports: the old one and the new one".into()),
        ("show" | "merge", []) => Err("no report is named\nhelp: compile with -gc-coro-report=FILE".into()),
        ("", _) => Err(format!("no command\n{USAGE}").into()),
        (other, _) => Err(format!("unknown command '{other}'\n{USAGE}").into()),
    }
}

/// The entries of all reports, each frame once.
fn read(reports: &[PathBuf]) -> Result<Vec<Entry>, Failure> {
    let mut entries = Vec::new();
    for report in reports {
        entries.extend(file::read(report)?);
    }
    Ok(Program::new(entries).entries)
}

fn merge(output: &Path, entries: Vec<Entry>) -> Result<ExitCode, Failure> {
    let whole = match Format::of(output) {
        Format::Text => text::program(&Program { entries }),
        format => format.whole(&entries),
    };
    std::fs::write(output, whole).map_err(|error| format!("cannot write '{}': {error}", output.display()))?;
    Ok(ExitCode::SUCCESS)
}

fn compare(old: &Path, new: &Path, limit: Option<Limit>) -> Result<ExitCode, Failure> {
    let read = |path: &Path| file::read(path).map(Program::new);
    let (old, new) = (read(old)?, read(new)?);
    let difference = Difference::new(&old, &new);
    print(&difference.to_text())?;
    let above = limit.map_or(0, |limit| difference.above(limit).count());
    if above > 0 {
        eprintln!("error: {above} of the frames grow by more than the limit");
    }
    Ok(if above > 0 { ExitCode::from(ABOVE) } else { ExitCode::SUCCESS })
}

/// A reader that went away (`| head`) is no error.
fn print(text: &str) -> Result<ExitCode, Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}
