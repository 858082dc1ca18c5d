//! Runs the plan of one function abstractly (rules 1 to 6).

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, ObjectId, Position, StateKind, SuspendId, ValueClass, ValueId};
use crate::sets::suspend_set::SuspendSet;
use crate::spill::checker::defect::{Defect, Owner, takes};
use crate::spill::checker::events::{Event, EventList, Events, own_copies, uses_of_own};
use crate::spill::checker::exits::{self, Exits};
use crate::spill::checker::places::{Held, Places, get, merge, set, words};
use crate::spill::checker::slots::SlotsAt;
use crate::spill::plan::{
    Action, ClonePlan, Contents, Copy, Inputs, KeptWord, Point, RampPlan, Register, RegisterId, Store,
};

/// Checks what the ramp stores. Its code is as it was: the uses have their values.
pub fn check_ramp(inputs: &Inputs<'_>, ends: &Ends, ramp: &RampPlan) -> Vec<Defect> {
    let actions: Vec<Action> = ramp.stores.iter().map(|store| Action::Store(*store)).collect();
    let registers = IndexVec::new();
    let function = Function {
        owner: None,
        reached: &ramp.blocks,
        actions: &actions,
        registers: &registers,
        joins: &[],
        begins: Vec::new(),
        kept_words: &[],
    };
    Machine::new(inputs, ends, function).run()
}

/// Checks one clone.
pub fn check_clone(inputs: &Inputs<'_>, ends: &Ends, clone: &ClonePlan) -> Vec<Defect> {
    // A destroy clone without any action most often has nothing to check.
    let reached = clone.reached.flags(inputs.coroutine.blocks.len());
    let is_idle = clone.actions.is_empty() && !ends.is_any_in(inputs.coroutine, &reached);
    if is_idle && uses_of_own(inputs.coroutine, &reached, &[], &clone.registers).is_empty() {
        return Vec::new();
    }
    let function = Function {
        owner: Some(clone.kind),
        reached: &reached,
        actions: &clone.actions,
        registers: &clone.registers,
        joins: &clone.joins,
        begins: clone.entries.clone(),
        kept_words: &clone.kept_words,
    };
    Machine::new(inputs, ends, function).run()
}

/// The blocks that end in a save, and those that end where control leaves.
pub struct Ends {
    pub saves: IndexVec<BlockId, Option<SuspendId>>,
    leaves: IndexVec<BlockId, Vec<SuspendId>>,
}

impl Ends {
    /// Those of a coroutine.
    pub fn new(coroutine: &Coroutine) -> Self {
        let mut leaves = IndexVec::filled(coroutine.blocks.len(), Vec::new());
        coroutine.suspends.iter().for_each(|(id, suspend)| leaves[suspend.leave].push(id));
        Ends { saves: coroutine.saves(), leaves }
    }

    /// Whether a function with the blocks `reached` saves or leaves anywhere.
    fn is_any_in(&self, coroutine: &Coroutine, reached: &IndexVec<BlockId, bool>) -> bool {
        coroutine.suspends.iter().any(|(_, suspend)| reached[suspend.save] || reached[suspend.leave])
    }
}

/// The function that is checked.
struct Function<'a> {
    owner: Owner,
    reached: &'a IndexVec<BlockId, bool>,
    actions: &'a [Action],
    registers: &'a IndexVec<RegisterId, Register>,
    joins: &'a [ValueId],
    /// Where its activations begin, but for the ramp.
    begins: Vec<(SuspendId, BlockId)>,
    /// What a state holds already where it is filled again.
    kept_words: &'a [KeptWord],
}

struct Machine<'a> {
    inputs: &'a Inputs<'a>,
    function: Function<'a>,
    places: Places<'a>,
    slots: SlotsAt,
    events: Events,
    /// The objects that share bytes with values, with offset and size.
    memory: Vec<(ObjectId, u64, u64)>,
    ends: &'a Ends,
    /// Of each register that is used in its own block only: in which run it was made, and whether it holds its value.
    local: IndexVec<RegisterId, (u32, bool)>,
    made: Vec<RegisterId>,
    run: u32,
    /// The values that were stored in this run in the frame of the block's own suspension, where each has one.
    filled: Vec<ValueId>,
    /// Whether the state that the activation was called with has been filled in this run.
    is_refilled: bool,
    /// What is found in the last round.
    defects: Vec<Defect>,
    is_last_round: bool,
}

