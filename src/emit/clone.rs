//! One clone of a split coroutine: the function that resumes, destroys, or destroys without freeing.

use crate::abi::names::attribute;
use crate::ir::shim;
use crate::ir::{BRANCH, Block, Builder, CLONE_CALL, Function, Opcode, Target, Type, Value};
use gc_coro_core::analysis::Markers;
use gc_coro_core::index::Idx;
use gc_coro_core::layout::Frame;
use gc_coro_core::model::{BlockId, EventKind, ObjectId, SuspendId};
use gc_coro_core::spill::{CloneKind, ClonePlan};

use crate::elide::FrameShape;
use crate::emit::clone_builder::{CloneBuilder, bring_blocks};
use crate::emit::coro_abi::end_inner_frame;
use crate::emit::debug_info;
use crate::emit::debug_info::FrameType;
use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::Plan;
use crate::emit::reach;
use crate::emit::symmetric_transfer;
use crate::emit::trim_ramp::RampContents;
use crate::read::canonical::is_unwinding;
use crate::read::intrinsics::Coro;

/// Declares the clones of `ramp`, which stand after it in the order of [`CloneKind::SWITCH`].
pub fn declare(ramp: Function) -> [Function; 3] {
    let module = ramp.module();
    let ty = Type::function(module.void_type(), &[module.pointer_type()]);
    let declare = |kind: CloneKind| {
        let clone = shim::declare_clone(ramp, ty, &format!("{}.{}", ramp.name(), kind.suffix()));
        clone.set_call_convention(CLONE_CALL);
        clone
    };
    // Each one is inserted directly after the ramp.
    let [cleanup, destroy, resume] = [CloneKind::Cleanup, CloneKind::Destroy, CloneKind::Resume].map(declare);
    [resume, destroy, cleanup]
}

/// What the second word of the frame says in the resume clone, which frames of their own and frames inside of another one have in
/// common: the latter are destroyed by the cleanup clone.
struct FrameTag {
    address: Value,
    destroy: Value,
    is_inner: Value,
}

impl FrameTag {
    /// Reads it where the clone begins: later the frame around may be gone.
    fn read(access: FrameAccess<'_>, entry: Block, cleanup: Function) -> FrameTag {
        let first = entry.first_insertion_point().expect("a block has a terminator");
        let build = Builder::before(first).without_location();
        let offset = access.plan.model_map.coroutine.pointer_bytes;
        let address = build.byte_offset(access.frame, offset, "destroy.addr");
        let cleanup = cleanup.as_value();
        let destroy = build.load(cleanup.ty(), address, access.align_at(offset), "destroy.fn");
        let is_inner = build.is_equal(destroy, cleanup);
        is_inner.set_name("is.inner");
        FrameTag { address, destroy, is_inner }
    }

    /// Lets the users of `free` have null instead where the frame is inside of another one. No collector looks at that from now on.
    fn settle(&self, free: Value, has_gc_map: bool) {
        let build = Builder::before(free.next().expect("a call is no terminator"));
        let freed = build.select(self.is_inner, free.ty().null(), free.ty().poison(), "freed");
        free.replace_all_uses_with(freed);
        freed.set_operand(2, free);
        if has_gc_map {
            let left = build.select(self.is_inner, self.destroy.ty().null(), self.destroy, "destroy.left");
            build.store(left, self.address, build.module().data_layout().pointer_size());
        }
    }
}

/// Lets `query` ask by the frame: a clone has no `llvm.coro.id`. coro-elide of LLVM 23 finds it where the clone was inlined.
fn ask_for_frame(kind: Coro, query: Value, frame: Value) {
    let is_free = kind == Coro::Free;
    if is_free {
        query.set_operand(0, query.argument(0).ty().null());
    }
    query.set_operand(u32::from(is_free), frame);
}

/// Copies into `function` what an activation of the clone can run. The copies still use values of the ramp.
/// What the ramp has left for the resume clone moves there.
pub fn copy<'a>(
    plan: Plan<'a>,
    spill: &'a ClonePlan,
    function: Function,
    contents: &RampContents<'_>,
    target: &Target,
) -> CloneBuilder<'a> {
    function.param(0).set_name("frame");
    describe_frame_argument(plan.frame, function, 0);
    let mut clone = bring_blocks(plan, spill, function);
    clone.dispatch();
    clone.ask_for_roots();
    clone.leave_at_suspends();
    clone.settle_ends();
    clone.end_value_returns();
    clone.transfer_control(target);
    clone.settle_lifetime_markers();
    if let Some(moved) = &spill.moved {
        clone.queries = clone.find_queries();
        // All that was brought is reached: nothing here ends a block early.
        contents.cut(plan, Some((function, moved)));
        return clone;
    }
    shim::prune_phis(function);
    shim::remove_unreachable(function);
    clone.queries = clone.find_queries();
    clone
}

