//! What is told of a coroutine's frame, for people: in the words of the source where there is debug information.
//!
//! In comes a coroutine up to its layout, before anything of it is changed; out come entries of a report (the crate `gc-coro-report`).
//! Nothing here has an influence on the split, and nothing here runs unless somebody asks for a report.

mod advice;
mod children;
mod slots;
mod subject;
mod uses;

use gc_coro_core::index::Idx;
use gc_coro_core::layout::Frame;
use gc_coro_core::model::SuspendId;
use gc_coro_report::{Child, Coroutine, State};

use crate::diag::readable;
use crate::report::subject::{place, place_of};

pub use subject::Subject;

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
