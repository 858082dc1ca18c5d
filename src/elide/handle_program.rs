//! Reads a caller as a program over the handle of one coroutine ([`gc_coro_core::elision`]).

use crate::elide::caller::{Caller, Noted, Place, followed_successors};
use crate::elide::cells::Cells;
use crate::elide::creation::{Creation, CreationKind};
use crate::elide::summary::HandleTarget;
use crate::ir::{Attribute, BRANCH, Block as IrBlock, Opcode, Value, shim};
use crate::read::intrinsics::{Coro, called_name};
use gc_coro_core::elision::{
    Block, CellId, Edge, HandleProgram, Operand, Placed, SiteId, Step, Terminator, Value as Known,
};
use gc_coro_core::index::IndexVec;

/// The operand of `llvm.coro.subfn.addr` that says which function is asked for, and its values.
const SUBFN_INDEX: u32 = 1;
pub const SUBFN_RESUME: u64 = 0;
const SUBFN_DESTROY: u64 = 1;

/// What a site is in the IR.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Site {
    /// A `llvm.coro.subfn.addr`.
    FunctionOf(Value),
    /// A call that destroys through the frame's header.
    Destroy(Value),
    /// A call of the coroutine's own destroy clone.
    DestroyDirectly(Value),
    /// A `llvm.coro.free` of the coroutine's ramp: the creation failed.
    Failed(Value),
}

/// A caller, as a program over the handle of one coroutine.
pub struct Reading {
    pub program: HandleProgram,
    pub sites: IndexVec<SiteId, Site>,
}

/// Reads `caller` for the coroutine of `creation`.
pub fn read(caller: &Caller, creation: &Creation) -> Reading {
    let cells = Cells::find(caller, creation);
    let mut reader = Reader { caller, creation, cells, sites: IndexVec::new(), steps: Vec::new(), at: 0 };
    let blocks = caller.places.iter().map(|(_, &place)| reader.read_place(place)).collect();
    let program = HandleProgram {
        blocks,
        cells: reader.cells.count(),
        sites: reader.sites.len(),
        child_bytes: creation.callee.frame.bytes,
    };
    Reading { program, sites: reader.sites }
}

struct Reader<'a> {
    caller: &'a Caller,
    creation: &'a Creation,
    cells: Cells<'a>,
    sites: IndexVec<SiteId, Site>,
    /// Of the block that is being read, and the position in it.
    steps: Vec<Placed>,
    at: u32,
}

