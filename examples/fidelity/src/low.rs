//! The low form: functions of basic blocks, whose instructions are those that LLVM's IR and MLIR's LLVM dialect both have.
//!
//! There are no phis: what joins is in memory, and LLVM's `sroa` makes values of it.

/// A type of the machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Ty {
    Void,
    I1,
    I8,
    I32,
    I64,
    F64,
    Ptr,
    Token,
    Struct(Vec<Ty>),
}

impl Ty {
    /// Bytes in memory; the alignment is the same.
    pub fn size(&self) -> u64 {
        match self {
            Ty::Void | Ty::Token | Ty::Struct(_) => 0,
            Ty::I1 | Ty::I8 => 1,
            Ty::I32 => 4,
            Ty::I64 | Ty::F64 | Ty::Ptr => 8,
        }
    }
}

/// An operand.
#[derive(Clone, Debug, PartialEq)]
pub enum Val {
    /// The result of an instruction, or a parameter.
    Reg(u32, Ty),
    Int(Ty, i64),
    Float(f64),
    Null,
    /// The token of suspensions.
    NoToken,
    /// A function or global.
    Symbol(String),
    Undef(Ty),
}

impl Val {
    /// Its type.
    pub fn ty(&self) -> Ty {
        match self {
            Val::Reg(_, ty) | Val::Int(ty, _) | Val::Undef(ty) => ty.clone(),
            Val::Float(_) => Ty::F64,
            Val::Null | Val::Symbol(_) => Ty::Ptr,
            Val::NoToken => Ty::Token,
        }
    }
}

/// Operations of two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BinOp {
    Add,
    Sub,
    Mul,
    SDiv,
    SRem,
    UDiv,
    URem,
    And,
    Or,
    Xor,
    Shl,
    AShr,
    LShr,
    FAdd,
    FSub,
    FMul,
    FDiv,
    FRem,
}

/// Comparisons.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CmpOp {
    Eq,
    Ne,
    Slt,
    Sle,
    Sgt,
    Sge,
    Ult,
    Ule,
    Ugt,
    Uge,
    FEq,
    FNe,
    FLt,
    FLe,
    FGt,
    FGe,
}

/// Conversions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cast {
    Trunc,
    ZExt,
    SExt,
    SiToFp,
    UiToFp,
    PtrToInt,
    IntToPtr,
}

/// An instruction.
#[derive(Clone, Debug)]
pub enum Inst {
    /// Bytes of the frame of the function.
    Alloca {
        to: u32,
        bytes: Val,
        align: u32,
    },
    Load {
        to: u32,
        ty: Ty,
        from: Val,
    },
    Store {
        value: Val,
        to: Val,
    },
    /// `base + offset`, in bytes.
    Offset {
        to: u32,
        base: Val,
        offset: Val,
    },
    Bin {
        to: u32,
        op: BinOp,
        left: Val,
        right: Val,
    },
    Cmp {
        to: u32,
        op: CmpOp,
        left: Val,
        right: Val,
    },
    Cast {
        to: u32,
        op: Cast,
        value: Val,
        ty: Ty,
    },
    Select {
        to: u32,
        condition: Val,
        yes: Val,
        no: Val,
    },
    Call {
        to: Option<u32>,
        callee: String,
        arguments: Vec<Val>,
        ty: Ty,
    },
    /// A function that LLVM knows.
    Intrinsic {
        to: Option<u32>,
        name: String,
        arguments: Vec<Val>,
        ty: Ty,
    },
    Extract {
        to: u32,
        from: Val,
        index: u32,
    },
    Insert {
        to: u32,
        into: Val,
        value: Val,
        index: u32,
    },
    /// Inline assembly.
    Asm {
        to: Option<u32>,
        text: String,
        constraints: String,
        arguments: Vec<Val>,
        ty: Ty,
    },
}

/// The end of a block.
#[derive(Clone, Debug)]
pub enum End {
    Jump(u32),
    Branch { condition: Val, yes: u32, no: u32 },
    Switch { value: Val, default: u32, cases: Vec<(i64, u32)> },
    Return(Option<Val>),
    Unreachable,
}

/// A basic block.
#[derive(Clone, Debug, Default)]
pub struct Block {
    pub insts: Vec<Inst>,
    pub end: Option<End>,
}

/// How a function is compiled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribute {
    None,
    /// A coroutine that gc-coro splits.
    Coroutine,
    AlwaysInline,
    NoInline,
    /// Without prologue; its body is assembly.
    Naked,
}

/// A function.
#[derive(Clone, Debug)]
pub struct Function {
    pub name: String,
    pub parameters: Vec<Ty>,
    pub ret: Ty,
    pub attribute: Attribute,
    /// Seen from outside.
    pub exported: bool,
    pub blocks: Vec<Block>,
}

/// A global.
#[derive(Clone, Debug)]
pub struct Global {
    pub name: String,
    pub contents: Contents,
    /// Seen from outside, or from assembly.
    pub exported: bool,
}

/// What is in a global.
#[derive(Clone, Debug)]
pub enum Contents {
    /// So many bytes of zeros, which change.
    Zeros(u64),
    /// Bytes that do not change.
    Text(Vec<u8>),
}

/// A module.
#[derive(Clone, Debug, Default)]
pub struct Module {
    pub triple: String,
    pub functions: Vec<Function>,
    /// Functions of LLVM and gc-coro that are called by name: result and parameters.
    pub declared: Vec<(String, Ty, Vec<Ty>)>,
    pub globals: Vec<Global>,
}
