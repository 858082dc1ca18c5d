//! The program's threads: each has a mutator of MMTk's, and a stack with roots.
//!
//! The main thread is there from the start. It makes the others ([`run`]), and is parked until they have ended.

use std::cell::{RefCell, UnsafeCell};
use std::ffi::c_void;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};

use mmtk::util::Address;
use mmtk::util::opaque_pointer::*;
use mmtk::{Mutator, memory_manager};

use crate::host::host;
use crate::roots::Stack;
use crate::{Runtime, heap, world};

/// What MMTk knows a thread by: a small number. The collector's is none of a mutator.
pub const COLLECTOR: usize = 1;
static NEXT: AtomicUsize = AtomicUsize::new(COLLECTOR + 1);

/// What a thread of the program runs, with its number.
pub type Body = extern "C" fn(u32);

/// One thread of the program.
pub struct Thread {
    pub tls: VMMutatorThread,
    mutator: UnsafeCell<Box<Mutator<Runtime>>>,
    /// Locked by the thread itself while it runs, by the collector's while it is parked.
    pub stack: Mutex<Stack>,
}

// SAFETY: the mutator belongs to its thread while that runs, and to the collector's thread while it is parked; the lock of `world`
// orders the two.
unsafe impl Sync for Thread {}
// SAFETY: as above.
unsafe impl Send for Thread {}

static THREADS: Mutex<Vec<Arc<Thread>>> = Mutex::new(Vec::new());

thread_local! {
    static CURRENT: RefCell<Option<Arc<Thread>>> = const { RefCell::new(None) };
}

pub fn tls_of(number: usize) -> VMThread {
    // SAFETY: MMTk passes the address through and never follows it.
    VMThread(OpaquePointer::from_address(unsafe { Address::from_usize(number) }))
}

impl Thread {
    /// A new thread of the program. On a thread that runs, or before there is one, so no collection is under way.
    fn new() -> Arc<Thread> {
        let tls = VMMutatorThread(tls_of(NEXT.fetch_add(1, Relaxed)));
        let mutator = UnsafeCell::new(memory_manager::bind_mutator(heap::instance(), tls));
        let thread = Arc::new(Thread { tls, mutator, stack: Mutex::default() });
        list().push(thread.clone());
        thread
    }

    /// No collection knows of the thread any more. On a thread that runs.
    fn remove(self: &Arc<Thread>) {
        list().retain(|other| !Arc::ptr_eq(other, self));
        memory_manager::destroy_mutator(self.mutator());
    }

    #[allow(clippy::mut_from_ref)] // see the reason for `Sync`
    pub fn mutator(&self) -> &mut Mutator<Runtime> {
        // SAFETY: as for `Sync`.
        unsafe { &mut *self.mutator.get() }
    }
}

fn list() -> MutexGuard<'static, Vec<Arc<Thread>>> {
    THREADS.lock().unwrap()
}

/// All threads, in the order in which they were made.
pub fn all() -> Vec<Arc<Thread>> {
    list().clone()
}

/// The thread that MMTk knows by this.
pub fn find(tls: VMThread) -> Option<Arc<Thread>> {
    list().iter().find(|thread| thread.tls.0 == tls).cloned()
}

/// The running thread, which is one of the program's.
pub fn current() -> Arc<Thread> {
    CURRENT.with_borrow(|current| current.clone().expect("a thread of the program"))
}

/// Makes the running thread the program's first.
pub fn start_main() -> VMThread {
    let thread = Thread::new();
    let tls = thread.tls.0;
    CURRENT.set(Some(thread));
    world::begin_to_run();
    tls
}

/// Runs `body` on so many threads, with the numbers from 0 on, and waits for all of them. A safepoint in a function of the
/// runtime with that frame pointer: they collect while the calling thread waits.
pub fn run(frame_pointer: *mut c_void, count: u32, body: Body) {
    let threads: Vec<Arc<Thread>> = (0..count).map(|_| Thread::new()).collect();
    let begin = |(number, thread): (u32, &Arc<Thread>)| {
        let thread = thread.clone();
        std::thread::spawn(move || {
            CURRENT.set(Some(thread));
            world::begin_to_run();
            (host().thread_enter)(body, number);
            world::end_to_run();
        })
    };
    let handles: Vec<_> = (0u32..).zip(&threads).map(begin).collect();
    crate::roots::at_safepoint(frame_pointer, || {
        crate::roots::parked(|| {
            world::end_to_run();
            handles.into_iter().for_each(|handle| handle.join().expect("a panic ends the process"));
            world::begin_to_run();
        });
    });
    threads.iter().for_each(Thread::remove);
}
