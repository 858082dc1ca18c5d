//! What the shim calls when the pass manager reaches a pass.

use std::ffi::c_void;
use std::mem::ManuallyDrop;

use inkwell::module::Module;

use crate::plugin::ffi::Text;
use crate::plugin::passes::PASSES;
use crate::plugin::report::{Finding, report};
use crate::plugin::run::{Run, print};
use crate::plugin::{element, guard, help, refuse};

/// Runs the pass in row `index`; true if the module may have changed.
#[unsafe(no_mangle)]
unsafe extern "C" fn gc_coro_run_pass(
    index: u32,
    text: Text,
    module: *mut c_void,
    analyses: *mut c_void,
) -> bool {
    let pass = &PASSES[index as usize];
    let result = guard::guarded(|| {
        // SAFETY: the pass object of the shim owns the text while it runs.
        let text = unsafe { text.as_str() };
        let (_, parameters) = element::find(&text).expect("the text that element.rs made for this pass");
        let parameters = parameters.expect("canonical parameters");
        // SAFETY: the pass manager lends the module for this run; it stays the owner (no drop).
        let module = ManuallyDrop::new(unsafe { Module::new(module.cast()) });
        let outcome = if parameters.help {
            print(&help::text())
        } else {
            log::debug!(target: "gc_coro", "{text} runs");
            (pass.run)(&Run { module: &module, analyses, parameters: &parameters })
        };
        if !outcome.found.is_empty() {
            // SAFETY: the module is the pass manager's; nothing of it is held.
            unsafe { report(module.as_mut_ptr().cast(), pass.name, &outcome.found) }
        }
        let marked_only = parameters.split.marked_only;
        let is_emptied = pass.refuses && refuse::empty_refused(&module, &outcome.found, marked_only);
        outcome.changed || is_emptied
    });
    result.unwrap_or_else(|panic| {
        // SAFETY: as above. A panic here cannot be reported.
        let _ = guard::guarded(|| unsafe { report(module, pass.name, &[Finding::plain(&panic)]) });
        true
    })
}
