//! The spill plan as data: what the ramp and each clone store, reload, rematerialise and join, and where.

use crate::analysis::Analysis;
use crate::define_index;
use crate::index::IndexVec;
use crate::layout::{Frame, Frames};
use crate::model::{BlockId, Coroutine, InstId, ObjectId, Position, StateKind, SuspendId, UseSite, ValueId};
use crate::sets::index_set::IndexSet;
use crate::spill::shared_code::{BodyId, SharedBody};
use crate::spill::state_stores::KeptState;

define_index!(
    /// A copy of a value that a clone makes where it does not use its own definition.
    RegisterId
);

/// The inputs of a plan.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// The coroutine.
    pub coroutine: &'a Coroutine,
    /// What is live where, and what is rematerialised.
    pub analysis: &'a Analysis,
    /// Where the slots are.
    pub frames: &'a Frames,
    /// The continuations that share code.
    pub shared: &'a IndexVec<BodyId, SharedBody>,
    /// Where `llvm.coro.begin` stands: before it there is no frame.
    pub begin: (BlockId, Position),
    /// The function has a collector: between two points of a clone an address may become another one.
    pub is_managed: bool,
    /// What may move from the ramp to the resume clone.
    pub moves: MoveFacts<'a>,
    /// A broken invariant, for tests that have to notice: tracked values are stored at their definitions.
    pub stores_too_early: bool,
}

/// Facts about moving blocks out of the ramp that the model does not have.
#[derive(Clone, Copy)]
pub struct MoveFacts<'a> {
    /// Nothing in the function forbids it. (Copies have debug scopes of their own, and a tail call ends its block.)
    pub is_allowed: bool,
    /// The blocks that must be the ramp's: they ask whether memory is to be allocated.
    pub ramp_only: &'a [BlockId],
    /// The values that the clones may not have across a suspension: they ask what memory is to be freed.
    pub frees: &'a [ValueId],
    /// Whether the address of a block is taken.
    pub is_addressed: &'a dyn Fn(BlockId) -> bool,
}

impl<'a> Inputs<'a> {
    /// For a coroutine that was built by hand: the frame exists from the beginning, and each block may move.
    pub fn without_ir(coroutine: &'a Coroutine, analysis: &'a Analysis, frames: &'a Frames) -> Self {
        let moves =
            MoveFacts { is_allowed: true, ramp_only: &[], frees: &[], is_addressed: &|_: BlockId| false };
        let begin = (coroutine.entry(), 0);
        let shared = const { &IndexVec::EMPTY };
        Inputs {
            coroutine,
            analysis,
            frames,
            shared,
            begin,
            is_managed: false,
            moves,
            stores_too_early: false,
        }
    }

    /// The frame that clone `kind` reads.
    pub fn frame(&self, kind: CloneKind) -> &'a Frame {
        match kind {
            CloneKind::Continuation(id) => &self.frames.each[id],
            CloneKind::Shared(body) => &self.shared[body].locals,
            _ => &self.frames.whole,
        }
    }

    /// Where the activations of clone `kind` begin: after which suspension, and in which block.
    pub fn entries(&self, kind: CloneKind) -> Vec<(SuspendId, BlockId)> {
        let after = |id| (id, self.coroutine.suspends[id].resumed);
        match kind {
            CloneKind::Resume => self.coroutine.resume_entries().collect(),
            CloneKind::Destroy | CloneKind::Cleanup => self.coroutine.destroy_entries().collect(),
            CloneKind::Continuation(id) => vec![after(id)],
            CloneKind::Shared(body) => self.shared[body].members.iter().copied().map(after).collect(),
        }
    }

    /// The clones of the coroutine, in order.
    pub fn clones(&self) -> Vec<CloneKind> {
        if !self.coroutine.lowering.is_await() {
            return CloneKind::SWITCH.to_vec();
        }
        let mut is_shared = IndexVec::filled(self.coroutine.suspends.len(), false);
        for &id in self.shared.iter().flat_map(|(_, body)| &body.members) {
            is_shared[id] = true;
        }
        let own = self.coroutine.suspends.indices().filter(|id| !is_shared[*id]);
        own.map(CloneKind::Continuation).chain(self.shared.indices().map(CloneKind::Shared)).collect()
    }

    /// Whether the broken invariant takes the stores of a value from its saves. Before `llvm.coro.begin` there is no frame.
    pub(crate) fn is_stored_too_early(&self, value: ValueId) -> bool {
        self.stores_too_early && self.coroutine.values[value].position > self.begin.1
    }

    /// Whether a value is stored at its definition, whatever the plan says: it is defined between a save and its suspension.
    pub(crate) fn is_stored_at_definition(&self, value: ValueId) -> bool {
        let live_range = &self.analysis.live_ranges[value];
        !live_range.made_after_save.is_empty()
            || (self.is_stored_too_early(value) && !live_range.store_at_save.is_empty())
    }
}

