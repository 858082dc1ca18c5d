//! Suspensions while a handler of Julia's exceptions is entered.
//!
//! A handler belongs to the activation's stack (`julia.except_enter` becomes a `setjmp`). A walk forwards over the blocks
//! finds how many handlers may be entered at most; `pop_handler` says how many it pops.

use rustc_hash::FxHashMap;

use crate::ir::{Block, Function, Value, callee_name};
use crate::read::awaits::dialect::is_suspension;

pub const ENTER: &str = "julia.except_enter";
const POP: [&str; 4] =
    ["ijl_pop_handler", "ijl_pop_handler_noexcept", "jl_pop_handler", "jl_pop_handler_noexcept"];
/// More handlers than any program nests: a loop that enters one and does not pop it ends here.
const MOST: u64 = 1 << 10;

/// The suspensions of `function` under a handler, in the order of the text.
pub fn suspended_in_try(function: Function) -> Vec<Value> {
    let mut entered: FxHashMap<Block, u64> = FxHashMap::default();
    let entry = function.entry();
    entered.insert(entry, 0);
    let mut work = vec![entry];
    while let Some(block) = work.pop() {
        let before = entered.get(&block).copied().unwrap_or(0);
        let after = block.instructions().fold(before, after);
        for next in block.successors() {
            if entered.get(&next).is_none_or(|&known| known < after) {
                entered.insert(next, after);
                work.push(next);
            }
        }
    }
    let mut found = Vec::new();
    for block in function.blocks() {
        let Some(&before) = entered.get(&block) else { continue };
        block.instructions().fold(before, |count, inst| {
            if count > 0 && is_suspension(inst) {
                found.push(inst);
            }
            after(count, inst)
        });
    }
    found
}

/// The number of handlers after `inst`.
fn after(count: u64, inst: Value) -> u64 {
    let name = callee_name(inst);
    if name == ENTER {
        return (count + 1).min(MOST);
    }
    if !POP.contains(&name.as_str()) {
        return count;
    }
    let popped = (inst.argument_count() > 1).then(|| inst.argument(1).const_int()).flatten();
    count.saturating_sub(popped.unwrap_or(1))
}
