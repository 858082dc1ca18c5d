//! Runs a plan: the ramp, then the clones, along random paths, with contents in registers and in the bytes of the frame.
//!
//! It knows what the emitter makes of each action and shares nothing with the checker. What each value has to be is known from a run
//! of the coroutine as it was, beside it.

use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{
    BlockId, EdgeKind, EventKind, ObjectId, Position, SuspendId, UseSite, ValueClass, ValueId,
};
use gc_coro_core::spill::plan::{Action, CloneKind, Contents as Origin, Copy, Register, RegisterId};
use gc_coro_core::spill::{Inputs, SpillPlan, Store};

use crate::contents::{Bytes, Contents};
use crate::places::{Phase, Steps};
use crate::random::Random;

/// What went wrong in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// A use got something else than the value.
    Use(ValueId, BlockId),
    /// A slot held something else where the coroutine was suspended with the value alive.
    Slot(ValueId, SuspendId),
    /// An object did not hold what was written to it.
    Memory(ObjectId, BlockId),
    /// The collector found no pointer at an offset that a map names.
    Collector(u64),
    /// The frame was in another state.
    State(SuspendId),
}

/// A plan, put in order.
pub struct Program<'a> {
    pub inputs: &'a Inputs<'a>,
    pub plan: &'a SpillPlan,
    ramp: Steps,
    ramp_actions: Vec<Action>,
    /// By the clone's number in the plan.
    clones: Vec<Steps>,
    no_registers: IndexVec<RegisterId, Register>,
    saves: IndexVec<BlockId, Option<SuspendId>>,
    leaves: IndexVec<BlockId, Option<SuspendId>>,
}

impl<'a> Program<'a> {
    pub fn new(inputs: &'a Inputs<'a>, plan: &'a SpillPlan) -> Self {
        let coroutine = inputs.coroutine;
        let no_registers = IndexVec::new();
        let ramp_actions: Vec<Action> = plan.ramp.stores.iter().map(|store| Action::Store(*store)).collect();
        let ramp = Steps::new(inputs, &ramp_actions, &no_registers);
        let clones = plan.clones.iter().map(|c| Steps::new(inputs, &c.actions, &c.registers)).collect();
        let mut saves = IndexVec::filled(coroutine.blocks.len(), None);
        let mut leaves = IndexVec::filled(coroutine.blocks.len(), None);
        for (id, suspend) in coroutine.suspends.iter() {
            saves[suspend.save] = Some(id);
            leaves[suspend.leave] = Some(id);
        }
        Program { inputs, plan, ramp, ramp_actions, clones, no_registers, saves, leaves }
    }

    /// Runs from the beginning, over at most `activations` activations. The first thing that went wrong.
    pub fn run(&self, random: &mut Random, activations: usize) -> Option<Failure> {
        let coroutine = self.inputs.coroutine;
        let mut machine = Machine {
            program: self,
            collects: random.pick(&[0, 5, 50]).expect("one of three"),
            random,
            frame: Bytes::new(self.inputs.frames.whole.size),
            truth: IndexVec::filled(coroutine.values.len(), None),
            objects: IndexVec::filled(coroutine.objects.len(), None),
            escaped: IndexVec::filled(coroutine.objects.len(), false),
            count: 0,
            collections: 0,
            state: None,
            is_done: false,
        };
        machine.run(activations).err()
    }
}

/// How a path of one activation ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Suspended(SuspendId),
    Returned,
    /// It is too long.
    Cut,
}

/// One activation.
struct Activation<'p> {
    /// `None` is the ramp.
    kind: Option<CloneKind>,
    steps: &'p Steps,
    actions: &'p [Action],
    registers: &'p IndexVec<RegisterId, Register>,
    own: IndexVec<ValueId, Option<Contents>>,
    joins: IndexVec<ValueId, Option<Contents>>,
    made: IndexVec<RegisterId, Option<Contents>>,
    /// From the save on that the activation leaves after, the frame is somebody else's.
    is_gone: bool,
    /// It has left at a suspend point.
    is_suspended: bool,
}

struct Machine<'p> {
    program: &'p Program<'p>,
    random: &'p mut Random,
    frame: Bytes,
    /// What each value is now.
    truth: IndexVec<ValueId, Option<Contents>>,
    /// What was last written to each object.
    objects: IndexVec<ObjectId, Option<Contents>>,
    escaped: IndexVec<ObjectId, bool>,
    count: u64,
    collections: u32,
    /// How often a collection comes before an instruction, in a hundred.
    collects: usize,
    /// The number in the frame.
    state: Option<SuspendId>,
    /// The resume function in the frame is null.
    is_done: bool,
}

const LONGEST_PATH: usize = 40;

