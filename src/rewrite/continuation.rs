//! The await dialect: a ramp, and for each await a function that goes on behind it.
//!
//! In come the canonical IR with its model, analysis and frame, as for `llvm.coro.*`; out go the ramp and the continuations.
//! An activation makes a frame at each await that it runs (or fills a state again), and loads what it needs from the one
//! that it was called with. Frames are objects of the collected heap: `"gc-coro-allocate"` makes them, and they are filled
//! before anything can collect.

use crate::error::{Diagnostic, Problem};
use crate::index::Idx;
use crate::ir::{Builder, Function, IrModule, Opcode, Type, Value, shim};
use crate::model::{ObjectId, SuspendId};
use crate::read::awaits::{NO_STATE, ONE_SHOT};
use crate::read::diagnostic;

use super::part::Part;
use super::place::FrameAccess;
use super::{Made, Plan, collector, descriptor, part, ramp, repair};

/// The runtime's functions, named by attributes of the coroutine.
struct Hooks {
    /// `"gc-coro-allocate"`: from a descriptor to a new frame, all zero.
    allocate: Option<Function>,
    /// `"gc-coro-write-barrier"`: after pointers were stored into a frame that is not new.
    barrier: Option<Function>,
    /// `"gc-coro-reentered"`: a one-shot continuation is called again.
    reentered: Option<Function>,
}

/// Splits a function of the await dialect.
///
/// # Errors
/// No function that allocates frames; continuations that return different types; a no-state await with state.
pub fn rewrite(plan: Plan<'_>) -> Result<Made, Vec<Diagnostic>> {
    let ramp = plan.canonical.shape.function;
    let split = Split {
        plan,
        hooks: Hooks::of(ramp, plan.canonical.shape.begin.ty()),
        functions: declare(plan)?,
        descriptor: descriptor::export(plan),
    };
    split.check()?;
    ramp.remove_attribute(crate::ir::Attribute::PRESPLIT);
    for (id, &function) in split.functions.iter().enumerate() {
        split.fill(SuspendId::from_usize(id), function)?;
    }
    split.finish_ramp();
    let functions = [ramp].into_iter().chain(split.functions).collect();
    Ok(Made { functions, noalloc: None })
}

impl Hooks {
    /// A hook that the module does not declare (optimisers drop unused declarations) is declared.
    fn of(ramp: Function, frame: Type) -> Self {
        let module = ramp.module();
        let named = |key, ty| ramp.string_attribute(key).map(|name| module.declare(&name, ty));
        Hooks {
            allocate: named("gc-coro-allocate", Type::function(frame, &[module.pointer_type()])),
            barrier: named("gc-coro-write-barrier", Type::variadic(module.void_type(), &[frame])),
            reentered: named("gc-coro-reentered", Type::function(module.void_type(), &[])),
        }
    }
}

/// One function for each await, which returns what `gc.coro.return` gives behind it, or what the ramp returns.
fn declare(plan: Plan<'_>) -> Result<Vec<Function>, Vec<Diagnostic>> {
    let ramp = plan.canonical.shape.function;
    let frame = plan.canonical.shape.begin.ty();
    let mut declared = Vec::new();
    let count = plan.canonical.awaits.len();
    // Each one is inserted right behind the ramp.
    for number in (0..count).rev() {
        let arguments = plan.canonical.awaits[number].arguments.iter().map(|a| a.ty());
        let types: Vec<Type> = [frame].into_iter().chain(arguments).collect();
        let result = result_type(plan, SuspendId::from_usize(number))?;
        let name = format!("{}.await.{number}", ramp.name());
        declared.push(shim::declare_part(ramp, Type::function(result, &types), &name));
    }
    declared.reverse();
    Ok(declared)
}

fn result_type(plan: Plan<'_>, id: SuspendId) -> Result<Type, Vec<Diagnostic>> {
    let coroutine = &plan.mirror.coroutine;
    let ramp = plan.canonical.shape.function;
    let reached = coroutine.reachable_in_part([coroutine.suspends[id].resumed]);
    let returns = plan.canonical.shape.returns.iter();
    let mut here = returns.filter(|call| plan.mirror.has_block(call.block()).is_some_and(|b| reached[b]));
    let Some(&first) = here.next() else { return Ok(ramp.return_type()) };
    let ty = returned_type(first);
    match here.find(|&&other| returned_type(other) != ty) {
        None => Ok(ty),
        Some(&other) => {
            let rule = "a continuation returns values of one type only";
            Err(vec![diagnostic(ramp, Some(other), Problem::MalformedAwait { rule })])
        }
    }
}

