//! What MMTk asks while it traces: the pointers of an object, the roots, what became of weak references.

use mmtk::scheduler::GCWorker;
use mmtk::util::ObjectReference;
use mmtk::util::opaque_pointer::*;
use mmtk::vm::slot::{SimpleSlot, Slot};
use mmtk::vm::{ObjectTracerContext, RootsWorkFactory, Scanning, SlotVisitor};
use mmtk::{Mutator, MutatorContext};

use crate::{Runtime, census, heap, object, roots, threads};

pub struct Scanner;

impl Scanning<Runtime> for Scanner {
    fn scan_object<V: SlotVisitor<SimpleSlot>>(_: VMWorkerThread, parent: ObjectReference, visitor: &mut V) {
        let shape = object::shape(parent);
        for index in 0..shape.pointers() {
            let slot = SimpleSlot::from_address(shape.slot(parent, index));
            let word = slot.load().map_or(0, |child| child.to_raw_address().as_usize());
            // Null, and frames outside of the heap, are nothing to MMTk.
            if heap::check(word, || format!("pointer {index} of the object at {parent}")).is_some() {
                visitor.visit_slot(slot);
            }
        }
    }

    fn scan_roots_in_mutator_thread(
        _: VMWorkerThread,
        mutator: &'static mut Mutator<Runtime>,
        mut factory: impl RootsWorkFactory<SimpleSlot>,
    ) {
        let thread = threads::find(mutator.get_tls().0).expect("MMTk knows the threads that there are");
        factory.create_process_roots_work(thread.stack.lock().unwrap().slots());
    }

    /// Frames of coroutines belong to no thread.
    fn scan_vm_specific_roots(_: VMWorkerThread, mut factory: impl RootsWorkFactory<SimpleSlot>) {
        factory.create_process_roots_work(roots::frame_slots());
    }

    fn process_weak_refs(_: &mut GCWorker<Runtime>, _: impl ObjectTracerContext<Runtime>) -> bool {
        census::update();
        false // nothing was kept alive that would have to be traced
    }

    fn notify_initial_thread_scan_complete(_: bool, _: VMWorkerThread) {}

    fn supports_return_barrier() -> bool {
        false
    }

    fn prepare_for_roots_re_scanning() {}
}
