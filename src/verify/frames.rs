//! What final functions do with frames: it must be what the descriptor tells the collector.
//!
//! A clone has the frame as its argument; any other function, the ramp first of all, where it stores the resume function at
//! the beginning of one. Only accesses at constant offsets are compared with the maps: an array in a frame may have a variable index.

use rustc_hash::FxHashSet;

use crate::gc::PointerKind;
use crate::gc::types::{PointerShape, managed_words, pointer_shape};
use crate::ir::{AttributeIndex, Function, Opcode, Type, Value};
use crate::read::intrinsics::Coro;
use gc_coro_core::walk::walk;

use crate::diag::violation::{Violation, kind_name};
use crate::ir::{callee_name, label};
use crate::verify::descriptor::{Described, Layout, descriptor_of_clone};
use crate::verify::frame_accesses::{Access, AccessKind, accesses};
use crate::verify::premature_store;
use crate::verify::subject::Subject;
use crate::verify::unfilled_words;

/// Number of pairs of a pointer and a distance that the search visits: a loop that steps through an object has no last one.
const MOST_PATHS: usize = 1 << 12;
const CLONE_SUFFIXES: [&str; 3] = [".resume", ".destroy", ".cleanup"];

pub fn check(subject: &Subject, descriptors: &[Described]) {
    if subject.unsplit {
        return;
    }
    for (described, frame) in described_frames(subject, descriptors) {
        let Some(layout) = &described.layout else { continue };
        if let Some(alloca) = on_stack(frame) {
            let coroutine = described.coroutine.clone();
            subject.report(Some(alloca), Violation::FrameOnStack { coroutine });
        }
        let accesses = accesses(subject, frame);
        for access in &accesses {
            described_access(subject, layout, access);
        }
        premature_store::check(subject, layout, &accesses);
        unfilled_words::check(subject, layout, &accesses, frame.is_argument());
    }
    strange_frames(subject, descriptors);
}

/// The frames with a descriptor that the function works on.
fn described_frames<'a>(subject: &Subject, descriptors: &'a [Described]) -> Vec<(&'a Described, Value)> {
    let mut frames = Vec::new();
    if let Some(described) = descriptor_of_clone(subject.function, descriptors) {
        frames.extend(subject.function.params().next().map(|frame| (described, frame)));
    }
    for (function, frame) in begun_frames(subject) {
        frames.extend(descriptor_of_clone(function, descriptors).map(|described| (described, frame)));
    }
    frames
}

/// The alloca that a frame is in, or may be in.
fn on_stack(frame: Value) -> Option<Value> {
    let from = |value: Value| match value.opcode() {
        Some(Opcode::LLVMPHI) => value.incoming().into_iter().map(|(v, _)| v).collect(),
        Some(Opcode::LLVMSelect) => vec![value.argument(1), value.argument(2)],
        Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMFreeze) => {
            vec![value.argument(0)]
        }
        Some(Opcode::LLVMCall) if Coro::of(value) == Some(Coro::Begin) => vec![value.argument(1)],
        _ => Vec::new(),
    };
    walk([frame], from).find(|value| value.is_alloca())
}

/// The frames that begin here, each with the function that its first word names.
fn begun_frames(subject: &Subject) -> Vec<(Function, Value)> {
    let stores = subject.instructions.iter().filter(|inst| inst.is_opcode(Opcode::LLVMStore));
    let mut begun = Vec::new();
    for &store in stores {
        let Some(function) = store.argument(0).as_function() else { continue };
        let mut address = store.argument(1);
        let is_same = |v: Value| {
            v.is_opcode(Opcode::LLVMGetElementPtr) && v.gep_constant_offset(subject.layout) == Some(0)
        };
        while is_same(address) {
            address = address.argument(0);
        }
        // The second word names the destroy function: its place is not the beginning.
        if !address.is_opcode(Opcode::LLVMGetElementPtr) && !begun.contains(&(function, address)) {
            begun.push((function, address));
        }
    }
    begun
}

fn described_access(subject: &Subject, layout: &Layout, access: &Access) {
    match access.kind {
        AccessKind::Load => loaded(subject, layout, access),
        AccessKind::Store(value) => stored(subject, layout, access, value),
        AccessKind::Set(byte, length) => {
            let Some((offset, length)) = access.offset.and_then(|o| u64::try_from(o).ok()).zip(length) else {
                return;
            };
            let word = layout.tracked_word_in(offset, length).filter(|_| byte != Some(0));
            if let Some(word) = word {
                let violation =
                    Violation::NoPointer { value: "a byte pattern".to_owned(), offset: signed(word) };
                subject.report(Some(access.inst), violation);
            }
        }
    }
}

