//! The programs: a small SSA form, just large enough for what the dialect can say.
//!
//! A program is plain data with indices. The printer makes LLVM IR of it, the interpreter runs it, the reducer cuts it
//! down; none of them knows how it was made. Memory is typed: a stack slot is an array of cells of one type, a heap
//! object is a header word, then pointers, then words, and each access is of one cell.

/// A value of a function: a parameter, or the result of a phi or an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ValueId(pub u32);

/// A block of a function. The first is the entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct BlockId(pub u32);

/// A function of a program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FunctionId(pub u32);

/// The signature of continuations.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignatureId(pub u32);

/// An alloca of a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SlotId(pub u32);

/// The type of a value.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ty {
    I1,
    I8,
    I32,
    I64,
    F64,
    /// `<4 x i32>`
    V4,
    /// `{ i64, i32 }`
    Pair,
    /// `{ i32, ptr addrspace(10) }`: an aggregate with a tracked leaf.
    Tagged,
    /// `<2 x ptr addrspace(10)>`: a vector of tracked pointers.
    Couple,
    /// `ptr addrspace(10)`: a heap object, or the handle of a continuation.
    Ref,
    /// `ptr addrspace(11)`: into a heap object.
    Derived,
    /// `ptr`: into a stack slot of this activation or of a caller's.
    Local,
    /// The whole result of an await: `{ ptr addrspace(10), i1, arguments... }`.
    Await(SignatureId),
}

impl Ty {
    /// The width of an integer type.
    pub fn bits(self) -> Option<u32> {
        match self {
            Ty::I1 => Some(1),
            Ty::I8 => Some(8),
            Ty::I32 => Some(32),
            Ty::I64 => Some(64),
            _ => None,
        }
    }

    /// Whether `Operand::Zero` may be of this type. Pointers into something have no harmless constant.
    pub fn has_zero(self) -> bool {
        !matches!(self, Ty::Derived | Ty::Local)
    }
}

