//! From a file to a module.

use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;

use crate::Failure;
use crate::arguments::Common;

/// What a file holds, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Ir,
    Cxx,
}

/// The kind of a file.
pub fn kind_of(file: &Path) -> Result<Kind, Failure> {
    match file.extension().and_then(OsStr::to_str) {
        Some("ll" | "bc") => Ok(Kind::Ir),
        Some("cpp" | "cc" | "cxx" | "C" | "c++") => Ok(Kind::Cxx),
        _ if file == Path::new("-") => Ok(Kind::Ir),
        _ => Err(Failure::Use(format!(
            "{}: the name has to end in .ll, .bc, .cpp, .cc or .cxx",
            file.display()
        ))),
    }
}

/// Reads or compiles the file.
pub fn read<'ctx>(context: &'ctx Context, common: &Common) -> Result<Module<'ctx>, Failure> {
    let file = &common.file;
    let cannot = |error: String| Failure::Use(format!("{}: {error}", file.display()));
    let bytes = match kind_of(file)? {
        Kind::Cxx => compiled(common)?,
        Kind::Ir if file == Path::new("-") => {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(|error| cannot(error.to_string()))?;
            bytes
        }
        Kind::Ir => std::fs::read(file).map_err(|error| cannot(error.to_string()))?,
    };
    let buffer = MemoryBuffer::create_from_memory_range_copy(&bytes, &file.display().to_string());
    let module = context.create_module_from_ir(buffer).map_err(|error| Failure::Use(error.to_string()))?;
    module.verify().map_err(|error| cannot(format!("the module is no valid IR: {error}")))?;
    Ok(module)
}

/// The bitcode that clang makes of C++ before any pass, with the places of the source.
fn compiled(common: &Common) -> Result<Vec<u8>, Failure> {
    let clang =
        common.clang.clone().unwrap_or_else(|| PathBuf::from(format!("clang++-{}", gc_coro::LLVM_MAJOR)));
    if !common.file.is_file() {
        return Err(Failure::Use(format!("{}: there is no such file", common.file.display())));
    }
    let mut command = Command::new(&clang);
    command
        .args(["-std=c++20", "-O2", "-gline-tables-only", "-fno-discard-value-names"])
        .args(&common.clang_arguments);
    command.args(["-Xclang", "-disable-llvm-passes", "-emit-llvm", "-c", "-o", "-"]).arg(&common.file);
    let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| {
        Failure::Use(format!("cannot run {}: {error}; --clang names another one", clang.display()))
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(Failure::Use(format!("{} has not compiled {}", clang.display(), common.file.display())))
}
