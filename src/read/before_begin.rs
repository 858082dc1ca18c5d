//! What runs before `llvm.coro.begin`: there is no frame yet, so addresses of its variables that were chosen or hidden by then
//! cannot be moved into it.

use gc_coro_core::layout::Frame;
use gc_coro_core::model::{BlockId, ObjectId, Position, ValueClass, ValueId};
use gc_coro_core::spill::ramp_plan;

use crate::diag::{Diagnostic, Problem};
use crate::ir::Value;
use crate::read::activation::root_of;
use crate::read::{Canonical, ModelMap, diagnostic};

/// Which instructions run before there is a frame.
pub struct BeforeBegin<'a> {
    canonical: &'a Canonical,
    model_map: &'a ModelMap,
    blocks: ramp_plan::BeforeBegin,
}

impl<'a> BeforeBegin<'a> {
    /// For a coroutine that was read.
    pub fn new(canonical: &'a Canonical, model_map: &'a ModelMap) -> Self {
        let blocks = ramp_plan::BeforeBegin::new(&model_map.coroutine, begin_of(canonical, model_map));
        BeforeBegin { canonical, model_map, blocks }
    }

    /// Whether what stands at `position` in `block` may run before there is a frame.
    pub fn is_before(&self, block: BlockId, position: Position) -> bool {
        self.blocks.is_before(block, position)
    }

    /// Whether `user` uses operand `operand` before there is a frame. What the emitter has built comes later.
    pub fn uses_before(&self, user: Value, operand: u32) -> bool {
        let Some(number) = self.model_map.inst_id(user) else { return false };
        // What its operand bundles name is looked at while the frame begins.
        if user == self.canonical.shape.begin {
            return true;
        }
        if user.is_phi() {
            let from = self.model_map.block_id(user.incoming_block(operand));
            return self.is_before(from, self.model_map.coroutine.blocks[from].last);
        }
        let block = self.model_map.block_id(user.block());
        self.is_before(block, self.model_map.position(number))
    }
}

/// Where `llvm.coro.begin` stands in the model.
pub fn begin_of(canonical: &Canonical, model_map: &ModelMap) -> (BlockId, Position) {
    (model_map.block_id(canonical.shape.begin.block()), model_map.begin(canonical))
}

/// Checks that each address of a variable in `frame` can be computed where the frame begins.
///
/// # Errors
/// Addresses that a phi or select chose, or that were hidden in other values or stored in other variables of the frame, before there
/// was one.
pub fn check_addresses(
    canonical: &Canonical,
    model_map: &ModelMap,
    frame: &Frame,
) -> Result<(), Vec<Diagnostic>> {
    let before = BeforeBegin::new(canonical, model_map);
    let coroutine = &model_map.coroutine;
    let function = canonical.shape.function;
    let mut problems = Vec::new();
    for (id, object) in coroutine.objects.iter().filter(|(id, _)| frame.objects[*id].is_some()) {
        for &alias in &object.aliases {
            if before.is_made_before_and_used_after(alias) {
                let object = coroutine.objects[id].name.clone();
                let problem = Problem::AliasBeforeBegin { value: model_map.name(alias), object };
                problems.push(diagnostic(function, Some(model_map.values[alias]), problem));
            }
        }
    }
    problems.extend(hidden(&before, frame));
    problems.sort_by(|a: &Diagnostic, b| a.instruction.cmp(&b.instruction));
    problems.dedup();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

impl BeforeBegin<'_> {
    fn is_made_before_and_used_after(&self, id: ValueId) -> bool {
        let value = &self.model_map.coroutine.values[id];
        self.is_before(value.block, value.position)
            && value.uses.iter().any(|u| !self.is_before(u.block, u.position))
    }
}

fn hidden(before: &BeforeBegin<'_>, frame: &Frame) -> Vec<Diagnostic> {
    let model_map = before.model_map;
    let coroutine = &model_map.coroutine;
    let in_frame = |id: ObjectId| frame.objects[id].is_some();
    let mut problems = Vec::new();
    for (_, object) in coroutine.objects.iter().filter(|(id, _)| in_frame(*id)) {
        let mut report = |place: Value, value: String| {
            let problem = Problem::AliasBeforeBegin { value, object: object.name.clone() };
            problems.push(diagnostic(before.canonical.shape.function, Some(place), problem));
        };
        for &id in &object.disguised {
            let is_early = before.is_made_before_and_used_after(id);
            if is_early && !can_be_made_again(model_map, model_map.values[id]) {
                report(model_map.values[id], model_map.name(id));
            }
        }
        for &store in &object.stored_at {
            let is_early = before.is_before(model_map.block_of(store), model_map.position(store));
            let store = model_map.insts[store];
            let Some(&variable) = model_map.value_ids.get(&root_of(store.argument(1))) else { continue };
            if let ValueClass::Address(id) = coroutine.values[variable].class
                && is_early
                && in_frame(id)
            {
                report(store, coroutine.objects[id].name.clone());
            }
        }
    }
    problems
}

/// Whether `user` is computed from one address alone, and can be computed from the new one where the frame begins.
pub fn can_be_made_again(model_map: &ModelMap, user: Value) -> bool {
    let coroutine = &model_map.coroutine;
    let Some(&id) = model_map.value_ids.get(&user) else { return false };
    if matches!(coroutine.values[id].class, ValueClass::AddressOffset(_)) {
        return true;
    }
    let is_disguise =
        |id: ValueId| coroutine.objects.iter().any(|(_, object)| object.disguised.binary_search(&id).is_ok());
    let is_of_address = |operand: Value| {
        let id = model_map.value_ids.get(&operand).copied();
        id.is_some_and(|id| {
            matches!(coroutine.values[id].class, ValueClass::Address(_) | ValueClass::AddressOffset(_))
                || is_disguise(id)
        })
    };
    is_disguise(id)
        && !user.is_phi()
        && user.operands().filter(|operand| is_of_address(*operand)).count() == 1
}
