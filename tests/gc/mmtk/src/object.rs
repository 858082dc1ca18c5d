//! Objects as `gc_runtime.h` has them: a header word, then the pointers, then the bytes.
//!
//! ```text
//! header   bit 0 is 0, bits 1..32 number of bytes, 32..64 number of pointers
//! ```
//!
//! While an object is being copied, MMTk writes the new address over the old header; everything else that MMTk wants to know
//! of an object stands beside the heap.

use std::ptr;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};

use mmtk::util::copy::{CopySemantics, GCWorkerCopyContext};
use mmtk::util::{Address, ObjectReference};
use mmtk::vm::*;

use crate::Runtime;
use crate::census::POISON;
use crate::host::fail;

pub const WORD: usize = 8;

/// How many objects have been copied since the start.
static MOVES: AtomicU64 = AtomicU64::new(0);

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shape {
    pointers: u32,
    bytes: u32,
}

impl Shape {
    /// The shape that a header word gives; `None` if it is no header.
    pub fn of_header(header: u64) -> Option<Shape> {
        let is_header = header & 1 == 0 && header != u64::from_ne_bytes([POISON; WORD]);
        is_header.then_some(Shape { pointers: (header >> 32) as u32, bytes: header as u32 >> 1 })
    }

    /// The size with the header.
    pub fn size(self) -> usize {
        WORD * (1 + self.pointers as usize + (self.bytes as usize).div_ceil(WORD))
    }

    pub fn pointers(self) -> usize {
        self.pointers as usize
    }
}

/// The shape of an object; ends the program if its header has been overwritten.
pub fn shape(object: ObjectReference) -> Shape {
    // SAFETY: an object reference that has passed `heap::check` points to at least one mapped word.
    let header = unsafe { object.to_raw_address().load::<u64>() };
    Shape::of_header(header).unwrap_or_else(|| {
        fail(&format!("the header of the object at {object} is overwritten: {header:#018x}"))
    })
}

/// The address of the pointer with that index.
pub fn slot(object: ObjectReference, index: usize) -> Address {
    object.to_raw_address() + WORD * (1 + index)
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
            let shape = Shape::of_header(pointers << 32 | bytes << 1).unwrap();
            assert_eq!((shape.pointers(), shape.size()), (pointers as usize, words * WORD));
        }
    }

    #[test]
    fn the_largest_header_does_not_overflow() {
        let shape = Shape::of_header(u64::MAX - 1).unwrap();
        assert_eq!(shape.size(), WORD * (1 + u32::MAX as usize + (1 << 28)));
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for word in [1, 0x2000_0000_1001, 0xaaaa_aaaa_aaaa_aaaa] {
            assert_eq!(Shape::of_header(word), None, "{word:#x}");
        }
    }
}
