//! What the collector's rules make of each value: its class, and whether it may be computed again.
//!
//! The rules (design of gc-coro's frames; for Julia `doc/src/devdocs/llvm.md`, for statepoints `llvm/docs/Statepoints.rst`):
//! * a tracked pointer to the beginning of an object is stored; the collector updates the slot;
//! * a pointer into an object is computed again from the object's and integers, never stored, never as an integer;
//! * an address as an integer or as a plain pointer is data or forbidden: computed again it would be another one;
//! * what belongs to the running thread or task is asked for again.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::gc::types::{PointerShape, pointer_shape};
use crate::gc::{Model, PointerKind};
use crate::ir::{Attribute, AttributeIndex, Block, Function, Opcode, Value, shim};
use crate::options::{Fault, SplitOptions};
use gc_coro_core::model::{Unstorable, ValueClass, ValueId};
use gc_coro_core::walk::reachable;

use crate::read::canonical::Canonical;
use crate::read::intrinsics::called_name;
use crate::read::model_map::ModelMap;
use crate::read::raw_addresses;
use crate::read::shape::diagnostic;

/// Julia's function from a derived pointer to the plain address.
const PLAIN_ADDRESS: &[u8] = b"julia.pointer_from_objref";
/// Julia's type-based alias classes of loads that give the same whenever they run.
const CONSTANT_LOADS: [&str; 3] = ["jtbaa_memoryptr", "jtbaa_memorylen", "jtbaa_const"];
const THREAD_LOCAL: &[u8] = b"llvm.threadlocal.address";

/// Sets class and rematerialisation operands of each value of a coroutine with a collector.
pub fn classify(model_map: &mut ModelMap, canonical: &Canonical, options: &SplitOptions) {
    let model = &canonical.model;
    if !model.is_managed() && model.thread_pointers.is_empty() {
        return;
    }
    let without_base = without_base(model_map, model);
    for id in model_map.values.indices() {
        let value = model_map.values[id];
        if let Some(class) = class_of(model, value, without_base.contains(&value), options) {
            model_map.coroutine.values[id].class = class;
        }
        let remat_operands = model_map.coroutine.values[id].remat_operands.take();
        model_map.coroutine.values[id].remat_operands =
            remat_operands_of(model_map, model, value, remat_operands, options);
        if model_map.coroutine.values[id].class == ValueClass::Tracked {
            model_map.coroutine.values[id].align = model_map.coroutine.pointer_bytes;
        }
    }
    forbid_raw_addresses(model_map, model);
    raw_addresses::forbid_disguises(model_map, model);
    if !options.breaks(Fault::SavedThreadPointer) {
        find_thread_pointer(model_map, canonical);
    }
}

/// Calls what is invoked although it throws nothing: intrinsics of the collector's, which the split runs again where their result
/// is needed. The landing pads may be unreachable then.
pub fn call_what_throws_nothing(function: Function, model: &Model) {
    if !model.is_managed() && model.thread_pointers.is_empty() {
        return;
    }
    let is_known = |name: &[u8]| {
        let known = [model.load, model.preserve.map(|(begin, _)| begin)];
        model.is_managed() && name == PLAIN_ADDRESS
            || model.is_thread_pointer(name)
            || known.iter().flatten().any(|known| known.as_bytes() == name)
    };
    let ends = function.blocks().filter_map(Block::terminator).filter(|end| end.is_invoke());
    let ours: Vec<Value> = ends.filter(|end| called_name(*end).is_some_and(is_known)).collect();
    ours.into_iter().for_each(shim::change_to_call);
}

