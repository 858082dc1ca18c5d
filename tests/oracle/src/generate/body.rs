//! One function: its scope, and the statements that are made of it.

use crate::build::{Builder, int};
use crate::program::{Binary, Function, FunctionId, Op, Operand, Ty};
use crate::rng::Rng;

use super::world::SUMS;
use super::{Feature, Plan, Sort};

/// A function that is being made up.
pub(super) struct Body<'a> {
    pub plan: &'a Plan,
    pub rng: &'a mut Rng,
    pub b: Builder,
    /// Its number among the headers; it calls later ones only.
    pub me: usize,
    pub coroutine: bool,
    pub world: Operand,
    /// What dominates the current place.
    pub scope: Vec<(Operand, Sort)>,
    pub slots: Vec<(Operand, Sort, u32)>,
    /// What a return gives here: the function's result, or that of the continuation that must be running.
    pub context: Option<Sort>,
    /// How many structures around the current place have a join: the context must not change in them.
    pub joins: usize,
    pub depth: usize,
    /// How many statements are left.
    pub left: usize,
    /// How many awaits are left.
    pub awaits: usize,
    /// The state of all awaits, if the function has one.
    pub state: Option<Operand>,
}

/// What a statement is.
#[derive(Clone, Copy)]
enum Statement {
    Compute,
    Trace,
    Digest,
    Sum,
    Task,
    StoreSlot,
    LoadSlot,
    NewObject,
    StoreWord,
    StoreField,
    Share,
    If,
    Switch,
    Loop,
    Call,
    Await,
    Resume,
    TailResume,
    Return,
}

impl<'a> Body<'a> {
    /// The function of a header.
    pub fn write(plan: &'a Plan, rng: &'a mut Rng, me: usize) -> Function {
        let header = &plan.headers[me];
        let parameters: Vec<Ty> =
            [Ty::Ref].into_iter().chain(header.parameters.iter().map(|sort| sort.ty())).collect();
        let name = if header.coroutine { format!("coro{me}") } else { format!("plain{me}") };
        let mut b = Builder::new(name, &parameters, header.result.map(Sort::ty));
        b.function.internal = rng.chance(50);
        b.function.noinline = rng.chance(40);
        let mut body = Self::new(plan, rng, b, me);
        let coroutine = header.coroutine && plan.features.has(Feature::Awaits);
        (body.coroutine, body.context) = (coroutine, header.result);
        body.scope = header
            .parameters
            .iter()
            .enumerate()
            .map(|(at, &sort)| (Operand::Value(crate::program::ValueId(at as u32 + 1)), sort))
            .collect();
        body.prologue(coroutine && header.prealloc);
        body.statements(usize::MAX);
        // A coroutine has an await, wherever the dice fell.
        if body.coroutine && !body.b.function.coroutine && body.b.current().is_some() {
            body.suspend();
        }
        if body.b.current().is_some() {
            body.digest(6);
            body.give_back();
        }
        body.b.function
    }

    pub fn new(plan: &'a Plan, rng: &'a mut Rng, b: Builder, me: usize) -> Self {
        let left = plan.size + rng.below(plan.size + 1);
        let awaits = rng.between(2, 6);
        let world = Operand::Value(crate::program::ValueId(0));
        let (scope, slots) = (Vec::new(), Vec::new());
        let (coroutine, context, state) = (false, None, None);
        Self {
            plan,
            rng,
            b,
            me,
            coroutine,
            world,
            scope,
            slots,
            context,
            joins: 0,
            depth: 0,
            left,
            awaits,
            state,
        }
    }

    /// Slots with something in them, and the state.
    pub fn prologue(&mut self, prealloc: bool) {
        if prealloc {
            let acquires = self.plan.features.has(Feature::Acquire) && self.rng.chance(40);
            let op = if acquires { Op::Acquire { spare: self.rng.below(3) as u64 } } else { Op::Prealloc };
            self.state = Some(self.b.compute(Ty::Ref, op));
        }
        if !self.plan.features.has(Feature::Locals) {
            return;
        }
        for _ in 0..self.rng.below(4) {
            let sort = match self.rng.below(8) {
                0 if self.plan.features.has(Feature::LocalRefs) => Sort::Object(self.class()),
                1 => Sort::Plain(Ty::F64),
                2 if self.plan.features.has(Feature::Vectors) => Sort::Plain(Ty::V4),
                3 => Sort::Plain(self.rng.pick(&[Ty::I8, Ty::I32])),
                _ => Sort::Plain(Ty::I64),
            };
            let count = 1 << self.rng.below(3);
            let slot = self.b.slot(sort.ty(), count);
            for at in 0..count {
                let value = self.get(sort);
                let cell = if at == 0 { slot } else { self.b.element(slot, int(at.into()), sort.ty()) };
                self.b.store(value, cell);
            }
            self.slots.push((slot, sort, count));
        }
    }

