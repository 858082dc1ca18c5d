//! Jumps, loops and returns.

use super::Emitter;
use super::kinds::Kind;
use super::stack::{Entry, Tag};
use super::text::{Arg, PAIR, REF, constant_pointer};
use crate::bytecode::{Condition, Op, Refusal, Target};

impl Emitter<'_> {
    fn pop_jump(&mut self, condition: Condition, target: Target) -> Result<(), Refusal> {
        let next = self.next_offset();
        let (bit, is_jump_on) = match condition {
            Condition::True => (self.truth()?, true),
            Condition::False => (self.truth()?, false),
            Condition::None | Condition::NotNone => {
                let entry = self.pop();
                let value = self.operand(&entry);
                let none = self.none();
                let bit = self.text.value(format!("icmp eq {REF} {value}, {none}"));
                self.release(&entry);
                (bit, condition == Condition::None)
            }
        };
        if is_jump_on { self.branch(&bit, target, next) } else { self.branch(&bit, next, target) }
    }

    /// The value stays on the stack where it jumps.
    fn jump_or_pop(&mut self, jumps_on: bool, target: Target) -> Result<(), Refusal> {
        let entry = self.peek(0);
        let bit = if let Entry::Bit(bit) = &entry {
            bit.clone()
        } else {
            let value = self.operand(&entry);
            self.mark_offset();
            let status = self.text.call("i32", "is_true", &[Arg::i32(0), Arg::reference(value)]);
            self.fail_if_negative(&status)?;
            self.text.value(format!("icmp ne i32 {status}, 0"))
        };
        let shapes = self.settle();
        self.expect_block(target, shapes)?;
        let (falls, jumps) = (self.text.block_name("pop"), super::blocks::block_name(target));
        let (yes, no) = if jumps_on { (&jumps, &falls) } else { (&falls, &jumps) };
        self.text.line(format!("br i1 {bit}, label %{yes}, label %{no}"));
        self.text.block(&falls);
        let top = self.pop();
        self.release(&top);
        let next = self.next_offset();
        self.jump(next)
    }

    fn for_iter(&mut self, target: Target) -> Result<(), Refusal> {
        self.settle();
        let iterator = self.stack.last().cloned().unwrap_or(Entry::Null);
        let is_range = matches!(iterator, Entry::Slot { tag: Tag::RangeIterator, .. });
        let value = self.operand(&iterator);
        self.mark_offset();
        let (function, end) = if is_range { ("iter_next_int", 2) } else { ("iter_next", 0) };
        let result = if is_range { PAIR } else { REF };
        let found = self.text.call(result, function, &[Arg::reference(value)]);
        let item =
            if is_range { self.text.value(format!("extractvalue {PAIR} {found}, 0")) } else { found.clone() };
        let word = self.text.value(format!("ptrtoint {REF} {item} to i64"));
        let (ended, next) = (self.text.block_name("ended"), self.text.block_name("item"));
        let error = self.error_block(true)?;
        self.text.line(format!(
            "switch i64 {word}, label %{next} [ i64 {end}, label %{ended} i64 1, label %{error} ]"
        ));
        self.text.block(&ended);
        let with_iterator = self.stack.clone();
        let iterator = self.pop();
        self.release(&iterator);
        self.jump(target)?;
        self.text.block(&next);
        self.stack = with_iterator;
        if is_range {
            let number = self.text.value(format!("extractvalue {PAIR} {found}, 1"));
            self.push_number(Kind::Int, Some(&item), &number);
        } else {
            self.push(&item);
        }
        Ok(())
    }

    fn get_iter(&mut self) -> Result<(), Refusal> {
        let is_range = matches!(self.stack.last(), Some(Entry::Slot { tag: Tag::RangeObject, .. }));
        self.consume("get_iter", &[], 1)?;
        if is_range {
            self.tag_top(Tag::RangeIterator);
        }
        Ok(())
    }

    /// The end of a loop's body: a signal, another thread or the collector may wait.
    fn jump_back(&mut self, target: Target) -> Result<(), Refusal> {
        self.settle();
        self.mark_offset();
        let next = self.text.block_name("goes.on");
        if self.objects.breaker != 0 {
            let word = constant_pointer(self.objects.breaker);
            let word = self.text.value(format!("load volatile i32, ptr {word}"));
            let waits = self.text.value(format!("icmp ne i32 {word}, 0"));
            let check = self.text.block_name("waiting");
            self.text.line(format!("br i1 {waits}, label %{check}, label %{next}, !prof !0"));
            self.text.block(&check);
        }
        let status = self.text.call("i32", "check_breaker", &[]);
        self.fail_if_negative(&status)?;
        self.text.line(format!("br label %{next}"));
        self.text.block(&next);
        self.jump(target)
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn control_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::Jump(target) => self.jump(target),
            Op::JumpBack(target) => self.jump_back(target),
            Op::PopJumpIf(condition, target) => self.pop_jump(condition, target),
            Op::JumpIfOrPop(jumps_on, target) => self.jump_or_pop(jumps_on, target),
            Op::GetIter => self.get_iter(),
            Op::ForIter(target) => self.for_iter(target),
            Op::Return => {
                let entry = self.pop();
                let value = self.take(&entry);
                self.return_value(&value);
                Ok(())
            }
            Op::ReturnConstant(index) => {
                let address = self.code.constants[index as usize].address;
                let value = self.take(&Entry::Constant(address));
                self.return_value(&value);
                Ok(())
            }
            _ => return None,
        })
    }
}
