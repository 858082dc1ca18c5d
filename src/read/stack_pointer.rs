//! `llvm.stacksave` and `llvm.stackrestore`: the allocas of a scope end with it.

use crate::ir::{Opcode, Value};
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, Coroutine, Event, EventKind, InstId, ObjectId, Position};

use crate::read::intrinsics::{called_name, lifetime_marker};
use crate::read::model_map::ModelMap;

/// A `llvm.stacksave` and those that restore what it has saved.
pub struct Scope {
    save: Place,
    restores: Vec<Place>,
}

type Place = (BlockId, Position);

/// The scopes of a function.
pub fn scopes(model_map: &ModelMap) -> Vec<Scope> {
    let place = |id: InstId| (model_map.block_of(id), model_map.position(id));
    let restores_of = |save: Value| {
        let names = [save].into_iter().chain(loads_of(save));
        let users = names.flat_map(Value::users).filter(|user| is_call_of(*user, b"llvm.stackrestore"));
        users.filter_map(|user| model_map.inst_id(user)).map(place).collect()
    };
    let saves = model_map.insts.iter().filter(|(_, inst)| is_call_of(**inst, b"llvm.stacksave"));
    saves.map(|(id, inst)| Scope { save: place(id), restores: restores_of(*inst) }).collect()
}

/// What loads a stack pointer again, which nothing else is stored in the place of: without optimisation it is in a variable.
fn loads_of(save: Value) -> Vec<Value> {
    let only_store = |variable: Value| {
        let stored_here = |user: &Value| user.is_opcode(Opcode::LLVMStore) && user.argument(1) == variable;
        let harmless = |user: &Value| user.is_opcode(Opcode::LLVMLoad) || lifetime_marker(*user).is_some();
        let users: Vec<Value> = variable.users().into_iter().filter(|user| user.is_instruction()).collect();
        users.iter().filter(|user| stored_here(user)).count() == 1
            && users.iter().all(|user| stored_here(user) || harmless(user))
    };
    let stores = save.users().into_iter().filter(|user| user.is_opcode(Opcode::LLVMStore));
    let here = stores.filter(|store| store.argument(0) == save && store.block() == save.block());
    let variables = here.map(|store| store.argument(1)).filter(|v| v.is_alloca() && only_store(*v));
    variables.flat_map(Value::users).filter(|user| user.is_opcode(Opcode::LLVMLoad)).collect()
}

/// Whether an instruction calls an intrinsic, whatever its types are.
pub fn is_call_of(inst: Value, intrinsic: &[u8]) -> bool {
    called_name(inst).is_some_and(|name| name.starts_with(intrinsic))
}

/// Ends the lifetime of an object where a scope ends that it was allocated in. Allocas of constant size in the entry block are no
/// in any scope.
pub fn end_with_scopes(coroutine: &mut Coroutine, id: ObjectId, scopes: &[Scope]) {
    let value = &coroutine.values[coroutine.objects[id].value];
    let alloca = (value.block, value.position);
    if alloca.0 == coroutine.entry() && !coroutine.objects[id].dynamic {
        return;
    }
    let start = (coroutine.entry(), 0);
    let holds = |scope: &&Scope| {
        // Between the save and each of its restores it is allocated last, if at all.
        !reaches(coroutine, start, alloca, &[scope.save])
            && !reaches(coroutine, (alloca.0, alloca.1 + 1), scope.save, &scope.restores)
    };
    let ends: Vec<Event> = scopes
        .iter()
        .filter(holds)
        .flat_map(|scope| &scope.restores)
        .map(|&(block, position)| Event { block, position, kind: EventKind::End })
        .collect();
    let events = &mut coroutine.objects[id].events;
    events.extend(ends);
    events.sort_by_key(|event| event.position);
}

/// Whether a path leads from `from` on to `to` on which none of `barred` stands.
fn reaches(coroutine: &Coroutine, from: Place, to: Place, barred: &[Place]) -> bool {
    let mut seen = IndexVec::<BlockId, bool>::filled(coroutine.blocks.len(), false);
    let mut work = vec![from];
    while let Some((block, first)) = work.pop() {
        let wall = barred.iter().filter(|(b, p)| *b == block && *p >= first).map(|(_, p)| *p).min();
        if to.0 == block && to.1 >= first && wall.is_none_or(|wall| to.1 < wall) {
            return true;
        }
        if wall.is_some() {
            continue;
        }
        for edge in &coroutine.blocks[block].successors {
            if !std::mem::replace(&mut seen[edge.block], true) {
                work.push((edge.block, coroutine.blocks[edge.block].first));
            }
        }
    }
    false
}
