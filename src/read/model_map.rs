//! Builds the model of a canonical coroutine, and keeps a table from its numbers to LLVM's objects.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use crate::ir::{Attribute, BRANCH, Block, DataLayout, Opcode, Value};
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model;
use gc_coro_core::model::{
    BlockId, Coroutine, EdgeKind, InstId, Position, Suspend, SuspendId, UseSite, ValueClass, ValueId,
};

use crate::read::canonical::{Canonical, is_unwinding};
use crate::read::funclets;
use crate::read::intrinsics::Coro;
use crate::read::shape::Shape;
use crate::read::value_names::Names;

/// A coroutine's model together with the IR that it describes.
#[derive(Debug)]
pub struct ModelMap {
    pub coroutine: Coroutine,
    pub blocks: IndexVec<BlockId, Block>,
    pub values: IndexVec<ValueId, Value>,
    pub insts: IndexVec<InstId, Value>,
    /// Computed on demand: it is seldom needed, and there are many instructions.
    inst_ids: OnceCell<FxHashMap<Value, InstId>>,
    /// Computed on demand, once all classes are known: each clone asks for them.
    thread_pointers: OnceCell<Vec<Value>>,
    pub value_ids: FxHashMap<Value, ValueId>,
    names: Names,
    block_ids: FxHashMap<Block, BlockId>,
}

/// Builds the model of `canonical`, without its memory objects.
pub fn model_map(canonical: &Canonical, names: Names) -> ModelMap {
    let function = canonical.shape.function;
    let mut model_map = ModelMap {
        coroutine: Coroutine {
            name: function.name(),
            pointer_bytes: function.module().data_layout().pointer_size(),
            keep_for_debugger: function.has_attribute(Attribute::OPTNONE),
            ends_by_unwinding: canonical
                .ends
                .iter()
                .chain(&canonical.unwind_ends)
                .any(|&end| is_unwinding(end)),
            lowering: canonical.lowering,
            ..Coroutine::default()
        },
        blocks: IndexVec::new(),
        values: IndexVec::new(),
        insts: IndexVec::new(),
        inst_ids: OnceCell::new(),
        thread_pointers: OnceCell::new(),
        value_ids: FxHashMap::default(),
        names,
        block_ids: FxHashMap::default(),
    };
    model_map.number(canonical);
    model_map.connect(canonical);
    model_map.add_uses();
    model_map
}

impl ModelMap {
    /// What got the thread pointer: parameters and calls. It is asked for once all classes are known.
    pub fn thread_pointers(&self) -> &[Value] {
        self.thread_pointers.get_or_init(|| {
            let is_thread_pointer =
                |(_, value): &(_, &model::Value)| value.class == ValueClass::ThreadPointer;
            let all = self.coroutine.values.iter().filter(is_thread_pointer);
            all.map(|(id, _)| self.values[id]).collect()
        })
    }

    pub fn position(&self, inst: InstId) -> Position {
        Position::try_from(inst.index()).expect("instructions are counted in 32 bits")
    }

    /// What a table or message calls a value of the ramp, which still has it. LLVM looks each name up: few are asked for.
    pub fn name(&self, value: ValueId) -> String {
        self.names.name(self.values[value])
    }

    /// What a table or message calls a block of the ramp: its name, or `#` and its place in the function, counted from 0.
    pub fn block_name(&self, block: BlockId) -> String {
        let name = self.blocks[block].name();
        if name.is_empty() { format!("#{}", block.index()) } else { name }
    }

    /// The number of an instruction, unless it came later.
    pub fn inst_id(&self, inst: Value) -> Option<InstId> {
        let all = || self.insts.iter().map(|(id, inst)| (*inst, id)).collect();
        self.inst_ids.get_or_init(all).get(&inst).copied()
    }

    /// The block of an instruction.
    pub fn block_of(&self, inst: InstId) -> BlockId {
        self.coroutine.block_at(self.position(inst)).expect("a block has each instruction")
    }

    /// Where `llvm.coro.begin` stands.
    pub fn begin(&self, canonical: &Canonical) -> Position {
        self.coroutine.values[self.value_ids[&canonical.shape.begin]].position
    }

    /// The instruction at a position of the model.
    pub fn instruction_at(&self, position: Position) -> Value {
        self.insts[InstId::from_usize(position as usize)]
    }

    /// The number of a block, unless it came later or is gone.
    pub fn has_block(&self, block: Block) -> Option<BlockId> {
        self.block_ids.get(&block).copied()
    }

    pub fn block_id(&self, block: Block) -> BlockId {
        self.block_ids[&block]
    }

