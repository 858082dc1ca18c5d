//! What a clone does to give its uses their values and its saves their stores, as a list of actions.

use crate::analysis::Location;
use crate::graph::clone_cfg::Node;
use crate::index::IndexVec;
use crate::model::{BlockId, SuspendId, ValueClass, ValueId};
use crate::spill::plan::{Action, Contents, Copy, Point, Refusal, Register, RegisterId, Store};
use crate::spill::reloads::{Reloads, Site};
use crate::spill::sources::{Body, Source};
use crate::spill::store_placement::{StorePlacements, Stores};

/// The steps of one clone.
pub struct Steps {
    /// The values that a register joins, sorted.
    pub joins: Vec<ValueId>,
    pub registers: IndexVec<RegisterId, Register>,
    pub actions: Vec<Action>,
}

/// Lists the steps of a clone. `reloads` says where the values for `sites` are made.
///
/// # Errors
/// Regions with two beginnings in the clone.
pub fn plan(
    body: Body<'_>,
    entries: &[(SuspendId, BlockId)],
    sources: &IndexVec<ValueId, Source>,
    placements: &StorePlacements,
    reloads: &Reloads,
    sites: &[Site],
) -> Result<Steps, Vec<Refusal>> {
    let has_join = |(id, source): (ValueId, &Source)| {
        *source == Source::Join || placements[id].as_ref().is_some_and(|p| !p.joined.is_empty())
    };
    let mut planner = Planner {
        body,
        entries,
        sources,
        placements,
        reloads,
        has_join: sources.iter().map(has_join).collect(),
        made: Made(IndexVec::filled(sources.len(), Vec::new())),
        registers: IndexVec::new(),
        actions: Vec::new(),
    };
    planner.open_regions()?;
    planner.fill_joins();
    planner.serve_uses(sites);
    planner.store_again();
    planner.join_placed();
    let joins = planner.has_join.iter().filter(|(_, has)| **has).map(|(id, _)| id).collect();
    Ok(Steps { joins, registers: planner.registers, actions: planner.actions })
}

/// The register that holds each value in a block from some point on, by the number of the block in the clone's graph, sorted.
struct Made(IndexVec<ValueId, Vec<(Node, RegisterId)>>);

impl Made {
    fn get(&self, id: ValueId, node: Node) -> Option<RegisterId> {
        let made = &self.0[id];
        made.binary_search_by_key(&node, |(n, _)| *n).ok().map(|index| made[index].1)
    }

    fn insert(&mut self, id: ValueId, node: Node, register: RegisterId) {
        let made = &mut self.0[id];
        match made.binary_search_by_key(&node, |(n, _)| *n) {
            Ok(index) => made[index].1 = register,
            Err(index) => made.insert(index, (node, register)),
        }
    }

    fn remove(&mut self, id: ValueId, node: Node) {
        self.0[id].retain(|(n, _)| *n != node);
    }
}

struct Planner<'p> {
    body: Body<'p>,
    entries: &'p [(SuspendId, BlockId)],
    sources: &'p IndexVec<ValueId, Source>,
    placements: &'p StorePlacements,
    reloads: &'p Reloads,
    has_join: IndexVec<ValueId, bool>,
    made: Made,
    registers: IndexVec<RegisterId, Register>,
    actions: Vec<Action>,
}

impl<'p> Planner<'p> {
    /// Opens the regions again that were open at the suspension, where the clone begins.
    fn open_regions(&mut self) -> Result<(), Vec<Refusal>> {
        let (coroutine, analysis) = (self.body.inputs.coroutine, self.body.inputs.analysis);
        let mut refusals = Vec::new();
        for (id, value) in coroutine.values.iter().filter(|(_, v)| v.class == ValueClass::Region) {
            let live_across = &analysis.live_ranges[id].live_across;
            let is_open = |(suspend, _): &&(SuspendId, BlockId)| live_across.contains(*suspend);
            let open: Vec<SuspendId> = self.entries.iter().filter(is_open).map(|(s, _)| *s).collect();
            let is_needed = value.uses.iter().any(|u| self.body.reached[u.block])
                || live_across.iter().any(|s| self.body.reached[coroutine.suspends[s].save]);
            if open.is_empty() || !is_needed {
                continue;
            }
            if self.body.defines(id) {
                refusals.push(Refusal::RegionBeginsTwice(id));
                continue;
            }
            let in_all = open.len() == self.entries.len();
            self.open_region(id, if in_all { None } else { Some(open) });
        }
        if refusals.is_empty() { Ok(()) } else { Err(refusals) }
    }

