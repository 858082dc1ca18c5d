//! Makes coroutines and awaits with a builder of inkwell.
//!
//! The calls of `llvm.coro.*` have tokens among their operands and results, and inkwell panics on the type of a token. The types
//! here make these calls, with the blocks and the attributes that belong to them, for the LLVM that the library is built for.
//!
//! * [`CoroutineBuilder`] begins a coroutine of `llvm.coro.*`; [`Coroutine`] suspends and ends it; [`Handle`] is what its callers do.
//! * [`Awaits`] makes awaits of `gc.coro.*`; [`resume`] calls their handles.
//! * [`size_query`] asks for the size of a frame, and the functions that begin with `set_` name hooks and a collector model.
//!
//! Everything else is inkwell's: types, blocks, arithmetic. A [`Builder`](inkwell::builder::Builder) has to stand at the end of a
//! block that has no terminator yet.
//!
//! # Examples
//!
//! A generator that yields its argument, then one more, and so on:
//!
//! ```
//! use gc_coro::build::CoroutineBuilder;
//! use inkwell::AddressSpace;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let context = inkwell::context::Context::create();
//! let module = context.create_module("generator");
//! let builder = context.create_builder();
//! let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
//! let malloc = module.add_function("malloc", pointer.fn_type(&[number.into()], false), None);
//! let free = module.add_function("free", context.void_type().fn_type(&[pointer.into()], false), None);
//!
//! let count = module.add_function("count", pointer.fn_type(&[number.into()], false), None);
//! builder.position_at_end(context.append_basic_block(count, "entry"));
//! let yielded = builder.build_alloca(number, "yielded")?;
//! let coroutine = CoroutineBuilder::new(count).promise(yielded, 8).memory(malloc, free).begin(&builder)?;
//! let current = builder.build_alloca(number, "current")?;
//! builder.build_store(current, count.get_nth_param(0).unwrap())?;
//! let repeat = context.append_basic_block(count, "loop");
//! builder.build_unconditional_branch(repeat)?;
//!
//! builder.position_at_end(repeat);
//! let value = builder.build_load(number, current, "value")?.into_int_value();
//! builder.build_store(yielded, value)?;
//! let next = builder.build_int_add(value, number.const_int(1, false), "next")?;
//! builder.build_store(current, next)?;
//! coroutine.suspend(&builder)?;
//! builder.build_unconditional_branch(repeat)?;
//!
//! module.verify()?;
//! let report = gc_coro::split_module(&module, &gc_coro::SplitOptions::default())?;
//! assert_eq!(report.split[0].suspends, 1);
//! # Ok(())
//! # }
//! ```

mod attributes;
mod awaits;
mod coroutine;
mod error;
mod handle;
mod raw;
mod sizes;

pub use attributes::{Hook, mark, set_hook, set_model, set_object_header, set_single_threaded};
pub use awaits::{Await, AwaitFlags, Awaits, resume, share};
pub use coroutine::{Coroutine, CoroutineBuilder, Saved};
pub use error::BuildError;
pub use handle::Handle;
pub use sizes::{SizeQuery, size_query};
