//! What runs side by side: `Async.Parallel`, `Async.Start`, `Async.StartChild`.

use super::arrays::element_bytes;
use super::coroutines::Header;
use super::values::{scalars, width};
use super::{Body, Lowerer, Value};
use crate::closed::{Expr, FunctionId, Rep, Task};
use crate::low::{Attribute, BinOp, Cast, CmpOp, Function, Ty, Val};
use crate::plan::Start;

impl Lowerer<'_> {
    /// The function that makes a frame in the arena and a coroutine in it.
    pub(super) fn spawner(&self, function: FunctionId) -> String {
        format!("{}.spawn", self.program.functions[function as usize].name)
    }

    /// A function of its own, because a coroutine cannot ask for its own size before it is split.
    pub(super) fn make_spawners(&mut self) {
        for function in std::mem::take(&mut self.spawners) {
            let made = self.spawner_function(function);
            self.module.functions.push(made);
        }
    }

    fn spawner_function(&mut self, id: FunctionId) -> Function {
        let program = self.program;
        let function = &program.functions[id as usize];
        let mut parameters: Vec<Ty> = self.leading().split_off(1);
        parameters.extend(self.parameter_types(function));
        let (name, callee) = (self.spawner(id), self.symbol(id, Start::Queued));
        let given = parameters.clone();
        let mut body = self.body(id, function, parameters.len());
        let mut insts = vec![];
        let size = body.size_of(&callee, &mut insts);
        insts.into_iter().for_each(|inst| body.builder.push(inst));
        let memory = Body::one(body.runtime_call("Arena.allocate", vec![size]));
        let memory = body.builder.cast(Cast::IntToPtr, memory, Ty::Ptr);
        let mut arguments = vec![memory.clone()];
        arguments.extend(given.into_iter().enumerate().map(|(index, ty)| Val::Reg(index as u32, ty)));
        body.builder.call(&callee, arguments, Ty::Ptr);
        body.set_handles(&memory);
        body.builder.end(crate::low::End::Return(Some(memory)));
        body.builder.finish(name, parameters, Ty::Ptr, Attribute::NoInline, vec![])
    }
}

impl Body<'_, '_> {
    pub(super) fn one(value: Value) -> Val {
        value.into_iter().next().unwrap_or(Val::Undef(Ty::I64))
    }

    /// The nodes in the header know their handle.
    pub(super) fn set_handles(&mut self, handle: &Val) {
        let promise = self.promise_of(handle.clone());
        for node in [Header::NODE, Header::TOKEN_NODE] {
            let to = self.builder.at(&promise, node + 16);
            self.builder.store(handle.clone(), to);
        }
    }

    /// `Async.Parallel [| a; b |]`: the frames are side by side in the place, or in the arena if one could contain this one.
    pub(super) fn all(&mut self, functions: &[FunctionId], held: Value, rep: &Rep) -> Value {
        let in_frame = std::mem::take(&mut self.array_in_frame);
        self.check_cancelled();
        let count = Val::Int(Ty::I32, functions.len() as i64);
        let in_arena =
            functions.iter().any(|child| self.lowerer.plan.start(self.id, *child) == Start::Queued);
        let handles = if in_arena {
            self.list_in_arena(count.clone())
        } else {
            self.builder.alloca_bytes(functions.len().max(1) as u64 * 8, 8)
        };
        self.begin_all(functions, held, &handles, in_arena);
        self.gather(&handles, count.clone(), functions, in_arena);
        let Rep::Array(element) = rep else { return vec![] };
        let array = self.fixed_array(element, functions.len() as u64, in_frame);
        for (index, function) in functions.iter().enumerate() {
            let index = Val::Int(Ty::I32, index as i64);
            self.store_result(&handles, index, *function, &array, element);
        }
        if in_arena {
            self.abandon(&handles, count, true);
        }
        array
    }

    /// Makes the coroutines, which wait in the run queue, and the list of their handles.
    fn begin_all(&mut self, functions: &[FunctionId], held: Value, handles: &Val, in_arena: bool) {
        let names: Vec<String> = functions.iter().map(|f| self.lowerer.symbol(*f, Start::Queued)).collect();
        let mut frame = if in_arena { Val::Null } else { self.place_for(names.clone()) };
        let mut rest = held.into_iter();
        for (index, (function, name)) in functions.iter().zip(&names).enumerate() {
            let taken =
                self.lowerer.parameter_types(&self.lowerer.program.functions[*function as usize]).len();
            let given: Value = rest.by_ref().take(taken).collect();
            let handle = if in_arena {
                self.spawn(*function, given)
            } else {
                let arguments = self.leading_arguments(frame.clone()).into_iter().chain(given).collect();
                self.builder.call(name, arguments, Ty::Ptr);
                self.set_handles(&frame);
                frame.clone()
            };
            let to = self.builder.at(handles, index as u64 * 8);
            self.builder.store(handle, to);
            if !in_arena {
                let mut insts = vec![];
                let size = self.size_of(name, &mut insts);
                insts.into_iter().for_each(|inst| self.builder.push(inst));
                frame = self.builder.offset(frame, size);
            }
        }
    }

