//! Random coroutines. Each use is dominated by its definition, over all edges.
//!
//! The graph has the form that the plugin gives to the graph of a function: a suspend point has blocks of its own where activations
//! begin, and control comes to the end of an activation only through it.

use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{
    BlockId, Coroutine, EdgeKind, Event, EventKind, InstId, Object, ObjectId, Position, SuspendId,
    Unstorable, UseSite, Value, ValueClass, ValueId,
};
use gc_coro_core::model_builder::ModelBuilder;

use crate::random::Random;

/// What a coroutine may have.
#[derive(Clone, Copy)]
pub struct Features {
    /// Tracked pointers, derived pointers, and a collector.
    pub is_managed: bool,
    /// Memory objects.
    pub has_objects: bool,
}

/// A place that control comes to, and the blocks from which it goes on.
struct Unit {
    begin: BlockId,
    sources: Vec<BlockId>,
}

/// A random coroutine.
pub fn coroutine(random: &mut Random, features: Features) -> Coroutine {
    let (mut coroutine, code) = graph(random);
    let out = BlockId::from_usize(2);
    let mut exits: Vec<BlockId> = coroutine.suspends.iter().map(|(_, s)| s.suspended).collect();
    exits.push(out);
    let dominators = Dominators::new(&coroutine);
    let mut maker = Maker {
        random,
        features,
        dominators,
        is_taken: IndexVec::filled(coroutine.blocks.len(), [false; 10]),
        instructions: 0,
    };
    if features.has_objects {
        // After a suspension the memory of the frame is somebody else's: nothing of it is used on the exit path.
        let before_exit = |block: &BlockId| !exits.contains(block);
        let memory_code: Vec<BlockId> = code.iter().copied().filter(before_exit).collect();
        for _ in 0..1 + maker.random.below(2) {
            maker.object(&mut coroutine, &memory_code);
        }
    }
    for _ in 0..3 + maker.random.below(8) {
        maker.value(&mut coroutine, &code);
    }
    for id in coroutine.values.indices() {
        if !matches!(coroutine.values[id].class, ValueClass::Address(_)) {
            for _ in 0..maker.random.below(5) {
                maker.use_of(&mut coroutine, id);
            }
        }
    }
    coroutine
}

/// The graph, and the blocks that have code.
fn graph(random: &mut Random) -> (Coroutine, Vec<BlockId>) {
    let mut m = ModelBuilder::new("random");
    let (entry, end, out) = (m.block(), m.block(), m.block());
    let mut code = vec![entry, end, out];
    let mut units: Vec<Unit> = Vec::new();
    for _ in 0..3 + random.below(6) {
        let block = m.block();
        code.push(block);
        units.push(Unit { begin: block, sources: vec![block] });
    }
    let count = 1 + random.below(3);
    let mut saves = Vec::new();
    let mut edges: Vec<(BlockId, BlockId)> = Vec::new();
    for _ in 0..count {
        let own_out = m.block();
        let suspended = if random.chance(50) { own_out } else { out };
        edges.push((own_out, out));
        code.push(own_out);
        let (leave, resumed, destroyed) = (m.block(), m.block(), m.block());
        let id = m.suspend(leave, suspended, resumed, destroyed);
        code.push(leave);
        let mut sources = vec![resumed, destroyed];
        let mut begin = leave;
        if random.chance(60) {
            let (save, between) = (m.block(), m.block());
            edges.extend([(save, between), (between, leave)]);
            code.extend([save, between]);
            sources.push(between);
            begin = save;
        }
        saves.push((id, begin));
        units.push(Unit { begin, sources });
    }
    random.shuffle(&mut units);
    connect(random, [entry, end], &units, &mut edges);
    if random.chance(50) {
        edges.push((end, out));
    }
    for (from, to) in edges {
        m.edge(from, to);
    }
    let mut coroutine = m.finish();
    saves.iter().for_each(|&(id, save)| coroutine.suspends[id].save = save);
    finish_graph(random, &mut coroutine);
    let reached = all_reached(&coroutine, None);
    code.retain(|block| reached[*block]);
    (coroutine, code)
}

