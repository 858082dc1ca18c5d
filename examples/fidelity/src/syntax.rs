//! The syntax tree: what the parser makes, and what inference and specialisation read.

use crate::source::Span;

/// A node of the tree, the same in all files of a program. Tables of later stages are indexed by it.
pub type NodeId = u32;

/// A name with its place.
#[derive(Clone, Debug)]
pub struct Name {
    /// The text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// An expression.
#[derive(Clone, Debug)]
pub struct Expr {
    /// Its number.
    pub id: NodeId,
    /// Where it stands.
    pub span: Span,
    /// What it is.
    pub kind: ExprKind,
}

/// The suffix of an integer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum IntKind {
    /// `1`
    Int,
    /// `1L`
    Int64,
    /// `1uy`
    Byte,
    /// `1n`
    Native,
}

/// The operators of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BinaryOp {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    Compose,
}

/// The kinds of expressions.
#[derive(Clone, Debug)]
pub enum ExprKind {
    Unit,
    Bool(bool),
    Int(i64, IntKind),
    Float(f64),
    Char(char),
    Str(String),
    /// A name, with the modules before it: `Async.Sleep`.
    Path(Vec<Name>),
    Apply(Box<Expr>, Vec<Expr>),
    Lambda(Vec<Pattern>, Box<Expr>),
    /// Statements; the last one is the value.
    Block(Vec<Expr>),
    Let(Box<Binding>),
    /// `use p = e`: with `bang`, `use!`.
    Use {
        pattern: Pattern,
        value: Box<Expr>,
        bang: bool,
    },
    LetBang(Pattern, Box<Expr>),
    DoBang(Box<Expr>),
    Return(Box<Expr>),
    ReturnBang(Box<Expr>),
    Async(Box<Expr>),
    If(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    /// With `bang`, `match!`.
    Match {
        value: Box<Expr>,
        arms: Vec<Arm>,
        bang: bool,
    },
    While(Box<Expr>, Box<Expr>),
    /// `for i = from to last do body`.
    For {
        variable: Name,
        id: NodeId,
        from: Box<Expr>,
        last: Box<Expr>,
        down: bool,
        body: Box<Expr>,
    },
    ForIn(Pattern, Box<Expr>, Box<Expr>),
    TryWith(Box<Expr>, Vec<Arm>),
    TryFinally(Box<Expr>, Box<Expr>),
    Tuple(Vec<Expr>),
    Record(Vec<(Name, Expr)>),
    RecordWith(Box<Expr>, Vec<(Name, Expr)>),
    Array(Vec<Expr>),
    List(Vec<Expr>),
    /// `[| for i in from .. last -> e |]`: a function of the index and its range.
    ArrayFor {
        variable: Name,
        id: NodeId,
        from: Box<Expr>,
        last: Box<Expr>,
        element: Box<Expr>,
    },
    Field(Box<Expr>, Name),
    Index(Box<Expr>, Box<Expr>),
    Assign(Box<Expr>, Box<Expr>),
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    Negate(Box<Expr>),
    Annotated(Box<Expr>, TypeExpr),
    /// `{ new IDisposable with member _.Dispose() = e }`.
    Disposable(Box<Expr>),
    /// `new T(args)`.
    New(Name, Box<Expr>),
}

/// `let`, in a block or at the top of a file.
#[derive(Clone, Debug)]
pub struct Binding {
    pub recursive: bool,
    pub mutable: bool,
    pub pattern: Pattern,
    /// Of a function; its body is `value`.
    pub parameters: Vec<Pattern>,
    pub result: Option<TypeExpr>,
    pub value: Expr,
    /// The number of the function.
    pub id: NodeId,
}

/// A rule of `match` or `with`.
#[derive(Clone, Debug)]
pub struct Arm {
    pub pattern: Pattern,
    pub guard: Option<Expr>,
    pub body: Expr,
}

/// A pattern.
#[derive(Clone, Debug)]
pub struct Pattern {
    pub id: NodeId,
    pub span: Span,
    pub kind: PatternKind,
}

/// The kinds of patterns.
#[derive(Clone, Debug)]
pub enum PatternKind {
    Wildcard,
    Unit,
    Name(Name),
    /// A literal.
    Literal(Box<Expr>),
    Tuple(Vec<Pattern>),
    /// A case of a union or an exception.
    Case(Vec<Name>, Option<Box<Pattern>>),
    Record(Vec<(Name, Pattern)>),
    /// `:? Type`, of an exception.
    TypeTest(Vec<Name>),
    Or(Box<Pattern>, Box<Pattern>),
    As(Box<Pattern>, Name),
    Annotated(Box<Pattern>, TypeExpr),
}

/// A type as it is written.
#[derive(Clone, Debug)]
pub struct TypeExpr {
    pub span: Span,
    pub kind: TypeExprKind,
}

/// The kinds of written types.
#[derive(Clone, Debug)]
pub enum TypeExprKind {
    Named(Vec<Name>, Vec<TypeExpr>),
    Variable(String),
    Tuple(Vec<TypeExpr>),
    Function(Box<TypeExpr>, Box<TypeExpr>),
    Array(Box<TypeExpr>),
    /// `_`
    Any,
}

/// A declaration at the top of a file.
#[derive(Clone, Debug)]
pub enum Decl {
    Let(Vec<Binding>, bool),
    Type(TypeDecl),
    Exception(Name, Option<TypeExpr>),
    Module(Name, Vec<Decl>),
    Do(Expr),
}

/// A type of the program.
#[derive(Clone, Debug)]
pub struct TypeDecl {
    pub name: Name,
    pub parameters: Vec<String>,
    pub body: TypeBody,
}

/// What a type is.
#[derive(Clone, Debug)]
pub enum TypeBody {
    Record(Vec<(Name, TypeExpr)>),
    Union(Vec<(Name, Vec<TypeExpr>)>),
    Alias(TypeExpr),
}