    pub fn class(&mut self) -> usize {
        self.rng.below(self.plan.classes.len())
    }

    /// Up to `most` statements, as long as there is somewhere to put them.
    pub fn statements(&mut self, most: usize) {
        for _ in 0..most {
            if self.left == 0 || self.b.current().is_none() {
                return;
            }
            self.left -= 1;
            self.statement();
        }
    }

    fn statement(&mut self) {
        use Statement::*;
        let features = self.plan.features;
        let when = |holds: bool, weight: usize| if holds { weight } else { 0 };
        let nest = self.depth < 3 && self.left > 0;
        let objects = features.has(Feature::Objects);
        let slots = !self.slots.is_empty();
        let resumes = features.has(Feature::Awaits) && features.has(Feature::Resumes);
        let choice = self.rng.weighted(&[
            (Compute, 30),
            (Trace, 4),
            (Digest, 5),
            (Sum, 3),
            (Task, when(features.has(Feature::Identity), 3)),
            (StoreSlot, when(slots, 11)),
            (LoadSlot, when(slots, 6)),
            (NewObject, when(objects, 5)),
            (StoreWord, when(objects, 7)),
            (StoreField, when(objects, 4)),
            (Share, when(objects && features.has(Feature::Share), 1)),
            (If, when(nest, 8)),
            (Switch, when(nest && features.has(Feature::Switches), 3)),
            (Loop, when(nest && features.has(Feature::Loops), 5)),
            (Call, when(self.me + 1 < self.plan.headers.len() && features.has(Feature::Calls), 5)),
            (Await, when(self.coroutine && self.awaits > 0, 18)),
            (Resume, when(resumes, 4)),
            (TailResume, when(resumes && features.has(Feature::TailResumes), 1)),
            (Return, when(self.depth > 0, 1)),
        ]);
        match choice {
            Compute => self.compute_something(),
            Trace => self.trace(),
            Digest => {
                let most = self.rng.between(2, 6);
                self.digest(most);
            }
            Sum => self.sum(),
            Task => {
                let task = self.b.compute(Ty::I64, Op::Task);
                self.offer(task, Sort::Plain(Ty::I64));
            }
            StoreSlot => self.store_slot(),
            LoadSlot => self.load_slot(),
            NewObject => self.new_object(),
            StoreWord => self.store_word(),
            StoreField => self.store_field(),
            Share => self.share(),
            If => self.branch(),
            Switch => self.switch(),
            Loop => self.repeat(),
            Call => self.call(),
            Await => self.suspend(),
            Resume => {
                let all = self.plan.signatures_where(|_| true);
                let signature = self.rng.pick(&all);
                self.resume(signature);
            }
            TailResume => self.tail_resume(),
            Return => self.give_back(),
        }
    }

    pub fn offer(&mut self, value: Operand, sort: Sort) {
        self.scope.push((value, sort));
    }

    // ---- statements ----

    fn trace(&mut self) {
        let value = self.get(Sort::Plain(Ty::I64));
        self.b.trace(value);
    }

    /// Traces a hash of values from all over the scope: what they were at the last await matters.
    pub fn digest(&mut self, most: usize) {
        let mut hash = int(self.rng.below(1000) as i64);
        for _ in 0..most.min(self.scope.len()) {
            let (value, sort) = self.scope[self.rng.below(self.scope.len())];
            if let Some(number) = self.number(value, sort) {
                let product = self.b.binary(Binary::Mul, hash, int(31));
                hash = self.b.binary(Binary::Add, product, number);
            }
        }
        if !self.slots.is_empty() && self.rng.chance(50) {
            let (cell, sort, _) = self.slot_cell();
            let value = self.b.load(sort.ty(), cell);
            if let Some(number) = self.number(value, sort) {
                hash = self.b.binary(Binary::Xor, hash, number);
            }
        }
        self.b.trace(hash);
        self.offer(hash, Sort::Plain(Ty::I64));
    }

