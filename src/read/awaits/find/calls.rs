//! The names of the dialect, and the types of each call.

use crate::abi::names::call;
use crate::diag::Problem;
use crate::gc::types::{PointerShape, pointer_shape};
use crate::gc::{Model, PointerKind};
use crate::ir::{Type, Value};

use crate::read::awaits::find::names::{callee_of, label};
use crate::read::suspend_point::{NO_STATE, ONE_SHOT};

/// More wrong letters than this are another word.
const FEW_LETTERS: usize = 2;

/// A call of the dialect that is wrong, if it is.
type Check = fn(Value, &Model) -> Option<Problem>;

/// What there is, in the order of the names.
const KNOWN: [(&str, Check); 10] = [
    (call::ACQUIRE, acquire),
    (call::AWAIT, await_call),
    (call::OWN, own),
    (call::PREALLOC, prealloc),
    (call::RESUME, resume),
    (call::RETURN, return_call),
    (call::SHARE, share),
    (call::SIZE_ALIGN, size),
    (call::SIZE_BYTES, size),
    (call::SIZE_POINTERS, size),
];

/// All names of the dialect.
fn known() -> String {
    KNOWN.map(|(name, _)| name).join(", ")
}

/// Whether `value` is a function that begins with the dialect's prefix.
pub fn is_of_dialect(value: Value) -> bool {
    value.as_function().is_some_and(|function| {
        let name = function.name_bytes();
        name.starts_with(call::PREFIX.as_bytes()) && !name.starts_with(call::INTERNAL_PREFIX.as_bytes())
    })
}

/// What is wrong with the types of `inst`, which has a function of the dialect as an operand.
pub fn problem(inst: Value, model: &Model) -> Option<Problem> {
    let called = inst.called_function().map(|function| function.as_value());
    let strange = inst.operands().find(|&operand| is_of_dialect(operand) && Some(operand) != called);
    if let Some(function) = strange {
        return Some(Problem::DialectAddressUsed { name: function.name() });
    }
    let name = callee_of(inst);
    if !name.starts_with(call::PREFIX) {
        return None;
    }
    let is_it =
        |known: &str| name.strip_prefix(known).is_some_and(|end| end.is_empty() || end.starts_with('.'));
    match KNOWN.iter().find(|(known, _)| is_it(known)) {
        None => Some(Problem::UnknownDialectCall { guess: guess(&name), name, known: known() }),
        Some(_) if !inst.is_call() => Some(Problem::DialectInvoked { callee: name }),
        Some((_, check)) => check(inst, model),
    }
}

/// The name that was meant, as the end of half a sentence.
fn guess(name: &str) -> String {
    let distance = |known: &str| {
        let words = known.split('.').count();
        let begin: Vec<&str> = name.split('.').take(words).collect();
        strsim::levenshtein(&begin.join("."), known)
    };
    let best = KNOWN.iter().map(|(known, _)| (distance(known), *known)).min();
    let similar = best.filter(|(letters, _)| *letters <= FEW_LETTERS);
    similar.map(|(_, known)| format!(" (did you mean '{known}'?)")).unwrap_or_default()
}

/// Frames, and so handles, states and buffers, are in the first tracked space of the model.
fn is_tracked(model: &Model, ty: Type) -> bool {
    ty.is_pointer() && ty.address_space() == model.tracked_space()
}

/// A pointer that may be a handle: in functions without a model any pointer.
fn may_be_tracked(model: &Model, ty: Type) -> bool {
    if model.is_managed() { is_tracked(model, ty) } else { ty.is_pointer() }
}

fn count(call: Value, wanted: u32, text: &'static str) -> Option<Problem> {
    let found = call.argument_count();
    (found != wanted).then(|| Problem::DialectArgumentCount { callee: callee_of(call), found, wanted: text })
}

/// Argument `index` is not what is `wanted` unless `fits`.
fn argument(call: Value, index: u32, fits: impl Fn(Type) -> bool, wanted: &'static str) -> Option<Problem> {
    let ty = call.argument(index).ty();
    (!fits(ty)).then(|| Problem::DialectArgument {
        callee: callee_of(call),
        number: index + 1,
        found: ty.to_string(),
        wanted,
    })
}

fn result(call: Value, fits: impl Fn(Type) -> bool, wanted: &'static str) -> Option<Problem> {
    let found = call.ty();
    (!fits(found)).then(|| Problem::DialectResult {
        callee: callee_of(call),
        found: found.to_string(),
        wanted,
    })
}

