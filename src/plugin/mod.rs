//! The plugin: gc-coro inside opt, clang, lld or any program that has a `PassBuilder`.
//!
//! ```text
//! host ── llvmGetPassPluginInfo ─▶ entry.rs      is this the LLVM that we were built for?
//!                                   │
//!                                   ▼ register_callbacks(PassBuilder)
//!      LLVM 16: llvm16.rs (the crate llvm-plugin)      LLVM 19, 22: shim/plugin.cpp
//!                                   │
//!                                   ▼ one pipeline element, such as  gc-coro-split<no-packing>
//!                                 element.rs     which row of PASSES, with which parameters?
//!                                   │
//!                                   ▼ the pass manager reaches the pass
//!                                 dispatch.rs    run the row's function (run.rs) inside guard.rs, report (report.rs)
//! ```
//!
//! * `PASSES` (passes.rs) is the one table of passes. The shim makes a C++ type of each row, so that
//!   `-print-after=gc-coro-split`, `-time-passes`, `-print-pipeline-passes` and so on know it by its name.
//!   All passes are required: they run on `optnone` functions and under `-opt-bisect-limit`.
//! * A new pass is a row of `PASSES` and a function in run.rs.
//! * No panic leaves guard.rs, and no diagnostic is printed anywhere but through LLVM's context. A host with a handler of
//!   its own gets one after the other; for others the errors of a module are one text, because opt exits at the first.
//!   What was refused does not reach LLVM's own split (refuse.rs).
//! * Printer passes print to stdout; `opt` needs `-disable-output` (or `-o`) beside them.
//!
//! # In standard pipelines
//! Loaded, the plugin adds to `default<O0>` to `default<O3>`, `default<Os>` and `default<Oz>` and to the pre-link
//! pipelines of both kinds of LTO (so that the link step does not need it) what standard.rs has for each extension point:
//!
//! | extension point | O1 and up | O0 |
//! |---|---|---|
//! | *PipelineStart* | `gc-coro-prepare<unwinding;marked-only>` | the same |
//! | *PipelineEarlySimplification* | `gc-coro-split<marked-only;no-awaits>` | with `coro-early` |
//! | *OptimizerEarly* | LLVM 19 and older: `gc-coro-prepare<marks-only>` | |
//! | *OptimizerLast* | `gc-coro-split<marked-only;no-coroutines>`, `await-size`, `gc-coro-simplify` | without the last |
//!
//! None of them does anything in a module without functions marked `"gc-coro"` and without `gc.coro.*`.
//!
//! Coroutines (`llvm.coro.*`) are split before stock coro-split, at the last place that a module pass can have: the
//! one hook after it (CGSCCOptimizerLate) works on single SCCs. The split must come after coro-early (which lowers
//! `llvm.coro.resume` to the call that symmetric transfer is recognised by); at O1 and up coro-early,
//! SROA and EarlyCSE come before this extension point, so that frames are those of optimised code except
//! for what inlining would give. At O0 all extension points before coro-split come before coro-early too:
//! there the pass does coro-early's work itself, once it has seen a marked function. With the host's option
//! `-gc-coro-split-all` (clang: `-mllvm`, and on LLVM 19 and older `-Xclang -load` beside `-fpass-plugin`)
//! all switch-resumed coroutines are split there, and prepared at the start.
//!
//! Awaits (`gc.coro.*`) are split last: what they capture is what optimised code needs. Until then the preparation keeps the
//! standard passes from misunderstanding them (`src/prepare`).

#[cfg(not(any(feature = "llvm16-0", feature = "llvm19-1", feature = "llvm22-1")))]
compile_error!(
    "choose the host's LLVM: --no-default-features --features plugin,llvm22-1 (or llvm19-1, llvm16-0)"
);
#[cfg(any(
    all(feature = "llvm16-0", feature = "llvm19-1"),
    all(feature = "llvm16-0", feature = "llvm22-1"),
    all(feature = "llvm19-1", feature = "llvm22-1")
))]
compile_error!(
    "choose one LLVM: llvm22-1 (the default), llvm19-1 and llvm16-0 exclude each other; another one needs --no-default-features --features plugin,llvm19-1"
);

mod dispatch;
mod element;
mod entry;
mod ffi;
mod guard;
mod help;
#[cfg(feature = "llvm16-0")]
mod llvm16;
mod passes;
#[cfg(not(feature = "llvm16-0"))]
mod place;
mod refuse;
mod remarks;
mod report;
mod run;
mod standard;

pub use entry::gc_coro_register_pass_builder_callbacks;
