//! Gives the copied blocks of a clone the values that they use, and its saves their stores: carries out the clone's plan.
//!
//! A value with more than one definition is collected by a temporary alloca, its join register; LLVM's PromoteMemToReg makes phis of it.

use rustc_hash::FxHashMap;

use crate::ir::{Block, Builder, Value, promotion, shim};
use crate::read::funclets;
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, InstId, Lowering, Position, UseSite, ValueClass, ValueId};
use gc_coro_core::spill::plan::{Action, Contents, Copy, Point, RegisterId, Store};

use crate::emit::clone_builder::CloneBuilder;

/// Carries out the plan of the clone.
pub fn give_values(clone: &mut CloneBuilder<'_>) {
    let plan = clone.spill;
    let mut repair = Repair {
        joins: make_joins(clone),
        clone,
        registers: IndexVec::filled(plan.registers.len(), None),
        in_some_states: None,
        between: FxHashMap::default(),
        phis: FxHashMap::default(),
        build: None,
        fetched: Vec::new(),
    };
    plan.actions.iter().for_each(|action| repair.act(action));
    let mut joins: Vec<Value> = plan.joins.iter().filter_map(|id| repair.joins.get(id).copied()).collect();
    let fetched = repair.fetched;
    clone.drop_templates();
    joins.extend(clone.locals.iter().map(|(_, local)| *local));
    match clone.plan.model_map.coroutine.lowering {
        _ if joins.is_empty() => {}
        Lowering::Await => promotion::promote(clone.function, &joins),
        Lowering::Switch => shim::promote(clone.function, &joins),
    }
    // Values that were loaded where an activation begins, and that no path from there uses.
    for fetched in fetched.into_iter().rev().filter(|v| !v.has_uses()) {
        fetched.erase();
    }
}

fn make_joins(clone: &CloneBuilder<'_>) -> FxHashMap<ValueId, Value> {
    let originals = &clone.plan.model_map.values;
    let first = clone.entry.first().expect("the dispatch is built");
    let join = |&id: &ValueId| {
        let build = Builder::before(first).without_location();
        (id, build.alloca(originals[id].ty(), &format!("{}.join", originals[id].name())))
    };
    clone.spill.joins.iter().map(join).collect()
}

struct Repair<'p, 'a> {
    clone: &'p mut CloneBuilder<'a>,
    joins: FxHashMap<ValueId, Value>,
    registers: IndexVec<RegisterId, Option<Value>>,
    /// Whether the frame is in one of the states that were last asked for.
    in_some_states: Option<Value>,
    /// The places on the edges that were split, by their ends.
    between: FxHashMap<(BlockId, BlockId), Vec<Value>>,
    /// The operands of phis by the blocks that they come from; a phi may have thousands.
    phis: FxHashMap<Value, FxHashMap<Block, Vec<u32>>>,
    build: Option<Builder>,
    /// Everything that was loaded or computed again, operands first.
    fetched: Vec<Value>,
}

impl Repair<'_, '_> {
    fn act(&mut self, action: &Action) {
        match action {
            Action::Make(register) => self.make(*register),
            Action::Use(site, register) => self.serve(*site, *register),
            Action::FindState(states) => self.in_some_states = Some(self.clone.is_in_state(states)),
            Action::OpenRegion { region, operands, in_some_states } => {
                self.open_region(*region, operands, self.in_some_states.filter(|_| *in_some_states));
            }
            Action::Join { value, copy, at } => self.join(*value, *copy, *at),
            Action::JoinSlot { value, at } => self.join_slot(*value, *at),
            Action::Store(store) => self.store(*store),
        }
    }

    fn make(&mut self, id: RegisterId) {
        let register = &self.clone.spill.registers[id];
        let original = self.clone.plan.model_map.values[register.value];
        if register.from == Contents::Definition {
            // If the definition was replaced, the original is still meant; the verify stage would report it.
            self.registers[id] = self.clone.copy_of(original);
            return;
        }
        let Some(&before) = self.places(register.at).first() else { return };
        let made = match &register.from {
            Contents::Join => self.read_join(register.value, before),
            Contents::Remat(operands) => self.compute_again(register.value, operands, before),
            Contents::Slot | Contents::Constant | Contents::Nothing | Contents::Definition => {
                self.fetch(register.value, before)
            }
        };
        self.registers[id] = Some(made);
    }

