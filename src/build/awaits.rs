//! Awaits of `gc.coro.*`.

use inkwell::AddressSpace;
use inkwell::basic_block::BasicBlock;
use inkwell::builder::Builder;
use inkwell::types::{
    AnyType, AsTypeRef, BasicMetadataTypeEnum, BasicType, BasicTypeEnum, FunctionType, PointerType,
};
use inkwell::values::{
    BasicMetadataValueEnum, BasicValueEnum, CallSiteValue, FunctionValue, IntValue, PointerValue,
};

use crate::abi::names::call;
use crate::build::error::BuildError;
use crate::build::raw::{add_function, context_of, current_function, named_function};

/// What an await promises.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct AwaitFlags {
    /// The handle is called at most once.
    pub one_shot: bool,
    /// Nothing is captured, and the handle is the address of a constant.
    pub no_state: bool,
}

impl AwaitFlags {
    /// The handle may be called many times, and the frame is made by a hook.
    pub const MANY_TIMES: AwaitFlags = AwaitFlags { one_shot: false, no_state: false };
    /// The handle is called at most once.
    pub const ONE_SHOT: AwaitFlags = AwaitFlags { one_shot: true, no_state: false };
    /// Nothing is captured.
    pub const NO_STATE: AwaitFlags = AwaitFlags { one_shot: false, no_state: true };
}

/// Makes the awaits of one function; `docs/reference/dialect.md` says what each means.
///
/// # Examples
///
/// `adder(a)` returns a handle; calling it with `b` gives `a + b`:
///
/// ```
/// use gc_coro::build::{AwaitFlags, Awaits, Hook, set_hook, set_model};
/// use inkwell::AddressSpace;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let context = inkwell::context::Context::create();
/// let (module, builder) = (context.create_module("adder"), context.create_builder());
/// let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
/// let object = context.ptr_type(AddressSpace::from(1));
/// let frame_new = module.add_function("frame_new", object.fn_type(&[pointer.into()], false), None);
///
/// let adder = module.add_function("adder", object.fn_type(&[number.into()], false), None);
/// set_model(adder, "tracked:1")?;
/// set_hook(adder, Hook::Allocate, frame_new);
/// builder.position_at_end(context.append_basic_block(adder, "entry"));
/// let awaits = Awaits::new(adder, AddressSpace::from(1));
/// let awaited = awaits.await_(&builder, None, AwaitFlags::MANY_TIMES, &[number.into()])?;
/// builder.build_return(Some(&awaited.handle))?;
///
/// builder.position_at_end(awaited.continuation);
/// let (a, b) = (adder.get_nth_param(0).unwrap().into_int_value(), awaited.arguments[0].into_int_value());
/// let sum = builder.build_int_add(a, b, "sum")?;
/// awaits.return_(&builder, Some(sum.into()))?;
///
/// module.verify()?;
/// gc_coro::prepare_module(&module, &gc_coro::PrepareOptions::default())?;
/// gc_coro::split_module(&module, &gc_coro::SplitOptions::default())?;
/// assert!(module.get_function("adder.await.0").is_some());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Awaits<'ctx> {
    function: FunctionValue<'ctx>,
    object: PointerType<'ctx>,
}

/// An await that was made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Await<'ctx> {
    /// What the continuation is called by; of use on the first path only.
    pub handle: PointerValue<'ctx>,
    /// Where the continuation begins.
    pub continuation: BasicBlock<'ctx>,
    /// What the continuation was called with; of use in the continuation only.
    pub arguments: Vec<BasicValueEnum<'ctx>>,
}

impl<'ctx> Awaits<'ctx> {
    /// Of `function`, in whose collector model `tracked` is the first tracked address space.
    pub fn new(function: FunctionValue<'ctx>, tracked: AddressSpace) -> Self {
        Awaits { function, object: context_of(function).ptr_type(tracked) }
    }

