//! Lowering: what comes in is the closed tree and the plan of frames, what goes out is the low form.
//!
//! A value is a list of scalars. A variable is memory of the frame for each scalar, which LLVM's `sroa` makes values of again.
//! [`coroutines`] has the shape of a coroutine, [`awaits`] a bind, [`tasks`] what runs side by side.

mod arrays;
mod awaits;
mod builder;
mod builtins;
mod control;
mod coroutines;
mod entry;
mod expressions;
mod operators;
mod patterns;
mod tasks;
pub mod values;

use rustc_hash::FxHashMap;

use crate::closed::{Flavour, Function, FunctionId, Kind, Program, Rep, VarId};
use crate::low::{Attribute, Contents, End, Global, Module, Ty, Val};
use crate::plan::{Plan, Start};
use crate::source::{Sources, Span};
use builder::Builder;
use coroutines::Coroutine;
use values::scalars;

/// The machine that a program is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Machine {
    /// Linux on x86-64.
    X86,
    /// Linux on aarch64.
    Aarch64,
    /// 64-bit RISC-V without an operating system: qemu's machine `virt`.
    BareRiscV,
}

/// What the compiler is told.
pub struct Options {
    pub machine: Machine,
    /// Bytes of the arena.
    pub arena: u64,
}

/// Makes the low form of a program.
pub fn lower(program: &Program, plan: &Plan, sources: &Sources, options: &Options) -> Module {
    let mut lowerer = Lowerer {
        program,
        plan,
        sources,
        options,
        module: Module::default(),
        texts: FxHashMap::default(),
        spawners: vec![],
    };
    lowerer.globals();
    for (index, function) in program.functions.iter().enumerate() {
        lowerer.function(index as FunctionId, function);
    }
    lowerer.make_spawners();
    lowerer.entry();
    lowerer.module
}

/// The name of a function in the object file.
pub fn symbol(program: &Program, function: FunctionId, start: Start) -> String {
    let function = &program.functions[function as usize];
    let name = &function.name;
    match (function.flavour, start) {
        (Flavour::Plain, _) => name.clone(),
        (Flavour::Coroutine, Start::Bound) => format!("{name}.async"),
        (Flavour::Coroutine, Start::Queued) => format!("{name}.task"),
    }
}

struct Lowerer<'p> {
    program: &'p Program,
    plan: &'p Plan,
    sources: &'p Sources,
    options: &'p Options,
    module: Module,
    texts: FxHashMap<Vec<u8>, String>,
    /// Coroutines whose frames are allocated in the arena.
    spawners: Vec<FunctionId>,
}

/// A value: its scalars.
pub type Value = Vec<Val>;

/// What is left when control leaves a block by an exception or a cancellation.
enum Scope {
    /// `try … with`: where the handler is, and the memory of the exception.
    Catch { handler: u32, exception: Vec<Val> },
    /// `try … finally`: where the last statements are, why they run, the memory of an exception.
    Finally { block: u32, reason: Val, exception: Vec<Val>, used: [bool; 4] },
}

/// A function under construction.
struct Body<'l, 'p> {
    lowerer: &'l mut Lowerer<'p>,
    builder: Builder,
    id: FunctionId,
    raises: bool,
    result: Rep,
    variables: Vec<Option<Vec<Val>>>,
    reps: &'p [Rep],
    scopes: Vec<Scope>,
    coroutine: Option<Coroutine>,
    /// Where the frames of children are, and which are there at the same time.
    place: Option<Val>,
    sites: Vec<Vec<String>>,
    /// The next array that is made is in the frame.
    array_in_frame: bool,
    /// The address of the flag that says that this work is cancelled.
    token: Option<Val>,
}

impl<'p> Lowerer<'p> {
    fn globals(&mut self) {
        let program = self.program;
        for (index, (name, rep)) in program.globals.iter().enumerate() {
            let (_, size) = values::layout(&scalars(rep));
            if size > 0 {
                self.zeros(&global_name(index, name), size);
            }
        }
        let exception = values::layout(&scalars(&program.exception)).1;
        self.zeros("fid.exception", exception.max(8));
        self.zeros("fid.statics", 8192);
        self.zeros("fid.arena", self.options.arena.max(16));
        self.module.declared.push(("gc.coro.size.bytes".to_owned(), Ty::I64, vec![Ty::Ptr]));
    }

    fn zeros(&mut self, name: &str, bytes: u64) {
        self.module.globals.push(Global {
            name: name.to_owned(),
            contents: Contents::Zeros(bytes),
            exported: false,
        });
    }