impl Reader<'_> {
    fn push(&mut self, step: Step) {
        self.steps.push(Placed { at: self.at, step });
    }

    fn read_place(&mut self, place: Place) -> Block {
        self.at = 0;
        let caller = self.caller;
        let terminator = match place {
            Place::Block(block) => {
                for noted in caller.noted(block) {
                    self.at = noted.at;
                    self.read_instruction(*noted);
                }
                self.at = u32::MAX;
                self.terminator(block)
            }
            Place::NormalEdge(invoke) => {
                self.after_call(invoke);
                Terminator::Any(vec![self.edge(invoke.block(), invoke.successor(0))])
            }
        };
        Block { steps: std::mem::take(&mut self.steps), terminator }
    }

    fn read_instruction(&mut self, noted: Noted) {
        let inst = noted.inst;
        if noted.may_unwind {
            self.push(Step::MayUnwind { unless: noted.called.and_then(|called| self.quiet_handle(called)) });
        }
        if noted.is_end {
            self.push(Step::End);
        }
        if let Some(to) = self.cells.own_cell(inst) {
            self.define(inst, to);
        }
        self.write_memory(inst);
        if noted.is_query {
            let (site, handle) = (self.site(Site::FunctionOf(inst)), self.cells.operand(inst.argument(0)));
            self.push(Step::Observe { site, handle });
        }
        if !inst.is_invoke() {
            self.after_call(inst);
        }
    }

    fn site(&mut self, site: Site) -> SiteId {
        self.sites.push(site)
    }

    /// The value of a load or select.
    fn define(&mut self, inst: Value, to: CellId) {
        match inst.opcode() {
            Some(Opcode::LLVMLoad) => {
                let slot = self.cells.slot_at(inst.argument(0));
                let from = slot.map_or(Operand::Known(Known::Unknown), |slot| Operand::Cell(slot, 0));
                self.push(Step::Set(to, from));
            }
            Some(Opcode::LLVMSelect) => {
                let [condition, yes, no] = [0, 1, 2].map(|index| inst.argument(index));
                let (yes, no) = (self.cells.operand(yes), self.cells.operand(no));
                let (zero_test, from) = match self.zero_test(condition) {
                    Some((cell, true)) => (Some(cell), [yes, no]),
                    Some((cell, false)) => (Some(cell), [no, yes]),
                    None => (None, [yes, no]),
                };
                self.push(Step::Choose { to, zero_test, from });
            }
            _ => {}
        }
    }

    /// What `inst` does to words that hold a handle.
    fn write_memory(&mut self, inst: Value) {
        for (slot, from) in self.cells.written_slots(inst) {
            self.push(Step::Set(slot, from));
        }
    }

    /// What is so after a call has returned: a coroutine is created or destroyed.
    fn after_call(&mut self, inst: Value) {
        if inst == self.creation.instruction() {
            self.push(Step::Create(Cells::HANDLE));
            if let CreationKind::Call { call, handle: HandleTarget::Stored { parameter, offset, distance } } =
                self.creation.kind
                && let Some(slot) = self.cells.slot_after(call.argument(parameter), offset)
            {
                self.push(Step::Set(slot, Operand::Cell(Cells::HANDLE, distance)));
            }
        } else if let Some((site, handle, frees)) = self.destruction(inst) {
            let site = self.site(site);
            self.push(Step::Destroy { site, handle, frees });
        }
    }

    fn destruction(&self, inst: Value) -> Option<(Site, Operand, bool)> {
        if let CreationKind::Inlined { frees, .. } = &self.creation.kind
            && frees.contains(&inst)
        {
            return Some((Site::Failed(inst), Operand::Cell(Cells::HANDLE, 0), false));
        }
        // A guaranteed tail call runs when the caller's frame has ended.
        if shim::is_musttail(inst) {
            return None;
        }
        let callee = inst.called_value()?;
        if Coro::of(callee) == Some(Coro::SubfnAddr) {
            let destroys = callee.argument(SUBFN_INDEX).const_int() == Some(SUBFN_DESTROY);
            let handle = self.cells.operand(callee.argument(0));
            let is_same =
                destroys && inst.argument_count() == 1 && self.cells.operand(inst.argument(0)) == handle;
            return is_same.then_some((Site::Destroy(inst), handle, false));
        }
        let function = callee.as_function()?;
        let handle = || self.cells.operand(inst.argument(0));
        if function == self.creation.callee.destroy {
            return Some((Site::DestroyDirectly(inst), handle(), true));
        }
        let is_known =
            function == self.creation.callee.cleanup || called_name(inst) == Some(b"llvm.coro.destroy");
        is_known.then(|| (Site::Destroy(inst), handle(), false))
    }

    /// The handle whose resume or destroy clone `called` is, if no exception leaves that function of the child.
    fn quiet_handle(&self, called: Value) -> Option<Operand> {
        let query = Some(called).filter(|&query| Coro::of(query) == Some(Coro::SubfnAddr))?;
        let callee = &self.creation.callee;
        let function = match query.argument(SUBFN_INDEX).const_int()? {
            SUBFN_RESUME => callee.resume,
            SUBFN_DESTROY => callee.cleanup,
            _ => return None,
        };
        let throws_nothing = function.has_attribute(Attribute::flag("nounwind"));
        throws_nothing.then(|| self.cells.operand(query.argument(0)))
    }

    /// The cell that a condition compares with zero, and whether the condition is true if it is.
    fn zero_test(&mut self, condition: Value) -> Option<(CellId, bool)> {
        let (tested, is_equal) = self.cells.zero_test(condition)?;
        match tested {
            Operand::Cell(cell, 0) => Some((cell, is_equal)),
            _ => {
                let cell = self.cells.scratch();
                self.push(Step::Set(cell, tested));
                Some((cell, is_equal))
            }
        }
    }

    fn terminator(&mut self, block: IrBlock) -> Terminator {
        let end = block.terminator().expect("a block ends in a terminator");
        if end.is_invoke() {
            let normal = Edge::plain(self.caller.normal_edge(end));
            return Terminator::Any(vec![normal, self.edge(block, end.successor(1))]);
        }
        if end.is_opcode(BRANCH) && end.successor_count() == 2 {
            let condition = end.operand(0).expect("a conditional branch has a condition");
            if let Some((cell, is_equal)) = self.zero_test(condition) {
                let [yes, no] = [0, 1].map(|index| self.edge(block, end.successor(index)));
                return Terminator::ZeroTest(cell, Box::new(if is_equal { [yes, no] } else { [no, yes] }));
            }
        }
        let followed = followed_successors(end);
        Terminator::Any(followed.into_iter().map(|index| self.edge(block, end.successor(index))).collect())
    }

    /// The edge between two blocks, on which the phis of the second get their values.
    fn edge(&self, from: IrBlock, to: IrBlock) -> Edge {
        let mut sets = Vec::new();
        for phi in to.phis() {
            let Some(cell) = self.cells.own_cell(phi) else { continue };
            let incoming = phi.incoming().into_iter().find(|(_, block)| *block == from);
            let value =
                incoming.map_or(Operand::Known(Known::Unknown), |(value, _)| self.cells.operand(value));
            sets.push((cell, value));
        }
        Edge { to: self.caller.place_of(to), sets }
    }
}
