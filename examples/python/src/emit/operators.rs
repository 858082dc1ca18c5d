//! Operators, attributes and items: one call of the runtime for each, which releases the operands that are owned.

use super::Emitter;
use super::kinds::Kind;
use super::stack::{Entry, Tag};
use super::text::{Arg, REF, constant_reference};
use crate::bytecode::{Condition, Op, Refusal};

impl Emitter<'_> {
    /// The mask of the operands that are owned, and the operands.
    pub fn operands(&mut self, entries: &[Entry]) -> (u32, Vec<Arg>) {
        let mut mask = 0;
        let mut args = Vec::new();
        for (at, entry) in entries.iter().enumerate() {
            mask |= u32::from(entry.is_owned()) << at;
            args.push(Arg::reference(self.operand(entry)));
        }
        (mask, args)
    }

    fn runtime(&mut self, result: &str, function: &str, extra: &[Arg], entries: &[Entry]) -> String {
        let (mask, operands) = self.operands(entries);
        let mut args = vec![Arg::i32(mask)];
        args.extend_from_slice(extra);
        args.extend(operands);
        self.mark_offset();
        self.text.call(result, function, &args)
    }

    /// Pops operands, calls a function of the runtime, and pushes its result.
    pub fn consume(&mut self, function: &str, extra: &[Arg], count: usize) -> Result<(), Refusal> {
        let entries = self.pop_many(count);
        let result = self.runtime(REF, function, extra, &entries);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    /// Pops operands, and calls a function of the runtime without a result.
    pub fn perform(&mut self, function: &str, extra: &[Arg], count: usize) -> Result<(), Refusal> {
        let entries = self.pop_many(count);
        let status = self.runtime("i32", function, extra, &entries);
        self.fail_if_negative(&status)
    }

    /// Pops operands, and pushes the truth that a function of the runtime says.
    pub fn ask(&mut self, function: &str, extra: &[Arg], count: usize, negated: bool) -> Result<(), Refusal> {
        let entries = self.pop_many(count);
        let status = self.runtime("i32", function, extra, &entries);
        self.fail_if_negative(&status)?;
        let relation = if negated { "eq" } else { "ne" };
        let bit = self.text.value(format!("icmp {relation} i32 {status}, 0"));
        self.push_bit(bit);
        Ok(())
    }

    /// Pushes a truth: as a bit if the next instruction only asks for that.
    pub fn push_bit(&mut self, bit: String) {
        let is_asked = matches!(
            self.next_op(),
            Some(
                Op::PopJumpIf(Condition::True | Condition::False, _)
                    | Op::JumpIfOrPop(..)
                    | Op::ToBool
                    | Op::Unary(2)
            )
        );
        let entry = Entry::Bit(bit);
        if is_asked {
            self.stack.push(entry);
        } else {
            let value = self.take(&entry);
            self.push(&value);
        }
    }

    /// Pops an entry, and says its truth.
    pub fn truth(&mut self) -> Result<String, Refusal> {
        if let Some(bit) = self.number_truth() {
            return Ok(bit);
        }
        match self.pop() {
            Entry::Bit(bit) => Ok(bit),
            entry => {
                let status = self.runtime("i32", "is_true", &[], &[entry]);
                self.fail_if_negative(&status)?;
                Ok(self.text.value(format!("icmp ne i32 {status}, 0")))
            }
        }
    }

    fn not(&mut self) -> Result<(), Refusal> {
        let bit = self.truth()?;
        let bit = self.text.value(format!("xor i1 {bit}, true"));
        self.push_bit(bit);
        Ok(())
    }

    fn compare(&mut self, relation: u32) -> Result<(), Refusal> {
        let is_asked = matches!(
            self.next_op(),
            Some(Op::PopJumpIf(Condition::True | Condition::False, _) | Op::ToBool | Op::Unary(2))
        );
        if let Some(done) = is_asked.then(|| self.number_compare(relation)).flatten() {
            done
        } else if is_asked {
            self.ask("compare_truth", &[Arg::i32(relation)], 2, false)
        } else {
            self.consume("compare", &[Arg::i32(relation)], 2)
        }
    }

    fn is(&mut self, negated: bool) {
        let entries = self.pop_many(2);
        let (_, args) = self.operands(&entries);
        let relation = if negated { "ne" } else { "eq" };
        let bit = self.text.value(format!("icmp {relation} {REF} {}, {}", args[0].value, args[1].value));
        for entry in &entries {
            self.release(entry);
        }
        self.push_bit(bit);
    }

    fn name(&self, index: u32) -> Arg {
        Arg::address(self.code.names[index as usize])
    }

    /// Where the runtime notes how it has found an attribute here.
    fn attribute_cache(&mut self) -> Arg {
        Arg::pointer(self.text.global("{ i64, i64, i64 }"))
    }

    fn load_method(&mut self, name: u32) -> Result<(), Refusal> {
        if matches!(self.code.name_texts[name as usize].as_str(), "_getframe" | "currentframe") {
            return self.refuse("a call that reads the caller's frame, which compiled functions have not");
        }
        let entries = self.pop_many(1);
        let extra = [self.name(name), self.attribute_cache()];
        let pair = self.runtime(&format!("{{ {REF}, i64 }}"), "load_method", &extra, &entries);
        let callable = self.text.value(format!("extractvalue {{ {REF}, i64 }} {pair}, 0"));
        let word = self.text.value(format!("extractvalue {{ {REF}, i64 }} {pair}, 1"));
        self.fail_if_null(&callable)?;
        self.push(&callable);
        let receiver = self.text.value(format!("inttoptr i64 {word} to {REF}"));
        self.push_tagged(&receiver, true, Tag::None);
        Ok(())
    }

    /// An index that is a number needs no object.
    fn subscript(&mut self) -> Result<(), Refusal> {
        let depth = self.stack.len();
        let key = self.stack[depth - 1].clone();
        if self.number_kind(&key) != Kind::Int {
            return self.consume("subscript", &[], 2);
        }
        let Some(index) = self.number(&key) else { return self.consume("subscript", &[], 2) };
        self.pop_raw(1);
        if let Some(Entry::Local(local)) = self.stack.last().cloned()
            && self.pinned[local as usize] != Kind::Object
        {
            self.pop_raw(1);
            return self.element(local, &index);
        }
        let container = self.pop();
        let value = self.operand(&container);
        let mask = u32::from(container.is_owned()) | u32::from(index.is_owned) << 1;
        let reference = index.reference.unwrap_or_else(|| "null".to_owned());
        let args = [Arg::i32(mask), Arg::reference(value), Arg::reference(reference), Arg::i64(index.value)];
        self.mark_offset();
        let result = self.text.call(REF, "item_at", &args);
        self.fail_if_null(&result)?;
        self.push(&result);
        Ok(())
    }

    /// A missing bound of a slice is `None`.
    fn build_slice(&mut self, count: u32) -> Result<(), Refusal> {
        if count == 2 {
            self.stack.push(Entry::Constant(self.objects.none));
        }
        self.consume("build_slice", &[], 3)
    }

    /// Translates an operation of this file; `None` if it is another one.
    pub fn operator_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::Unary(2) => self.not(),
            Op::Unary(operator) => self.consume("unary", &[Arg::i32(operator)], 1),
            Op::Binary(operator) => match self.number_binary(operator) {
                Some(done) => done,
                None => self.consume("binary", &[Arg::i32(operator)], 2),
            },
            Op::Compare(relation) => self.compare(relation),
            Op::Is { negated } => {
                self.is(negated);
                Ok(())
            }
            Op::Contains { negated } => self.ask("contains", &[], 2, negated),
            Op::ToBool => self.truth().map(|bit| self.push_bit(bit)),
            Op::Subscript => self.subscript(),
            Op::StoreSubscript => self.perform("store_subscript", &[], 3),
            Op::DeleteSubscript => self.perform("delete_subscript", &[], 2),
            Op::BinarySlice => self.consume("binary_slice", &[], 3),
            Op::StoreSlice => self.perform("store_slice", &[], 4),
            Op::BuildSlice(count) => self.build_slice(count),
            Op::LoadAttr(name) => {
                let name = self.name(name);
                let cache = self.attribute_cache();
                self.consume("get_attribute", &[name, cache], 1)
            }
            Op::LoadMethod(name) => self.load_method(name),
            Op::LoadSuperAttr(name) => {
                let name = self.name(name);
                self.consume("super_attribute", &[name], 3)
            }
            Op::StoreAttr(name) => {
                let name = self.name(name);
                let cache = self.attribute_cache();
                self.perform("set_attribute", &[name, cache], 2)
            }
            Op::DeleteAttr(name) => {
                let name = self.name(name);
                self.perform("delete_attribute", &[name], 1)
            }
            _ => return None,
        })
    }

    /// The object of a constant.
    pub fn constant(&self, index: u32) -> String {
        constant_reference(self.code.constants[index as usize].address)
    }
}
