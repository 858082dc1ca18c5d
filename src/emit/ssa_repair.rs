//! Gives the copied blocks of a clone the values that they use.
//!
//! Three cases, by where a value comes from in the clone:
//! * *Defined elsewhere*: the frame holds it (or what it is computed from) at every use, so it is loaded once where all or
//!   some of its uses are served ([`crate::emit::reload`]).
//! * *Defined here as well*: it comes from its definition or from the frame, so a temporary alloca collects it, written at
//!   the definition and where the activation begins, and LLVM's PromoteMemToReg makes phis of it.
//! * *Used late*: after a save the frame may be somebody else's already, so it is loaded where the activation begins, as in
//!   the second case. So is everything from a state that this activation may fill again, and what a collector does not update
//!   any more after a save that control passes.

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Block, Builder, Value, shim};
use crate::read::{diagnostic, funclets};
use gc_coro_core::analysis::Location;
use gc_coro_core::graph::clone_cfg::{DISPATCH, Node};
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, InstId, Position, SuspendId, ValueClass, ValueId};
use gc_coro_core::spill::store_placement::{StorePlacement, Stores};

use crate::emit::clone::CloneBuilder;
use crate::emit::edge_stores;
use crate::emit::edge_stores::{Between, StorePlacements};
use crate::emit::reload::Reloads;

/// Repairs all values of the clone.
///
/// # Errors
/// A region that keeps objects alive with two beginnings in the clone.
pub fn give_values(clone: &mut CloneBuilder<'_>) -> Result<(), Vec<Diagnostic>> {
    let mut sources = classify(clone);
    let store_placements = edge_stores::find(clone, &mut sources);
    let sites = sites(clone, &sources, &store_placements);
    let reloads = Reloads::find(clone, &sources, &store_placements, &sites);
    // What one use makes serves the next, and those in blocks that it dominates.
    let order = in_order(clone, &reloads, &sites);
    let mut repair = Repair {
        temporaries: make_temporaries(clone, &sources, &store_placements),
        clone,
        reloads,
        store_placements,
        in_block: Made(IndexVec::filled(sources.len(), Vec::new())),
        phis: FxHashMap::default(),
        build: None,
        made: Vec::new(),
    };
    repair.open_regions()?;
    repair.fill_temporaries(&sources);
    repair.serve_uses(order.into_iter().map(|index| &sites[index as usize]));
    repair.store_again(&sources);
    repair.join_placed();
    let temporaries: Vec<Value> = repair.temporaries.iter().filter_map(|(_, t)| *t).collect();
    let made = repair.made;
    clone.drop_templates();
    if !temporaries.is_empty() {
        shim::promote(clone.function, &temporaries);
    }
    // What was fetched where an activation begins, and then not used on any way from there.
    for fetched in made.into_iter().rev().filter(|v| !v.has_uses()) {
        fetched.erase();
    }
    Ok(())
}

/// Where a value comes from in this clone.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// From the clone's own copy of its definition, or it is not used.
    Own,
    /// From the frame, wherever it is used.
    Frame,
    /// From a temporary that several places write.
    Temporary,
}

fn classify(clone: &CloneBuilder<'_>) -> IndexVec<ValueId, Source> {
    let coroutine = &clone.plan.model_map.coroutine;
    let analysis = clone.plan.analysis;
    let source_of = |(id, value): (ValueId, &gc_coro_core::model::Value)| {
        if matches!(value.class, ValueClass::Constant | ValueClass::Address(_) | ValueClass::Region) {
            return Source::Own;
        }
        let used = value.uses.iter().any(|u| clone.reached[u.block]);
        let live_across = !analysis.live_ranges[id].live_across.is_empty();
        if value.class == ValueClass::ThreadPointer {
            // All of an activation's are the same: its own, made where it begins.
            let is_own = clone.reached[value.block] && !coroutine.is_argument(id) && !live_across;
            return if used && !is_own { Source::Frame } else { Source::Own };
        }
        // An address in the frame is arithmetic on the argument: nothing is read, and where it is used it costs nothing.
        let is_address = matches!(value.class, ValueClass::AddressOffset(_));
        if clone.reached[value.block] && !coroutine.is_argument(id) {
            // A store at a save is a use as well.
            let joined = match analysis.locations[id] {
                Location::None => false,
                Location::Slot => live_across,
                Location::Remat => live_across && used,
            };
            return match joined {
                true if is_address => Source::Frame,
                true => Source::Temporary,
                false => Source::Own,
            };
        }
        let forgotten = clone.is_forgotten_by_collector(id);
        if !used && !clone.hands_on(id) && !forgotten {
            return Source::Own;
        }
        let post_save = clone.fills_own_frame()
            || forgotten
            || value.uses.iter().any(|u| clone.reached[u.block] && analysis.post_save[u.block]);
        if post_save && !is_address { Source::Temporary } else { Source::Frame }
    };
    coroutine.values.iter().map(source_of).collect()
}

