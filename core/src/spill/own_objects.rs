//! The objects whose addresses a clone makes in its entry.
//!
//! In the frame: every object that the clone uses. Otherwise an activation has an alloca of its own: the copy of the alloca, if
//! the clone runs it before each use; one in the entry, if not.

use std::cell::OnceCell;

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, ObjectId, SuspendId, ValueClass, ValueId};
use crate::spill::plan::{CloneKind, Inputs};

/// Finds them for a clone that begins at `entries` and has the blocks `reached`.
pub fn find(
    inputs: &Inputs<'_>,
    kind: CloneKind,
    entries: &[(SuspendId, BlockId)],
    reached: &IndexVec<BlockId, bool>,
) -> Vec<ObjectId> {
    let (coroutine, frame) = (inputs.coroutine, inputs.frame(kind));
    let addresses = OnceCell::new();
    let is_needed = |id: ObjectId| {
        let alloca = &coroutine.values[coroutine.objects[id].value];
        let is_own = frame.objects[id].is_none() || coroutine.lowering.is_await();
        if reached[alloca.block] && is_own {
            let addresses = addresses.get_or_init(|| addresses_of(coroutine));
            is_used_without_alloca(coroutine, &addresses[id], alloca.block, entries)
        } else {
            alloca.uses.iter().any(|u| reached[u.block])
        }
    };
    coroutine.objects.indices().filter(|&id| is_needed(id)).collect()
}

/// Whether the clone comes to a use of one of an object's `addresses` without running its alloca, in block `alloca_block`.
fn is_used_without_alloca(
    coroutine: &Coroutine,
    addresses: &[ValueId],
    alloca_block: BlockId,
    entries: &[(SuspendId, BlockId)],
) -> bool {
    let before =
        coroutine.reachable_in_clone_before(entries.iter().map(|(_, block)| *block), Some(alloca_block));
    let mut uses = addresses.iter().flat_map(|&address| &coroutine.values[address].uses);
    uses.any(|u| u.block != alloca_block && before[u.block])
}

/// The alloca of each object, and the addresses at constant distances from it.
fn addresses_of(coroutine: &Coroutine) -> IndexVec<ObjectId, Vec<ValueId>> {
    let mut addresses: IndexVec<ObjectId, Vec<ValueId>> =
        coroutine.objects.iter().map(|(_, object)| vec![object.value]).collect();
    for (id, value) in coroutine.values.iter() {
        if let ValueClass::AddressOffset(object) = value.class {
            addresses[object].push(id);
        }
    }
    addresses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::EventKind;
    use crate::model_builder::ModelBuilder;
    use crate::spill::example::{Example, Generator};

    /// How many objects the resume clone makes the address of, where the content of an alloca in `alloca_block` is only there in `used`.
    fn found(
        alloca_block: impl FnOnce(&Generator) -> BlockId,
        used: impl FnOnce(&Generator) -> BlockId,
    ) -> usize {
        let (mut m, blocks) = Generator::build();
        let (alloca_block, used) = (alloca_block(&blocks), used(&blocks));
        let object = m.object("x", 8, &[(used, 3, EventKind::Overwrite), (used, 4, EventKind::Access)]);
        finish(m, object, alloca_block, used)
    }

    fn finish(mut m: ModelBuilder, object: ObjectId, alloca_block: BlockId, used: BlockId) -> usize {
        let address = m.value(alloca_block, 1, 8);
        m.used(address, used, 4);
        let mut coroutine = m.finish();
        coroutine.values[address].class = ValueClass::Address(object);
        coroutine.objects[object].value = address;
        let example = Example::new(coroutine);
        let kind = CloneKind::Resume;
        let entries = example.inputs().entries(kind);
        let reached = example.coroutine.reachable_in_clone(entries.iter().map(|(_, block)| *block));
        let objects = find(&example.inputs(), kind, &entries, &reached);
        assert!(objects.iter().all(|id| *id == object));
        objects.len()
    }

    #[test]
    fn an_alloca_of_the_ramp_is_made_again_where_the_clone_uses_it() {
        assert_eq!(found(|b| b.start, |b| b.body), 1);
        assert_eq!(found(|b| b.start, |b| b.start), 0);
    }

    #[test]
    fn an_alloca_that_the_clone_runs_before_each_use_is_copied() {
        assert_eq!(found(|b| b.body, |b| b.body), 0);
        // After the suspension in the loop the clone begins without it.
        assert_eq!(found(|b| b.begun, |b| b.again), 1);
    }

    #[test]
    fn an_object_in_the_frame_has_its_address_made() {
        let (mut m, blocks) = Generator::build();
        let events = [(blocks.begun, 3, EventKind::Overwrite), (blocks.again, 4, EventKind::Access)];
        let object = m.object("x", 8, &events);
        assert_eq!(finish(m, object, blocks.begun, blocks.again), 1);
    }
}
