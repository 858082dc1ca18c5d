//! A bind: `let!`, `do!`, `return!`, and `Async.RunSynchronously`.
//!
//! The frame of a bound child is in the *place*, one block of the parent's frame for all children, because they are there one after the
//! other. Its size is the maximum of what `gc.coro.size.bytes` says of them; gc-coro splits children before their parents, so it is a
//! constant when the parent is split.

use super::control::Reason;
use super::coroutines::{Header, Status};
use super::values::scalars;
use super::{Body, Value};
use crate::closed::{Expr, FunctionId, Rep, Waiting};
use crate::low::{BinOp, CmpOp, Inst, Ty, Val};
use crate::plan::Start;

impl Body<'_, '_> {
    pub(super) fn wait(&mut self, task: &Expr, waiting: &Waiting, tail: bool, rep: &Rep) -> Value {
        if let Waiting::Ignore(inner) = waiting {
            let result = self.ignored_result(task, inner);
            self.wait_for(task, inner, false, &result);
            return vec![];
        }
        self.wait_for(task, waiting, tail, rep)
    }

    /// What an async value returns that is waited for and dropped.
    fn ignored_result(&self, task: &Expr, waiting: &Waiting) -> Rep {
        let result = |function: FunctionId| self.lowerer.program.functions[function as usize].result.clone();
        match waiting {
            Waiting::Block(function) => result(*function),
            Waiting::All(all) => {
                Rep::Array(all.first().map_or(Rep::Unit, |function| result(*function)).into())
            }
            Waiting::AllOf(function) | Waiting::Each(function) => Rep::Array(result(*function).into()),
            Waiting::Child => match &task.rep {
                Rep::Async(task) => match &**task {
                    crate::closed::Task::Ignore(Rep::Async(inner)) => match &**inner {
                        crate::closed::Task::Child(rep) => rep.clone(),
                        _ => Rep::Unit,
                    },
                    _ => Rep::Unit,
                },
                _ => Rep::Unit,
            },
            _ => Rep::Unit,
        }
    }

    fn wait_for(&mut self, task: &Expr, waiting: &Waiting, tail: bool, rep: &Rep) -> Value {
        let in_frame = std::mem::take(&mut self.array_in_frame);
        let held = self.expr(task);
        self.array_in_frame = in_frame && matches!(waiting, Waiting::All(_));
        match waiting {
            Waiting::Block(function) if tail && *function == self.id && self.scopes.is_empty() => {
                self.begin_again(held);
                super::undefined(rep)
            }
            Waiting::Block(function) => {
                self.check_cancelled();
                self.bind(*function, held)
            }
            Waiting::Sleep => self.leaf("Scheduler.sleep", held),
            Waiting::Ready { writing } => {
                let mut held = held;
                held.push(Val::Int(Ty::I32, if *writing { 4 } else { 1 }));
                self.leaf("Scheduler.ready", held)
            }
            Waiting::All(functions) => self.all(functions, held, rep),
            Waiting::AllOf(function) => self.all_of(*function, task, held, rep),
            Waiting::Each(function) => self.each(*function, task, held, rep),
            Waiting::StartChild(function) => self.start_child(*function, held),
            Waiting::Child => self.child(held, rep),
            Waiting::CurrentToken => {
                vec![self.token.clone().unwrap_or(Val::Symbol("fid.statics".to_owned()))]
            }
            Waiting::Ignore(inner) => self.wait_for(task, inner, false, rep),
        }
    }

    /// `return!` of the own block as the last thing: the frame is used again.
    fn begin_again(&mut self, held: Value) {
        self.check_cancelled();
        let (head, start) = (self.own().head, self.own().first_parameter);
        let _ = start;
        let parameters = self.lowerer.program.functions[self.id as usize].parameters.clone();
        let mut rest = held.into_iter();
        for (variable, rep) in parameters {
            let slots = self.variable(variable);
            let value: Value = rest.by_ref().take(scalars(&rep).len()).collect();
            self.store_all(value, &slots);
        }
        self.builder.jump(head);
    }

    /// Waits for the coroutine `function` with these arguments; its result.
    pub(super) fn bind(&mut self, function: FunctionId, held: Value) -> Value {
        match self.lowerer.plan.start(self.id, function) {
            Start::Bound => self.bind_in_place(function, held),
            Start::Queued => self.bind_in_arena(function, held),
        }
    }

    fn bind_in_place(&mut self, function: FunctionId, held: Value) -> Value {
        let name = self.lowerer.symbol(function, Start::Bound);
        let place = self.place_for(vec![name.clone()]);
        let arguments = self.leading_arguments(place.clone()).into_iter().chain(held).collect();
        self.builder.call(&name, arguments, Ty::Ptr);
        let promise = self.promise_of(place.clone());
        let status = self.status(&promise);
        let running = self.builder.cmp(CmpOp::Eq, status, Val::Int(Ty::I32, 0));
        let (waits, done) = (self.builder.block(), self.builder.block());
        self.builder.branch(running, waits, done);
        self.builder.select_block(waits);
        self.wait_for_end(&promise);
        self.suspend(|this| {
            this.builder.intrinsic("llvm.coro.destroy", vec![place], Ty::Void);
        });
        self.builder.jump(done);
        self.builder.select_block(done);
        self.check_status(&promise, function, Start::Bound, |_| {});
        self.load_result(function, &promise, Start::Bound)
    }

