//! One coroutine as plain data, whatever dialect it was written in.
//!
//! In comes nothing of LLVM; out go the graph, values, memory objects and suspend points that the analysis, the layout
//! and the emission share. The plugin builds it from IR, tests build it by hand (`model_builder`).
//!
//! A suspend point is a pair of places: the block that ends where the state is *saved* (`llvm.coro.save`), and the
//! block that ends where control *leaves* (`llvm.coro.suspend`). What happens there are edges: a normal edge on which
//! the activation goes back to its caller, and one [`EdgeKind::Resume`] and [`EdgeKind::Destroy`] edge on which a
//! later activation goes on. A value that is live on one of the latter has to be in the frame.

use smallvec::SmallVec;

use crate::define_index;
use crate::index::IndexVec;
use crate::walk::Walk;

define_index!(
    /// A basic block.
    BlockId
);
define_index!(
    /// An SSA value: an argument or the result of an instruction.
    ValueId
);
define_index!(
    /// An instruction.
    InstId
);
define_index!(
    /// A suspend point.
    SuspendId
);
define_index!(
    /// A piece of stack memory: an alloca.
    ObjectId
);

/// The linear number of an instruction: all of a block are consecutive, blocks follow each other.
pub type Position = u32;

/// A coroutine, as the stages after reading see it.
#[derive(Clone, Debug, Default)]
pub struct Coroutine {
    /// The function's name.
    pub name: String,
    /// The graph; the first is the entry.
    pub blocks: IndexVec<BlockId, Block>,
    /// The arguments and the results of instructions.
    pub values: IndexVec<ValueId, Value>,
    /// The allocas.
    pub objects: IndexVec<ObjectId, Object>,
    /// The suspend points, the final ones last.
    pub suspends: IndexVec<SuspendId, Suspend>,
    /// The alloca that callers reach through the handle, at a fixed place of the frame.
    pub promise: Option<ObjectId>,
    /// Size of a code or data pointer of address space 0, in bytes.
    pub pointer_bytes: u64,
    /// For the sake of debuggers (`optnone`) values keep places of their own, variables keep theirs as long as they are
    /// in scope, and nothing is recomputed.
    pub keep_for_debugger: bool,
    /// Each suspension makes a frame of its own, which later ones do not change; a function of its own goes on from it.
    pub lowering: Lowering,
    /// An exception may leave the coroutine's body for good (`llvm.coro.end(…, i1 true)`).
    pub ends_by_unwinding: bool,
    /// The states that awaits are given.
    pub given_states: GivenStates,
}

/// The states that the awaits of a coroutine are given ([`StateKind::Given`]), as values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenStates {
    /// The operands of the awaits, and all that they are chosen from by phis and selects, in no particular order. The frame of a
    /// continuation is among them, where that is a state.
    pub values: Vec<ValueId>,
    /// Those of `values` that are new states where they are defined: neither a choice, nor the frame of a continuation.
    pub made: Vec<ValueId>,
}

/// How a coroutine is split.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lowering {
    /// One frame serves all suspensions, and a number in it says which one (`llvm.coro.*`, switch-resumed).
    #[default]
    Switch,
    /// Each suspension fills a frame of its own, and a function of its own goes on from it (`gc.coro.await`).
    Await,
}

impl Lowering {
    /// Whether each suspension has a frame of its own.
    #[inline]
    pub fn is_await(self) -> bool {
        self == Lowering::Await
    }
}

/// A basic block: its instructions are numbered `first..=last`.
#[derive(Clone, Debug)]
pub struct Block {
    /// The number of its first instruction.
    pub first: Position,
    /// The number of its terminator.
    pub last: Position,
    /// An exception leads here, or nothing leads on: control rarely comes.
    pub is_unlikely: bool,
    /// Code can be put where it begins, where it ends, and between it and each of its successors.
    pub takes_code: bool,
    /// No instruction can stand before its terminator but phis (`catchswitch`).
    pub has_only_phis: bool,
    /// Where control goes.
    pub successors: Edges,
    /// Where control comes from.
    pub predecessors: Edges,
}

