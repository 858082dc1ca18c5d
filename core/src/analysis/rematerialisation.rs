//! Which of the values that are live across a suspension are stored, and which are rematerialised from stored ones.
//!
//! Storing `a + 1`, `a + 2` and `a + 3` costs three slots, storing `a` costs one; storing `a + b` costs one slot, storing
//! `a` and `b` costs two. The cheapest choice is a minimum vertex cut of the rematerialisation operands: every path from a value that can
//! not be computed again to one that is needed after a suspension has to pass a stored value, and the sum of the
//! bytes stored is least. Among equally cheap cuts the one nearest to the needed values recomputes least.
//!
//! LLVM recomputes whatever it can, which can grow the frame (llvm/llvm-project#209195); here it never does.

use petgraph::unionfind::UnionFind;
use rustc_hash::FxHashMap;

use crate::graph::flow::{Network, Node};
use crate::index::{Idx, IndexVec};
use crate::model::{Coroutine, ValueClass, ValueId};

/// How a value that is needed after a suspension gets there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// Every activation that needs it finds it in its own code.
    None,
    /// A slot of the frame.
    Slot,
    /// Its instruction runs again where the value is needed.
    Remat,
}

/// Decides for each value; `live_across` says which are needed after a suspension.
pub fn choose_locations(
    coroutine: &Coroutine,
    live_across: &IndexVec<ValueId, bool>,
) -> IndexVec<ValueId, Location> {
    let mut locations = IndexVec::filled(coroutine.values.len(), Location::None);
    let needed: Vec<ValueId> = coroutine.values.indices().filter(|&v| live_across[v]).collect();
    for &value in &needed {
        locations[value] = match coroutine.values[value].class {
            ValueClass::Data | ValueClass::Tracked => Location::Slot,
            ValueClass::AddressOffset(_) | ValueClass::Unstorable(_) | ValueClass::Region => Location::Remat,
            _ => Location::None,
        };
    }
    if coroutine.keep_for_debugger {
        store_operands(coroutine, &needed, &mut locations);
    } else {
        for component in components(coroutine, &needed) {
            cut_component(coroutine, live_across, &component, &mut locations);
        }
    }
    locations
}

/// Gives slots to the operands of values that cannot have a slot themselves.
fn store_operands(coroutine: &Coroutine, needed: &[ValueId], locations: &mut IndexVec<ValueId, Location>) {
    let unstorable = |&v: &ValueId| {
        let class = coroutine.values[v].class;
        class.is_chosen() && !class.is_storable()
    };
    let mut work: Vec<ValueId> = needed.iter().copied().filter(unstorable).collect();
    while let Some(value) = work.pop() {
        for operand in chosen_operands(coroutine, value) {
            if locations[operand] == Location::None {
                let is_slot = coroutine.values[operand].class.is_storable();
                locations[operand] = if is_slot { Location::Slot } else { Location::Remat };
                work.extend(Some(operand).filter(unstorable));
            }
        }
    }
}

/// The needed values that no frame can hold and that cannot be rematerialised from values that a frame can hold. Each comes with
/// the operand, direct or indirect, that is the reason.
pub fn unspillable(coroutine: &Coroutine, live_across: &IndexVec<ValueId, bool>) -> Vec<(ValueId, ValueId)> {
    let is_unstorable = |v: ValueId| {
        let class = coroutine.values[v].class;
        class.is_chosen() && !class.is_storable()
    };
    let mut found = Vec::new();
    let mut seen = IndexVec::<ValueId, bool>::filled(coroutine.values.len(), false);
    for needed in coroutine.values.indices().filter(|&v| live_across[v] && is_unstorable(v)) {
        let mut work = vec![needed];
        while let Some(value) = work.pop() {
            if std::mem::replace(&mut seen[value], true) {
                continue;
            }
            match &coroutine.values[value].remat_operands {
                None => found.push((needed, value)),
                Some(operands) => work.extend(operands.iter().copied().filter(|&o| is_unstorable(o))),
            }
        }
    }
    found
}

/// Values that a cut may have to pass: the needed ones and all that they are computed from.
fn closure(coroutine: &Coroutine, needed: &[ValueId]) -> Vec<ValueId> {
    let mut seen = IndexVec::<ValueId, bool>::filled(coroutine.values.len(), false);
    let mut work = needed.to_vec();
    let mut all = Vec::new();
    while let Some(value) = work.pop() {
        let class = coroutine.values[value].class;
        if !class.is_chosen() || std::mem::replace(&mut seen[value], true) {
            continue;
        }
        all.push(value);
        work.extend(coroutine.values[value].remat_operands.iter().flatten());
    }
    all.sort_unstable();
    all
}

/// The closure in groups that rematerialisation operands connect; groups in which nothing can be recomputed are left out.
fn components(coroutine: &Coroutine, needed: &[ValueId]) -> Vec<Vec<ValueId>> {
    let all = closure(coroutine, needed);
    let mut groups = UnionFind::new(coroutine.values.len());
    for &value in &all {
        for operand in chosen_operands(coroutine, value) {
            groups.union(value.index(), operand.index());
        }
    }
    let mut by_root: FxHashMap<usize, usize> = FxHashMap::default();
    let mut components: Vec<Vec<ValueId>> = Vec::new();
    for &value in &all {
        let slot = *by_root.entry(groups.find(value.index())).or_insert_with(|| {
            components.push(Vec::new());
            components.len() - 1
        });
        components[slot].push(value);
    }
    components.retain(|c| c.iter().any(|&v| coroutine.values[v].remat_operands.is_some()));
    components
}

