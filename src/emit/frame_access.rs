//! Addresses in the frame, and the stores to its header and state at a suspension.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::gc::PointerKind;
use crate::ir::{Builder, Value, shim};
use gc_coro_core::layout::Index;
use gc_coro_core::model::{ObjectId, SuspendId, ValueId};

use crate::emit::plan::Plan;
use gc_coro_core::index::Idx;

/// The addresses of one function that more than one of its places need. Each is made where it is needed first, and once more for
/// all others: a large coroutine has as many accesses of a slot as suspend points.
#[derive(Debug, Default)]
pub struct Addresses(RefCell<FxHashMap<Wanted, Option<Value>>>);

/// What an address points to, and its use.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Wanted {
    Index,
    Spill(ValueId),
    Reload(ValueId),
}

/// Addresses of a function, and where they may be made.
#[derive(Clone, Copy)]
enum Shared<'a> {
    No,
    /// Before an instruction that dominates all accesses but the first ones.
    Before(&'a Addresses, Value),
    /// After the beginning of the frame.
    After(&'a Addresses, Value),
}

/// Writes and reads the fields of one frame, seen from one function.
#[derive(Clone, Copy)]
pub struct FrameAccess<'a> {
    pub plan: Plan<'a>,
    /// The frame's address in that function.
    pub frame: Value,
    shared: Shared<'a>,
}

impl<'a> FrameAccess<'a> {
    pub fn new(plan: Plan<'a>, frame: Value) -> Self {
        FrameAccess { plan, frame, shared: Shared::No }
    }

    /// The same in a clone with these addresses, whose entry ends in `dispatch`. No address is shared if the frame may
    /// move, or if the code is not optimised: a debugger reads it.
    pub fn with_addresses(self, addresses: &'a Addresses, dispatch: Option<Value>) -> Self {
        self.sharing(dispatch.map(|end| Shared::Before(addresses, end)))
    }

    /// The same in the ramp, where the frame is what `llvm.coro.begin` gives.
    pub fn with_addresses_after_begin(self, addresses: &'a Addresses) -> Self {
        self.sharing(Some(Shared::After(addresses, self.frame)))
    }

    fn sharing(self, shared: Option<Shared<'a>>) -> Self {
        let may_share = self.plan.model_map.coroutine.is_free_in_order();
        FrameAccess { shared: shared.filter(|_| may_share).unwrap_or(self.shared), ..self }
    }

    /// The same, making each address anew.
    pub fn without_addresses(self) -> Self {
        FrameAccess { shared: Shared::No, ..self }
    }

    /// The address `offset` bytes into the frame, which others may need as well.
    fn shared_address(
        &self,
        build: &Builder,
        offset: u64,
        wanted: Wanted,
        name: impl Fn() -> String,
    ) -> Value {
        let (Shared::Before(addresses, _) | Shared::After(addresses, _)) = self.shared else {
            return self.address(build, offset, &name());
        };
        if offset == 0 {
            return self.frame;
        }
        match self.known(wanted) {
            Some(Some(address)) => address,
            Some(None) => {
                let at = match self.shared {
                    Shared::After(_, frame) => frame.next().expect("llvm.coro.begin is no terminator"),
                    Shared::Before(_, at) => at,
                    Shared::No => unreachable!("there are addresses"),
                };
                let address = self.address(&Builder::before(at).without_location(), offset, &name());
                addresses.0.borrow_mut().insert(wanted, Some(address));
                address
            }
            None => {
                addresses.0.borrow_mut().insert(wanted, None);
                self.address(build, offset, &name())
            }
        }
    }

    /// Whether an address was requested before, and the shared address.
    fn known(&self, wanted: Wanted) -> Option<Option<Value>> {
        let (Shared::Before(addresses, _) | Shared::After(addresses, _)) = self.shared else { return None };
        addresses.0.borrow().get(&wanted).copied()
    }

    /// Where `id` is loaded from, if it has a slot.
    pub fn reload_address(&self, build: &Builder, id: ValueId) -> Option<Reloaded> {
        let offset = self.plan.frame.values[id]?;
        let original = self.plan.model_map.values[id];
        let wanted = Wanted::Reload(id);
        let known = self.known(wanted);
        let address =
            self.shared_address(build, offset, wanted, || format!("{}.reload.addr", original.name()));
        Some(Reloaded {
            address,
            align: self.align_at(offset),
            is_first: known.is_none(),
            is_own: !matches!(known, Some(Some(_))) && address != self.frame,
        })
    }
}

/// Where a value is loaded from.
#[derive(Clone, Copy, Debug)]
pub struct Reloaded {
    pub address: Value,
    pub align: u64,
    /// Nothing else in the function has loaded it from there so far.
    pub is_first: bool,
    /// The address was made for this load only.
    pub is_own: bool,
}

