//! Which blocks of a clone control can come to, where branches on the result of a suspension are known.

use rustc_hash::FxHashSet;

use crate::ir::{Block, Function, Opcode, Value};
use gc_coro_core::walk::walk;

/// Whether control can come from the beginning of `function` to one of `blocks`.
///
/// LLVM's passes make one block of the three successors of a suspension, with a phi of the numbers that say which of them it was, and
/// a branch on that phi. What comes in along an edge decides such a branch.
pub fn comes_to(function: Function, blocks: &FxHashSet<Block>) -> bool {
    let edges = walk([(None, function.entry())], |(from, block)| {
        let next = followed(block, from).into_iter();
        next.map(move |to| (Some(block), to))
    });
    edges.into_iter().any(|(_, block)| blocks.contains(&block))
}

/// The successors of `block` that control takes if it has come from `from`.
fn followed(block: Block, from: Option<Block>) -> Vec<Block> {
    let decided = block.terminator().and_then(|end| decided(end, from?));
    decided.map_or_else(|| block.successors(), |target| vec![target])
}

/// The successor that `end` takes if a phi of its block decides that.
fn decided(end: Value, from: Block) -> Option<Block> {
    let is_conditional = [Opcode::LLVMBr, Opcode::LLVMSwitch].contains(&end.opcode()?);
    let condition = end.operand(0).filter(|_| is_conditional && end.successor_count() > 1)?;
    let number = |phi: Value| {
        let is_own = phi.is_phi() && phi.block() == end.block();
        let incoming = if is_own { phi.incoming() } else { Vec::new() };
        incoming.into_iter().find(|(_, block)| *block == from)?.0.const_int()
    };
    if end.is_opcode(Opcode::LLVMSwitch) {
        let number = number(condition)?;
        let case = end.switch_cases().into_iter().find(|(value, _)| value.const_int() == Some(number));
        return Some(case.map_or_else(|| end.successor(0), |(_, target)| target));
    }
    let is_own = condition.is_instruction() && condition.block() == end.block();
    let phi = condition.operands().find(|operand| operand.is_phi()).filter(|_| is_own)?;
    let is_true = condition.compares(phi, number(phi)?)?;
    Some(end.successor(u32::from(!is_true)))
}