/// A control-flow edge, stored at one of its blocks: `block` is the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The block at the other end.
    pub block: BlockId,
    /// When control takes the edge.
    pub kind: EdgeKind,
}

/// When control takes an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeKind {
    /// Within one activation.
    Normal,
    /// Within the first activation (the ramp) only: after `llvm.coro.end`.
    RampOnly,
    /// From a suspension into the activation that resumes it.
    Resume(SuspendId),
    /// From a suspension into the activation that destroys the coroutine.
    Destroy(SuspendId),
}

/// Most blocks have one or two on either side.
pub type Edges = SmallVec<[Edge; 2]>;

impl EdgeKind {
    /// Whether the two ends of the edge run in different activations.
    #[inline]
    pub fn is_suspension(self) -> bool {
        matches!(self, EdgeKind::Resume(_) | EdgeKind::Destroy(_))
    }

    /// Whether the first activation (the ramp) takes the edge.
    #[inline]
    pub fn is_in_ramp(self) -> bool {
        !self.is_suspension()
    }

    /// Whether a resumed or destroying activation takes the edge.
    #[inline]
    pub fn is_in_clones(self) -> bool {
        self == EdgeKind::Normal
    }
}

/// An SSA value.
#[derive(Clone, Debug)]
pub struct Value {
    /// The block of its definition.
    pub block: BlockId,
    /// Where it is defined; an argument at the first position of the entry.
    pub position: Position,
    /// Whether it is there from the block's beginning (an argument or a phi).
    pub at_block_start: bool,
    /// What may be done with it across a suspension.
    pub class: ValueClass,
    /// Bytes that a slot for it needs.
    pub size: u64,
    /// Alignment of a slot in bytes.
    pub align: u64,
    /// The operands that use it.
    pub uses: SmallVec<[UseSite; 2]>,
    /// The values that its instruction needs, where running it again gives the same value.
    pub remat_operands: Option<Vec<ValueId>>,
}

/// What may be done with a value across a suspension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueClass {
    /// It can be stored in a slot.
    Data,
    /// A pointer to the beginning of a collected object, or a vector of such: its slot is in the pointer area.
    Tracked,
    /// No frame may hold it; it is rematerialised from values that a frame may hold.
    Unstorable(Unstorable),
    /// The thread pointer (of the running thread or task): each activation gets it again.
    ThreadPointer,
    /// A region that keeps its operands reachable for the collector: it is closed at a suspension and opened again after it.
    Region,
    /// Every activation has it without a slot: the handle, the frame's size.
    Constant,
    /// The address of a memory object: it is the frame's or a fresh one of each activation.
    Address(ObjectId),
    /// A constant distance from the address of an object.
    AddressOffset(ObjectId),
    /// A token: no memory can hold it.
    Token,
    /// Its size is not known at compile time.
    Unsized,
}

/// Why no frame may hold a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unstorable {
    /// A pointer into an object: the collector would not know which.
    Derived,
    /// The plain address of an object's memory: the object may move.
    RawAddress,
    /// It belongs to the thread or task that ran before the suspension.
    OfThread,
    /// A struct or array with managed pointers.
    Aggregate,
    /// The address of a variable of which each activation has its own, in a number, a struct or a vector.
    LocalAddress,
}

impl ValueClass {
    /// Whether the choice between storing and computing again is about it.
    #[inline]
    pub fn is_chosen(self) -> bool {
        matches!(
            self,
            ValueClass::Data | ValueClass::Tracked | ValueClass::Unstorable(_) | ValueClass::Region
        )
    }

    /// Whether a slot of the frame can hold it.
    #[inline]
    pub fn is_storable(self) -> bool {
        matches!(self, ValueClass::Data | ValueClass::Tracked)
    }
}

/// One operand that uses a value. The use of a phi is at the end of the incoming block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UseSite {
    /// The block of the use.
    pub block: BlockId,
    /// The number of the instruction, or of the incoming block's terminator.
    pub position: Position,
    /// The instruction that uses the value.
    pub inst: InstId,
    /// The number of its operand.
    pub operand: u32,
}

