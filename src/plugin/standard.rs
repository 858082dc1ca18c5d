//! What the plugin adds to standard pipelines: see "In standard pipelines" in the text of this folder.

use std::ffi::c_void;

use crate::ir::LLVM_MAJOR;
use crate::plugin::ffi::gc_coro_shim_split_all;
use crate::plugin::{element, guard};

/// An extension point of a standard pipeline; shim/plugin.h has the same numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(super) enum Place {
    /// Before everything else.
    Start,
    /// After coro-early (but at O0), before the inliner.
    EarlySimplification,
    /// After the inliner and stock coro-split; at O0 before the latter, if at all.
    OptimizerEarly,
    /// After everything else that optimises.
    OptimizerLast,
}

impl Place {
    /// All of them, by number.
    pub(super) const ALL: [Place; 4] =
        [Place::Start, Place::EarlySimplification, Place::OptimizerEarly, Place::OptimizerLast];
}

/// The elements for `place`, in their order.
fn elements(place: Place, is_o0: bool, split_all: bool) -> &'static [&'static str] {
    match (place, is_o0) {
        (Place::Start, _) if split_all => &["gc-coro-prepare<unwinding>"],
        (Place::Start, _) => &["gc-coro-prepare<unwinding;marked-only>"],
        (Place::EarlySimplification, false) if split_all => &["gc-coro-split<no-awaits>"],
        (Place::EarlySimplification, true) if split_all => &["gc-coro-split<no-awaits;coro-early>"],
        (Place::EarlySimplification, false) => &["gc-coro-split<marked-only;no-awaits>"],
        (Place::EarlySimplification, true) => &["gc-coro-split<marked-only;no-awaits;coro-early>"],
        (Place::OptimizerEarly, false) if LLVM_MAJOR < 20 => &["gc-coro-prepare<marks-only>"],
        (Place::OptimizerEarly, _) => &[],
        (Place::OptimizerLast, true) => &["gc-coro-split<marked-only;no-coroutines>", "await-size"],
        (Place::OptimizerLast, false) => {
            &["gc-coro-split<marked-only;no-coroutines>", "await-size", "gc-coro-simplify"]
        }
    }
}

/// Adds to a standard pipeline what belongs at `place` by itself.
pub(super) fn extend(place: Place, manager: *mut c_void, is_o0: bool) {
    // SAFETY: an LLVM of our major is there, for it called us; the option is read, not written.
    let split_all = unsafe { gc_coro_shim_split_all() };
    for text in elements(place, is_o0, split_all) {
        if let Some((index, Ok(parameters))) = element::find(text) {
            element::add(index, &parameters, manager);
        }
    }
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_extend_pipeline(place: u32, manager: *mut c_void, is_o0: bool) {
    guard::guarded_or((), || {
        if let Some(&place) = Place::ALL.get(place as usize) {
            extend(place, manager, is_o0);
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_one_of_ours() {
        for place in Place::ALL {
            assert_eq!(Place::ALL[place as usize], place);
            for (is_o0, split_all) in [(false, false), (false, true), (true, false), (true, true)] {
                for text in elements(place, is_o0, split_all) {
                    assert!(matches!(element::find(text), Some((_, Ok(_)))), "{text}");
                }
            }
        }
    }
}
