//! The command line.

use std::fmt::Write;

use gc_coro_oracle::arguments::{self, Programs, number};
use gc_coro_oracle::check::{self, Verdict};
use gc_coro_oracle::generate::{Features, Generated, generate};
use gc_coro_oracle::interpret::{self, Event};
use gc_coro_oracle::lower::{self, Fault};
use gc_coro_oracle::print::{self, Collector, Style};
use gc_coro_oracle::program::Program;
use gc_coro_oracle::reduce;
use gc_coro_oracle::{consumers, examples};

const USAGE: &str = "usage:
  oracle generate --seed N | --example NAME      the program, as LLVM IR
  oracle expect   --seed N | --example NAME      its trace
  oracle consumers --seeds A..B                  callers that resume handles, as LLVM IR, and their traces as comments
  oracle check    --seeds A..B | --examples      runs CMD for each program, the IR on its stdin, and compares the trace
                  --run CMD [--jobs N]
  oracle reduce   --seed N --run CMD             the smallest program found that still fails with the same symptom
  oracle stats    --seeds A..B                   what programs are made of
  oracle examples                                the names of the programs by hand

options for all:
  --gc julia|attribute|none|statepoints     how functions name their collector (julia)
  --lowered[=FAULT]   not the dialect, but the naive lowering of it, perhaps a wrong one:
                      in-place, fresh-slots, unchecked, saved-task
";

/// What the command line says.
#[derive(Default)]
struct Request {
    programs: Programs,
    example: Option<String>,
    examples: bool,
    command: Option<String>,
    jobs: usize,
    style: Style,
    lowered: Option<Fault>,
}

/// Does what the arguments say. `Ok(false)`: some program behaved wrongly.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    let Some((verb, rest)) = arguments.split_first() else { return Err(format!("nothing to do\n{USAGE}")) };
    let request = parse(rest)?;
    match verb.as_str() {
        "generate" => request.one().map(|(program, _)| print!("{}", request.text(&program))).map(|()| true),
        "expect" => {
            let (_, trace) = request.one()?;
            trace.iter().for_each(|event| println!("{event}"));
            Ok(true)
        }
        "consumers" => {
            for seed in request.programs.seeds()? {
                let consumers::Generated { text, trace } = consumers::generate(seed, &consumers::Place::ALL);
                println!("{text}");
                trace.iter().for_each(|event| println!("; {event}"));
            }
            Ok(true)
        }
        "check" => check(&request),
        "reduce" => reduce_one(&request),
        "stats" => stats(&request),
        "examples" => {
            examples::all().iter().for_each(|example| println!("{}", example.name));
            Ok(true)
        }
        "help" | "--help" | "-h" => {
            print!(
                "{USAGE}{}\nfeatures: {}\n",
                arguments::USAGE,
                Features::names().collect::<Vec<_>>().join(" ")
            );
            Ok(true)
        }
        other => Err(format!("no command '{other}'\n{USAGE}")),
    }
}

fn parse(arguments: &[String]) -> Result<Request, String> {
    let mut request = Request { jobs: 1, ..Request::default() };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let (name, inline) = match argument.split_once('=') {
            Some((name, value)) => (name, Some(value.to_string())),
            None => (argument.as_str(), None),
        };
        let mut value = || {
            let next = inline.clone().or_else(|| rest.next().cloned());
            next.ok_or(format!("{name} needs a value"))
        };
        if request.programs.take(name, &mut value)? {
            continue;
        }
        match name {
            "--example" => request.example = Some(value()?),
            "--examples" => request.examples = true,
            "--run" => request.command = Some(value()?),
            "--jobs" => request.jobs = number(&value()?)? as usize,
            "--gc" => request.style.collector = collector(&value()?)?,
            "--lowered" => request.lowered = Some(fault(inline.as_deref())?),
            other => return Err(format!("no option '{other}'\n{USAGE}")),
        }
    }
    Ok(request)
}

fn collector(name: &str) -> Result<Collector, String> {
    match name {
        "julia" => Ok(Collector::Julia),
        "attribute" => Ok(Collector::Attribute),
        "none" => Ok(Collector::None),
        "statepoints" => Ok(Collector::Statepoints),
        other => Err(format!("--gc {other}: there are julia, attribute, none and statepoints")),
    }
}

