//! The value stack itself, local variables, globals, and cells.

use super::Emitter;
use super::kinds::Kind;
use super::stack::{Entry, Tag, local_name};
use super::text::{Arg, REF, constant_pointer};
use crate::bytecode::{Op, Refusal};

/// What is known of a global by its name. Some functions look at the frame of their caller, which compiled code has not.
fn tag_of(global: &str) -> Tag {
    match global {
        "super" => Tag::Super,
        "range" => Tag::Range,
        "globals" => Tag::Globals,
        "locals" | "vars" | "dir" => Tag::Reader(1),
        "eval" | "exec" => Tag::Reader(2),
        "_getframe" | "currentframe" => Tag::Reader(u8::MAX),
        _ => Tag::None,
    }
}

impl Emitter<'_> {
    pub fn unit(&self) -> Arg {
        Arg::pointer(constant_pointer(self.objects.unit))
    }

    fn load_local(&mut self, slot: u32) -> String {
        self.text.value(format!("load {REF}, ptr {}", local_name(slot)))
    }

    /// Goes on only if a variable has a value.
    fn check_bound(&mut self, slot: u32) -> Result<(), Refusal> {
        if self.bound.holds(self.at, slot) {
            return Ok(());
        }
        let value = self.load_local(slot);
        let bit = self.text.value(format!("icmp eq {REF} {value}, null"));
        let (unbound, next) = (self.text.block_name("unbound"), self.text.block_name("bound"));
        self.mark_offset();
        self.text.line(format!("br i1 {bit}, label %{unbound}, label %{next}, !prof !0"));
        self.text.block(&unbound);
        let unit = self.unit();
        self.text.call("void", "unbound", &[unit, Arg::i64(slot)]);
        self.fail(true)?;
        self.text.block(&next);
        Ok(())
    }

    fn load_fast(&mut self, slot: u32, is_checked: bool) -> Result<(), Refusal> {
        if is_checked {
            self.check_bound(slot)?;
        }
        self.stack.push(Entry::Local(slot));
        Ok(())
    }

    /// The variable gets an owned value. What it had is released last: that can run code.
    fn store_local(&mut self, slot: u32, value: &str) {
        let old = self.load_local(slot);
        self.text.line(format!("store {REF} {value}, ptr {}", local_name(slot)));
        let function = if self.bound.holds(self.at, slot) { "decref" } else { "xdecref" };
        self.text.line(format!("call void @{function}({REF} {old})"));
    }

    fn store_fast(&mut self, slot: u32) {
        let top = self.stack[self.stack.len() - 1].clone();
        let kind = self.number_kind(&top);
        let stored = &mut self.stored_kinds[slot as usize];
        *stored = Some(stored.map_or(kind, |known| known.join(kind)));
        if top == Entry::Local(slot) {
            self.pop_raw(1);
            return;
        }
        if self.kind_of(slot) != Kind::Object {
            self.pop_raw(1);
            self.store_number(slot, &top);
            return;
        }
        let entry = self.pop();
        let value = self.take(&entry);
        self.detach_local(slot);
        self.store_local(slot, &value);
    }

    fn delete_fast(&mut self, slot: u32) -> Result<(), Refusal> {
        self.check_bound(slot)?;
        self.detach_local(slot);
        self.store_local(slot, "null");
        Ok(())
    }

    /// The value of a variable goes to the stack, with null if it has none.
    fn load_fast_and_clear(&mut self, slot: u32) {
        self.detach_local(slot);
        let value = self.load_local(slot);
        self.text.line(format!("store {REF} null, ptr {}", local_name(slot)));
        self.push_tagged(&value, true, Tag::None);
    }

    fn load_global(&mut self, name: u32) -> Result<(), Refusal> {
        let text = self.code.name_texts[name as usize].as_str();
        let tag = if self.generators[name as usize] { Tag::Range } else { tag_of(text) };
        let cache = self.text.global("{ i64, i64, ptr }");
        let unit = self.unit();
        let args = [unit, Arg::address(self.code.names[name as usize]), Arg::pointer(cache)];
        self.mark_offset();
        let value = self.text.call(REF, "load_global", &args);
        self.fail_if_null(&value)?;
        self.push_tagged(&value, false, tag);
        Ok(())
    }

    fn global_status(&mut self, status: &str) -> Result<(), Refusal> {
        self.fail_if_negative(status)
    }

    fn store_global(&mut self, name: u32) -> Result<(), Refusal> {
        let entry = self.pop();
        let value = self.operand(&entry);
        let unit = self.unit();
        let name = Arg::address(self.code.names[name as usize]);
        let args = [Arg::i32(entry.is_owned().into()), unit, name, Arg::reference(value)];
        self.mark_offset();
        let status = self.text.call("i32", "store_global", &args);
        self.global_status(&status)
    }

    fn delete_global(&mut self, name: u32) -> Result<(), Refusal> {
        let unit = self.unit();
        let name = Arg::address(self.code.names[name as usize]);
        self.mark_offset();
        let status = self.text.call("i32", "delete_global", &[unit, name]);
        self.global_status(&status)
    }

    fn make_cell(&mut self, slot: u32) {
        let value = self.load_local(slot);
        let cell = self.text.call(REF, "make_cell", &[Arg::reference(value)]);
        self.text.line(format!("store {REF} {cell}, ptr {}", local_name(slot)));
    }

    fn copy_free_variables(&mut self, count: u32) {
        let first = self.code.slots as u32 - count;
        for at in 0..count {
            let args = [Arg::reference("%closure"), Arg::i64(at)];
            let cell = self.text.call(REF, "closure_item", &args);
            self.text.line(format!("store {REF} {cell}, ptr {}", local_name(first + at)));
        }
    }

    fn load_deref(&mut self, slot: u32) -> Result<(), Refusal> {
        let cell = self.load_local(slot);
        let unit = self.unit();
        self.mark_offset();
        let value = self.text.call(REF, "load_deref", &[Arg::reference(cell), unit, Arg::i64(slot)]);
        self.fail_if_null(&value)?;
        self.push(&value);
        Ok(())
    }

    fn store_deref(&mut self, slot: u32) {
        let entry = self.pop();
        let value = self.operand(&entry);
        let cell = self.load_local(slot);
        let mask = Arg::i32(u32::from(entry.is_owned()) << 1);
        self.text.call("void", "store_deref", &[mask, Arg::reference(cell), Arg::reference(value)]);
    }

    fn delete_deref(&mut self, slot: u32) -> Result<(), Refusal> {
        let cell = self.load_local(slot);
        let unit = self.unit();
        self.mark_offset();
        let status = self.text.call("i32", "delete_deref", &[Arg::reference(cell), unit, Arg::i64(slot)]);
        self.fail_if_negative(&status)
    }

    fn import_name(&mut self, name: u32) -> Result<(), Refusal> {
        let from = self.pop();
        let level = self.pop();
        let (mask, operands) = self.operands(&[level, from]);
        let unit = self.unit();
        let mut args = vec![Arg::i32(mask), unit, Arg::address(self.code.names[name as usize])];
        args.extend(operands);
        self.mark_offset();
        let module = self.text.call(REF, "import_name", &args);
        self.fail_if_null(&module)?;
        self.push(&module);
        Ok(())
    }

    fn import_from(&mut self, name: u32) -> Result<(), Refusal> {
        let entry = self.peek(0);
        let module = self.operand(&entry);
        self.mark_offset();
        let args = [Arg::reference(module), Arg::address(self.code.names[name as usize])];
        let value = self.text.call(REF, "import_from", &args);
        self.fail_if_null(&value)?;
        self.push(&value);
        Ok(())
    }

    fn copy(&mut self, depth: u32) {
        let entry = self.stack[self.stack.len() - depth as usize].clone();
        if let Entry::Number { .. } = entry {
            if let Some(number) = self.own_number(&entry) {
                self.stack.push(number);
            }
        } else if entry.is_owned() {
            let value = self.operand(&entry);
            self.text.line(format!("call void @incref({REF} {value})"));
            self.push(&value);
        } else {
            self.stack.push(entry);
        }
    }

    /// Translates an operation on the stack or a local variable; `None` if it is another one.
    pub fn stack_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        match op {
            Op::Nop => {}
            Op::Pop => {
                let entry = self.pop_raw(1);
                self.release(&entry[0]);
            }
            Op::PushNull => self.stack.push(Entry::Null),
            Op::Swap(depth) => {
                let top = self.stack.len() - 1;
                self.stack.swap(top, top + 1 - depth as usize);
            }
            Op::Copy(depth) => self.copy(depth),
            Op::Constant(index) => {
                self.stack.push(Entry::Constant(self.code.constants[index as usize].address));
            }
            Op::LoadFast { slot, is_checked } => return Some(self.load_fast(slot, is_checked)),
            Op::LoadFastAndClear(slot) => self.load_fast_and_clear(slot),
            Op::StoreFast(slot) => self.store_fast(slot),
            Op::DeleteFast(slot) => return Some(self.delete_fast(slot)),
            _ => return None,
        }
        Some(Ok(()))
    }

    /// Translates an operation on a global or a cell; `None` if it is another one.
    pub fn name_op(&mut self, op: Op) -> Option<Result<(), Refusal>> {
        Some(match op {
            Op::LoadGlobal(name) => self.load_global(name),
            Op::StoreGlobal(name) => self.store_global(name),
            Op::DeleteGlobal(name) => self.delete_global(name),
            Op::MakeCell(slot) => {
                self.make_cell(slot);
                Ok(())
            }
            Op::LoadDeref(slot) => self.load_deref(slot),
            Op::DeleteDeref(slot) => self.delete_deref(slot),
            Op::StoreDeref(slot) => {
                self.store_deref(slot);
                Ok(())
            }
            Op::CopyFreeVars(count) => {
                self.copy_free_variables(count);
                Ok(())
            }
            Op::ImportName(name) => self.import_name(name),
            Op::ImportFrom(name) => self.import_from(name),
            _ => return None,
        })
    }
}