    /// Gives blocks, instructions and values their numbers, in the order of the function.
    fn number(&mut self, canonical: &Canonical) {
        let function = canonical.shape.function;
        let own = (&canonical.shape, function.module().data_layout());
        for argument in function.params() {
            self.add_value(argument, BlockId::from_usize(0), 0, true, own);
        }
        for block in function.blocks() {
            let id = self.blocks.push(block);
            self.block_ids.insert(block, id);
            let first = self.insts.len();
            for inst in block.instructions() {
                let number = self.insts.push(inst);
                if !inst.ty().is_void() {
                    self.add_value(inst, id, self.position(number), inst.is_phi(), own);
                }
            }
            self.coroutine.blocks.push(model::Block {
                first: self.position(InstId::from_usize(first)),
                last: self.position(InstId::from_usize(self.insts.len() - 1)),
                is_unlikely: is_unlikely(block),
                takes_code: takes_code(block),
                has_only_phis: block.terminator().is_some_and(|end| end.is_opcode(Opcode::LLVMCatchSwitch)),
                successors: model::Edges::new(),
                predecessors: model::Edges::new(),
            });
        }
    }

    fn add_value(
        &mut self,
        value: Value,
        block: BlockId,
        position: Position,
        at_start: bool,
        (shape, layout): (&Shape, DataLayout),
    ) {
        let ty = value.ty();
        let class = if ty.is_token() {
            ValueClass::Token
        } else if !ty.has_fixed_size() {
            ValueClass::Unsized
        } else {
            ValueClass::Data
        };
        let class = if is_everywhere(value, shape) { ValueClass::Constant } else { class };
        let sized = class == ValueClass::Data;
        let id = self.values.push(value);
        self.value_ids.insert(value, id);
        self.coroutine.values.push(model::Value {
            block,
            position,
            at_block_start: at_start,
            class,
            size: if sized { layout.store_size(ty) } else { 0 },
            align: if sized { layout.abi_align(ty) } else { 1 },
            uses: SmallVec::new(),
            remat_operands: None,
        });
    }

    fn connect(&mut self, canonical: &Canonical) {
        let mut leaving: FxHashMap<Block, usize> = FxHashMap::default();
        for (number, point) in canonical.suspends.iter().enumerate() {
            leaving.insert(point.suspend.block(), number);
        }
        let ends: Vec<Block> = canonical.ends.iter().map(|e| e.block()).collect();
        for (id, block) in self.blocks.iter().map(|(id, b)| (id, *b)).collect::<Vec<_>>() {
            if let Some(&number) = leaving.get(&block) {
                self.connect_suspend(id, SuspendId::from_usize(number), canonical);
                continue;
            }
            let Some(terminator) = block.terminator() else { continue };
            let ramp_only = ends.contains(&block);
            let ramp_successor = ramp_successor(canonical, terminator);
            for (index, to) in (0u32..).zip(terminator.successors()) {
                let in_ramp = ramp_only || ramp_successor == Some(index);
                let kind = if in_ramp { EdgeKind::RampOnly } else { EdgeKind::Normal };
                self.coroutine.connect(id, self.block_ids[&to], kind);
            }
        }
    }

    fn connect_suspend(&mut self, leave: BlockId, id: SuspendId, canonical: &Canonical) {
        let point = &canonical.suspends[id.index()];
        let only_final = canonical.shape.function.has_attribute(Attribute::ONLY_DESTROY_WHEN_COMPLETE);
        let suspend = Suspend {
            save: self.block_ids[&point.save_block],
            leave,
            suspended: self.block_ids[&point.suspended],
            resumed: self.block_ids[&point.resumed],
            destroyed: point.destroyed.map(|block| self.block_ids[&block]),
            is_final: point.is_final,
            state: canonical.awaits.get(id.index()).map(|details| details.state_kind()).unwrap_or_default(),
            location: point.suspend.source_location().map(|place| place.to_string()),
        };
        self.coroutine.connect(leave, suspend.suspended, EdgeKind::Normal);
        if !suspend.is_final {
            self.coroutine.connect(leave, suspend.resumed, EdgeKind::Resume(id));
        }
        if let Some(destroyed) = suspend.destroyed.filter(|_| suspend.is_final || !only_final) {
            self.coroutine.connect(leave, destroyed, EdgeKind::Destroy(id));
        }
        // The points come by block order here; their numbers are those of `canonical`.
        while self.coroutine.suspends.len() <= id.index() {
            self.coroutine.suspends.push(suspend.clone());
        }
        self.coroutine.suspends[id] = suspend;
    }

