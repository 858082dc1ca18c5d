//! Functions, block by block: what the generator and the examples write programs with.

use crate::program::{
    Binary, Block, BlockId, Cast, Function, FunctionId, Inst, Op, Operand, Phi, Predicate, Signature,
    SignatureId, Slot, SlotId, Terminator, Ty, ValueId,
};

/// A function that is being written. Instructions go to the end of the current block.
pub struct Builder {
    pub function: Function,
    current: Option<BlockId>,
}

/// An integer constant.
pub fn int(value: i64) -> Operand {
    Operand::Int(Ty::I64, value as u64)
}

impl Builder {
    /// A function with an empty entry block, which is current.
    pub fn new(name: impl Into<String>, parameters: &[Ty], result: Option<Ty>) -> Self {
        let function = Function {
            name: name.into(),
            parameters: parameters.len() as u32,
            values: parameters.to_vec(),
            slots: Vec::new(),
            blocks: Vec::new(),
            result,
            coroutine: false,
            noinline: false,
            driver: false,
            internal: true,
        };
        let mut builder = Self { function, current: None };
        let entry = builder.block();
        builder.enter(entry);
        builder
    }

    pub fn parameter(&self, at: u32) -> Operand {
        assert!(at < self.function.parameters);
        Operand::Value(ValueId(at))
    }

    /// A new alloca.
    pub fn slot(&mut self, ty: Ty, count: u32) -> Operand {
        self.function.slots.push(Slot { ty, count });
        Operand::Slot(SlotId(self.function.slots.len() as u32 - 1))
    }

    // ---- blocks ----

    /// A new block, not yet current. Until it has a terminator it returns nothing.
    pub fn block(&mut self) -> BlockId {
        let terminator = Terminator::Return { value: None, marked: false };
        self.function.blocks.push(Block { phis: Vec::new(), insts: Vec::new(), terminator });
        BlockId(self.function.blocks.len() as u32 - 1)
    }

    pub fn enter(&mut self, block: BlockId) {
        self.current = Some(block);
    }

    /// The current block; there is none after a terminator.
    pub fn current(&self) -> Option<BlockId> {
        self.current
    }

    fn open(&mut self) -> &mut Block {
        let current = self.current.expect("a block is open");
        &mut self.function.blocks[current.0 as usize]
    }

    pub fn end(&mut self, terminator: Terminator) {
        self.open().terminator = terminator;
        self.current = None;
    }

    pub fn jump(&mut self, to: BlockId) {
        self.end(Terminator::Jump(to));
    }

    pub fn branch(&mut self, condition: Operand, then: BlockId, otherwise: BlockId) {
        self.end(Terminator::Branch(condition, then, otherwise));
    }

    pub fn ret(&mut self, value: Option<Operand>) {
        self.end(Terminator::Return { value, marked: false });
    }

    /// Returns a value of a type that may not be the function's.
    pub fn ret_as(&mut self, value: Option<Operand>) {
        let ty = value.map(|value| self.function.ty(value));
        let marked = ty != self.function.result;
        self.end(Terminator::Return { value, marked });
    }

    // ---- instructions ----

    fn value(&mut self, ty: Ty) -> ValueId {
        self.function.values.push(ty);
        ValueId(self.function.values.len() as u32 - 1)
    }

    /// An instruction with a result.
    pub fn compute(&mut self, ty: Ty, op: Op) -> Operand {
        let result = self.value(ty);
        self.open().insts.push(Inst { result: Some(result), op });
        Operand::Value(result)
    }

    /// An instruction without a result.
    pub fn act(&mut self, op: Op) {
        self.open().insts.push(Inst { result: None, op });
    }

    /// A phi of the current block.
    pub fn phi(&mut self, ty: Ty, incoming: &[(BlockId, Operand)]) -> Operand {
        let result = self.value(ty);
        self.open().phis.push(Phi { result, incoming: incoming.to_vec() });
        Operand::Value(result)
    }