fn loaded(subject: &Subject, layout: &Layout, access: &Access) {
    let Some(offset) = access.offset else { return };
    let unnamed =
        |(at, _): &(i64, PointerKind)| u64::try_from(*at).map_or(true, |at| !layout.tracked.contains(&at));
    if let Some((offset, _)) = words_at(subject, access.inst.ty(), offset).into_iter().find(unnamed) {
        subject.report(Some(access.inst), Violation::LoadNotInMaps { offset });
    }
}

fn stored(subject: &Subject, layout: &Layout, access: &Access, value: Value) {
    let report = |violation| subject.report(Some(access.inst), violation);
    let name = || label(value);
    if is_thread_pointer(subject, value) {
        return report(Violation::ThreadPointerInFrame { value: name() });
    }
    let kinds = words_at(subject, value.ty(), access.offset.unwrap_or(0));
    if let Some((_, kind)) = kinds.iter().find(|(_, kind)| !kind.is_object()) {
        let space = value.ty().address_space().unwrap_or_default();
        return report(match pointer_shape(&subject.model, value.ty()) {
            PointerShape::Aggregate => Violation::Stored { kind: kind_name(*kind), space },
            _ => Violation::DerivedInFrame { value: name() },
        });
    }
    if !kinds.is_empty() && is_derived(subject, value) {
        return report(Violation::DerivedInFrame { value: name() });
    }
    let Some(offset) = access.offset else { return };
    if let Some((offset, _)) =
        kinds.iter().find(|(at, _)| u64::try_from(*at).map_or(true, |at| !layout.tracked.contains(&at)))
    {
        return report(Violation::NotInMaps { value: name(), offset: *offset });
    }
    let is_pointer = matches!(
        pointer_shape(&subject.model, value.ty()),
        PointerShape::Pointer(_) | PointerShape::Vector(_)
    );
    if (is_pointer && !value.is_undefined()) || value.is_null() {
        return;
    }
    // Not a pointer, or an aggregate of some: the bytes that are none must not be a tracked word.
    let size = subject.layout.store_size(value.ty());
    let Some(start) = u64::try_from(offset).ok() else { return };
    let named: FxHashSet<u64> = kinds.iter().filter_map(|(at, _)| u64::try_from(*at).ok()).collect();
    let others = layout.tracked.iter().filter(|word| value.is_undefined() || !named.contains(word));
    let word = others
        .copied()
        .find(|&word| word < start.saturating_add(size) && start < word.saturating_add(layout.pointer_size));
    if let Some(word) = word {
        report(Violation::NoPointer { value: name(), offset: signed(word) });
    }
}

/// The managed pointers of a value of type `ty` at `offset`.
fn words_at(subject: &Subject, ty: Type, offset: i64) -> Vec<(i64, PointerKind)> {
    if !ty.has_fixed_size() {
        return Vec::new();
    }
    let words = managed_words(&subject.model, ty, subject.layout);
    words.into_iter().map(|(at, kind)| (offset.saturating_add(signed(at)), kind)).collect()
}

fn signed(offset: u64) -> i64 {
    i64::try_from(offset).unwrap_or(i64::MAX)
}

/// Whether a value of tracked type may point into an object and not to its beginning.
///
/// Distances are added up on each path back to an object: what leads into it may lead back to its beginning, also across the
/// phi or select that chooses among such.
pub fn is_derived(subject: &Subject, value: Value) -> bool {
    let mut seen = FxHashSet::from_iter([(value, 0i64)]);
    let mut work = vec![(value, 0i64)];
    while let Some((value, distance)) = work.pop() {
        let Some(from) = led_from(subject, value) else { return true };
        if from.is_empty() && distance != 0 && !value.is_constant() {
            return true;
        }
        for (from, step) in from {
            let Some(distance) = distance.checked_add(step) else { return true };
            if seen.insert((from, distance)) {
                work.push((from, distance));
            }
        }
        if seen.len() > MOST_PATHS {
            return true;
        }
    }
    false
}

