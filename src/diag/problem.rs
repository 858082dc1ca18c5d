//! What can be wrong with a coroutine, in words that its author can act on.

use std::fmt;

use crate::gc::ModelError;

/// One problem of a module, with the place where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The function's name in the IR.
    pub function: String,
    /// The offending instruction as `llvm-dis` prints it, where there is one.
    pub instruction: Option<String>,
    /// `file:line:column` under `-g`.
    pub location: Option<String>,
    /// What is wrong.
    pub problem: Problem,
}

/// The rule that a coroutine breaks. The source of each is `llvm/docs/Coroutines.rst` unless it says otherwise.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A coroutine's structure needs exactly one `llvm.coro.begin` of an `llvm.coro.id` that is not split yet.
    #[error(
        "the function has suspend points but no llvm.coro.begin; emit exactly one llvm.coro.begin for its llvm.coro.id"
    )]
    MissingBegin,
    /// Nothing of `llvm.coro.id` and `llvm.coro.begin` is left, as coro-cleanup leaves a coroutine.
    #[error(
        "the function has suspend points but neither llvm.coro.id nor llvm.coro.begin; has coro-cleanup run already? It must come after the split"
    )]
    CleanedUp,
    /// A second `llvm.coro.begin`.
    #[error("a coroutine has exactly one llvm.coro.begin, this is a further one; the first is '{first}'")]
    SecondBegin { first: String },
    /// LLVM's coro-early makes invalid IR.
    #[error(
        "LLVM's coro-early cannot make llvm.coro.noop where global variables are in address space {space}; use a coroutine of your own that does nothing"
    )]
    NoopElsewhere { space: u32 },
    /// A second `llvm.coro.id` of a coroutine that is not split.
    #[error("a coroutine has exactly one llvm.coro.id, this is a further one; the first is '{first}'")]
    SecondId { first: String },
    /// LLVM's coro-early reports a fatal error.
    #[error(
        "LLVM's coro-early takes one llvm.coro.begin in a function, this is a further one; the first is '{first}'; if a coroutine that is split was inlined here, run coro-early before the inliner"
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
        "the first operand of {intrinsic} must be the token of the llvm.coro.id that the function's llvm.coro.begin takes"
    )]
    OfAnotherId { intrinsic: &'static str },
    /// The token of `llvm.coro.id` says which coroutine an intrinsic is of.
    #[error(
        "the token of llvm.coro.id is for llvm.coro.begin, llvm.coro.alloc and llvm.coro.free only; remove this use of it"
    )]
    IdUsedOtherwise,
    /// Memory of the stack that coroutines of other lowerings ask for.
    #[error(
        "{intrinsic} belongs to coroutines of another lowering than that of llvm.coro.id; use an alloca, or the heap"
    )]
    AllocaOfOtherLowering { intrinsic: &'static str },
    /// There is a frame only after `llvm.coro.begin`.
    #[error(
        "{intrinsic} can be reached without llvm.coro.begin, but there is no frame before it; call llvm.coro.begin on every path to it"
    )]
    BeforeBegin { intrinsic: &'static str },
    /// One frame is made, once.
    #[error(
        "llvm.coro.begin can be reached a second time, but a coroutine has one frame; call it once, before every loop and every suspend point"
    )]
    BeginRunsAgain,
    /// The stack of the ramp is gone when the coroutine is resumed.
    #[error(
        "the memory that llvm.coro.begin takes is '{value}', an alloca of the coroutine itself, which is gone when it is resumed; allocate the frame on the heap, or take memory of the caller"
    )]
    FrameInOwnStack { value: String },
    /// A naked function has no prologue, and its arguments cannot be used.
    #[error("a naked function cannot be a coroutine: nothing but inline assembly may use its arguments")]
    NakedFunction,
    /// `llvm.localescape` gives the offsets of allocas in the stack frame of their function.
    #[error(
        "llvm.localescape names allocas of this activation's stack, which is gone after a suspend point; pass their addresses instead"
    )]
    LocalEscape,
    /// The further arguments of a variadic call are in its caller's stack.
    #[error(
        "the argument list '{value}' is used after the suspend point, but the further arguments of a call are gone then; read them before the first suspend point"
    )]
    VariadicAfterSuspend { value: String },
    /// A deoptimised frame returns from the function that was compiled.
    #[error(
        "llvm.experimental.deoptimize after a suspend point would return from another function than the one that was called; deoptimise before the first suspend point"
    )]
    DeoptimizeAfterSuspend,
    /// Nothing stands before a `catchpad` or `cleanuppad` (LLVM language reference).
    #[error(
        "the handler '{pad}' begins after the suspend point and takes the value '{value}', but nothing can stand before the beginning of a handler to fetch it from the frame; give it constants and allocas, and fetch the value in the handler"
    )]
    OperandOfHandler { value: String, pad: String },
    /// A `musttail` call needs a caller of the same signature.
    #[error(
        "the musttail call of '{callee}' runs after the suspend point, in a function '{signature}', whose signature is another; drop musttail, or call a function '{signature}'"
    )]
    TailCallAfterSuspend { callee: String, signature: String },
    /// The register of a `swifterror` value belongs to one call.
    #[error(
        "the swifterror value '{value}' is used after the suspend point, but its register belongs to the call that made the activation; copy the error to an ordinary variable before"
    )]
    SwiftErrorOutlivesSuspend { value: String },
    /// `inalloca` arguments are built where the call will look for them.
    #[error(
        "the alloca '{value}' is the place of arguments of a call (inalloca) and is needed after the suspend point, but they must be on the stack of the activation that calls; build them after the suspend point"
    )]
    ArgumentsOutliveSuspend { value: String },
    /// A stack pointer is one of one stack.
    #[error(
        "the stack pointer '{value}' that llvm.stackrestore takes was saved before the suspend point, but the stack is another one after it; end the scope before the suspend point"
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
    #[error("an llvm.coro.save belongs to one llvm.coro.suspend; this save is used by {uses}")]
    SharedSave { uses: usize },
    /// Structs and arrays with managed pointers are taken apart.
    #[error(
        "the struct or array '{value}' holds managed pointers and cannot be taken apart: {reason}; keep it in memory, or keep single fields of it"
    )]
    AggregateStaysWhole { value: String, reason: String },
    /// The token of `llvm.coro.suspend` is neither `none` nor a save's.
    #[error("the first operand of llvm.coro.suspend must be 'none' or the token of an llvm.coro.save")]
    SuspendWithoutSave,
    /// A dynamic alloca lives on the stack of one activation; the frame's size is fixed.
    #[error(
        "the alloca '{value}' has no constant size but is used after the suspend point; allocate it on the heap, or end its life before"
    )]
    DynamicAllocaOutlivesSuspend { value: String },
    /// Each time an alloca is executed it makes new memory; the frame has one place for it.
    #[error(
        "the alloca '{value}' is executed again while an earlier one may still be used, and is needed after the suspend point, but the frame has one place for it; move it to the entry block, end its life with llvm.lifetime.end before it is executed again, or allocate on the heap"
    )]
    AllocaInLoopOutlivesSuspend { value: String },
    /// LLVM counts the bits of an object in 64 bits, and offsets are as wide as pointers.
    #[error(
        "the frame would be larger than offsets can count, most of it for '{value}', which is needed after the suspend point; allocate it on the heap"
    )]
    FrameTooLarge { value: String },
    /// The maps of a frame name each tracked word.
    #[error(
        "the frame would hold more than {most} tracked pointers, most of them in '{value}', which is needed after the suspend point; keep them in an object of the collected heap",
        most = gc_coro_core::layout::limits::MOST_WORDS
    )]
    TooManyTrackedWords { value: String },
    /// A token has no representation in memory (LLVM language reference, "Token Type").
    #[error("the token '{value}' is used after the suspend point, but no frame can hold a token")]
    TokenOutlivesSuspend { value: String },
    /// Scalable vectors have no size at compile time.
    #[error(
        "'{value}' is used after the suspend point, but the size of its type is not known at compile time"
    )]
    UnsizedOutlivesSuspend { value: String },
    /// `inalloca` and `preallocated` arguments live in the caller's outgoing area.
    #[error("a coroutine cannot have the {attribute} argument '{value}': its memory belongs to the call")]
    ArgumentInCallerMemory { value: String, attribute: &'static str },
    /// `llvm.coro.size` and `llvm.coro.align` need an integer that holds the result.
    #[error("{intrinsic} has type {ty}, which cannot hold {value}")]
    ResultDoesNotFit { intrinsic: &'static str, ty: String, value: u64 },
    /// The function that `llvm.coro.await.suspend.*` is to call.
    #[error("operand 2 of {intrinsic} must be a function '{result} (ptr awaiter, ptr handle)'")]
    BadAwaitWrapper { intrinsic: &'static str, result: &'static str },
    /// An address computed before `llvm.coro.begin` by a phi or select, used after it.
    #[error(
        "'{value}' is an address of '{object}' that is chosen before llvm.coro.begin and used after it; compute it after llvm.coro.begin"
    )]
    AliasBeforeBegin { value: String, object: String },
    /// The attribute `"gc-coro-model"`, or a model that does not fit the data layout.
    #[error("collector model: {error}")]
    BadModel { error: ModelError },
    /// A pointer into an object, and no pointer to the object is known.
    #[error(
        "the derived pointer '{value}' is used after the suspend point, but the tracked pointer that it is derived from is unknown; compute it after the suspend point, or from a tracked pointer by getelementptr, addrspacecast, phi or select"
    )]
    DerivedWithoutBase { value: String },
    /// The collector finds no object where memory of the stack is.
    #[error(
        "the alloca '{value}' is in address space {space}, whose pointers are the collector's, but memory of the stack is not; make it in an address space of its own, such as 0"
    )]
    ManagedAlloca { value: String, space: u32 },
    /// As of an alloca: `byval` memory is of the stack.
    #[error(
        "the byval argument '{value}' is in address space {space}, whose pointers are the collector's, but memory of the stack is not; pass it in an address space of its own, such as 0"
    )]
    ManagedByval { value: String, space: u32 },
    /// `llvm.gcroot` names a variable on the stack (`llvm/docs/GarbageCollection.rst`).
    #[error(
        "llvm.gcroot marks a variable of the stack, and a coroutine's variables move to its frame; use pointers in the address space of a collector model (gc=) instead"
    )]
    GcRoot,
    /// The split makes loads and calls that need statepoints too.
    #[error("the function has statepoints already; run gc-coro-split before rewrite-statepoints-for-gc")]
    StatepointBeforeSplit,
    /// A plain address of memory that the collector may move.
    #[error(
        "'{value}' is the plain address of collected memory and is used after the suspend point, when the object may have moved; ask for it again after the suspend point"
    )]
    RawAddressOutlivesSuspend { value: String },
    /// The thread's or task's identity in a form that cannot be asked for again.
    #[error(
        "'{value}' belongs to the thread or task that runs before the suspend point and is used after it, chosen by a phi; compute it again after the suspend point"
    )]
    IdentityOutlivesSuspend { value: String },
    /// Structs and arrays with managed pointers are taken apart; this one could not be.
    #[error(
        "the struct or array '{value}' holds managed pointers and is used after the suspend point; keep its fields instead"
    )]
    AggregateOutlivesSuspend { value: String },
    /// A continuation has variables of its own, at other addresses.
    #[error(
        "'{value}' holds the address of a variable of this activation and is needed after the await, where a continuation has variables of its own; take the address again after the await"
    )]
    LocalAddressOutlivesAwait { value: String },
    /// The maps of a frame name whole words that hold tracked pointers.
    #[error(
        "the alloca '{value}' can hold pointers that a collector cannot update in a frame (derived, not at a multiple of the pointer size, or at a place that its type does not tell) and is needed after the suspend point; keep the tracked pointer and the offset instead"
    )]
    UnmappableMemory { value: String },
    /// A region that keeps objects alive has one token; two activations cannot share it.
    #[error(
        "the region that begins with '{value}' is open at the suspend point and begins again in the same part of the coroutine; end it before the suspend point"
    )]
    RegionBeginsTwice { value: String },
    /// A guaranteed tail call where a collector needs code between the call and the return.
    #[error(
        "llvm.coro.await.suspend.handle in a function of collector model '{model}', which keeps its roots in a stack frame: nothing can stand between the call that resumes the other coroutine and the return; let await_suspend return nothing, and resume the other coroutine from a scheduler"
    )]
    TransferWithShadowStack { model: String },
    /// What `gc-coro-verify` finds.
    #[error(transparent)]
    Collector(crate::diag::Violation),
    /// An await with flag 2 captures something.
    #[error(
        "the await is said to have no state (flag 2), but '{value}' is used after it in the continuation; compute it there, or take the flag away"
    )]
    StateNotWanted { value: String },
    /// Memory of the caller that a continuation needs is copied at entry.
    #[error(
        "the argument '{value}' points to memory of the caller that is needed after an await, and cannot be copied: where it holds tracked pointers is not known; give the parameter the attribute byref(<type>)"
    )]
    UntypedReference { value: String },
    /// A function of the runtime that the module has to declare and the coroutine to name.
    #[error("the function attribute \"{attribute}\" is missing: it names the function that makes frames")]
    HookMissing { attribute: &'static str },
    /// A size query that has no answer.
    #[error("the size of '{callee}' is not known before it is split; run await-size after gc-coro-split")]
    SizeNotKnownYet { callee: String },
    /// A size query for an ordinary function.
    #[error(
        "'{callee}' is no coroutine that gc-coro has split, so it has no size; give it the attribute \"gc-coro\" and split it"
    )]
    SizeOfNoCoroutine { callee: String },
    /// A buffer in a frame whose size is the frame's own.
    #[error(
        "the size of the alloca '{value}' depends on the size of this function's own frame, and it is used after the suspend point, so that the frame would contain itself; allocate it on the heap, or end its life before"
    )]
    SizeDependsOnItself { value: String },
    /// The attribute asks for a split, and nothing is split.
    #[error(
        "the coroutine has the attribute \"gc-coro\", which asks for a split, but lacks presplitcoroutine, so that no pass splits it; give it presplitcoroutine as well"
    )]
    NotPresplit,
    /// A function of the runtime that the split makes calls of.
    #[error(
        "'{name}', which the function attribute \"{attribute}\" names, is {found}; it must be a function of type '{wanted}'"
    )]
    HookType { attribute: &'static str, name: String, found: String, wanted: String },
    /// What is allowed, but most likely not meant: an error only where the user wants such to be errors.
    #[error(transparent)]
    Warning(crate::diag::warning::Warning),
    /// A call of the await dialect that breaks its rules (`docs/reference/dialect.md`).
    #[error("{rule}")]
    MalformedAwait { rule: &'static str },
    /// A name that begins like the dialect's.
    #[error(
        "'{name}' is no function of the await dialect{guess}; there are {known}, each with a suffix for its types or without"
    )]
    UnknownDialectCall { name: String, guess: String, known: String },
    /// The functions of the dialect have no code.
    #[error("the address of '{name}' is used, but it has none: call it")]
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
    #[error("'{callee}' takes the address of a function with awaits, '{value}' is none")]
    NotAFunction { callee: String, value: String },
    /// Inlined by an optimiser, or not marked by the frontend.
    #[error(
        "{callee} in a function without the attribute \"gc-coro\": it was inlined, or gc-coro-prepare has not run, and would capture the activation of another function; give its own one presplitcoroutine, noinline and \"gc-coro\""
    )]
    OutsideCoroutine { callee: String },
    /// Which pointers the frame may hold is not known.
    #[error(
        "'{callee}' stands in a function without a collector model, so that nothing says which pointers are tracked; give the function gc \"julia\" (or another), the attribute \"gc-coro-model\", or the pass the parameter gc="
    )]
    NoCollector { callee: String },
    /// An await has no exceptional exit path.
    #[error("'{callee}' is invoked, but has no exception to unwind with; call it")]
    DialectInvoked { callee: String },
    /// Code that runs while an exception is handled.
    #[error(
        "'{callee}' stands after '{pad}', where an exception is handled that belongs to the stack of this activation; leave the handler before it"
    )]
    AwaitInHandler { callee: String, pad: String },
    /// Two paths to suspend, of which only one could be the frame's.
    #[error(
        "'{callee}' and {other} stand in one function, but a coroutine is of one dialect; put one of them into a function of its own"
    )]
    MixedDialects { callee: String, other: &'static str },
    /// The state of an await that may be called again.
    #[error(
        "the state '{value}' is given to an await that is not one-shot, but a state holds what one await captures, once; set flag 1, or give null"
    )]
    StateNotOneShot { value: String },
    /// The state of an await without state.
    #[error(
        "the state '{value}' is given to an await that is said to have none (flag 2); give null, or take the flag away"
    )]
    StateWithoutState { value: String },
    /// Memory that is not known to be a frame.
    #[error(
        "the state '{value}' is not made by gc.coro.prealloc or gc.coro.acquire in this function (or a phi or select of such), so that nothing says that it has room; pass the buffer and acquire it here, or give null"
    )]
    StateOfUnknownOrigin { value: String },
    /// An await makes a frame, or fills one.
    #[error(
        "the state '{value}' is null on some ways, and a state on others; give a state on all of them, or use two awaits"
    )]
    StateSometimesNull { value: String },
    /// States of two functions differ in size.
    #[error(
        "the state '{value}' is made for '{owner}', but given to an await of '{function}', which may need more room; name the same function in both"
    )]
    StateOfAnother { value: String, owner: String, function: String },
    /// `gc.coro.return` without a `ret`.
    #[error("no ret is reached from '{callee}', which says what the next one returns; return after it")]
    ReturnNotReached { callee: String },
    /// `gc.coro.return` where the function's own type counts.
    #[error(
        "gc.coro.return gives {found}, but returns from '{callee}' itself on some way, which returns {wanted}; give another type only where the await has been resumed"
    )]
    ReturnOfAnotherType { callee: String, found: String, wanted: String },
    /// A `ret` of the function's type in a continuation of another.
    #[error(
        "the continuation returns {wanted} by gc.coro.return, but a way leads to this ret without one; call gc.coro.return on each way"
    )]
    ReturnNotSaid { wanted: String },
    /// Memory of the caller's, which is gone when a continuation runs.
    #[error(
        "the {attribute} argument '{value}' is used after the await in the continuation, but its memory belongs to the call that made the activation; return a result by gc.coro.return; gc-coro-prepare copies other memory, or copy it before the await"
    )]
    CallersMemoryOutlivesAwait { value: String, attribute: &'static str },
    /// The module was not valid before the split.
    #[error(
        "the function is no valid IR, so that it cannot be split: {detail}; run LLVM's verifier on it (opt -passes=verify)"
    )]
    BrokenInput { detail: String },
    /// The plan of the split does not give each use its value: a defect of gc-coro. No IR was changed.
    #[error(
        "the spill plan is wrong, which is a defect of gc-coro; please report it with the input: {detail}"
    )]
    BadPlan { detail: String },
    /// The result of the split breaks a rule of LLVM: a defect of gc-coro.
    #[error(
        "the split left broken IR, which is a defect of gc-coro; please report it with the input: {detail}"
    )]
    Internal { detail: String },
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(location) = &self.location {
            write!(f, "{location}: ")?;
        }
        write!(f, "in function '{}': {}", self.function, self.problem)?;
        if let Some(instruction) = &self.instruction {
            write!(f, "\n    {instruction}")?;
        }
        Ok(())
    }
}
