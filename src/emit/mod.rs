//! Splits the function: the ramp and its clones.
//!
//! In comes the canonical IR with its model, analysis and frame; out goes the ramp, which ends at its first suspension,
//! and `f.resume`, `f.destroy`, `f.cleanup`, which begin at one. Nothing is decided here that the earlier stages could
//! decide: this stage only carries out.
//!
//! 1. [`clone`] copies the blocks that an activation of each clone reaches, and [`ssa_repair`] gives the copies their values where [`reload`] says:
//!    loaded from the frame, computed again, or joined from several places.
//! 2. [`trim_ramp`] takes from the function what the ramp does not run: to the resume clone, where that alone runs it.
//!    [`ramp`] stores to the frame ([`early_stores`] where that is less code) and moves the objects there.
//!    [`awaits`] does both where each suspension makes a frame of its own (the await dialect).
//!    [`debug_info`] tells debuggers what is in the frame.
//! 3. [`coro_abi`] leaves what coro-elide and coro-cleanup look for.
//! 4. [`gc_state`] keeps the frame true to its maps, and [`descriptor`] writes these down for a runtime.
//! 5. [`noalloc`] makes a second ramp, where callers want to keep the frame in their own.

pub mod awaits;
mod clone;
mod coro_abi;
mod debug_info;
mod descriptor;
mod early_stores;
mod edge_stores;
mod frame_access;
mod gc_state;
pub mod noalloc;
mod ramp;
mod reload;
mod sink_addresses;
mod ssa_repair;
mod symmetric_transfer;
mod trim_ramp;

use crate::diag::Diagnostic;
use crate::ir::{Attribute, Function, TRANSFERS_ARE_UNMARKED, Target, Value};
use crate::options::{Fault, SplitOptions};
use crate::read::intrinsics::lifetime_marker;
use crate::read::{Canonical, ModelMap};
use gc_coro_core::analysis::{Analysis, Markers};
use gc_coro_core::index::IndexVec;
use gc_coro_core::layout::Frame;
use gc_coro_core::model::{BlockId, EventKind, SuspendId};

pub use clone::CloneKind;
pub use noalloc::SecondRamp;

/// All that the earlier stages found out about one coroutine.
#[derive(Clone, Copy)]
pub struct Plan<'a> {
    pub canonical: &'a Canonical,
    pub model_map: &'a ModelMap,
    pub analysis: &'a Analysis,
    /// The frame that is read; of a forked coroutine, that of the suspension after which the function goes on.
    pub frame: &'a Frame,
    /// What each suspension of a forked coroutine fills.
    pub each: &'a IndexVec<SuspendId, Frame>,
    pub options: &'a SplitOptions,
    /// The second ramp, where it is wanted.
    pub noalloc: Option<SecondRamp>,
}

/// What the split has made of one coroutine.
#[derive(Debug)]
pub struct Made {
    /// The ramp, the clones and the second ramp.
    pub functions: Vec<Function>,
    /// The second ramp, if there is one.
    pub noalloc: Option<SecondRamp>,
}

impl Plan<'_> {
    /// The same for a function that goes on after a suspension of a forked coroutine.
    fn after(&self, id: SuspendId) -> Self {
        Plan { frame: &self.each[id], ..*self }
    }

    /// The lifetime markers in `blocks` that the split erases.
    fn erased_markers(&self, blocks: &IndexVec<BlockId, bool>) -> impl Iterator<Item = Value> {
        let objects = self.model_map.coroutine.objects.iter();
        let erased = objects.filter(|(id, _)| self.analysis.markers[*id] == Markers::Erased);
        let events = erased.flat_map(|(_, object)| &object.events).filter(|e| blocks[e.block]);
        // A marker of another object lets this one escape by a bundle.
        let events = events.filter(|e| e.kind != EventKind::Escape);
        events.map(|e| self.model_map.instruction_at(e.position)).filter(|&i| lifetime_marker(i).is_some())
    }

    /// Whether callers may keep the frame on their stack, where no collector finds its pointers.
    pub fn may_be_elided(&self) -> bool {
        !self.frame.has_gc_map() || self.options.breaks(Fault::Elision)
    }

    /// The final suspend point that the null resume function tells from the others, so that it needs no number.
    fn final_by_null(&self) -> Option<SuspendId> {
        if self.frame.has_gc_map() {
            return None;
        }
        // They are the last ones.
        let coroutine = &self.model_map.coroutine;
        let mut from_last = coroutine.suspends.iter().rev();
        let (only, _) = from_last.next().filter(|(_, s)| s.is_final)?;
        let is_only = from_last.next().is_none_or(|(_, s)| !s.is_final);
        (is_only && !coroutine.ends_by_unwinding).then_some(only)
    }
}

/// Writes down what is known of the frame, for those who ask for its size.
pub fn tell_size(plan: Plan<'_>) {
    descriptor::export(plan);
}

/// Splits the coroutine; `wants_noalloc` where callers can keep its frame in theirs.
///
/// # Errors
/// An address chosen before `llvm.coro.begin` that cannot be moved to the frame; a region that keeps objects alive with
/// two beginnings in one clone.
pub fn rewrite(mut plan: Plan<'_>, wants_noalloc: bool) -> Result<Made, Vec<Diagnostic>> {
    let ramp = plan.canonical.shape.function;
    ramp::check_aliases(plan)?;
    ramp.remove_attribute(Attribute::PRESPLIT);
    coro_abi::resolve_sizes(plan);
    let never_suspends = plan.canonical.suspends.is_empty() && !plan.frame.has_gc_map();
    if (never_suspends || !plan.canonical.model.is_managed())
        && crate::read::size_queries::is_answerable(ramp)
    {
        descriptor::export(plan);
    }
    if never_suspends {
        ramp::finish_without_suspends(plan);
        return Ok(Made { functions: vec![ramp], noalloc: None });
    }
    plan.noalloc = if wants_noalloc && plan.may_be_elided() {
        noalloc::declare(plan.canonical, plan.frame)
    } else {
        None
    };
    let clones = clone::declare(ramp);
    let contents = trim_ramp::RampContents::find(plan);
    let target = Target::new(ramp.module(), plan.options.analyses);
    let frame_type = debug_info::FrameType::new(plan);
    let mut is_cut = false;
    let has_shadow_stack = plan.canonical.model.rules.has_shadow_stack();
    // The resume clone comes last: then nobody else needs what only it runs.
    for (kind, function) in CloneKind::ALL.into_iter().zip(clones).rev() {
        let mut clone = clone::copy(plan, kind, function, &contents, &target);
        is_cut |= clone.has_moved_blocks();
        ssa_repair::give_values(&mut clone)?;
        clone.settle_queries();
        gc_state::close_regions_of_clone(&clone);
        clone.declare_variables(frame_type.as_ref());
        sink_addresses::place_addresses(&clone);
        if TRANSFERS_ARE_UNMARKED && kind == CloneKind::Resume && !has_shadow_stack {
            symmetric_transfer::transfer_by_resume(function, &target);
        }
    }
    if !is_cut {
        contents.cut(plan, None);
    }
    ramp::finish(plan, &clones, &contents, frame_type.as_ref());
    if plan.canonical.model.is_managed() {
        descriptor::describe(plan, &clones);
    }
    if let Some(second) = plan.noalloc {
        noalloc::fill(plan.canonical, plan.frame, second);
    }
    let functions = [ramp].into_iter().chain(clones).chain(plan.noalloc.map(|n| n.function)).collect();
    Ok(Made { functions, noalloc: plan.noalloc })
}
