//! What a split did.

use crate::diag::Diagnostic;
use crate::emit::Plan;
use crate::passes::inner_frames::Placed;

pub use crate::passes::state_elision::StateElision;

/// What a split did, one entry for each coroutine, in module order.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct SplitReport {
    /// The coroutines that were split.
    pub split: Vec<SplitCoroutine>,
    /// What has become of each call of a function with awaits.
    pub states: Vec<StateElision>,
    /// What is most likely a mistake ([`Problem::Warning`](crate::Problem::Warning)).
    pub warnings: Vec<Diagnostic>,
    /// All that can be told of the frames of [`split`](Self::split), if [`SplitOptions::report`](crate::SplitOptions::report) asks
    /// for it.
    pub frames: Vec<gc_coro_report::Coroutine>,
    /// The coroutines that `marked_only` has left to LLVM's own split.
    pub left: Vec<String>,
}

/// One coroutine that was split.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SplitCoroutine {
    /// The ramp's name.
    pub function: String,
    /// Bytes of the frame, a multiple of `frame_align`.
    pub frame_bytes: u64,
    /// Alignment of the frame in bytes.
    pub frame_align: u64,
    /// Words of the frame that hold tracked pointers at some time.
    pub tracked_words: usize,
    /// Number of suspend points.
    pub suspends: usize,
    /// The coroutines whose frames are inside of this one's, one entry for each call.
    pub elided: Vec<String>,
    /// The coroutines that it calls and whose frames could be inside, but are not: the name, and the reason.
    pub not_elided: Vec<(String, &'static str)>,
}

impl SplitCoroutine {
    /// The entry of a coroutine that was split by `plan`.
    pub(crate) fn new(plan: Plan<'_>, placed: &Placed) -> Self {
        SplitCoroutine {
            function: plan.model_map.coroutine.name.clone(),
            frame_bytes: plan.frame.size,
            frame_align: plan.frame.align,
            tracked_words: plan.frame.tracked.words.len(),
            suspends: plan.canonical.suspends.len(),
            elided: placed.inside.iter().map(|callee| callee.name()).collect(),
            not_elided: placed.apart.iter().map(|(callee, reason)| (callee.name(), reason.text())).collect(),
        }
    }
}
