//! A suspend point in canonical form, and what the await dialect says of it.

use gc_coro_core::model::StateKind;

use crate::ir::{Block, Value};

/// A suspend point in canonical form.
#[derive(Debug)]
pub struct SuspendPoint {
    pub suspend: Value,
    /// The `llvm.coro.save`, if there is one.
    pub save: Option<Value>,
    /// The block that ends where the state is saved.
    pub save_block: Block,
    pub suspended: Block,
    pub resumed: Block,
    /// Where a destroying activation begins; a continuation of the await dialect has none.
    pub destroyed: Option<Block>,
    pub is_final: bool,
    /// An exception leaves the coroutine after it: the end of that has nothing to store any more.
    pub unwinds: bool,
}

/// One await in canonical form.
#[derive(Clone, Debug)]
pub struct Await {
    /// [`ONE_SHOT`], [`NO_STATE`]
    pub flags: u64,
    /// Stands for the making of a frame: its operand is the state to be used again (null for a new one), its result the
    /// handle.
    pub make: Value,
    /// Stand for what the continuation is called with.
    pub arguments: Vec<Value>,
    /// Stands for the frame that the continuation is called with, where that is a state that was given.
    pub frame: Option<Value>,
}

impl Await {
    /// Which frame it fills.
    pub fn state_kind(&self) -> StateKind {
        if self.flags & NO_STATE != 0 {
            StateKind::Constant
        } else if self.make.argument(0).is_null() {
            StateKind::New
        } else {
            StateKind::Given
        }
    }
}

/// A continuation may run once only.
pub const ONE_SHOT: u64 = 1;

/// Nothing may be captured; the handle is a constant.
pub const NO_STATE: u64 = 2;
