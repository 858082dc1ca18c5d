//! A caller as a program over handles.

use crate::define_index;
use crate::index::IndexVec;

define_index! {
    /// A block of a handle program.
    HandleBlockId
}
define_index! {
    /// What holds a value: an SSA register, or a word of memory that only the caller writes (a *slot*).
    CellId
}
define_index! {
    /// A place of the caller that uses a handle.
    SiteId
}

/// What is known of the content of a cell.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// The address of the child's frame plus so many bytes. At distance 0 it is the child's handle.
    Child(i64),
    /// Null, or the number 0.
    Zero,
    /// Not zero. It may be the child.
    NonZero,
    /// Not zero and not an address in the child's frame.
    Other,
    /// Anything.
    Unknown,
}

/// Where a cell gets its value from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operand {
    /// Another cell, plus a number of bytes.
    Cell(CellId, i64),
    /// What is known.
    Known(Value),
}

/// What a caller does.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Step {
    /// The child exists from here on; the cell holds its handle.
    Create(CellId),
    /// The cell gets a value.
    Set(CellId, Operand),
    /// The cell gets one of two values. If `zero_test` is there, the first one if that cell is zero, else the second.
    Choose {
        /// The cell.
        to: CellId,
        /// What decides.
        zero_test: Option<CellId>,
        /// The values.
        from: [Operand; 2],
    },
    /// The coroutine with this handle is destroyed, if the handle is not null.
    Destroy {
        /// Where this is.
        site: SiteId,
        /// The handle.
        handle: Operand,
        /// Whether the memory of the frame is freed here, whatever the frame's header says.
        frees: bool,
    },
    /// A use of a handle that would be another one if the handle were known.
    Observe {
        /// Where this is.
        site: SiteId,
        /// The handle.
        handle: Operand,
    },
    /// An exception may leave the caller here.
    MayUnwind {
        /// None does if this handle is the child's: its functions throw nothing.
        unless: Option<Operand>,
    },
    /// The caller's frame ends here.
    End,
}

/// A step at its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Placed {
    /// A position in the block that rises from step to step.
    pub at: u32,
    /// The step.
    pub step: Step,
}

/// An edge from a block to another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edge {
    /// The other block.
    pub to: HandleBlockId,
    /// The cells that get values on the edge, all at once.
    pub sets: Vec<(CellId, Operand)>,
}

impl Edge {
    /// An edge that sets nothing.
    pub fn plain(to: HandleBlockId) -> Self {
        Edge { to, sets: Vec::new() }
    }
}

/// The end of a block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Terminator {
    /// Goes on along one of the edges. Without edges control goes nowhere: the caller has ended, or this is never reached.
    Any(Vec<Edge>),
    /// Goes on along the first edge if the cell is zero, else along the second.
    ZeroTest(CellId, Box<[Edge; 2]>),
}

impl Terminator {
    /// The edges.
    pub fn edges(&self) -> &[Edge] {
        match self {
            Terminator::Any(edges) => edges,
            Terminator::ZeroTest(_, edges) => &edges[..],
        }
    }
}

/// A block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// In order.
    pub steps: Vec<Placed>,
    /// What comes then.
    pub terminator: Terminator,
}

/// What a caller does with the handle of one child. Control begins in block 0, with nothing known.
#[derive(Clone, Debug, Default)]
pub struct HandleProgram {
    /// The blocks.
    pub blocks: IndexVec<HandleBlockId, Block>,
    /// The number of cells.
    pub cells: usize,
    /// The number of sites.
    pub sites: usize,
    /// Bytes of the child's frame: an address in it is not null.
    pub child_bytes: u64,
}
