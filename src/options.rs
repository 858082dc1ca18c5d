//! What the passes are asked to do.

pub use gc_coro_core::spill::shared_code::Sharing;

use crate::gc::Model;
use crate::ir::HostAnalyses;

/// What [`split_module`](crate::split_module) is asked to do: the parameters of the pass `gc-coro-split`.
///
/// # Examples
///
/// ```
/// let mut options = gc_coro::SplitOptions::default();
/// options.strict = true;
/// options.model = Some("julia".parse()?);
/// # Ok::<(), gc_coro::ModelError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SplitOptions {
    /// Values that are never live at the same suspend point share a slot (`packing`, on by default).
    pub packing: bool,
    /// Only functions marked `"gc-coro"` are split (`marked-only`, off by default).
    pub marked_only: bool,
    /// Functions with `llvm.coro.*` are split (`coroutines`, on by default).
    pub coroutines: bool,
    /// Functions with `gc.coro.*` are split (`awaits`, on by default).
    pub awaits: bool,
    /// Callers provide memory in the place of allocations where that is proven to be right (`elide`, on by default).
    pub elide: bool,
    /// What the proof of each such elision says is checked when the program runs, by the functions of `include/gc_coro_elision.h`
    /// (`check-elision`, off by default).
    pub check_elision: bool,
    /// What is most likely a mistake ([`Warning`](crate::Warning)) is an error (`strict`, off by default).
    pub strict: bool,
    /// Spill plans are checked whatever that costs (`check-plans`, off by default: then those of very large coroutines are not).
    pub check_plans: bool,
    /// [`SplitReport::frames`](crate::SplitReport::frames) is filled (off by default; it takes time).
    pub report: bool,
    /// A frame of more bytes is warned of (`frame-larger-than=`).
    pub frame_larger_than: Option<u64>,
    /// Which continuations of functions with `gc.coro.*` share code (`share-code=`).
    pub share_code: Sharing,
    /// The collector model of functions that do not say themselves (`gc=`); without one, LLVM's `gc "name"` decides.
    pub model: Option<Model>,
    /// The pass manager that runs the split, where one does.
    pub(crate) analyses: Option<HostAnalyses>,
    /// The invariant that is broken on purpose, for the tests that have to notice.
    #[cfg(feature = "test-faults")]
    pub(crate) fault: Option<Fault>,
}

impl Default for SplitOptions {
    fn default() -> Self {
        Self {
            packing: true,
            marked_only: false,
            coroutines: true,
            awaits: true,
            elide: true,
            check_elision: false,
            strict: false,
            check_plans: false,
            report: false,
            frame_larger_than: None,
            share_code: Sharing::BySize,
            model: None,
            analyses: None,
            #[cfg(feature = "test-faults")]
            fault: None,
        }
    }
}

impl SplitOptions {
    /// Whether any fault was asked for.
    pub fn is_faulty(&self) -> bool {
        Fault::ALL.iter().any(|(_, fault)| self.breaks(*fault))
    }

    /// Whether `fault` was asked for: never, but in a build for tests.
    pub(crate) fn breaks(&self, fault: Fault) -> bool {
        #[cfg(feature = "test-faults")]
        return self.fault == Some(fault);
        #[cfg(not(feature = "test-faults"))]
        {
            let _ = fault;
            false
        }
    }
}

/// What [`prepare_module`](crate::prepare_module) is asked to do: the parameters of the pass `gc-coro-prepare`. All of it
/// is off by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PrepareOptions {
    /// The collector model of functions that do not say themselves (`gc=`).
    pub model: Option<Model>,
    /// Only give back the attributes that coro-split of LLVM 19 and older takes away (`marks-only`).
    pub marks_only: bool,
    /// Also prepare coroutines (`llvm.coro.*`) that exceptions leave (`unwinding`). Only gc-coro can split them then.
    pub unwinding: bool,
    /// Of these only those with the attribute `"gc-coro"` (`marked-only`).
    pub marked_only: bool,
}

/// What [`verify_module`](crate::verify_module) is asked to do: the parameters of the pass `gc-coro-verify`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VerifyOptions {
    /// The collector model of functions that do not say themselves (`gc=`).
    pub model: Option<Model>,
    /// The stricter rules that hold directly after the frontend only, before an optimiser has run (`strong`).
    pub strong: bool,
    /// The stricter rules that hold directly before rewrite-statepoints-for-gc only (`final`).
    pub is_final: bool,
}

/// How [`frame_tables`](crate::frame_tables) and [`spill_plans`](crate::spill_plans) write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// A table for people.
    Text,
    /// An array with an object for each frame or plan, for tools.
    Json,
}

impl TableFormat {
    pub(crate) fn write<T: serde::Serialize>(self, reports: &[T], to_text: fn(&T) -> String) -> String {
        match self {
            TableFormat::Text => reports.iter().map(to_text).collect::<Vec<_>>().join("\n"),
            TableFormat::Json => serde_json::to_string_pretty(reports).unwrap_or_default() + "\n",
        }
    }
}

/// What breaks one of the invariants of frames that a collector can trust. Only a build with the feature `test-faults`
/// can be asked for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Derived pointers are stored as they are, without their base.
    RawDerived,
    /// Values are stored at their definition and not at the suspension.
    StoreAtDefinition,
    /// The maps leave out the values.
    EmptyMaps,
    /// The maps name all values at every suspension, the dead ones as well.
    FullMaps,
    /// Memory with tracked pointers is not nulled when the frame begins, nor when it dies.
    NoNulls,
    /// Structs and arrays of tracked pointers stay whole.
    WholeAggregates,
    /// The thread pointer is saved. Its documented name in options is `saved-identity`.
    SavedThreadPointer,
    /// Regions that keep objects reachable are not opened again.
    ClosedRegions,
    /// Addresses as integers are computed again.
    AddressAgain,
    /// Callers may keep the frame on their stack.
    Elision,
    /// Descriptors do not say where frames of other coroutines are inside of a frame.
    NoInnerFrames,
    /// The write barrier of a state that is filled again is left out.
    NoBarrier,
    /// A collection comes between the making of a frame and its filling.
    LateFill,
    /// Words of a state's pointer area that hold nothing are not nulled.
    IdleWords,
    /// Frames are kept in those of their callers without a proof.
    UnprovenElision,
    /// The continuation of a one-shot await does not note that it was called.
    OpenEntrance,
    /// gc-coro-landing-pads says of the calls that it makes that they never collect, so nothing is relocated after them.
    StaleLandingPads,
}

impl Fault {
    /// All of them with their names in `fault=`.
    pub const ALL: [(&'static str, Fault); 17] = [
        ("raw-derived", Fault::RawDerived),
        ("store-at-definition", Fault::StoreAtDefinition),
        ("empty-maps", Fault::EmptyMaps),
        ("full-maps", Fault::FullMaps),
        ("no-nulls", Fault::NoNulls),
        ("whole-aggregates", Fault::WholeAggregates),
        ("saved-identity", Fault::SavedThreadPointer),
        ("closed-regions", Fault::ClosedRegions),
        ("address-again", Fault::AddressAgain),
        ("elision", Fault::Elision),
        ("no-inner-frames", Fault::NoInnerFrames),
        ("no-barrier", Fault::NoBarrier),
        ("late-fill", Fault::LateFill),
        ("idle-words", Fault::IdleWords),
        ("unproven-elision", Fault::UnprovenElision),
        ("open-entrance", Fault::OpenEntrance),
        ("stale-landing-pads", Fault::StaleLandingPads),
    ];
}
