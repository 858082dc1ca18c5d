//! From IR to the model.
//!
//! In comes a function marked `presplitcoroutine`; out comes a [`Mirror`]: the model of the coroutine with the LLVM
//! object behind each number, and the [`Canonical`] form that the rewrite works on.
//!
//! 1. [`shape`] finds and checks the intrinsics; a function with a problem is left as it was.
//! 2. [`canonical`] brings the function into a form with one spelling for each thing, without changing what it does.
//! 3. [`mirror`], [`managed`] and [`memory`] write the model down.

pub mod canonical;
mod coverage;
pub mod intrinsics;
mod managed;
mod memory;
pub mod mirror;
pub mod names;
pub mod shape;

use crate::gc::Model;
use crate::options::SplitOptions;
pub use canonical::{Canonical, SuspendPoint};
pub use mirror::Mirror;

pub use shape::{Found, Shape, check_results_fit, diagnostic, find};

/// Canonicalises a found coroutine and mirrors it.
pub fn read(shape: Shape, model: Model, options: &SplitOptions) -> (Canonical, Mirror) {
    let names = names::Names::of(shape.function);
    let canonical = canonical::canonicalise(shape, model);
    let mut mirror = mirror::mirror(&canonical, &names);
    managed::classify(&mut mirror, &canonical, options);
    memory::add_objects(&mut mirror, &canonical);
    (canonical, mirror)
}
