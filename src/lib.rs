//! GC-aware coroutine splitting for LLVM.
//!
//! LLVM's own split of coroutines knows no garbage collector: a pointer that is live across a suspension goes to the
//! coroutine's frame, where no collector finds it. This crate splits coroutines so that each frame says where its tracked
//! pointers are, and makes frames smaller. It takes the same input as LLVM's split (`llvm.coro.*`, switch-resumed), and
//! calls of the await dialect (`gc.coro.*`, `docs/reference/dialect.md`).
//!
//! Built as a `cdylib` it is a plugin for opt, clang, lld and other hosts. As a library it works on a [`Module`] of
//! inkwell. A just-in-time compiler calls, in this order:
//!
//! | step | for coroutines (`llvm.coro.*`) | for awaits (`gc.coro.*`) |
//! |---|---|---|
//! | [`prepare_module`], before any other pass | if exceptions can leave them | always |
//! | LLVM's passes | `coro-early`, and what makes frames small: `sroa`, `early-cse` | the whole optimisation pipeline |
//! | [`split_module`] | instead of `coro-split` | last |
//! | [`resolve_sizes`] | if `gc.coro.size.*` is used | if `gc.coro.size.*` is used |
//! | [`simplify_module`] | | if the result is to be small |
//! | [`elide_module`] | if coroutines are called in the module | |
//! | LLVM's passes | the rest, with `coro-cleanup` | `simplifycfg`, `instcombine` |
//! | [`separate_invokes`], before rewrite-statepoints-for-gc | if the language has exceptions | if the language has exceptions |
//!
//! # Examples
//!
//! A generator that is made by [`build`], split, and compiled by LLVM's passes:
//!
//! ```
//! use gc_coro::build::CoroutineBuilder;
//! use gc_coro::{SplitOptions, split_module};
//! use inkwell::passes::PassBuilderOptions;
//! use inkwell::targets::{CodeModel, InitializationConfig, RelocMode, Target, TargetMachine};
//! use inkwell::{AddressSpace, OptimizationLevel};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let context = inkwell::context::Context::create();
//! let (module, builder) = (context.create_module("generator"), context.create_builder());
//! let (number, pointer) = (context.i64_type(), context.ptr_type(AddressSpace::default()));
//! let malloc = module.add_function("malloc", pointer.fn_type(&[number.into()], false), None);
//! let free = module.add_function("free", context.void_type().fn_type(&[pointer.into()], false), None);
//!
//! // It yields its argument, again and again.
//! let repeat = module.add_function("repeat", pointer.fn_type(&[number.into()], false), None);
//! builder.position_at_end(context.append_basic_block(repeat, "entry"));
//! let yielded = builder.build_alloca(number, "yielded")?;
//! let coroutine = CoroutineBuilder::new(repeat).promise(yielded, 8).memory(malloc, free).begin(&builder)?;
//! let again = context.append_basic_block(repeat, "again");
//! builder.build_unconditional_branch(again)?;
//! builder.position_at_end(again);
//! builder.build_store(yielded, repeat.get_nth_param(0).unwrap())?;
//! coroutine.suspend(&builder)?;
//! builder.build_unconditional_branch(again)?;
//!
//! Target::initialize_native(&InitializationConfig::default())?;
//! let triple = TargetMachine::get_default_triple();
//! let machine = Target::from_triple(&triple)?
//!     .create_target_machine(&triple, "", "", OptimizationLevel::Default, RelocMode::PIC, CodeModel::Default)
//!     .ok_or("LLVM has no machine for this target")?;
//!
//! module.run_passes("coro-early,function(sroa,early-cse)", &machine, PassBuilderOptions::create())?;
//! let report = split_module(&module, &SplitOptions::default())?;
//! module.run_passes("coro-cleanup,default<O2>", &machine, PassBuilderOptions::create())?;
//!
//! assert_eq!(report.split.len(), 1);
//! assert_eq!(report.split[0].function, "repeat");
//! assert!(module.get_function("repeat.resume").is_some());
//! # Ok(())
//! # }
//! ```
//!
//! `examples/jit` in the repository is a whole just-in-time compiler.
//!
//! # Building
//!
//! A feature names the LLVM: `llvm22-1` (the default), `llvm19-1` or `llvm16-0`, the same as inkwell's. A further one says who links
//! LLVM. This crate turns on inkwell's `no-llvm-linking`, and Cargo unites the features of a dependency: with this crate in a program,
//! inkwell's own choices (`llvm22-1`, `llvm22-1-prefer-dynamic` and others) link nothing. So choose here:
//!
//! | the program | features of this crate |
//! |---|---|
//! | links the shared libLLVM | `["llvm22-1", "link-llvm"]` |
//! | links LLVM's archives into itself | `["llvm22-1", "link-llvm-static"]` |
//! | is a plugin of LLVM, or links LLVM in its own build script | `["llvm22-1"]` |
//!
//! All need `default-features = false`. The feature `plugin`, which is on by default, exports the symbol by which hosts find a plugin.
//!
//! # Threads and panics
//!
//! A module is used by one thread at a time, as in LLVM; modules of different contexts can be split in parallel. Nothing
//! panics for what stands in a module. A defect that the split finds in its own output is [`Problem::Internal`]; a panic is
//! a defect too, and leaves the module as it was.
#![warn(missing_docs)]

