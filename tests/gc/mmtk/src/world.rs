//! Stopping and resuming the program: the handshake between its thread and the collector's.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Condvar, Mutex};

use mmtk::scheduler::GCWorker;
use mmtk::util::alloc::AllocationError;
use mmtk::util::opaque_pointer::*;
use mmtk::vm::{ActivePlan, Collection, GCThreadContext};
use mmtk::{Mutator, memory_manager};

use crate::heap::{COLLECTOR, MUTATOR, Mutators, instance, thread};
use crate::host::fail;
use crate::{Runtime, roots};

/// Whether the program's thread is blocked. That thread alone sets it, the collector's alone clears it.
static BLOCKED: Mutex<bool> = Mutex::new(false);
static CHANGED: Condvar = Condvar::new();
static COLLECTIONS: AtomicU64 = AtomicU64::new(0);

/// How many collections have ended.
pub fn collections() -> u64 {
    COLLECTIONS.load(Relaxed)
}

fn set_blocked(blocked: bool) {
    *BLOCKED.lock().unwrap() = blocked;
    CHANGED.notify_all();
}

fn wait_until_blocked_is(wanted: bool) {
    let blocked = BLOCKED.lock().unwrap();
    drop(CHANGED.wait_while(blocked, |blocked| *blocked != wanted).unwrap());
}

pub struct World;

impl Collection<Runtime> for World {
    /// On the collector's thread. MMTk has asked the program's thread to block before it comes here.
    fn stop_all_mutators<F: FnMut(&'static mut Mutator<Runtime>)>(_: VMWorkerThread, mut visit: F) {
        wait_until_blocked_is(true);
        visit(Mutators::mutator(VMMutatorThread(thread(MUTATOR))));
    }

    /// On the collector's thread.
    fn resume_mutators(_: VMWorkerThread) {
        COLLECTIONS.fetch_add(1, Relaxed);
        set_blocked(false);
    }

    /// On the program's thread, in `gc_alloc` or `gc_poll`: its roots are looked up before it blocks.
    fn block_for_gc(_: VMMutatorThread) {
        roots::gather();
        set_blocked(true);
        wait_until_blocked_is(false);
        roots::write_back();
    }

    fn spawn_gc_thread(_: VMThread, context: GCThreadContext<Runtime>) {
        struct Worker(Box<GCWorker<Runtime>>);
        // SAFETY: MMTk hands the worker over to the thread that will run it.
        unsafe impl Send for Worker {}
        impl Worker {
            fn run(self) {
                memory_manager::start_worker(instance(), VMWorkerThread(thread(COLLECTOR)), self.0);
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
