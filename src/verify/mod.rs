//! Checks IR against the collector models of its functions, before and after the split.
//!
//! In comes a module; out comes what is wrong with it, in the order of the functions and their instructions
//! ([`check_module`], the pass `gc-coro-verify`). Nothing is changed. Functions without managed pointers are
//! skipped, but for the rules of the await dialect.
//! [`verify`] is another check: the splitter's own, of the IR that it has just made.
//!
//! A function is *unsplit* while it has the attribute `presplitcoroutine`; any other is *final*: a clone, a ramp, or no
//! coroutine at all. No later pass repairs it.
//!
//! | rules | file | checked | source |
//! |---|---|---|---|
//! | no gcroot, no statepoint, no returns_twice in an unsplit coroutine; no suspension in a final function; regions end where they begin | [`coroutines`] | all models | the hazards of LLVM's own coro-split |
//! | managed pointers made of integers or plain pointers have no base | [`bases`] | all but Julia's, which forbids integers and roots casts | `llvm/docs/Statepoints.rst` |
//! | no struct or array with managed pointers across a safepoint | [`statepoints`] | statepoints, final functions | RewriteStatepointsForGC leaves them out |
//! | no alloca or byval argument with managed pointers across a safepoint | [`slots`] | statepoints | the same |
//! | no managed pointer is live across an invoke with a landing pad that is no token | [`landing_pads`] | statepoints, if asked for | RewriteStatepointsForGC takes the pad for a token |
//! | casts, stores, loads, returns, numbers, signatures | [`julia`], [`signatures`] | Julia | `src/llvm-gc-invariant-verifier.cpp`, `src/JuliaDialect.td` |
//! | no write barrier of another version | [`barriers`] | Julia | `src/llvm-pass-helpers.cpp` |
//! | a word stands before constant handles and buffers | [`object_headers`] | Julia | `src/julia_internal.h` |
//! | no suspension under an exception handler | [`handlers`] | Julia | `src/llvm-lower-handlers.cpp` |
//! | the calls of the await dialect: names, types, places, states | [`rules`] | all functions | `docs/reference/dialect.md` |
//! | the task in the entry block; plain addresses are not live across suspensions | [`tasks`] | Julia | `src/llvm-late-gc-lowering.cpp` |
//! | no guaranteed tail call where there may be roots; no `tail` mark that hides one | [`tail_calls`] | shadow stacks | `src/llvm-late-gc-lowering.cpp` |
//! | the descriptor is consistent, the clones lead to it | [`descriptor`] | all models | `include/gc_coro.h` |
//! | what is stored in a frame is what the maps say | [`frames`], [`premature_store`], [`unfilled_words`] | all models | `include/gc_coro.h` |
//! | no frame with managed pointers and without descriptor | [`frames`] | all models | LLVM's own coro-split makes such |
//!
//! What the split repairs is accepted in an unsplit coroutine:
//! * structs and arrays, always: the split scalarises those that are live across a suspension, and the check of the final
//!   functions sees those that are left at a safepoint;
//! * an alloca, if its content may be needed after a suspension: then it goes to the frame, whose maps name its words. *May
//!   be* errs on the side of acceptance. If the split finds that it stays on the stack, the check of the final functions
//!   sees it there. An alloca that no path leads from to a suspension and back to a use stays on the stack for certain; and
//!   none is in a frame before `llvm.coro.begin`.
//!
//! [`safepoints`] says at which calls a collection can happen, [`liveness`] whether a value is needed after one.

mod barriers;
mod bases;
mod coroutines;
mod descriptor;
mod frame_accesses;
mod frames;
mod given_words;
mod handlers;
mod julia;
mod landing_pads;
mod lifetimes;
mod liveness;
mod object_headers;
mod premature_store;
mod safepoints;
mod signatures;
mod slots;
mod split_output;
mod statepoints;
mod subject;
mod tail_calls;
mod tasks;
mod unfilled_words;

pub use landing_pads::crossings;
pub use safepoints::is_assembly;
pub use split_output::{broken_input, verify};
pub use subject::Subject;

use crate::diag::Diagnostic;
use crate::gc::GcRules;
use crate::ir::{Attribute, IrModule};
use crate::options::VerifyOptions;

use crate::read::awaits::{self, rules};

/// Checks every function of `module`.
///
/// # Errors
/// All broken rules of the module.
pub fn check_module(module: IrModule, options: &VerifyOptions) -> Result<(), Vec<Diagnostic>> {
    let descriptors = descriptor::find(module);
    let mut problems = Vec::new();
    let has_coroutines = module.functions().iter().any(|f| f.has_attribute(Attribute::PRESPLIT));
    let is_before_split = has_coroutines || awaits::is_left_for_split(module);
    let speaks_dialect = awaits::is_used(module);
    for function in module.functions().into_iter().filter(|f| !f.is_declaration()) {
        if speaks_dialect {
            problems.extend(rules::check_function(function, options.model.as_ref()));
        }
        match Subject::of(function, options, is_before_split) {
            Ok(Some(subject)) => {
                check(&subject, &descriptors, options);
                problems.extend(subject.diagnostics());
            }
            Ok(None) => {}
            Err(problem) => problems.push(*problem),
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn check(subject: &Subject, descriptors: &[descriptor::Described], options: &VerifyOptions) {
    coroutines::check(subject);
    tail_calls::check(subject);
    match subject.model.rules {
        GcRules::Julia => {
            julia::check(subject, options.strong);
            barriers::check(subject);
            signatures::check(subject);
            handlers::check(subject);
            tasks::check(subject);
            object_headers::check(subject);
        }
        GcRules::Statepoints => {
            bases::check(subject);
            statepoints::check(subject);
            slots::check(subject);
            if options.is_final {
                landing_pads::check(subject);
            }
        }
        GcRules::None => bases::check(subject),
    }
    descriptor::check(subject, descriptors);
    frames::check(subject, descriptors);
}