mod abi;
pub mod build;
mod capi;
mod diag;
mod elide;
mod emit;
mod gc;
mod ir;
mod options;
mod passes;
mod plugin;
mod prepare;
mod read;
mod report;
mod verify;

pub use abi::object_header::HeaderError;
pub use diag::{Diagnostic, Message, Problem, Problems, Remark, Violation, Warning};
pub use gc::{Model as CollectorModel, ModelError};
pub use gc_coro_report as reports;
pub use ir::{LLVM_MAJOR, SourceLocation};
pub use options::{PrepareOptions, Sharing, SplitOptions, TableFormat, VerifyOptions};
pub use passes::report::{SplitCoroutine, SplitReport, StateElision};
pub use plugin::gc_coro_register_pass_builder_callbacks;

use inkwell::module::Module;
use inkwell::values::{AsValueRef, FunctionValue};

use gc_coro_core::layout::report::FrameReport;
use gc_coro_core::spill::report::SpillReport;

use ir::{Function, IrModule, Value};

/// Keeps other passes from misunderstanding functions with awaits (`gc.coro.*`) and, with
/// [`unwinding`](PrepareOptions::unwinding), coroutines that an exception can leave. Whether there were any.
///
/// It comes before any pass that inlines or moves code, and can be done again without harm. `docs/reference/dialect.md` says what a
/// pass would get wrong.
///
/// # Errors
/// Calls of the dialect that are wrong by themselves; memory of a caller that has to be copied, where the types do not say
/// what is in it. The module is then as it was.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// // A module without awaits: nothing to do.
/// assert!(!gc_coro::prepare_module(&module, &gc_coro::PrepareOptions::default())?);
/// # Ok(())
/// # }
/// ```
pub fn prepare_module(module: &Module<'_>, options: &PrepareOptions) -> Result<bool, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(prepare::prepare_module(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?)
}

/// Splits every switch-resumed coroutine and every function with awaits of `module` in place.
///
/// A coroutine `f` becomes the ramp `f` and the clones `f.resume`, `f.destroy` and `f.cleanup`; a function with awaits gets
/// a continuation `f.await.N` for each. Those with a collector get the descriptor `f.gc_coro` (`include/gc_coro.h`).
///
/// # Errors
/// All problems of the module, which is then as it was before: nothing of it is split. (Of very large coroutines in
/// which there is nothing that could be refused no copy is kept: if a defect of the split itself is found in such,
/// [`Problem::Internal`], the module is not to be used any more.)
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// match gc_coro::split_module(&module, &gc_coro::SplitOptions::default()) {
///     Ok(report) => {
///         for coroutine in &report.split {
///             println!("{}: {} bytes", coroutine.function, coroutine.frame_bytes);
///         }
///         for warning in &report.warnings {
///             eprintln!("warning: {warning}");
///         }
/// #       assert_eq!(report.split[0].frame_bytes, 32);
///     }
///     Err(problems) => {
///         for problem in &problems {
///             eprintln!("error: {problem}");
///         }
/// #       panic!("the module is right");
///     }
/// }
/// ```
pub fn split_module(module: &Module<'_>, options: &SplitOptions) -> Result<SplitReport, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(passes::split::split_module(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?)
}

