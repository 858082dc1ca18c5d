//! Makes the parts of derived pointers: the base, and the offset from it.
//!
//! A part of a pointer is made of the same part of what the pointer is made of, by the same kind of instruction: the base
//! of a phi is a phi of bases, its offset a phi of offsets. Each is made once, only when it is asked for, and with a list
//! of its own instead of recursion: chains are as long as programs make them.

use rustc_hash::FxHashMap;

use crate::ir::{Builder, DataLayout, Function, Opcode, Type, Value};

use crate::read::base_pointers::gc_loaded::raw_address;
use crate::read::base_pointers::offsets;
use crate::read::base_pointers::origins::{Origin, Origins};

/// A part of a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// The tracked pointer to the object.
    Base,
    /// Bytes from there, or from the loaded pointer that `gc_loaded` gives.
    Offset,
    /// Of a loaded pointer: the tracked object that owns the memory.
    Owner,
    /// Of a loaded pointer: where in its owner the raw pointer stands, in bytes.
    Field,
}

impl Part {
    fn suffix(self) -> &'static str {
        match self {
            Part::Base => "base",
            Part::Offset => "offset",
            Part::Owner => "owner",
            Part::Field => "field",
        }
    }
}

type Key = (Value, Part);

enum Step {
    Done(Value),
    Needs(Vec<Key>),
}

/// The parts made so far.
pub struct Parts<'a> {
    pub origins: &'a Origins<'a>,
    layout: DataLayout,
    /// The type of offsets, wide enough for every managed address space.
    word: Type,
    /// What a base is where nothing but null is chosen from.
    pointer: Type,
    /// Where constants are folded.
    entry: Value,
    made: FxHashMap<Key, Value>,
    open: Vec<(Value, Key)>,
    /// The loaded pointers that are made again where several meet.
    pub remade: FxHashMap<Value, Value>,
    /// All new instructions.
    pub created: Vec<Value>,
}

impl<'a> Parts<'a> {
    pub fn new(function: Function, origins: &'a Origins<'a>) -> Option<Self> {
        let module = function.module();
        let layout = module.data_layout();
        let words = origins.model.spaces.iter().map(|(space, _)| layout.offset_type(module, *space));
        Some(Parts {
            origins,
            layout,
            word: words.max_by_key(|word| word.int_width())?,
            pointer: module.pointer_type_in(origins.model.tracked_space()?),
            entry: function.entry().terminator()?,
            made: FxHashMap::default(),
            open: Vec::new(),
            remade: FxHashMap::default(),
            created: Vec::new(),
        })
    }

    /// A part of `value`, in as many lanes as `value` has.
    pub fn part(&mut self, value: Value, part: Part) -> Value {
        let made = self.make((value, part));
        while let Some((phi, (of, part))) = self.open.pop() {
            for (value, block) in of.incoming() {
                let incoming = self.operand(of, value, part).unwrap_or_else(|key| self.make(key));
                phi.add_incoming(incoming, block);
            }
        }
        made
    }

    /// The base of `value`; without lanes where all lanes have one.
    pub fn scalar_base(&mut self, value: Value) -> Value {
        match self.origins.origin(value) {
            Origin::One(base) if self.origins.is_own(base) => self.part(base, Part::Base),
            Origin::One(base) => base,
            _ => self.pointer.null(),
        }
    }

    pub fn note(&mut self, value: Value) -> Value {
        if value.is_instruction() {
            self.created.push(value);
        }
        value
    }

    fn make(&mut self, key: Key) -> Value {
        let mut stack = vec![key];
        while let Some(&top) = stack.last() {
            if self.made.contains_key(&top) {
                stack.pop();
                continue;
            }
            match self.step(top) {
                Step::Needs(others) => stack.extend(others),
                Step::Done(value) => _ = self.made.insert(top, value),
            }
        }
        self.made[&key]
    }

    fn step(&mut self, (value, part): Key) -> Step {
        if part == Part::Offset {
            return self.step_offset(value);
        }
        match self.origins.origin(value) {
            Origin::One(root) if root == value && self.origins.is_own(value) => {
                self.step_meeting(value, part)
            }
            Origin::One(root) if self.origins.is_own(root) => self.forward(value, (root, part)),
            Origin::One(root) => match part {
                Part::Base => Step::Done(self.in_lanes(root, value)),
                Part::Owner => Step::Done(root.argument(0)),
                _ => self.forward(value, (raw_address(root), Part::Offset)),
            },
            _ => Step::Done(self.null_part(value, value, part)),
        }
    }

    fn forward(&mut self, value: Value, key: Key) -> Step {
        match self.made.get(&key).copied() {
            Some(made) => Step::Done(self.in_lanes(made, value)),
            None => Step::Needs(vec![key]),
        }
    }

