//! What LLVM has moved over a suspend point, although it is computed from counted references.
//!
//! `same = a == b; suspend; if same` needs a number of the frame, and no reference. But `instcombine` moves the comparison to its use.
//! Then both references are live across the suspend point, and may be released there. So such an instruction is moved back to where
//! its operands are defined, if one of them is not owned at a suspend point between the two places.

use rustc_hash::FxHashMap;

use crate::gc::PointerKind;
use crate::gc::types::pointer_shape;
use crate::ir::{Block, Builder, Dominators, Opcode, Value};
use crate::read::canonical::Canonical;
use crate::read::owned_references::is_own;
use crate::read::suspend_point::SuspendPoint;
use gc_coro_core::walk::walk;

/// What is not moved by then is refused.
const MOST_ROUNDS: u32 = 16;

/// Moves the instructions of a function with counted references back.
pub fn move_back(canonical: &Canonical) {
    if !canonical.model.counts_references() {
        return;
    }
    let suspends: FxHashMap<Block, &SuspendPoint> =
        canonical.suspends.iter().map(|point| (point.suspend.block(), point)).collect();
    let dominators = Dominators::of(canonical.shape.function);
    // What one is computed from may have to be moved first. Phis of a loop can lead on for ever.
    for _ in 0..MOST_ROUNDS {
        if !move_some(canonical, &suspends, &dominators) {
            return;
        }
    }
}

fn move_some(
    canonical: &Canonical,
    suspends: &FxHashMap<Block, &SuspendPoint>,
    dominators: &Dominators,
) -> bool {
    let is_counted = |value: Value| {
        let can_be_live = value.is_instruction() || value.is_argument();
        can_be_live && pointer_shape(&canonical.model, value.ty()).kind() == Some(PointerKind::Owned)
    };
    let mut is_any_moved = false;
    for inst in canonical.shape.function.instructions().into_iter().filter(is_movable) {
        let is_late =
            |reference: Value, block| is_counted(reference) && comes_too_late(block, reference, suspends);
        let mut is_wrong = inst.operands().any(|reference| is_late(reference, inst.block()));
        if is_wrong && move_to_operands(inst, dominators) {
            is_any_moved = true;
            continue;
        }
        let phis = inst.operands().filter(|&phi| phi.is_phi() && phi.block() == inst.block());
        let chosen: Vec<(Value, Block)> = phis.flat_map(Value::incoming).collect();
        is_wrong |= chosen.iter().any(|&(reference, block)| is_late(reference, block));
        if is_wrong && !chosen.is_empty() && !is_counted(inst) {
            is_any_moved |= move_before_phis(inst, suspends);
        }
    }
    is_any_moved
}

/// What does nothing but give a value. (A choice that is used as a reference is refused later, wherever it stands.)
fn is_movable(inst: &Value) -> bool {
    use Opcode::{LLVMAddrSpaceCast, LLVMFreeze, LLVMGetElementPtr, LLVMICmp, LLVMPtrToInt, LLVMSelect};
    let movable = [LLVMICmp, LLVMPtrToInt, LLVMAddrSpaceCast, LLVMGetElementPtr, LLVMSelect, LLVMFreeze];
    inst.opcode().is_some_and(|opcode| movable.contains(&opcode))
}

/// Whether a suspend point at which the frame does not own `reference` lies between its definition and the end of `block`.
fn comes_too_late(block: Block, reference: Value, suspends: &FxHashMap<Block, &SuspendPoint>) -> bool {
    let function = block.function();
    let defined = if reference.is_argument() { function.entry() } else { reference.block() };
    let is_owned_at = |point: &SuspendPoint| is_own(reference) && point.save_block == defined;
    // Each block, and whether such a suspend point was passed before it.
    let next = |(block, is_late): (Block, bool)| {
        let is_late = is_late || suspends.get(&block).is_some_and(|point| !is_owned_at(point));
        let others = block.successors().into_iter().filter(move |&next| next != defined);
        others.map(move |next| (next, is_late)).collect::<Vec<_>>()
    };
    walk([(defined, false)], next).any(|place| place == (block, true))
}

/// Moves `inst` to the first place where it can use all of its operands. Whether there is one before its own.
fn move_to_operands(inst: Value, dominators: &Dominators) -> bool {
    let places = inst.operands().filter_map(Value::place_after).filter(|&place| place != inst);
    let moved = places.into_iter().find_map(|place| {
        let copy = Builder::before(place).unnamed_copy_of(inst);
        let fits = copy.block() != inst.block() && dominators.first_misfit(copy).is_none();
        if !fits {
            copy.erase();
        }
        fits.then_some(copy)
    });
    let Some(copy) = moved else { return false };
    inst.be_replaced_by(copy);
    true
}

/// Moves `inst`, an operand of which is a phi of its block, to the ends of the blocks before it: a phi of the results takes its place.
/// Whether that can be done.
fn move_before_phis(inst: Value, suspends: &FxHashMap<Block, &SuspendPoint>) -> bool {
    let block = inst.block();
    let is_phi_here = |operand: &Value| operand.is_phi() && operand.block() == block;
    let phis: Vec<Value> = inst.operands().filter(is_phi_here).collect();
    let before: Vec<Block> = phis[0].incoming().into_iter().map(|(_, from)| from).collect();
    let is_known =
        |operand: Value| is_phi_here(&operand) || !operand.is_instruction() || operand.block() != block;
    let can_take = |from: &Block| {
        let end = from.terminator();
        let is_single = before.iter().filter(|other| *other == from).count() == 1;
        is_single
            && !suspends.contains_key(from)
            && phis.iter().all(|phi| Some(incoming_from(*phi, *from)) != end)
    };
    if !inst.operands().all(is_known) || !before.iter().all(can_take) {
        return false;
    }
    let result = Builder::before(phis[0]).phi(inst.ty(), "");
    for &from in &before {
        let end = from.terminator().expect("a predecessor ends in a branch");
        let copy = Builder::before(end).unnamed_copy_of(inst);
        for index in 0..copy.operand_count() {
            let Some(operand) = copy.operand(index) else { continue };
            if is_phi_here(&operand) {
                copy.set_operand(index, incoming_from(operand, from));
            }
        }
        result.add_incoming(copy, from);
    }
    inst.be_replaced_by(result);
    phis.into_iter().filter(|phi| !phi.has_uses()).for_each(Value::erase);
    true
}

/// The value of `phi` where control comes from `block`.
fn incoming_from(phi: Value, block: Block) -> Value {
    let found = phi.incoming().into_iter().find(|(_, from)| *from == block);
    found.expect("a phi has a value for each predecessor").0
}
