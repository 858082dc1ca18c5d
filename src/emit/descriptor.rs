//! The descriptor `f.gc_coro` of a frame, and the prefix data that leads from a frame to it.
//!
//! The layout is that of `gc_coro_descriptor` in `include/gc_coro.h`. The clones carry, as prefix data before their first
//! instruction (`llvm/docs/LangRef.rst`, "Prefix Data"), a mark and the distance to the descriptor: no relocation at run
//! time, nothing in the frame.

use crate::abi::descriptor::*;
use crate::abi::names::symbol;
use crate::ir::{Function, IrModule, Value, shim};
use crate::options::Fault;

use crate::emit::plan::Plan;

/// Writes the descriptor of a function of the await dialect: its frames name it.
pub fn export(plan: Plan<'_>) -> Value {
    let ramp = plan.canonical.shape.function;
    shim::add_descriptor(ramp, &symbol::descriptor(&ramp.name()), content(plan, ramp.module()))
}

/// Writes the descriptor of the frames that one await makes, which are no larger than it needs. Only these frames refer to it.
pub fn describe_await(plan: Plan<'_>, function: Function) -> Value {
    let module = function.module();
    let descriptor = module.add_constant(&symbol::descriptor(&function.name()), content(plan, module));
    descriptor.set_alignment(8);
    descriptor.constant_in(module.pointer_type())
}

/// Writes the descriptor of a split coroutine, and its address before `clones`, which have the frame as an argument.
pub fn describe(plan: Plan<'_>, clones: impl Iterator<Item = Function>) {
    let ramp = plan.canonical.shape.function;
    let module = ramp.module();
    let content = content(plan, module);
    let exported = shim::add_descriptor(ramp, &symbol::descriptor(&ramp.name()), content);
    // A symbol of a shared library that another one may replace has no constant distance. The clones get a copy.
    let descriptor = if shim::is_dso_local(ramp) {
        exported
    } else {
        let copy = module.add_constant(&format!("{}{}", ramp.name(), symbol::OWN_DESCRIPTOR), content);
        copy.set_alignment(8);
        copy
    };
    for clone in clones {
        let distance = descriptor.distance_from(clone.as_value());
        let (int32, int64) = (module.int_type(32), module.int_type(64));
        let fields = [int64.const_int(MAGIC), int32.const_int(0), distance];
        shim::set_prefix(clone, module.const_struct(&fields));
        // The prefix data ends where the function begins, and a runtime loads its words. Targets with instructions of two bytes, and
        // x86-64 for size, put functions at any address.
        clone.align_to(8);
    }
}

/// The fields in the order of the header, the maps, the frames inside of this one, the name.
fn content(plan: Plan<'_>, module: IrModule) -> Value {
    let frame = plan.frame;
    let has_awaits = plan.model_map.coroutine.lowering.is_await();
    // The collector looks at all of the pointer area of an await's frame, whichever await made it: one state, before the first suspension.
    let suspends = if has_awaits { 0 } else { plan.canonical.suspends.len() };
    let pointer = plan.model_map.coroutine.pointer_bytes;
    let (origin, maps) = frame.tracked.maps(suspends, pointer);
    let (pointers, count) = frame.tracked.area;
    let area_end = pointers + count * pointer;
    let bytes = area_end.max(2 * pointer);
    let in_area = |offset: u64| (pointers..area_end).contains(&offset);
    let inner = inner_frames(plan);
    let area_only = inner.is_empty() && frame.tracked.words.iter().all(|word| in_area(word.offset));
    let (state_offset, state_size) =
        frame.index.map_or((0, 0), |index| (index.offset, u64::from(index.bits) / 8));
    let map_words = maps[0].len() as u64;
    let name = HEADER + MAP_WORD * (map_words * maps.len() as u64 + inner.len() as u64);
    let flag = |holds: bool, flag: u64| if holds { flag } else { 0 };
    let header_words = plan.canonical.object_header.words.len() as u64;
    let flags = flag(!has_awaits, SWITCH_RESUMED)
        | flag(area_only, AREA_ONLY)
        | flag(!inner.is_empty(), HAS_INNER)
        | header_words << HEADER_WORDS_SHIFT;
    let numbers = [
        (VERSION, if inner.is_empty() { CURRENT_VERSION } else { INNER_VERSION }),
        (FLAGS, flags),
        (FRAME_SIZE, frame.size),
        (FRAME_ALIGN, frame.align),
        (POINTERS_OFFSET, pointers),
        (POINTER_COUNT, count),
        (BYTES_OFFSET, bytes),
        (BYTE_COUNT, frame.size - bytes),
        (STATE_OFFSET, state_offset),
        (STATE_SIZE, state_size),
        (SUSPEND_COUNT, suspends as u64),
        (MAPS, HEADER),
        (MAP_WORDS, map_words),
        (MAP_ORIGIN, origin),
        (POINTER_SIZE, pointer),
        (NAME, name),
    ];
    debug_assert!(numbers.iter().map(|(field, _)| field.number).eq(0..FIELDS));
    let constant = |(field, number): (Field, u64)| module.int_type(field.bits()).const_int(number);
    let mut fields: Vec<Value> = numbers.into_iter().map(constant).collect();
    let int64 = module.int_type(64);
    let words: Vec<Value> = maps.iter().flatten().map(|word| int64.const_int(*word)).collect();
    fields.push(module.const_array(int64, &words));
    if !inner.is_empty() {
        let numbers: Vec<Value> = inner.into_iter().map(|number| int64.const_int(number)).collect();
        fields.push(module.const_array(int64, &numbers));
    }
    fields.push(module.const_string(&plan.model_map.coroutine.name));
    module.const_struct(&fields)
}

/// The number of frames of other coroutines inside of this one, and their offsets; nothing where there are none.
fn inner_frames(plan: Plan<'_>) -> Vec<u64> {
    let offsets = &plan.frame.tracked.inner;
    if offsets.is_empty() || plan.options.breaks(Fault::NoInnerFrames) {
        return Vec::new();
    }
    [offsets.len() as u64].into_iter().chain(offsets.iter().copied()).collect()
}
