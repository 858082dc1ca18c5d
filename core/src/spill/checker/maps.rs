//! Rule 8: the maps of the frame name the words of the tracked values that are live, and nothing else.

use crate::analysis::Analysis;
use crate::layout::Frame;
use crate::model::{Coroutine, SuspendId, ValueClass, ValueId};
use crate::spill::checker::Defect;
use crate::spill::plan::Inputs;

/// Checks the maps of all frames of a coroutine.
pub fn check(inputs: &Inputs<'_>) -> Vec<Defect> {
    let Inputs { coroutine, analysis, frames, .. } = *inputs;
    let mut defects = Vec::new();
    for suspend in coroutine.suspends.indices() {
        if coroutine.lowering.is_await() {
            let frame = &frames.each[suspend];
            let (area, count) = frame.tracked.area;
            let end = area + count * coroutine.pointer_bytes;
            let words = words_of(coroutine, analysis, frame, suspend);
            let outside = words.into_iter().filter(|&offset| offset < area || offset >= end);
            defects.extend(outside.map(|offset| Defect::Map { suspend, offset }));
        } else {
            defects.extend(check_state(coroutine, analysis, &frames.whole, suspend));
        }
    }
    defects
}

fn check_state(coroutine: &Coroutine, analysis: &Analysis, frame: &Frame, suspend: SuspendId) -> Vec<Defect> {
    let live = words_of(coroutine, analysis, frame, suspend);
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

/// The offsets of the words of tracked values that are live across `suspend`, sorted.
fn words_of(coroutine: &Coroutine, analysis: &Analysis, frame: &Frame, suspend: SuspendId) -> Vec<u64> {
    let is_live = |id: &ValueId| {
        coroutine.values[*id].class == ValueClass::Tracked
            && analysis.live_ranges[*id].live_across.contains(suspend)
    };
    let mut words = Vec::new();
    for id in analysis.stored().filter(is_live) {
        let Some(offset) = frame.values[id] else { continue };
        let count = coroutine.values[id].size / coroutine.pointer_bytes;
        words.extend((0..count).map(|word| offset + word * coroutine.pointer_bytes));
    }
    words.sort_unstable();
    words.dedup();
    words
}
