//! The blocks of a clone: which ones an activation reaches, copied or moved, with what stands for the addresses of objects.

use std::cell::{OnceCell, RefCell};

use rustc_hash::FxHashMap;

use gc_coro_core::analysis::Location;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{self, BlockId, ObjectId, SuspendId, ValueClass, ValueId};

use super::{CloneBuilder, CloneKind};
use crate::emit::frame_access::{Addresses, FrameAccess};
use crate::emit::plan::Plan;
use crate::emit::trim_ramp::{RampContents, movable};
use crate::ir::shim::CloneMap;
use crate::ir::{Block, Builder, Function, Value};

/// Copies or moves into `function` the blocks that its activations reach.
pub(super) fn bring_blocks<'a>(
    plan: Plan<'a>,
    kind: CloneKind,
    function: Function,
    contents: Option<&RampContents>,
) -> CloneBuilder<'a> {
    let coroutine = &plan.model_map.coroutine;
    let entries: Vec<(SuspendId, BlockId)> = match kind {
        CloneKind::Resume => coroutine.resume_entries().collect(),
        CloneKind::Destroy | CloneKind::Cleanup => coroutine.destroy_entries().collect(),
        CloneKind::Continuation(id) => vec![(id, coroutine.suspends[id].resumed)],
    };
    let reached = coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
    let entry = function.append_block(&format!("entry.{}", kind.suffix()));
    let access = FrameAccess::new(plan, function.param(0));
    let mut known = vec![(plan.canonical.shape.begin, access.frame)];
    let mut objects = FxHashMap::default();
    let addresses = OnceCell::new();
    for (id, object) in coroutine.objects.iter() {
        let home = coroutine.values[object.value].block;
        let is_own = plan.frame.objects[id].is_none() || coroutine.lowering.is_await();
        let is_needed = if reached[home] && is_own {
            let addresses = addresses.get_or_init(|| addresses_of(coroutine));
            is_used_without_alloca(coroutine, &addresses[id], home, &entries)
        } else {
            coroutine.values[object.value].uses.iter().any(|u| reached[u.block])
        };
        if is_needed {
            let address = access.object(&Builder::at_end(entry), id);
            known.push((plan.model_map.values[object.value], address));
            objects.insert(id, address);
        }
    }
    let moved = contents.and_then(|contents| movable(plan, contents, &reached));
    let is_moved = |id: BlockId| moved.as_ref().is_some_and(|moved| moved[id]);
    let brought =
        reached.iter().filter(|(_, r)| **r).map(|(id, _)| (plan.model_map.blocks[id], is_moved(id)));
    let brought: Vec<(Block, bool)> = brought.collect();
    let templates = moved.as_ref().map(|moved| templates(plan, moved)).unwrap_or_default();
    let copied = coroutine.blocks.iter().filter(|(id, _)| reached[*id] && !is_moved(*id));
    let expected = copied.map(|(_, block)| (block.last - block.first) as usize + 2).sum();
    let map = CloneMap::bring_blocks(plan.canonical.shape.function, function, &brought, &known, expected);
    for (&id, &address) in &objects {
        // Only an alloca in a block of the clone has a copy; the memory is in the frame.
        let copy = map.value(plan.model_map.values[coroutine.objects[id].value]);
        if let Some(copy) = copy.filter(|copy| *copy != address) {
            copy.replace_all_uses_with(address);
            copy.erase();
        }
    }
    CloneBuilder {
        plan,
        kind,
        function,
        entry,
        map,
        moved,
        templates,
        erased: RefCell::default(),
        addresses: Addresses::default(),
        reached,
        entries,
        objects,
        identities: Vec::new(),
        regions: Vec::new(),
        queries: Vec::new(),
    }
}

/// Whether the clone comes to a use of one of an object's `addresses` without running its alloca.
fn is_used_without_alloca(
    coroutine: &model::Coroutine,
    addresses: &[ValueId],
    home: BlockId,
    entries: &[(SuspendId, BlockId)],
) -> bool {
    let before = coroutine.reachable_in_clone_before(entries.iter().map(|(_, block)| *block), Some(home));
    let mut uses = addresses.iter().flat_map(|&address| &coroutine.values[address].uses);
    uses.any(|u| u.block != home && before[u.block])
}

/// The alloca of each object, and the addresses at constant distances from it.
fn addresses_of(coroutine: &model::Coroutine) -> IndexVec<ObjectId, Vec<ValueId>> {
    let mut addresses: IndexVec<ObjectId, Vec<ValueId>> =
        coroutine.objects.iter().map(|(_, object)| vec![object.value]).collect();
    for (id, value) in coroutine.values.iter() {
        if let ValueClass::AddressOffset(object) = value.class {
            addresses[object].push(id);
        }
    }
    addresses
}

/// Copies the instructions in `moved` blocks that are run again elsewhere to the end of the ramp's entry.
fn templates(plan: Plan<'_>, moved: &IndexVec<BlockId, bool>) -> Vec<(ValueId, Value)> {
    let coroutine = &plan.model_map.coroutine;
    let end = plan.model_map.blocks[coroutine.entry()].terminator().expect("a block ends in a terminator");
    let build = Builder::before(end).without_location();
    let is_made_again = |(id, value): &(ValueId, &model::Value)| {
        let is_address = matches!(value.class, ValueClass::AddressOffset(_));
        moved[value.block]
            && value.remat_operands.is_some()
            && (is_address || plan.analysis.locations[*id] == Location::Remat)
    };
    let copied = coroutine.values.iter().filter(is_made_again);
    copied.map(|(id, _)| (id, build.unnamed_copy_of(plan.model_map.values[id]))).collect()
}
