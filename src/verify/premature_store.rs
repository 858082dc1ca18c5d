//! Tracked pointers that are stored in a frame before the map of its state names the word.
//!
//! The maps belong to states. A word that the current state's map does not name is written on the path to the state that
//! names it; a safepoint between the store and the change of state would move the object and leave the word as it is.
//! Words of memory are in all maps and may be written at any time.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::gc::types::managed_words;
use crate::ir::{Block, Value};

use crate::diag::Violation;
use crate::ir::label;
use crate::verify::descriptor::Layout;
use crate::verify::frame_accesses::{Access, AccessKind};
use crate::verify::safepoints::{describe, is_safepoint};
use crate::verify::subject::Subject;

/// A change of the frame's state: to one that is known, or to some.
type Changes = FxHashMap<Value, Option<u64>>;

pub fn check(subject: &Subject, layout: &Layout, accesses: &[Access]) {
    let changes = state_changes(layout, accesses);
    let states = states_at_blocks(subject, &changes);
    for access in accesses {
        let (AccessKind::Store(value), Some(offset)) = (access.kind, access.offset) else { continue };
        if value.is_constant() {
            continue;
        }
        let state = state_before(&changes, &states, access.inst);
        let is_early = |at: u64| !layout.is_always_tracked(at) && !is_named_in(layout, state, at);
        let words = managed_words(&subject.model, value.ty(), subject.layout);
        let tracked = words.iter().filter(|(_, kind)| kind.is_object());
        let early = tracked
            .map(|(at, _)| offset + *at as i64)
            .find(|&at| u64::try_from(at).is_ok_and(|at| layout.tracked.contains(&at) && is_early(at)));
        let Some(offset) = early else { continue };
        if let Some(point) = next_safepoint(subject, &changes, access.inst) {
            let violation = Violation::StoredTooEarly { value: label(value), offset, point: describe(point) };
            subject.report(Some(access.inst), violation);
        }
    }
}

fn is_named_in(layout: &Layout, state: Option<u64>, word: u64) -> bool {
    let map = state.and_then(|state| layout.maps.get(usize::try_from(state).ok()?));
    map.is_some_and(|map| map.contains(&word))
}

/// The stores that change the state; one to the first word makes the frame done.
fn state_changes(layout: &Layout, accesses: &[Access]) -> Changes {
    let (state_at, state_size) = layout.state;
    let mut changes = Changes::default();
    for access in accesses {
        let (AccessKind::Store(value), Some(offset)) = (access.kind, access.offset) else { continue };
        if u64::try_from(offset) == Ok(state_at) && state_size > 0 {
            changes.insert(access.inst, value.const_int());
        } else if offset == 0 && value.is_null() {
            changes.insert(access.inst, None);
        }
    }
    changes
}

/// The state where each block begins: `None` if it is not known, no entry if the block is not reached.
fn states_at_blocks(subject: &Subject, changes: &Changes) -> FxHashMap<Block, Option<u64>> {
    let entry = subject.function.entry();
    let mut states = FxHashMap::from_iter([(entry, None)]);
    let mut work = vec![entry];
    while let Some(block) = work.pop() {
        let before = states.get(&block).copied().flatten();
        let after = block.instructions().fold(before, |state, inst| after(changes, state, inst));
        for next in block.successors() {
            let known = states.get(&next).copied();
            let merged = if known.is_none_or(|known| known == after) { after } else { None };
            if known != Some(merged) {
                states.insert(next, merged);
                work.push(next);
            }
        }
    }
    states
}

fn after(changes: &Changes, state: Option<u64>, inst: Value) -> Option<u64> {
    changes.get(&inst).copied().unwrap_or(state)
}

fn state_before(changes: &Changes, states: &FxHashMap<Block, Option<u64>>, inst: Value) -> Option<u64> {
    let block = inst.block();
    let at_begin = states.get(&block).copied().flatten();
    block.instructions().take_while(|&i| i != inst).fold(at_begin, |state, i| after(changes, state, i))
}

/// The first safepoint after `store` that is reached without a change of state.
fn next_safepoint(subject: &Subject, changes: &Changes, store: Value) -> Option<Value> {
    let mut seen: FxHashSet<Block> = FxHashSet::default();
    let mut work = vec![(store.block(), store.next())];
    let mut found: Option<Value> = None;
    while let Some((block, first)) = work.pop() {
        let mut changed = false;
        for inst in std::iter::successors(first, |inst| inst.next()) {
            changed = changes.contains_key(&inst);
            if changed {
                break;
            }
            if is_safepoint(subject, inst) {
                let earlier = found.is_none_or(|f| subject.position(inst) < subject.position(f));
                found = if earlier { Some(inst) } else { found };
                changed = true;
                break;
            }
        }
        if !changed {
            let next = block.successors().into_iter().filter(|&b| seen.insert(b));
            work.extend(next.map(|b| (b, b.first())));
        }
    }
    found
}
