//! The frame reader that the runtimes share (`include/gc_coro.h` by `tests/gc/runtime/frames.c`) on hand-made descriptors.

mod support;

use std::process::Command;

use support::{cc, here, output_file, run};

#[test]
fn hand_made_descriptors() {
    let program = output_file("frame_reader");
    let sources = [here().join("tests/frame_reader.c"), here().join("../runtime/frames.c")];
    run(cc().args(["-std=c11", "-o"]).arg(&program).args(sources));
    let output = run(&mut Command::new(&program));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "12 frames read");
}
