//! Variables of the stack that are made on some paths to `llvm.coro.begin` only.
//!
//! What is written to a variable before there is a frame is copied where the frame begins. So each variable has to be there on
//! every path: an alloca that is executed at most once is made in the entry block.

use crate::ir::{Block, Builder, Value, shim};

use crate::read::shape::{Shape, reached_from};

/// Moves allocas of one size from the paths to `llvm.coro.begin` to the entry block.
pub fn make_in_entry(shape: &Shape) {
    let (entry, begin) = (shape.function.entry(), shape.begin.block());
    let early = reached_from(entry.successors(), begin);
    let is_movable = |block: Block| {
        block != begin && early.contains(&block) && !reached_from(block.successors(), begin).contains(&block)
    };
    let blocks: Vec<Block> = shape.function.blocks().filter(|&block| block != entry).collect();
    for block in blocks.into_iter().filter(|block| early.contains(block)) {
        let allocas: Vec<Value> = block.instructions().filter(|&inst| has_one_size(inst)).collect();
        if allocas.is_empty() || !is_movable(block) {
            continue;
        }
        let first = entry.first_insertion_point().expect("an entry block has a terminator");
        let build = Builder::before(first);
        for alloca in allocas {
            let moved = build.copy_of(alloca);
            let name = alloca.name();
            alloca.replace_all_uses_with(moved);
            alloca.erase();
            moved.set_name(&name);
        }
    }
}

fn has_one_size(inst: Value) -> bool {
    inst.is_alloca()
        && inst.operand(0).is_none_or(|count| count.const_int().is_some())
        && inst.allocated_type().has_fixed_size()
        && !shim::is_swift_error(inst)
        && !shim::is_in_alloca(inst)
}
