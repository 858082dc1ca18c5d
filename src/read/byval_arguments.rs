//! The memory of a `byval` argument is gone when the ramp returns: where it is used after a suspension, a copy in an alloca takes its
//! place, which moves to the frame. One with tracked pointers is copied wherever it is used.
//!
//! No map describes the argument's memory on the stack. So its tracked pointers are loaded where the function begins, before anything
//! can collect, and stored where the frame begins: in between they are values, which the collector knows. This is right only if
//! nothing uses the memory in between. The loads are volatile: no call writes to the argument's memory, so an optimiser could move other
//! loads over a safepoint, as SLPVectorizer does. If something does, the whole memory is copied where the function begins, and
//! `gc-coro-verify` tells of safepoints before `llvm.coro.begin`.

use rustc_hash::FxHashSet;

use crate::gc::types::managed_words;
use crate::gc::{Model, PointerKind};
use crate::ir::{Attribute, AttributeIndex, Block, Builder, DataLayout, Opcode, Type, Value};
use crate::read::intrinsics::{MaskedAccess, copies_memory};
use crate::read::shape::Shape;
use gc_coro_core::walk::walk;

/// Gives an alloca to each `byval` argument that is used in the blocks `after` a suspension. One with tracked pointers that is used only
/// before, as by a frontend that copies its parameters where the frame begins, gets one as well.
pub fn copy_to_allocas(shape: &Shape, model: &Model, after: &FxHashSet<Block>) {
    let function = shape.function;
    let params: Vec<Value> = function.params().collect();
    for (index, argument) in (0u32..).zip(params) {
        let Some(ty) = Attribute::byval_type(function, AttributeIndex::Param(index)) else { continue };
        let users = users_of_addresses(argument);
        let is_used_after = users.iter().any(|user| after.contains(&user.block()));
        let Some(entry_point) = function.entry().first_insertion_point() else { continue };
        let words = tracked_words(model, ty, &users, argument);
        let early = if words.is_empty() { FxHashSet::default() } else { before_begin(shape) };
        // What only computes another address may stand anywhere.
        let mut accesses = users.iter().filter(|user| !is_address(**user)).peekable();
        let is_plain =
            words.is_empty() || accesses.peek().is_none() || accesses.any(|user| early.contains(user));
        if is_plain && !is_used_after {
            continue;
        }
        let build = Builder::before(entry_point).without_location();
        let copy = Copy::of(argument, ty, &build);
        if is_plain {
            copy.bring_bytes(&build, 0, copy.size());
        } else {
            copy.bring_to_frame(shape.begin, &words, &build);
        }
    }
}

/// Whether `inst` is no use of an address's memory, but makes another address of it.
fn is_address(inst: Value) -> bool {
    inst.ty().is_pointer() && !inst.is_call() && !inst.is_opcode(Opcode::LLVMLoad)
}

/// The instructions that use an address computed from `argument`.
pub fn users_of_addresses(argument: Value) -> Vec<Value> {
    let mut seen = FxHashSet::default();
    let mut users = Vec::new();
    let mut work = vec![argument];
    while let Some(address) = work.pop() {
        for user in address.users().into_iter().filter(|user| user.is_instruction()) {
            if seen.insert(user) {
                users.push(user);
                work.extend(Some(user).filter(|user| is_address(*user)));
            }
        }
    }
    users
}

/// Where `user`, one of the users of memory, reads managed pointers from it: their places in bytes after an address, and that address.
/// A load says so by its type, and so does an exchange. A copy to an alloca brings what the type of the alloca has room for.
pub fn managed_reads(
    model: &Model,
    user: Value,
    layout: DataLayout,
) -> Option<(Value, Vec<(u64, PointerKind)>)> {
    let (address, words) = match user.opcode()? {
        Opcode::LLVMLoad => (user.argument(0), managed_words(model, user.ty(), layout)),
        Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg => {
            (user.argument(0), managed_words(model, user.argument(1).ty(), layout))
        }
        _ if copies_memory(user) => (user.argument(1), words_of_target(model, user, layout)),
        _ => {
            let masked = MaskedAccess::of(user).filter(|access| access.is_load && access.keeps_places)?;
            (user.argument(masked.address), managed_words(model, masked.ty, layout))
        }
    };
    (!words.is_empty()).then_some((address, words))
}

