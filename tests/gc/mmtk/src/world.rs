//! Stopping and resuming the program: the handshake between its threads and the collector's.
//!
//! A thread *runs*, or it is *parked* at a safepoint: there its roots are known. A collection waits until no thread runs.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex, MutexGuard};

use mmtk::scheduler::GCWorker;
use mmtk::util::alloc::AllocationError;
use mmtk::util::opaque_pointer::*;
use mmtk::vm::{Collection, GCThreadContext};
use mmtk::{Mutator, memory_manager};

use crate::heap::instance;
use crate::host::fail;
use crate::threads::{COLLECTOR, tls_of};
use crate::{Runtime, roots, threads};

struct State {
    /// How many threads run.
    running: usize,
    /// Whether a collection waits for them, or is under way.
    stopping: bool,
}

static STATE: Mutex<State> = Mutex::new(State { running: 0, stopping: false });
static CHANGED: Condvar = Condvar::new();
/// As in the state: for a look without the lock.
static STOPPING: AtomicBool = AtomicBool::new(false);
/// Changes with the state's lock only.
static COLLECTIONS: AtomicU64 = AtomicU64::new(0);

/// How many collections have ended.
pub fn collections() -> u64 {
    COLLECTIONS.load(Relaxed)
}

fn state() -> MutexGuard<'static, State> {
    STATE.lock().unwrap()
}

fn set_stopping(state: &mut State, stopping: bool) {
    state.stopping = stopping;
    STOPPING.store(stopping, Relaxed);
    CHANGED.notify_all();
}

/// The calling thread runs from now on. Not before a collection that is under way has ended.
pub fn begin_to_run() {
    let mut state = CHANGED.wait_while(state(), |state| state.stopping).unwrap();
    state.running += 1;
}

/// The calling thread does not run any more: it is at a safepoint, or has ended.
pub fn end_to_run() {
    state().running -= 1;
    CHANGED.notify_all();
}

/// Stays parked until a collection has ended that was requested before.
fn wait_for_collection() {
    let mut state = state();
    let before = collections();
    state.running -= 1;
    CHANGED.notify_all();
    let mut state = CHANGED.wait_while(state, |state| state.stopping || collections() == before).unwrap();
    state.running += 1;
}

/// On a thread of the program, at a safepoint: lets a collection happen that another thread waits for.
pub fn let_others_collect() {
    if STOPPING.load(Relaxed) {
        roots::parked(|| {
            end_to_run();
            begin_to_run();
        });
    }
}

pub struct World;

impl Collection<Runtime> for World {
    /// On the collector's thread. A thread that does not run into a safepoint is waited for.
    fn stop_all_mutators<F: FnMut(&'static mut Mutator<Runtime>)>(_: VMWorkerThread, mut visit: F) {
        let mut stopped = state();
        set_stopping(&mut stopped, true);
        drop(CHANGED.wait_while(stopped, |state| state.running != 0).unwrap());
        roots::gather_frames();
        for thread in threads::all() {
            // SAFETY: no thread is removed before the collection has ended, because none runs.
            visit(unsafe { &mut *std::ptr::from_mut(thread.mutator()) });
        }
    }

    /// On the collector's thread.
    fn resume_mutators(_: VMWorkerThread) {
        let mut state = state();
        COLLECTIONS.fetch_add(1, Relaxed);
        set_stopping(&mut state, false);
    }

    /// On a thread of the program that is at a safepoint: its roots are looked up before it blocks.
    fn block_for_gc(_: VMMutatorThread) {
        roots::parked(wait_for_collection);
    }

    fn spawn_gc_thread(_: VMThread, context: GCThreadContext<Runtime>) {
        struct Worker(Box<GCWorker<Runtime>>);
        // SAFETY: MMTk hands the worker over to the thread that will run it.
        unsafe impl Send for Worker {}
        impl Worker {
            fn run(self) {
                memory_manager::start_worker(instance(), VMWorkerThread(tls_of(COLLECTOR)), self.0);
            }
        }
        let GCThreadContext::Worker(worker) = context;
        let worker = Worker(worker);
        // Never joined: the process ends when the program's thread returns from main, whatever this thread does.
        std::thread::spawn(move || worker.run());
    }

    fn out_of_memory(_: VMThread, error: AllocationError) {
        fail(&format!("out of memory ({error:?}); GC_HEAP gives more"));
    }
}
