//! The rules that the verifier checks, each with the words for a frontend author: what is wrong, why, and what to do.
//!
//! The source of each group stands above it. A rule that belongs to one collector only is checked for functions of that
//! collector only.

use crate::gc::{ModelError, PointerKind};

/// A broken rule of the verifier. Places and values are those of the diagnostic that carries it.
///
/// [`std::fmt::Display`] gives the message: an error in one line, then lines that begin with `note: ` and `help: `.
#[allow(missing_docs, reason = "the fields of a variant are the names and numbers that its message shows")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Violation {
    // Coroutines of every collector (docs of gc-coro; llvm/docs/Coroutines.rst) -------------------------------------
    /// The attribute `"gc-coro-model"`.
    #[error("attribute \"gc-coro-model\": {0}")]
    Model(ModelError),
    /// A statepoint knows the stack of one activation.
    #[error(
        "{name} is in a coroutine that is not split yet\n\
         note: a suspension is no statepoint, so the relocated value would be old in the frame\n\
         help: run gc-coro-split before rewrite-statepoints-for-gc"
    )]
    StatepointBeforeSplit { name: String },
    /// A root registered with the stack.
    #[error(
        "llvm.gcroot is in a coroutine\n\
         note: its variable may move to the frame, but the root stays registered for the stack\n\
         help: use tracked pointers of the collector model as values instead"
    )]
    RootInCoroutine,
    /// The second return would find another activation.
    #[error(
        "the call of '{callee}' can return twice\n\
         note: the activation of a coroutine is gone after a suspension\n\
         help: move the call to a function of its own that does not suspend"
    )]
    ReturnsTwice { callee: String },
    /// What no split will ever look at.
    #[error(
        "{name} is in a function that no split looks at\n\
         help: give the function the attribute presplitcoroutine, and run gc-coro-split"
    )]
    NeverSplit { name: String },
    /// A region has a begin in the same activation.
    #[error(
        "'{callee}' ends a region that does not begin in this function\n\
         note: nothing was kept alive\n\
         help: begin the region again in each function that has its end"
    )]
    RegionWithoutBegin { callee: String },
    /// What a collector sees of a frame that LLVM believes nobody else knows.
    #[error(
        "the frame comes from '{callee}', which is declared {attribute}\n\
         note: LLVM may remove stores to the frame that only the collector sees\n\
         help: remove the attribute"
    )]
    PrivateMemory { callee: String, attribute: &'static str },
    /// A collector finds an object by a tracked pointer to its beginning.
    #[error(
        "'{value}' is a managed pointer made by {how} and is used after {point}\n\
         note: the collector may move the object there, and has no base pointer for it\n\
         help: compute it from a tracked pointer by getelementptr, or again after that"
    )]
    NoBase { value: String, how: &'static str, point: String },

    // RewriteStatepointsForGC (llvm/docs/Statepoints.rst): what it leaves out without a word ---------------------------
    /// A first-class aggregate.
    #[error(
        "the struct or array '{value}' holds managed pointers and is used after {point}\n\
         note: RewriteStatepointsForGC does not update pointers in structs and arrays\n\
         help: take it apart with extractvalue before that, and keep the pointers"
    )]
    AggregateAcross { value: String, point: String },
    /// A variable on the stack.
    #[error(
        "the alloca '{value}' holds a managed pointer at {point}\n\
         note: RewriteStatepointsForGC does not update pointers in allocas\n\
         help: keep the pointer as a value (mem2reg, sroa), or in an object"
    )]
    SlotAcross { value: String, point: String },
    /// A variable that goes to the frame, where there is no frame yet.
    #[error(
        "the alloca '{value}' holds a managed pointer at {point}, before llvm.coro.begin\n\
         note: there is no frame before llvm.coro.begin, and RewriteStatepointsForGC does not update pointers in allocas\n\
         help: store after llvm.coro.begin, or mark the callee \"gc-leaf-function\" if it cannot collect"
    )]
    SlotBeforeBegin { value: String, point: String },
    /// Memory of the caller's outgoing arguments.
    #[error(
        "the byval argument '{value}' holds a managed pointer at {point}\n\
         note: RewriteStatepointsForGC does not update pointers in memory of the stack\n\
         help: load the pointers where the function begins, before anything can collect, or use the argument after \
         llvm.coro.begin only"
    )]
    ByvalAcross { value: String, point: String },
    /// A `gc.relocate` takes the landing pad for a token.
    #[error(
        "the managed pointer '{value}' is live across {point}, or an argument of it, and the invoke has a landing pad\n\
         note: RewriteStatepointsForGC makes invalid code there, because the landing pad is no token\n\
         help: run gc-coro-landing-pads before rewrite-statepoints-for-gc"
    )]
    LandingPadAcross { value: String, point: String },

    // Julia (src/llvm-gc-invariant-verifier.cpp, src/llvm-late-gc-lowering.cpp, doc/src/devdocs/llvm.md) ---------------
    /// A cast between address spaces.
    #[error(
        "cast from address space {from} to {to}\n\
         note: allowed are casts from 0 to 10, 11 and 12, and from 10 to 11 and 12\n\
         help: keep the pointer of the first space, and cast that"
    )]
    Cast { from: u32, to: u32 },
    /// A store of a pointer that is not tracked.
    #[error(
        "a {kind} pointer (address space {space}) is stored\n\
         note: no map could name its object\n\
         help: store the tracked pointer to the object (and an offset) instead"
    )]
    Stored { kind: &'static str, space: u32 },
    /// A load of a pointer that is not tracked.
    #[error(
        "a {kind} pointer (address space {space}) is loaded\n\
         help: load a tracked pointer and derive it again"
    )]
    Loaded { kind: &'static str, space: u32 },
    /// An access through a pointer that only the caller keeps alive.
    #[error(
        "memory is accessed through a callee-rooted pointer (address space 12)\n\
         help: use a derived pointer (address space 11)"
    )]
    ThroughCalleeRooted,
    /// A result that is not tracked.
    #[error(
        "a {kind} pointer (address space {space}) is returned\n\
         note: the caller has no base pointer for it\n\
         help: return the tracked pointer (and an offset)"
    )]
    Returned { kind: &'static str, space: u32 },
    /// An address as a number.
    #[error(
        "{opcode} of a managed pointer\n\
         note: the number is another one when the object has moved\n\
         help: use getelementptr for addresses, julia.pointer_from_objref for plain ones"
    )]
    PointerAsNumber { opcode: &'static str },
    /// A rule of the frontend's output only.
    #[error(
        "getelementptr of a tracked pointer directly after the frontend\n\
         help: cast it to address space 11 first"
    )]
    TrackedElement,
    /// An argument of a function of the runtime.
    #[error("argument {number} of '{callee}' has type {found}; it must be {wanted}")]
    Argument { callee: String, number: u32, found: String, wanted: &'static str },
    /// The number of arguments of a function of the runtime.
    #[error("'{callee}' has {found} arguments; it must have {wanted}")]
    ArgumentCount { callee: String, found: u32, wanted: &'static str },
    /// The result of a function of the runtime.
    #[error("the result of '{callee}' has type {found}; it must be {wanted}")]
    Result { callee: String, found: String, wanted: &'static str },
    /// A field of a write barrier.
    #[error(
        "slot {number} of '{callee}' is null\n\
         help: name the field that was stored to"
    )]
    NullSlot { callee: String, number: u32 },
    /// A call that only a later pass makes.
    #[error(
        "'{callee}' is made by LateLowerGCFrame only and means nothing before it\n\
         help: do not emit it"
    )]
    AlreadyLowered { callee: String },
    /// An `invoke` after the split.
    #[error(
        "an invoke is left after the split\n\
         note: LateLowerGCFrame looks at calls only, so that nothing would be rooted across it\n\
         help: use a call"
    )]
    Invoke,
    /// A guaranteed tail call in a function with roots.
    #[error(
        "a musttail call is in a function with roots\n\
         note: the collector's late lowering removes the frame of the roots between the call and the return, which LLVM does not accept\n\
         help: use a plain call"
    )]
    TailCallWithRoots,
    /// A call marked `tail` in a function that may have roots.
    #[error(
        "the call of '{callee}' is marked tail in a function that may have roots\n\
         note: LLVM may remove the stores of roots that the collector's late lowering adds before it\n\
         help: remove the mark, or run gc-coro-split after the passes that set it"
    )]
    HiddenRoots { callee: String },
    /// A write barrier that the program's version of the collector does not have.
    #[error(
        "{version} has no write barrier '{name}'\n\
         help: name the barrier of that version, or name none: the collector model's is taken"
    )]
    BarrierOfOtherVersion { name: String, version: &'static str },
    /// A call of a function that marks a return.
    #[error(
        "the call of '{callee}' is before unreachable\n\
         note: AllocOpt takes such a path for an error that nothing escapes to\n\
         help: return instead"
    )]
    ReturnMarker { callee: String },
    /// Where the task comes from.
    #[error(
        "'{callee}' is outside of the entry block\n\
         note: Julia's passes look for it in the entry block only\n\
         help: call it in the entry block (gc-coro-split asks again in each continuation)"
    )]
    TaskOutsideEntry { callee: String },
    /// A function without a task.
    #[error(
        "the tracked pointer '{value}' is used after {point}, but the function has no task to root it with\n\
         note: LateLowerGCFrame skips a function without julia.get_pgcstack in the entry block or a parameter \"gcstack\"\n\
         help: add one of the two"
    )]
    NoTask { value: String, point: String },
    /// An exception handler that is open across a suspension.
    #[error(
        "suspended between julia.except_enter and its pop_handler\n\
         note: the handler belongs to the stack of this activation\n\
         help: pop the handler before the suspension, and enter it again after it"
    )]
    SuspendedInTry,
    /// Julia's collector reads the word before what it meets.
    #[error(
        "{what}, and nothing says what stands before it\n\
         note: Julia's collector reads the type tag in the word before each object that it meets\n\
         help: give the function the attribute \"gc-coro-object-header\": \"1\" is the tag of an object that is marked already"
    )]
    ObjectWithoutHeader { what: &'static str },
    /// The plain address of an object that may have moved.
    #[error(
        "'{value}' is the plain address of an object by julia.pointer_from_objref and is used after {point}\n\
         note: the object may have moved there\n\
         help: keep the tracked pointer, and call julia.pointer_from_objref again after that"
    )]
    RawAddressAcross { value: String, point: String },

    // Frames (include/gc_coro.h) -----------------------------------------------------------------------------------
    /// A field of the descriptor.
    #[error(
        "the descriptor is wrong: {detail}\n\
         note: no runtime can read the frame with it"
    )]
    Descriptor { detail: String },
    /// The prefix data of a clone.
    #[error(
        "the clone '{clone}' does not lead to the descriptor by the data before its first instruction: {detail}\n\
         note: a runtime would not find the pointer map of the frame"
    )]
    CloneWithoutDescriptor { clone: String, detail: String },
    /// A tracked pointer in a word that no map names.
    #[error(
        "the tracked pointer '{value}' is stored at byte {offset} of the frame, which no map of the descriptor names\n\
         note: the collector would not see it"
    )]
    NotInMaps { value: String, offset: i64 },
    /// Data in a word that a map names.
    #[error(
        "'{value}' is stored at byte {offset} of the frame, where the maps of the descriptor name a tracked pointer\n\
         note: the collector would follow it"
    )]
    NoPointer { value: String, offset: i64 },
    /// A tracked pointer from a word that no map names.
    #[error(
        "a tracked pointer is loaded from byte {offset} of the frame, which no map of the descriptor names\n\
         note: the collector would not have updated it"
    )]
    LoadNotInMaps { offset: i64 },
    /// A derived pointer in the frame.
    #[error(
        "the derived pointer '{value}' is stored in the frame\n\
         note: a frame holds tracked pointers to the beginning of objects\n\
         help: store the base pointer, and derive it again"
    )]
    DerivedInFrame { value: String },
    /// The thread or task in the frame.
    #[error(
        "'{value}' is the pointer to the running thread or task and is stored in the frame\n\
         note: another thread or task may resume the coroutine\n\
         help: ask for it again in each clone"
    )]
    ThreadPointerInFrame { value: String },
    /// A store before the state that tells the collector of it.
    #[error(
        "the tracked pointer '{value}' is stored at byte {offset} of the frame, and {point} is before the state whose \
         map names it\n\
         note: the collector would move the object and not update the word\n\
         help: store it after that"
    )]
    StoredTooEarly { value: String, offset: i64, point: String },
    /// A state whose map names a word that nothing has been stored to.
    #[error(
        "the state changes to one whose map names byte {offset} of the frame, but nothing has been stored there on some \
         path\n\
         note: the collector would follow garbage\n\
         help: store the pointer or null first"
    )]
    NamedTooEarly { offset: i64 },
    /// A frame that the stack map and the runtime do not know.
    #[error(
        "the frame of '{coroutine}' is on the stack of this function\n\
         note: neither the stack map nor the runtime knows its pointers\n\
         help: allocate it with the function that makes frames known (coro-elide and coro_elide_safe of LLVM do not fit a \
         collector)"
    )]
    FrameOnStack { coroutine: String },
    /// A frame of LLVM's own split.
    #[error(
        "managed pointers are kept in the frame of '{coroutine}', but there is no descriptor '{coroutine}.gc_coro'\n\
         note: a pass that does not know the collector has split it, and the collector does not know the frame\n\
         help: run gc-coro-split instead of coro-split"
    )]
    SplitWithoutMaps { coroutine: String },
}

/// What a kind of pointer is called.
pub fn kind_name(kind: PointerKind) -> &'static str {
    match kind {
        PointerKind::Tracked => "tracked",
        PointerKind::Owned => "owned",
        PointerKind::Derived => "derived",
        PointerKind::CalleeRooted => "callee-rooted",
        PointerKind::Loaded => "loaded",
    }
}
