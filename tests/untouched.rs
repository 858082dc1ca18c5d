//! An error leaves the module as it was, whatever the reason: the text before and after it is the same.
//!
//! The inputs are those of the lit tests, of which many are refused, and modules of our own: the error comes late, in the
//! second of two coroutines, or where more than instructions has changed by then.
#![cfg(feature = "link-llvm")]

use std::path::{Path, PathBuf};
use std::process::Command;

use gc_coro::gc::Model;
use gc_coro::plugin::LLVM_MAJOR;
use gc_coro::prepare::{PrepareOptions, prepare_module};
use gc_coro::{Diagnostic, SplitOptions, resolve_sizes, split_module};
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;

fn lit_tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lit-tests")
}

/// What stands in `files`, in the spelling of the LLVM under test.
fn spelled(files: &[&Path]) -> String {
    let script = lit_tests().join(format!("Inputs/coro-end-{LLVM_MAJOR}.sed"));
    let output = Command::new("sed").arg("-f").arg(script).args(files).output().expect("sed is everywhere");
    String::from_utf8(output.stdout).expect("the tests are text")
}

/// The lit tests with what they expect before them: nothing, or declarations.
fn inputs() -> Vec<(PathBuf, String)> {
    let prelude = lit_tests().join("Inputs/prelude.ll");
    let runtime = lit_tests().join("await/runtime.inc");
    let mut found = Vec::new();
    let mut folders = vec![lit_tests()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder of the lit tests") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "ll") {
                for first in [None, Some(&prelude), Some(&runtime)] {
                    let files: Vec<&Path> = first.into_iter().map(|f| f.as_path()).chain([&*path]).collect();
                    found.push((path.clone(), spelled(&files)));
                }
            }
        }
    }
    found.sort();
    found
}

fn parse<'c>(context: &'c Context, text: &str) -> Option<Module<'c>> {
    let buffer = MemoryBuffer::create_from_memory_range_copy(text.as_bytes(), "input");
    context.create_module_from_ir(buffer).ok()
}

type Step = fn(&Module<'_>) -> Result<(), Vec<Diagnostic>>;

fn split_with(module: &Module<'_>, model: Option<&str>) -> Result<(), Vec<Diagnostic>> {
    let model = model.map(|name| Model::parse(name).expect("one of ours"));
    split_module(module, &SplitOptions { model, ..SplitOptions::default() }).map(|_| ())
}

const STEPS: [(&str, Step); 5] = [
    ("split", |module| split_with(module, None)),
    ("split<gc=julia>", |module| split_with(module, Some("julia"))),
    ("split<gc=statepoint-example>", |module| split_with(module, Some("statepoint-example"))),
    ("prepare", |module| prepare_module(module, &PrepareOptions::default()).map(|_| ())),
    ("await-size", |module| resolve_sizes(module).map(|_| ())),
];

/// The messages of `step` if it refuses `text`, or what it has changed in spite of that.
fn refused(text: &str, step: Step) -> Option<Result<Vec<String>, String>> {
    let context = Context::create();
    let module = parse(&context, text)?;
    let before = module.print_to_string().to_string();
    let found = step(&module).err()?;
    let after = module.print_to_string().to_string();
    let messages = found.iter().map(ToString::to_string).collect::<Vec<_>>();
    if before == after && module.verify().is_ok() {
        return Some(Ok(messages));
    }
    let mut pairs = before.lines().zip(after.lines());
    let (was, is) = pairs.find(|(was, is)| was != is).unwrap_or(("no more", "no more"));
    Some(Err(format!("was:\n{was}\nis:\n{is}\nafter: {}", messages[0])))
}

#[test]
fn lit_tests_that_are_refused() {
    let (mut count, mut changed) = (0, Vec::new());
    for (path, text) in inputs() {
        for (step, act) in STEPS {
            match refused(&text, act) {
                Some(Ok(_)) => count += 1,
                Some(Err(change)) => changed.push(format!("{} {step}: {change}", path.display())),
                None => {}
            }
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
    assert!(count > 100, "{count} inputs are refused");
}
