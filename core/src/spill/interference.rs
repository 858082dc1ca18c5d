//! Which other values need the bytes of a slot at a given position.
//!
//! The packing assumes that values are written at saves. The plan may write a value earlier only where no other value or object
//! needs the bytes.

use rustc_hash::FxHashMap;

use crate::analysis::{Analysis, RangeWalker};
use crate::model::{BlockId, Coroutine, Position, ValueId};
use crate::sets::interval_set::Intervals;

use crate::layout::{Frame, Occupant};
use crate::spill::store_placement::Early;

/// A value that shares its bytes with more others than this is not written early: the search would cost too much time.
const FEW: usize = 16;

/// Answers the question; the ranges of values are found on demand.
pub struct Sharing<'a> {
    coroutine: &'a Coroutine,
    analysis: &'a Analysis,
    frame: &'a Frame,
    walker: RangeWalker<'a>,
    ranges: FxHashMap<ValueId, Intervals>,
    widest: u64,
}

impl<'a> Sharing<'a> {
    /// Nothing is asked yet.
    #[inline]
    pub fn new(coroutine: &'a Coroutine, analysis: &'a Analysis, frame: &'a Frame) -> Self {
        let walker = RangeWalker::new(coroutine, &analysis.in_clones);
        let widest = frame.slots.iter().map(|s| s.size).max().unwrap_or(0);
        Sharing { coroutine, analysis, frame, walker, ranges: FxHashMap::default(), widest }
    }

    /// Whether no other value needs the bytes of `value` at `position`. Memory in them is not written as long as the value is live.
    #[inline]
    pub fn is_free(&mut self, value: ValueId, position: Position) -> bool {
        let Some(others) = self.others(value) else { return false };
        others.into_iter().all(|other| match other {
            Occupant::Value(other) => !self.range(other).contains(position),
            Occupant::Object(other) => {
                let live_range = self.analysis.objects[other].as_ref();
                live_range.is_some_and(|live_range| !live_range.range.contains(position))
            }
            _ => false,
        })
    }

    /// The others in the same bytes, unless there are many.
    fn others(&self, value: ValueId) -> Option<Vec<Occupant>> {
        let begin = self.frame.values[value]?;
        let end = begin + self.coroutine.values[value].size;
        let slots = &self.frame.slots;
        let first = slots.partition_point(|s| s.offset + self.widest <= begin);
        let mut others = Vec::new();
        for slot in slots[first..].iter().take_while(|s| s.offset < end).filter(|s| s.offset + s.size > begin)
        {
            match slot.what {
                Occupant::Value(other) if other == value => {}
                other if others.len() < FEW => others.push(other),
                _ => return None,
            }
        }
        Some(others)
    }

    fn range(&mut self, value: ValueId) -> &Intervals {
        self.ranges.entry(value).or_insert_with(|| {
            let needs = self.analysis.needs(self.coroutine, value);
            self.walker.range(value, needs)
        })
    }
}

/// The positions directly after which something is stored early.
pub fn stands_at(coroutine: &Coroutine, id: ValueId, early: Early) -> Vec<Position> {
    let first = |block: BlockId| coroutine.blocks[block].first;
    let (value, block) = (&coroutine.values[id], &coroutine.blocks[coroutine.values[id].block]);
    match early {
        Early::Into(block) => vec![first(block)],
        Early::Definition if value.at_block_start => vec![value.position],
        Early::Definition if value.position < block.last => vec![value.position + 1],
        Early::Definition => block.successors.iter().map(|e| first(e.block)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::analyse;
    use crate::layout::{Maps, Rules, lay_out};
    use crate::model_builder::ModelBuilder;

    #[test]
    fn bytes_are_free_where_the_other_is_dead() {
        let mut m = ModelBuilder::new("f");
        let (a, b, c, out, d) = (m.block(), m.block(), m.block(), m.block(), m.block());
        m.suspend(a, out, b, d);
        m.suspend(b, out, c, d);
        let (first, second) = (m.value(a, 1, 8), m.value(b, 6, 8));
        m.used(first, b, 3);
        m.used(second, c, 1);
        let coroutine = m.finish();
        let analysis = analyse(&coroutine).expect("storable");
        let frame = lay_out(&coroutine, &analysis, Rules { packing: true, maps: Maps::Exact });
        assert_eq!(frame.values[first], frame.values[second]);
        let mut sharing = Sharing::new(&coroutine, &analysis, &frame);
        let begin = coroutine.blocks[b].first;
        assert!(!sharing.is_free(second, begin + 2) && sharing.is_free(second, begin + 6));
    }
}
