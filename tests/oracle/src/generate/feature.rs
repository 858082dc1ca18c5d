//! What programs may contain; each can be turned off, so that a defect in one does not hide the others.

use crate::rng::Rng;

/// Something that a program may contain.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Feature {
    /// Awaits at all.
    Awaits,
    MultiShot,
    OneShot,
    /// Continuations whose result is not of the function's type.
    MixedReturns,
    /// Both results of two awaits meet in a phi.
    ResultPhis,
    /// `resumed` used as data, without a branch.
    Branchless,
    /// Awaits whose handle is unused.
    Unused,
    /// `gc.coro.prealloc`.
    Prealloc,
    /// `gc.coro.acquire`, in the place of some `gc.coro.prealloc`.
    Acquire,
    /// Beside awaits that fill a state others of the function that make frames.
    MixedStates,
    /// Tail calls of continuations.
    TailResumes,
    /// Coroutines that call continuations.
    Resumes,
    Calls,
    Loops,
    Switches,
    /// Allocas.
    Locals,
    /// Pointers to allocas as values.
    LocalPointers,
    /// Tracked pointers in allocas.
    LocalRefs,
    Vectors,
    /// Vectors of tracked pointers.
    RefVectors,
    Aggregates,
    /// Tracked pointers in aggregates.
    TaggedAggregates,
    Objects,
    /// Derived pointers as values.
    Derived,
    /// Derived pointers as arguments of plain functions.
    DerivedArguments,
    /// The task that runs: each continuation has to ask afresh.
    Identity,
    /// `gc.coro.share` at allocations; without it, gc-coro-prepare has to insert it.
    Share,
    /// One-shot continuations are called again. Off unless asked for.
    Reenter,
}

const ALL: [(Feature, &str); 28] = [
    (Feature::Awaits, "awaits"),
    (Feature::MultiShot, "multi-shot"),
    (Feature::OneShot, "one-shot"),
    (Feature::MixedReturns, "mixed-returns"),
    (Feature::ResultPhis, "result-phis"),
    (Feature::Branchless, "branchless"),
    (Feature::Unused, "unused"),
    (Feature::Prealloc, "prealloc"),
    (Feature::Acquire, "acquire"),
    (Feature::MixedStates, "mixed-states"),
    (Feature::TailResumes, "tail-resumes"),
    (Feature::Resumes, "resumes"),
    (Feature::Calls, "calls"),
    (Feature::Loops, "loops"),
    (Feature::Switches, "switches"),
    (Feature::Locals, "locals"),
    (Feature::LocalPointers, "local-pointers"),
    (Feature::LocalRefs, "local-refs"),
    (Feature::Vectors, "vectors"),
    (Feature::RefVectors, "ref-vectors"),
    (Feature::Aggregates, "aggregates"),
    (Feature::TaggedAggregates, "tagged-aggregates"),
    (Feature::Objects, "objects"),
    (Feature::Derived, "derived"),
    (Feature::DerivedArguments, "derived-arguments"),
    (Feature::Identity, "identity"),
    (Feature::Share, "share"),
    (Feature::Reenter, "reenter"),
];

/// A set of features.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Features(u32);

impl Default for Features {
    fn default() -> Self {
        let all = ALL.iter().fold(0, |bits, (feature, _)| bits | 1 << *feature as u32);
        Self(all).without(Feature::Reenter)
    }
}

impl Features {
    /// No feature at all.
    pub fn none() -> Self {
        Self(0)
    }

    pub fn has(self, feature: Feature) -> bool {
        self.0 & 1 << feature as u32 != 0
    }

    #[must_use]
    pub fn with(self, feature: Feature) -> Self {
        Self(self.0 | 1 << feature as u32)
    }

    #[must_use]
    pub fn without(self, feature: Feature) -> Self {
        Self(self.0 & !(1 << feature as u32))
    }

    /// A feature by its name.
    pub fn named(name: &str) -> Option<Feature> {
        ALL.iter().find(|(_, candidate)| *candidate == name).map(|(feature, _)| *feature)
    }

    /// The names of all features.
    pub fn names() -> impl Iterator<Item = &'static str> {
        ALL.iter().map(|(_, name)| *name)
    }

    /// Each program goes without some: what all programs had in common, none would test.
    pub(super) fn for_one_program(self, rng: &mut Rng) -> Self {
        const OPTIONAL: [Feature; 18] = [
            Feature::MixedReturns,
            Feature::ResultPhis,
            Feature::Branchless,
            Feature::Unused,
            Feature::TailResumes,
            Feature::Resumes,
            Feature::Calls,
            Feature::Loops,
            Feature::Switches,
            Feature::Locals,
            Feature::LocalPointers,
            Feature::LocalRefs,
            Feature::Vectors,
            Feature::RefVectors,
            Feature::Aggregates,
            Feature::TaggedAggregates,
            Feature::Derived,
            Feature::Identity,
        ];
        let percent = rng.pick(&[0, 15, 40]);
        let mut kept = self;
        for feature in OPTIONAL {
            if rng.chance(percent) {
                kept = kept.without(feature);
            }
        }
        if rng.chance(20) {
            kept = kept.without(rng.pick(&[Feature::OneShot, Feature::MultiShot]));
        }
        // One kind of continuation has to be left.
        let kinds = [Feature::OneShot, Feature::MultiShot];
        if kinds.iter().all(|&kind| !kept.has(kind)) {
            for kind in kinds.into_iter().filter(|&kind| self.has(kind)) {
                kept = kept.with(kind);
            }
        }
        kept
    }
}