/// A suspend point.
#[derive(Clone, Debug)]
pub struct Suspend {
    /// The block that ends where the coroutine must be ready to be resumed.
    pub save: BlockId,
    /// The block that ends where control goes back to the caller or resumer.
    pub leave: BlockId,
    /// Where this activation goes on (its exit path).
    pub suspended: BlockId,
    /// Where a resuming activation begins.
    pub resumed: BlockId,
    /// Where a destroying activation begins, if one can.
    pub destroyed: Option<BlockId>,
    /// The coroutine is done here: it can be destroyed but not resumed.
    pub is_final: bool,
    /// Which frame the suspension of a coroutine with awaits fills.
    pub state: StateKind,
    /// `file:line:column`, under `-g`.
    pub location: Option<String>,
}

/// Which frame a suspension of a coroutine with awaits fills. One of another coroutine fills the one frame that there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StateKind {
    /// A frame that it makes.
    #[default]
    New,
    /// One that the program gives it.
    Given,
    /// None: nothing may be captured, and the handle is a constant.
    Constant,
}

/// A piece of stack memory.
#[derive(Clone, Debug)]
pub struct Object {
    /// The name of the alloca in the IR.
    pub name: String,
    /// Its address.
    pub value: ValueId,
    /// In bytes.
    pub size: u64,
    /// In bytes, a power of two.
    pub align: u64,
    /// What happens to it, in no particular order.
    pub events: Vec<Event>,
    /// Addresses of it that cannot be made again from the object alone: phis, selects, variable offsets.
    pub aliases: Vec<ValueId>,
    /// The frontend says that it never belongs in a frame (`!coro.outside.frame`).
    pub outside_frame: bool,
    /// Its size or number is only known at run time.
    pub dynamic: bool,
    /// Offsets in bytes of the tracked pointers in it, sorted.
    pub tracked_words: Vec<u64>,
    /// It is memory for the frame of another coroutine, in which a collector finds pointers. Its one tracked word is the second word
    /// of that frame: null if there is none, else what leads to the descriptor.
    pub holds_frame: bool,
    /// Some lifetime marker is not known to stand for all of it, and for it alone: `events` has accesses instead of markers.
    pub has_unclear_markers: bool,
    /// It has managed pointers that no map can name: derived, not at a whole word, or at an unknown place.
    pub is_unmappable: bool,
    /// Values that its address is hidden in: numbers, structs, vectors.
    pub disguised: Vec<ValueId>,
    /// The instructions that store its address.
    pub stored_at: Vec<InstId>,
}

impl Object {
    /// An alloca of `size` bytes with these events, and nothing else to say of it.
    pub fn new(name: String, value: ValueId, size: u64, align: u64, events: Vec<Event>) -> Self {
        Object {
            name,
            value,
            size,
            align,
            events,
            aliases: Vec::new(),
            outside_frame: false,
            dynamic: false,
            tracked_words: Vec::new(),
            holds_frame: false,
            has_unclear_markers: false,
            is_unmappable: false,
            disguised: Vec::new(),
            stored_at: Vec::new(),
        }
    }

    /// Whether its address may be known outside of the uses in `events`.
    #[inline]
    pub fn escapes(&self) -> bool {
        self.events.iter().any(|e| e.kind == EventKind::Escape)
    }

    /// Whether lifetime markers say where it has content.
    #[inline]
    pub fn has_markers(&self) -> bool {
        self.events.iter().any(|e| e.kind == EventKind::Start)
    }
}

/// Something that happens to a memory object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The block in which it happens.
    pub block: BlockId,
    /// The number of the instruction that does it.
    pub position: Position,
    /// What happens.
    pub kind: EventKind,
}

/// What happens to a memory object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// `llvm.lifetime.start`: the content before is gone.
    Start,
    /// `llvm.lifetime.end`: the content is gone.
    End,
    /// The content may be read or written, by this instruction only.
    Access,
    /// The content may be read or written, and from now on by others too: the address becomes known to them.
    Escape,
    /// All of the content is written, none is read.
    Overwrite,
}

