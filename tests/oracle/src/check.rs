//! Runs programs elsewhere and compares what they show with what the interpreter says.

use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::interpret::Event;

/// What became of a program elsewhere.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Verdict {
    Same,
    /// The trace is another one: the first line (from 1) that differs, what it had to be and what it was.
    Differs {
        line: usize,
        expected: Option<String>,
        actual: Option<String>,
    },
    /// The command failed: its last words.
    Failed(String),
}

impl Verdict {
    /// Whether two verdicts are of the same kind: a reduction must not turn one defect into another.
    pub fn same_kind(&self, other: &Self) -> bool {
        match (self, other) {
            (Verdict::Failed(a), Verdict::Failed(b)) => gist(a) == gist(b),
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// A message without what changes from program to program: names and numbers.
fn gist(message: &str) -> String {
    let mut quoted = false;
    let keep = |c: &char| {
        if *c == '\'' {
            quoted = !quoted;
        }
        !quoted && !c.is_ascii_digit()
    };
    message.lines().next().unwrap_or("").chars().filter(keep).collect()
}

impl std::fmt::Display for Verdict {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        let word = |word: &Option<String>| word.clone().unwrap_or_else(|| "nothing".to_string());
        match self {
            Verdict::Same => f.write_str("the same"),
            Verdict::Differs { line, expected, actual } => {
                write!(f, "event {line} is {}, must be {}", word(actual), word(expected))
            }
            Verdict::Failed(message) => write!(f, "failed: {message}"),
        }
    }
}

/// Runs `command` by the shell with `text` on its stdin; its stdout has to be the trace.
pub fn verdict(command: &str, text: &str, expected: &[Event]) -> std::io::Result<Verdict> {
    let mut shell = Command::new("sh");
    shell.args(["-c", command]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = shell.spawn()?;
    let mut stdin = child.stdin.take().expect("stdin is a pipe");
    let text = text.to_string();
    // The command may write before it has read everything, or not read at all.
    let writer = std::thread::spawn(move || drop(stdin.write_all(text.as_bytes())));
    let output = child.wait_with_output()?;
    drop(writer.join());
    if !output.status.success() {
        let message = String::from_utf8_lossy(&output.stderr);
        let first = message.lines().find(|line| !line.trim().is_empty()).unwrap_or("no message");
        return Ok(Verdict::Failed(format!("{first} ({})", output.status)));
    }
    let expected: Vec<String> = expected.iter().map(Event::to_string).collect();
    let actual: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_string).collect();
    Ok(compare(&actual, &expected))
}

/// Compares two traces.
pub fn compare<E: PartialEq + ToString>(actual: &[E], expected: &[E]) -> Verdict {
    for at in 0..actual.len().max(expected.len()) {
        let (actual, expected) = (actual.get(at), expected.get(at));
        if actual != expected {
            let (actual, expected) = (actual.map(E::to_string), expected.map(E::to_string));
            return Verdict::Differs { line: at + 1, expected, actual };
        }
    }
    Verdict::Same
}

/// What [`all`] found.
#[derive(Debug, Default)]
pub struct Summary {
    pub passed: u64,
    /// The seeds that failed, and how, in their order.
    pub failed: Vec<(u64, Verdict)>,
}

/// Checks all seeds of a range with `jobs` threads; `program` gives the text and the trace of a seed.
pub fn all(
    command: &str,
    seeds: std::ops::Range<u64>,
    jobs: usize,
    program: impl Fn(u64) -> (String, Vec<Event>) + Sync,
) -> std::io::Result<Summary> {
    let next = AtomicU64::new(seeds.start);
    let found = Mutex::new(Summary::default());
    let work = || -> std::io::Result<()> {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return Ok(());
            }
            let (text, expected) = program(seed);
            let verdict = verdict(command, &text, &expected)?;
            let mut found = found.lock().expect("no thread panics with the lock");
            match verdict {
                Verdict::Same => found.passed += 1,
                other => found.failed.push((seed, other)),
            }
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs.max(1)).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("a checking thread does not panic"))
    })?;
    let mut found = found.into_inner().expect("all threads have ended");
    found.failed.sort_by_key(|(seed, _)| *seed);
    Ok(found)
}