    /// A word of the world changes.
    fn sum(&mut self) {
        let at = self.rng.below(SUMS as usize) as u32;
        let cell = self.b.cell(self.world, self.plan.world.sum(at));
        let old = self.b.load(Ty::I64, cell);
        let more = self.get(Sort::Plain(Ty::I64));
        let new = self.b.binary(Binary::Add, old, more);
        self.b.store(new, cell);
        self.offer(old, Sort::Plain(Ty::I64));
    }

    /// The address of one of a slot's cells.
    fn slot_cell(&mut self) -> (Operand, Sort, u32) {
        let (slot, sort, count) = self.slots[self.rng.below(self.slots.len())];
        let index = match count {
            1 => return (slot, sort, count),
            _ if self.rng.chance(50) => int(self.rng.below(count as usize) as i64),
            _ => {
                let any = self.get(Sort::Plain(Ty::I64));
                self.b.binary(Binary::And, any, int(i64::from(count) - 1))
            }
        };
        (self.b.element(slot, index, sort.ty()), sort, count)
    }

    fn store_slot(&mut self) {
        let (cell, sort, _) = self.slot_cell();
        let value = self.get(sort);
        self.b.store(value, cell);
        if sort == Sort::Plain(Ty::I64)
            && self.plan.features.has(Feature::LocalPointers)
            && self.rng.chance(30)
        {
            self.offer(cell, Sort::Local);
        }
    }

    fn load_slot(&mut self) {
        let (cell, sort, _) = self.slot_cell();
        let value = self.b.load(sort.ty(), cell);
        self.offer(value, sort);
    }

    fn new_object(&mut self) {
        let class = self.class();
        let object = self.fresh(class);
        for at in 0..self.plan.classes[class].pointers.len() {
            if self.rng.chance(50) {
                let child = self.get(Sort::Object(self.plan.classes[class].pointers[at]));
                let cell = self.b.cell(object, at as u32);
                self.b.store(child, cell);
            }
        }
        let word = self.word_of(object, class);
        let value = self.get(Sort::Plain(Ty::I64));
        self.b.store(value, word);
        self.offer(object, Sort::Object(class));
    }

    fn store_word(&mut self) {
        let value = self.get(Sort::Plain(Ty::I64));
        let word = self.get(Sort::Word);
        self.b.store(value, word);
    }

    fn store_field(&mut self) {
        let with_pointers: Vec<usize> = (0..self.plan.classes.len())
            .filter(|&class| !self.plan.classes[class].pointers.is_empty())
            .collect();
        if with_pointers.is_empty() {
            return;
        }
        let class = self.rng.pick(&with_pointers);
        let object = self.get(Sort::Object(class));
        let at = self.rng.below(self.plan.classes[class].pointers.len());
        let child_class = self.plan.classes[class].pointers[at];
        let cell = self.b.cell(object, at as u32);
        let child = self.get(Sort::Object(child_class));
        self.b.store(child, cell);
        if self.plan.features.has(Feature::Derived) && self.rng.chance(30) {
            self.offer(cell, Sort::Field(child_class));
        }
    }

    fn share(&mut self) {
        let class = self.class();
        let object = self.get(Sort::Object(class));
        self.b.act(Op::Share(object));
    }

    /// A call of a later function.
    fn call(&mut self) {
        let callee = self.rng.between(self.me + 1, self.plan.headers.len() - 1);
        self.call_of(callee);
    }

    pub fn call_of(&mut self, callee: usize) {
        let header = &self.plan.headers[callee];
        let mut arguments = vec![self.world];
        for &sort in &header.parameters {
            arguments.push(self.get(sort));
        }
        let result = self.b.call(FunctionId(callee as u32), header.result.map(Sort::ty), arguments);
        self.accept(result, header.result);
    }

    /// What came back from a call: a handle is published, everything else is there to be used.
    pub fn accept(&mut self, result: Option<Operand>, sort: Option<Sort>) {
        match (result, sort) {
            (Some(handle), Some(Sort::Handle(signature))) => self.publish(signature, handle),
            (Some(value), Some(sort)) => self.offer(value, sort),
            _ => {}
        }
    }

    /// Returns something of the context's sort.
    pub fn give_back(&mut self) {
        let value = self.context.map(|sort| self.get(sort));
        self.b.ret_as(value);
    }
}
