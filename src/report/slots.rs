//! The slots of a frame in the words of the source.

use gc_coro_core::index::Idx;
use gc_coro_core::layout::{Frame, Occupant, Slot};
use gc_coro_core::model::{ObjectId, ValueClass};

use crate::diag::readable;
use crate::ir::source::SourceVariable;
use crate::ir::{Value, callee_name};
use crate::report::subject::{Subject, own_place_of, place};
use crate::report::{children, uses};

const PROMISE: &str = "promise";

/// What the source does not name.
const TEMPORARY: &str = "temporary";

/// The kind of a slot that is the frame of another coroutine.
pub const CHILD: &str = "frame";

/// All slots of `frame`, in its order.
pub fn describe(subject: Subject<'_>, frame: &Frame) -> Vec<gc_coro_report::Slot> {
    frame.slots.iter().map(|slot| one(subject, slot)).collect()
}

fn one(subject: Subject<'_>, slot: &Slot) -> gc_coro_report::Slot {
    let coroutine = &subject.model_map.coroutine;
    let told = gc_coro_report::Slot {
        offset: slot.offset,
        size: slot.size,
        align: align(subject, slot),
        live: slot.suspends.iter().map(|suspend| suspend.index()).collect(),
        ..gc_coro_report::Slot::default()
    };
    match slot.what {
        Occupant::Resume => of_split("resume", told),
        Occupant::Destroy if coroutine.lowering.is_await() => of_split("descriptor", told),
        Occupant::Destroy => of_split("destroy", told),
        Occupant::Index => of_split("index", told),
        Occupant::Value(id) => {
            let is_tracked = coroutine.values[id].class == ValueClass::Tracked;
            let kind = if is_tracked { "tracked" } else { "value" };
            let value = subject.model_map.values[id];
            let told = gc_coro_report::Slot { uses: uses::of_value(subject, slot, id), ..told };
            named(subject.model_map.name(id), kind, value, told)
        }
        Occupant::Promise(id) => {
            let told = of_object(subject, PROMISE, id, slot, told);
            let name = if told.name == TEMPORARY { PROMISE.to_owned() } else { told.name };
            gc_coro_report::Slot { name, ..told }
        }
        Occupant::Object(id) | Occupant::Words(id) => of_object(subject, "alloca", id, slot, told),
    }
}

/// A slot of the split's own.
fn of_split(kind: &str, told: gc_coro_report::Slot) -> gc_coro_report::Slot {
    gc_coro_report::Slot { kind: kind.into(), name: kind.into(), ..told }
}

fn of_object(
    subject: Subject<'_>,
    kind: &str,
    id: ObjectId,
    slot: &Slot,
    told: gc_coro_report::Slot,
) -> gc_coro_report::Slot {
    let object = &subject.model_map.coroutine.objects[id];
    let alloca = subject.model_map.values[object.value];
    let told = gc_coro_report::Slot { uses: uses::of_object(subject, slot, id), ..told };
    match children::coroutine_of(alloca) {
        Some(child) => gc_coro_report::Slot { kind: CHILD.into(), name: readable(&child), ..told },
        None => named(object.name.clone(), kind, alloca, told),
    }
}

/// What the source calls it, if it does; else what the IR says.
fn named(in_ir: String, kind: &str, value: Value, told: gc_coro_report::Slot) -> gc_coro_report::Slot {
    let kind = kind.to_owned();
    if let Some(variable) = SourceVariable::of(value) {
        let name =
            if variable.is_fragment { format!("{} (a fragment)", variable.name) } else { variable.name };
        let ty = if variable.is_fragment { String::new() } else { variable.ty };
        return gc_coro_report::Slot { kind, name, r#type: ty, place: variable.place.map(place), ..told };
    }
    let ty = type_in_ir(value);
    gc_coro_report::Slot {
        kind,
        name: name_in_ir(in_ir, value),
        r#type: ty,
        place: own_place_of(value),
        ..told
    }
}

/// What has no name has a number, which says nothing: what it is says more.
fn name_in_ir(name: String, value: Value) -> String {
    if !name.starts_with('%') {
        return name;
    }
    if value.is_alloca() {
        return TEMPORARY.to_owned();
    }
    let callee = if value.is_call() || value.is_invoke() { callee_name(value) } else { String::new() };
    if callee.is_empty() { name } else { format!("result of {}", readable(&callee)) }
}

fn type_in_ir(value: Value) -> String {
    let ty = if value.is_alloca() { value.allocated_type() } else { value.ty() };
    let name = if ty.is_struct() { ty.struct_name() } else { String::new() };
    if name.is_empty() {
        ty.to_string()
    } else {
        name.trim_start_matches("struct.").trim_start_matches("class.").to_owned()
    }
}

fn align(subject: Subject<'_>, slot: &Slot) -> u64 {
    let coroutine = &subject.model_map.coroutine;
    match slot.what {
        Occupant::Resume | Occupant::Destroy | Occupant::Words(_) => coroutine.pointer_bytes,
        Occupant::Index => slot.size,
        Occupant::Value(id) => coroutine.values[id].align,
        Occupant::Promise(id) | Occupant::Object(id) => coroutine.objects[id].align,
    }
}
