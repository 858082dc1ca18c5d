//! Rule 3 in the list of actions: what makes a register comes before what takes it.

use crate::index::IndexVec;
use crate::model::{BlockId, Coroutine};
use crate::spill::checker::defect::{Defect, Owner};
use crate::spill::plan::{Action, Contents, Copy, Point, Register, RegisterId};

/// Checks the list of one function. The emitter carries it out in its order: a register that is not made yet does not exist.
pub fn check(
    coroutine: &Coroutine,
    owner: Owner,
    actions: &[Action],
    registers: &IndexVec<RegisterId, Register>,
) -> Vec<Defect> {
    let mut is_made = IndexVec::filled(registers.len(), false);
    let mut defects = Vec::new();
    for action in actions {
        let (taken, block): (&[RegisterId], BlockId) = match action {
            Action::Make(id) => {
                let at = block_of(coroutine, registers[*id].at);
                is_made[*id] = true;
                match &registers[*id].from {
                    Contents::Remat(operands) => (operands, at),
                    _ => continue,
                }
            }
            Action::Use(site, id) => (std::slice::from_ref(id), site.block),
            Action::OpenRegion { operands, .. } => (operands, coroutine.entry()),
            Action::Join { copy: Copy::Register(id), at, .. } => {
                (std::slice::from_ref(id), block_of(coroutine, *at))
            }
            Action::Store(store) => match &store.copy {
                Copy::Register(id) => (std::slice::from_ref(id), block_of(coroutine, store.at)),
                Copy::Definition => continue,
            },
            Action::Join { .. } | Action::JoinSlot { .. } | Action::FindState(_) => continue,
        };
        let missing = taken.iter().filter(|&&id| !is_made[id]);
        defects.extend(missing.map(|&id| Defect::Stale { owner, value: registers[id].value, block }));
    }
    defects
}

fn block_of(coroutine: &Coroutine, point: Point) -> BlockId {
    match point {
        Point::Before(block, ..) | Point::End(block) | Point::Edge(block, _) => block,
        Point::Definition(value) => coroutine.values[value].block,
        Point::Entry | Point::Begin => coroutine.entry(),
    }
}