impl<'p> Machine<'p> {
    fn run(&mut self, activations: usize) -> Result<(), Failure> {
        let coroutine = self.program.inputs.coroutine;
        let mut end = self.activate(None, coroutine.entry())?;
        for _ in 1..activations {
            let End::Suspended(suspend) = end else { return Ok(()) };
            self.check_state(suspend)?;
            let destroys = coroutine.suspends[suspend].is_final || self.random.chance(20);
            let kind = if destroys { CloneKind::Destroy } else { CloneKind::Resume };
            let entries = &self.program.plan.of(kind).entries;
            let Some(&(_, entry)) = entries.iter().find(|(id, _)| *id == suspend) else { return Ok(()) };
            let is_kept =
                |kept: &&gc_coro_core::spill::state_stores::KeptState| kept.stored_after.contains(&suspend);
            if let Some(kept) = self.program.plan.of(kind).kept_states.iter().find(is_kept) {
                self.state = Some(kept.suspend);
            }
            end = self.activate(Some(kind), entry)?;
        }
        Ok(())
    }

    fn check_state(&self, suspend: SuspendId) -> Result<(), Failure> {
        let Inputs { coroutine, frames, .. } = *self.program.inputs;
        let is_found = match frames.whole.final_by_null(coroutine) {
            Some(last) if last == suspend => self.is_done,
            _ => self.state == Some(suspend),
        };
        if is_found { Ok(()) } else { Err(Failure::State(suspend)) }
    }

    /// A random path through one activation.
    fn path(&mut self, kind: Option<CloneKind>, entry: BlockId) -> (Vec<BlockId>, End) {
        let coroutine = self.program.inputs.coroutine;
        let (mut path, mut end) = (vec![entry], End::Returned);
        loop {
            let block = path[path.len() - 1];
            if let Some(suspend) = self.program.leaves[block] {
                end = End::Suspended(suspend);
            }
            let is_taken = |kind_of_edge: EdgeKind| match kind {
                None => matches!(kind_of_edge, EdgeKind::Normal | EdgeKind::RampOnly),
                Some(_) => kind_of_edge == EdgeKind::Normal,
            };
            let edges = coroutine.blocks[block].successors.iter().filter(|edge| is_taken(edge.kind));
            let next: Vec<BlockId> = edges.map(|edge| edge.block).collect();
            match self.random.pick(&next) {
                None => return (path, end),
                Some(_) if path.len() == LONGEST_PATH => return (path, End::Cut),
                Some(next) => path.push(next),
            }
        }
    }

    fn activate(&mut self, kind: Option<CloneKind>, entry: BlockId) -> Result<End, Failure> {
        let program = self.program;
        let (path, end) = self.path(kind, entry);
        let (steps, actions, registers) = match kind {
            None => (&program.ramp, &program.ramp_actions[..], &program.no_registers),
            Some(kind) => {
                let clone = program.plan.of(kind);
                let number = program.plan.clones.iter().position(|c| c.kind == kind).expect("it has a plan");
                (&program.clones[number], &clone.actions[..], &clone.registers)
            }
        };
        let values = program.inputs.coroutine.values.len();
        let mut here = Activation {
            kind,
            steps,
            actions,
            registers,
            own: IndexVec::filled(values, None),
            joins: IndexVec::filled(values, None),
            made: IndexVec::filled(registers.len(), None),
            is_gone: false,
            is_suspended: false,
        };
        let last_save = match end {
            End::Suspended(suspend) => path.iter().rposition(|b| program.saves[*b] == Some(suspend)),
            _ => None,
        };
        steps.entry.iter().for_each(|&step| self.act(&mut here, step));
        for (index, &block) in path.iter().enumerate() {
            self.run_block(&mut here, block, last_save == Some(index))?;
            if let Some(&next) = path.get(index + 1) {
                let edge = steps.edges.get(&(block, next));
                edge.into_iter().flatten().for_each(|&step| self.act(&mut here, step));
            }
        }
        Ok(end)
    }