/// What an instruction reads.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Operand {
    Value(ValueId),
    /// An integer of the given type; the bits above its width are zero.
    Int(Ty, u64),
    Float(f64),
    /// Null, zero, or an aggregate of those.
    Zero(Ty),
    /// What must not be looked at.
    Poison(Ty),
    /// The address of a slot's first cell.
    Slot(SlotId),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    And,
    Or,
    Xor,
    Shl,
    LShr,
    AShr,
    UDiv,
    URem,
    FAdd,
    FSub,
    FMul,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Predicate {
    Eq,
    Ne,
    ULt,
    SLt,
    /// Ordered and less, of doubles.
    FLt,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cast {
    ZExt,
    SExt,
    Trunc,
    SIToFP,
    /// `llvm.fptosi.sat`, which is defined for all doubles.
    FPToSISat,
}

/// What an instruction does. Where the type of the result decides, it is the type of the destination.
#[derive(Clone, PartialEq, Debug)]
pub enum Op {
    Binary(Binary, Operand, Operand),
    /// The type is that of the operands.
    Compare(Predicate, Ty, Operand, Operand),
    /// The type is that of the operand.
    Cast(Cast, Ty, Operand),
    Select(Operand, Operand, Operand),
    InsertLane(Operand, Operand, u32),
    ExtractLane(Operand, u32),
    /// Into an aggregate: its type is that of the destination.
    InsertField(Operand, Operand, u32),
    /// Out of an aggregate of this type.
    ExtractField(Ty, Operand, u32),
    /// The address of an object's header: `addrspacecast` from 10 to 11.
    Derive(Operand),
    /// `getelementptr stride, base, index`.
    Element {
        base: Operand,
        index: Operand,
        stride: Ty,
    },
    Load(Operand),
    Store {
        value: Operand,
        address: Operand,
    },
    /// A new object, all zero.
    New {
        pointers: u32,
        words: u32,
    },
    /// `gc.coro.share`.
    Share(Operand),
    /// Appends to the trace.
    Trace(Operand),
    /// The number of the task that runs this, read through what the function took at its entry: in a continuation, that
    /// of the task that called it.
    Task,
    /// From now on another task runs. The driver does it, while nothing else is running.
    SetTask(Operand),
    Call {
        function: FunctionId,
        arguments: Vec<Operand>,
    },
    /// Captures the activation. The signature says whether it is one-shot.
    Await {
        signature: SignatureId,
        state: Operand,
    },
    /// `gc.coro.prealloc`: a state for one-shot awaits that are never outstanding together.
    Prealloc,
    /// `gc.coro.acquire` of a buffer with room for `spare` words of each kind more than the function asks for.
    Acquire {
        spare: u64,
    },
    Resume {
        signature: SignatureId,
        handle: Operand,
        arguments: Vec<Operand>,
        /// A `tail call`.
        tail: bool,
    },
}

#[derive(Clone, PartialEq, Debug)]
pub struct Inst {
    pub result: Option<ValueId>,
    pub op: Op,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Phi {
    pub result: ValueId,
    pub incoming: Vec<(BlockId, Operand)>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Terminator {
    Jump(BlockId),
    Branch(Operand, BlockId, BlockId),
    /// On an `i32`.
    Switch {
        value: Operand,
        cases: Vec<(u64, BlockId)>,
        default: BlockId,
    },
    /// Returns from the most recent invocation. `marked`: through `gc.coro.return.<type>`, because this is a
    /// continuation whose type is not the function's.
    Return {
        value: Option<Operand>,
        marked: bool,
    },
}

impl Terminator {
    pub fn successors(&self) -> Vec<BlockId> {
        match self {
            Terminator::Jump(to) => vec![*to],
            Terminator::Branch(_, then, otherwise) => vec![*then, *otherwise],
            Terminator::Switch { cases, default, .. } => {
                cases.iter().map(|(_, to)| *to).chain([*default]).collect()
            }
            Terminator::Return { .. } => Vec::new(),
        }
    }

    pub fn successors_mut(&mut self) -> Vec<&mut BlockId> {
        match self {
            Terminator::Jump(to) => vec![to],
            Terminator::Branch(_, then, otherwise) => vec![then, otherwise],
            Terminator::Switch { cases, default, .. } => {
                cases.iter_mut().map(|(_, to)| to).chain([default]).collect()
            }
            Terminator::Return { .. } => Vec::new(),
        }
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Block {
    pub phis: Vec<Phi>,
    pub insts: Vec<Inst>,
    pub terminator: Terminator,
}

/// An alloca: `count` cells of a type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slot {
    pub ty: Ty,
    pub count: u32,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Function {
    pub name: String,
    /// The first values are the parameters.
    pub parameters: u32,
    /// The types of all values.
    pub values: Vec<Ty>,
    pub slots: Vec<Slot>,
    pub blocks: Vec<Block>,
    pub result: Option<Ty>,
    /// Whether the function has awaits (and the dialect's attributes).
    pub coroutine: bool,
    pub noinline: bool,
    /// Only calls the others: the optimizer need not look at it.
    pub driver: bool,
    /// Not visible to other modules, so that the optimizer may change its signature.
    pub internal: bool,
}

impl Function {
    /// The type of an operand.
    pub fn ty(&self, operand: Operand) -> Ty {
        match operand {
            Operand::Value(value) => self.values[value.0 as usize],
            Operand::Int(ty, _) | Operand::Zero(ty) | Operand::Poison(ty) => ty,
            Operand::Float(_) => Ty::F64,
            Operand::Slot(_) => Ty::Local,
        }
    }

    /// Whether some instruction is like this.
    pub fn has(&self, holds: impl FnMut(&Op) -> bool) -> bool {
        self.blocks.iter().flat_map(|block| &block.insts).map(|inst| &inst.op).any(holds)
    }

    /// All operands that refer to values, in place.
    pub fn operands_mut(&mut self, mut visit: impl FnMut(&mut Operand)) {
        for block in &mut self.blocks {
            for phi in &mut block.phis {
                phi.incoming.iter_mut().for_each(|(_, operand)| visit(operand));
            }
            for inst in &mut block.insts {
                inst.op.operands_mut().into_iter().for_each(&mut visit);
            }
            match &mut block.terminator {
                Terminator::Branch(operand, ..) | Terminator::Switch { value: operand, .. } => visit(operand),
                Terminator::Return { value: Some(operand), .. } => visit(operand),
                Terminator::Jump(_) | Terminator::Return { value: None, .. } => {}
            }
        }
    }
}

impl Op {
    /// Whether only a coroutine can have it.
    pub fn needs_coroutine(&self) -> bool {
        matches!(self, Op::Await { .. } | Op::Prealloc | Op::Acquire { .. })
    }

    /// Whether a collection could happen in it.
    pub fn is_call(&self) -> bool {
        matches!(
            self,
            Op::New { .. }
                | Op::Share(_)
                | Op::Trace(_)
                | Op::SetTask(_)
                | Op::Call { .. }
                | Op::Await { .. }
                | Op::Prealloc
                | Op::Acquire { .. }
                | Op::Resume { .. }
        )
    }

    /// What the instruction reads.
    pub fn operands_mut(&mut self) -> Vec<&mut Operand> {
        match self {
            Op::Binary(_, a, b)
            | Op::Compare(_, _, a, b)
            | Op::InsertLane(a, b, _)
            | Op::InsertField(a, b, _) => vec![a, b],
            Op::Element { base, index, .. } => vec![base, index],
            Op::Store { value, address } => vec![value, address],
            Op::Select(a, b, c) => vec![a, b, c],
            Op::Cast(_, _, a)
            | Op::ExtractLane(a, _)
            | Op::ExtractField(_, a, _)
            | Op::Derive(a)
            | Op::Load(a)
            | Op::Share(a)
            | Op::Trace(a)
            | Op::SetTask(a)
            | Op::Await { state: a, .. } => vec![a],
            Op::New { .. } | Op::Prealloc | Op::Acquire { .. } | Op::Task => Vec::new(),
            Op::Call { arguments, .. } => arguments.iter_mut().collect(),
            Op::Resume { handle, arguments, .. } => [handle].into_iter().chain(arguments).collect(),
        }
    }
}

/// What the continuation of an await takes and gives.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signature {
    pub arguments: Vec<Ty>,
    pub result: Option<Ty>,
    /// Its continuations may be called once.
    pub one_shot: bool,
    /// Nothing of the activation is needed: the handle is a constant.
    pub no_state: bool,
}

impl Signature {
    /// The flags of its awaits.
    pub fn flags(&self) -> u32 {
        u32::from(self.one_shot) | u32::from(self.no_state) << 1
    }
}

/// The types of the fields of an aggregate.
pub fn fields(signatures: &[Signature], ty: Ty) -> Vec<Ty> {
    match ty {
        Ty::Pair => vec![Ty::I64, Ty::I32],
        Ty::Tagged => vec![Ty::I32, Ty::Ref],
        Ty::Await(signature) => {
            let arguments = &signatures[signature.0 as usize].arguments;
            [Ty::Ref, Ty::I1].iter().chain(arguments).copied().collect()
        }
        _ => unreachable!("{ty:?} is no aggregate"),
    }
}

#[derive(Clone, PartialEq, Debug)]
pub struct Program {
    pub signatures: Vec<Signature>,
    pub functions: Vec<Function>,
    /// Takes nothing and gives nothing.
    pub main: FunctionId,
}

impl Program {
    pub fn function(&self, id: FunctionId) -> &Function {
        &self.functions[id.0 as usize]
    }

    pub fn signature(&self, id: SignatureId) -> &Signature {
        &self.signatures[id.0 as usize]
    }

    /// The number of instructions, phis and terminators.
    pub fn size(&self) -> usize {
        let blocks = self.functions.iter().flat_map(|function| &function.blocks);
        blocks.map(|block| block.phis.len() + block.insts.len() + 1).sum()
    }
}
