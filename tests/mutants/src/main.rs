//! `gc-coro-mutants`: valid IR, changed at random, through every pass and documented pipeline.
//!
//! Results are on stdout, messages on stderr. Exit status: 0 if all is well, 1 if a mutant showed a fault, 2 if the command
//! line is wrong.

mod inputs;
mod mutate;
mod pipelines;
mod process;
mod report;
mod shim;
mod step;

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use gc_coro_oracle::rng::Rng;

use inputs::Inputs;
use pipelines::Pipeline;
use report::{Failure, Keep};

const USAGE: &str = "usage:
  gc-coro-mutants check --inputs DIR --seeds A..B [--jobs N] [--keep DIR] [--time-limit S] [--check-unchanged]
      makes the mutant of each seed and sends it through the pipelines
  gc-coro-mutants print --inputs DIR --seeds N    the mutant of a seed
  gc-coro-mutants run [--library | --passes TEXT [--split-all]] FILE    what one run says about a module
  gc-coro-mutants seeds --inputs DIR --seeds A..B as check, in this process: a line for each failure
";

#[derive(Clone, Default)]
struct Request {
    inputs: PathBuf,
    first: u64,
    last: u64,
    jobs: u64,
    keep: Option<PathBuf>,
    limit: Option<u64>,
    check_unchanged: bool,
    library: bool,
    split_all: bool,
    passes: Option<String>,
    file: PathBuf,
    /// For a worker: it takes each `jobs`th seed.
    own: u64,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match act(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(message) => {
            eprintln!("gc-coro-mutants: {message}");
            ExitCode::from(2)
        }
    }
}

/// Does what the arguments say. `Ok(false)`: some mutant showed a fault.
fn act(arguments: &[String]) -> Result<bool, String> {
    let Some((verb, rest)) = arguments.split_first() else { return Err(USAGE.to_string()) };
    if arguments.iter().any(|word| matches!(word.as_str(), "help" | "--help" | "-h")) {
        print!("{USAGE}");
        return Ok(true);
    }
    let request = Request::parse(rest)?;
    match verb.as_str() {
        "check" => request.check(),
        "seeds" => request.seeds(),
        "print" => request.print(),
        "run" => request.run(),
        other => Err(format!("no command '{other}'\n{USAGE}")),
    }
}

