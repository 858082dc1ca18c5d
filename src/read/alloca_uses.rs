//! What happens to each alloca: the walk over everything that is computed from its address.

use rustc_hash::FxHashSet;

use gc_coro_core::layout::limits::MOST_WORDS;

use crate::gc::types::managed_words;
use crate::gc::{Model, PointerKind};
use crate::ir::{DataLayout, Opcode, Type, Use, Value};
use gc_coro_core::model::{Event, EventKind, Object, ObjectId, Unstorable, ValueClass, ValueId};

use crate::abi::names::metadata;
use crate::read::canonical::Canonical;
use crate::read::copies;
use crate::read::copies::{CopyEnd, share_managed_words};
use crate::read::disguised_addresses;
use crate::read::funclets::is_pad;
use crate::read::intrinsics::{Coro, MaskedAccess, copies_memory, lifetime_marker};
use crate::read::managed_words::{add_managed_word, bytes_filled};
use crate::read::model_map::ModelMap;
use crate::read::partial_stores::{PartialWrite, constant_distance, merge_partial_writes};
use crate::read::shape::names_the_same;
use crate::read::stack_pointer;

/// Adds the objects of all allocas to the model.
pub fn add_objects(model_map: &mut ModelMap, canonical: &Canonical) {
    let layout = canonical.shape.function.module().data_layout();
    let allocas: Vec<Value> = model_map.insts.iter().map(|(_, i)| *i).filter(|i| i.is_alloca()).collect();
    let scopes = stack_pointer::scopes(model_map);
    let mut copies: Vec<(Value, CopyEnd)> = Vec::new();
    for alloca in allocas {
        let value = model_map.value_ids[&alloca];
        let count = alloca.operand(0).map_or(Some(1), Value::const_int);
        let fixed = alloca.allocated_type().has_fixed_size();
        let element = if fixed { layout.alloc_size(alloca.allocated_type()) } else { 0 };
        let size = element.saturating_mul(count.unwrap_or(0));
        let object = Object {
            outside_frame: alloca.has_metadata("coro.outside.frame") || is_caught(alloca),
            dynamic: count.is_none() || !fixed,
            ..Object::new(model_map.name(value), value, size, alloca.alignment(), Vec::new())
        };
        let object = if alloca.has_metadata(metadata::INNER_FRAME) {
            let pointer = model_map.coroutine.pointer_bytes;
            Object { holds_frame: true, tracked_words: vec![pointer], ..object }
        } else {
            object
        };
        let id = model_map.coroutine.objects.push(object);
        model_map.coroutine.values[value].class = ValueClass::Address(id);
        if fixed && canonical.model.is_managed() {
            add_managed_words(model_map, &canonical.model, id, alloca, element);
        }
        if canonical.shape.promise == Some(alloca) {
            model_map.coroutine.promise = Some(id);
        }
        let writes = Vec::new();
        let model = &canonical.model;
        let (disguises, stores) = (Vec::new(), Vec::new());
        let seen = FxHashSet::default();
        let unclear_marker = false;
        let walk = Walk {
            model_map,
            model,
            id,
            root: alloca,
            seen,
            unclear_marker,
            writes,
            disguises,
            stores,
            copies,
        };
        copies = walk.run();
        stack_pointer::end_with_scopes(&mut model_map.coroutine, id, &scopes);
    }
    if canonical.model.is_managed() {
        share_managed_words(model_map, copies);
    }
}

/// Whether a handler is told of the alloca, as of the place for the exception: it can be on the stack of its own activation
/// only.
fn is_caught(alloca: Value) -> bool {
    alloca.users().into_iter().any(is_pad)
}

/// Notes where the elements of an alloca, each `element` bytes long, have managed pointers by their type.
fn add_managed_words(model_map: &mut ModelMap, model: &Model, id: ObjectId, alloca: Value, element: u64) {
    let layout = alloca.block().function().module().data_layout();
    let words = managed_words(model, alloca.allocated_type(), layout);
    let object = &mut model_map.coroutine.objects[id];
    let count = object.size.checked_div(element).unwrap_or(0);
    let offset_of = move |n: u64, offset: u64| n.saturating_mul(element).saturating_add(offset);
    let in_all = (0..if words.is_empty() { 0 } else { count })
        .flat_map(|n| words.iter().map(move |(offset, kind)| (offset_of(n, *offset), *kind)));
    for (offset, kind) in in_all.take(MOST_WORDS as usize + 1) {
        add_managed_word(object, offset, kind, model_map.coroutine.pointer_bytes);
    }
}

