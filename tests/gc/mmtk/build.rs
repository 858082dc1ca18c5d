//! Compiles the C half, `c/entry.c`. The archive that comes out needs `main.c`, `stackmap.c` and `frames.c` of
//! `tests/gc/runtime` beside it, as `semispace.c` does.

use std::path::Path;

fn main() {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    cc::Build::new()
        .file("c/entry.c")
        .include(&runtime)
        .include(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../include"))
        .std("c11")
        .opt_level(2)
        // A tail call would take the frame away whose pointer is passed on.
        .flags(["-fno-omit-frame-pointer", "-fno-optimize-sibling-calls"])
        .warnings(true)
        .warnings_into_errors(true)
        .compile("gc_mmtk_c");
    for file in ["c/entry.c", "c/gc_mmtk.h"] {
        println!("cargo::rerun-if-changed={file}");
    }
    for header in ["gc_runtime.h", "stackmap.h", "stackmap_format.h", "frames.h"] {
        println!("cargo::rerun-if-changed={}", runtime.join(header).display());
    }
}
