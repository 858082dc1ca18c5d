//! Keeps the promise to a collector: at any time between the beginning and the end of a frame, the words that the map of its state
//! names hold tracked pointers or null.
//!
//! * The frame begins in a state of its own, whose map names words of memory only, and these are null.
//! * At a save the state changes together with the slots: no call comes between the stores.
//! * A slot that is filled between save and suspension is null until then; memory that is dead at the suspension is null, so
//!   that it keeps no object reachable.

use crate::ir::{Builder, Opcode, Type, Value};
use crate::options::Fault;
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, ObjectId, SuspendId, ValueClass, ValueId};

use crate::emit::clone_builder::CloneBuilder;
use crate::emit::frame_access::FrameAccess;

impl FrameAccess<'_> {
    /// The frame begins: no suspension yet, and nothing in the words that a collector looks at.
    pub fn begin_watch(&self) {
        let frame = self.plan.frame;
        let Some(index) = frame.index.filter(|_| frame.has_gc_map()) else { return };
        let at = self.frame.next().expect("llvm.coro.begin is no terminator");
        let build = Builder::before(at).without_location();
        // An address for all places may stand after this one.
        let access = self.without_addresses();
        access.store_index(&build, index, self.plan.canonical.suspends.len());
        if !self.plan.options.breaks(Fault::NoNulls) {
            let always = frame.tracked.words.iter().filter(|word| word.always);
            self.null_words(&build, always.map(|word| word.offset));
            access.forget_inner_frames(&build);
        }
    }

    /// There are no frames of other coroutines inside of this one: the second word of each is null.
    fn forget_inner_frames(&self, build: &Builder) {
        let offset = self.plan.model_map.coroutine.pointer_bytes;
        for &inner in &self.plan.frame.tracked.inner {
            let address = self.address(build, inner + offset, "null.addr");
            build.store(build.module().pointer_type().null(), address, self.align_at(inner + offset));
        }
    }

    /// Nulls the words that the map of `suspend` names and that have not been filled.
    pub fn null_dead_words(&self, build: &Builder, suspend: SuspendId) {
        if !self.plan.frame.has_gc_map() || self.plan.options.breaks(Fault::NoNulls) {
            return;
        }
        let plan = self.plan;
        for id in plan.analysis.stored() {
            let (value, live_range) = (&plan.model_map.coroutine.values[id], &plan.analysis.live_ranges[id]);
            if value.class == ValueClass::Tracked && live_range.made_after_save.contains(&suspend) {
                self.null_slot(build, id);
            }
        }
        let save = plan.model_map.coroutine.suspends[suspend].save;
        let saved_at = plan.model_map.coroutine.blocks[save].last;
        for (id, offset) in plan.frame.objects.iter() {
            let Some(live_range) = &plan.analysis.objects[id] else { continue };
            // A value that is needed only on the path from the save to the suspension stays until the next suspension.
            let is_needed = live_range.live_across.contains(suspend) || live_range.range.contains(saved_at);
            let is_frame = plan.model_map.coroutine.objects[id].holds_frame;
            if !is_needed && !is_frame && plan.model_map.coroutine.promise != Some(id) {
                self.null_object(build, id, offset);
            }
        }
    }

    /// Nulls the values that the map of `suspend` names, where control comes to that state and has not passed its save.
    pub fn null_values(&self, build: &Builder, suspend: SuspendId) {
        let words = self.plan.frame.tracked.words.iter();
        let stale = words.filter(|word| !word.always && word.live.contains(suspend));
        self.null_words(build, stale.map(|word| word.offset));
    }

    fn null_slot(&self, build: &Builder, id: ValueId) {
        let Some(offset) = self.plan.frame.values[id] else { return };
        let pointer = self.plan.model_map.coroutine.pointer_bytes;
        let words = self.plan.model_map.coroutine.values[id].size / pointer;
        self.null_words(build, (0..words).map(|word| offset + word * pointer));
    }

    fn null_object(&self, build: &Builder, id: ObjectId, offset: u64) {
        let words = &self.plan.model_map.coroutine.objects[id].tracked_words;
        self.null_words(build, words.iter().map(|word| offset + word));
    }

    pub(super) fn null_words(&self, build: &Builder, offsets: impl Iterator<Item = u64>) {
        let null = self.tracked_pointer(build).null();
        for offset in offsets {
            let address = self.address(build, offset, "null.addr");
            build.store(null, address, self.align_at(offset));
        }
    }

    /// Nulls the tracked words of an alloca whose content is copied to the frame: the program may not have written all of it.
    pub fn null_unwritten(&self, alloca: Value, id: ObjectId) {
        let words = &self.plan.model_map.coroutine.objects[id].tracked_words;
        let Some(after) = alloca.next().filter(|_| !self.plan.options.breaks(Fault::NoNulls)) else {
            return;
        };
        let build = Builder::before(after).without_location();
        let null = self.tracked_pointer(&build).null();
        for &offset in words {
            let address = if offset == 0 { alloca } else { build.byte_offset(alloca, offset, "null.addr") };
            build.store(null, address, self.plan.model_map.coroutine.pointer_bytes);
        }
    }

    pub(super) fn tracked_pointer(&self, build: &Builder) -> Type {
        build.module().pointer_type_in(self.plan.canonical.model.tracked_space().unwrap_or(0))
    }

    /// Ends the region of `token` before `before`.
    fn close_region(&self, token: Value, before: Value) {
        let Some((_, end)) = self.plan.canonical.model.preserve else { return };
        let build = Builder::before(before);
        let module = build.module();
        let ty = Type::function(module.void_type(), &[module.token_type()]);
        build.call(ty, module.declare(end, ty).as_value(), &[token], "");
    }
}

