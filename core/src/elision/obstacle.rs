//! Why a proof fails.

/// Why the frame of a coroutine stays a frame of its own.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Obstacle {
    /// A path leads to the end of the caller's frame.
    EndsWhileAlive,
    /// An exception can leave the caller.
    UnwindsWhileAlive,
    /// A path leads back to the creation.
    RepeatedWhileAlive,
    /// One of the three above, on a path that destroys a coroutine of which it is not known which one it is.
    DestroyedThroughUnknownHandle,
    /// A call that frees the frame itself has the child's handle in some states only.
    FreedThroughUnknownHandle,
    /// There are more states than are looked at.
    TooComplex,
}

impl Obstacle {
    /// In the terms of whoever wrote the caller.
    pub fn text(self) -> &'static str {
        match self {
            Obstacle::EndsWhileAlive => "the caller can end while the coroutine is alive",
            Obstacle::UnwindsWhileAlive => "an exception can leave the caller while the coroutine is alive",
            Obstacle::RepeatedWhileAlive => "the call can be repeated while the coroutine is alive",
            Obstacle::DestroyedThroughUnknownHandle => {
                "it is not known whether the handle that the caller destroys is the coroutine's"
            }
            Obstacle::FreedThroughUnknownHandle => {
                "it is not known whether the handle whose frame the caller frees is the coroutine's"
            }
            Obstacle::TooComplex => "the paths of the caller are too many to follow",
        }
    }
}
