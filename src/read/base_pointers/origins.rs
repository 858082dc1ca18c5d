//! Which tracked pointer each derived pointer is derived from, or which `gc_loaded` call each loaded pointer.
//!
//! As `findBasePointer` of RewriteStatepointsForGC does it: every pointer begins as unknown; where different origins meet,
//! the merge is an origin of its own; that is repeated until nothing changes. Loops are therefore analysed with the
//! best of hopes, and one that only adds to a pointer keeps the pointer's origin.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::gc::types::pointer_shape;
use crate::gc::{Model, PointerKind};
use crate::ir::{Block, Function, Opcode, Type, Value};

use crate::read::base_pointers::gc_loaded::is_load_call;
use crate::read::gc_classes::is_constant_load;

/// Where a pointer comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// Nothing is known yet (only while it is searched for).
    Pending,
    /// It is null, or an offset from null.
    Null,
    /// That tracked pointer (or vector of them, or the scalar for all lanes of a vector), or `gc_loaded` call. Or a
    /// merge of more than one, [`Origin::Merge`], whose base is a value yet to be made.
    One(Value),
    /// More than one merge here; all of them have the pointer type, if they have one that is not null.
    Merge(Option<Type>),
    /// None that could be named.
    Unknown,
}

/// The origins of a function's managed pointers.
pub struct Origins<'a> {
    pub model: &'a Model,
    /// Tracked by their type, but not known to point to the beginning of an object.
    derived: FxHashSet<Value>,
    states: FxHashMap<Value, Origin>,
}

impl<'a> Origins<'a> {
    pub fn find(function: Function, model: &'a Model) -> Self {
        let all: Vec<Value> = function
            .blocks()
            .flat_map(Block::instructions)
            .filter(|&value| pointer_shape(model, value.ty()).kind().is_some())
            .collect();
        let mut origins = Origins { model, derived: derived(&all, model), states: FxHashMap::default() };
        let (loaded, others): (Vec<Value>, Vec<Value>) = all
            .into_iter()
            .filter(|&value| is_node(value) && !origins.is_base(value))
            .partition(|&value| origins.kind(value) == Some(PointerKind::Loaded));
        // What a loaded pointer is loaded through is known first.
        origins.solve(&others);
        origins.solve(&loaded);
        origins
    }

    pub fn kind(&self, value: Value) -> Option<PointerKind> {
        pointer_shape(self.model, value.ty()).kind()
    }

    /// Whether a collector finds the object by `value` itself.
    pub fn is_base(&self, value: Value) -> bool {
        self.kind(value).is_some_and(PointerKind::is_object) && !self.derived.contains(&value)
    }

    /// Whether `value` is a merge of different origins.
    pub fn is_own(&self, value: Value) -> bool {
        matches!(self.states.get(&value), Some(Origin::Merge(_)))
    }

    /// What `value` is derived from.
    pub fn origin(&self, value: Value) -> Origin {
        if self.kind(value).is_none() {
            return Origin::Unknown;
        }
        let is_loaded = self.kind(value) == Some(PointerKind::Loaded);
        if value.is_constant() {
            return if is_loaded { Origin::Unknown } else { self.origin_of_constant(value) };
        }
        if self.is_base(value) || is_load_call(self.model, value) {
            return if value.place_after().is_some() { Origin::One(value) } else { Origin::Unknown };
        }
        match self.states.get(&value) {
            Some(Origin::Merge(_)) => Origin::One(value),
            Some(&state) => state,
            None => Origin::Unknown,
        }
    }

    fn origin_of_constant(&self, constant: Value) -> Origin {
        if constant.is_null() || constant.is_undefined() {
            return Origin::Null;
        }
        // What a constant points to is not moved.
        if self.kind(constant).is_some_and(PointerKind::is_object) {
            return Origin::One(constant);
        }
        match constant.operation() {
            Some(Opcode::LLVMGetElementPtr | Opcode::LLVMAddrSpaceCast | Opcode::LLVMBitCast) => {
                self.through(constant)
            }
            _ => Origin::Unknown,
        }
    }

    /// The pointer type of a base, without vector; `None` for null.
    pub fn base_type(&self, origin: Origin) -> Option<Type> {
        match origin {
            Origin::One(base) => match self.states.get(&base) {
                Some(Origin::Merge(ty)) => *ty,
                _ => Some(base.ty().scalar()),
            },
            Origin::Merge(ty) => ty,
            _ => None,
        }
    }

    fn solve(&mut self, nodes: &[Value]) {
        let known: FxHashSet<Value> = nodes.iter().copied().collect();
        self.states.extend(nodes.iter().map(|&node| (node, Origin::Pending)));
        let mut work: Vec<Value> = nodes.iter().rev().copied().collect();
        while let Some(node) = work.pop() {
            let old = self.states[&node];
            let new = self.rise(old, self.transfer(node));
            if new != old {
                self.states.insert(node, new);
                work.extend(node.users().into_iter().filter(|user| known.contains(user)));
                if old == Origin::Merge(None) {
                    // Its type is new; users that reach the merge through others learn of it only here.
                    work.extend(nodes);
                }
            }
        }
    }

    /// A merge stays one: that bounds the number of rounds.
    fn rise(&self, old: Origin, new: Origin) -> Origin {
        match (old, new) {
            (Origin::Merge(_), _) => self.own(self.join(old, new)),
            _ => new,
        }
    }