/// Refuses memory of the stack that looks like the collector's.
///
/// # Errors
/// One problem for each alloca, and each `byval` argument, in an address space of the collector.
pub fn check_allocas(function: Function, model: &Model) -> Result<(), Vec<Diagnostic>> {
    if !model.is_managed() {
        return Ok(());
    }
    let all = function.blocks().flat_map(Block::instructions).filter(|inst| inst.is_alloca());
    let refused = all.filter_map(|alloca| {
        let space = alloca.ty().address_space()?;
        model.kind(space)?;
        let problem = Problem::ManagedAlloca { value: alloca.name(), space };
        Some(diagnostic(function, Some(alloca), problem))
    });
    let arguments = (0u32..).zip(function.params()).filter_map(|(index, argument)| {
        Attribute::byval_type(function, AttributeIndex::Param(index))?;
        let space = argument.ty().address_space()?;
        model.kind(space)?;
        let problem = Problem::ManagedByval { value: argument.name(), space };
        Some(diagnostic(function, None, problem))
    });
    let problems: Vec<Diagnostic> = refused.chain(arguments).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The values of tracked type that do not point to the beginning of an object, or may not.
fn without_base(model_map: &ModelMap, model: &Model) -> FxHashSet<Value> {
    let derivations = model_map.values.iter().map(|(_, v)| *v).filter(|&v| is_derivation(model, v));
    reachable(derivations, |value| {
        value.users().into_iter().filter(move |&user| passes_on(model, value, user))
    })
}

/// Whether `value` is tracked by its type, but made by an operation that a collector cannot follow.
fn is_derivation(model: &Model, value: Value) -> bool {
    if !pointer_shape(model, value.ty()).kind().is_some_and(PointerKind::is_object) {
        return false;
    }
    match value.opcode() {
        Some(Opcode::LLVMGetElementPtr | Opcode::LLVMIntToPtr) => true,
        // Julia's late lowering takes such a cast for a base; RewriteStatepointsForGC has none for it.
        Some(Opcode::LLVMAddrSpaceCast) => match pointer_shape(model, value.argument(0).ty()).kind() {
            None => model.load.is_none(),
            Some(kind) => !kind.is_object(),
        },
        _ => false,
    }
}

/// Whether `user` is a pointer just as `value` is.
fn passes_on(model: &Model, value: Value, user: Value) -> bool {
    use Opcode::*;
    let same = matches!(
        user.opcode(),
        Some(
            LLVMPHI
                | LLVMSelect
                | LLVMFreeze
                | LLVMBitCast
                | LLVMExtractElement
                | LLVMInsertElement
                | LLVMShuffleVector
        )
    );
    same && pointer_shape(model, user.ty()).kind() == pointer_shape(model, value.ty()).kind()
}

/// The class that the collector gives a value; `None` where it has no say.
fn class_of(model: &Model, value: Value, without_base: bool, options: &SplitOptions) -> Option<ValueClass> {
    if called_name(value)
        .is_some_and(|name| model.preserve.is_some_and(|(begin, _)| begin.as_bytes() == name))
    {
        return (!options.breaks(Fault::ClosedRegions)).then_some(ValueClass::Region);
    }
    let derived = ValueClass::Unstorable(Unstorable::Derived);
    match pointer_shape(model, value.ty()) {
        PointerShape::Plain => None,
        PointerShape::Aggregate if options.breaks(Fault::WholeAggregates) => None,
        PointerShape::Aggregate => Some(ValueClass::Unstorable(Unstorable::Aggregate)),
        PointerShape::Pointer(kind) | PointerShape::Vector(kind) if kind.is_object() && !without_base => {
            Some(ValueClass::Tracked)
        }
        _ if options.breaks(Fault::RawDerived) => None,
        _ => Some(derived),
    }
}

/// The values to compute `value` from again, under the collector's rules.
fn remat_operands_of(
    model_map: &ModelMap,
    model: &Model,
    value: Value,
    plain: Option<Vec<ValueId>>,
    options: &SplitOptions,
) -> Option<Vec<ValueId>> {
    let is_managed = |v: Value| pointer_shape(model, v.ty()) != PointerShape::Plain;
    let is_owned = |v: Value| pointer_shape(model, v.ty()).kind() == Some(PointerKind::Owned);
    let operands = || value.operands().filter_map(|o| model_map.value_ids.get(&o).copied()).collect();
    let name = called_name(value);
    let is_call_of = |wanted: Option<&str>| wanted.is_some_and(|w| name == Some(w.as_bytes()));
    if is_call_of(model.load) || is_call_of(model.preserve.map(|(begin, _)| begin)) {
        return Some(operands());
    }
    match value.opcode() {
        // The object may have moved: another number, another order.
        Some(Opcode::LLVMPtrToInt | Opcode::LLVMICmp)
            if value.operands().any(is_managed) && !options.breaks(Fault::AddressAgain) =>
        {
            None
        }
        // Nor is a reference kept for an address made of it: the frame may not own it.
        Some(Opcode::LLVMAddrSpaceCast) if value.operands().any(is_owned) && !is_managed(value) => None,
        _ if options.breaks(Fault::RawDerived) && is_managed(value) => None,
        // An object that only an integer names is found by no collector.
        Some(Opcode::LLVMIntToPtr) if is_managed(value) => None,
        Some(Opcode::LLVMAddrSpaceCast) if is_managed(value) && !value.operands().any(is_managed) => None,
        _ => plain,
    }
}

/// Plain addresses of collected memory: those that can be loaded again are, the others must not be live across a suspension.
fn forbid_raw_addresses(model_map: &mut ModelMap, model: &Model) {
    let Some(load) = model.load else { return };
    let calls: Vec<Value> = model_map.insts.iter().map(|(_, inst)| *inst).filter(|i| i.is_call()).collect();
    for call in calls {
        if called_name(call) == Some(PLAIN_ADDRESS) {
            raw_addresses::forbid_from(model_map, call);
        } else if called_name(call) == Some(load.as_bytes()) {
            load_again(model_map, call.argument(1));
        }
    }
}

/// The raw pointer of a loaded one, and the load that it comes from.
fn load_again(model_map: &mut ModelMap, raw: Value) {
    let mut value = raw;
    while let Some(&id) = model_map.value_ids.get(&value) {
        if model_map.coroutine.values[id].class != ValueClass::Data {
            return;
        }
        model_map.coroutine.values[id].class = ValueClass::Unstorable(Unstorable::RawAddress);
        match value.opcode() {
            Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast) => value = value.argument(0),
            Some(Opcode::LLVMLoad) if is_constant_load(value) => {
                let address = model_map.value_ids.get(&value.argument(0)).copied();
                model_map.coroutine.values[id].remat_operands = Some(address.into_iter().collect());
                return;
            }
            _ => {
                model_map.coroutine.values[id].remat_operands = None;
                return;
            }
        }
    }
}