    /// An await whose continuation gets `arguments`. `state` is what [`prealloc`](Self::prealloc) or [`acquire`](Self::acquire) gave, or
    /// a choice of such; without it the hook [`Allocate`](crate::build::Hook::Allocate) makes a frame. `builder` goes on where the
    /// first path does.
    ///
    /// # Errors
    /// Arguments without a size; a builder without a position.
    pub fn await_(
        &self,
        builder: &Builder<'ctx>,
        state: Option<PointerValue<'ctx>>,
        flags: AwaitFlags,
        arguments: &[BasicTypeEnum<'ctx>],
    ) -> Result<Await<'ctx>, BuildError> {
        let context = context_of(self.function);
        if let Some(unsized_type) = arguments.iter().find(|ty| !ty.is_sized()) {
            return Err(BuildError::NoArgument(unsized_type.print_to_string().to_string()));
        }
        let mut fields: Vec<BasicTypeEnum> = vec![self.object.into(), context.bool_type().into()];
        fields.extend(arguments);
        let pointer = context.ptr_type(AddressSpace::default());
        let number = context.i32_type();
        let taken = [pointer.into(), self.object.into(), number.into()];
        let ty = context.struct_type(&fields, false).fn_type(&taken, false);
        let declared = declaration(self.function, &named(call::AWAIT, arguments), ty);
        let flags = number.const_int(u64::from(flags.one_shot) | u64::from(flags.no_state) << 1, false);
        let state = state.unwrap_or_else(|| self.object.const_null());
        let itself = self.itself();
        let awaited = builder.build_call(declared, &[itself.into(), state.into(), flags.into()], "await")?;
        let awaited = awaited.try_as_basic_value().unwrap_basic().into_struct_value();
        let field = |index: usize, name| builder.build_extract_value(awaited, index as u32, name);
        let handle = field(0, "handle")?.into_pointer_value();
        let resumed: IntValue = field(1, "resumed")?.into_int_value();
        let given =
            (0..arguments.len()).map(|index| field(index + 2, "argument")).collect::<Result<_, _>>()?;
        let continuation = context.append_basic_block(self.function, "continuation");
        let first = context.append_basic_block(self.function, "first");
        builder.build_conditional_branch(resumed, continuation, first)?;
        builder.position_at_end(first);
        Ok(Await { handle, continuation, arguments: given })
    }

    /// Returns `value` from a continuation, which may have another type than the function's own result. The block of `builder` ends.
    ///
    /// # Errors
    /// A builder without a position.
    pub fn return_(
        &self,
        builder: &Builder<'ctx>,
        value: Option<BasicValueEnum<'ctx>>,
    ) -> Result<(), BuildError> {
        current_function(builder)?;
        let types: Vec<BasicTypeEnum> = value.iter().map(BasicValueEnum::get_type).collect();
        let taken: Vec<BasicMetadataTypeEnum> = types.iter().map(|&ty| ty.into()).collect();
        let ty = context_of(self.function).void_type().fn_type(&taken, false);
        let declared = declaration(self.function, &named(call::RETURN, &types), ty);
        let values: Vec<BasicMetadataValueEnum> = value.iter().map(|&value| value.into()).collect();
        builder.build_call(declared, &values, "")?;
        match self.function.get_type().get_return_type() {
            Some(ty) => builder.build_return(Some(&ty.const_zero()))?,
            None => builder.build_return(None)?,
        };
        Ok(())
    }

    /// A state with room for each one-shot await of the function.
    ///
    /// # Errors
    /// A builder without a position.
    pub fn prealloc(&self, builder: &Builder<'ctx>) -> Result<PointerValue<'ctx>, BuildError> {
        let pointer = context_of(self.function).ptr_type(AddressSpace::default());
        let ty = self.object.fn_type(&[pointer.into()], false);
        self.object_of(builder, call::PREALLOC, ty, &[self.itself().into()])
    }

    /// Makes `buffer`, memory of the caller with room for so many tracked pointers and bytes (`i64`), the state of the awaits.
    ///
    /// # Errors
    /// A builder without a position.
    pub fn acquire(
        &self,
        builder: &Builder<'ctx>,
        buffer: PointerValue<'ctx>,
        pointers: IntValue<'ctx>,
        bytes: IntValue<'ctx>,
    ) -> Result<PointerValue<'ctx>, BuildError> {
        let number = context_of(self.function).i64_type().into();
        let ty = self.object.fn_type(&[self.object.into(), number, number], false);
        self.object_of(builder, call::ACQUIRE, ty, &[buffer.into(), pointers.into(), bytes.into()])
    }

