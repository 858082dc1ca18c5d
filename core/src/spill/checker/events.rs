//! What happens in each block of one function, in order: definitions, uses, writes of memory, and the actions of the plan.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::Analysis;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, InstId, ObjectId, Position, ValueClass, ValueId};
use crate::spill::plan::{Action, Contents, Copy, Point, Register, RegisterId};

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The function's own definition of a value.
    Define(ValueId),
    /// A use of the function's own definition, in another block.
    UseOwn(ValueId),
    /// An object in the frame may be written.
    Write(ObjectId),
    /// An action of the plan, by its number.
    Act(u32),
}

/// When something happens in its block.
type Time = (Position, Phase);

/// Before, at or after an instruction. All phis are one: their definitions are the first thing in a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Phase {
    Phi,
    AfterPhi,
    Before,
    Use,
    Write,
    Define,
    After,
}

/// The events of one function.
#[derive(Debug)]
pub struct Events {
    pub blocks: IndexVec<BlockId, Vec<(Position, Event)>>,
    /// The actions between two blocks.
    pub edges: FxHashMap<(BlockId, BlockId), Vec<u32>>,
    /// The actions where a clone begins.
    pub entry: Vec<u32>,
}

/// The uses in `reached` blocks that no action serves, and that are not in the block of the definition after it.
pub fn uses_of_own(
    coroutine: &Coroutine,
    reached: &IndexVec<BlockId, bool>,
    actions: &[Action],
) -> Vec<(ValueId, BlockId, Position)> {
    let served = actions.iter().filter_map(|action| match action {
        Action::Use(site, _) => Some((site.inst, site.operand, site.block)),
        _ => None,
    });
    let served: FxHashSet<(InstId, u32, BlockId)> = served.collect();
    let mut found = Vec::new();
    for (id, value) in coroutine.values.iter().filter(|(_, value)| is_in_code(value.class)) {
        let is_defined = reached[value.block] && !coroutine.is_argument(id);
        for u in value.uses.iter().filter(|u| reached[u.block]) {
            let is_near = is_defined && u.block == value.block && u.position >= value.position;
            if !is_near && !served.contains(&(u.inst, u.operand, u.block)) {
                found.push((id, u.block, u.position));
            }
        }
    }
    found
}

/// Whether a value is one that code makes: every activation has the others, or no memory holds them.
fn is_in_code(class: ValueClass) -> bool {
    use ValueClass::{Address, Constant, Region, ThreadPointer, Token};
    !matches!(class, Constant | Address(_) | ThreadPointer | Region | Token)
}

/// The values of which an action takes the function's own definition.
pub fn own_copies(registers: &IndexVec<RegisterId, Register>, actions: &[Action]) -> Vec<ValueId> {
    let own = actions.iter().filter_map(|action| match action {
        Action::Store(store) if store.copy == Copy::Own => Some(store.value),
        Action::Join { value, copy: Copy::Own, .. } => Some(*value),
        Action::Make(id) if registers[*id].from == Contents::Own => Some(registers[*id].value),
        _ => None,
    });
    own.collect()
}

/// Puts the events in order.
pub struct EventList<'a> {
    coroutine: &'a Coroutine,
    times: IndexVec<BlockId, Vec<(Time, Event)>>,
    edges: FxHashMap<(BlockId, BlockId), Vec<u32>>,
    entry: Vec<u32>,
}

impl<'a> EventList<'a> {
    pub fn new(coroutine: &'a Coroutine) -> Self {
        let times = IndexVec::filled(coroutine.blocks.len(), Vec::new());
        EventList { coroutine, times, edges: FxHashMap::default(), entry: Vec::new() }
    }

    pub fn define(&mut self, id: ValueId) {
        let value = &self.coroutine.values[id];
        let time = if value.at_block_start {
            (self.coroutine.blocks[value.block].first, Phase::Phi)
        } else {
            (value.position, Phase::Define)
        };
        self.times[value.block].push((time, Event::Define(id)));
    }

    pub fn use_own(&mut self, id: ValueId, block: BlockId, position: Position) {
        self.times[block].push(((position, Phase::Use), Event::UseOwn(id)));
    }

    /// Adds the writes of an object in the frame.
    pub fn write(&mut self, object: ObjectId, analysis: &Analysis) {
        let Some(live_range) = &analysis.objects[object] else { return };
        let blocks = &self.coroutine.blocks;
        for &position in &live_range.writes {
            let block = blocks.partition_point(|block| block.last < position);
            let block = <BlockId as crate::index::Idx>::from_usize(block);
            if blocks.get(block).is_some() {
                self.times[block].push(((position, Phase::Write), Event::Write(object)));
            }
        }
    }

    /// Adds an action of the plan, where it stands.
    pub fn act(
        &mut self,
        number: u32,
        action: &Action,
        registers: &IndexVec<RegisterId, Register>,
        begin: (BlockId, Position),
    ) {
        let at = match action {
            Action::Make(id) => registers[*id].at,
            Action::Use(site, _) => Point::Before(site.block, site.inst, site.position),
            Action::FindState(_) | Action::OpenRegion { .. } => Point::Entry,
            Action::Join { at, .. } | Action::JoinSlot { at, .. } => *at,
            Action::Store(store) => store.at,
        };
        let (block, time) = match at {
            Point::Entry => return self.entry.push(number),
            Point::Edge(from, into) => return self.edges.entry((from, into)).or_default().push(number),
            Point::Begin => (begin.0, (begin.1, Phase::After)),
            Point::Before(block, _, position) => (block, (position, Phase::Before)),
            Point::End(block) => (block, (self.coroutine.blocks[block].last, Phase::Before)),
            Point::Definition(id) => {
                let value = &self.coroutine.values[id];
                let block = &self.coroutine.blocks[value.block];
                if value.at_block_start {
                    (value.block, (block.first, Phase::AfterPhi))
                } else if value.position < block.last {
                    (value.block, (value.position, Phase::After))
                } else {
                    // A call that may throw: its result is there on the first of the edges.
                    let first = block.successors.first().map_or(value.block, |edge| edge.block);
                    return self.edges.entry((value.block, first)).or_default().push(number);
                }
            }
        };
        self.times[block].push((time, Event::Act(number)));
    }

    /// The events of each block in order; those of one time as they were added.
    pub fn finish(self) -> Events {
        let in_order = |(_, events): (BlockId, &Vec<(Time, Event)>)| {
            let mut events = events.clone();
            events.sort_by_key(|(time, _)| *time);
            events.into_iter().map(|((position, _), event)| (position, event)).collect()
        };
        Events { blocks: self.times.iter().map(in_order).collect(), edges: self.edges, entry: self.entry }
    }
}
