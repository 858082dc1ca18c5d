//! Memory of the caller that a function gets by reference, and that a continuation would still read when it is gone.
//!
//! | argument | what is done |
//! |---|---|
//! | `byval(T)`, `byref(T)` | copied to an alloca of type `T` at entry |
//! | `readonly dereferenceable(n)`, in plain memory or derived (Julia's immutable structs) | the same; which words hold tracked pointers, its loads say |
//! | `sret`, `"julia.return_roots"` | the caller's memory for the result: left, and the split refuses a continuation that needs it |
//! | any other pointer | captured without change |
//!
//! A copy is made only where the memory is used after an await. But of all arguments that are not objects the promises at their
//! loads are dropped that the memory never changes: a pass would move such a load after the await.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::gc::types::managed_words;
use crate::gc::{Model, PointerKind};
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Opcode, Type, Use, Value};
use crate::read::diagnostic;

use crate::prepare::reachability::Reach;
use crate::prepare::stale_attributes::{DEREFERENCEABLE, drop_of_argument, is_address};

/// Promises about the memory that a load or store touches.
const PROMISES: [&str; 6] =
    ["invariant.load", "invariant.group", "tbaa", "tbaa.struct", "alias.scope", "noalias"];

/// What keeps the arguments of `function` from being copied.
pub fn check_arguments(function: Function, model: &Model, reach: &Reach) -> Vec<Diagnostic> {
    let problem_of = |(index, argument): (u32, Value)| {
        let given = by_reference(function, index, model)?;
        let uses = Uses::of(argument, model);
        let value = || crate::ir::label(argument);
        match given.copied_type(&uses, function) {
            _ if !uses.are_after(reach) => None,
            Some(ty) if ty.has_fixed_size() && function.module().data_layout().alloc_size(ty) < u64::MAX => {
                None
            }
            Some(_) => Some(Problem::ReferenceOfUnknownSize { value: value() }),
            None => Some(Problem::UntypedReference { value: value() }),
        }
    };
    let lent = addresses(function).into_iter().filter(|(_, argument)| !is_object(*argument, model));
    lent.filter_map(problem_of).map(|problem| diagnostic(function, None, problem)).collect()
}

/// Drops what is said about the arguments of `function`, and copies what some of them point to. [`check_arguments`] has
/// found nothing.
pub fn copy_arguments(function: Function, model: &Model, reach: &Reach) {
    for (index, argument) in addresses(function) {
        if is_object(argument, model) {
            drop_of_argument(function, index, &[]);
            continue;
        }
        let given = by_reference(function, index, model);
        drop_of_argument(function, index, &DEREFERENCEABLE);
        let uses = Uses::of(argument, model);
        uses.accesses.iter().for_each(|access| PROMISES.iter().for_each(|kind| access.drop_metadata(kind)));
        let given = given.filter(|_| uses.are_after(reach));
        if let Some(ty) = given.and_then(|given| given.copied_type(&uses, function)) {
            copy(argument, index, ty, model);
        }
    }
}

/// The parameters of `function` that are addresses, with their numbers.
fn addresses(function: Function) -> Vec<(u32, Value)> {
    (0u32..).zip(function.params()).filter(|(_, argument)| is_address(argument.ty())).collect()
}

fn is_object(argument: Value, model: &Model) -> bool {
    let space = argument.ty().scalar().address_space();
    space.and_then(|space| model.kind(space)) == Some(PointerKind::Tracked)
}

/// What is known of memory that a caller lends.
enum Given {
    /// Its type.
    Type(Type),
    /// So many bytes.
    Bytes(u64),
}

