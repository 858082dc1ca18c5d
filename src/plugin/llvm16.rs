//! LLVM 16: the crate `llvm-plugin` registers the callbacks.
//!
//! The passes themselves are the shim's: those of the crate have no names of their own and are skipped
//! on `optnone` functions and by `-opt-bisect-limit`.

use std::ffi::c_void;

use llvm_plugin::{ModulePassManager, OptimizationLevel, PassBuilder, PipelineParsing};

use crate::plugin::element::Registration;
use crate::plugin::ffi;
use crate::plugin::standard::{Phase, Place, extend};

/// # Safety
/// `pass_builder` must point to an `llvm::PassBuilder` of LLVM 16.
pub(super) unsafe fn register(pass_builder: *mut c_void) {
    // SAFETY: by the caller.
    unsafe { ffi::gc_coro_shim_name_passes(pass_builder) };
    // SAFETY: by the caller.
    let mut builder = unsafe { PassBuilder::from_raw(pass_builder) };
    let registration = Registration::default();
    builder.add_module_pipeline_parsing_callback(move |element, manager| {
        if registration.parse(element, raw(manager)) {
            PipelineParsing::Parsed
        } else {
            PipelineParsing::NotParsed
        }
    });
    builder.add_pipeline_start_ep_callback(|manager, level| add(Place::Start, manager, level));
    builder.add_pipeline_early_simplification_ep_callback(|manager, level| {
        add(Place::EarlySimplification, manager, level);
    });
    builder.add_optimizer_early_ep_callback(|manager, level| add(Place::OptimizerEarly, manager, level));
    builder.add_optimizer_last_ep_callback(|manager, level| add(Place::OptimizerLast, manager, level));
}

fn add(place: Place, manager: &mut ModulePassManager, level: OptimizationLevel) {
    extend(place, raw(manager), matches!(level, OptimizationLevel::O0), Phase::Other);
}

/// The `llvm::ModulePassManager` that the crate's struct wraps and does not show.
fn raw(manager: &mut ModulePassManager) -> *mut c_void {
    const _: () = assert!(size_of::<ModulePassManager>() == size_of::<*mut c_void>());
    const _: () = assert!(align_of::<ModulePassManager>() == align_of::<*mut c_void>());
    // SAFETY: version 0.6.0 of the crate, which Cargo.toml pins, has one field in this struct: the pointer.
    unsafe { std::ptr::from_mut(manager).cast::<*mut c_void>().read() }
}
