//! What a check is told.

use crate::gc::Model;

/// What [`check_module`](crate::verify::check_module) is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyOptions {
    /// The collector model of functions that do not say themselves.
    pub model: Option<Model>,
    /// The stricter rules that hold directly after the frontend only, before an optimiser has run.
    pub strong: bool,
}
