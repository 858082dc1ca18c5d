//! The value stack while a block is translated: what each of its entries is, and who owns it.
//!
//! An entry that the function owns is kept in a slot, an alloca that LLVM makes a register of. A local variable or a constant that is
//! pushed is no copy: the entry only names it, and is borrowed. It becomes a reference of its own where the variable changes, and
//! where a block ends.

use super::Emitter;
use super::kinds::Kind;
use super::text::{REF, constant_reference};

/// An entry of the stack.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Entry {
    /// A null of the calling convention.
    Null,
    /// Owned, in a slot.
    Slot { slot: usize, may_be_null: bool, tag: Tag },
    /// Borrowed from a local variable that has a value.
    Local(u32),
    /// Borrowed: an object that lives as long as the code.
    Constant(usize),
    /// A machine number; the reference beside it is owned, and may be an object in its place. Without one it is `is_pure`.
    Number { slot: usize, kind: Kind, is_pure: bool },
    /// The truth of a condition, which the next instruction uses.
    Bit(String),
}

/// What is known of where a value comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Tag {
    None,
    /// The global `super`.
    Super,
    /// The global `globals`.
    Globals,
    /// A function that looks at the frame of its caller, if it has fewer arguments than this.
    Reader(u8),
    /// The global `range` or a compiled generator, what it returns, and the iterator of that: it may give numbers.
    Range,
    RangeObject,
    RangeIterator,
}

/// What a block finds in each position of the stack.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    Null,
    Object { may_be_null: bool, tag: Tag },
}

impl Shape {
    pub const OBJECT: Shape = Shape::Object { may_be_null: false, tag: Tag::None };

    /// Whether blocks that expect them fit each other. A tag is only a guess at what pays.
    pub fn fits(self, other: Shape) -> bool {
        match (self, other) {
            (Shape::Null, Shape::Null) => true,
            (Shape::Object { may_be_null: a, .. }, Shape::Object { may_be_null: b, .. }) => a == b,
            _ => false,
        }
    }
}

impl Entry {
    pub fn is_owned(&self) -> bool {
        matches!(self, Entry::Slot { .. } | Entry::Number { is_pure: false, .. })
    }

    pub fn slot(&self) -> Option<usize> {
        match self {
            Entry::Slot { slot, .. } | Entry::Number { slot, .. } => Some(*slot),
            _ => None,
        }
    }

    pub fn shape(&self) -> Shape {
        match self {
            Entry::Null => Shape::Null,
            Entry::Slot { may_be_null, tag: Tag::RangeIterator, .. } => {
                Shape::Object { may_be_null: *may_be_null, tag: Tag::RangeIterator }
            }
            Entry::Slot { may_be_null, .. } => Shape::Object { may_be_null: *may_be_null, tag: Tag::None },
            _ => Shape::OBJECT,
        }
    }
}

pub fn slot_name(slot: usize) -> String {
    format!("%s{slot}")
}

pub fn local_name(slot: u32) -> String {
    format!("%l{slot}")
}

