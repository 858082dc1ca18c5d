//! A random oracle for spill plans and their checker.
//!
//! Random coroutines are analysed, laid out, planned and checked. A concrete run carries the plan out along random paths, with the
//! contents of each register and of each byte of the frame, and a collector that moves what it finds. It shares no code with the
//! checker. Then plans are broken in one place each.
//!
//! 1. The checker accepts each plan, and no run of it fails.
//! 2. If a run of a broken plan fails, the checker rejects that plan.
//! 3. Of the broken plans that the checker rejects, most fail in some run: the checker rejects little without reason.
//!
//! `GC_CORO_PLAN_SEEDS=A..B cargo test --release -p gc-coro-core --test random_spill_plans -- --nocapture` tries the seeds from A to
//! B (without B) and prints how many broken plans of each kind were rejected and failed. With `GC_CORO_PLAN_SHOW=1` it prints the
//! coroutine and the plan of each disagreement.

mod contents;
mod coroutines;
mod machine;
mod mutation;
mod places;
mod random;

use std::collections::BTreeMap;
use std::ops::Range;

use gc_coro_core::analysis::analyse;
use gc_coro_core::layout::{Maps, Rules, lay_out_all};
use gc_coro_core::spill::report::{Names, SpillReport};
use gc_coro_core::spill::{self, Inputs, SpillPlan, checker};

use crate::coroutines::Features;
use crate::machine::{Failure, Program};
use crate::random::Random;

/// Runs of each plan, and activations of each run.
const RUNS: usize = 12;
const ACTIVATIONS: usize = 7;
/// Broken plans of each plan.
const MUTANTS: usize = 12;

/// What became of the plans that were broken in one manner.
#[derive(Clone, Copy, Default)]
struct Count {
    made: usize,
    rejected: usize,
    failed: usize,
}

#[derive(Default)]
struct Totals {
    plans: usize,
    refused: usize,
    suspensions: usize,
    mutants: BTreeMap<&'static str, Count>,
    /// What the checker or a run found that it must not find.
    wrong: Vec<String>,
}

fn seeds() -> Range<u64> {
    let text = std::env::var("GC_CORO_PLAN_SEEDS").unwrap_or_else(|_| "0..50".into());
    let (first, end) = text.split_once("..").expect("GC_CORO_PLAN_SEEDS is A..B");
    let number = |text: &str| text.parse().expect("GC_CORO_PLAN_SEEDS is A..B");
    number(first)..number(end)
}

#[test]
fn the_checker_and_concrete_runs_agree() {
    let mut totals = Totals::default();
    for seed in seeds() {
        try_seed(seed, &mut totals);
        if totals.wrong.len() > 20 {
            break;
        }
    }
    let sum = |count: fn(&Count) -> usize| totals.mutants.values().map(count).sum::<usize>();
    let (made, rejected, failed) = (sum(|c| c.made), sum(|c| c.rejected), sum(|c| c.failed));
    let mut report = format!(
        "{} plans ({} coroutines refused); broken plans: {made}, rejected {rejected}, of which {failed} fail\n",
        totals.plans, totals.refused
    );
    for (name, count) in &totals.mutants {
        report += &format!("  {name}: {}, rejected {}, fail {}\n", count.made, count.rejected, count.failed);
    }
    report += &totals.wrong.join("\n");
    eprintln!("{report}");
    assert!(totals.wrong.is_empty(), "{report}");
    if totals.plans < 100 {
        return;
    }
    assert!(totals.plans > 4 * totals.refused, "too few coroutines are valid: {report}");
    assert!(totals.suspensions > totals.plans, "the runs suspend too rarely: {report}");
    assert!(2 * failed > rejected, "the checker rejects too much: {report}");
}

