//! Whether a value is needed after a point.
//!
//! A walk from each use back to the definition, one block at a time: the cost is proportional to the length of the live range. A phi uses its
//! operand at the end of the incoming block.

use rustc_hash::FxHashSet;

use crate::ir::{Block, Value};

use crate::verify::safepoints::Points;
use crate::verify::subject::Subject;

/// One value's walk.
struct Walk<'a, 'f> {
    subject: &'a Subject,
    points: &'a Points,
    /// Position of the definition, and its block; `None` for arguments, which are there from the beginning.
    definition: Option<(u32, Block)>,
    /// Blocks at whose end the value is known to be live.
    live_out: FxHashSet<Block>,
    work: Vec<Block>,
    found: &'f mut dyn FnMut(Value),
}

/// The first point that lies between the definition of `value` and a use of it.
pub fn first_point_across(subject: &Subject, points: &Points, value: Value) -> Option<Value> {
    let mut first: Option<(u32, Value)> = None;
    each_point_across(subject, points, value, &mut |point| {
        let at = subject.position(point).unwrap_or(0);
        if first.is_none_or(|(earliest, _)| at < earliest) {
            first = Some((at, point));
        }
    });
    first.map(|(_, point)| point)
}

/// Calls `found` with each point that lies between the definition of `value` and a use of it; in no order, and maybe more than once.
pub fn each_point_across(subject: &Subject, points: &Points, value: Value, found: &mut dyn FnMut(Value)) {
    if points.is_empty() {
        return;
    }
    let definition = subject.position(value).map(|position| (position, value.block()));
    let mut walk =
        Walk { subject, points, definition, live_out: FxHashSet::default(), work: Vec::new(), found };
    for site in value.uses() {
        if !site.user.is_instruction() {
            continue;
        }
        if site.user.is_phi() {
            let (_, from) = site.user.incoming()[site.operand as usize];
            walk.leave(from, site.user.block());
        } else if let Some(position) = subject.position(site.user) {
            walk.range(site.user.block(), position);
        }
    }
    while let Some(block) = walk.work.pop() {
        walk.range(block, u32::MAX);
    }
}

impl Walk<'_, '_> {
    /// The value is live on the edge from `block` to `next`.
    fn leave(&mut self, block: Block, next: Block) {
        if let Some(point) = self.points.on_edge(block, next) {
            let at = self.subject.position(point).unwrap_or(0);
            let made_before =
                self.definition.is_none_or(|(made, defined_in)| defined_in != block || made < at);
            if made_before {
                (self.found)(point);
            }
        }
        if self.live_out.insert(block) {
            self.work.push(block);
        }
    }

    /// The value is live in `block` up to `end`, from its definition or from the beginning of the block.
    fn range(&mut self, block: Block, end: u32) {
        let begin = self.definition.filter(|(_, defined_in)| *defined_in == block).map(|(made, _)| made);
        for &call in self.points.in_block(block) {
            let at = self.subject.position(call).unwrap_or(0);
            if at < end && begin.is_none_or(|made| made < at) {
                (self.found)(call);
            }
        }
        if begin.is_none() {
            let before = self.subject.predecessors.get(&block).map_or(&[][..], Vec::as_slice);
            for &predecessor in before {
                self.leave(predecessor, block);
            }
        }
    }
}
