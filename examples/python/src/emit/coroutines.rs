//! Suspend points, awaits, and the protocols of `async for` and `async with`.

use super::Emitter;
use super::errors::Exit;
use super::kinds::Kind as NumberKind;
use super::stack::{Entry, local_name, slot_name};
use super::text::{Arg, REF};
use crate::bytecode::{Kind, Op, Refusal, Target};

/// What a coroutine object has in its field `status`.
const YIELDED: u32 = 0;
const RETURNED: u32 = 1;
const YIELDED_ITEM: u32 = 3;
const YIELDED_INT: u32 = 4;

impl Emitter<'_> {
    fn field(&mut self, offset: i64) -> String {
        self.text.value(format!("getelementptr i8, ptr %frame, i64 {offset}"))
    }

    pub fn store_status(&mut self, status: u32) {
        let field = self.field(self.objects.status);
        self.text.line(format!("store i32 {status}, ptr {field}"));
    }

    /// Gives a reference to who resumes: plain memory of the object, which the collector visits by other means.
    pub fn store_output(&mut self, value: &str) {
        let field = self.field(self.objects.io);
        let plain = self.text.value(format!("addrspacecast {REF} {value} to ptr"));
        self.text.line(format!("store ptr {plain}, ptr {field}"));
    }

    fn load_input(&mut self) -> String {
        let field = self.field(self.objects.io);
        let plain = self.text.value(format!("load ptr, ptr {field}"));
        self.text.value(format!("addrspacecast ptr {plain} to {REF}"))
    }

    /// The name shows up in tables of the frame.
    fn own(&mut self, place: &str, name: &str) {
        let value = self.text.value(format!("load {REF}, ptr {place}"));
        let owned = self.text.named_value(name, format!("call {REF} @gc.coro.own.p1({REF} {value})"));
        self.text.line(format!("store {REF} {owned}, ptr {place}"));
    }

    /// Suspends with the stack as it is. What follows is the path where it is resumed.
    fn suspend(&mut self) {
        self.suspends += 1;
        let (at, bound) = (self.at, self.bound);
        for slot in self.locals() {
            if !bound.may_hold(at, slot) {
                // LLVM may not see that it has no value here.
                self.text.line(format!("store {REF} null, ptr {}", local_name(slot)));
                continue;
            }
            let name = self.code.slot_names[slot as usize].clone();
            self.own(&local_name(slot), &name);
        }
        for entry in self.stack.clone() {
            if let Some(slot) = entry.slot().filter(|_| entry.is_owned()) {
                self.own(&slot_name(slot), "stack");
            }
        }
        let position = format!("at-{}", self.instr().position);
        let result = self.text.named_value(&position, "call i8 @llvm.coro.suspend(token none, i1 false)");
        let resumed = self.text.block_name("resumed");
        let destroyed = self.exit_block(self.stack.clone(), Exit::Destroy);
        self.text.line(format!(
            "switch i8 {result}, label %suspended [ i8 0, label %{resumed} i8 1, label %{destroyed} ]"
        ));
        self.text.block(&resumed);
        self.stored_offset = None;
    }

    /// Pushes what was sent, or raises what was thrown.
    fn receive(&mut self) -> Result<(), Refusal> {
        let value = self.load_input();
        self.mark_offset();
        self.fail_if_null(&value)?;
        self.push(&value);
        Ok(())
    }

    /// Yields a number as it is, if who resumes takes it; or else as an object.
    fn yield_number(&mut self) -> Option<Result<(), Refusal>> {
        let entry = self.stack.last().cloned()?;
        if self.code.kind != Kind::Generator || self.number_kind(&entry) != NumberKind::Int {
            return None;
        }
        if matches!(entry, Entry::Constant(_)) {
            return None;
        }
        let number = self.number(&entry)?;
        self.pop_raw(1);
        let [plain, boxed, yields] = ["number", "object", "yields"].map(|name| self.text.block_name(name));
        let field = self.field(self.objects.takes_ints);
        let takes = self.text.value(format!("load i8, ptr {field}"));
        let mut bit = self.text.value(format!("icmp ne i8 {takes}, 0"));
        if let Some(is_value) = self.are_values(&[&number]) {
            bit = self.text.value(format!("and i1 {bit}, {is_value}"));
        }
        self.text.line(format!("br i1 {bit}, label %{plain}, label %{boxed}"));
        self.text.block(&plain);
        let field = self.field(self.objects.number);
        self.text.line(format!("store i64 {}, ptr {field}", number.value));
        self.store_status(YIELDED_INT);
        self.text.line(format!("br label %{yields}"));
        self.text.block(&boxed);
        let object = self.boxed(&number);
        self.store_output(&object);
        self.store_status(YIELDED);
        self.text.line(format!("br label %{yields}"));
        self.text.block(&yields);
        self.suspend();
        Some(self.receive())
    }

    fn yield_value(&mut self) -> Result<(), Refusal> {
        if let Some(done) = self.yield_number() {
            return done;
        }
        let entry = self.pop();
        let value = self.take(&entry);
        self.store_output(&value);
        self.store_status(if self.code.kind == Kind::AsyncGenerator { YIELDED_ITEM } else { YIELDED });
        self.suspend();
        self.receive()
    }

    /// receiver, value → receiver, result: sends until the receiver returns.
    fn send(&mut self, target: Target) -> Result<(), Refusal> {
        let first = self.pop();
        let first = self.take(&first);
        let receiver_entry = self.pop();
        let receiver_value = self.take(&receiver_entry);
        self.push(&receiver_value);
        self.settle();
        let free = self.stack.len();
        self.slots = self.slots.max(free + 1);
        let sent = slot_name(free);
        self.text.line(format!("store {REF} {first}, ptr {sent}"));
        let again = self.text.block_name("send");
        let done = self.text.block_name("sent");
        self.text.line(format!("br label %{again}"));
        self.text.block(&again);
        self.stored_offset = None;
        self.mark_offset();
        let receiver = self.receiver();
        let value = self.text.value(format!("load {REF}, ptr {sent}"));
        let args = [Arg::i32(2), Arg::reference(&receiver), Arg::reference(value)];
        let pair = self.text.call(&format!("{{ {REF}, i64 }}"), "send", &args);
        let result = self.text.value(format!("extractvalue {{ {REF}, i64 }} {pair}, 0"));
        let word = self.text.value(format!("extractvalue {{ {REF}, i64 }} {pair}, 1"));
        self.text.line(format!("store {REF} {result}, ptr {sent}"));
        let waits = self.text.block_name("waits");
        let error = self.error_block(true)?;
        self.text.line(format!(
            "switch i64 {word}, label %{error} [ i64 0, label %{done} i64 1, label %{waits} ]"
        ));
        self.text.block(&waits);
        self.wait(&result, &sent, &again, &done)?;
        self.text.block(&done);
        self.stored_offset = None;
        let result = self.text.value(format!("load {REF}, ptr {sent}"));
        self.push(&result);
        if self.code.minor == 11 {
            self.end_send();
        }
        self.jump(target)
    }

    fn receiver(&mut self) -> String {
        let entry = self.peek(0);
        self.operand(&entry)
    }

    /// Yields what the receiver has yielded. It is resumed with a value to send, with the receiver's result, or with an exception.
    fn wait(&mut self, yielded: &str, sent: &str, again: &str, done: &str) -> Result<(), Refusal> {
        self.store_output(yielded);
        self.store_status(YIELDED);
        let receiver = self.receiver();
        let plain = self.text.value(format!("addrspacecast {REF} {receiver} to ptr"));
        let field = self.field(self.objects.awaiting);
        self.text.line(format!("store ptr {plain}, ptr {field}"));
        self.suspend();
        let value = self.load_input();
        self.mark_offset();
        self.fail_if_null(&value)?;
        self.text.line(format!("store {REF} {value}, ptr {sent}"));
        let field = self.field(self.objects.status);
        let status = self.text.value(format!("load i32, ptr {field}"));
        let has_returned = self.text.value(format!("icmp eq i32 {status}, {RETURNED}"));
        self.text.line(format!("br i1 {has_returned}, label %{done}, label %{again}"));
        Ok(())
    }

    fn end_send(&mut self) {
        let result = self.pop();
        let receiver = self.pop();
        self.release(&receiver);
        self.stack.push(result);
    }

    /// Leaves the function with a result that it owns.
    pub fn return_value(&mut self, value: &str) {
        if self.is_coroutine() {
            self.store_output(value);
            self.store_status(RETURNED);
        } else {
            self.text.line(format!("store {REF} {value}, ptr %result"));
        }
        while let Some(entry) = self.stack.pop() {
            self.release(&entry);
        }
        self.text.line("br label %exit");
    }

    fn before_with(&mut self, is_async: bool) -> Result<(), Refusal> {
        let manager = self.pop();
        let value = self.operand(&manager);
        let mask = u32::from(manager.is_owned());
        self.begin_words(1);
        let args = [Arg::i32(mask), Arg::i32(is_async.into()), Arg::reference(value), Arg::pointer("%words")];
        self.mark_offset();
        let result = self.text.call(REF, "before_with", &args);
        let exit = self.load_word(0);
        self.end_words();
        self.fail_if_null(&result)?;
        self.push(&exit);
        self.push(&result);
        Ok(())
    }

    fn end_async_for(&mut self) -> Result<(), Refusal> {
        let exception = self.pop();
        let value = self.take(&exception);
        self.mark_offset();
        let status = self.text.call("i32", "end_async_for", &[Arg::reference(value)]);
        let bit = self.text.value(format!("icmp slt i32 {status}, 0"));
        let error = self.error_block(false)?;
        let next = self.text.block_name("ended");
        self.text.line(format!("br i1 {bit}, label %{error}, label %{next}"));
        self.text.block(&next);
        let iterator = self.pop();
        self.release(&iterator);
        Ok(())
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn coroutine_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::ReturnGenerator => {
                self.suspend();
                self.receive()
            }
            Op::Yield => self.yield_value(),
            Op::Send(target) => self.send(target),
            Op::EndSend => {
                self.end_send();
                Ok(())
            }
            Op::GetAwaitable(place) => self.consume("get_awaitable", &[Arg::i32(place)], 1),
            Op::GetYieldFromIter => {
                let is_coroutine = self.code.kind == Kind::Coroutine || self.is_iterable_coroutine();
                self.consume("get_yield_from_iter", &[Arg::i32(is_coroutine.into())], 1)
            }
            Op::GetAiter => self.consume("get_aiter", &[], 1),
            Op::GetAnext => {
                let iterator = self.receiver();
                self.mark_offset();
                let next = self.text.call(REF, "get_anext", &[Arg::reference(iterator)]);
                self.fail_if_null(&next).map(|()| self.push(&next))
            }
            Op::EndAsyncFor => self.end_async_for(),
            Op::BeforeWith { is_async } => self.before_with(is_async),
            _ => return None,
        })
    }

    fn is_iterable_coroutine(&self) -> bool {
        self.code.is_iterable_coroutine
    }
}
