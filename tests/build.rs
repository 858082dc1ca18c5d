//! What `gc_coro::build` makes is valid IR that splits, and what does not fit is an error.
#![cfg(feature = "link-llvm")]

use gc_coro::build::{
    AwaitFlags, Awaits, BuildError, CoroutineBuilder, Handle, Hook, SizeQuery, mark, resume, set_hook,
    set_model, set_object_header, set_single_threaded, share, size_query,
};
use gc_coro::{PrepareOptions, SplitOptions};
use inkwell::AddressSpace;
use inkwell::builder::Builder;
use inkwell::context::Context;
use inkwell::module::Module;
use inkwell::values::{AnyValue, FunctionValue};

/// A module with `malloc`, `free` and an empty coroutine.
struct Fixture<'ctx> {
    module: Module<'ctx>,
    builder: Builder<'ctx>,
    malloc: FunctionValue<'ctx>,
    free: FunctionValue<'ctx>,
    coroutine: FunctionValue<'ctx>,
}

fn fixture(context: &Context) -> Fixture<'_> {
    let (module, builder) = (context.create_module("test"), context.create_builder());
    let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
    let malloc = module.add_function("malloc", pointer.fn_type(&[number.into()], false), None);
    let free = module.add_function("free", context.void_type().fn_type(&[pointer.into()], false), None);
    let coroutine = module.add_function("coroutine", pointer.fn_type(&[number.into()], false), None);
    builder.position_at_end(context.append_basic_block(coroutine, "entry"));
    Fixture { module, builder, malloc, free, coroutine }
}

impl<'ctx> Fixture<'ctx> {
    fn begin(&self) -> CoroutineBuilder<'ctx> {
        CoroutineBuilder::new(self.coroutine).memory(self.malloc, self.free)
    }

    /// The number of suspend points of the coroutine, once it is split.
    fn split(&self) -> usize {
        self.module.verify().expect("valid IR");
        let report = gc_coro::split_module(&self.module, &SplitOptions::default()).expect("it splits");
        self.module.verify().expect("valid IR after the split");
        report.split[0].suspends
    }
}

#[test]
fn a_coroutine_suspends_and_ends() {
    let context = Context::create();
    let test = fixture(&context);
    let coroutine = test.begin().begin(&test.builder).unwrap();
    coroutine.suspend(&test.builder).unwrap();
    coroutine.final_suspend(&test.builder).unwrap();
    assert_eq!(test.split(), 2);
    assert!(test.module.get_function("coroutine.destroy").is_some());
}

#[test]
fn a_coroutine_can_end_without_a_last_suspension() {
    let context = Context::create();
    let test = fixture(&context);
    let coroutine = test.begin().always_allocates().begin(&test.builder).unwrap();
    coroutine.suspend(&test.builder).unwrap();
    coroutine.finish(&test.builder).unwrap();
    assert_eq!(test.split(), 1);
    assert!(!test.module.print_to_string().to_string().contains("llvm.coro.alloc"));
}

#[test]
fn what_has_to_be_done_first_is_done_when_it_is_destroyed() {
    let context = Context::create();
    let test = fixture(&context);
    let builder = &test.builder;
    let release = test.module.add_function("release", context.void_type().fn_type(&[], false), None);
    let coroutine = test.begin().begin(builder).unwrap();
    let destroyed = context.append_basic_block(test.coroutine, "destroyed");
    let saved = coroutine.save(builder).unwrap();
    coroutine.suspend_saved(builder, Some(saved), destroyed).unwrap();
    coroutine.final_suspend(builder).unwrap();
    builder.position_at_end(destroyed);
    builder.build_call(release, &[], "").unwrap();
    builder.build_unconditional_branch(coroutine.cleanup_block()).unwrap();
    assert_eq!(test.split(), 2);
    let destroy = test.module.get_function("coroutine.destroy").unwrap().print_to_string().to_string();
    assert!(destroy.contains("call void @release"), "{destroy}");
}

#[test]
fn the_frame_can_be_in_memory_of_the_caller() {
    let context = Context::create();
    let test = fixture(&context);
    let pointer = context.ptr_type(AddressSpace::default());
    let ty = context.i32_type().fn_type(&[pointer.into()], false);
    let function = test.module.add_function("in_place", ty, None);
    test.builder.position_at_end(context.append_basic_block(function, "entry"));
    let memory = function.get_nth_param(0).unwrap().into_pointer_value();
    let seven = context.i32_type().const_int(7, false);
    let begin = CoroutineBuilder::new(function).memory_of_caller(memory).returns(seven.into());
    let coroutine = begin.begin(&test.builder).unwrap();
    coroutine.suspend(&test.builder).unwrap();
    coroutine.final_suspend(&test.builder).unwrap();
    // The other function is empty.
    test.builder.position_at_end(test.coroutine.get_first_basic_block().unwrap());
    test.builder.build_return(Some(&pointer.const_null())).unwrap();
    assert_eq!(test.split(), 2);
    let ramp = function.print_to_string().to_string();
    assert!(ramp.contains("ret i32 7") && !ramp.contains("malloc"), "{ramp}");
}

