//! Which words of a frame hold tracked pointers, and when.
//!
//! Values stand in the pointer area and are in the map of each suspension that they are live across: they are stored on the path to it.
//! Memory (the promise, variables) is written at any time, by the running coroutine too: its tracked words are in all
//! maps, and hold null wherever it has no content.

use crate::analysis::Analysis;
use crate::index::Idx;
use crate::model::{Coroutine, ObjectId, ValueClass, ValueId};
use crate::sets::suspend_set::SuspendSet;

use crate::layout::occupant::Occupant;
use crate::layout::offsets::Offsets;

/// What the maps say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maps {
    /// The true map.
    Exact,
    /// No value at all: a broken invariant, for tests.
    WithoutValues,
    /// Each value at each suspension: a broken invariant, for tests.
    WithAllValues,
}

/// The tracked words of one frame. Offsets in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tracked {
    /// The pointer area: offset, and number of words.
    pub area: (u64, u64),
    /// By offset; a word that values share is there once.
    pub words: Vec<TrackedWord>,
    /// The offsets of memory for frames of other coroutines. A collector goes on there, if the second word is not null.
    pub inner: Vec<u64>,
}

/// A word that holds a tracked pointer, or null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackedWord {
    /// In bytes from the beginning of the frame.
    pub offset: u64,
    /// The suspensions at which it does.
    pub live: SuspendSet,
    /// It belongs to memory: the pointer is valid in all states.
    pub always: bool,
}

/// Whether all that the occupant holds is tracked, so that it stands in the pointer area.
pub fn is_all_tracked(coroutine: &Coroutine, what: Occupant) -> bool {
    match what {
        Occupant::Value(value) => coroutine.values[value].class == ValueClass::Tracked,
        Occupant::Object(object) => {
            let object = &coroutine.objects[object];
            let words = object.tracked_words.len() as u64;
            words > 0 && words * coroutine.pointer_bytes == object.size
        }
        Occupant::Words(_) => true,
        _ => false,
    }
}

/// Whether the tracked words of an object have slots separate from its other bytes: they can where its content is copied.
pub fn has_separate_words(coroutine: &Coroutine, id: ObjectId) -> bool {
    let is_mixed = !is_all_tracked(coroutine, Occupant::Object(id));
    coroutine.lowering.is_await() && is_mixed && !coroutine.objects[id].tracked_words.is_empty()
}

impl Tracked {
    /// Lists the words of all tracked values and memory, once these have their places.
    pub fn find_words(
        &mut self,
        coroutine: &Coroutine,
        analysis: &Analysis,
        values: &Offsets<ValueId>,
        objects: &Offsets<ObjectId>,
        maps: Maps,
    ) {
        let all: SuspendSet = coroutine.suspends.indices().collect();
        let mut words = Vec::new();
        for (id, offset) in values.iter() {
            let value = &coroutine.values[id];
            if value.class != ValueClass::Tracked {
                continue;
            }
            let live = match maps {
                Maps::Exact => &analysis.live_ranges[id].live_across,
                Maps::WithoutValues => &SuspendSet::default(),
                Maps::WithAllValues => &all,
            };
            for number in 0..value.size / coroutine.pointer_bytes {
                let offset = offset + number * coroutine.pointer_bytes;
                words.push(TrackedWord { offset, live: live.clone(), always: false });
            }
        }
        for (id, offset) in objects.iter() {
            if coroutine.objects[id].holds_frame {
                self.inner.push(offset);
                continue;
            }
            let own = coroutine.objects[id].tracked_words.iter();
            words.extend(own.map(|w| TrackedWord { offset: offset + w, live: all.clone(), always: true }));
        }
        self.words = merged(words);
        self.inner.sort_unstable();
    }

    /// A collector looks at all of the pointer area, in the only state that there is.
    pub fn take_area(&mut self, pointer_bytes: u64) {
        let (begin, count) = self.area;
        let word = |number| TrackedWord {
            offset: begin + number * pointer_bytes,
            live: SuspendSet::default(),
            always: true,
        };
        self.words = (0..count).map(word).collect();
    }

    /// The maps by state, one bit for each word from the first tracked one to the last: the suspensions, and the time before
    /// the first. Beside them the offset of the first word.
    pub fn maps(&self, suspends: usize, pointer_bytes: u64) -> (u64, Vec<Vec<u64>>) {
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return (0, vec![Vec::new(); suspends + 1]);
        };
        let origin = first.offset;
        let bit = |word: &TrackedWord| ((word.offset - origin) / pointer_bytes) as usize;
        let mut maps = vec![vec![0u64; bit(last) / 64 + 1]; suspends + 1];
        for word in &self.words {
            let mut set = |state: usize| maps[state][bit(word) / 64] |= 1 << (bit(word) % 64);
            word.live.iter().for_each(|suspend| set(suspend.index()));
            if word.always {
                set(suspends);
            }
        }
        (origin, maps)
    }
}

/// One entry for each offset.
fn merged(mut words: Vec<TrackedWord>) -> Vec<TrackedWord> {
    words.sort_by_key(|word| word.offset);
    let mut merged: Vec<TrackedWord> = Vec::new();
    for word in words {
        match merged.last_mut().filter(|last| last.offset == word.offset) {
            Some(last) => last.live = last.live.union(&word.live),
            None => merged.push(word),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::SuspendId;

    fn word(offset: u64, live: &[usize], always: bool) -> TrackedWord {
        TrackedWord { offset, live: live.iter().map(|&s| SuspendId::from_usize(s)).collect(), always }
    }

    #[test]
    fn values_that_share_a_word_are_one_entry() {
        assert_eq!(merged(vec![word(16, &[1], false), word(16, &[0], false)]), [word(16, &[0, 1], false)]);
    }

    #[test]
    fn a_map_for_each_state() {
        let words = vec![word(16, &[0], false), word(32, &[0, 1], true), word(16 + 8 * 64, &[1], false)];
        let tracked = Tracked { area: (16, 2), words, inner: Vec::new() };
        let (origin, maps) = tracked.maps(2, 8);
        assert_eq!(origin, 16);
        assert_eq!(maps, [vec![0b101, 0], vec![0b100, 1], vec![0b100, 0]]);
    }
}
