//! What the wrapper of an `await_suspend` reads of its awaiter, and when.

use rustc_hash::FxHashMap;

use crate::elide::outcome::Kept;
use crate::ir::{Attribute, AttributeIndex, Block, DataLayout, Function, Opcode, Type, Use, Value};
use crate::read::copies_memory;
use crate::read::intrinsics::{AWAITER, called_name};

/// Attributes that say how an argument is passed, not only what is true of it.
const OF_THE_ABI: [&str; 8] =
    ["byval", "byref", "sret", "inalloca", "preallocated", "swifterror", "swiftself", "nest"];

/// Intrinsics that change no memory, though LLVM says so to keep them at their places.
const QUIET: [&[u8]; 6] = [
    b"llvm.lifetime.",
    b"llvm.dbg.",
    b"llvm.assume",
    b"llvm.experimental.noalias.scope.decl",
    b"llvm.pseudoprobe",
    b"llvm.sideeffect",
];

/// One read.
#[derive(Clone, Copy, Debug)]
pub struct Read {
    /// A load, or a copy from the awaiter.
    pub inst: Value,
    /// Where it begins, in bytes from the address that the wrapper gets.
    pub offset: u64,
    pub bytes: u64,
    /// The type of a load.
    pub ty: Option<Type>,
    /// What may have happened in the wrapper before it.
    pub before: Before,
    /// Whether it is executed each time that the wrapper is called.
    pub is_certain: bool,
}

/// What may have happened at a place since the wrapper was called.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Before {
    /// Something was written to memory.
    pub writes: bool,
    /// Others ran, or were told by another thread to run: the coroutine among them.
    pub others: bool,
}

/// All that a wrapper does with its awaiter.
#[derive(Clone, Debug)]
pub struct WrapperReads {
    pub reads: Vec<Read>,
    /// The addresses in it, those that others are made of first.
    pub addresses: Vec<Value>,
}

impl WrapperReads {
    /// Looks at `wrapper`.
    ///
    /// # Errors
    /// It does something else with its awaiter than to read known bytes of it, or it may be another function at run time.
    pub fn of(wrapper: Function) -> Result<Self, Kept> {
        if !is_known(wrapper) {
            return Err(Kept::UnknownWrapper);
        }
        let layout = wrapper.module().data_layout();
        let mut found = WrapperReads { reads: Vec::new(), addresses: Vec::new() };
        let mut work = vec![(wrapper.param(AWAITER), 0)];
        while let Some((address, offset)) = work.pop() {
            for site in address.uses() {
                if site.user.is_opcode(Opcode::LLVMGetElementPtr) && site.operand == 0 {
                    let next = offset_of(site.user, offset, layout).ok_or(Kept::UnknownBytes)?;
                    found.addresses.push(site.user);
                    work.push((site.user, next));
                } else {
                    found.reads.push(read_at(site, offset, layout)?);
                }
            }
        }
        found.settle_places(wrapper);
        Ok(found)
    }

    /// The one pointer that is read, if nothing else is.
    pub fn only_pointer(&self, wrapper: Function) -> Option<Read> {
        let pointer = wrapper.module().pointer_type();
        let first = self.reads.iter().find(|read| read.is_certain).or(self.reads.first())?;
        let is_it = |read: &Read| read.ty == Some(pointer) && read.offset == first.offset;
        self.reads.iter().all(is_it).then_some(*first)
    }

    /// Where the last bytes that are read end.
    pub fn end(&self) -> u64 {
        self.reads.iter().map(|read| read.offset.saturating_add(read.bytes)).max().unwrap_or(0)
    }

    fn settle_places(&mut self, wrapper: Function) {
        let certain = certain_instructions(wrapper);
        let places = places(wrapper, &self.reads);
        for read in &mut self.reads {
            // What has no place is never executed.
            read.before = places.get(&read.inst).copied().unwrap_or_default();
            read.is_certain = certain.contains(&read.inst);
        }
    }
}

fn is_known(wrapper: Function) -> bool {
    let at = AttributeIndex::Param(AWAITER);
    wrapper.is_local()
        && !wrapper.is_declaration()
        && !wrapper.has_attribute(Attribute::PRESPLIT)
        && !wrapper.has_attribute(Attribute::flag("naked"))
        && wrapper.gc_name().is_none()
        && wrapper.params().count() == 2
        && wrapper.param(AWAITER).ty() == wrapper.module().pointer_type()
        && !OF_THE_ABI.iter().any(|name| wrapper.has_attribute_at(at, Attribute::flag(name)))
}

