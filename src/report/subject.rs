//! The coroutine that is told of, and places of its source.

use gc_coro_core::analysis::Analysis;
use gc_coro_core::layout::{Frames, Rules};
use gc_coro_report::Place;

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

/// Where an instruction stands in the source.
pub fn place_of(instruction: Value) -> Option<Place> {
    instruction.source_location().map(place)
}

/// Where the coroutine's own source has an instruction: that of what was inlined is the call.
pub fn own_place_of(instruction: Value) -> Option<Place> {
    instruction.own_source_location().map(place)
}

pub fn place(location: SourceLocation) -> Place {
    Place { file: location.file, line: location.line, column: location.column }
}