    fn add_uses(&mut self) {
        let mut block = self.coroutine.entry();
        for number in self.insts.indices() {
            let inst = self.insts[number];
            let position = self.position(number);
            if position > self.coroutine.blocks[block].last {
                block = BlockId::from_usize(block.index() + 1);
            }
            if inst.is_phi() {
                self.add_phi_uses(number, inst);
                continue;
            }
            for operand in 0..inst.operand_count() {
                let value = inst.operand(operand).and_then(|v| self.value_ids.get(&v)).copied();
                if let Some(value) = value {
                    self.coroutine.values[value].uses.push(UseSite {
                        block,
                        position,
                        inst: number,
                        operand,
                    });
                }
            }
            if let Some(&value) = self.value_ids.get(&inst) {
                self.coroutine.values[value].remat_operands = self.remat_operands(inst);
            }
        }
    }

    fn add_phi_uses(&mut self, number: InstId, phi: Value) {
        for (operand, (value, from)) in (0u32..).zip(phi.incoming()) {
            if let Some(&value) = self.value_ids.get(&value) {
                let block = self.block_ids[&funclets::place_of(from)];
                let position = self.coroutine.blocks[block].last;
                self.coroutine.values[value].uses.push(UseSite { block, position, inst: number, operand });
            }
        }
    }

    /// The values that `inst` computes its result from, if nothing else goes into it and running it again is cheap.
    fn remat_operands(&self, inst: Value) -> Option<Vec<ValueId>> {
        use Opcode::*;
        if crate::read::size_queries::is_query(inst) {
            return Some(Vec::new());
        }
        let pure = matches!(
            inst.opcode()?,
            LLVMGetElementPtr
                | LLVMBitCast
                | LLVMAddrSpaceCast
                | LLVMTrunc
                | LLVMZExt
                | LLVMSExt
                | LLVMFPTrunc
                | LLVMFPExt
                | LLVMFPToUI
                | LLVMFPToSI
                | LLVMUIToFP
                | LLVMSIToFP
                | LLVMIntToPtr
                | LLVMPtrToInt
                | LLVMICmp
                | LLVMFCmp
                | LLVMSelect
                | LLVMFNeg
                | LLVMExtractValue
                | LLVMAdd
                | LLVMFAdd
                | LLVMSub
                | LLVMFSub
                | LLVMMul
                | LLVMFMul
                | LLVMUDiv
                | LLVMSDiv
                | LLVMFDiv
                | LLVMURem
                | LLVMSRem
                | LLVMFRem
                | LLVMShl
                | LLVMLShr
                | LLVMAShr
                | LLVMAnd
                | LLVMOr
                | LLVMXor
        );
        if !pure {
            return None;
        }
        Some(inst.operands().filter_map(|o| self.value_ids.get(&o).copied()).collect())
    }
}

/// What every clone has without the frame: the handle, and what becomes a constant.
fn is_everywhere(value: Value, shape: &Shape) -> bool {
    if value == shape.begin {
        return true;
    }
    match Coro::of(value) {
        // Those of a coroutine that was split already and inlined are values like any other.
        Some(Coro::Id) => value == shape.id,
        Some(kind) => matches!(kind, Coro::Suspend | Coro::Size | Coro::Align | Coro::End),
        None => false,
    }
}

/// The successor that a branch on "does the ramp run?" takes in the ramp only. An answer of another block may be one of another
/// activation.
fn ramp_successor(canonical: &Canonical, terminator: Value) -> Option<u32> {
    if !terminator.is_opcode(BRANCH) || terminator.successor_count() != 2 {
        return None;
    }
    let condition = terminator.operand(0).filter(|asked| is_of_block(*asked, terminator.block()))?;
    if canonical.unwind_ends.contains(&condition) {
        // llvm.coro.end(…, i1 true) is false in the ramp.
        return Some(1);
    }
    canonical.shape.ramp_queries.contains(&condition).then_some(0)
}

fn is_of_block(value: Value, block: Block) -> bool {
    value.is_instruction() && value.block() == block
}

/// Whether an exception leads to a block, or nothing leads on.
fn is_unlikely(block: Block) -> bool {
    use Opcode::{LLVMCatchPad, LLVMCatchSwitch, LLVMCleanupPad, LLVMLandingPad, LLVMUnreachable};
    let ends = block.terminator().is_some_and(|end| end.is_opcode(LLVMUnreachable));
    let first = block.instructions().find(|i| !i.is_phi()).and_then(Value::opcode);
    ends || matches!(first, Some(LLVMCatchPad | LLVMCatchSwitch | LLVMCleanupPad | LLVMLandingPad))
}

/// Whether the edges out of a block can be split, and code can stand before its end.
fn takes_code(block: Block) -> bool {
    use Opcode::{LLVMInvoke, LLVMResume, LLVMRet, LLVMSwitch, LLVMUnreachable};
    let end = block.terminator().and_then(Value::opcode);
    matches!(end, Some(BRANCH | LLVMInvoke | LLVMResume | LLVMRet | LLVMSwitch | LLVMUnreachable))
}
