//! What happens to a refused coroutine in a compiler that goes on after an error.
//!
//! clang runs the other passes to their end before it stops. LLVM's own split must not get a coroutine that ours has
//! refused: it cannot split most of them either, and crashes. So its body is replaced by one that is never run. This is
//! for pipelines only: to the library an error leaves the module as it was.

use inkwell::module::Module;
use rustc_hash::FxHashSet;

use crate::abi::names::attribute;
use crate::ir::{Attribute, Function, IrModule};
use crate::plugin::report::Finding;

/// Takes the bodies from the functions that `found` names as wrong, and from all coroutines that would have been split
/// with them (those with `"gc-coro"` where `marked_only`). Whether there are any.
pub(super) fn empty_refused(module: &Module<'_>, found: &[Finding], marked_only: bool) -> bool {
    // SAFETY: the handle is used while `module` is borrowed.
    let module = unsafe { IrModule::new(module.as_mut_ptr()) };
    let named: FxHashSet<&str> = found.iter().filter(|f| f.is_error()).map(Finding::function).collect();
    if named.is_empty() {
        return false;
    }
    let is_unsplit = |function: &Function| {
        function.has_attribute(Attribute::PRESPLIT) && (!marked_only || function.is_marked())
    };
    let refused = |f: &Function| !f.is_declaration() && (is_unsplit(f) || named.contains(f.name().as_str()));
    let refused: Vec<Function> = module.functions().into_iter().filter(refused).collect();
    refused.iter().for_each(|&function| empty(function));
    !refused.is_empty()
}

/// Takes the body from `function`.
pub(super) fn empty(function: Function) {
    function.make_unreachable();
    function.remove_attribute(Attribute::PRESPLIT);
    function.remove_string_attribute(attribute::MARK);
}