    /// The instructions before which code at `point` is put; none if the place is gone.
    fn places(&mut self, point: Point) -> Vec<Value> {
        let clone = &self.clone;
        match point {
            Point::Entry => clone.entry.terminator().into_iter().collect(),
            Point::Begin => clone.plan.canonical.shape.begin.next().into_iter().collect(),
            Point::Before(block, inst, position) => {
                self.at_or_after(block, inst, position).into_iter().collect()
            }
            Point::End(block) => clone.terminator_of(block).into_iter().collect(),
            Point::Definition(value) => {
                let copy = clone.copy_of(clone.plan.model_map.values[value]);
                copy.and_then(after_definition).into_iter().collect()
            }
            Point::Edge(from, into) => self.between(from, into),
        }
    }

    /// What the clone has of an instruction; if it was erased, of the next one that was not.
    fn at_or_after(&self, block: BlockId, inst: InstId, position: Position) -> Option<Value> {
        let (clone, model_map) = (&self.clone, self.clone.plan.model_map);
        let after = model_map.coroutine.blocks[block].last - position;
        let mut here = (inst.index()..=inst.index() + after as usize).map(InstId::from_usize);
        let found = here.find_map(|inst| clone.copy_in(block, model_map.insts[inst]));
        found.or_else(|| clone.terminator_of(block))
    }

    /// The places for code that runs between two blocks: new blocks.
    fn between(&mut self, from: BlockId, into: BlockId) -> Vec<Value> {
        let clone = &self.clone;
        let find = || {
            let (end, target) = (clone.terminator_of(from)?, clone.find_block(into)?);
            let edges: Vec<u32> =
                (0..end.successor_count()).filter(|&i| end.successor(i) == target).collect();
            let split = |index| shim::split_edge(end, index, "between").terminator().expect("it leads on");
            Some(edges.into_iter().map(split).collect())
        };
        self.between.entry((from, into)).or_insert_with(|| find().unwrap_or_default()).clone()
    }

    fn join(&mut self, value: ValueId, copy: Copy, at: Point) {
        let Some(joined) = self.copy(value, copy) else { return };
        for place in self.places(at) {
            self.write_join(value, joined, place);
        }
    }

    fn join_slot(&mut self, value: ValueId, at: Point) {
        for place in self.places(at) {
            let joined = self.fetch(value, place);
            self.write_join(value, joined, place);
        }
    }

    fn write_join(&self, id: ValueId, value: Value, before: Value) {
        let Some(&join) = self.joins.get(&id) else { return };
        Builder::before(before).without_location().store(value, join, self.align_of(id));
    }

    fn read_join(&mut self, id: ValueId, before: Value) -> Value {
        let original = self.clone.plan.model_map.values[id];
        let (join, align) = (self.joins[&id], self.align_of(id));
        // LLVM's promotion takes it away again: it needs no name.
        self.build(before).load(original.ty(), join, align, "")
    }

    fn align_of(&self, id: ValueId) -> u64 {
        self.clone.plan.model_map.coroutine.values[id].align
    }

    fn copy(&self, value: ValueId, copy: Copy) -> Option<Value> {
        match copy {
            Copy::Definition => self.clone.copy_of(self.clone.plan.model_map.values[value]),
            Copy::Register(register) => self.registers[register],
        }
    }

    fn store(&mut self, store: Store) {
        let Some(stored) = self.copy(store.value, store.copy) else { return };
        for place in self.places(store.at) {
            let access = match store.suspend {
                Some(suspend) => self.clone.access_at(suspend),
                None => self.clone.access(),
            };
            access.spill(&Builder::before(place), store.value, stored);
        }
    }

    /// Begins region `id` in the clone's entry, with null operands unless `is_open`.
    fn open_region(&mut self, id: ValueId, registers: &[RegisterId], is_open: Option<Value>) {
        let plan = self.clone.plan;
        let before = self.clone.entry.terminator().expect("the dispatch is built");
        let value = &plan.model_map.coroutine.values[id];
        let token = self.clone.map.clone_instruction(plan.model_map.values[id], before);
        for (&operand, &register) in value.remat_operands.iter().flatten().zip(registers) {
            let theirs = plan.model_map.values[operand];
            let Some(loaded) = self.registers[register] else { continue };
            let ours = match is_open {
                Some(flag) => Builder::before(token).select(flag, loaded, loaded.ty().null(), &theirs.name()),
                None => loaded,
            };
            replace_operand(token, theirs, ours);
        }
        self.clone.regions.push((id, token));
        for site in value.uses.iter().filter(|u| self.clone.spill.reached[u.block]) {
            if let Some(user) = self.clone.copy_of(plan.model_map.insts[site.inst]) {
                user.set_operand(site.operand, token);
            }
        }
    }