impl Emitter<'_> {
    /// A slot that no entry uses.
    pub fn free_slot(&mut self) -> usize {
        let wanted = self.stack.len();
        let is_used = |slot: usize| self.stack.iter().any(|entry| entry.slot() == Some(slot));
        let slot = (wanted..).find(|slot| !is_used(*slot)).unwrap_or(wanted);
        self.slots = self.slots.max(slot + 1);
        slot
    }

    /// Pushes an owned value.
    pub fn push(&mut self, value: &str) {
        self.push_tagged(value, false, Tag::None);
    }

    pub fn push_tagged(&mut self, value: &str, may_be_null: bool, tag: Tag) {
        let slot = self.free_slot();
        self.text.line(format!("store {REF} {value}, ptr {}", slot_name(slot)));
        self.stack.push(Entry::Slot { slot, may_be_null, tag });
    }

    /// Pops an entry that is no number: one becomes an object.
    pub fn pop(&mut self) -> Entry {
        self.pop_many(1).pop().expect("the interpreter's compiler balances the stack")
    }

    /// Pops entries that are no numbers, the deepest first.
    pub fn pop_many(&mut self, count: usize) -> Vec<Entry> {
        let first = self.stack.len() - count;
        for at in first..self.stack.len() {
            self.make_object(at);
        }
        self.pop_raw(count)
    }

    /// Pops entries as they are, the deepest first.
    pub fn pop_raw(&mut self, count: usize) -> Vec<Entry> {
        self.stack.split_off(self.stack.len() - count)
    }

    /// The entry `depth` below the top, which becomes an object if it is a number.
    pub fn peek(&mut self, depth: usize) -> Entry {
        let at = self.stack.len() - 1 - depth;
        self.make_object(at);
        self.stack[at].clone()
    }

    fn make_object(&mut self, at: usize) {
        let entry = self.stack[at].clone();
        if matches!(entry, Entry::Constant(_)) {
            return;
        }
        if let Some(number) = self.number(&entry) {
            let value = self.boxed(&number);
            let slot = self.free_slot();
            self.text.line(format!("store {REF} {value}, ptr {}", slot_name(slot)));
            self.stack[at] = Entry::Slot { slot, may_be_null: false, tag: Tag::None };
        }
    }

    /// The value of an entry. It is not copied: an owned one stays owned by who has the entry.
    pub fn operand(&mut self, entry: &Entry) -> String {
        match entry {
            Entry::Null => "null".to_owned(),
            Entry::Slot { slot, .. } => self.text.value(format!("load {REF}, ptr {}", slot_name(*slot))),
            Entry::Local(slot) if self.pinned[*slot as usize] != Kind::Object => self.without_pin(*slot),
            Entry::Local(slot) => self.text.value(format!("load {REF}, ptr {}", local_name(*slot))),
            Entry::Constant(address) => constant_reference(*address),
            Entry::Number { .. } => unreachable!("numbers become objects where they are popped"),
            Entry::Bit(bit) => {
                let (yes, no) = (
                    constant_reference(self.objects.true_object),
                    constant_reference(self.objects.false_object),
                );
                self.text.value(format!("select i1 {bit}, {REF} {yes}, {REF} {no}"))
            }
        }
    }

    /// The value of an entry as a reference that the taker owns.
    pub fn take(&mut self, entry: &Entry) -> String {
        let value = self.operand(entry);
        if !entry.is_owned() && *entry != Entry::Null {
            self.text.line(format!("call void @incref({REF} {value})"));
        }
        value
    }

    /// Says where the top of the stack comes from.
    pub fn tag_top(&mut self, known: Tag) {
        if let Some(Entry::Slot { tag, .. }) = self.stack.last_mut() {
            *tag = known;
        }
    }

    /// Releases an entry that was popped.
    pub fn release(&mut self, entry: &Entry) {
        if let Entry::Slot { may_be_null, .. } = entry {
            let value = self.operand(entry);
            let function = if *may_be_null { "xdecref" } else { "decref" };
            self.text.line(format!("call void @{function}({REF} {value})"));
        }
        if let Entry::Number { slot, is_pure: false, .. } = entry {
            let value = self.text.value(format!("load {REF}, ptr {}", slot_name(*slot)));
            self.text.line(format!("call void @xdecref({REF} {value})"));
        }
    }

    /// Entries that are borrowed from a variable become references of their own, because the variable changes.
    pub fn detach_local(&mut self, local: u32) {
        for at in 0..self.stack.len() {
            if self.stack[at] == Entry::Local(local) {
                self.own_entry(at);
            }
        }
    }

    fn own_entry(&mut self, at: usize) {
        let entry = self.stack[at].clone();
        if let Some(number) = self.own_number(&entry) {
            self.stack[at] = number;
            return;
        }
        let value = self.take(&entry);
        let slot = self.free_slot();
        self.text.line(format!("store {REF} {value}, ptr {}", slot_name(slot)));
        self.stack[at] = Entry::Slot { slot, may_be_null: false, tag: Tag::None };
    }

    /// Puts each entry into the slot of its position, as blocks expect it, and says what is there.
    pub fn settle(&mut self) -> Vec<Shape> {
        for at in 0..self.stack.len() {
            self.make_object(at);
        }
        let entries = self.stack.clone();
        let mut moved = Vec::new();
        for (position, entry) in entries.iter().enumerate() {
            let stays =
                *entry == Entry::Null || matches!(entry, Entry::Slot { slot, .. } if *slot == position);
            if !stays {
                moved.push((position, self.take(entry)));
            }
        }
        for (position, value) in &moved {
            self.text.line(format!("store {REF} {value}, ptr {}", slot_name(*position)));
        }
        self.slots = self.slots.max(entries.len());
        let shapes: Vec<Shape> = entries.iter().map(Entry::shape).collect();
        self.stack = from_shapes(&shapes);
        shapes
    }
}

/// The stack at the beginning of a block.
pub fn from_shapes(shapes: &[Shape]) -> Vec<Entry> {
    let entry = |(slot, shape): (usize, &Shape)| match shape {
        Shape::Null => Entry::Null,
        Shape::Object { may_be_null, tag } => Entry::Slot { slot, may_be_null: *may_be_null, tag: *tag },
    };
    shapes.iter().enumerate().map(entry).collect()
}
