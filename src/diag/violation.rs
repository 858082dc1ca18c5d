//! The rules, each with the words for a frontend author: what is wrong, and what to do.
//!
//! The source of each group stands above it. A rule that belongs to one collector only is checked for functions of that
//! collector only.

use crate::gc::{ModelError, PointerKind};

/// A broken rule. Places and values are those of the diagnostic that carries it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    // Coroutines of every collector (docs of gc-coro; llvm/docs/Coroutines.rst) -------------------------------------
    /// The attribute `"gc-coro-model"`.
    #[error("attribute \"gc-coro-model\": {0}")]
    Model(ModelError),
    /// A rewritten statepoint knows the stack of one activation.
    #[error(
        "{name} in a coroutine that is not split yet: a suspension is no statepoint, so the relocated value would be old in the frame; run gc-coro-split before rewrite-statepoints-for-gc"
    )]
    StatepointBeforeSplit { name: String },
    /// A root registered with the stack.
    #[error(
        "llvm.gcroot in a coroutine: its slot may move to the frame, and the root stays registered for the stack; use tracked pointers of the collector model as values instead"
    )]
    RootInCoroutine,
    /// The second return would find another activation.
    #[error(
        "the call of '{callee}' can return twice, but the activation of a coroutine is gone after a suspension; move the call to a function of its own that does not suspend"
    )]
    ReturnsTwice { callee: String },
    /// What no split will ever look at.
    #[error(
        "{name} in a function that no split looks at; give the function the attribute presplitcoroutine, and run gc-coro-split"
    )]
    NeverSplit { name: String },
    /// A region has a begin in the same activation.
    #[error(
        "'{callee}' ends a region that does not begin in this function, so nothing was kept alive; begin the region again in each function that has its end"
    )]
    RegionWithoutBegin { callee: String },
    /// What a collector sees of a frame that LLVM believes nobody else knows.
    #[error(
        "the frame comes from '{callee}', which is declared {attribute}: LLVM may leave out stores to the frame that only the collector sees; take the attribute away"
    )]
    PrivateMemory { callee: String, attribute: &'static str },
    /// A collector finds an object by a tracked pointer to its beginning.
    #[error(
        "'{value}' is a managed pointer made by {how} and is needed after {point}, where the collector may move the object and has no base for it; make it of a tracked pointer by getelementptr, or again after it"
    )]
    NoBase { value: String, how: &'static str, point: String },

    // RewriteStatepointsForGC (llvm/docs/Statepoints.rst): what it leaves out without a word ---------------------------
    #[error(
        "the struct or array '{value}' holds managed pointers and is needed after {point}; RewriteStatepointsForGC does not update pointers in structs and arrays: take it apart with extractvalue before it, keep the pointers"
    )]
    AggregateAcross { value: String, point: String },
    #[error(
        "the alloca '{value}' holds a managed pointer at {point}; RewriteStatepointsForGC does not update pointers in allocas: keep the pointer as a value (mem2reg, sroa), or in an object"
    )]
    SlotAcross { value: String, point: String },
    #[error(
        "the alloca '{value}' holds a managed pointer at {point}, before llvm.coro.begin: it goes to the frame, but the frame is not there yet, and RewriteStatepointsForGC does not update pointers in allocas; store after llvm.coro.begin, or mark the callee \"gc-leaf-function\" if it cannot collect"
    )]
    SlotBeforeBegin { value: String, point: String },

    // Julia (src/llvm-gc-invariant-verifier.cpp, src/llvm-late-gc-lowering.cpp, doc/src/devdocs/llvm.md) ---------------
    #[error(
        "cast from address space {from} to {to}; allowed are 0 to 10, 11 and 12, and 10 to 11 and 12: keep the pointer of the first space and cast that"
    )]
    Cast { from: u32, to: u32 },
    #[error(
        "a {kind} pointer (address space {space}) is stored: no map could name its object; store the tracked pointer to the object (and an offset) instead"
    )]
    Stored { kind: &'static str, space: u32 },
    #[error("a {kind} pointer (address space {space}) is loaded; load a tracked pointer and derive it again")]
    Loaded { kind: &'static str, space: u32 },
    #[error("memory is accessed through a callee-rooted pointer (address space 12); use a derived one (11)")]
    ThroughCalleeRooted,
    #[error(
        "a {kind} pointer (address space {space}) is returned, but the caller has no base for it; return the tracked pointer (and an offset)"
    )]
    Returned { kind: &'static str, space: u32 },
    #[error(
        "{opcode} of a managed pointer: the number is another one when the object has moved; use getelementptr for addresses, julia.pointer_from_objref for plain ones"
    )]
    PointerAsNumber { opcode: &'static str },
    #[error(
        "getelementptr of a tracked pointer directly after the frontend; cast it to address space 11 first"
    )]
    TrackedElement,
    #[error("argument {number} of '{callee}' has type {found}; it must be {wanted}")]
    Argument { callee: String, number: u32, found: String, wanted: &'static str },
    #[error("'{callee}' has {found} arguments; it must have {wanted}")]
    ArgumentCount { callee: String, found: u32, wanted: &'static str },
    #[error("the result of '{callee}' has type {found}; it must be {wanted}")]
    Result { callee: String, found: String, wanted: &'static str },
    #[error("slot {number} of '{callee}' is null; name the field that was stored to")]
    NullSlot { callee: String, number: u32 },
    #[error("'{callee}' is made by LateLowerGCFrame only and means nothing before it; do not emit it")]
    AlreadyLowered { callee: String },
    #[error(
        "an invoke is left after the split, but LateLowerGCFrame looks at calls only, so that nothing would be rooted across it; use a call"
    )]
    Invoke,
    #[error(
        "a musttail call: LateLowerGCFrame takes the frame of the roots down between the call and the return, which LLVM does not accept; use a plain call"
    )]
    TailCallWithRoots,
    #[error(
        "the call of '{callee}' is marked tail and more than the return follows it: LLVM may leave out stores of roots that LateLowerGCFrame makes before it; take the mark away, or run gc-coro-split after the passes that set it"
    )]
    HiddenRoots { callee: String },
    #[error(
        "the call of '{callee}' stands before unreachable: AllocOpt takes such a path for an error that nothing escapes to; return instead"
    )]
    ReturnMarker { callee: String },
    #[error(
        "'{callee}' outside of the entry block, the only one where Julia's passes look for it; call it in the entry block (gc-coro-split asks again in each continuation)"
    )]
    TaskOutsideEntry { callee: String },
    #[error(
        "the tracked pointer '{value}' is needed after {point}, but the function has no task to root it with: without julia.get_pgcstack in the entry block or a parameter \"gcstack\" LateLowerGCFrame skips the function; add one"
    )]
    NoTask { value: String, point: String },
    #[error(
        "suspended between julia.except_enter and its pop_handler: the handler belongs to the stack of this activation; pop the handler before the suspension and enter it again after it"
    )]
    SuspendedInTry,
    #[error(
        "'{value}' is the plain address of an object by julia.pointer_from_objref and is needed after {point}, when the object may have moved; keep the tracked pointer and call julia.pointer_from_objref again after it"
    )]
    RawAddressAcross { value: String, point: String },

    // Frames (include/gc_coro.h) -----------------------------------------------------------------------------------
    #[error("the descriptor is wrong, so no runtime can read the frame: {detail}")]
    Descriptor { detail: String },
    #[error(
        "'{part}' does not carry the way to the descriptor before it: {detail}; a runtime would not find the map"
    )]
    PartWithoutDescriptor { part: String, detail: String },
    #[error(
        "the tracked pointer '{value}' is stored at byte {offset} of the frame, which no map of the descriptor names: the collector would not see it"
    )]
    NotInMaps { value: String, offset: i64 },
    #[error(
        "'{value}' is stored at byte {offset} of the frame, where the maps of the descriptor name a tracked pointer: the collector would follow it"
    )]
    NoPointer { value: String, offset: i64 },
    #[error(
        "a tracked pointer is loaded from byte {offset} of the frame, which no map of the descriptor names"
    )]
    LoadNotInMaps { offset: i64 },
    #[error(
        "the derived pointer '{value}' is stored in the frame; a frame holds tracked pointers to the beginning of objects: store the base, and derive it again"
    )]
    DerivedInFrame { value: String },
    #[error(
        "'{value}' is the identity of the running thread or task and is stored in the frame; the coroutine may be resumed by another one: ask for it again in each part"
    )]
    IdentityInFrame { value: String },
    #[error(
        "the tracked pointer '{value}' is stored at byte {offset} of the frame and {point} comes before the state whose map names it: the collector would move the object and not the word; store it after that"
    )]
    StoredTooEarly { value: String, offset: i64, point: String },
    #[error(
        "the state changes to one whose map names byte {offset} of the frame, but nothing has been stored there on some way: the collector would follow garbage; store the pointer or null first"
    )]
    NamedTooEarly { offset: i64 },
    #[error(
        "the frame of '{coroutine}' is on the stack of this function, where neither the stack map nor the runtime knows its pointers; allocate it with the function that makes frames known (stock coro-elide and coro_elide_safe do not fit a collector)"
    )]
    FrameOnStack { coroutine: String },
    #[error(
        "managed pointers are kept in the frame of '{coroutine}', but there is no descriptor '{coroutine}.gc_coro': it was split by a pass that does not know the collector, and the collector does not know the frame; run gc-coro-split instead of coro-split"
    )]
    SplitWithoutMaps { coroutine: String },
}

/// What a kind of pointer is called.
pub fn kind_name(kind: PointerKind) -> &'static str {
    match kind {
        PointerKind::Tracked => "tracked",
        PointerKind::Derived => "derived",
        PointerKind::CalleeRooted => "callee-rooted",
        PointerKind::Loaded => "loaded",
    }
}