fn names_function(call: Value) -> Option<Problem> {
    let value = call.argument(0);
    value
        .as_function()
        .is_none()
        .then(|| Problem::NotAFunction { callee: callee_of(call), value: label(value) })
}

fn await_call(call: Value, model: &Model) -> Option<Problem> {
    let is_tracked = |ty| may_be_tracked(model, ty);
    let wanted = "a struct { tracked pointer, i1, arguments... }";
    let fits = |ty: Type| {
        ty.is_struct()
            && ty.field_count() >= 2
            && is_tracked(ty.field(0))
            && ty.field(1).int_width() == Some(1)
    };
    let wrong = result(call, fits, wanted)
        .or_else(|| count(call, 3, "3: (ptr @self, tracked pointer state, i32 flags)"))
        .or_else(|| argument(call, 0, Type::is_pointer, "the address of the function itself"))
        .or_else(|| argument(call, 1, is_tracked, "a tracked pointer (or null): the state"));
    let no_collector = || Problem::NoCollector { callee: callee_of(call) };
    wrong.or_else(|| flags(call)).or_else(|| (!model.is_managed()).then(no_collector))
}

fn flags(call: Value) -> Option<Problem> {
    let rule = match call.argument(2).const_int() {
        None => "the flags of gc.coro.await must be a constant",
        Some(flags) if flags & !(ONE_SHOT | NO_STATE) != 0 => {
            "the flags of gc.coro.await have an unknown bit\nnote: the flags are 1 (one-shot) and 2 (no state)"
        }
        _ => return None,
    };
    Some(Problem::MalformedAwait { rule })
}

fn acquire(call: Value, model: &Model) -> Option<Problem> {
    let is_number = |ty: Type| ty.int_width().is_some();
    let is_tracked = |ty| may_be_tracked(model, ty);
    count(call, 3, "3: (tracked pointer buffer, i64 pointers, i64 bytes)")
        .or_else(|| argument(call, 0, is_tracked, "a tracked pointer: the buffer"))
        .or_else(|| argument(call, 1, is_number, "an integer: how many pointers there is room for"))
        .or_else(|| argument(call, 2, is_number, "an integer: how many bytes there is room for"))
        .or_else(|| result(call, is_tracked, "a tracked pointer: the state"))
}

/// What is wrong with the types of a call of `gc.coro.own`.
pub fn own(call: Value, model: &Model) -> Option<Problem> {
    let is_owned = |ty: Type| pointer_shape(model, ty) == PointerShape::Pointer(PointerKind::Owned);
    count(call, 1, "one: the reference")
        .or_else(|| {
            argument(call, 0, is_owned, "a pointer in an address space of 'owned:' of the collector model")
        })
        .or_else(|| result(call, |ty| ty == call.argument(0).ty(), "the type of the reference"))
}

fn prealloc(call: Value, model: &Model) -> Option<Problem> {
    count(call, 1, "1: the address of the function itself")
        .or_else(|| names_function(call))
        .or_else(|| result(call, |ty| may_be_tracked(model, ty), "a tracked pointer: the state"))
}

fn resume(call: Value, model: &Model) -> Option<Problem> {
    if call.argument_count() == 0 {
        return count(call, 1, "at least one: the handle");
    }
    argument(call, 0, |ty| may_be_tracked(model, ty), "a tracked pointer: the handle")
}

fn return_call(call: Value, model: &Model) -> Option<Problem> {
    if call.argument_count() > 1 {
        return count(call, 1, "one, or none: the value");
    }
    let callers_know = |ty| pointer_shape(model, ty).kind().is_none_or(|kind| kind == PointerKind::Tracked);
    let value = (call.argument_count() == 1).then(|| {
        argument(call, 0, callers_know, "data or a tracked pointer: the caller has no base for others")
    });
    value.flatten().or_else(|| result(call, Type::is_void, "void"))
}

fn share(call: Value, _: &Model) -> Option<Problem> {
    count(call, 1, "one: the object")
        .or_else(|| argument(call, 0, Type::is_pointer, "a pointer to the object"))
        .or_else(|| result(call, Type::is_void, "void"))
}

fn size(call: Value, _: &Model) -> Option<Problem> {
    count(call, 1, "one: the address of a function")
        .or_else(|| names_function(call))
        .or_else(|| result(call, |ty| ty.int_width().is_some(), "an integer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_wrong_letters_are_a_misspelling() {
        assert_eq!(guess("gc.coro.awiat.i64"), " (did you mean 'gc.coro.await'?)");
        assert_eq!(guess("gc.coro.size.byte"), " (did you mean 'gc.coro.size.bytes'?)");
        assert_eq!(guess("gc.coro.yield"), "");
    }
}
