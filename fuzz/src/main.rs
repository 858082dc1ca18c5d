//! `gc-coro-fuzz`: the oracle's random programs, compiled and run in one process.
//!
//! Results are on stdout, messages on stderr. Exit status: 0 if all is well, 1 if a program behaved wrongly, 2 if the command
//! line is wrong.

mod examples;

use std::io::Read;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use gc_coro_fuzz::{host, options_of, text};
use gc_coro_oracle::arguments::{self, Programs, number};
use gc_coro_oracle::check::{self, Verdict};
use gc_coro_oracle::generate::{Generated, generate};
use gc_coro_oracle::interpret::{self, Event};
use gc_coro_oracle::program::{Op, Program};
use gc_coro_oracle::reduce;
use gc_coro_oracle::rng::Rng;
use gc_coro_oracle_jit::worker::{self, Work};
use gc_coro_oracle_jit::{Configuration, Heap, julia_counts};

const USAGE: &str = "usage:
  gc-coro-fuzz check  --seeds A..B [--jobs N] [--time-limit S]
                                                 compiles and runs each program in each configuration
  gc-coro-fuzz run    --configuration C          the trace of the program on stdin
  gc-coro-fuzz print  --configuration C          what the stages make of the program on stdin
  gc-coro-fuzz reduce --seed N --configuration C the smallest program found that still fails in the same way
  gc-coro-fuzz choices                           the program of the choices on stdin (any bytes) in each configuration;
                                                 with --seeds A..B of as many random strings of bytes
  gc-coro-fuzz by-hand                           the oracle's programs by hand, in each configuration
  gc-coro-fuzz examples FILE...                  programs in Julia's spelling (examples/julia), on libjulia; with
                                                 --without-attribute NAME not verified, and without that attribute

  --configurations A,B,...   of split, split-opt, opt-split-opt (these three), moving, moving-opt, moving-opt-twice; on libjulia (GC_CORO_LIBJULIA)
                             julia, julia-opt, julia-opt-twice, julia-opt-late, julia-tail-calls, and those that must fail:
                             julia-marked, julia-unbarriered, julia-unrooted
  --levels N                 the seed that chooses the levels, for 'run' and 'print'
";

struct Request {
    programs: Programs,
    configurations: Vec<Configuration>,
    jobs: usize,
    /// After so many seconds no batch of programs begins.
    time_limit: Option<u64>,
    skip: usize,
    levels: u64,
    /// What a worker has to be told again.
    words: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match act(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("gc-coro-fuzz: {message}");
            ExitCode::from(2)
        }
    }
}

/// Does what the arguments say. `Ok(false)`: some program behaved wrongly.
fn act(arguments: &[String]) -> Result<bool, String> {
    let usage = || format!("{USAGE}{}", arguments::USAGE);
    let Some((verb, rest)) = arguments.split_first() else { return Err(usage()) };
    let is_help = |word: &String| matches!(word.as_str(), "help" | "--help" | "-h");
    if arguments.iter().any(is_help) {
        print!("{}", usage());
        return Ok(true);
    }
    match verb.as_str() {
        "by-hand" => return by_hand(rest),
        "examples" => return examples::check(rest),
        "run-example" => return examples::run(rest),
        _ => {}
    }
    let request = Request::parse(rest)?;
    match verb.as_str() {
        "check" => request.check(),
        "worker" => request.work(),
        "run" => request.run(),
        "print" => request.print(),
        "reduce" => request.reduce(),
        "choices" => request.choices(),
        other => Err(format!("no command '{other}'\n{}", usage())),
    }
}

