//! Allocas that can have more than one live instance.
//!
//! Each execution of an alloca makes new memory: an instance. An instance exists until the function returns, or until a marker or
//! `llvm.stackrestore` ends it. A frame has one slot for an alloca. That is correct as long as no code can access an earlier
//! instance. An SSA value that is computed from the address belongs to the latest instance, but a phi, memory or a call can keep
//! the address of an earlier one.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, EventKind, Object, ObjectId, Position};

use crate::graph::scc::Components;

/// Whether code can still access an earlier instance when the alloca is executed again.
fn is_kept(coroutine: &Coroutine, object: &Object) -> bool {
    object.escapes() || object.aliases.iter().any(|&alias| coroutine.values[alias].at_block_start)
}

/// Whether an alloca is executed again and its content is new then: no address of an earlier instance is kept.
pub fn is_renewed<'c>(
    coroutine: &Coroutine,
    object: &Object,
    components: impl FnOnce() -> &'c Components,
) -> bool {
    let block = coroutine.values[object.value].block;
    !coroutine.blocks[block].predecessors.is_empty()
        && !is_kept(coroutine, object)
        && components().is_in_loop(coroutine, block)
}

/// The objects that can have more than one live instance.
pub fn find_many_instances(coroutine: &Coroutine) -> IndexVec<ObjectId, bool> {
    let has_many_instances = |(_, object): (ObjectId, &Object)| {
        let block = coroutine.values[object.value].block;
        !coroutine.blocks[block].predecessors.is_empty()
            && is_kept(coroutine, object)
            && comes_back(coroutine, object)
    };
    coroutine.objects.iter().map(has_many_instances).collect()
}

/// Whether a path leads from the alloca back to it on which nothing ends its lifetime.
fn comes_back(coroutine: &Coroutine, object: &Object) -> bool {
    let (alloca_block, made_at) = {
        let value = &coroutine.values[object.value];
        (value.block, value.position)
    };
    let ends_in = |block: BlockId, from: Position, upto: Position| {
        let mut ends = object.events.iter().filter(|e| e.kind == EventKind::End && e.block == block);
        ends.any(|e| (from..=upto).contains(&e.position))
    };
    let successors = |block: BlockId| coroutine.blocks[block].successors.iter().map(|edge| edge.block);
    if ends_in(alloca_block, made_at, coroutine.blocks[alloca_block].last) {
        return false;
    }
    let mut seen = IndexVec::<BlockId, bool>::filled(coroutine.blocks.len(), false);
    let mut work: Vec<BlockId> = successors(alloca_block).collect();
    while let Some(block) = work.pop() {
        if block == alloca_block && !ends_in(alloca_block, coroutine.blocks[alloca_block].first, made_at) {
            return true;
        }
        let is_over = block == alloca_block || ends_in(block, 0, Position::MAX);
        if !std::mem::replace(&mut seen[block], true) && !is_over {
            work.extend(successors(block));
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;
    use EventKind::{Access, End, Escape};

    /// An alloca in a loop of two blocks, with events in either.
    fn in_loop(events: impl Fn(BlockId, BlockId) -> Vec<(BlockId, u32, EventKind)>) -> bool {
        let mut m = ModelBuilder::new("f");
        let (entry, a, b) = (m.block(), m.block(), m.block());
        m.edge(entry, a);
        m.edge(a, b);
        m.edge(b, a);
        let id = m.object("o", 8, &events(a, b));
        let mut coroutine = m.finish();
        let value = coroutine.objects[id].value;
        coroutine.values[value].block = a;
        coroutine.values[value].position = coroutine.blocks[a].first + 5;
        find_many_instances(&coroutine)[id]
    }

    #[test]
    fn an_escaping_alloca_in_a_loop_has_many_instances() {
        assert!(in_loop(|a, _| vec![(a, 6, Escape)]));
    }

    #[test]
    fn a_private_alloca_has_one_instance() {
        assert!(!in_loop(|a, b| vec![(a, 6, Access), (b, 1, Access)]));
    }

    #[test]
    fn an_end_before_it_comes_again_leaves_one() {
        assert!(!in_loop(|a, b| vec![(a, 6, Escape), (b, 1, End)]));
        assert!(!in_loop(|a, _| vec![(a, 6, Escape), (a, 2, End)]));
        assert!(!in_loop(|a, _| vec![(a, 6, Escape), (a, 8, End)]));
    }
}
