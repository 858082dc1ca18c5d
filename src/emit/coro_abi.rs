//! What stock coro-elide, coro-cleanup and debuggers look for after a split.
//!
//! The source is LLVM's own split (`llvm/lib/Transforms/Coroutines/CoroSplit.cpp`): the frame begins with the resume and
//! destroy functions, `llvm.coro.id` names the clones in a private array, and the frame's size is a constant.

use crate::ir::{Attribute, Builder, Function, Type, Value, shim};
use crate::read::before_begin::BeforeBegin;
use crate::read::intrinsics::Coro;

use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::Plan;

/// Operand numbers of `llvm.coro.id`.
const ID_PROMISE: u32 = 1;
const ID_COROUTINE: u32 = 2;
const ID_INFO: u32 = 3;

/// Replaces `llvm.coro.size` and `llvm.coro.align` by what the layout found.
pub fn resolve_sizes(plan: Plan<'_>) {
    let shape = &plan.canonical.shape;
    let sizes = shape.sizes.iter().map(|&call| (call, plan.frame.size));
    let aligns = shape.aligns.iter().map(|&call| (call, plan.frame.align));
    for (call, value) in sizes.chain(aligns) {
        call.replace_all_uses_with(call.ty().const_int(value));
        call.erase();
    }
}

/// Writes the resume and destroy functions after `llvm.coro.begin`. A frame that coro-elide puts on the caller's stack
/// is destroyed without being freed.
pub fn write_header(access: FrameAccess<'_>, clones: &[Function; 3], allocs: &[Value]) {
    let plan = access.plan;
    let [resume, destroy, cleanup] = clones.map(Function::as_value);
    let at = access.frame.next().expect("llvm.coro.begin is no terminator");
    let build = Builder::before(at);
    build.store(resume, access.frame, access.align_at(0));
    let may_be_of_others = plan.may_be_elided() || plan.noalloc.is_some();
    let destroy = if may_be_of_others && !plan.canonical.shape.allocs.is_empty() {
        let owns = owns_frame(plan, &build, allocs);
        build.select(owns, destroy, cleanup, "destroy.fn")
    } else {
        destroy
    };
    let offset = plan.model_map.coroutine.pointer_bytes;
    let address = access.address(&build, offset, "destroy.addr");
    build.store(destroy, address, access.align_at(offset));
}

/// Whether the coroutine allocates its frame itself, known where the frame begins. Where the program asks later or only
/// sometimes, it is asked once more.
fn owns_frame(plan: Plan<'_>, build: &Builder, allocs: &[Value]) -> Value {
    let before = BeforeBegin::new(plan.canonical, plan.model_map);
    let entry = plan.model_map.coroutine.entry();
    let begin_block = plan.model_map.block_id(plan.canonical.shape.begin.block());
    let is_known = |alloc: &&Value| {
        let Some(&id) = plan.model_map.value_ids.get(*alloc) else { return false };
        let value = &plan.model_map.coroutine.values[id];
        (value.block == entry || value.block == begin_block) && before.is_before(value.block, value.position)
    };
    if let Some(&alloc) = allocs.iter().find(is_known) {
        return alloc;
    }
    let module = build.module();
    let ty = Type::function(module.int_type(1), &[module.token_type()]);
    let callee = module.declare(Coro::Alloc.name(), ty);
    build.call(ty, callee.as_value(), &[plan.canonical.shape.id], "owns.frame")
}

/// Where a frame inside of another one ends, which is not freed: its second word is null, and a collector does not look at it from
/// `free` on.
pub fn end_inner_frame(free: Value, frame: Value) {
    let build = Builder::before(free);
    let pointer = build.module().data_layout().pointer_size();
    let address = build.byte_offset(frame, pointer, "destroy.addr");
    build.store(build.module().pointer_type().null(), address, pointer);
}

/// The calls of `llvm.coro.alloc` that are left in the ramp.
pub fn questions(plan: Plan<'_>) -> Vec<Value> {
    let users = plan.canonical.shape.id.users().into_iter();
    users.filter(|&user| Coro::of(user) == Some(Coro::Alloc)).collect()
}

/// The frame is always allocated: coro-elide leaves a coroutine alone that does not ask (`llvm.coro.alloc`).
pub fn own_frame(allocs: &[Value]) {
    for &alloc in allocs {
        let block = alloc.block();
        alloc.replace_all_uses_with(alloc.ty().const_int(1));
        alloc.erase();
        shim::fold_terminator(block);
    }
}

/// The promise operand of `llvm.coro.id` becomes null.
pub fn clear_promise(plan: Plan<'_>) {
    let id = plan.canonical.shape.id;
    id.set_operand(ID_PROMISE, id.argument(ID_PROMISE).ty().null());
}

/// `llvm.coro.id` names the coroutine and the array of its clones.
pub fn name_clones(plan: Plan<'_>, clones: &[Function; 3]) {
    let shape = &plan.canonical.shape;
    let module = shape.function.module();
    // The ramp may be inlined from now on, where coro-elide looks for it.
    Attribute::flag("noduplicate").remove_from_call(shape.begin);
    // Without these a test of the handle against null keeps coro-elide from seeing that it is this frame's.
    Attribute::flag("nonnull").add_to_result(shape.begin);
    let unaliased = Attribute::flag("noalias");
    if plan.may_be_elided() {
        unaliased.add_to_result(shape.begin);
    } else {
        // A collector looks at the frame through another pointer from the beginning on.
        unaliased.remove_from_result(shape.begin);
    }
    // LLVM's own passes would put the frame on a stack.
    let second = plan.noalloc.filter(|_| plan.may_be_elided()).map(|ramp| ramp.function);
    let values: Vec<Value> = clones.iter().chain(&second).map(|p| p.as_value()).collect();
    let name = format!("{}.resumers", shape.function.name());
    // Globals and code may have address spaces of their own; LLVM's coroutine intrinsics know plain pointers only.
    let pointer = module.pointer_type();
    let values: Vec<Value> = values.into_iter().map(|value| value.constant_in(pointer)).collect();
    let array = module.add_constant_array(&name, pointer, &values);
    shape.id.set_operand(ID_INFO, array.constant_in(pointer));
    // Where coro-early has named it, it may have forgotten the address space.
    let own = shape.function.as_value();
    shape.id.set_operand(ID_COROUTINE, own.constant_in(pointer));
}

/// A coroutine that never suspends cannot be resumed: it becomes an ordinary function.
pub fn forget_coroutine(access: FrameAccess<'_>) {
    let shape = &access.plan.canonical.shape;
    let frame = if shape.allocs.is_empty() {
        shape.begin.argument(1)
    } else {
        let entry = shape.function.entry().first_insertion_point().expect("a block has a terminator");
        let build = Builder::before(entry).without_location();
        let alloca = build.alloca(build.module().int_type(8).array_of(access.plan.frame.size), "frame");
        alloca.set_alignment(access.plan.frame.align);
        build.address_in(alloca, shape.begin.ty())
    };
    for &alloc in &shape.allocs {
        alloc.replace_all_uses_with(alloc.ty().const_int(0));
        alloc.erase();
    }
    for &free in &shape.frees {
        let freed = if shape.allocs.is_empty() { frame } else { free.ty().null() };
        free.replace_all_uses_with(freed);
        free.erase();
    }
    shape.begin.replace_all_uses_with(frame);
    shape.begin.erase();
    shape.id.erase();
}