/// Leads control to each unit, on to others, and to the end.
fn connect(
    random: &mut Random,
    [entry, end]: [BlockId; 2],
    units: &[Unit],
    edges: &mut Vec<(BlockId, BlockId)>,
) {
    let mut sources = vec![entry];
    for unit in units {
        let from = random.pick(&sources).expect("the entry is one");
        edges.push((from, unit.begin));
        sources.extend(&unit.sources);
    }
    for _ in 0..2 + random.below(units.len() + 2) {
        let from = random.pick(&sources).expect("the entry is one");
        let to = units[random.below(units.len())].begin;
        if !edges.contains(&(from, to)) && from != to {
            edges.push((from, to));
        }
    }
    for from in sources {
        if edges.iter().all(|edge| edge.0 != from) || random.chance(15) {
            edges.push((from, end));
        }
    }
}

/// Some suspend points are final, some blocks are unlikely, and those that are not reached lead nowhere.
fn finish_graph(random: &mut Random, coroutine: &mut Coroutine) {
    let last = SuspendId::from_usize(coroutine.suspends.len() - 1);
    let suspend = &mut coroutine.suspends[last];
    if suspend.save == suspend.leave && random.chance(40) {
        suspend.is_final = true;
        let (leave, resumed) = (suspend.leave, suspend.resumed);
        let is_other = |kind: EdgeKind| kind != EdgeKind::Resume(last);
        coroutine.blocks[leave].successors.retain(|edge| is_other(edge.kind));
        coroutine.blocks[resumed].predecessors.retain(|edge| is_other(edge.kind));
    }
    let reached = all_reached(coroutine, None);
    for block in coroutine.blocks.indices() {
        coroutine.blocks[block].is_unlikely = random.chance(8);
        if !reached[block] {
            coroutine.blocks[block].successors.clear();
        }
        coroutine.blocks[block].predecessors.retain(|edge| reached[edge.block]);
    }
}

/// The blocks that control comes to without `avoided`.
fn all_reached(coroutine: &Coroutine, avoided: Option<BlockId>) -> IndexVec<BlockId, bool> {
    let mut reached = IndexVec::filled(coroutine.blocks.len(), false);
    let mut work = vec![coroutine.entry()];
    while let Some(block) = work.pop() {
        if Some(block) != avoided && !std::mem::replace(&mut reached[block], true) {
            work.extend(coroutine.blocks[block].successors.iter().map(|edge| edge.block));
        }
    }
    reached
}

/// Which blocks every path to a block goes through, by the definition.
pub struct Dominators {
    /// The blocks that control comes to without each block.
    without: IndexVec<BlockId, IndexVec<BlockId, bool>>,
    reached: IndexVec<BlockId, bool>,
}

impl Dominators {
    pub fn new(coroutine: &Coroutine) -> Self {
        let without = coroutine.blocks.indices().map(|block| all_reached(coroutine, Some(block))).collect();
        Dominators { without, reached: all_reached(coroutine, None) }
    }

    /// Whether `block` is reached only through `dominator`, which is another or the same.
    pub fn dominates(&self, dominator: BlockId, block: BlockId) -> bool {
        self.reached[block] && !self.without[dominator][block]
    }

    /// The blocks that `block` dominates.
    pub fn dominated(&self, block: BlockId) -> Vec<BlockId> {
        self.reached.indices().filter(|&other| self.dominates(block, other)).collect()
    }
}

struct Maker<'a> {
    random: &'a mut Random,
    features: Features,
    dominators: Dominators,
    /// The places of each block where something is defined.
    is_taken: IndexVec<BlockId, [bool; 10]>,
    instructions: usize,
}

