//! Random consumers of functions with awaits, split and run in this process with states on the stack and without, against the
//! oracle's interpreter.
//!
//! `GC_CORO_CONSUMERS=A..B` names the seeds, if one has time for more.
#![cfg(feature = "link-llvm")]

use std::sync::atomic::{AtomicUsize, Ordering};

use gc_coro::SplitOptions;
use gc_coro_oracle::check::Verdict;
use gc_coro_oracle::consumers::{Place, generate};
use gc_coro_oracle::statepoints;
use gc_coro_oracle_jit::{Configuration, Heap, Host, Stage};
use inkwell::module::Module;

/// Calls whose states are on the stack, and those whose are not.
static ON_STACK: AtomicUsize = AtomicUsize::new(0);
static ON_HEAP: AtomicUsize = AtomicUsize::new(0);

fn split_with(module: &Module<'_>, elide: bool) -> Result<(), String> {
    let mut options = SplitOptions::default();
    options.elide = elide;
    let split = gc_coro::split_module(module, &options).map(|report| {
        let on_stack = report.states.iter().filter(|state| state.outcome.is_ok()).count();
        ON_STACK.fetch_add(on_stack, Ordering::Relaxed);
        ON_HEAP.fetch_add(report.states.len() - on_stack, Ordering::Relaxed);
    });
    let sizes = split.and_then(|()| gc_coro::resolve_sizes(module).map(|_| ()));
    sizes.map_err(|found| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

fn split(module: &Module<'_>) -> Result<(), String> {
    split_with(module, true)
}

fn split_without(module: &Module<'_>) -> Result<(), String> {
    split_with(module, false)
}

fn seeds() -> std::ops::Range<u64> {
    let Ok(text) = std::env::var("GC_CORO_CONSUMERS") else { return 0..16 };
    let bounds = text.split_once("..").expect("A..B");
    bounds.0.parse().expect("a number")..bounds.1.parse().expect("a number")
}

#[test]
fn consumers_do_what_the_interpreter_says() {
    let hosts = [split, split_without].map(|split| Host::new(split).expect("LLVM knows this machine"));
    let mut failures = Vec::new();
    for seed in seeds() {
        let [any, of_statepoints] = [&Place::ALL[..], &[Place::Whole]].map(|places| generate(seed, places));
        for (name, configuration) in Configuration::in_process() {
            let heap = configuration.heap();
            let moves = heap == Heap::Moving;
            let generated = if moves { &of_statepoints } else { &any };
            let text = if moves { statepoints::respelled(&generated.text) } else { generated.text.clone() };
            let text = if moves { text.replace("tracked:10", "tracked:1") } else { text };
            // Handles are values, not variables in memory: that is what an await's caller is for the split.
            let promote = Stage::Passes("function(mem2reg)");
            let stages: Vec<Stage> = [promote].into_iter().chain(configuration.stages(seed)).collect();
            for (host, how) in hosts.iter().zip(["on the stack", "on the heap"]) {
                let verdict = host.check(&text, &stages, heap, &generated.trace);
                if verdict != Verdict::Same {
                    failures.push(format!("seed {seed}, {name}, {how}: {verdict}"));
                }
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let (on_stack, on_heap) = (ON_STACK.load(Ordering::Relaxed), ON_HEAP.load(Ordering::Relaxed));
    eprintln!("calls with states on the stack: {on_stack}, on the heap: {on_heap}");
    assert!(on_stack > 100 && on_heap > 100, "{on_stack} on the stack, {on_heap} on the heap");
}
