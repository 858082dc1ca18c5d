//! Breaks a plan in one place.

use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, Coroutine, EdgeKind, SuspendId, ValueId};
use gc_coro_core::spill::plan::{Action, ClonePlan, Contents, Copy, Register, RegisterId};
use gc_coro_core::spill::state_stores::KeptState;
use gc_coro_core::spill::{Inputs, Point, SpillPlan};

use crate::coroutines::Dominators;
use crate::random::Random;

/// Changes something in a plan, and says what; `None` if there was nothing to change.
pub fn mutate(random: &mut Random, inputs: &Inputs<'_>, plan: &mut SpillPlan) -> Option<&'static str> {
    if random.chance(20) {
        return ramp(random, inputs, plan);
    }
    let number = random.below(2);
    let clone = &mut plan.clones[number];
    if random.chance(8) {
        return kept_states(random, inputs.coroutine, clone);
    }
    if clone.actions.is_empty() {
        return None;
    }
    let step = random.below(clone.actions.len());
    match random.below(12) {
        0..=2 => {
            let dropped = clone.actions.remove(step);
            Some(match dropped {
                Action::Make(_) => "drop a register",
                Action::Use(..) => "drop a use",
                Action::Join { .. } | Action::JoinSlot { .. } => "drop a join",
                _ => "drop a store",
            })
        }
        3 | 4 => move_action(random, inputs, clone, step),
        5 => duplicate(random, inputs, clone, step),
        6 => serve_otherwise(random, clone, step),
        7 => copy_otherwise(random, inputs.coroutine, clone, step),
        8 => hoist(random, inputs.coroutine, clone, step),
        9 => sink_in_list(random, clone, step),
        10 => fill_otherwise(random, clone, step),
        _ => own_instead(clone, step),
    }
}

fn ramp(random: &mut Random, inputs: &Inputs<'_>, plan: &mut SpillPlan) -> Option<&'static str> {
    let stores = &mut plan.ramp.stores;
    if stores.is_empty() {
        return None;
    }
    let index = random.below(stores.len());
    match random.below(3) {
        0 => {
            stores.remove(index);
            Some("drop a store of the ramp")
        }
        1 => {
            stores[index].at = ramp_point(random, inputs)?;
            Some("move a store of the ramp")
        }
        _ => {
            let mut store = stores[index];
            store.at = ramp_point(random, inputs)?;
            stores.push(store);
            Some("store twice in the ramp")
        }
    }
}

/// Somewhere in the ramp.
fn ramp_point(random: &mut Random, inputs: &Inputs<'_>) -> Option<Point> {
    loop {
        let at = point(random, inputs)?;
        if matches!(at, Point::End(_) | Point::Definition(_)) {
            return Some(at);
        }
    }
}

/// Somewhere.
fn point(random: &mut Random, inputs: &Inputs<'_>) -> Option<Point> {
    let coroutine = inputs.coroutine;
    let block = BlockId::from_usize(random.below(coroutine.blocks.len()));
    Some(match random.below(4) {
        0 | 1 => Point::End(block),
        2 => {
            let values: Vec<ValueId> = inputs.analysis.stored().collect();
            random.pick(&values).map_or(Point::End(block), Point::Definition)
        }
        _ => {
            let edges = coroutine.blocks[block].successors.iter();
            let next: Vec<BlockId> =
                edges.filter(|edge| edge.kind == EdgeKind::Normal).map(|edge| edge.block).collect();
            random.pick(&next).map_or(Point::End(block), |next| Point::Edge(block, next))
        }
    })
}

fn kept_states(random: &mut Random, coroutine: &Coroutine, clone: &mut ClonePlan) -> Option<&'static str> {
    if let Some(kept) = clone.kept_states.first_mut().filter(|_| random.chance(50)) {
        kept.stored_after.pop()?;
        return Some("a kept state is not stored");
    }
    let suspend = SuspendId::from_usize(random.below(coroutine.suspends.len()));
    if clone.kept_states.iter().any(|kept| kept.suspend == suspend) {
        return None;
    }
    clone.kept_states.push(KeptState { suspend, stored_after: Vec::new() });
    Some("a state is not stored")
}

/// The place of an action, if it has one of its own.
fn place_of<'a>(
    action: &'a mut Action,
    registers: &'a mut IndexVec<RegisterId, Register>,
) -> Option<&'a mut Point> {
    match action {
        Action::Make(id) => Some(&mut registers[*id].at),
        Action::Join { at, .. } | Action::JoinSlot { at, .. } => Some(at),
        Action::Store(store) => Some(&mut store.at),
        _ => None,
    }
}

