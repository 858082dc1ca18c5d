//! Where the calls of the dialect may stand: in a function that is theirs, and not where the stack of the activation is needed
//! for an exception.

use rustc_hash::FxHashSet;

use crate::abi::names::call;
use crate::diag::Problem;
use crate::diag::Violation;
use crate::gc::{GcRules, Model};
use crate::ir::{Block, Function, Opcode, Value};
use crate::read::awaits::handlers::suspended_in_try;
use crate::read::intrinsics::Coro;
use gc_coro_core::walk::{reachable, walk};

use crate::read::awaits::dialect::is_call_of;
use crate::read::awaits::find::names::callee_of;

/// The calls that belong to an activation that can be captured.
const OF_AN_ACTIVATION: [&str; 4] = [call::ACQUIRE, call::AWAIT, call::PREALLOC, call::RETURN];
/// Where a handler of the Itanium C++ ABI ends.
const CATCH_ENDS: &str = "__cxa_end_catch";

/// What is wrong with the places of `calls` among the `instructions` of `function`.
pub fn problems(
    function: Function,
    model: &Model,
    instructions: &[Value],
    calls: &[Value],
) -> Vec<(Value, Problem)> {
    let of_activation = |call: &&Value| OF_AN_ACTIVATION.iter().any(|name| is_call_of(**call, name));
    let own: Vec<Value> = calls.iter().filter(of_activation).copied().collect();
    if own.is_empty() {
        return Vec::new();
    }
    if !function.is_marked() {
        return own
            .iter()
            .map(|&call| (call, Problem::OutsideCoroutine { callee: callee_of(call) }))
            .collect();
    }
    let mut found = Vec::new();
    if let Some(other) = instructions.iter().find_map(|&inst| suspends_otherwise(inst)) {
        let problem = Problem::MixedDialects { callee: callee_of(own[0]), other };
        found.push((own[0], problem));
    }
    let awaits = own.iter().copied().filter(|&call| is_call_of(call, call::AWAIT));
    let handled = Handled::of(function);
    for call in awaits {
        if let Some(pad) = handled.pad_of(call) {
            let problem = Problem::AwaitInHandler { callee: callee_of(call), pad: one_line(pad) };
            found.push((call, problem));
        }
    }
    if model.rules == GcRules::Julia {
        let in_try = suspended_in_try(function).into_iter().filter(|inst| own.contains(inst));
        found.extend(in_try.map(|call| (call, Problem::Collector(Violation::SuspendedInTry))));
    }
    let returns = own.iter().copied().filter(|&call| is_call_of(call, call::RETURN) && !reaches_ret(call));
    found.extend(returns.map(|call| (call, Problem::ReturnNotReached { callee: callee_of(call) })));
    found
}

/// The intrinsic by which a function is one of LLVM's own coroutines. (A coroutine that was split and inlined leaves others.)
fn suspends_otherwise(inst: Value) -> Option<&'static str> {
    use Coro::{Align, End, Frame, IsInRamp, OtherLowering, Save, Size, Suspend};
    let coro = Coro::of(inst)?;
    let is_of_unsplit =
        matches!(coro, Suspend | Save | OtherLowering | Size | Align | Frame | End | IsInRamp)
            || coro.is_await();
    is_of_unsplit.then(|| coro.name())
}

fn reaches_ret(call: Value) -> bool {
    let returns = |block: Block| block.terminator().is_some_and(|end| end.is_opcode(Opcode::LLVMRet));
    walk([call.block()], Block::successors).any(returns)
}

/// The code that control reaches through a landing pad or funclet only, before the handler is left.
struct Handled {
    /// The first instruction of each such pad, with the blocks that belong to it, up to an instruction that leaves it.
    pads: Vec<(Value, Vec<Region>)>,
}

/// A block from its beginning to where the handler is left, or to its end.
struct Region {
    block: Block,
    left_at: Option<Value>,
}

impl Handled {
    fn of(function: Function) -> Handled {
        // A catchswitch only leads to pads.
        let is_handler = |pad: &Value| !pad.is_opcode(Opcode::LLVMCatchSwitch);
        let pads: Vec<Value> = function.blocks().filter_map(pad_in).filter(is_handler).collect();
        if pads.is_empty() {
            return Handled { pads: Vec::new() };
        }
        let ordinary = ordinary_blocks(function);
        let regions = |pad: Value| handled_from(pad.block(), &ordinary);
        Handled { pads: pads.into_iter().map(|pad| (pad, regions(pad))).collect() }
    }

    /// The pad that `call` stands after.
    fn pad_of(&self, call: Value) -> Option<Value> {
        let block = call.block();
        let is_before = |at: Option<Value>| at.is_none_or(|end| precedes(call, end));
        let holds = |region: &Region| region.block == block && is_before(region.left_at);
        self.pads.iter().find(|(_, regions)| regions.iter().any(holds)).map(|(pad, _)| *pad)
    }
}

/// The pad that a block begins with.
fn pad_in(block: Block) -> Option<Value> {
    use Opcode::*;
    let is_pad = |inst: &Value| {
        matches!(inst.opcode(), Some(LLVMLandingPad | LLVMCatchPad | LLVMCleanupPad | LLVMCatchSwitch))
    };
    block.instructions().find(|inst| !inst.is_phi()).filter(is_pad)
}

/// As `llvm-dis` prints it, which puts the clauses of a landing pad on lines of their own.
fn one_line(pad: Value) -> String {
    pad.print().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where a block leaves the handler that it is in.
fn leaves(block: Block) -> Option<Value> {
    let ends = |inst: &Value| inst.is_opcode(Opcode::LLVMCatchRet) || callee_of(*inst) == CATCH_ENDS;
    block.instructions().find(ends)
}

/// The blocks that run when no exception is handled: from the entry, and from where handlers are left.
fn ordinary_blocks(function: Function) -> FxHashSet<Block> {
    let is_ordinary = |block: &Block| pad_in(*block).is_none();
    let left = function.blocks().filter(|&block| leaves(block).is_some()).flat_map(Block::successors);
    let starts = [function.entry()].into_iter().chain(left.filter(is_ordinary));
    reachable(starts, |block| block.successors().into_iter().filter(is_ordinary))
}

fn handled_from(pad: Block, ordinary: &FxHashSet<Block>) -> Vec<Region> {
    let next = |block: Block| {
        let next = if leaves(block).is_some() { Vec::new() } else { block.successors() };
        next.into_iter().filter(|next| !ordinary.contains(next))
    };
    walk([pad], next).map(|block| Region { block, left_at: leaves(block) }).collect()
}

/// Whether `first` stands before `second` in their block.
fn precedes(first: Value, second: Value) -> bool {
    std::iter::successors(first.next(), |inst| inst.next()).any(|inst| inst == second)
}
