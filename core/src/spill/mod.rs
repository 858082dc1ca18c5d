//! Where the ramp and its clones store values and where they get them again: the spill plan.
//!
//! In comes a coroutine with its analysis and frame ([`Inputs`]); out goes a [`SpillPlan`], plain data that is complete
//! before any IR changes. The emitter carries it out action by action and decides nothing.
//!
//! 1. [`ramp_plan`]: what the ramp stores, at which saves or earlier (`interference` says where bytes are free).
//! 2. `clone_plan`: for each clone the blocks that it has (`moved_blocks`) and the objects that it makes the address of
//!    (`own_objects`); where each value comes from (`sources`); which slots are written at other places than at saves
//!    (`store_placement`, `interference`); where a value is reloaded or rematerialised (`reloads`, `reload_placement`); which stores
//!    of the state are kept ([`state_stores`]). `actions` writes this down as a list. A continuation of a function with awaits is
//!    planned from an `excerpt` of the function; `translation` gives its plan the function's numbers. [`kept_words`]: which pointers
//!    a state holds already where it is filled again.
//!    Where copies would be too much code, continuations share a body ([`shared_code`]).
//! 3. [`checker`]: proves that the plan gives each use its value. It shares no code with steps 1 and 2.
//! 4. [`report`]: the plan as text or JSON.

mod actions;
pub mod checker;
mod clone_plan;
#[cfg(test)]
mod example;
mod excerpt;
mod interference;
pub mod kept_words;
mod moved_blocks;
mod numbering;
mod own_objects;
pub mod plan;
pub mod ramp_plan;
mod reload_placement;
mod reloads;
pub mod report;
pub mod shared_code;
mod sources;
pub mod state_stores;
mod store_placement;
mod translation;

use excerpt::Excerpts;

pub use plan::{
    Action, CloneKind, ClonePlan, Copy, Inputs, MoveFacts, Point, RampPlan, Refusal, Register, RegisterId,
    SpillPlan, Store,
};

/// Plans the ramp and all clones.
///
/// # Errors
/// Every region with two beginnings in one clone, once.
pub fn plan(inputs: &Inputs<'_>) -> Result<SpillPlan, Vec<Refusal>> {
    let ramp = ramp_plan::plan(inputs);
    let fillings = kept_words::Fillings::find(inputs);
    let mut excerpts = inputs.coroutine.lowering.is_await().then(|| Excerpts::new(inputs));
    let mut clones: Vec<ClonePlan> = Vec::new();
    let mut refusals: Vec<Refusal> = Vec::new();
    for kind in inputs.clones() {
        // The destroy and the cleanup clone differ in what frees the frame only.
        let twin = clones.iter().find(|c| kind == CloneKind::Cleanup && c.kind == CloneKind::Destroy);
        if let Some(twin) = twin {
            let clone = ClonePlan { kind, ..twin.clone() };
            clones.push(clone);
            continue;
        }
        let planned = match (kind, &mut excerpts) {
            (CloneKind::Continuation(id), Some(excerpts)) => excerpts.plan(&ramp, id),
            _ => clone_plan::plan(inputs, &ramp, kind),
        };
        match planned {
            Ok(mut clone) => {
                clone.kept_words = fillings.kept_words(inputs, &clone);
                clones.push(clone);
            }
            Err(found) => refusals.extend(found),
        }
    }
    refusals.dedup();
    if refusals.is_empty() { Ok(SpillPlan { ramp, clones }) } else { Err(refusals) }
}
