//! Where the ramp of a split coroutine puts the handle.

use crate::elide::callee::{Callee, own_id};
use crate::ir::{DataLayout, Function, Opcode, Value, shim};
use crate::read::intrinsics::Coro;

/// Where the caller of a ramp finds the handle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HandleTarget {
    /// The ramp returns the address that is so many bytes after the handle.
    Returned { distance: i64 },
    /// The ramp stores that address `offset` bytes into the memory that a parameter points to.
    Stored { parameter: u32, offset: i64, distance: i64 },
}

/// The coroutine whose ramp is `ramp`, and where the handle goes, if it is one of those that can be elided.
pub fn of_ramp(ramp: Function) -> Option<(Callee, HandleTarget)> {
    let (id, callee) = own_id(ramp)?;
    let has_alloc = id.users().into_iter().any(|user| Coro::of(user) == Some(Coro::Alloc));
    Some((callee, target(ramp, id).filter(|_| has_alloc)?))
}

/// The same of a coroutine whose second ramp is there already: the first one may allocate whatever its caller wants.
pub fn of_ramp_with_second(ramp: Function) -> Option<(Callee, HandleTarget)> {
    let (id, callee) = own_id(ramp)?;
    Some((callee, target(ramp, id)?))
}

fn target(ramp: Function, id: Value) -> Option<HandleTarget> {
    let begin = id.users().into_iter().find(|&user| Coro::of(user) == Some(Coro::Begin))?;
    returned(ramp, begin).or_else(|| stored(ramp, begin))
}

/// How many bytes after the handle `begin` the address `value` is, if that is known.
fn distance_from(value: Value, begin: Value, layout: DataLayout) -> Option<i64> {
    if value == begin {
        return Some(0);
    }
    if !value.is_opcode(Opcode::LLVMGetElementPtr) {
        return None;
    }
    let base = distance_from(value.operand(0)?, begin, layout)?;
    base.checked_add(value.gep_constant_offset(layout)?)
}

fn returns(ramp: Function) -> impl Iterator<Item = Value> {
    ramp.blocks().filter_map(|block| block.terminator()).filter(|t| t.is_opcode(Opcode::LLVMRet))
}

/// If all that the ramp returns is the handle.
fn returned(ramp: Function, begin: Value) -> Option<HandleTarget> {
    let layout = ramp.module().data_layout();
    let result = |ret: Value| if ret.operand_count() == 0 { None } else { ret.operand(0) };
    let mut distances = returns(ramp).map(|ret| distance_from(result(ret)?, begin, layout));
    let distance = distances.next()??;
    distances.all(|other| other == Some(distance)).then_some(HandleTarget::Returned { distance })
}

/// If the ramp stores the handle to memory of its caller, and nothing else there.
fn stored(ramp: Function, begin: Value) -> Option<HandleTarget> {
    let found = ramp.params().enumerate().filter(|(_, parameter)| parameter.ty().is_pointer());
    found.filter_map(|(number, parameter)| stored_to(ramp, begin, number, parameter)).next()
}

fn stored_to(ramp: Function, begin: Value, number: usize, parameter: Value) -> Option<HandleTarget> {
    let layout = ramp.module().data_layout();
    let stores = stores_to(parameter, layout)?;
    let mut handles =
        stores.iter().filter_map(|s| Some((s, distance_from(s.store.argument(0), begin, layout)?)));
    let (store, distance) = handles.next()?;
    let end = |s: &StoreAt| s.offset.saturating_add_unsigned(s.bytes);
    let overlaps = |s: &&StoreAt| s.store != store.store && s.offset < end(store) && store.offset < end(s);
    if stores.iter().any(|s| overlaps(&s)) || !is_on_all_paths(ramp, store.store) {
        return None;
    }
    let parameter = u32::try_from(number).expect("parameter count fits 32 bits");
    Some(HandleTarget::Stored { parameter, offset: store.offset, distance })
}

/// A store to memory of the caller.
struct StoreAt {
    store: Value,
    offset: i64,
    bytes: u64,
}

/// The stores to what `parameter` points to, if nothing but stores at known places and loads can be done to it.
fn stores_to(parameter: Value, layout: DataLayout) -> Option<Vec<StoreAt>> {
    let (mut stores, mut addresses) = (Vec::new(), vec![(parameter, 0i64)]);
    while let Some((address, offset)) = addresses.pop() {
        for used in address.uses() {
            let inst = used.user;
            match inst.opcode()? {
                Opcode::LLVMGetElementPtr if used.operand == 0 => {
                    addresses.push((inst, offset.checked_add(inst.gep_constant_offset(layout)?)?));
                }
                Opcode::LLVMStore if used.operand == 1 => {
                    let ty = inst.argument(0).ty();
                    let bytes = shim::has_fixed_size(ty).then(|| layout.store_size(ty))?;
                    stores.push(StoreAt { store: inst, offset, bytes });
                }
                Opcode::LLVMLoad | Opcode::LLVMICmp => {}
                _ => return None,
            }
        }
    }
    Some(stores)
}

/// Whether control comes to `inst` on each path to a return.
fn is_on_all_paths(ramp: Function, inst: Value) -> bool {
    let goes_on =
        |block: crate::ir::Block| if block == inst.block() { Vec::new() } else { block.successors() };
    let without: rustc_hash::FxHashSet<crate::ir::Block> =
        gc_coro_core::walk::reachable([ramp.entry()], goes_on);
    returns(ramp).all(|ret| ret.block() == inst.block() || !without.contains(&ret.block()))
}