/// The managed words of the alloca that `copy` fills, as places in bytes after its source.
fn words_of_target(model: &Model, copy: Value, layout: DataLayout) -> Vec<(u64, PointerKind)> {
    let mut target = copy.argument(0);
    while let Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) =
        target.opcode()
    {
        target = target.argument(0);
    }
    if !target.is_alloca() {
        return Vec::new();
    }
    let begin = distance(copy.argument(0), target, layout);
    let (Some(begin), Some(bytes)) = (begin, copy.argument(2).const_int()) else { return Vec::new() };
    let end = begin.saturating_add(bytes);
    let is_copied = |at: u64| begin <= at && at.saturating_add(layout.pointer_size()) <= end;
    let words = managed_words(model, target.allocated_type(), layout).into_iter();
    words.filter(|(at, _)| is_copied(*at)).map(|(at, kind)| (at - begin, kind)).collect()
}

/// Where tracked pointers are in the memory of `argument`, in bytes, each with its type: by the type of the memory, and by what reads
/// it at constant places.
fn tracked_words(model: &Model, ty: Type, users: &[Value], argument: Value) -> Vec<(u64, Type)> {
    let module = argument.argument_owner().module();
    let layout = module.data_layout();
    let Some(space) = model.tracked_space() else { return Vec::new() };
    let word = module.pointer_type_in(space);
    let is_tracked = |(at, kind): (u64, PointerKind)| (kind == PointerKind::Tracked).then_some(at);
    let mut found: Vec<u64> = managed_words(model, ty, layout).into_iter().filter_map(is_tracked).collect();
    for (address, words) in users.iter().filter_map(|user| managed_reads(model, *user, layout)) {
        let Some(begin) = distance(address, argument, layout) else { continue };
        found.extend(words.into_iter().filter_map(is_tracked).map(|at| begin.saturating_add(at)));
    }
    let (pointer, size) = (layout.pointer_size(), layout.alloc_size(ty));
    found.retain(|at| at % pointer == 0 && at.saturating_add(pointer) <= size);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| (at, word)).collect()
}

/// The constant number of bytes from `base` to `address`.
pub fn distance(address: Value, base: Value, layout: DataLayout) -> Option<u64> {
    let mut at = address;
    let mut bytes = 0i64;
    while at != base {
        bytes = match at.opcode()? {
            Opcode::LLVMGetElementPtr => bytes.checked_add(at.gep_constant_offset(layout)?)?,
            Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast => bytes,
            _ => return None,
        };
        at = at.argument(0);
    }
    u64::try_from(bytes).ok()
}

/// What may run before the frame begins.
fn before_begin(shape: &Shape) -> FxHashSet<Value> {
    let next = |block: Block| {
        if block == shape.begin.block() { Vec::new() } else { block.successors() }
    };
    let blocks = walk([shape.function.entry()], next);
    blocks
        .flat_map(|block| block.instructions().take_while(|inst| *inst != shape.begin).collect::<Vec<_>>())
        .collect()
}

/// An alloca in the place of an argument's memory.
struct Copy {
    argument: Value,
    ty: Type,
    alloca: Value,
}

impl Copy {
    /// Makes it where `build` stands; whatever used the argument uses it.
    fn of(argument: Value, ty: Type, build: &Builder) -> Self {
        let layout = build.module().data_layout();
        let alloca = build.alloca(ty, &format!("{}.copy", argument.name()));
        alloca.set_alignment(layout.abi_align(ty).max(alloca.alignment()));
        let address = build.address_in(alloca, argument.ty());
        argument.replace_all_uses_with(address);
        Copy { argument, ty, alloca }
    }

    fn size(&self) -> u64 {
        self.alloca.block().function().module().data_layout().alloc_size(self.ty)
    }

    /// Copies the bytes from `begin` to `end`.
    fn bring_bytes(&self, build: &Builder, begin: u64, end: u64) {
        if begin < end {
            let [to, from] = [self.alloca, self.argument].map(|base| place(build, base, begin));
            build.copy_memory(to, from, end - begin, 1);
        }
    }

    /// Loads the tracked words where `entry` stands, and fills the copy after `begin`.
    fn bring_to_frame(&self, begin: Value, words: &[(u64, Type)], entry: &Builder) {
        let pointer = entry.module().data_layout().pointer_size();
        let name = self.argument.name();
        let load = |&(at, ty): &(u64, Type)| {
            let value = entry.load(ty, place(entry, self.argument, at), 1, &name);
            value.make_volatile();
            (at, value)
        };
        let values: Vec<(u64, Value)> = words.iter().map(load).collect();
        let build = Builder::before(begin.next().expect("a call is no terminator")).without_location();
        let align = self.alloca.alignment().min(pointer);
        let mut done = 0;
        for (at, value) in values {
            self.bring_bytes(&build, done, at);
            build.store(value, place(&build, self.alloca, at), align);
            done = at + pointer;
        }
        self.bring_bytes(&build, done, self.size());
    }
}

/// `offset` bytes after `base`.
fn place(build: &Builder, base: Value, offset: u64) -> Value {
    if offset == 0 { base } else { build.byte_offset(base, offset, "") }
}
