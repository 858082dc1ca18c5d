//! What has become of an awaiter.

/// How the wrapper of an `await_suspend` gets what it reads of its awaiter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AwaiterOutcome {
    /// It reads nothing, and gets nothing.
    Unread,
    /// It reads one pointer, and gets that instead of the awaiter.
    Word,
    /// It gets an object of its own with what it reads.
    Copy,
    /// It gets the awaiter.
    Kept(Kept),
}

impl AwaiterOutcome {
    /// Whether the coroutine has changed.
    pub fn is_change(self) -> bool {
        !matches!(self, AwaiterOutcome::Kept(_))
    }

    /// The rest of a message that begins with "the awaiter ".
    pub fn in_words(self) -> &'static str {
        match self {
            AwaiterOutcome::Unread => "is not passed: await_suspend does not read it",
            AwaiterOutcome::Word => "is passed by value, as one pointer",
            AwaiterOutcome::Copy => "is passed by value, as a copy",
            AwaiterOutcome::Kept(kept) => kept.in_words(),
        }
    }
}

/// Why a wrapper still gets the awaiter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Its body is not known, or not certain.
    UnknownWrapper,
    /// It gives the address to somebody else, or computes with it.
    GivenAway,
    /// It writes to the awaiter.
    Written,
    /// It reads by volatile or atomic instructions.
    VolatileRead,
    /// It reads bytes that are not known at compile time, or a type that a copy cannot have, or too much.
    UnknownBytes,
    /// What it reads may have changed since the await began.
    ReadLate,
    /// It does not always read, and nothing says that there is an object.
    NotAlwaysRead,
    /// It reads beyond the end of the object.
    OutOfBounds,
    /// Others know the awaiter, so that a copy of it would not take it out of memory.
    StaysInMemory,
}

impl Kept {
    fn in_words(self) -> &'static str {
        match self {
            Kept::UnknownWrapper => "stays in memory: the body of await_suspend is not known",
            Kept::GivenAway => "stays in memory: await_suspend gives its address away",
            Kept::Written => "stays in memory: await_suspend writes to it",
            Kept::VolatileRead => "stays in memory: await_suspend reads it by volatile or atomic accesses",
            Kept::UnknownBytes => {
                "stays in memory: it is not known which bytes await_suspend reads, or it reads too many"
            }
            Kept::ReadLate => "stays in memory: await_suspend reads it after it may have changed",
            Kept::NotAlwaysRead => {
                "stays in memory: await_suspend does not always read it, and it may not exist"
            }
            Kept::OutOfBounds => "stays in memory: await_suspend reads beyond its end",
            Kept::StaysInMemory => "stays in memory: its address is known to others",
        }
    }
}