    fn run_block(
        &mut self,
        here: &mut Activation<'_>,
        block: BlockId,
        is_last_save: bool,
    ) -> Result<(), Failure> {
        let coroutine = self.program.inputs.coroutine;
        let (first, last) = (coroutine.blocks[block].first, coroutine.blocks[block].last);
        let is_here = |id: &ValueId| here.kind.is_none() || !coroutine.is_argument(*id);
        let at_start = coroutine.values.iter().filter(|(_, v)| v.block == block && v.at_block_start);
        let phis: Vec<ValueId> = at_start.map(|(id, _)| id).filter(is_here).collect();
        phis.into_iter().for_each(|id| self.define(here, id));
        self.act_all(here, block, first, Phase::AfterPhi);
        for position in first..=last {
            if self.program.inputs.is_managed && position < last && self.random.chance(self.collects) {
                self.collect(here)?;
            }
            self.act_all(here, block, position, Phase::Before);
            self.use_all(here, block, position)?;
            if !here.is_suspended {
                self.access_objects(block, position)?;
            }
            let defined = coroutine.values.iter().filter(|(_, v)| {
                v.position == position && !v.at_block_start && !matches!(v.class, ValueClass::Address(_))
            });
            for id in defined.map(|(id, _)| id).collect::<Vec<_>>() {
                self.define(here, id);
            }
            self.act_all(here, block, position, Phase::After);
        }
        if let Some(suspend) = self.program.saves[block] {
            self.save(here, suspend);
            here.is_gone |= is_last_save;
        }
        here.is_suspended |= self.program.leaves[block].is_some();
        match self.program.leaves[block] {
            Some(suspend) => self.check_slots(suspend),
            None => Ok(()),
        }
    }

    fn act_all(&mut self, here: &mut Activation<'_>, block: BlockId, position: Position, phase: Phase) {
        let steps = here.steps.at.get(&(block, position, phase));
        steps.into_iter().flatten().for_each(|&step| self.act(here, step));
    }

    fn fresh(&mut self, is_address: bool) -> Contents {
        self.count += 1;
        Contents::new(self.count, is_address.then_some(self.collections))
    }

    fn define(&mut self, here: &mut Activation<'_>, id: ValueId) {
        let value = &self.program.inputs.coroutine.values[id];
        let contents = match &value.remat_operands {
            Some(operands) => {
                let operands: Option<Vec<Contents>> = operands.iter().map(|&o| self.truth[o]).collect();
                Contents::computed(id, &operands.expect("an operand is defined before"))
            }
            None => self.fresh(value.class == ValueClass::Tracked),
        };
        self.truth[id] = Some(contents);
        here.own[id] = Some(contents);
    }

    fn use_all(&mut self, here: &Activation<'_>, block: BlockId, position: Position) -> Result<(), Failure> {
        if here.kind.is_none() {
            return Ok(());
        }
        for (id, value) in self.program.inputs.coroutine.values.iter() {
            for site in value.uses.iter().filter(|u| u.block == block && u.position == position) {
                let found = self.used(here, id, site);
                if found.is_none() || found != self.truth[id] {
                    return Err(Failure::Use(id, block));
                }
            }
        }
        Ok(())
    }

    fn used(&self, here: &Activation<'_>, id: ValueId, site: &UseSite) -> Option<Contents> {
        let served = here.steps.served.get(&(site.block, site.inst, site.operand));
        match served {
            Some(&(step, register)) => self.held(here, register, step),
            None => here.own[id],
        }
    }

    /// What a register holds for a step: nothing if a later step makes it.
    fn held(&self, here: &Activation<'_>, register: RegisterId, step: usize) -> Option<Contents> {
        let is_made = here.steps.made_by[register].is_some_and(|maker| maker < step);
        // The function's own definition is no copy: it is what it is when it is used.
        let contents = match here.registers[register].from {
            Origin::Definition => here.own[here.registers[register].value],
            _ => here.made[register],
        };
        contents.filter(|_| is_made)
    }

    fn load(&self, here: &Activation<'_>, id: ValueId) -> Option<Contents> {
        let offset = self.program.inputs.frames.whole.values[id]?;
        let size = self.program.inputs.coroutine.values[id].size;
        self.frame.read(offset, size).filter(|_| !here.is_gone)
    }

    fn copy(&self, here: &Activation<'_>, value: ValueId, copy: Copy, step: usize) -> Option<Contents> {
        match copy {
            Copy::Definition => here.own[value],
            Copy::Register(register) => self.held(here, register, step),
        }
    }

    fn act(&mut self, here: &mut Activation<'_>, step: usize) {
        let actions = here.actions;
        match &actions[step] {
            Action::Make(register) => here.made[*register] = self.make(here, *register, step),
            Action::Join { value, copy, .. } => here.joins[*value] = self.copy(here, *value, *copy, step),
            Action::JoinSlot { value, .. } => here.joins[*value] = self.load(here, *value),
            Action::Store(store) => self.store(here, store, step),
            Action::Use(..) | Action::FindState(_) | Action::OpenRegion { .. } => {}
        }
    }

    fn make(&mut self, here: &Activation<'_>, id: RegisterId, step: usize) -> Option<Contents> {
        let register = &here.registers[id];
        match &register.from {
            Origin::Slot => self.load(here, register.value),
            Origin::Definition => here.own[register.value],
            Origin::Join => here.joins[register.value],
            Origin::Remat(operands) => {
                let operands: Option<Vec<Contents>> =
                    operands.iter().map(|&o| self.held(here, o, step)).collect();
                Some(Contents::computed(register.value, &operands?))
            }
            Origin::Constant | Origin::Nothing => None,
        }
    }

