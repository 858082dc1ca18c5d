//! The closed tree: functions without type parameters and without captured variables.
//!
//! Each value has a representation, [`Rep`], that is known at compile time. A function value is the code that it runs, which is in its
//! representation, and what it has captured, which is the value. An async value is the same: cold, a coroutine that has not begun.

use std::rc::Rc;

use crate::builtins::Builtin;
use crate::source::Span;
use crate::syntax::BinaryOp;

/// A function, by its place in [`Program::functions`].
pub type FunctionId = u32;
/// A variable of a function.
pub type VarId = u32;

/// How a value is represented.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Rep {
    Unit,
    Bool,
    Byte,
    Char,
    Int,
    Int64,
    Float,
    Native,
    /// Address and length.
    Str,
    /// Address and length; lists too.
    Array(Rc<Rep>),
    /// Tuples and records.
    Tuple(Rc<[Rep]>),
    Union(Rc<UnionRep>),
    /// The address of a flag.
    Token,
    Function(Rc<Closure>),
    Async(Rc<Task>),
    /// Of an expression that has no value, because it does not end.
    Never,
}

/// A union: a number and the value of a case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnionRep {
    /// The payloads.
    pub cases: Vec<Option<Rep>>,
}

/// A function value: code, and what is there of its arguments.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Closure {
    /// Which code, in the tables of specialisation.
    pub code: u32,
    /// Captured variables, then arguments.
    pub held: Vec<Rep>,
    /// How many arguments there are in `held`.
    pub applied: u32,
}

/// An async value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Task {
    /// An async block, with what it has captured.
    Block {
        code: u32,
        captured: Vec<Rep>,
    },
    /// `Async.Sleep`
    Sleep,
    /// A file descriptor is ready for reading, or for writing.
    Ready {
        writing: bool,
    },
    /// `Async.Parallel [| a; b |]`: side by side in the frame.
    All(Vec<Rep>),
    /// `Async.Parallel array`
    AllOf(Rep),
    /// One after the other.
    Each(Rep),
    StartChild(Rep),
    /// What `let! child = Async.StartChild …` binds; the representation of its result.
    Child(Rep),
    Ignore(Rep),
    CurrentToken,
}

/// Which coroutine an async value is, where it is waited for.
#[derive(Clone, Debug)]
pub enum Waiting {
    Block(FunctionId),
    Sleep,
    Ready { writing: bool },
    All(Vec<FunctionId>),
    AllOf(FunctionId),
    Each(FunctionId),
    StartChild(FunctionId),
    Child,
    Ignore(Box<Waiting>),
    CurrentToken,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    pub kind: Kind,
    pub rep: Rep,
    pub span: Span,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum Kind {
    Unit,
    Int(i64),
    Float(f64),
    Str(String),
    Var(VarId),
    Global(u32),
    Bind(VarId, Box<Expr>),
    SetGlobal(u32, Box<Expr>),
    /// A pattern that matches always.
    Destructure(Pattern, Box<Expr>),
    /// The last one is the value.
    Seq(Vec<Expr>),
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    Match(Box<Expr>, Vec<Arm>),
    While(Box<Expr>, Box<Expr>),
    For {
        variable: VarId,
        from: Box<Expr>,
        last: Box<Expr>,
        down: bool,
        body: Box<Expr>,
    },
    ForIn(Pattern, Box<Expr>, Box<Expr>),
    Call(FunctionId, Vec<Expr>),
    /// A tuple, a record, or what a function or async value holds.
    Pack(Vec<Expr>),
    Field(Box<Expr>, u32),
    Case(u32, Option<Box<Expr>>),
    Array(Vec<Expr>),
    /// `count` elements, each computed from its index.
    ArrayInit {
        variable: VarId,
        count: Box<Expr>,
        element: Box<Expr>,
    },
    Index(Box<Expr>, Box<Expr>),
    SetIndex(Box<Expr>, Box<Expr>, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    Convert(Box<Expr>),
    Builtin(Builtin, Vec<Expr>),
    Raise(Box<Expr>),
    TryWith(Box<Expr>, VarId, Box<Expr>),
    TryFinally(Box<Expr>, Box<Expr>),
    /// `let!`; with `tail`, `return!` as the last thing that the block does.
    Await {
        task: Box<Expr>,
        waiting: Waiting,
        tail: bool,
    },
    Run(Box<Expr>, FunctionId),
    Start {
        task: Box<Expr>,
        function: FunctionId,
        token: Option<Box<Expr>>,
    },
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Arm {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Expr,
}

/// A pattern.
#[derive(Clone, Debug)]
pub enum Pattern {
    Any,
    Bind(VarId),
    Both(Box<Pattern>, Box<Pattern>),
    Equal(Box<Expr>),
    /// Of a string: the comparison by the runtime's function.
    Text(String, FunctionId),
    Fields(Vec<Pattern>),
    Case(u32, Box<Pattern>),
    Or(Box<Pattern>, Box<Pattern>),
}

/// What a function is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flavour {
    /// It runs to its end.
    Plain,
    /// An async block.
    Coroutine,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub flavour: Flavour,
    pub parameters: Vec<(VarId, Rep)>,
    pub variables: Vec<Rep>,
    pub body: Expr,
    pub result: Rep,
}

/// A closed program.
pub struct Program {
    pub functions: Vec<Function>,
    /// The representations of the values at the top of files.
    pub globals: Vec<(String, Rep)>,
    /// Computes these values, runs the statements at the top and `main`; its result is the exit status.
    pub main: FunctionId,
    /// Functions of the runtime that compiled code calls.
    pub runtime: Vec<(&'static str, FunctionId)>,
    /// The representation of `exn`.
    pub exception: Rep,
    /// The names of exceptions, in the order of its cases.
    pub exception_names: Vec<String>,
}

impl Rep {
    /// The union that this is.
    pub fn cases(&self) -> &[Option<Rep>] {
        match self {
            Rep::Union(union) => &union.cases,
            _ => &[],
        }
    }
}
