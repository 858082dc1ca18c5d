//! What can be wrong with a coroutine, in words that its author can act on.
//!
//! A message is an error in one line, then lines with `note: ` (why it is one) and `help: ` (what to do);
//! [`Message`](crate::diag::Message) splits it.

use crate::abi::object_header::HeaderError;
use crate::diag::violation::Violation;
use crate::diag::warning::Warning;
use crate::gc::ModelError;

/// The rule that a coroutine breaks. The source of each is `llvm/docs/Coroutines.rst` unless it says otherwise.
///
/// [`std::fmt::Display`] gives the message: an error in one line, then lines that begin with `note: ` and `help: `.
#[allow(missing_docs, reason = "the fields of a variant are the names and numbers that its message shows")]
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Problem {
    /// A coroutine's structure needs exactly one `llvm.coro.begin` of an `llvm.coro.id` that is not split yet.
    #[error(
        "the function has suspend points but no llvm.coro.begin\n\
         help: emit exactly one llvm.coro.begin for its llvm.coro.id"
    )]
    MissingBegin,
    /// Nothing of `llvm.coro.id` and `llvm.coro.begin` is left, as coro-cleanup leaves a coroutine.
    #[error(
        "the function has suspend points but neither llvm.coro.id nor llvm.coro.begin\n\
         note: coro-cleanup removes both\n\
         help: run coro-cleanup after gc-coro-split"
    )]
    CleanedUp,
    /// A second `llvm.coro.begin`.
    #[error(
        "this is a second llvm.coro.begin\n\
         note: the first is '{first}'\n\
         help: emit exactly one llvm.coro.begin in a coroutine"
    )]
    SecondBegin { first: String },
    /// LLVM's coro-early makes invalid IR.
    #[error(
        "LLVM's coro-early cannot lower llvm.coro.noop where global variables are in address space {space}\n\
         help: use a coroutine of your own that does nothing"
    )]
    NoopElsewhere { space: u32 },
    /// A second `llvm.coro.id` of a coroutine that is not split.
    #[error(
        "this is a second llvm.coro.id\n\
         note: the first is '{first}'\n\
         help: emit exactly one llvm.coro.id in a coroutine"
    )]
    SecondId { first: String },
    /// LLVM's coro-early reports a fatal error.
    #[error(
        "this is a second llvm.coro.begin, which LLVM's coro-early does not take\n\
         note: the first is '{first}'\n\
         help: if a split coroutine was inlined here, run coro-early before the inliner"
    )]
    SecondBeginForCoroEarly { first: String },
    /// `llvm.coro.begin` whose first operand does not come from `llvm.coro.id`.
    #[error("the first operand of llvm.coro.begin must be the token of an llvm.coro.id call")]
    BeginWithoutId,
    /// The promise operand of `llvm.coro.id` is neither null nor an alloca.
    #[error("the promise of llvm.coro.id must be null or an alloca of the function, not '{value}'")]
    PromiseIsNoAlloca { value: String },
    /// `llvm.coro.alloc` or `llvm.coro.free` of an id that no `llvm.coro.begin` belongs to.
    #[error(
        "the first operand of {intrinsic} must be the token of the llvm.coro.id that the function's \
         llvm.coro.begin takes"
    )]
    OfAnotherId { intrinsic: &'static str },
    /// The token of `llvm.coro.id` says which coroutine an intrinsic is of.
    #[error(
        "the token of llvm.coro.id has a use that is not allowed\n\
         note: it is for llvm.coro.begin, llvm.coro.alloc and llvm.coro.free only\n\
         help: remove this use"
    )]
    IdUsedOtherwise,
    /// Memory of the stack that coroutines of other lowerings ask for.
    #[error(
        "{intrinsic} belongs to coroutines of another lowering than that of llvm.coro.id\n\
         help: use an alloca, or memory of the heap"
    )]
    AllocaOfOtherLowering { intrinsic: &'static str },
    /// There is a frame only after `llvm.coro.begin`.
    #[error(
        "{intrinsic} can be reached without llvm.coro.begin\n\
         note: there is no frame before llvm.coro.begin\n\
         help: call llvm.coro.begin on every path to it"
    )]
    BeforeBegin { intrinsic: &'static str },
    /// One frame is made, once.
    #[error(
        "llvm.coro.begin can be reached a second time\n\
         note: a coroutine has one frame\n\
         help: call llvm.coro.begin once, before every loop and every suspend point"
    )]
    BeginRunsAgain,
    /// The stack of the ramp is gone when the coroutine is resumed.
    #[error(
        "the memory of llvm.coro.begin is '{value}', an alloca of the coroutine itself\n\
         note: the alloca is gone when the coroutine is resumed\n\
         help: allocate the frame on the heap, or take memory of the caller"
    )]
    FrameInOwnStack { value: String },
    /// A naked function has no prologue, and its arguments cannot be used.
    #[error(
        "a naked function cannot be a coroutine\n\
         note: nothing but inline assembly may use its arguments"
    )]
    NakedFunction,
    /// `llvm.localescape` gives the offsets of allocas in the stack frame of their function.
    #[error(
        "llvm.localescape is in a coroutine\n\
         note: it names allocas of the stack frame, which is gone after a suspend point\n\
         help: pass the addresses of the variables instead"
    )]
    LocalEscape,
    /// The further arguments of a variadic call are in its caller's stack.
    #[error(
        "the argument list '{value}' is used after the suspend point\n\
         note: the variadic arguments of a call are gone after a suspension\n\
         help: read them before the first suspend point"
    )]
    VariadicAfterSuspend { value: String },
    /// A deoptimised frame returns from the function that was compiled.
    #[error(
        "llvm.experimental.deoptimize is called after a suspend point\n\
         note: it would return from a clone, which is not the function that was called\n\
         help: deoptimise before the first suspend point"
    )]
    DeoptimizeAfterSuspend,
    /// Nothing stands before a `catchpad` or `cleanuppad` (LLVM language reference).
    #[error(
        "the handler '{pad}' begins after the suspend point and takes the value '{value}'\n\
         note: no instruction that reloads the value from the frame can stand before the beginning of a handler\n\
         help: give the handler constants and allocas only, and load the value in the handler"
    )]
    OperandOfHandler { value: String, pad: String },
    /// A `musttail` call needs a caller of the same signature.
    #[error(
        "the musttail call of '{callee}' runs after the suspend point\n\
         note: there it is in a function '{signature}', whose signature is another\n\
         help: drop musttail, or call a function '{signature}'"
    )]
    TailCallAfterSuspend { callee: String, signature: String },
    /// The register of a `swifterror` value belongs to one call.
    #[error(
        "the swifterror value '{value}' is used after the suspend point\n\
         note: its register belongs to the call that began the activation\n\
         help: copy the error to an ordinary variable before the suspend point"
    )]
    SwiftErrorAcrossSuspend { value: String },
    /// `inalloca` arguments are built where the call will look for them.
    #[error(
        "the inalloca memory '{value}' is used after the suspend point\n\
         note: the arguments of a call must be on the stack of the activation that calls\n\
         help: build the arguments after the suspend point"
    )]
    ArgumentsAcrossSuspend { value: String },
    /// A stack pointer is one of one stack.
    #[error(
        "llvm.stackrestore takes the stack pointer '{value}', which was saved before the suspend point\n\
         note: the stack is another one after the suspend point\n\
         help: end the scope before the suspend point"
    )]
    StackRestoredAfterSuspend { value: String },
    /// Alignments are powers of two.
    #[error("the alignment of the promise, operand 0 of llvm.coro.id, must be 0 or a power of two")]
    PromiseAlignment,
    /// The promise's size is only known at run time.
    #[error("the promise '{value}' must be an alloca of constant size")]
    PromiseIsDynamic { value: String },
    /// An operand that must be a constant is none.
    #[error("operand {operand} of {intrinsic} must be a constant")]
    OperandNotConstant { intrinsic: &'static str, operand: u32 },
    /// `llvm.coro.save` and `llvm.coro.suspend` belong together one to one.
    #[error("an llvm.coro.save belongs to one llvm.coro.suspend, but this one is used by {uses}")]
    SharedSave { uses: usize },
    /// Structs and arrays with managed pointers are scalarised.
    #[error(
        "the struct or array '{value}' holds managed pointers and cannot be taken apart\n\
         note: {reason}\n\
         help: keep it in memory, or keep single fields of it"
    )]
    AggregateStaysWhole { value: String, reason: String },
    /// The token of `llvm.coro.suspend` is neither `none` nor a save's.
    #[error("the first operand of llvm.coro.suspend must be 'none' or the token of an llvm.coro.save")]
    SuspendWithoutSave,
    /// A dynamic alloca is on the stack of one activation; the frame's size is fixed.
    #[error(
        "the alloca '{value}' has no constant size and is used after the suspend point\n\
         note: the size of a frame is fixed when the coroutine is compiled\n\
         help: allocate it on the heap, or end its lifetime before the suspend point"
    )]
    DynamicAllocaAcrossSuspend { value: String },
    /// Each time an alloca is executed it makes new memory; the frame has one place for it.
    #[error(
        "the alloca '{value}' is executed again while an earlier one may still be used after the suspend point\n\
         note: the frame has one slot for it\n\
         help: move it to the entry block, end its lifetime with llvm.lifetime.end before it is executed again, or \
         allocate on the heap"
    )]
    AllocaInLoopAcrossSuspend { value: String },
    /// LLVM counts the bits of an object in 64 bits, and offsets are as wide as pointers.
    #[error(
        "the frame would be larger than offsets can count\n\
         note: most of it is '{value}', which is used after the suspend point\n\
         help: allocate '{value}' on the heap"
    )]
    FrameTooLarge { value: String },
    /// The maps of a frame name each tracked word.
    #[error(
        "the frame would hold more than {most} tracked pointers\n\
         note: most of them are in '{value}', which is used after the suspend point\n\
         help: keep them in an object of the collected heap",
        most = gc_coro_core::layout::limits::MOST_WORDS
    )]
    TooManyTrackedWords { value: String },
    /// A token has no representation in memory (LLVM language reference, "Token Type").
    #[error(
        "the token '{value}' is used after the suspend point\n\
         note: a token cannot be stored in a frame"
    )]
    TokenAcrossSuspend { value: String },
    /// Scalable vectors have no size at compile time.
    #[error(
        "'{value}' is used after the suspend point\n\
         note: the size of its type is not known when the coroutine is compiled, so no frame can hold it"
    )]
    UnsizedAcrossSuspend { value: String },
    /// `inalloca` and `preallocated` arguments live in the caller's outgoing area.
    #[error(
        "a coroutine cannot have the {attribute} argument '{value}'\n\
         note: its memory belongs to the call"
    )]
    ArgumentInCallerMemory { value: String, attribute: &'static str },
    /// `llvm.coro.size` and `llvm.coro.align` need an integer that holds the result.
    #[error("{intrinsic} has type {ty}, which cannot hold {value}")]
    ResultDoesNotFit { intrinsic: &'static str, ty: String, value: u64 },
    /// The function that `llvm.coro.await.suspend.*` is to call.
    #[error("operand 2 of {intrinsic} must be a function '{result} (ptr awaiter, ptr handle)'")]
    BadAwaitWrapper { intrinsic: &'static str, result: &'static str },
    /// An address computed before `llvm.coro.begin` by a phi or select, used after it.
    #[error(
        "'{value}' is an address of '{object}' that is chosen before llvm.coro.begin and used after it\n\
         help: compute it after llvm.coro.begin"
    )]
    AliasBeforeBegin { value: String, object: String },
    /// The attribute `"gc-coro-model"`, or a model that does not fit the data layout.
    #[error("collector model: {error}")]
    BadModel { error: ModelError },
    /// A pointer into an object, and no pointer to the object is known.
    #[error(
        "the derived pointer '{value}' is used after the suspend point, and its base pointer is not known\n\
         note: a collector that moves the object can update a derived pointer only together with its base\n\
         help: compute it after the suspend point, or from a tracked pointer by getelementptr, addrspacecast, phi or \
         select"
    )]
    DerivedWithoutBase { value: String },
    /// The collector finds no object where memory of the stack is.
    #[error(
        "the alloca '{value}' is in address space {space}, whose pointers are the collector's\n\
         note: the collector finds no object at an address of the stack\n\
         help: use another address space for it, such as 0"
    )]
    ManagedAlloca { value: String, space: u32 },
    /// As of an alloca: `byval` memory is of the stack.
    #[error(
        "the byval argument '{value}' is in address space {space}, whose pointers are the collector's\n\
         note: the collector finds no object at an address of the stack\n\
         help: use another address space for it, such as 0"
    )]
    ManagedByval { value: String, space: u32 },
    /// `llvm.gcroot` names a variable on the stack (`llvm/docs/GarbageCollection.rst`).
    #[error(
        "llvm.gcroot is in a coroutine\n\
         note: it marks a variable of the stack, and the variables of a coroutine move to its frame\n\
         help: use pointers in the address space of a collector model (gc=) instead"
    )]
    GcRoot,
    /// The split makes loads and calls that need statepoints too.
    #[error(
        "the function has statepoints already\n\
         note: what the split adds needs statepoints as well\n\
         help: run gc-coro-split before rewrite-statepoints-for-gc"
    )]
    StatepointBeforeSplit,
    /// What gc-coro-landing-pads cannot give to a function of its own.
    #[error(
        "a managed pointer is live across an invoke that cannot go to a function of its own: {why}\n\
         note: RewriteStatepointsForGC makes invalid code there, because the landing pad is no token\n\
         help: let no managed pointer be live there or an argument, or call a function of your own that makes the call"
    )]
    LandingPad { why: &'static str },
    /// A plain address of memory that the collector may move.
    #[error(
        "'{value}' is the plain address of collected memory and is used after the suspend point\n\
         note: the object may have moved during the suspension\n\
         help: take the address again after the suspend point"
    )]
    RawAddressAcrossSuspend { value: String },
    /// The thread pointer in a form that cannot be rematerialised.
    #[error(
        "'{value}' is the pointer to the running thread or task, chosen by a phi, and is used after the suspend \
         point\n\
         note: another thread may resume the coroutine\n\
         help: compute it again after the suspend point"
    )]
    ThreadPointerAcrossSuspend { value: String },
    /// Structs and arrays with managed pointers are scalarised; this one could not be.
    #[error(
        "the struct or array '{value}' holds managed pointers and is used after the suspend point\n\
         help: keep its fields instead"
    )]
    AggregateAcrossSuspend { value: String },
    /// A continuation has variables of its own, at other addresses.
    #[error(
        "'{value}' holds the address of a variable of this activation and is used after the await\n\
         note: a continuation has variables of its own, at other addresses\n\
         help: take the address again after the await"
    )]
    LocalAddressAcrossAwait { value: String },
    /// The maps of a frame name whole words that hold tracked pointers.
    #[error(
        "the alloca '{value}' is used after the suspend point and can hold pointers that a collector cannot update \
         in a frame\n\
         note: they are derived, are not at a multiple of the pointer size, or its type does not tell where they are\n\
         help: keep the tracked pointer and the offset instead"
    )]
    UnmappableMemory { value: String },
    /// A frame owns what it holds, and `gc.coro.own` says so.
    #[error(
        "the counted reference '{value}' is used after the suspend point, and nothing says that the frame owns it\n\
         note: an optimiser may have kept a reference there that is released already, or one for two\n\
         help: call gc.coro.own with it before the suspend point, and use the result after it"
    )]
    ReferenceNotOwned { value: String },
    /// What is owned has to be said at each suspend point.
    #[error(
        "the counted reference '{value}' is used after suspend point {suspend}, and its gc.coro.own is in another block\n\
         note: what stands between the two may release it, or choose between references\n\
         help: call gc.coro.own with it directly before suspend point {suspend}, again if it was called before"
    )]
    OwnedElsewhere { value: String, suspend: usize },
    /// Nothing says which words of memory are still owned.
    #[error(
        "the alloca '{value}' is used after the suspend point and holds counted references\n\
         note: nothing says which of them the frame still owns\n\
         help: keep them in SSA values and call gc.coro.own with each, or keep them in memory of plain pointers that \
         no collector sees"
    )]
    OwnedMemory { value: String },
    /// Frames of the await dialect have no destroy function.
    #[error(
        "the counted reference '{value}' is used after the await\n\
         note: nothing releases what the frame of an await owns: it has no destroy function\n\
         help: suspend with llvm.coro.suspend, or use a tracked pointer"
    )]
    OwnedAcrossAwait { value: String },
    /// What has no effect, LLVM moves and merges.
    #[error(
        "gc.coro.own is declared as a function that writes no memory\n\
         note: LLVM moves and merges such calls, so they cannot say what a frame owns at a suspend point\n\
         help: declare it noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)"
    )]
    OwnWithoutEffect,
    /// A region that keeps objects reachable has one token; two activations cannot share it.
    #[error(
        "the region that begins with '{value}' is open at the suspend point and begins again in the same clone\n\
         help: end it before the suspend point"
    )]
    RegionBeginsTwice { value: String },
    /// What `gc-coro-verify` finds.
    #[error(transparent)]
    Collector(Violation),
    /// An await with flag 2 captures something.
    #[error(
        "the await is marked as one without state (flag 2), but '{value}' is used after it in the continuation\n\
         help: compute '{value}' in the continuation, or clear the flag"
    )]
    StateNotWanted { value: String },
    /// Memory of the caller that a continuation needs is copied at entry.
    #[error(
        "the argument '{value}' points to memory of the caller, which is used after an await and cannot be copied\n\
         note: it is not known where the memory holds tracked pointers\n\
         help: give the parameter the attribute byref(<type>)"
    )]
    UntypedReference { value: String },
    /// The same of memory of a scalable type, or of more bytes than can be counted.
    #[error(
        "the argument '{value}' points to memory of the caller, which is used after an await and cannot be copied\n\
         note: the size of its type is not known when the function is compiled\n\
         help: pass a pointer to an object that exists until the function returns"
    )]
    ReferenceOfUnknownSize { value: String },
    /// A function of the runtime that the module has to declare and the coroutine to name.
    #[error(
        "the function attribute \"{attribute}\" is missing\n\
         help: name the function that allocates frames with it"
    )]
    HookMissing { attribute: &'static str },
    /// A size query that has no answer.
    #[error(
        "the size of '{callee}' is not known before it is split\n\
         help: run await-size after gc-coro-split"
    )]
    SizeNotKnownYet { callee: String },
    /// A size query for an ordinary function.
    #[error(
        "'{callee}' has no size, because it is no coroutine that gc-coro has split\n\
         help: give it the attribute \"gc-coro\", and split it"
    )]
    SizeOfNoCoroutine { callee: String },
    /// A buffer in a frame whose size is the frame's own.
    #[error(
        "the size of the alloca '{value}' depends on the size of the frame that would hold it\n\
         note: '{value}' is used after the suspend point, so that the frame would contain itself\n\
         help: allocate it on the heap, or end its lifetime before the suspend point"
    )]
    SizeDependsOnItself { value: String },
    /// The attribute asks for a split, and nothing is split.
    #[error(
        "the coroutine has the attribute \"gc-coro\", which asks for a split, but not presplitcoroutine\n\
         note: no pass splits a function without presplitcoroutine\n\
         help: give it presplitcoroutine as well"
    )]
    NotPresplit,
    /// A function of the runtime that the split makes calls of.
    #[error(
        "'{name}', which the function attribute \"{attribute}\" names, is {found}\n\
         help: name a function of type '{wanted}'"
    )]
    HookType { attribute: &'static str, name: String, found: String, wanted: String },
    /// The attribute `"gc-coro-object-header"`.
    #[error("attribute \"gc-coro-object-header\": {0}")]
    ObjectHeader(HeaderError),
    /// What is allowed, but most likely not meant: an error only where the user wants such to be errors.
    #[error(transparent)]
    Warning(Warning),
    /// A call of the await dialect that breaks its rules (`docs/reference/dialect.md`).
    #[error("{rule}")]
    MalformedAwait { rule: &'static str },
    /// A name that begins like the dialect's.
    #[error(
        "'{name}' is no function of the await dialect{guess}\n\
         note: its functions are {known}, each with a suffix for its types or without"
    )]
    UnknownDialectCall { name: String, guess: String, known: String },
    /// The functions of the dialect have no code.
    #[error(
        "the address of '{name}' is used\n\
         note: a function of the await dialect has no code and no address\n\
         help: call it"
    )]
    DialectAddressUsed { name: String },
    /// An operand of a call of the dialect.
    #[error("argument {number} of '{callee}' has type {found}; it must be {wanted}")]
    DialectArgument { callee: String, number: u32, found: String, wanted: &'static str },
    /// The number of operands of a call of the dialect.
    #[error("'{callee}' has {found} arguments; it must have {wanted}")]
    DialectArgumentCount { callee: String, found: u32, wanted: &'static str },
    /// The result of a call of the dialect.
    #[error("the result of '{callee}' has type {found}; it must be {wanted}")]
    DialectResult { callee: String, found: String, wanted: &'static str },
    /// An operand that has to be the address of a function.
    #[error("'{callee}' takes the address of a function with awaits, and '{value}' is none")]
    NotAFunction { callee: String, value: String },
    /// Inlined by an optimiser, or not marked by the frontend.
    #[error(
        "'{callee}' is in a function without the attribute \"gc-coro\"\n\
         note: it would capture the activation of another function: it was inlined, or gc-coro-prepare has not run\n\
         help: give the function that it belongs to presplitcoroutine, noinline and \"gc-coro\""
    )]
    OutsideCoroutine { callee: String },
    /// Which pointers the frame may hold is not known.
    #[error(
        "'{callee}' is in a function without a collector model\n\
         note: nothing says which pointers are tracked\n\
         help: give the function gc \"julia\" (or another) or the attribute \"gc-coro-model\", or the pass the \
         parameter gc="
    )]
    NoCollector { callee: String },
    /// An await has no exceptional exit path.
    #[error(
        "'{callee}' is invoked\n\
         note: it throws nothing\n\
         help: call it"
    )]
    DialectInvoked { callee: String },
    /// Code that runs while an exception is handled.
    #[error(
        "'{callee}' is after '{pad}', where an exception is handled\n\
         note: the exception belongs to the stack of this activation\n\
         help: leave the handler before it"
    )]
    AwaitInHandler { callee: String, pad: String },
    /// Two paths to suspend, of which only one could be the frame's.
    #[error(
        "'{callee}' and {other} are in one function\n\
         note: a coroutine is of one dialect\n\
         help: move one of them to a function of its own"
    )]
    MixedDialects { callee: String, other: &'static str },
    /// The state of an await that may be called again.
    #[error(
        "the state '{value}' is given to an await that is not one-shot\n\
         note: a state holds what one await captures, once\n\
         help: set flag 1, or give null"
    )]
    StateNotOneShot { value: String },
    /// The state of an await without state.
    #[error(
        "the state '{value}' is given to an await that is marked as one without state (flag 2)\n\
         help: give null, or clear the flag"
    )]
    StateWithoutState { value: String },
    /// Memory that is not known to be a frame.
    #[error(
        "the state '{value}' is not made by gc.coro.prealloc or gc.coro.acquire in this function, or a phi or select \
         of such\n\
         note: nothing says that it has enough room\n\
         help: pass the buffer and acquire it here, or give null"
    )]
    StateOfUnknownOrigin { value: String },
    /// An await makes a frame, or fills one.
    #[error(
        "the state '{value}' is null on some paths, and a state on others\n\
         help: give a state on all of them, or use two awaits"
    )]
    StateSometimesNull { value: String },
    /// States of two functions differ in size.
    #[error(
        "the state '{value}' is made for '{owner}', but given to an await of '{function}'\n\
         note: '{function}' may need more room\n\
         help: name the same function in both"
    )]
    StateOfAnother { value: String, owner: String, function: String },
    /// `gc.coro.return` without a `ret`.
    #[error(
        "no ret is reached from '{callee}', which says what the next one returns\n\
         help: return after it"
    )]
    ReturnNotReached { callee: String },
    /// `gc.coro.return` where the function's own type counts.
    #[error(
        "gc.coro.return gives {found}, but returns from '{callee}' itself on some path, which returns {wanted}\n\
         help: give another type only where the await has been resumed"
    )]
    ReturnOfAnotherType { callee: String, found: String, wanted: String },
    /// A `ret` of the function's type in a continuation of another.
    #[error(
        "the continuation returns {wanted} by gc.coro.return, but a path leads to this ret without one\n\
         help: call gc.coro.return on each path"
    )]
    ReturnNotSaid { wanted: String },
    /// Memory of the caller's, which is gone when a continuation runs.
    #[error(
        "the {attribute} argument '{value}' is used after the await in the continuation\n\
         note: its memory belongs to the call that began the activation\n\
         help: return a result by gc.coro.return; copy other memory before the await (gc-coro-prepare does so)"
    )]
    CallersMemoryAcrossAwait { value: String, attribute: &'static str },
    /// The module was not valid before the split.
    #[error(
        "the function is no valid IR\n\
         note: {detail}\n\
         help: run LLVM's verifier on it (opt -passes=verify)"
    )]
    BrokenInput { detail: String },
    /// The plan of the split does not give each use its value: a defect of gc-coro. No IR was changed.
    #[error(
        "the spill plan is wrong: {detail}\n\
         note: this is a defect of gc-coro\n\
         help: please report it, with the input"
    )]
    BadPlan { detail: String },
    /// The result of the split breaks a rule of LLVM: a defect of gc-coro.
    #[error(
        "the split left broken IR: {detail}\n\
         note: this is a defect of gc-coro\n\
         help: please report it, with the input"
    )]
    Internal { detail: String },
}
