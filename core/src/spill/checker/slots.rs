//! Which slots have to hold their values at each suspension.

use crate::index::{Idx, IndexVec};
use crate::model::{SuspendId, ValueClass};
use crate::spill::checker::places::{self, Places, words};
use crate::spill::plan::Inputs;

/// Masks of slots by suspension, of as many words as the slots need.
pub struct SlotsAt {
    words: usize,
    /// The slots of what is live across each suspension, one row after the other.
    live: Vec<u64>,
    /// The slots of what is made between the save and the suspension.
    made_after_save: IndexVec<SuspendId, Vec<u32>>,
    /// The slots of tracked values.
    tracked: Vec<u64>,
}

impl SlotsAt {
    /// For the slots of `places`.
    pub fn new(inputs: &Inputs<'_>, places: &Places<'_>) -> Self {
        let suspends = inputs.coroutine.suspends.len();
        let stored: Vec<_> = places.stored().collect();
        let words = words(stored.len());
        // Where a run begins or ends the bit changes: each row is the one before it with these changes.
        let mut live = vec![0; (suspends + 1) * words];
        let mut made_after_save = IndexVec::filled(suspends, Vec::new());
        let mut tracked = vec![0; words];
        for (id, slot) in stored {
            let live_range = &inputs.analysis.live_ranges[id];
            let (word, bit) = (slot as usize / 64, 1 << (slot % 64));
            for &(first, last) in live_range.live_across.runs() {
                live[first as usize * words + word] ^= bit;
                live[(last as usize + 1) * words + word] ^= bit;
            }
            live_range.made_after_save.iter().for_each(|&s| made_after_save[s].push(slot));
            let is_tracked = inputs.coroutine.values[id].class == ValueClass::Tracked;
            places::set(&mut tracked, slot, is_tracked);
        }
        for at in words..live.len() {
            live[at] ^= live[at - words];
        }
        SlotsAt { words, live, made_after_save, tracked }
    }

    /// The slots of what is live across `suspend`.
    pub fn live(&self, suspend: SuspendId) -> &[u64] {
        &self.live[suspend.index() * self.words..][..self.words]
    }

    /// Those that are filled at the save already.
    pub fn at_save(&self, suspend: SuspendId) -> Vec<u64> {
        let mut slots = self.live(suspend).to_vec();
        self.made_after_save[suspend].iter().for_each(|&slot| places::set(&mut slots, slot, false));
        slots
    }

    /// Takes the slots of tracked values away that no map names after the save of `suspend`.
    pub fn forget_unnamed(&self, suspend: SuspendId, held: &mut [u64]) {
        let named = self.at_save(suspend);
        let masks = self.tracked.iter().zip(&named);
        held.iter_mut().zip(masks).for_each(|(word, (tracked, named))| *word &= !tracked | named);
    }
}