fn make_temporaries(
    clone: &CloneBuilder<'_>,
    sources: &IndexVec<ValueId, Source>,
    store_placements: &StorePlacements,
) -> IndexVec<ValueId, Option<Value>> {
    let first = clone.entry.first().expect("the dispatch is built");
    let make = |(id, source): (ValueId, &Source)| {
        let original = clone.plan.model_map.values[id];
        let is_joined = store_placements[id].as_ref().is_some_and(|r| !r.joined.is_empty());
        (*source == Source::Temporary || is_joined).then(|| {
            let build = Builder::before(first).without_location();
            build.alloca(original.ty(), &format!("{}.join", original.name()))
        })
    };
    sources.iter().map(make).collect()
}

/// A use in the part of a value that does not come from its own definition.
pub struct Site {
    pub block: BlockId,
    position: Position,
    pub value: ValueId,
    inst: InstId,
    operand: u32,
}

fn sites(
    clone: &CloneBuilder<'_>,
    sources: &IndexVec<ValueId, Source>,
    store_placements: &StorePlacements,
) -> Vec<Site> {
    let coroutine = &clone.plan.model_map.coroutine;
    let mut sites = Vec::new();
    for (id, _) in sources.iter().filter(|(_, s)| **s != Source::Own) {
        let value = &coroutine.values[id];
        let defined_here = clone.reached[value.block] && !coroutine.is_argument(id);
        let is_own = |block| store_placements[id].as_ref().is_some_and(|r| r.is_own(block));
        for u in value.uses.iter().filter(|u| clone.reached[u.block] && !is_own(u.block)) {
            // After the definition in its own block the definition itself is meant.
            if !(defined_here && u.block == value.block && u.position >= value.position) {
                sites.push(Site {
                    block: u.block,
                    position: u.position,
                    value: id,
                    inst: u.inst,
                    operand: u.operand,
                });
            }
        }
    }
    sites
}

/// The numbers of the sites in an order in which those of a dominator come first, and in a block those further up: what one use
/// makes serves the next. Sites are as many as uses, and each place of the clone has a number: they are counted, not compared.
fn in_order(clone: &CloneBuilder<'_>, reloads: &Reloads, sites: &[Site]) -> Vec<u32> {
    let blocks = &clone.plan.model_map.coroutine.blocks;
    // Where the places of each block begin, counted through the blocks of the clone in their order.
    let mut first_place = IndexVec::filled(blocks.len(), 0);
    let mut places = 0;
    for block in reloads.blocks() {
        first_place[block] = places;
        places += (blocks[block].last - blocks[block].first) as usize + 1;
    }
    let place = |site: &Site| first_place[site.block] + (site.position - blocks[site.block].first) as usize;
    let mut next = vec![0u32; places + 1];
    sites.iter().for_each(|site| next[place(site) + 1] += 1);
    (0..places).for_each(|place| next[place + 1] += next[place]);
    let mut order = vec![0; sites.len()];
    for (index, site) in (0u32..).zip(sites) {
        let next = &mut next[place(site)];
        order[*next as usize] = index;
        *next += 1;
    }
    order
}

/// What stands for each value, by the number of the block in the clone's graph (0 for its entry), sorted.
struct Made(IndexVec<ValueId, Vec<(Node, Value)>>);

impl Made {
    fn get(&self, id: ValueId, node: Node) -> Option<Value> {
        let made = &self.0[id];
        made.binary_search_by_key(&node, |(n, _)| *n).ok().map(|index| made[index].1)
    }

