//! What a child does with its mutant, and how it is judged.

use std::cell::{Cell, RefCell};

use gc_coro::SplitOptions;
use inkwell::llvm_sys::core::{LLVMCountBasicBlocks, LLVMGetNamedFunction};
use inkwell::module::Module;

use crate::mutate::Owned;
use crate::pipelines::Pipeline;
use crate::process::{self, Line, say};
use crate::shim;

thread_local! {
    static PASS: RefCell<String> = const { RefCell::new(String::new()) };
    /// Whether one of gc-coro's has changed the module in this step.
    static CHANGED: Cell<bool> = const { Cell::new(false) };
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mutants_before_pass(text: *const u8, length: usize) {
    let text = unsafe { std::slice::from_raw_parts(text, length) };
    let text = String::from_utf8_lossy(text);
    // Pass managers and adaptors tell nothing.
    if !text.contains("Manager") && !text.contains("Adaptor") && !text.is_empty() {
        PASS.with_borrow_mut(|pass| pass.replace_range(.., &text));
    }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mutants_changed() {
    CHANGED.set(true);
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mutants_broken(text: *const u8, length: usize, detail: *const u8, detail_length: usize) {
    let (text, detail) = unsafe {
        (std::slice::from_raw_parts(text, length), std::slice::from_raw_parts(detail, detail_length))
    };
    say("broken", &format!("after {}\n{}", String::from_utf8_lossy(text), String::from_utf8_lossy(detail)));
    // What follows works on rubbish.
    unsafe { libc::_exit(97) }
}

#[unsafe(no_mangle)]
unsafe extern "C" fn mutants_broken_before() {
    say("broken-before", "");
    unsafe { libc::_exit(0) }
}

/// The pass that ran last.
pub fn last_pass() -> String {
    PASS.with_borrow(Clone::clone)
}

/// Whether a pass of LLVM's own runs, on what only such have changed.
pub fn is_untouched() -> bool {
    !CHANGED.get() && !is_within_ours()
}

/// Whether it was one of gc-coro's, or a call of the library.
pub fn is_within_ours() -> bool {
    PASS.with_borrow(|pass| pass.is_empty() || is_ours(pass))
}

fn is_ours(pass: &str) -> bool {
    pass.starts_with("GcCoro") || pass.starts_with("AwaitSize")
}

/// Sends a module through one pipeline and says how it went.
pub fn run(text: &str, pipeline: Pipeline, check_unchanged: bool) {
    let Ok(module) = Owned::parse(text) else { return say("lost", "the text cannot be read again") };
    match pipeline {
        Pipeline::Text(pipeline) => run_passes(&module, pipeline, false, true),
        Pipeline::SplitAll(pipeline) => run_passes(&module, pipeline, true, true),
        Pipeline::Library => library(&module, check_unchanged),
    }
    if let Some(complaint) = module.complaint() {
        say("broken", &format!("at the end\n{complaint}"));
    }
}

/// The same without gc-coro, and without the bodies of the functions that it has `refused`.
pub fn run_control(text: &str, pipeline: &str, refused: &[String]) {
    let Ok(module) = Owned::parse(text) else { return };
    for name in refused {
        // SAFETY: the module and its function are there.
        unsafe {
            let name = std::ffi::CString::new(name.as_str()).unwrap_or_default();
            let function = LLVMGetNamedFunction(module.raw(), name.as_ptr());
            if !function.is_null() && LLVMCountBasicBlocks(function) > 0 {
                shim::mutants_delete_body(function);
            }
        }
    }
    run_passes(&module, pipeline, false, false);
    if let Some(complaint) = module.complaint() {
        say("broken", &format!("at the end\n{complaint}"));
    }
}

fn run_passes(module: &Owned, pipeline: &str, split_all: bool, with_plugin: bool) {
    // SAFETY: the module is ours.
    unsafe {
        if split_all || with_plugin {
            shim::mutants_split_all(split_all);
        }
        if !shim::run(module.raw(), pipeline, with_plugin) {
            say("lost", "LLVM does not know the pipeline");
        }
    }
}

fn library(module: &Owned, check_unchanged: bool) {
    // SAFETY: the handle does not free the module, and is gone before it.
    let handle = std::mem::ManuallyDrop::new(unsafe { Module::new(module.raw()) });
    let before = check_unchanged.then(|| module.text());
    if let Err(problems) = gc_coro::split_module(&handle, &SplitOptions::default()) {
        let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
        say("error", &text.join("\n"));
        if before.is_some_and(|before| before != module.text()) {
            say("changed", &text.join("\n"));
        }
    }
}

/// A fault, by what it has in common with others of its kind.
pub struct Fault {
    pub signature: String,
    pub detail: String,
    /// It may be LLVM's own: nothing of gc-coro is on the stack.
    pub may_be_llvms: bool,
}

/// The functions that errors of a step name.
pub fn refused(lines: &[Line]) -> Vec<String> {
    let errors = lines.iter().filter(|line| line.kind == "error");
    let named = errors.flat_map(|line| line.detail.split("in function '").skip(1));
    named.filter_map(|text| text.split_once("': ").map(|(name, _)| name.to_string())).collect()
}

/// What a step's lines say against gc-coro, if anything. Where a pass of its own `runs_coro_early`, broken IR may be LLVM's.
pub fn fault(lines: &[Line], died: Option<&str>, stderr: &str, runs_coro_early: bool) -> Option<Fault> {
    if lines.iter().any(|line| matches!(line.kind.as_str(), "broken-before" | "untouched")) {
        return None;
    }
    let refused = lines.iter().any(|line| line.kind == "error");
    let after = if refused { "after our error: " } else { "" };
    for line in lines {
        let (first, rest) = line.detail.split_once('\n').unwrap_or((&line.detail, ""));
        let fault = match line.kind.as_str() {
            "error" if is_defect(&line.detail) => {
                let is_remark = |text: &&str| text.starts_with("note: ") || text.starts_with("help: ");
                let lines = line.detail.lines().skip_while(|text| !is_defect(text));
                let text: Vec<&str> = lines.filter(|text| !is_remark(text)).take(2).collect();
                let text = text.join(" ");
                let text = text.split_once("in function '").map_or("", |(_, more)| more);
                let text = text.split_once("': ").map_or(text, |(_, more)| more);
                Some((plain(text), false))
            }
            "changed" => Some((format!("changed on error: {}", plain(first)), false)),
            "broken" => {
                let what = rest.lines().find(|text| !text.trim().is_empty()).unwrap_or_default();
                let is_end = first == "at the end";
                // A split that fails by the library fails as a pass as well.
                let place = if is_end || first.contains("GcCoroSplit") { "" } else { first };
                Some((format!("{after}broken IR {place}: {}", plain(what)), is_end || runs_coro_early))
            }
            "fatal" => {
                let ours = our_frames(rest);
                let at = ours.clone().unwrap_or_else(|| llvm_frames(rest));
                let at = format!("{at}{}", during(lines));
                Some((format!("{after}fatal error: {} in {at}", plain(first)), ours.is_none()))
            }
            "died" => {
                let ours = our_frames(rest);
                let at = ours.clone().unwrap_or_else(|| llvm_frames(rest));
                let said = if first == "abort" { format!(" ({})", last_line(stderr)) } else { String::new() };
                let at = format!("{at}{}", during(lines));
                Some((format!("{after}{first}{said} in {at}"), ours.is_none()))
            }
            "lost" => Some((line.detail.clone(), false)),
            _ => None,
        };
        if let Some((signature, may_be_llvms)) = fault {
            return Some(Fault { signature, detail: format!("{}\n{stderr}", line.detail), may_be_llvms });
        }
    }
    let died = died?;
    // It could not even say where: heap or stack are gone.
    let in_llvm =
        lines.iter().any(|line| line.kind == "pass" && !is_ours(&line.detail) && !line.detail.is_empty());
    Some(Fault {
        signature: format!("{after}{died} ({}){}", last_line(stderr), during(lines)),
        detail: stderr.to_string(),
        may_be_llvms: in_llvm,
    })
}

/// The pass in which a step died.
fn during(lines: &[Line]) -> String {
    let pass = lines.iter().rev().find(|line| line.kind == "pass");
    // A split that fails by the library fails as a pass as well.
    let pass =
        pass.map(|line| line.detail.as_str()).filter(|pass| !pass.is_empty() && *pass != "GcCoroSplitPass");
    pass.map(|pass| format!(" during {pass}")).unwrap_or_default()
}

fn is_defect(text: &str) -> bool {
    ["internal error", "broken IR", "defect of gc-coro", "bug of gc-coro"]
        .iter()
        .any(|word| text.contains(word))
}

fn last_line(text: &str) -> String {
    plain(text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default())
}

/// The text without names and numbers of one input.
fn plain(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text.chars().peekable();
    while let Some(letter) = rest.next() {
        match letter {
            '\'' => {
                if rest.clone().any(|c| c == '\'') {
                    while rest.next().is_some_and(|c| c != '\'') {}
                    result.push_str("'…'");
                }
            }
            '@' if rest.clone().take(5).eq("llvm.".chars()) => result.push(letter),
            '%' | '@' => {
                while rest.next_if(|c| c.is_alphanumeric() || "._-$\"".contains(*c)).is_some() {}
                result.push(letter);
            }
            c if c.is_ascii_digit() && !result.ends_with(|c: char| c.is_alphanumeric()) => {
                while rest.next_if(char::is_ascii_digit).is_some() {}
                result.push('N');
            }
            c => result.push(c),
        }
    }
    result.chars().take(180).collect()
}

/// The name without parameters and hash.
fn short(frame: &str) -> String {
    let frame =
        frame.split("::h").next().filter(|_| frame.contains("::h") && !frame.contains('(')).unwrap_or(frame);
    let frame = frame.replace("(anonymous namespace)", "{}");
    frame.split('(').next().unwrap_or_default().chars().take(90).collect()
}

/// The innermost functions of gc-coro and of LLVM below it.
fn our_frames(frames: &str) -> Option<String> {
    let is_ours = |frame: &&str| {
        frame.starts_with("gc_coro") || frame.starts_with("<gc_coro") || frame.contains("CloneMap")
    };
    let ours: Vec<&str> = frames.lines().filter(is_ours).collect();
    let first = ours
        .iter()
        .find(|frame| !frame.contains("gc_coro_mutants") && !frame.contains("gc_coro_run_pass"))?;
    // A guess from the stack has no functions below it.
    let below: Vec<&str> = frames.lines().take_while(|frame| frame != first).collect();
    let llvm =
        below.iter().find(|frame| frame.contains("llvm::")).map(|frame| short(frame)).unwrap_or_default();
    Some(format!("{} > {llvm}", short(first)))
}

/// The innermost functions of LLVM.
fn llvm_frames(frames: &str) -> String {
    let llvm: Vec<String> =
        frames.lines().filter(|frame| frame.contains("llvm::")).take(3).map(short).collect();
    if llvm.is_empty() { "an unknown function".to_string() } else { llvm.join(" < ") }
}

/// For the line that a child says before it dies.
pub fn begin() {
    process::step();
    PASS.with_borrow_mut(String::clear);
    CHANGED.set(false);
}
