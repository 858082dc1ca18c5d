//! The words of a function's own memory that nothing but its visible instructions can write.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{DataLayout, Function, Opcode, Value, shim};
use crate::read::intrinsics::{AWAITER, Coro, WRAPPER, called_name, lifetime_marker};

/// A place in an alloca, in bytes from its beginning; `None` where the place is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Address {
    pub alloca: Value,
    pub offset: Option<i64>,
}

/// What an instruction does to an alloca.
#[derive(Clone, Copy, Debug)]
pub enum Access {
    /// Loads.
    Load,
    /// Stores a value of so many bytes.
    Store { bytes: u64 },
    /// Copies so many bytes (`None`: not known how many) to here.
    CopyTo { bytes: Option<u64> },
    /// Copies from here.
    CopyFrom { bytes: Option<u64> },
    /// Sets so many bytes to a number.
    Fill { bytes: Option<u64> },
    /// Writes something anywhere in the alloca.
    Clobber,
}

/// An access of an alloca.
#[derive(Clone, Copy, Debug)]
pub struct MemoryUse {
    pub inst: Value,
    pub at: Address,
    pub access: Access,
}

/// The allocas of a function whose addresses nobody else has.
#[derive(Debug, Default)]
pub struct LocalMemory {
    uses: FxHashMap<Value, Vec<MemoryUse>>,
    /// The instructions that write them, or may.
    writers: FxHashSet<Value>,
    /// All addresses in them.
    addresses: FxHashMap<Value, Address>,
}

impl LocalMemory {
    /// That of `function`.
    pub fn of(function: Function) -> Self {
        let mut memory = LocalMemory::default();
        let layout = function.module().data_layout();
        for alloca in function.entry().instructions().filter(|inst| inst.is_alloca()) {
            if let Some((uses, addresses)) = accesses_of(alloca, layout) {
                let writes =
                    |used: &&MemoryUse| !matches!(used.access, Access::Load | Access::CopyFrom { .. });
                memory.writers.extend(uses.iter().filter(writes).map(|used| used.inst));
                memory.uses.insert(alloca, uses);
                memory.addresses.extend(addresses);
            }
        }
        memory
    }

    /// The place that a pointer points to, if it is in such an alloca.
    pub fn address_of(&self, pointer: Value) -> Option<Address> {
        self.addresses.get(&pointer).copied()
    }

    /// Whether `inst` writes such an alloca, or may.
    pub fn is_written_by(&self, inst: Value) -> bool {
        self.writers.contains(&inst)
    }

    /// What is done to `alloca`.
    pub fn uses_of(&self, alloca: Value) -> &[MemoryUse] {
        self.uses.get(&alloca).map_or(&[], Vec::as_slice)
    }
}

type Found = (Vec<MemoryUse>, Vec<(Value, Address)>);

/// All accesses of an alloca and all addresses in it; `None` if an address of it goes where this does not follow.
fn accesses_of(alloca: Value, layout: DataLayout) -> Option<Found> {
    let start = Address { alloca, offset: Some(0) };
    let (mut uses, mut addresses) = (Vec::new(), vec![(alloca, start)]);
    let mut next = 0;
    while let Some(&(pointer, at)) = addresses.get(next) {
        next += 1;
        for used in pointer.uses() {
            let inst = used.user;
            if inst.is_opcode(Opcode::LLVMGetElementPtr) && used.operand == 0 && inst.ty().is_pointer() {
                addresses.push((inst, Address { alloca, offset: moved(at.offset, inst, layout) }));
                continue;
            }
            match access_of(inst, used.operand, layout)? {
                Some(access) => uses.push(MemoryUse { inst, at, access }),
                None => continue,
            }
        }
    }
    Some((uses, addresses))
}

fn moved(offset: Option<i64>, gep: Value, layout: DataLayout) -> Option<i64> {
    offset?.checked_add(gep.gep_constant_offset(layout)?)
}

/// What `inst` does to the memory that its operand `index` points to: `None` if it may give the address away, `Some(None)` if it does
/// nothing.
fn access_of(inst: Value, index: u32, layout: DataLayout) -> Option<Option<Access>> {
    match inst.opcode()? {
        Opcode::LLVMLoad => Some(Some(Access::Load)),
        Opcode::LLVMStore if index == 1 => {
            let ty = inst.argument(0).ty();
            let bytes = shim::has_fixed_size(ty).then(|| layout.store_size(ty));
            Some(Some(bytes.map_or(Access::Clobber, |bytes| Access::Store { bytes })))
        }
        Opcode::LLVMICmp => Some(None),
        Opcode::LLVMCall | Opcode::LLVMInvoke => access_of_call(inst, index),
        _ => None,
    }
}

fn access_of_call(call: Value, index: u32) -> Option<Option<Access>> {
    if lifetime_marker(call).is_some() {
        return Some(Some(Access::Clobber));
    }
    match Coro::of(call) {
        Some(coro) if coro.is_await() => return access_of_await(call, index),
        Some(Coro::Dead) => return Some(None),
        // Whoever has the handle has the promise.
        Some(_) => return None,
        None => {}
    }
    let bytes = || call.argument(2).const_int();
    match (memory_intrinsic(call), index) {
        (Some(MemoryIntrinsic::Copy), 0) => return Some(Some(Access::CopyTo { bytes: bytes() })),
        (Some(MemoryIntrinsic::Copy), 1) => return Some(Some(Access::CopyFrom { bytes: bytes() })),
        (Some(MemoryIntrinsic::Fill), 0) => return Some(Some(Access::Fill { bytes: bytes() })),
        _ => {}
    }
    // Operands after the arguments are those of bundles.
    if index >= call.argument_count() || !call.argument_is_not_captured(index) {
        return None;
    }
    Some((!call.only_reads_argument(index)).then_some(Access::Clobber))
}

/// What an `await_suspend` does to the awaiter.
fn access_of_await(call: Value, index: u32) -> Option<Option<Access>> {
    let wrapper = call.argument(WRAPPER).as_function().filter(|_| index == AWAITER)?;
    let awaiter = wrapper.params().next().filter(|awaiter| awaiter.parameter_is_not_captured())?;
    Some((!awaiter.parameter_is_only_read()).then_some(Access::Clobber))
}

/// An intrinsic that copies or sets memory. The number of bytes is its third argument.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MemoryIntrinsic {
    Copy,
    Fill,
}

fn memory_intrinsic(call: Value) -> Option<MemoryIntrinsic> {
    let name = called_name(call)?;
    let begins = |prefix: &[u8]| name.starts_with(prefix);
    if begins(b"llvm.memcpy.p") || begins(b"llvm.memcpy.inline.") || begins(b"llvm.memmove.") {
        Some(MemoryIntrinsic::Copy)
    } else if begins(b"llvm.memset.p") || begins(b"llvm.memset.inline.") {
        Some(MemoryIntrinsic::Fill)
    } else {
        None
    }
}
