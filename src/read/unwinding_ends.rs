//! The suspend points before the ends by which exceptions leave a coroutine: see `src/prepare/unwinding.rs`.

use rustc_hash::FxHashSet;

use crate::abi::names::attribute;
use crate::ir::{Block, Value, shim};
use gc_coro_core::walk::reachable;

use crate::read::shape::Shape;

/// Whether `suspend` is such a suspend point: it is as final as the one where the body's end is.
pub fn is_before_unwinding(suspend: Value) -> bool {
    suspend.has_call_attribute(attribute::UNWINDS)
}

/// Drops those that only the ramp comes to: it cleans up by itself then, and no code destroys the coroutine. Whether there were
/// any.
pub fn drop_those_of_the_ramp(shape: &mut Shape) -> bool {
    let (unwinding, others): (Vec<Value>, Vec<Value>) =
        shape.suspends.iter().partition(|&&suspend| is_before_unwinding(suspend));
    let after = if unwinding.is_empty() { FxHashSet::default() } else { blocks_after(&others) };
    let of_ramp: FxHashSet<Value> =
        unwinding.into_iter().filter(|suspend| !after.contains(&suspend.block())).collect();
    shape.suspends.retain(|suspend| !of_ramp.contains(suspend));
    for &suspend in &of_ramp {
        let block = suspend.block();
        suspend.replace_all_uses_with(suspend.ty().const_int(0xff));
        suspend.erase();
        shim::fold_terminator(block);
    }
    !of_ramp.is_empty()
}

/// The blocks that any activation but the first may come to.
fn blocks_after(suspends: &[Value]) -> FxHashSet<Block> {
    let mut after =
        reachable(suspends.iter().flat_map(|suspend| suspend.block().successors()), Block::successors);
    // One that follows in the same block.
    after.extend(suspends.iter().map(|suspend| suspend.block()));
    after
}
