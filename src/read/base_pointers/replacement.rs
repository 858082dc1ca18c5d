//! What is made for a value takes its place: names, uses, and phis that turn out to choose nothing.

use rustc_hash::FxHashSet;

use crate::ir::Value;

/// The name of the replacement of `value`.
pub fn name_for(value: Value, suffix: &str) -> String {
    let name = value.name();
    if name.is_empty() { suffix.to_owned() } else { format!("{name}.{suffix}") }
}

/// `pointer` is used for `value` from now on, under its name.
pub fn take_place(value: Value, pointer: Value) {
    let name = value.name();
    if pointer.is_instruction() && pointer.name().is_empty() {
        value.set_name("");
        pointer.set_name(if name.is_empty() { "lifted" } else { &name });
    }
    value.replace_all_uses_with(pointer);
}

/// Replaces new phis that choose between one value and themselves, and those that choose as another phi of their block
/// does. Returns what is gone.
pub fn simplify_phis(created: &[Value]) -> FxHashSet<Value> {
    let phis: FxHashSet<Value> = created.iter().copied().filter(|value| value.is_phi()).collect();
    let mut gone = FxHashSet::default();
    let mut work: Vec<Value> = created.iter().copied().filter(|value| phis.contains(value)).collect();
    while let Some(phi) = work.pop() {
        if gone.contains(&phi) {
            continue;
        }
        let Some(same) = only_choice(phi).or_else(|| twin(phi)) else { continue };
        let users = phi.users().into_iter().filter(|user| phis.contains(user) && *user != phi);
        work.extend(users);
        phi.replace_all_uses_with(same);
        phi.erase();
        gone.insert(phi);
    }
    gone
}

/// The one value other than itself that a phi chooses.
fn only_choice(phi: Value) -> Option<Value> {
    let mut choices = phi.incoming().into_iter().map(|(value, _)| value).filter(|&value| value != phi);
    let first = choices.next()?;
    choices.all(|value| value == first).then_some(first)
}

/// Another phi of the same block that chooses the same.
fn twin(phi: Value) -> Option<Value> {
    /// In a block with more phis than this, equal phis are not searched for.
    const MANY: usize = 64;
    let incoming = phi.incoming();
    let others: Vec<Value> = phi.block().phis().take(MANY + 1).filter(|&other| other != phi).collect();
    let is_twin = |other: &Value| {
        let theirs = other.incoming();
        let chooses = |value: Value| if value == *other { phi } else { value };
        other.ty() == phi.ty()
            && incoming.iter().all(|&(value, block)| {
                theirs.iter().any(|&(their, from)| from == block && chooses(their) == value)
            })
    };
    if others.len() > MANY { None } else { others.into_iter().find(is_twin) }
}
