//! The shape of a coroutine.
//!
//! ```text
//! entry:   %id = coro.id, %handle = coro.begin in the memory that the caller gives
//!          [queued only: a suspension, until the run queue resumes it]
//! body:    …, with a suspension for each wait
//! finish:  the status is in the promise; wake who waits; final suspension
//! ret:     coro.end; return the handle
//! ```
//!
//! The promise begins with a header, and goes on with the result. A bound coroutine's header is the waiter (the handle that is resumed
//! when it is finished) and the status. A queued one has more: see [`Header`].

use super::control::Reason;
use super::values::{layout, scalars};
use super::{Body, Lowerer, Value};
use crate::closed::{Function, FunctionId};
use crate::low::{Attribute, Inst, Ty, Val};
use crate::plan::Start;

/// Offsets in the promise. `runtime/scheduler.fs` has the same, plus 16 for the two words of LLVM before the promise.
pub struct Header;

impl Header {
    /// The handle that is resumed at the end, or null.
    pub const WAITER: u64 = 0;
    /// 0 while it runs, then [`Status`].
    pub const STATUS: u64 = 8;
    /// Queued: the node in the run queue; its third word is the handle.
    pub const NODE: u64 = 16;
    /// Queued: 1 if nobody waits for it.
    pub const KIND: u64 = 48;
    /// Queued: the node in the list of its cancellation token.
    pub const TOKEN_NODE: u64 = 56;
}

/// How a coroutine has ended.
#[derive(Clone, Copy, PartialEq)]
pub enum Status {
    Returned = 1,
    Raised = 2,
    Cancelled = 3,
}

/// What a function that is a coroutine has more.
pub(super) struct Coroutine {
    pub start: Start,
    pub handle: Val,
    pub promise: Val,
    /// Where the body begins, for `return!` of itself.
    pub head: u32,
    pub finish: u32,
    pub ret: u32,
    /// The list of children that it has started, if it starts any.
    pub children: Option<Val>,
    /// The node by which it waits for a timer or a file.
    pub node: Option<Val>,
    pub first_parameter: u32,
}

/// The types of the header.
fn header(start: Start) -> Vec<Ty> {
    use Ty::{I32, Ptr};
    match start {
        Start::Bound => vec![Ptr, I32],
        Start::Queued => vec![Ptr, I32, Ptr, Ptr, Ptr, Ptr, I32, Ptr, Ptr, Ptr],
    }
}

impl<'p> Lowerer<'p> {
    /// The offsets of a result in the promise, and the bytes of both.
    pub(super) fn result_layout(&self, types: &[Ty], start: Start) -> (Vec<u64>, u64) {
        let mut all = header(start);
        let count = all.len();
        all.extend_from_slice(types);
        let (offsets, size) = layout(&all);
        (offsets[count..].to_vec(), size)
    }

    /// The types before those of the parameters: memory, and the token if the program has any.
    pub(super) fn leading(&self) -> Vec<Ty> {
        if self.plan.cancels { vec![Ty::Ptr, Ty::Ptr] } else { vec![Ty::Ptr] }
    }

    pub(super) fn coroutine(&mut self, id: FunctionId, function: &'p Function, start: Start) {
        let mut parameters = self.leading();
        let first_parameter = parameters.len() as u32;
        parameters.extend(self.parameter_types(function));
        let name = self.symbol(id, start);
        let exception = if start == Start::Queued { scalars(&self.program.exception) } else { vec![] };
        let size = self
            .result_layout(&scalars(&function.result), start)
            .1
            .max(self.result_layout(&exception, start).1);
        let cancels = self.plan.cancels;
        let mut body = self.body(id, function, parameters.len());
        body.token = cancels.then_some(Val::Reg(1, Ty::Ptr));
        let prologue = body.begin(size, start, first_parameter);
        body.store_parameters(function, first_parameter);
        if start == Start::Queued {
            body.wait_in_queue();
        }
        let head = body.head();
        body.builder.jump(head);
        body.builder.select_block(head);
        let value = body.expr(&function.body);
        body.finish_with(value);
        body.epilogue();
        let mut begins = prologue;
        begins.extend(body.place_prologue());
        let made = body.builder.finish(name, parameters, Ty::Ptr, Attribute::Coroutine, begins);
        self.module.functions.push(made);
        if start == Start::Queued {
            self.spawners.push(id);
        }
    }
}