struct Walk<'a> {
    model_map: &'a mut ModelMap,
    model: &'a Model,
    id: ObjectId,
    root: Value,
    seen: FxHashSet<Value>,
    /// A lifetime marker is on some bytes of the object only: none of its markers is believed.
    unclear_marker: bool,
    /// Stores at known places that do not cover the object alone.
    writes: Vec<PartialWrite>,
    /// What hides the address.
    disguises: Vec<Value>,
    /// The instructions that store the address.
    stores: Vec<Value>,
    /// What is copied to and from objects.
    copies: Vec<(Value, CopyEnd)>,
}

impl Walk<'_> {
    fn run(mut self) -> Vec<(Value, CopyEnd)> {
        let layout = self.layout();
        // An address is at a known distance, at some constant one, or at one only known at run time.
        let mut work = vec![(self.root, Some(Some(0)))];
        while let Some((address, distance)) = work.pop() {
            if !self.seen.insert(address) {
                continue;
            }
            for site in address.uses() {
                if let Some(derived) = self.visit(address, site, distance.flatten()) {
                    let constant = distance.filter(|_| derives_by_constant(site.user)).map(|from| {
                        let more = constant_distance(site.user, layout)?;
                        from?.checked_add(more)
                    });
                    self.classify(site.user, constant.is_some());
                    work.push((derived, constant));
                }
            }
        }
        let element = self.root.allocated_type();
        let object = &mut self.model_map.coroutine.objects[self.id];
        object.has_unclear_markers = self.unclear_marker;
        if self.unclear_marker {
            let markers = |e: &&mut Event| matches!(e.kind, EventKind::Start | EventKind::End);
            object.events.iter_mut().filter(markers).for_each(|e| e.kind = EventKind::Access);
        }
        object.events.sort_by_key(|e| e.position);
        // What copies an object to itself reads it as well.
        for index in 1..object.events.len() {
            if object.events[index - 1].position == object.events[index].position {
                for event in &mut object.events[index - 1..=index] {
                    if event.kind == EventKind::Overwrite {
                        event.kind = EventKind::Access;
                    }
                }
            }
        }
        if !object.dynamic && layout.alloc_size(element) == object.size {
            self.writes.sort_by_key(|w| w.position);
            merge_partial_writes(&mut object.events, &self.writes, element, layout);
        }
        if !self.disguises.is_empty() || !self.stores.is_empty() {
            disguised_addresses::note(self.model_map, self.id, &self.disguises, self.stores);
        }
        self.copies
    }

    /// Notes what `site` does with `address`; returns the user if it computes another address from it.
    fn visit(&mut self, address: Value, site: Use, distance: Option<u64>) -> Option<Value> {
        use Opcode::*;
        let user = site.user;
        if !user.is_instruction() {
            return None;
        }
        match user.opcode()? {
            LLVMGetElementPtr | LLVMBitCast | LLVMAddrSpaceCast | LLVMPHI | LLVMSelect => return Some(user),
            LLVMLoad => {
                self.managed_access(user.ty(), distance);
                self.event(user, EventKind::Access);
                if self.model.is_managed() {
                    // A small copy: LLVM makes a load and a store of a number of it.
                    let stores =
                        user.users().into_iter().filter(|user| copies::stores_what_was_loaded(*user));
                    let end = || CopyEnd { object: self.id, offset: distance, is_source: true };
                    self.copies.extend(stores.map(|store| (store, end())));
                }
            }
            LLVMICmp => self.event(user, EventKind::Access),
            LLVMStore if site.operand == 1 => {
                let stored = user.argument(0);
                if copies::stores_what_was_loaded(user) {
                    self.copies.push((user, CopyEnd { object: self.id, offset: distance, is_source: false }));
                }
                let ty = stored.ty();
                self.managed_access(ty, distance);
                let is_within = stored.is_opcode(LLVMGetElementPtr) && !names_the_same(stored);
                if is_within && !managed_words(self.model, ty, self.layout()).is_empty() {
                    // No map can name a pointer into an object.
                    self.model_map.coroutine.objects[self.id].is_unmappable = true;
                }
                let size = if ty.has_fixed_size() { self.layout().store_size(ty) } else { 0 };
                self.write(user, distance, size);
            }
            LLVMAtomicRMW | LLVMAtomicCmpXchg if site.operand == 0 => {
                self.managed_access(user.argument(1).ty(), distance);
                self.escape(user);
            }
            LLVMCall | LLVMInvoke => self.visit_call(address, site, distance),
            _ => self.escape(user),
        }
        if user.is_opcode(LLVMStore) && site.operand == 0 {
            self.stores.push(user);
        } else if disguised_addresses::is_disguise(user) {
            self.disguises.push(user);
        }
        None
    }

    fn visit_call(&mut self, address: Value, site: Use, distance: Option<u64>) {
        let call = site.user;
        if Coro::of(call) == Some(Coro::Id) {
            return;
        }
        // A bundle of a marker may name other objects.
        let is_marked = site.operand + 1 == call.argument_count();
        if let Some(starts) = lifetime_marker(call).filter(|_| is_marked) {
            self.unclear_marker |= address != self.root || !self.marks_all(call);
            self.event(call, if starts { EventKind::Start } else { EventKind::End });
            return;
        }
        if copies_memory(call) && site.operand < 2 {
            let end = CopyEnd { object: self.id, offset: distance, is_source: site.operand == 1 };
            self.copies.push((call, end));
        }
        if let Some(bytes) = bytes_filled(call).filter(|_| site.operand == 0) {
            self.write(call, distance, bytes);
            return;
        }
        if let Some(masked) = MaskedAccess::of(call) {
            self.managed_access(masked.ty, distance.filter(|_| masked.keeps_places));
        }
        let is_argument = site.operand < call.argument_count();
        if is_argument && call.argument_is_not_captured(site.operand) {
            self.event(call, EventKind::Access);
        } else {
            self.escape(call);
        }
    }

    fn layout(&self) -> DataLayout {
        self.root.block().function().module().data_layout()
    }

    /// A managed pointer is loaded or stored at a known place: the memory holds one whatever its type says.
    fn managed_access(&mut self, ty: Type, distance: Option<u64>) {
        if !self.model.is_managed() {
            return;
        }
        let layout = self.layout();
        let object = &mut self.model_map.coroutine.objects[self.id];
        for (offset, kind) in managed_words(self.model, ty, layout) {
            match (kind, distance) {
                (_, Some(distance)) => {
                    let pointer_bytes = self.model_map.coroutine.pointer_bytes;
                    add_managed_word(object, distance.saturating_add(offset), kind, pointer_bytes);
                }
                // The type says where they are, wherever this one goes.
                (PointerKind::Tracked, None) if !object.tracked_words.is_empty() => {}
                _ => object.is_unmappable = true,
            }
        }
    }

    /// Whether a marker stands for the whole object. Before LLVM 22 it has a size, -1 for all.
    fn marks_all(&self, marker: Value) -> bool {
        let size = self.model_map.coroutine.objects[self.id].size;
        marker.argument_count() == 1
            || matches!(marker.argument(0).const_int(), Some(s) if s == u64::MAX || s >= size)
    }

    /// `inst` writes `size` bytes at `distance` from the object's beginning.
    fn write(&mut self, inst: Value, distance: Option<u64>, size: u64) {
        let object = &self.model_map.coroutine.objects[self.id];
        if distance == Some(0) && !object.dynamic && size >= object.size {
            self.event(inst, EventKind::Overwrite);
            return;
        }
        self.event(inst, EventKind::Access);
        if let Some(offset) = distance {
            let position = self
                .model_map
                .position(self.model_map.inst_id(inst).expect("users of an alloca were there before"));
            self.writes.push(PartialWrite { position, offset, size });
        }
    }

    fn event(&mut self, inst: Value, kind: EventKind) {
        let number = self.model_map.inst_id(inst).expect("users of an alloca were there before");
        let event = Event {
            block: self.model_map.block_id(inst.block()),
            position: self.model_map.position(number),
            kind,
        };
        self.model_map.coroutine.objects[self.id].events.push(event);
    }

    fn escape(&mut self, inst: Value) {
        self.event(inst, EventKind::Escape);
    }

    /// Notes how `derived` depends on the object.
    fn classify(&mut self, derived: Value, constant: bool) {
        let Some(&value): Option<&ValueId> = self.model_map.value_ids.get(&derived) else { return };
        if constant {
            self.model_map.coroutine.values[value].class = ValueClass::AddressOffset(self.id);
        } else {
            // Reached on more than one path: no constant distance after all.
            if self.model_map.coroutine.values[value].class == ValueClass::AddressOffset(self.id) {
                self.model_map.coroutine.values[value].class = ValueClass::Data;
            }
            // Each activation of a coroutine with awaits has an object of its own: an address is made again from that.
            if self.model_map.coroutine.lowering.is_await() {
                self.model_map.coroutine.values[value].class = ValueClass::Unstorable(Unstorable::Derived);
            }
            self.model_map.coroutine.objects[self.id].aliases.push(value);
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
