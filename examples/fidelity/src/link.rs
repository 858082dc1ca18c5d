//! Linking: what comes in is an object file, what goes out is a static program, by LLVM's linker.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::lower::Machine;

/// Where the sections of a program without an operating system are.
const BARE: &str = include_str!("../bare.ld");

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
    let script = object.with_extension("ld");
    if machine == Machine::BareRiscV {
        std::fs::write(&script, BARE).map_err(|error| format!("{}: {error}", script.display()))?;
        command.arg("-T").arg(&script);
    }
    let result = command.arg(object).arg("-o").arg(output).output();
    if machine == Machine::BareRiscV {
        // It was only for the linker.
        let _ = std::fs::remove_file(&script);
    }
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
