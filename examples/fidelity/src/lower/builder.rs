//! A function under construction: registers, blocks and instructions.

use crate::low::{Attribute, BinOp, Block, Cast, CmpOp, End, Function, Inst, Ty, Val};

/// Blocks and instructions of a function.
pub struct Builder {
    pub blocks: Vec<Block>,
    /// Memory of the frame, before everything else.
    pub allocas: Vec<Inst>,
    pub current: u32,
    registers: u32,
}

impl Builder {
    /// A function of these parameters, which are the first registers.
    pub fn new(parameters: usize) -> Builder {
        Builder { blocks: vec![Block::default()], allocas: vec![], current: 0, registers: parameters as u32 }
    }

    pub fn register(&mut self) -> u32 {
        self.registers += 1;
        self.registers - 1
    }

    pub fn block(&mut self) -> u32 {
        self.blocks.push(Block::default());
        self.blocks.len() as u32 - 1
    }

    pub fn select_block(&mut self, block: u32) {
        self.current = block;
    }

    /// Adds an instruction, if the block has not ended.
    pub fn push(&mut self, inst: Inst) {
        let block = &mut self.blocks[self.current as usize];
        if block.end.is_none() {
            block.insts.push(inst);
        }
    }

    /// Ends the block, if it has not ended.
    pub fn end(&mut self, end: End) {
        let block = &mut self.blocks[self.current as usize];
        if block.end.is_none() {
            block.end = Some(end);
        }
    }

    pub fn jump(&mut self, to: u32) {
        self.end(End::Jump(to));
    }

    pub fn branch(&mut self, condition: Val, yes: u32, no: u32) {
        self.end(End::Branch { condition, yes, no });
    }

    /// Memory of the frame for a scalar.
    pub fn alloca(&mut self, ty: &Ty) -> Val {
        self.alloca_bytes(ty.size(), ty.size() as u32)
    }

    pub fn alloca_bytes(&mut self, bytes: u64, align: u32) -> Val {
        let to = self.register();
        self.allocas.push(Inst::Alloca { to, bytes: Val::Int(Ty::I64, bytes as i64), align });
        Val::Reg(to, Ty::Ptr)
    }

    pub fn load(&mut self, ty: Ty, from: Val) -> Val {
        let to = self.register();
        self.push(Inst::Load { to, ty: ty.clone(), from });
        Val::Reg(to, ty)
    }

    pub fn store(&mut self, value: Val, to: Val) {
        self.push(Inst::Store { value, to });
    }

    pub fn offset(&mut self, base: Val, offset: Val) -> Val {
        if offset == Val::Int(Ty::I64, 0) {
            return base;
        }
        let to = self.register();
        self.push(Inst::Offset { to, base, offset });
        Val::Reg(to, Ty::Ptr)
    }

    pub fn at(&mut self, base: &Val, offset: u64) -> Val {
        self.offset(base.clone(), Val::Int(Ty::I64, offset as i64))
    }

    pub fn bin(&mut self, op: BinOp, left: Val, right: Val) -> Val {
        let (to, ty) = (self.register(), left.ty());
        self.push(Inst::Bin { to, op, left, right });
        Val::Reg(to, ty)
    }

    pub fn cmp(&mut self, op: CmpOp, left: Val, right: Val) -> Val {
        let to = self.register();
        self.push(Inst::Cmp { to, op, left, right });
        Val::Reg(to, Ty::I1)
    }

    pub fn cast(&mut self, op: Cast, value: Val, ty: Ty) -> Val {
        let to = self.register();
        self.push(Inst::Cast { to, op, value, ty: ty.clone() });
        Val::Reg(to, ty)
    }

    pub fn select(&mut self, condition: Val, yes: Val, no: Val) -> Val {
        let (to, ty) = (self.register(), yes.ty());
        self.push(Inst::Select { to, condition, yes, no });
        Val::Reg(to, ty)
    }

    /// A call of a function of the module; its result, if it has one.
    pub fn call(&mut self, callee: &str, arguments: Vec<Val>, ty: Ty) -> Option<Val> {
        let to = (ty != Ty::Void).then(|| self.register());
        self.push(Inst::Call { to, callee: callee.to_owned(), arguments, ty: ty.clone() });
        to.map(|to| Val::Reg(to, ty))
    }

    /// A call of a function that LLVM knows.
    pub fn intrinsic(&mut self, name: &str, arguments: Vec<Val>, ty: Ty) -> Option<Val> {
        let to = (ty != Ty::Void).then(|| self.register());
        self.push(Inst::Intrinsic { to, name: name.to_owned(), arguments, ty: ty.clone() });
        to.map(|to| Val::Reg(to, ty))
    }

    pub fn extract(&mut self, from: Val, index: u32, ty: Ty) -> Val {
        let to = self.register();
        self.push(Inst::Extract { to, from, index });
        Val::Reg(to, ty)
    }

    pub fn insert(&mut self, into: Val, value: Val, index: u32) -> Val {
        let (to, ty) = (self.register(), into.ty());
        self.push(Inst::Insert { to, into, value, index });
        Val::Reg(to, ty)
    }

    pub fn switch(&mut self, value: Val, default: u32, cases: Vec<(i64, u32)>) {
        self.end(End::Switch { value, default, cases });
    }

    /// The function, with the memory of its frame and `prologue` at its beginning.
    pub fn finish(
        mut self,
        name: String,
        parameters: Vec<Ty>,
        ret: Ty,
        attribute: Attribute,
        prologue: Vec<Inst>,
    ) -> Function {
        let mut first = std::mem::take(&mut self.allocas);
        first.extend(prologue);
        first.append(&mut self.blocks[0].insts);
        self.blocks[0].insts = first;
        for block in &mut self.blocks {
            block.end.get_or_insert(End::Unreachable);
        }
        Function { name, parameters, ret, attribute, exported: false, blocks: self.blocks }
    }
}