impl Coroutine {
    /// Adds an edge at both of its ends.
    #[inline]
    pub fn connect(&mut self, from: BlockId, to: BlockId, kind: EdgeKind) {
        self.blocks[from].successors.push(Edge { block: to, kind });
        self.blocks[to].predecessors.push(Edge { block: from, kind });
    }

    /// The blocks that a resuming activation begins with, by suspend point.
    #[inline]
    pub fn resume_entries(&self) -> impl Iterator<Item = (SuspendId, BlockId)> {
        self.suspension_targets(|k| matches!(k, EdgeKind::Resume(_)))
    }

    /// The blocks that a destroying activation begins with, by suspend point.
    #[inline]
    pub fn destroy_entries(&self) -> impl Iterator<Item = (SuspendId, BlockId)> {
        self.suspension_targets(|k| matches!(k, EdgeKind::Destroy(_)))
    }

    fn suspension_targets(
        &self,
        wanted: impl Fn(EdgeKind) -> bool,
    ) -> impl Iterator<Item = (SuspendId, BlockId)> {
        self.suspends.iter().filter_map(move |(id, suspend)| {
            let edge = self.blocks[suspend.leave].successors.iter().find(|e| wanted(e.kind))?;
            Some((id, edge.block))
        })
    }

    /// The blocks that some resumed or destroying activation runs.
    #[inline]
    pub fn in_clones(&self) -> IndexVec<BlockId, bool> {
        let entries = self.resume_entries().chain(self.destroy_entries());
        self.reachable_in_clone(entries.map(|(_, block)| block))
    }

    /// Whether code can stand directly after the definition of a value.
    #[inline]
    pub fn takes_code_after(&self, id: ValueId) -> bool {
        let value = &self.values[id];
        !value.at_block_start || self.blocks[value.block].takes_code
    }

    /// Whether the clones may read and write the frame elsewhere than the source says: no debugger looks at the code, and the
    /// frame stays where it is.
    #[inline]
    pub fn is_free_in_order(&self) -> bool {
        !self.lowering.is_await() && !self.keep_for_debugger
    }

    /// The blocks that an activation reaches from `entries`, as a flag per block.
    #[inline]
    pub fn reachable_in_clone(&self, entries: impl IntoIterator<Item = BlockId>) -> IndexVec<BlockId, bool> {
        self.reachable_in_clone_before(entries, None)
    }

    /// The same, without what is reached through `last` only.
    pub fn reachable_in_clone_before(
        &self,
        entries: impl IntoIterator<Item = BlockId>,
        last: Option<BlockId>,
    ) -> IndexVec<BlockId, bool> {
        let reached: IndexVec<BlockId, bool> = IndexVec::filled(self.blocks.len(), false);
        let walk = Walk::new(reached, entries, |block, work: &mut Vec<BlockId>| {
            if Some(block) != last {
                let edges = &self.blocks[block].successors;
                work.extend(edges.iter().filter(|e| e.kind.is_in_clones()).map(|e| e.block));
            }
        });
        walk.finish()
    }

    /// The suspension whose save each block ends in.
    pub fn saves(&self) -> IndexVec<BlockId, Option<SuspendId>> {
        let mut saves = IndexVec::filled(self.blocks.len(), None);
        self.suspends.iter().for_each(|(id, suspend)| saves[suspend.save] = Some(id));
        saves
    }

    /// The block with the instruction at `position`, if there is one.
    #[inline]
    pub fn block_at(&self, position: Position) -> Option<BlockId> {
        use crate::index::Idx;
        let block = BlockId::from_usize(self.blocks.partition_point(|block| block.last < position));
        self.blocks.get(block).map(|_| block)
    }

    /// Where the function begins.
    #[inline]
    pub fn entry(&self) -> BlockId {
        use crate::index::Idx;
        BlockId::from_usize(0)
    }

    /// Whether a value is an argument of the function: the entry has no phis.
    #[inline]
    pub fn is_argument(&self, id: ValueId) -> bool {
        let value = &self.values[id];
        value.at_block_start && value.block == self.entry()
    }
}