    /// Room for the handles of `count` coroutines.
    fn list_in_arena(&mut self, count: Val) -> Val {
        let wide = self.builder.cast(Cast::SExt, count, Ty::I64);
        let bytes = self.builder.bin(BinOp::Mul, wide, Val::Int(Ty::I64, 8));
        let memory = Self::one(self.runtime_call("Arena.allocate", vec![bytes]));
        self.builder.cast(Cast::IntToPtr, memory, Ty::Ptr)
    }

    /// `Async.Parallel array`: the frames are in the arena.
    pub(super) fn all_of(&mut self, function: FunctionId, task: &Expr, held: Value, rep: &Rep) -> Value {
        self.check_cancelled();
        let (Rep::Array(element), Some(work)) = (rep, array_of_tasks(&task.rep)) else { return vec![] };
        let [tasks, count] = &held[..] else { return vec![] };
        let (tasks, count) = (tasks.clone(), count.clone());
        let handles = self.list_in_arena(count.clone());
        self.counted(count.clone(), |this, index| {
            let from = this.element_address(&tasks, &work, index.clone());
            let given = this.load_at(&work, &from);
            let handle = this.spawn(function, given);
            let to = this.pointer_address(&handles, index);
            this.builder.store(handle, to);
        });
        self.gather(&handles, count.clone(), &[function], true);
        let array = self.new_array(element, count.clone());
        self.counted(count.clone(), |this, index| {
            this.store_result(&handles, index, function, &array, element)
        });
        self.abandon(&handles, count, true);
        array
    }

    fn pointer_address(&mut self, base: &Val, index: Val) -> Val {
        let wide = self.builder.cast(Cast::SExt, index, Ty::I64);
        let offset = self.builder.bin(BinOp::Mul, wide, Val::Int(Ty::I64, 8));
        self.builder.offset(base.clone(), offset)
    }

    /// Starts the coroutines and waits for all of them, or for the first that fails.
    fn gather(&mut self, handles: &Val, count: Val, functions: &[FunctionId], in_arena: bool) {
        let counter = self.builder.alloca(&Ty::I32);
        self.builder.store(count.clone(), counter.clone());
        let own = self.own().handle.clone();
        let arguments = [handles.clone(), counter, own].map(|address| self.number(address));
        self.runtime_call("Tasks.launch", arguments.into_iter().chain([count.clone()]).collect());
        let (waits, done) = (self.builder.block(), self.builder.block());
        let any = self.builder.cmp(CmpOp::Sgt, count.clone(), Val::Int(Ty::I32, 0));
        self.builder.branch(any, waits, done);
        self.builder.select_block(waits);
        self.suspend(|this| this.abandon(handles, count.clone(), in_arena));
        self.builder.jump(done);
        self.builder.select_block(done);
        self.check_all(handles, count, functions, in_arena);
    }

    fn check_all(&mut self, handles: &Val, count: Val, functions: &[FunctionId], in_arena: bool) {
        let raises = functions.iter().copied().find(|f| self.lowerer.plan.raises[*f as usize]);
        let Some(some) = raises.or_else(|| functions.first().copied()) else { return };
        if raises.is_none() && !self.lowerer.plan.cancels {
            return;
        }
        let list = self.number(handles.clone());
        let failed = Self::one(self.runtime_call("Tasks.failed", vec![list, count.clone()]));
        let is_bad = self.builder.cmp(CmpOp::Ne, failed.clone(), Val::Int(Ty::I64, 0));
        let (bad, good) = (self.builder.block(), self.builder.block());
        self.builder.branch(is_bad, bad, good);
        self.builder.select_block(bad);
        let handle = self.builder.cast(Cast::IntToPtr, failed, Ty::Ptr);
        let promise = self.promise_of(handle);
        self.check_status(&promise, some, Start::Queued, |this| {
            this.abandon(handles, count.clone(), in_arena)
        });
        self.builder.jump(good);
        self.builder.select_block(good);
    }

    /// Destroys those that still run; with `in_arena`, their frames and the list are free again.
    fn abandon(&mut self, handles: &Val, count: Val, in_arena: bool) {
        let list = self.number(handles.clone());
        self.runtime_call("Tasks.abandon", vec![list, count, Val::Int(Ty::I1, i64::from(in_arena))]);
    }

    fn store_result(
        &mut self,
        handles: &Val,
        index: Val,
        function: FunctionId,
        array: &Value,
        element: &Rep,
    ) {
        if width(element) == 0 {
            return;
        }
        let from = self.pointer_address(handles, index.clone());
        let handle = self.builder.load(Ty::Ptr, from);
        let promise = self.promise_of(handle);
        let value = self.load_result(function, &promise, Start::Queued);
        let to = self.element_address(&array[0], element, index);
        self.store_at(value, element, &to);
    }

