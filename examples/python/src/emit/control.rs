//! Jumps, loops and returns.

use super::Emitter;
use super::stack::Entry;
use super::text::{Arg, REF, constant_pointer};
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
        let entry = self.stack.last().cloned().unwrap_or(Entry::Null);
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
        let value = self.operand(&iterator);
        self.mark_offset();
        let item = self.text.call(REF, "iter_next", &[Arg::reference(value)]);
        let word = self.text.value(format!("ptrtoint {REF} {item} to i64"));
        let (ended, next) = (self.text.block_name("ended"), self.text.block_name("item"));
        let error = self.error_block(true)?;
        self.text.line(format!(
            "switch i64 {word}, label %{next} [ i64 0, label %{ended} i64 1, label %{error} ]"
        ));
        self.text.block(&next);
        let saved = self.stack.clone();
        self.push(&item);
        let following = self.next_offset();
        self.jump(following)?;
        self.text.block(&ended);
        self.stack = saved;
        let iterator = self.pop();
        self.release(&iterator);
        self.jump(target)
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
            Op::GetIter => self.consume("get_iter", &[], 1),
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
