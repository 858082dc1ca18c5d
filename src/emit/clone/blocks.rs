//! The blocks of a clone: copied or moved, with what stands for the addresses of objects.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use gc_coro_core::analysis::Location;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{self, BlockId, ValueClass, ValueId};
use gc_coro_core::spill::plan::ClonePlan;

use super::CloneBuilder;
use crate::emit::frame_access::{Addresses, FrameAccess};
use crate::emit::plan::Plan;
use crate::ir::shim::CloneMap;
use crate::ir::{Block, Builder, Function, Value};

/// Copies or moves into `function` the blocks that its activations reach.
pub(super) fn bring_blocks<'a>(plan: Plan<'a>, spill: &'a ClonePlan, function: Function) -> CloneBuilder<'a> {
    let coroutine = &plan.model_map.coroutine;
    let entry = function.append_block(&format!("entry.{}", spill.kind.suffix()));
    let access = FrameAccess::new(plan, function.param(0));
    let mut known = vec![(plan.canonical.shape.begin, access.frame)];
    let mut objects = FxHashMap::default();
    for &id in &spill.objects {
        let address = access.object(&Builder::at_end(entry), id);
        known.push((plan.model_map.values[coroutine.objects[id].value], address));
        objects.insert(id, address);
    }
    let brought = spill.reached.iter().filter(|(_, r)| **r);
    let brought: Vec<(Block, bool)> =
        brought.map(|(id, _)| (plan.model_map.blocks[id], spill.is_moved(id))).collect();
    let templates = spill.moved.as_ref().map(|moved| templates(plan, moved)).unwrap_or_default();
    let copied = coroutine.blocks.iter().filter(|(id, _)| spill.reached[*id] && !spill.is_moved(*id));
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
        spill,
        function,
        entry,
        map,
        templates,
        erased: RefCell::default(),
        addresses: Addresses::default(),
        objects,
        identities: Vec::new(),
        regions: Vec::new(),
        queries: Vec::new(),
    }
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
