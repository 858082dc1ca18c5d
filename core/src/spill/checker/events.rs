//! What happens in each block of one function, in order: definitions, uses, writes of memory, and the actions of the plan.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use crate::analysis::Analysis;
use crate::index::{Idx, IndexVec};
use crate::model::{BlockId, Coroutine, InstId, ObjectId, Position, UseSite, ValueClass, ValueId};
use crate::spill::plan::{Action, Contents, Copy, Point, Register, RegisterId};

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// The function's own definition of a value.
    Define(ValueId),
    /// A use of the function's own definition, in another block.
    UseOwn(ValueId),
    /// An object in the frame may be written, by its index among those that share bytes with values.
    Write(usize),
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
    /// Those of all blocks, in order of time within each.
    all: Vec<(Time, Event)>,
    /// Where those of each block begin, and one number more.
    begins: Vec<usize>,
    /// The actions between two blocks.
    pub edges: FxHashMap<(BlockId, BlockId), Vec<u32>>,
    /// The actions where a clone begins.
    pub entry: Vec<u32>,
}

impl Events {
    /// The numbers of a block's events.
    pub fn of(&self, block: BlockId) -> Range<usize> {
        self.begins[block.index()]..self.begins[block.index() + 1]
    }

    /// An event and its position, by its number.
    pub fn at(&self, number: usize) -> (Position, Event) {
        let ((position, _), event) = self.all[number];
        (position, event)
    }
}

/// The uses in `reached` blocks that no action serves, and that are not in the block of the definition after it.
pub fn uses_of_own(
    coroutine: &Coroutine,
    reached: &IndexVec<BlockId, bool>,
    actions: &[Action],
    registers: &IndexVec<RegisterId, Register>,
) -> Vec<(ValueId, BlockId, Position)> {
    // The served uses of each value: their number, and a sum that depends on each of them.
    let mut served = IndexVec::filled(coroutine.values.len(), (0usize, 0u64));
    for action in actions {
        if let Action::Use(site, id) = action {
            add(&mut served[registers[*id].value], site);
        }
    }
    let mut found = Vec::new();
    let mut unclear = Vec::new();
    for (id, _) in coroutine.values.iter().filter(|(_, value)| is_in_code(value.class)) {
        let mut wanted = (0, 0);
        let far = far_uses(coroutine, reached, id);
        far.clone().for_each(|u| add(&mut wanted, u));
        if served[id].0 == 0 {
            found.extend(far.map(|u| (id, u.block, u.position)));
        } else if served[id] != wanted {
            unclear.push(id);
        }
    }
    if !unclear.is_empty() {
        let sites = actions.iter().filter_map(|action| match action {
            Action::Use(site, _) => Some((site.inst, site.operand, site.block)),
            _ => None,
        });
        let sites: FxHashSet<(InstId, u32, BlockId)> = sites.collect();
        for id in unclear {
            let left = far_uses(coroutine, reached, id);
            let left = left.filter(|u| !sites.contains(&(u.inst, u.operand, u.block)));
            found.extend(left.map(|u| (id, u.block, u.position)));
        }
    }
    found
}

fn add(sum: &mut (usize, u64), site: &UseSite) {
    let mut hasher = FxHasher::default();
    (site.inst, site.operand, site.block).hash(&mut hasher);
    *sum = (sum.0 + 1, sum.1.wrapping_add(hasher.finish()));
}

/// The uses of a value in `reached` blocks, but for those in the block of its definition after it.
fn far_uses<'a>(
    coroutine: &'a Coroutine,
    reached: &'a IndexVec<BlockId, bool>,
    id: ValueId,
) -> impl Iterator<Item = &'a UseSite> + Clone {
    let value = &coroutine.values[id];
    let is_defined = reached[value.block] && !coroutine.is_argument(id);
    let is_near = move |u: &UseSite| is_defined && u.block == value.block && u.position >= value.position;
    value.uses.iter().filter(move |u| reached[u.block] && !is_near(u))
}

/// Whether a value is one that code makes: every activation has the others, or no memory holds them.
fn is_in_code(class: ValueClass) -> bool {
    use ValueClass::{Address, Constant, Region, ThreadPointer, Token};
    !matches!(class, Constant | Address(_) | ThreadPointer | Region | Token)
}

/// The values of which an action takes the function's own definition.
pub fn own_copies(registers: &IndexVec<RegisterId, Register>, actions: &[Action]) -> Vec<ValueId> {
    let own = actions.iter().filter_map(|action| match action {
        Action::Store(store) if store.copy == Copy::Definition => Some(store.value),
        Action::Join { value, copy: Copy::Definition, .. } => Some(*value),
        Action::Make(id) if registers[*id].from == Contents::Definition => Some(registers[*id].value),
        _ => None,
    });
    own.collect()
}

/// Puts the events in order.
pub struct EventList<'a> {
    coroutine: &'a Coroutine,
    all: Vec<(BlockId, Time, Event)>,
    edges: FxHashMap<(BlockId, BlockId), Vec<u32>>,
    entry: Vec<u32>,
}

impl<'a> EventList<'a> {
    pub fn new(coroutine: &'a Coroutine) -> Self {
        EventList { coroutine, all: Vec::new(), edges: FxHashMap::default(), entry: Vec::new() }
    }

    pub fn define(&mut self, id: ValueId) {
        let value = &self.coroutine.values[id];
        let time = if value.at_block_start {
            (self.coroutine.blocks[value.block].first, Phase::Phi)
        } else {
            (value.position, Phase::Define)
        };
        self.all.push((value.block, time, Event::Define(id)));
    }

    pub fn use_own(&mut self, id: ValueId, block: BlockId, position: Position) {
        self.all.push((block, (position, Phase::Use), Event::UseOwn(id)));
    }

    /// Adds the writes of an object in the frame, which [`Event::Write`] names by `index`.
    pub fn write(&mut self, index: usize, object: ObjectId, analysis: &Analysis) {
        let Some(live_range) = &analysis.objects[object] else { return };
        for &position in &live_range.writes {
            if let Some(block) = self.coroutine.block_at(position) {
                self.all.push((block, (position, Phase::Write), Event::Write(index)));
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
                    // A call that may throw: its result is defined on the first of the edges.
                    let first = block.successors.first().map_or(value.block, |edge| edge.block);
                    return self.edges.entry((value.block, first)).or_default().push(number);
                }
            }
        };
        self.all.push((block, time, Event::Act(number)));
    }

    /// The events of each block in order; those of one time as they were added.
    pub fn finish(self) -> Events {
        let mut begins = vec![0; self.coroutine.blocks.len() + 1];
        self.all.iter().for_each(|(block, ..)| begins[block.index() + 1] += 1);
        (1..begins.len()).for_each(|block| begins[block] += begins[block - 1]);
        let mut next = begins.clone();
        let nothing = ((0, Phase::Phi), Event::Act(0));
        let mut all = vec![nothing; self.all.len()];
        for (block, time, event) in self.all {
            all[next[block.index()]] = (time, event);
            next[block.index()] += 1;
        }
        begins.windows(2).for_each(|range| all[range[0]..range[1]].sort_by_key(|(time, _)| *time));
        Events { all, begins, edges: self.edges, entry: self.entry }
    }
}
