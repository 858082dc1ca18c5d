//! Moves frame addresses next to their uses.
//!
//! The address of a variable in the frame is an addition to the clone's argument. To compute it once for all states is no gain: a
//! value that is defined at the beginning and used after a call needs a callee-saved register, which every activation saves and
//! restores. Computed next to its use, it costs one instruction, or none if a load or store has the addition in itself.

use rustc_hash::FxHashMap;

use crate::ir::{Block, Builder, Opcode, Use, Value};

use crate::emit::clone_builder::CloneBuilder;

/// Makes the frame addresses that the clone's entry has again in each block that uses them.
pub fn place_addresses(clone: &CloneBuilder<'_>) {
    if !clone.plan.model_map.coroutine.is_free_in_order() {
        return;
    }
    let frame = clone.access().frame;
    let is_address = |v: &Value| v.is_opcode(Opcode::LLVMGetElementPtr) && v.operand(0) == Some(frame);
    let wants_place = |v: &Value| v.uses().into_iter().any(wants_register);
    let addresses: Vec<Value> =
        clone.entry.instructions().filter(|v| is_address(v) && wants_place(v)).collect();
    for address in addresses {
        place(address);
    }
}

fn place(address: Value) {
    let mut made: FxHashMap<Block, Value> = FxHashMap::default();
    for site in address.uses().into_iter().filter(|site| site.user.is_instruction()) {
        let block = using_block(site.user, site.operand);
        let Some(first) = place_in(block).filter(|_| block != address.block()) else { continue };
        let copy = || Builder::before(first).without_location().copy_of(address);
        let copied = *made.entry(block).or_insert_with(copy);
        site.user.set_operand(site.operand, copied);
    }
    if !address.has_uses() {
        address.erase();
    }
}

/// A load or a store has the addition in itself.
fn wants_register(site: Use) -> bool {
    let is_access = match site.user.opcode() {
        Some(Opcode::LLVMLoad) => true,
        Some(Opcode::LLVMStore) => site.operand == 1,
        _ => false,
    };
    site.user.is_instruction() && !is_access
}

/// The block where a use needs the value: of a phi the one that control comes from.
fn using_block(user: Value, operand: u32) -> Block {
    if user.is_phi() { user.incoming_block(operand) } else { user.block() }
}

/// Where an address can be made in a block: nothing stands before a `catchswitch`.
fn place_in(block: Block) -> Option<Value> {
    block.first_insertion_point().filter(|first| !first.is_opcode(Opcode::LLVMCatchSwitch))
}
