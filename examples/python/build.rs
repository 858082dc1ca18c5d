//! Compiles the runtime in C against the headers of the interpreter that the module is for.

use std::path::PathBuf;
use std::process::Command;

const FILES: [&str; 18] = [
    "async_generator",
    "attributes",
    "await",
    "buffer",
    "calls",
    "containers",
    "coroutine",
    "coroutine_types",
    "exceptions",
    "function",
    "match",
    "module",
    "names",
    "numbers",
    "operators",
    "symbols",
    "traceback",
    "units",
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=runtime");
    println!("cargo:rerun-if-env-changed=PYO3_PYTHON");
    // The collector's hooks read what the split of this very module writes.
    println!("cargo:rerun-if-changed=../../include/gc_coro.h");
    let config = pyo3_build_config::get();
    let executable = config.executable.clone().unwrap_or_else(|| "python3".to_owned());
    let mut build = cc::Build::new();
    for file in FILES {
        build.file(format!("runtime/{file}.c"));
    }
    build
        .include("../../include")
        .include("runtime")
        .include(include_folder(&executable))
        .opt_level(2)
        .std("gnu11")
        .define("NDEBUG", None)
        .flag_if_supported("-fno-semantic-interposition")
        .flag_if_supported("-Wno-unused-parameter")
        .flag_if_supported("-Wno-missing-field-initializers")
        .flag_if_supported("-Wno-cast-function-type")
        .compile("gcpy_runtime");
}

fn include_folder(executable: &str) -> PathBuf {
    let script = "import sysconfig; print(sysconfig.get_path('include'))";
    let output = Command::new(executable).args(["-c", script]).output();
    let output = output.unwrap_or_else(|error| panic!("{executable} does not run: {error}"));
    let folder = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    assert!(
        folder.join("Python.h").exists(),
        "{} has no Python.h: install the headers of {executable} (Debian: python3-dev)",
        folder.display()
    );
    folder
}
