//! Counted references in the frame: each word that a map names is one reference, which the frame owns.
//!
//! A collector of cycles subtracts what it finds in frames from the counts of objects. So the maps have to name exactly what the frame
//! owns: a reference that was released, or is there twice, ends in a use of freed memory; one that is missing, in a leak. Liveness alone
//! does not say so. LLVM moves a choice between two references over a suspend point (`instcombine` does), and then both are live there,
//! of which one may be released. It also makes one value of two references to one object.
//!
//! So a frontend says what a frame owns: `gc.coro.own` returns its argument, by a call that LLVM neither moves nor merges. In comes the
//! analysis; out come the references that are live across a suspend point and are not such a result, or not a fresh one.

use gc_coro_core::analysis::Analysis;
use gc_coro_core::index::Idx;
use gc_coro_core::model::{BlockId, Coroutine, SuspendId, ValueClass, ValueId};
use gc_coro_core::walk::walk;

use crate::abi::names::call;
use crate::diag::{Diagnostic, Problem, Warning};
use crate::gc::types::{managed_words, pointer_shape};
use crate::gc::{Model, PointerKind};
use crate::ir::{Function, Opcode, Type, Value};
use crate::read::awaits::{is_call_of, own_problem};
use crate::read::canonical::Canonical;
use crate::read::model_map::ModelMap;
use crate::read::shape::diagnostic;

/// Checks the references of a coroutine whose model counts them.
///
/// # Errors
/// References that a frame would hold without owning them, and calls of `gc.coro.own` that are wrong.
pub fn check(
    canonical: &Canonical,
    model_map: &ModelMap,
    analysis: &Analysis,
) -> Result<(), Vec<Diagnostic>> {
    let model = &canonical.model;
    let calls = model_map.insts.iter().map(|(_, inst)| *inst).filter(|&inst| is_own(inst));
    let mut problems: Vec<(Value, Problem)> = calls
        .filter_map(|call| Some((call, own_problem(call, model).or_else(|| has_no_effect(call))?)))
        .collect();
    if model.counts_references() {
        let owned = owned_across(canonical, model_map, analysis);
        problems
            .extend(owned.filter_map(|id| Some((model_map.values[id], problem(model_map, analysis, id)?))));
    }
    let show = |(at, problem): (Value, Problem)| {
        diagnostic(canonical.shape.function, Some(at).filter(|at| at.is_instruction()), problem)
    };
    let problems: Vec<Diagnostic> = problems.into_iter().map(show).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// Warns of references that nothing can release after a suspend point: they are not used there.
pub fn unreleased(canonical: &Canonical, model_map: &ModelMap, analysis: &Analysis) -> Vec<Diagnostic> {
    if !canonical.model.counts_references() {
        return Vec::new();
    }
    let warning = |id: ValueId, suspend: SuspendId| {
        let outcome = forgetting_outcome(model_map, id, suspend)?;
        let value = model_map.name(id);
        let found = Warning::ReferenceNotReleased { value, outcome, suspend: suspend.index() };
        let at = Some(model_map.values[id]);
        Some(diagnostic(canonical.shape.function, at, Problem::Warning(found)))
    };
    // Null needs no release.
    let is_null = |id: ValueId| model_map.values[id].argument(0).is_null();
    let owned = owned_across(canonical, model_map, analysis).filter(|id| !is_null(*id));
    let each =
        owned.flat_map(|id| analysis.live_ranges[id].live_across.iter().map(move |suspend| (id, suspend)));
    let forgotten = each.filter_map(|(id, suspend)| warning(id, suspend));
    forgotten.chain(unused(canonical, model_map)).collect()
}

/// Replaces each call of `gc.coro.own` in `function` by its argument: a split frame owns what it owns.
pub fn lower(function: Function) {
    for call in function.instructions().into_iter().filter(|&inst| is_own(inst)) {
        call.replace_all_uses_with(call.argument(0));
        call.erase();
    }
}

/// Warns of calls of `gc.coro.own` whose result is not used: the frame owns nothing by them.
fn unused(canonical: &Canonical, model_map: &ModelMap) -> Vec<Diagnostic> {
    let calls = model_map.insts.iter().map(|(_, inst)| *inst).filter(|&inst| is_own(inst));
    let warning = |call: Value| {
        let found = Problem::Warning(Warning::OwnedNotUsed { value: call.name() });
        diagnostic(canonical.shape.function, Some(call), found)
    };
    calls.filter(|call| !call.has_uses() && !call.argument(0).is_null()).map(warning).collect()
}

/// Whether `inst` is a call of `gc.coro.own`.
pub fn is_own(inst: Value) -> bool {
    is_call_of(inst, call::OWN)
}

/// LLVM may merge, move and remove calls that only read.
fn has_no_effect(call: Value) -> Option<Problem> {
    (!call.may_write()).then_some(Problem::OwnWithoutEffect)
}

/// The counted references that a frame would hold.
fn owned_across<'a>(
    canonical: &'a Canonical,
    model_map: &'a ModelMap,
    analysis: &'a Analysis,
) -> impl Iterator<Item = ValueId> + 'a {
    let ids = model_map.values.iter();
    ids.filter(|&(id, value)| {
        let kind = pointer_shape(&canonical.model, value.ty()).kind();
        // What is derived from a reference counts for nothing.
        let is_reference = model_map.coroutine.values[id].class == ValueClass::Tracked;
        kind == Some(PointerKind::Owned) && is_reference && !analysis.live_ranges[id].live_across.is_empty()
    })
    .map(|(id, _)| id)
}

