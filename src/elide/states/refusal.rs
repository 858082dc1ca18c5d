//! Why a state comes from the heap after all, in words for the author of the program.

/// Why a call of a function with awaits gets no state on the stack of its caller.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("the call is not a plain call of the function's own type")]
    CallOfAnotherKind,
    #[error("the caller calls a function that returns twice")]
    ReturnsTwice,
    #[error("functions with optnone keep their frames")]
    NotOptimised,
    #[error("the handle is stored to memory")]
    Stored,
    #[error("the handle is returned by the caller")]
    Returned,
    #[error("the handle is passed to '{callee}'")]
    Passed { callee: String },
    #[error("the handle is used by '{inst}'")]
    UsedOtherwise { inst: String },
    #[error("the handle is used at too many places")]
    UsedTooOften,
    #[error("the handle meets the handle of another call in '{value}'")]
    MeetsAnother { value: String },
    #[error("the handle is resumed for a result of another type")]
    ResultOfAnotherType,
    #[error("the handle is resumed by a tail call that must be one")]
    ResumedByTailCall,
    #[error("a handle is resumed again, or after the call was repeated")]
    ResumedWhenStale,
    #[error("the caller is suspended after the call")]
    AcrossSuspension,
    #[error("another module may have another definition of the function")]
    Interposable,
    #[error("the function is variadic, or has a tail call that must be one")]
    FixedSignature,
    #[error("the function returns values of other types (gc.coro.return)")]
    OtherResults,
    #[error("the function takes a buffer (gc.coro.acquire)")]
    HasBuffer,
    #[error("the function does not return all of its handles at one place of its result: {reason}")]
    HandleNotReturned { reason: String },
    #[error("a state keeps tracked pointers, which the collector does not find on the stack")]
    KeepsTrackedPointers,
    #[error("a state has {bytes} bytes, more than {limit}")]
    TooLarge { bytes: u64, limit: u64 },
    #[error("the function cannot be split with a state of its caller")]
    NotSplit,
}
