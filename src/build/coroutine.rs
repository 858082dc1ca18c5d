//! A coroutine of `llvm.coro.*`, from the inside.

use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::basic_block::BasicBlock;
use inkwell::builder::Builder;
use inkwell::types::{AsTypeRef, BasicTypeEnum, IntType};
use inkwell::values::{AsValueRef, BasicValueEnum, FunctionValue, InstructionOpcode, IntValue, PointerValue};
use inkwell::{AddressSpace, IntPredicate};

use crate::build::error::BuildError;
use crate::build::handle::Handle;
use crate::build::raw::{Raw, call_intrinsic, context_of, current_function, no_token};

/// Where the frame's memory comes from.
#[derive(Clone, Copy, Debug)]
enum Memory<'ctx> {
    Unknown,
    /// A function that allocates, and one that frees.
    Runtime(FunctionValue<'ctx>, FunctionValue<'ctx>),
    /// A place that is large enough.
    Given(PointerValue<'ctx>),
}

/// Begins a coroutine: says what its frame and its promise are.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct CoroutineBuilder<'ctx> {
    function: FunctionValue<'ctx>,
    promise: Option<(PointerValue<'ctx>, u32)>,
    memory: Memory<'ctx>,
    returns: Option<BasicValueEnum<'ctx>>,
    always_allocates: bool,
}

impl<'ctx> CoroutineBuilder<'ctx> {
    /// For the coroutine `function`, which has no instructions yet but allocas.
    pub fn new(function: FunctionValue<'ctx>) -> Self {
        let memory = Memory::Unknown;
        CoroutineBuilder { function, promise: None, memory, returns: None, always_allocates: false }
    }

    /// `promise`, an alloca, stands at a place of the frame that callers find ([`Handle::promise`]), aligned to `align` bytes.
    pub fn promise(self, promise: PointerValue<'ctx>, align: u32) -> Self {
        Self { promise: Some((promise, align)), ..self }
    }

    /// `allocate` gives memory for the frame: it gets the size, an integer, and returns a pointer. `free` takes that pointer.
    pub fn memory(self, allocate: FunctionValue<'ctx>, free: FunctionValue<'ctx>) -> Self {
        Self { memory: Memory::Runtime(allocate, free), ..self }
    }

    /// The frame is at `memory`, and nobody frees it. [`size_query`](crate::build::size_query) asks how large it has to be.
    pub fn memory_of_caller(self, memory: PointerValue<'ctx>) -> Self {
        Self { memory: Memory::Given(memory), ..self }
    }

    /// What the coroutine returns when it suspends or ends for the first time, if it is neither nothing nor the handle.
    pub fn returns(self, value: BasicValueEnum<'ctx>) -> Self {
        Self { returns: Some(value), ..self }
    }

    /// `allocate` is called for each frame. Without this a caller may keep the frame in its own, and then it is not called.
    pub fn always_allocates(self) -> Self {
        Self { always_allocates: true, ..self }
    }

