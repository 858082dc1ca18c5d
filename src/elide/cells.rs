//! What of a caller can hold the handle of one coroutine: SSA registers, and words of its own memory (*slots*).

use rustc_hash::FxHashMap;

use crate::elide::caller::Caller;
use crate::elide::creation::{Creation, CreationKind};
use crate::elide::memory::{Access, Address, MemoryUse};
use crate::elide::summary::HandleTarget;
use crate::ir::{BRANCH, IrModule, Opcode, Value};
use crate::read::intrinsics::Coro;
use gc_coro_core::elision::{CellId, Operand, Value as Known};
use gc_coro_core::index::Idx;

/// A word of an alloca: where it begins.
type Slot = (Value, i64);

/// The cells of a handle program.
pub struct Cells<'a> {
    caller: &'a Caller,
    module: IrModule,
    word: u64,
    count: usize,
    /// The registers that are cells: the handle, phis, selects, loads.
    registers: FxHashMap<Value, (CellId, i64)>,
    slots: FxHashMap<Slot, CellId>,
    /// The slots of each alloca, in the order in which they were found.
    slots_of: FxHashMap<Value, Vec<(i64, CellId)>>,
    /// The allocas with slots that an instruction writes, and how.
    writes: FxHashMap<Value, Vec<MemoryUse>>,
}

/// What may hold the handle and was not looked at yet.
enum Found {
    Register(Value),
    Slot(Slot),
}

impl<'a> Cells<'a> {
    /// The cell of the handle itself.
    pub const HANDLE: CellId = CellId::first();

    /// All that the handle of `creation` can come to, and the flags that branches test.
    pub fn find(caller: &'a Caller, creation: &Creation) -> Self {
        let module = caller.function.module();
        let mut cells = Cells {
            caller,
            module,
            word: module.data_layout().pointer_size(),
            count: 1,
            registers: FxHashMap::default(),
            slots: FxHashMap::default(),
            slots_of: FxHashMap::default(),
            writes: FxHashMap::default(),
        };
        let mut work = cells.first_of(creation);
        while let Some(found) = work.pop() {
            match found {
                Found::Register(value) => cells.follow_register(value, &mut work),
                Found::Slot(slot) => cells.follow_slot(slot, &mut work),
            }
        }
        cells.find_flags();
        cells.find_writes();
        cells
    }

    fn first_of(&mut self, creation: &Creation) -> Vec<Found> {
        match creation.kind {
            CreationKind::Inlined { begin, .. } => {
                self.registers.insert(begin, (Self::HANDLE, 0));
                vec![Found::Register(begin)]
            }
            CreationKind::Call { call, handle: HandleTarget::Returned { distance } } => {
                self.registers.insert(call, (Self::HANDLE, distance));
                vec![Found::Register(call)]
            }
            CreationKind::Call { call, handle: HandleTarget::Stored { parameter, offset, .. } } => {
                let address = self.caller.memory.address_of(call.argument(parameter));
                let begins = address.and_then(|at| at.offset?.checked_add(offset).map(|o| (at.alloca, o)));
                begins.and_then(|slot| self.add_slot(slot)).into_iter().collect()
            }
        }
    }

    fn new_cell(&mut self) -> CellId {
        self.count += 1;
        CellId::from_usize(self.count - 1)
    }

    /// A cell of its own for a register; what is to be followed if that is new.
    fn add_register(&mut self, value: Value) -> Option<Found> {
        if self.registers.contains_key(&value) {
            return None;
        }
        let cell = self.new_cell();
        self.registers.insert(value, (cell, 0));
        Some(Found::Register(value))
    }

    fn add_slot(&mut self, slot: Slot) -> Option<Found> {
        if self.slots.contains_key(&slot) {
            return None;
        }
        let cell = self.new_cell();
        self.slots.insert(slot, cell);
        self.slots_of.entry(slot.0).or_default().push((slot.1, cell));
        Some(Found::Slot(slot))
    }

    fn follow_register(&mut self, value: Value, work: &mut Vec<Found>) {
        for used in value.uses() {
            let user = used.user;
            match user.opcode() {
                Some(Opcode::LLVMPHI | Opcode::LLVMSelect) if user.ty() == value.ty() => {
                    work.extend(self.add_register(user));
                }
                Some(Opcode::LLVMStore) if used.operand == 0 && self.is_word(value) => {
                    let at = self.caller.memory.address_of(user.argument(1));
                    let slot = at.and_then(|at| Some((at.alloca, at.offset?)));
                    work.extend(slot.and_then(|slot| self.add_slot(slot)));
                }
                _ if self.source_of(user).is_some_and(|(source, _)| source == value) => {
                    // It needs no cell: it is a distance from another one.
                    work.push(Found::Register(user));
                }
                _ => {}
            }
        }
    }

