//! Builds programs as `scripts/test-gc.sh` does, and runs them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// The exit status of `gc_fail`, `GC_FAIL_STATUS` of `gc_runtime.h`.
#[allow(dead_code)] // each test is a crate of its own
pub const FAIL_STATUS: i32 = 86;

const TIME_LIMIT: Duration = Duration::from_secs(120);

pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

pub fn run(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A file of that name that belongs to this run of the tests.
pub fn output_file(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("programs");
    fs::create_dir_all(&directory).unwrap();
    directory.join(name)
}

/// The C compiler, for the files of `tests/gc/runtime`.
pub fn cc() -> Command {
    let mut cc = Command::new(env::var("CC").unwrap_or_else(|_| "cc".to_owned()));
    cc.args(["-O1", "-g", "-fno-omit-frame-pointer", "-no-pie", "-Wall", "-Wextra", "-Werror"]);
    cc.arg("-I").arg(here().join("../../../include")).arg("-I").arg(here().join("../runtime"));
    cc
}

/// The first supported LLVM that is installed, or what `LLVM_PREFIX` says.
fn llvm_tool(name: &str) -> PathBuf {
    let installed = [22, 19, 16].map(|major| PathBuf::from(format!("/usr/lib/llvm-{major}")));
    let chosen = env::var_os("LLVM_PREFIX").map(PathBuf::from);
    let tools = chosen.into_iter().chain(installed).map(|prefix| prefix.join("bin").join(name));
    tools.into_iter().find(|tool| tool.exists()).unwrap_or_else(|| panic!("no {name}: set LLVM_PREFIX"))
}

/// The archive in this test's profile: cargo has compiled it, but gives it its name only when asked to build it.
fn archive() -> &'static Path {
    static ARCHIVE: OnceLock<PathBuf> = OnceLock::new();
    ARCHIVE.get_or_init(|| {
        // target/profile/deps/test
        let test = env::current_exe().unwrap();
        let profile = test.parent().and_then(Path::parent).unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(["build", "--quiet", "--lib", "--target-dir"])
            .arg(profile.parent().unwrap())
            .current_dir(here());
        if !cfg!(debug_assertions) {
            cargo.arg("--release");
        }
        run(&mut cargo);
        profile.join("libgc_mmtk.a")
    })
}

/// Builds the IR text of a program with the MMTk runtime; `name` is its file's.
#[allow(dead_code)]
pub fn build(name: &str, ir: &str) -> PathBuf {
    let (source, statepoints) = (output_file(&format!("{name}.ll")), output_file(&format!("{name}.rs.ll")));
    let (object, program) = (output_file(&format!("{name}.o")), output_file(name));
    fs::write(&source, ir).unwrap();
    let passes = "-passes=verify,rewrite-statepoints-for-gc";
    run(Command::new(llvm_tool("opt")).args(["-S", passes, "-o"]).arg(&statepoints).arg(&source));
    run(Command::new(llvm_tool("llc")).args(["-filetype=obj", "-o"]).arg(&object).arg(&statepoints));
    run(Command::new(llvm_tool("llvm-objcopy")).arg("--globalize-symbol=__LLVM_StackMaps").arg(&object));
    let sources = ["main.c", "stackmap.c", "frames.c"].map(|file| here().join("../runtime").join(file));
    run(cc()
        .args(sources)
        .arg(&object)
        .arg(archive())
        .args(["-lpthread", "-ldl", "-lm", "-o"])
        .arg(&program));
    program
}

/// What became of a program.
#[allow(dead_code)]
pub struct Ended {
    /// `None`: by a signal.
    pub status: Option<i32>,
    pub errors: String,
}

#[allow(dead_code)]
impl Ended {
    /// The number after `key=` in the line that `GC_STATS` asks for.
    pub fn statistic(&self, key: &str) -> u64 {
        let number =
            self.errors.split_whitespace().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        number.unwrap_or_else(|| panic!("no {key}= in {:?}", self.errors)).parse().unwrap()
    }
}

/// Runs a program with those variables only; one that does not end is a failure.
#[allow(dead_code)]
pub fn execute(program: &Path, variables: &[(&str, &str)]) -> Ended {
    let mut command = Command::new(program);
    command.env_clear().envs(variables.iter().copied()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let begin = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begin.elapsed() > TIME_LIMIT {
            child.kill().unwrap();
            panic!("{} with {variables:?} does not end", program.display());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    let output = child.wait_with_output().unwrap();
    Ended { status: output.status.code(), errors: String::from_utf8_lossy(&output.stderr).into_owned() }
}