    /// In the states that are not in `states` the operands of the region are null: their slots may hold others, or nothing yet.
    fn open_region(&mut self, region: ValueId, states: Option<Vec<SuspendId>>) {
        let operands = self.body.inputs.coroutine.values[region].remat_operands.iter().flatten();
        let operands: Vec<ValueId> = operands.copied().collect();
        // Constants are the same in all states; only a frame with slots for operands has an index that distinguishes states.
        let states = states.filter(|_| !operands.is_empty());
        if let Some(states) = &states {
            self.actions.push(Action::FindState(states.clone()));
        }
        let operands = operands.into_iter().map(|o| self.make(o, Point::Entry)).collect();
        self.actions.push(Action::OpenRegion { region, operands, in_some_states: states.is_some() });
    }

    /// Writes each register that joins at the value's definition and where activations begin with the value live.
    fn fill_joins(&mut self) {
        let analysis = self.body.inputs.analysis;
        let mut entries = IndexVec::filled(self.body.inputs.coroutine.suspends.len(), None);
        for &(suspend, entry) in self.entries {
            entries[suspend] = Some(entry);
        }
        let sources = self.sources;
        for (value, _) in sources.iter().filter(|(_, s)| **s == Source::Join) {
            self.join_definition(value);
            for entry in analysis.live_ranges[value].live_across.iter().filter_map(|suspend| entries[suspend])
            {
                let at = Point::End(entry);
                let copy = Copy::Register(self.make(value, at));
                self.actions.push(Action::Join { value, copy, at });
            }
        }
    }

    fn join_definition(&mut self, value: ValueId) {
        if self.body.defines(value) {
            self.actions.push(Action::Join { value, copy: Copy::Definition, at: Point::Definition(value) });
        }
    }

    /// A register that is made for one use serves the later uses in its block, and those in blocks that it dominates.
    fn serve_uses(&mut self, sites: &[Site]) {
        for index in self.in_order(sites) {
            let Site { value, site } = sites[index as usize];
            let is_last = site.position == self.body.inputs.coroutine.blocks[site.block].last;
            let point = if is_last {
                Point::End(site.block)
            } else {
                Point::Before(site.block, site.inst, site.position)
            };
            let register = self.make_or_join(value, site.block, point);
            self.actions.push(Action::Use(site, register));
        }
    }

