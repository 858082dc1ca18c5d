//! What `c/entry.c` calls, which has the functions of `gc_runtime.h` with their C types.

use std::ffi::{c_int, c_void};

use mmtk::util::ObjectReference;

use crate::host::{self, Host, fail};
use crate::{census, heap, object, threads, world};

/// Also turns panics, MMTk's own among them, into failures: one on the collector's thread would leave the program waiting.
#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_start(host: &'static Host) {
    host::set(host);
    std::panic::set_hook(Box::new(|panic| fail(&panic.to_string())));
    heap::start();
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_alloc(frame_pointer: *mut c_void, header: u64) -> *mut c_void {
    heap::alloc(frame_pointer, header).to_raw_address().to_mut_ptr()
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_await_new(frame_pointer: *mut c_void, descriptor: *const c_void) -> *mut c_void {
    heap::new_frame(frame_pointer, descriptor).to_raw_address().to_mut_ptr()
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_poll(frame_pointer: *mut c_void) {
    heap::poll(frame_pointer);
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_thread_poll(frame_pointer: *mut c_void) {
    heap::let_others_collect(frame_pointer);
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_threads_run(frame_pointer: *mut c_void, count: u32, body: threads::Body) {
    threads::run(frame_pointer, count, body);
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_store(parent: *mut c_void, index: u64, child: *mut c_void) {
    heap::check(child as usize, || "the child that is stored".to_owned());
    heap::store(object_at(parent, "the object that is stored to"), index, child as usize);
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_await_written(frame: *mut c_void) {
    // The pointers of a buffer outside of the heap are roots.
    if let Some(frame) = heap::check(frame as usize, || "the frame that was written to".to_owned()) {
        heap::note_written(frame);
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_await_made() -> u64 {
    heap::frames_made()
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_watch(object: *mut c_void) -> u32 {
    census::watch(object_at(object, "the object to watch"))
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_watch_alive(watch: u32) -> c_int {
    match census::is_alive(watch) {
        Some(alive) => c_int::from(alive),
        None => fail(&format!("gc_watch_alive({watch}): nothing is watched by that number")),
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_collections() -> u64 {
    world::collections()
}

#[unsafe(no_mangle)]
pub extern "C" fn gc_mmtk_moves() -> u64 {
    object::moves()
}

fn object_at(address: *mut c_void, what: &str) -> ObjectReference {
    heap::check(address as usize, || what.to_owned())
        .unwrap_or_else(|| fail(&format!("{what} is none of the heap")))
}
