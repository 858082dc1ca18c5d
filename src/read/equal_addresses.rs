//! Addresses that are the same whatever is chosen.
//!
//! A phi or a select between addresses at one place of one alloca is that address, which moves to the frame with the alloca. A
//! choice between different places cannot be repeated once the allocas have moved: before `llvm.coro.begin` it is an error.

use crate::ir::{Builder, DataLayout, Function, Opcode, Value};

use crate::read::partial_stores::constant_distance;

/// Replaces the phis and selects of `function` that choose between equal addresses.
pub fn settle_equal_addresses(function: Function) {
    let layout = function.module().data_layout();
    let is_choice = |inst: &Value| inst.is_phi() || inst.is_opcode(Opcode::LLVMSelect);
    let mut choices: Vec<Value> = function.instructions();
    choices.retain(|inst| is_choice(inst) && inst.ty().is_pointer());
    loop {
        let before = choices.len();
        choices.retain(|&choice| !settle(choice, layout));
        if choices.len() == before {
            return;
        }
    }
}

/// Replaces `choice` if it is one address. Whether it was.
fn settle(choice: Value, layout: DataLayout) -> bool {
    let inputs: Vec<Value> = if choice.is_phi() {
        choice.incoming().into_iter().map(|(value, _)| value).filter(|value| *value != choice).collect()
    } else {
        vec![choice.argument(1), choice.argument(2)]
    };
    let mut places = inputs.iter().map(|&input| place_of(input, layout));
    let Some(Some((alloca, offset))) = places.next() else { return false };
    if places.any(|place| place != Some((alloca, offset))) {
        return false;
    }
    let after = alloca.next().expect("an alloca is no terminator");
    let address = match offset {
        0 => alloca,
        _ => Builder::before(after).without_location().byte_offset(alloca, offset, &choice.name()),
    };
    choice.replace_all_uses_with(address);
    choice.erase();
    true
}

/// The alloca that `address` is in, and the distance from its beginning, if that is known when compiling.
fn place_of(address: Value, layout: DataLayout) -> Option<(Value, u64)> {
    let (mut address, mut offset) = (address, 0u64);
    let derives = |a: Value| a.is_opcode(Opcode::LLVMGetElementPtr) || a.is_opcode(Opcode::LLVMBitCast);
    while derives(address) && address.ty().is_pointer() {
        offset = offset.checked_add(constant_distance(address, layout)?)?;
        address = address.argument(0);
    }
    if !address.is_alloca() || !address.allocated_type().has_fixed_size() {
        return None;
    }
    let count = address.operand(0).map_or(Some(1), Value::const_int)?;
    let size = layout.alloc_size(address.allocated_type()).checked_mul(count)?;
    (offset <= size).then_some((address, offset))
}
