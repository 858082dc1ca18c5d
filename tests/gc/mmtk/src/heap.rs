//! The heap: the one MMTk instance and its one mutator, allocation, the write barrier, forced collections.

use std::cell::UnsafeCell;
use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use mmtk::util::opaque_pointer::*;
use mmtk::util::{Address, ObjectReference};
use mmtk::vm::slot::SimpleSlot;
use mmtk::vm::{ActivePlan, ReferenceGlue};
use mmtk::{AllocationSemantics, MMTK, MMTKBuilder, Mutator, memory_manager};

use crate::host::{fail, host};
use crate::object::{self, Shape, WORD};
use crate::options::Options;
use crate::{Runtime, census, roots, world};

/// MMTk allows one instance per process, hence one plan per process.
struct Heap {
    mmtk: &'static MMTK<Runtime>,
    mutator: UnsafeCell<Box<Mutator<Runtime>>>,
    options: Options,
    /// Objects of more bytes have a space of their own.
    large: usize,
    /// Bytes allocated since the last collection that was due to them.
    allocated: UnsafeCell<usize>,
}

// SAFETY: the program has one thread that comes in here (`gc_runtime.h`); the collector takes the mutator while that
// thread is blocked in `world`, whose lock orders the two.
unsafe impl Sync for Heap {}
// SAFETY: as above; it is made on the program's thread and stays where it is.
unsafe impl Send for Heap {}

static HEAP: OnceLock<Heap> = OnceLock::new();
static FRAMES_MADE: AtomicU64 = AtomicU64::new(0);
/// Of its own, because the collector's thread starts while the heap is being made.
static INSTANCE: OnceLock<Box<MMTK<Runtime>>> = OnceLock::new();

/// Threads are told apart by a small number.
pub const MUTATOR: usize = 1;
pub const COLLECTOR: usize = 2;

pub fn thread(number: usize) -> VMThread {
    // SAFETY: MMTk passes the address through and never follows it.
    VMThread(OpaquePointer::from_address(unsafe { Address::from_usize(number) }))
}

/// The instance, for the collector's thread.
pub fn instance() -> &'static MMTK<Runtime> {
    INSTANCE.get().expect("MMTk starts threads after it has been made")
}

/// Makes the heap, as the environment says. The collector's thread starts.
pub fn start() {
    let options = Options::read(|name| std::env::var(name).ok()).unwrap_or_else(|message| fail(&message));
    if options.stats {
        // SAFETY: the function does not unwind.
        unsafe { libc::atexit(report) };
    }
    HEAP.get_or_init(|| {
        let mut builder = MMTKBuilder::new_no_env_vars();
        for (key, value) in options.of_mmtk() {
            if !builder.set_option(key, &value) {
                fail(&format!("MMTk does not take {key}={value}"));
            }
        }
        let mmtk = INSTANCE.get_or_init(|| memory_manager::mmtk_init::<Runtime>(&builder));
        let mutator = memory_manager::bind_mutator(mmtk, VMMutatorThread(thread(MUTATOR)));
        memory_manager::initialize_collection(mmtk, thread(MUTATOR));
        let large = mmtk.get_plan().constraints().max_non_los_default_alloc_bytes;
        Heap { mmtk, mutator: UnsafeCell::new(mutator), options, large, allocated: UnsafeCell::new(0) }
    });
}

/// Says on standard error what the collector has done.
extern "C" fn report() {
    let (collections, moves) = (world::collections(), object::moves());
    let objects = census::count();
    eprintln!("plan={} collections={collections} moves={moves} objects={objects}", heap().options.plan);
}

fn heap() -> &'static Heap {
    HEAP.get().expect("gc_start comes before everything else")
}

impl Heap {
    #[allow(clippy::mut_from_ref)] // see the reason for `Sync`
    fn mutator(&self) -> &mut Mutator<Runtime> {
        // SAFETY: as for `Sync`.
        unsafe { &mut *self.mutator.get() }
    }

    fn collect(&self) {
        // A weak reference to a dead object of an old generation is cleared when that generation is collected: while
        // somebody watches objects, all of the heap is, so that the answers are exact.
        let exhaustive = self.options.full || census::watching();
        self.mmtk.handle_user_collection_request(VMMutatorThread(thread(MUTATOR)), true, exhaustive);
    }

    /// Whether so many further bytes are due a collection before them.
    fn is_due(&self, bytes: usize) -> bool {
        // SAFETY: as for `Sync`; the collector does not look at it.
        let allocated = unsafe { &mut *self.allocated.get() };
        *allocated += bytes;
        let due = *allocated > self.options.stress;
        if due {
            *allocated = 0;
        }
        due
    }
}

/// A safepoint, in a function of the runtime with that frame pointer.
pub fn poll(frame_pointer: *mut c_void) {
    let heap = heap();
    roots::at_safepoint(frame_pointer, || heap.collect());
}

