//! Finds the LLVM that the chosen feature names and compiles the C++ shim against its headers.
//!
//! The library never links LLVM: the host that loads it has one already, and a second one in the same
//! process crashes. Only `cargo test` and users of the rlib ask for it, with the feature `link-llvm` or `link-llvm-static`.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// One supported LLVM: cargo's name of the feature, the major, the prefix variable of `llvm-sys`.
const LLVMS: &[(&str, u32, &str)] = &[
    ("CARGO_FEATURE_LLVM16_0", 16, "LLVM_SYS_160_PREFIX"),
    ("CARGO_FEATURE_LLVM17_0", 17, "LLVM_SYS_170_PREFIX"),
    ("CARGO_FEATURE_LLVM18_1", 18, "LLVM_SYS_181_PREFIX"),
    ("CARGO_FEATURE_LLVM19_1", 19, "LLVM_SYS_191_PREFIX"),
    ("CARGO_FEATURE_LLVM21_1", 21, "LLVM_SYS_211_PREFIX"),
    ("CARGO_FEATURE_LLVM22_1", 22, "LLVM_SYS_221_PREFIX"),
    ("CARGO_FEATURE_LLVM23_1", 23, "LLVM_SYS_231_PREFIX"),
];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=shim");
    // None or two of them: src/plugin/mod.rs says so with a compile error, which reads better than ours.
    let chosen: Vec<_> = LLVMS.iter().filter(|(feature, ..)| env::var_os(feature).is_some()).collect();
    tell_the_crate(&chosen);
    let [(_, major, variable)] = chosen[..] else { return };
    println!("cargo:rerun-if-env-changed={variable}");
    // docs.rs documents the library, and has no LLVM.
    if env::var_os("DOCS_RS").is_some() {
        return;
    }
    // LLVM loads plugins with RTLD_GLOBAL: beside another build of this library ours must call its own functions.
    println!("cargo:rustc-cdylib-link-arg=-Wl,-Bsymbolic");

    let config = find_llvm_config(*major, variable);
    compile_shim(*major, &config);
    if env::var_os("CARGO_FEATURE_LINK_LLVM_STATIC").is_some() {
        link_archives(&config);
    } else if env::var_os("CARGO_FEATURE_LINK_LLVM").is_some() {
        println!("cargo:rustc-link-search=native={}", ask(&config, &["--libdir"]));
        println!("cargo:rustc-link-lib=dylib=LLVM-{major}");
    } else {
        leave_llvm_undefined();
    }
}

/// Links all of LLVM's archives, and what they need of the system. They are not copied into the rlib.
///
/// Distributions have projects that LLVM can contain, such as Polly, in packages of their own. llvm-config names their archives all
/// the same, and nothing needs them.
fn link_archives(config: &Path) {
    let folder = PathBuf::from(ask(config, &["--libdir"]));
    println!("cargo:rustc-link-search=native={}", folder.display());
    for flag in ask(config, &["--link-static", "--libs"]).split_whitespace() {
        if let Some(name) = flag.strip_prefix("-l")
            && folder.join(format!("lib{name}.a")).exists()
        {
            println!("cargo:rustc-link-lib=static:-bundle={name}");
        }
    }
    for flag in ask(config, &["--link-static", "--system-libs"]).split_whitespace() {
        // Some distributions name a library by its path.
        let name = flag.strip_prefix("-l").or_else(|| {
            let file = Path::new(flag).file_name()?.to_str()?;
            file.strip_prefix("lib")?.split('.').next()
        });
        if let Some(name) = name {
            println!("cargo:rustc-link-lib=dylib={name}");
        }
    }
    // LLVM's interpreter calls functions through libffi, if it was built with it. llvm-config does not say so.
    let interpreter = std::fs::read(folder.join("libLLVMInterpreter.a")).unwrap_or_default();
    if interpreter.windows(8).any(|bytes| bytes == b"ffi_call") {
        println!("cargo:rustc-link-lib=dylib=ffi");
    }
    println!("cargo:rustc-link-lib=dylib=stdc++");
}

