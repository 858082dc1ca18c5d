//! Runs the plan of one function abstractly (rules 1 to 6).

use crate::index::IndexVec;
use crate::model::{BlockId, EdgeKind, ObjectId, Position, StateKind, SuspendId, ValueClass, ValueId};
use crate::spill::checker::events::{Event, EventList, Events, own_copies, uses_of_own};
use crate::spill::checker::places::{Held, Places};
use crate::spill::checker::{Defect, Part};
use crate::spill::plan::{
    Action, ClonePlan, Contents, Copy, Inputs, Point, RampPlan, Register, RegisterId, Store,
};

/// Checks what the ramp stores. Its code is as it was: the uses have their values.
pub fn check_ramp(inputs: &Inputs<'_>, ramp: &RampPlan) -> Vec<Defect> {
    let actions: Vec<Action> = ramp.stores.iter().map(|store| Action::Store(*store)).collect();
    let registers = IndexVec::new();
    let function = Function {
        part: None,
        reached: &ramp.blocks,
        actions: &actions,
        registers: &registers,
        joins: &[],
        begins: Vec::new(),
    };
    Machine::new(inputs, function).run()
}

/// Checks one clone.
pub fn check_clone(inputs: &Inputs<'_>, clone: &ClonePlan) -> Vec<Defect> {
    let function = Function {
        part: Some(clone.kind),
        reached: &clone.reached,
        actions: &clone.actions,
        registers: &clone.registers,
        joins: &clone.joins,
        begins: clone.entries.clone(),
    };
    Machine::new(inputs, function).run()
}

/// The function that is checked.
struct Function<'a> {
    part: Part,
    reached: &'a IndexVec<BlockId, bool>,
    actions: &'a [Action],
    registers: &'a IndexVec<RegisterId, Register>,
    joins: &'a [ValueId],
    /// Where its activations begin, but for the ramp.
    begins: Vec<(SuspendId, BlockId)>,
}

struct Machine<'a> {
    inputs: &'a Inputs<'a>,
    function: Function<'a>,
    places: Places<'a>,
    events: Events,
    /// The objects that share bytes with values, with offset and size.
    memory: Vec<(ObjectId, u64, u64)>,
    saves: IndexVec<BlockId, Option<SuspendId>>,
    leaves: IndexVec<BlockId, Vec<SuspendId>>,
    /// Of each register that is used in its own block only: in which run it was made, and whether it holds its value.
    near: IndexVec<RegisterId, (u32, bool)>,
    made: Vec<RegisterId>,
    run: u32,
    /// The values that were stored in this run in the frame of the block's own suspension, where each has one.
    filled: Vec<ValueId>,
    /// What is found in the last round.
    defects: Vec<Defect>,
    is_last_round: bool,
}

impl<'a> Machine<'a> {
    fn new(inputs: &'a Inputs<'a>, function: Function<'a>) -> Self {
        let coroutine = inputs.coroutine;
        let frame = function.part.map_or(&inputs.frames.whole, |kind| inputs.frame(kind));
        let is_ramp = function.part.is_none();
        let uses =
            if is_ramp { Vec::new() } else { uses_of_own(coroutine, function.reached, function.actions) };
        let mut own = own_copies(function.registers, function.actions);
        own.extend(uses.iter().map(|(id, ..)| *id));
        let places = Places::new(inputs, frame, function.registers, function.actions, function.joins, &own);
        let memory = coroutine.objects.indices().filter(|_| !coroutine.lowering.is_await());
        let memory = memory.filter_map(|id| places.shares_bytes(id).map(|(offset, size)| (id, offset, size)));
        let memory: Vec<(ObjectId, u64, u64)> = memory.collect();
        let mut list = EventList::new(coroutine);
        for (id, value) in coroutine.values.iter() {
            let is_here = function.reached[value.block] && (is_ramp || !coroutine.is_argument(id));
            let is_followed = places.own(id).is_some() || places.copies(id).next().is_some();
            if is_here && is_followed {
                list.define(id);
            }
        }
        uses.into_iter().for_each(|(id, block, position)| list.use_own(id, block, position));
        memory.iter().for_each(|(object, ..)| list.write(*object, inputs.analysis));
        for (number, action) in (0u32..).zip(function.actions) {
            list.act(number, action, function.registers, inputs.begin);
        }
        let mut saves = IndexVec::filled(coroutine.blocks.len(), None);
        let mut leaves = IndexVec::filled(coroutine.blocks.len(), Vec::new());
        for (id, suspend) in coroutine.suspends.iter() {
            saves[suspend.save] = Some(id);
            leaves[suspend.leave].push(id);
        }
        Machine {
            inputs,
            places,
            events: list.finish(),
            memory,
            saves,
            leaves,
            near: IndexVec::filled(function.registers.len(), (0, false)),
            made: Vec::new(),
            run: 0,
            filled: Vec::new(),
            defects: Vec::new(),
            is_last_round: false,
            function,
        }
    }