    /// A coroutine that could be its own descendant: the run loop starts it, so the machine's stack does not grow either.
    fn bind_in_arena(&mut self, function: FunctionId, held: Value) -> Value {
        let handle = self.spawn(function, held);
        let promise = self.promise_of(handle.clone());
        self.wait_for_end(&promise);
        let next = self.number(handle.clone());
        self.runtime_call("Scheduler.wake", vec![next]);
        let frame = handle.clone();
        self.suspend(|this| this.destroy_in_arena(handle));
        let again = frame.clone();
        self.check_status(&promise, function, Start::Queued, |this| this.free(again.clone()));
        let value = self.load_result(function, &promise, Start::Queued);
        self.free(frame);
        value
    }

    fn destroy_in_arena(&mut self, handle: Val) {
        self.builder.intrinsic("llvm.coro.destroy", vec![handle.clone()], Ty::Void);
        self.free(handle);
    }

    pub(super) fn free(&mut self, frame: Val) {
        let frame = self.number(frame);
        self.runtime_call("Arena.free", vec![frame]);
    }

    /// A new frame in the arena, with the coroutine in it; its handle.
    pub(super) fn spawn(&mut self, function: FunctionId, held: Value) -> Val {
        let name = self.lowerer.spawner(function);
        let arguments = self.token_argument().into_iter().chain(held).collect();
        self.builder.call(&name, arguments, Ty::Ptr).unwrap_or(Val::Null)
    }

    pub(super) fn token_argument(&mut self) -> Option<Val> {
        if !self.lowerer.plan.cancels {
            return None;
        }
        // Outside of a coroutine nothing cancels: the first word of the statics stays zero.
        Some(self.token.clone().unwrap_or(Val::Symbol("fid.statics".to_owned())))
    }

    pub(super) fn leading_arguments(&mut self, place: Val) -> Vec<Val> {
        std::iter::once(place).chain(self.token_argument()).collect()
    }

    pub(super) fn promise_of(&mut self, handle: Val) -> Val {
        let arguments = vec![handle, Val::Int(Ty::I32, 8), Val::Int(Ty::I1, 0)];
        self.builder.intrinsic("llvm.coro.promise", arguments, Ty::Ptr).unwrap_or(Val::Null)
    }

    pub(super) fn status(&mut self, promise: &Val) -> Val {
        let from = self.builder.at(promise, Header::STATUS);
        self.builder.load(Ty::I32, from)
    }

    /// This coroutine is resumed when the other one is finished.
    pub(super) fn wait_for_end(&mut self, promise: &Val) {
        let handle = self.own().handle.clone();
        let to = self.builder.at(promise, Header::WAITER);
        self.builder.store(handle, to);
    }

    /// Leaves if the child has raised or is cancelled. `clean` is done before.
    pub(super) fn check_status(
        &mut self,
        promise: &Val,
        child: FunctionId,
        start: Start,
        clean: impl Fn(&mut Self),
    ) {
        let raises = self.lowerer.plan.raises[child as usize];
        let cancels = self.lowerer.plan.cancels;
        if !raises && !cancels {
            return;
        }
        let status = self.status(promise);
        let (raised, cancelled, good) = (self.builder.block(), self.builder.block(), self.builder.block());
        let mut cases = vec![];
        if raises {
            cases.push((Status::Raised as i64, raised));
        }
        if cancels {
            cases.push((Status::Cancelled as i64, cancelled));
        }
        self.builder.switch(status, good, cases);
        self.builder.select_block(raised);
        if raises {
            let exception = self.exception_of(promise, start);
            clean(self);
            self.raise(exception);
        }
        self.builder.select_block(cancelled);
        if cancels {
            clean(self);
            self.cancelled_child();
        }
        self.builder.select_block(good);
    }

    fn cancelled_child(&mut self) {
        if self.coroutine.is_some() {
            self.leave(Reason::Cancel);
        } else {
            let place = self.place_text(crate::source::Span::default());
            let text =
                self.text(&format!("{place}: the work is cancelled that `Async.RunSynchronously` waits for"));
            self.stop(text);
        }
    }

    pub(super) fn exception_of(&mut self, promise: &Val, start: Start) -> Value {
        if start == Start::Bound {
            return self.pending_exception();
        }
        let types = scalars(&self.lowerer.program.exception);
        self.load_promise(promise, types, start)
    }