fn problem(model_map: &ModelMap, analysis: &Analysis, id: ValueId) -> Option<Problem> {
    let value = model_map.name(id);
    if model_map.coroutine.lowering.is_await() {
        return Some(Problem::OwnedAcrossAwait { value });
    }
    if !is_own(model_map.values[id]) {
        return Some(Problem::ReferenceNotOwned { value });
    }
    let coroutine = &model_map.coroutine;
    let is_elsewhere = |suspend: &SuspendId| coroutine.suspends[*suspend].save != coroutine.values[id].block;
    let suspend = analysis.live_ranges[id].live_across.iter().find(is_elsewhere)?;
    Some(Problem::OwnedElsewhere { value, suspend: suspend.index() })
}

/// Where the activations after a suspension begin, each with what happens to the coroutine.
fn outcomes(coroutine: &Coroutine, suspend: SuspendId) -> impl Iterator<Item = (&'static str, BlockId)> {
    let suspend = &coroutine.suspends[suspend];
    let resumed = (!suspend.is_final).then_some(("resumed", suspend.resumed));
    resumed.into_iter().chain(suspend.destroyed.map(|block| ("destroyed", block)))
}

/// The outcome of a suspension after which nothing uses the reference, and that ends.
fn forgetting_outcome(model_map: &ModelMap, id: ValueId, suspend: SuspendId) -> Option<&'static str> {
    let coroutine = &model_map.coroutine;
    let value = &coroutine.values[id];
    let uses = |block: BlockId| {
        let is_new = |position| block == value.block && position > value.position;
        value.uses.iter().any(|site| site.block == block && !is_new(site.position))
    };
    let ends = |block: BlockId| {
        let end = model_map.blocks[block].terminator();
        end.is_some_and(|end| end.successor_count() == 0 && !end.is_opcode(Opcode::LLVMUnreachable))
    };
    let forgets = |start: BlockId| {
        let follow = |block: BlockId| {
            let edges = coroutine.blocks[block].successors.iter();
            edges.filter(|edge| !edge.kind.is_suspension()).map(|edge| edge.block).collect::<Vec<_>>()
        };
        let blocks: Vec<BlockId> = walk([start], follow).collect();
        !blocks.iter().any(|&block| uses(block)) && blocks.iter().any(|&block| ends(block))
    };
    outcomes(coroutine, suspend).find(|(_, start)| forgets(*start)).map(|(outcome, _)| outcome)
}

/// Whether memory holds counted references, by its type or by what is loaded and stored.
pub fn is_in_memory(model: &Model, alloca: Value) -> bool {
    let layout = alloca.block().function().module().data_layout();
    let is_owned = |(_, kind): &(u64, PointerKind)| *kind == PointerKind::Owned;
    let holds = |ty: Type| ty.has_fixed_size() && managed_words(model, ty, layout).iter().any(is_owned);
    let places = |address: Value| {
        let is_place =
            |user: &Value| matches!(user.opcode(), Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast));
        address.users().into_iter().filter(is_place).collect::<Vec<_>>()
    };
    let is_accessed_as_such = |address: Value| {
        address.uses().into_iter().any(|site| match site.user.opcode() {
            Some(Opcode::LLVMLoad) => holds(site.user.ty()),
            Some(Opcode::LLVMStore) => site.operand == 1 && holds(site.user.argument(0).ty()),
            _ => false,
        })
    };
    model.counts_references()
        && (holds(alloca.allocated_type()) || walk([alloca], places).any(is_accessed_as_such))
}