    /// Makes the beginning of the coroutine where `builder` stands, and the blocks in which it frees its frame and returns. The
    /// builder then stands after the beginning, in the same block or in a new one.
    ///
    /// # Errors
    /// Functions of the runtime, promises or returned values that do not fit; a builder that stands in another function.
    pub fn begin(self, builder: &Builder<'ctx>) -> Result<Coroutine<'ctx>, BuildError> {
        let (function, context) = (self.function, context_of(self.function));
        stands_in(builder, function)?;
        self.check()?;
        let pointer = context.ptr_type(AddressSpace::default());
        let (promise, align) = self.promise.unwrap_or((pointer.const_null(), 0));
        let align = context.i32_type().const_int(u64::from(align), false);
        let null = pointer.const_null().into();
        let id =
            call_intrinsic(builder, "llvm.coro.id", &[], &[align.into(), promise.into(), null, null], "id")?;
        let memory = match self.memory {
            Memory::Unknown => return Err(BuildError::NoMemory),
            Memory::Given(memory) => memory,
            Memory::Runtime(allocate, _) if self.always_allocates => allocated(builder, allocate)?,
            Memory::Runtime(allocate, _) => allocated_if_needed(builder, function, allocate, id)?,
        };
        let begin = call_intrinsic(builder, "llvm.coro.begin", &[], &[id, memory.into()], "handle")?;
        // SAFETY: llvm.coro.begin returns a pointer.
        let handle = unsafe { PointerValue::new(begin.0) };
        let presplit =
            context.create_enum_attribute(Attribute::get_named_enum_kind_id("presplitcoroutine"), 0);
        function.add_attribute(AttributeLoc::Function, presplit);
        let cleanup = context.append_basic_block(function, "cleanup");
        let suspended = context.append_basic_block(function, "suspended");
        let coroutine = Coroutine { function, handle, cleanup, suspended };
        coroutine.make_endings(builder, id, &self)?;
        Ok(coroutine)
    }

    fn check(&self) -> Result<(), BuildError> {
        if let Some((promise, align)) = self.promise {
            let is_alloca =
                promise.as_instruction().is_some_and(|i| i.get_opcode() == InstructionOpcode::Alloca);
            if !is_alloca {
                return Err(BuildError::PromiseIsNoAlloca);
            }
            if !align.is_power_of_two() {
                return Err(BuildError::Alignment(align));
            }
        }
        if let Memory::Runtime(allocate, free) = self.memory {
            let takes_size = matches!(allocate.get_type().get_param_types()[..], [ty] if ty.is_int_type());
            if !takes_size
                || !allocate.get_type().get_return_type().is_some_and(BasicTypeEnum::is_pointer_type)
            {
                return Err(wrong_type(allocate, "ptr (i64)"));
            }
            if !matches!(free.get_type().get_param_types()[..], [ty] if ty.is_pointer_type()) {
                return Err(wrong_type(free, "void (ptr)"));
            }
        }
        match self.function.get_type().get_return_type() {
            Some(ty) if self.returns.is_none() && !ty.is_pointer_type() => {
                Err(BuildError::NoReturnValue { found: ty.print_to_string().to_string() })
            }
            _ => Ok(()),
        }
    }
}

fn wrong_type(function: FunctionValue<'_>, expected: &'static str) -> BuildError {
    BuildError::WrongType {
        function: name_of(function),
        found: function.get_type().print_to_string().to_string(),
        expected,
    }
}

fn name_of(function: FunctionValue<'_>) -> String {
    function.get_name().to_string_lossy().into_owned()
}

fn stands_in(builder: &Builder<'_>, function: FunctionValue<'_>) -> Result<(), BuildError> {
    let current = current_function(builder)?;
    if current.as_value_ref() == function.as_value_ref() {
        return Ok(());
    }
    Err(BuildError::OtherFunction { found: name_of(current), expected: name_of(function) })
}

/// Calls the runtime's function with the size of the frame.
fn allocated<'ctx>(
    builder: &Builder<'ctx>,
    allocate: FunctionValue<'ctx>,
) -> Result<PointerValue<'ctx>, BuildError> {
    let ty: IntType<'ctx> = allocate.get_type().get_param_types()[0].into_int_type();
    let size = call_intrinsic(builder, "llvm.coro.size", &[ty.as_type_ref()], &[], "size")?;
    // SAFETY: llvm.coro.size returns an integer of the type that it is asked for.
    let size = unsafe { IntValue::new(size.0) };
    let memory = builder.build_call(allocate, &[size.into()], "memory")?;
    Ok(memory.try_as_basic_value().unwrap_basic().into_pointer_value())
}

/// The same, unless the caller has memory for the frame.
fn allocated_if_needed<'ctx>(
    builder: &Builder<'ctx>,
    function: FunctionValue<'ctx>,
    allocate: FunctionValue<'ctx>,
    id: Raw,
) -> Result<PointerValue<'ctx>, BuildError> {
    let context = context_of(function);
    let needed = call_intrinsic(builder, "llvm.coro.alloc", &[], &[id], "needed")?;
    // SAFETY: llvm.coro.alloc returns an i1.
    let needed = unsafe { IntValue::new(needed.0) };
    let before = builder.get_insert_block().ok_or(BuildError::NoPosition)?;
    let allocating = context.append_basic_block(function, "allocate");
    let begin = context.append_basic_block(function, "begin");
    builder.build_conditional_branch(needed, allocating, begin)?;
    builder.position_at_end(allocating);
    let memory = allocated(builder, allocate)?;
    builder.build_unconditional_branch(begin)?;
    builder.position_at_end(begin);
    let chosen = builder.build_phi(memory.get_type(), "memory")?;
    chosen.add_incoming(&[(&memory.get_type().const_null(), before), (&memory, allocating)]);
    Ok(chosen.as_basic_value().into_pointer_value())
}

/// A `llvm.coro.save`: from here on the coroutine can be resumed by others.
#[derive(Clone, Copy, Debug)]
pub struct Saved(Raw);

/// A coroutine that has begun.
#[derive(Clone, Copy, Debug)]
pub struct Coroutine<'ctx> {
    function: FunctionValue<'ctx>,
    handle: PointerValue<'ctx>,
    cleanup: BasicBlock<'ctx>,
    suspended: BasicBlock<'ctx>,
}

