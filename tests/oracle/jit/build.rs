//! Compiles the runtime that programs call. The stack is walked along frame pointers, so it has them.

fn main() {
    const FILES: [&str; 2] = ["../runtime/in_process.c", "../runtime/stack_map.c"];
    for file in FILES.iter().chain(&["../runtime/in_process.h", "../../../include/gc_coro.h"]) {
        println!("cargo:rerun-if-changed={file}");
    }
    cc::Build::new()
        .files(FILES)
        .include("../../../include")
        .opt_level(2)
        .flag("-std=gnu11")
        .flag("-fno-omit-frame-pointer")
        .flag("-mno-omit-leaf-frame-pointer")
        .compile("gc_coro_oracle_runtime");
}