    fn store(&mut self, here: &Activation<'_>, store: &Store, step: usize) {
        let Some(offset) = self.program.inputs.frames.whole.values[store.value] else { return };
        let size = self.program.inputs.coroutine.values[store.value].size;
        let contents = self.copy(here, store.value, store.copy, step);
        let contents = contents.unwrap_or_else(|| self.fresh(false));
        self.frame.write(offset, size, contents);
    }

    /// The state and the null pointers of a save are the emitter's.
    fn save(&mut self, here: &Activation<'_>, suspend: SuspendId) {
        let Inputs { coroutine, analysis, frames, .. } = *self.program.inputs;
        let is_kept =
            here.kind.is_some_and(|kind| self.program.plan.of(kind).saves_in_state().contains(&suspend));
        if !is_kept && frames.whole.final_by_null(coroutine) != Some(suspend) {
            self.state = Some(suspend);
        }
        self.is_done |= coroutine.suspends[suspend].is_final;
        for id in analysis.stored() {
            let is_made_later = analysis.live_ranges[id].made_after_save.contains(&suspend);
            if coroutine.values[id].class == ValueClass::Tracked && is_made_later {
                let offset = frames.whole.values[id].expect("a stored value has a slot");
                self.frame.clear(offset, coroutine.values[id].size);
            }
        }
    }

    fn check_slots(&self, suspend: SuspendId) -> Result<(), Failure> {
        let Inputs { coroutine, analysis, frames, .. } = *self.program.inputs;
        for id in analysis.stored() {
            if analysis.live_ranges[id].live_across.contains(suspend) {
                let offset = frames.whole.values[id].expect("a stored value has a slot");
                let found = self.frame.read(offset, coroutine.values[id].size);
                if found.is_none() || found != self.truth[id] {
                    return Err(Failure::Slot(id, suspend));
                }
            }
        }
        Ok(())
    }

    /// All objects of the collector move. It finds the pointers in registers, and those in the frame by the map of the state.
    fn collect(&mut self, here: &mut Activation<'_>) -> Result<(), Failure> {
        self.collections += 1;
        let now = self.collections;
        let registers = here.own.indices().collect::<Vec<_>>();
        for id in registers {
            let known = [&mut self.truth[id], &mut here.own[id], &mut here.joins[id]];
            known.into_iter().flatten().for_each(|contents| contents.relocate(now));
        }
        for id in here.made.indices() {
            here.made[id].iter_mut().for_each(|contents| contents.relocate(now));
        }
        let Inputs { coroutine, frames, .. } = *self.program.inputs;
        let is_named = |live: &gc_coro_core::sets::SuspendSet| self.state.is_some_and(|s| live.contains(s));
        for word in frames.whole.tracked.words.iter().filter(|word| word.always || is_named(&word.live)) {
            let found = self.frame.relocate(word.offset, coroutine.pointer_bytes, now);
            found.ok_or(Failure::Collector(word.offset))?;
        }
        Ok(())
    }

    /// What happens to the objects in the frame at one place.
    fn access_objects(&mut self, block: BlockId, position: Position) -> Result<(), Failure> {
        let Inputs { coroutine, analysis, frames, .. } = *self.program.inputs;
        for (id, object) in coroutine.objects.iter() {
            let Some(offset) = frames.whole.objects[id] else { continue };
            let live_range = analysis.objects[id].as_ref();
            let is_there = live_range.is_some_and(|live_range| live_range.range.contains(position));
            if self.escaped[id] && is_there && self.random.chance(20) {
                self.read_object(id, offset, block)?;
                self.write_object(id, offset);
            }
            for event in object.events.iter().filter(|event| event.position == position) {
                match event.kind {
                    EventKind::Start | EventKind::End => self.objects[id] = None,
                    EventKind::Overwrite => self.write_object(id, offset),
                    EventKind::Access | EventKind::Escape => {
                        self.read_object(id, offset, block)?;
                        self.write_object(id, offset);
                        self.escaped[id] |= event.kind == EventKind::Escape;
                    }
                }
            }
        }
        Ok(())
    }

    fn write_object(&mut self, id: ObjectId, offset: u64) {
        let contents = self.fresh(false);
        self.objects[id] = Some(contents);
        self.frame.write(offset, self.program.inputs.coroutine.objects[id].size, contents);
    }

    fn read_object(&self, id: ObjectId, offset: u64, block: BlockId) -> Result<(), Failure> {
        let found = self.frame.read(offset, self.program.inputs.coroutine.objects[id].size);
        let is_right = self.objects[id].is_none() || self.objects[id] == found;
        if is_right { Ok(()) } else { Err(Failure::Memory(id, block)) }
    }
}
