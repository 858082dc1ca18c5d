//! The functions that are compiled: a generator and its consumer, an await and the caller of its handle.

use gc_coro::build::{AwaitFlags, Awaits, CoroutineBuilder, Handle, Hook, resume, set_hook, set_model};
use gc_coro::{PrepareOptions, SplitOptions};
use inkwell::context::Context;
use inkwell::module::Module;
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::{CodeModel, RelocMode, Target, TargetMachine};
use inkwell::types::BasicMetadataTypeEnum;
use inkwell::values::FunctionValue;
use inkwell::{AddressSpace, IntPredicate, OptimizationLevel};

use crate::jit::{Compile, Failure};

/// The collected heap of the awaits.
const HEAP: u16 = 1;

/// The functions there are. `never` is not called, so it is not compiled.
pub const ALL: [(&str, Compile); 5] =
    [("count", count), ("sum_of", sum_of), ("adder", adder), ("add", add), ("never", count)];

/// `count(first)` yields `first`, `first + 1`, and so on.
fn count(context: &Context) -> Result<Module<'_>, Failure> {
    let (module, builder) = (context.create_module("count"), context.create_builder());
    let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
    let allocate = module.add_function("generator_new", pointer.fn_type(&[number.into()], false), None);
    let free = context.void_type().fn_type(&[pointer.into()], false);
    let free = module.add_function("generator_free", free, None);

    let count = begin(&module, "count", &[number.into()], true);
    builder.position_at_end(context.append_basic_block(count, "entry"));
    let yielded = builder.build_alloca(number, "yielded")?;
    let current = builder.build_alloca(number, "current")?;
    let coroutine =
        CoroutineBuilder::new(count).promise(yielded, 8).memory(allocate, free).begin(&builder)?;
    builder.build_store(current, parameter(count, 0))?;
    let repeat = context.append_basic_block(count, "repeat");
    builder.build_unconditional_branch(repeat)?;

    builder.position_at_end(repeat);
    let value = builder.build_load(number, current, "value")?.into_int_value();
    builder.build_store(yielded, value)?;
    coroutine.suspend(&builder)?;
    let next = builder.build_int_add(value, number.const_int(1, false), "next")?;
    builder.build_store(current, next)?;
    builder.build_unconditional_branch(repeat)?;
    finish_coroutines(module)
}

/// `sum_of(n)` adds the first `n` numbers of the generator, and destroys it.
fn sum_of(context: &Context) -> Result<Module<'_>, Failure> {
    let (module, builder) = (context.create_module("sum_of"), context.create_builder());
    let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
    let count = module.add_function("count", pointer.fn_type(&[number.into()], false), None);

    let sum_of = begin(&module, "sum_of", &[number.into()], false);
    let [entry, repeat, end] =
        ["entry", "repeat", "end"].map(|name| context.append_basic_block(sum_of, name));
    builder.position_at_end(entry);
    let one = number.const_int(1, false);
    let generator = builder.build_call(count, &[one.into()], "generator")?;
    let generator = Handle(generator.try_as_basic_value().unwrap_basic().into_pointer_value());
    builder.build_unconditional_branch(repeat)?;

    builder.position_at_end(repeat);
    let (turn, sum) = (builder.build_phi(number, "turn")?, builder.build_phi(number, "sum")?);
    let value = builder.build_load(number, generator.promise(&builder, 8)?, "value")?.into_int_value();
    let next_sum = builder.build_int_add(sum.as_basic_value().into_int_value(), value, "next.sum")?;
    let next_turn = builder.build_int_add(turn.as_basic_value().into_int_value(), one, "next.turn")?;
    turn.add_incoming(&[(&number.const_zero(), entry), (&next_turn, repeat)]);
    sum.add_incoming(&[(&number.const_zero(), entry), (&next_sum, repeat)]);
    generator.resume(&builder)?;
    let more = builder.build_int_compare(IntPredicate::ULT, next_turn, parameter(sum_of, 0), "more")?;
    builder.build_conditional_branch(more, repeat, end)?;

    builder.position_at_end(end);
    generator.destroy(&builder)?;
    builder.build_return(Some(&next_sum))?;
    finish_coroutines(module)
}

