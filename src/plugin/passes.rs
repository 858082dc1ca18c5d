//! The table of passes.

use crate::passes::parameters::{
    ALL, AWAITS, CHECK, CHECK_ELISION, CHECK_PLANS, CORO_EARLY, COROUTINES, ELIDE, FINAL, FRAME_LARGER_THAN,
    GC, HELP, JSON, MANAGED_ONLY, MARKED_ONLY, MARKS_ONLY, PACKING, REPORT, SHARE_CODE, SIMPLIFY, STRICT,
    STRONG, UNWINDING, Vocabulary,
};

use crate::plugin::run;
use crate::plugin::run::PassFunction;

/// A pass: its names, what it understands, what it does.
pub(super) struct Pass {
    /// The name in `-passes=`. Of a name that ends with `>`, parameters follow a `;` before it.
    pub(super) name: &'static str,
    /// The name of the C++ class that an LLVM pass of this name would have.
    pub(super) class: &'static str,
    /// One line for the help text.
    pub(super) meaning: &'static str,
    pub(super) vocabulary: Vocabulary,
    /// Whether a coroutine with errors must not reach LLVM's own split.
    pub(super) refuses: bool,
    pub(super) run: PassFunction,
}

/// What `gc-coro-split` understands where it is a pass on SCCs of the call graph.
pub(super) const IN_PLACE: Vocabulary = Vocabulary {
    switches: &[&PACKING, &MARKED_ONLY, &MANAGED_ONLY, &ELIDE, &CHECK_ELISION, &STRICT, &CHECK_PLANS],
    settings: &[
        &GC,
        &SIMPLIFY,
        &REPORT,
        &FRAME_LARGER_THAN,
        #[cfg(feature = "test-faults")]
        &crate::passes::parameters::FAULT,
    ],
};

/// The row of `gc-coro-split`.
pub(super) const SPLIT: usize = 2;

/// All passes, in the order of the help text.
pub(super) const PASSES: &[Pass] = &[
    Pass {
        name: "gc-coro-mark",
        class: "GcCoroMarkPass",
        meaning: "marks the coroutines that are annotated in the source, as all passes with marked-only expect it",
        vocabulary: Vocabulary { switches: &[&ALL, &CHECK, &HELP], settings: &[] },
        refuses: true,
        run: run::mark,
    },
    Pass {
        name: "gc-coro-prepare",
        class: "GcCoroPreparePass",
        meaning: "makes functions with awaits (gc.coro.*) and coroutines that exceptions leave safe from all other passes",
        vocabulary: Vocabulary {
            switches: &[&MARKS_ONLY, &UNWINDING, &MARKED_ONLY, &HELP],
            settings: &[&GC],
        },
        refuses: true,
        run: run::prepare,
    },
    Pass {
        name: "gc-coro-split",
        class: "GcCoroSplitPass",
        meaning: "splits every switch-resumed coroutine (llvm.coro.*) and every function with awaits (gc.coro.*)",
        vocabulary: Vocabulary {
            switches: &[
                &PACKING,
                &MARKED_ONLY,
                &COROUTINES,
                &AWAITS,
                &ELIDE,
                &CORO_EARLY,
                &STRICT,
                &CHECK_PLANS,
                &HELP,
                #[cfg(feature = "test-faults")]
                &crate::passes::parameters::PANIC,
            ],
            settings: &[
                &GC,
                &SHARE_CODE,
                &REPORT,
                &FRAME_LARGER_THAN,
                #[cfg(feature = "test-faults")]
                &crate::passes::parameters::FAULT,
            ],
        },
        refuses: true,
        run: run::split,
    },
    Pass {
        name: "gc-coro-elide",
        class: "GcCoroElidePass",
        meaning: "keeps frames of coroutines in those of their callers where that is proven right; what await_suspend only reads is passed by value",
        vocabulary: Vocabulary {
            switches: &[&MARKED_ONLY, &CHECK_ELISION, &HELP],
            settings: &[
                #[cfg(feature = "test-faults")]
                &crate::passes::parameters::FAULT,
            ],
        },
        refuses: false,
        run: run::elide,
    },
    Pass {
        name: "await-size",
        class: "AwaitSizePass",
        meaning: "answers gc.coro.size.*: what a state of a split function needs, also of one in another module",
        vocabulary: Vocabulary { switches: &[&HELP], settings: &[] },
        refuses: false,
        run: run::await_size,
    },
    Pass {
        name: "gc-coro-simplify",
        class: "GcCoroSimplifyPass",
        meaning: "simplifies what gc-coro-split has made of functions with awaits",
        vocabulary: Vocabulary { switches: &[&HELP], settings: &[] },
        refuses: false,
        run: run::simplify,
    },
    Pass {
        name: "gc-coro-landing-pads",
        class: "GcCoroLandingPadsPass",
        meaning: "lets managed pointers be live where exceptions are caught; directly before rewrite-statepoints-for-gc",
        vocabulary: Vocabulary {
            switches: &[&HELP],
            settings: &[
                &GC,
                #[cfg(feature = "test-faults")]
                &crate::passes::parameters::FAULT,
            ],
        },
        refuses: false,
        run: run::landing_pads,
    },
    Pass {
        name: "print<gc-coro-frames>",
        class: "GcCoroFramesPrinterPass",
        meaning: "prints the frame that gc-coro-split would give each coroutine",
        vocabulary: Vocabulary { switches: &[&JSON, &PACKING, &MARKED_ONLY, &HELP], settings: &[&GC] },
        refuses: false,
        run: run::print_frames,
    },
    Pass {
        name: "print<gc-coro-spill-plan>",
        class: "GcCoroSpillPlanPrinterPass",
        meaning: "prints where gc-coro-split would store, reload and rematerialise values",
        vocabulary: Vocabulary {
            switches: &[&JSON, &PACKING, &MARKED_ONLY, &HELP],
            settings: &[&GC, &SHARE_CODE],
        },
        refuses: false,
        run: run::print_spills,
    },
    Pass {
        name: "gc-coro-verify",
        class: "GcCoroVerifyPass",
        meaning: "checks the rules of each function's collector, before and after the split",
        vocabulary: Vocabulary { switches: &[&STRONG, &FINAL, &HELP], settings: &[&GC] },
        refuses: false,
        run: run::verify,
    },
];

/// What the pass `name` understands.
pub(crate) fn vocabulary(name: &str) -> Vocabulary {
    let pass = PASSES.iter().find(|pass| pass.name == name);
    pass.map_or(Vocabulary { switches: &[], settings: &[] }, |pass| pass.vocabulary)
}

// shim/plugin.cpp has a C++ type for each row (MaxPasses).
const _: () = assert!(PASSES.len() <= 16);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_is_in_its_row() {
        assert_eq!(PASSES[SPLIT].name, "gc-coro-split");
    }
}
