//! What happens to each alloca: the walk over everything that is computed from its address.

use rustc_hash::FxHashSet;

use crate::ir::{Opcode, Use, Value};
use crate::model::{Event, EventKind, InstId, Object, ObjectId, ValueClass, ValueId};

use super::canonical::Canonical;
use super::intrinsics::{Coro, lifetime_marker};
use super::mirror::Mirror;

/// Adds the objects of all allocas to the model.
pub fn add_objects(mirror: &mut Mirror, canonical: &Canonical) {
    let layout = canonical.shape.function.module().data_layout();
    let positions: Vec<(InstId, Value)> =
        mirror.insts.iter().map(|(n, i)| (n, *i)).filter(|(_, i)| i.is_alloca()).collect();
    for (_, alloca) in positions {
        let value = mirror.value_ids[&alloca];
        let count = alloca.operand(0).map_or(Some(1), Value::const_int);
        let fixed = alloca.allocated_type().has_fixed_size();
        let element = if fixed { layout.alloc_size(alloca.allocated_type()) } else { 0 };
        let object = Object {
            name: mirror.coroutine.values[value].name.clone(),
            value,
            size: element * count.unwrap_or(0),
            align: u64::from(alloca.alignment()).max(1),
            events: Vec::new(),
            aliases: Vec::new(),
            outside_frame: alloca.has_metadata("coro.outside.frame"),
            dynamic: count.is_none() || !fixed,
        };
        let id = mirror.coroutine.objects.push(object);
        mirror.coroutine.values[value].class = ValueClass::Address(id);
        if canonical.shape.promise == Some(alloca) {
            mirror.coroutine.promise = Some(id);
        }
        Walk { mirror, id, root: alloca, seen: FxHashSet::default(), unclear_marker: false }.run();
    }
}

struct Walk<'a> {
    mirror: &'a mut Mirror,
    id: ObjectId,
    root: Value,
    seen: FxHashSet<Value>,
    /// A lifetime marker stands on a part of the object: none of its markers is believed.
    unclear_marker: bool,
}

impl Walk<'_> {
    fn run(mut self) {
        let mut work = vec![(self.root, true)];
        while let Some((address, is_offset)) = work.pop() {
            if !self.seen.insert(address) {
                continue;
            }
            for site in address.uses() {
                if let Some(derived) = self.visit(address, site) {
                    let constant = is_offset && derives_by_constant(site.user);
                    self.classify(site.user, constant);
                    work.push((derived, constant));
                }
            }
        }
        if self.unclear_marker {
            let markers = |e: &&mut Event| matches!(e.kind, EventKind::Start | EventKind::End);
            for event in self.mirror.coroutine.objects[self.id].events.iter_mut().filter(markers) {
                event.kind = EventKind::Access;
            }
        }
    }

    /// Notes what `site` does with `address`; returns the user if it computes another address from it.
    fn visit(&mut self, address: Value, site: Use) -> Option<Value> {
        use Opcode::*;
        let user = site.user;
        if !user.is_instruction() {
            return None;
        }
        match user.opcode()? {
            LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast | LLVMPHI | LLVMSelect => return Some(user),
            LLVMLoad | LLVMICmp => self.event(user, EventKind::Access),
            LLVMStore if site.operand == 1 => {
                let covers_all = self.is_beginning(address) && self.covers_all(user);
                self.event(user, if covers_all { EventKind::Overwrite } else { EventKind::Access });
            }
            LLVMCall | LLVMInvoke => self.visit_call(address, site),
            _ => self.escape(user),
        }
        None
    }

    fn visit_call(&mut self, address: Value, site: Use) {
        let call = site.user;
        if Coro::of(call) == Some(Coro::Id) {
            return;
        }
        if let Some(starts) = lifetime_marker(call) {
            self.unclear_marker |= address != self.root || !self.marks_all(call);
            self.event(call, if starts { EventKind::Start } else { EventKind::End });
            return;
        }
        let is_argument = site.operand < call.argument_count();
        if is_argument && call.argument_is_not_captured(site.operand) {
            self.event(call, EventKind::Access);
        } else {
            self.escape(call);
        }
    }

    /// Whether a marker stands for the whole object. Before LLVM 22 it has a size, -1 for all.
    fn marks_all(&self, marker: Value) -> bool {
        let size = self.mirror.coroutine.objects[self.id].size;
        marker.argument_count() == 1
            || matches!(marker.argument(0).const_int(), Some(s) if s == u64::MAX || s >= size)
    }

    /// Whether `address` is that of the object's first byte: through casts and indices that are all 0.
    fn is_beginning(&self, address: Value) -> bool {
        let source = std::iter::successors(Some(address), |a| {
            let is_same_place = derives_by_constant(*a)
                && (1..a.operand_count()).all(|i| a.operand(i).and_then(Value::const_int) == Some(0));
            if is_same_place { a.operand(0) } else { None }
        });
        source.last() == Some(self.root)
    }

    /// Whether a store at the object's beginning writes all of it.
    fn covers_all(&self, store: Value) -> bool {
        let ty = store.argument(0).ty();
        let object = &self.mirror.coroutine.objects[self.id];
        let layout = self.root.block().function().module().data_layout();
        ty.has_fixed_size() && !object.dynamic && layout.store_size(ty) >= object.size
    }

    fn event(&mut self, inst: Value, kind: EventKind) {
        let number = self.mirror.inst_ids[&inst];
        let event =
            Event { block: self.mirror.block_id(inst.block()), position: self.mirror.position(number), kind };
        self.mirror.coroutine.objects[self.id].events.push(event);
    }

    fn escape(&mut self, inst: Value) {
        self.event(inst, EventKind::Escape);
    }

    /// Notes how `derived` depends on the object.
    fn classify(&mut self, derived: Value, constant: bool) {
        let Some(&value): Option<&ValueId> = self.mirror.value_ids.get(&derived) else { return };
        if constant {
            self.mirror.coroutine.values[value].class = ValueClass::AddressOffset(self.id);
        } else {
            // Reached by several ways: no constant distance after all.
            if self.mirror.coroutine.values[value].class == ValueClass::AddressOffset(self.id) {
                self.mirror.coroutine.values[value].class = ValueClass::Data;
            }
            self.mirror.coroutine.objects[self.id].aliases.push(value);
        }
    }
}

/// A cast, or a `getelementptr` with constant indices only.
fn derives_by_constant(derived: Value) -> bool {
    match derived.opcode() {
        Some(Opcode::LLVMGetElementPtr) => {
            (1..derived.operand_count()).all(|i| derived.operand(i).is_some_and(|o| o.const_int().is_some()))
        }
        Some(Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) => true,
        _ => false,
    }
}
