//! `llvm.coro.is_in_ramp`, asked again where its answer is used.
//!
//! The answer is another one after each suspension, but LLVM takes the question for one without any state: its passes ask
//! once for all uses, before the first suspension. So each block asks for itself, and computes for itself what is
//! computed from the answer.

use rustc_hash::FxHashSet;

use crate::ir::{Builder, Opcode, Value};

/// Gives each block that uses one of `queries`, or what is computed from it, its own. Suspend points end their blocks.
/// Returns the new queries.
pub fn ask_where_used(queries: &[Value]) -> Vec<Value> {
    let mut asked = Vec::new();
    let known: FxHashSet<Value> = queries.iter().copied().collect();
    for answer in computed_from(queries) {
        let block = answer.block();
        for site in answer.uses() {
            let place = if site.user.is_phi() {
                site.user.incoming_block(site.operand).terminator().expect("a block ends in a terminator")
            } else {
                site.user
            };
            if place.block() == block {
                continue;
            }
            let own = Builder::before(place).copy_of(answer);
            site.user.set_operand(site.operand, own);
            asked.extend(Some(own).filter(|_| known.contains(&answer)));
        }
    }
    asked
}

/// `queries` and what is computed from them alone or with other values, users first. What a phi chooses is settled with it.
fn computed_from(queries: &[Value]) -> Vec<Value> {
    let mut order = Vec::new();
    let mut seen = FxHashSet::default();
    // A value is finished when all that use it are.
    let mut work: Vec<(Value, bool)> = queries.iter().map(|&query| (query, false)).collect();
    while let Some((value, is_finished)) = work.pop() {
        if is_finished {
            order.push(value);
        } else if seen.insert(value) {
            work.push((value, true));
            work.extend(value.users().into_iter().filter(|user| is_pure(*user)).map(|user| (user, false)));
        }
    }
    order
}

fn is_pure(value: Value) -> bool {
    use Opcode::{LLVMAnd, LLVMFreeze, LLVMICmp, LLVMOr, LLVMSExt, LLVMSelect, LLVMTrunc, LLVMXor, LLVMZExt};
    let opcode = value.opcode();
    opcode.is_some_and(|opcode| {
        [LLVMAnd, LLVMFreeze, LLVMICmp, LLVMOr, LLVMSExt, LLVMSelect, LLVMTrunc, LLVMXor, LLVMZExt]
            .contains(&opcode)
    })
}
