//! What the plugin adds to standard pipelines: see "In standard pipelines" in the text of this folder.

use std::ffi::c_void;

use crate::ir::{LLVM_MAJOR, SPLITS_IN_PLACE};
use crate::plugin::ffi::gc_coro_shim_split_all;
use crate::plugin::{element, guard};

/// Set to anything but `0`, it does the same as the option `-gc-coro-split-all`: a linker reads its options before it loads
/// plugins.
const SPLIT_ALL: &str = "GC_CORO_SPLIT_ALL";

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
    /// Where a link of whole programs (full LTO) begins to optimise.
    LinkEarly,
    /// Where it ends.
    LinkLast,
}

impl Place {
    /// All of them, by number.
    pub(super) const ALL: [Place; 6] = [
        Place::Start,
        Place::EarlySimplification,
        Place::OptimizerEarly,
        Place::OptimizerLast,
        Place::LinkEarly,
        Place::LinkLast,
    ];
}

/// LLVM's `ThinOrFullLTOPhase`, as far as it is known: LLVM 19 and older do not say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Phase {
    /// The step that compiles for a ThinLTO link, which imports functions and then optimises again.
    ThinPreLink,
    /// What that link does with one module.
    ThinPostLink,
    Other,
}

impl Phase {
    /// By LLVM's number.
    pub(super) fn of(number: u32) -> Self {
        match number {
            1 => Phase::ThinPreLink,
            2 => Phase::ThinPostLink,
            _ => Phase::Other,
        }
    }
}

/// The elements for `place`, in their order.
fn elements(place: Place, is_o0: bool, phase: Phase, split_all: bool) -> &'static [&'static str] {
    // Where coroutines are split among the passes on SCCs.
    let is_in_place = SPLITS_IN_PLACE && !is_o0;
    match place {
        Place::Start => marking(is_in_place, split_all),
        Place::EarlySimplification if phase == Phase::ThinPostLink && is_in_place => marking(true, split_all),
        Place::EarlySimplification if is_in_place => &[],
        Place::EarlySimplification if is_o0 => &["gc-coro-split<marked-only;no-awaits;coro-early>"],
        Place::EarlySimplification => &["gc-coro-split<marked-only;no-awaits>"],
        Place::OptimizerEarly if LLVM_MAJOR < 20 && !is_o0 => &["gc-coro-prepare<marks-only>"],
        Place::OptimizerEarly => &[],
        Place::LinkEarly if split_all => &[
            "gc-coro-mark<all;no-check>",
            "gc-coro-prepare<unwinding;marked-only>",
            "gc-coro-split<marked-only;no-awaits;coro-early>",
        ],
        Place::LinkEarly => &[
            "gc-coro-mark<no-check>",
            "gc-coro-prepare<unwinding;marked-only>",
            "gc-coro-split<marked-only;no-awaits;coro-early>",
        ],
        Place::OptimizerLast | Place::LinkLast if is_o0 => {
            &["gc-coro-split<marked-only;no-coroutines>", "await-size"]
        }
        Place::OptimizerLast | Place::LinkLast => {
            &["gc-coro-split<marked-only;no-coroutines>", "await-size", "gc-coro-simplify"]
        }
    }
}

/// What says which coroutines are split. The module pass that splits looks for mistakes by itself.
fn marking(is_in_place: bool, split_all: bool) -> &'static [&'static str] {
    match (is_in_place, split_all) {
        (true, true) => &["gc-coro-mark<all>", "gc-coro-prepare<unwinding;marked-only>"],
        (true, false) => &["gc-coro-mark", "gc-coro-prepare<unwinding;marked-only>"],
        (false, true) => &["gc-coro-mark<all;no-check>", "gc-coro-prepare<unwinding;marked-only>"],
        (false, false) => &["gc-coro-mark<no-check>", "gc-coro-prepare<unwinding;marked-only>"],
    }
}

/// Adds to a standard pipeline what belongs at `place` by itself.
pub(super) fn extend(place: Place, manager: *mut c_void, is_o0: bool, phase: Phase) {
    for text in elements(place, is_o0, phase, splits_all()) {
        if let Some((index, Ok(parameters))) = element::find(text) {
            element::add(index, &parameters, manager);
        }
    }
}

/// What a variable of the environment says: `0` is no, anything else yes, and nothing at all says nothing.
pub(super) fn in_environment(variable: &str) -> Option<bool> {
    let value = std::env::var_os(variable).filter(|value| !value.is_empty())?;
    Some(value != "0")
}

/// Whether all coroutines are split, or only those that are marked.
fn splits_all() -> bool {
    // SAFETY: an LLVM of our major is there, for it called us; the option is read, not written.
    in_environment(SPLIT_ALL) == Some(true) || unsafe { gc_coro_shim_split_all() }
}

#[unsafe(no_mangle)]
extern "C" fn gc_coro_extend_pipeline(place: u32, manager: *mut c_void, is_o0: bool, phase: u32) {
    guard::guarded_or((), || {
        if let Some(&place) = Place::ALL.get(place as usize) {
            extend(place, manager, is_o0, Phase::of(phase));
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
                for phase in [Phase::ThinPreLink, Phase::ThinPostLink, Phase::Other] {
                    for text in elements(place, is_o0, phase, split_all) {
                        assert!(matches!(element::find(text), Some((_, Ok(_)))), "{text}");
                    }
                }
            }
        }
    }
}
