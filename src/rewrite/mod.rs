//! Splits the function: the ramp and its parts.
//!
//! In comes the canonical IR with its model, analysis and frame; out goes the ramp, which ends at its first suspension,
//! and `f.resume`, `f.destroy`, `f.cleanup`, which begin at one. Nothing is decided here that the earlier stages could
//! decide: this stage only carries out.
//!
//! 1. [`part`] copies the blocks that an activation of each part reaches, and [`repair`] gives the copies their values:
//!    loaded from the frame, computed again, or joined from several places.
//! 2. [`ramp`] stores to the frame and moves the objects there.
//! 3. [`contract`] leaves what coro-elide and coro-cleanup look for.
//! 4. [`collector`] keeps the frame true to its maps, and [`descriptor`] writes these down for a runtime.
//! 5. [`noalloc`] makes a second ramp, where callers want to keep the frame in their own.

mod collector;
pub mod continuation;
mod contract;
mod descriptor;
pub mod noalloc;
mod part;
mod place;
mod ramp;
mod repair;
mod transfer;

use crate::analyse::Analysis;
use crate::error::Diagnostic;
use crate::ir::{Attribute, Function, TRANSFERS_ARE_UNMARKED, Value};
use crate::layout::Frame;
use crate::model::SuspendId;
use crate::options::{Fault, SplitOptions};
use crate::read::intrinsics::lifetime_marker;
use crate::read::{Canonical, Mirror};

pub use noalloc::SecondRamp;
pub use part::PartKind;

/// All that the earlier stages found out about one coroutine.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub canonical: &'a Canonical,
    pub mirror: &'a Mirror,
    pub analysis: &'a Analysis,
    pub frame: &'a Frame,
    pub options: &'a SplitOptions,
    /// The second ramp, where it is wanted.
    pub noalloc: Option<SecondRamp>,
}

/// What the split has made of one coroutine.
#[derive(Debug)]
pub struct Made {
    /// The ramp, the parts and the second ramp.
    pub functions: Vec<Function>,
    /// The second ramp, if there is one.
    pub noalloc: Option<SecondRamp>,
}

impl Plan<'_> {
    /// The lifetime markers of objects that are in the frame.
    fn frame_lifetime_markers(&self) -> impl Iterator<Item = Value> {
        let coroutine = &self.mirror.coroutine;
        let in_frame = coroutine.objects.iter().filter(|(id, _)| self.frame.objects[*id].is_some());
        let events = in_frame.flat_map(|(_, object)| &object.events);
        events.map(|e| self.mirror.instruction_at(e.position)).filter(|&i| lifetime_marker(i).is_some())
    }

    /// Whether callers may keep the frame on their stack, where no collector finds its pointers.
    pub fn may_be_elided(&self) -> bool {
        !self.frame.is_watched() || self.options.breaks(Fault::Elision)
    }

    /// The final suspend point that the null resume function tells from the others, so that it needs no number.
    fn final_by_null(&self) -> Option<SuspendId> {
        if self.frame.is_watched() {
            return None;
        }
        let coroutine = &self.mirror.coroutine;
        let mut finals = coroutine.suspends.iter().filter(|(_, s)| s.is_final).map(|(id, _)| id);
        let only = finals.next().filter(|_| finals.next().is_none())?;
        (!coroutine.ends_by_unwinding).then_some(only)
    }
}

/// Splits the coroutine; `wants_noalloc` where callers can keep its frame in theirs.
///
/// # Errors
/// An address chosen before `llvm.coro.begin` that cannot be moved to the frame; a region that keeps objects alive with
/// two beginnings in one part.
pub fn rewrite(mut plan: Plan<'_>, wants_noalloc: bool) -> Result<Made, Vec<Diagnostic>> {
    let ramp = plan.canonical.shape.function;
    ramp::check_aliases(plan)?;
    ramp.remove_attribute(Attribute::PRESPLIT);
    contract::resolve_sizes(plan);
    if plan.canonical.suspends.is_empty() && !plan.frame.is_watched() {
        ramp::finish_without_suspends(plan);
        return Ok(Made { functions: vec![ramp], noalloc: None });
    }
    plan.noalloc = if wants_noalloc && plan.may_be_elided() {
        noalloc::declare(plan.canonical, plan.frame)
    } else {
        None
    };
    let parts = part::declare(ramp);
    for (kind, function) in PartKind::ALL.into_iter().zip(parts) {
        let mut part = part::copy(plan, kind, function);
        repair::give_values(&mut part)?;
        collector::close_regions_of_part(&part);
        part.declare_variables();
        if TRANSFERS_ARE_UNMARKED && kind == PartKind::Resume && ramp.supports_musttail() {
            transfer::transfer_by_resume(function);
        }
    }
    ramp::finish(plan, &parts);
    if plan.canonical.model.is_managed() {
        descriptor::describe(plan, &parts);
    }
    if let Some(second) = plan.noalloc {
        noalloc::fill(plan.canonical, plan.frame, second);
    }
    let functions = [ramp].into_iter().chain(parts).chain(plan.noalloc.map(|n| n.function)).collect();
    Ok(Made { functions, noalloc: plan.noalloc })
}