    /// `Async.Sequential array`
    pub(super) fn each(&mut self, function: FunctionId, task: &Expr, held: Value, rep: &Rep) -> Value {
        let (Rep::Array(element), Some(work)) = (rep, array_of_tasks(&task.rep)) else { return vec![] };
        let [tasks, count] = &held[..] else { return vec![] };
        let (tasks, count) = (tasks.clone(), count.clone());
        let array = self.new_array(element, count.clone());
        self.counted(count, |this, index| {
            let from = this.element_address(&tasks, &work, index.clone());
            let given = this.load_at(&work, &from);
            this.check_cancelled();
            let value = this.bind(function, given);
            if let Some(base) = array.first() {
                let to = this.element_address(base, element, index);
                this.store_at(value, element, &to);
            }
        });
        array
    }

    /// `Async.Start`: the frame is in the arena, and free when the work ends.
    pub(super) fn start(&mut self, task: &Expr, function: FunctionId, token: Option<&Expr>) -> Value {
        let given = token.map(|token| self.expr(token));
        let held = self.expr(task);
        let own = std::mem::replace(&mut self.token, given.and_then(|token| token.into_iter().next()));
        let handle = self.spawn(function, held);
        let source = self.token_argument().unwrap_or(Val::Null);
        self.token = own;
        let arguments = [handle, source].map(|address| self.number(address));
        self.runtime_call("Tasks.detach", arguments.to_vec());
        vec![]
    }

    /// `let! child = Async.StartChild work`
    pub(super) fn start_child(&mut self, function: FunctionId, held: Value) -> Value {
        self.check_cancelled();
        let list = match self.own().children.clone() {
            Some(list) => list,
            None => {
                let list = self.builder.alloca(&Ty::I64);
                self.own().children = Some(list.clone());
                list
            }
        };
        let handle = self.spawn(function, held);
        let source = self.token_argument().unwrap_or(Val::Null);
        let before = self.builder.load(Ty::I64, list.clone());
        let numbers = [handle.clone(), source].map(|address| self.number(address));
        self.runtime_call("Tasks.adopt", numbers.into_iter().chain([before]).collect());
        let first = self.number(handle.clone());
        self.builder.store(first, list);
        vec![handle]
    }

    /// `let! x = child`
    pub(super) fn child(&mut self, held: Value, rep: &Rep) -> Value {
        self.check_cancelled();
        let Some(handle) = held.into_iter().next() else { return vec![] };
        let promise = self.promise_of(handle);
        let status = self.status(&promise);
        let running = self.builder.cmp(CmpOp::Eq, status, Val::Int(Ty::I32, 0));
        let (waits, done) = (self.builder.block(), self.builder.block());
        self.builder.branch(running, waits, done);
        self.builder.select_block(waits);
        self.wait_for_end(&promise);
        let header = promise.clone();
        // The child goes on without anybody who waits.
        self.suspend(|this| {
            let to = this.builder.at(&header, Header::WAITER);
            this.builder.store(Val::Null, to);
        });
        self.builder.jump(done);
        self.builder.select_block(done);
        self.check_any_status(&promise);
        let types = scalars(rep);
        let (offsets, _) = self.lowerer.result_layout(&types, Start::Queued);
        let mut value = vec![];
        for (ty, offset) in types.into_iter().zip(offsets) {
            let from = self.builder.at(&promise, offset);
            value.push(self.builder.load(ty, from));
        }
        value
    }

    /// As `check_status`, of a child whose function is not known.
    fn check_any_status(&mut self, promise: &Val) {
        let status = self.status(promise);
        let (raised, cancelled, good) = (self.builder.block(), self.builder.block(), self.builder.block());
        self.builder.switch(status, good, vec![(2, raised), (3, cancelled)]);
        self.builder.select_block(raised);
        let exception = self.exception_of(promise, Start::Queued);
        self.raise(exception);
        self.builder.select_block(cancelled);
        self.leave(super::control::Reason::Cancel);
        self.builder.select_block(good);
    }

    /// An array of a length that is known.
    pub(super) fn fixed_array(&mut self, element: &Rep, count: u64, in_frame: bool) -> Value {
        let length = Val::Int(Ty::I32, count as i64);
        let bytes = count * element_bytes(element);
        if in_frame && bytes > 0 {
            return vec![self.builder.alloca_bytes(bytes, 8), length];
        }
        self.new_array(element, length)
    }

    /// An array of `count` elements; its address and length.
    pub(super) fn new_array(&mut self, element: &Rep, count: Val) -> Value {
        if element_bytes(element) == 0 {
            return vec![Val::Null, count];
        }
        let wide = self.builder.cast(Cast::SExt, count.clone(), Ty::I64);
        let bytes = self.builder.bin(BinOp::Mul, wide, Val::Int(Ty::I64, element_bytes(element) as i64));
        let memory = Self::one(self.runtime_call("Arena.allocate", vec![bytes]));
        vec![self.builder.cast(Cast::IntToPtr, memory, Ty::Ptr), count]
    }
}

/// The async values in an array.
fn array_of_tasks(rep: &Rep) -> Option<Rep> {
    match rep {
        Rep::Async(task) => match &**task {
            Task::AllOf(work) | Task::Each(work) => Some(work.clone()),
            Task::Ignore(inner) => array_of_tasks(inner),
            _ => None,
        },
        _ => None,
    }
}