    fn step_offset(&mut self, value: Value) -> Step {
        let is_root = self.origins.is_base(value) || value.is_null() || value.is_undefined();
        if is_root {
            return Step::Done(self.word.shaped_like(value.ty()).const_offset(0));
        }
        match value.operation() {
            Some(Opcode::LLVMGetElementPtr) => {
                let key = (value.argument(0), Part::Offset);
                match self.made.get(&key).copied() {
                    Some(before) => Step::Done(self.sum(value, before)),
                    None => Step::Needs(vec![key]),
                }
            }
            Some(Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) => {
                self.forward(value, (value.argument(0), Part::Offset))
            }
            _ if crate::read::base_pointers::origins::is_meeting(value) => {
                self.step_meeting(value, Part::Offset)
            }
            _ => Step::Done(self.word.shaped_like(value.ty()).const_offset(0)),
        }
    }

    fn sum(&mut self, gep: Value, before: Value) -> Value {
        let build = Builder::after(gep).unwrap_or_else(|| Builder::before(self.entry));
        let ty = self.word.shaped_like(gep.ty());
        let created = &mut self.created;
        let note = |value: Value| created.extend(Some(value).filter(|v| v.is_instruction()));
        offsets::sum(&build, gep, before, ty, self.layout, note)
    }

    /// A part of a phi, select or the like, of the same parts of its operands.
    fn step_meeting(&mut self, value: Value, part: Part) -> Step {
        let name = crate::read::base_pointers::replacement::name_for(value, part.suffix());
        if value.is_phi() {
            let phi = Builder::before(value).phi(self.type_of(value, part), &name);
            self.created.push(phi);
            self.open.push((phi, (value, part)));
            return Step::Done(phi);
        }
        let range = match value.opcode() {
            Some(Opcode::LLVMSelect) => 1..3,
            Some(Opcode::LLVMInsertElement | Opcode::LLVMShuffleVector) => 0..2,
            _ => 0..1,
        };
        let operands: Vec<Result<Value, Key>> =
            range.map(|index| self.operand(value, value.argument(index), part)).collect();
        let needs: Vec<Key> = operands.iter().filter_map(|o| o.err()).collect();
        if !needs.is_empty() {
            return Step::Needs(needs);
        }
        let parts: Vec<Value> = operands.into_iter().filter_map(Result::ok).collect();
        if value.is_opcode(Opcode::LLVMSelect) && parts[0] == parts[1] {
            return Step::Done(parts[0]);
        }
        let made = same_of(&Builder::before(value), value, &parts, &name);
        Step::Done(self.note(made))
    }

    /// The part of `operand` for the part of `value`, if it is made.
    fn operand(&mut self, value: Value, operand: Value, part: Part) -> Result<Value, Key> {
        // Null has whatever type its neighbours have.
        if part == Part::Base && self.origins.origin(operand) == Origin::Null {
            return Ok(self.null_part(value, operand, part));
        }
        let key = (operand, part);
        self.made.get(&key).copied().ok_or(key)
    }

    fn null_part(&self, like: Value, value: Value, part: Part) -> Value {
        self.scalar_type_of(like, part).shaped_like(value.ty()).null()
    }

    fn scalar_type_of(&self, value: Value, part: Part) -> Type {
        match part {
            Part::Base => self.origins.base_type(self.origins.origin(value)).unwrap_or(self.pointer),
            Part::Owner => self.pointer,
            Part::Offset | Part::Field => self.word,
        }
    }

    fn type_of(&self, value: Value, part: Part) -> Type {
        self.scalar_type_of(value, part).shaped_like(value.ty())
    }

    /// `made` in each lane of `value`, where that has lanes.
    fn in_lanes(&mut self, made: Value, value: Value) -> Value {
        let lanes = value.ty();
        if lanes.vector_element().is_none() || made.ty().vector_element().is_some() {
            return made;
        }
        let build = Builder::after(made).unwrap_or_else(|| Builder::before(self.entry));
        let splat = build.splat(
            made,
            lanes.vector_length(),
            &crate::read::base_pointers::replacement::name_for(value, Part::Base.suffix()),
        );
        if splat.is_opcode(Opcode::LLVMShuffleVector) {
            self.note(splat.argument(0));
        }
        self.note(splat)
    }
}

/// The same instruction as `like` (no phi) on other operands of other types.
fn same_of(build: &Builder, like: Value, parts: &[Value], name: &str) -> Value {
    match like.opcode() {
        Some(Opcode::LLVMSelect) => build.select(like.argument(0), parts[0], parts[1], name),
        Some(Opcode::LLVMFreeze) => build.freeze(parts[0], name),
        Some(Opcode::LLVMExtractElement) => build.extract_element(parts[0], like.argument(1), name),
        Some(Opcode::LLVMInsertElement) => build.insert_element(parts[0], parts[1], like.argument(2), name),
        _ => {
            // A lane that may be anything must still be one that a collector can read.
            let mask: Vec<u32> = like.shuffle_mask().iter().map(|lane| lane.unwrap_or(0)).collect();
            build.shuffle(parts[0], parts[1], &mask, name)
        }
    }
}
