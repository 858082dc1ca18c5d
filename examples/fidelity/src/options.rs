//! The command line.

use std::path::PathBuf;

use lexopt::prelude::*;

use crate::lower::Machine;

/// What `--help` prints.
pub const HELP: &str = "\
usage: fidc [OPTION...] FILE.fs... [-o OUTPUT]
       fidc [OPTION...] FILE.ll [-o OUTPUT]

Compiles a subset of F# to a static program without an operating system's
library. async { } becomes coroutines that gc-coro splits; their frames are in
the frames of their callers, or in the arena. IR in a .ll file, such as --emit
writes, goes through the same passes.

  -o FILE            the output (default: the first file's name without .fs)
  -c                 an object file instead of a program
  --emit llvm|mlir   IR before the split, as text
  --target NAME      x86-64 (default), aarch64, or riscv64-bare: qemu's machine
                     \"virt\" without an operating system
  --frames           prints the bytes of each coroutine's frame
  --stack BYTES      frames are on the stack only, and need so many bytes at
                     most: recursion and Async.Start are errors
  --arena BYTES      the size of the arena (default 65536)
  -O0                generates code in a quarter of the time, which is half as
                     large again and slower
  --times            prints how long each stage took
  --help             this text
";

/// What is written.
#[derive(Clone, Copy, PartialEq)]
pub enum Output {
    Program,
    Object,
    Llvm,
    Mlir,
}

/// The command line.
pub struct CommandLine {
    pub files: Vec<PathBuf>,
    pub output: Option<PathBuf>,
    pub kind: Output,
    pub machine: Machine,
    pub frames: bool,
    pub times: bool,
    /// Code generation in the shortest time.
    pub quick: bool,
    pub stack: Option<u64>,
    pub arena: u64,
    pub help: bool,
}

/// Reads the command line.
///
/// # Errors
/// An option that is unknown or has no value.
pub fn parse(arguments: impl IntoIterator<Item = std::ffi::OsString>) -> Result<CommandLine, lexopt::Error> {
    let mut line = CommandLine {
        files: vec![],
        output: None,
        kind: Output::Program,
        machine: Machine::X86,
        frames: false,
        times: false,
        quick: false,
        stack: None,
        arena: 65_536,
        help: false,
    };
    let mut parser = lexopt::Parser::from_args(arguments);
    while let Some(argument) = parser.next()? {
        match argument {
            Short('o') | Long("output") => line.output = Some(parser.value()?.into()),
            Short('c') => line.kind = Output::Object,
            Long("emit") => {
                line.kind = match parser.value()?.string()?.as_str() {
                    "llvm" => Output::Llvm,
                    "mlir" => Output::Mlir,
                    other => return Err(format!("--emit {other}: it is `llvm` or `mlir`").into()),
                }
            }
            Long("target") => {
                line.machine = machine(&parser.value()?.string()?)?;
            }
            Short('O') => match parser.value()?.string()?.as_str() {
                "0" => line.quick = true,
                other => return Err(format!("-O{other}: there is -O0 only").into()),
            },
            Long("frames") => line.frames = true,
            Long("times") => line.times = true,
            Long("stack") => line.stack = Some(parser.value()?.parse()?),
            Long("arena") => line.arena = parser.value()?.parse()?,
            Short('h') | Long("help") => line.help = true,
            Value(file) => line.files.push(file.into()),
            other => return Err(other.unexpected()),
        }
    }
    if line.stack.is_some() && line.arena != 65_536 {
        return Err("--stack and --arena exclude each other: with --stack there is no arena".into());
    }
    if line.arena > 1 << 30 {
        return Err("--arena: at most 1073741824 bytes".into());
    }
    Ok(line)
}

fn machine(name: &str) -> Result<Machine, lexopt::Error> {
    match name {
        "x86-64" => Ok(Machine::X86),
        "aarch64" => Ok(Machine::Aarch64),
        "riscv64-bare" => Ok(Machine::BareRiscV),
        other => Err(format!("--target {other}: it is `x86-64`, `aarch64` or `riscv64-bare`").into()),
    }
}
