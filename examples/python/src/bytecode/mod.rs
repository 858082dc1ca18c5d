//! Bytecode of CPython 3.11, 3.12 and 3.13, as instructions that are the same for all of them.
//!
//! * In: a code object, and the numbers of its opcodes, both read from the interpreter at run time.
//! * Out: [`Code`]: a list of [`Instr`], the ranges of its exception handlers, and its constants and names.

mod decode;
mod handlers;
mod lower;
mod read;

pub use handlers::Handler;
pub use read::read;

/// What a code object has, without its objects: they are known by address and live as long as it does.
#[derive(Debug)]
pub struct Code {
    pub name: String,
    pub instrs: Vec<Instr>,
    pub handlers: Vec<Handler>,
    pub constants: Vec<Constant>,
    /// The addresses of the names.
    pub names: Vec<usize>,
    pub name_texts: Vec<String>,
    /// Slots: arguments, other local variables and cells, free variables.
    pub slots: usize,
    pub free_variables: usize,
    /// How many of the slots are filled by a call.
    pub arguments: usize,
    pub slot_names: Vec<String>,
    pub kind: Kind,
    /// A generator that `await` takes, made by `types.coroutine`.
    pub is_iterable_coroutine: bool,
    pub minor: u8,
}

/// What a call of a function gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Function,
    Generator,
    Coroutine,
    AsyncGenerator,
}

/// A constant: the address of its object, and its value if generated code can compute with it.
#[derive(Clone, Copy, Debug)]
pub struct Constant {
    pub address: usize,
    pub value: Value,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Value {
    Int(i64),
    Float(f64),
    None,
    Other,
}

/// One instruction. Those that come of one instruction of the interpreter have the same offset.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Instr {
    /// Where it begins, in bytes, with its prefixes.
    pub offset: u32,
    /// The same without them, as tracebacks have it.
    pub position: u32,
    pub op: Op,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Condition {
    True,
    False,
    None,
    NotNone,
}

/// A reference to an instruction by its offset in bytes.
pub type Target = u32;

/// The operations. A comment shows the stack before and after, its top on the right.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Op {
    Nop,
    Pop,
    PushNull,
    Swap(u32),
    Copy(u32),
    Constant(u32),
    LoadFast {
        slot: u32,
        is_checked: bool,
    },
    LoadFastAndClear(u32),
    StoreFast(u32),
    DeleteFast(u32),
    LoadGlobal(u32),
    StoreGlobal(u32),
    DeleteGlobal(u32),
    LoadBuildClass,
    LoadAssertionError,
    MakeCell(u32),
    LoadDeref(u32),
    StoreDeref(u32),
    DeleteDeref(u32),
    CopyFreeVars(u32),
    /// 0 negative, 1 positive, 2 not, 3 invert.
    Unary(u32),
    /// The interpreter's number of the operator.
    Binary(u32),
    Compare(u32),
    Is {
        negated: bool,
    },
    Contains {
        negated: bool,
    },
    ToBool,
    Subscript,
    StoreSubscript,
    DeleteSubscript,
    BinarySlice,
    StoreSlice,
    LoadAttr(u32),
    /// object → callable, receiver or null
    LoadMethod(u32),
    /// super, type, object → attribute
    LoadSuperAttr(u32),
    StoreAttr(u32),
    DeleteAttr(u32),
    BuildTuple(u32),
    BuildList(u32),
    BuildSet(u32),
    BuildMap(u32),
    BuildConstKeyMap(u32),
    BuildString(u32),
    BuildSlice(u32),
    ListAppend(u32),
    SetAdd(u32),
    MapAdd(u32),
    ListExtend(u32),
    SetUpdate(u32),
    DictUpdate(u32),
    DictMerge(u32),
    ListToTuple,
    Unpack(u32),
    UnpackEx(u32),
    Convert(u32),
    Format {
        has_specification: bool,
    },
    Jump(Target),
    JumpBack(Target),
    PopJumpIf(Condition, Target),
    JumpIfOrPop(bool, Target),
    GetIter,
    GetYieldFromIter,
    /// iterator → iterator, item; at the end the iterator is released
    ForIter(Target),
    /// callable, receiver or null, arguments → result (also: null, callable, arguments)
    Call {
        count: u32,
        /// A constant: the names of the last arguments.
        names: Option<u32>,
    },
    /// The names are on the stack.
    CallKw(u32),
    CallEx {
        has_keywords: bool,
    },
    MakeFunction(u32),
    Return,
    ReturnConstant(u32),
    ReturnGenerator,
    Yield,
    /// receiver, value → receiver, result: all of an await or `yield from`
    Send(Target),
    /// receiver, result → result
    EndSend,
    GetAwaitable(u32),
    GetAiter,
    GetAnext,
    EndAsyncFor,
    BeforeWith {
        is_async: bool,
    },
    WithExceptStart,
    PushExcInfo,
    PopExcept,
    CheckExcMatch,
    CheckEgMatch,
    Reraise,
    Raise(u32),
    StopIterationError,
    PrepReraiseStar,
    ImportName(u32),
    ImportFrom(u32),
    GetLen,
    MatchMapping,
    MatchSequence,
    MatchKeys,
    MatchClass(u32),
}

/// Why a function is left to the interpreter.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// The opcode, as the interpreter names it, or what else it is.
    pub what: String,
    pub offset: u32,
}