fn returned_type(call: Value) -> Type {
    if call.argument_count() == 0 { call.ty() } else { call.argument(0).ty() }
}

struct Split<'a> {
    plan: Plan<'a>,
    hooks: Hooks,
    functions: Vec<Function>,
    descriptor: Value,
}

impl<'a> Split<'a> {
    fn check(&self) -> Result<(), Vec<Diagnostic>> {
        let ramp = self.plan.canonical.shape.function;
        let mut problems = Vec::new();
        for (number, details) in self.plan.canonical.awaits.iter().enumerate() {
            let id = SuspendId::from_usize(number);
            let is_new = details.make.argument(0).is_null();
            if details.flags & NO_STATE != 0 {
                problems.extend(self.captured(id).map(|value| Problem::StateNotWanted { value }));
            } else if is_new && self.hooks.allocate.is_none() {
                problems.push(Problem::HookMissing { attribute: "gc-coro-allocate" });
            }
        }
        let problems: Vec<Diagnostic> =
            problems.into_iter().map(|problem| diagnostic(ramp, None, problem)).collect();
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// The names of what an await captures.
    fn captured(&self, id: SuspendId) -> impl Iterator<Item = String> {
        let (plan, coroutine) = (self.plan, &self.plan.mirror.coroutine);
        let values = plan.analysis.stored().filter(move |&v| plan.analysis.lives[v].outlives.contains(&id));
        let values = values.map(|v| coroutine.values[v].name.clone());
        let objects = kept_objects(plan, id).map(|object| coroutine.objects[object].name.clone());
        values.chain(objects)
    }

    /// Fills the continuation of an await.
    fn fill(&self, id: SuspendId, function: Function) -> Result<(), Vec<Diagnostic>> {
        let plan = self.plan;
        function.param(0).set_name("frame");
        let mut part = part::copy_continuation(plan, id, function);
        let details = &plan.canonical.awaits[id.index()];
        if details.flags & ONE_SHOT != 0 {
            self.close_entrance(&part);
        }
        restore_objects(&mut part, id);
        repair::give_values(&mut part)?;
        collector::close_regions_of_part(&part);
        // Not before: until the values are settled, what stands for an argument is its definition.
        for (number, &argument) in (1u32..).zip(&details.arguments) {
            if let Some(copy) = part.copy_of(argument) {
                copy.replace_all_uses_with(function.param(number));
                copy.erase();
            }
        }
        for number in plan.mirror.coroutine.suspends.indices() {
            let make = plan.canonical.awaits[number.index()].make;
            if let Some(copy) = part.copy_of(make) {
                let addresses = kept_objects(plan, number).map(|o| (o, part.object(o))).collect::<Vec<_>>();
                self.make_frame(number, copy, &addresses);
            }
        }
        shim::remove_unreachable(function);
        shim::prune_phis(function);
        settle_returns(function);
        Ok(())
    }

    /// A one-shot continuation gives its frame another resume function: one that says that it was called again.
    fn close_entrance(&self, part: &Part<'_>) {
        let ramp = self.plan.canonical.shape.function;
        let name = format!("{}.again", part.function.name());
        let again = shim::declare_part(ramp, part.function.function_type(), &name);
        let build = Builder::at_end(again.append_block("entry"));
        let module = build.module();
        let (hook, ty) = match self.hooks.reentered {
            Some(hook) => (hook, hook.function_type()),
            None => {
                let ty = Type::function(module.void_type(), &[]);
                (module.declare("llvm.trap", ty), ty)
            }
        };
        build.call(ty, hook.as_value(), &[], "");
        build.unreachable();
        let terminator = part.entry.terminator().expect("the entry ends in a branch");
        let access = part.access();
        let build = Builder::before(terminator).without_location();
        build.store(again.as_value(), access.interior(&build, 0, "resume.addr"), access.align_at(0));
    }

    /// Puts the making of a frame in the place of `make`: header, tracked words that hold nothing, objects. The values were
    /// stored in front of the branch that ends the block.
    fn make_frame(&self, id: SuspendId, make: Value, objects: &[(ObjectId, Value)]) {
        let plan = self.plan;
        let flags = plan.canonical.awaits[id.index()].flags;
        let end = make.block().terminator().expect("a block ends in a terminator");
        let state = make.argument(0);
        let build = Builder::before(make);
        let module = build.module();
        if flags & NO_STATE != 0 {
            make.replace_all_uses_with(self.constant_frame(id, module));
            make.erase();
            return;
        }
        let is_new = state.is_null();
        let frame = match self.hooks.allocate.filter(|_| is_new) {
            Some(allocate) => {
                build.call(allocate.function_type(), allocate.as_value(), &[self.descriptor], "frame")
            }
            None => state,
        };
        make.replace_all_uses_with(frame);
        let access = FrameAccess { plan, frame };
        // In front of the values' stores: right behind the making.
        let first = make.next().unwrap_or(end);
        let early = Builder::before(first);
        let pointer = plan.mirror.coroutine.pointer_bytes;
        let header = [self.functions[id.index()].as_value(), self.descriptor];
        for (number, word) in (0u64..).zip(header) {
            let offset = number * pointer;
            early.store(word, access.interior(&early, offset, "header.addr"), access.align_at(offset));
        }
        access.null_idle_words(&early, id);
        let late = Builder::before(end);
        for &(object, address) in objects {
            access.save_object(&late, object, address);
        }
        if let Some(barrier) = self.hooks.barrier.filter(|_| !is_new) {
            late.call(barrier.function_type(), barrier.as_value(), &[frame], "");
        }
        make.erase();
    }

    /// The frame of an await without state: a constant.
    fn constant_frame(&self, id: SuspendId, module: IrModule) -> Value {
        let function = self.functions[id.index()].as_value();
        let content = module.const_struct(&[function, self.descriptor]);
        let global = module.add_constant(&format!("{}.state", function.name()), content);
        global.const_space_cast(self.plan.canonical.shape.begin.ty())
    }

    /// The ramp: what control goes through when no await has been resumed.
    fn finish_ramp(&self) {
        let plan = self.plan;
        let coroutine = &plan.mirror.coroutine;
        let ramp = plan.canonical.shape.function;
        ramp::store_values(FrameAccess { plan, frame: plan.canonical.shape.begin });
        let in_ramp = ramp::ramp_blocks(plan);
        collector::close_regions_of_ramp(FrameAccess { plan, frame: plan.canonical.shape.begin }, &in_ramp);
        for (number, point) in plan.canonical.suspends.iter().enumerate() {
            let id = SuspendId::from_usize(number);
            let objects: Vec<(ObjectId, Value)> =
                kept_objects(plan, id).map(|o| (o, plan.mirror.values[coroutine.objects[o].value])).collect();
            for &(object, address) in &objects {
                FrameAccess { plan, frame: address }.null_unwritten(address, object);
            }
            self.make_frame(id, plan.canonical.awaits[number].make, &objects);
            let switch = point.suspend.block().terminator().expect("an await ends in a switch");
            debug_assert!(switch.is_opcode(Opcode::LLVMSwitch));
            Builder::before(switch).branch(point.suspended);
            switch.erase();
            point.suspend.erase();
        }
        ramp::erase_lifetime_markers(plan);
        shim::remove_unreachable(ramp);
        shim::prune_phis(ramp);
        settle_returns(ramp);
        let frame = plan.canonical.shape.begin;
        if !frame.has_uses() {
            frame.erase();
        }
    }
}

/// The objects whose content an await captures.
fn kept_objects(plan: Plan<'_>, id: SuspendId) -> impl Iterator<Item = ObjectId> {
    let lives = plan.analysis.objects.iter();
    lives
        .filter(move |(_, life)| life.as_ref().is_some_and(|l| l.outlives.contains(&id)))
        .map(|(object, _)| object)
}

/// The objects of a continuation are its own: each begins with the content that was captured.
fn restore_objects(part: &mut Part<'_>, id: SuspendId) {
    for object in kept_objects(part.plan, id).collect::<Vec<_>>() {
        let address = part.object(object);
        let terminator = part.entry.terminator().expect("the entry ends in a branch");
        part.access().load_object(&Builder::before(terminator).without_location(), object, address);
    }
}

/// `gc.coro.return` says what the next `ret` of its activation returns. Optimisers put code between the two and join `ret`s:
/// so the value waits on the stack, and LLVM's PromoteMemToReg makes a register of that.
fn settle_returns(function: Function) {
    let instructions: Vec<Value> =
        function.blocks().flat_map(|b| b.instructions().collect::<Vec<_>>()).collect();
    let calls: Vec<Value> =
        instructions.iter().copied().filter(|&call| crate::read::awaits::is_return(call)).collect();
    let Some(&first) = calls.first() else { return };
    let rets = instructions.into_iter().filter(|t| t.is_opcode(Opcode::LLVMRet));
    let ty = returned_type(first);
    let begin = function.entry().first_insertion_point().expect("a block has a terminator");
    let build = Builder::before(begin).without_location();
    let bit = build.module().int_type(1);
    let slots = (!ty.is_void()).then(|| (build.alloca(ty, "return.value"), build.alloca(bit, "returns")));
    if let Some((_, flag)) = slots {
        build.store(bit.const_int(0), flag, 1);
    }
    let align = build.module().data_layout().abi_align(if ty.is_void() { bit } else { ty });
    for call in calls {
        let build = Builder::before(call);
        if let Some((value, flag)) = slots {
            build.store(call.argument(0), value, align);
            build.store(bit.const_int(1), flag, 1);
        }
        call.erase();
    }
    for ret in rets {
        let build = Builder::before(ret);
        match slots {
            None => build.return_void(),
            Some((value, flag)) => {
                let said = build.load(ty, value, align, "return.value");
                // A `ret` of the same type may also stand for itself.
                let own = ret.operand(0).filter(|own| own.ty() == ty);
                let result = own.map_or(said, |own| {
                    let says = build.load(bit, flag, 1, "returns");
                    build.select(says, said, own, "result")
                });
                build.return_value(result);
            }
        }
        ret.erase();
    }
    if let Some((value, flag)) = slots {
        shim::promote(function, &[value, flag]);
    }
}

impl<'a> FrameAccess<'a> {
    /// Nulls the words of the pointer area that hold nothing at `id`: the collector looks at all of them.
    fn null_idle_words(&self, build: &Builder, id: SuspendId) {
        let plan = self.plan;
        let pointer = plan.mirror.coroutine.pointer_bytes;
        let (area, count) = plan.frame.tracked.area;
        let mut idle = vec![true; usize::try_from(count).unwrap_or(0)];
        let mut take = |offset: u64, bytes: u64| {
            let first = (offset - area) / pointer;
            (first..first + bytes / pointer).for_each(|word| idle[word as usize] = false);
        };
        for value in plan.analysis.stored() {
            let tracked = plan.mirror.coroutine.values[value].class == crate::model::ValueClass::Tracked;
            if let Some(offset) = plan.frame.values[value].filter(|_| tracked)
                && plan.analysis.lives[value].outlives.contains(&id)
            {
                take(offset, plan.mirror.coroutine.values[value].size);
            }
        }
        for object in kept_objects(plan, id) {
            let words = plan.mirror.coroutine.objects[object].tracked_words.len() as u64;
            if let Some(offset) = self.words_of(object) {
                take(offset, words * pointer);
            }
        }
        let idle = (0u64..).zip(idle).filter(|(_, idle)| *idle).map(|(word, _)| area + word * pointer);
        self.null_words(build, idle);
    }

