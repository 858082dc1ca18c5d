//! Whether the frame of a coroutine can be inside of its caller's: elision by proof.
//!
//! In comes a [`HandleProgram`]: what a function (the *caller*) does with the handle of one coroutine (the *child*) that it creates at
//! one place. [`prove`] follows all paths of it. It says that the child is destroyed on each path before the caller's frame
//! ends and before the same place creates another one, or gives the reason why it cannot say so.
//!
//! [`newest_handle`] is about handles of the await dialect.
//!
//! # Proof obligations
//!
//! Let the caller run on any path from its entry. A suspension of the caller is an edge to where it is resumed and one to where it is destroyed;
//! that it returns to whoever resumed it ends no frame.
//!
//! 1. Where the caller's frame ends ([`Step::End`]), the child is not alive.
//! 2. Where an exception may leave the caller ([`Step::MayUnwind`]), the child is not alive.
//! 3. Where the child is created ([`Step::Create`]), no earlier child of that place is alive.
//! 4. A call that frees memory itself instead of asking the child's header gets a handle that is the child's in all states,
//!    or is the child's in none ([`Step::Destroy`] with `frees`).
//!
//! The child is alive from its creation to a [`Step::Destroy`] of a handle that is known to be its own. A handle that is not
//! known destroys nothing: the proof then fails at the end of that path, because the child counts as alive.
//!
//! # What the proof rests on
//!
//! * A dead handle is neither resumed nor destroyed (undefined in the source). So a handle of an earlier child of the same place
//!   is not that of the present one.
//! * A cell of the program is written by its steps only. Whoever makes the program leaves out memory that others can write.
//! * Code that is not in the caller may keep the handle. It must not use it after the caller has destroyed the child.

pub mod newest_handle;

mod explore;
mod liveness;
mod obstacle;
mod program;

pub use explore::{AliveRange, Proof, prove};
pub use obstacle::Obstacle;
pub use program::{Block, Edge, HandleProgram, Operand, Placed, Step, Terminator, Value};
pub use program::{CellId, HandleBlockId, SiteId};
