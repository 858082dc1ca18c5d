//! What happens when an instruction fails: blocks that are shared by all instructions with the same stack and the same handler.
//!
//! 1. The entry of the traceback is added. The offset of the instruction is in a variable, so that blocks can be shared.
//! 2. With a handler: what is above the handler's depth is released, the exception is pushed, and the handler's block follows.
//! 3. Without one: the stack is released from its top down, by blocks that are shared too, and then the variables.

use super::Emitter;
use super::blocks::block_name;
use super::stack::{Entry, Shape, slot_name};
use super::text::{Arg, REF, constant_pointer};
use crate::bytecode::{Handler, Refusal};

/// How the function is left.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Exit {
    Raise,
    Destroy,
}

/// What a shared block is for.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct ErrorKey {
    entries: Vec<Entry>,
    /// Target, depth, and whether the offset is pushed.
    handler: Option<(u32, usize, bool)>,
    is_traced: bool,
}

impl Emitter<'_> {
    fn handler(&self) -> Option<Handler> {
        let offset = self.instr().offset;
        self.code.handlers.iter().find(|h| h.begin <= offset && offset < h.end).copied()
    }

    /// The block where an error of this instruction goes on, with the stack as it is.
    pub fn error_block(&mut self, is_traced: bool) -> Result<String, Refusal> {
        let handler = self.handler().map(|h| (h.target, h.depth as usize, h.pushes_offset));
        let key = ErrorKey { entries: self.stack.clone(), handler, is_traced };
        if let Some(name) = self.errors.get(&key) {
            return Ok(name.clone());
        }
        if let Some((target, depth, pushes_offset)) = handler {
            if depth > key.entries.len() {
                return self.refuse("an exception handler with a deeper stack");
            }
            let mut shapes: Vec<Shape> = key.entries[..depth].iter().map(Entry::shape).collect();
            shapes.extend(std::iter::repeat_n(Shape::OBJECT, 1 + usize::from(pushes_offset)));
            self.slots = self.slots.max(shapes.len());
            self.expect_block(target, shapes)?;
        }
        let name = self.text.block_name("error");
        self.errors.insert(key.clone(), name.clone());
        self.unwritten.push_back((key, name.clone()));
        Ok(name)
    }

    /// Says which instruction the next error is of.
    pub fn mark_offset(&mut self) {
        let offset = self.instr().position;
        if self.stored_offset != Some(offset) {
            self.text.line(format!("store i32 {offset}, ptr %offset"));
            self.stored_offset = Some(offset);
        }
    }

    /// Goes on only if a bit is false.
    pub fn fail_if(&mut self, bit: &str) -> Result<(), Refusal> {
        let error = self.error_block(true)?;
        let next = self.text.block_name("ok");
        self.text.line(format!("br i1 {bit}, label %{error}, label %{next}, !prof !0"));
        self.text.block(&next);
        Ok(())
    }

    /// Goes on only if there is an object.
    pub fn fail_if_null(&mut self, value: &str) -> Result<(), Refusal> {
        let bit = self.text.value(format!("icmp eq {REF} {value}, null"));
        self.fail_if(&bit)
    }

    /// Goes on only if a status is not negative.
    pub fn fail_if_negative(&mut self, value: &str) -> Result<(), Refusal> {
        let bit = self.text.value(format!("icmp slt i32 {value}, 0"));
        self.fail_if(&bit)
    }

    /// Ends the block: the error indicator is set.
    pub fn fail(&mut self, is_traced: bool) -> Result<(), Refusal> {
        let error = self.error_block(is_traced)?;
        self.text.line(format!("br label %{error}"));
        Ok(())
    }

    /// The block that releases the stack, and leaves.
    pub fn exit_block(&mut self, mut entries: Vec<Entry>, exit: Exit) -> String {
        while entries.last().is_some_and(|entry| !entry.is_owned()) {
            entries.pop();
        }
        if entries.is_empty() {
            return match exit {
                Exit::Raise => "exit.raise".to_owned(),
                Exit::Destroy => "exit.destroy".to_owned(),
            };
        }
        let key = (entries, exit);
        if let Some(name) = self.exits.get(&key) {
            return name.clone();
        }
        let name = self.text.block_name("drop");
        self.exits.insert(key.clone(), name.clone());
        self.unwritten_exits.push_back((key.0, exit, name.clone()));
        name
    }

    /// Writes the blocks that were asked for.
    pub fn error_blocks(&mut self) {
        while let Some((key, name)) = self.unwritten.pop_front() {
            self.text.block(&name);
            self.write_error(key);
        }
        while let Some((mut entries, exit, name)) = self.unwritten_exits.pop_front() {
            self.text.block(&name);
            if let Some(top) = entries.pop() {
                self.release(&top);
            }
            let next = self.exit_block(entries, exit);
            self.text.line(format!("br label %{next}"));
        }
    }

    fn write_error(&mut self, key: ErrorKey) {
        if key.is_traced {
            let offset = self.text.value("load i32, ptr %offset");
            let unit = Arg::pointer(constant_pointer(self.objects.unit));
            self.text.call("void", "trace", &[unit, Arg { ty: "i32", value: offset }]);
        }
        let Some((target, depth, pushes_offset)) = key.handler else {
            let next = self.exit_block(key.entries, Exit::Raise);
            self.text.line(format!("br label %{next}"));
            return;
        };
        let mut entries = key.entries;
        let above = entries.split_off(depth);
        for entry in above.iter().rev() {
            self.release(entry);
        }
        self.stack = entries;
        if pushes_offset {
            // Nobody looks at it: an exception that is raised again keeps its traceback.
            self.stack.push(Entry::Constant(self.objects.none));
        }
        self.settle();
        let exception = self.text.call(REF, "catch", &[]);
        self.text.line(format!("store {REF} {exception}, ptr {}", slot_name(self.stack.len())));
        self.text.line(format!("br label %{}", block_name(target)));
    }
}