fn chosen_operands(coroutine: &Coroutine, value: ValueId) -> impl Iterator<Item = ValueId> {
    let operands = coroutine.values[value].remat_operands.iter().flatten().copied();
    operands.filter(|&o| coroutine.values[o].class.is_chosen())
}

/// Minimum cut of one component: each value is an edge of the capacity of its size from its `input` to its `output`.
fn cut_component(
    coroutine: &Coroutine,
    live_across: &IndexVec<ValueId, bool>,
    component: &[ValueId],
    locations: &mut IndexVec<ValueId, Location>,
) {
    // More than all values of a function together, and far from an overflow.
    const UNCUTTABLE: u64 = 1 << 48;
    let mut network = Network::default();
    let (source, sink) = (network.node(), network.node());
    let mut input: FxHashMap<ValueId, Node> = FxHashMap::default();
    let mut output: FxHashMap<ValueId, Node> = FxHashMap::default();
    for &value in component {
        let (enter, leave) = (network.node(), network.node());
        let is_storable = coroutine.values[value].class.is_storable();
        let bytes = coroutine.values[value].size.max(1);
        network.edge(enter, leave, if is_storable { bytes } else { UNCUTTABLE });
        input.insert(value, enter);
        output.insert(value, leave);
    }
    for &value in component {
        if coroutine.values[value].remat_operands.is_none() {
            network.edge(source, input[&value], UNCUTTABLE);
        }
        for operand in chosen_operands(coroutine, value) {
            network.edge(output[&operand], input[&value], UNCUTTABLE);
        }
        if live_across[value] {
            network.edge(output[&value], sink, UNCUTTABLE);
        }
    }
    network.fill(source, sink);
    let reaches_sink = network.ancestors(sink);
    for &value in component {
        let is_cut = !reaches_sink[input[&value]] && reaches_sink[output[&value]];
        if is_cut {
            locations[value] = Location::Slot;
        } else if reaches_sink[input[&value]] {
            // After the cut: needed, and computed again from what is stored.
            locations[value] = Location::Remat;
        } else {
            locations[value] = Location::None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model_builder::ModelBuilder;

    fn locations(m: ModelBuilder, needed: &[ValueId]) -> IndexVec<ValueId, Location> {
        let coroutine = m.finish();
        let mut live_across = IndexVec::filled(coroutine.values.len(), false);
        for &v in needed {
            live_across[v] = true;
        }
        choose_locations(&coroutine, &live_across)
    }

    #[test]
    fn one_base_instead_of_three_sums() {
        let mut m = ModelBuilder::new("f");
        let b = m.block();
        let a = m.value(b, 0, 8);
        let sums: Vec<ValueId> = (1..4).map(|i| m.value(b, i, 8)).collect();
        for &s in &sums {
            m.remat_operands(s, &[a]);
        }
        let locations = locations(m, &sums);
        assert_eq!(locations[a], Location::Slot);
        assert!(sums.iter().all(|&s| locations[s] == Location::Remat));
    }

    #[test]
    fn one_sum_instead_of_two_dead_operands() {
        let mut m = ModelBuilder::new("f");
        let b = m.block();
        let (x, y, s) = (m.value(b, 0, 8), m.value(b, 1, 8), m.value(b, 2, 8));
        m.remat_operands(s, &[x, y]);
        let locations = locations(m, &[s]);
        assert_eq!(
            (locations[s], locations[x], locations[y]),
            (Location::Slot, Location::None, Location::None)
        );
    }

    #[test]
    fn a_chain_is_stored_once_at_its_narrowest_place() {
        let mut m = ModelBuilder::new("f");
        let b = m.block();
        let wide = m.value(b, 0, 16);
        let narrow = m.value(b, 1, 1);
        let again = m.value(b, 2, 16);
        m.remat_operands(narrow, &[wide]);
        m.remat_operands(again, &[narrow]);
        let locations = locations(m, &[again]);
        assert_eq!(
            (locations[wide], locations[narrow], locations[again]),
            (Location::None, Location::Slot, Location::Remat)
        );
    }

    #[test]
    fn a_derived_pointer_is_computed_from_its_stored_base() {
        let mut m = ModelBuilder::new("f");
        let b = m.block();
        let (base, index, p) = (m.value(b, 0, 8), m.value(b, 1, 8), m.value(b, 2, 8));
        m.remat_operands(p, &[base, index]);
        let mut coroutine = m.finish();
        coroutine.values[base].class = ValueClass::Tracked;
        coroutine.values[p].class = ValueClass::Unstorable(crate::model::Unstorable::Derived);
        for keep_for_debugger in [false, true] {
            coroutine.keep_for_debugger = keep_for_debugger;
            let live_across = [false, false, true].into_iter().collect();
            let locations = choose_locations(&coroutine, &live_across);
            assert_eq!(
                (locations[base], locations[index], locations[p]),
                (Location::Slot, Location::Slot, Location::Remat)
            );
        }
        coroutine.values[p].remat_operands = None;
        let live_across = [false, false, true].into_iter().collect();
        assert_eq!(unspillable(&coroutine, &live_across), [(p, p)]);
    }

    #[test]
    fn nothing_is_recomputed_for_a_debugger() {
        let mut m = ModelBuilder::new("f");
        let b = m.block();
        let a = m.value(b, 0, 8);
        let s = m.value(b, 1, 8);
        m.remat_operands(s, &[a]);
        let mut coroutine = m.finish();
        coroutine.keep_for_debugger = true;
        let live_across = [true, true].into_iter().collect();
        let locations = choose_locations(&coroutine, &live_across);
        assert_eq!((locations[a], locations[s]), (Location::Slot, Location::Slot));
    }
}
