//! What a register or some bytes of the frame hold.

use gc_coro_core::index::Idx;
use gc_coro_core::model::ValueId;

use crate::random::mix;

/// The bits of one value in one iteration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    id: u64,
    /// Of an address: how many collections had moved the object.
    pub moved: Option<u32>,
}

impl Contents {
    /// Something new.
    pub fn new(number: u64, moved: Option<u32>) -> Self {
        Contents { id: mix(number), moved }
    }

    /// What the instruction of a value gives for `operands`.
    pub fn computed(value: ValueId, operands: &[Contents]) -> Self {
        let add = |hash: u64, number: u64| mix(hash ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let id = operands.iter().fold(mix(value.index() as u64 + 1) | 1, |hash, o| add(hash, o.id));
        let mut addresses = operands.iter().filter_map(|o| o.moved);
        let moved = addresses.next();
        // Addresses of different times together are the address of nothing.
        let is_torn = addresses.any(|other| Some(other) != moved);
        Contents { id: if is_torn { mix(!id) } else { id }, moved }
    }

    /// A collection moves all objects: an address that the collector knows becomes the new one.
    pub fn relocate(&mut self, now: u32) {
        if self.moved.is_some_and(|moved| moved + 1 == now) {
            self.moved = Some(now);
        }
    }
}

/// A byte of the frame: what it belongs to, and its number there.
type Byte = Option<(Contents, u64)>;

/// The bytes of a frame.
pub struct Bytes(Vec<Byte>);

impl Bytes {
    pub fn new(size: u64) -> Self {
        Bytes(vec![None; size as usize])
    }

    pub fn write(&mut self, offset: u64, size: u64, contents: Contents) {
        for number in 0..size {
            self.0[(offset + number) as usize] = Some((contents, number));
        }
    }

    pub fn clear(&mut self, offset: u64, size: u64) {
        self.0[offset as usize..(offset + size) as usize].fill(None);
    }

    /// What was written there as a whole and is still there.
    pub fn read(&self, offset: u64, size: u64) -> Option<Contents> {
        let (contents, _) = self.0[offset as usize]?;
        let belongs = |number: u64| self.0[(offset + number) as usize] == Some((contents, number));
        (0..size).all(belongs).then_some(contents)
    }

    /// A collector finds a pointer in the word at `offset`, or null, and makes it the new one. `None` if it finds something else.
    #[must_use]
    pub fn relocate(&mut self, offset: u64, pointer_bytes: u64, now: u32) -> Option<()> {
        let word = &mut self.0[offset as usize..(offset + pointer_bytes) as usize];
        if word.iter().all(Option::is_none) {
            return Some(());
        }
        let (first, number) = word[0]?;
        let is_whole = word.iter().zip(number..).all(|(byte, number)| *byte == Some((first, number)));
        if !is_whole || first.moved.is_none_or(|moved| moved + 1 != now) {
            return None;
        }
        word.iter_mut().flatten().for_each(|(contents, _)| contents.relocate(now));
        Some(())
    }
}
