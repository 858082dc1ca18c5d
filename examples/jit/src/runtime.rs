//! What compiled code calls: memory for frames. The frames of awaits belong to a heap that is freed as a whole.

use std::cell::{Cell, RefCell};

thread_local! {
    static GENERATORS: Cell<(u32, u32)> = const { Cell::new((0, 0)) };
    static HEAP: RefCell<Vec<Box<[u64]>>> = const { RefCell::new(Vec::new()) };
}

/// How many frames of generators were allocated, and freed.
pub fn generators() -> (u32, u32) {
    GENERATORS.get()
}

/// How many frames of awaits there are.
pub fn frames_in_heap() -> usize {
    HEAP.with_borrow(Vec::len)
}

fn words(bytes: u64) -> Box<[u64]> {
    vec![0; bytes.div_ceil(8) as usize].into_boxed_slice()
}

/// The memory of a generator's frame. Its size is kept before it.
pub extern "C" fn generator_new(bytes: u64) -> *mut u64 {
    let (made, freed) = GENERATORS.get();
    GENERATORS.set((made + 1, freed));
    let mut memory = words(bytes + 8);
    memory[0] = memory.len() as u64;
    // SAFETY: the block has a word more than the frame.
    unsafe { Box::into_raw(memory).cast::<u64>().add(1) }
}

/// # Safety
/// `frame` is of `generator_new`, and is freed once.
pub unsafe extern "C" fn generator_free(frame: *mut u64) {
    let (made, freed) = GENERATORS.get();
    GENERATORS.set((made, freed + 1));
    // SAFETY: by the caller; the word before the frame says how many words the block has.
    unsafe {
        let block = frame.sub(1);
        drop(Box::from_raw(std::ptr::slice_from_raw_parts_mut(block, *block as usize)));
    }
}

/// The hook `"gc-coro-allocate"`: zeroed memory for a frame that `descriptor` describes (include/gc_coro.h).
///
/// # Safety
/// `descriptor` is one that gc-coro has made.
pub unsafe extern "C" fn frame_new(descriptor: *const u64) -> *mut u64 {
    // SAFETY: by the caller; the second word of a descriptor is the size of the frame.
    let mut frame = words(unsafe { *descriptor.add(1) });
    let address = frame.as_mut_ptr();
    HEAP.with_borrow_mut(|heap| heap.push(frame));
    address
}