    /// One more entry for a phi that this builder made in `block`.
    pub fn add_incoming(&mut self, block: BlockId, phi: Operand, from: BlockId, value: Operand) {
        let mut phis = self.function.blocks[block.0 as usize].phis.iter_mut();
        let found = phis.find(|candidate| Operand::Value(candidate.result) == phi);
        found.expect("the phi is in this block").incoming.push((from, value));
    }

    pub fn binary(&mut self, op: Binary, a: Operand, b: Operand) -> Operand {
        let ty = self.function.ty(a);
        self.compute(ty, Op::Binary(op, a, b))
    }

    pub fn compare(&mut self, predicate: Predicate, a: Operand, b: Operand) -> Operand {
        let ty = self.function.ty(a);
        self.compute(Ty::I1, Op::Compare(predicate, ty, a, b))
    }

    pub fn cast(&mut self, cast: Cast, value: Operand, to: Ty) -> Operand {
        let from = self.function.ty(value);
        self.compute(to, Op::Cast(cast, from, value))
    }

    pub fn select(&mut self, condition: Operand, a: Operand, b: Operand) -> Operand {
        let ty = self.function.ty(a);
        self.compute(ty, Op::Select(condition, a, b))
    }

    pub fn field(&mut self, signatures: &[Signature], aggregate: Operand, at: u32) -> Operand {
        let of = self.function.ty(aggregate);
        let ty = crate::program::fields(signatures, of)[at as usize];
        self.compute(ty, Op::ExtractField(of, aggregate, at))
    }

    pub fn trace(&mut self, value: Operand) {
        self.act(Op::Trace(value));
    }

    pub fn load(&mut self, ty: Ty, address: Operand) -> Operand {
        self.compute(ty, Op::Load(address))
    }

    pub fn store(&mut self, value: Operand, address: Operand) {
        self.act(Op::Store { value, address });
    }

    pub fn element(&mut self, base: Operand, index: Operand, stride: Ty) -> Operand {
        let ty = self.function.ty(base);
        self.compute(ty, Op::Element { base, index, stride })
    }

    /// A new object; `share`: the heap writes to it stay where they are across awaits.
    pub fn object(&mut self, pointers: u32, words: u32, share: bool) -> Operand {
        let object = self.compute(Ty::Ref, Op::New { pointers, words });
        if share {
            self.act(Op::Share(object));
        }
        object
    }

    /// The address of an object's cell: pointers first, then words.
    pub fn cell(&mut self, object: Operand, at: u32) -> Operand {
        let header = self.compute(Ty::Derived, Op::Derive(object));
        self.element(header, int(i64::from(at) + 1), Ty::I64)
    }

    pub fn call(
        &mut self,
        function: FunctionId,
        result: Option<Ty>,
        arguments: Vec<Operand>,
    ) -> Option<Operand> {
        self.give(result, Op::Call { function, arguments })
    }

    /// An await: handle, resumed, and the arguments.
    pub fn suspend(
        &mut self,
        signatures: &[Signature],
        signature: SignatureId,
        state: Operand,
    ) -> Vec<Operand> {
        let all = self.suspend_whole(signature, state);
        self.await_fields(signatures, all)
    }

    /// An await: the whole result.
    pub fn suspend_whole(&mut self, signature: SignatureId, state: Operand) -> Operand {
        self.function.coroutine = true;
        self.compute(Ty::Await(signature), Op::Await { signature, state })
    }

    /// The fields of an await's result.
    pub fn await_fields(&mut self, signatures: &[Signature], all: Operand) -> Vec<Operand> {
        let count = crate::program::fields(signatures, self.function.ty(all)).len() as u32;
        (0..count).map(|at| self.field(signatures, all, at)).collect()
    }

    pub fn resume(
        &mut self,
        signatures: &[Signature],
        signature: SignatureId,
        handle: Operand,
        arguments: Vec<Operand>,
    ) -> Option<Operand> {
        let result = signatures[signature.0 as usize].result;
        self.give(result, Op::Resume { signature, handle, arguments, tail: false })
    }

    fn give(&mut self, result: Option<Ty>, op: Op) -> Option<Operand> {
        match result {
            Some(ty) => Some(self.compute(ty, op)),
            None => {
                self.act(op);
                None
            }
        }
    }
}