/// `cfg(llvm_since = "19")` for each supported LLVM that is not newer than the chosen one, and `cfg(llvm_chosen = "none")` or
/// `"many"` where it is not one.
fn tell_the_crate(chosen: &[&(&str, u32, &str)]) {
    let majors: Vec<_> = LLVMS.iter().map(|(_, major, _)| format!("\"{major}\"")).collect();
    println!("cargo:rustc-check-cfg=cfg(llvm_since, values({}))", majors.join(", "));
    println!("cargo:rustc-check-cfg=cfg(llvm_chosen, values(\"none\", \"many\"))");
    match chosen {
        [] => println!("cargo:rustc-cfg=llvm_chosen=\"none\""),
        [(_, chosen, _)] => {
            println!("cargo:rustc-env=GC_CORO_LLVM_MAJOR={chosen}");
            for (_, major, _) in LLVMS.iter().filter(|(_, major, _)| major <= chosen) {
                println!("cargo:rustc-cfg=llvm_since=\"{major}\"");
            }
        }
        _ => println!("cargo:rustc-cfg=llvm_chosen=\"many\""),
    }
}

fn find_llvm_config(major: u32, variable: &str) -> PathBuf {
    let mut candidates = vec![];
    match env::var_os(variable) {
        Some(prefix) => candidates.push(PathBuf::from(prefix).join("bin/llvm-config")),
        None => {
            candidates.push(format!("/usr/lib/llvm-{major}/bin/llvm-config").into());
            candidates.push(format!("llvm-config-{major}").into());
            candidates.push("llvm-config".into());
        }
    }
    let found = candidates
        .iter()
        .find(|config| version(config).is_some_and(|version| version.starts_with(&format!("{major}."))));
    found.cloned().unwrap_or_else(|| {
        panic!(
            "no LLVM {major} found (looked at {candidates:?}): install llvm-{major}-dev, \
             or set {variable} to the prefix that holds bin/llvm-config of LLVM {major}"
        )
    })
}

fn version(config: &Path) -> Option<String> {
    let output = Command::new(config).arg("--version").output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn ask(config: &Path, question: &[&str]) -> String {
    let output = Command::new(config).args(question).output().expect("llvm-config ran a moment ago");
    assert!(output.status.success(), "{} {question:?} failed", config.display());
    String::from_utf8(output.stdout).expect("llvm-config speaks UTF-8").trim().to_owned()
}

/// Without RTTI and exceptions whatever the LLVM was built with: the shim throws nothing, and without RTTI
/// it needs no `typeinfo` of LLVM's classes, which an LLVM built without RTTI does not have.
fn compile_shim(major: u32, config: &Path) {
    let mut sources: Vec<_> = std::fs::read_dir("shim")
        .expect("the folder shim belongs to the crate")
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "cpp"))
        .collect();
    sources.sort();
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        .flag("-fno-exceptions")
        .flag("-fno-rtti")
        .flag("-fvisibility=hidden")
        .flag("-fvisibility-inlines-hidden")
        // LLVM's headers are not ours to make warning-free.
        .flag("-isystem")
        .flag(ask(config, &["--includedir"]))
        .flag("-include")
        .flag("shim/weak.h")
        .define("GC_CORO_LLVM_MAJOR", Some(major.to_string().as_str()))
        .define("__STDC_CONSTANT_MACROS", None)
        .define("__STDC_FORMAT_MACROS", None)
        .define("__STDC_LIMIT_MACROS", None)
        .files(sources)
        .compile("gc_coro_shim");
}

/// Keeps the plugin free of a `DT_NEEDED` on libLLVM. (.cargo/config.toml keeps its LLVM symbols unbound until
/// they are called.)
fn leave_llvm_undefined() {
    // The crate `llvm-plugin` (LLVM 16) asks for `-lLLVM`. It finds this empty linker script first.
    let empty = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("no-llvm");
    std::fs::create_dir_all(&empty).expect("OUT_DIR is writable");
    std::fs::write(empty.join("libLLVM.so"), "/* empty: the host provides LLVM */\n")
        .expect("OUT_DIR is writable");
    println!("cargo:rustc-link-search=native={}", empty.display());
}
