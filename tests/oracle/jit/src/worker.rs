//! Many programs, each in a process that it may destroy.
//!
//! A worker is a process of its own that runs the programs of a range of seeds in every configuration, in a fixed order,
//! and writes a line for each on its stdout. If it dies or takes too long, it was at the one after its last line: that one
//! has failed, and the next worker goes on after it. So a crash costs one process and is never blamed on another program.

use std::io::{BufRead, BufReader, Read, Write};
use std::ops::Range;
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use gc_coro_oracle::check::Verdict;

use crate::Configuration;

/// How many seconds a program may take.
const PATIENCE: u32 = 10;

/// How many seeds a worker gets at a time, at most: it starts LLVM once for them.
const BATCH: u64 = 250;

/// How many batches each job gets, where there are seeds enough: the jobs end at about the same time.
const BATCHES_OF_A_JOB: u64 = 4;

/// The fewest seeds of a batch.
const SMALLEST_BATCH: u64 = 10;

/// The most seeds of a batch where the time is limited: they take some two seconds.
const TIMED_BATCH: u64 = 25;

/// Where a line says that all is well.
const WELL: &str = "ok";

/// Runs a range of seeds in this process, and writes a line for each.
///
/// # Errors
/// Nobody reads the lines.
pub fn serve(work: &Work, mut check: impl FnMut(u64, Configuration) -> Verdict) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for (seed, configuration) in work.all() {
        // SAFETY: no handler is set: the signal ends the process, which is what is wanted.
        unsafe { libc::alarm(PATIENCE) };
        let begin = processor_time();
        let verdict = check(seed, configuration);
        let micros = (processor_time() - begin).as_micros();
        let word =
            if verdict == Verdict::Same { WELL.to_string() } else { verdict.to_string().replace('\n', " ") };
        out.write_all(format!("{seed} {configuration} {micros} {word}\n").as_bytes())?;
    }
    Ok(())
}

/// The time that this thread had a processor: other processes do not count.
fn processor_time() -> Duration {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: writes the time to `now`.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut now) };
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// What a worker does.
#[derive(Clone, Debug)]
pub struct Work {
    pub seeds: Range<u64>,
    pub configurations: Vec<Configuration>,
    /// How many of the programs, in their order, were done by another worker.
    pub skip: usize,
}

impl Work {
    /// The programs, in their order.
    fn all(&self) -> impl Iterator<Item = (u64, Configuration)> + '_ {
        let all = self
            .seeds
            .clone()
            .flat_map(|seed| self.configurations.iter().map(move |&configuration| (seed, configuration)));
        all.skip(self.skip)
    }
}

/// A program that failed.
#[derive(Clone, Debug)]
pub struct Failure {
    pub seed: u64,
    pub configuration: Configuration,
    pub message: String,
}

/// What workers found.
#[derive(Debug, Default)]
pub struct Summary {
    pub passed: u64,
    /// In the order of the seeds.
    pub failed: Vec<Failure>,
    /// The time of all programs of a configuration together, and their number.
    pub times: Vec<(Configuration, Duration, u32)>,
}

impl Summary {
    fn add(&mut self, seed: u64, configuration: Configuration, time: Duration, outcome: Result<(), String>) {
        let times = match self.times.iter_mut().find(|(known, ..)| *known == configuration) {
            Some(times) => times,
            None => {
                self.times.push((configuration, Duration::ZERO, 0));
                self.times.last_mut().expect("it was just pushed")
            }
        };
        (times.1, times.2) = (times.1 + time, times.2 + 1);
        match outcome {
            Ok(()) => self.passed += 1,
            Err(message) => self.failed.push(Failure { seed, configuration, message }),
        }
    }
}

/// Runs a range of seeds with `jobs` workers at a time; `start` makes the command of one. No batch begins after `end`.
///
/// # Errors
/// A worker does not start.
pub fn all(
    work: &Work,
    jobs: usize,
    end: Option<Instant>,
    start: impl Fn(&Work) -> Command + Sync,
) -> std::io::Result<Summary> {
    let next = AtomicU64::new(work.seeds.start);
    let found = Mutex::new(Summary::default());
    let most = if end.is_some() { TIMED_BATCH } else { BATCH };
    let size = batch_size(work.seeds.end.saturating_sub(work.seeds.start), jobs as u64).min(most);
    let run = || -> std::io::Result<()> {
        loop {
            let first = next.fetch_add(size, Ordering::Relaxed);
            if first >= work.seeds.end || end.is_some_and(|end| Instant::now() > end) {
                return Ok(());
            }
            let seeds = first..work.seeds.end.min(first.saturating_add(size));
            batch(&Work { seeds, ..work.clone() }, &start, &found)?;
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(run)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no thread panics"))
    })?;
    let mut found = found.into_inner().expect("all threads have ended");
    found.failed.sort_by_key(|failure| failure.seed);
    Ok(found)
}

fn batch_size(seeds: u64, jobs: u64) -> u64 {
    (seeds / (jobs.max(1) * BATCHES_OF_A_JOB)).clamp(SMALLEST_BATCH, BATCH)
}

/// Runs a batch, by as many workers as it destroys.
fn batch(work: &Work, start: impl Fn(&Work) -> Command, found: &Mutex<Summary>) -> std::io::Result<()> {
    let mut work = work.clone();
    loop {
        let mut worker = start(&work).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let mut stderr = worker.stderr.take().expect("stderr is a pipe");
        let words = std::thread::spawn(move || {
            let mut text = Vec::new();
            drop(stderr.read_to_end(&mut text));
            String::from_utf8_lossy(&text).into_owned()
        });
        let done = read_lines(&mut worker, &work, found)?;
        let status = worker.wait()?;
        let words = words.join().unwrap_or_default();
        let Some((seed, configuration)) = work.all().nth(done) else { return Ok(()) };
        let first = words.lines().find(|line| !line.trim().is_empty()).unwrap_or("no message");
        let message = format!("failed: {first} ({status})");
        found.lock().expect("no thread panics").add(seed, configuration, Duration::ZERO, Err(message));
        work.skip += done + 1;
        if work.all().next().is_none() {
            return Ok(());
        }
    }
}

/// Takes what a worker says, and how many programs it has done.
fn read_lines(worker: &mut Child, work: &Work, found: &Mutex<Summary>) -> std::io::Result<usize> {
    let lines = BufReader::new(worker.stdout.take().expect("stdout is a pipe")).lines();
    let mut done = 0;
    for (line, (seed, configuration)) in lines.zip(work.all()) {
        let line = line?;
        let expected = format!("{seed} {configuration} ");
        // Not a line of ours: a program that was compiled wrongly can write anything, but it ends there.
        let Some((micros, word)) = line.strip_prefix(&expected).and_then(|rest| rest.split_once(' ')) else {
            break;
        };
        let time = Duration::from_micros(micros.parse().unwrap_or(0));
        let outcome = if word == WELL { Ok(()) } else { Err(word.to_string()) };
        found.lock().expect("no thread panics").add(seed, configuration, time, outcome);
        done += 1;
    }
    Ok(done)
}
