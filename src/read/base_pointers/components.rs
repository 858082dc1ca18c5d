//! Makes the components of derived pointers: the base, and the offset from it.
//!
//! A component of a pointer is made of the same component of what the pointer is made of, by the same kind of instruction: the base
//! of a phi is a phi of bases, its offset a phi of offsets. Each is made once, only when it is asked for, and with a list
//! of its own instead of recursion: chains are as long as programs make them.

use rustc_hash::FxHashMap;

use crate::ir::{Builder, DataLayout, Function, Opcode, Type, Value};

use crate::read::base_pointers::gc_loaded::raw_address;
use crate::read::base_pointers::offsets;
use crate::read::base_pointers::origins::{Origin, Origins};

/// A component of a pointer.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Component {
    /// The tracked pointer to the object.
    Base,
    /// Bytes from there, or from the loaded pointer that `gc_loaded` gives.
    Offset,
    /// Of a loaded pointer: the tracked object that owns the memory.
    Owner,
    /// Of a loaded pointer: where in its owner the raw pointer stands, in bytes.
    Field,
}

impl Component {
    fn suffix(self) -> &'static str {
        match self {
            Component::Base => "base",
            Component::Offset => "offset",
            Component::Owner => "owner",
            Component::Field => "field",
        }
    }
}

type Key = (Value, Component);

enum Progress {
    Done(Value),
    Needs(Vec<Key>),
}

/// The components made so far.
pub struct Components<'a> {
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
    /// The loaded pointers that are rematerialised where more than one merge.
    pub remade: FxHashMap<Value, Value>,
    /// All new instructions.
    pub created: Vec<Value>,
}

impl<'a> Components<'a> {
    pub fn new(function: Function, origins: &'a Origins<'a>) -> Option<Self> {
        let module = function.module();
        let layout = module.data_layout();
        let words = origins.model.spaces.iter().map(|(space, _)| layout.offset_type(module, *space));
        Some(Components {
            origins,
            layout,
            word: words.max_by_key(|word| word.int_width())?,
            pointer: module.pointer_type_in(origins.model.object_space()?),
            entry: function.entry().terminator()?,
            made: FxHashMap::default(),
            open: Vec::new(),
            remade: FxHashMap::default(),
            created: Vec::new(),
        })
    }

    /// A component of `value`, in as many lanes as `value` has.
    pub fn component(&mut self, value: Value, component: Component) -> Value {
        let made = self.make((value, component));
        while let Some((phi, (of, component))) = self.open.pop() {
            for (value, block) in of.incoming() {
                let incoming = self.operand(of, value, component).unwrap_or_else(|key| self.make(key));
                phi.add_incoming(incoming, block);
            }
        }
        made
    }

