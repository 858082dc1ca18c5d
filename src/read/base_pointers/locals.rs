//! Addresses of local variables, where more than one merge.
//!
//! Each activation of a coroutine with awaits has variables of its own, so an address is made again from the variable. One that a
//! phi has chosen cannot be: which variable it was, and where in it, are numbers that a frame can hold. So the phi becomes a
//! phi of the variables' numbers and one of offsets, and the address is made of those.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Builder, DataLayout, Function, Opcode, Type, Value, remove_dead};

use crate::read::base_pointers::offsets;
use crate::read::base_pointers::replacement::{name_for, simplify_phis, take_place};

/// Makes numbers of the addresses of allocas that phis of `function` choose.
pub fn decompose_locals(function: Function) {
    let Some(mut locals) = Locals::find(function) else { return };
    let made: Vec<(Value, Value)> =
        locals.chosen.clone().into_iter().map(|phi| (phi, locals.address_of(phi))).collect();
    log::debug!("'{}': {} addresses of variables become numbers", function.name(), made.len());
    for &(phi, address) in &made {
        take_place(phi, address);
    }
    for &(phi, _) in &made {
        phi.erase();
    }
    let mut idle = std::mem::take(&mut locals.created);
    let gone = simplify_phis(&idle);
    idle.retain(|value| !gone.contains(value));
    remove_dead(&idle);
}

/// The addresses of allocas, and the numbers made so far.
struct Locals {
    /// What an address can be the address of, by number; null may be among them.
    roots: Vec<Value>,
    chosen: Vec<Value>,
    made: FxHashMap<Value, Place>,
    open: Vec<(Value, Place)>,
    layout: DataLayout,
    /// The type of offsets.
    word: Type,
    /// The type of the roots' numbers.
    number: Type,
    created: Vec<Value>,
}

/// Which root, and how many bytes after its beginning.
#[derive(Clone, Copy)]
struct Place {
    root: Value,
    offset: Value,
}

impl Locals {
    /// `None` if no phi chooses among addresses of allocas that are used in other blocks.
    fn find(function: Function) -> Option<Self> {
        let instructions = function.instructions();
        let module = function.module();
        let local = local_addresses(&instructions);
        let chosen: Vec<Value> = instructions
            .iter()
            .copied()
            .filter(|value| value.is_phi() && value.ty() == module.pointer_type())
            .filter(|phi| local.contains(phi) && leaves_block(*phi, &local))
            .filter(|phi| phi.block().first_insertion_point().is_some())
            .collect();
        if chosen.is_empty() {
            return None;
        }
        let layout = module.data_layout();
        Some(Locals {
            roots: Vec::new(),
            word: layout.offset_type(module, 0),
            number: module.int_type(32),
            made: FxHashMap::default(),
            open: Vec::new(),
            layout,
            created: Vec::new(),
            chosen,
        })
    }

    /// The address that replaces `phi`, computed from numbers at the place of the phi.
    fn address_of(&mut self, phi: Value) -> Value {
        let place = self.place(phi);
        let roots = self.roots_of(phi);
        let before = phi.block().first_insertion_point().expect("it was looked for");
        let build = Builder::before(before).without_location();
        let (&first, others) = roots.split_first().expect("control comes to the phi from some address");
        let mut base = first;
        for &root in others {
            let number = self.number_of(root);
            let is_it = self.note(build.is_equal(place.root, number));
            base = self.note(build.select(is_it, root, base, &name_for(phi, "variable")));
        }
        let address = build.offset_by(base, place.offset, "");
        self.note(address)
    }

    /// What `phi` may be the address of, in the order in which it is found.
    fn roots_of(&self, phi: Value) -> Vec<Value> {
        let (mut seen, mut found) = (FxHashSet::default(), Vec::new());
        let mut work = vec![phi];
        while let Some(value) = work.pop() {
            if !seen.insert(value) {
                continue;
            }
            if is_root(value) {
                let root = if value.is_alloca() { value } else { value.ty().null() };
                if !found.contains(&root) {
                    found.push(root);
                }
            } else {
                work.extend(choices(value).into_iter().rev());
            }
        }
        found
    }

    fn number_of(&mut self, root: Value) -> Value {
        let known = self.roots.iter().position(|&other| other == root);
        let number = known.unwrap_or_else(|| {
            self.roots.push(root);
            self.roots.len() - 1
        });
        self.number.const_int(number as u64)
    }

    fn note(&mut self, value: Value) -> Value {
        if value.is_instruction() {
            self.created.push(value);
        }
        value
    }

