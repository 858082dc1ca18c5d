//! The plugin: gc-coro inside opt, clang, lld or any program that has a `PassBuilder`.
//!
//! ```text
//! host ── llvmGetPassPluginInfo ─▶ entry.rs      is this the LLVM that we were built for?
//!                                   │
//!                                   ▼ register_callbacks(PassBuilder)
//!      LLVM 16: llvm16.rs (the crate llvm-plugin)      others: shim/plugin.cpp
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
//! Loaded, the plugin adds to `default<O0>` to `default<O3>`, `default<Os>` and `default<Oz>` and to the pipelines of both kinds of
//! LTO, before and in the link, what standard.rs and place.rs have for each extension point:
//!
//! | extension point | O1 and up | O0 |
//! |---|---|---|
//! | *PipelineStart* | `gc-coro-mark`, `gc-coro-prepare<unwinding;marked-only>` | `gc-coro-mark<no-check>`, the same |
//! | *PipelineEarlySimplification* | the two above, in the link step of ThinLTO | `gc-coro-split<marked-only;no-awaits;coro-early>` |
//! | *CGSCCOptimizerLate* | `gc-coro-split<marked-only;simplify=O2>`, with the level of the pipeline | |
//! | *OptimizerEarly* | LLVM 19 and older: `gc-coro-prepare<marks-only>` | |
//! | *OptimizerLast*, *FullLinkTimeOptimizationLast* | `gc-coro-split<marked-only;no-coroutines>`, `await-size`, `gc-coro-simplify` | without the last |
//! | *FullLinkTimeOptimizationEarly* | `gc-coro-mark<no-check>`, the preparation, `gc-coro-split<marked-only;no-awaits;coro-early>` | the same |
//!
//! None of them does anything in a module without functions marked `"gc-coro"` and without `gc.coro.*`.
//!
//! Coroutines (`llvm.coro.*`) are split where LLVM's own coro-split stands, a moment before it: *CGSCCOptimizerLate* is a point of the
//! passes on SCCs of the call graph, which come to callees before callers. For each coroutine of the SCC that is marked, elision comes
//! first (`src/elide`), then LLVM's own pipeline that simplifies a function (its place is after this extension point) and elision once
//! more, then the split of this function, then the updates of the call graph that CoroSplitPass makes. The ramp and its clones go through the passes on
//! SCCs once more (shim/place.cpp).
//!
//! At O0 there are no passes on SCCs before coro-split's, and all extension points before it come before coro-early too: there the
//! module pass does coro-early's work itself, once it has seen a marked function. On LLVM 16 the module pass splits at
//! *PipelineEarlySimplification* at all levels, before the inliner.
//!
//! With the host's option `-gc-coro-split-all` (clang: `-mllvm`, and on LLVM 19 and older `-Xclang -load` beside `-fpass-plugin`), or the
//! environment variable `GC_CORO_SPLIT_ALL` for hosts that read their options before they load plugins, `gc-coro-mark<all>` marks all
//! switch-resumed coroutines at the start. The option `-gc-coro-elide=false` or `GC_CORO_ELIDE=0` turns elision off.
//!
//! The compile step of ThinLTO leaves coroutines whole, as LLVM does, so that the link can import them: there the split has
//! `managed-only`. It takes those with a collector at once, because a link without the plugin would leave them to LLVM's split. The
//! marks stay for the link step. LLVM 19 does not tell a plugin that it is in this step (`ThinOrFullLTOPhase`), so there the compile step
//! splits all that are marked.
//!
//! Awaits (`gc.coro.*`) are split last: what they capture is what optimised code needs. Until then the preparation keeps the
//! standard passes from misunderstanding them (`src/prepare`).

#[cfg(llvm_chosen = "none")]
compile_error!(
    "choose the host's LLVM: --no-default-features --features plugin,llvm22-1 (or llvm23-1, llvm21-1, llvm19-1, llvm18-1, llvm17-0, llvm16-0)"
);
#[cfg(llvm_chosen = "many")]
compile_error!(
    "choose one LLVM: llvm22-1 (the default) and the like exclude each other; another one needs --no-default-features --features plugin,llvm19-1"
);

mod dispatch;
mod element;
mod entry;
mod ffi;
pub(crate) mod guard;
pub(crate) mod help;
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
pub(crate) mod told;

pub use entry::gc_coro_register_pass_builder_callbacks;
pub(crate) use entry::{host_major, wrong_host};
pub(crate) use passes::vocabulary;