    /// The numbers of the sites in an order in which those of a dominator come first, and in a block those further up. Sites are
    /// as many as uses, and each place of the clone has a number: they are counted, not compared.
    fn in_order(&self, sites: &[Site]) -> Vec<u32> {
        let blocks = &self.body.inputs.coroutine.blocks;
        // Where the places of each block begin, counted through the blocks of the clone in their order.
        let mut first_place = IndexVec::filled(blocks.len(), 0);
        let mut places = 0;
        for block in self.reloads.blocks() {
            first_place[block] = places;
            places += (blocks[block].last - blocks[block].first) as usize + 1;
        }
        let place = |site: &Site| {
            let site = &site.site;
            first_place[site.block] + (site.position - blocks[site.block].first) as usize
        };
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

    /// Stores the values that the clone makes at the saves that need them; into a frame of its own, all values.
    fn store_again(&mut self) {
        let inputs = self.body.inputs;
        let is_await = inputs.coroutine.lowering.is_await();
        for value in inputs.analysis.stored() {
            if self.placements[value].is_some() {
                continue;
            }
            let is_made_here = self.body.defines(value);
            if is_made_here && inputs.is_stored_at_definition(value) {
                self.store(value, Copy::Definition, Point::Definition(value), None);
            }
            // A slot that a collection did not update holds an old pointer, whoever stored it.
            let at_every_save = is_await || self.body.is_forgotten_by_collector(value);
            if (is_made_here || at_every_save) && !inputs.is_stored_too_early(value) {
                self.store_at_saves(value, at_every_save);
            }
        }
    }

    fn store_at_saves(&mut self, value: ValueId, at_every_save: bool) {
        let inputs = self.body.inputs;
        let (coroutine, live_range) = (inputs.coroutine, &inputs.analysis.live_ranges[value]);
        let is_made_here = self.body.defines(value);
        for suspend in live_range.saves(at_every_save) {
            let save = coroutine.suspends[suspend].save;
            let is_later = !coroutine.lowering.is_await() && live_range.made_after_save.contains(&suspend);
            if is_later || !self.body.reached[save] {
                continue;
            }
            let at = Point::End(save);
            let is_own = save == coroutine.values[value].block || self.sources[value] == Source::Definition;
            let copy = if is_made_here && is_own {
                Copy::Definition
            } else {
                Copy::Register(self.make_or_join(value, save, at))
            };
            self.store(value, copy, at, Some(suspend));
        }
    }

    fn store(&mut self, value: ValueId, copy: Copy, at: Point, suspend: Option<SuspendId>) {
        self.actions.push(Action::Store(Store { value, copy, at, suspend }));
    }

    /// Stores the values with a store placement, and fills the registers that join some of them. All uses are served before an edge
    /// is split.
    fn join_placed(&mut self) {
        let suspends = &self.body.inputs.coroutine.suspends;
        let placements = self.placements;
        let placed = || placements.iter().filter_map(|(id, p)| Some((id, p.as_ref()?)));
        for (value, placement) in placed() {
            let Stores::Later { joined_saves, .. } = &placement.stores else { continue };
            for &suspend in joined_saves {
                let save = suspends[suspend].save;
                let at = Point::End(save);
                let copy = Copy::Register(self.make_or_join(value, save, at));
                self.store(value, copy, at, None);
            }
        }
        for (value, placement) in placed() {
            self.store_placed(value, &placement.stores);
            if !self.has_join[value] {
                continue;
            }
            self.join_definition(value);
            for &(from, into) in &placement.entering {
                let at = self.between(from, into);
                self.actions.push(Action::JoinSlot { value, at });
            }
        }
    }

    fn store_placed(&mut self, value: ValueId, stores: &Stores) {
        match stores {
            Stores::AtDefinition => self.store(value, Copy::Definition, Point::Definition(value), None),
            Stores::Later { saves, edges, .. } => {
                for &save in saves {
                    let at = Point::End(self.body.inputs.coroutine.suspends[save].save);
                    self.store(value, Copy::Definition, at, None);
                }
                for &(from, into) in edges {
                    let at = self.between(from, into);
                    self.store(value, Copy::Definition, at, None);
                }
            }
        }
    }

    /// Where code stands that runs between two blocks: at the end of the first one if nothing else follows, or if the second is where
    /// an exception leads.
    fn between(&self, from: BlockId, into: BlockId) -> Point {
        let blocks = &self.body.inputs.coroutine.blocks;
        let mut next = blocks[from].successors.iter().filter(|e| e.kind.is_in_clones());
        let is_end = blocks[into].is_unlikely || next.all(|e| e.block == into);
        if is_end { Point::End(from) } else { Point::Edge(from, into) }
    }

    /// Whether `id` is in its join register in `block`.
    fn is_joined(&self, id: ValueId, block: Option<BlockId>) -> bool {
        let in_block = || {
            let placement = self.placements[id].as_ref();
            placement.is_none_or(|p| block.is_some_and(|block| p.is_joined(block)))
        };
        self.has_join[id] && in_block()
    }

    /// The register that holds `id` at `point`, which is in `block`.
    fn make_or_join(&mut self, id: ValueId, block: BlockId, point: Point) -> RegisterId {
        if self.is_joined(id, Some(block)) { self.read_join(id, point) } else { self.make(id, point) }
    }

    fn read_join(&mut self, id: ValueId, point: Point) -> RegisterId {
        let node = self.reloads.node(point.block());
        if let Some(register) = self.made.get(id, node) {
            return register;
        }
        let register = self.register(id, Contents::Join, point);
        self.made.insert(id, node, register);
        register
    }

    fn register(&mut self, value: ValueId, from: Contents, at: Point) -> RegisterId {
        let id = self.registers.push(Register { value, from, at });
        self.actions.push(Action::Make(id));
        id
    }

    /// Loads `id` from its slot or computes it again, at `point` or where the value is made for others as well. Operands are followed
    /// with a stack: they may be thousands deep.
    fn make(&mut self, id: ValueId, point: Point) -> RegisterId {
        let point = self.reloads.place(id, point);
        let first = self.reloads.node(point.block());
        let is_joined = self.is_joined(id, point.block());
        if let Some(made) = self.made.get(id, first).filter(|_| !is_joined) {
            return made;
        }
        let mut stack = vec![(id, point, false)];
        while let Some((value, point, operands_done)) = stack.pop() {
            let node = self.reloads.node(point.block());
            if self.made.get(value, node).is_some() {
                continue;
            }
            let operands = self.remat_operands(value);
            if let (Some(operands), false) = (operands, operands_done) {
                stack.push((value, point, true));
                let placed = operands.iter().rev().map(|&o| (o, self.reloads.place(o, point), false));
                stack.extend(placed);
                continue;
            }
            let register = match operands {
                Some(operands) => self.compute_again(value, operands, point),
                None => self.fetch(value, point),
            };
            self.made.insert(value, node, register);
        }
        let made = self.made.get(id, first).expect("just made");
        if is_joined {
            // The join register is what later uses in this block read.
            self.made.remove(id, first);
        }
        made
    }

    /// The operands to compute `id` from, unless it is found as it is.
    fn remat_operands(&self, id: ValueId) -> Option<&'p [ValueId]> {
        let value = &self.body.inputs.coroutine.values[id];
        let is_computed = match value.class {
            ValueClass::AddressOffset(_) => true,
            ValueClass::Data | ValueClass::Tracked | ValueClass::Unstorable(_) => {
                self.body.inputs.analysis.locations[id] == Location::Remat
            }
            _ => false,
        };
        value.remat_operands.as_deref().filter(|_| is_computed)
    }