/// `adder(a)` returns a handle. Called with `b`, it returns `a + b`.
fn adder(context: &Context) -> Result<Module<'_>, Failure> {
    let (module, builder) = (context.create_module("adder"), context.create_builder());
    let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
    let object = context.ptr_type(AddressSpace::from(HEAP));
    let frame_new = module.add_function("frame_new", object.fn_type(&[pointer.into()], false), None);

    let adder = module.add_function("adder", object.fn_type(&[number.into()], false), None);
    set_model(adder, "tracked:1")?;
    set_hook(adder, Hook::Allocate, frame_new);
    builder.position_at_end(context.append_basic_block(adder, "entry"));
    let awaits = Awaits::new(adder, AddressSpace::from(HEAP));
    let awaited = awaits.await_(&builder, None, AwaitFlags::MANY_TIMES, &[number.into()])?;
    builder.build_return(Some(&awaited.handle))?;

    builder.position_at_end(awaited.continuation);
    let sum = builder.build_int_add(parameter(adder, 0), awaited.arguments[0].into_int_value(), "sum")?;
    awaits.return_(&builder, Some(sum.into()))?;
    finish_awaits(module)
}

/// `add(a, b)` calls the handle of `adder(a)` twice: `(a + b) + b`, if the handle captures its argument.
fn add(context: &Context) -> Result<Module<'_>, Failure> {
    let (module, builder) = (context.create_module("add"), context.create_builder());
    let number = context.i64_type();
    let object = context.ptr_type(AddressSpace::from(HEAP));
    let adder = module.add_function("adder", object.fn_type(&[number.into()], false), None);

    let add = begin(&module, "add", &[number.into(), number.into()], false);
    set_model(add, "tracked:1")?;
    builder.position_at_end(context.append_basic_block(add, "entry"));
    let (a, b) = (parameter(add, 0), parameter(add, 1));
    let handle = builder.build_call(adder, &[a.into()], "handle")?;
    let handle = handle.try_as_basic_value().unwrap_basic().into_pointer_value();
    let once = resume(&builder, handle, &[b.into()], Some(number.into()))?;
    let again = resume(&builder, handle, &[b.into()], Some(number.into()))?;
    let once = once.try_as_basic_value().unwrap_basic().into_int_value();
    let again = again.try_as_basic_value().unwrap_basic().into_int_value();
    let both = builder.build_int_add(once, again, "both")?;
    builder.build_return(Some(&both))?;
    finish_awaits(module)
}

/// A function of numbers that returns a number, or a coroutine's handle.
fn begin<'ctx>(
    module: &Module<'ctx>,
    name: &str,
    taken: &[BasicMetadataTypeEnum<'ctx>],
    is_coroutine: bool,
) -> FunctionValue<'ctx> {
    let context = module.get_context();
    let ty = if is_coroutine {
        context.ptr_type(AddressSpace::default()).fn_type(taken, false)
    } else {
        context.i64_type().fn_type(taken, false)
    };
    module.add_function(name, ty, None)
}

fn parameter<'ctx>(function: FunctionValue<'ctx>, number: u32) -> inkwell::values::IntValue<'ctx> {
    function.get_nth_param(number).expect("the function was made with it").into_int_value()
}

fn machine() -> Result<TargetMachine, Failure> {
    let triple = TargetMachine::get_default_triple();
    let (level, reloc, model) = (OptimizationLevel::Default, RelocMode::PIC, CodeModel::JITDefault);
    let machine = Target::from_triple(&triple)?.create_target_machine(&triple, "", "", level, reloc, model);
    machine.ok_or_else(|| "LLVM has no machine for this target".into())
}

/// Gives the module the target, and verifies what was built.
fn prepared(module: &Module<'_>) -> Result<TargetMachine, Failure> {
    let machine = machine()?;
    module.set_triple(&machine.get_triple());
    module.set_data_layout(&machine.get_target_data().get_data_layout());
    module.verify()?;
    Ok(machine)
}

/// The pipeline for `llvm.coro.*`: the split in the middle.
fn finish_coroutines(module: Module<'_>) -> Result<Module<'_>, Failure> {
    let machine = prepared(&module)?;
    let passes = |text: &str| module.run_passes(text, &machine, PassBuilderOptions::create());
    passes("coro-early,function(sroa,early-cse)")?;
    gc_coro::split_module(&module, &SplitOptions::default())?;
    passes("coro-cleanup,default<O2>")?;
    Ok(module)
}

/// The pipeline for `gc.coro.*`: the split at the end.
fn finish_awaits(module: Module<'_>) -> Result<Module<'_>, Failure> {
    let machine = prepared(&module)?;
    let passes = |text: &str| module.run_passes(text, &machine, PassBuilderOptions::create());
    gc_coro::prepare_module(&module, &PrepareOptions::default())?;
    passes("default<O2>")?;
    gc_coro::split_module(&module, &SplitOptions::default())?;
    gc_coro::simplify_module(&module);
    Ok(module)
}
