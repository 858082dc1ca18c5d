//! The configurations to compile a program that the interpreter is compared with.

use std::fmt;

use crate::runtime::Heap;
use crate::shadow_stack::Fault;

/// How much LLVM optimizes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    O1,
    O2,
    O3,
    Os,
}

impl Level {
    const ALL: [Level; 4] = [Level::O1, Level::O2, Level::O3, Level::Os];

    /// The pipeline.
    pub fn passes(self) -> &'static str {
        match self {
            Level::O1 => "default<O1>",
            Level::O2 => "default<O2>",
            Level::O3 => "default<O3>",
            Level::Os => "default<Os>",
        }
    }
}

/// A step from the program to code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    Split,
    Passes(&'static str),
    /// With passes of the caller's.
    Own(&'static str),
    /// Continuations run on tasks of Julia.
    Tasks,
    /// Roots come to be in the shadow stack of Julia.
    Roots(Fault),
}

/// How programs are compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Configuration {
    /// Nothing but the split.
    Split,
    /// The split, then a standard pipeline.
    SplitOptimize,
    /// A standard pipeline that knows nothing of awaits, the split, a standard pipeline.
    OptimizeSplitOptimize,
    /// The split and statepoints, under a collector that moves everything all the time.
    Moving,
    /// The same with a standard pipeline before the statepoints.
    MovingOptimize,
    /// Standard pipelines before and after the split, then statepoints.
    MovingOptimizeTwice,
    /// The split, on libjulia.
    Julia,
    /// A standard pipeline after the split.
    JuliaOptimize,
    /// Standard pipelines before and after the split.
    JuliaOptimizeTwice,
    /// A standard pipeline before the split, another one after the lowering of roots.
    JuliaOptimizeLate,
    /// TailCallElim and DSE before the split, DSE after it and after the lowering of roots.
    JuliaTailCalls,
    /// Must fail: TailCallElim between the split and the lowering of roots.
    JuliaMarked,
    /// Must fail: frames without a write barrier.
    JuliaUnbarriered,
    /// Must fail: no roots.
    JuliaUnrooted,
}

impl Configuration {
    /// The passes before everything, and those of the split.
    pub const PREPARE: &str = "coro-early,gc-coro-verify,gc-coro-prepare";
    pub const SPLIT: &str = "gc-coro-split,await-size,coro-cleanup,gc-coro-verify";

    pub const ALL: [(&'static str, Configuration); 14] = [
        ("split", Configuration::Split),
        ("split-opt", Configuration::SplitOptimize),
        ("opt-split-opt", Configuration::OptimizeSplitOptimize),
        ("moving", Configuration::Moving),
        ("moving-opt", Configuration::MovingOptimize),
        ("moving-opt-twice", Configuration::MovingOptimizeTwice),
        ("julia", Configuration::Julia),
        ("julia-opt", Configuration::JuliaOptimize),
        ("julia-opt-twice", Configuration::JuliaOptimizeTwice),
        ("julia-opt-late", Configuration::JuliaOptimizeLate),
        ("julia-tail-calls", Configuration::JuliaTailCalls),
        ("julia-marked", Configuration::JuliaMarked),
        ("julia-unbarriered", Configuration::JuliaUnbarriered),
        ("julia-unrooted", Configuration::JuliaUnrooted),
    ];

    /// Those that need no libjulia.
    pub fn in_process() -> impl Iterator<Item = (&'static str, Configuration)> {
        Self::ALL.into_iter().filter(|(_, configuration)| configuration.heap() != Heap::Julia)
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, found)| *found)
    }

    /// What the objects of programs are. Where they move, programs are printed for statepoints.
    pub fn heap(self) -> Heap {
        match self {
            Self::Split | Self::SplitOptimize | Self::OptimizeSplitOptimize => Heap::Still,
            Self::Moving | Self::MovingOptimize | Self::MovingOptimizeTwice => Heap::Moving,
            _ => Heap::Julia,
        }
    }

    /// Whether frames have the write barrier that their collector needs.
    pub fn has_barriers(self) -> bool {
        self != Self::JuliaUnbarriered
    }

    /// The stages for the program of a seed, which chooses the levels.
    pub fn stages(self, seed: u64) -> Vec<Stage> {
        const STATEPOINTS: Stage = Stage::Passes("rewrite-statepoints-for-gc");
        const SPLIT: Stage = Stage::Own(Configuration::SPLIT);
        const PREPARE: Stage = Stage::Own(Configuration::PREPARE);
        const DSE: Stage = Stage::Passes("function(dse)");
        const MARKS: Stage = Stage::Passes("function(tailcallelim)");
        const ROOTS: Stage = Stage::Roots(Fault::None);
        let level = |at: u64| Level::ALL[(at % 4) as usize].passes();
        let (first, second) = (Stage::Passes(level(seed)), Stage::Passes(level(seed / 4)));
        // With gc-coro in it: such a pipeline takes the marks of tail calls away at its end.
        let after = Stage::Own(level(seed / 4));
        match self {
            Self::Split => vec![Stage::Split],
            Self::SplitOptimize => vec![Stage::Split, second],
            Self::OptimizeSplitOptimize => vec![first, Stage::Split, second],
            Self::Moving => vec![Stage::Split, STATEPOINTS],
            Self::MovingOptimize => vec![Stage::Split, second, STATEPOINTS],
            Self::MovingOptimizeTwice => vec![first, Stage::Split, second, STATEPOINTS],
            Self::Julia | Self::JuliaUnbarriered => vec![PREPARE, SPLIT, Stage::Tasks, ROOTS],
            Self::JuliaOptimize => vec![PREPARE, SPLIT, after, Stage::Tasks, ROOTS],
            Self::JuliaOptimizeTwice => vec![PREPARE, first, SPLIT, after, Stage::Tasks, ROOTS],
            Self::JuliaOptimizeLate => vec![PREPARE, first, SPLIT, ROOTS, second],
            Self::JuliaTailCalls => vec![PREPARE, MARKS, DSE, SPLIT, DSE, ROOTS, DSE],
            Self::JuliaMarked => vec![PREPARE, SPLIT, MARKS, ROOTS, DSE],
            Self::JuliaUnrooted => vec![PREPARE, SPLIT, Stage::Roots(Fault::NoRoots)],
        }
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, known)| known == self);
        f.write_str(found.expect("all configurations have a name").0)
    }
}
