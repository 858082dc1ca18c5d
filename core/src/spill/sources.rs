//! Where the values of a clone come from.
//!
//! * *Definition*: from the clone's own copy of the definition, or the value is not used.
//! * *Frame*: the frame holds it, or what it is computed from, at every use.
//! * *Join*: from its definition or from the frame. A register joins the two: it is written at the definition and where the
//!   activation begins. So is what is used after a save, where the frame may be somebody else's already; everything from a state
//!   that the activation may fill again; and what a collector does not update any more after a save that control bypasses.

use crate::analysis::Location;
use crate::index::IndexVec;
use crate::model::{BlockId, Value, ValueClass, ValueId};
use crate::spill::plan::{CloneKind, Inputs};

/// Where a value comes from in one clone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// From the clone's own copy of its definition, or it is not used.
    Definition,
    /// From the frame, wherever it is used.
    Frame,
    /// From a join register: more than one place writes it.
    Join,
}

/// A clone before it is planned: which one, and the blocks that it has.
#[derive(Clone, Copy)]
pub struct Body<'a> {
    pub inputs: &'a Inputs<'a>,
    pub kind: CloneKind,
    pub reached: &'a IndexVec<BlockId, bool>,
}

impl Body<'_> {
    /// Whether the clone has the definition of a value.
    pub fn defines(&self, id: ValueId) -> bool {
        let coroutine = self.inputs.coroutine;
        self.reached[coroutine.values[id].block] && !coroutine.is_argument(id)
    }

    /// Whether control bypasses the suspension of a save of this clone with the tracked pointer `id` in its slot, although it is not
    /// live across that suspension: from there on the map of the frame's state does not name the slot.
    pub fn is_forgotten_by_collector(&self, id: ValueId) -> bool {
        let coroutine = self.inputs.coroutine;
        let bypassed = &self.inputs.analysis.live_ranges[id].bypassed;
        coroutine.values[id].class == ValueClass::Tracked
            && bypassed.iter().any(|s| self.reached[coroutine.suspends[s].save])
    }

    /// Whether a value that this clone got in a state that it may fill again goes into the next one.
    fn hands_on(&self, id: ValueId) -> bool {
        let (coroutine, analysis) = (self.inputs.coroutine, self.inputs.analysis);
        let is_captured = |suspend| self.reached[coroutine.suspends[suspend].save];
        self.kind.fills_own_frame(coroutine) && analysis.live_ranges[id].live_across.iter().any(is_captured)
    }

    /// The source of each value.
    pub fn sources(&self) -> IndexVec<ValueId, Source> {
        self.inputs.coroutine.values.iter().map(|(id, value)| self.source(id, value)).collect()
    }

    fn source(&self, id: ValueId, value: &Value) -> Source {
        let analysis = self.inputs.analysis;
        if matches!(value.class, ValueClass::Constant | ValueClass::Address(_) | ValueClass::Region) {
            return Source::Definition;
        }
        let used = value.uses.iter().any(|u| self.reached[u.block]);
        let live_across = !analysis.live_ranges[id].live_across.is_empty();
        if value.class == ValueClass::ThreadPointer {
            // All of an activation's are the same: its own, made where it begins.
            let is_own = self.defines(id) && !live_across;
            return if used && !is_own { Source::Frame } else { Source::Definition };
        }
        // An address in the frame is arithmetic on the argument: nothing is read, and where it is used it costs nothing.
        let is_address = matches!(value.class, ValueClass::AddressOffset(_));
        if self.defines(id) {
            // A store at a save is a use as well.
            let is_joined = match analysis.locations[id] {
                Location::None => false,
                Location::Slot => live_across,
                Location::Remat => live_across && used,
            };
            return match is_joined {
                true if is_address => Source::Frame,
                true => Source::Join,
                false => Source::Definition,
            };
        }
        let forgotten = self.is_forgotten_by_collector(id);
        if !used && !self.hands_on(id) && !forgotten {
            return Source::Definition;
        }
        let needs_register = self.kind.fills_own_frame(self.inputs.coroutine)
            || forgotten
            || value.uses.iter().any(|u| self.reached[u.block] && analysis.post_save[u.block]);
        if needs_register && !is_address { Source::Join } else { Source::Frame }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;
    use crate::spill::example::{Example, Generator};

    fn sources(example: &Example, is_managed: bool) -> IndexVec<ValueId, Source> {
        let (coroutine, kind) = (&example.coroutine, CloneKind::Resume);
        let inputs = Inputs { is_managed, ..example.inputs() };
        let entries = inputs.entries(kind);
        let reached = coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
        Body { inputs: &inputs, kind, reached: &reached }.sources()
    }

    #[test]
    fn a_value_comes_from_the_frame_the_definition_or_both() {
        let (mut m, blocks) = Generator::build();
        let (from_ramp, limit, local) =
            (m.value(blocks.start, 1, 8), m.value(blocks.begun, 1, 8), m.value(blocks.begun, 2, 8));
        m.used(from_ramp, blocks.begun, 3);
        m.used(limit, blocks.body, 1);
        m.used(local, blocks.begun, 4);
        let sources = sources(&Example::new(m.finish()), false);
        assert_eq!(sources[from_ramp], Source::Frame);
        assert_eq!(sources[limit], Source::Join);
        assert_eq!(sources[local], Source::Definition);
    }

    #[test]
    fn what_every_activation_has_comes_from_no_frame() {
        let (mut m, blocks) = Generator::build();
        let (handle, thread) = (m.value(blocks.start, 1, 8), m.value(blocks.start, 2, 8));
        m.used(handle, blocks.body, 1);
        m.used(thread, blocks.body, 2);
        let mut coroutine = m.finish();
        coroutine.values[handle].class = ValueClass::Constant;
        coroutine.values[thread].class = ValueClass::ThreadPointer;
        let sources = sources(&Example::new(coroutine), false);
        assert_eq!(sources[handle], Source::Definition);
        // Made where the activation begins.
        assert_eq!(sources[thread], Source::Frame);
    }

    #[test]
    fn what_is_used_on_the_exit_path_is_joined() {
        let (mut m, blocks) = Generator::build();
        let value = m.value(blocks.start, 1, 8);
        m.used(value, blocks.out, 1);
        assert_eq!(sources(&Example::new(m.finish()), false)[value], Source::Join);
    }

    #[test]
    fn a_tracked_pointer_is_joined_where_control_bypasses_a_suspension() {
        let mut m = ModelBuilder::new("bypass");
        let (begin, save, wait, on) = (m.block(), m.block(), m.block(), m.block());
        let (waited, out, end) = (m.block(), m.block(), m.block());
        m.suspend(begin, out, save, end);
        m.edge(save, wait);
        m.edge(save, on);
        let pause = m.suspend(wait, out, waited, end);
        let pointer = m.value(begin, 1, 8);
        m.used(pointer, on, 1);
        let mut coroutine = m.finish();
        coroutine.suspends[pause].save = save;
        assert_eq!(sources(&Example::new(coroutine.clone()), true)[pointer], Source::Frame);
        coroutine.values[pointer].class = ValueClass::Tracked;
        assert_eq!(sources(&Example::new(coroutine), true)[pointer], Source::Join);
    }
}