    /// The base of `value`; without lanes where all lanes have one.
    pub fn scalar_base(&mut self, value: Value) -> Value {
        match self.origins.origin(value) {
            Origin::One(base) if self.origins.is_own(base) => self.component(base, Component::Base),
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
                Progress::Needs(others) => stack.extend(others),
                Progress::Done(value) => _ = self.made.insert(top, value),
            }
        }
        self.made[&key]
    }

    fn step(&mut self, (value, component): Key) -> Progress {
        if component == Component::Offset {
            return self.step_offset(value);
        }
        match self.origins.origin(value) {
            Origin::One(root) if root == value && self.origins.is_own(value) => {
                self.step_merge(value, component)
            }
            Origin::One(root) if self.origins.is_own(root) => self.forward(value, (root, component)),
            Origin::One(root) => match component {
                Component::Base => Progress::Done(self.in_lanes(root, value)),
                Component::Owner => Progress::Done(root.argument(0)),
                _ => self.forward(value, (raw_address(root), Component::Offset)),
            },
            _ => Progress::Done(self.null_component(value, value, component)),
        }
    }

    fn forward(&mut self, value: Value, key: Key) -> Progress {
        match self.made.get(&key).copied() {
            Some(made) => Progress::Done(self.in_lanes(made, value)),
            None => Progress::Needs(vec![key]),
        }
    }

    fn step_offset(&mut self, value: Value) -> Progress {
        let is_root = self.origins.is_base(value) || value.is_null() || value.is_undefined();
        if is_root {
            return Progress::Done(self.word.shaped_like(value.ty()).const_offset(0));
        }
        match value.operation() {
            Some(Opcode::LLVMGetElementPtr) => {
                let key = (value.argument(0), Component::Offset);
                match self.made.get(&key).copied() {
                    Some(before) => Progress::Done(self.sum(value, before)),
                    None => Progress::Needs(vec![key]),
                }
            }
            Some(Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) => {
                self.forward(value, (value.argument(0), Component::Offset))
            }
            _ if crate::read::base_pointers::origins::is_merge(value) => {
                self.step_merge(value, Component::Offset)
            }
            _ => Progress::Done(self.word.shaped_like(value.ty()).const_offset(0)),
        }
    }

    fn sum(&mut self, gep: Value, before: Value) -> Value {
        let build = Builder::after(gep).unwrap_or_else(|| Builder::before(self.entry));
        let ty = self.word.shaped_like(gep.ty());
        let created = &mut self.created;
        let note = |value: Value| created.extend(Some(value).filter(|v| v.is_instruction()));
        offsets::sum(&build, gep, before, ty, self.layout, note)
    }

    /// A component of a phi, select or the like, of the same components of its operands.
    fn step_merge(&mut self, value: Value, component: Component) -> Progress {
        let name = crate::read::base_pointers::replacement::name_for(value, component.suffix());
        if value.is_phi() {
            let phi = Builder::before(value).phi(self.type_of(value, component), &name);
            self.created.push(phi);
            self.open.push((phi, (value, component)));
            return Progress::Done(phi);
        }
        let range = match value.opcode() {
            Some(Opcode::LLVMSelect) => 1..3,
            Some(Opcode::LLVMInsertElement | Opcode::LLVMShuffleVector) => 0..2,
            _ => 0..1,
        };
        let operands: Vec<Result<Value, Key>> =
            range.map(|index| self.operand(value, value.argument(index), component)).collect();
        let needs: Vec<Key> = operands.iter().filter_map(|o| o.err()).collect();
        if !needs.is_empty() {
            return Progress::Needs(needs);
        }
        let components: Vec<Value> = operands.into_iter().filter_map(Result::ok).collect();
        if value.is_opcode(Opcode::LLVMSelect) && components[0] == components[1] {
            return Progress::Done(components[0]);
        }
        let made = same_of(&Builder::before(value), value, &components, &name);
        Progress::Done(self.note(made))
    }

    /// The component of `operand` for the component of `value`, if it is made.
    fn operand(&mut self, value: Value, operand: Value, component: Component) -> Result<Value, Key> {
        // Null has whatever type its neighbours have.
        if component == Component::Base && self.origins.origin(operand) == Origin::Null {
            return Ok(self.null_component(value, operand, component));
        }
        let key = (operand, component);
        self.made.get(&key).copied().ok_or(key)
    }

    fn null_component(&self, like: Value, value: Value, component: Component) -> Value {
        self.scalar_type_of(like, component).shaped_like(value.ty()).null()
    }

    fn scalar_type_of(&self, value: Value, component: Component) -> Type {
        match component {
            Component::Base => self.origins.base_type(self.origins.origin(value)).unwrap_or(self.pointer),
            Component::Owner => self.pointer,
            Component::Offset | Component::Field => self.word,
        }
    }

    fn type_of(&self, value: Value, component: Component) -> Type {
        self.scalar_type_of(value, component).shaped_like(value.ty())
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
            &crate::read::base_pointers::replacement::name_for(value, Component::Base.suffix()),
        );
        if splat.is_opcode(Opcode::LLVMShuffleVector) {
            self.note(splat.argument(0));
        }
        self.note(splat)
    }
}

/// The same instruction as `like` (no phi) on other operands of other types.
fn same_of(build: &Builder, like: Value, components: &[Value], name: &str) -> Value {
    match like.opcode() {
        Some(Opcode::LLVMSelect) => build.select(like.argument(0), components[0], components[1], name),
        Some(Opcode::LLVMFreeze) => build.freeze(components[0], name),
        Some(Opcode::LLVMExtractElement) => build.extract_element(components[0], like.argument(1), name),
        Some(Opcode::LLVMInsertElement) => {
            build.insert_element(components[0], components[1], like.argument(2), name)
        }
        _ => {
            // A lane that may be anything must still be one that a collector can read.
            let mask: Vec<u32> = like.shuffle_mask().iter().map(|lane| lane.unwrap_or(0)).collect();
            build.shuffle(components[0], components[1], &mask, name)
        }
    }
}
