//! Rule 10: between a suspension and the return to the caller nothing is stored in the slots that it filled.

use rustc_hash::FxHashSet;

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine, ObjectId, SuspendId, ValueId};
use crate::spill::checker::defect::{Defect, Owner, takes};
use crate::spill::checker::places::Places;
use crate::spill::plan::{Action, Inputs, Point, Store};
use crate::walk;

/// The exit paths of one function.
pub struct Exits<'a> {
    pub inputs: &'a Inputs<'a>,
    pub owner: Owner,
    pub places: &'a Places<'a>,
    /// The suspension whose save each block ends in.
    pub saves: &'a IndexVec<BlockId, Option<SuspendId>>,
    /// The objects that share bytes with values, with offset and size.
    pub memory: &'a [(ObjectId, u64, u64)],
    /// The suspend points that the function leaves at.
    pub left: Vec<SuspendId>,
}

impl Exits<'_> {
    /// Checks the stores among `actions`, and the writes of objects.
    pub fn check(&self, actions: &[Action]) -> Vec<Defect> {
        if self.inputs.coroutine.lowering.is_await() {
            return Vec::new();
        }
        let mut defects = self.check_stores(actions);
        defects.extend(self.check_writes());
        defects
    }

    /// An object that is written on the exit path has no bytes of what is live across the suspension.
    fn check_writes(&self) -> Vec<Defect> {
        let Inputs { coroutine, analysis, .. } = *self.inputs;
        if self.memory.is_empty() || self.left.is_empty() {
            return Vec::new();
        }
        let all = self.blocks_after(self.left.iter().map(|&s| coroutine.suspends[s].suspended));
        let mut defects = Vec::new();
        for &(object, offset, size) in self.memory {
            let Some(live_range) = &analysis.objects[object] else { continue };
            let blocks = live_range.writes.iter().filter_map(|&position| coroutine.block_at(position));
            let blocks: FxHashSet<BlockId> = blocks.filter(|block| all.contains(block)).collect();
            for &suspend in self.left.iter().filter(|_| !blocks.is_empty()) {
                let after = self.blocks_after([coroutine.suspends[suspend].suspended]);
                if after.iter().any(|block| blocks.contains(block)) {
                    let lost = self.live_in_bytes(suspend, offset, size);
                    defects.extend(lost.map(|value| Defect::Missing { owner: self.owner, value, suspend }));
                }
            }
        }
        defects
    }

    /// The values that are live across `suspend` with one of the `size` bytes at `offset`.
    fn live_in_bytes(&self, suspend: SuspendId, offset: u64, size: u64) -> impl Iterator<Item = ValueId> {
        let live_ranges = &self.inputs.analysis.live_ranges;
        let values = self.places.values_in(offset, size);
        values.filter(move |&value| live_ranges[value].live_across.contains(suspend))
    }

    fn check_stores(&self, actions: &[Action]) -> Vec<Defect> {
        let coroutine = self.inputs.coroutine;
        let in_exit_block = |action: &Action| match action {
            Action::Store(store) => self.may_be_after(store),
            _ => false,
        };
        // Most plans store nothing there: no walk is needed to see that.
        if !actions.iter().any(in_exit_block) {
            return Vec::new();
        }
        let all = self.blocks_after(self.left.iter().map(|&s| coroutine.suspends[s].suspended));
        let stores = actions.iter().filter_map(|action| match action {
            Action::Store(store) => Some(store),
            _ => None,
        });
        // A right plan has none: then each suspend point is looked at.
        let stored_after: Vec<&Store> = stores.filter(|store| self.is_after(store, &all, None)).collect();
        let mut defects = Vec::new();
        for &suspend in self.left.iter().filter(|_| !stored_after.is_empty()) {
            let leave = coroutine.suspends[suspend].leave;
            let after = self.blocks_after([coroutine.suspends[suspend].suspended]);
            let here = stored_after.iter().filter(|store| self.is_after(store, &after, Some(leave)));
            here.for_each(|store| self.check_store(store, suspend, &mut defects));
        }
        defects
    }

    /// Whether a store may stand on an exit path, which is in blocks after a save.
    fn may_be_after(&self, store: &Store) -> bool {
        let post_save = &self.inputs.analysis.post_save;
        match store.at {
            Point::Before(block, ..) | Point::End(block) => post_save[block],
            Point::Definition(value) => post_save[self.inputs.coroutine.values[value].block],
            Point::Edge(from, into) => post_save[from] || post_save[into],
            Point::Entry | Point::Begin => false,
        }
    }

    /// The blocks that control comes to from `starts` before the next save. At that the frame is in a new state.
    fn blocks_after(&self, starts: impl IntoIterator<Item = BlockId>) -> FxHashSet<BlockId> {
        let is_before_save = |block: &BlockId| self.saves[*block].is_none();
        let starts = starts.into_iter().filter(is_before_save);
        walk::reachable(starts, |block| self.successors(block).filter(is_before_save))
    }

    fn successors(&self, block: BlockId) -> impl Iterator<Item = BlockId> {
        let edges = self.inputs.coroutine.blocks[block].successors.iter();
        edges.filter(|e| takes(self.owner, e.kind)).map(|e| e.block)
    }

    /// Whether a store stands in `blocks`, or between `leave` and these, and control can go on from there to the end without a save.
    fn is_after(&self, store: &Store, blocks: &FxHashSet<BlockId>, leave: Option<BlockId>) -> bool {
        let block = match store.at {
            Point::Before(block, ..) | Point::End(block) => block,
            Point::Definition(value) => self.inputs.coroutine.values[value].block,
            Point::Edge(from, into) => {
                let is_first = leave.is_none_or(|leave| leave == from);
                if is_first || blocks.contains(&from) { into } else { return false }
            }
            Point::Entry | Point::Begin => return false,
        };
        blocks.contains(&block) && self.comes_to_end(block)
    }

    fn comes_to_end(&self, block: BlockId) -> bool {
        self.blocks_after([block]).into_iter().any(|block| self.successors(block).next().is_none())
    }

    /// Notes the slots of `suspend` that a store after it writes to.
    fn check_store(&self, store: &Store, suspend: SuspendId, defects: &mut Vec<Defect>) {
        let Some((begin, size)) = self.places.bytes(store.value) else { return };
        let Inputs { coroutine, analysis, frames, .. } = *self.inputs;
        let objects = analysis.objects_across(suspend).filter_map(|id| {
            let (object, offset) = (&coroutine.objects[id], frames.whole.objects[id]?);
            (offset < begin + size && begin < offset + object.size).then_some(object.value)
        });
        let lost = self.live_in_bytes(suspend, begin, size).chain(objects);
        defects.extend(lost.map(|value| Defect::Missing { owner: self.owner, value, suspend }));
    }
}

/// The suspend points at which a function with the blocks `reached` leaves.
pub fn left(coroutine: &Coroutine, reached: &IndexVec<BlockId, bool>) -> Vec<SuspendId> {
    coroutine.suspends.iter().filter(|(_, suspend)| reached[suspend.leave]).map(|(id, _)| id).collect()
}
