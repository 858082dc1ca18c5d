//! What is allowed and most likely not meant.

/// Something that is most likely a mistake.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Warning {
    /// The pointers of a collector in a frame that no collector knows.
    #[error(
        "'{value}' is needed after a suspend point and holds a pointer of the kind that the collector of '{other}' (gc \"{gc}\") tracks, but this coroutine has no collector model: no collector will find it in the frame; give the coroutine gc \"{gc}\" as well, or \"gc-coro-model\"=\"none\" if nothing in it is collected"
    )]
    NoCollector { value: String, other: String, gc: String },
    /// An address that no collector follows, in memory of the frame.
    #[error(
        "the variable '{variable}' is kept across a suspend point and holds the plain address of collected memory, or a number made of it, which no collector updates; keep the tracked pointer instead, and cast it after the suspend point"
    )]
    HiddenAddress { variable: String },
    /// LLVM's own split knows no collector.
    #[error(
        "the coroutine has gc \"{gc}\" but not the attribute \"gc-coro\", so it is left to LLVM's own split, whose frames hold tracked pointers that no collector finds; give it \"gc-coro\", or split all coroutines of the module (gc-coro-split without marked-only, or -gc-coro-split-all)"
    )]
    LeftToLlvm { gc: String },
    /// The wrong order of passes.
    #[error(
        "LLVM's own coro-split has split the coroutine already, and its frame has no descriptor by which a collector finds pointers; run gc-coro-split before coro-split"
    )]
    SplitByLlvm,
    /// The attribute that makes a function a coroutine to LLVM.
    #[error(
        "the function has an llvm.coro.begin that is not split, but not the attribute presplitcoroutine, so that no pass splits it; give it the attribute"
    )]
    NotPresplit,
    /// An await of another function: its activation would be captured.
    #[error(
        "the await is one of '{of}', as its first operand says, but stands in another function: it was inlined before gc-coro-prepare has run, or names the wrong one; run gc-coro-prepare before the inliner"
    )]
    AwaitOfAnother { of: String },
    /// The name of a collector, almost.
    #[error(
        "gc \"{gc}\" names no collector model, so that all pointers are plain data; did you mean gc \"{meant}\"?"
    )]
    UnknownCollector { gc: String, meant: &'static str },
    /// The name of an attribute, almost.
    #[error("the function attribute \"{attribute}\" is unknown and has no effect; did you mean \"{meant}\"?")]
    UnknownAttribute { attribute: String, meant: &'static str },
    /// A split that has nothing to do.
    #[error(
        "no function of the module is marked \"gc-coro\", so marked-only splits none of its coroutines ({count}; this is the first); mark them, or leave out marked-only"
    )]
    NothingMarked { count: usize },
}

impl Warning {
    /// The name of the remark.
    pub fn key(&self) -> &'static str {
        match self {
            Warning::NoCollector { .. } => "NoCollector",
            Warning::HiddenAddress { .. } => "HiddenAddress",
            Warning::LeftToLlvm { .. } => "LeftToLLVM",
            Warning::SplitByLlvm => "SplitByLLVM",
            Warning::NotPresplit => "NotPresplit",
            Warning::AwaitOfAnother { .. } => "AwaitOfAnother",
            Warning::UnknownCollector { .. } => "UnknownCollector",
            Warning::UnknownAttribute { .. } => "UnknownAttribute",
            Warning::NothingMarked { .. } => "NothingMarked",
        }
    }
}