/// Copies into `function` what runs in the continuation of an await, or after all awaits that share a body. `dispatch` emits what leads
/// from the entry to where it goes on.
pub fn copy_continuation<'a>(
    plan: Plan<'a>,
    spill: &'a ClonePlan,
    function: Function,
    dispatch: impl FnOnce(&mut CloneBuilder<'a>),
) -> CloneBuilder<'a> {
    let mut clone = bring_blocks(plan, spill, function);
    dispatch(&mut clone);
    clone.ask_for_roots();
    clone.leave_at_suspends();
    clone.settle_lifetime_markers();
    shim::prune_phis(function);
    shim::remove_unreachable(function);
    clone.declare_own_variables();
    clone
}

/// `noundef nonnull align dereferenceable`: coro-elide reads the frame's size and alignment here.
pub fn describe_frame_argument(frame: &Frame, function: Function, index: u32) {
    FrameShape { bytes: frame.size, align: frame.align }.describe_argument(function, index);
}

impl CloneBuilder<'_> {
    /// Emits the dispatch: from the entry to the block after the suspension.
    pub fn dispatch(&self) {
        let build = Builder::at_end(self.entry);
        let by_null = self.plan.frame.final_by_null(&self.plan.model_map.coroutine);
        let by_null = self.spill.entries.iter().find(|(id, _)| Some(*id) == by_null);
        let others: Vec<(SuspendId, Block)> = self
            .spill
            .entries
            .iter()
            .filter(|e| by_null.is_none_or(|b| e.0 != b.0))
            .map(|(id, block)| (*id, self.block(*block)))
            .collect();
        let Some((_, final_entry)) = by_null else {
            self.dispatch_by_index(&build, &others);
            return;
        };
        let final_entry = self.block(*final_entry);
        if others.is_empty() {
            build.branch(final_entry);
            return;
        }
        let pointer = build.module().pointer_type();
        let resume = build.load(pointer, self.access().frame, self.access().align_at(0), "resume.fn");
        let done = build.is_null(resume, "done");
        let not_done = self.function.append_block("not.done");
        build.branch_if(done, final_entry, not_done);
        self.dispatch_by_index(&Builder::at_end(not_done), &others);
    }

    fn dispatch_by_index(&self, build: &Builder, entries: &[(SuspendId, Block)]) {
        match entries {
            [] => {
                // Some instruction, because linkers find exception tables by address: of a function without one the address is that of
                // the next function.
                build.trap();
                build.unreachable();
            }
            [(_, only)] => {
                build.branch(*only);
            }
            _ => {
                let index = self.plan.frame.index.expect("more than one suspend point needs an index");
                let number = self.access().load_index(build, index);
                let nowhere = self.function.append_block("index.invalid");
                Builder::at_end(nowhere).unreachable();
                let cases: Vec<(Value, Block)> =
                    entries.iter().map(|(id, b)| (number.ty().const_int(id.index() as u64), *b)).collect();
                build.switch(number, nowhere, &cases);
            }
        }
    }

    /// Stores states at the beginning of activations, for the saves that do not store them themselves.
    fn keep_states(&self) {
        for state in &self.spill.kept_states {
            let begins = self.spill.entries.iter().filter(|(id, _)| state.stored_after.contains(id));
            for (_, entry) in begins {
                let branch = self.block(*entry).terminator().expect("an entry block ends in a branch");
                self.access().store_state(&Builder::before(branch), state.suspend);
            }
        }
    }

    /// A suspension within the clone goes the exit path.
    fn leave_at_suspends(&self) {
        self.keep_states();
        let kept = self.spill.saves_in_state();
        for &id in &self.spill.suspends {
            let point = &self.plan.canonical.suspends[id.index()];
            let suspend = &self.plan.model_map.coroutine.suspends[id];
            if self.spill.reached[suspend.save] {
                let terminator = self.block(suspend.save).terminator().expect("a save ends in a branch");
                let build = Builder::before(terminator);
                if kept.binary_search(&id).is_ok() {
                    self.access().mark_suspended_in_state(&build, id);
                } else {
                    self.access().mark_suspended(&build, id);
                }
            }
            if let Some(copy) = point.save.and_then(|save| self.copy_of(save)) {
                copy.replace_all_uses_with(copy.ty().null());
                self.erase(copy);
            }
            if self.spill.reached[suspend.leave] {
                let switch = self.block(suspend.leave).terminator().expect("a suspend ends in a switch");
                Builder::before(switch).branch(self.block(suspend.suspended));
                self.erase(switch);
                let copy =
                    self.copy_of(point.suspend).expect("the suspend stands in a block that was brought");
                self.erase(copy);
            }
        }
    }

    /// The ends of the coroutine return from the clone.
    fn settle_ends(&self) {
        for &end in &self.plan.canonical.ends {
            let Some(copy) = self.copy_of(end) else { continue };
            let terminator = copy.block().terminator().expect("a block ends in a terminator");
            let build = Builder::before(terminator);
            match shim::funclet_pad(copy).filter(|_| is_unwinding(copy)) {
                Some(pad) => {
                    self.access().mark_unwound(&build);
                    build.cleanup_return(pad);
                }
                None => build.return_void(),
            }
            self.erase(terminator);
            self.replace_flag(copy, 1);
        }
        for &end in &self.plan.canonical.unwind_ends {
            let Some(copy) = self.copy_of(end) else { continue };
            self.access().mark_unwound(&Builder::before(copy));
            self.take_branch(copy, 0);
            self.replace_flag(copy, 1);
        }
        for &query in &self.plan.canonical.shape.ramp_queries {
            if let Some(copy) = self.copy_of(query) {
                self.take_branch(copy, 1);
            }
        }
    }

    /// Only `llvm.coro.end` ends an activation of the clone: where a `ret` with a value is reached without one, the behaviour is undefined, as in LLVM's own
    /// split.
    fn end_value_returns(&self) {
        for id in self.spill.reached.iter() {
            let end = self.terminator_of(id).filter(|end| end.is_opcode(Opcode::LLVMRet));
            if let Some(ret) = end.filter(|ret| ret.operand_count() > 0) {
                Builder::before(ret).unreachable();
                self.erase(ret);
            }
        }
    }

    /// A conditional branch on `condition` in its block always takes successor `index`: the other is the ramp's, which the clone
    /// has no copy of.
    fn take_branch(&self, condition: Value, index: u32) {
        for user in condition.users().into_iter().filter(|user| user.block() == condition.block()) {
            if user.is_opcode(BRANCH) && user.successor_count() == 2 {
                Builder::before(user).branch(user.successor(index));
                self.erase(user);
            }
        }
    }

    /// Replaces an i1 call (or, in later LLVMs, a void one) by a constant.
    fn replace_flag(&self, call: Value, value: u64) {
        if call.has_uses() {
            call.replace_all_uses_with(call.ty().const_int(value));
        }
        self.erase(call);
    }

    fn find_queries(&self) -> Vec<(Coro, Value)> {
        let shape = &self.plan.canonical.shape;
        let own_deads = shape.deads.iter().filter(|dead| dead.argument(0) == shape.begin);
        let all = shape.frees.iter().chain(&shape.allocs).chain(&shape.ramp_queries).chain(own_deads);
        all.filter_map(|&query| Some((Coro::of(query)?, self.copy_of(query)?))).collect()
    }

    /// Whether the frame is the coroutine's own to free (`llvm.coro.free` and `llvm.coro.alloc`), and whether the ramp runs.
    /// Settled once all values that are live across suspensions are stored: these may be among them.
    /// `cleanup`: the clone that destroys a frame inside of another one.
    pub fn settle_queries(&mut self, cleanup: Function) {
        let owns = self.spill.kind != CloneKind::Cleanup;
        let is_inner = !owns && self.plan.frame.has_gc_map() && self.plan.noalloc.is_some();
        let queries = std::mem::take(&mut self.queries);
        if self.spill.kind == CloneKind::Resume && !self.plan.canonical.shape.frees.is_empty() {
            let frees = queries.iter().filter(|(kind, _)| *kind == Coro::Free).map(|(_, free)| free.block());
            if !reach::comes_to(self.function, &frees.collect()) {
                self.function.add_string_attribute(attribute::KEEPS_FRAME);
            }
        }
        let is_any_freed = queries.iter().any(|(kind, _)| *kind == Coro::Free);
        let tag = (is_any_freed && self.spill.kind == CloneKind::Resume && self.plan.noalloc.is_some())
            .then(|| FrameTag::read(self.access(), self.entry, cleanup));
        for (kind, query) in queries {
            if let Some(tag) = tag.as_ref().filter(|_| kind == Coro::Free) {
                tag.settle(query, self.plan.frame.has_gc_map());
            }
            match kind {
                Coro::Alloc => self.replace_flag(query, u64::from(owns)),
                Coro::IsInRamp => self.replace_flag(query, 0),
                Coro::Free | Coro::Dead if owns && self.plan.clones_ask_for_frame() => {
                    ask_for_frame(kind, query, self.access().frame);
                }
                Coro::Dead => self.erase(query),
                _ => {
                    if is_inner {
                        end_inner_frame(query, self.access().frame);
                    }
                    query.replace_all_uses_with(if owns { self.access().frame } else { query.ty().null() });
                    self.erase(query);
                }
            }
        }
    }

    /// Erases markers that are not true in the clone, and opens the lifetimes again that are open where it begins. What the frame
    /// holds has no lifetime of its own (LLVM 22 allows markers on allocas only).
    fn settle_lifetime_markers(&mut self) {
        self.open_lifetimes();
        for marker in self.plan.erased_markers(|block| self.spill.reached[block]) {
            if let Some(copy) = self.copy_of(marker) {
                self.erase(copy);
            }
        }
    }

    fn open_lifetimes(&mut self) {
        let plan = self.plan;
        for (id, object) in plan.model_map.coroutine.objects.iter() {
            let Markers::Kept { open_across } = &plan.analysis.markers[id] else { continue };
            let is_open = |(suspend, _): &&(SuspendId, BlockId)| open_across.contains(*suspend);
            let open: Vec<BlockId> =
                self.spill.entries.iter().filter(is_open).map(|(_, entry)| *entry).collect();
            if open.is_empty() || !object.events.iter().any(|e| self.spill.reached[e.block]) {
                continue;
            }
            let start = object.events.iter().find(|e| e.kind == EventKind::Start).expect("markers were kept");
            let start = plan.model_map.instruction_at(start.position);
            let (alloca, own) = (plan.model_map.values[object.value], self.object(id));
            if own.is_alloca() && own.block() != self.entry {
                // The clone runs the alloca itself before each access: until then there is nothing to open.
                continue;
            }
            for entry in open {
                let branch = self.block(entry).terminator().expect("an entry block ends in a branch");
                // The call alone: what bundles of the original name is none of the object's.
                let operand = |index| Some(start.argument(index)).filter(|&at| at != alloca).unwrap_or(own);
                let arguments: Vec<Value> = (0..start.argument_count()).map(operand).collect();
                let callee = start.called_function().expect("a marker is an intrinsic");
                let build = Builder::before(branch).without_location();
                build.call(start.called_type(), callee.as_value(), &arguments, "");
            }
        }
    }

    /// Symmetric transfer: the call that resumes another coroutine takes over the stack frame, which ends the block.
    fn transfer_control(&self, target: &Target) {
        for &transfer in &self.plan.canonical.transfers {
            let Some(call) = self.copy_of(transfer) else { continue };
            if self.plan.canonical.model.has_shadow_stack {
                symmetric_transfer::return_after(call);
            } else {
                symmetric_transfer::transfer(call, target);
            }
        }
    }

    /// Declares the frame for debuggers.
    pub fn declare_variables(&self, frame_type: Option<&FrameType>) {
        if frame_type.is_none() && debug_info::in_frame(self.plan).next().is_none() {
            return;
        }
        let terminator = self.entry.terminator().expect("the dispatch is built");
        let first = self.entry.first().expect("the dispatch is built");
        let frame = self.access().frame;
        let location = debug_info::frame_location(self.plan, frame, first, first);
        let objects: Vec<_> = debug_info::in_frame(self.plan).collect();
        for (id, _) in &objects {
            if let Some(copy) = self.objects.get(id).filter(|&&a| a != frame) {
                shim::erase_declares(*copy);
            }
        }
        debug_info::declare_variables(self.plan, &objects, Some(&self.map), location, terminator);
        if let Some(frame_type) = frame_type {
            frame_type.declare(self.function, location, terminator);
            frame_type.declare_values(self);
            frame_type.label_entries(self);
        }
    }

    /// The variables of a continuation, for debuggers: their memory is its own, filled from the frame where it begins.
    fn declare_own_variables(&self) {
        let coroutine = &self.plan.model_map.coroutine;
        let terminator = self.entry.terminator().expect("the dispatch is built");
        let mut objects: Vec<(ObjectId, Value)> = self.objects.iter().map(|(&id, &at)| (id, at)).collect();
        objects.sort_unstable_by_key(|(id, _)| *id);
        for (id, target) in objects {
            let object = &coroutine.objects[id];
            shim::erase_declares(target);
            let location = shim::VariableLocation::Alloca(target);
            shim::copy_declares(
                Some(&self.map),
                self.plan.model_map.values[object.value],
                location,
                0,
                terminator,
            );
        }
    }
}
