//! Splits the function: the ramp and its clones.
//!
//! In comes the canonical IR with its model, analysis, frame and spill plan; out goes the ramp, which ends at its first
//! suspension, and `f.resume`, `f.destroy`, `f.cleanup`, which begin at one. This stage decides nothing and cannot fail.
//!
//! 1. [`clone`] copies the blocks that an activation of each clone reaches, and [`ssa_repair`] carries out the
//!    clone's plan: it gives the copies their values, loaded from the frame, computed again, or joined, and stores at saves.
//! 2. [`trim_ramp`] removes the blocks that the ramp does not run. Those that only the resume clone runs move there.
//!    [`ramp`] stores to the frame and moves the objects there.
//!    [`awaits`] does both where each suspension makes a frame of its own (the await dialect).
//!    [`debug_info`] tells debuggers what is in the frame.
//!    [`activation`] gives a clone's body to a function of its own where a collector needs code between a call and the return.
//! 3. [`coro_abi`] leaves what coro-elide and coro-cleanup look for.
//! 4. [`gc_state`] keeps the frame true to its maps, and [`descriptor`] writes these down for a runtime.
//! 5. [`noalloc`] makes a second ramp, where callers want to keep the frame in their own.

mod activation;
pub mod awaits;
mod clone;
mod clone_builder;
mod coro_abi;
mod debug_info;
mod descriptor;
mod frame_access;
mod gc_state;
pub mod noalloc;
mod plan;
mod ramp;
mod reach;
mod sink_addresses;
mod ssa_repair;
mod symmetric_transfer;
mod trim_ramp;

use crate::ir::{Attribute, Target};
use gc_coro_core::spill::SpillPlan;

pub use plan::{Activation, Made, Plan, SecondRamp};

/// Replaces the queries of the frame's size.
pub fn tell_size(plan: Plan<'_>) {
    descriptor::export(plan);
}

/// Splits the coroutine; `wants_noalloc` where callers can keep its frame in theirs.
pub fn emit_coroutine(mut plan: Plan<'_>, spills: &SpillPlan, wants_noalloc: bool) -> Made {
    let ramp = plan.canonical.shape.function;
    ramp.remove_attribute(Attribute::PRESPLIT);
    coro_abi::resolve_sizes(plan);
    let never_suspends = plan.canonical.suspends.is_empty() && !plan.frame.has_gc_map();
    if (never_suspends || !plan.canonical.model.is_managed())
        && crate::read::size_queries::is_answerable(ramp)
    {
        descriptor::export(plan);
    }
    if never_suspends {
        ramp::finish_without_suspends(plan, &spills.ramp);
        return Made { functions: vec![ramp], activations: Vec::new(), noalloc: None };
    }
    plan.noalloc = if wants_noalloc && (plan.may_be_elided() || plan.may_be_inner()) {
        noalloc::declare(plan.canonical, plan.frame)
    } else {
        None
    };
    let clones = clone::declare(ramp);
    let contents = trim_ramp::RampContents::find(plan, &spills.ramp);
    let target = Target::new(ramp.module(), plan.options.analyses);
    let frame_type = debug_info::FrameType::new(plan);
    let mut activations = Vec::new();
    // The resume clone comes last: no other function needs the blocks that only it runs.
    for (spill, function) in spills.clones.iter().zip(clones).rev() {
        let mut clone = clone::copy(plan, spill, function, &contents, &target);
        ssa_repair::give_values(&mut clone);
        clone.settle_queries(clones[2]);
        gc_state::close_regions_of_clone(&clone);
        clone.declare_variables(frame_type.as_ref());
        sink_addresses::place_addresses(&clone);
        activations.extend(activation::finish_transfers(&clone, &target));
    }
    // Otherwise the clone that the blocks have moved to did it.
    if spills.clones.iter().all(|clone| clone.moved.is_none()) {
        contents.cut(plan, None);
    }
    ramp::finish(plan, &spills.ramp, &clones, &contents, frame_type.as_ref());
    if plan.canonical.model.is_managed() {
        descriptor::describe(plan, clones.into_iter().chain(activations.iter().map(|made| made.function)));
    }
    if let Some(second) = plan.noalloc {
        noalloc::fill(plan.canonical, plan.frame, second);
        if !plan.may_be_elided() {
            // Until now the second ramp was to be like the first.
            coro_abi::own_frame(&coro_abi::questions(plan));
        }
    }
    let functions = [ramp].into_iter().chain(clones).chain(activations.iter().map(|made| made.function));
    let functions = functions.chain(plan.noalloc.map(|second| second.function)).collect();
    Made { functions, activations, noalloc: plan.noalloc }
}
