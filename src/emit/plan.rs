//! The results of the earlier stages for one coroutine, and the functions that the split has made.

use crate::ir::{CLONES_ASK_FOR_FRAME, Function, Value};
use crate::options::{Fault, SplitOptions};
use crate::read::intrinsics::lifetime_marker;
use crate::read::{Canonical, ModelMap};
use gc_coro_core::analysis::{Analysis, Markers};
use gc_coro_core::index::IndexVec;
use gc_coro_core::layout::Frame;
use gc_coro_core::model::{BlockId, EventKind, SuspendId};

/// The results of the earlier stages for one coroutine.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub canonical: &'a Canonical,
    pub model_map: &'a ModelMap,
    pub analysis: &'a Analysis,
    /// The frame that is read; of a coroutine with awaits, that of the suspension after which the function goes on.
    pub frame: &'a Frame,
    /// What each suspension of a coroutine with awaits fills.
    pub each: &'a IndexVec<SuspendId, Frame>,
    pub options: &'a SplitOptions,
    /// The second ramp, where it is wanted.
    pub noalloc: Option<SecondRamp>,
}

/// The functions that the split has made of one coroutine.
#[derive(Debug)]
pub struct Made {
    /// The ramp, the clones, their activations and the second ramp.
    pub functions: Vec<Function>,
    /// The clones that have their bodies in functions of their own.
    pub activations: Vec<Activation>,
    /// The second ramp, if there is one.
    pub noalloc: Option<SecondRamp>,
}

impl Plan<'_> {
    /// The same for a function that goes on after a suspension of a coroutine with awaits.
    pub fn after(&self, id: SuspendId) -> Self {
        Plan { frame: &self.each[id], ..*self }
    }

    /// The lifetime markers that the split erases, in the blocks that `is_here` says.
    pub fn erased_markers(&self, is_here: impl Fn(BlockId) -> bool) -> impl Iterator<Item = Value> {
        let objects = self.model_map.coroutine.objects.iter();
        let erased = objects.filter(|(id, _)| self.analysis.markers[*id] == Markers::Erased);
        let events = erased.flat_map(|(_, object)| &object.events).filter(move |e| is_here(e.block));
        // A marker of another object lets this one escape by a bundle.
        let events = events.filter(|e| e.kind != EventKind::Escape);
        events.map(|e| self.model_map.instruction_at(e.position)).filter(|&i| lifetime_marker(i).is_some())
    }

    /// Whether callers that a collector looks at may keep the frame in theirs, although it finds pointers in both.
    pub fn may_be_inner(&self) -> bool {
        self.frame.has_gc_map() && self.canonical.model.is_managed() && self.options.elide
    }

    /// Whether callers may keep the frame on their stack, where no collector finds its pointers.
    pub fn may_be_elided(&self) -> bool {
        !self.frame.has_gc_map() || self.options.breaks(Fault::Elision)
    }

    /// Whether coro-elide may have to know where the resume and destroy clones free the frame.
    pub fn clones_ask_for_frame(&self) -> bool {
        CLONES_ASK_FOR_FRAME && self.may_be_elided() && !self.canonical.shape.allocs.is_empty()
    }
}

/// A clone that has its body in a function of its own.
#[derive(Clone, Copy, Debug)]
pub struct Activation {
    pub clone: Function,
    pub function: Function,
}

/// The second ramp of a coroutine.
#[derive(Clone, Copy, Debug)]
pub struct SecondRamp {
    pub function: Function,
    /// All that it returns is its last argument, the frame.
    pub returns_frame: bool,
    /// A collector has to find pointers in the frame.
    pub has_gc_map: bool,
}