    /// Where the tracked words of an object stand in the frame.
    fn words_of(&self, object: ObjectId) -> Option<u64> {
        let frame = self.plan.frame;
        let has_words = !self.plan.mirror.coroutine.objects[object].tracked_words.is_empty();
        frame.words[object].or(frame.objects[object].filter(|_| has_words))
    }

    /// Copies an object's content to the frame.
    fn save_object(&self, build: &Builder, object: ObjectId, address: Value) {
        self.copy_object(build, object, address, true);
    }

    /// Copies an object's content from the frame.
    fn load_object(&self, build: &Builder, object: ObjectId, address: Value) {
        self.copy_object(build, object, address, false);
    }

    fn copy_object(&self, build: &Builder, id: ObjectId, address: Value, to_frame: bool) {
        let object = &self.plan.mirror.coroutine.objects[id];
        let pointer = self.plan.mirror.coroutine.pointer_bytes;
        let ty = self.tracked_pointer(build);
        if let Some(words) = self.words_of(id) {
            for (number, &offset) in (0u64..).zip(&object.tracked_words) {
                let outside = build.byte_offset(address, offset, "word.addr");
                let inside = self.interior(build, words + number * pointer, "word.addr");
                let (from, to) = if to_frame { (outside, inside) } else { (inside, outside) };
                let word = build.load(ty, from, pointer, "word");
                build.store(word, to, pointer);
            }
        }
        let Some(bytes) = self.plan.frame.objects[id] else { return };
        // The pieces between the tracked words.
        let mut begin = 0;
        let ends = object.tracked_words.iter().copied().chain([object.size]);
        for end in ends {
            if end > begin {
                let outside = build.byte_offset(address, begin, "bytes.addr");
                let inside = self.interior(build, bytes + begin, "bytes.addr");
                let (from, to) = if to_frame { (outside, inside) } else { (inside, outside) };
                build.copy_memory(to, from, end - begin, 1);
            }
            begin = end + pointer;
        }
    }
}
