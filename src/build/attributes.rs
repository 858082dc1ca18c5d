//! What a function says of its collector and its runtime.

use inkwell::attributes::AttributeLoc;
use inkwell::values::FunctionValue;

use crate::abi::names::attribute;
use crate::build::error::BuildError;
use crate::build::raw::context_of;
use crate::gc::Model;

/// A function of the runtime that awaits call; `docs/reference/attributes.md` has the type of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hook {
    /// `"gc-coro-allocate"`: makes a frame.
    Allocate,
    /// `"gc-coro-write-barrier"`: is called after pointers were stored into a state that is not new.
    WriteBarrier,
    /// `"gc-coro-reentered"`: is called where a one-shot handle is called again.
    Reentered,
    /// `"gc-coro-acquire-failed"`: gives another state where a buffer is in use or too small.
    AcquireFailed,
}

impl Hook {
    fn attribute(self) -> &'static str {
        match self {
            Hook::Allocate => attribute::ALLOCATE,
            Hook::WriteBarrier => attribute::WRITE_BARRIER,
            Hook::Reentered => attribute::REENTERED,
            Hook::AcquireFailed => attribute::ACQUIRE_FAILED,
        }
    }
}

fn set(function: FunctionValue<'_>, name: &str, value: &str) {
    let context = context_of(function);
    function.add_attribute(AttributeLoc::Function, context.create_string_attribute(name, value));
}

/// `function` is one that gc-coro splits where only marked ones are split (`"gc-coro"`).
pub fn mark(function: FunctionValue<'_>) {
    set(function, attribute::MARK, "");
}

/// The awaits of `function` call the function `runtime` of its module for `hook`.
pub fn set_hook(function: FunctionValue<'_>, hook: Hook, runtime: FunctionValue<'_>) {
    set(function, hook.attribute(), &runtime.get_name().to_string_lossy());
}

/// The collector model of `function`, as a name or a text: `julia`, or `tracked:1+2/derived:3`. A collector that LLVM knows by a name
/// is better named by [`FunctionValue::set_gc`].
///
/// # Errors
/// Texts that describe no model.
pub fn set_model(function: FunctionValue<'_>, model: &str) -> Result<(), BuildError> {
    model.parse::<Model>()?;
    set(function, attribute::MODEL, model);
    Ok(())
}

/// The words that stand before an object of the collected heap, as `1` or `@tag+1`. The split reports what is wrong with them.
pub fn set_object_header(function: FunctionValue<'_>, words: &str) {
    set(function, attribute::OBJECT_HEADER, words);
}

/// No two threads call a handle of `function` at the same time.
pub fn set_single_threaded(function: FunctionValue<'_>) {
    set(function, attribute::SINGLE_THREADED, "");
}
