//! The places of one function that can hold a value, as bits.

use rustc_hash::FxHashMap;

use crate::index::IndexVec;
use crate::layout::Frame;
use crate::model::{BlockId, Coroutine, ObjectId, ValueId};
use crate::spill::plan::{Action, Contents, Copy, Inputs, Register, RegisterId};

/// Which places hold the current value, as bits by the numbers that [`Places`] gives them.
pub type Held = [u64];

/// The words for `count` places.
pub fn words(count: usize) -> usize {
    count.div_ceil(64)
}

/// Whether `place` holds its value.
pub fn get(held: &Held, place: u32) -> bool {
    held[place as usize / 64] >> (place % 64) & 1 != 0
}

/// Notes whether `place` holds its value.
pub fn set(held: &mut Held, place: u32, holds: bool) {
    let word = &mut held[place as usize / 64];
    *word = *word & !(1 << (place % 64)) | u64::from(holds) << (place % 64);
}

/// Takes away what is in `mask`.
fn forget(held: &mut Held, mask: &Held) {
    held.iter_mut().zip(mask).for_each(|(word, mask)| *word &= !mask);
}

/// Keeps what both hold; whether that is less than before.
pub fn merge(held: &mut Held, other: &Held) -> bool {
    let mut lost = 0;
    for (word, other) in held.iter_mut().zip(other) {
        lost |= *word & !other;
        *word &= other;
    }
    lost != 0
}

/// The numbers of the places.
pub struct Places<'a> {
    frame: &'a Frame,
    coroutine: &'a Coroutine,
    slots: IndexVec<ValueId, Option<u32>>,
    own: IndexVec<ValueId, Option<u32>>,
    joins: IndexVec<ValueId, Option<u32>>,
    /// Those of registers that are used in another block than they are made in.
    registers: IndexVec<RegisterId, Option<u32>>,
    /// All places of a value but its own definition, sorted by value.
    copies: Vec<(ValueId, u32)>,
    /// The slots that have bytes in common with a piece of the frame, by its offset and size.
    overlaps: FxHashMap<(u64, u64), Vec<u64>>,
    /// Stored values by the offset of their slots.
    by_offset: Vec<(u64, ValueId)>,
    widest: u64,
    pub count: usize,
}

impl<'a> Places<'a> {
    /// The places of a function that does `actions`. `uses_own` says of which values it uses its own definition outside of the block
    /// of that.
    pub fn new(
        inputs: &Inputs<'a>,
        frame: &'a Frame,
        registers: &IndexVec<RegisterId, Register>,
        actions: &[Action],
        joins: &[ValueId],
        uses_own: &[ValueId],
    ) -> Self {
        let coroutine = inputs.coroutine;
        let none = || IndexVec::filled(coroutine.values.len(), None);
        let mut places = Places {
            frame,
            coroutine,
            slots: none(),
            own: none(),
            joins: none(),
            registers: IndexVec::filled(registers.len(), None),
            copies: Vec::new(),
            overlaps: FxHashMap::default(),
            by_offset: Vec::new(),
            widest: 0,
            count: 0,
        };
        for id in inputs.analysis.stored() {
            let Some(offset) = frame.values[id] else { continue };
            places.slots[id] = Some(places.add_copy(id));
            places.by_offset.push((offset, id));
            places.widest = places.widest.max(coroutine.values[id].size);
        }
        places.by_offset.sort_unstable();
        // The others begin at a word of their own.
        places.count = words(places.count) * 64;
        for &id in joins {
            places.joins[id] = Some(places.add_copy(id));
        }
        for id in far_registers(registers, actions) {
            places.registers[id] = Some(places.add_copy(registers[id].value));
        }
        for &id in uses_own {
            if places.own[id].is_none() {
                places.own[id] = Some(places.add());
            }
        }
        places.copies.sort_unstable();
        places
    }

    fn add(&mut self) -> u32 {
        self.count += 1;
        u32::try_from(self.count - 1).expect("a function has fewer places")
    }

    fn add_copy(&mut self, id: ValueId) -> u32 {
        let place = self.add();
        self.copies.push((id, place));
        place
    }