    fn transfer(&self, node: Value) -> Origin {
        let of = |index: u32| self.origin(node.argument(index));
        let state = match node.opcode() {
            Some(Opcode::LLVMPHI) => {
                let incoming = node.incoming().into_iter().map(|(value, _)| self.origin(value));
                let met = incoming.fold(Origin::Pending, |met, origin| self.join(met, origin));
                if node.place_after().is_some() { met } else { Origin::Unknown }
            }
            Some(Opcode::LLVMSelect) => self.join(of(1), of(2)),
            Some(Opcode::LLVMInsertElement) => self.join(of(0), of(1)),
            Some(Opcode::LLVMShuffleVector) => {
                let lanes = node.argument(0).ty().vector_length();
                let takes_second = node.shuffle_mask().iter().flatten().any(|&lane| lane >= lanes);
                self.lane(if takes_second { self.join(of(0), of(1)) } else { of(0) })
            }
            Some(Opcode::LLVMExtractElement) => self.lane(of(0)),
            // Its base is frozen as well.
            Some(Opcode::LLVMFreeze) => self.own(of(0)),
            _ => self.through(node),
        };
        match state {
            Origin::Merge(_) if self.kind(node) == Some(PointerKind::Loaded) && !can_merge(self, node) => {
                Origin::Unknown
            }
            state => state,
        }
    }

    /// The origin of what only adds to its operand, or casts it.
    fn through(&self, value: Value) -> Origin {
        let from = value.argument(0);
        let passes = match value.operation() {
            Some(Opcode::LLVMGetElementPtr) => crate::read::base_pointers::offsets::has_fixed_strides(value),
            Some(Opcode::LLVMBitCast) => from.ty() == value.ty(),
            Some(Opcode::LLVMAddrSpaceCast) => {
                let is_loaded = |v| self.kind(v) == Some(PointerKind::Loaded);
                is_loaded(from) == is_loaded(value)
            }
            _ => false,
        };
        if passes { self.origin(from) } else { Origin::Unknown }
    }

    /// Lanes of a vector whose lanes have different bases are merges.
    fn lane(&self, vector: Origin) -> Origin {
        match vector {
            Origin::One(base) if base.ty().vector_element().is_some() => self.own(vector),
            other => other,
        }
    }

    fn own(&self, origin: Origin) -> Origin {
        match origin {
            Origin::Pending | Origin::Unknown => origin,
            _ => Origin::Merge(self.base_type(origin)),
        }
    }

    fn join(&self, one: Origin, other: Origin) -> Origin {
        match (one, other) {
            (Origin::Pending, known) | (known, Origin::Pending) => known,
            (Origin::Unknown, _) | (_, Origin::Unknown) => Origin::Unknown,
            _ if one == other => one,
            _ => match (self.base_type(one), self.base_type(other)) {
                (Some(a), Some(b)) if a != b => Origin::Unknown,
                (a, b) => Origin::Merge(a.or(b)),
            },
        }
    }
}

/// Whether an origin goes through the instruction.
fn is_node(value: Value) -> bool {
    use Opcode::*;
    matches!(value.opcode(), Some(LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast)) || is_merge(value)
}

/// The pointers that are chosen among others, and cannot be computed again like a `getelementptr`.
pub fn is_merge(value: Value) -> bool {
    use Opcode::*;
    matches!(
        value.opcode(),
        Some(LLVMPHI | LLVMSelect | LLVMFreeze | LLVMExtractElement | LLVMInsertElement | LLVMShuffleVector)
    )
}

/// The tracked pointers among `all` that are made of others by arithmetic, or of no pointer.
fn derived(all: &[Value], model: &Model) -> FxHashSet<Value> {
    let kind = |value: Value| pointer_shape(model, value.ty()).kind();
    let is_tracked = |value: Value| kind(value).is_some_and(PointerKind::is_object);
    let is_derivation = |value: Value| match value.opcode() {
        Some(Opcode::LLVMGetElementPtr | Opcode::LLVMIntToPtr) => true,
        Some(Opcode::LLVMAddrSpaceCast) => match kind(value.argument(0)) {
            // Julia's lowering of roots takes such a cast for a base; RewriteStatepointsForGC has none for it.
            None => model.load.is_none(),
            from => !from.is_some_and(PointerKind::is_object),
        },
        _ => false,
    };
    let passes_on = |value: &Value| {
        let is_cast = matches!(value.opcode(), Some(Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast));
        is_tracked(*value) && (is_cast || is_merge(*value))
    };
    let mut found = FxHashSet::default();
    let mut work: Vec<Value> = all.iter().copied().filter(|&v| is_tracked(v) && is_derivation(v)).collect();
    while let Some(value) = work.pop() {
        if found.insert(value) {
            work.extend(value.users().into_iter().filter(passes_on));
        }
    }
    found
}

/// Whether the loaded pointers that merge in `merge` can be made again from one of the objects.
fn can_merge(origins: &Origins, merge: Value) -> bool {
    let operands: Vec<Value> = match merge.opcode() {
        Some(Opcode::LLVMPHI) => merge.incoming().into_iter().map(|(value, _)| value).collect(),
        Some(Opcode::LLVMSelect) => vec![merge.argument(1), merge.argument(2)],
        _ => return false,
    };
    let can_redo = |call: Value| origins.is_own(call) || loads_from_owner(origins, call);
    merge.ty().is_pointer()
        && operands.into_iter().all(|operand| match origins.origin(operand) {
            Origin::One(call) => can_redo(call),
            origin => origin == Origin::Pending,
        })
}

/// Whether the raw pointer of `call` is loaded out of the call's own object and is always the same.
fn loads_from_owner(origins: &Origins, call: Value) -> bool {
    let (owner, raw) = (call.argument(0), call.argument(1));
    origins.is_base(owner)
        && raw.is_opcode(Opcode::LLVMLoad)
        && !raw.is_volatile()
        && is_constant_load(raw)
        && raw.argument(0).ty().is_pointer()
        && origins.origin(raw.argument(0)) == origins.origin(owner)
}
