//! Specialisation: what comes in is a program with types, what goes out is the closed tree.
//!
//! It begins with what the program does at its start and makes each function that is called, once for each combination of
//! representations of its arguments. A function value's code is in its representation, so that every call is direct.

mod calls;
mod expressions;
mod library;
mod patterns;
mod representations;
mod tasks;
mod walk;

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::closed::{Closure, Expr, Flavour, Function, FunctionId, Kind, Program, Rep, VarId};
use crate::diagnostics::{Outcome, Problem};
use crate::source::Span;
use crate::syntax::{self, NodeId, Pattern};
use crate::typed::{Step, Typed};
use crate::types::Type;

/// The functions of the runtime that compiled code calls.
pub const RUNTIME: &[&str] = &[
    "Scheduler.wake",
    "Scheduler.unlink",
    "Scheduler.sleep",
    "Scheduler.ready",
    "Loop.run",
    "Tasks.complete",
    "Tasks.release",
    "Tasks.launch",
    "Tasks.failed",
    "Tasks.abandon",
    "Tasks.detach",
    "Tasks.adopt",
    "Arena.allocate",
    "Arena.free",
    "Fault.stop",
    "Fault.uncaught",
    "Sys.exit",
];

/// Symbols that no function of a program gets.
const RESERVED: &[&str] = &["_start", "program"];

/// Makes the closed tree of a program.
///
/// # Errors
/// A function or async value whose code depends on what happens at run time.
pub fn specialise(typed: &Typed) -> Outcome<Program> {
    let mut specialiser = Specialiser::new(typed);
    specialiser.program()
}

/// Code that function values and async values run.
struct Code<'p> {
    parameters: &'p [Pattern],
    body: &'p syntax::Expr,
    captured: Vec<NodeId>,
    /// The types for the type parameters of the definition that it is in.
    arguments: Rc<[Type]>,
    /// Of a recursive function inside of another one: its own name.
    own: Option<NodeId>,
    name: String,
}

/// Where code is written, and with which types.
#[derive(PartialEq, Eq, Hash)]
struct CodeKey {
    node: NodeId,
    arguments: Rc<[Type]>,
}

/// A function that is made or being made.
#[derive(Clone)]
struct Instance {
    function: FunctionId,
    /// Known when it is complete.
    result: Option<Rep>,
}

#[derive(PartialEq, Eq, Hash)]
struct InstanceKey {
    code: u32,
    flavour_is_plain: bool,
    held: Vec<Rep>,
}

struct Specialiser<'p> {
    typed: &'p Typed,
    codes: Vec<Code<'p>>,
    code_ids: FxHashMap<CodeKey, u32>,
    instances: FxHashMap<InstanceKey, Instance>,
    functions: Vec<Option<Function>>,
    /// Async blocks whose functions are still to be made.
    pending: Vec<(FunctionId, u32, Vec<Rep>)>,
    wrappers: FxHashMap<Rep, (FunctionId, Rep)>,
    globals: Vec<Option<Rep>>,
    names: FxHashMap<String, u32>,
    depth: u32,
}

/// What a name stands for inside of a function.
#[derive(Clone)]
enum Known {
    Variable(VarId, Rep),
    /// A recursive function: the value that holds what it has captured.
    Value(Expr),
}

/// The function that is being made.
struct Context {
    arguments: Rc<[Type]>,
    known: FxHashMap<NodeId, Known>,
    variables: Vec<Rep>,
    name: String,
}

impl Context {
    fn variable(&mut self, rep: Rep) -> VarId {
        self.variables.push(rep);
        self.variables.len() as VarId - 1
    }
}

fn unit(span: Span) -> Expr {
    Expr { kind: Kind::Unit, rep: Rep::Unit, span }
}

fn var(variable: VarId, rep: Rep, span: Span) -> Expr {
    Expr { kind: Kind::Var(variable), rep, span }
}

/// Deeper specialisation is a function that calls itself with ever new types.
const MAX_DEPTH: u32 = 100;

