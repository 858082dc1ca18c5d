//! Which variables have a value at each instruction.
//!
//! * In: a [`Code`].
//! * Out: [`Bound`]: for each instruction the slots that certainly have a value before it, and those that may have one.
//!
//! Two forward dataflow problems over instructions. Where paths meet, a slot certainly has a value only if it has on all of them, and
//! may have one if it has on any.

use std::collections::{BTreeMap, VecDeque};

use crate::bytecode::{Code, Op, Target};

/// A set of slots.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Slots(Vec<u64>);

impl Slots {
    fn contains(&self, slot: u32) -> bool {
        self.0[slot as usize / 64] >> (slot % 64) & 1 != 0
    }

    fn set(&mut self, slot: u32, is_bound: bool) {
        let bit = 1 << (slot % 64);
        let word = &mut self.0[slot as usize / 64];
        *word = if is_bound { *word | bit } else { *word & !bit };
    }

    /// Keeps what is in both, or in any of the two. Whether that is another set than before.
    fn meet(&mut self, other: &Slots, question: Question) -> bool {
        let mut changed = false;
        for (mine, other) in self.0.iter_mut().zip(&other.0) {
            let met = if question == Question::Certain { *mine & other } else { *mine | other };
            changed |= met != *mine;
            *mine = met;
        }
        changed
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Question {
    Certain,
    Possible,
}

/// The answers, by the index of an instruction. Instructions that are not reached have none.
pub struct Bound {
    certain: Vec<Option<Slots>>,
    possible: Vec<Option<Slots>>,
}

impl Bound {
    /// Whether a slot certainly has a value before an instruction.
    pub fn holds(&self, instr: usize, slot: u32) -> bool {
        self.certain[instr].as_ref().is_some_and(|slots| slots.contains(slot))
    }

    /// Whether a slot may have a value before an instruction.
    pub fn may_hold(&self, instr: usize, slot: u32) -> bool {
        self.possible[instr].as_ref().is_none_or(|slots| slots.contains(slot))
    }
}

/// Where control goes after an operation, besides the next instruction.
pub fn target_of(op: Op) -> Option<Target> {
    match op {
        Op::Jump(target)
        | Op::JumpBack(target)
        | Op::PopJumpIf(_, target)
        | Op::JumpIfOrPop(_, target)
        | Op::ForIter(target)
        | Op::Send(target) => Some(target),
        _ => None,
    }
}

fn falls_through(op: Op) -> bool {
    !matches!(
        op,
        Op::Jump(_)
            | Op::JumpBack(_)
            | Op::Send(_)
            | Op::Return
            | Op::ReturnConstant(_)
            | Op::Reraise
            | Op::Raise(_)
    )
}

fn apply(op: Op, slots: &mut Slots) {
    match op {
        Op::StoreFast(slot) | Op::MakeCell(slot) => slots.set(slot, true),
        Op::DeleteFast(slot) | Op::LoadFastAndClear(slot) => slots.set(slot, false),
        _ => {}
    }
}

/// Solves both.
pub fn bound(code: &Code) -> Bound {
    Bound { certain: solve(code, Question::Certain), possible: solve(code, Question::Possible) }
}

/// The slots that have a value when the function begins.
fn first_slots(code: &Code) -> Slots {
    let mut first = Slots(vec![0; code.slots / 64 + 1]);
    (0..code.arguments as u32).for_each(|slot| first.set(slot, true));
    let free = (code.slots - code.free_variables) as u32..code.slots as u32;
    free.for_each(|slot| first.set(slot, true));
    first
}

/// What a comprehension puts back afterwards may be nothing.
fn cleared_slots(code: &Code) -> Vec<u32> {
    let cleared = code.instrs.iter().filter_map(|instr| match instr.op {
        Op::LoadFastAndClear(slot) => Some(slot),
        _ => None,
    });
    cleared.collect()
}

fn solve(code: &Code, question: Question) -> Vec<Option<Slots>> {
    let index: BTreeMap<u32, usize> =
        code.instrs.iter().enumerate().rev().map(|(at, instr)| (instr.offset, at)).collect();
    let cleared = if question == Question::Certain { cleared_slots(code) } else { Vec::new() };
    let mut states: Vec<Option<Slots>> = vec![None; code.instrs.len()];
    let mut waiting = VecDeque::new();
    if let Some(state) = states.first_mut() {
        *state = Some(first_slots(code));
        waiting.push_back(0);
    }
    while let Some(at) = waiting.pop_front() {
        let Some(before) = states[at].clone() else { continue };
        let instr = code.instrs[at];
        let mut after = before.clone();
        apply(instr.op, &mut after);
        cleared.iter().for_each(|slot| after.set(*slot, false));
        let mut next: Vec<(usize, &Slots)> = Vec::new();
        if falls_through(instr.op) && at + 1 < states.len() {
            next.push((at + 1, &after));
        }
        next.extend(target_of(instr.op).and_then(|target| index.get(&target)).map(|at| (*at, &after)));
        let handler = code.handlers.iter().find(|h| h.begin <= instr.offset && instr.offset < h.end);
        if let Some(handler) = handler.and_then(|h| index.get(&h.target)) {
            next.push((*handler, &before));
            next.push((*handler, &after));
        }
        for (to, slots) in next {
            let changed = match &mut states[to] {
                Some(known) => known.meet(slots, question),
                unknown => {
                    *unknown = Some(slots.clone());
                    true
                }
            };
            if changed {
                waiting.push_back(to);
            }
        }
    }
    states
}