    fn run(mut self) -> Vec<Defect> {
        let blocks = self.inputs.coroutine.blocks.len();
        let mut states: IndexVec<BlockId, Option<Held>> = IndexVec::filled(blocks, None);
        let mut work = Vec::new();
        for (block, held) in self.begin() {
            meet(&mut states, block, &held);
            work.push(block);
        }
        while let Some(block) = work.pop() {
            let mut held = states[block].clone().expect("a path has come here");
            self.run_block(block, &mut held);
            for next in self.successors(block) {
                let mut held = held.clone();
                self.run_edge(block, next, &mut held);
                if meet(&mut states, next, &held) {
                    work.push(next);
                }
            }
        }
        self.is_last_round = true;
        // Once more where the clone begins: now what is wrong there is told.
        self.begin();
        for block in self.inputs.coroutine.blocks.indices() {
            if let Some(mut held) = states[block].take() {
                self.run_block(block, &mut held);
            }
        }
        self.defects.dedup();
        self.defects
    }

    /// What is held where the function begins, by block.
    fn begin(&mut self) -> Vec<(BlockId, Held)> {
        if self.function.part.is_none() {
            return vec![(self.inputs.coroutine.entry(), Held::filled(self.places.count, false))];
        }
        let begins = self.function.begins.clone();
        let begin = |(suspend, block): (SuspendId, BlockId)| {
            let mut held = Held::filled(self.places.count, false);
            for (id, slot) in self.places.stored() {
                held.set(slot, self.inputs.analysis.live_ranges[id].live_across.contains(suspend));
            }
            self.start_run();
            for number in self.events.entry.clone() {
                self.act_at_entry(number, suspend, block, &mut held);
            }
            (block, held)
        };
        begins.into_iter().map(begin).collect()
    }

    fn act_at_entry(&mut self, number: u32, suspend: SuspendId, block: BlockId, held: &mut Held) {
        let Action::OpenRegion { region, operands, .. } = &self.function.actions[number as usize] else {
            return self.act(number, self.inputs.coroutine.blocks[block].first, block, held);
        };
        let is_open = self.inputs.analysis.live_ranges[*region].live_across.contains(suspend);
        let stale = operands.iter().find(|&&o| is_open && !self.holds(o, held));
        if let Some(&stale) = stale {
            self.report(Defect::Stale {
                part: self.function.part,
                value: self.function.registers[stale].value,
                block,
            });
        }
    }

    fn successors(&self, block: BlockId) -> Vec<BlockId> {
        let is_taken = |kind: EdgeKind| match self.function.part {
            None => matches!(kind, EdgeKind::Normal | EdgeKind::RampOnly),
            Some(_) => kind.is_in_clones(),
        };
        let edges = self.inputs.coroutine.blocks[block].successors.iter();
        edges.filter(|e| is_taken(e.kind)).map(|e| e.block).collect()
    }

    fn report(&mut self, defect: Defect) {
        if self.is_last_round {
            self.defects.push(defect);
        }
    }

    fn start_run(&mut self) {
        self.run += 1;
        self.made.clear();
        self.filled.clear();
    }