    fn follow_slot(&mut self, (alloca, offset): Slot, work: &mut Vec<Found>) {
        for used in self.caller.memory.uses_of(alloca) {
            match used.access {
                Access::Load if used.at.offset == Some(offset) && self.is_word(used.inst) => {
                    work.extend(self.add_register(used.inst));
                }
                Access::CopyFrom { bytes: Some(bytes) } => {
                    let to = self.caller.memory.address_of(used.inst.argument(0));
                    let slot = to.and_then(|to| copied(to, used.at, bytes, offset, self.word));
                    work.extend(slot.and_then(|slot| self.add_slot(slot)));
                }
                _ => {}
            }
        }
    }

    /// Whether a value fills a word: an address, or a number of its size.
    fn is_word(&self, value: Value) -> bool {
        let ty = value.ty();
        match ty.address_space() {
            Some(space) => space == 0,
            None => ty.int_width() == u32::try_from(self.word * 8).ok(),
        }
    }

    /// What `value` is a known distance from.
    fn source_of(&self, value: Value) -> Option<(Value, i64)> {
        match value.opcode()? {
            Opcode::LLVMGetElementPtr if value.ty().is_pointer() => {
                Some((value.operand(0)?, value.gep_constant_offset(self.module.data_layout())?))
            }
            Opcode::LLVMPtrToInt | Opcode::LLVMIntToPtr => {
                let from = value.operand(0)?;
                (self.is_word(value) && self.is_word(from)).then_some((from, 0))
            }
            Opcode::LLVMFreeze => Some((value.operand(0)?, 0)),
            Opcode::LLVMCall if Coro::of(value) == Some(Coro::Promise) => {
                Some((value.argument(0), self.promise_offset(value)?))
            }
            _ => None,
        }
    }

    /// The bytes that `llvm.coro.promise` adds.
    fn promise_offset(&self, call: Value) -> Option<i64> {
        let (align, is_from) = (call.argument(1).const_int()?, call.argument(2).const_int()?);
        let offset = i64::try_from((2 * self.word).checked_next_multiple_of(align)?).ok()?;
        Some(if is_from == 0 { offset } else { -offset })
    }

    /// Phis of truth values with a constant among them: branches on them know where control came from.
    fn find_flags(&mut self) {
        for inst in self.caller.function.instructions() {
            let is_flag = inst.is_phi() && inst.ty().int_width() == Some(1);
            let is_tested = || inst.users().into_iter().any(|user| user.is_opcode(BRANCH));
            if is_flag && is_tested() && inst.incoming().iter().any(|(value, _)| value.const_int().is_some())
            {
                self.add_register(inst);
            }
        }
    }

    fn find_writes(&mut self) {
        let allocas: Vec<Value> = self.slots_of.keys().copied().collect();
        for alloca in allocas {
            for used in self.caller.memory.uses_of(alloca) {
                let only_reads = matches!(used.access, Access::Load | Access::CopyFrom { .. });
                if !only_reads {
                    self.writes.entry(used.inst).or_default().push(*used);
                }
            }
        }
    }

    /// The number of cells.
    pub fn count(&self) -> usize {
        self.count
    }

    /// A cell for a step between two others.
    pub fn scratch(&mut self) -> CellId {
        self.new_cell()
    }

    /// The cell that a phi, select or load defines.
    pub fn own_cell(&self, inst: Value) -> Option<CellId> {
        let defines = matches!(inst.opcode(), Some(Opcode::LLVMPHI | Opcode::LLVMSelect | Opcode::LLVMLoad));
        self.registers.get(&inst).filter(|_| defines).map(|(cell, _)| *cell)
    }

    /// The slot at an address.
    pub fn slot_at(&self, address: Value) -> Option<CellId> {
        self.slot_after(address, 0)
    }

    /// The slot that is `distance` bytes after an address.
    pub fn slot_after(&self, address: Value, distance: i64) -> Option<CellId> {
        let at = self.caller.memory.address_of(address)?;
        self.slots.get(&(at.alloca, at.offset?.checked_add(distance)?)).copied()
    }

    /// What is known of a value.
    pub fn operand(&self, value: Value) -> Operand {
        let (mut value, mut distance) = (value, 0i64);
        loop {
            if let Some(&(cell, from)) = self.registers.get(&value) {
                let sum = from.checked_add(distance);
                return sum.map_or(Operand::Known(Known::Unknown), |sum| Operand::Cell(cell, sum));
            }
            let Some((source, more)) = self.source_of(value) else { break };
            let Some(sum) = distance.checked_add(more) else { return Operand::Known(Known::Unknown) };
            (value, distance) = (source, sum);
        }
        Operand::Known(if distance == 0 { known(value) } else { Known::Unknown })
    }

