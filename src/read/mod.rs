//! From IR to the model.
//!
//! In comes a function marked `presplitcoroutine`; out comes a [`Mirror`]: the model of the coroutine with the LLVM
//! object behind each number, and the [`Canonical`] form that the rewrite works on.
//!
//! 1. [`shape`] finds and checks the intrinsics; a function with a problem is left as it was.
//! 2. [`canonical`] brings the function into a form with one spelling for each thing, without changing what it does;
//!    [`awaiters`] finds those that nothing but the coroutine knows.
//! 3. [`leaves`] and [`lift`] leave of managed pointers only what a frame can hold, and what can be made of that again.
//! 4. [`mirror`], [`managed`] and [`memory`] write the model down; [`activation`] refuses what no later activation can do.

pub mod activation;
mod awaiters;
pub mod awaits;
pub mod canonical;
mod chosen;
mod copies;
mod coverage;
mod disguise;
pub mod early;
mod facts;
pub mod funclets;
pub mod intrinsics;
mod leaves;
mod lift;
mod managed;
mod memory;
pub mod mirror;
pub mod names;
mod raw;
pub mod shape;
mod stack;
pub mod unwound;
mod variables;

use crate::error::Diagnostic;
use crate::gc::Model;
use crate::options::{Fault, SplitOptions};

pub use awaits::Awaits;
pub use canonical::{Canonical, SuspendPoint};
pub use mirror::Mirror;

pub use managed::call_what_throws_nothing;
pub use shape::{Found, Shape, check_results_fit, check_transfers, diagnostic, find};

/// Canonicalises a found coroutine and mirrors it.
///
/// # Errors
/// Structs and arrays with managed pointers that cannot be taken apart, and allocas in address spaces of the collector.
pub fn read(
    shape: Shape,
    model: Model,
    options: &SplitOptions,
) -> Result<(Canonical, Mirror), Vec<Diagnostic>> {
    managed::check_allocas(shape.function, &model)?;
    let names = names::Names::of(shape.function);
    let canonical = canonical::canonicalise(shape, model);
    let function = canonical.shape.function;
    if !options.breaks(Fault::WholeAggregates) {
        leaves::take_apart(function, &canonical.model)?;
    }
    Ok(write_down(canonical, names, options))
}

/// As [`read`], for a function of the await dialect.
///
/// # Errors
/// Structs and arrays with managed pointers that cannot be taken apart, and allocas in address spaces of the collector.
pub fn read_awaits(
    found: Awaits,
    model: Model,
    options: &SplitOptions,
) -> Result<(Canonical, Mirror), Vec<Diagnostic>> {
    managed::check_allocas(found.function, &model)?;
    let names = names::Names::of(found.function);
    if !options.breaks(Fault::WholeAggregates) {
        leaves::take_apart(found.function, &model)?;
    }
    let canonical = awaits::canonicalise(found, model);
    Ok(write_down(canonical, names, options))
}

fn write_down(canonical: Canonical, names: names::Names, options: &SplitOptions) -> (Canonical, Mirror) {
    if canonical.is_forked {
        lift::lift_locals(canonical.shape.function);
    }
    if !options.breaks(Fault::RawDerived) {
        lift::lift(canonical.shape.function, &canonical.model);
    }
    let mut mirror = mirror::mirror(&canonical, names);
    managed::classify(&mut mirror, &canonical, options);
    memory::add_objects(&mut mirror, &canonical);
    (canonical, mirror)
}