    /// Sets the operand of a use.
    fn serve(&mut self, site: UseSite, register: RegisterId) {
        let model_map = self.clone.plan.model_map;
        let Some(value) = self.registers[register] else { return };
        let original = model_map.insts[site.inst];
        if model_map.position(site.inst) == site.position {
            if let Some(user) = self.clone.copy_in(site.block, original) {
                user.set_operand(site.operand, value);
            }
            return;
        }
        // A phi uses its value where the incoming block ends.
        let block = model_map.block_of(site.inst);
        let is_here = self.clone.spill.reached[block];
        let phi = is_here.then(|| self.clone.copy_in(block, original)).flatten();
        let (Some(phi), Some(end)) = (phi, self.clone.terminator_of(site.block)) else { return };
        let by_block = self.phis.entry(phi).or_insert_with(|| operands_by_block(phi));
        for &operand in by_block.get(&funclets::source_of(end.block())).into_iter().flatten() {
            phi.set_operand(operand, value);
        }
    }

    /// Builds before `before`.
    fn build(&mut self, before: Value) -> &Builder {
        match &mut self.build {
            Some(build) => build.go_before(before),
            none => *none = Some(Builder::before(before)),
        }
        self.build.as_ref().expect("just made")
    }

    fn compute_again(&mut self, id: ValueId, registers: &[RegisterId], before: Value) -> Value {
        let copy = self.clone.compute(id, before);
        let model_map = self.clone.plan.model_map;
        let operands = model_map.coroutine.values[id].remat_operands.iter().flatten();
        for (&operand, &register) in operands.zip(registers) {
            if let Some(ours) = self.registers[register] {
                replace_operand(copy, model_map.values[operand], ours);
            }
        }
        self.fetched.push(copy);
        copy
    }

    /// A value that is not computed from others: in its slot, or the same in all clones.
    fn fetch(&mut self, id: ValueId, before: Value) -> Value {
        let plan = self.clone.plan;
        let original = plan.model_map.values[id];
        if let ValueClass::Address(object) = plan.model_map.coroutine.values[id].class {
            return self.clone.object(object);
        }
        if original == plan.canonical.shape.begin {
            return self.clone.access().frame;
        }
        if plan.model_map.coroutine.values[id].class == ValueClass::ThreadPointer {
            return self.clone.thread_pointer(original);
        }
        self.build(before);
        let build = self.build.as_ref().expect("just placed");
        if let Some(local) = self.clone.local(id) {
            // LLVM's promotion takes it away again.
            return build.load(original.ty(), local, self.align_of(id), "");
        }
        let Some(from) = self.clone.access().reload_address(build, id) else {
            // Only a defect of the plan leads here; the verify stage reports the foreign operand.
            return original;
        };
        // One of them bears the name; those of all blocks would be more text than code.
        let name = if from.is_first { format!("{}.reload", original.name()) } else { String::new() };
        let load = build.load(original.ty(), from.address, from.align, &name);
        if from.is_own {
            self.fetched.push(from.address);
        }
        self.fetched.push(load);
        load
    }
}

fn replace_operand(inst: Value, theirs: Value, ours: Value) {
    for index in (0..inst.operand_count()).filter(|&i| inst.operand(i) == Some(theirs)) {
        inst.set_operand(index, ours);
    }
}

fn operands_by_block(phi: Value) -> FxHashMap<Block, Vec<u32>> {
    let mut operands: FxHashMap<Block, Vec<u32>> = FxHashMap::default();
    for (operand, (_, block)) in (0u32..).zip(phi.incoming()) {
        operands.entry(block).or_default().push(operand);
    }
    operands
}

/// The first place after a definition where an instruction may stand.
pub fn after_definition(definition: Value) -> Option<Value> {
    if definition.is_opcode(crate::ir::Opcode::LLVMCallBr) {
        // On the path that its first successor is for.
        return definition.successor(0).first_insertion_point();
    }
    definition.place_after()
}