    fn run_block(&mut self, block: BlockId, held: &mut Held) {
        self.start_run();
        let first = self.inputs.coroutine.blocks[block].first;
        for index in 0..self.memory.len() {
            let (object, offset, size) = self.memory[index];
            if self.is_written_unseen(object, first) {
                self.places.overwrite(held, offset, size);
            }
        }
        for index in 0..self.events.blocks[block].len() {
            let (position, event) = self.events.blocks[block][index];
            match event {
                Event::Define(id) => self.define(id, held),
                Event::UseOwn(value) => {
                    let place = self.places.own(value).expect("all that are used have one");
                    if !held.get(place) {
                        self.report(Defect::Stale { part: self.function.part, value, block });
                    }
                }
                Event::Write(object) => {
                    if let Some((offset, size)) = self.places.shares_bytes(object) {
                        self.places.overwrite(held, offset, size);
                    }
                }
                Event::Act(number) => self.act(number, position, block, held),
            }
        }
        self.end_block(block, held);
    }

    fn run_edge(&mut self, from: BlockId, into: BlockId, held: &mut Held) {
        let Some(actions) = self.events.edges.get(&(from, into)) else { return };
        let position = self.inputs.coroutine.blocks[into].first;
        for number in actions.clone() {
            self.act(number, position, from, held);
        }
    }

    /// Whether others may write to an object at `position`, which its events do not show.
    fn is_written_unseen(&self, object: ObjectId, position: Position) -> bool {
        let live_range = self.inputs.analysis.objects[object].as_ref();
        self.inputs.coroutine.objects[object].escapes()
            && live_range.is_none_or(|live_range| live_range.range.contains(position))
    }

    fn define(&mut self, id: ValueId, held: &mut Held) {
        for place in self.places.copies(id) {
            held.set(place, false);
        }
        for &register in &self.made {
            if self.function.registers[register].value == id {
                self.near[register] = (self.run, false);
            }
        }
        if let Some(place) = self.places.own(id) {
            held.set(place, true);
        }
    }

    fn holds(&self, id: RegisterId, held: &Held) -> bool {
        match self.places.register(id) {
            Some(place) => held.get(place),
            None => self.near[id] == (self.run, true),
        }
    }

    fn holds_copy(&self, value: ValueId, copy: Copy, held: &Held) -> bool {
        match copy {
            Copy::Own => self.places.own(value).is_some_and(|place| held.get(place)),
            Copy::Register(id) => self.function.registers[id].value == value && self.holds(id, held),
        }
    }

    fn act(&mut self, number: u32, position: Position, block: BlockId, held: &mut Held) {
        let action = &self.function.actions[number as usize];
        match action {
            Action::Make(id) => self.make(*id, block, held),
            Action::Use(_, id) => {
                if !self.holds(*id, held) {
                    let value = self.function.registers[*id].value;
                    self.report(Defect::Stale { part: self.function.part, value, block });
                }
            }
            Action::Join { value, copy, .. } => {
                let holds = self.holds_copy(*value, *copy, held);
                self.join(*value, holds, held);
            }
            Action::JoinSlot { value, .. } => {
                let holds = self.slot_holds(*value, block, held);
                self.join(*value, holds, held);
            }
            Action::Store(store) => self.store(*store, position, block, held),
            Action::FindState(_) | Action::OpenRegion { .. } => {}
        }
    }

    fn make(&mut self, id: RegisterId, block: BlockId, held: &mut Held) {
        let register = &self.function.registers[id];
        let holds = match &register.from {
            Contents::Slot => self.slot_holds(register.value, block, held),
            Contents::Own => self.holds_copy(register.value, Copy::Own, held),
            Contents::Join => self.places.join(register.value).is_some_and(|place| held.get(place)),
            Contents::Remat(operands) => operands.iter().all(|&o| self.holds(o, held)),
            Contents::Constant => true,
            Contents::Nothing => false,
        };
        match self.places.register(id) {
            Some(place) => held.set(place, holds),
            None => {
                self.near[id] = (self.run, holds);
                self.made.push(id);
            }
        }
    }

    /// Rule 5: after a save nothing is loaded.
    fn slot_holds(&self, value: ValueId, block: BlockId, held: &Held) -> bool {
        !self.inputs.analysis.post_save[block] && self.places.slot(value).is_some_and(|place| held.get(place))
    }

    fn join(&mut self, value: ValueId, holds: bool, held: &mut Held) {
        if let Some(place) = self.places.join(value) {
            held.set(place, holds);
        }
    }

