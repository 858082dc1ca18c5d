//! Random programs of the await dialect, split and run in this process, against the oracle's interpreter.
//!
//! A few dozen of each kind; `scripts/test-oracle.sh` runs as many as one has time for.
#![cfg(feature = "link-llvm")]

use gc_coro::SplitOptions;
use gc_coro_oracle::check::Verdict;
use gc_coro_oracle::generate::{Generated, Options, generate};
use gc_coro_oracle::print::{self, Collector, Style};
use gc_coro_oracle::{examples, statepoints};
use gc_coro_oracle_jit::{Configuration, Heap, Host};
use inkwell::module::Module;

fn split(module: &Module<'_>) -> Result<(), String> {
    let split = gc_coro::split_module(module, &SplitOptions::default()).map(|_| ());
    let sizes = split.and_then(|()| gc_coro::resolve_sizes(module).map(|_| ()));
    sizes.map_err(|found| found.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}

/// The seeds whose programs do something else than the interpreter says.
fn failures(configuration: Configuration, seeds: std::ops::Range<u64>) -> Vec<(u64, Verdict)> {
    let host = Host::new(split).expect("LLVM knows this machine");
    let mut options = Options::default();
    let mut style = Style::default();
    if configuration.heap() == Heap::Moving {
        options.features = statepoints::without_what_statepoints_lack(options.features);
        style.collector = Collector::Statepoints;
    }
    let check = |seed| {
        let Generated { program, run } = generate(seed, &options);
        let text = print::module(&program, style);
        (seed, host.check(&text, &configuration.stages(seed), configuration.heap(), &run.trace))
    };
    seeds.map(check).filter(|(_, verdict)| *verdict != Verdict::Same).collect()
}

// One test, because the runtime of the programs is one for the process.
#[test]
fn split_programs_do_what_the_interpreter_says() {
    let host = Host::new(split).expect("LLVM knows this machine");
    for example in examples::all() {
        let text = print::module(&example.program, Style::default());
        let verdict = host.check(&text, &Configuration::Split.stages(0), Heap::Still, &example.trace);
        assert_eq!(verdict, Verdict::Same, "{}", example.name);
    }
    for (name, configuration) in Configuration::in_process() {
        assert_eq!(failures(configuration, 0..20), [], "{name}");
    }
}
