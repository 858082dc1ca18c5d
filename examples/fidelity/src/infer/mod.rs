//! Type inference: what comes in is the syntax tree, what goes out is [`Typed`]: types, and what names stand for.
//!
//! It is Hindley and Milner's: definitions at the top of a file are generic, those inside of functions are not. An async block is
//! inferred as a *computation*: its statements may wait (`let!`), and its type is that of what it returns.

mod applications;
mod computations;
mod coverage;
mod declarations;
pub mod expressions;
mod names;
pub mod patterns;
mod written;

use rustc_hash::FxHashMap;

use crate::diagnostics::{Outcome, Problem};
use crate::faults::Fault;
use crate::source::Span;
use crate::syntax::{Decl, NodeId};
use crate::typed::{Global, Step, Typed, Use};
use crate::types::{Con, Kind, Mismatch, Type, TypeId, TypeTable, Unifier};

/// A file that has been read.
pub struct File {
    /// Its declarations.
    pub declarations: Vec<Decl>,
    /// Whether it belongs to the runtime, which may use the names of `Native`.
    pub in_runtime: bool,
}

/// Finds the types of a program.
///
/// # Errors
/// The first definition that has none.
pub fn infer(files: Vec<File>) -> Outcome<Typed> {
    let mut inference = Inference::default();
    inference.table.exceptions.push(("Failure".to_owned(), Type::plain(Con::String)));
    inference.exceptions.insert("Failure".to_owned(), 0);
    for fault in Fault::ALL {
        inference.table.exceptions.push((fault.exception().to_owned(), Type::plain(Con::String)));
    }
    for file in files {
        if inference.entry.is_some() {
            let message = "the entry point is not in the last file";
            let advice = "name the file with `[<EntryPoint>]` as the last one";
            return Err(Problem::new(inference.entry_span, message, "this function", advice));
        }
        inference.in_runtime = file.in_runtime;
        inference.declarations("", file.declarations)?;
    }
    Ok(inference.finish())
}

/// A variable or parameter.
#[derive(Clone)]
struct Local {
    name: String,
    id: NodeId,
    ty: Type,
    mutable: bool,
    /// How many functions it is inside of.
    depth: u32,
}

/// What a name at the top stands for.
#[derive(Clone)]
struct GlobalEntry {
    index: u32,
    parameters: u32,
    ty: Type,
    mutable: bool,
    /// Its own definition is being inferred.
    open: bool,
}

/// Whether statements may wait.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Mode {
    Plain,
    Computation,
}

#[derive(Default)]
struct Inference {
    unifier: Unifier,
    table: TypeTable,
    type_names: FxHashMap<String, TypeId>,
    aliases: FxHashMap<String, Type>,
    cases: FxHashMap<String, (TypeId, u32)>,
    fields: FxHashMap<String, Vec<(TypeId, u32)>>,
    exceptions: FxHashMap<String, u32>,
    globals: Vec<Global>,
    global_names: FxHashMap<String, GlobalEntry>,
    steps: Vec<Step>,
    entry: Option<u32>,
    entry_span: Span,
    types: FxHashMap<NodeId, Type>,
    uses: FxHashMap<NodeId, Use>,
    /// Uses of functions inside of their own definitions.
    open_uses: Vec<(NodeId, u32)>,
    scope: Vec<Local>,
    depth: u32,
    type_variables: FxHashMap<String, Type>,
    in_runtime: bool,
    module: String,
}

impl Inference {
    fn finish(mut self) -> Typed {
        let mut types = std::mem::take(&mut self.types);
        for ty in types.values_mut() {
            self.unifier.default_numbers(ty);
            *ty = self.unifier.resolve(ty);
        }
        let mut uses = std::mem::take(&mut self.uses);
        for found in uses.values_mut() {
            if let Use::Global(_, arguments) = found {
                *arguments = arguments.iter().map(|t| self.unifier.resolve(t)).collect();
            }
        }
        for global in &mut self.globals {
            global.ty = self.unifier.resolve(&global.ty);
        }
        let Inference { globals, steps, entry, table, .. } = self;
        Typed { globals, steps, entry, table, types, uses }
    }

    fn fresh(&mut self) -> Type {
        self.unifier.fresh(Kind::Any)
    }

    fn show(&self, ty: &Type) -> String {
        self.unifier.show(ty, &self.table)
    }

    /// Makes the type that is found the one that is expected.
    fn equal(&mut self, span: Span, expected: &Type, found: &Type) -> Outcome<()> {
        let Err(mismatch) = self.unifier.unify(expected, found) else { return Ok(()) };
        let (wanted, has) = (self.show(expected), self.show(found));
        Err(match mismatch {
            Mismatch::Differ => {
                let message = format!("expected `{wanted}`, found `{has}`");
                Problem::new(span, message, format!("this is `{has}`"), self.advice(expected, found))
            }
            Mismatch::Infinite => {
                let message = format!("the type would contain itself: `{wanted}` and `{has}`");
                Problem::new(
                    span,
                    message,
                    "this expression",
                    "look for a function that is given itself, or a missing argument",
                )
            }
            Mismatch::NoNumber(ty) => {
                let shown = self.show(&ty);
                let advice = if matches!(ty, Type::App(Con::Async, _)) {
                    "wait for it first: `let! x = …`".to_owned()
                } else if shown == "string" {
                    "`+` does not join strings, because that needs memory: print one after the other"
                        .to_owned()
                } else {
                    "arithmetic is for `int`, `int64`, `float` and `byte`".to_owned()
                };
                Problem::new(
                    span,
                    format!("expected a number, found `{shown}`"),
                    format!("this is `{shown}`"),
                    advice,
                )
            }
        })
    }

    fn advice(&self, expected: &Type, found: &Type) -> String {
        let (expected, found) = (self.unifier.shallow(expected), self.unifier.shallow(found));
        let (Type::App(wanted, _), Type::App(has, _)) = (&expected, &found) else { return String::new() };
        match (wanted, has) {
            (_, Con::Async) => {
                "an async value has to be waited for: `let! x = …` or `do! …` in an async block".to_owned()
            }
            (Con::Async, _) => "wrap the value: `async { return … }`".to_owned(),
            (Con::Unit, _) => "to drop the value write `|> ignore` after it".to_owned(),
            (_, Con::Function) => "an argument is missing".to_owned(),
            (Con::Function, _) => "it is no function; is there an argument too many?".to_owned(),
            (
                Con::Int | Con::Int64 | Con::Float | Con::Byte,
                Con::Int | Con::Int64 | Con::Float | Con::Byte,
            ) => {
                format!("numbers are not converted by themselves: write `{} …`", self.show(&expected))
            }
            (Con::String, _) => {
                "print it by `printfn \"…\" value`; there is no conversion to text in memory".to_owned()
            }
            (_, Con::Unit) => {
                "both branches of an `if` and all rules of a `match` must have the same type".to_owned()
            }
            (Con::Tuple, Con::Tuple) => "the tuples have different lengths".to_owned(),
            _ => "change one of the two, or annotate what it should be: `(x: type)`".to_owned(),
        }
    }
}
