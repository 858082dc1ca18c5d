//! The roots: words of the stack, and words of coroutine frames.
//!
//! A word of the stack can be a derived pointer, and multiple can share a base, so MMTk gets copies of the bases. In:
//! pairs (base, derived) of addresses, from the stack map; out: `base' + (derived - base)` at `derived`, where `base'` is
//! what the collector made of the copy. All words are read before the collection and written after it: the distance is
//! that of the old addresses. A word of a frame is a tracked pointer itself, and its address is what MMTk gets.

use std::ffi::c_void;
use std::sync::Mutex;

use mmtk::util::Address;
use mmtk::vm::slot::SimpleSlot;

use crate::host::host;
use crate::{heap, threads};

/// One derived pointer of the stack; a base is one that is derived from itself.
struct Derived {
    address: usize,
    /// From the base, before the collection. A derived pointer can lie before its base.
    distance: usize,
    base: usize,
}

/// The words of one stack.
#[derive(Default)]
struct Pairs {
    derived: Vec<Derived>,
    /// The copies; `Derived::base` counts in here. It does not grow while MMTk has addresses of it.
    bases: Vec<usize>,
}

impl Pairs {
    /// # Safety
    /// Both are addresses of words that stay where they are until `write_back`.
    unsafe fn add(&mut self, base: *const u64, derived: *const u64) {
        // SAFETY: the caller's.
        let (old_base, old_derived) = unsafe { (*base as usize, *derived as usize) };
        let distance = old_derived.wrapping_sub(old_base);
        self.derived.push(Derived { address: derived as usize, distance, base: self.bases.len() });
        self.bases.push(old_base);
    }

    /// # Safety
    /// The words of which addresses were given to `add` are still there.
    unsafe fn write_back(&mut self) {
        for derived in self.derived.drain(..) {
            let moved = self.bases[derived.base].wrapping_add(derived.distance);
            // SAFETY: the caller's.
            unsafe { *(derived.address as *mut u64) = moved as u64 };
        }
        self.bases.clear();
    }
}

/// The roots on the stack of one thread.
#[derive(Default)]
pub struct Stack {
    /// The frame pointer at the safepoint that the thread stands at.
    safepoint: Option<usize>,
    pairs: Pairs,
}

impl Stack {
    /// The slots for MMTk. They stay where they are until the thread goes on.
    pub fn slots(&self) -> Vec<SimpleSlot> {
        self.pairs.bases.iter().map(Address::from_ref).map(SimpleSlot::from_address).collect()
    }
}

/// Addresses of words in coroutine frames, which belong to no thread.
static FRAME_WORDS: Mutex<Vec<usize>> = Mutex::new(Vec::new());

/// Runs `body`, in which collections can happen, in a function of the runtime with that frame pointer.
pub fn at_safepoint<T>(frame_pointer: *mut c_void, body: impl FnOnce() -> T) -> T {
    let thread = threads::current();
    thread.stack.lock().unwrap().safepoint = Some(frame_pointer as usize);
    let result = body();
    thread.stack.lock().unwrap().safepoint = None;
    result
}

/// Runs `wait`, during which the running thread is parked: its roots are read and checked before, and written after it.
pub fn parked(wait: impl FnOnce()) {
    let thread = threads::current();
    let mut stack = thread.stack.lock().unwrap();
    let frame_pointer = stack.safepoint.expect("a thread parks at safepoints only");
    (host().stack_visit)(frame_pointer as *mut c_void, add_pair, (&raw mut stack.pairs).cast());
    drop(stack);
    wait();
    // SAFETY: the thread has not left the safepoint, so its stack is as it was.
    unsafe { thread.stack.lock().unwrap().pairs.write_back() };
}

/// Reads the words of all frames and checks them. On the collector's thread, while no thread runs.
pub fn gather_frames() {
    let words = &mut *FRAME_WORDS.lock().unwrap();
    words.clear();
    (host().frames_visit)(add_word, std::ptr::from_mut(words).cast());
}

/// The slots of the frames, for MMTk.
pub fn frame_slots() -> Vec<SimpleSlot> {
    // SAFETY: addresses of words, see `add_word`.
    let address = |&word: &usize| unsafe { Address::from_usize(word) };
    FRAME_WORDS.lock().unwrap().iter().map(address).map(SimpleSlot::from_address).collect()
}

/// What is not in the heap stays as it is.
extern "C" fn add_pair(base: *mut u64, derived: *mut u64, pairs: *mut c_void) {
    // SAFETY: the stack map says that it is a word of the stack.
    let word = unsafe { *base as usize };
    if heap::check(word, || format!("the base pointer in the stack's word at {base:?}")).is_some() {
        // SAFETY: `parked` passes its pairs; the stack does not change until `write_back`.
        unsafe { (*pairs.cast::<Pairs>()).add(base, derived) };
    }
}

extern "C" fn add_word(word: *mut *mut c_void, words: *mut c_void) {
    // SAFETY: the word is a frame's.
    let value = unsafe { *word as usize };
    if heap::check(value, || format!("the pointer in the coroutine frame's word at {word:?}")).is_some() {
        // SAFETY: `gather_frames` passes its vector.
        unsafe { (*words.cast::<Vec<usize>>()).push(word as usize) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves each base of a hand-made stack by `by` bytes, as a collection does.
    fn collect(pairs: &mut Pairs, by: usize) {
        for base in pairs.bases.iter_mut().filter(|base| **base != 0) {
            *base = base.wrapping_add(by);
        }
    }

    fn run(words: &mut [u64], indices: &[(usize, usize)], by: usize) {
        let mut pairs = Pairs::default();
        for &(base, derived) in indices {
            unsafe { pairs.add(&words[base], &words[derived]) };
        }
        collect(&mut pairs, by);
        unsafe { pairs.write_back() };
        assert!(pairs.bases.is_empty() && pairs.derived.is_empty());
    }

    #[test]
    fn derived_pointers_keep_their_distance() {
        let mut words = [0x1000, 0x1018, 0x0ff8, 0x2000];
        run(&mut words, &[(0, 0), (0, 1), (0, 2), (3, 3)], 0x500);
        assert_eq!(words, [0x1500, 0x1518, 0x14f8, 0x2500]);
    }

    #[test]
    fn the_order_of_pairs_does_not_matter() {
        let mut words = [0x1000, 0x1018, 0x1020];
        run(&mut words, &[(0, 1), (0, 0), (0, 2)], 0x100);
        assert_eq!(words, [0x1100, 0x1118, 0x1120]);
    }

    #[test]
    fn a_base_that_is_used_as_such_only_is_left_alone() {
        let mut words = [0x1000, 0x1018];
        run(&mut words, &[(0, 1)], 0x100);
        assert_eq!(words, [0x1000, 0x1118]);
    }

    #[test]
    fn a_word_shown_twice_moves_once() {
        let mut words = [0x1000, 0x1008];
        run(&mut words, &[(0, 1), (0, 1), (0, 0), (0, 0)], 0x40);
        assert_eq!(words, [0x1040, 0x1048]);
    }

    #[test]
    fn null_stays_null_and_what_is_derived_of_it_stays() {
        let mut words = [0, 24, 0];
        run(&mut words, &[(0, 0), (0, 1), (2, 2)], 0x1000);
        assert_eq!(words, [0, 24, 0]);
    }
}