    fn load_promise(&mut self, promise: &Val, types: Vec<Ty>, start: Start) -> Value {
        let (offsets, _) = self.lowerer.result_layout(&types, start);
        let mut value = vec![];
        for (ty, offset) in types.into_iter().zip(offsets) {
            let from = self.builder.at(promise, offset);
            value.push(self.builder.load(ty, from));
        }
        value
    }

    pub(super) fn load_result(&mut self, function: FunctionId, promise: &Val, start: Start) -> Value {
        let types = scalars(&self.lowerer.program.functions[function as usize].result);
        self.load_promise(promise, types, start)
    }

    /// Waits for a timer or a file: `arm` puts a node into a list of the run loop.
    fn leaf(&mut self, arm: &str, held: Value) -> Value {
        self.check_cancelled();
        let node = match self.own().node.clone() {
            Some(node) => node,
            None => {
                let node = self.builder.alloca_bytes(40, 8);
                self.own().node = Some(node.clone());
                node
            }
        };
        let handle = self.own().handle.clone();
        let arguments = [self.number(node.clone()), self.number(handle)];
        self.runtime_call(arm, arguments.into_iter().chain(held).collect());
        self.suspend(|this| this.unlink(node));
        vec![]
    }

    /// `Async.RunSynchronously`: the frame is on the stack of the caller.
    pub(super) fn run(&mut self, task: &Expr, function: FunctionId, _rep: &Rep) -> Value {
        let held = self.expr(task);
        let name = self.lowerer.symbol(function, Start::Bound);
        let place = self.place_for(vec![name.clone()]);
        // The work is not cancelled with the caller: it may be what a `finally` does because of a cancellation.
        let own = self.token.take();
        let arguments = self.leading_arguments(place.clone()).into_iter().chain(held).collect();
        self.token = own;
        self.builder.call(&name, arguments, Ty::Ptr);
        let handle = self.number(place.clone());
        self.runtime_call("Loop.run", vec![handle]);
        let promise = self.promise_of(place);
        self.check_status(&promise, function, Start::Bound, |_| {});
        self.load_result(function, &promise, Start::Bound)
    }

    /// The place for the frames of these coroutines, which are there at the same time.
    pub(super) fn place_for(&mut self, names: Vec<String>) -> Val {
        if !self.sites.contains(&names) {
            self.sites.push(names);
        }
        if let Some(place) = &self.place {
            return place.clone();
        }
        let place = Val::Reg(self.builder.register(), Ty::Ptr);
        self.place = Some(place.clone());
        place
    }

    /// The instructions at the beginning of the function that make the place.
    pub(super) fn place_prologue(&mut self) -> Vec<Inst> {
        let mut insts = vec![];
        if let Some(list) = self.coroutine.as_ref().and_then(|own| own.children.clone()) {
            insts.push(Inst::Store { value: Val::Int(Ty::I64, 0), to: list });
        }
        let Some(Val::Reg(place, _)) = self.place.clone() else { return insts };
        let mut largest: Option<Val> = None;
        for site in self.sites.clone() {
            let mut sum: Option<Val> = None;
            for name in site {
                let size = self.size_of(&name, &mut insts);
                sum = Some(match sum {
                    None => size,
                    Some(sum) => self.pure(BinOp::Add, sum, size, &mut insts),
                });
            }
            let Some(sum) = sum else { continue };
            largest = Some(match largest {
                None => sum,
                Some(largest) => self.maximum(largest, sum, &mut insts),
            });
        }
        insts.push(Inst::Alloca { to: place, bytes: largest.unwrap_or(Val::Int(Ty::I64, 0)), align: 16 });
        insts
    }

    /// The bytes of a frame, rounded up to its alignment.
    pub(super) fn size_of(&mut self, name: &str, insts: &mut Vec<Inst>) -> Val {
        let to = self.builder.register();
        insts.push(Inst::Call {
            to: Some(to),
            callee: "gc.coro.size.bytes".to_owned(),
            arguments: vec![Val::Symbol(name.to_owned())],
            ty: Ty::I64,
        });
        let more = self.pure(BinOp::Add, Val::Reg(to, Ty::I64), Val::Int(Ty::I64, 15), insts);
        self.pure(BinOp::And, more, Val::Int(Ty::I64, -16), insts)
    }

    fn pure(&mut self, op: BinOp, left: Val, right: Val, insts: &mut Vec<Inst>) -> Val {
        let to = self.builder.register();
        insts.push(Inst::Bin { to, op, left, right });
        Val::Reg(to, Ty::I64)
    }

    fn maximum(&mut self, left: Val, right: Val, insts: &mut Vec<Inst>) -> Val {
        let (less, to) = (self.builder.register(), self.builder.register());
        insts.push(Inst::Cmp { to: less, op: CmpOp::Ult, left: left.clone(), right: right.clone() });
        insts.push(Inst::Select { to, condition: Val::Reg(less, Ty::I1), yes: right, no: left });
        Val::Reg(to, Ty::I64)
    }
}