    /// Bytes that do not change.
    fn text(&mut self, text: &[u8]) -> Val {
        if text.is_empty() {
            return Val::Null;
        }
        if let Some(name) = self.texts.get(text) {
            return Val::Symbol(name.clone());
        }
        let name = format!("fid.text.{}", self.texts.len());
        self.module.globals.push(Global {
            name: name.clone(),
            contents: Contents::Text(text.to_vec()),
            exported: false,
        });
        self.texts.insert(text.to_vec(), name.clone());
        Val::Symbol(name)
    }

    fn symbol(&self, function: FunctionId, start: Start) -> String {
        symbol(self.program, function, start)
    }

    fn runtime(&self, name: &str) -> FunctionId {
        let found = self.program.runtime.iter().find(|(known, _)| *known == name);
        found.unwrap_or_else(|| panic!("`{name}` is in the list of runtime functions")).1
    }

    fn function(&mut self, id: FunctionId, function: &'p Function) {
        match function.flavour {
            Flavour::Plain => self.plain_function(id, function),
            Flavour::Coroutine => {
                for start in [Start::Bound, Start::Queued] {
                    if self.plan.starts[id as usize][start as usize] {
                        self.coroutine(id, function, start);
                    }
                }
            }
        }
    }

    fn parameter_types(&self, function: &Function) -> Vec<Ty> {
        function.parameters.iter().flat_map(|(_, rep)| scalars(rep)).collect()
    }

    fn body<'l>(&'l mut self, id: FunctionId, function: &'p Function, parameters: usize) -> Body<'l, 'p> {
        Body {
            raises: self.plan.raises[id as usize],
            lowerer: self,
            builder: Builder::new(parameters),
            id,
            result: function.result.clone(),
            variables: vec![None; function.variables.len()],
            reps: &function.variables,
            scopes: vec![],
            coroutine: None,
            place: None,
            sites: vec![],
            array_in_frame: false,
            token: None,
        }
    }

    fn plain_function(&mut self, id: FunctionId, function: &'p Function) {
        let parameters = self.parameter_types(function);
        let ret = self.return_type(id);
        let name = self.symbol(id, Start::Bound);
        let mut body = self.body(id, function, parameters.len());
        body.store_parameters(function, 0);
        let value = body.expr(&function.body);
        body.return_value(value);
        let prologue = body.place_prologue();
        let holds_code = matches!(function.result, Rep::Function(_) | Rep::Async(_));
        let small = holds_code && is_small(&function.body);
        let attribute = match small {
            true => Attribute::AlwaysInline,
            false if is_cold(function) => Attribute::NoInline,
            false => Attribute::None,
        };
        let made = body.builder.finish(name, parameters, ret, attribute, prologue);
        self.module.functions.push(made);
    }

    /// What a function that is called returns: its scalars, and whether it has raised.
    fn return_type(&self, id: FunctionId) -> Ty {
        let mut all = scalars(&self.program.functions[id as usize].result);
        if self.plan.raises[id as usize] {
            all.insert(0, Ty::I1);
        }
        match all.len() {
            0 => Ty::Void,
            1 => all.remove(0),
            _ => Ty::Struct(all),
        }
    }
}

/// Whether a function only makes a value of its arguments.
fn is_small(body: &crate::closed::Expr) -> bool {
    match &body.kind {
        Kind::Pack(values) => values.iter().all(is_small),
        Kind::Var(_) | Kind::Unit | Kind::Int(_) | Kind::Global(_) => true,
        Kind::Seq(all) => all.iter().all(is_small),
        Kind::Bind(_, value) | Kind::Field(value, _) | Kind::Destructure(_, value) => is_small(value),
        _ => false,
    }
}

/// Functions of the runtime that are called from many places, and functions with frames of coroutines on their stack: inlining them
/// makes programs larger and compilation slower, and not faster.
fn is_cold(function: &Function) -> bool {
    let of_runtime = ["Print.", "Text.", "Arena.", "Fault.", "Tasks.", "Sys."];
    let mut runs = false;
    crate::plan::walk(&function.body, &mut |expr| runs |= matches!(expr.kind, Kind::Run(..)));
    runs || of_runtime.iter().any(|module| function.name.starts_with(module))
}

fn global_name(index: usize, name: &str) -> String {
    format!("{name}.{index}")
}

impl Body<'_, '_> {
    /// The memory of a variable.
    fn variable(&mut self, variable: VarId) -> Vec<Val> {
        if let Some(known) = &self.variables[variable as usize] {
            return known.clone();
        }
        let slots: Vec<Val> =
            scalars(&self.reps[variable as usize]).iter().map(|ty| self.builder.alloca(ty)).collect();
        self.variables[variable as usize] = Some(slots.clone());
        slots
    }