impl Body<'_, '_> {
    /// `coro.id` and `coro.begin`, and the header of the promise.
    fn begin(&mut self, promise_bytes: u64, start: Start, first_parameter: u32) -> Vec<Inst> {
        let promise = self.builder.alloca_bytes(promise_bytes, 8);
        let (id, handle) = (self.builder.register(), self.builder.register());
        let prologue = vec![
            Inst::Intrinsic {
                to: Some(id),
                name: "llvm.coro.id".to_owned(),
                arguments: vec![Val::Int(Ty::I32, 0), promise.clone(), Val::Null, Val::Null],
                ty: Ty::Token,
            },
            Inst::Intrinsic {
                to: Some(handle),
                name: "llvm.coro.begin".to_owned(),
                arguments: vec![Val::Reg(id, Ty::Token), Val::Reg(0, Ty::Ptr)],
                ty: Ty::Ptr,
            },
        ];
        let (head, finish, ret) = (self.builder.block(), self.builder.block(), self.builder.block());
        let handle = Val::Reg(handle, Ty::Ptr);
        let (offsets, _) = layout(&header(start));
        for (ty, offset) in header(start).iter().zip(offsets) {
            let to = self.builder.at(&promise, offset);
            self.builder.store(super::values::zero(ty), to);
        }
        self.coroutine = Some(Coroutine {
            start,
            handle,
            promise,
            head,
            finish,
            ret,
            children: None,
            node: None,
            first_parameter,
        });
        prologue
    }

    /// The coroutine that this function is.
    pub(super) fn own(&mut self) -> &mut Coroutine {
        self.coroutine.as_mut().expect("only async blocks wait")
    }

    fn head(&mut self) -> u32 {
        self.own().head
    }

    /// Suspends; goes on in the block for a resumption, and leaves by `on_destroy` where it is destroyed.
    pub(super) fn suspend(&mut self, on_destroy: impl FnOnce(&mut Self)) {
        let ret = self.own().ret;
        let arguments = vec![Val::NoToken, Val::Int(Ty::I1, 0)];
        let what =
            self.builder.intrinsic("llvm.coro.suspend", arguments, Ty::I8).unwrap_or(Val::Undef(Ty::I8));
        let (resumed, destroyed) = (self.builder.block(), self.builder.block());
        self.builder.switch(what, ret, vec![(0, resumed), (1, destroyed)]);
        self.builder.select_block(destroyed);
        on_destroy(self);
        self.leave(Reason::Destroy);
        self.builder.select_block(resumed);
    }

    /// The first suspension of a queued coroutine.
    fn wait_in_queue(&mut self) {
        let node = self.own().promise.clone();
        self.suspend(|this| {
            let node = this.builder.at(&node, Header::NODE);
            this.unlink(node);
        });
        self.check_cancelled();
    }

    pub(super) fn unlink(&mut self, node: Val) {
        let node = self.number(node);
        self.runtime_call("Scheduler.unlink", vec![node]);
    }

    /// An address as a number of the runtime.
    pub(super) fn number(&mut self, address: Val) -> Val {
        self.builder.cast(crate::low::Cast::PtrToInt, address, Ty::I64)
    }

    /// Leaves if the work is cancelled.
    pub(super) fn check_cancelled(&mut self) {
        let Some(token) = self.token.clone() else { return };
        let flag = self.builder.load(Ty::I32, token);
        let is_set = self.builder.cmp(crate::low::CmpOp::Ne, flag, Val::Int(Ty::I32, 0));
        let (cancelled, goes_on) = (self.builder.block(), self.builder.block());
        self.builder.branch(is_set, cancelled, goes_on);
        self.builder.select_block(cancelled);
        self.leave(Reason::Cancel);
        self.builder.select_block(goes_on);
    }

