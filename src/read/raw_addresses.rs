//! Addresses of collected memory in disguise: as plain pointers, and as integers that become pointers again.
//!
//! No collector knows them, so that an object that moves, or dies, does not update them. They may be used until the next
//! suspension; an address that is needed after that has to be got again.

use rustc_hash::FxHashSet;

use crate::gc::types::{PointerShape, pointer_shape};
use crate::gc::{Model, PointerKind};
use crate::ir::{Opcode, Value};
use gc_coro_core::model::{Unstorable, ValueClass};

use crate::read::activation::root_of;
use crate::read::computed_values::computes;
use crate::read::model_map::ModelMap;
use crate::read::partial_stores::constant_distance;

/// Forbids casts of managed pointers to plain ones that are live across a suspension, and numbers of which a pointer is made again.
/// (A number that is only looked at, a hash, is data.)
pub fn forbid_disguises(model_map: &mut ModelMap, model: &Model) {
    let insts: Vec<Value> = model_map.insts.iter().map(|(_, inst)| *inst).collect();
    let is_managed = |value: Value| may_move(model, value);
    let mut numbers = Vec::new();
    for inst in insts {
        match inst.opcode() {
            Some(Opcode::LLVMAddrSpaceCast) if is_managed(inst.argument(0)) && !is_managed(inst) => {
                forbid_from(model_map, inst);
            }
            Some(Opcode::LLVMPtrToInt) if is_managed(inst.argument(0)) => numbers.push(inst),
            Some(Opcode::LLVMAlloca) => {
                for load in loads_of_other_types(inst, is_managed) {
                    if load.ty().is_pointer() {
                        forbid_from(model_map, load);
                    } else {
                        numbers.push(load);
                    }
                }
            }
            _ => {}
        }
    }
    forbid_numbers(model_map, numbers, model);
}

/// Whether `value` is of a collector that may move the object. One that counts references never does.
pub fn may_move(model: &Model, value: Value) -> bool {
    let shape = pointer_shape(model, value.ty());
    shape != PointerShape::Plain && shape.kind() != Some(PointerKind::Owned)
}

/// What is loaded as plain data from places of `alloca` that managed pointers are stored to.
fn loads_of_other_types(alloca: Value, is_managed: impl Fn(Value) -> bool) -> Vec<Value> {
    let accesses = accesses_of(alloca);
    let is_store = |access: Value| access.is_opcode(Opcode::LLVMStore);
    let stored: FxHashSet<u64> = accesses
        .iter()
        .filter(|(_, access)| is_store(*access) && is_managed(access.argument(0)))
        .map(|(offset, _)| *offset)
        .collect();
    let is_other =
        |offset, access: Value| stored.contains(offset) && !is_store(access) && !is_managed(access);
    accesses.iter().filter(|(offset, access)| is_other(offset, *access)).map(|(_, load)| *load).collect()
}

/// `plain` and what is computed from it are addresses of an object that may move.
pub fn forbid_from(model_map: &mut ModelMap, plain: Value) {
    use Opcode::*;
    let mut work = vec![plain];
    while let Some(value) = work.pop() {
        if !forbid(model_map, value) {
            continue;
        }
        let goes_on = |user: &Value| {
            let same = [LLVMGetElementPtr, LLVMBitCast, LLVMPHI, LLVMSelect, LLVMFreeze];
            user.opcode().is_some_and(|opcode| same.contains(&opcode)) && user.ty().address_space() == Some(0)
        };
        work.extend(value.users().into_iter().filter(goes_on));
    }
}

/// Whether `store` puts `number` in a place of a variable that managed pointers are loaded from.
fn is_loaded_as_pointer(store: Value, number: Value, model: &Model) -> bool {
    let root = root_of(store.argument(1));
    if store.argument(0) != number || !root.is_alloca() {
        return false;
    }
    let is_managed = |value: Value| pointer_shape(model, value.ty()) != PointerShape::Plain;
    let accesses = accesses_of(root);
    let place = accesses.iter().find(|(_, access)| *access == store).map(|(offset, _)| *offset);
    let is_load = |access: Value| access.is_opcode(Opcode::LLVMLoad) && is_managed(access);
    accesses.iter().any(|(offset, access)| Some(*offset) == place && is_load(*access))
}

/// The loads from an alloca and the stores to it at known distances in bytes.
fn accesses_of(alloca: Value) -> Vec<(u64, Value)> {
    let layout = alloca.block().function().module().data_layout();
    let mut accesses = Vec::new();
    let (mut seen, mut work) = (FxHashSet::default(), vec![(alloca, 0u64)]);
    while let Some((address, offset)) = work.pop() {
        if !seen.insert(address) {
            continue;
        }
        for site in address.uses() {
            match site.user.opcode() {
                Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) => {
                    let further = constant_distance(site.user, layout);
                    work.extend(further.map(|more| (site.user, offset.wrapping_add(more))));
                }
                Some(Opcode::LLVMStore) if site.operand == 1 => accesses.push((offset, site.user)),
                Some(Opcode::LLVMLoad) => accesses.push((offset, site.user)),
                _ => {}
            }
        }
    }
    accesses
}

/// Lets no frame hold `value`. Computed again it would be another address. Whether that is news.
fn forbid(model_map: &mut ModelMap, value: Value) -> bool {
    let Some(&id) = model_map.value_ids.get(&value) else { return false };
    let class = ValueClass::Unstorable(Unstorable::RawAddress);
    if matches!(value.opcode(), Some(Opcode::LLVMAddrSpaceCast | Opcode::LLVMPtrToInt)) {
        model_map.coroutine.values[id].remat_operands = None;
    }
    std::mem::replace(&mut model_map.coroutine.values[id].class, class) != class
}

/// Of `numbers`, and what is computed from them, those of which a pointer is made.
fn forbid_numbers(model_map: &mut ModelMap, numbers: Vec<Value>, model: &Model) {
    use Opcode::*;
    let mut computed: FxHashSet<Value> = FxHashSet::default();
    let mut back = Vec::new();
    let mut work = numbers;
    while let Some(number) = work.pop() {
        if !computed.insert(number) {
            continue;
        }
        for user in number.users() {
            match user.opcode() {
                Some(LLVMIntToPtr) => back.push(number),
                Some(LLVMStore) if is_loaded_as_pointer(user, number, model) => back.push(number),
                _ if computes(user) => work.push(user),
                _ => {}
            }
        }
    }
    let mut seen = FxHashSet::default();
    while let Some(number) = back.pop() {
        if computed.contains(&number) && seen.insert(number) {
            forbid(model_map, number);
            back.extend(number.operands());
        }
    }
}