    fn store(&mut self, store: Store, position: Position, block: BlockId, held: &mut Held) {
        let mut holds = self.holds_copy(store.value, store.copy, held);
        if self.inputs.coroutine.lowering.is_await() {
            // Each suspension fills a frame of its own; it is the one that is read only if that was given to be filled again.
            let given =
                store.suspend.is_some_and(|s| self.inputs.coroutine.suspends[s].state == StateKind::Given);
            let is_own = self.function.part.is_some_and(|kind| kind.fills_own_frame(self.inputs.coroutine));
            if given && is_own {
                self.places.stored().for_each(|(_, slot)| held.set(slot, false));
            }
            if holds && store.suspend.is_some() && store.suspend == self.saves[block] {
                self.filled.push(store.value);
            }
            return;
        }
        let (Some((offset, size)), Some(place)) =
            (self.places.bytes(store.value), self.places.slot(store.value))
        else {
            return;
        };
        let is_tracked = self.inputs.coroutine.values[store.value].class == ValueClass::Tracked;
        holds &= !is_tracked || self.is_stored_with_state(store, block);
        holds &= !self.memory.iter().any(|&(object, begin, bytes)| {
            begin < offset + size && offset < begin + bytes && self.is_written_unseen(object, position)
        });
        self.places.overwrite(held, offset, size);
        held.set(place, holds);
    }

    /// Rule 6: whether a tracked pointer is stored together with the state whose map names it, or after that.
    fn is_stored_with_state(&self, store: Store, block: BlockId) -> bool {
        let live_range = &self.inputs.analysis.live_ranges[store.value];
        let at_save = self.saves[block].filter(|_| store.at == Point::End(block));
        at_save.is_some_and(|save| live_range.live_across.contains(save))
            || matches!(store.at, Point::Definition(_)) && !live_range.made_after_save.is_empty()
    }

    /// Rules 4 and 6.
    fn end_block(&mut self, block: BlockId, held: &mut Held) {
        if let Some(suspend) = self.saves[block] {
            self.check_suspension(suspend, held, false);
            if !self.inputs.coroutine.lowering.is_await() {
                self.forget_unnamed(suspend, held);
            }
        }
        if self.inputs.coroutine.lowering.is_await() {
            return;
        }
        for index in 0..self.leaves[block].len() {
            let suspend = self.leaves[block][index];
            self.check_suspension(suspend, held, true);
        }
    }

    fn check_suspension(&mut self, suspend: SuspendId, held: &Held, is_left: bool) {
        let (coroutine, analysis) = (self.inputs.coroutine, self.inputs.analysis);
        let is_await = coroutine.lowering.is_await();
        if !self.is_last_round {
            return;
        }
        for value in analysis.stored() {
            let live_range = &analysis.live_ranges[value];
            let is_wanted = live_range.live_across.contains(suspend)
                && (is_left || is_await || !live_range.made_after_save.contains(&suspend));
            let is_there = || match self.places.slot(value) {
                _ if is_await => self.filled.contains(&value),
                Some(place) => held.get(place),
                None => false,
            };
            if is_wanted && !is_there() {
                self.defects.push(Defect::Lost { part: self.function.part, value, suspend });
            }
        }
    }

    fn forget_unnamed(&mut self, suspend: SuspendId, held: &mut Held) {
        let (coroutine, analysis) = (self.inputs.coroutine, self.inputs.analysis);
        if !self.inputs.is_managed {
            return;
        }
        for (value, slot) in self.places.stored() {
            let live_range = &analysis.live_ranges[value];
            let is_named =
                live_range.live_across.contains(suspend) && !live_range.made_after_save.contains(&suspend);
            if coroutine.values[value].class == ValueClass::Tracked && !is_named {
                held.set(slot, false);
            }
        }
    }
}

/// Notes that `held` comes to a block; whether that is news.
fn meet(states: &mut IndexVec<BlockId, Option<Held>>, block: BlockId, held: &Held) -> bool {
    match &mut states[block] {
        Some(before) => before.meet(held),
        none => {
            *none = Some(held.clone());
            true
        }
    }
}
