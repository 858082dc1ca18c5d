//! Base and offset of derived pointers.
//!
//! A frame never holds a pointer into an object; it is computed again from the object's pointer and integers. That works
//! for `getelementptr` and casts as they are. Where a derived pointer is chosen among others (phi, select) or put into a
//! vector or taken out, its base and its offset are chosen in its place, and one `getelementptr` makes the pointer of them.
//! Afterwards every derived pointer whose base is known is a chain of `getelementptr`s and casts on a tracked pointer.
//!
//! [`origins`] finds the bases, [`components`] makes base and offset, and [`offsets`] the arithmetic. [`loaded`] and [`gc_loaded`]
//! are about Julia's loaded pointers, [`locals`] about addresses of variables. [`replacement`] replaces a value by what is made.
//! A pointer whose base is unknown stays as it is; the analysis reports it if it is live across a suspension.

mod components;
mod gc_loaded;
mod loaded;
mod locals;
mod offsets;
mod origins;
mod replacement;

use crate::gc::types::{PointerShape, pointer_shape};
use crate::gc::{Model, PointerKind};
use crate::ir::{Block, Builder, Function, Opcode, Value, remove_dead};
use gc_coro_core::walk::walk;

use crate::read::base_pointers::components::{Component, Components};
use crate::read::base_pointers::origins::{Origin, Origins, is_merge};
use crate::read::base_pointers::replacement::{name_for, simplify_phis, take_place};
use crate::read::scalarise_aggregates::defined;
pub use locals::decompose_locals;

/// Lifts the derived pointers of `function` that are chosen among others.
pub fn decompose(function: Function, model: &Model) {
    if !model.is_managed() {
        return;
    }
    define_operands(function, model);
    let origins = Origins::find(function, model);
    let chosen: Vec<Value> = function
        .blocks()
        .flat_map(Block::instructions)
        .filter(|&value| is_merge(value) && needs_lifting(&origins, value))
        .collect();
    let Some(mut components) = Components::new(function, &origins).filter(|_| !chosen.is_empty()) else {
        return;
    };
    log::debug!("'{}': {} derived pointers get base and offset", function.name(), chosen.len());
    let pointers: Vec<Value> = chosen.iter().map(|&value| pointer_of(&mut components, value)).collect();
    let mut idle = std::mem::take(&mut components.created);
    idle.extend(made_of(&chosen));
    for (value, pointer) in chosen.iter().zip(&pointers) {
        take_place(*value, *pointer);
    }
    let gone = simplify_phis(&idle);
    idle.retain(|value| !gone.contains(value));
    remove_dead(&idle);
}

/// Undefined pointers become null where they are chosen or stored: a frame never holds an undefined word.
fn define_operands(function: Function, model: &Model) {
    let instructions: Vec<Value> = function.instructions();
    for inst in instructions {
        let stored = match inst.opcode() {
            Some(Opcode::LLVMStore) => Some(0),
            Some(Opcode::LLVMAtomicRMW) => Some(1),
            Some(Opcode::LLVMAtomicCmpXchg) => Some(2),
            _ => None,
        };
        let is_chosen = || is_merge(inst) && pointer_shape(model, inst.ty()).kind().is_some();
        let range = match stored {
            Some(index) => index..index + 1,
            None if is_chosen() => 0..inst.operand_count(),
            None => continue,
        };
        for index in range {
            let constant = inst.operand(index).filter(|operand| operand.is_constant());
            let Some(constant) = constant.filter(|c| pointer_shape(model, c.ty()) != PointerShape::Plain)
            else {
                continue;
            };
            let defined = defined(model, constant);
            if defined != constant {
                inst.set_operand(index, defined);
            }
        }
        if inst.is_opcode(Opcode::LLVMShuffleVector) && is_chosen() {
            define_lanes(inst);
        }
    }
}

/// Lanes of a `shufflevector` that may be anything become its first lane.
fn define_lanes(shuffle: Value) {
    let mask = shuffle.shuffle_mask();
    if mask.iter().all(Option::is_some) {
        return;
    }
    let mask: Vec<u32> = mask.into_iter().map(|lane| lane.unwrap_or(0)).collect();
    let (one, other) = (shuffle.argument(0), shuffle.argument(1));
    take_place(shuffle, Builder::before(shuffle).shuffle(one, other, &mask, ""));
    shuffle.erase();
}

/// Whether `value` is a derived pointer with a base that may be live after its block.
fn needs_lifting(origins: &Origins, value: Value) -> bool {
    if origins.kind(value).is_none() || origins.is_base(value) || !value.has_uses() {
        return false;
    }
    let block = value.block();
    let is_close = |user: &Value| {
        !user.is_phi()
            && user.block() == block
            && pointer_shape(origins.model, user.ty()) == PointerShape::Plain
    };
    // A suspension ends a block.
    let is_local = value.users().iter().all(is_close);
    !is_local && !matches!(origins.origin(value), Origin::Unknown | Origin::Pending)
}

/// The `getelementptr` that makes `value` of its base and its offset.
fn pointer_of(components: &mut Components, value: Value) -> Value {
    let is_loaded = components.origins.kind(value) == Some(PointerKind::Loaded);
    let base = if is_loaded { loaded::root(components, value) } else { components.scalar_base(value) };
    let offset = components.component(value, Component::Offset);
    // A loaded pointer that was made again stands in the place after `value` itself.
    let is_made_again = is_loaded && components.origins.is_own(value);
    let build = Builder::after(if is_made_again { base } else { value });
    let build = build.expect("what has an origin has a place after");
    let wanted = value.ty().scalar().shaped_like(base.ty());
    let base = if base.ty() == wanted {
        base
    } else {
        let cast = build.cast_space(base, wanted, &name_for(value, "cast"));
        components.note(cast)
    };
    if offset.is_null() && base.ty() == value.ty() {
        return base;
    }
    let pointer = build.offset_by(base, offset, "");
    components.note(pointer)
}

/// The pointer arithmetic and choices that `values` are made of, and they themselves.
fn made_of(values: &[Value]) -> Vec<Value> {
    let is_pointer = |value: Value| value.ty().scalar().is_pointer();
    let is_idle = |value: &Value| {
        use Opcode::*;
        let moves = matches!(value.opcode(), Some(LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast));
        is_pointer(*value) && (moves || is_merge(*value))
    };
    walk(values.iter().copied(), |value| value.operands().filter(is_idle).collect::<Vec<_>>()).collect()
}