impl FrameAccess<'_> {
    /// The frame that the ramp fills for `suspend`.
    pub fn at(&self, suspend: SuspendId) -> Self {
        match self.plan.canonical.awaits.get(suspend.index()) {
            Some(details) => self.of(suspend, details.make),
            None => *self,
        }
    }

    /// The frame that a coroutine with awaits fills for `suspend`, at `frame`.
    pub fn of(&self, suspend: SuspendId, frame: Value) -> Self {
        FrameAccess::new(self.plan.after(suspend), frame)
    }

    /// The address `offset` bytes into the frame.
    pub fn address(&self, build: &Builder, offset: u64, name: &str) -> Value {
        if self.plan.model_map.coroutine.lowering.is_await() {
            return self.interior(build, offset, name);
        }
        if offset == 0 { self.frame } else { build.byte_offset(self.frame, offset, name) }
    }

    /// The same in a frame of an await. Where that is an object of the collected heap: a derived pointer, where the collector has a space for
    /// such. It is made anew for each access, because the frame may move between two.
    pub fn interior(&self, build: &Builder, offset: u64, name: &str) -> Value {
        let canonical = &self.plan.canonical;
        let is_object = !canonical.fills_callers_memory;
        let base = match canonical.model.space_of(PointerKind::Derived).filter(|_| is_object) {
            Some(space) => build.cast_space(self.frame, build.module().pointer_type_in(space), ""),
            None => self.frame,
        };
        if offset == 0 { base } else { build.byte_offset(base, offset, name) }
    }

    /// The address of a memory object: in the frame, or an alloca of this function's own.
    pub fn object(&self, build: &Builder, id: ObjectId) -> Value {
        let object = &self.plan.model_map.coroutine.objects[id];
        let original = self.plan.model_map.values[object.value];
        if let Some(offset) =
            self.plan.frame.objects[id].filter(|_| !self.plan.model_map.coroutine.lowering.is_await())
        {
            let address = self.address(build, offset, &object.name);
            return build.address_in(address, original.ty());
        }
        // Of the same address space, and `swifterror` if that is.
        let alloca = shim::copy_alloca(build, original);
        alloca.set_alignment(object.align);
        alloca
    }

    /// The largest power of two that divides both the frame's alignment and `offset`.
    pub fn align_at(&self, offset: u64) -> u64 {
        let align = self.plan.frame.align;
        if offset == 0 { align } else { align.min(1 << offset.trailing_zeros()) }
    }

    /// Stores `value`, which stands for `id`, to its slot.
    pub fn spill(&self, build: &Builder, id: ValueId, value: Value) {
        let Some(offset) = self.plan.frame.values[id] else { return };
        let wanted = Wanted::Spill(id);
        let address = self.shared_address(build, offset, wanted, || format!("{}.spill.addr", value.name()));
        build.store(value, address, self.align_at(offset));
    }

    /// Makes the frame ready to be resumed or destroyed at `suspend`, and to be looked at by a collector.
    pub fn mark_suspended(&self, build: &Builder, suspend: SuspendId) {
        self.mark_suspended_in_state(build, suspend);
        self.store_state(build, suspend);
    }

    /// The same where the frame is in the state of `suspend` already.
    pub fn mark_suspended_in_state(&self, build: &Builder, suspend: SuspendId) {
        if self.plan.model_map.coroutine.lowering.is_await() {
            return;
        }
        self.null_dead_words(build, suspend);
        let is_final = self.plan.model_map.coroutine.suspends[suspend].is_final;
        if is_final {
            self.mark_done(build);
        }
    }

    /// Stores the number of `suspend`, where it has one.
    pub fn store_state(&self, build: &Builder, suspend: SuspendId) {
        if self.plan.model_map.coroutine.lowering.is_await() {
            return;
        }
        if let Some(index) = self.plan.frame.index
            && self.plan.frame.final_by_null(&self.plan.model_map.coroutine) != Some(suspend)
        {
            self.store_index(build, index, suspend.index());
        }
    }

    /// The resume function of a coroutine that is done is null (`llvm.coro.done`).
    fn mark_done(&self, build: &Builder) {
        let pointer = build.module().pointer_type();
        build.store(pointer.null(), self.frame, self.align_at(0));
    }

    /// An exception has left the body: the coroutine counts as suspended at its final suspend point
    /// ([dcl.fct.def.coroutine] of C++20). Where the function was prepared, it is suspended already.
    pub fn mark_unwound(&self, build: &Builder) {
        if self.plan.canonical.suspends.iter().any(|point| point.unwinds) {
            return;
        }
        self.mark_done(build);
        let suspends = &self.plan.model_map.coroutine.suspends;
        let last_final = suspends.iter().rev().find(|(_, s)| s.is_final).map(|(id, _)| id);
        if let (Some(index), Some(suspend)) = (self.plan.frame.index, last_final) {
            self.null_values(build, suspend);
            self.store_index(build, index, suspend.index());
        }
    }

    pub fn store_index(&self, build: &Builder, index: Index, number: usize) {
        let number = build.module().int_type(index.bits).const_int(number as u64);
        let address = self.shared_address(build, index.offset, Wanted::Index, || "index.addr".into());
        build.store(number, address, self.align_at(index.offset));
    }

    /// The number of the suspend point at which the frame is.
    pub fn load_index(&self, build: &Builder, index: Index) -> Value {
        let address = self.address(build, index.offset, "index.addr");
        build.load(build.module().int_type(index.bits), address, self.align_at(index.offset), "index")
    }
}
