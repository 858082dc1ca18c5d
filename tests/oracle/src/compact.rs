//! Numbers without gaps: what a reduction leaves after has values, slots and signatures that nothing uses.

use crate::program::{Function, Op, Operand, Program, SignatureId, SlotId, Ty, ValueId};

/// The same program, with only the values, slots and signatures that it uses.
pub fn compact(program: &Program) -> Program {
    let mut small = program.clone();
    small.functions.iter_mut().for_each(values_and_slots);
    signatures(&mut small);
    small
}

/// The new number of everything that is used.
fn numbers(used: &[bool]) -> Vec<u32> {
    let mut next = 0;
    used.iter()
        .map(|&used| {
            next += u32::from(used);
            next.saturating_sub(1)
        })
        .collect()
}

fn retain<T>(items: &mut Vec<T>, used: &[bool]) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        used[at - 1]
    });
}

fn results(function: &mut Function, mut visit: impl FnMut(&mut ValueId)) {
    for block in &mut function.blocks {
        block.phis.iter_mut().for_each(|phi| visit(&mut phi.result));
        block.insts.iter_mut().filter_map(|inst| inst.result.as_mut()).for_each(&mut visit);
    }
}

fn values_and_slots(function: &mut Function) {
    let mut values: Vec<bool> =
        (0..function.values.len()).map(|at| at < function.parameters as usize).collect();
    let mut slots = vec![false; function.slots.len()];
    results(function, |value| values[value.0 as usize] = true);
    function.operands_mut(|operand| match *operand {
        Operand::Value(value) => values[value.0 as usize] = true,
        Operand::Slot(slot) => slots[slot.0 as usize] = true,
        _ => {}
    });
    let (value_numbers, slot_numbers) = (numbers(&values), numbers(&slots));
    results(function, |value| *value = ValueId(value_numbers[value.0 as usize]));
    function.operands_mut(|operand| match operand {
        Operand::Value(value) => *value = ValueId(value_numbers[value.0 as usize]),
        Operand::Slot(slot) => *slot = SlotId(slot_numbers[slot.0 as usize]),
        _ => {}
    });
    retain(&mut function.values, &values);
    retain(&mut function.slots, &slots);
}

/// All places where a function names a signature.
fn mentions(function: &mut Function, mut visit: impl FnMut(&mut SignatureId)) {
    let in_type = |ty: &mut Ty, visit: &mut dyn FnMut(&mut SignatureId)| {
        if let Ty::Await(signature) = ty {
            visit(signature);
        }
    };
    function.values.iter_mut().for_each(|ty| in_type(ty, &mut visit));
    function.operands_mut(|operand| {
        if let Operand::Zero(ty) | Operand::Poison(ty) = operand {
            in_type(ty, &mut visit);
        }
    });
    for inst in function.blocks.iter_mut().flat_map(|block| &mut block.insts) {
        match &mut inst.op {
            Op::Await { signature, .. } | Op::Resume { signature, .. } => visit(signature),
            Op::ExtractField(ty, ..) => in_type(ty, &mut visit),
            _ => {}
        }
    }
}

fn signatures(program: &mut Program) {
    let mut used = vec![false; program.signatures.len()];
    for function in &mut program.functions {
        mentions(function, |signature| used[signature.0 as usize] = true);
    }
    let numbers = numbers(&used);
    for function in &mut program.functions {
        mentions(function, |signature| *signature = SignatureId(numbers[signature.0 as usize]));
    }
    retain(&mut program.signatures, &used);
}