pub(super) fn is_constant_load(load: Value) -> bool {
    load.has_metadata("invariant.load")
        || load.alias_class().is_some_and(|name| CONSTANT_LOADS.contains(&name.as_str()))
}

/// Finds the thread pointer and the values that are computed from it.
fn find_thread_pointer(model_map: &mut ModelMap, canonical: &Canonical) {
    let model = &canonical.model;
    let function = canonical.shape.function;
    let mut roots: Vec<Value> = Vec::new();
    for (index, parameter) in (0u32..).zip(function.params()) {
        let marked = |key| function.string_attribute_at(AttributeIndex::Param(index), key).is_some();
        if model.thread_pointer_parameter.is_some_and(marked) {
            roots.push(parameter);
        }
    }
    let calls = model_map.insts.iter().map(|(_, inst)| *inst);
    roots.extend(calls.filter(|&inst| called_name(inst).is_some_and(|name| model.is_thread_pointer(name))));
    for root in roots {
        let Some(&id) = model_map.value_ids.get(&root) else { continue };
        model_map.coroutine.values[id].class = ValueClass::ThreadPointer;
        // What a thread-local variable holds is the program's own; what a task holds of itself is the task's.
        let through_loads = !called_name(root).is_some_and(|name| name.starts_with(THREAD_LOCAL));
        mark_reached(model_map, root, through_loads);
    }
}

fn mark_reached(model_map: &mut ModelMap, root: Value, through_loads: bool) {
    use Opcode::*;
    let mut work = vec![root];
    while let Some(value) = work.pop() {
        for user in value.users() {
            let again = match user.opcode() {
                Some(LLVMGetElementPtr | LLVMBitCast) => true,
                Some(LLVMLoad) => through_loads,
                Some(LLVMPHI | LLVMSelect | LLVMFreeze) => true,
                _ => false,
            };
            let is_plain_pointer = user.ty().address_space() == Some(0);
            let Some(&id) = model_map.value_ids.get(&user).filter(|_| again && is_plain_pointer) else {
                continue;
            };
            let class = ValueClass::Unstorable(Unstorable::OfThread);
            if model_map.coroutine.values[id].class == class
                || model_map.coroutine.values[id].class == ValueClass::ThreadPointer
            {
                continue;
            }
            model_map.coroutine.values[id].class = class;
            let operands = || user.operands().filter_map(|o| model_map.value_ids.get(&o).copied()).collect();
            let remat_operands = match user.opcode() {
                Some(LLVMPHI | LLVMFreeze) => None,
                _ => Some(operands()),
            };
            model_map.coroutine.values[id].remat_operands = remat_operands;
            work.push(user);
        }
    }
}
