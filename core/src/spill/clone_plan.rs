//! The plan of one clone: its blocks and objects, where its values come from, and the list of actions.

use crate::analysis::dependents_first;
use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, SuspendId, ValueClass, ValueId};
use crate::spill::interference::{Sharing, stands_at};
use crate::spill::plan::{Action, CloneKind, ClonePlan, Inputs, RampPlan, Refusal};
use crate::spill::reloads::{Reloads, Site};
use crate::spill::sources::{Body, Source};
use crate::spill::state_stores::{KeptState, kept_states};
use crate::spill::store_placement::{StorePlacements, StorePlacer};
use crate::spill::{actions, moved_blocks, own_objects};

/// Plans clone `kind`.
///
/// # Errors
/// Regions with two beginnings in the clone.
pub fn plan(inputs: &Inputs<'_>, ramp: &RampPlan, kind: CloneKind) -> Result<ClonePlan, Vec<Refusal>> {
    let coroutine = inputs.coroutine;
    let entries = inputs.entries(kind);
    let reached = coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
    let moved = (kind == CloneKind::Resume).then(|| moved_blocks::find(inputs, &ramp.blocks, &reached));
    let objects = own_objects::find(inputs, kind, &entries, &reached);
    let body = Body { inputs, kind, reached: &reached };
    let mut sources = body.sources();
    let placements = store_placements(&body, &entries, &mut sources);
    let sites = sites(&body, &sources, &placements);
    let reloads = Reloads::find(&body, &entries, &sources, &placements, &sites);
    let kept_states = keep_states(inputs, kind, &entries);
    let steps = actions::plan(body, &entries, &sources, &placements, &reloads, &sites)?;
    let regions = regions_of(&body, &steps.actions);
    Ok(ClonePlan {
        kind,
        entries,
        moved: moved.flatten(),
        objects,
        joins: steps.joins,
        registers: steps.registers,
        actions: steps.actions,
        kept_states,
        // Found in the whole function, once its clones are planned.
        kept_words: Vec::new(),
        suspends: suspends_in(coroutine, &reached),
        regions,
        reached: reached.into(),
    })
}

fn suspends_in(coroutine: &Coroutine, reached: &IndexVec<BlockId, bool>) -> Vec<SuspendId> {
    let suspends = coroutine.suspends.iter();
    let here = suspends.filter(|(_, suspend)| reached[suspend.save] || reached[suspend.leave]);
    here.map(|(id, _)| id).collect()
}

fn regions_of(body: &Body<'_>, actions: &[Action]) -> Vec<ValueId> {
    let begun = actions.iter().filter_map(|action| match action {
        Action::OpenRegion { region, .. } => Some(*region),
        _ => None,
    });
    let values = body.inputs.coroutine.values.iter();
    let own = values.filter(|(id, value)| value.class == ValueClass::Region && body.defines(*id));
    let mut regions: Vec<ValueId> = begun.chain(own.map(|(id, _)| id)).collect();
    regions.sort_unstable();
    regions
}

/// Finds the values whose slot is written at other places than at saves, among those that a register would join: they come from the
/// frame then, or from their definition.
fn store_placements(
    body: &Body<'_>,
    entries: &[(SuspendId, BlockId)],
    sources: &mut IndexVec<ValueId, Source>,
) -> StorePlacements {
    let Inputs { coroutine, analysis, .. } = *body.inputs;
    let mut placements: StorePlacements = IndexVec::filled(coroutine.values.len(), None);
    let is_joined = |sources: &IndexVec<ValueId, Source>, id| sources[id] == Source::Join && body.defines(id);
    if !coroutine.is_free_in_order() || !coroutine.values.indices().any(|id| is_joined(sources, id)) {
        return placements;
    }
    let mut sharing = Sharing::new(coroutine, analysis, body.inputs.frame(body.kind));
    let mut placer = StorePlacer::new(coroutine, analysis, body.reached, entries);
    for id in analysis.stored() {
        if !is_joined(sources, id) {
            continue;
        }
        let is_free = |early| stands_at(coroutine, id, early).into_iter().all(|p| sharing.is_free(id, p));
        placements[id] = placer.of(id, is_free);
        if placements[id].is_some() {
            sources[id] = Source::Frame;
        }
    }
    // Operands first.
    let computed = dependents_first(coroutine, &analysis.locations).into_iter().rev();
    for id in computed.filter(|_| !body.inputs.is_managed) {
        let mut operands = coroutine.values[id].remat_operands.iter().flatten();
        if is_joined(sources, id) && operands.all(|&o| is_at_hand(coroutine, sources, o)) {
            placements[id] = placer.of_computed(id);
            if placements[id].is_some() {
                sources[id] = Source::Frame;
            }
        }
    }
    placements
}

/// Whether an operand is available wherever a value is rematerialised from it.
fn is_at_hand(coroutine: &Coroutine, sources: &IndexVec<ValueId, Source>, id: ValueId) -> bool {
    let class = coroutine.values[id].class;
    let is_constant = matches!(class, ValueClass::Address(_) | ValueClass::Constant);
    sources[id] == Source::Frame || is_constant
}

/// The uses in the clone of values that do not come from their own definitions there.
fn sites(body: &Body<'_>, sources: &IndexVec<ValueId, Source>, placements: &StorePlacements) -> Vec<Site> {
    let mut sites = Vec::new();
    for (value, _) in sources.iter().filter(|(_, s)| **s != Source::Definition) {
        let definition = &body.inputs.coroutine.values[value];
        let is_own = |block| placements[value].as_ref().is_some_and(|p| p.is_own(block));
        for &site in definition.uses.iter().filter(|u| body.reached[u.block] && !is_own(u.block)) {
            // After the definition in its own block the definition itself is meant.
            let is_after = site.block == definition.block && site.position >= definition.position;
            if !(is_after && body.defines(value)) {
                sites.push(Site { value, site });
            }
        }
    }
    sites
}

/// The saves at which the state is stored already. A collector is told the state together with what it says.
fn keep_states(inputs: &Inputs<'_>, kind: CloneKind, entries: &[(SuspendId, BlockId)]) -> Vec<KeptState> {
    let (coroutine, frame) = (inputs.coroutine, &inputs.frames.whole);
    if kind != CloneKind::Resume || frame.has_gc_map() || coroutine.keep_for_debugger {
        return Vec::new();
    }
    kept_states(coroutine, entries, frame.final_by_null(coroutine))
}