    /// The place of an address. What it is made of comes first, with a list instead of recursion; phis are closed last.
    fn place(&mut self, value: Value) -> Place {
        self.make(value);
        while let Some((phi, place)) = self.open.pop() {
            for (value, block) in phi.incoming() {
                self.make(value);
                let incoming = self.made[&value];
                place.root.add_incoming(incoming.root, block);
                place.offset.add_incoming(incoming.offset, block);
            }
        }
        self.made[&value]
    }

    fn make(&mut self, value: Value) {
        let mut stack = vec![value];
        while let Some(&top) = stack.last() {
            let missing = |value: &Value| !self.made.contains_key(value);
            let needed: Vec<Value> =
                if top.is_phi() { Vec::new() } else { choices(top).into_iter().filter(missing).collect() };
            if !self.made.contains_key(&top) && needed.is_empty() {
                let place = self.step(top);
                self.made.insert(top, place);
            }
            if needed.is_empty() {
                stack.pop();
            } else {
                stack.extend(needed);
            }
        }
    }

    /// The place of one address whose operands have theirs.
    fn step(&mut self, value: Value) -> Place {
        if is_root(value) {
            let root = if value.is_alloca() { value } else { value.ty().null() };
            return Place { root: self.number_of(root), offset: self.word.const_offset(0) };
        }
        if value.is_phi() {
            let build = Builder::before(value);
            let root = build.phi(self.number, &name_for(value, "variable"));
            let offset = build.phi(self.word, &name_for(value, "offset"));
            let place = Place { root: self.note(root), offset: self.note(offset) };
            self.open.push((value, place));
            return place;
        }
        let build = Builder::after(value).expect("it is no terminator");
        let of = choices(value);
        let first = self.made[&of[0]];
        match value.opcode() {
            Some(Opcode::LLVMSelect) => {
                let second = self.made[&of[1]];
                let condition = value.argument(0);
                let root = build.select(condition, first.root, second.root, "");
                let offset = build.select(condition, first.offset, second.offset, "");
                Place { root: self.note(root), offset: self.note(offset) }
            }
            Some(Opcode::LLVMGetElementPtr) => {
                let created = &mut self.created;
                let offset = offsets::sum(&build, value, first.offset, self.word, self.layout, |new| {
                    if new.is_instruction() {
                        created.push(new);
                    }
                });
                Place { offset, ..first }
            }
            Some(Opcode::LLVMFreeze) => {
                let root = build.freeze(first.root, "");
                let offset = build.freeze(first.offset, "");
                Place { root: self.note(root), offset: self.note(offset) }
            }
            _ => first,
        }
    }
}

/// The addresses that are made of addresses of allocas and of null only.
fn local_addresses(instructions: &[Value]) -> FxHashSet<Value> {
    let is_candidate =
        |value: &Value| !value.is_alloca() && value.ty().is_pointer() && !choices(*value).is_empty();
    let mut local: FxHashSet<Value> = instructions.iter().copied().filter(is_candidate).collect();
    let mut work: Vec<Value> = instructions.iter().copied().filter(|value| local.contains(value)).collect();
    while let Some(value) = work.pop() {
        let is_local = |choice: &Value| is_root(*choice) || local.contains(choice);
        if local.contains(&value) && !choices(value).iter().all(is_local) {
            local.remove(&value);
            work.extend(value.users().into_iter().filter(|user| local.contains(user)));
        }
    }
    local
}

/// Whether other blocks use `phi` or, so that they need it too, an address that its own block makes of it.
fn leaves_block(phi: Value, local: &FxHashSet<Value>) -> bool {
    let (mut seen, mut work) = (FxHashSet::default(), vec![phi]);
    while let Some(value) = work.pop() {
        for user in value.users() {
            if user.is_phi() || user.block() != phi.block() {
                return true;
            }
            if local.contains(&user) && seen.insert(user) {
                work.push(user);
            }
        }
    }
    false
}

fn is_root(value: Value) -> bool {
    value.is_alloca() || (value.is_constant() && (value.is_null() || value.is_undefined()))
}

/// The addresses that an address is made of.
fn choices(value: Value) -> Vec<Value> {
    match value.opcode().filter(|_| value.is_instruction()) {
        Some(Opcode::LLVMPHI) => value.incoming().into_iter().map(|(value, _)| value).collect(),
        Some(Opcode::LLVMSelect) => vec![value.argument(1), value.argument(2)],
        Some(Opcode::LLVMGetElementPtr) if offsets::has_fixed_strides(value) => vec![value.argument(0)],
        Some(Opcode::LLVMBitCast | Opcode::LLVMFreeze) => vec![value.argument(0)],
        _ => Vec::new(),
    }
}
