//! The plan of an excerpt, with the numbers of the whole function.

use crate::model::{SuspendId, UseSite, ValueId};
use crate::sets::index_set::IndexSet;
use crate::spill::numbering::Numbers;
use crate::spill::plan::{Action, CloneKind, ClonePlan, Point, Refusal, Register, Store};

/// Translates the plan of one continuation.
///
/// # Errors
/// Those of the plan.
pub fn translate(
    plan: Result<ClonePlan, Vec<Refusal>>,
    numbers: &Numbers,
) -> Result<ClonePlan, Vec<Refusal>> {
    let of = Translation(numbers);
    match plan {
        Ok(plan) => Ok(of.plan(plan)),
        Err(refusals) => Err(refusals
            .into_iter()
            .map(|Refusal::RegionBeginsTwice(id)| Refusal::RegionBeginsTwice(of.value(id)))
            .collect()),
    }
}

struct Translation<'a>(&'a Numbers);

impl Translation<'_> {
    fn value(&self, id: ValueId) -> ValueId {
        self.0.values.old(id)
    }

    fn suspend(&self, id: SuspendId) -> SuspendId {
        self.0.suspends.old(id)
    }

    fn plan(&self, plan: ClonePlan) -> ClonePlan {
        let ClonePlan {
            kind,
            entries,
            reached,
            suspends,
            regions,
            moved,
            objects,
            joins,
            registers,
            actions,
            kept_states,
            kept_words,
        } = plan;
        debug_assert!(moved.is_none() && kept_states.is_empty(), "a continuation shares no frame");
        debug_assert!(kept_words.is_empty(), "found once the clone is planned");
        let CloneKind::Continuation(id) = kind else { unreachable!("only continuations are excerpts") };
        let kind = CloneKind::Continuation(self.suspend(id));
        let blocks = &self.0.blocks;
        let register = |(_, Register { value, from, at }): (_, &Register)| Register {
            value: self.value(*value),
            from: from.clone(),
            at: self.point(*at),
        };
        ClonePlan {
            kind,
            entries: entries.iter().map(|&(id, block)| (self.suspend(id), blocks.old(block))).collect(),
            reached: IndexSet::of_few(reached.iter().map(|block| blocks.old(block)).collect()),
            suspends: suspends.iter().map(|&id| self.suspend(id)).collect(),
            regions: regions.iter().map(|&id| self.value(id)).collect(),
            moved: None,
            objects: objects.iter().map(|&id| self.0.objects.old(id)).collect(),
            joins: joins.iter().map(|&id| self.value(id)).collect(),
            registers: registers.iter().map(register).collect(),
            actions: actions.into_iter().map(|action| self.action(action)).collect(),
            kept_states,
            kept_words,
        }
    }

    fn point(&self, point: Point) -> Point {
        let block = |id| self.0.blocks.old(id);
        match point {
            Point::Entry | Point::Begin => point,
            Point::Before(id, inst, position) => Point::Before(block(id), inst, position),
            Point::End(id) => Point::End(block(id)),
            Point::Definition(id) => Point::Definition(self.value(id)),
            Point::Edge(from, into) => Point::Edge(block(from), block(into)),
        }
    }

    fn action(&self, action: Action) -> Action {
        match action {
            Action::Make(_) => action,
            Action::Use(site, register) => {
                Action::Use(UseSite { block: self.0.blocks.old(site.block), ..site }, register)
            }
            Action::FindState(states) => {
                Action::FindState(states.into_iter().map(|id| self.suspend(id)).collect())
            }
            Action::OpenRegion { region, operands, in_some_states } => {
                Action::OpenRegion { region: self.value(region), operands, in_some_states }
            }
            Action::Join { value, copy, at } => {
                Action::Join { value: self.value(value), copy, at: self.point(at) }
            }
            Action::JoinSlot { value, at } => {
                Action::JoinSlot { value: self.value(value), at: self.point(at) }
            }
            Action::Store(Store { value, copy, at, suspend }) => Action::Store(Store {
                value: self.value(value),
                copy,
                at: self.point(at),
                suspend: suspend.map(|id| self.suspend(id)),
            }),
        }
    }
}
