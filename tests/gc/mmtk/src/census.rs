//! All objects, in the order in which they were made: what became of each at the end of a collection.
//!
//! An object that did not survive is overwritten, and so is what a moved object left after, because MMTk itself leaves
//! both as they were: a program that still has an old address would go on to find the old contents there, until the memory is
//! used again. This is also where weak references (`gc_watch`) get their answers from.
//!
//! It costs a look at each object per collection, old generations included: the price of being exact.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use mmtk::util::ObjectReference;

use crate::object::{self, WORD};

/// What overwritten memory is full of. A word of it is neither an aligned address nor one that can be mapped.
pub const POISON: u8 = 0xaa;

/// A weak reference; empty if its object is gone.
type Weak = Option<ObjectReference>;

struct Census {
    objects: Vec<ObjectReference>,
    /// By id.
    watched: Vec<Weak>,
}

static CENSUS: Mutex<Census> = Mutex::new(Census { objects: Vec::new(), watched: Vec::new() });
/// How many of the watched objects are still there.
static WATCHED_ALIVE: AtomicUsize = AtomicUsize::new(0);

pub fn add(object: ObjectReference) {
    CENSUS.lock().unwrap().objects.push(object);
}

/// How many objects there are, as far as the last collection knows.
pub fn count() -> usize {
    CENSUS.lock().unwrap().objects.len()
}

/// A weak reference to `object`, for [`is_alive`].
pub fn watch(object: ObjectReference) -> u32 {
    let watched = &mut CENSUS.lock().unwrap().watched;
    watched.push(Some(object));
    WATCHED_ALIVE.fetch_add(1, Relaxed);
    u32::try_from(watched.len() - 1).expect("a program watches few objects")
}

/// Whether the object was still there at the last collection; `None` if the id is not one.
pub fn is_alive(id: u32) -> Option<bool> {
    CENSUS.lock().unwrap().watched.get(id as usize).map(Option::is_some)
}

/// Whether somebody waits for an object to go.
pub fn watching() -> bool {
    WATCHED_ALIVE.load(Relaxed) != 0
}

/// Brings the census up to date. On the collector's thread, when all that is reachable has been found (and copied), and
/// before MMTk takes the rest for free memory.
pub fn update() {
    let census = &mut *CENSUS.lock().unwrap();
    for weak in census.watched.iter_mut().filter(|weak| weak.is_some()) {
        *weak = weak.and_then(now);
        if weak.is_none() {
            WATCHED_ALIVE.fetch_sub(1, Relaxed);
        }
    }
    census.objects.retain_mut(|object| {
        let Some(new) = now(*object) else {
            overwrite(*object, 0, object::shape(*object).size());
            return false;
        };
        if new != *object {
            // The first word is the new address. MMTk still reads it.
            overwrite(*object, WORD, object::shape(new).size());
            *object = new;
        }
        true
    });
}

/// Where an object is now, if it was reached.
fn now(object: ObjectReference) -> Weak {
    object.is_reachable().then(|| object.get_forwarded_object().unwrap_or(object))
}

/// Overwrites the bytes `from..to` of an object's old place.
fn overwrite(object: ObjectReference, from: usize, to: usize) {
    // SAFETY: the object was there until now, with that size, and nothing else is before MMTk releases the memory.
    unsafe { std::ptr::write_bytes((object.to_raw_address() + from).to_mut_ptr::<u8>(), POISON, to - from) };
}
