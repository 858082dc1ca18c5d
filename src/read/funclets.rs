//! Room for code at a `catchswitch`.
//!
//! Nothing but phis stands before a `catchswitch`, so that nothing can be stored or loaded in its block. Where phis stand
//! there, or phis where it unwinds to take a value from there, a cleanup that does nothing goes before it, as in LLVM's own
//! split: the phis are that block's, and values are served at its end.

use crate::ir::{Block, Builder, Function, Opcode, Value, shim};

/// Puts a cleanup before each `catchswitch` of `function` that needs one.
pub fn make_room_at_catch_switches(function: Function) {
    let ends = function.blocks().filter_map(Block::terminator);
    let switches: Vec<Value> = ends.filter(|end| end.is_opcode(Opcode::LLVMCatchSwitch)).collect();
    for switch in switches.into_iter().filter(|&switch| needs_room(switch)) {
        let block = switch.block();
        let parent = switch.argument(0);
        let target = shim::split_block(switch, "catch.switch");
        let branch = block.terminator().expect("the split has left a branch");
        let build = Builder::before(branch).without_location();
        let pad = build.cleanup_pad(parent, "catch.room");
        build.cleanup_return_to(pad, target);
        branch.erase();
    }
}

fn needs_room(switch: Value) -> bool {
    let block = switch.block();
    let is_value = |value: &Value| value.is_instruction() || value.is_argument();
    let feeds = |phi: Value| phi.incoming().iter().any(|(value, from)| *from == block && is_value(value));
    block.phis().next().is_some() || switch.successors().any(|target| target.phis().any(feeds))
}

/// The block at whose end a phi's value from `block` is served.
pub fn place_of(block: Block) -> Block {
    let before = || block.as_value().users().into_iter().filter(|user| user.is_terminator());
    let mut before = if begins_with_switch(block) { before().collect() } else { Vec::new() };
    let only = before.pop().filter(|end| before.is_empty() && end.is_opcode(Opcode::LLVMCleanupRet));
    only.map_or(block, Value::block)
}

/// The block from which a phi takes what is served at the end of `block`.
pub fn source_of(block: Block) -> Block {
    let target = block.terminator().filter(|end| end.is_opcode(Opcode::LLVMCleanupRet));
    let target = target.filter(|end| end.successor_count() == 1).map(|end| end.successor(0));
    target.filter(|target| begins_with_switch(*target)).unwrap_or(block)
}

fn begins_with_switch(block: Block) -> bool {
    block.first().is_some_and(|first| first.is_opcode(Opcode::LLVMCatchSwitch))
}

/// Whether an instruction is the beginning of a handler, which nothing can stand before.
pub fn is_pad(inst: Value) -> bool {
    inst.is_opcode(Opcode::LLVMCatchPad) || inst.is_opcode(Opcode::LLVMCleanupPad)
}