impl Request {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut request = Self { jobs: 1, ..Self::default() };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().cloned().ok_or(format!("{argument} needs a value"));
            let number = |text: String| text.parse::<u64>().map_err(|e| format!("'{text}': {e}"));
            match argument.as_str() {
                "--inputs" => request.inputs = value()?.into(),
                "--seeds" => {
                    let text = value()?;
                    let (first, last) = text.split_once("..").unwrap_or((&text, ""));
                    request.first = number(first.to_string())?;
                    request.last =
                        if last.is_empty() { request.first + 1 } else { number(last.to_string())? };
                }
                "--jobs" => request.jobs = number(value()?)?.max(1),
                "--own" => request.own = number(value()?)?,
                "--time-limit" => request.limit = Some(number(value()?)?),
                "--keep" => request.keep = Some(value()?.into()),
                "--passes" => request.passes = Some(value()?),
                "--check-unchanged" => request.check_unchanged = true,
                "--library" => request.library = true,
                "--split-all" => request.split_all = true,
                other if other.starts_with('-') => return Err(format!("no option '{other}'")),
                file => request.file = file.into(),
            }
        }
        Ok(request)
    }

    /// Starts the workers and gathers what they say.
    fn check(&self) -> Result<bool, String> {
        let begin = Instant::now();
        let mut workers = Vec::new();
        for own in 0..self.jobs {
            let mut worker = self.worker(own)?;
            let lines = BufReader::new(worker.stdout.take().expect("it is piped")).lines();
            let gather = std::thread::spawn(move || {
                lines.map_while(Result::ok).fold(Gathered::default(), |mut all, line| {
                    all.take(&line);
                    all
                })
            });
            workers.push((worker, gather));
        }
        let mut all = Gathered::default();
        for (mut worker, gather) in workers {
            all.add(gather.join().map_err(|_| "a thread panicked")?);
            worker.wait().map_err(|e| e.to_string())?;
        }
        for line in report::summary(&all.failures) {
            println!("{line}");
        }
        println!(
            "mutants: {}, seeds without one: {}, runs: {}, refused: {}, LLVM's own faults: {}, {:.0} s",
            all.mutants,
            all.without,
            all.runs,
            all.refused,
            all.llvms,
            begin.elapsed().as_secs_f64()
        );
        let mut failed: Vec<u64> = all.failures.iter().map(|failure| failure.seed).collect();
        failed.sort_unstable();
        failed.dedup();
        println!("{} passed, {} failed", all.mutants - failed.len() as u64, failed.len());
        Ok(failed.is_empty() && all.mutants > 0)
    }

    fn worker(&self, own: u64) -> Result<std::process::Child, String> {
        let program = std::env::current_exe().map_err(|e| e.to_string())?;
        let mut command = Command::new(program);
        command.arg("seeds").arg("--inputs").arg(&self.inputs);
        command.arg("--seeds").arg(format!("{}..{}", self.first, self.last));
        command.args(["--jobs", &self.jobs.to_string(), "--own", &own.to_string()]);
        if let Some(limit) = self.limit {
            command.args(["--time-limit", &limit.to_string()]);
        }
        if let Some(keep) = &self.keep {
            command.arg("--keep").arg(keep);
        }
        if self.check_unchanged {
            command.arg("--check-unchanged");
        }
        command.stdout(Stdio::piped()).spawn().map_err(|e| e.to_string())
    }

    /// A worker.
    fn seeds(&self) -> Result<bool, String> {
        let inputs = Inputs::of_folder(&self.inputs)?;
        let keep = self.keep.as_deref().map(Keep::new);
        let end = self.limit.map(|limit| Instant::now() + Duration::from_secs(limit));
        let mut out = std::io::stdout().lock();
        let mut count = Gathered::default();
        let seeds = (self.first..self.last).filter(|seed| seed % self.jobs == self.own);
        for (number, seed) in seeds.enumerate() {
            if end.is_some_and(|end| Instant::now() > end) {
                eprintln!("gc-coro-mutants: the time is over before seed {seed}");
                break;
            }
            for failure in check_seed(&inputs, seed, self.check_unchanged, &mut count)? {
                if let (Some(keep), Some(text)) = (&keep, mutant_text(&inputs, seed)?) {
                    keep.store(&failure, &text).map_err(|e| e.to_string())?;
                }
                let Failure { seed, input, signature, command, .. } = failure;
                writeln!(out, "F\t{seed}\t{input}\t{signature}\t{command}").map_err(|e| e.to_string())?;
            }
            if number % 500 == 499 {
                eprintln!("gc-coro-mutants: seed {seed}, {} mutants", count.mutants);
            }
        }
        let Gathered { mutants, without, runs, refused, llvms, .. } = count;
        writeln!(out, "C\t{mutants}\t{without}\t{runs}\t{refused}\t{llvms}").map_err(|e| e.to_string())?;
        Ok(true)
    }

    fn print(&self) -> Result<bool, String> {
        let inputs = Inputs::of_folder(&self.inputs)?;
        match mutant_text(&inputs, self.first)? {
            Some(text) => print!("{text}"),
            None => return Err("this seed has no mutant".to_string()),
        }
        Ok(true)
    }

    fn run(&self) -> Result<bool, String> {
        let input = Inputs::read(&self.file)?;
        let passes: &'static str = Box::leak(self.passes.clone().unwrap_or_default().into_boxed_str());
        let pipeline = match (self.library, self.split_all) {
            (true, _) => Pipeline::Library,
            (_, true) => Pipeline::SplitAll(passes),
            _ => Pipeline::Text(passes),
        };
        let ended = process::run(|| {
            step::begin();
            step::run(&input.text, pipeline, self.check_unchanged);
        });
        let ended = ended.map_err(|e| e.to_string())?;
        for line in &ended.lines {
            println!("{}: {}", line.kind, line.detail);
        }
        let fault =
            step::fault(&ended.lines, ended.died.as_deref(), &ended.stderr, pipeline.runs_coro_early());
        if let Some(fault) = &fault {
            println!("{}\n{}", fault.signature, fault.detail);
        }
        Ok(fault.is_none())
    }
}

/// What happened to some seeds.
#[derive(Default)]
struct Gathered {
    mutants: u64,
    without: u64,
    runs: u64,
    refused: u64,
    llvms: u64,
    failures: Vec<Failure>,
}

impl Gathered {
    /// A line of a worker.
    fn take(&mut self, line: &str) {
        let words: Vec<&str> = line.split('\t').collect();
        let number = |at: usize| words.get(at).and_then(|word| word.parse::<u64>().ok()).unwrap_or(0);
        match words[..] {
            ["F", _, input, signature, command] => self.failures.push(Failure {
                seed: number(1),
                input: input.to_string(),
                signature: signature.to_string(),
                command: command.to_string(),
                detail: String::new(),
            }),
            ["C", ..] => {
                self.mutants += number(1);
                self.without += number(2);
                self.runs += number(3);
                self.refused += number(4);
                self.llvms += number(5);
            }
            _ => {}
        }
    }

    fn add(&mut self, mut other: Self) {
        self.mutants += other.mutants;
        self.without += other.without;
        self.runs += other.runs;
        self.refused += other.refused;
        self.llvms += other.llvms;
        self.failures.append(&mut other.failures);
    }
}

