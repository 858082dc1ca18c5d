//! From IR to the model.
//!
//! In comes a function marked `presplitcoroutine`; out comes a [`ModelMap`]: the model of the coroutine with the LLVM
//! object after each number, and the [`Canonical`] form that the emission works on.
//!
//! 1. [`shape`] finds and checks the intrinsics; a function with a problem is left as it was.
//! 2. [`canonical`] brings the function into a form with one spelling for each thing, without changing what it does;
//!    [`await_suspend_inlining`] finds those that nothing but the coroutine knows.
//! 3. [`scalarise_aggregates`] and [`base_pointers`] leave of managed pointers only what a frame can hold, and what can be made of that again.
//! 4. [`model_map`], [`gc_classes`] and [`alloca_uses`] write the model down; [`activation`] refuses what no later activation can do.

pub mod activation;
mod alloca_uses;
pub mod await_suspend_inlining;
pub mod awaits;
mod base_pointers;
pub mod before_begin;
pub mod byval_arguments;
pub mod canonical;
mod computed_values;
mod conditional_allocas;
mod copies;
pub mod coro_early;
mod disguised_addresses;
mod equal_addresses;
pub mod funclets;
mod gc_classes;
pub mod intrinsics;
mod managed_words;
pub mod model_map;
pub mod owned_references;
mod partial_stores;
mod raw_addresses;
mod scalarise_aggregates;
pub mod shape;
pub mod size_queries;
mod stack_pointer;
mod stale_attributes;
mod sunk_comparisons;
mod suspend_point;
pub mod unwinding_ends;
pub mod value_names;

use crate::diag::Diagnostic;
use crate::gc::Model;
use crate::options::{Fault, SplitOptions};

pub use awaits::Awaits;
pub use canonical::Canonical;
pub use intrinsics::copies_memory;
pub use model_map::ModelMap;

pub use gc_classes::call_what_throws_nothing;
pub use raw_addresses::may_move;
pub use shape::{Found, Shape, check_results_fit, diagnostic, find};

/// Canonicalises a found coroutine and builds its model.
///
/// # Errors
/// Structs and arrays with managed pointers that cannot be scalarised, and allocas in address spaces of the collector.
pub fn read(
    shape: Shape,
    model: Model,
    options: &SplitOptions,
) -> Result<(Canonical, ModelMap), Vec<Diagnostic>> {
    gc_classes::check_allocas(shape.function, &model)?;
    let names = value_names::Names::of(shape.function);
    let canonical = canonical::canonicalise(shape, model);
    let function = canonical.shape.function;
    if !options.breaks(Fault::WholeAggregates) {
        scalarise_aggregates::scalarise(function, &canonical.model)?;
    }
    Ok(write_down(canonical, names, options))
}

/// As [`read`], for a function of the await dialect.
///
/// # Errors
/// Structs and arrays with managed pointers that cannot be scalarised, and allocas in address spaces of the collector.
pub fn read_awaits(
    found: Awaits,
    model: Model,
    options: &SplitOptions,
) -> Result<(Canonical, ModelMap), Vec<Diagnostic>> {
    gc_classes::check_allocas(found.function, &model)?;
    let names = value_names::Names::of(found.function);
    if !options.breaks(Fault::WholeAggregates) {
        scalarise_aggregates::scalarise(found.function, &model)?;
    }
    let canonical = awaits::canonicalise(found, model);
    Ok(write_down(canonical, names, options))
}

fn write_down(
    canonical: Canonical,
    names: value_names::Names,
    options: &SplitOptions,
) -> (Canonical, ModelMap) {
    if canonical.lowering.is_await() {
        base_pointers::decompose_locals(canonical.shape.function);
    }
    sunk_comparisons::move_back(&canonical);
    if !options.breaks(Fault::RawDerived) {
        base_pointers::decompose(canonical.shape.function, &canonical.model);
    }
    let mut model_map = model_map::model_map(&canonical, names);
    model_map.coroutine.given_states = awaits::given_states(&canonical, &model_map);
    gc_classes::classify(&mut model_map, &canonical, options);
    alloca_uses::add_objects(&mut model_map, &canonical);
    (canonical, model_map)
}
