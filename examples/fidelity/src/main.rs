//! `fidc`: a compiler for a subset of F#, whose async blocks are coroutines in freestanding programs.

mod arrays;
mod backend;
mod budget;
mod builtins;
mod closed;
mod diagnostics;
mod driver;
mod emit;
mod faults;
mod format;
mod infer;
mod lexer;
mod link;
mod low;
mod lower;
mod options;
mod parser;
mod plan;
mod source;
mod specialise;
mod syntax;
mod typed;
mod types;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use driver::Settings;
use options::{CommandLine, Output};

/// Programs may be nested deeply, and each level is a few calls.
const STACK: usize = 256 << 20;

fn main() -> ExitCode {
    let work = std::thread::Builder::new().stack_size(STACK).spawn(run);
    match work.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(()))) => ExitCode::SUCCESS,
        Ok(Ok(Err(message))) => {
            eprint!("{message}");
            ExitCode::FAILURE
        }
        _ => ExitCode::from(70),
    }
}

fn run() -> Result<(), String> {
    let line = options::parse(std::env::args_os().skip(1))
        .map_err(|error| format!("fidc: {error} (see --help)\n"))?;
    if line.help {
        return print(options::HELP);
    }
    if line.files.is_empty() {
        return Err("fidc: no file is given (see --help)\n".to_owned());
    }
    let mut files = vec![];
    for file in &line.files {
        let text =
            std::fs::read_to_string(file).map_err(|error| format!("fidc: {}: {error}\n", file.display()))?;
        files.push((file.display().to_string(), text));
    }
    // IR that another tool has translated or changed.
    if let Some(ir) =
        line.files.iter().find(|file| file.extension().is_some_and(|extension| extension == "ll"))
    {
        if line.files.len() > 1 {
            return Err(format!("fidc: {}: a file of IR is compiled alone\n", ir.display()));
        }
        return build(&line, &files[0].1, None);
    }
    let settings = Settings { machine: line.machine, stack: line.stack, arena: line.arena };
    let lowered = driver::lower_program(&files, &settings)?;
    match line.kind {
        Output::Llvm => write_text(&line, &emit::llvm::text(&lowered.module)),
        Output::Mlir => write_text(&line, &emit::mlir::text(&lowered.module)),
        Output::Object | Output::Program => build(&line, &emit::llvm::text(&lowered.module), Some(&lowered)),
    }
}

fn print(text: &str) -> Result<(), String> {
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| format!("fidc: {error}\n"))
}

fn write_text(line: &CommandLine, text: &str) -> Result<(), String> {
    match &line.output {
        Some(path) => write_file(path, text.as_bytes()),
        None => print(text),
    }
}

fn write_file(path: &Path, bytes: &[u8]) -> Result<(), String> {
    std::fs::write(path, bytes).map_err(|error| format!("fidc: {}: {error}\n", path.display()))
}

fn build(line: &CommandLine, ir: &str, lowered: Option<&driver::Lowered>) -> Result<(), String> {
    let options = backend::Options { quick: line.quick, with_tables: line.frames };
    let compiled =
        backend::compile(ir, line.machine, &options).map_err(|error| format!("fidc: {error}\n"))?;
    report(line, lowered, &compiled)?;
    let output = line.output.clone().unwrap_or_else(|| default_output(line));
    if line.kind == Output::Object {
        return write_file(&output, &compiled.object);
    }
    let object = output.with_extension("fidc.o");
    write_file(&object, &compiled.object)?;
    let linked = link::link(&object, &output, line.machine).map_err(|error| format!("fidc: {error}\n"));
    // The object was only for the linker.
    let _ = std::fs::remove_file(&object);
    linked
}

fn default_output(line: &CommandLine) -> PathBuf {
    let first = &line.files[0];
    if line.kind == Output::Object { first.with_extension("o") } else { first.with_extension("") }
}

/// `--frames`, `--times` and the limit of `--stack`.
fn report(
    line: &CommandLine,
    lowered: Option<&driver::Lowered>,
    compiled: &backend::Compiled,
) -> Result<(), String> {
    let mut text = String::new();
    if line.frames {
        text += &compiled.tables;
    }
    for (name, span) in lowered.iter().flat_map(|lowered| &lowered.roots) {
        let Some(lowered) = lowered else { break };
        let bytes = budget::bytes_of(name, &compiled.frames);
        if line.frames {
            let place = lowered.sources.place(*span);
            text +=
                &format!("{name} needs {bytes} bytes, with the frames of all that it waits for ({place})\n");
        }
        if let Some(limit) = line.stack.filter(|limit| bytes > *limit) {
            return Err(budget::exceeded(name, *span, limit, lowered, &compiled.frames));
        }
    }
    if line.times {
        for (stage, time) in &compiled.times {
            text += &format!("{:>8.1} ms  {stage}\n", time.as_secs_f64() * 1000.0);
        }
    }
    print(&text)
}
