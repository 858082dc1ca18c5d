//! What would make a frame smaller: each change is tried on a copy of the coroutine, which is analysed and laid out again.
//!
//! In comes a coroutine with its analysis and its layout; out goes a list of [`Advice`], what saves most first. Nothing is guessed: an
//! advice has the size that the frame would have.

mod unused;

use crate::analysis::{self, Analysis};
use crate::layout::{self, Frame, Occupant, Rules};
use crate::model::{Coroutine, EventKind, InstId, ObjectId, SuspendId};

/// Of so many variables it is tried what becomes of the frame without them: the largest ones.
const TRIED: usize = 24;

/// What every allocation function gives: two words.
const USUAL_ALIGN_IN_WORDS: u64 = 2;

/// A change of the source, and what it would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// What would be changed.
    pub change: Change,
    /// The bytes that the frame would have less.
    pub saves: u64,
}

/// A change that may make the frame smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The scope of a variable ends before these suspensions: nothing of the coroutine uses it after them.
    EndScope {
        /// The variable.
        object: ObjectId,
        /// The suspend points that it is live across, and that nothing uses it after.
        before: Vec<SuspendId>,
        /// What ends its scope uses it after them: a destructor, which would have to run earlier.
        ends_late: bool,
    },
    /// Nothing has more than the usual alignment.
    Align {
        /// In bytes.
        limit: u64,
    },
    /// The coroutine is optimised: values and variables share bytes.
    Optimise,
}

/// All changes that save bytes, those that save most first. `is_scope_end` says of an instruction that it only ends the scope of the
/// variable that it uses.
pub fn find(
    coroutine: &Coroutine,
    analysis: &Analysis,
    frame: &Frame,
    rules: Rules,
    is_scope_end: impl Fn(InstId) -> bool,
) -> Vec<Advice> {
    if coroutine.lowering.is_await() {
        return Vec::new();
    }
    let trial = Trial { rules, size: frame.size };
    let mut found: Vec<Advice> = Vec::new();
    if coroutine.keep_for_debugger {
        let changed = Coroutine { keep_for_debugger: false, ..coroutine.clone() };
        found.extend(trial.of(changed, Change::Optimise));
        return found;
    }
    for object in largest_objects(coroutine, frame) {
        for ends_late in [false, true] {
            let is_end = |inst| ends_late && is_scope_end(inst);
            let before = unused::unused_after(coroutine, analysis, object, &is_end);
            if before.is_empty() {
                continue;
            }
            let changed = with_shorter_scope(coroutine, object, &is_end);
            let advice = trial.of(changed, Change::EndScope { object, before, ends_late });
            if advice.is_some() {
                found.extend(advice);
                break;
            }
        }
    }
    let limit = USUAL_ALIGN_IN_WORDS * coroutine.pointer_bytes;
    if frame.align > limit {
        found.extend(trial.of(with_usual_alignment(coroutine, limit), Change::Align { limit }));
    }
    found.sort_by_key(|advice| std::cmp::Reverse(advice.saves));
    found
}

/// Lays out changed coroutines.
struct Trial {
    rules: Rules,
    /// What the frame has without a change.
    size: u64,
}

impl Trial {
    /// The advice to make `change`, if `changed`, which has it, has a smaller frame.
    fn of(&self, changed: Coroutine, change: Change) -> Option<Advice> {
        let analysis = analysis::analyse(&changed).ok()?;
        let size = layout::lay_out_all(&changed, &analysis, self.rules).whole.size;
        let saves = self.size.checked_sub(size).filter(|saves| *saves > 0)?;
        Some(Advice { change, saves })
    }
}

/// The variables of the frame, the largest first.
fn largest_objects(coroutine: &Coroutine, frame: &Frame) -> Vec<ObjectId> {
    let in_slots = frame.slots.iter().filter_map(|slot| match slot.what {
        Occupant::Object(object) => Some(object),
        _ => None,
    });
    let mut objects: Vec<ObjectId> = in_slots.collect();
    objects.sort_by_key(|&object| (std::cmp::Reverse(coroutine.objects[object].size), object));
    objects.truncate(TRIED);
    objects
}

/// The coroutine with an object whose scope ends after its last use: nobody else may use it after that.
fn with_shorter_scope(
    coroutine: &Coroutine,
    object: ObjectId,
    is_scope_end: &dyn Fn(InstId) -> bool,
) -> Coroutine {
    let mut changed = coroutine.clone();
    let events = &mut changed.objects[object].events;
    events.retain(|event| !is_scope_end(unused::inst_of(event)));
    for event in events.iter_mut().filter(|event| event.kind == EventKind::Escape) {
        event.kind = EventKind::Access;
    }
    changed
}

fn with_usual_alignment(coroutine: &Coroutine, limit: u64) -> Coroutine {
    let mut changed = coroutine.clone();
    for object in coroutine.objects.indices() {
        let align = &mut changed.objects[object].align;
        *align = limit.min(*align);
    }
    for value in coroutine.values.indices() {
        let align = &mut changed.values[value].align;
        *align = limit.min(*align);
    }
    changed
}

#[cfg(test)]
mod tests;
