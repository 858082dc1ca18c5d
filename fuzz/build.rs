//! Compiles the C++ that runs pipelines.

use std::env;
use std::process::Command;

const LLVMS: &[(&str, u32, &str)] = &[
    ("CARGO_FEATURE_LLVM16_0", 16, "LLVM_SYS_160_PREFIX"),
    ("CARGO_FEATURE_LLVM19_1", 19, "LLVM_SYS_191_PREFIX"),
    ("CARGO_FEATURE_LLVM22_1", 22, "LLVM_SYS_221_PREFIX"),
];

fn main() {
    println!("cargo:rerun-if-changed=passes.cpp");
    let chosen = LLVMS.iter().find(|(feature, ..)| env::var_os(feature).is_some());
    let &(_, major, variable) = chosen.expect("one feature names the LLVM");
    let prefix = env::var(variable).unwrap_or_else(|_| format!("/usr/lib/llvm-{major}"));
    let output = Command::new(format!("{prefix}/bin/llvm-config")).arg("--includedir").output();
    let include = String::from_utf8(output.expect("llvm-config runs").stdout).expect("UTF-8");
    cc::Build::new()
        .cpp(true)
        .std("c++17")
        .flags(["-fno-exceptions", "-fno-rtti", "-isystem", include.trim()])
        .define("__STDC_CONSTANT_MACROS", None)
        .define("__STDC_FORMAT_MACROS", None)
        .define("__STDC_LIMIT_MACROS", None)
        .file("passes.cpp")
        .compile("gc_coro_fuzz_passes");
}