impl<'p> Specialiser<'p> {
    fn new(typed: &'p Typed) -> Specialiser<'p> {
        Specialiser {
            typed,
            codes: vec![],
            code_ids: FxHashMap::default(),
            instances: FxHashMap::default(),
            functions: vec![],
            pending: vec![],
            wrappers: FxHashMap::default(),
            globals: vec![None; typed.globals.len()],
            names: RESERVED.iter().map(|name| ((*name).to_owned(), 1)).collect(),
            depth: 0,
        }
    }

    fn program(&mut self) -> Outcome<Program> {
        let main = self.reserve();
        let mut context = self.context("program", Rc::new([]));
        let mut statements = vec![];
        for step in &self.typed.steps {
            match step {
                Step::Do(expr) => statements.push(self.expr(expr, &mut context, false)?),
                Step::Value(global) => statements.push(self.global_value(*global, &mut context)?),
            }
        }
        statements.push(self.call_entry(&mut context)?);
        let mut runtime = vec![];
        for name in RUNTIME {
            runtime.push((*name, self.runtime(name)?));
        }
        let span = Span::default();
        let body = Expr { kind: Kind::Seq(statements), rep: Rep::Int, span };
        let variables = context.variables;
        let parameters = vec![];
        let name = "program".to_owned();
        let function =
            Function { name, flavour: Flavour::Plain, parameters, variables, body, result: Rep::Int };
        self.functions[main as usize] = Some(function);
        self.finish_pending()?;
        let functions =
            self.functions.drain(..).map(|f| f.expect("all reserved functions are made")).collect();
        let globals = self.typed.globals.iter().zip(self.globals.drain(..));
        let globals = globals.map(|(global, rep)| (global.name.clone(), rep.unwrap_or(Rep::Unit))).collect();
        let exception = self.exception_rep(span)?;
        let exception_names = self.typed.table.exceptions.iter().map(|(name, _)| name.clone()).collect();
        Ok(Program { functions, globals, main, runtime, exception, exception_names })
    }

    fn context(&self, name: &str, arguments: Rc<[Type]>) -> Context {
        Context { arguments, known: FxHashMap::default(), variables: vec![], name: name.to_owned() }
    }

    fn reserve(&mut self) -> FunctionId {
        self.functions.push(None);
        self.functions.len() as FunctionId - 1
    }

    fn global_value(&mut self, global: u32, context: &mut Context) -> Outcome<Expr> {
        let binding = &self.typed.globals[global as usize].binding;
        let value = self.expr(&binding.value, context, false)?;
        self.globals[global as usize] = Some(value.rep.clone());
        let span = value.span;
        Ok(Expr { kind: Kind::SetGlobal(global, Box::new(value)), rep: Rep::Unit, span })
    }

    fn call_entry(&mut self, context: &mut Context) -> Outcome<Expr> {
        let span = Span::default();
        let zero = Expr { kind: Kind::Int(0), rep: Rep::Int, span };
        let Some(entry) = self.typed.entry else { return Ok(zero) };
        let _ = context;
        let parameters = self.typed.globals[entry as usize].parameters;
        let arguments: Rc<[Type]> = (0..parameters).map(|_| Type::plain(crate::types::Con::Unit)).collect();
        let function = self.global_function(entry, arguments, span);
        let strings = Rep::Array(Rc::new(Rep::Str));
        let empty = Expr { kind: Kind::Array(vec![]), rep: strings, span };
        self.apply(function, vec![empty], span)
    }

    /// Async blocks are made when what creates them is complete: they may be recursive.
    fn finish_pending(&mut self) -> Outcome<()> {
        while let Some((function, code, held)) = self.pending.pop() {
            self.make_block(function, code, &held)?;
        }
        Ok(())
    }

    /// Functions and async blocks may have the same name: the symbols of blocks have an ending of their own.
    fn unique(&mut self, name: &str, flavour: Flavour) -> String {
        let key = if flavour == Flavour::Plain { name.to_owned() } else { format!("{name} async") };
        let count = self.names.entry(key).or_insert(0);
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}.{count}") }
    }

    /// A function value without captured variables.
    fn global_function(&mut self, global: u32, arguments: Rc<[Type]>, span: Span) -> Expr {
        let typed = self.typed;
        let definition = &typed.globals[global as usize];
        let binding = &definition.binding;
        let code = self.code(binding.id, arguments, || Code {
            parameters: &binding.parameters,
            body: &binding.value,
            captured: vec![],
            arguments: Rc::new([]),
            own: None,
            name: definition.name.clone(),
        });
        let closure = Closure { code, held: vec![], applied: 0 };
        Expr { kind: Kind::Pack(vec![]), rep: Rep::Function(Rc::new(closure)), span }
    }

    fn code(&mut self, node: NodeId, arguments: Rc<[Type]>, make: impl FnOnce() -> Code<'p>) -> u32 {
        let key = CodeKey { node, arguments: arguments.clone() };
        if let Some(&known) = self.code_ids.get(&key) {
            return known;
        }
        let code = self.codes.len() as u32;
        self.codes.push(Code { arguments, ..make() });
        self.code_ids.insert(key, code);
        code
    }

    fn deeper(&mut self, span: Span) -> Outcome<()> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            let advice = "a function must not call itself with a function value that grows, or with ever larger tuples";
            return Err(Problem::new(span, "too many versions of a function", "called from here", advice));
        }
        Ok(())
    }
}