/// `by-hand --configurations …`: the programs that the oracle has by hand, in this process.
fn by_hand(arguments: &[String]) -> Result<bool, String> {
    let (request, host) = (Request::parse(arguments)?, host()?);
    let (mut passed, mut failed) = (0, 0);
    for example in gc_coro_oracle::examples::all() {
        for &configuration in &request.configurations {
            // What they read of their task is a number of the oracle's runtime.
            if configuration.heap() == Heap::Julia && uses_task(&example.program) {
                continue;
            }
            let text = text(&example.program, configuration);
            let stages = configuration.stages(request.levels);
            match host.check(&text, &stages, configuration.heap(), &example.trace) {
                Verdict::Same => passed += 1,
                other => {
                    println!("{}, {configuration}: {other}", example.name);
                    failed += 1;
                }
            }
        }
    }
    let (collections, switches) = julia_counts();
    if request.configurations.contains(&Configuration::Julia) && (collections == 0 || switches == 0) {
        println!("{collections} collections, and {switches} calls on other tasks: nothing was tested");
        failed += 1;
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn uses_task(program: &Program) -> bool {
    program.functions.iter().any(|function| function.has(|op| *op == Op::Task))
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut request = Self {
            programs: Programs::default(),
            configurations: Configuration::ALL[..3].iter().map(|(_, way)| *way).collect(),
            jobs: 1,
            time_limit: None,
            skip: 0,
            levels: 0,
            words: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let (name, inline) = match argument.split_once('=') {
                Some((name, value)) => (name, Some(value.to_string())),
                None => (argument.as_str(), None),
            };
            let value = inline.or_else(|| rest.next().cloned());
            let value = || value.clone().ok_or(format!("{name} needs a value"));
            match name {
                "--jobs" => request.jobs = number(&value()?)? as usize,
                "--time-limit" => request.time_limit = Some(number(&value()?)?),
                "--skip" => request.skip = number(&value()?)? as usize,
                "--levels" => request.levels = number(&value()?)?,
                "--configuration" | "--configurations" => {
                    request.configurations = configurations(&value()?)?;
                    request.words.extend([name.to_string(), value()?]);
                }
                _ if request.programs.take(name, value)? => {
                    if !name.starts_with("--seed") {
                        request.words.extend([name.to_string(), value()?]);
                    }
                }
                other => return Err(format!("no option '{other}'")),
            }
        }
        Ok(request)
    }

    fn work_of(&self) -> Result<Work, String> {
        let (seeds, configurations) = (self.programs.seeds()?, self.configurations.clone());
        Ok(Work { seeds, configurations, skip: self.skip })
    }

    fn check(&self) -> Result<bool, String> {
        let program = std::env::current_exe().map_err(|e| e.to_string())?;
        let start = |work: &Work| {
            let mut command = Command::new(&program);
            command.arg("worker").args(&self.words);
            command.arg(format!("--seeds={}..{}", work.seeds.start, work.seeds.end));
            command.arg(format!("--skip={}", work.skip));
            command
        };
        let end = self.time_limit.map(|seconds| Instant::now() + Duration::from_secs(seconds));
        let found = worker::all(&self.work_of()?, self.jobs, end, start).map_err(|e| e.to_string())?;
        for failure in &found.failed {
            println!("seed {}, {}: {}", failure.seed, failure.configuration, failure.message);
        }
        for (configuration, time, count) in &found.times {
            println!("{configuration}: {:.2} ms per program", time.as_secs_f64() * 1e3 / f64::from(*count));
        }
        println!("{} passed, {} failed", found.passed, found.failed.len());
        Ok(found.failed.is_empty())
    }

    fn work(&self) -> Result<bool, String> {
        let host = host()?;
        let mut last: Option<(u64, Heap, Program, Vec<Event>)> = None;
        let check = |seed, configuration: Configuration| {
            let heap = configuration.heap();
            let (_, _, program, trace) = match &mut last {
                Some(last) if (last.0, last.1) == (seed, heap) => last,
                last => {
                    let (program, trace) = self.generate(seed, configuration);
                    last.insert((seed, heap, program, trace))
                }
            };
            host.check(&text(program, configuration), &configuration.stages(seed), heap, trace)
        };
        worker::serve(&self.work_of()?, check).map_err(|e| e.to_string())?;
        Ok(true)
    }

    fn generate(&self, seed: u64, configuration: Configuration) -> (Program, Vec<Event>) {
        let Generated { program, run } = generate(seed, &options_of(configuration, self.programs.options));
        (program, run.trace)
    }

    /// One program of a fuzzer that writes files: it aborts where the program goes wrong, which such fuzzers look for.
    fn choices(&self) -> Result<bool, String> {
        let host = host()?;
        let check = |bytes: &[u8]| gc_coro_fuzz::check_choices(&host, bytes, &self.configurations);
        let Some(seeds) = self.programs.seeds.clone() else {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).map_err(|e| e.to_string())?;
            check(&bytes);
            return Ok(true);
        };
        for seed in seeds.clone() {
            let mut rng = Rng::new(seed);
            let count = rng.between(16, 400);
            check(&(0..count).map(|_| rng.bits() as u8).collect::<Vec<u8>>());
        }
        println!("{} passed, 0 failed", seeds.end.saturating_sub(seeds.start));
        Ok(true)
    }

    fn configuration(&self) -> Result<Configuration, String> {
        match self.configurations[..] {
            [one] => Ok(one),
            _ => Err("which way? --configuration C".to_string()),
        }
    }

    fn run(&self) -> Result<bool, String> {
        let configuration = self.configuration()?;
        let stages = configuration.stages(self.levels);
        match host()?.run(&input()?, &stages, configuration.heap()) {
            Ok(trace) => trace.iter().for_each(|event| println!("{event}")),
            Err(message) => {
                eprintln!("{message}");
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn print(&self) -> Result<bool, String> {
        let stages = self.configuration()?.stages(self.levels);
        let context = inkwell::context::Context::create();
        let module = host()?.compile(&context, &input()?, &stages)?;
        print!("{}", module.to_string());
        Ok(true)
    }

    fn reduce(&self) -> Result<bool, String> {
        let (seed, configuration) = (self.programs.seeds()?.start, self.configuration()?);
        let (program, trace) = self.generate(seed, configuration);
        let this = std::env::current_exe().map_err(|e| e.to_string())?;
        let command =
            format!("timeout 10 '{}' run --levels {seed} --configuration {configuration}", this.display());
        let verdict = |program: &Program, trace: &[Event]| {
            let text = text(program, configuration);
            check::verdict(&command, &text, trace).expect("the shell starts")
        };
        let first = verdict(&program, &trace);
        if first == Verdict::Same {
            return Err("this program does not fail".to_string());
        }
        eprintln!("gc-coro-fuzz: {} instructions, {first}", program.size());
        let steps = self.programs.options.steps;
        let small =
            reduce::reduce(program, steps, |candidate, trace| verdict(candidate, trace).same_kind(&first));
        let run = interpret::run(&small, steps).map_err(|trouble| trouble.to_string())?;
        let last = verdict(&small, &run.trace);
        eprintln!("gc-coro-fuzz: {} instructions, {last}", small.size());
        let trace: Vec<String> = run.trace.iter().map(Event::to_string).collect();
        println!("; expected trace: {}\n; {last}", trace.join(" "));
        println!("; stages: {:?}\n{}", configuration.stages(seed), text(&small, configuration));
        Ok(true)
    }
}

fn configurations(names: &str) -> Result<Vec<Configuration>, String> {
    let named = |name| Configuration::named(name).ok_or(format!("no configuration '{name}'"));
    names.split(',').map(named).collect()
}

fn input() -> Result<String, String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|e| e.to_string())?;
    Ok(text)
}
