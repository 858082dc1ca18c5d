//! Awaits in the forms that frontends and optimizers give them, and calls of continuations.
//!
//! A handle goes to exactly one place, directly after its await or by a return: so a one-shot handle is called at most once.

use crate::build::int;
use crate::program::{Binary, Op, Operand, Predicate, SignatureId, Ty};

use super::body::Body;
use super::control::Exit;
use super::{Feature, Sort};

/// What happens after an await.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Form {
    /// The first path returns; the continuation goes on.
    Yield,
    /// The continuation returns; the first path goes on.
    Fork,
    /// Both go on, and meet.
    Join,
    /// Both go on in the same code.
    Branchless,
    /// The handle goes nowhere: the await is as good as not there.
    Unused,
}

impl Body<'_> {
    pub fn suspend(&mut self) {
        let features = self.plan.features;
        let when = |holds: bool, weight: usize| if holds { weight } else { 0 };
        let shared_state = self.state.is_some();
        let form = self.rng.weighted(&[
            (Form::Yield, 8),
            (Form::Fork, when(!shared_state, 3)),
            (Form::Join, when(!shared_state, 3)),
            (Form::Branchless, when(!shared_state && features.has(Feature::Branchless), 2)),
            (Form::Unused, when(!shared_state && features.has(Feature::Unused), 1)),
        ]);
        let Some(signature) = self.signature_for(form) else { return };
        self.awaits -= 1;
        let fields = self.awaited(signature);
        let (handle, resumed, arguments) = (fields[0], fields[1], &fields[2..]);
        match form {
            Form::Yield => self.yields(signature, handle, resumed, arguments),
            Form::Fork => self.forks(signature, handle, resumed, arguments),
            Form::Join => self.joins_again(signature, handle, resumed, arguments),
            Form::Branchless => self.without_branch(signature, handle, resumed, arguments),
            Form::Unused => self.unused(resumed),
        }
        self.offer(resumed, Sort::Plain(Ty::I1));
        if self.b.current().is_some() && self.rng.chance(70) {
            let most = self.rng.between(2, 6);
            self.digest(most);
        }
    }

    /// A signature whose result fits what may return after the await.
    fn signature_for(&mut self, form: Form) -> Option<SignatureId> {
        let same = match form {
            Form::Yield => self.joins > 0,
            Form::Fork => false,
            Form::Join | Form::Branchless | Form::Unused => true,
        };
        let same = same || !self.plan.features.has(Feature::MixedReturns);
        let (plan, context, one_shot) = (self.plan, self.context, self.state.is_some());
        let fitting = plan.signatures_where(|at| {
            (!same || plan.sorts[at].1 == context) && (!one_shot || plan.signatures[at].one_shot)
        });
        if fitting.is_empty() {
            return None;
        }
        Some(self.rng.pick(&fitting))
    }

    /// The fields of an await's result; sometimes of a phi of two.
    fn awaited(&mut self, signature: SignatureId) -> Vec<Operand> {
        let signatures = &self.plan.signatures;
        let fresh =
            self.state.is_some() && self.plan.features.has(Feature::MixedStates) && self.rng.chance(25);
        let state = self.state.filter(|_| !fresh).unwrap_or(Operand::Zero(Ty::Ref));
        if !self.plan.features.has(Feature::ResultPhis) || !self.rng.chance(15) {
            return self.b.suspend(signatures, signature, state);
        }
        let condition = self.condition();
        let (then, otherwise) = (self.b.block(), self.b.block());
        self.b.branch(condition, then, otherwise);
        let mut results = Vec::new();
        for block in [then, otherwise] {
            self.b.enter(block);
            if self.rng.chance(40) {
                self.store_something();
            }
            let all = self.b.suspend_whole(signature, state);
            results.push((self.b.current().expect("still open"), all));
        }
        let join = self.b.block();
        for (block, _) in &results {
            self.b.enter(*block);
            self.b.jump(join);
        }
        self.b.enter(join);
        let all = self.b.phi(Ty::Await(signature), &results);
        self.b.await_fields(signatures, all)
    }

    /// A write that tells two paths apart.
    fn store_something(&mut self) {
        let value = int(self.rng.below(1000) as i64);
        let number = Sort::Plain(Ty::I64);
        match self.slots.iter().find(|(_, sort, _)| *sort == number) {
            Some(&(slot, ..)) => self.b.store(value, slot),
            None => {
                let cell = self.b.cell(self.world, self.plan.world.sum(0));
                self.b.store(value, cell);
            }
        }
    }

    // ---- the forms ----

    fn yields(&mut self, signature: SignatureId, handle: Operand, resumed: Operand, arguments: &[Operand]) {
        let (first, go_on) = (self.b.block(), self.b.block());
        self.b.branch(resumed, go_on, first);
        self.arm(first, &[], |body| {
            if body.context == Some(Sort::Handle(signature)) && body.rng.chance(70) {
                body.plain_statements(2);
                body.b.ret_as(Some(handle));
                return;
            }
            body.publish(signature, handle);
            body.plain_statements(2);
            body.give_back();
        });
        self.b.enter(go_on);
        self.context = self.plan.sorts[signature.0 as usize].1;
        self.offer_arguments(signature, arguments);
    }

    fn forks(&mut self, signature: SignatureId, handle: Operand, resumed: Operand, arguments: &[Operand]) {
        let (continuation, first) = (self.b.block(), self.b.block());
        self.b.branch(resumed, continuation, first);
        let context = self.context;
        self.context = self.plan.sorts[signature.0 as usize].1;
        // Nothing of the continuation meets anything else, so its own awaits are free in their results.
        let joins = std::mem::take(&mut self.joins);
        self.arm(continuation, &[], |body| {
            body.offer_arguments(signature, arguments);
            body.digest(4);
            let most = body.rng.between(1, 5);
            body.statements(most);
            if body.b.current().is_some() {
                body.give_back();
            }
        });
        (self.context, self.joins) = (context, joins);
        self.b.enter(first);
        self.publish(signature, handle);
    }

    fn joins_again(
        &mut self,
        signature: SignatureId,
        handle: Operand,
        resumed: Operand,
        arguments: &[Operand],
    ) {
        let wanted = self.wanted(3);
        let (continuation, first) = (self.b.block(), self.b.block());
        self.b.branch(resumed, continuation, first);
        self.joins += 1;
        let mut exits: Vec<Exit> = Vec::new();
        exits.extend(self.arm(continuation, &wanted, |body| {
            body.offer_arguments(signature, arguments);
            let most = body.rng.below(4);
            body.statements(most);
        }));
        exits.extend(self.arm(first, &wanted, |body| {
            body.publish(signature, handle);
            let most = body.rng.below(4);
            body.statements(most);
        }));
        self.joins -= 1;
        self.meet(&exits, &wanted);
    }

    fn without_branch(
        &mut self,
        signature: SignatureId,
        handle: Operand,
        resumed: Operand,
        arguments: &[Operand],
    ) {
        let handle = self.b.select(resumed, Operand::Zero(Ty::Ref), handle);
        self.publish(signature, handle);
        let sorts = &self.plan.sorts[signature.0 as usize].0;
        for (&argument, &sort) in arguments.iter().zip(sorts) {
            let other = self.get(sort);
            let value = self.b.select(resumed, argument, other);
            self.offer(value, sort);
        }
    }

    fn unused(&mut self, resumed: Operand) {
        if self.rng.chance(50) {
            return;
        }
        let (never, always) = (self.b.block(), self.b.block());
        self.b.branch(resumed, never, always);
        self.joins += 1;
        let mut exits = Vec::new();
        for block in [never, always] {
            exits.extend(self.arm(block, &[], |body| body.plain_statements(2)));
        }
        self.joins -= 1;
        self.meet(&exits, &[]);
    }

    /// Statements without awaits: a handle is still in hand, or the state is in use.
    fn plain_statements(&mut self, most: usize) {
        let features = self.plan.features;
        for _ in 0..self.rng.below(most + 1) {
            match self.rng.below(4) {
                0 => self.digest(3),
                1 if features.has(Feature::Objects) => {
                    let word = self.get(Sort::Word);
                    let value = self.get(Sort::Plain(Ty::I64));
                    self.b.store(value, word);
                }
                2 => self.store_something(),
                _ => self.compute_something(),
            }
        }
    }

    fn offer_arguments(&mut self, signature: SignatureId, arguments: &[Operand]) {
        let sorts = &self.plan.sorts[signature.0 as usize].0;
        for (&argument, &sort) in arguments.iter().zip(sorts) {
            self.offer(argument, sort);
        }
    }

    pub fn publish(&mut self, signature: SignatureId, handle: Operand) {
        let publish = self.plan.publish(signature);
        self.b.call(publish, None, vec![self.world, handle]);
    }

    // ---- calls of continuations ----

    pub fn resume(&mut self, signature: SignatureId) {
        let start = self.get(Sort::Plain(Ty::I64));
        self.resume_with(signature, start, None);
    }

    /// Calls a continuation, perhaps twice: that in a place of the table from `start` on; with these arguments, if any
    /// are given.
    pub fn resume_with(&mut self, signature: SignatureId, start: Operand, arguments: Option<Vec<Operand>>) {
        let Some((handle, blocks)) = self.guarded(signature, start) else { return };
        self.joins += 1;
        let mut exits = Vec::new();
        exits.extend(self.arm(blocks[0], &[], |body| {
            body.call_continuation(signature, handle, arguments.clone());
            if !body.plan.signatures[signature.0 as usize].one_shot && body.rng.chance(40) {
                body.call_continuation(signature, handle, arguments);
            }
        }));
        self.joins -= 1;
        exits.push((blocks[1], Vec::new()));
        self.meet(&exits, &[]);
    }

    fn call_continuation(
        &mut self,
        signature: SignatureId,
        handle: Operand,
        arguments: Option<Vec<Operand>>,
    ) {
        let arguments = arguments.unwrap_or_else(|| self.resume_arguments(signature));
        let result = self.b.resume(&self.plan.signatures, signature, handle, arguments);
        let sort = self.plan.sorts[signature.0 as usize].1;
        self.accept(result, sort);
        if let (Some(value), Some(sort)) = (result, sort)
            && let Some(number) = self.number(value, sort)
        {
            self.b.trace(number);
        }
    }

    /// Returns what a continuation returns.
    pub fn tail_resume(&mut self) {
        let (plan, context) = (self.plan, self.context);
        let fitting = plan.signatures_where(|at| plan.sorts[at].1 == context);
        if fitting.is_empty() {
            return;
        }
        let signature = self.rng.pick(&fitting);
        let start = self.get(Sort::Plain(Ty::I64));
        let Some((handle, blocks)) = self.guarded(signature, start) else { return };
        self.arm(blocks[0], &[], |body| {
            let arguments = body.resume_arguments(signature);
            let op = Op::Resume { signature, handle, arguments, tail: true };
            let result = body.plan.signatures[signature.0 as usize].result;
            let value = match result {
                Some(ty) => Some(body.b.compute(ty, op)),
                None => {
                    body.b.act(op);
                    None
                }
            };
            body.b.ret_as(value);
        });
        self.b.enter(blocks[1]);
    }

    /// Takes a handle and some fuel. Gives the handle, the block where there were both, and the other one.
    fn guarded(
        &mut self,
        signature: SignatureId,
        start: Operand,
    ) -> Option<(Operand, [crate::program::BlockId; 2])> {
        let fuel_cell = self.b.cell(self.world, self.plan.world.fuel());
        let fuel = self.b.load(Ty::I64, fuel_cell);
        let some = self.b.compare(Predicate::ULt, int(0), fuel);
        let (ask, go, done) = (self.b.block(), self.b.block(), self.b.block());
        self.b.branch(some, ask, done);
        self.b.enter(ask);
        let handle = self.b.call(self.plan.take(signature), Some(Ty::Ref), vec![self.world, start])?;
        let none = self.b.compare(Predicate::Eq, handle, Operand::Zero(Ty::Ref));
        self.b.branch(none, done, go);
        self.b.enter(go);
        let less = self.b.binary(Binary::Sub, fuel, int(1));
        self.b.store(less, fuel_cell);
        Some((handle, [go, done]))
    }

    pub fn resume_arguments(&mut self, signature: SignatureId) -> Vec<Operand> {
        let sorts = &self.plan.sorts[signature.0 as usize].0;
        sorts.iter().map(|&sort| self.get(sort)).collect()
    }
}