    fn object_of(
        &self,
        builder: &Builder<'ctx>,
        name: &str,
        ty: FunctionType<'ctx>,
        operands: &[BasicMetadataValueEnum<'ctx>],
    ) -> Result<PointerValue<'ctx>, BuildError> {
        current_function(builder)?;
        let state = builder.build_call(declaration(self.function, name, ty), operands, "state")?;
        Ok(state.try_as_basic_value().unwrap_basic().into_pointer_value())
    }

    fn itself(&self) -> PointerValue<'ctx> {
        self.function.as_global_value().as_pointer_value()
    }
}

/// Calls the continuation of `handle` with `arguments`. They and the result have to be what the await and the continuation say; nothing
/// checks it. `result` is `None` for nothing.
///
/// # Errors
/// A builder without a position.
pub fn resume<'ctx>(
    builder: &Builder<'ctx>,
    handle: PointerValue<'ctx>,
    arguments: &[BasicMetadataValueEnum<'ctx>],
    result: Option<BasicTypeEnum<'ctx>>,
) -> Result<CallSiteValue<'ctx>, BuildError> {
    let function = current_function(builder)?;
    let taken = [BasicMetadataTypeEnum::from(handle.get_type())];
    let ty = match result {
        Some(result) => result.fn_type(&taken, true),
        None => context_of(function).void_type().fn_type(&taken, true),
    };
    let types: Vec<BasicTypeEnum> = result.into_iter().collect();
    let declared = declaration(function, &named(call::RESUME, &types), ty);
    let operands: Vec<BasicMetadataValueEnum> =
        std::iter::once(handle.into()).chain(arguments.iter().copied()).collect();
    let name = if result.is_some() { "result" } else { "" };
    Ok(builder.build_call(declared, &operands, name)?)
}

/// All continuations share `object`, a pointer to memory that is not copied (`gc.coro.share`).
///
/// # Errors
/// A builder without a position.
pub fn share<'ctx>(builder: &Builder<'ctx>, object: PointerValue<'ctx>) -> Result<(), BuildError> {
    let function = current_function(builder)?;
    let ty = context_of(function).void_type().fn_type(&[object.get_type().into()], false);
    builder.build_call(declaration(function, call::SHARE, ty), &[object.into()], "")?;
    Ok(())
}

/// `name` with a suffix for `types`, as LLVM's intrinsics have it.
fn named(name: &str, types: &[BasicTypeEnum<'_>]) -> String {
    let suffixes = types.iter().map(|ty| match ty {
        BasicTypeEnum::IntType(ty) => format!(".i{}", ty.get_bit_width()),
        BasicTypeEnum::PointerType(ty) => {
            let text = ty.print_to_string().to_string();
            format!(".p{}", text.chars().filter(char::is_ascii_digit).collect::<String>())
        }
        BasicTypeEnum::FloatType(ty) => format!(".{}", ty.print_to_string()),
        _ => ".t".to_owned(),
    });
    suffixes.fold(name.to_owned(), |name, suffix| name + &suffix)
}

/// The declaration of `name` with the type `ty` in the module of `function`: where another type has the name, it gets a number.
pub(super) fn declaration<'ctx>(
    function: FunctionValue<'ctx>,
    name: &str,
    ty: FunctionType<'ctx>,
) -> FunctionValue<'ctx> {
    let mut candidate = name.to_owned();
    for number in 1_u32.. {
        match named_function(function, &candidate) {
            Some(found) if found.get_type().as_type_ref() == ty.as_type_ref() => return found,
            Some(_) => candidate = format!("{name}.{number}"),
            None => break,
        }
    }
    add_function(function, &candidate, ty)
}
