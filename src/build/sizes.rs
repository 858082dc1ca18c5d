//! Questions for the size of a frame.

use inkwell::AddressSpace;
use inkwell::builder::Builder;
use inkwell::types::BasicMetadataTypeEnum;
use inkwell::values::{FunctionValue, IntValue};

use crate::abi::names::call;
use crate::build::awaits::declaration;
use crate::build::error::BuildError;
use crate::build::raw::{context_of, current_function};

/// What is asked; `docs/reference/dialect.md` says what the answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SizeQuery {
    /// `gc.coro.size.bytes`
    Bytes,
    /// `gc.coro.size.pointers`
    Pointers,
    /// `gc.coro.size.align`
    Align,
}

/// The answer, an `i64`, to what `query` asks of `callee`: a coroutine or a function with awaits. [`resolve_sizes`](crate::resolve_sizes)
/// makes a constant or a load of it.
///
/// # Errors
/// The builder has no position.
///
/// # Examples
///
/// ```
/// use gc_coro::build::{SizeQuery, size_query};
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # let context = inkwell::context::Context::create();
/// # let (module, builder) = (context.create_module("sizes"), context.create_builder());
/// # let elsewhere = module.add_function("elsewhere", context.void_type().fn_type(&[], false), None);
/// # let function = module.add_function("size", context.i64_type().fn_type(&[], false), None);
/// # builder.position_at_end(context.append_basic_block(function, "entry"));
/// let bytes = size_query(&builder, elsewhere, SizeQuery::Bytes)?;
/// builder.build_return(Some(&bytes))?;
/// assert!(gc_coro::resolve_sizes(&module)?);
/// # Ok(())
/// # }
/// ```
pub fn size_query<'ctx>(
    builder: &Builder<'ctx>,
    callee: FunctionValue<'ctx>,
    query: SizeQuery,
) -> Result<IntValue<'ctx>, BuildError> {
    let function = current_function(builder)?;
    let context = context_of(function);
    let name = match query {
        SizeQuery::Bytes => call::SIZE_BYTES,
        SizeQuery::Pointers => call::SIZE_POINTERS,
        SizeQuery::Align => call::SIZE_ALIGN,
    };
    let pointer = BasicMetadataTypeEnum::from(context.ptr_type(AddressSpace::default()));
    let declared = declaration(function, name, context.i64_type().fn_type(&[pointer], false));
    let address = callee.as_global_value().as_pointer_value();
    let answer = builder.build_call(declared, &[address.into()], "size")?;
    Ok(answer.try_as_basic_value().unwrap_basic().into_int_value())
}
