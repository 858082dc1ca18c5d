//! Erases what nothing uses, cycles through phis included.

use rustc_hash::FxHashSet;

use crate::ir::Value;

/// Erases those of `candidates` whose results nothing but other dead candidates uses. All of them are free of effects.
pub fn remove_dead(candidates: &[Value]) {
    let all: FxHashSet<Value> = candidates.iter().copied().collect();
    let mut live = FxHashSet::default();
    let used_outside = |v: &Value| v.users().iter().any(|user| !all.contains(user));
    let mut work: Vec<Value> = candidates.iter().copied().filter(used_outside).collect();
    while let Some(value) = work.pop() {
        if live.insert(value) {
            work.extend(value.operands().filter(|operand| all.contains(operand)));
        }
    }
    let mut erased = FxHashSet::default();
    let dead: Vec<Value> =
        candidates.iter().copied().filter(|v| !live.contains(v) && erased.insert(*v)).collect();
    for value in &dead {
        value.replace_all_uses_with(value.ty().poison());
    }
    dead.into_iter().for_each(Value::erase);
}
