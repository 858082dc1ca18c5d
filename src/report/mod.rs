//! What is told of a coroutine's frame, for people: in the words of the source where there is debug information.
//!
//! In comes a coroutine up to its layout, before anything of it is changed; out come entries of a report (the crate `gc-coro-report`).
//! Nothing here has an influence on the split, and nothing here runs unless somebody asks for a report.

mod advice;
mod children;
mod slots;
mod uses;

use gc_coro_core::analysis::Analysis;
use gc_coro_core::index::Idx;
use gc_coro_core::layout::{Frame, Frames, Rules};
use gc_coro_core::model::SuspendId;
use gc_coro_report::{Child, Coroutine, Place, State};

use crate::diag::readable;
use crate::ir::{SourceLocation, Value};
use crate::read::{Canonical, ModelMap};

/// A coroutine whose frame is laid out.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub canonical: &'a Canonical,
    pub model_map: &'a ModelMap,
    pub analysis: &'a Analysis,
    pub frames: &'a Frames,
    /// What the layout was allowed to do.
    pub rules: Rules,
}

/// What is told of all frames of a coroutine: one, or one for each await.
pub fn describe(subject: Subject<'_>) -> Vec<Coroutine> {
    if !subject.model_map.coroutine.lowering.is_await() {
        return vec![subject.describe(&subject.frames.whole, None)];
    }
    subject.frames.each.iter().map(|(id, frame)| subject.describe(frame, Some(id))).collect()
}

impl Subject<'_> {
    fn describe(self, frame: &Frame, at: Option<SuspendId>) -> Coroutine {
        let function = self.canonical.shape.function;
        let slots = slots::describe(self, frame);
        let children = slots.iter().filter(|slot| slot.kind == slots::CHILD);
        let children = children.map(|slot| Child { name: slot.name.clone(), size: slot.size }).collect();
        let mut told = Coroutine {
            function: function.name(),
            name: readable(&function.name()),
            r#await: at.map(Idx::index),
            place: function.source_location().map(place),
            directory: function.source_directory(),
            size: frame.size,
            align: frame.align,
            states: self.states(at),
            slots,
            children,
            ..Coroutine::default()
        };
        told.add_up();
        told.advice = advice::find(self, frame, &told);
        told
    }

    fn states(self, at: Option<SuspendId>) -> Vec<State> {
        let coroutine = &self.model_map.coroutine;
        let shown = coroutine.suspends.iter().filter(|(id, _)| at.is_none_or(|at| at == *id));
        let state = |(id, suspend): (SuspendId, &gc_coro_core::model::Suspend)| State {
            number: id.index(),
            r#final: suspend.is_final,
            place: place_of(self.canonical.suspends[id.index()].suspend),
            ..State::default()
        };
        shown.map(state).collect()
    }
}

/// Where an instruction stands in the source.
fn place_of(instruction: Value) -> Option<Place> {
    instruction.source_location().map(place)
}

/// Where the coroutine's own source has an instruction: that of what was inlined is the call.
fn own_place_of(instruction: Value) -> Option<Place> {
    instruction.own_source_location().map(place)
}

fn place(location: SourceLocation) -> Place {
    Place { file: location.file, line: location.line, column: location.column }
}
