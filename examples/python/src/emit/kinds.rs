//! Which variables are kept as machine numbers.
//!
//! Such a variable is a pair: a reference, and an `i64` or a `double`. Null in the reference says that the number is the value. Any
//! other object is in the reference, so nothing has to be guessed right: a sum that overflows, or an argument that is no number,
//! goes on as an object in the same code.
//!
//! The kinds are found by translating the function several times, each time with what was stored to the variables the time before.

use crate::bytecode::{Code, Op};
use crate::flow::Bound;

/// How a variable is kept.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    Object,
    Int,
    Float,
    /// NumPy's `float64`: it computes as a float, and is another object.
    Scalar,
    /// Of an argument only: a buffer of these.
    Scalars,
}

impl Kind {
    /// The kind of a variable to which both are stored. An int that is stored to a variable of floats is an object in it.
    pub fn join(self, other: Kind) -> Kind {
        match (self, other) {
            (a, b) if a == b => a,
            (Kind::Int, Kind::Float) | (Kind::Float, Kind::Int) => Kind::Float,
            (Kind::Int | Kind::Float, Kind::Scalar) | (Kind::Scalar, Kind::Int | Kind::Float) => Kind::Scalar,
            _ => Kind::Object,
        }
    }
}

/// The arguments that are pinned buffers, by the kind of their elements; `Kind::Object` for the others. Such a variable is never stored to.
pub fn buffers(code: &Code, first: &[Kind]) -> Vec<Kind> {
    let mut pinned = vec![Kind::Object; code.slots];
    for (slot, _) in
        first.iter().enumerate().filter(|(slot, kind)| **kind == Kind::Scalars && *slot < code.arguments)
    {
        let changes = code.instrs.iter().any(|instr| match instr.op {
            Op::StoreFast(s) | Op::MakeCell(s) | Op::DeleteFast(s) | Op::LoadFastAndClear(s) => {
                s as usize == slot
            }
            _ => false,
        });
        if !changes {
            pinned[slot] = Kind::Scalar;
        }
    }
    pinned
}

/// The variables that could be numbers: computed with, never in a cell, never without a value where they are loaded.
pub fn candidates(code: &Code, bound: &Bound) -> Vec<bool> {
    let mut can = vec![false; code.slots];
    for (at, instr) in code.instrs.iter().enumerate() {
        if let Op::LoadFast { slot, .. } = instr.op {
            let following = code.instrs.iter().skip(at + 1).take(3);
            can[slot as usize] |= following
                .map(|next| next.op)
                .any(|op| matches!(op, Op::Binary(_) | Op::Compare(_) | Op::Subscript));
        }
    }
    for (at, instr) in code.instrs.iter().enumerate() {
        match instr.op {
            Op::LoadFast { slot, .. } if !bound.holds(at, slot) => can[slot as usize] = false,
            Op::MakeCell(slot)
            | Op::DeleteFast(slot)
            | Op::LoadFastAndClear(slot)
            | Op::LoadDeref(slot)
            | Op::StoreDeref(slot)
            | Op::DeleteDeref(slot) => can[slot as usize] = false,
            _ => {}
        }
    }
    can[code.slots - code.free_variables..].fill(false);
    can
}
