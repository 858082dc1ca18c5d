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
    /// A second `llvm.coro.begin`.
    #[error("a coroutine has exactly one llvm.coro.begin, this is a further one; the first is '{first}'")]
    SecondBegin { first: String },
    /// `llvm.coro.begin` whose first operand does not come from `llvm.coro.id`.
    #[error("the first operand of llvm.coro.begin must be the token of an llvm.coro.id call")]
    BeginWithoutId,
    /// The promise operand of `llvm.coro.id` is neither null nor an alloca.
    #[error("the promise of llvm.coro.id must be null or an alloca of the function, not '{value}'")]
    PromiseIsNoAlloca { value: String },
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
        "the alloca '{value}' has no constant size but is used behind the suspend point; allocate it on the heap, or end its life before"
    )]
    DynamicAllocaOutlivesSuspend { value: String },
    /// A token has no representation in memory (LLVM language reference, "Token Type").
    #[error("the token '{value}' is used behind the suspend point, but no frame can hold a token")]
    TokenOutlivesSuspend { value: String },
    /// Scalable vectors have no size at compile time.
    #[error(
        "'{value}' is used behind the suspend point, but the size of its type is not known at compile time"
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
    /// An address computed before `llvm.coro.begin` by a phi or select, used behind it.
    #[error(
        "'{value}' is an address of '{object}' that is chosen before llvm.coro.begin and used behind it; compute it behind llvm.coro.begin"
    )]
    AliasBeforeBegin { value: String, object: String },
    /// The attribute `"gc-coro-model"`, or a model that does not fit the data layout.
    #[error("collector model: {error}")]
    BadModel { error: ModelError },
    /// A pointer into an object, and no pointer to the object is known.
    #[error(
        "the derived pointer '{value}' is used behind the suspend point, but the tracked pointer that it is derived from is unknown; compute it behind the suspend point, or from a tracked pointer by getelementptr, addrspacecast, phi or select"
    )]
    DerivedWithoutBase { value: String },
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
        "'{value}' is the plain address of collected memory and is used behind the suspend point, when the object may have moved; ask for it again behind the suspend point"
    )]
    RawAddressOutlivesSuspend { value: String },
    /// The thread's or task's identity in a form that cannot be asked for again.
    #[error(
        "'{value}' belongs to the thread or task that runs before the suspend point and is used behind it, chosen by a phi; compute it again behind the suspend point"
    )]
    IdentityOutlivesSuspend { value: String },
    /// Structs and arrays with managed pointers are taken apart; this one could not be.
    #[error(
        "the struct or array '{value}' holds managed pointers and is used behind the suspend point; keep its fields instead"
    )]
    AggregateOutlivesSuspend { value: String },
    /// The maps of a frame name whole words that hold tracked pointers.
    #[error(
        "the alloca '{value}' can hold pointers that a collector cannot update in a frame (derived, not at a multiple of the pointer size, or at a place that its type does not tell) and is needed behind the suspend point; keep the tracked pointer and the offset instead"
    )]
    UnmappableMemory { value: String },
    /// A region that keeps objects alive has one token; two activations cannot share it.
    #[error(
        "the region that begins with '{value}' is open at the suspend point and begins again in the same part of the coroutine; end it before the suspend point"
    )]
    RegionBeginsTwice { value: String },
    /// What `gc-coro-verify` finds.
    #[error(transparent)]
    Collector(crate::verify::Violation),
    /// An await with flag 2 captures something.
    #[error(
        "the await is said to have no state (flag 2), but '{value}' is used behind it in the continuation; compute it there, or take the flag away"
    )]
    StateNotWanted { value: String },
    /// A function of the runtime that the module has to declare and the coroutine to name.
    #[error("the function attribute \"{attribute}\" is missing: it names the function that makes frames")]
    HookMissing { attribute: &'static str },
    /// A call of the await dialect that breaks its rules (`docs/dialect.md`).
    #[error("{rule}")]
    MalformedAwait { rule: &'static str },
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
