//! The calls at which a collection can happen, and the suspensions of an unsplit coroutine.
//!
//! * RewriteStatepointsForGC makes a statepoint of every call but those that `callsGCLeafFunction` knows
//!   (`llvm/lib/Transforms/Utils/Local.cpp`): `"gc-leaf-function"`, intrinsics with four exceptions, and functions of the target's C
//!   library. What a function does to memory does not matter.
//! * Julia's LateLowerGCFrame leaves out intrinsics, functions that only read, or only touch their arguments, and some
//!   of its own. It knows no other calls than `call`.

use rustc_hash::FxHashMap;

use crate::abi::names::call;
use crate::gc::GcRules;
use crate::ir::{Block, Opcode, Value};
use crate::read::awaits::is_call_of;
use crate::read::awaits::is_suspension;

use crate::ir::callee_name;
use crate::verify::subject::Subject;

/// Functions of Julia that are no safepoints whatever they do to memory.
const JULIA_LEAVES: &[&str] = &[
    "ijl_egal__unboxed",
    "ijl_lock_field",
    "ijl_lock_value",
    "ijl_pop_handler_noexcept",
    "ijl_unlock_field",
    "ijl_unlock_value",
    "jl_egal__unboxed",
    "jl_lock_field",
    "jl_lock_value",
    "jl_pop_handler_noexcept",
    "jl_unlock_field",
    "jl_unlock_value",
    "julia.gc_loaded",
    "julia.get_pgcstack",
    "julia.get_pgcstack_or_new",
    "julia.object_write_barrier",
    "julia.pointer_from_objref",
    "julia.ptls_states",
    "julia.typeof",
    "julia.write_barrier",
    "llvm.julia.gc_preserve_begin",
    "llvm.julia.gc_preserve_end",
    "memcmp",
];

/// Functions of the await dialect that are gone after the split, or constants.
const NO_CODE: [&str; 3] = [call::RETURN, call::SHARE, call::SIZE];

/// Whether a collection can happen while `inst` runs.
pub fn is_safepoint(subject: &Subject, inst: Value) -> bool {
    if !inst.is_any_call() || is_nothing(inst) || is_assembly(inst) {
        return false;
    }
    match subject.model.rules {
        GcRules::Julia => !is_julia_leaf(inst),
        GcRules::Statepoints | GcRules::None => !subject.library().is_gc_leaf(inst),
    }
}

/// Calls of the await dialect that leave no code.
fn is_nothing(call: Value) -> bool {
    NO_CODE.iter().any(|name| is_call_of(call, name))
}

/// Inline assembly, which calls no collector. (LLVM makes a statepoint of it all the same, unless it is marked `"gc-leaf-function"`.)
pub fn is_assembly(call: Value) -> bool {
    let callee = call.operand(call.operand_count() - 1);
    callee.is_some_and(|c| c.kind() == inkwell::llvm_sys::LLVMValueKind::LLVMInlineAsmValueKind)
}

fn is_julia_leaf(call: Value) -> bool {
    let Some(callee) = call.called_function() else { return false };
    let name = callee.name();
    if callee.is_intrinsic() || JULIA_LEAVES.binary_search(&name.as_str()).is_ok() {
        return true;
    }
    if name.starts_with("julia.field_write_barrier") {
        return true;
    }
    call.only_reads_memory() || call.only_accesses_arguments()
}

/// Places that a value may be live across: calls, and edges of the control flow.
#[derive(Default)]
pub struct Points {
    /// By block, in its order.
    calls: FxHashMap<Block, Vec<Value>>,
    /// The edges on which a suspended coroutine goes on, with the suspension; or those after an invoke, with the invoke.
    edges: FxHashMap<(Block, Block), Value>,
    count: usize,
}

impl Points {
    /// The safepoints of a function.
    pub fn safepoints(subject: &Subject) -> Points {
        let mut points = Points::default();
        points.add_calls(subject, |inst| is_safepoint(subject, inst));
        points
    }

    /// The suspensions of an unsplit coroutine. Where a switch is on a suspension's result, only the edges after
    /// which the coroutine has been resumed or destroyed count: what the exit path needs is not live across it.
    pub fn suspensions(subject: &Subject) -> Points {
        let mut points = Points::default();
        if !subject.unsplit {
            return points;
        }
        points.add_calls(subject, |inst| is_suspension(inst) && switch_of(inst).is_none());
        for &suspend in subject.instructions.iter().filter(|&&inst| is_suspension(inst)) {
            let Some(switch) = switch_of(suspend) else { continue };
            for (_, target) in switch.switch_cases() {
                points.edges.insert((suspend.block(), target), suspend);
                points.count += 1;
            }
        }
        points
    }

    /// `invokes`, on both of the edges after each.
    pub fn invokes(invokes: impl Iterator<Item = Value>) -> Points {
        let mut points = Points::default();
        for invoke in invokes {
            points.edges.extend(invoke.successors().map(|after| ((invoke.block(), after), invoke)));
            points.count += 1;
        }
        points
    }

    fn add_calls(&mut self, subject: &Subject, is_point: impl Fn(Value) -> bool) {
        for &inst in subject.instructions.iter().filter(|&&inst| is_point(inst)) {
            self.calls.entry(inst.block()).or_default().push(inst);
            self.count += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The calls of `block`.
    pub fn in_block(&self, block: Block) -> &[Value] {
        self.calls.get(&block).map_or(&[], Vec::as_slice)
    }

    /// The suspension or invoke that lies on an edge.
    pub fn on_edge(&self, from: Block, to: Block) -> Option<Value> {
        self.edges.get(&(from, to)).copied()
    }
}

/// The switch that alone uses the result of a suspension, in the same block.
fn switch_of(suspend: Value) -> Option<Value> {
    let users = suspend.users();
    let [user] = users.as_slice() else { return None };
    (user.is_opcode(Opcode::LLVMSwitch) && user.block() == suspend.block()).then_some(*user)
}

/// How a message names a point.
pub fn describe(point: Value) -> String {
    if is_suspension(point) {
        let place = point.source_location().map(|at| format!(" at {at}")).unwrap_or_default();
        return format!("the suspend point '{}'{place}", point.print());
    }
    match callee_name(point) {
        name if name.is_empty() => format!("the safepoint '{}'", point.print()),
        name => format!("the call of '{name}'"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted() {
        assert!(JULIA_LEAVES.is_sorted());
    }
}
