//! Linking: what comes in is an object file, what goes out is a static program, by LLVM's linker.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::lower::Machine;

const NAMES: [&str; 3] = ["ld.lld-22", "/usr/lib/llvm-22/bin/ld.lld", "ld.lld"];

/// Links `object` to the program `output`.
///
/// # Errors
/// No linker is there, or it refuses.
pub fn link(object: &Path, output: &Path, machine: Machine) -> Result<(), String> {
    let linker =
        find().ok_or("no linker: install LLVM's (on Debian `lld-22`), or write an object file by `-c`")?;
    let mut command = Command::new(&linker);
    command.args(["-static", "--gc-sections", "--strip-all", "-z", "noseparate-code", "-z", "norelro"]);
    if machine == Machine::BareRiscV {
        command.args(["-Ttext=0x80000000", "--entry=_start"]);
    }
    let result = command.arg(object).arg("-o").arg(output).output();
    let result = result.map_err(|error| format!("{} does not run: {error}", linker.display()))?;
    if result.status.success() {
        return Ok(());
    }
    Err(format!("{} has failed:\n{}", linker.display(), String::from_utf8_lossy(&result.stderr)))
}

fn find() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    for name in NAMES {
        if Path::new(name).is_absolute() {
            if Path::new(name).exists() {
                return Some(PathBuf::from(name));
            }
            continue;
        }
        if let Some(found) = folders.iter().map(|folder| folder.join(name)).find(|file| file.exists()) {
            return Some(found);
        }
    }
    None
}
