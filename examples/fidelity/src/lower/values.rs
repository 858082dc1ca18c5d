//! How representations become scalars of the machine, and where these are in memory.

use crate::closed::{Rep, Task, UnionRep};
use crate::low::{Ty, Val};

/// The scalars of a representation.
pub fn scalars(rep: &Rep) -> Vec<Ty> {
    let mut all = vec![];
    push_scalars(rep, &mut all);
    all
}

/// How many scalars there are.
pub fn width(rep: &Rep) -> usize {
    scalars(rep).len()
}

fn push_scalars(rep: &Rep, all: &mut Vec<Ty>) {
    match rep {
        Rep::Unit | Rep::Never => {}
        Rep::Bool => all.push(Ty::I1),
        Rep::Byte => all.push(Ty::I8),
        Rep::Char | Rep::Int => all.push(Ty::I32),
        Rep::Int64 | Rep::Native => all.push(Ty::I64),
        Rep::Float => all.push(Ty::F64),
        Rep::Str | Rep::Array(_) => all.extend([Ty::Ptr, Ty::I32]),
        Rep::Token => all.push(Ty::Ptr),
        Rep::Tuple(fields) => fields.iter().for_each(|field| push_scalars(field, all)),
        Rep::Union(union) => {
            all.push(Ty::I32);
            all.extend(payload_slots(union).0);
        }
        Rep::Function(closure) => closure.held.iter().for_each(|held| push_scalars(held, all)),
        Rep::Async(task) => push_task(task, all),
    }
}

fn push_task(task: &Task, all: &mut Vec<Ty>) {
    match task {
        Task::Block { captured, .. } => captured.iter().for_each(|held| push_scalars(held, all)),
        Task::Sleep | Task::Ready { .. } => all.push(Ty::I32),
        Task::All(tasks) => tasks.iter().for_each(|task| push_scalars(task, all)),
        Task::AllOf(_) | Task::Each(_) => all.extend([Ty::Ptr, Ty::I32]),
        Task::StartChild(task) | Task::Ignore(task) => push_scalars(task, all),
        Task::Child(_) => all.push(Ty::Ptr),
        Task::CurrentToken => {}
    }
}

/// The slots for payloads of a union, and which of them each case uses: cases share slots of the same type.
pub fn payload_slots(union: &UnionRep) -> (Vec<Ty>, Vec<Vec<usize>>) {
    let mut slots: Vec<Ty> = vec![];
    let mut uses = vec![];
    for case in &union.cases {
        let mut taken = vec![];
        for scalar in case.as_ref().map(scalars).unwrap_or_default() {
            let free = (0..slots.len()).find(|slot| slots[*slot] == scalar && !taken.contains(slot));
            let slot = free.unwrap_or_else(|| {
                slots.push(scalar);
                slots.len() - 1
            });
            taken.push(slot);
        }
        uses.push(taken);
    }
    (slots, uses)
}

/// The offsets of scalars in memory, and the bytes of all.
pub fn layout(scalars: &[Ty]) -> (Vec<u64>, u64) {
    let mut offsets = vec![];
    let (mut at, mut align) = (0u64, 1);
    for scalar in scalars {
        let size = scalar.size();
        at = at.next_multiple_of(size);
        offsets.push(at);
        at += size;
        align = align.max(size);
    }
    (offsets, at.next_multiple_of(align))
}

/// The value of a case that holds `payload`. Slots that the case does not use are zero, so that equal values have equal bits.
pub fn case_of(union: &UnionRep, case: u32, payload: Vec<Val>) -> Vec<Val> {
    let (slots, uses) = payload_slots(union);
    let mut value: Vec<Val> = slots.iter().map(zero).collect();
    for (scalar, slot) in payload.into_iter().zip(&uses[case as usize]) {
        value[*slot] = scalar;
    }
    value.insert(0, Val::Int(Ty::I32, i64::from(case)));
    value
}

/// Zero of a type.
pub(super) fn zero(ty: &Ty) -> Val {
    match ty {
        Ty::Ptr => Val::Null,
        Ty::F64 => Val::Float(0.0),
        ty => Val::Int(ty.clone(), 0),
    }
}