impl Maker<'_> {
    fn value(&mut self, coroutine: &mut Coroutine, code: &[BlockId]) {
        let block = self.random.pick(code).expect("the entry has code");
        let is_phi = self.random.chance(15);
        let offset = if is_phi { 0 } else { 1 + self.random.below(8) };
        if std::mem::replace(&mut self.is_taken[block][offset], true) && !is_phi {
            return;
        }
        let position = coroutine.blocks[block].first + offset as Position;
        let is_available = |value: &Value| {
            let is_before = value.block == block && value.position < position;
            is_before || value.block != block && self.dominators.dominates(value.block, block)
        };
        let operands: Vec<ValueId> =
            coroutine.values.iter().filter(|(_, v)| is_available(v)).map(|(id, _)| id).collect();
        let (class, operands) = if is_phi { (None, None) } else { self.computed(coroutine, &operands) };
        let class = class.unwrap_or_else(|| self.stored_class());
        let size = match class {
            ValueClass::Tracked => [8, 8, 8, 16][self.random.below(4)],
            ValueClass::Unstorable(_) => 8,
            _ => [1, 8, 8, 16][self.random.below(4)],
        };
        let id = coroutine.values.push(Value {
            block,
            position,
            at_block_start: is_phi,
            class,
            size,
            align: size.min(8),
            uses: smallvec::SmallVec::new(),
            remat_operands: operands.clone(),
        });
        debug_assert_eq!(id.index() + 1, coroutine.values.len());
        for operand in operands.into_iter().flatten() {
            self.push_use(coroutine, operand, block, position);
        }
    }

    fn stored_class(&mut self) -> ValueClass {
        if self.features.is_managed && self.random.chance(50) {
            ValueClass::Tracked
        } else {
            ValueClass::Data
        }
    }

    /// The class and the operands of a value that can be computed again from some of `operands`.
    fn computed(
        &mut self,
        coroutine: &Coroutine,
        operands: &[ValueId],
    ) -> (Option<ValueClass>, Option<Vec<ValueId>>) {
        let is_plain = |id: &ValueId| coroutine.values[*id].class == ValueClass::Data;
        let is_pointer = |id: &ValueId| {
            matches!(coroutine.values[*id].class, ValueClass::Tracked | ValueClass::Unstorable(_))
        };
        let plain: Vec<ValueId> = operands.iter().copied().filter(is_plain).collect();
        let pointers: Vec<ValueId> = operands.iter().copied().filter(is_pointer).collect();
        if let Some(base) = self.random.pick(&pointers).filter(|_| self.random.chance(40)) {
            let offset = self.random.pick(&plain).filter(|_| self.random.chance(40));
            let operands = [base].into_iter().chain(offset).collect();
            return (Some(ValueClass::Unstorable(Unstorable::Derived)), Some(operands));
        }
        if !self.random.chance(40) {
            return (None, None);
        }
        let mut operands: Vec<ValueId> =
            (0..self.random.below(3)).filter_map(|_| self.random.pick(&plain)).collect();
        operands.dedup();
        // A computation of nothing is a constant: rare.
        if operands.is_empty() && !self.random.chance(20) {
            return (None, None);
        }
        (Some(ValueClass::Data), Some(operands))
    }

    fn use_of(&mut self, coroutine: &mut Coroutine, id: ValueId) {
        let value = &coroutine.values[id];
        let blocks = self.dominators.dominated(value.block);
        let Some(block) = self.random.pick(&blocks) else { return };
        let first = coroutine.blocks[block].first;
        let is_stub =
            coroutine.suspends.iter().any(|(_, s)| s.resumed == block || s.destroyed == Some(block));
        let offset = if is_stub || self.random.chance(15) { 9 } else { 1 + self.random.below(9) };
        let position = first + offset as Position;
        if block != value.block || position > value.position {
            self.push_use(coroutine, id, block, position);
        }
    }

    fn push_use(&mut self, coroutine: &mut Coroutine, id: ValueId, block: BlockId, position: Position) {
        let inst = InstId::from_usize(self.instructions);
        self.instructions += 1;
        coroutine.values[id].uses.push(UseSite { block, position, inst, operand: 0 });
    }

    /// An alloca in the entry, with accesses anywhere.
    fn object(&mut self, coroutine: &mut Coroutine, code: &[BlockId]) {
        let entry = coroutine.entry();
        let id = ObjectId::from_usize(coroutine.objects.len());
        let value = coroutine.values.push(Value {
            block: entry,
            position: coroutine.blocks[entry].first,
            at_block_start: false,
            class: ValueClass::Address(id),
            size: 8,
            align: 8,
            uses: smallvec::SmallVec::new(),
            remat_operands: None,
        });
        let has_markers = self.random.chance(40);
        let escapes = self.random.chance(40);
        let mut events = Vec::new();
        for _ in 0..2 + self.random.below(5) {
            let Some(block) = self.random.pick(code).filter(|block| *block != entry) else { continue };
            let kind = match self.random.below(10) {
                0 | 1 => EventKind::Overwrite,
                2 if escapes => EventKind::Escape,
                3 if has_markers => EventKind::Start,
                4 if has_markers => EventKind::End,
                _ => EventKind::Access,
            };
            let position = coroutine.blocks[block].first + 1 + self.random.below(8) as Position;
            if events.iter().all(|event: &Event| event.position != position) {
                events.push(Event { block, position, kind });
            }
        }
        let (name, size) = (format!("object{}", id.index()), [8, 16][self.random.below(2)]);
        coroutine.objects.push(Object::new(name, value, size, 8, events));
    }
}