    fn insert(&mut self, id: ValueId, node: Node, value: Value) {
        let made = &mut self.0[id];
        match made.binary_search_by_key(&node, |(n, _)| *n) {
            Ok(index) => made[index].1 = value,
            Err(index) => made.insert(index, (node, value)),
        }
    }

    fn remove(&mut self, id: ValueId, node: Node) {
        self.0[id].retain(|(n, _)| *n != node);
    }
}

struct Repair<'p, 'a> {
    clone: &'p mut CloneBuilder<'a>,
    temporaries: IndexVec<ValueId, Option<Value>>,
    reloads: Reloads,
    store_placements: StorePlacements,
    /// What already stands for a value in a block, from some instruction on.
    in_block: Made,
    /// The operands of phis by the blocks that they come from; a phi may have thousands.
    phis: FxHashMap<Value, FxHashMap<Block, Vec<u32>>>,
    build: Option<Builder>,
    /// Everything that was fetched or computed again, operands first.
    made: Vec<Value>,
}

impl Repair<'_, '_> {
    /// Writes each temporary at its definition and where activations begin with the value alive.
    fn fill_temporaries(&mut self, sources: &IndexVec<ValueId, Source>) {
        let plan = self.clone.plan;
        let mut entries = IndexVec::filled(plan.model_map.coroutine.suspends.len(), None);
        for &(suspend, entry) in &self.clone.entries {
            entries[suspend] = Some(entry);
        }
        for (id, _) in sources.iter().filter(|(_, s)| **s == Source::Temporary) {
            let temporary = self.temporaries[id].expect("made for each");
            let original = plan.model_map.values[id];
            if let Some(copy) = self.clone.copy_of(original)
                && let Some(place) = after_definition(copy)
            {
                self.write_temporary(id, copy, temporary, place);
            }
            for entry in
                plan.analysis.live_ranges[id].live_across.iter().filter_map(|suspend| entries[suspend])
            {
                let block = self.clone.block(entry);
                let branch = block.terminator().expect("an entry block ends in a branch");
                let value = self.materialise_from_frame(id, Some(entry), branch);
                self.write_temporary(id, value, temporary, branch);
            }
        }
    }

    fn write_temporary(&self, id: ValueId, value: Value, temporary: Value, before: Value) {
        let align = self.clone.plan.model_map.coroutine.values[id].align;
        Builder::before(before).without_location().store(value, temporary, align);
    }

    /// Opens the regions again that were open at the suspension, where the clone begins.
    fn open_regions(&mut self) -> Result<(), Vec<Diagnostic>> {
        let plan = self.clone.plan;
        for (id, value) in plan.model_map.coroutine.values.iter() {
            if value.class != ValueClass::Region {
                continue;
            }
            let live_across = &plan.analysis.live_ranges[id].live_across;
            let is_open = |(suspend, _): &&(SuspendId, BlockId)| live_across.contains(*suspend);
            let open: Vec<SuspendId> = self.clone.entries.iter().filter(is_open).map(|(s, _)| *s).collect();
            let suspends = &plan.model_map.coroutine.suspends;
            let is_needed = value.uses.iter().any(|u| self.clone.reached[u.block])
                || live_across.iter().any(|s| self.clone.reached[suspends[s].save]);
            if open.is_empty() || !is_needed {
                continue;
            }
            let original = plan.model_map.values[id];
            if self.clone.copy_of(original).is_some() {
                let problem = Problem::RegionBeginsTwice { value: plan.model_map.name(id) };
                return Err(vec![diagnostic(plan.canonical.shape.function, Some(original), problem)]);
            }
            let operands: Vec<ValueId> = value.remat_operands.iter().flatten().copied().collect();
            let in_all = open.len() == self.clone.entries.len();
            self.open_region(id, &operands, if in_all { None } else { Some(&open) });
        }
        Ok(())
    }

