//! Rule 8: the maps of the frame name the words of the tracked values that are live, and nothing else.

use crate::index::IndexVec;
use crate::layout::Frame;
use crate::model::{Coroutine, SuspendId, ValueClass, ValueId};
use crate::spill::checker::defect::Defect;
use crate::spill::plan::Inputs;

/// Checks the maps of all frames of a coroutine.
pub fn check(inputs: &Inputs<'_>) -> Vec<Defect> {
    let Inputs { coroutine, analysis, frames, .. } = *inputs;
    let is_tracked = |id: &ValueId| coroutine.values[*id].class == ValueClass::Tracked;
    let tracked: Vec<ValueId> = analysis.stored().filter(is_tracked).collect();
    if tracked.is_empty() && frames.whole.tracked.words.is_empty() {
        return Vec::new();
    }
    let mut live_at: IndexVec<SuspendId, Vec<ValueId>> =
        IndexVec::filled(coroutine.suspends.len(), Vec::new());
    for id in tracked {
        analysis.live_ranges[id].live_across.iter().for_each(|suspend| live_at[suspend].push(id));
    }
    let mut defects = Vec::new();
    for (suspend, live) in live_at.iter() {
        if coroutine.lowering.is_await() {
            let frame = &frames.each[suspend];
            let (area, count) = frame.tracked.area;
            let end = area + count * coroutine.pointer_bytes;
            let words = words_of(coroutine, frame, live);
            let outside = words.into_iter().filter(|&offset| offset < area || offset >= end);
            defects.extend(outside.map(|offset| Defect::Map { suspend, offset }));
        } else {
            let words = words_of(coroutine, &frames.whole, live);
            defects.extend(check_state(&frames.whole, suspend, &words));
        }
    }
    defects
}

/// Checks one state, where the words at the offsets `live` hold tracked values.
fn check_state(frame: &Frame, suspend: SuspendId, live: &[u64]) -> Vec<Defect> {
    let words = &frame.tracked.words;
    let is_named = |offset: &u64| {
        let found = words.binary_search_by_key(offset, |word| word.offset);
        found.is_ok_and(|index| words[index].always || words[index].live.contains(suspend))
    };
    let missing = live.iter().copied().filter(|offset| !is_named(offset));
    let named = words.iter().filter(|word| !word.always && word.live.contains(suspend));
    let idle = named.map(|word| word.offset).filter(|offset| live.binary_search(offset).is_err());
    missing.chain(idle).map(|offset| Defect::Map { suspend, offset }).collect()
}

/// The offsets of the words of these tracked values, sorted.
fn words_of(coroutine: &Coroutine, frame: &Frame, live: &[ValueId]) -> Vec<u64> {
    let mut words = Vec::new();
    for &id in live {
        let Some(offset) = frame.values[id] else { continue };
        let count = coroutine.values[id].size / coroutine.pointer_bytes;
        words.extend((0..count).map(|word| offset + word * coroutine.pointer_bytes));
    }
    words.sort_unstable();
    words.dedup();
    words
}
