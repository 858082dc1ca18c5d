//! Programs in Julia's spelling with a `julia_main`, compiled and run on libjulia.
//!
//! A program says what it must print, as `examples/julia` do: `; STEPS: 1000 1000000` are the numbers of steps that it is run with,
//! and `; EXPECT: …` the lines that come out. `; CONFIGURATIONS: …` are those that it is for, and `; LLVM: …` the LLVMs that know its
//! spelling, if not all. Each run is a process of its own.

use std::process::Command;

use gc_coro_fuzz::host;
use gc_coro_oracle_jit::{Configuration, ExampleResult, Stage};

/// How examples are compiled. All levels are O2.
const CONFIGURATIONS: [Configuration; 5] = [
    Configuration::Julia,
    Configuration::JuliaOptimize,
    Configuration::JuliaOptimizeTwice,
    Configuration::JuliaOptimizeLate,
    Configuration::JuliaTailCalls,
];
/// The seed for which [`Configuration::stages`] chooses O2 both times.
const ALL_O2: u64 = 5;
const SECONDS: &str = "120";

/// Runs each program in each configuration, and compares. Whether all were right.
///
/// # Errors
/// A file cannot be read, or does not say what it must print.
pub fn check(arguments: &[String]) -> Result<bool, String> {
    let (options, files) = options_and_files(arguments)?;
    let (mut passed, mut failed) = (0, 0);
    for file in files {
        let text = read(file)?;
        if !lists(&text, "LLVM", &gc_coro::LLVM_MAJOR.to_string()) {
            continue;
        }
        let expected = lines_of(&text, "EXPECT");
        if expected.is_empty() {
            return Err(format!("{file}: no line '; EXPECT: …'"));
        }
        for configuration in CONFIGURATIONS {
            if !lists(&text, "CONFIGURATIONS", &configuration.to_string()) {
                continue;
            }
            match printed(&options, file, configuration)? {
                Ok(lines) if lines == expected => passed += 1,
                Ok(lines) => {
                    println!("{file}, {configuration}: {lines:?}, not {expected:?}");
                    failed += 1;
                }
                Err(message) => {
                    println!("{file}, {configuration}: {message}");
                    failed += 1;
                }
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    Ok(failed == 0)
}

/// What a program prints in a process of its own, or how that ended.
fn printed(
    options: &[String],
    file: &str,
    configuration: Configuration,
) -> Result<Result<Vec<String>, String>, String> {
    let this = std::env::current_exe().map_err(|e| e.to_string())?;
    let mut command = Command::new("timeout");
    command.arg(SECONDS).arg(this).arg("run-example").args(options).args([&configuration.to_string(), file]);
    let output = command.output().map_err(|e| e.to_string())?;
    let lines =
        |text: &[u8]| -> Vec<String> { String::from_utf8_lossy(text).lines().map(str::to_string).collect() };
    if output.status.success() {
        return Ok(Ok(lines(&output.stdout)));
    }
    let message = lines(&output.stderr).into_iter().find(|line| !line.is_empty()).unwrap_or_default();
    Ok(Err(format!("{} {message}", output.status)))
}

/// `run-example [--without-attribute NAME] CONFIGURATION FILE`: prints the results of one program.
///
/// # Errors
/// What the program, or this command, did wrong.
pub fn run(arguments: &[String]) -> Result<bool, String> {
    let (options, rest) = options_and_files(arguments)?;
    let [configuration, file] = rest else { return Err("run-example CONFIGURATION FILE".to_string()) };
    let configuration =
        Configuration::named(configuration).ok_or(format!("no configuration '{configuration}'"))?;
    let (mut text, mut stages) = (read(file)?, configuration.stages(ALL_O2));
    let steps = lines_of(&text, "STEPS").join(" ");
    if let [_, attribute] = &options[..] {
        text = without_attribute(&text, attribute);
        stages.iter_mut().for_each(leave_out_verifier);
    }
    let numbers: Vec<i64> = steps.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let runs = if numbers.is_empty() { vec![1] } else { numbers.clone() };
    for (at, found) in host()?.run_example(&text, &stages, &runs)?.into_iter().enumerate() {
        let ExampleResult { result, allocations } = found;
        let steps = numbers.get(at).map_or(String::new(), |steps| format!("{steps} steps: "));
        println!("{steps}{result}, {allocations} allocation{}", if allocations == 1 { "" } else { "s" });
    }
    Ok(true)
}

/// The option `--without-attribute NAME`, as two words or none, and what comes after it.
fn options_and_files(arguments: &[String]) -> Result<(Vec<String>, &[String]), String> {
    match arguments {
        [option, name, rest @ ..] if option == "--without-attribute" => {
            Ok((vec![option.clone(), name.clone()], rest))
        }
        [first, ..] if first.starts_with("--") => Err(format!("no option '{first}'")),
        _ => Ok((Vec::new(), arguments)),
    }
}

fn without_attribute(text: &str, name: &str) -> String {
    let (quoted, with_value) = (format!("\"{name}\""), format!("\"{name}\"=\""));
    let Some(at) = text.find(&quoted) else { return text.to_string() };
    let rest = &text[at + quoted.len()..];
    // The value, in quotes, belongs to it.
    let value =
        if text[at..].starts_with(&with_value) { rest[2..].find('"').map_or(0, |end| end + 3) } else { 0 };
    format!("{}{}", &text[..at], &rest[value..])
}

/// The verifier says what is wrong before a program runs; this is to see the run fail.
fn leave_out_verifier(stage: &mut Stage) {
    if let Stage::Own(passes) = stage {
        *passes = match *passes {
            Configuration::PREPARE => "coro-early,gc-coro-prepare",
            Configuration::SPLIT => "gc-coro-split,await-size,coro-cleanup",
            other => other,
        };
    }
}

fn lines_of(text: &str, key: &str) -> Vec<String> {
    let prefix = format!("; {key}: ");
    text.lines().filter_map(|line| line.strip_prefix(&prefix).map(str::to_string)).collect()
}

/// Whether the line of `key` lists a word; without such a line each word is listed.
fn lists(text: &str, key: &str, word: &str) -> bool {
    lines_of(text, key).iter().all(|line| line.split_whitespace().any(|listed| listed == word))
}

fn read(file: &str) -> Result<String, String> {
    std::fs::read_to_string(file).map_err(|e| format!("{file}: {e}"))
}
