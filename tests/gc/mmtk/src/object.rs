//! Objects as `gc_runtime.h` has them: a header word, then the pointers, then the bytes; and frames of the await dialect.
//!
//! ```text
//! header   bit 0 is 0, bits 1..32 number of bytes, 32..63 number of pointers, bit 63 is 1
//! frame    continuation (an address, or null), descriptor, then pointers and bytes as the descriptor says
//! ```
//!
//! While an object is being copied, MMTk writes the new address over its first word; everything else that MMTk wants to know
//! of an object stands beside the heap.

use std::ffi::c_void;
use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use mmtk::util::copy::{CopySemantics, GCWorkerCopyContext};
use mmtk::util::{Address, ObjectReference};
use mmtk::vm::*;

use crate::Runtime;
use crate::census::POISON;
use crate::host::{fail, host};

pub const WORD: usize = 8;

/// How many objects have been copied since the start.
static MOVES: AtomicU64 = AtomicU64::new(0);

/// The first word of an object that is no frame.
const IS_HEADER: u64 = 1 << 63;

/// How large an object is and where its pointers are, in words.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    words: usize,
    first: usize,
    pointers: usize,
}

impl Shape {
    /// The shape that a header word gives; `None` if it is no header.
    pub fn of_header(header: u64) -> Option<Shape> {
        let is_poison = header == u64::from_ne_bytes([POISON; WORD]);
        let is_header = header & 1 == 0 && header & IS_HEADER != 0 && !is_poison;
        let pointers = ((header & !IS_HEADER) >> 32) as usize;
        let bytes = (header as u32 >> 1) as usize;
        let words = 1 + pointers + bytes.div_ceil(WORD);
        is_header.then_some(Shape { words, first: 1, pointers })
    }

    /// The shape of the frames of the await dialect that have this descriptor.
    pub fn of_frames(descriptor: *const c_void) -> Shape {
        let shape = (host().await_shape)(descriptor);
        let [words, first, pointers] = [shape.words, shape.first, shape.pointers].map(|n| n as usize);
        Shape { words, first, pointers }
    }

    /// The size in bytes, all words.
    pub fn size(self) -> usize {
        WORD * self.words
    }

    pub fn pointers(self) -> usize {
        self.pointers
    }

    /// The address of the pointer with that index, in an object of this shape.
    pub fn slot(self, object: ObjectReference, index: usize) -> Address {
        object.to_raw_address() + WORD * (self.first + index)
    }
}

/// The shape of an object; ends the program if its first word has been overwritten.
pub fn shape(object: ObjectReference) -> Shape {
    let address = object.to_raw_address();
    // SAFETY: an object reference that has passed `heap::check` points to at least one mapped word.
    let first = unsafe { address.load::<u64>() };
    if first & IS_HEADER != 0 || first & 1 != 0 {
        return Shape::of_header(first).unwrap_or_else(|| {
            fail(&format!("the header of the object at {object} is overwritten: {first:#018x}"))
        });
    }
    // SAFETY: a frame has two words at least; the second is its descriptor from the beginning.
    Shape::of_frames(unsafe { (address + WORD).load::<*const c_void>() })
}

pub fn moves() -> u64 {
    MOVES.load(Relaxed)
}

pub struct Objects;

impl ObjectModel<Runtime> for Objects {
    const GLOBAL_LOG_BIT_SPEC: VMGlobalLogBitSpec = VMGlobalLogBitSpec::side_first();
    const LOCAL_FORWARDING_POINTER_SPEC: VMLocalForwardingPointerSpec =
        VMLocalForwardingPointerSpec::in_header(0);
    const LOCAL_FORWARDING_BITS_SPEC: VMLocalForwardingBitsSpec = VMLocalForwardingBitsSpec::side_first();
    const LOCAL_MARK_BIT_SPEC: VMLocalMarkBitSpec =
        VMLocalMarkBitSpec::side_after(Self::LOCAL_FORWARDING_BITS_SPEC.as_spec());
    const LOCAL_LOS_MARK_NURSERY_SPEC: VMLocalLOSMarkNurserySpec =
        VMLocalLOSMarkNurserySpec::side_after(Self::LOCAL_MARK_BIT_SPEC.as_spec());
    const OBJECT_REF_OFFSET_LOWER_BOUND: isize = 0;
    const UNIFIED_OBJECT_REFERENCE_ADDRESS: bool = true;
    // `scanning` checks the pointers that it meets.
    const NEED_VO_BITS_DURING_TRACING: bool = true;

    fn copy(
        from: ObjectReference,
        semantics: CopySemantics,
        context: &mut GCWorkerCopyContext<Runtime>,
    ) -> ObjectReference {
        let size = shape(from).size();
        let to = context.alloc_copy(from, size, WORD, 0, semantics);
        // SAFETY: `to` is fresh memory of that size, so the two do not overlap, and it is not null.
        let copied = unsafe {
            ptr::copy_nonoverlapping::<u8>(from.to_raw_address().to_ptr(), to.to_mut_ptr(), size);
            ObjectReference::from_raw_address_unchecked(to)
        };
        context.post_copy(copied, size, semantics);
        MOVES.fetch_add(1, Relaxed);
        copied
    }

    fn copy_to(_: ObjectReference, _: ObjectReference, _: Address) -> Address {
        unreachable!("only mark-compact plans ask for it, and `options` takes none")
    }

    fn get_reference_when_copied_to(_: ObjectReference, to: Address) -> ObjectReference {
        // SAFETY: an object begins at its address, which is not null.
        unsafe { ObjectReference::from_raw_address_unchecked(to) }
    }

    fn get_current_size(object: ObjectReference) -> usize {
        shape(object).size()
    }

    fn get_size_when_copied(object: ObjectReference) -> usize {
        shape(object).size()
    }

    fn get_align_when_copied(_: ObjectReference) -> usize {
        WORD
    }

    fn get_align_offset_when_copied(_: ObjectReference) -> usize {
        0
    }

    fn get_type_descriptor(_: ObjectReference) -> &'static [i8] {
        &[]
    }

    fn ref_to_object_start(object: ObjectReference) -> Address {
        object.to_raw_address()
    }

    fn ref_to_header(object: ObjectReference) -> Address {
        object.to_raw_address()
    }

    fn dump_object(object: ObjectReference) {
        eprintln!("{object}: {:?}", shape(object));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_gives_the_shape() {
        for (pointers, bytes, words) in
            [(0, 0, 1), (3, 0, 4), (0, 1, 2), (2, 17, 6), (1 << 20, 8, (1 << 20) + 2)]
        {
            let shape = Shape::of_header(IS_HEADER | pointers << 32 | bytes << 1).unwrap();
            assert_eq!((shape.pointers(), shape.size()), (pointers as usize, words * WORD));
        }
    }

    #[test]
    fn the_largest_header_does_not_overflow() {
        let shape = Shape::of_header(u64::MAX - 1).unwrap();
        assert_eq!(shape.size(), WORD * (1 + i32::MAX as usize + (1 << 28)));
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for word in [0, 1, 0x40_1230, 0x2000_0000_1001, IS_HEADER | 0x11, 0xaaaa_aaaa_aaaa_aaaa] {
            assert_eq!(Shape::of_header(word), None, "{word:#x}");
        }
    }
}
