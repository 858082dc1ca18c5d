//! The await dialect: a ramp, and for each await a function that goes on after it.
//!
//! In come the canonical IR with its model, analysis and frame, as for `llvm.coro.*`; out go the ramp and the continuations.
//! An activation makes a frame at each await that it runs (or fills a state again), and loads what it needs from the one
//! that it was called with. Frames are objects of the collected heap: `"gc-coro-allocate"` makes them, and they are filled
//! before anything can collect.
//!
//! [`entrance`] lets one call of a one-shot handle in. [`hooks`] are the runtime's functions, [`captured_objects`] fills and empties frames, [`acquire`] makes a state of a caller's buffer, and
//! [`returns`] lets a continuation return another type than the ramp.

mod acquire;
mod captured_objects;
pub mod entrance;
mod hooks;
pub mod returns;
mod shared_body;

use crate::abi::object_header::HeaderWord;
use crate::ir::{Attribute, Builder, Function, IrModule, Opcode, Type, Value, shim};
use crate::options::Fault;
use crate::read::awaits::Continuations;
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{ObjectId, StateKind, Suspend, SuspendId, ValueId};
use gc_coro_core::spill::{CloneKind, ClonePlan, RampPlan, SpillPlan};

use crate::emit::awaits::hooks::Hooks;
use crate::emit::awaits::shared_body::Unpacking;
use crate::emit::clone_builder::CloneBuilder;
use crate::emit::frame_access::FrameAccess;
use crate::emit::plan::{Made, Plan};
use crate::emit::trim_ramp::RampContents;
use crate::emit::{clone, descriptor, gc_state, ramp, ssa_repair};

/// Splits a function of the await dialect.
pub fn emit_function(plan: Plan<'_>, spills: &SpillPlan) -> Made {
    let ramp = plan.canonical.shape.function;
    // The continuations get the ramp's attributes.
    ramp.remove_attribute(Attribute::PRESPLIT);
    let functions = declare(plan);
    let bodies = declare_bodies(ramp, &functions, spills);
    let exported = descriptor::export(plan).constant_in(ramp.module().pointer_type());
    let descriptors = describe(plan, &functions, exported);
    let tracked = plan.canonical.model.tracked_space().unwrap_or(0);
    let hooks = Hooks::of(ramp, ramp.module().pointer_type_in(tracked), &plan.canonical.model);
    let split = Split { plan, hooks, functions, descriptors, captured: captured_objects(plan) };
    let mut shared = bodies.iter();
    for spill in &spills.clones {
        match spill.kind {
            CloneKind::Continuation(id) => split.fill(id, spill, split.functions[id.index()]),
            _ => split.fill_shared(spill, *shared.next().expect("each was declared")),
        }
    }
    split.finish_ramp(&spills.ramp);
    let functions: Vec<Function> = [ramp].into_iter().chain(split.functions).chain(bodies).collect();
    entrance::forget_nosync(plan, &functions);
    acquire::lower(plan, &split.hooks, &functions, exported);
    Made { functions, activations: Vec::new(), noalloc: None }
}

/// One function for each await, which returns what `gc.coro.return` gives after it, or what the ramp returns.
fn declare(plan: Plan<'_>) -> Vec<Function> {
    let ramp = plan.canonical.shape.function;
    let Plan { canonical, model_map, analysis, .. } = plan;
    let continuations = Continuations { canonical, model_map, analysis };
    let signatures = continuations.signatures().expect("the plan was checked");
    // Each one is inserted directly after the ramp.
    let declare = |(number, signature): (usize, Type)| {
        shim::declare_clone(ramp, signature, &format!("{}.await.{number}", ramp.name()))
    };
    let mut declared: Vec<Function> = signatures.into_iter().enumerate().rev().map(declare).collect();
    declared.reverse();
    declared
}

/// The bodies that continuations share, in the order of their plans.
fn declare_bodies(ramp: Function, continuations: &[Function], spills: &SpillPlan) -> Vec<Function> {
    let shared = spills.clones.iter().filter(|spill| matches!(spill.kind, CloneKind::Shared(_)));
    let signatures: Vec<Type> =
        shared.map(|spill| continuations[spill.entries[0].0.index()].function_type()).collect();
    // Each one is inserted directly after the ramp.
    let numbered = signatures.into_iter().enumerate().rev();
    let mut bodies: Vec<Function> =
        numbered.map(|(number, signature)| shared_body::declare(ramp, signature, number)).collect();
    bodies.reverse();
    bodies
}

/// A state is described by what the function exports, a frame that an await makes by the await's own.
fn describe(plan: Plan<'_>, functions: &[Function], exported: Value) -> Vec<Value> {
    let describe = |(&function, (id, suspend)): (&Function, (SuspendId, &Suspend))| match suspend.state {
        StateKind::New | StateKind::Constant => descriptor::describe_await(plan.after(id), function),
        StateKind::Given => exported,
    };
    functions.iter().zip(plan.model_map.coroutine.suspends.iter()).map(describe).collect()
}

