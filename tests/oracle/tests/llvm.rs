//! The interpreter against LLVM, by `run.sh`. Each test needs the tools of some LLVM and says so if there are none.

use std::path::Path;

use gc_coro_oracle::check::{Verdict, all, verdict};
use gc_coro_oracle::examples;
use gc_coro_oracle::generate::{Feature, Features, Generated, Options, generate};
use gc_coro_oracle::interpret::{self, Event};
use gc_coro_oracle::lower::{self, Fault};
use gc_coro_oracle::print::{self, Style};
use gc_coro_oracle::program::Program;
use gc_coro_oracle::reduce;

const SEEDS: std::ops::Range<u64> = 0..25;

fn has_llvm(major: u32) -> bool {
    let there = Path::new(&format!("/usr/lib/llvm-{major}/bin/opt")).exists();
    if !there {
        eprintln!("skipped: there is no LLVM {major}");
    }
    there
}

fn run(pipeline: &str) -> String {
    format!("{}/run.sh --passes '{pipeline}'", env!("CARGO_MANIFEST_DIR"))
}

fn failures(command: &str, program: impl Fn(u64) -> (String, Vec<Event>) + Sync) -> Vec<(u64, Verdict)> {
    all(command, SEEDS, 1, program).expect("the command starts").failed
}

fn lowered(seed: u64, features: Features, fault: Fault) -> (String, Vec<Event>) {
    let options = Options { features, ..Options::default() };
    let Generated { program, run } = generate(seed, &options);
    (lower::module(&program, fault), run.trace)
}

#[test]
fn every_llvm_reads_the_programs() {
    for major in [16, 19, 22].into_iter().filter(|&major| has_llvm(major)) {
        let command = format!("/usr/lib/llvm-{major}/bin/opt -passes=verify -disable-output -");
        let program = |seed| {
            (print::module(&generate(seed, &Options::default()).program, Style::default()), Vec::new())
        };
        assert_eq!(failures(&command, program), []);
        for example in examples::all() {
            let text = print::module(&example.program, Style::default());
            assert_eq!(verdict(&command, &text, &[]).expect("opt starts"), Verdict::Same, "{}", example.name);
        }
    }
}

#[test]
fn programs_without_awaits_do_the_same_in_llvm() {
    if !has_llvm(22) {
        return;
    }
    let features = Features::default().without(Feature::Awaits).without(Feature::Share);
    let options = Options { features, ..Options::default() };
    let program = |seed| {
        let Generated { program, run } = generate(seed, &options);
        (print::module(&program, Style::default()), run.trace)
    };
    for pipeline in ["default<O0>", "default<O2>"] {
        assert_eq!(failures(&run(pipeline), program), [], "{pipeline}");
    }
}

#[test]
fn lowered_programs_do_the_same_in_llvm() {
    if !has_llvm(22) {
        return;
    }
    let reenter = Features::default().with(Feature::Reenter);
    for pipeline in ["default<O0>", "default<O2>"] {
        for features in [Features::default(), reenter] {
            let failed = failures(&run(pipeline), |seed| lowered(seed, features, Fault::None));
            assert_eq!(failed, [], "{pipeline}");
        }
        for example in examples::all() {
            let text = lower::module(&example.program, Fault::None);
            let found = verdict(&run(pipeline), &text, &example.trace).expect("run.sh starts");
            assert_eq!(found, Verdict::Same, "{}", example.name);
        }
    }
}

/// A lowering with a defect is noticed: by some random program, and by some example.
#[test]
fn wrong_lowerings_are_found() {
    if !has_llvm(22) {
        return;
    }
    let command = run("default<O0>");
    let reenter = Features::default().with(Feature::Reenter);
    for (fault, features) in [
        (Fault::InPlace, Features::default().without(Feature::OneShot)),
        (Fault::FreshSlots, Features::default()),
        (Fault::Unchecked, reenter),
        (Fault::SavedTask, Features::default()),
    ] {
        let failed = failures(&command, |seed| lowered(seed, features, fault));
        assert!(!failed.is_empty(), "{fault:?} is not noticed by random programs");
        let noticed = examples::all().into_iter().any(|example| {
            let text = lower::module(&example.program, fault);
            verdict(&command, &text, &example.trace).expect("run.sh starts") != Verdict::Same
        });
        assert!(noticed, "{fault:?} is not noticed by any example");
    }
}

/// The reduction of a program that a wrong lowering breaks: small, and still broken with the same symptom.
#[test]
fn reductions_are_small_and_fail() {
    let limit = Options::default().steps;
    // A compiler that is wrong about slots of more than one cell: no need to run anything for that.
    let fails = |program: &Program, _: &[Event]| {
        let functions = program.functions.iter().filter(|function| function.coroutine);
        functions.flat_map(|function| &function.slots).any(|slot| slot.count > 1)
    };
    let mut tried = 0;
    for seed in 0..40 {
        let program = generate(seed, &Options::default()).program;
        if !fails(&program, &[]) {
            continue;
        }
        let before = program.size();
        let small = reduce::reduce(program, limit, fails);
        assert!(interpret::run(&small, limit).is_ok());
        assert!(fails(&small, &[]));
        assert!(
            small.size() * 20 < before,
            "seed {seed}: {} of {before} instructions are left",
            small.size()
        );
        tried += 1;
    }
    assert!(tried > 5, "only {tried} programs to reduce");
}