    fn set_status(&mut self, status: Status) {
        let (promise, finish) = (self.own().promise.clone(), self.own().finish);
        let to = self.builder.at(&promise, Header::STATUS);
        self.builder.store(Val::Int(Ty::I32, status as i64), to);
        self.builder.jump(finish);
    }

    /// Stores the result; then it is finished.
    pub(super) fn finish_with(&mut self, value: Value) {
        let (promise, start) = (self.own().promise.clone(), self.own().start);
        let (offsets, _) = self.lowerer.result_layout(&scalars(&self.result.clone()), start);
        for (value, offset) in value.into_iter().zip(offsets) {
            let to = self.builder.at(&promise, offset);
            self.builder.store(value, to);
        }
        self.set_status(Status::Returned);
    }

    /// An exception leaves the coroutine. A queued one keeps it, because nobody may wait for it yet.
    pub(super) fn raise_from_coroutine(&mut self, exception: Value) {
        let (promise, start) = (self.own().promise.clone(), self.own().start);
        if start == Start::Queued {
            let types = scalars(&self.lowerer.program.exception);
            let (offsets, _) = self.lowerer.result_layout(&types, start);
            for (value, offset) in exception.iter().cloned().zip(offsets) {
                let to = self.builder.at(&promise, offset);
                self.builder.store(value, to);
            }
            self.fault_if_started(&promise, exception);
        }
        self.set_status(Status::Raised);
    }

    /// Nobody waits for what `Async.Start` has started: an exception of it ends the program.
    fn fault_if_started(&mut self, promise: &Val, exception: Value) {
        let from = self.builder.at(promise, Header::KIND);
        let kind = self.builder.load(Ty::I32, from);
        let is_started = self.builder.cmp(crate::low::CmpOp::Eq, kind, Val::Int(Ty::I32, 1));
        let (alone, goes_on) = (self.builder.block(), self.builder.block());
        self.builder.branch(is_started, alone, goes_on);
        self.builder.select_block(alone);
        self.uncaught(exception);
        self.builder.select_block(goes_on);
    }

    /// Cancellation leaves the coroutine.
    pub(super) fn leave_coroutine(&mut self, why: Reason) {
        if why == Reason::Destroy {
            self.release_children(true);
            let ret = self.own().ret;
            self.builder.jump(ret);
        } else {
            self.set_status(Status::Cancelled);
        }
    }

    /// What becomes of the children that were started and are not waited for.
    fn release_children(&mut self, destroy: bool) {
        if let Some(children) = self.own().children.clone() {
            let list = self.builder.load(Ty::I64, children);
            self.runtime_call("Tasks.release", vec![list, Val::Int(Ty::I1, i64::from(destroy))]);
        }
    }

    /// The blocks `finish` and `ret`.
    fn epilogue(&mut self) {
        let (finish, ret, start) = (self.own().finish, self.own().ret, self.own().start);
        let (handle, promise) = (self.own().handle.clone(), self.own().promise.clone());
        self.builder.select_block(finish);
        self.release_children(false);
        if start == Start::Bound {
            let from = self.builder.at(&promise, Header::WAITER);
            let waiter = self.builder.load(Ty::I64, from);
            self.runtime_call("Scheduler.wake", vec![waiter]);
        } else {
            let handle = self.number(handle.clone());
            self.runtime_call("Tasks.complete", vec![handle]);
        }
        let arguments = vec![Val::NoToken, Val::Int(Ty::I1, 1)];
        let what =
            self.builder.intrinsic("llvm.coro.suspend", arguments, Ty::I8).unwrap_or(Val::Undef(Ty::I8));
        self.builder.switch(what, ret, vec![(1, ret)]);
        self.builder.select_block(ret);
        let arguments = vec![handle.clone(), Val::Int(Ty::I1, 0), Val::NoToken];
        self.builder.intrinsic("llvm.coro.end", arguments, Ty::Void);
        self.builder.end(crate::low::End::Return(Some(handle)));
    }
}
