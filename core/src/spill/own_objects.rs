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

/// Whether the clone comes to a use of one of an object's `addresses` without running its alloca, in block `home`.
fn is_used_without_alloca(
    coroutine: &Coroutine,
    addresses: &[ValueId],
    home: BlockId,
    entries: &[(SuspendId, BlockId)],
) -> bool {
    let before = coroutine.reachable_in_clone_before(entries.iter().map(|(_, block)| *block), Some(home));
    let mut uses = addresses.iter().flat_map(|&address| &coroutine.values[address].uses);
    uses.any(|u| u.block != home && before[u.block])
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
