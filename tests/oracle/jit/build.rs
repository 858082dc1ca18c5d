//! Compiles the runtime that programs call. The stack is walked along frame pointers, so it has them.

fn main() {
    const FILES: [&str; 5] = [
        "../runtime/in_process.c",
        "../runtime/outcome.c",
        "../runtime/stack_map.c",
        "../../julia/libjulia.c",
        "../../julia/runtime.c",
    ];
    const HEADERS: [&str; 6] = [
        "../runtime/in_process.h",
        "../../gc/runtime/stackmap_format.h",
        "../../julia/libjulia.h",
        "../../julia/runtime.h",
        "../../../examples/julia/shadow_stack.h",
        "../../../include/gc_coro.h",
    ];
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
