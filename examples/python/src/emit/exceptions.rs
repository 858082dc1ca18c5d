//! Exceptions: raised, caught, and raised again.

use super::Emitter;
use super::stack::Entry;
use super::text::{Arg, REF};
use crate::bytecode::{Op, Refusal};

impl Emitter<'_> {
    fn raise(&mut self, count: u32) -> Result<(), Refusal> {
        self.mark_offset();
        if count > 0 {
            let mut entries = self.pop_many(count as usize);
            entries.resize(2, Entry::Null);
            let (mask, operands) = self.operands(&entries);
            let mut args = vec![Arg::i32(mask)];
            args.extend(operands);
            self.text.call("void", "raise", &args);
            return self.fail(true);
        }
        // The exception that is handled has an entry of this function in its traceback already; the error that there is none has not.
        let again = self.text.call("i32", "raise_handled", &[]);
        let bit = self.text.value(format!("icmp ne i32 {again}, 0"));
        let (handled, none) = (self.error_block(false)?, self.error_block(true)?);
        self.text.line(format!("br i1 {bit}, label %{handled}, label %{none}"));
        Ok(())
    }

    fn reraise(&mut self) -> Result<(), Refusal> {
        let entry = self.pop();
        let exception = self.take(&entry);
        self.text.call("void", "reraise", &[Arg::reference(exception)]);
        self.mark_offset();
        self.fail(false)
    }

    /// exception → what was handled before, exception
    fn push_exc_info(&mut self) {
        let entry = self.pop();
        let exception = self.take(&entry);
        let previous = self.text.call(REF, "push_exc_info", &[Arg::reference(&exception)]);
        self.push(&previous);
        self.push(&exception);
    }

    fn pop_except(&mut self) {
        let entry = self.pop();
        let (mask, operands) = self.operands(&[entry]);
        self.text.call("void", "pop_except", &[Arg::i32(mask), operands[0].clone()]);
    }

    /// exception, types → exception, whether they match
    fn check_match(&mut self) -> Result<(), Refusal> {
        let types = self.pop();
        let exception = self.stack.last().cloned().unwrap_or(Entry::Null);
        let (mask, operands) = self.operands(&[exception, types]);
        let mut args = vec![Arg::i32(mask & !1)];
        args.extend(operands);
        self.mark_offset();
        let status = self.text.call("i32", "check_exc_match", &args);
        self.fail_if_negative(&status)?;
        let bit = self.text.value(format!("icmp ne i32 {status}, 0"));
        self.push_bit(bit);
        Ok(())
    }

    /// exception, types → the rest, what matches
    fn check_group_match(&mut self) -> Result<(), Refusal> {
        let entries = self.pop_many(2);
        self.begin_words(2);
        let (mask, operands) = self.operands(&entries);
        let mut args = vec![Arg::i32(mask)];
        args.extend(operands);
        args.push(Arg::pointer("%words"));
        self.mark_offset();
        let status = self.text.call("i32", "check_eg_match", &args);
        self.fail_if_negative(&status)?;
        let (rest, matched) = (self.load_word(0), self.load_word(1));
        self.end_words();
        self.push(&rest);
        self.push(&matched);
        Ok(())
    }

    /// The exit method is three entries below the exception.
    fn with_except_start(&mut self) -> Result<(), Refusal> {
        let exit = self.stack[self.stack.len() - 4].clone();
        let exception = self.stack[self.stack.len() - 1].clone();
        let (_, args) = self.operands(&[exit, exception]);
        self.mark_offset();
        let result = self.text.call(REF, "with_exit", &args);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    fn stop_iteration_error(&mut self) -> Result<(), Refusal> {
        let entry = self.pop();
        let exception = self.operand(&entry);
        let unit = self.unit();
        self.mark_offset();
        let error = self.text.call(REF, "stop_iteration_error", &[unit, Arg::reference(exception)]);
        self.release(&entry);
        self.fail_if_null(&error)?;
        self.push(&error);
        Ok(())
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn exception_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        match op {
            Op::Raise(count) => return Some(self.raise(count)),
            Op::Reraise => return Some(self.reraise()),
            Op::CheckExcMatch => return Some(self.check_match()),
            Op::CheckEgMatch => return Some(self.check_group_match()),
            Op::PrepReraiseStar => return Some(self.consume("prep_reraise_star", &[], 2)),
            Op::WithExceptStart => return Some(self.with_except_start()),
            Op::StopIterationError => return Some(self.stop_iteration_error()),
            Op::PushExcInfo => self.push_exc_info(),
            Op::PopExcept => self.pop_except(),
            Op::LoadAssertionError => {
                let error = self.text.call(REF, "assertion_error", &[]);
                self.push(&error);
            }
            _ => return None,
        }
        Some(Ok(()))
    }
}
