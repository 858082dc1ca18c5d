//! The stages in order: text → tokens → tree → types → closed tree → plan of frames → low form → IR → object.

use crate::closed::{FunctionId, Program};
use crate::diagnostics::{self, Outcome};
use crate::infer::{self, File};
use crate::lexer;
use crate::low::Module;
use crate::lower::{self, Machine};
use crate::parser;
use crate::plan::{self, Start};
use crate::source::{Sources, Span};
use crate::specialise;

/// The runtime, in the order of its modules.
const RUNTIME: [(&str, &str); 5] = [
    ("runtime/library.fs", include_str!("../runtime/library.fs")),
    ("runtime/system.fs", include_str!("../runtime/system.fs")),
    ("runtime/scheduler.fs", include_str!("../runtime/scheduler.fs")),
    ("runtime/print.fs", include_str!("../runtime/print.fs")),
    ("runtime/io.fs", include_str!("../runtime/io.fs")),
];

/// What the user wants.
pub struct Settings {
    /// The machine.
    pub machine: Machine,
    /// The bytes that frames may need; then there is no arena.
    pub stack: Option<u64>,
    /// The bytes of the arena.
    pub arena: u64,
}

/// A program in the low form, and how its frames are started.
pub struct Lowered {
    /// The module.
    pub module: Module,
    /// The coroutines that `Async.RunSynchronously` runs, with the place of the call.
    pub roots: Vec<(String, Span)>,
    /// Coroutines with those whose frames are in theirs.
    pub children: Vec<(String, String)>,
    /// The files, for messages.
    pub sources: Sources,
}

/// From text to the low form.
///
/// # Errors
/// The message for a program that is wrong.
pub fn lower_program(files: &[(String, String)], settings: &Settings) -> Result<Lowered, String> {
    let mut sources = Sources::default();
    match front(files, settings, &mut sources) {
        Ok((module, roots, children)) => Ok(Lowered { module, roots, children, sources }),
        Err(problem) => Err(diagnostics::render(&sources, &problem)),
    }
}

type Front = (Module, Vec<(String, Span)>, Vec<(String, String)>);

fn front(files: &[(String, String)], settings: &Settings, sources: &mut Sources) -> Outcome<Front> {
    let mut parsed = vec![];
    let mut shared = parser::Shared { next_id: 1, cases: rustc_hash::FxHashSet::default() };
    let runtime = RUNTIME.iter().map(|(name, text)| (*name, *text, true));
    let own = files.iter().map(|(name, text)| (name.as_str(), text.as_str(), false));
    for (name, text, in_runtime) in runtime.chain(own) {
        let file = sources.add(name, text);
        let tokens = lexer::tokens(file, text)?;
        parsed.push(File { declarations: parser::parse(tokens, &mut shared)?, in_runtime });
    }
    let typed = infer::infer(parsed)?;
    let program = specialise::specialise(&typed)?;
    let plan = plan::plan(&program, RUNTIME.len() as u32);
    if settings.stack.is_some() {
        plan.check_stack_only(&program)?;
    }
    let options = lower::Options {
        machine: settings.machine,
        arena: if settings.stack.is_some() { 0 } else { settings.arena },
    };
    let mut module = lower::lower(&program, &plan, sources, &options);
    module.triple = settings.machine.triple().to_owned();
    let roots = plan::roots(&program).into_iter().map(|(function, span)| {
        let name = lower::symbol(&program, function, Start::Bound);
        (name, span)
    });
    Ok((module, roots.collect(), children(&program, &plan)))
}

/// Pairs of symbols: a coroutine, and one whose frame is in its frame. Not all of them are made.
fn children(program: &Program, plan: &plan::Plan) -> Vec<(String, String)> {
    let symbols =
        |function| [Start::Bound, Start::Queued].map(|start| lower::symbol(program, function, start));
    let mut pairs = vec![];
    for function in 0..program.functions.len() as FunctionId {
        for child in plan.inner_frames(function) {
            for parent in symbols(function) {
                pairs.extend(symbols(child).map(|child| (parent.clone(), child)));
            }
        }
    }
    pairs
}
