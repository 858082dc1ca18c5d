//! Who knows the object that an awaiter is in.

use rustc_hash::FxHashSet;

use crate::ir::{Block, DataLayout, Opcode, Use, Value};
use crate::read::intrinsics::{AWAITER, Coro, lifetime_marker};

/// Who gets the address of a variable of the coroutine.
#[derive(Clone, Debug, Default)]
pub struct AwaiterObject {
    /// The calls of `llvm.coro.await.suspend.*` that get it.
    pub awaits: Vec<Value>,
    /// What may write to the variable, or lets others do so.
    writes: FxHashSet<Value>,
    /// What may keep the address for others.
    captures: FxHashSet<Value>,
}

/// An address in a variable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub alloca: Value,
    /// From the beginning of the variable, in bytes.
    pub offset: u64,
}

impl Place {
    /// The place of `address`, if it is at a constant distance from the beginning of an alloca.
    pub fn of(address: Value, layout: DataLayout) -> Option<Self> {
        let (mut at, mut offset) = (address, 0i64);
        while at.is_opcode(Opcode::LLVMGetElementPtr) {
            offset = offset.checked_add(at.gep_constant_offset(layout)?)?;
            at = at.argument(0);
        }
        let is_usual = at.is_alloca() && at.ty() == address.ty();
        Some(Place { alloca: at, offset: u64::try_from(offset).ok()? }).filter(|_| is_usual)
    }

    /// The number of bytes from here to the end of the variable, if that is known.
    pub fn bytes_left(self, layout: DataLayout) -> Option<u64> {
        let ty = self.alloca.allocated_type();
        let count = self.alloca.argument(0).const_int()?;
        let bytes = ty.has_fixed_size().then(|| layout.alloc_size(ty).checked_mul(count))??;
        bytes.checked_sub(self.offset)
    }

    /// What the address `more` bytes further is a multiple of: a power of two.
    pub fn alignment_at(self, more: u64) -> u64 {
        let distance = self.offset.wrapping_add(more);
        let of_distance = if distance == 0 { u64::MAX } else { 1 << distance.trailing_zeros() };
        self.alloca.alignment().min(of_distance)
    }
}

impl AwaiterObject {
    /// Looks at all uses of `alloca`. The wrappers of the awaits `only_reading` only read the variable.
    pub fn of(alloca: Value, only_reading: &FxHashSet<Value>) -> Self {
        let mut object = AwaiterObject::default();
        let mut known = FxHashSet::default();
        let mut work = vec![alloca];
        while let Some(address) = work.pop() {
            for site in address.uses() {
                match site.user.opcode() {
                    Some(Opcode::LLVMGetElementPtr | Opcode::LLVMPHI | Opcode::LLVMSelect) => {
                        if known.insert(site.user) {
                            work.push(site.user);
                        }
                    }
                    _ => object.add(site, only_reading),
                }
            }
        }
        object
    }

    fn add(&mut self, site: Use, only_reading: &FxHashSet<Value>) {
        let user = site.user;
        let is_argument = |call: Value| site.operand < call.argument_count();
        match user.opcode() {
            Some(Opcode::LLVMLoad) => {}
            Some(Opcode::LLVMStore) if site.operand == 1 => self.add_write(user),
            Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) if site.operand == 0 => {
                self.add_write(user);
            }
            Some(Opcode::LLVMCall | Opcode::LLVMInvoke) => match Coro::of(user) {
                Some(coro) if coro.is_await() && site.operand == AWAITER && only_reading.contains(&user) => {
                    self.awaits.push(user);
                }
                Some(_) => self.add_capture(user),
                None if lifetime_marker(user).is_some() => {}
                None if !is_argument(user) || !user.argument_is_not_captured(site.operand) => {
                    self.add_capture(user);
                }
                None if user.only_reads_memory() => {}
                None => self.add_write(user),
            },
            _ => self.add_capture(user),
        }
    }

    fn add_write(&mut self, inst: Value) {
        self.writes.insert(inst);
    }

    /// Who has the address may write from then on.
    fn add_capture(&mut self, inst: Value) {
        self.writes.insert(inst);
        self.captures.insert(inst);
    }

    /// Whether anything but awaits may keep the address, at any time.
    pub fn is_captured(&self) -> bool {
        !self.captures.is_empty()
    }

    /// Whether something else than an await may have kept the address before `call` begins.
    pub fn is_captured_before(&self, call: Value) -> bool {
        self.captures.iter().any(|&capture| comes_after(capture, |inst| inst == call))
    }

    /// Whether the object may be written to after `call` has begun.
    pub fn is_written_after(&self, call: Value) -> bool {
        comes_after(call, |inst| self.writes.contains(&inst))
    }
}

/// Whether an instruction that is `wanted` may be executed after `inst`, in the same activation or a later one.
fn comes_after(inst: Value, wanted: impl Fn(Value) -> bool) -> bool {
    if std::iter::successors(inst.next(), |inst| inst.next()).any(&wanted) {
        return true;
    }
    let mut known: FxHashSet<Block> = FxHashSet::default();
    let mut work = inst.block().successors();
    while let Some(block) = work.pop() {
        if known.insert(block) {
            if block.instructions().any(&wanted) {
                return true;
            }
            work.extend(block.successors());
        }
    }
    false
}