fn move_action(
    random: &mut Random,
    inputs: &Inputs<'_>,
    clone: &mut ClonePlan,
    step: usize,
) -> Option<&'static str> {
    let to = point(random, inputs)?;
    let is_make = matches!(clone.actions[step], Action::Make(_));
    let at = place_of(&mut clone.actions[step], &mut clone.registers)?;
    if *at == to || is_make && !matches!(to, Point::End(_)) {
        return None;
    }
    *at = to;
    Some(if is_make { "move a register" } else { "move a store or join" })
}

fn duplicate(
    random: &mut Random,
    inputs: &Inputs<'_>,
    clone: &mut ClonePlan,
    step: usize,
) -> Option<&'static str> {
    let mut action = clone.actions[step].clone();
    if matches!(action, Action::Make(_)) {
        return None;
    }
    *place_of(&mut action, &mut clone.registers)? = point(random, inputs)?;
    clone.actions.push(action);
    Some("a store or join twice")
}

/// Another register of the same value serves a use.
fn serve_otherwise(random: &mut Random, clone: &mut ClonePlan, step: usize) -> Option<&'static str> {
    let Action::Use(_, id) = &mut clone.actions[step] else { return None };
    let value = clone.registers[*id].value;
    let others = clone.registers.iter().filter(|(other, r)| r.value == value && *other != *id);
    *id = random.pick(&others.map(|(other, _)| other).collect::<Vec<_>>())?;
    Some("another register serves a use")
}

/// Something else is stored or joined: the own definition, or any register.
fn copy_otherwise(
    random: &mut Random,
    coroutine: &Coroutine,
    clone: &mut ClonePlan,
    step: usize,
) -> Option<&'static str> {
    let (value, copy) = match &mut clone.actions[step] {
        Action::Join { value, copy, .. } => (*value, copy),
        Action::Store(store) => (store.value, &mut store.copy),
        _ => return None,
    };
    let size = coroutine.values[value].size;
    let registers = clone.registers.iter();
    let registers = registers.filter(|(_, register)| coroutine.values[register.value].size == size);
    let registers: Vec<RegisterId> = registers.map(|(id, _)| id).collect();
    let other = match random.pick(&registers) {
        Some(register) if random.chance(70) => Copy::Register(register),
        _ => Copy::Definition,
    };
    if other == *copy {
        return None;
    }
    *copy = other;
    Some("another copy is stored or joined")
}

/// A register is made at the end of a block that dominates it.
fn hoist(
    random: &mut Random,
    coroutine: &Coroutine,
    clone: &mut ClonePlan,
    step: usize,
) -> Option<&'static str> {
    let Action::Make(id) = clone.actions[step] else { return None };
    let block = clone.registers[id].at.block()?;
    let dominators = Dominators::new(coroutine);
    let is_above = |other: &BlockId| *other != block && dominators.dominates(*other, block);
    let above: Vec<BlockId> = clone.reached.iter().filter(is_above).collect();
    clone.registers[id].at = match random.pick(&above) {
        Some(above) => Point::End(above),
        None => Point::Entry,
    };
    Some("hoist a register")
}

/// An action comes later in the list.
fn sink_in_list(random: &mut Random, clone: &mut ClonePlan, step: usize) -> Option<&'static str> {
    let to = step + 1 + random.below(clone.actions.len() - step);
    if to >= clone.actions.len() {
        return None;
    }
    let action = clone.actions.remove(step);
    clone.actions.insert(to, action);
    Some("an action comes later in the list")
}

/// A register is filled from somewhere else.
fn fill_otherwise(random: &mut Random, clone: &mut ClonePlan, step: usize) -> Option<&'static str> {
    let Action::Make(id) = clone.actions[step] else { return None };
    let value = clone.registers[id].value;
    if let Contents::Remat(operands) = &clone.registers[id].from {
        let place = random.below(operands.len().max(1));
        let operand = *operands.get(place)?;
        let is_like = |register: &Register| register.value == clone.registers[operand].value;
        let others = clone.registers.iter().filter(|(other, r)| is_like(r) && *other != operand);
        let other = random.pick(&others.map(|(other, _)| other).collect::<Vec<_>>())?;
        let mut operands = operands.clone();
        operands[place] = other;
        clone.registers[id].from = Contents::Remat(operands);
        return Some("compute from another copy of an operand");
    }
    let from = [Contents::Slot, Contents::Definition, Contents::Join][random.below(3)].clone();
    if from == clone.registers[id].from
        || from == Contents::Join && clone.joins.binary_search(&value).is_err()
    {
        return None;
    }
    clone.registers[id].from = from;
    Some("fill a register from elsewhere")
}

/// A slot is stored from the own definition instead of a register, or joined from the slot instead of a copy.
fn own_instead(clone: &mut ClonePlan, step: usize) -> Option<&'static str> {
    let Action::Join { value, at, .. } = clone.actions[step] else { return None };
    clone.actions[step] = Action::JoinSlot { value, at };
    Some("join the slot instead")
}