impl<'ctx> Coroutine<'ctx> {
    /// What its callers resume and destroy it by.
    pub fn handle(&self) -> Handle<'ctx> {
        Handle(self.handle)
    }

    /// The block that frees the frame and returns. What has to be done before goes to a block of its own, which ends with a branch
    /// to this one.
    pub fn cleanup_block(&self) -> BasicBlock<'ctx> {
        self.cleanup
    }

    /// Suspends. `builder` goes on where the coroutine is resumed; if it is destroyed, its frame is freed.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn suspend(&self, builder: &Builder<'ctx>) -> Result<(), BuildError> {
        self.suspend_saved(builder, None, self.cleanup)
    }

    /// The same; if the coroutine is destroyed, it goes on in the block `destroyed`.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn suspend_or(&self, builder: &Builder<'ctx>, destroyed: BasicBlock<'ctx>) -> Result<(), BuildError> {
        self.suspend_saved(builder, None, destroyed)
    }

    /// Notes where the coroutine will go on, before it suspends. In between it can give its handle to another thread.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn save(&self, builder: &Builder<'ctx>) -> Result<Saved, BuildError> {
        stands_in(builder, self.function)?;
        Ok(Saved(call_intrinsic(builder, "llvm.coro.save", &[], &[self.handle.into()], "saved")?))
    }

    /// Suspends as `saved` has noted it, and goes on in `destroyed` if the coroutine is destroyed.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn suspend_saved(
        &self,
        builder: &Builder<'ctx>,
        saved: Option<Saved>,
        destroyed: BasicBlock<'ctx>,
    ) -> Result<(), BuildError> {
        let what = self.suspension(builder, saved, false)?;
        let resumed = context_of(self.function).append_basic_block(self.function, "resumed");
        let byte = context_of(self.function).i8_type();
        let cases = [(byte.const_zero(), resumed), (byte.const_int(1, false), destroyed)];
        builder.build_switch(what, self.suspended, &cases)?;
        builder.position_at_end(resumed);
        Ok(())
    }

    /// Suspends for the last time: the coroutine is *done* ([`Handle::done`]), and can only be destroyed. The block of `builder` ends.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn final_suspend(&self, builder: &Builder<'ctx>) -> Result<(), BuildError> {
        let what = self.suspension(builder, None, true)?;
        let byte = context_of(self.function).i8_type();
        let resumed = context_of(self.function).append_basic_block(self.function, "never.resumed");
        let cases = [(byte.const_zero(), resumed), (byte.const_int(1, false), self.cleanup)];
        builder.build_switch(what, self.suspended, &cases)?;
        builder.position_at_end(resumed);
        builder.build_unreachable()?;
        Ok(())
    }

    /// Ends the coroutine without a last suspension: its frame is freed, and its handle is not to be used any more. The block of
    /// `builder` ends.
    ///
    /// # Errors
    /// The builder stands in another function.
    pub fn finish(&self, builder: &Builder<'ctx>) -> Result<(), BuildError> {
        stands_in(builder, self.function)?;
        builder.build_unconditional_branch(self.cleanup)?;
        Ok(())
    }

    fn suspension(
        &self,
        builder: &Builder<'ctx>,
        saved: Option<Saved>,
        is_final: bool,
    ) -> Result<IntValue<'ctx>, BuildError> {
        stands_in(builder, self.function)?;
        let is_final = context_of(self.function).bool_type().const_int(u64::from(is_final), false);
        let saved = saved.map_or_else(|| no_token(self.function), |saved| saved.0);
        let what = call_intrinsic(builder, "llvm.coro.suspend", &[], &[saved, is_final.into()], "what")?;
        // SAFETY: llvm.coro.suspend returns an i8.
        Ok(unsafe { IntValue::new(what.0) })
    }

    /// Makes the block that frees the frame, and the one that returns. The builder is then where it was.
    fn make_endings(
        &self,
        builder: &Builder<'ctx>,
        id: Raw,
        begun: &CoroutineBuilder<'ctx>,
    ) -> Result<(), BuildError> {
        let before = builder.get_insert_block().ok_or(BuildError::NoPosition)?;
        let context = context_of(self.function);
        builder.position_at_end(self.cleanup);
        if let Memory::Runtime(_, free) = begun.memory {
            let memory = call_intrinsic(builder, "llvm.coro.free", &[], &[id, self.handle.into()], "memory")?;
            // SAFETY: llvm.coro.free returns a pointer.
            let memory = unsafe { PointerValue::new(memory.0) };
            if begun.always_allocates {
                builder.build_call(free, &[memory.into()], "")?;
            } else {
                let freeing = context.insert_basic_block_after(self.cleanup, "free");
                let null = memory.get_type().const_null();
                let is_ours = builder.build_int_compare(IntPredicate::NE, memory, null, "is.ours")?;
                builder.build_conditional_branch(is_ours, freeing, self.suspended)?;
                builder.position_at_end(freeing);
                builder.build_call(free, &[memory.into()], "")?;
            }
        }
        builder.build_unconditional_branch(self.suspended)?;
        builder.position_at_end(self.suspended);
        let unwinds = context.bool_type().const_zero();
        let operands = [self.handle.into(), unwinds.into(), no_token(self.function)];
        call_intrinsic(builder, "llvm.coro.end", &[], &operands, "")?;
        let handle = BasicValueEnum::from(self.handle);
        match (begun.returns, self.function.get_type().get_return_type()) {
            (Some(value), Some(_)) => builder.build_return(Some(&value))?,
            (None, Some(_)) => builder.build_return(Some(&handle))?,
            (_, None) => builder.build_return(None)?,
        };
        builder.position_at_end(before);
        Ok(())
    }
}
