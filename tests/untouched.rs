//! An error leaves the module as it was, whatever the reason: the text before and after it is the same.
//!
//! The inputs are those of the lit tests, of which many are refused, and modules of our own: the error comes late, in the
//! second of two coroutines, or where more than instructions has changed by then.
#![cfg(feature = "link-llvm")]

use std::path::{Path, PathBuf};
use std::process::Command;

use gc_coro::{
    CollectorModel as Model, LLVM_MAJOR, PrepareOptions, Problems, SplitOptions, TableFormat, frame_tables,
    prepare_module, resolve_sizes, separate_invokes, split_module,
};
use inkwell::context::Context;
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::Module;

fn lit_tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("lit-tests")
}

/// What stands in `files`, in the spelling of the LLVM under test.
fn spelled(files: &[&Path]) -> String {
    let since =
        [23, 22, 18, 16].into_iter().find(|&since| since <= LLVM_MAJOR).expect("no LLVM is older than 16");
    let script = lit_tests().join(format!("Inputs/coro-end-{since}.sed"));
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

type Step = fn(&Module<'_>) -> Result<(), Problems>;

fn split_with(module: &Module<'_>, model: Option<&str>) -> Result<(), Problems> {
    let model = model.map(|name| Model::parse(name).expect("one of ours"));
    let mut options = SplitOptions::default();
    options.model = model;
    split_module(module, &options).map(|_| ())
}

/// Modules of our own, each with what the split says of it in its first line.
fn own() -> Vec<(PathBuf, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/untouched");
    let files = std::fs::read_dir(folder).expect("the folder of the inputs");
    let prelude = lit_tests().join("Inputs/prelude.ll");
    let mut found = Vec::new();
    for path in files.map(|entry| entry.expect("a readable folder").path()) {
        let text = std::fs::read_to_string(&path).expect("a readable file");
        let says = |key: &str| text.lines().find_map(|line| line.strip_prefix(key)).map(str::to_owned);
        let from = says("; FROM: ").map_or(0, |major| major.parse().expect("a number"));
        if LLVM_MAJOR >= from {
            let expected = says("; EXPECT: ").expect("what is expected");
            found.push((path.clone(), spelled(&[&prelude, &path]), expected));
        }
    }
    found
}

/// As if it were refused: tables change nothing in any case.
fn tables(module: &Module<'_>) -> Result<(), Problems> {
    let tables = frame_tables(module, &SplitOptions::default(), TableFormat::Json);
    tables.map_or_else(Err, |_| Err(Vec::new().into()))
}

const STEPS: [(&str, Step); 7] = [
    ("print", tables),
    ("split", |module| split_with(module, None)),
    ("split<gc=julia>", |module| split_with(module, Some("julia"))),
    ("split<gc=statepoint-example>", |module| split_with(module, Some("statepoint-example"))),
    ("prepare", |module| prepare_module(module, &PrepareOptions::default()).map(|_| ())),
    ("await-size", |module| resolve_sizes(module).map(|_| ())),
    ("landing-pads", |module| separate_invokes(module, &SplitOptions::default()).map(|_| ())),
];

/// The messages of `step` if it refuses `text`, or what it has changed in spite of that.
fn refused(text: &str, step: Step) -> Option<Result<Vec<String>, String>> {
    let context = Context::create();
    // What is valid for one LLVM may not be for another.
    let module = parse(&context, text).filter(|module| module.verify().is_ok())?;
    let before = module.print_to_string().to_string();
    let found = step(&module).err()?;
    let after = module.print_to_string().to_string();
    let messages = found.iter().map(ToString::to_string).collect::<Vec<_>>();
    if before == after && module.verify().is_ok() {
        return Some(Ok(messages));
    }
    let mut pairs = before.lines().zip(after.lines());
    let (was, is) = pairs.find(|(was, is)| was != is).unwrap_or(("no more", "no more"));
    Some(Err(format!("was:\n{was}\nis:\n{is}\nafter: {messages:?}")))
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
    assert!(count > 500, "{count} inputs are refused, or only looked at");
}

#[test]
fn errors_that_come_late() {
    let own = own();
    assert!(own.len() >= 2);
    for (path, text, expected) in own {
        let name = path.display();
        let messages = match refused(&text, |module| split_with(module, None)) {
            Some(Ok(messages)) => messages,
            Some(Err(change)) => panic!("{name}: {change}"),
            None => panic!("{name} is not refused"),
        };
        assert!(messages[0].contains(&expected), "{name}: {}", messages[0]);
    }
}

/// A large coroutine of plain instructions, of which no copy is kept, beside one that is refused: then one is.
#[test]
fn a_large_coroutine_beside_a_refused_one() {
    let (path, text, _) = own()
        .into_iter()
        .find(|(path, ..)| path.ends_with("region-in-the-second-coroutine.ll"))
        .expect("it is there");
    let body: String = (0..12_000).map(|n| format!("  %v{n} = add i32 %n, {n}\n")).collect();
    let large = spelled(&[&path]);
    let begin = large.find("define ptr @second").expect("the coroutine");
    let large = large[begin..]
        .replace("@second() presplitcoroutine gc \"julia\"", "@large(i32 %n) presplitcoroutine");
    let large = large.replace("  %o = call ptr addrspace(10) @next()\n", &body);
    let plain = |line: &&str| !line.contains("gc_preserve");
    let large: String = large.lines().filter(plain).map(|line| format!("{line}\n")).collect();
    let alone = format!("{}{large}", spelled(&[&lit_tests().join("Inputs/prelude.ll")]));
    assert!(refused(&alone, |module| split_with(module, None)).is_none());
    let result = refused(&format!("{text}{large}"), |module| split_with(module, None));
    assert!(matches!(result, Some(Ok(_))), "{result:?}");
}