/// Which clone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CloneKind {
    /// Goes on after a suspension.
    Resume,
    /// Ends the coroutine and frees its frame.
    Destroy,
    /// Ends the coroutine; the frame belongs to the caller (coro-elide).
    Cleanup,
    /// Goes on after one await.
    Continuation(SuspendId),
    /// Goes on after any of the awaits that share a body.
    Shared(BodyId),
}

impl CloneKind {
    /// Those of a coroutine with one frame, in the order of the array that `llvm.coro.id` refers to.
    pub const SWITCH: [CloneKind; 3] = [CloneKind::Resume, CloneKind::Destroy, CloneKind::Cleanup];

    /// What its name ends with.
    pub fn suffix(self) -> &'static str {
        match self {
            CloneKind::Resume => "resume",
            CloneKind::Destroy => "destroy",
            CloneKind::Cleanup => "cleanup",
            CloneKind::Continuation(_) => "await",
            CloneKind::Shared(_) => "shared",
        }
    }

    /// Whether the frame that the clone reads is one that it may fill again: a state that the program has given.
    pub fn fills_own_frame(self, coroutine: &Coroutine) -> bool {
        matches!(self, CloneKind::Continuation(id) if coroutine.suspends[id].state == StateKind::Given)
    }
}

/// Why there is no plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The region that this token stands for would begin twice in one clone: where the clone begins, and where its own copy of the
    /// token is.
    RegionBeginsTwice(ValueId),
}

/// The plan of a coroutine. It is complete before any IR changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpillPlan {
    /// What the ramp stores.
    pub ramp: RampPlan,
    /// In the order of [`Inputs::clones`].
    pub clones: Vec<ClonePlan>,
}

impl SpillPlan {
    /// The plan of one clone, for a kind that the coroutine has.
    pub fn of(&self, kind: CloneKind) -> &ClonePlan {
        self.clones.iter().find(|clone| clone.kind == kind).expect("each kind has a plan")
    }
}

/// What the ramp does for later activations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RampPlan {
    /// The blocks that it runs.
    pub blocks: IndexVec<BlockId, bool>,
    /// In the order in which they are emitted.
    pub stores: Vec<Store>,
}

/// Something is stored in its slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Store {
    /// Whose slot is written.
    pub value: ValueId,
    /// What is written.
    pub copy: Copy,
    /// Where the store stands.
    pub at: Point,
    /// The suspension whose frame it is stored in, where each has its own.
    pub suspend: Option<SuspendId>,
}

/// Which copy of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copy {
    /// What the function's own definition gives.
    Definition,
    /// A register of the clone.
    Register(RegisterId),
}

/// Where code stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Point {
    /// In the clone's entry, before it branches to where the coroutine was suspended.
    Entry,
    /// After `llvm.coro.begin`, in the ramp.
    Begin,
    /// Before an instruction of a block; that of the last position is a terminator or what it became.
    Before(BlockId, InstId, Position),
    /// Before the terminator of a block.
    End(BlockId),
    /// Directly after the function's own definition of a value.
    Definition(ValueId),
    /// Between two blocks.
    Edge(BlockId, BlockId),
}

impl Point {
    /// The block in which a value that is made here can be used; `None` is the clone's entry.
    pub fn block(self) -> Option<BlockId> {
        match self {
            Point::Before(block, ..) | Point::End(block) => Some(block),
            _ => None,
        }
    }
}

