//! Coroutines by hand, for tests of the pure stages.

use smallvec::SmallVec;

use crate::model::*;

/// Builds a [`Coroutine`] block by block.
#[derive(Debug, Default)]
pub struct ModelBuilder {
    coroutine: Coroutine,
    next: Position,
    instructions: u32,
}

impl ModelBuilder {
    /// A coroutine without blocks, with pointers of 8 bytes.
    pub fn new(name: &str) -> Self {
        let coroutine = Coroutine { name: name.into(), pointer_bytes: 8, ..Coroutine::default() };
        ModelBuilder { coroutine, ..ModelBuilder::default() }
    }

    /// `count` blocks with `edges` edges between any of them, the same for the same `seed`.
    pub fn random(seed: u64, count: usize, edges: usize) -> (Self, Vec<BlockId>) {
        let mut m = ModelBuilder::new("random");
        let blocks: Vec<BlockId> = (0..count).map(|_| m.block()).collect();
        // Knuth's linear congruential generator.
        let mut state = seed;
        let mut any = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            blocks[(state >> 33) as usize % count]
        };
        for _ in 0..edges {
            let (from, to) = (any(), any());
            m.edge(from, to);
        }
        (m, blocks)
    }

    /// Two suspensions in a row: entry, after the first, after the second; all leave to the same block.
    pub fn two_suspensions() -> (Self, [BlockId; 3], [SuspendId; 2]) {
        Self::two_suspensions_with(StateKind::New)
    }

    /// The same, of which both fill the frame that `state` says.
    pub fn two_suspensions_with(state: StateKind) -> (Self, [BlockId; 3], [SuspendId; 2]) {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        let k = [m.suspend_with(a, out, b, d, state), m.suspend_with(b, out, c, d, state)];
        (m, [a, b, c], k)
    }

    /// A block of ten positions.
    pub fn block(&mut self) -> BlockId {
        let first = self.next;
        self.next += 10;
        self.coroutine.blocks.push(Block {
            first,
            last: first + 9,
            is_unlikely: false,
            takes_code: true,
            has_only_phis: false,
            successors: Edges::new(),
            predecessors: Edges::new(),
        })
    }

    /// A normal edge.
    pub fn edge(&mut self, from: BlockId, to: BlockId) {
        self.coroutine.connect(from, to, EdgeKind::Normal);
    }

    /// A suspend point at the end of `from`; the paths out of it lead to the given blocks.
    pub fn suspend(
        &mut self,
        from: BlockId,
        suspended: BlockId,
        resumed: BlockId,
        destroyed: BlockId,
    ) -> SuspendId {
        let id = self.coroutine.suspends.push(Suspend {
            save: from,
            leave: from,
            suspended,
            resumed,
            destroyed: Some(destroyed),
            is_final: false,
            state: StateKind::New,
            location: None,
        });
        self.coroutine.connect(from, suspended, EdgeKind::Normal);
        self.coroutine.connect(from, resumed, EdgeKind::Resume(id));
        self.coroutine.connect(from, destroyed, EdgeKind::Destroy(id));
        id
    }

    /// The same in a coroutine with awaits, where the suspension fills the frame that `state` says.
    pub fn suspend_with(
        &mut self,
        from: BlockId,
        suspended: BlockId,
        resumed: BlockId,
        destroyed: BlockId,
        state: StateKind,
    ) -> SuspendId {
        let id = self.suspend(from, suspended, resumed, destroyed);
        self.coroutine.suspends[id].state = state;
        id
    }

    /// A value of `size` bytes, aligned to its size, defined at `offset` in `block`.
    pub fn value(&mut self, block: BlockId, offset: u32, size: u64) -> ValueId {
        let position = self.coroutine.blocks[block].first + offset;
        self.coroutine.values.push(Value {
            block,
            position,
            at_block_start: false,
            class: ValueClass::Data,
            size,
            align: size,
            uses: SmallVec::new(),
            remat_operands: None,
        })
    }

    /// Says that `value` can be computed again from `operands`, which it uses.
    pub fn remat_operands(&mut self, value: ValueId, operands: &[ValueId]) {
        self.coroutine.values[value].remat_operands = Some(operands.to_vec());
        let (block, position) = (self.coroutine.values[value].block, self.coroutine.values[value].position);
        for &operand in operands {
            self.use_at(operand, block, position);
        }
    }

    /// A use of `value` at `offset` in `block`.
    pub fn used(&mut self, value: ValueId, block: BlockId, offset: u32) {
        let position = self.coroutine.blocks[block].first + offset;
        self.use_at(value, block, position);
    }

    fn use_at(&mut self, value: ValueId, block: BlockId, position: Position) {
        use crate::index::Idx;
        let inst = InstId::from_usize(self.instructions as usize);
        self.instructions += 1;
        self.coroutine.values[value].uses.push(UseSite { block, position, inst, operand: 0 });
    }

    /// An alloca of `size` bytes with the given events (block, offset, kind).
    pub fn object(&mut self, name: &str, size: u64, events: &[(BlockId, u32, EventKind)]) -> ObjectId {
        let entry = self.coroutine.entry();
        let value = self.value(entry, 0, 8);
        let events = events.iter().map(|&(block, offset, kind)| Event {
            block,
            position: self.coroutine.blocks[block].first + offset,
            kind,
        });
        let object = Object::new(name.into(), value, size, 8, events.collect());
        let id = self.coroutine.objects.push(object);
        self.coroutine.values[value].class = ValueClass::Address(id);
        id
    }

    /// What was built.
    pub fn finish(self) -> Coroutine {
        self.coroutine
    }
}
