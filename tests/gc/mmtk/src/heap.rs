//! The heap: the one MMTk instance, allocation, the write barrier, forced collections.

use std::ffi::c_void;
use std::ptr;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};

use mmtk::util::opaque_pointer::*;
use mmtk::util::{Address, ObjectReference};
use mmtk::vm::slot::SimpleSlot;
use mmtk::vm::{ActivePlan, ReferenceGlue};
use mmtk::{AllocationSemantics, MMTK, MMTKBuilder, Mutator, memory_manager};

use crate::host::{fail, host};
use crate::object::{self, Shape, WORD};
use crate::options::Options;
use crate::{Runtime, census, roots, threads, world};

/// MMTk allows one instance per process, hence one plan per process.
struct Heap {
    mmtk: &'static MMTK<Runtime>,
    options: Options,
    /// Objects of more bytes have a space of their own.
    large: usize,
    /// Bytes allocated since the last collection that was due to them.
    allocated: AtomicUsize,
}

static HEAP: OnceLock<Heap> = OnceLock::new();
static FRAMES_MADE: AtomicU64 = AtomicU64::new(0);
/// Of its own, because the collector's thread starts while the heap is being made.
static INSTANCE: OnceLock<Box<MMTK<Runtime>>> = OnceLock::new();

/// The instance, also for threads that are there before the heap.
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
        memory_manager::initialize_collection(mmtk, threads::start_main());
        let large = mmtk.get_plan().constraints().max_non_los_default_alloc_bytes;
        Heap { mmtk, options, large, allocated: AtomicUsize::new(0) }
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
    fn collect(&self) {
        // A weak reference to a dead object of an old generation is cleared when that generation is collected: while
        // somebody watches objects, all of the heap is, so that the answers are exact.
        let exhaustive = self.options.full || census::watching();
        self.mmtk.handle_user_collection_request(threads::current().tls, true, exhaustive);
    }

    /// Whether so many further bytes are due a collection before them.
    fn is_due(&self, bytes: usize) -> bool {
        let due = self.allocated.fetch_add(bytes, Relaxed) + bytes > self.options.stress;
        if due {
            self.allocated.store(0, Relaxed);
        }
        due
    }
}

/// A safepoint, in a function of the runtime with that frame pointer.
pub fn poll(frame_pointer: *mut c_void) {
    let heap = heap();
    roots::at_safepoint(frame_pointer, || heap.collect());
}

/// A safepoint that collects only if another thread waits for that.
pub fn let_others_collect(frame_pointer: *mut c_void) {
    roots::at_safepoint(frame_pointer, world::let_others_collect);
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
    let (heap, thread) = (heap(), threads::current());
    let size = shape.size();
    let semantics = if size > heap.large { AllocationSemantics::Los } else { AllocationSemantics::Default };
    let address = roots::at_safepoint(frame_pointer, || {
        if heap.is_due(size) {
            heap.collect();
        } else {
            world::let_others_collect();
        }
        // Collects as well if there is no room.
        memory_manager::alloc::<Runtime>(thread.mutator(), size, WORD, 0, semantics)
    });
    // SAFETY: `size` fresh bytes at `address`, which is not null: `world::out_of_memory` does not come back.
    let object = unsafe {
        ptr::write_bytes::<u8>(address.to_mut_ptr(), 0, size);
        (address + at).store::<u64>(word);
        ObjectReference::from_raw_address_unchecked(address)
    };
    memory_manager::post_alloc::<Runtime>(thread.mutator(), object, size, semantics);
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
    memory_manager::object_reference_write_post(threads::current().mutator(), parent, slot, child);
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

/// For MMTk, which asks for mutators on their own threads, and during collections.
fn mutator_of<'a>(thread: &threads::Thread) -> &'a mut Mutator<Runtime> {
    // SAFETY: no thread is removed before a collection has ended.
    unsafe { &mut *ptr::from_mut(thread.mutator()) }
}

pub struct Mutators;

impl ActivePlan<Runtime> for Mutators {
    fn is_mutator(tls: VMThread) -> bool {
        threads::find(tls).is_some()
    }

    fn mutator(tls: VMMutatorThread) -> &'static mut Mutator<Runtime> {
        mutator_of(&threads::find(tls.0).expect("MMTk asks for threads that there are"))
    }

    fn mutators<'a>() -> Box<dyn Iterator<Item = &'a mut Mutator<Runtime>> + 'a> {
        Box::new(threads::all().into_iter().map(|thread| mutator_of(&thread)))
    }

    fn number_of_mutators() -> usize {
        threads::all().len()
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