    /// Begins region `id` in the clone's entry. In the states that are not in `open` its operands are null: their slots may
    /// hold others, or nothing yet.
    fn open_region(&mut self, id: ValueId, operands: &[ValueId], open: Option<&[SuspendId]>) {
        let plan = self.clone.plan;
        let before = self.clone.entry.terminator().expect("the dispatch is built");
        // Constants are the same in all states; only a frame with slots for operands has an index to tell these apart by.
        let is_open = open.filter(|_| !operands.is_empty()).map(|states| self.clone.is_in_state(states));
        let original = plan.model_map.values[id];
        let loaded: Vec<Value> =
            operands.iter().map(|&o| self.materialise_from_frame(o, None, before)).collect();
        let token = self.clone.map.clone_instruction(original, before);
        for (&operand, loaded) in operands.iter().zip(loaded) {
            let theirs = plan.model_map.values[operand];
            let ours = match is_open {
                Some(flag) => Builder::before(token).select(flag, loaded, loaded.ty().null(), &theirs.name()),
                None => loaded,
            };
            for index in (0..token.operand_count()).filter(|&i| token.operand(i) == Some(theirs)) {
                token.set_operand(index, ours);
            }
        }
        self.clone.regions.push((id, token));
        for site in plan.model_map.coroutine.values[id].uses.iter().filter(|u| self.clone.reached[u.block]) {
            if let Some(user) = self.clone.copy_of(plan.model_map.insts[site.inst]) {
                user.set_operand(site.operand, token);
            }
        }
    }

