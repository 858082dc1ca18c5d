//! Compiles the runtime that programs call. The stack is walked along frame pointers, so it has them.

fn main() {
    const FILES: [&str; 2] = ["../runtime/in_process.c", "../runtime/stack_map.c"];
    const HEADERS: [&str; 3] =
        ["../runtime/in_process.h", "../../gc/runtime/stackmap_format.h", "../../../include/gc_coro.h"];
    for file in FILES.iter().chain(&HEADERS) {
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
