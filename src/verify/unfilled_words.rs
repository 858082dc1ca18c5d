//! Words that a map names before they are filled.
//!
//! Where a collector can see a new state, every word that its map names must hold a pointer or null: it was filled on all
//! paths to there, or the map of the state in which the activation began names it already. A walk forwards over the blocks
//! collects the filled words; where paths merge, those remain that are filled on both. The ramp begins with nothing filled.
//! A clone begins in one of the suspended states; where it switches by the state, each path knows its own.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::ir::{Block, Opcode, Value};

use crate::diag::Violation;
use crate::verify::descriptor::Layout;
use crate::verify::frame_accesses::{Access, AccessKind};
use crate::verify::subject::Subject;

type Words = BTreeSet<u64>;

struct Filling<'a> {
    subject: &'a Subject,
    layout: &'a Layout,
    /// The accesses by instruction.
    accesses: FxHashMap<Value, Access>,
}

/// `in_clone`: the function is a clone, and the frame has begun before.
pub fn check(subject: &Subject, layout: &Layout, accesses: &[Access], in_clone: bool) {
    let by_inst = accesses.iter().map(|access| (access.inst, *access)).collect();
    let filling = Filling { subject, layout, accesses: by_inst };
    // What some suspended state names may be filled; without a switch by the state nothing more is known.
    let begin = if in_clone { layout.tracked.clone() } else { Words::new() };
    let at = filling.walk(begin);
    for block in subject.function.blocks() {
        let Some(words) = at.get(&block) else { continue };
        let mut words = words.clone();
        for inst in block.instructions() {
            if let Some(word) = filling.first_unfilled(inst, &words) {
                let violation = Violation::NamedTooEarly { offset: i64::try_from(word).unwrap_or(i64::MAX) };
                subject.report(Some(inst), violation);
            }
            filling.fill(inst, &mut words);
        }
    }
}

impl Filling<'_> {
    /// The filled words where each reached block begins.
    fn walk(&self, begin: Words) -> FxHashMap<Block, Words> {
        let entry = self.subject.function.entry();
        let mut at = FxHashMap::from_iter([(entry, begin)]);
        let mut work = vec![entry];
        while let Some(block) = work.pop() {
            let mut words = at.get(&block).cloned().unwrap_or_default();
            block.instructions().for_each(|inst| self.fill(inst, &mut words));
            for next in block.successors() {
                let state = self.state_on_edge(block, next).and_then(|s| self.layout.maps.get(s));
                // Only the words of that state's map count: no clone fills others before it switches by the state.
                let arriving = state.unwrap_or(&words);
                let merged = match at.get(&next) {
                    Some(known) => known.intersection(arriving).copied().collect(),
                    None => arriving.clone(),
                };
                if at.get(&next) != Some(&merged) {
                    at.insert(next, merged);
                    work.push(next);
                }
            }
        }
        at
    }

    /// The state that control has on the path from `block` to `next`, by a switch over the state.
    fn state_on_edge(&self, block: Block, next: Block) -> Option<usize> {
        let switch = block.terminator().filter(|t| t.is_opcode(Opcode::LLVMSwitch))?;
        let state = self.accesses.get(&switch.argument(0))?;
        let is_state = state.kind == AccessKind::Load && self.is_at(state, self.layout.state.0);
        if !is_state || switch.successor(0) == next {
            return None;
        }
        let mut cases = switch.switch_cases().into_iter().filter(|(_, target)| *target == next);
        let (value, _) = cases.next()?;
        cases.next().is_none().then(|| value.const_int())?.and_then(|state| usize::try_from(state).ok())
    }

    fn is_at(&self, access: &Access, offset: u64) -> bool {
        access.offset.and_then(|o| u64::try_from(o).ok()) == Some(offset)
    }

    /// The words that `inst` fills.
    fn fill(&self, inst: Value, words: &mut Words) {
        let Some(access) = self.accesses.get(&inst) else { return self.copy(inst, words) };
        let size = match access.kind {
            AccessKind::Store(value) => {
                value.ty().has_fixed_size().then(|| self.subject.layout.store_size(value.ty()))
            }
            AccessKind::Set(_, length) => length,
            AccessKind::Load => return,
        };
        match access.offset.and_then(|o| u64::try_from(o).ok()).zip(size) {
            Some((offset, size)) => self.fill_range(offset, size, words),
            // The offset is not constant: all tracked words are taken as filled.
            None => words.extend(&self.layout.tracked),
        }
    }

    /// A call may fill what it gets the address of (a copy from the stack, a constructor).
    fn copy(&self, inst: Value, words: &mut Words) {
        let is_foreign = inst.is_any_call() && !inst.called_function().is_some_and(|f| f.is_intrinsic());
        let is_copy = inst.called_function().is_some_and(|f| f.name_bytes().starts_with(b"llvm.mem"));
        if is_copy || (is_foreign && inst.operands().any(|o| self.is_inside(o))) {
            words.extend(&self.layout.tracked);
        }
    }

    /// Whether a value is an address after the header of a frame.
    fn is_inside(&self, value: Value) -> bool {
        value.is_opcode(Opcode::LLVMGetElementPtr) && value.ty().address_space() == Some(0)
    }

    fn fill_range(&self, offset: u64, size: u64, words: &mut Words) {
        let end = offset.saturating_add(size);
        let inside = self.layout.tracked.range(offset..end);
        words.extend(inside.filter(|&&word| word + self.layout.pointer_size <= end));
    }

    /// The first word that a change of state names and that is not filled.
    fn first_unfilled(&self, inst: Value, words: &Words) -> Option<u64> {
        let access = self.accesses.get(&inst).filter(|access| self.is_at(access, self.layout.state.0))?;
        let AccessKind::Store(value) = access.kind else { return None };
        let state = usize::try_from(value.const_int()?).ok()?;
        let named = self.layout.maps.get(state)?;
        named.difference(&self.filled_until_seen(inst, words.clone())).next().copied()
    }

    /// What is filled where a collector can see the state that `inst` sets: at the next call, or where paths branch.
    fn filled_until_seen(&self, inst: Value, mut words: Words) -> Words {
        let mut blocks = vec![inst.block()];
        let mut cursor = inst.next();
        while let Some(next) = cursor {
            let is_intrinsic = next.called_function().is_some_and(|f| f.is_intrinsic());
            if next.is_any_call() && !is_intrinsic {
                break;
            }
            self.fill(next, &mut words);
            cursor = if next.is_terminator() { only_successor(next, &mut blocks) } else { next.next() };
        }
        words
    }
}

/// Where control goes on for certain, unless it has been there.
fn only_successor(terminator: Value, seen: &mut Vec<Block>) -> Option<Value> {
    let successors: Vec<Block> = terminator.successors().collect();
    let [only] = successors.as_slice() else { return None };
    if seen.contains(only) {
        return None;
    }
    seen.push(*only);
    only.first()
}