    /// Sets the operand of each use.
    fn serve_uses<'s>(&mut self, sites: impl Iterator<Item = &'s Site>) {
        let model_map = self.clone.plan.model_map;
        for site in sites {
            let original = model_map.insts[site.inst];
            if model_map.position(site.inst) == site.position {
                let Some(user) = self.clone.copy_in(site.block, original) else { continue };
                let value = self.materialise(site.value, site.block, user);
                user.set_operand(site.operand, value);
                continue;
            }
            // A phi uses its value where the incoming block ends.
            let block = model_map.block_of(site.inst);
            let phi = self.clone.reached[block].then(|| self.clone.copy_in(block, original)).flatten();
            let (Some(phi), Some(before)) = (phi, self.clone.terminator_of(site.block)) else { continue };
            let value = self.materialise(site.value, site.block, before);
            let by_block = self.phis.entry(phi).or_insert_with(|| operands_by_block(phi));
            for &operand in by_block.get(&funclets::source_of(before.block())).into_iter().flatten() {
                phi.set_operand(operand, value);
            }
        }
    }

    /// Stores the values made in this clone at the saves that need them; into a frame of its own, all values.
    fn store_again(&mut self, sources: &IndexVec<ValueId, Source>) {
        let plan = self.clone.plan;
        let coroutine = &plan.model_map.coroutine;
        for id in plan.analysis.stored() {
            if self.store_placements[id].is_some() {
                continue;
            }
            let (value, live_range) = (&coroutine.values[id], &plan.analysis.live_ranges[id]);
            let is_made_here = self.clone.reached[value.block] && !coroutine.is_argument(id);
            let made = self.clone.copy_of(plan.model_map.values[id]).filter(|_| is_made_here);
            if let Some(copy) = made
                && self.clone.access().stores_at_definition(id)
                && let Some(place) = after_definition(copy)
            {
                self.clone.access().spill(&Builder::before(place), id, copy);
            }
            // A slot that a collection has passed by holds an old pointer, whoever stored it.
            let at_every_save = coroutine.lowering.is_await() || self.clone.is_forgotten_by_collector(id);
            if made.is_none() && !at_every_save {
                continue;
            }
            for suspend in live_range.saves(at_every_save) {
                let save = coroutine.suspends[suspend].save;
                let is_later =
                    !coroutine.lowering.is_await() && live_range.made_after_save.contains(&suspend);
                if is_later || !self.clone.reached[save] || self.clone.access().stores_too_early(id) {
                    continue;
                }
                let Some(branch) = self.clone.terminator_of(save) else { continue };
                let current = match made {
                    Some(copy) if save == value.block || sources[id] == Source::Own => copy,
                    _ => self.materialise(id, save, branch),
                };
                self.clone.access_at(suspend).spill(&Builder::before(branch), id, current);
            }
        }
    }

    /// Stores the values that live in their slots, and fills the registers that join some of them. The edges that this splits
    /// are those that uses were found by.
    fn join_placed(&mut self) {
        let plan = self.clone.plan;
        let all: Vec<ValueId> =
            self.store_placements.indices().filter(|&id| self.store_placements[id].is_some()).collect();
        for &id in &all {
            let Some(StorePlacement { stores: Stores::Later { joined_saves, .. }, .. }) =
                &self.store_placements[id]
            else {
                continue;
            };
            for suspend in joined_saves.clone() {
                let save = plan.model_map.coroutine.suspends[suspend].save;
                let Some(branch) = self.clone.terminator_of(save) else { continue };
                let current = self.materialise(id, save, branch);
                self.clone.access().spill(&Builder::before(branch), id, current);
            }
        }
        let mut between = Between::default();
        for id in all {
            let store_placement = self.store_placements[id].take().expect("it is one of them");
            edge_stores::store(self.clone, &mut between, id, &store_placement.stores);
            let copy = self.clone.copy_of(plan.model_map.values[id]);
            let (Some(temporary), Some(copy)) = (self.temporaries[id], copy) else { continue };
            if let Some(place) = after_definition(copy) {
                self.write_temporary(id, copy, temporary, place);
            }
            let places: Vec<Value> =
                store_placement.entering.iter().flat_map(|&edge| between.places(self.clone, edge)).collect();
            for place in places {
                let value = self.fetch(id, place);
                self.write_temporary(id, value, temporary, place);
            }
        }
    }

    /// The register that joins what stands for `id` in `block`, where one does.
    fn temporary(&self, id: ValueId, block: Option<BlockId>) -> Option<Value> {
        let is_joined = |r: &StorePlacement| block.is_some_and(|block| r.is_joined(block));
        self.temporaries[id].filter(|_| self.store_placements[id].as_ref().is_none_or(is_joined))
    }

    /// What stands for `id` before `before`, which is in `block`.
    fn materialise(&mut self, id: ValueId, block: BlockId, before: Value) -> Value {
        let Some(temporary) = self.temporary(id, Some(block)) else {
            return self.materialise_from_frame(id, Some(block), before);
        };
        self.load_temporary(id, temporary, block, before)
    }

    fn load_temporary(&mut self, id: ValueId, temporary: Value, block: BlockId, before: Value) -> Value {
        let node = self.node(Some(block));
        if let Some(value) = self.in_block.get(id, node) {
            return value;
        }
        let original = self.clone.plan.model_map.values[id];
        let align = self.clone.plan.model_map.coroutine.values[id].align;
        // LLVM's promotion takes it away again: it needs no name.
        let value = self.build(before).load(original.ty(), temporary, align, "");
        self.in_block.insert(id, node, value);
        value
    }

    /// Loads `id` from its slot or computes it again, before `before` (in `block`; in the clone's entry if that is
    /// `None`) or where the value is made for several. Recipes are followed with a stack: they may be thousands deep.
    fn materialise_from_frame(&mut self, id: ValueId, block: Option<BlockId>, before: Value) -> Value {
        let (block, before) = self.reloads.place(self.clone, id, block, before);
        let first = self.node(block);
        if let Some(made) = self.in_block.get(id, first).filter(|_| self.temporary(id, block).is_none()) {
            return made;
        }
        let mut stack = vec![(id, block, before, false)];
        while let Some((value, block, before, operands_done)) = stack.pop() {
            let node = self.node(block);
            if self.in_block.get(value, node).is_some() {
                continue;
            }
            let remat_operands = self.remat_operands(value);
            if let (Some(remat_operands), false) = (&remat_operands, operands_done) {
                stack.push((value, block, before, true));
                for &operand in remat_operands.iter().rev() {
                    let (block, before) = self.reloads.place(self.clone, operand, block, before);
                    stack.push((operand, block, before, false));
                }
                continue;
            }
            let made = match remat_operands {
                Some(remat_operands) => self.compute_again(value, &remat_operands, block, before),
                None => self.operand(value, block, before),
            };
            self.in_block.insert(value, node, made);
        }
        let made = self.in_block.get(id, first).expect("just made");
        if self.temporary(id, block).is_some() {
            // The temporary is what later uses in this block read.
            self.in_block.remove(id, first);
        }
        made
    }

    /// The number under which a block's values are found; 0 for the clone's entry.
    fn node(&self, block: Option<BlockId>) -> Node {
        block
            .map_or(DISPATCH, |block| self.reloads.order(block).expect("a use stands in a block of the part"))
    }

    /// Builds before `before`.
    fn build(&mut self, before: Value) -> &Builder {
        match &mut self.build {
            Some(build) => build.go_before(before),
            none => *none = Some(Builder::before(before)),
        }
        self.build.as_ref().expect("just made")
    }

    /// The operands to compute `id` from, unless it is found as it is.
    fn remat_operands(&self, id: ValueId) -> Option<Vec<ValueId>> {
        let value = &self.clone.plan.model_map.coroutine.values[id];
        let computed = match value.class {
            ValueClass::AddressOffset(_) => true,
            ValueClass::Data | ValueClass::Tracked | ValueClass::Unstorable(_) => {
                self.clone.plan.analysis.locations[id] == Location::Remat
            }
            _ => false,
        };
        if computed { value.remat_operands.clone() } else { None }
    }

    fn compute_again(
        &mut self,
        id: ValueId,
        remat_operands: &[ValueId],
        block: Option<BlockId>,
        before: Value,
    ) -> Value {
        let copy = self.clone.compute(id, before);
        for &operand in remat_operands {
            let theirs = self.clone.plan.model_map.values[operand];
            let (place, _) = self.reloads.place(self.clone, operand, block, before);
            let ours = self.in_block.get(operand, self.node(place)).expect("operands come first");
            for index in (0..copy.operand_count()).filter(|&i| copy.operand(i) == Some(theirs)) {
                copy.set_operand(index, ours);
            }
        }
        self.made.push(copy);
        copy
    }

    /// A value that is not computed from others, for `before` in `block`.
    fn operand(&mut self, id: ValueId, block: Option<BlockId>, before: Value) -> Value {
        if let (Some(store_placement), Some(at)) = (&self.store_placements[id], block) {
            let value = &self.clone.plan.model_map.coroutine.values[id];
            if store_placement.is_own(at) || value.block == at {
                return self
                    .clone
                    .copy_of(self.clone.plan.model_map.values[id])
                    .expect("residents are made here");
            }
            if let Some(temporary) = self.temporaries[id].filter(|_| store_placement.is_joined(at)) {
                return self.load_temporary(id, temporary, at, before);
            }
        }
        self.fetch(id, before)
    }

    /// A value that is not computed from others: in its slot, or the same in all clones.
    fn fetch(&mut self, id: ValueId, before: Value) -> Value {
        let plan = self.clone.plan;
        let original = plan.model_map.values[id];
        if let ValueClass::Address(object) = plan.model_map.coroutine.values[id].class {
            return self.clone.object(object);
        }
        if original == plan.canonical.shape.begin {
            return self.clone.access().frame;
        }
        if plan.model_map.coroutine.values[id].class == ValueClass::ThreadPointer {
            return self.clone.identity(original);
        }
        self.build(before);
        let build = self.build.as_ref().expect("just placed");
        let Some(from) = self.clone.access().reload_address(build, id) else {
            // Only a defect of the analysis leads here; the verify stage reports the foreign operand.
            return original;
        };
        // One of them bears the name; those of all blocks would be more text than code.
        let name = if from.is_first { format!("{}.reload", original.name()) } else { String::new() };
        let load = build.load(original.ty(), from.address, from.align, &name);
        if from.is_own {
            self.made.push(from.address);
        }
        self.made.push(load);
        load
    }
}

fn operands_by_block(phi: Value) -> FxHashMap<Block, Vec<u32>> {
    let mut operands: FxHashMap<Block, Vec<u32>> = FxHashMap::default();
    for (operand, (_, block)) in (0u32..).zip(phi.incoming()) {
        operands.entry(block).or_default().push(operand);
    }
    operands
}

/// The first place after a definition where an instruction may stand.
pub fn after_definition(definition: Value) -> Option<Value> {
    if definition.is_phi() {
        definition.block().first_insertion_point()
    } else if definition.is_terminator() {
        // An invoke, or a callbr on the way that its first successor is for.
        definition.successor(0).first_insertion_point()
    } else {
        definition.next()
    }
}