/// Whether parameter `index` points to memory that the caller lends for the time of the call.
fn by_reference(function: Function, index: u32, model: &Model) -> Option<Given> {
    let at = AttributeIndex::Param(index);
    let has = |name| function.has_attribute_at(at, Attribute::flag(name));
    let says = |key| function.string_attribute_at(at, key).is_some();
    if has("sret") || says("julia.return_roots") || model.thread_pointer_parameter.is_some_and(says) {
        return None;
    }
    let ty = ["byval", "byref"].map(|name| Attribute::flag(name).type_on_function(function, at));
    if let Some(ty) = ty.into_iter().flatten().next() {
        return Some(Given::Type(ty));
    }
    let bytes = Attribute::flag("dereferenceable").value_on_function(function, at)?;
    (has("readonly") && bytes > 0).then_some(Given::Bytes(bytes))
}

impl Given {
    /// The type of a copy; `None` if it might hold tracked pointers at unknown places.
    fn copied_type(&self, uses: &Uses, function: Function) -> Option<Type> {
        let bytes = match self {
            Given::Type(ty) => return Some(*ty),
            Given::Bytes(bytes) => *bytes,
        };
        let module = function.module();
        let pointer = module.data_layout().pointer_size();
        let byte = module.int_type(8);
        let Some(tracked) = uses.tracked else { return Some(byte.array_of(bytes)) };
        if uses.is_opaque {
            return None;
        }
        let mut words =
            vec![module.int_type(u32::try_from(8 * pointer).ok()?); usize::try_from(bytes / pointer).ok()?];
        for &offset in &uses.words {
            let offset = u64::try_from(offset).ok().filter(|offset| offset % pointer == 0)?;
            *words.get_mut(usize::try_from(offset / pointer).ok()?)? = module.pointer_type_in(tracked);
        }
        if bytes % pointer > 0 || words.is_empty() {
            words.push(byte.array_of(bytes % pointer));
        }
        Some(Type::structure(&words))
    }
}

/// What is done with the memory that an argument points to.
struct Uses {
    /// All instructions that get an address of it, but those that only compute another one.
    accesses: Vec<Value>,
    /// Where tracked pointers are loaded from, in bytes from the beginning.
    words: Vec<i64>,
    /// Somebody gets the address who may know of pointers there.
    is_opaque: bool,
    /// The address space of tracked pointers, if the collector has one.
    tracked: Option<u32>,
}

impl Uses {
    fn of(argument: Value, model: &Model) -> Uses {
        let mut uses = Uses {
            accesses: Vec::new(),
            words: Vec::new(),
            is_opaque: false,
            tracked: model.tracked_space(),
        };
        let mut seen = FxHashSet::default();
        let mut work = vec![(argument, Some(0))];
        while let Some((address, offset)) = work.pop() {
            for Use { user, operand } in address.uses() {
                match uses.derived(user, operand, offset) {
                    Some(further) if seen.insert(user) => work.push((user, further)),
                    Some(_) => {}
                    None => uses.access(user, operand, offset, model),
                }
            }
        }
        uses
    }

    /// Whether code after an await accesses the memory.
    fn are_after(&self, reach: &Reach) -> bool {
        self.accesses.iter().any(|&access| reach.is_after(access))
    }

    /// The offset of `user`, if it only computes another address; an unknown one is `Some(None)`.
    fn derived(&self, user: Value, operand: u32, offset: Option<i64>) -> Option<Option<i64>> {
        match user.opcode()? {
            Opcode::LLVMGetElementPtr if operand == 0 => {
                let layout = user.block().function().module().data_layout();
                Some(offset.and_then(|offset| offset.checked_add(user.gep_constant_offset(layout)?)))
            }
            Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast | Opcode::LLVMFreeze => Some(offset),
            // Another address may come on another path.
            Opcode::LLVMPHI | Opcode::LLVMSelect => Some(None),
            _ => None,
        }
    }