#[test]
fn a_caller_resumes_reads_and_destroys() {
    let context = Context::create();
    let test = fixture(&context);
    let builder = &test.builder;
    let yielded = builder.build_alloca(context.i64_type(), "yielded").unwrap();
    let coroutine = test.begin().promise(yielded, 16).begin(builder).unwrap();
    coroutine.suspend(builder).unwrap();
    coroutine.final_suspend(builder).unwrap();
    let caller = test.module.add_function("caller", context.void_type().fn_type(&[], false), None);
    builder.position_at_end(context.append_basic_block(caller, "entry"));
    let handle = builder.build_call(test.coroutine, &[context.i64_type().const_zero().into()], "").unwrap();
    let handle = Handle(handle.try_as_basic_value().unwrap_basic().into_pointer_value());
    let promise = handle.promise(builder, 16).unwrap();
    builder.build_load(context.i64_type(), promise, "value").unwrap();
    handle.resume(builder).unwrap();
    assert_eq!(handle.done(builder).unwrap().get_type().get_bit_width(), 1);
    handle.destroy(builder).unwrap();
    builder.build_return(None).unwrap();
    assert_eq!(test.split(), 2);
    assert_eq!(handle.promise(builder, 12).unwrap_err(), BuildError::Alignment(12));
}

#[test]
fn what_does_not_fit_is_an_error() {
    let context = Context::create();
    let test = fixture(&context);
    let number = context.i64_type();
    let begun = |begin: CoroutineBuilder<'_>| begin.begin(&test.builder).map(drop).unwrap_err();
    assert_eq!(begun(CoroutineBuilder::new(test.coroutine)), BuildError::NoMemory);
    let wrong = begun(CoroutineBuilder::new(test.coroutine).memory(test.free, test.free));
    assert!(matches!(wrong, BuildError::WrongType { ref function, .. } if function == "free"), "{wrong}");
    let wrong = begun(CoroutineBuilder::new(test.coroutine).memory(test.malloc, test.malloc));
    assert!(matches!(wrong, BuildError::WrongType { ref function, .. } if function == "malloc"), "{wrong}");
    let argument = context.ptr_type(AddressSpace::default()).const_null();
    assert_eq!(begun(test.begin().promise(argument, 8)), BuildError::PromiseIsNoAlloca);
    let yielded = test.builder.build_alloca(number, "yielded").unwrap();
    assert_eq!(begun(test.begin().promise(yielded, 3)), BuildError::Alignment(3));
    let other = test.module.add_function("other", number.fn_type(&[], false), None);
    let memory = CoroutineBuilder::new(other).memory(test.malloc, test.free);
    assert!(matches!(begun(memory), BuildError::OtherFunction { .. }));
    test.builder.position_at_end(context.append_basic_block(other, "entry"));
    assert!(matches!(begun(memory), BuildError::NoReturnValue { .. }));
    let nowhere = context.create_builder();
    assert_eq!(test.begin().begin(&nowhere).map(drop).unwrap_err(), BuildError::NoPosition);
    assert!(size_query(&nowhere, test.coroutine, SizeQuery::Align).is_err());
    assert!(matches!(set_model(test.coroutine, "jlia"), Err(BuildError::Model(_))));
}

#[test]
fn awaits_fill_a_state_and_return() {
    let context = Context::create();
    let test = fixture(&context);
    let (builder, number) = (&test.builder, context.i64_type());
    builder.build_return(Some(&context.ptr_type(AddressSpace::default()).const_null())).unwrap();
    let object = context.ptr_type(AddressSpace::from(1));
    let pointer = context.ptr_type(AddressSpace::default());
    let frame_new = test.module.add_function("frame_new", object.fn_type(&[pointer.into()], false), None);
    let barrier =
        test.module.add_function("barrier", context.void_type().fn_type(&[object.into()], true), None);
    let function = test.module.add_function("f", object.fn_type(&[object.into()], false), None);
    set_model(function, "tracked:1").unwrap();
    set_hook(function, Hook::Allocate, frame_new);
    set_hook(function, Hook::WriteBarrier, barrier);
    set_single_threaded(function);
    set_object_header(function, "1");
    mark(function);
    builder.position_at_end(context.append_basic_block(function, "entry"));
    let awaits = Awaits::new(function, AddressSpace::from(1));
    share(builder, function.get_nth_param(0).unwrap().into_pointer_value()).unwrap();
    let state = awaits.prealloc(builder).unwrap();
    let first = awaits.await_(builder, Some(state), AwaitFlags::ONE_SHOT, &[number.into()]).unwrap();
    builder.build_return(Some(&first.handle)).unwrap();
    builder.position_at_end(first.continuation);
    let one = awaits.await_(builder, None, AwaitFlags::ONE_SHOT, &[]).unwrap();
    // The handle of the second await is what the first continuation returns.
    awaits.return_(builder, Some(one.handle.into())).unwrap();
    builder.position_at_end(one.continuation);
    awaits.return_(builder, Some(function.get_nth_param(0).unwrap())).unwrap();
    test.module.verify().unwrap();
    assert!(gc_coro::prepare_module(&test.module, &PrepareOptions::default()).unwrap());
    let report = gc_coro::split_module(&test.module, &SplitOptions::default()).unwrap();
    assert_eq!(report.split[0].suspends, 2);
    test.module.verify().unwrap();
}

/// Two types, one name: the second declaration has a number.
#[test]
fn declarations_of_other_types_have_other_names() {
    let context = Context::create();
    let test = fixture(&context);
    let (builder, number) = (&test.builder, context.i64_type());
    let [first, second] = [1, 3].map(|space| context.ptr_type(AddressSpace::from(space as u16)).const_null());
    for handle in [first, second, first] {
        resume(builder, handle, &[number.const_zero().into()], Some(number.into())).unwrap();
    }
    let declared =
        test.module.get_functions().map(|function| function.get_name().to_string_lossy().into_owned());
    let declared: Vec<String> = declared.filter(|name| name.starts_with("gc.coro.resume")).collect();
    assert_eq!(declared, ["gc.coro.resume.i64", "gc.coro.resume.i64.1"]);
}
