//! Where a caller creates coroutines whose frames it may take into its own.

use rustc_hash::FxHashMap;

use crate::elide::callee::Callee;
use crate::elide::summary;
use crate::elide::summary::HandleTarget;
use crate::ir::{Attribute, Function, Value, shim};
use crate::read::intrinsics::Coro;

/// A place that creates a coroutine, and which one.
#[derive(Clone, Debug)]
pub struct Creation {
    pub callee: Callee,
    pub kind: CreationKind,
}

#[derive(Clone, Debug)]
pub enum CreationKind {
    /// The ramp was inlined, after its split.
    Inlined { id: Value, begin: Value, allocs: Vec<Value>, frees: Vec<Value> },
    /// A call or invoke of the ramp, which puts the handle here.
    Call { call: Value, handle: HandleTarget },
}

impl Creation {
    /// The instruction after which the coroutine exists.
    pub fn instruction(&self) -> Value {
        match self.kind {
            CreationKind::Inlined { begin, .. } => begin,
            CreationKind::Call { call, .. } => call,
        }
    }

    /// The creation by `call`, which calls the ramp of a coroutine whose second ramp is there already.
    pub fn by_call(call: Value) -> Option<Creation> {
        let (callee, handle) = summary::of_ramp_with_second(call.called_function()?)?;
        Some(Creation { callee, kind: CreationKind::Call { call, handle } })
    }
}

/// Whether `caller` may create any. Of a module without split coroutines no instruction is looked at.
pub fn may_create(caller: Function) -> bool {
    let begin = caller.module().function_named("llvm.coro.begin");
    let is_begin_or_ramp = |inst: Value| {
        let callee = inst.called_function();
        callee.is_some_and(|callee| Some(callee) == begin || callee != caller && may_be_ramp(callee))
    };
    begin.is_some_and(|begin| begin.as_value().has_uses())
        && caller.blocks().any(|block| block.instructions().any(is_begin_or_ramp))
}

/// Whether `function` may be the ramp of a coroutine that gc-coro has split.
fn may_be_ramp(function: Function) -> bool {
    !function.is_declaration() && function.is_marked() && !function.has_attribute(Attribute::PRESPLIT)
}

/// All of `caller`, in the order of its instructions.
pub fn find(caller: Function) -> Vec<Creation> {
    let mut ramps = FxHashMap::default();
    let instructions = caller.instructions().into_iter();
    instructions
        .filter_map(|inst| inlined_ramp(inst, caller).or_else(|| call_of_ramp(inst, caller, &mut ramps)))
        .collect()
}

/// The ramp that was inlined, if `begin` is its `llvm.coro.begin`.
fn inlined_ramp(begin: Value, caller: Function) -> Option<Creation> {
    if Coro::of(begin) != Some(Coro::Begin) {
        return None;
    }
    let id = begin.argument(0);
    let callee = Callee::of_id(id).filter(|callee| callee.ramp != caller)?;
    let (mut allocs, mut frees) = (Vec::new(), Vec::new());
    for user in id.users() {
        match Coro::of(user)? {
            Coro::Alloc => allocs.push(user),
            Coro::Free => frees.push(user),
            Coro::Begin if user == begin => {}
            _ => return None,
        }
    }
    // Without `llvm.coro.alloc` the memory is allocated whatever its caller wants.
    let kind = CreationKind::Inlined { id, begin, allocs, frees };
    matches!(&kind, CreationKind::Inlined { allocs, .. } if !allocs.is_empty())
        .then_some(Creation { callee, kind })
}

/// The call of a ramp. A guaranteed tail call has no room for a further argument, and its caller's frame is gone.
/// `ramps`: what is known already of functions that are called.
fn call_of_ramp(
    call: Value,
    caller: Function,
    ramps: &mut FxHashMap<Function, Option<(Callee, HandleTarget)>>,
) -> Option<Creation> {
    if !(call.is_call() || call.is_invoke()) || shim::is_musttail(call) {
        return None;
    }
    let ramp = call.called_function().filter(|&ramp| ramp != caller && !ramp.is_declaration())?;
    let (callee, handle) = (*ramps.entry(ramp).or_insert_with(|| summary::of_ramp(ramp)))?;
    let is_direct = call.called_type() == ramp.function_type() && !ramp.as_value().is_interposable();
    is_direct.then_some(Creation { callee, kind: CreationKind::Call { call, handle } })
}