/// A copy of a value in a clone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Register {
    /// Which value it holds.
    pub value: ValueId,
    /// Where that comes from.
    pub from: Contents,
    /// Where it is made.
    pub at: Point,
}

/// Where a copy comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Loaded from the value's slot.
    Slot,
    /// The clone's own definition of it.
    Definition,
    /// What the join register of the value holds.
    Join,
    /// Computed again from copies of its operands, in the order of [`crate::model::Value::remat_operands`].
    Remat(Vec<RegisterId>),
    /// Every activation has it: the address of an object, the frame, the thread pointer.
    Constant,
    /// It has no source. Only a defect of the analysis leads here.
    Nothing,
}

/// One step of a clone's plan. The steps are emitted in their order: of those at one point the first one stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Makes a register.
    Make(RegisterId),
    /// Gives a use its value.
    Use(UseSite, RegisterId),
    /// Finds out in the clone's entry whether the frame is in one of these states.
    FindState(Vec<SuspendId>),
    /// Begins a region again, in the clone's entry. If it is open `in_some_states` only, which the last [`Action::FindState`] has
    /// found out, its operands are null in the others.
    OpenRegion {
        /// The token of the region.
        region: ValueId,
        /// The objects that it keeps reachable.
        operands: Vec<RegisterId>,
        /// Whether the states were asked for in which it is open.
        in_some_states: bool,
    },
    /// Writes the join register of a value.
    Join {
        /// The value.
        value: ValueId,
        /// What is written.
        copy: Copy,
        /// Where.
        at: Point,
    },
    /// Loads a value from its slot and writes it to the join register, at every place where control goes between two blocks.
    JoinSlot {
        /// The value.
        value: ValueId,
        /// Where.
        at: Point,
    },
    /// Stores a value.
    Store(Store),
}

/// What one clone has and does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClonePlan {
    /// Which clone.
    pub kind: CloneKind,
    /// Where its activations begin.
    pub entries: Vec<(SuspendId, BlockId)>,
    /// The blocks that it has.
    pub reached: IndexSet<BlockId>,
    /// The suspensions that it saves for or leaves at.
    pub suspends: Vec<SuspendId>,
    /// The regions that it begins again or has the beginning of, sorted.
    pub regions: Vec<ValueId>,
    /// Those that are the ramp's own, moved here; `None` where all are copies.
    pub moved: Option<IndexVec<BlockId, bool>>,
    /// The objects whose addresses it makes in its entry.
    pub objects: Vec<ObjectId>,
    /// The values that a register joins, sorted.
    pub joins: Vec<ValueId>,
    /// The copies of values that it makes.
    pub registers: IndexVec<RegisterId, Register>,
    /// What it does, in the order in which that is emitted.
    pub actions: Vec<Action>,
    /// The saves that need not store the state, and the entries that store it instead.
    pub kept_states: Vec<KeptState>,
    /// The tracked pointers that a state holds already where it is filled again: the barrier does not name them. Sorted.
    pub kept_words: Vec<KeptWord>,
}

/// A tracked pointer that a state holds already, in the words in which the filling for a suspension stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KeptWord {
    /// The suspension for which the state is filled.
    pub suspend: SuspendId,
    /// The pointer.
    pub value: ValueId,
}

impl ClonePlan {
    /// Whether it has a block that was the ramp's.
    pub fn is_moved(&self, block: BlockId) -> bool {
        self.moved.as_ref().is_some_and(|moved| moved[block])
    }

    /// The values that the state holds already where it is filled for `suspend`.
    pub fn kept_at(&self, suspend: SuspendId) -> impl Iterator<Item = ValueId> {
        self.kept_words.iter().filter(move |kept| kept.suspend == suspend).map(|kept| kept.value)
    }

    /// The saves that find the state stored, sorted.
    pub fn saves_in_state(&self) -> Vec<SuspendId> {
        let mut kept: Vec<SuspendId> = self.kept_states.iter().map(|state| state.suspend).collect();
        kept.sort_unstable();
        kept
    }
}