/// A new object, all zero after the header. A safepoint as well; the collection comes first.
pub fn alloc(frame_pointer: *mut c_void, header: u64) -> ObjectReference {
    let Some(shape) = Shape::of_header(header) else {
        fail(&format!("gc_alloc: {header:#x} is no header"));
    };
    take(frame_pointer, shape, 0, header)
}

/// A new frame of the await dialect, all zero but for its descriptor. A safepoint as `alloc` is.
pub fn new_frame(frame_pointer: *mut c_void, descriptor: *const c_void) -> ObjectReference {
    FRAMES_MADE.fetch_add(1, Relaxed);
    take(frame_pointer, Shape::of_frames(descriptor), WORD, descriptor as u64)
}

/// How many frames there have been.
pub fn frames_made() -> u64 {
    FRAMES_MADE.load(Relaxed)
}

/// An object of that shape, all zero but for the word `at` so many bytes, which tells its shape.
fn take(frame_pointer: *mut c_void, shape: Shape, at: usize, word: u64) -> ObjectReference {
    let heap = heap();
    let size = shape.size();
    let semantics = if size > heap.large { AllocationSemantics::Los } else { AllocationSemantics::Default };
    let address = roots::at_safepoint(frame_pointer, || {
        if heap.is_due(size) {
            heap.collect();
        }
        // Collects as well if there is no room.
        memory_manager::alloc::<Runtime>(heap.mutator(), size, WORD, 0, semantics)
    });
    // SAFETY: `size` fresh bytes at `address`, which is not null: `world::out_of_memory` does not come back.
    let object = unsafe {
        ptr::write_bytes::<u8>(address.to_mut_ptr(), 0, size);
        (address + at).store::<u64>(word);
        ObjectReference::from_raw_address_unchecked(address)
    };
    memory_manager::post_alloc::<Runtime>(heap.mutator(), object, size, semantics);
    census::add(object);
    object
}

/// Stores a pointer into an object, with the plan's write barrier.
pub fn store(parent: ObjectReference, index: u64, child: usize) {
    let shape = object::shape(parent);
    if index >= shape.pointers() as u64 {
        fail(&format!("gc_store: index {index} of an object with {} pointers", shape.pointers()));
    }
    let address = shape.slot(parent, index as usize);
    // SAFETY: `index` is a pointer of `parent`.
    unsafe { address.store::<usize>(child) };
    run_barrier(parent, address);
}

/// The plan's write barrier for all pointers of an object.
pub fn note_written(object: ObjectReference) {
    let shape = object::shape(object);
    (0..shape.pointers()).for_each(|index| run_barrier(object, shape.slot(object, index)));
}

/// The barrier for the pointer that was stored at `address`.
fn run_barrier(parent: ObjectReference, address: Address) {
    // SAFETY: `address` is a pointer of `parent`.
    let word = unsafe { address.load::<usize>() };
    let child = check(word, || format!("the pointer that was stored at {address}"));
    let slot = SimpleSlot::from_address(address);
    memory_manager::object_reference_write_post(heap().mutator(), parent, slot, child);
}

/// The object at `word`; `None` if it is null, or a frame outside of the heap. Ends the program if it is none of these.
/// `what` says where the word was.
///
/// The check is as exact as MMTk's bits: an address at which another object begins by now passes.
pub fn check(word: usize, what: impl FnOnce() -> String) -> Option<ObjectReference> {
    if word == 0 {
        return None;
    }
    // SAFETY: only looked at as a number until MMTk knows it.
    let address = unsafe { Address::from_usize(word) };
    let is_aligned = address.is_aligned_to(WORD);
    let known = is_aligned.then(|| memory_manager::is_mmtk_object(address)).flatten();
    if known.is_none() && !(is_aligned && is_frame_outside(address)) {
        fail(&format!("{} is no object's address: {word:#x}", what()));
    }
    known
}

fn is_frame_outside(address: Address) -> bool {
    !memory_manager::is_mapped_address(address) && (host().is_frame_outside)(address.to_ptr()) != 0
}

pub struct Mutators;

impl ActivePlan<Runtime> for Mutators {
    fn is_mutator(tls: VMThread) -> bool {
        tls == thread(MUTATOR)
    }

    fn mutator(_: VMMutatorThread) -> &'static mut Mutator<Runtime> {
        heap().mutator()
    }

    fn mutators<'a>() -> Box<dyn Iterator<Item = &'a mut Mutator<Runtime>> + 'a> {
        Box::new(std::iter::once(heap().mutator()))
    }

    fn number_of_mutators() -> usize {
        1
    }
}

/// Weak references are the [`census`]'s; MMTk's own are switched off by option.
pub struct NoReferences;

impl ReferenceGlue<Runtime> for NoReferences {
    type FinalizableType = ObjectReference;

    fn clear_referent(_: ObjectReference) {}

    fn get_referent(_: ObjectReference) -> Option<ObjectReference> {
        None
    }

    fn set_referent(_: ObjectReference, _: ObjectReference) {}

    fn enqueue_references(_: &[ObjectReference], _: VMWorkerThread) {}
}
