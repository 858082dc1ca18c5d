//! Marks coroutines: a frontend that cannot write attributes marks them by an annotation in the source.
//!
//! C and C++ have `[[clang::annotate("gc-coro")]]`, which clang keeps in `llvm.global.annotations`: an array of structs
//! whose first field is the function and whose second is the text (`clang/docs/LanguageExtensions`, `LangRef`, "llvm.global.annotations").

use crate::abi::names::attribute;
use crate::diag::Diagnostic;
use crate::ir::{Attribute, Function, IrModule, Value};
use crate::options::SplitOptions;
use crate::passes::warnings::{self, Seen};
use crate::read::intrinsics::{Coro, ID_INFO};

/// The array that clang writes.
const ANNOTATIONS: &str = "llvm.global.annotations";

/// Marks the functions of `module` that are annotated with `"gc-coro"`, and with `all` every switch-resumed coroutine that
/// nobody has split. Whether there are any.
pub fn mark_coroutines(module: IrModule, all: bool) -> bool {
    !mark(module, all).is_empty()
}

/// Marks as [`mark_coroutines`] does, if [`check`] finds no errors then. Whether there are any, and what it finds.
///
/// # Errors
/// Coroutines that are marked and cannot be split. The marks are then as they were.
pub fn mark_checked(module: IrModule, all: bool) -> Result<(bool, Seen), Vec<Diagnostic>> {
    let marked = mark(module, all);
    let seen = check(module);
    if seen.is_err() {
        marked.iter().for_each(|function| function.remove_string_attribute(attribute::MARK));
    }
    Ok((!marked.is_empty(), seen?))
}

/// The functions that were not marked before.
fn mark(module: IrModule, all: bool) -> Vec<Function> {
    let mut found = annotated(module);
    if all {
        found.extend(switch_resumed(module));
    }
    found.retain(|function| !function.is_declaration() && !function.is_marked());
    found.iter().for_each(|function| function.set_string_attribute(attribute::MARK, ""));
    found
}

/// Looks for what is most likely a mistake in what is marked, and what is not.
///
/// # Errors
/// Coroutines that are marked and cannot be split.
pub fn check(module: IrModule) -> Result<Seen, Vec<Diagnostic>> {
    // The functions with awaits are looked at where they are split.
    let options = SplitOptions { marked_only: true, awaits: false, ..SplitOptions::default() };
    warnings::find_warnings(module, &options)
}

fn annotated(module: IrModule) -> Vec<Function> {
    let entries = module.global_named(ANNOTATIONS).and_then(Value::initializer);
    let entries = entries.into_iter().flat_map(|entries| entries.operands().collect::<Vec<_>>());
    let function_of = |entry: Value| {
        let text = entry.operand(1)?.initializer()?.constant_text()?;
        let function = entry.operand(0)?.as_function()?;
        (text == attribute::MARK.as_bytes()).then_some(function)
    };
    entries.filter_map(function_of).collect()
}

fn switch_resumed(module: IrModule) -> Vec<Function> {
    let ids = module.function_named("llvm.coro.id").map(|id| id.as_value().users()).unwrap_or_default();
    let is_unsplit = |id: &Value| Coro::of(*id) == Some(Coro::Id) && id.argument(ID_INFO).is_null();
    let functions = ids.into_iter().filter(is_unsplit).map(|id| id.block().function());
    functions.filter(|function| function.has_attribute(Attribute::PRESPLIT)).collect()
}