/// Gives the attribute `"gc-coro"` to each coroutine that is annotated in its source, and with `all` to each switch-resumed
/// coroutine (the pass `gc-coro-mark`). Options and passes with `marked_only` look at it. Whether there were any to mark.
///
/// # Errors
/// Marked functions that are no coroutines to LLVM. The marks are then as they were.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// assert!(!gc_coro::mark_module(&module, false)?);
/// assert!(gc_coro::mark_module(&module, true)?);
/// # Ok(())
/// # }
/// ```
pub fn mark_module(module: &Module<'_>, all: bool) -> Result<bool, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(passes::mark::mark_checked(unsafe { IrModule::new(module.as_mut_ptr()) }, all)?.0)
}

/// Keeps frames of coroutines in those of their callers where that is proven right (the pass `gc-coro-elide`), between the split and
/// coro-cleanup. Of the options only `marked_only`, `check_elision` and the model matter. Whether anything has changed.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// let options = gc_coro::SplitOptions::default();
/// gc_coro::split_module(&module, &options)?;
/// // This generator does not ask llvm.coro.alloc whether it has to allocate, so it always does.
/// assert!(!gc_coro::elide_module(&module, &options));
/// # Ok(())
/// # }
/// ```
pub fn elide_module(module: &Module<'_>, options: &SplitOptions) -> bool {
    // SAFETY: the handle is used while `module` is borrowed.
    passes::elide::elide_module(unsafe { IrModule::new(module.as_mut_ptr()) }, options).changed
}

/// Simplifies what the split has made of functions with awaits that [`prepare_module`] has seen (the pass `gc-coro-simplify`):
/// the frames are objects like any other now. Whether there were any.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// // A module without awaits: nothing to do.
/// assert!(!gc_coro::simplify_module(&module));
/// ```
pub fn simplify_module(module: &Module<'_>) -> bool {
    // SAFETY: the handle is used while `module` is borrowed.
    passes::simplify::simplify_alone(unsafe { IrModule::new(module.as_mut_ptr()) })
}

/// Splits those of `functions` that are switch-resumed coroutines in place, as [`split_module`] does. The rest of the module
/// is not looked at, and costs nothing. Functions with awaits are left as they are, and so are functions with `llvm.coro.*` without
/// the attribute `presplitcoroutine`, with a warning.
///
/// # Errors
/// All problems of these functions, which are then as they were before.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// let count = module.get_function("count").expect("the module has it");
/// let report = gc_coro::split_functions(&[count], &gc_coro::SplitOptions::default())?;
/// assert_eq!(report.split[0].function, "count");
/// # Ok(())
/// # }
/// ```
pub fn split_functions(
    functions: &[FunctionValue<'_>],
    options: &SplitOptions,
) -> Result<SplitReport, Problems> {
    // SAFETY: the handles are used while `functions` is borrowed, whose module exists.
    let functions =
        functions.iter().filter_map(|f| unsafe { Value::from_raw(f.as_value_ref()) }.as_function());
    let functions: Vec<Function> = functions.collect();
    Ok(passes::split::split_functions(&functions, options)?.report)
}

/// Answers the size queries of `module` (`gc.coro.size.*`), whose coroutines are split. Whether there were any.
///
/// # Errors
/// Queries for what is no coroutine, or not split yet.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::parse;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// let module = parse(&context, r#"
///     define i64 @size_of_count() {
///       %size = call i64 @gc.coro.size.bytes(ptr @count)
///       ret i64 %size
///     }
///     declare i64 @gc.coro.size.bytes(ptr)
///     declare ptr @count(i64)
/// "#);
/// // The function is in another module: the answer is loaded from its descriptor when the program is linked.
/// assert!(gc_coro::resolve_sizes(&module)?);
/// assert!(module.get_global("count.gc_coro").is_some());
/// # Ok(())
/// # }
/// ```
pub fn resolve_sizes(module: &Module<'_>) -> Result<bool, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(passes::await_size::resolve_all(unsafe { IrModule::new(module.as_mut_ptr()) })?)
}

/// Lets managed pointers be live where exceptions are caught (the pass `gc-coro-landing-pads`): directly before
/// rewrite-statepoints-for-gc, in a module whose coroutines are split. Of the options only the model matters. Whether anything has
/// changed.
///
/// # Errors
/// Models that are wrong; invokes that cannot go to a function of their own. The module is then as it was.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::parse;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// let module = parse(&context, r#"
///     define void @f(ptr addrspace(1) %object) gc "statepoint-example" personality ptr @__gxx_personality_v0 {
///       invoke void @may_throw() to label %end unwind label %caught
///     end:
///       ret void
///     caught:
///       %exception = landingpad { ptr, i32 } catch ptr null
///       call void @use(ptr addrspace(1) %object)
///       ret void
///     }
///     declare void @may_throw()
///     declare void @use(ptr addrspace(1))
///     declare i32 @__gxx_personality_v0(...)
/// "#);
/// assert!(gc_coro::separate_invokes(&module, &gc_coro::SplitOptions::default())?);
/// assert!(module.get_function("f.invoke.0").is_some());
/// # Ok(())
/// # }
/// ```
pub fn separate_invokes(module: &Module<'_>, options: &SplitOptions) -> Result<bool, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(passes::landing_pads::separate_invokes(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?)
}

/// The frame of every coroutine of `module`, as a table for people or as JSON. `module` is not changed.
///
/// # Errors
/// All problems of the module.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// use gc_coro::{SplitOptions, TableFormat, frame_tables};
///
/// let table = frame_tables(&module, &SplitOptions::default(), TableFormat::Text)?;
/// assert!(table.starts_with("frame of 'count': 32 bytes, align 8, 1 suspend point\n"));
/// let json = frame_tables(&module, &SplitOptions::default(), TableFormat::Json)?;
/// assert!(json.contains(r#""function": "count""#));
/// # Ok(())
/// # }
/// ```
pub fn frame_tables(
    module: &Module<'_>,
    options: &SplitOptions,
    format: TableFormat,
) -> Result<String, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    let module = unsafe { IrModule::new(module.as_mut_ptr()) };
    Ok(format.write(&passes::print_frames::tables_of(module, options)?, FrameReport::to_text))
}

