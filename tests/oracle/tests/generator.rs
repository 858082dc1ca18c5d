//! The generator keeps its promises: programs end, mean one thing, are the same each time, and have only what was asked for.

use gc_coro_oracle::generate::{Feature, Features, Generated, Options, generate};
use gc_coro_oracle::interpret::Event;
use gc_coro_oracle::print::{self, Style};

fn text(seed: u64, options: &Options) -> String {
    print::module(&generate(seed, options).program, Style::default())
}

fn without(feature: Feature) -> Options {
    Options { features: Features::default().without(feature), ..Options::default() }
}

/// `generate` panics if the interpreter finds anything undefined.
#[test]
fn programs_have_a_meaning() {
    let options = Options::default();
    let (mut idle, mut twice) = (0, 0);
    for seed in 0..2000 {
        let Generated { program, run } = generate(seed, &options);
        assert!(!run.trace.is_empty(), "seed {seed} shows nothing");
        assert!(!run.trace.contains(&Event::Reentered), "seed {seed} calls a one-shot continuation twice");
        assert!(run.steps <= options.steps);
        idle += u32::from(run.resumes == 0);
        twice += u32::from(run.resumes > run.awaits);
        assert!(program.functions.len() > 2);
    }
    assert!(idle < 200, "{idle} of 2000 programs call no continuation");
    assert!(twice > 300, "only {twice} of 2000 programs call continuations more often than they make them");
}

#[test]
fn large_programs_have_a_meaning() {
    let options = Options { size: 40, steps: 100_000, ..Options::default() };
    for seed in 0..200 {
        generate(seed, &options);
    }
}

#[test]
fn a_seed_is_a_program() {
    let options = Options::default();
    for seed in [0, 1, 77, 123_456_789] {
        assert_eq!(text(seed, &options), text(seed, &options));
        assert_eq!(generate(seed, &options).run, generate(seed, &options).run);
    }
    assert_ne!(text(1, &options), text(2, &options));
}

/// What is turned off is in no program, and is in some program otherwise.
#[test]
fn features_can_be_turned_off() {
    let marks = [
        (Feature::Awaits, "@gc.coro.await"),
        (Feature::MultiShot, ", i32 0) nomerge"),
        (Feature::OneShot, ", i32 1) nomerge"),
        (Feature::MixedReturns, "call void @gc.coro.return."),
        (Feature::Prealloc, "@gc.coro.prealloc"),
        (Feature::TailResumes, "tail call"),
        (Feature::Calls, "@plain"),
        (Feature::Switches, "switch i32"),
        (Feature::Vectors, "<4 x i32>"),
        (Feature::RefVectors, "<2 x ptr addrspace(10)>"),
        (Feature::Aggregates, "{ i64, i32 }"),
        (Feature::TaggedAggregates, "{ i32, ptr addrspace(10) }"),
        (Feature::Derived, "phi ptr addrspace(11)"),
        (Feature::LocalRefs, "x ptr addrspace(10)]"),
        (Feature::Share, "@gc.coro.share"),
    ];
    for (feature, mark) in marks {
        let options = without(feature);
        let found = (0..150).find(|&seed| text(seed, &options).contains(mark));
        assert_eq!(found, None, "a program without {feature:?} has '{mark}'");
        let default = Options::default();
        assert!((0..150).any(|seed| text(seed, &default).contains(mark)), "no program has '{mark}'");
    }
}

/// A program without awaits is one that every stock compiler understands.
#[test]
fn nothing_of_the_dialect_without_awaits() {
    let options =
        Options { features: without(Feature::Awaits).features.without(Feature::Share), ..Options::default() };
    for seed in 0..200 {
        let text = text(seed, &options);
        assert!(!text.contains("gc.coro.") && !text.contains("presplitcoroutine"), "seed {seed}");
    }
}

#[test]
fn reentered_on_request() {
    let options = Options { features: Features::default().with(Feature::Reenter), ..Options::default() };
    let ends = (0..300).filter(|&seed| {
        let trace = generate(seed, &options).run.trace;
        let at = trace.iter().position(|event| *event == Event::Reentered);
        assert!(at.is_none_or(|at| at + 1 == trace.len()), "seed {seed}: events after the last one");
        at.is_some()
    });
    assert!(ends.count() > 50);
}

/// All awaits of a function with a state use it, unless others may make frames, and are one-shot.
#[test]
fn a_state_has_all_the_awaits() {
    let options = without(Feature::MixedStates);
    let mut seen = 0;
    for seed in 0..400 {
        for function in
            text(seed, &options).split("\ndefine ").filter(|text| text.contains("@gc.coro.prealloc("))
        {
            let mut lines = function.lines();
            let made = lines.find(|line| line.contains("@gc.coro.prealloc(")).expect("just found");
            let state = made.split_whitespace().next().expect("a name");
            for line in lines.filter(|line| line.contains("call ") && line.contains("@gc.coro.await")) {
                seen += 1;
                assert!(line.contains(&format!("{state}, i32 1)")), "seed {seed}: {line}");
            }
        }
    }
    assert!(seen > 50, "only {seen} awaits with a state");
}