/// The distance from the awaiter of what a `getelementptr` makes of an address at `offset`.
fn offset_of(gep: Value, offset: u64, layout: DataLayout) -> Option<u64> {
    if !gep.ty().is_pointer() {
        return None;
    }
    offset.checked_add_signed(gep.gep_constant_offset(layout)?)
}

fn read_at(site: Use, offset: u64, layout: DataLayout) -> Result<Read, Kept> {
    let inst = site.user;
    let read = |bytes, ty| Ok(Read { inst, offset, bytes, ty, before: Before::default(), is_certain: false });
    match inst.opcode() {
        Some(Opcode::LLVMLoad) if !inst.is_simple_access() => Err(Kept::VolatileRead),
        Some(Opcode::LLVMLoad) if !is_plain_scalar(inst.ty()) => Err(Kept::UnknownBytes),
        Some(Opcode::LLVMLoad) => read(layout.store_size(inst.ty()), Some(inst.ty())),
        Some(Opcode::LLVMStore) if site.operand == 1 => Err(Kept::Written),
        Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) if site.operand == 0 => Err(Kept::Written),
        Some(Opcode::LLVMCall) if is_plain_copy(inst) => match site.operand {
            1 => read(inst.argument(2).const_int().ok_or(Kept::UnknownBytes)?, None),
            _ => Err(Kept::Written),
        },
        _ => Err(Kept::GivenAway),
    }
}

/// A load of an aggregate says nothing of the bytes between its fields, and a collector may look for pointers of other address spaces.
fn is_plain_scalar(ty: Type) -> bool {
    let element = ty.vector_element().unwrap_or(ty);
    element.address_space().map_or_else(|| is_number(element), |space| space == 0)
}

fn is_number(ty: Type) -> bool {
    use crate::ir::TypeKind::{LLVMBFloatTypeKind, LLVMDoubleTypeKind, LLVMFloatTypeKind, LLVMHalfTypeKind};
    let is_float = [LLVMHalfTypeKind, LLVMBFloatTypeKind, LLVMFloatTypeKind, LLVMDoubleTypeKind];
    ty.int_width().is_some() || is_float.contains(&ty.kind())
}

/// Whether `call` is of `llvm.memcpy` or `memmove`, and not volatile.
fn is_plain_copy(call: Value) -> bool {
    copies_memory(call) && call.argument(3).const_int() == Some(0)
}

/// The instructions that are executed each time that `wrapper` is called.
fn certain_instructions(wrapper: Function) -> Vec<Value> {
    let mut all = Vec::new();
    for inst in wrapper.entry().instructions() {
        all.push(inst);
        if !inst.goes_on() {
            break;
        }
    }
    all
}

/// For each of `reads`, what may have happened before it on any path.
fn places(wrapper: Function, reads: &[Read]) -> FxHashMap<Value, Before> {
    let mut entered: FxHashMap<Block, Before> = FxHashMap::default();
    entered.insert(wrapper.entry(), Before::default());
    let mut work = vec![wrapper.entry()];
    while let Some(block) = work.pop() {
        let mut state = entered[&block];
        block.instructions().for_each(|inst| state.add(inst));
        for next in block.successors() {
            let old = entered.get(&next).copied();
            let new = old.unwrap_or_default().or(state);
            if old != Some(new) {
                entered.insert(next, new);
                work.push(next);
            }
        }
    }
    let mut places = FxHashMap::default();
    for (block, mut state) in entered {
        for inst in block.instructions() {
            if reads.iter().any(|read| read.inst == inst) {
                places.insert(inst, state);
            }
            state.add(inst);
        }
    }
    places
}

impl Before {
    fn or(self, other: Self) -> Self {
        Before { writes: self.writes | other.writes, others: self.others | other.others }
    }

    /// `inst` is executed.
    fn add(&mut self, inst: Value) {
        let name = called_name(inst).unwrap_or_default();
        if !inst.may_write() || QUIET.iter().any(|quiet| name.starts_with(quiet)) {
            return;
        }
        self.writes = true;
        // What is not synchronised with anything tells no other thread. A call of anything else may do all.
        let is_plain_store = inst.is_opcode(Opcode::LLVMStore) && inst.is_simple_access();
        let is_plain_set = name.starts_with(b"llvm.memset.") && inst.argument(3).const_int() == Some(0);
        self.others |= !is_plain_store && !is_plain_set && !is_plain_copy(inst);
    }
}
