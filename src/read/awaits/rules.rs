//! The rules of the await dialect, in every function of a module: those that have no await of their own may call its
//! functions as well, and one of them may have got an await by inlining.
//!
//! The rules themselves are where the dialect is read (`read::awaits::find`); what breaks one is an error of the split too.

use crate::diag::{Diagnostic, Problem};
use crate::gc::Model;
use crate::ir::{Function, IrModule};
use crate::read::awaits;

/// Checks every function of `module`; `model` is the collector model of functions that do not name one.
///
/// # Errors
/// All that breaks a rule, in the order of the functions.
pub fn check_functions(module: IrModule, model: Option<&Model>) -> Result<(), Vec<Diagnostic>> {
    if !awaits::is_used(module) {
        return Ok(());
    }
    let defined = module.functions().into_iter().filter(|f| !f.is_declaration());
    let problems: Vec<Diagnostic> = defined.flat_map(|function| check_function(function, model)).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// What is wrong with the calls of the dialect by themselves, before anybody has marked the functions that they stand in
/// and whoever splits them has named the collector.
pub fn check_calls(module: IrModule, model: Option<&Model>) -> Vec<Diagnostic> {
    let defined = module.functions().into_iter().filter(|f| !f.is_declaration());
    let wrong = defined.filter_map(|f| Some(awaits::wrong_calls(f, &Model::of(f, model).ok()?))).flatten();
    wrong.filter(|found| !matches!(found.problem, Problem::NoCollector { .. })).collect()
}

/// What is wrong with the calls of the dialect in `function`. A model that is wrong itself is the others' matter.
pub fn check_function(function: Function, model: Option<&Model>) -> Vec<Diagnostic> {
    let Ok(model) = Model::of(function, model) else { return Vec::new() };
    awaits::find_awaits(function, &model).err().unwrap_or_default()
}