/// The pointers that `value` is made of, each with the distance in bytes from it; none for an object. `None` if that is not known.
fn led_from(subject: &Subject, value: Value) -> Option<Vec<(Value, i64)>> {
    use Opcode::*;
    let same = |values: Vec<Value>| Some(values.into_iter().map(|value| (value, 0)).collect());
    match value.opcode() {
        Some(LLVMGetElementPtr) => {
            value.gep_constant_offset(subject.layout).map(|step| vec![(value.argument(0), step)])
        }
        Some(LLVMIntToPtr) => None,
        Some(LLVMAddrSpaceCast) => {
            let from_plain = pointer_shape(&subject.model, value.argument(0).ty()) == PointerShape::Plain;
            (!from_plain || subject.model.load.is_some()).then(Vec::new)
        }
        Some(LLVMFreeze | LLVMBitCast | LLVMExtractElement) => same(vec![value.argument(0)]),
        Some(LLVMSelect) => same(vec![value.argument(1), value.argument(2)]),
        Some(LLVMPHI) => same(value.incoming().into_iter().map(|(v, _)| v).collect()),
        Some(LLVMInsertElement | LLVMShuffleVector) => same(vec![value.argument(0), value.argument(1)]),
        _ => Some(Vec::new()),
    }
}

/// Whether a value is the thread pointer, or an address in what belongs to it.
fn is_thread_pointer(subject: &Subject, value: Value) -> bool {
    if value.ty().address_space() != Some(0) {
        return false;
    }
    reaches(value, |value| {
        use Opcode::*;
        if value.is_argument() {
            let key = subject.model.thread_pointer_parameter;
            let index =
                subject.function.params().position(|p| p == value).and_then(|i| u32::try_from(i).ok());
            let at = index.map(AttributeIndex::Param);
            let marked =
                key.zip(at).is_some_and(|(k, at)| subject.function.string_attribute_at(at, k).is_some());
            return if marked { Search::Found } else { Search::Look(vec![]) };
        }
        if subject.model.is_thread_pointer(callee_name(value).as_bytes()) {
            return Search::Found;
        }
        match value.opcode() {
            Some(LLVMGetElementPtr | LLVMBitCast | LLVMFreeze) => Search::Look(vec![value.argument(0)]),
            Some(LLVMSelect) => Search::Look(vec![value.argument(1), value.argument(2)]),
            Some(LLVMPHI) => Search::Look(value.incoming().into_iter().map(|(v, _)| v).collect()),
            _ => Search::Look(vec![]),
        }
    })
}

enum Search {
    Found,
    Look(Vec<Value>),
}

/// Whether `step` finds something in `value` or where it comes from.
fn reaches(value: Value, step: impl Fn(Value) -> Search) -> bool {
    let mut seen = FxHashSet::from_iter([value]);
    let mut work = vec![value];
    while let Some(value) = work.pop() {
        match step(value) {
            Search::Found => return true,
            Search::Look(from) => work.extend(from.into_iter().filter(|&v| seen.insert(v))),
        }
    }
    false
}

/// Frames with managed pointers without a descriptor: LLVM's own coro-split has made them.
fn strange_frames(subject: &Subject, descriptors: &[Described]) {
    let module = subject.function.module();
    let mut frames: Vec<(String, Value)> = Vec::new();
    let is_clone_type = |f: Function| f.function_type().parameters().len() == 1 && f.return_type().is_void();
    let coroutine_of = |function: Function| {
        let name = function.name();
        let ramp = CLONE_SUFFIXES.iter().find_map(|suffix| name.strip_suffix(suffix)).map(str::to_owned);
        ramp.filter(|ramp| module.function_named(ramp).is_some() && is_clone_type(function))
            .filter(|_| descriptor_of_clone(function, descriptors).is_none())
    };
    if let Some((ramp, frame)) = coroutine_of(subject.function).zip(subject.function.params().next()) {
        // The clones share their frame: one complaint about it is enough, beside that of the ramp.
        let name = subject.function.name();
        if name.ends_with(CLONE_SUFFIXES[0])
            || module.function_named(&format!("{ramp}{}", CLONE_SUFFIXES[0])).is_none()
        {
            frames.push((ramp, frame));
        }
    }
    for (function, frame) in begun_frames(subject) {
        frames.extend(coroutine_of(function).map(|ramp| (ramp, frame)));
    }
    for (coroutine, frame) in frames {
        let has_managed = |access: &&Access| match access.kind {
            AccessKind::Load => pointer_shape(&subject.model, access.inst.ty()) != PointerShape::Plain,
            AccessKind::Store(value) => {
                pointer_shape(&subject.model, value.ty()) != PointerShape::Plain && !value.is_constant()
            }
            AccessKind::Set(..) => false,
        };
        if let Some(access) = accesses(subject, frame).iter().find(has_managed) {
            subject.report(Some(access.inst), Violation::SplitWithoutMaps { coroutine });
        }
    }
}
