//! A clone while it is built: its blocks, copied or moved, and what corresponds to the instructions, blocks and objects of the ramp.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use gc_coro_core::analysis::Location;
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{self, BlockId, ObjectId, SuspendId, ValueClass, ValueId};
use gc_coro_core::spill::ClonePlan;

use crate::emit::frame_access::{Addresses, FrameAccess};
use crate::emit::plan::Plan;
use crate::ir::shim::CloneMap;
use crate::ir::{Block, Builder, Function, Value};
use crate::read::intrinsics::Coro;

/// A clone while it is built.
pub struct CloneBuilder<'a> {
    pub plan: Plan<'a>,
    /// Its plan.
    pub spill: &'a ClonePlan,
    pub function: Function,
    pub entry: Block,
    /// The copies of the ramp's instructions and blocks.
    pub map: CloneMap,
    /// What is computed again of the values in these, as it was read: the uses of the moved instructions change.
    pub(super) templates: Vec<(ValueId, Value)>,
    /// What was erased in these.
    pub(super) erased: RefCell<FxHashSet<Value>>,
    /// Addresses of slots.
    pub(super) addresses: Addresses,
    /// The address of each memory object that the clone uses.
    pub objects: FxHashMap<ObjectId, Value>,
    /// Of a shared body: the locals of what it loads from the frames, by value.
    pub locals: Vec<(ValueId, Value)>,
    /// The thread pointers of the clone, by the calls that got them in the ramp.
    pub thread_pointers: Vec<(Value, Value)>,
    /// The regions that were open at the suspension, and their tokens in the clone.
    pub regions: Vec<(ValueId, Value)>,
    /// What the clone has of the intrinsics whose results are constants in it.
    pub(super) queries: Vec<(Coro, Value)>,
}

impl<'a> CloneBuilder<'a> {
    pub fn access(&self) -> FrameAccess<'_> {
        FrameAccess::new(self.plan, self.function.param(0))
            .with_addresses(&self.addresses, self.entry.terminator())
    }

    /// A copy of the instruction that computes `id`, before `before`; its operands still point into the ramp.
    pub fn compute(&self, id: ValueId, before: Value) -> Value {
        let original = self.plan.model_map.values[id];
        let Ok(index) = self.templates.binary_search_by_key(&id, |(id, _)| *id) else {
            return self.map.clone_instruction(original, before);
        };
        let copy = self.map.clone_instruction(self.templates[index].1, before);
        copy.set_name(&original.name());
        copy
    }

    /// Erases instructions that were kept for copies only.
    pub fn drop_templates(&mut self) {
        for (_, template) in std::mem::take(&mut self.templates) {
            template.erase();
        }
    }

    /// The local of a value, in a shared body.
    pub fn local(&self, id: ValueId) -> Option<Value> {
        self.locals.binary_search_by_key(&id, |(id, _)| *id).ok().map(|index| self.locals[index].1)
    }

    /// Erases an instruction of the clone.
    pub fn erase(&self, inst: Value) {
        if self.spill.moved.is_some() {
            self.erased.borrow_mut().insert(inst);
        }
        inst.erase();
    }

    /// The frame that is filled for `suspend`.
    pub fn access_at(&self, suspend: SuspendId) -> FrameAccess<'_> {
        let make = self.plan.canonical.awaits.get(suspend.index()).and_then(|a| self.copy_of(a.make));
        make.map_or(self.access(), |frame| self.access().of(suspend, frame))
    }

    /// What the clone has of a block that an activation of it can run.
    pub fn block(&self, id: BlockId) -> Block {
        self.find_block(id).expect("a reached block was brought")
    }

    /// The same, unless the block turned out to be unreachable.
    pub fn find_block(&self, id: BlockId) -> Option<Block> {
        let original = self.plan.model_map.blocks[id];
        if self.spill.is_moved(id) { Some(original) } else { self.map.block(original) }
    }

    /// The terminator of what the clone has of a block, unless the block turned out to be unreachable.
    pub fn terminator_of(&self, id: BlockId) -> Option<Value> {
        self.find_block(id).and_then(Block::terminator)
    }

    /// What the clone has of an instruction in a block that was brought, unless something else has taken its place since:
    /// the map follows a value that replaces another.
    pub fn copy_of(&self, original: Value) -> Option<Value> {
        if let Some(copy) = self.map.value(original) {
            return Some(copy).filter(|copy| copy.is_instruction());
        }
        let is_here = || original.is_instruction() && original.block().function() == self.function;
        (self.spill.moved.is_some() && !self.erased.borrow().contains(&original) && is_here())
            .then_some(original)
    }

    /// The same where the instruction is known to stand in `block`.
    pub fn copy_in(&self, block: BlockId, original: Value) -> Option<Value> {
        if !self.spill.is_moved(block) {
            return self.copy_of(original);
        }
        (!self.erased.borrow().contains(&original)).then_some(original)
    }

    /// The address of an object, made on demand at the end of the entry.
    pub fn object(&mut self, id: ObjectId) -> Value {
        if let Some(address) = self.objects.get(&id) {
            return *address;
        }
        let original = self.plan.model_map.values[self.plan.model_map.coroutine.objects[id].value];
        let address = self.copy_of(original).unwrap_or_else(|| {
            let terminator = self.entry.terminator().expect("the dispatch is built");
            self.access().object(&Builder::before(terminator).without_location(), id)
        });
        self.objects.insert(id, address);
        address
    }
}