struct Split<'a> {
    plan: Plan<'a>,
    hooks: Hooks,
    functions: Vec<Function>,
    /// By await: what describes the frame that it fills.
    descriptors: Vec<Value>,
    /// By await: the objects whose content it captures.
    captured: IndexVec<SuspendId, Vec<ObjectId>>,
}

fn captured_objects(plan: Plan<'_>) -> IndexVec<SuspendId, Vec<ObjectId>> {
    let mut captured = IndexVec::filled(plan.model_map.coroutine.suspends.len(), Vec::new());
    for (id, live_range) in plan.analysis.objects.iter() {
        let live_across = live_range.iter().flat_map(|live_range| live_range.live_across.iter());
        live_across.for_each(|suspend| captured[suspend].push(id));
    }
    captured
}

impl Split<'_> {
    /// Fills the continuation of an await.
    fn fill(&self, id: SuspendId, spill: &ClonePlan, function: Function) {
        let plan = self.plan.after(id);
        function.param(0).set_name("frame");
        let mut clone = clone::copy_continuation(plan, spill, function, |clone| clone.dispatch());
        restore_objects(&mut clone, &self.captured[id]);
        self.finish_clone(clone);
        entrance::close(self.plan, &self.hooks, id, function);
    }

    /// Fills a body that continuations share, and them.
    fn fill_shared(&self, spill: &ClonePlan, body: Function) {
        body.param(0).set_name("frame");
        let (first, _) = spill.entries[0];
        let mut unpacking = None;
        let dispatch = |clone: &mut CloneBuilder<'_>| unpacking = Some(Unpacking::dispatch(clone));
        let mut clone = clone::copy_continuation(self.plan.after(first), spill, body, dispatch);
        let unpacking = unpacking.expect("it was dispatched");
        unpacking.fill(self.plan, &mut clone, &self.captured);
        self.finish_clone(clone);
        for &(id, _) in &spill.entries {
            let function = self.functions[id.index()];
            function.param(0).set_name("frame");
            shared_body::enter(body, id, function);
            entrance::close(self.plan, &self.hooks, id, function);
        }
    }

    /// Gives the copied blocks their values, and makes the frames of the awaits among them.
    fn finish_clone(&self, mut clone: CloneBuilder<'_>) {
        let (plan, spill, function) = (self.plan, clone.spill, clone.function);
        ssa_repair::give_values(&mut clone);
        gc_state::close_regions_of_clone(&clone);
        // Only now: before the values are settled, the placeholder of an argument is its definition.
        for (id, _) in &spill.entries {
            let details = &plan.canonical.awaits[id.index()];
            let arguments = (1u32..).zip(&details.arguments);
            for (number, &argument) in details.frame.iter().map(|frame| (0, frame)).chain(arguments) {
                if let Some(copy) = clone.copy_of(argument) {
                    copy.replace_all_uses_with(function.param(number));
                    copy.erase();
                }
            }
        }
        for &number in &spill.suspends {
            let make = plan.canonical.awaits[number.index()].make;
            if let Some(copy) = clone.copy_of(make) {
                let addresses =
                    self.captured[number].iter().map(|&o| (o, clone.object(o))).collect::<Vec<_>>();
                self.make_frame(number, copy, &addresses, &self.kept_words(spill, number));
            }
        }
        shim::remove_unreachable(function);
        shim::prune_phis(function);
        returns::settle(function);
    }

    /// The pieces (offset and size in bytes) of the frame of await `id` that its state holds already in the clone of `spill`.
    fn kept_words(&self, spill: &ClonePlan, id: SuspendId) -> Vec<(u64, u64)> {
        let plan = self.plan.after(id);
        let values = &plan.model_map.coroutine.values;
        let piece = |value: ValueId| Some((plan.frame.values[value]?, values[value].size));
        spill.kept_at(id).filter_map(piece).collect()
    }

    /// Replaces `make` by the code that makes a frame: header, tracked words that hold nothing, objects. The values were
    /// stored before the branch that ends the block. The barrier leaves out what a state held already in its bytes `kept`.
    fn make_frame(&self, id: SuspendId, make: Value, objects: &[(ObjectId, Value)], kept: &[(u64, u64)]) {
        let plan = self.plan;
        let kind = plan.model_map.coroutine.suspends[id].state;
        let end = make.block().terminator().expect("a block ends in a terminator");
        let state = make.argument(0);
        let build = Builder::before(make);
        let module = build.module();
        if kind == StateKind::Constant {
            make.replace_all_uses_with(self.constant_frame(id, module));
            make.erase();
            return;
        }
        let descriptor = self.descriptors[id.index()];
        let frame = match self.hooks.allocate.filter(|_| kind == StateKind::New) {
            Some(allocate) => {
                build.call(allocate.function_type(), allocate.as_value(), &[descriptor], "frame")
            }
            None => state,
        };
        make.replace_all_uses_with(frame);
        let access = FrameAccess::new(plan, frame).of(id, frame);
        // Before the values' stores: directly after the making.
        let first = make.next().unwrap_or(end);
        let early = Builder::before(first);
        let pointer = plan.model_map.coroutine.pointer_bytes;
        let continuation = self.functions[id.index()].as_value();
        let store_early = |word: Value, offset: u64| {
            early.store(word, access.interior(&early, offset, "header.addr"), access.align_at(offset));
        };
        // Who has an older handle of a state may call it at any time.
        let is_published = kind == StateKind::Given && entrance::is_atomic(plan);
        if !is_published {
            store_early(continuation, 0);
        }
        store_early(descriptor, pointer);
        let is_late = kind == StateKind::New && plan.options.breaks(Fault::LateFill);
        if let Some(allocate) = self.hooks.allocate.filter(|_| is_late) {
            early.call(allocate.function_type(), allocate.as_value(), &[descriptor], "");
        }
        if kind == StateKind::Given && !plan.options.breaks(Fault::IdleWords) {
            access.null_idle_words(&early, plan.frame.tracked.area);
        }
        let post_save = Builder::before(end);
        for &(object, address) in objects {
            access.save_object(&post_save, object, address);
        }
        let is_object = !plan.canonical.fills_callers_memory;
        let needs_barrier = kind == StateKind::Given && is_object && !plan.options.breaks(Fault::NoBarrier);
        if let Some(barrier) = self.hooks.barrier.filter(|_| needs_barrier) {
            let children = access.filled_words(&post_save, kept);
            if !children.is_empty() {
                let arguments = self.hooks.barrier_arguments(&post_save, frame, children);
                post_save.call(barrier.function_type(), barrier.as_value(), &arguments, "");
            }
        }
        if is_published {
            let address = access.interior(&post_save, 0, "header.addr");
            post_save.store_release(continuation, address, access.align_at(0));
        }
        make.erase();
    }

    /// The frame of an await without state: a constant, after the header that the runtime wants before an object.
    fn constant_frame(&self, id: SuspendId, module: IrModule) -> Value {
        let function = self.functions[id.index()].as_value();
        let pointer = module.data_layout().pointer_size();
        let header = &self.plan.canonical.object_header;
        let words = header.words.iter().map(|word| header_word(word, module, pointer));
        let frame = [function, self.descriptors[id.index()]];
        let content = module.const_struct(&words.chain(frame).collect::<Vec<_>>());
        let global = module.add_constant(&format!("{}.state", function.name()), content);
        // The header has whole words, and no frame of an await is aligned to more than a word: so both are aligned.
        debug_assert_eq!(self.plan.after(id).frame.align, pointer);
        global.set_alignment(pointer);
        let address = global.constant_after(header.bytes(pointer));
        address.constant_in(self.plan.canonical.shape.begin.ty())
    }

    /// The ramp: the code that runs when no await has been resumed.
    fn finish_ramp(&self, spills: &RampPlan) {
        let plan = self.plan;
        let coroutine = &plan.model_map.coroutine;
        let ramp = plan.canonical.shape.function;
        let contents = RampContents::find(plan, spills);
        let access = FrameAccess::new(plan, plan.canonical.shape.begin);
        ramp::store_values(access, spills);
        gc_state::close_regions_of_ramp(access, contents.blocks);
        for (number, point) in plan.canonical.suspends.iter().enumerate() {
            let id = SuspendId::from_usize(number);
            let objects: Vec<(ObjectId, Value)> = self.captured[id]
                .iter()
                .map(|&o| (o, plan.model_map.values[coroutine.objects[o].value]))
                .collect();
            for &(object, address) in &objects {
                FrameAccess::new(plan, address).null_unwritten(address, object);
            }
            self.make_frame(id, plan.canonical.awaits[number].make, &objects, &[]);
            let switch = point.suspend.block().terminator().expect("an await ends in a switch");
            debug_assert!(switch.is_opcode(Opcode::LLVMSwitch));
            Builder::before(switch).branch(point.suspended);
            switch.erase();
            point.suspend.erase();
        }
        contents.markers.iter().copied().for_each(Value::erase);
        shim::remove_unreachable(ramp);
        shim::prune_phis(ramp);
        returns::settle(ramp);
        let frame = plan.canonical.shape.begin;
        if plan.canonical.fills_callers_memory {
            let memory = ramp.params().last().expect("the memory is the last parameter");
            frame.replace_all_uses_with(memory);
        }
        if !frame.has_uses() {
            frame.erase();
        }
    }
}

/// A word of an object's header, as a constant.
fn header_word(word: &HeaderWord, module: IrModule, pointer: u64) -> Value {
    match word {
        HeaderWord::Number(number) => module.int_type(8 * pointer as u32).const_int(*number),
        HeaderWord::Address { name, offset } => {
            module.symbol(name).constant_in(module.pointer_type()).constant_after(*offset)
        }
    }
}

/// The objects of a continuation are its own: each begins with the content that was captured.
fn restore_objects(clone: &mut CloneBuilder<'_>, captured: &[ObjectId]) {
    for &object in captured {
        let address = clone.object(object);
        let terminator = clone.entry.terminator().expect("the entry ends in a branch");
        clone.access().load_object(&Builder::before(terminator).without_location(), object, address);
    }
}