fn fault(name: Option<&str>) -> Result<Fault, String> {
    match name {
        None => Ok(Fault::None),
        Some("in-place") => Ok(Fault::InPlace),
        Some("fresh-slots") => Ok(Fault::FreshSlots),
        Some("unchecked") => Ok(Fault::Unchecked),
        Some("saved-task") => Ok(Fault::SavedTask),
        Some(other) => {
            Err(format!("--lowered={other}: there are in-place, fresh-slots, unchecked and saved-task"))
        }
    }
}

impl Request {
    fn command(&self) -> Result<&str, String> {
        self.command.as_deref().ok_or_else(|| "what is to run the programs? --run CMD".to_string())
    }

    /// The program that is asked for, and its trace.
    fn one(&self) -> Result<(Program, Vec<Event>), String> {
        let Some(name) = &self.example else {
            let Generated { program, run } = generate(self.programs.seeds()?.start, &self.programs.options);
            return Ok((program, run.trace));
        };
        let example = examples::all().into_iter().find(|example| example.name == name);
        let example = example.ok_or(format!("no example '{name}'; see: oracle examples"))?;
        let run = interpret::run(&example.program, self.programs.options.steps)
            .map_err(|trouble| trouble.to_string())?;
        Ok((example.program, run.trace))
    }

    fn text(&self, program: &Program) -> String {
        match self.lowered {
            Some(fault) => lower::module(program, fault),
            None => print::module(program, self.style),
        }
    }
}

fn check(request: &Request) -> Result<bool, String> {
    if request.examples {
        return check_examples(request);
    }
    let program = |seed| {
        let Generated { program, run } = generate(seed, &request.programs.options);
        (request.text(&program), run.trace)
    };
    let summary = check::all(request.command()?, request.programs.seeds()?, request.jobs, program)
        .map_err(|e| e.to_string())?;
    for (seed, verdict) in &summary.failed {
        println!("seed {seed}: {verdict}");
    }
    println!("{} passed, {} failed", summary.passed, summary.failed.len());
    Ok(summary.failed.is_empty())
}

fn check_examples(request: &Request) -> Result<bool, String> {
    let (mut passed, mut failed) = (0, 0);
    for example in examples::all() {
        let text = request.text(&example.program);
        let verdict = check::verdict(request.command()?, &text, &example.trace).map_err(|e| e.to_string())?;
        if verdict == Verdict::Same {
            passed += 1;
        } else {
            failed += 1;
            println!("{}: {verdict}", example.name);
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

fn reduce_one(request: &Request) -> Result<bool, String> {
    let (program, trace) = request.one()?;
    let command = request.command()?;
    let verdict = |program: &Program, trace: &[Event]| {
        check::verdict(command, &request.text(program), trace).map_err(|e| e.to_string())
    };
    let first = verdict(&program, &trace)?;
    if first == Verdict::Same {
        return Err("this program does not fail".to_string());
    }
    eprintln!("oracle: {} instructions, {first}", program.size());
    let mut trouble = None;
    let small = reduce::reduce(program, request.programs.options.steps, |candidate, trace| {
        match verdict(candidate, trace) {
            Ok(found) => found.same_kind(&first),
            Err(message) => {
                trouble = Some(message);
                false
            }
        }
    });
    if let Some(message) = trouble {
        return Err(message);
    }
    let run =
        interpret::run(&small, request.programs.options.steps).map_err(|trouble| trouble.to_string())?;
    eprintln!("oracle: {} instructions, {}", small.size(), verdict(&small, &run.trace)?);
    let trace: Vec<String> = run.trace.iter().map(Event::to_string).collect();
    println!("; expected trace: {}\n{}", trace.join(" "), request.text(&small));
    Ok(true)
}

fn stats(request: &Request) -> Result<bool, String> {
    let seeds = request.programs.seeds()?;
    let count = seeds.end.saturating_sub(seeds.start).max(1);
    let (mut size, mut steps, mut awaits, mut resumes, mut events, mut idle) = (0, 0, 0, 0, 0, 0);
    for seed in seeds {
        let Generated { program, run } = generate(seed, &request.programs.options);
        size += program.size() as u64;
        steps += run.steps;
        awaits += run.awaits;
        resumes += run.resumes;
        events += run.trace.len() as u64;
        idle += u64::from(run.resumes == 0);
    }
    let mut text = String::new();
    for (name, sum) in [
        ("instructions", size),
        ("steps", steps),
        ("awaits", awaits),
        ("resumptions", resumes),
        ("events", events),
    ] {
        let _ = writeln!(text, "{name:<14}{:>8.1}", sum as f64 / count as f64);
    }
    println!("{text}without any resumption: {idle} of {count}");
    Ok(true)
}
