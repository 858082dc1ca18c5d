//! What is allowed and most likely not meant.

/// Something that is most likely a mistake.
///
/// [`std::fmt::Display`] gives the message: a warning in one line, then lines that begin with `note: ` and `help: `.
#[allow(missing_docs, reason = "the fields of a variant are the names and numbers that its message shows")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Warning {
    /// The pointers of a collector in a frame that no collector knows.
    #[error(
        "'{value}' is used after a suspend point, but the coroutine has no collector model\n\
         note: it holds a pointer of the kind that the collector of '{other}' (gc \"{gc}\") tracks, and no collector will \
         find it in the frame\n\
         help: give the coroutine gc \"{gc}\" as well, or \"gc-coro-model\"=\"none\" if nothing in it is collected"
    )]
    NoCollector { value: String, other: String, gc: String },
    /// An address that no collector follows, in memory of the frame.
    #[error(
        "the variable '{variable}' is kept across a suspend point and holds the plain address of collected memory\n\
         note: no collector updates a plain address, or a number made of one\n\
         help: keep the tracked pointer instead, and cast it after the suspend point"
    )]
    HiddenAddress { variable: String },
    /// A reference that nothing can release.
    #[error(
        "the counted reference '{value}' is not used after suspend point {suspend} if the coroutine is {outcome} there\n\
         note: the frame owns it, and nothing releases it on this path\n\
         help: release it there"
    )]
    ReferenceNotReleased { value: String, outcome: &'static str, suspend: usize },
    /// A reference that is in no map.
    #[error(
        "the result '{value}' of gc.coro.own is not used\n\
         note: nothing releases the reference after the suspend point, and the frame does not hold it\n\
         help: release the result after the suspend point, or do not call gc.coro.own with a reference that is released before"
    )]
    OwnedNotUsed { value: String },
    /// LLVM's own split knows no collector.
    #[error(
        "the coroutine has gc \"{gc}\" but not the attribute \"gc-coro\", so it is left to LLVM's own split\n\
         note: no collector finds the tracked pointers in the frames of LLVM's split\n\
         help: give it \"gc-coro\", or split all coroutines of the module (gc-coro-split without marked-only, or \
         -gc-coro-split-all)"
    )]
    LeftToLlvm { gc: String },
    /// The wrong order of passes.
    #[error(
        "LLVM's own coro-split has split the coroutine already\n\
         note: its frame has no descriptor by which a collector finds pointers\n\
         help: run gc-coro-split before coro-split"
    )]
    SplitByLlvm,
    /// The attribute that makes a function a coroutine to LLVM.
    #[error(
        "the function has an llvm.coro.begin that is not split, but not the attribute presplitcoroutine\n\
         note: no pass splits a function without presplitcoroutine\n\
         help: give it the attribute"
    )]
    NotPresplit,
    /// An await of another function: its activation would be captured.
    #[error(
        "the await is one of '{of}', as its first operand says, but is in another function\n\
         note: it was inlined before gc-coro-prepare has run, or names the wrong function\n\
         help: run gc-coro-prepare before the inliner"
    )]
    AwaitOfAnother { of: String },
    /// The name of a collector, almost.
    #[error(
        "gc \"{gc}\" names no collector model, so that all pointers are plain data\n\
         help: did you mean gc \"{meant}\"?"
    )]
    UnknownCollector { gc: String, meant: &'static str },
    /// The name of an attribute, almost.
    #[error(
        "the function attribute \"{attribute}\" is unknown and has no effect\n\
         help: did you mean \"{meant}\"?"
    )]
    UnknownAttribute { attribute: String, meant: &'static str },
    /// More bytes than the user wants.
    #[error(
        "the frame has {bytes} bytes, and the limit is {limit}\n\
         note: {slot_bytes} bytes of it are {slot}\n\
         help: {help}"
    )]
    LargeFrame { bytes: u64, limit: u64, slot: String, slot_bytes: u64, help: String },
    /// A split that has nothing to do.
    #[error(
        "no function of the module is marked \"gc-coro\", so marked-only splits none of its coroutines\n\
         note: there are {count} of them; this is the first\n\
         help: mark them, or leave out marked-only"
    )]
    NothingMarked { count: usize },
}

impl Warning {
    /// The name of the remark that LLVM's `-pass-remarks-missed` and `-pass-remarks-output` show. It does not change.
    pub fn key(&self) -> &'static str {
        match self {
            Warning::NoCollector { .. } => "NoCollector",
            Warning::HiddenAddress { .. } => "HiddenAddress",
            Warning::ReferenceNotReleased { .. } => "ReferenceNotReleased",
            Warning::OwnedNotUsed { .. } => "OwnedNotUsed",
            Warning::LeftToLlvm { .. } => "LeftToLLVM",
            Warning::SplitByLlvm => "SplitByLLVM",
            Warning::NotPresplit => "NotPresplit",
            Warning::AwaitOfAnother { .. } => "AwaitOfAnother",
            Warning::UnknownCollector { .. } => "UnknownCollector",
            Warning::UnknownAttribute { .. } => "UnknownAttribute",
            Warning::LargeFrame { .. } => "LargeFrame",
            Warning::NothingMarked { .. } => "NothingMarked",
        }
    }
}