impl<'a> Machine<'a> {
    fn new(inputs: &'a Inputs<'a>, ends: &'a Ends, function: Function<'a>) -> Self {
        let coroutine = inputs.coroutine;
        let frame = function.owner.map_or(&inputs.frames.whole, |kind| inputs.frame(kind));
        let is_ramp = function.owner.is_none();
        let uses = if is_ramp {
            Vec::new()
        } else {
            uses_of_own(coroutine, function.reached, function.actions, function.registers)
        };
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
        for (index, &(object, ..)) in memory.iter().enumerate() {
            list.write(index, object, inputs.analysis);
        }
        for (number, action) in (0u32..).zip(function.actions) {
            list.act(number, action, function.registers, inputs.begin);
        }
        Machine {
            inputs,
            slots: SlotsAt::new(inputs, &places),
            places,
            events: list.finish(),
            memory,
            ends,
            local: IndexVec::filled(function.registers.len(), (0, false)),
            made: Vec::new(),
            run: 0,
            filled: Vec::new(),
            is_refilled: false,
            defects: Vec::new(),
            is_last_round: false,
            function,
        }
    }

    fn run(mut self) -> Vec<Defect> {
        let order = self.order();
        let mut number = IndexVec::filled(self.inputs.coroutine.blocks.len(), usize::MAX);
        order.iter().enumerate().for_each(|(index, &block)| number[block] = index);
        let mut states = States::new(order.len(), words(self.places.count));
        for (block, held) in self.begin() {
            states.merge(number[block], &held);
        }
        let mut held = vec![0; words(self.places.count)];
        while states.is_any_open {
            states.is_any_open = false;
            for (index, &block) in order.iter().enumerate() {
                if !states.take(index, &mut held) {
                    continue;
                }
                self.run_block(block, &mut held);
                for edge in 0..self.inputs.coroutine.blocks[block].successors.len() {
                    let Some(next) = self.successor(block, edge) else { continue };
                    if self.events.edges.contains_key(&(block, next)) {
                        let mut held = held.clone();
                        self.run_edge(block, next, &mut held);
                        states.merge(number[next], &held);
                    } else {
                        states.merge(number[next], &held);
                    }
                }
            }
        }
        self.is_last_round = true;
        // Once more where the clone begins: this time the defects there are reported.
        self.begin();
        for (index, &block) in order.iter().enumerate() {
            states.copy(index, &mut held);
            self.run_block(block, &mut held);
            for edge in 0..self.inputs.coroutine.blocks[block].successors.len() {
                let next = self.successor(block, edge);
                if let Some(next) = next.filter(|next| self.events.edges.contains_key(&(block, *next))) {
                    self.run_edge(block, next, &mut held.clone());
                }
            }
        }
        self.defects.dedup();
        let exits = Exits {
            inputs: self.inputs,
            owner: self.function.owner,
            places: &self.places,
            saves: &self.ends.saves,
            memory: &self.memory,
            left: exits::left(self.inputs.coroutine, self.function.reached),
        };
        self.defects.extend(exits.check(self.function.actions));
        self.defects
    }

    /// The blocks of the function, in the reverse of the order in which a depth-first walk leaves them.
    fn order(&self) -> Vec<BlockId> {
        let coroutine = self.inputs.coroutine;
        let mut seen = IndexVec::filled(coroutine.blocks.len(), false);
        let mut order = Vec::new();
        let mut stack: Vec<(BlockId, usize)> = match self.function.owner {
            None => vec![(coroutine.entry(), 0)],
            Some(_) => self.function.begins.iter().map(|&(_, block)| (block, 0)).collect(),
        };
        stack.iter().for_each(|&(block, _)| seen[block] = true);
        while let Some((block, edge)) = stack.last_mut() {
            let (block, edge) = (*block, std::mem::replace(edge, *edge + 1));
            if edge == coroutine.blocks[block].successors.len() {
                stack.pop();
                order.push(block);
            } else if let Some(next) = self.successor(block, edge)
                && !std::mem::replace(&mut seen[next], true)
            {
                stack.push((next, 0));
            }
        }
        order.reverse();
        order
    }