/// Copies or moves into `function` the blocks that its activations reach.
pub fn bring_blocks<'a>(plan: Plan<'a>, spill: &'a ClonePlan, function: Function) -> CloneBuilder<'a> {
    let coroutine = &plan.model_map.coroutine;
    let entry = function.append_block(&format!("entry.{}", spill.kind.suffix()));
    let access = FrameAccess::new(plan, function.param(0));
    let mut known = vec![(plan.canonical.shape.begin, access.frame)];
    let mut objects = FxHashMap::default();
    for &id in &spill.objects {
        let address = access.object(&Builder::at_end(entry), id);
        known.push((plan.model_map.values[coroutine.objects[id].value], address));
        objects.insert(id, address);
    }
    let brought: Vec<(Block, bool)> =
        spill.reached.iter().map(|id| (plan.model_map.blocks[id], spill.is_moved(id))).collect();
    let templates = spill.moved.as_ref().map(|moved| templates(plan, moved)).unwrap_or_default();
    let copied = spill.reached.iter().filter(|id| !spill.is_moved(*id)).map(|id| &coroutine.blocks[id]);
    let expected = copied.map(|block| (block.last - block.first) as usize + 2).sum();
    let map = CloneMap::bring_blocks(plan.canonical.shape.function, function, &brought, &known, expected);
    for (&id, &address) in &objects {
        // Only an alloca in a block of the clone has a copy; the memory is in the frame.
        let copy = map.value(plan.model_map.values[coroutine.objects[id].value]);
        if let Some(copy) = copy.filter(|copy| *copy != address) {
            copy.replace_all_uses_with(address);
            copy.erase();
        }
    }
    CloneBuilder {
        plan,
        spill,
        function,
        entry,
        map,
        templates,
        erased: RefCell::default(),
        addresses: Addresses::default(),
        objects,
        locals: Vec::new(),
        thread_pointers: Vec::new(),
        regions: Vec::new(),
        queries: Vec::new(),
    }
}

/// Copies the instructions in `moved` blocks that are run again elsewhere to the end of the ramp's entry.
fn templates(plan: Plan<'_>, moved: &IndexVec<BlockId, bool>) -> Vec<(ValueId, Value)> {
    let coroutine = &plan.model_map.coroutine;
    let end = plan.model_map.blocks[coroutine.entry()].terminator().expect("a block ends in a terminator");
    let build = Builder::before(end).without_location();
    let is_made_again = |(id, value): &(ValueId, &model::Value)| {
        let is_address = matches!(value.class, ValueClass::AddressOffset(_));
        moved[value.block]
            && value.remat_operands.is_some()
            && (is_address || plan.analysis.locations[*id] == Location::Remat)
    };
    let copied = coroutine.values.iter().filter(is_made_again);
    copied.map(|(id, _)| (id, build.unnamed_copy_of(plan.model_map.values[id]))).collect()
}