    fn access(&mut self, user: Value, operand: u32, offset: Option<i64>, model: &Model) {
        self.accesses.push(user);
        let layout = user.block().function().module().data_layout();
        match user.opcode() {
            Some(Opcode::LLVMLoad) => {
                let words = managed_words(model, user.ty(), layout);
                match offset {
                    Some(offset) => {
                        self.words.extend(words.iter().map(|(at, _)| offset.saturating_add_unsigned(*at)))
                    }
                    None => self.is_opaque |= !words.is_empty(),
                }
            }
            Some(Opcode::LLVMICmp) => {}
            Some(Opcode::LLVMStore) if operand == 1 => {}
            _ => self.is_opaque = true,
        }
    }
}

/// Lets everything that uses the memory of parameter `index` use a copy of it.
fn copy(argument: Value, index: u32, ty: Type, model: &Model) {
    let function = argument.argument_owner();
    let layout = function.module().data_layout();
    let given = Attribute::flag("align").value_on_function(function, AttributeIndex::Param(index));
    let given = given.unwrap_or(1).max(1);
    let Some(place) = argument.place_after() else { return };
    let build = Builder::before(place).without_location();
    let object = build.alloca(ty, &format!("{}.copy", argument.name()));
    object.set_alignment(layout.abi_align(ty).max(given));
    let uses = argument.uses();
    retarget(uses, object, &mut Casts { object, to: argument.ty(), cast: None });
    // Before the first instruction that may use the copy, and after all allocas.
    let build = Builder::before(place).without_location();
    let pointer = layout.pointer_size();
    let mut begin = 0;
    let words = managed_words(model, ty, layout);
    let ends = words.iter().map(|(at, kind)| (*at, Some(*kind))).chain([(layout.alloc_size(ty), None)]);
    for (end, kind) in ends {
        let align = alignment_at(begin, given);
        if end > begin {
            let (to, from) = (place_at(&build, object, begin), place_at(&build, argument, begin));
            build.copy_memory(to, from, end - begin, align);
        }
        if let Some(space) = kind.and_then(|kind| model.space_of(kind)) {
            let word = build.module().pointer_type_in(space);
            let (to, from) = (place_at(&build, object, end), place_at(&build, argument, end));
            let value = build.load(word, from, alignment_at(end, given), &argument.name());
            build.store(value, to, alignment_at(end, layout.abi_align(ty)));
        }
        begin = end.saturating_add(pointer);
    }
}

/// `offset` bytes after `address`.
fn place_at(build: &Builder, address: Value, offset: u64) -> Value {
    if offset == 0 { address } else { build.byte_offset(address, offset, "") }
}

/// The alignment in bytes at `offset` of memory that is aligned to `align`.
fn alignment_at(offset: u64, align: u64) -> u64 {
    if offset == 0 { align } else { align.min(1 << offset.trailing_zeros()) }
}

/// The copy's address in the address space of the argument, where that is another one: made when it is needed.
struct Casts {
    object: Value,
    to: Type,
    cast: Option<Value>,
}

impl Casts {
    fn of(&mut self, address: Value) -> Value {
        if address.ty() == self.to {
            return address;
        }
        let build = Builder::after(address).expect("an address is no terminator");
        if address != self.object {
            return build.cast_space(address, self.to, "");
        }
        *self.cast.get_or_insert_with(|| build.cast_space(address, self.to, ""))
    }
}

/// Lets `uses` of an address use `new`, which is the same place in the copy. The copy is in the address space of
/// allocas; where an address may be in any, so is this one.
fn retarget(uses: Vec<Use>, new: Value, casts: &mut Casts) {
    for Use { user, operand } in uses {
        match user.opcode() {
            Some(Opcode::LLVMGetElementPtr) if operand == 0 && user.ty().is_pointer() => {
                let gep = Builder::before(user).gep_like(user, new);
                retarget(user.uses(), gep, casts);
                user.erase();
            }
            Some(Opcode::LLVMLoad) => user.set_operand(0, new),
            Some(Opcode::LLVMStore) if operand == 1 => user.set_operand(1, new),
            _ => user.set_operand(operand, casts.of(new)),
        }
    }
}