    /// What is held where the function begins, by block.
    fn begin(&mut self) -> Vec<(BlockId, Vec<u64>)> {
        let nothing = vec![0; words(self.places.count)];
        if self.function.owner.is_none() {
            return vec![(self.inputs.coroutine.entry(), nothing)];
        }
        let begins = self.function.begins.clone();
        let begin = |(suspend, block): (SuspendId, BlockId)| {
            let mut held = nothing.clone();
            let live = self.slots.live(suspend);
            held[..live.len()].copy_from_slice(live);
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
                owner: self.function.owner,
                value: self.function.registers[stale].value,
                block,
            });
        }
    }

    /// Where control goes on one of a block's edges, if the function has that.
    fn successor(&self, block: BlockId, edge: usize) -> Option<BlockId> {
        let edge = self.inputs.coroutine.blocks[block].successors[edge];
        takes(self.function.owner, edge.kind).then_some(edge.block)
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
        self.is_refilled = false;
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
        for number in self.events.of(block) {
            let (position, event) = self.events.at(number);
            match event {
                Event::Define(id) => self.define(id, held),
                Event::UseOwn(value) => {
                    let place = self.places.own(value).expect("all that are used have one");
                    if !get(held, place) {
                        self.report(Defect::Stale { owner: self.function.owner, value, block });
                    }
                }
                Event::Write(index) => {
                    let (_, offset, size) = self.memory[index];
                    self.places.overwrite(held, offset, size);
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
            set(held, place, false);
        }
        for &register in &self.made {
            if self.function.registers[register].value == id {
                self.local[register] = (self.run, false);
            }
        }
        if let Some(place) = self.places.own(id) {
            set(held, place, true);
        }
    }

    fn holds(&self, id: RegisterId, held: &Held) -> bool {
        match self.places.register(id) {
            Some(place) => get(held, place),
            None => self.local[id] == (self.run, true),
        }
    }

    fn holds_copy(&self, value: ValueId, copy: Copy, held: &Held) -> bool {
        match copy {
            Copy::Definition => self.places.own(value).is_some_and(|place| get(held, place)),
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
                    self.report(Defect::Stale { owner: self.function.owner, value, block });
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
            Contents::Definition => self.holds_copy(register.value, Copy::Definition, held),
            Contents::Join => self.places.join(register.value).is_some_and(|place| get(held, place)),
            Contents::Remat(operands) => operands.iter().all(|&o| self.holds(o, held)),
            Contents::Constant => true,
            Contents::Nothing => false,
        };
        match self.places.register(id) {
            Some(place) => set(held, place, holds),
            None => {
                self.local[id] = (self.run, holds);
                self.made.push(id);
            }
        }
    }

    /// Rule 5: after a save nothing is loaded from the frame. That of an await is its own: only a state that the program has given may
    /// be filled by another one.
    fn slot_holds(&self, value: ValueId, block: BlockId, held: &Held) -> bool {
        let coroutine = self.inputs.coroutine;
        let may_be_filled = match self.function.owner {
            Some(kind) if coroutine.lowering.is_await() => kind.fills_own_frame(coroutine),
            _ => true,
        };
        let is_lost = may_be_filled && self.inputs.analysis.post_save[block];
        !is_lost && self.places.slot(value).is_some_and(|place| get(held, place))
    }

    fn join(&mut self, value: ValueId, holds: bool, held: &mut Held) {
        if let Some(place) = self.places.join(value) {
            set(held, place, holds);
        }
    }

    fn store(&mut self, store: Store, position: Position, block: BlockId, held: &mut Held) {
        let mut holds = self.holds_copy(store.value, store.copy, held);
        if self.inputs.coroutine.lowering.is_await() {
            if let Some(suspend) = store.suspend {
                self.refill(suspend, held);
            }
            if holds && store.suspend.is_some() && store.suspend == self.ends.saves[block] {
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
        if is_tracked && !(holds && self.is_stored_with_state(store, block)) {
            holds = false;
            self.report_lost(store.value, &self.inputs.analysis.live_ranges[store.value].live_across);
        }
        holds &= !self.memory.iter().any(|&(object, begin, bytes)| {
            begin < offset + size && offset < begin + bytes && self.is_written_unseen(object, position)
        });
        self.check_memory(offset, size, self.positions_of(store, position));
        self.places.overwrite(held, offset, size);
        set(held, place, holds);
    }

    /// Each await fills a frame of its own; it is the one that is read only if that was given to be filled again. What the state is said
    /// to hold already is in its slot before the filling (rule 12).
    fn refill(&mut self, suspend: SuspendId, held: &mut Held) {
        let is_given = self.inputs.coroutine.suspends[suspend].state == StateKind::Given;
        let is_own = self.function.owner.is_some_and(|kind| kind.fills_own_frame(self.inputs.coroutine));
        if !(is_given && is_own) || std::mem::replace(&mut self.is_refilled, true) {
            return;
        }
        for kept in self.function.kept_words.iter().filter(|kept| kept.suspend == suspend) {
            if !self.places.slot(kept.value).is_some_and(|slot| get(held, slot)) {
                self.report(Defect::Missing { owner: self.function.owner, value: kept.value, suspend });
            }
        }
        self.places.stored().for_each(|(_, slot)| set(held, slot, false));
    }

    /// The positions that a store stands between: one directly after an instruction changes nothing that ends or begins there.
    fn positions_of(&self, store: Store, position: Position) -> [Position; 2] {
        let is_after = |id: ValueId| !self.inputs.coroutine.values[id].at_block_start;
        match store.at {
            Point::Definition(id) if is_after(id) => [position, position + 1],
            _ => [position; 2],
        }
    }

    /// Rule 11, for a store of `size` bytes at `offset`.
    fn check_memory(&mut self, offset: u64, size: u64, between: [Position; 2]) {
        if !self.is_last_round {
            return;
        }
        let analysis = self.inputs.analysis;
        for index in 0..self.memory.len() {
            let (object, begin, bytes) = self.memory[index];
            let Some(live_range) = &analysis.objects[object] else { continue };
            let is_needed = between.iter().all(|position| live_range.range.contains(*position));
            if begin < offset + size && offset < begin + bytes && is_needed {
                self.report_lost(self.inputs.coroutine.objects[object].value, &live_range.live_across);
            }
        }
    }

    /// Reports that `value` is lost where it is live first.
    fn report_lost(&mut self, value: ValueId, live_across: &SuspendSet) {
        if let Some(suspend) = live_across.first() {
            self.report(Defect::Missing { owner: self.function.owner, value, suspend });
        }
    }

    /// Rule 6: whether a tracked pointer is stored together with the state whose map names it, or after that.
    fn is_stored_with_state(&self, store: Store, block: BlockId) -> bool {
        let live_range = &self.inputs.analysis.live_ranges[store.value];
        let at_save = self.ends.saves[block].filter(|_| store.at == Point::End(block));
        at_save.is_some_and(|save| live_range.live_across.contains(save))
            || matches!(store.at, Point::Definition(_)) && !live_range.made_after_save.is_empty()
    }

    /// Rules 4 and 6.
    fn end_block(&mut self, block: BlockId, held: &mut Held) {
        if let Some(suspend) = self.ends.saves[block] {
            if self.inputs.coroutine.lowering.is_await() {
                self.refill(suspend, held);
            }
            self.check_suspension(suspend, held, false);
            if self.inputs.is_managed && !self.inputs.coroutine.lowering.is_await() {
                self.slots.forget_unnamed(suspend, held);
            }
        }
        if self.inputs.coroutine.lowering.is_await() {
            return;
        }
        for index in 0..self.ends.leaves[block].len() {
            let suspend = self.ends.leaves[block][index];
            self.check_suspension(suspend, held, true);
        }
    }

    fn check_suspension(&mut self, suspend: SuspendId, held: &Held, is_left: bool) {
        if !self.is_last_round {
            return;
        }
        if self.inputs.coroutine.lowering.is_await() {
            self.check_filled(suspend);
            return;
        }
        let wanted = if is_left { self.slots.live(suspend).to_vec() } else { self.slots.at_save(suspend) };
        if wanted.iter().zip(held).all(|(wanted, held)| wanted & !held == 0) {
            return;
        }
        for (value, slot) in self.places.stored() {
            if get(&wanted, slot) && !get(held, slot) {
                self.defects.push(Defect::Missing { owner: self.function.owner, value, suspend });
            }
        }
    }

    /// Checks that all that an await captures was stored in the frame that it makes.
    fn check_filled(&mut self, suspend: SuspendId) {
        self.filled.sort_unstable();
        for value in self.inputs.analysis.stored() {
            let is_wanted = self.inputs.analysis.live_ranges[value].live_across.contains(suspend);
            if is_wanted && self.filled.binary_search(&value).is_err() {
                self.defects.push(Defect::Missing { owner: self.function.owner, value, suspend });
            }
        }
    }
}

/// What is held where each block begins.
struct States {
    width: usize,
    held: Vec<u64>,
    /// Whether a path has come to the block, and whether it has to be gone through (again).
    is_reached: Vec<bool>,
    is_open: Vec<bool>,
    is_any_open: bool,
}

impl States {
    fn new(count: usize, width: usize) -> Self {
        States {
            width,
            held: vec![0; count * width],
            is_reached: vec![false; count],
            is_open: vec![false; count],
            is_any_open: false,
        }
    }

    /// Notes that `held` comes to a block.
    fn merge(&mut self, block: usize, held: &Held) {
        let state = &mut self.held[block * self.width..][..self.width];
        let is_news = if self.is_reached[block] {
            merge(state, held)
        } else {
            state.copy_from_slice(held);
            true
        };
        self.is_reached[block] = true;
        self.is_open[block] |= is_news;
        self.is_any_open |= is_news;
    }

    /// Copies what is held where a block begins, if it has to be gone through.
    fn take(&mut self, block: usize, held: &mut Held) -> bool {
        let is_open = std::mem::replace(&mut self.is_open[block], false);
        if is_open {
            self.copy(block, held);
        }
        is_open
    }

    fn copy(&self, block: usize, held: &mut Held) {
        held.copy_from_slice(&self.held[block * self.width..][..self.width]);
    }
}