/// Where the split would store, reload and rematerialise the values of every coroutine of `module`. `module` is not changed.
///
/// # Errors
/// All problems of the module.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::counter;
/// # fn main() -> Result<(), gc_coro::Problems> {
/// # let context = inkwell::context::Context::create();
/// # let module = counter(&context);
/// use gc_coro::{SplitOptions, TableFormat, spill_plans};
///
/// let plan = spill_plans(&module, &SplitOptions::default(), TableFormat::Text)?;
/// assert!(plan.contains("count"));
/// # Ok(())
/// # }
/// ```
pub fn spill_plans(
    module: &Module<'_>,
    options: &SplitOptions,
    format: TableFormat,
) -> Result<String, Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    let module = unsafe { IrModule::new(module.as_mut_ptr()) };
    Ok(format.write(&passes::print_spills::plans_of(module, options)?, SpillReport::to_text))
}

/// What a mangled name of C++, Rust or others stands for; another name as it is.
///
/// # Examples
///
/// ```
/// assert_eq!(gc_coro::demangle("_Z5countl"), "count(long)");
/// assert_eq!(gc_coro::demangle("count"), "count");
/// ```
pub fn demangle(name: &str) -> String {
    diag::readable(name)
}

/// Checks that every function of `module` keeps the rules of its collector, before the split or after it.
///
/// # Errors
/// All broken rules ([`Problem::Collector`]), and calls of the await dialect that are wrong.
///
/// # Examples
///
/// ```
/// # mod example { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/library/counter.rs")); }
/// # use example::parse;
/// # let context = inkwell::context::Context::create();
/// let module = parse(&context, r#"
///     define i64 @number(ptr addrspace(10) %object) gc "julia" {
///       %number = ptrtoint ptr addrspace(10) %object to i64
///       ret i64 %number
///     }
/// "#);
/// let broken = gc_coro::verify_module(&module, &gc_coro::VerifyOptions::default()).unwrap_err();
/// assert_eq!(broken[0].problem.message().error, "ptrtoint of a managed pointer");
/// ```
pub fn verify_module(module: &Module<'_>, options: &VerifyOptions) -> Result<(), Problems> {
    // SAFETY: the handle is used while `module` is borrowed.
    Ok(verify::check_module(unsafe { IrModule::new(module.as_mut_ptr()) }, options)?)
}
