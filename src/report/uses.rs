//! What keeps a slot alive: the instructions that need it after a suspension, and those that have made its address known.

use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::layout::Slot;
use gc_coro_core::model::{BlockId, EventKind, InstId, ObjectId, Position, ValueId};
use gc_coro_report::Use;

use crate::diag::readable;
use crate::ir::{BRANCH, Opcode, Value, callee_name};
use crate::report::subject::{Subject, own_place_of};

/// So many are told.
const MOST: usize = 12;

const USED: &str = "used";
const CAPTURED: &str = "captured";

/// The uses of `value` after a suspension at which `slot` is live.
pub fn of_value(subject: Subject<'_>, slot: &Slot, value: ValueId) -> Vec<Use> {
    let after = after_suspensions(subject, slot);
    let needs = subject.analysis.needs(&subject.model_map.coroutine, value);
    let positions = needs.filter(|need| after[need.block]).map(|need| (need.position, USED));
    told(subject, positions.collect())
}

/// The same of a variable, and the calls before that may have kept its address.
pub fn of_object(subject: Subject<'_>, slot: &Slot, object: ObjectId) -> Vec<Use> {
    let after = after_suspensions(subject, slot);
    let events = subject.model_map.coroutine.objects[object].events.iter();
    let positions = events.filter_map(|event| match event.kind {
        EventKind::Start | EventKind::End => None,
        EventKind::Escape if !after[event.block] => Some((event.position, CAPTURED)),
        _ => after[event.block].then_some((event.position, USED)),
    });
    told(subject, positions.collect())
}

/// The first call that may have kept the address of `object`.
pub fn first_capture(subject: Subject<'_>, object: ObjectId) -> Option<Value> {
    let events = subject.model_map.coroutine.objects[object].events.iter();
    let first = events.filter(|event| event.kind == EventKind::Escape).map(|event| event.position).min();
    first.map(|position| inst_at(subject, position))
}

/// The blocks that an activation runs which begins after a suspension with the slot.
fn after_suspensions(subject: Subject<'_>, slot: &Slot) -> IndexVec<BlockId, bool> {
    let coroutine = &subject.model_map.coroutine;
    let entries = coroutine.resume_entries().chain(coroutine.destroy_entries());
    let entries = entries.filter(|(suspend, _)| slot.suspends.contains(*suspend)).map(|(_, block)| block);
    coroutine.reachable_in_clone(entries)
}

fn told(subject: Subject<'_>, mut positions: Vec<(Position, &str)>) -> Vec<Use> {
    positions.sort_unstable();
    let mut uses: Vec<Use> = Vec::new();
    for (position, how) in positions {
        let inst = inst_at(subject, position);
        let told = Use { how: how.into(), what: operation(inst), place: own_place_of(inst) };
        if uses.len() < MOST && !uses.contains(&told) {
            uses.push(told);
        }
    }
    uses
}

fn inst_at(subject: Subject<'_>, position: Position) -> Value {
    subject.model_map.insts[InstId::from_usize(position as usize)]
}

/// What an instruction does, in words: the function that it calls, or its operation.
pub fn operation(inst: Value) -> String {
    use Opcode::{LLVMCall, LLVMFCmp, LLVMICmp, LLVMInvoke, LLVMLoad, LLVMRet, LLVMStore, LLVMSwitch};
    match inst.opcode() {
        Some(LLVMCall | LLVMInvoke) => called(inst),
        Some(LLVMLoad) => "a load".into(),
        Some(LLVMStore) => "a store".into(),
        Some(LLVMRet) => "the return".into(),
        Some(BRANCH | LLVMSwitch) => "a branch".into(),
        Some(LLVMICmp | LLVMFCmp) => "a comparison".into(),
        Some(other) => {
            format!("the operation {}", format!("{other:?}").trim_start_matches("LLVM").to_lowercase())
        }
        None => "an instruction".into(),
    }
}

/// clang calls await_suspend through a function of its own, or through an intrinsic.
fn called(call: Value) -> String {
    let name = callee_name(call);
    if name.is_empty() {
        "a call".into()
    } else if name.contains("__await_suspend_wrapper__") || name.starts_with("llvm.coro.await.suspend") {
        "await_suspend".into()
    } else {
        without_parameters(&readable(&name)).to_owned()
    }
}

/// `std::f<int>::g` of `std::f<int>::g(char const*) const`.
fn without_parameters(name: &str) -> &str {
    let trimmed = name.trim_end_matches(" const");
    let mut depth = 0_usize;
    for (at, character) in trimmed.char_indices().rev() {
        match character {
            ')' => depth += 1,
            '(' if depth == 1 => return if at > 0 { trimmed[..at].trim_end() } else { name },
            '(' => depth = depth.saturating_sub(1),
            _ if depth == 0 => return name,
            _ => {}
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_left_out() {
        for (name, short) in [
            ("f(char const*, std::function<void (int)>&)", "f"),
            ("A::operator()(int) const", "A::operator()"),
            ("printf", "printf"),
            ("f(int) [clone .cold]", "f(int) [clone .cold]"),
            ("()", "()"),
        ] {
            assert_eq!(without_parameters(name), short);
        }
    }
}
