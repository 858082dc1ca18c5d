//! Calls, and functions that are made.

use super::Emitter;
use super::stack::{Entry, Tag};
use super::text::{Arg, REF};
use crate::bytecode::{Op, Refusal};

impl Emitter<'_> {
    /// Takes the callable and the receiver from what the interpreter has below the arguments: callable and receiver, callable and
    /// null (3.13), or null and callable (3.11 and 3.12).
    fn pop_callable(&mut self) -> (Entry, Entry) {
        let second = self.pop();
        let first = self.pop();
        if first == Entry::Null { (second, Entry::Null) } else { (first, second) }
    }

    fn call(&mut self, count: u32, names: Option<String>) -> Result<(), Refusal> {
        let arguments = self.pop_many(count as usize);
        let (callable, receiver) = self.pop_callable();
        let is_range = matches!(callable, Entry::Slot { tag: Tag::Range, .. });
        let is_super = matches!(callable, Entry::Slot { tag: Tag::Super, .. });
        if is_super && count == 0 && receiver == Entry::Null {
            return self.call_super(&callable);
        }
        if matches!(callable, Entry::Slot { tag: Tag::Globals, .. }) && count == 0 && receiver == Entry::Null
        {
            let unit = self.unit();
            self.stack.push(callable);
            return self.consume("call_globals", &[unit], 1);
        }
        if matches!(callable, Entry::Slot { tag: Tag::Reader(least), .. } if count < u32::from(least)) {
            return self.refuse("a call that reads the caller's frame, which compiled functions have not");
        }
        let result = if count <= 3 && names.is_none() {
            let mut entries = vec![callable, receiver];
            entries.extend(arguments);
            let (mask, operands) = self.operands(&entries);
            let mut args = vec![Arg::i64(mask)];
            args.extend(operands);
            self.mark_offset();
            self.text.call(REF, &format!("call{count}"), &args)
        } else {
            self.call_with_words(&callable, &receiver, &arguments, names)
        };
        self.fail_if_null(&result)?;
        self.push(&result);
        if is_range {
            self.tag_top(Tag::RangeObject);
        }
        Ok(())
    }

    fn call_with_words(
        &mut self,
        callable: &Entry,
        receiver: &Entry,
        arguments: &[Entry],
        names: Option<String>,
    ) -> String {
        let count = arguments.len();
        self.begin_words(count + 2);
        for (at, entry) in arguments.iter().enumerate() {
            let value = self.take(entry);
            self.store_word(at + 2, &value);
        }
        let value = self.operand(receiver);
        self.store_word(1, &value);
        let function = self.operand(callable);
        let mask = u32::from(callable.is_owned()) | u32::from(receiver.is_owned()) << 1;
        let names = names.unwrap_or_else(|| "null".to_owned());
        let args = [
            Arg::i64(mask),
            Arg::reference(function),
            Arg::pointer("%words"),
            Arg::i64(count),
            Arg::reference(names),
        ];
        self.mark_offset();
        let result = self.text.call(REF, "call_n", &args);
        self.end_words();
        result
    }

    /// The cell of the class, and the first argument, which may be in a cell.
    fn call_super(&mut self, callable: &Entry) -> Result<(), Refusal> {
        let class = self.code.slot_names.iter().position(|name| name == "__class__");
        let class = class.map_or(Entry::Null, |class| Entry::Local(class as u32));
        let cell = self.operand(&class);
        let has_arguments = self.code.arguments > 0;
        self.stack.push(if has_arguments { Entry::Local(0) } else { Entry::Constant(self.objects.none) });
        let first_entry = self.pop();
        let first = self.operand(&first_entry);
        let function = self.operand(callable);
        let mask = Arg::i32(callable.is_owned().into());
        self.mark_offset();
        let args = [
            mask,
            Arg::reference(function),
            Arg::reference(cell),
            Arg::reference(first),
            Arg::i32(has_arguments.into()),
        ];
        let result = self.text.call(REF, "call_super", &args);
        self.release(&first_entry);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    /// The names are a constant tuple on the stack.
    fn call_keywords(&mut self, count: u32) -> Result<(), Refusal> {
        let names = self.pop();
        if names.is_owned() {
            return self.refuse("a call with keywords that are no constant");
        }
        let names = self.operand(&names);
        self.call(count, Some(names))
    }

    fn call_ex(&mut self, has_keywords: bool) -> Result<(), Refusal> {
        let keywords = if has_keywords { self.pop() } else { Entry::Null };
        let arguments = self.pop();
        let (callable, _) = self.pop_callable();
        let (mask, operands) = self.operands(&[callable, arguments, keywords]);
        let mut args = vec![Arg::i32(mask)];
        args.extend(operands);
        self.mark_offset();
        let result = self.text.call(REF, "call_ex", &args);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    fn make_function(&mut self, flags: u32) -> Result<(), Refusal> {
        let code = self.pop();
        let code = self.operand(&code);
        let parts = self.pop_many(flags.count_ones() as usize);
        self.begin_words(parts.len().max(1));
        for (at, part) in parts.iter().enumerate() {
            let value = self.take(part);
            self.store_word(at, &value);
        }
        let unit = self.unit();
        let args = [unit.clone(), Arg::reference(code), Arg::pointer("%words"), Arg::i32(flags)];
        self.mark_offset();
        let function = self.text.call(REF, "make_function", &args);
        self.end_words();
        self.fail_if_null(&function)?;
        let compiled = self.text.call(REF, "finish_function", &[unit, Arg::reference(function)]);
        self.fail_if_null(&compiled)?;
        self.push(&compiled);
        Ok(())
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn call_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::Call { count, names } => {
                let names = names.map(|index| self.constant(index));
                self.call(count, names)
            }
            Op::CallKw(count) => self.call_keywords(count),
            Op::CallEx { has_keywords } => self.call_ex(has_keywords),
            Op::MakeFunction(flags) => self.make_function(flags),
            Op::LoadBuildClass => {
                let unit = self.unit();
                self.mark_offset();
                let function = self.text.call(REF, "load_build_class", &[unit]);
                self.fail_if_null(&function).map(|()| self.push(&function))
            }
            _ => return None,
        })
    }
}