    fn store_parameters(&mut self, function: &Function, first: u32) {
        let mut register = first;
        for (variable, rep) in &function.parameters {
            let slots = self.variable(*variable);
            for (slot, ty) in slots.into_iter().zip(scalars(rep)) {
                self.builder.store(Val::Reg(register, ty), slot);
                register += 1;
            }
        }
    }

    fn slots(&mut self, rep: &Rep) -> Vec<Val> {
        scalars(rep).iter().map(|ty| self.builder.alloca(ty)).collect()
    }

    fn store_all(&mut self, value: Value, slots: &[Val]) {
        for (value, slot) in value.into_iter().zip(slots) {
            self.builder.store(value, slot.clone());
        }
    }

    fn load_all(&mut self, rep: &Rep, slots: &[Val]) -> Value {
        scalars(rep).into_iter().zip(slots).map(|(ty, slot)| self.builder.load(ty, slot.clone())).collect()
    }

    /// Stores the scalars of `rep` at an address.
    fn store_at(&mut self, value: Value, rep: &Rep, address: &Val) {
        let (offsets, _) = values::layout(&scalars(rep));
        for (value, offset) in value.into_iter().zip(offsets) {
            let to = self.builder.at(address, offset);
            self.builder.store(value, to);
        }
    }

    fn load_at(&mut self, rep: &Rep, address: &Val) -> Value {
        let types = scalars(rep);
        let (offsets, _) = values::layout(&types);
        let mut value = vec![];
        for (ty, offset) in types.into_iter().zip(offsets) {
            let from = self.builder.at(address, offset);
            value.push(self.builder.load(ty, from));
        }
        value
    }

    /// Calls a function of the program; its scalars. If it raises, control leaves.
    fn call(&mut self, callee: FunctionId, arguments: Value) -> Value {
        let name = self.lowerer.symbol(callee, Start::Bound);
        let ret = self.lowerer.return_type(callee);
        let raises = self.lowerer.plan.raises[callee as usize];
        let result = scalars(&self.lowerer.program.functions[callee as usize].result);
        let wanted = self.lowerer.parameter_types(&self.lowerer.program.functions[callee as usize]);
        let mut given = vec![];
        for (argument, wanted) in arguments.into_iter().zip(wanted) {
            let is_number = wanted == Ty::I64 && argument.ty() == Ty::Ptr;
            given.push(if is_number { self.number(argument) } else { argument });
        }
        let returned = self.builder.call(&name, given, ret.clone());
        let Some(returned) = returned else { return vec![] };
        let mut all = match ret {
            Ty::Struct(fields) => {
                let field =
                    |(index, ty): (usize, Ty)| self.builder.extract(returned.clone(), index as u32, ty);
                fields.into_iter().enumerate().map(field).collect()
            }
            _ => vec![returned],
        };
        if raises {
            let raised = all.remove(0);
            self.leave_if_raised(raised);
        }
        debug_assert_eq!(all.len(), result.len());
        all
    }

    fn runtime_call(&mut self, name: &str, arguments: Value) -> Value {
        let function = self.lowerer.runtime(name);
        self.call(function, arguments)
    }

    /// Ends a plain function with its value.
    fn return_value(&mut self, value: Value) {
        let raised = self.raises.then_some(Val::Int(Ty::I1, 0));
        self.return_scalars(raised.into_iter().chain(value).collect());
    }

    fn return_scalars(&mut self, all: Value) {
        let end = match self.lowerer.return_type(self.id) {
            Ty::Void => End::Return(None),
            ty @ Ty::Struct(_) => {
                let mut made = Val::Undef(ty);
                for (index, value) in all.into_iter().enumerate() {
                    made = self.builder.insert(made, value, index as u32);
                }
                End::Return(Some(made))
            }
            _ => End::Return(all.into_iter().next()),
        };
        self.builder.end(end);
    }

    fn place_text(&self, span: Span) -> String {
        self.lowerer.sources.place(span)
    }

    /// A string.
    fn text(&mut self, text: &str) -> Value {
        vec![self.lowerer.text(text.as_bytes()), Val::Int(Ty::I32, text.len() as i64)]
    }

    /// Stops the program with a message.
    fn stop(&mut self, message: Value) {
        self.runtime_call("Fault.stop", message);
        self.builder.end(End::Unreachable);
    }
}

/// The undefined value of a representation, after control has left.
fn undefined(rep: &Rep) -> Value {
    scalars(rep).into_iter().map(Val::Undef).collect()
}
