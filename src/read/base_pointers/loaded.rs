//! Pointers that are loaded out of an object and belong to it (`julia.gc_loaded` of the object and the raw pointer).
//!
//! Such a pointer is made again by its call, from the object. Where pointers of different objects merge, that is still
//! possible if each raw pointer is loaded out of its object and is always the same: then the objects merge, and the place
//! of the raw pointer in them.

use crate::ir::{Builder, Value};

use crate::read::base_pointers::components::{Component, Components};
use crate::read::base_pointers::gc_loaded::{is_load_call, raw_address};
use crate::read::base_pointers::origins::{Origin, Origins};

/// The loaded pointer that `value`, a pointer of kind `Loaded`, is an offset from; rematerialised where more than one merge.
pub fn root(components: &mut Components, value: Value) -> Value {
    let Origin::One(root) = components.origins.origin(value) else {
        unreachable!("only what has an origin is lifted");
    };
    if !components.origins.is_own(root) {
        return root;
    }
    if let Some(&again) = components.remade.get(&root) {
        return again;
    }
    let (owner, field) =
        (components.component(root, Component::Owner), components.component(root, Component::Field));
    let call = first_call(components.origins, root);
    let raw = call.argument(1);
    let build = Builder::after(root).expect("a merge without a place after has no origin");
    let name = |suffix: &str| crate::read::base_pointers::replacement::name_for(root, suffix);
    let space = raw_address(call).ty();
    let cast = if owner.ty() == space { owner } else { build.cast_space(owner, space, &name("owner.cast")) };
    let address = build.offset_by(cast, field, &name("raw.addr"));
    let load = build.copy_of(raw);
    load.set_name(&name("raw"));
    load.set_operand(0, address);
    keep_common_metadata(components.origins, root, load);
    let again = build.copy_of(call);
    again.set_name(&name("loaded"));
    again.set_operand(0, owner);
    again.set_operand(1, load);
    if cast != owner {
        components.note(cast);
    }
    components.created.extend([address, load, again]);
    components.remade.insert(root, again);
    again
}

/// All calls that merge in `root`, the first first.
fn calls(origins: &Origins, root: Value) -> Vec<Value> {
    let mut seen = rustc_hash::FxHashSet::default();
    let (mut work, mut found) = (vec![root], Vec::new());
    while let Some(value) = work.pop() {
        if !seen.insert(value) {
            continue;
        }
        match origins.origin(value) {
            Origin::One(call) if is_load_call(origins.model, call) => found.push(call),
            Origin::One(other) if other != value => work.push(other),
            _ if value.is_phi() => {
                work.extend(value.incoming().into_iter().rev().map(|(incoming, _)| incoming))
            }
            _ => work.extend([value.argument(2), value.argument(1)]),
        }
    }
    found
}

fn first_call(origins: &Origins, root: Value) -> Value {
    calls(origins, root)[0]
}

/// Keeps only the metadata that all of the loads have.
fn keep_common_metadata(origins: &Origins, root: Value, load: Value) {
    let loads: Vec<Value> = calls(origins, root).into_iter().map(|call| call.argument(1)).collect();
    for kind in ["tbaa", "alias.scope", "noalias", "nonnull", "noundef", "align", "range", "dereferenceable"]
    {
        let node = |load: Value| load.metadata(kind);
        if loads.iter().any(|&other| node(other) != node(load)) {
            load.drop_metadata(kind);
        }
    }
    let align = loads.iter().map(|other| other.alignment()).min().unwrap_or(1);
    load.set_alignment(align);
}
