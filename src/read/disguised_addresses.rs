//! Addresses of allocas in disguise: in numbers, structs, vectors, and what intrinsics return.
//!
//! The split moves an alloca, or gives each activation its own, and puts the new address where the old one is used. It does not
//! see an address in disguise. So one that a continuation of an await needs is made again there, and one from before
//! `llvm.coro.begin` is refused after it.

use rustc_hash::FxHashSet;

use crate::ir::{Opcode, Value};
use gc_coro_core::model::{Object, ObjectId, Unstorable, ValueClass, ValueId};

use crate::read::computed_values::computes;
use crate::read::intrinsics::called_name;
use crate::read::model_map::ModelMap;

/// Intrinsics that return what they are given, or most of it.
const SAME: [&[u8]; 4] =
    [b"llvm.ptrmask.", b"llvm.launder.invariant.group.", b"llvm.strip.invariant.group.", b"llvm.ssa.copy."];

/// Whether `user` makes another form of the address that it uses.
pub fn is_disguise(user: Value) -> bool {
    use Opcode::{LLVMFreeze, LLVMInsertElement, LLVMInsertValue, LLVMPtrToInt, LLVMShuffleVector};
    let opcodes = [LLVMFreeze, LLVMInsertElement, LLVMInsertValue, LLVMPtrToInt, LLVMShuffleVector];
    user.opcode().is_some_and(|opcode| opcodes.contains(&opcode))
        || called_name(user).is_some_and(|name| SAME.iter().any(|same| name.starts_with(same)))
}

/// Notes `seeds`, disguises of the address of object `id`, and all that is computed from them; `stores` are the instructions
/// that store the address or a disguise.
pub fn note(model_map: &mut ModelMap, id: ObjectId, seeds: &[Value], mut stores: Vec<Value>) {
    let mut seen = FxHashSet::default();
    let mut work = seeds.to_vec();
    let mut found: Vec<ValueId> = Vec::new();
    while let Some(value) = work.pop() {
        let Some(&number) = model_map.value_ids.get(&value).filter(|_| seen.insert(value)) else { continue };
        found.push(number);
        for user in value.users().into_iter().filter(|user| user.is_instruction()) {
            if user.is_opcode(Opcode::LLVMStore) {
                stores.extend(Some(user).filter(|store| store.argument(0) == value));
            } else if is_disguise(user) || computes(user) || makes_pointer(user) {
                work.push(user);
            }
        }
    }
    found.sort_unstable();
    if model_map.coroutine.lowering.is_await() {
        found.iter().for_each(|&number| make_again(model_map, number));
    }
    let stores = stores.into_iter().filter_map(|store| model_map.inst_id(store)).collect();
    let object: &mut Object = &mut model_map.coroutine.objects[id];
    (object.disguised, object.stored_at) = (found, stores);
}

/// Whether a pointer is made of a number, or of another pointer.
fn makes_pointer(user: Value) -> bool {
    use Opcode::{LLVMAddrSpaceCast, LLVMGetElementPtr, LLVMIntToPtr};
    matches!(user.opcode(), Some(LLVMAddrSpaceCast | LLVMIntToPtr | LLVMGetElementPtr))
}

/// No frame of an await holds the value: a continuation computes it from its own variable.
fn make_again(model_map: &mut ModelMap, number: ValueId) {
    let value = model_map.values[number];
    if model_map.coroutine.values[number].class == ValueClass::Data {
        model_map.coroutine.values[number].class = ValueClass::Unstorable(Unstorable::LocalAddress);
    }
    if !value.is_phi() {
        let operands = value.operands().filter_map(|operand| model_map.value_ids.get(&operand).copied());
        let operands = operands.collect();
        model_map.coroutine.values[number].remat_operands = Some(operands);
    }
}
