//! The runtime of `tests/gc` on MMTk: the same ABI as `semispace.c` (`tests/gc/runtime/gc_runtime.h`), one of MMTk's plans
//! underneath.
//!
//! ```text
//! program ── gc_alloc, gc_poll ──> c/entry.c ──> abi ──> heap ──> MMTk ──> scanning, object, world
//!                                                          │                   │          │
//! ../runtime: stackmap.c, frames.c ──────────────────────> roots <─────────────┘        census
//! ```
//!
//! Each thread of the program has a mutator ([`threads`]). Collections happen while all of them are at safepoints: `gc_alloc`,
//! `gc_poll`, `gc_thread_poll` and `gc_threads_run` ([`world`]). What makes a wrong root fail instead of passing by luck:
//!
//! * a collection before every allocation (`GC_STRESS`), with plans that move ([`options`]);
//! * every root word, every word of a frame and every pointer in an object that is scanned has to be the address of an
//!   object at that time ([`heap::check`]);
//! * what did not survive a collection, and what a moved object left after, is overwritten ([`census`]).

pub mod abi;
pub mod census;
pub mod heap;
pub mod host;
pub mod object;
pub mod options;
pub mod roots;
pub mod scanning;
pub mod threads;
pub mod world;

use mmtk::vm::VMBinding;
use mmtk::vm::slot::{SimpleSlot, UnimplementedMemorySlice};

/// The type that ties MMTk's traits together; it has no values to speak of.
#[derive(Default)]
pub struct Runtime;

impl VMBinding for Runtime {
    type VMObjectModel = object::Objects;
    type VMScanning = scanning::Scanner;
    type VMCollection = world::World;
    type VMActivePlan = heap::Mutators;
    type VMReferenceGlue = heap::NoReferences;
    type VMSlot = SimpleSlot;
    type VMMemorySlice = UnimplementedMemorySlice;
    const MIN_ALIGNMENT: usize = object::WORD;
    const MAX_ALIGNMENT: usize = object::WORD;
    const USE_ALLOCATION_OFFSET: bool = false;
}
