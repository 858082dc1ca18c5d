//! The continuations that share code: each calls the shared body, with the number of its await.
//!
//! The body has the parameters of the continuations and the number. Its entry leads to a block for each await, which loads what that
//! await has captured from its frame; from there on nothing depends on the frame.

use crate::ir::{Block, Builder, Function, Type, Value, shim};
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{ObjectId, SuspendId, ValueId};
use gc_coro_core::spill::ClonePlan;
use gc_coro_core::spill::plan::Contents;

use crate::emit::clone_builder::CloneBuilder;
use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::Plan;

/// The bits of an await's number.
const NUMBER_BITS: u32 = 32;

/// Declares body `number` of continuations of the function type `signature`.
pub fn declare(ramp: Function, signature: Type, number: usize) -> Function {
    let number_type = ramp.module().int_type(NUMBER_BITS);
    let parameters: Vec<Type> = signature.parameters().into_iter().chain([number_type]).collect();
    let ty = Type::function(signature.result(), &parameters);
    let body = shim::declare_clone(ramp, ty, &format!("{}.await.shared.{number}", ramp.name()));
    body.params().last().expect("the number is one").set_name("number");
    body
}

/// Lets the continuation `function` of `id` go on in `body`.
pub fn enter(body: Function, id: SuspendId, function: Function) {
    // It has no line of the source.
    function.forget_subprogram();
    let build = Builder::at_end(function.append_block("entry"));
    let number = build.module().int_type(NUMBER_BITS).const_int(id.index() as u64);
    let arguments: Vec<Value> = function.params().chain([number]).collect();
    let result = build.call(body.function_type(), body.as_value(), &arguments, "");
    // Nothing but the return follows, and nothing here is in memory. So a chain of continuations that call each other in tail position
    // needs no more stack than with own copies.
    result.mark_tail_call();
    if function.return_type().is_void() { build.return_void() } else { build.return_value(result) }
}

/// The blocks that load what each await has captured.
pub struct Unpacking(Vec<(SuspendId, Block)>);

impl Unpacking {
    /// Emits the dispatch: from the entry to one of these blocks, and from there to where the await goes on.
    pub fn dispatch(clone: &CloneBuilder<'_>) -> Self {
        let unpack = |&(id, entry)| {
            let block = clone.function.append_block(&format!("unpack.{}", SuspendId::index(id)));
            Builder::at_end(block).branch(clone.block(entry));
            (id, block)
        };
        let blocks: Vec<(SuspendId, Block)> = clone.spill.entries.iter().map(unpack).collect();
        let nowhere = clone.function.append_block("number.invalid");
        Builder::at_end(nowhere).unreachable();
        let number = clone.function.params().last().expect("the number is a parameter");
        let cases: Vec<(Value, Block)> =
            blocks.iter().map(|(id, block)| (number.ty().const_int(id.index() as u64), *block)).collect();
        Builder::at_end(clone.entry).switch(number, nowhere, &cases);
        Unpacking(blocks)
    }

    /// Fills these blocks; `captured` are the objects of each await.
    pub fn fill(
        &self,
        plan: Plan<'_>,
        clone: &mut CloneBuilder<'_>,
        captured: &IndexVec<SuspendId, Vec<ObjectId>>,
    ) {
        clone.locals = make_locals(clone);
        for &(id, block) in &self.0 {
            let end = block.terminator().expect("it leads on");
            let build = Builder::before(end).without_location();
            let plan = plan.after(id);
            let access = FrameAccess::new(plan, clone.function.param(0));
            for (value, _) in plan.frame.values.iter() {
                let Some(local) = clone.local(value) else { continue };
                let from = access.reload_address(&build, value).expect("it is in the frame");
                let original = plan.model_map.values[value];
                let name = format!("{}.reload", original.name());
                let loaded = build.load(original.ty(), from.address, from.align, &name);
                build.store(loaded, local, plan.model_map.coroutine.values[value].align);
            }
            for &object in &captured[id] {
                let address = clone.object(object);
                access.load_object(&Builder::before(end).without_location(), object, address);
            }
        }
    }
}

/// A local for each value that the body loads, in the order of the values.
fn make_locals(clone: &CloneBuilder<'_>) -> Vec<(ValueId, Value)> {
    let ClonePlan { registers, .. } = clone.spill;
    let mut loaded: Vec<ValueId> = registers
        .iter()
        .filter(|(_, register)| register.from == Contents::Slot)
        .map(|(_, register)| register.value)
        .collect();
    loaded.sort_unstable();
    loaded.dedup();
    let first = clone.entry.first().expect("the dispatch is built");
    let build = Builder::before(first).without_location();
    let local = |id: ValueId| {
        let original = clone.plan.model_map.values[id];
        (id, build.alloca(original.ty(), &format!("{}.local", original.name())))
    };
    loaded.into_iter().map(local).collect()
}
