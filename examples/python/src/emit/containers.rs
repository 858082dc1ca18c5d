//! Containers, strings and unpacking. Operands of a number that varies go through an array on the machine's stack.

use super::Emitter;
use super::stack::{Entry, Tag};
use super::text::{Arg, REF};
use crate::bytecode::{Op, Refusal};

impl Emitter<'_> {
    /// Begins the use of the array. It is never used across a suspend point, and the marks tell LLVM so.
    pub fn begin_words(&mut self, count: usize) {
        self.words = self.words.max(count);
        self.text.line("call void @llvm.lifetime.start.p0(ptr %words)");
    }

    pub fn end_words(&mut self) {
        self.text.line("call void @llvm.lifetime.end.p0(ptr %words)");
    }

    fn word(&mut self, at: usize) -> String {
        self.text.value(format!("getelementptr ptr, ptr %words, i64 {at}"))
    }

    pub fn store_word(&mut self, at: usize, value: &str) {
        let word = self.word(at);
        let plain = self.text.value(format!("addrspacecast {REF} {value} to ptr"));
        self.text.line(format!("store ptr {plain}, ptr {word}"));
    }

    pub fn load_word(&mut self, at: usize) -> String {
        let word = self.word(at);
        let plain = self.text.value(format!("load ptr, ptr {word}"));
        self.text.value(format!("addrspacecast ptr {plain} to {REF}"))
    }

    /// Pops entries into the array, as references that the callee takes.
    fn pass_words(&mut self, count: usize) {
        let entries = self.pop_many(count);
        self.begin_words(count.max(1));
        for (at, entry) in entries.iter().enumerate() {
            let value = self.take(entry);
            self.store_word(at, &value);
        }
    }

    fn build(&mut self, function: &str, words: usize, count: u32, more: &[Arg]) -> Result<(), Refusal> {
        self.pass_words(words);
        let mut args = vec![Arg::pointer("%words"), Arg::i64(count)];
        args.extend_from_slice(more);
        self.mark_offset();
        let result = self.text.call(REF, function, &args);
        self.end_words();
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    fn build_const_key_map(&mut self, count: u32) -> Result<(), Refusal> {
        let keys = self.pop();
        let keys = self.operand(&keys);
        self.build("build_const_key_map", count as usize, count, &[Arg::reference(keys)])
    }

    /// Adds to the container that is `depth` entries below the operands, and stays.
    fn add(&mut self, function: &str, operands: usize, depth: u32, more: &[Entry]) -> Result<(), Refusal> {
        let entries = self.pop_many(operands);
        let container = self.peek(depth as usize - 1);
        let mut all = vec![container];
        all.extend(entries);
        all.extend_from_slice(more);
        let (mask, operands) = self.operands(&all);
        let mut args = vec![Arg::i32(mask & !1)];
        args.extend(operands);
        self.mark_offset();
        let status = self.text.call("i32", function, &args);
        self.fail_if_negative(&status)
    }

    fn dict_merge(&mut self, depth: u32) -> Result<(), Refusal> {
        // Below the dictionary: the callable, (null,) and the positional arguments.
        let callable = self.stack.len() - 1 - depth as usize - 2;
        let found = [callable, callable.wrapping_sub(1)]
            .into_iter()
            .filter_map(|at| self.stack.get(at))
            .find(|entry| **entry != Entry::Null)
            .cloned();
        // It is only named in a message, and its owner stays the stack.
        let named = match found {
            Some(entry) => self.operand(&entry),
            None => self.none(),
        };
        let entries = self.pop_many(1);
        let container = self.stack[self.stack.len() - depth as usize].clone();
        let (mask, mut args) = self.operands(&[container, entries[0].clone()]);
        args.insert(0, Arg::i32(mask & !1));
        args.push(Arg::reference(named));
        self.mark_offset();
        let status = self.text.call("i32", "dict_merge", &args);
        self.fail_if_negative(&status)
    }

    fn unpack(&mut self, function: &str, numbers: &[u32], results: usize) -> Result<(), Refusal> {
        let sequence = self.pop();
        let value = self.operand(&sequence);
        self.begin_words(results.max(1));
        let mut args = vec![Arg::i32(sequence.is_owned().into()), Arg::reference(value)];
        args.extend(numbers.iter().map(Arg::i64));
        args.push(Arg::pointer("%words"));
        self.mark_offset();
        let status = self.text.call("i32", function, &args);
        self.fail_if_negative(&status)?;
        for at in (0..results).rev() {
            let item = self.load_word(at);
            self.push(&item);
        }
        self.end_words();
        Ok(())
    }

    fn format(&mut self, has_specification: bool) -> Result<(), Refusal> {
        if !has_specification {
            self.stack.push(Entry::Null);
        }
        self.consume("format", &[], 2)
    }

    fn match_keys(&mut self) -> Result<(), Refusal> {
        let entries = [self.peek(1), self.peek(0)];
        let (_, args) = self.operands(&entries);
        self.mark_offset();
        let values = self.text.call(REF, "match_keys", &args);
        self.fail_if_null(&values)?;
        self.push(&values);
        Ok(())
    }

    fn get_len(&mut self) -> Result<(), Refusal> {
        let entry = self.peek(0);
        let value = self.operand(&entry);
        self.mark_offset();
        let length = self.text.call(REF, "get_len", &[Arg::reference(value)]);
        self.fail_if_null(&length)?;
        self.push_tagged(&length, false, Tag::None);
        Ok(())
    }

    fn has_flag(&mut self, function: &str) {
        let entry = self.peek(0);
        let value = self.operand(&entry);
        let status = self.text.call("i32", function, &[Arg::reference(value)]);
        let bit = self.text.value(format!("icmp ne i32 {status}, 0"));
        self.push_bit(bit);
    }

    /// subject, type, names → the attributes, or `None`.
    fn match_class(&mut self, positional: u32) -> Result<(), Refusal> {
        let entries = self.pop_many(3);
        let (mask, operands) = self.operands(&entries);
        let mut args = vec![Arg::i32(mask)];
        args.extend(operands);
        args.push(Arg::i64(positional));
        self.mark_offset();
        let result = self.text.call(REF, "match_class", &args);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn container_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::BuildTuple(count) => self.build("build_tuple", count as usize, count, &[]),
            Op::BuildList(count) => self.build("build_list", count as usize, count, &[]),
            Op::BuildSet(count) => self.build("build_set", count as usize, count, &[]),
            Op::BuildMap(count) => self.build("build_map", 2 * count as usize, count, &[]),
            Op::BuildString(count) => self.build("build_string", count as usize, count, &[]),
            Op::BuildConstKeyMap(count) => self.build_const_key_map(count),
            Op::ListAppend(depth) => self.add("list_append", 1, depth, &[]),
            Op::SetAdd(depth) => self.add("set_add", 1, depth, &[]),
            Op::MapAdd(depth) => self.add("map_add", 2, depth, &[]),
            Op::ListExtend(depth) => self.add("list_extend", 1, depth, &[]),
            Op::SetUpdate(depth) => self.add("set_update", 1, depth, &[]),
            Op::DictUpdate(depth) => self.add("dict_update", 1, depth, &[]),
            Op::DictMerge(depth) => self.dict_merge(depth),
            Op::ListToTuple => self.consume("list_to_tuple", &[], 1),
            Op::Unpack(count) => self.unpack("unpack", &[count], count as usize),
            Op::UnpackEx(arg) => {
                let (before, after) = (arg & 255, arg >> 8);
                self.unpack("unpack_ex", &[before, after], (before + 1 + after) as usize)
            }
            Op::Convert(conversion) => self.consume("convert", &[Arg::i32(conversion)], 1),
            Op::Format { has_specification } => self.format(has_specification),
            Op::GetLen => self.get_len(),
            Op::MatchMapping => {
                self.has_flag("is_mapping");
                Ok(())
            }
            Op::MatchSequence => {
                self.has_flag("is_sequence");
                Ok(())
            }
            Op::MatchKeys => self.match_keys(),
            Op::MatchClass(positional) => self.match_class(positional),
            _ => return None,
        })
    }
}
