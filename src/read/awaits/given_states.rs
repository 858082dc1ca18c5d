//! The states that the awaits of a function are given, as values of the model.

use gc_coro_core::model::{GivenStates, StateKind, ValueId};
use gc_coro_core::walk::walk;
use rustc_hash::FxHashSet;

use crate::ir::Value;
use crate::read::awaits::find::chosen_from;
use crate::read::{Canonical, ModelMap};

/// Finds them. Empty where no await is given a state.
pub fn given_states(canonical: &Canonical, model_map: &ModelMap) -> GivenStates {
    let given = canonical.awaits.iter().filter(|details| details.state_kind() == StateKind::Given);
    let operands: Vec<Value> = given.map(|details| details.make.argument(0)).collect();
    let frames: FxHashSet<Value> = canonical.awaits.iter().filter_map(|details| details.frame).collect();
    let mut states = GivenStates::default();
    for value in walk(operands, chosen_from) {
        // Constants are no values of the model: a state that is undefined is none.
        let Some(&id) = model_map.value_ids.get(&value) else { continue };
        states.values.push(id);
        if chosen_from(value).is_empty() && !frames.contains(&value) {
            states.made.push(id);
        }
    }
    let sort = |ids: &mut Vec<ValueId>| ids.sort_unstable();
    sort(&mut states.values);
    sort(&mut states.made);
    states
}