/// Closes the regions of the ramp that are open at a suspension.
pub fn close_regions_of_ramp(access: FrameAccess<'_>, in_ramp: &IndexVec<BlockId, bool>) {
    let plan = access.plan;
    for (id, _) in plan.model_map.coroutine.values.iter().filter(|(_, v)| v.class == ValueClass::Region) {
        for suspend in plan.analysis.live_ranges[id].live_across.iter() {
            let save = plan.model_map.coroutine.suspends[suspend].save;
            if in_ramp[save] && in_ramp[plan.model_map.coroutine.values[id].block] {
                let before = plan.model_map.blocks[save].terminator().expect("a save ends in a branch");
                access.close_region(plan.model_map.values[id], before);
            }
        }
    }
}

/// Closes the regions of a clone that are open at a suspension: those it has opened again, and its own.
pub fn close_regions_of_clone(clone: &CloneBuilder<'_>) {
    let plan = clone.plan;
    for &id in &clone.spill.regions {
        let opened = clone.regions.iter().find(|(region, _)| *region == id).map(|(_, token)| *token);
        let Some(token) = opened.or_else(|| clone.copy_of(plan.model_map.values[id])) else { continue };
        let live_across = &plan.analysis.live_ranges[id].live_across;
        for &suspend in clone.spill.suspends.iter().filter(|suspend| live_across.contains(**suspend)) {
            let save = plan.model_map.coroutine.suspends[suspend].save;
            if let Some(before) = clone.spill.reached[save].then(|| clone.terminator_of(save)).flatten() {
                clone.access().close_region(token, before);
            }
        }
    }
}

impl CloneBuilder<'_> {
    /// Julia's late lowering finds the place for roots by the task, which it looks for in the entry of each function.
    pub fn ask_for_roots(&mut self) {
        let plan = self.plan;
        if plan.canonical.model.thread_pointer_parameter.is_none() {
            return;
        }
        let all = plan.model_map.thread_pointers().iter().copied();
        let tasks: Vec<Value> = all.filter(|v| v.is_argument() || v.argument_count() == 0).collect();
        let Some(&first) = tasks.first() else { return };
        let known = self.thread_pointer(first);
        // What was inlined asks again in the midst of the clone.
        for again in tasks.into_iter().filter(|&task| is_same_question(first, task)) {
            if let Some(copy) = self.copy_of(again).filter(|&copy| copy != known) {
                copy.replace_all_uses_with(known);
                copy.erase();
            }
        }
    }

    /// The thread pointer (the running thread or task), got where the clone begins; `original` got it in the ramp.
    pub fn thread_pointer(&mut self, original: Value) -> Value {
        if let Some((_, known)) =
            self.thread_pointers.iter().find(|(asked, _)| is_same_question(*asked, original))
        {
            return *known;
        }
        let first = self.entry.first().expect("the dispatch is built");
        let made = if original.is_argument() {
            let build = Builder::before(first).without_location();
            let ty = Type::function(original.ty(), &[]);
            let name = &self.plan.canonical.model.thread_pointers[0];
            build.call(ty, build.module().declare(name, ty).as_value(), &[], "task")
        } else {
            self.map.clone_instruction(original, first)
        };
        self.thread_pointers.push((original, made));
        made
    }

    /// Whether the frame is in one of `states`, found out where the clone begins.
    pub fn is_in_state(&self, states: &[SuspendId]) -> Value {
        let before = self.entry.terminator().expect("the dispatch is built");
        let build = Builder::before(before);
        let index = self.plan.frame.index.expect("more than one state needs an index");
        let number = self.access().load_index(&build, index);
        let is = |state: &SuspendId| build.is_equal(number, number.ty().const_int(state.index() as u64));
        let flags: Vec<Value> = states.iter().map(is).collect();
        flags.into_iter().reduce(|a, b| build.or(a, b)).expect("a region is open in some state")
    }
}

/// Whether two calls (or parameters) of the ramp ask for the same: their answers are equal within one activation.
fn is_same_question(a: Value, b: Value) -> bool {
    let is_call = |v: Value| v.is_opcode(Opcode::LLVMCall);
    a == b || is_call(a) && is_call(b) && a.operands().eq(b.operands())
}