    /// What a condition compares with zero, and whether the condition is true if it is zero.
    pub fn zero_test(&self, condition: Value) -> Option<(Operand, bool)> {
        let is_flag = condition.ty().int_width() == Some(1);
        if let Some(&(cell, _)) = self.registers.get(&condition).filter(|_| is_flag) {
            return Some((Operand::Cell(cell, 0), false));
        }
        match condition.opcode()? {
            Opcode::LLVMICmp => {
                let (tested, is_equal) = condition.zero_test()?;
                if let Some((inner, inner_is_equal)) =
                    Some(tested).filter(|t| t.ty().int_width() == Some(1)).and_then(|t| self.zero_test(t))
                {
                    return Some((inner, inner_is_equal != is_equal));
                }
                Some((self.operand(tested), is_equal))
                    .filter(|(operand, _)| matches!(operand, Operand::Cell(..)))
            }
            Opcode::LLVMXor if condition.operand(1)?.const_int() == Some(1) && is_flag => {
                let (tested, is_equal) = self.zero_test(condition.operand(0)?)?;
                Some((tested, !is_equal))
            }
            Opcode::LLVMFreeze => self.zero_test(condition.operand(0)?),
            _ => None,
        }
    }

    /// The slots that `inst` writes, with what it writes there.
    pub fn written_slots(&self, inst: Value) -> Vec<(CellId, Operand)> {
        let mut written = Vec::new();
        for used in self.writes.get(&inst).map_or(&[][..], Vec::as_slice) {
            for &(offset, cell) in &self.slots_of[&used.at.alloca] {
                written.extend(self.written(used, offset).map(|from| (cell, from)));
            }
        }
        written
    }

    /// What `used` writes to the slot at `offset` of its alloca; `None` if it does not touch that.
    fn written(&self, used: &MemoryUse, offset: i64) -> Option<Operand> {
        let unknown = Operand::Known(Known::Unknown);
        let bytes = match used.access {
            Access::Store { bytes } => Some(bytes),
            Access::CopyTo { bytes } | Access::Fill { bytes } => bytes,
            _ => return Some(unknown),
        };
        let (Some(start), Some(bytes)) = (used.at.offset, bytes) else { return Some(unknown) };
        let end = start.saturating_add_unsigned(bytes);
        if end <= offset || offset.saturating_add_unsigned(self.word) <= start {
            return None;
        }
        if start > offset || end < offset.saturating_add_unsigned(self.word) {
            return Some(unknown);
        }
        let found = match used.access {
            Access::Store { .. } => self.stored(used.inst.argument(0), start == offset),
            Access::Fill { .. } => {
                let is_zero = used.inst.argument(1).const_int() == Some(0);
                is_zero.then_some(Operand::Known(Known::Zero))
            }
            _ => self.copied_from(used, start, bytes, offset),
        };
        Some(found.unwrap_or(unknown))
    }

    /// What a store of `value` leaves in a slot that it covers.
    fn stored(&self, value: Value, begins_there: bool) -> Option<Operand> {
        if value.is_constant() && value.is_null() {
            return Some(Operand::Known(Known::Zero));
        }
        (begins_there && self.is_word(value)).then(|| self.operand(value))
    }

    /// The slot that a copy of `bytes` bytes to `start` copies to `offset`. A copy within one alloca may overlap.
    fn copied_from(&self, used: &MemoryUse, start: i64, bytes: u64, offset: i64) -> Option<Operand> {
        let from = self.caller.memory.address_of(used.inst.argument(1))?;
        let at = Address { alloca: used.at.alloca, offset: Some(start) };
        let slot = copied(from, at, bytes, offset, self.word).filter(|_| from.alloca != at.alloca)?;
        self.slots.get(&slot).map(|&cell| Operand::Cell(cell, 0))
    }
}

/// The place in the memory at `there` of the word at `offset` of the memory at `here`, if `bytes` bytes of one are copied to the other
/// and the word is among them.
fn copied(there: Address, here: Address, bytes: u64, offset: i64, word: u64) -> Option<Slot> {
    let into = offset.checked_sub(here.offset?)?;
    let is_inside = u64::try_from(into).ok()?.checked_add(word)? <= bytes;
    is_inside.then_some((there.alloca, there.offset?.checked_add(into)?))
}

/// What is known of a value that is no cell.
fn known(value: Value) -> Known {
    if value.is_alloca() || Coro::of(value) == Some(Coro::Begin) {
        return Known::Other;
    }
    if value.is_constant() && value.is_null() {
        return Known::Zero;
    }
    if value.const_int().is_some() { Known::Other } else { Known::Unknown }
}
