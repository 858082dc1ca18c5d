//! What would make a frame smaller, in words.

use gc_coro_core::advice::{self, Change};
use gc_coro_core::index::Idx;
use gc_coro_core::layout::{Frame, Occupant};
use gc_coro_core::model::{InstId, ObjectId, SuspendId};
use gc_coro_report::{Advice, Coroutine, Slot};

use crate::diag::readable;
use crate::ir::source::SourceVariable;
use crate::ir::{Value, callee_name};
use crate::report::subject::{Subject, own_place_of};
use crate::report::uses;

/// The changes that make `frame` smaller. `told` is what is told of it.
pub fn find(subject: Subject<'_>, frame: &Frame, told: &Coroutine) -> Vec<Advice> {
    let coroutine = &subject.model_map.coroutine;
    let ends_scope = |inst: InstId| is_destructor(subject.model_map.insts[inst]);
    let found = advice::find(coroutine, subject.analysis, frame, subject.rules, ends_scope);
    found.into_iter().map(|found| in_words(subject, frame, told, found)).collect()
}

fn in_words(subject: Subject<'_>, frame: &Frame, told: &Coroutine, found: advice::Advice) -> Advice {
    let saves = found.saves;
    match found.change {
        Change::EndScope { object, before, ends_late } => {
            let slot = frame.slots.iter().position(|slot| slot.what == Occupant::Object(object));
            let states = before.iter().map(|suspend| suspend.index()).collect();
            let advice = Advice { slot, states, ..plain("scope", saves, String::new()) };
            end_scope(subject, told, object, &before, ends_late, advice)
        }
        Change::Align { limit } => {
            let (number, slot) = widest(told);
            let text = format!(
                "'{}' is aligned to {} bytes, and so is the frame; with at most {limit} it has less padding",
                slot.name, slot.align
            );
            Advice { slot: Some(number), place: slot.place.clone(), ..plain("align", saves, text) }
        }
        Change::Optimise => {
            let text = "compile with optimisation: without it each variable has bytes of its own";
            Advice { place: told.place.clone(), ..plain("optimise", saves, text.to_owned()) }
        }
    }
}

fn plain(kind: &str, saves: u64, text: String) -> Advice {
    Advice { kind: kind.into(), slot: None, states: Vec::new(), saves, text, place: None }
}

/// The slot with the largest alignment, and its number.
fn widest(told: &Coroutine) -> (usize, Slot) {
    let widest =
        told.slots.iter().enumerate().max_by_key(|(number, slot)| (slot.align, std::cmp::Reverse(*number)));
    widest.map(|(number, slot)| (number, slot.clone())).unwrap_or_default()
}

/// The advice about one variable or temporary.
fn end_scope(
    subject: Subject<'_>,
    told: &Coroutine,
    object: ObjectId,
    before: &[SuspendId],
    ends_late: bool,
    advice: Advice,
) -> Advice {
    let alloca = subject.model_map.values[subject.model_map.coroutine.objects[object].value];
    let slot = advice.slot.and_then(|slot| told.slots.get(slot)).cloned().unwrap_or_default();
    let (capture, suspensions) = (uses::first_capture(subject, object), suspensions(subject, before));
    let captured = capture.map_or(String::new(), |call| format!("; {} may have its address", by(call)));
    let name = match slot.r#type.as_str() {
        "" => format!("'{}'", slot.name),
        ty => format!("'{}' ({ty})", slot.name),
    };
    if ends_late {
        let text = format!("only the destructor of {name} runs after {suspensions}: end its scope before");
        return Advice { kind: "destructor".into(), text, place: slot.place, ..advice };
    }
    if SourceVariable::of(alloca).is_some() {
        let text = format!("{name} is not used after {suspensions}{captured}: end its scope before");
        return Advice { text, place: slot.place, ..advice };
    }
    let text = format!(
        "{name} is not used after {suspensions}{captured}: pass what is needed by value, or let the call be inlined"
    );
    Advice { kind: "escape".into(), text, place: capture.and_then(own_place_of).or(slot.place), ..advice }
}

fn by(call: Value) -> String {
    let place = own_place_of(call).map(|place| format!(" at {place}")).unwrap_or_default();
    format!("{}{place}", uses::operation(call))
}

/// `the suspension at a.cpp:3:7`, or how many there are and where the first is.
fn suspensions(subject: Subject<'_>, before: &[SuspendId]) -> String {
    let Some(first) = before.first() else { return String::new() };
    let place = own_place_of(subject.canonical.suspends[first.index()].suspend);
    let first = place.map_or_else(|| format!("{}", first.index()), |place| format!("at {place}"));
    match before.len() {
        1 => format!("the suspension {first}"),
        count => format!("{count} suspensions, the first {first}"),
    }
}

/// Whether an instruction is a destructor's: a call of it, or one that was inlined from it.
fn is_destructor(inst: Value) -> bool {
    let callee = if inst.is_call() || inst.is_invoke() { callee_name(inst) } else { String::new() };
    let is_name =
        |name: &str| name.starts_with('~') || name.contains("::~") || name.starts_with("drop_in_place");
    !callee.is_empty() && is_name(&readable(&callee)) || inst.inlined_from().any(|name| is_name(&name))
}
