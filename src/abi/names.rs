//! The names by which a frontend, a runtime and gc-coro know the same thing (`docs/reference/dialect.md`, `docs/reference/descriptor.md`).

/// Attributes, of functions but for [`attribute::UNWINDS`].
pub mod attribute {
    /// gc-coro splits the function.
    pub const MARK: &str = "gc-coro";
    /// The function's collector model.
    pub const MODEL: &str = "gc-coro-model";
    /// Names the runtime's function that makes a frame.
    pub const ALLOCATE: &str = "gc-coro-allocate";
    /// Names the runtime's function to call after pointers were stored into a frame that is not new.
    pub const WRITE_BARRIER: &str = "gc-coro-write-barrier";
    /// Names the runtime's function to call where a continuation is called that must not be.
    pub const REENTERED: &str = "gc-coro-reentered";
    /// Names the runtime's function that gives another state where a buffer is in use or too small.
    pub const ACQUIRE_FAILED: &str = "gc-coro-acquire-failed";
    /// Of a coroutine with a collector model: its frame may be inside of a caller's, where that is proven to be right.
    pub const INNER_FRAME: &str = "gc-coro-inner-frame";
    /// The words that stand before an object of the collected heap ([`crate::abi::object_header`]).
    pub const OBJECT_HEADER: &str = "gc-coro-object-header";
    /// Handles are called by one thread at a time: nothing of a one-shot await has to be atomic.
    pub const SINGLE_THREADED: &str = "gc-coro-single-threaded";
    /// Of a runtime's function: only an attribute names it until the split, so the preparation keeps LLVM from removing it.
    pub const KEPT: &str = "gc-coro-kept";
    /// Of a call of `llvm.coro.suspend`: an exception leaves the coroutine after it.
    pub const UNWINDS: &str = "gc-coro-unwinds";

    /// Of a resume clone: no path of it frees the frame. Only the destroy clone does.
    pub const KEEPS_FRAME: &str = "gc-coro-keeps-frame";

    /// Those that name a function of the runtime.
    pub const HOOKS: [&str; 4] = [ALLOCATE, WRITE_BARRIER, REENTERED, ACQUIRE_FAILED];
    /// Those of functions.
    pub const OF_FUNCTIONS: [&str; 10] = [
        MARK,
        MODEL,
        ALLOCATE,
        WRITE_BARRIER,
        REENTERED,
        ACQUIRE_FAILED,
        INNER_FRAME,
        OBJECT_HEADER,
        SINGLE_THREADED,
        KEPT,
    ];
}

/// Functions of the await dialect. A declaration may have a suffix, as of a type: `gc.coro.await.i64`.
pub mod call {
    /// What all of them begin with.
    pub const PREFIX: &str = "gc.coro.";
    pub const ACQUIRE: &str = "gc.coro.acquire";
    pub const AWAIT: &str = "gc.coro.await";
    pub const OWN: &str = "gc.coro.own";
    pub const PREALLOC: &str = "gc.coro.prealloc";
    pub const RESUME: &str = "gc.coro.resume";
    pub const RETURN: &str = "gc.coro.return";
    pub const SHARE: &str = "gc.coro.share";
    /// All size queries: the next word says what is asked for.
    pub const SIZE: &str = "gc.coro.size";
    pub const SIZE_ALIGN: &str = "gc.coro.size.align";
    pub const SIZE_BYTES: &str = "gc.coro.size.bytes";
    pub const SIZE_POINTERS: &str = "gc.coro.size.pointers";

    /// What the placeholders begin with, which stand for operands and results of an await while it is split. None of them leaves the pass.
    pub const INTERNAL_PREFIX: &str = "gc.coro.internal.";
    pub const INTERNAL_POINT: &str = "gc.coro.internal.point";
    pub const INTERNAL_MAKE: &str = "gc.coro.internal.make";
    pub const INTERNAL_FRAME: &str = "gc.coro.internal.frame";
    pub const INTERNAL_ARGUMENT: &str = "gc.coro.internal.argument";
}

/// Metadata that gc-coro puts on instructions, and takes away again.
pub mod metadata {
    /// Of an alloca: the frame of another coroutine, in which a collector finds pointers.
    pub const INNER_FRAME: &str = "gc-coro.inner-frame";
}

/// Functions of a runtime that checks elision (`include/gc_coro_elision.h`).
pub mod elision {
    pub const OWNER_BEGINS: &str = "gc_coro_elision_owner_begins";
    pub const OWNER_ENDS: &str = "gc_coro_elision_owner_ends";
    pub const FRAME_BEGINS: &str = "gc_coro_elision_frame_begins";
    pub const FRAME_IS_COMPLETE: &str = "gc_coro_elision_frame_is_complete";
    pub const FRAME_ENDS: &str = "gc_coro_elision_frame_ends";
}

/// Symbols that a split makes, by the name of the function that was split.
pub mod symbol {
    /// After the function's name: its descriptor, with the function's own linkage.
    pub const DESCRIPTOR: &str = ".gc_coro";
    /// After the function's name: the clones' copy of a descriptor that another library may replace.
    pub const OWN_DESCRIPTOR: &str = ".gc_coro.own";
    /// After the function's name: takes a caller's buffer as a state.
    pub const ACQUIRE: &str = ".gc_coro.acquire";
    /// After the function's name: the continuation of a buffer that is acquired and not filled yet.
    pub const BUSY: &str = ".gc_coro.busy";

    /// After the name of a clone: the function that has its body, where a collector needs code between a call and the return.
    pub const ACTIVATION: &str = ".activation";

    /// The name of the descriptor of `function`.
    pub fn descriptor(function: &str) -> String {
        format!("{function}{DESCRIPTOR}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_their_prefix() {
        use call::*;
        let calls =
            [ACQUIRE, AWAIT, OWN, PREALLOC, RESUME, RETURN, SHARE, SIZE_ALIGN, SIZE_BYTES, SIZE_POINTERS];
        assert!(calls.iter().all(|name| name.starts_with(PREFIX)));
        assert!([SIZE_ALIGN, SIZE_BYTES, SIZE_POINTERS].iter().all(|name| name.starts_with(SIZE)));
        let internal = [INTERNAL_POINT, INTERNAL_MAKE, INTERNAL_FRAME, INTERNAL_ARGUMENT];
        assert!(internal.iter().all(|name| name.starts_with(INTERNAL_PREFIX)));
        assert!(INTERNAL_PREFIX.starts_with(PREFIX));
    }
}
