//! The configurations to compile a program that the interpreter is compared with.

use std::fmt;

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
}

impl Configuration {
    pub const ALL: [(&'static str, Configuration); 6] = [
        ("split", Configuration::Split),
        ("split-opt", Configuration::SplitOptimize),
        ("opt-split-opt", Configuration::OptimizeSplitOptimize),
        ("moving", Configuration::Moving),
        ("moving-opt", Configuration::MovingOptimize),
        ("moving-opt-twice", Configuration::MovingOptimizeTwice),
    ];

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == name).map(|(_, found)| *found)
    }

    /// Whether objects move: programs are then printed for statepoints.
    pub fn moves(self) -> bool {
        matches!(self, Self::Moving | Self::MovingOptimize | Self::MovingOptimizeTwice)
    }

    /// The stages for the program of a seed, which chooses the levels.
    pub fn stages(self, seed: u64) -> Vec<Stage> {
        const STATEPOINTS: Stage = Stage::Passes("rewrite-statepoints-for-gc");
        let level = |at: u64| Stage::Passes(Level::ALL[(at % 4) as usize].passes());
        let (first, second) = (level(seed), level(seed / 4));
        match self {
            Self::Split => vec![Stage::Split],
            Self::SplitOptimize => vec![Stage::Split, second],
            Self::OptimizeSplitOptimize => vec![first, Stage::Split, second],
            Self::Moving => vec![Stage::Split, STATEPOINTS],
            Self::MovingOptimize => vec![Stage::Split, second, STATEPOINTS],
            Self::MovingOptimizeTwice => vec![first, Stage::Split, second, STATEPOINTS],
        }
    }
}

impl fmt::Display for Configuration {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let found = Self::ALL.iter().find(|(_, known)| known == self);
        f.write_str(found.expect("all configurations have a name").0)
    }
}