/// The mutant of a seed, with its pipelines. Called in a child.
fn mutant_of(inputs: &Inputs, seed: u64) -> Result<(String, String, Vec<Pipeline>), String> {
    let mut rng = Rng::new(seed);
    let drawn: Vec<usize> = (0..3).map(|_| rng.below(pipelines::drawn_from())).collect();
    let input = inputs.draw(&mut rng)?;
    let text = mutate::mutant(&input, &mut rng).map_err(|why| format!("{}: {why}", input.name))?;
    Ok((input.name, text, pipelines::chosen(&drawn)))
}

fn mutant_text(inputs: &Inputs, seed: u64) -> Result<Option<String>, String> {
    let ended = process::run(|| {
        process::step();
        if let Ok((_, text, _)) = mutant_of(inputs, seed) {
            process::say("text", &text);
        }
    });
    let lines = ended.map_err(|e| e.to_string())?.lines;
    Ok(lines.into_iter().find(|line| line.kind == "text").map(|line| line.detail))
}

/// Runs the mutant of a seed through its pipelines, each crash in a process of its own.
fn check_seed(
    inputs: &Inputs,
    seed: u64,
    unchanged: bool,
    count: &mut Gathered,
) -> Result<Vec<Failure>, String> {
    let mut failures = Vec::new();
    let mut start = 0;
    loop {
        let ended = process::run(|| {
            process::step();
            let (name, text, pipelines) = match mutant_of(inputs, seed) {
                Ok(all) => all,
                Err(why) => return process::say("none", &why),
            };
            process::say("mutant", &name);
            for (number, &pipeline) in pipelines.iter().enumerate().skip(start) {
                step::begin();
                process::say("step", &number.to_string());
                step::run(&text, pipeline, unchanged);
                process::say("done", &number.to_string());
            }
            process::say("end", "");
        });
        let ended = ended.map_err(|e| e.to_string())?;
        let Some(mutant) = ended.lines.iter().position(|line| line.kind == "mutant") else {
            if std::env::var_os("MUTANTS_TRACE").is_some() {
                eprintln!("seed {seed}: {:?} {:?} {}", ended.lines, ended.died, ended.stderr);
            }
            count.without += 1;
            return Ok(failures);
        };
        let input = ended.lines[mutant].detail.clone();
        if start == 0 {
            count.mutants += 1;
        }
        let mut rng = Rng::new(seed);
        let drawn: Vec<usize> = (0..3).map(|_| rng.below(pipelines::drawn_from())).collect();
        let pipelines = pipelines::chosen(&drawn);
        let steps: Vec<&[process::Line]> =
            ended.lines[mutant..].split(|line| line.kind == "step").skip(1).collect();
        for (offset, lines) in steps.iter().enumerate() {
            let pipeline = pipelines[start + offset];
            count.runs += 1;
            count.refused += u64::from(lines.iter().any(|line| line.kind == "error"));
            let finished = lines.iter().any(|line| line.kind == "done");
            let died = if finished { None } else { ended.died.as_deref() };
            let fault = step::fault(lines, died, &ended.stderr, pipeline.runs_coro_early());
            let Some(fault) = fault else { continue };
            if fault.may_be_llvms && fails_without(inputs, seed, pipeline, &step::refused(lines))? {
                count.llvms += 1;
                continue;
            }
            failures.push(Failure {
                seed,
                input: input.clone(),
                signature: fault.signature.replace(['\t', '\n'], " "),
                command: pipeline.command("FILE"),
                detail: fault.detail,
            });
        }
        let finished = ended.lines.iter().any(|line| line.kind == "end");
        start += steps.len().max(1);
        if finished || start >= pipelines.len() {
            return Ok(failures);
        }
    }
}

/// Whether LLVM alone fails on the mutant as well, without the bodies of the functions that gc-coro has `refused`: those must
/// not reach LLVM's own passes.
fn fails_without(inputs: &Inputs, seed: u64, pipeline: Pipeline, refused: &[String]) -> Result<bool, String> {
    let Some(control) = pipeline.control() else { return Ok(false) };
    // LLVM takes some mutants for what they are not and reads memory that means nothing: it depends on that how it ends.
    for memory in [None, Some(0x5a), Some(0xff)] {
        let ended = process::run(|| {
            process::step();
            memory.into_iter().for_each(process::fill_memory);
            if let Ok((_, text, _)) = mutant_of(inputs, seed) {
                step::begin();
                step::run_control(&text, &control, refused);
                process::say("end", "");
            }
        });
        let ended = ended.map_err(|e| e.to_string())?;
        let well = ended.lines.iter().any(|line| line.kind == "end")
            && !ended.lines.iter().any(|line| matches!(line.kind.as_str(), "broken" | "fatal"));
        if !well {
            return Ok(true);
        }
    }
    Ok(false)
}
