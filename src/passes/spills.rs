//! The spill plan of a coroutine that was read, analysed and laid out: the last thing that can fail before IR changes.

use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, ValueId};
use gc_coro_core::spill::checker::{self, Defect, Owner};
use gc_coro_core::spill::shared_code;
use gc_coro_core::spill::{self, Inputs, MoveFacts, Refusal, SpillPlan};

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Value};
use crate::options::{Fault, SplitOptions};
use crate::passes::planned::Planned;
use crate::read::awaits::Continuations;
use crate::read::before_begin;
use crate::read::{self, ModelMap};

/// Plans the ramp and the clones of a coroutine, and checks the plan.
///
/// # Errors
/// What the ramp or a clone cannot do: addresses chosen before `llvm.coro.begin` that cannot be moved to the frame, regions with two
/// beginnings in one clone, continuations that cannot be made. A plan that the checker rejects is a defect of gc-coro
/// ([`Problem::BadPlan`]).
pub fn plan(planned: &Planned, options: &SplitOptions) -> Result<SpillPlan, Vec<Diagnostic>> {
    let Planned { canonical, model_map, analysis, frames } = planned;
    let function = canonical.shape.function;
    let mut shared = IndexVec::new();
    if canonical.lowering.is_await() {
        let continuations = Continuations { canonical, model_map, analysis };
        continuations.check_all()?;
        let groups = continuations.alike();
        shared = shared_code::choose(&model_map.coroutine, analysis, groups, options.share_code);
    } else {
        before_begin::check_addresses(canonical, model_map, &frames.whole)?;
    }
    let facts = MoveFactsOfIr::find(planned);
    let is_addressed = |block: BlockId| is_addressed(model_map.blocks[block]);
    let inputs = Inputs {
        coroutine: &model_map.coroutine,
        analysis,
        frames,
        shared: &shared,
        begin: before_begin::begin_of(canonical, model_map),
        is_managed: canonical.model.is_managed(),
        moves: MoveFacts {
            is_allowed: facts.is_allowed,
            ramp_only: &facts.ramp_only,
            frees: &facts.frees,
            is_addressed: &is_addressed,
        },
        stores_too_early: options.breaks(Fault::StoreAtDefinition),
    };
    let plan = spill::plan(&inputs).map_err(|refusals| {
        let word = |refusal: Refusal| {
            let Refusal::RegionBeginsTwice(id) = refusal;
            let problem = Problem::RegionBeginsTwice { value: model_map.name(id) };
            read::diagnostic(function, Some(model_map.values[id]), problem)
        };
        refusals.into_iter().map(word).collect::<Vec<_>>()
    })?;
    log::trace!("planned: {}", planned.spill_report(&plan).to_text());
    let defects =
        if is_checked(&inputs, &plan, options) { checker::check(&inputs, &plan) } else { Vec::new() };
    if defects.is_empty() {
        return Ok(plan);
    }
    let word =
        |defect| read::diagnostic(function, None, Problem::BadPlan { detail: describe(defect, model_map) });
    Err(defects.into_iter().map(word).collect())
}

/// Whether a plan is checked: if that is cheap, or if the option asks for it. A plan from broken rules is not meant to be right.
fn is_checked(inputs: &Inputs<'_>, plan: &SpillPlan, options: &SplitOptions) -> bool {
    !options.is_faulty() && (options.check_plans || checker::cost(inputs, plan) <= FEW_WORDS)
}

/// Up to this cost the check of a plan takes about a twentieth of the instructions of the split.
const FEW_WORDS: usize = 1 << 16;

/// A defect in words.
fn describe(defect: Defect, model_map: &ModelMap) -> String {
    let name_of =
        |owner: Owner| owner.map_or("the ramp".to_string(), |kind| format!("the {} clone", kind.suffix()));
    match defect {
        Defect::Stale { owner, value, block } => format!(
            "a use of '{}' in {} (block '{}') does not get the value of the current iteration",
            model_map.name(value),
            name_of(owner),
            model_map.block_name(block)
        ),
        Defect::Missing { owner, value, suspend } => format!(
            "{} does not hold '{}' in the frame at suspend point {}",
            name_of(owner),
            model_map.name(value),
            suspend.index()
        ),
        Defect::State { suspend } => {
            format!("the frame is in another state than that of suspend point {}", suspend.index())
        }
        Defect::Map { suspend, offset } => {
            format!("the pointer map of suspend point {} is wrong at offset {offset}", suspend.index())
        }
        Defect::Moved { block } => {
            format!("block '{}' cannot be moved to the resume clone", model_map.block_name(block))
        }
    }
}

/// The facts about moving blocks out of the ramp that only the IR has.
struct MoveFactsOfIr {
    is_allowed: bool,
    ramp_only: Vec<BlockId>,
    frees: Vec<ValueId>,
}

impl MoveFactsOfIr {
    fn find(planned: &Planned) -> Self {
        let Planned { canonical, model_map, .. } = planned;
        let shape = &canonical.shape;
        let ramp_only: Option<Vec<BlockId>> =
            shape.allocs.iter().map(|alloc| model_map.has_block(alloc.block())).collect();
        let frees: Option<Vec<_>> =
            shape.frees.iter().map(|free| model_map.value_ids.get(free).copied()).collect();
        // With a subprogram the copies have scopes of their own. A tail call ends its block, whatever follows there.
        let is_allowed = !shape.function.has_subprogram()
            && canonical.transfers.is_empty()
            && ramp_only.is_some()
            && frees.is_some();
        MoveFactsOfIr {
            is_allowed,
            ramp_only: ramp_only.unwrap_or_default(),
            frees: frees.unwrap_or_default(),
        }
    }
}

fn is_addressed(block: Block) -> bool {
    block.as_value().users().into_iter().any(Value::is_block_address)
}