fn try_seed(seed: u64, totals: &mut Totals) {
    let mut random = Random::new(seed);
    let is_managed = random.chance(40);
    let features = Features { is_managed, has_objects: !is_managed && random.chance(40) };
    let coroutine = coroutines::coroutine(&mut random, features);
    let Ok(analysis) = analyse(&coroutine) else {
        totals.refused += 1;
        return;
    };
    for packing in [true, false] {
        let frames = lay_out_all(&coroutine, &analysis, Rules { packing, maps: Maps::Exact });
        let entry = coroutine.entry();
        let begin = (entry, coroutine.blocks[entry].first + 2);
        let inputs = Inputs { begin, is_managed, ..Inputs::without_ir(&coroutine, &analysis, &frames) };
        let plan = spill::plan(&inputs).expect("it has no regions");
        totals.plans += 1;
        totals.suspensions += coroutine.suspends.len();
        let defects = checker::check(&inputs, &plan);
        // What the checker rejects is looked for in many runs.
        let runs = if defects.is_empty() { RUNS } else { 100 * RUNS };
        let failure = first_failure(&mut random, &inputs, &plan, runs);
        if !defects.is_empty() || failure.is_some() {
            totals.wrong.push(format!("seed {seed}, packing {packing}: {defects:?}, {failure:?}"));
            if std::env::var("GC_CORO_PLAN_SHOW").is_ok() {
                show(&inputs, &plan);
            }
            continue;
        }
        for _ in 0..MUTANTS {
            try_mutant(seed, &mut random, &inputs, &plan, totals);
        }
    }
}

fn try_mutant(seed: u64, random: &mut Random, inputs: &Inputs<'_>, plan: &SpillPlan, totals: &mut Totals) {
    let mut broken = plan.clone();
    let Some(name) = mutation::mutate(random, inputs, &mut broken) else { return };
    let is_rejected = !checker::check(inputs, &broken).is_empty();
    let failure = first_failure(random, inputs, &broken, RUNS);
    let count = totals.mutants.entry(name).or_default();
    count.made += 1;
    count.rejected += usize::from(is_rejected);
    count.failed += usize::from(failure.is_some());
    if let Some(failure) = failure.filter(|_| !is_rejected) {
        totals.wrong.push(format!("seed {seed}: a plan with '{name}' is accepted and fails: {failure:?}"));
        if std::env::var("GC_CORO_PLAN_SHOW").is_ok() {
            show(inputs, &broken);
            show(inputs, plan);
        }
    }
}

fn first_failure(random: &mut Random, inputs: &Inputs<'_>, plan: &SpillPlan, runs: usize) -> Option<Failure> {
    let program = Program::new(inputs, plan);
    (0..runs).find_map(|_| program.run(random, ACTIVATIONS))
}

/// Writes down what is needed to understand a failure.
fn show(inputs: &Inputs<'_>, plan: &SpillPlan) {
    let coroutine = inputs.coroutine;
    for (id, block) in coroutine.blocks.iter() {
        let next: Vec<_> = block.successors.iter().map(|e| (e.block, e.kind)).collect();
        eprintln!("{id:?} {}..{} -> {next:?}", block.first, block.last);
    }
    for (id, suspend) in coroutine.suspends.iter() {
        eprintln!("{id:?} saved in {:?}, left in {:?}", suspend.save, suspend.leave);
    }
    for (id, object) in coroutine.objects.iter() {
        let events: Vec<_> = object.events.iter().map(|e| (e.position, e.kind)).collect();
        let found = inputs.analysis.objects[id].as_ref();
        eprintln!("{id:?} at {:?}: {events:?}, {found:?}", inputs.frames.whole.objects[id]);
    }
    for (id, value) in coroutine.values.iter() {
        let uses: Vec<_> = value.uses.iter().map(|u| u.position).collect();
        let (class, offset) = (value.class, inputs.frames.whole.values[id]);
        eprintln!("{id:?} {class:?}, position {}, slot {offset:?}, used at {uses:?}", value.position);
        if let Some(operands) = &value.remat_operands {
            eprintln!("    computed from {operands:?}");
        }
    }
    let names = Names {
        value: &|id| format!("{id:?}"),
        block: &|id| format!("{id:?}"),
        inst: &|id| format!("{id:?}"),
    };
    eprintln!("{}", SpillReport::new(coroutine, plan, &names).to_text());
}