    pub fn slot(&self, id: ValueId) -> Option<u32> {
        self.slots[id]
    }

    pub fn own(&self, id: ValueId) -> Option<u32> {
        self.own[id]
    }

    pub fn join(&self, id: ValueId) -> Option<u32> {
        self.joins[id]
    }

    pub fn register(&self, id: RegisterId) -> Option<u32> {
        self.registers[id]
    }

    /// All copies of a value.
    pub fn copies(&self, id: ValueId) -> impl Iterator<Item = u32> {
        let first = self.copies.partition_point(|(value, _)| *value < id);
        self.copies[first..].iter().take_while(move |(value, _)| *value == id).map(|(_, place)| *place)
    }

    /// Stored values with a slot in the frame.
    pub fn stored(&self) -> impl Iterator<Item = (ValueId, u32)> {
        self.slots.iter().filter_map(|(id, place)| Some((id, (*place)?)))
    }

    /// Takes away what the slots hold that have bytes in common with the `size` bytes at `offset`.
    pub fn overwrite(&mut self, held: &mut Held, offset: u64, size: u64) {
        if size == 0 {
            return;
        }
        if !self.overlaps.contains_key(&(offset, size)) {
            let mask = self.overlapping(offset, size);
            self.overlaps.insert((offset, size), mask);
        }
        forget(held, &self.overlaps[&(offset, size)]);
    }

    fn overlapping(&self, offset: u64, size: u64) -> Vec<u64> {
        let mut mask = vec![0; words(self.count)];
        self.values_in(offset, size)
            .filter_map(|id| self.slots[id])
            .for_each(|slot| set(&mut mask, slot, true));
        mask
    }

    /// The values whose slots have bytes in common with the `size` bytes at `offset`.
    pub fn values_in(&self, offset: u64, size: u64) -> impl Iterator<Item = ValueId> {
        let first = self.by_offset.partition_point(|(begin, _)| begin + self.widest <= offset);
        let candidates = self.by_offset[first..].iter().take_while(move |(begin, _)| *begin < offset + size);
        let is_in = move |(begin, id): &&(u64, ValueId)| begin + self.coroutine.values[*id].size > offset;
        candidates.filter(is_in).map(|(_, id)| *id)
    }

    /// Whether bytes of an object are also those of some value.
    pub fn shares_bytes(&self, object: ObjectId) -> Option<(u64, u64)> {
        let (offset, size) = (self.frame.objects[object]?, self.coroutine.objects[object].size);
        self.values_in(offset, size).next().map(|_| (offset, size))
    }

    /// Offset and size of a value's slot.
    pub fn bytes(&self, id: ValueId) -> Option<(u64, u64)> {
        Some((self.frame.values[id]?, self.coroutine.values[id].size))
    }
}

/// The registers that are used in another block than they are made in.
fn far_registers(registers: &IndexVec<RegisterId, Register>, actions: &[Action]) -> Vec<RegisterId> {
    let mut is_far: IndexVec<RegisterId, bool> =
        registers.iter().map(|(_, register)| register.at.block().is_none()).collect();
    let mut used_in =
        |id: RegisterId, block: Option<BlockId>| is_far[id] |= registers[id].at.block() != block;
    for action in actions {
        match action {
            Action::Make(id) => {
                if let Contents::Remat(operands) = &registers[*id].from {
                    operands.iter().for_each(|&o| used_in(o, registers[*id].at.block()));
                }
            }
            Action::Use(site, id) => used_in(*id, Some(site.block)),
            Action::OpenRegion { operands, .. } => operands.iter().for_each(|&o| used_in(o, None)),
            Action::Join { copy, at, .. } => {
                if let Copy::Register(id) = copy {
                    used_in(*id, at.block());
                }
            }
            Action::Store(store) => {
                if let Copy::Register(id) = store.copy {
                    used_in(id, store.at.block());
                }
            }
            Action::FindState(_) | Action::JoinSlot { .. } => {}
        }
    }
    is_far.iter().filter(|(_, far)| **far).map(|(id, _)| id).collect()
}