    fn compute_again(&mut self, id: ValueId, operands: &[ValueId], point: Point) -> RegisterId {
        let register = |&operand: &ValueId| {
            let node = self.reloads.node(self.reloads.place(operand, point).block());
            self.made.get(operand, node).expect("operands come first")
        };
        let operands = operands.iter().map(register).collect();
        self.register(id, Contents::Remat(operands), point)
    }

    /// A value that is not computed from others, at `point`.
    fn fetch(&mut self, id: ValueId, point: Point) -> RegisterId {
        let value = &self.body.inputs.coroutine.values[id];
        let from = match (&self.placements[id], point.block()) {
            (Some(placement), Some(block)) if placement.is_own(block) || value.block == block => {
                Contents::Definition
            }
            (Some(_), block) if self.is_joined(id, block) => return self.read_join(id, point),
            // The slot is out of the map after a bypassed save; the register that joins it is not. Where activations begin the
            // slot fills that register.
            (None, block) if self.is_kept_from_slot(id, block) => return self.read_join(id, point),
            _ => self.contents(id),
        };
        self.register(id, from, point)
    }

    /// Whether the slot of `id` must not be read in `block`, as an operand of something that is computed there.
    fn is_kept_from_slot(&self, id: ValueId, block: Option<BlockId>) -> bool {
        let is_entry = |block| self.entries.iter().any(|&(_, entry)| entry == block);
        self.has_join[id]
            && self.body.is_forgotten_by_collector(id)
            && block.is_some_and(|block| !is_entry(block))
    }

    fn contents(&self, id: ValueId) -> Contents {
        let has_slot = self.body.inputs.frame(self.body.kind).values[id].is_some();
        match self.body.inputs.coroutine.values[id].class {
            ValueClass::Address(_) | ValueClass::Constant | ValueClass::ThreadPointer => Contents::Constant,
            _ if has_slot => Contents::Slot,
            _ => Contents::Nothing,
        }
    }
}
