//! A caller: its blocks, and what they do, whichever coroutine is asked about.

use rustc_hash::FxHashMap;

use crate::elide::memory::LocalMemory;
use crate::ir::{Attribute, AttributeIndex, BRANCH, Block, Function, Opcode, Value, shim};
use crate::read::intrinsics::{Coro, ID_INFO, is_debug};
use gc_coro_core::elision::HandleBlockId;
use gc_coro_core::index::{Idx, IndexVec};

/// What stands for a block of a handle program.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// A block of the caller.
    Block(Block),
    /// The normal edge of the invoke that ends a block.
    NormalEdge(Value),
}

/// An instruction that may matter to the handle of a coroutine.
#[derive(Clone, Copy, Debug)]
pub struct Noted {
    pub inst: Value,
    /// Its position in the block, from 1.
    pub at: u32,
    /// Whether an exception may leave the function here, or its frame end.
    pub may_unwind: bool,
    pub is_end: bool,
    /// What it calls.
    pub called: Option<Value>,
    pub is_query: bool,
}

/// A function as it is before anything is elided in it.
pub struct Caller {
    pub function: Function,
    pub memory: LocalMemory,
    /// The caller's own `llvm.coro.begin`, if it is a coroutine that is not split.
    pub own_begin: Option<Value>,
    /// The blocks, and after them the normal edges of invokes.
    pub places: IndexVec<HandleBlockId, Place>,
    noted: FxHashMap<Block, Vec<Noted>>,
    blocks: FxHashMap<Block, HandleBlockId>,
    normal_edges: FxHashMap<Value, HandleBlockId>,
}

impl Caller {
    pub fn of(function: Function) -> Self {
        let mut places: IndexVec<HandleBlockId, Place> = function.blocks().map(Place::Block).collect();
        let blocks = function.blocks().enumerate().map(|(number, b)| (b, HandleBlockId::from_usize(number)));
        let blocks = blocks.collect();
        let invokes = function.blocks().filter_map(Block::terminator).filter(|t| t.is_invoke());
        let normal_edges = invokes.map(|invoke| (invoke, places.push(Place::NormalEdge(invoke)))).collect();
        let own_begin = function.instructions().into_iter().find(|&inst| is_own_begin(inst));
        let memory = LocalMemory::of(function);
        let noted = function.blocks().map(|block| (block, noted_in(block, own_begin, &memory))).collect();
        Caller { function, memory, own_begin, places, noted, blocks, normal_edges }
    }

    /// The instructions of a block that may matter to some handle.
    pub fn noted(&self, block: Block) -> &[Noted] {
        &self.noted[&block]
    }

    /// The place where a block begins.
    pub fn place_of(&self, block: Block) -> HandleBlockId {
        self.blocks[&block]
    }

    /// The place of an invoke's normal edge.
    pub fn normal_edge(&self, invoke: Value) -> HandleBlockId {
        self.normal_edges[&invoke]
    }

    /// Whether control can come to `inst` before the caller has its own frame.
    pub fn is_before_own_frame(&self, inst: Value) -> bool {
        let Some(begin) = self.own_begin else { return false };
        let own = begin.block();
        let leads_on = |block: Block| if block == own { Vec::new() } else { block.successors() };
        let mut before = gc_coro_core::walk::walk([self.function.entry()], leads_on);
        let is_reached = before.any(|block| block == inst.block());
        is_reached
            && !(inst.block() == own && own.instructions().take_while(|&i| i != inst).any(|i| i == begin))
    }
}

fn noted_in(block: Block, own_begin: Option<Value>, memory: &LocalMemory) -> Vec<Noted> {
    let note = |(at, inst): (u32, Value)| {
        let called = inst.called_value().filter(|_| !is_debug(inst));
        let noted = Noted {
            inst,
            at,
            may_unwind: may_unwind(inst),
            is_end: is_end(inst, own_begin),
            called,
            is_query: Coro::of(inst) == Some(Coro::SubfnAddr),
        };
        let is_value = matches!(inst.opcode(), Some(Opcode::LLVMLoad | Opcode::LLVMSelect));
        let matters =
            noted.may_unwind || noted.is_end || called.is_some() || is_value || memory.is_written_by(inst);
        matters.then_some(noted)
    };
    (1..).zip(block.instructions().filter(|inst| !inst.is_phi())).filter_map(note).collect()
}

/// Whether `inst` begins a coroutine that is not split.
fn is_own_begin(inst: Value) -> bool {
    Coro::of(inst) == Some(Coro::Begin)
        && inst.argument(0).operand(ID_INFO).is_none_or(|info| info.is_constant() && info.is_null())
}

/// Whether an exception may leave the function at `inst`.
fn may_unwind(inst: Value) -> bool {
    match inst.opcode() {
        Some(Opcode::LLVMCall | Opcode::LLVMCallBr) => !inst.throws_nothing(),
        // Its handlers may take none of the exceptions.
        Some(Opcode::LLVMCatchSwitch) => true,
        _ => false,
    }
}

/// Whether the frame of the function may end at `inst`, whose own coroutine begins with `own_begin`.
fn is_end(inst: Value, own_begin: Option<Value>) -> bool {
    match Coro::of(inst) {
        Some(Coro::End) => true,
        Some(Coro::Free) => own_begin.is_some_and(|begin| inst.argument(0) == begin.argument(0)),
        _ if shim::is_musttail(inst) || leaves_for_ever(inst) => true,
        _ => inst.is_terminator() && inst.successor_count() == 0 && !inst.is_opcode(Opcode::LLVMUnreachable),
    }
}

/// Whether `inst` calls what never returns, and may go on in another function instead of ending the program: as `longjmp` does, or a switch
/// to another stack. Where an exception may leave, [`may_unwind`] says so.
fn leaves_for_ever(inst: Value) -> bool {
    let never_returns = Attribute::flag("noreturn");
    let is_call = inst.is_call() || inst.is_invoke();
    let says_so = |inst: Value| {
        inst.call_attribute(never_returns, AttributeIndex::Function).is_some()
            || inst.called_function().is_some_and(|callee| callee.has_attribute(never_returns))
    };
    is_call && says_so(inst) && !inst.called_function().is_some_and(|callee| ends_program(callee, DEEPEST))
}

/// How many calls deep definitions are looked at.
const DEEPEST: u32 = 3;

/// Functions that neither return nor go on elsewhere: they end the program, or throw.
const END_PROGRAM: [&str; 17] = [
    "abort",
    "exit",
    "_exit",
    "_Exit",
    "quick_exit",
    "__assert_fail",
    "__assert_rtn",
    "__stack_chk_fail",
    "__chk_fail",
    "llvm.trap",
    "llvm.ubsantrap",
    "_Unwind_Resume",
    "__cxa_throw",
    "__cxa_rethrow",
    "__cxa_bad_cast",
    "__cxa_pure_virtual",
    "_CxxThrowException",
];

/// Whether all that `function` does instead of returning is known. Those of the C++ library (`std::terminate`, `std::__throw_…`) end the
/// program or throw.
fn ends_program(function: Function, depth: u32) -> bool {
    let name = function.name();
    if END_PROGRAM.contains(&name.as_str())
        || ["_ZSt", "_ZNSt", "?terminate@@"].iter().any(|of_std| name.starts_with(of_std))
    {
        return true;
    }
    let ends_where = |call: Value| match call.called_function() {
        Some(callee) => !callee.has_attribute(Attribute::flag("noreturn")) || ends_program(callee, depth - 1),
        None => false,
    };
    let calls = function.instructions().into_iter().filter(|inst| inst.is_call() || inst.is_invoke());
    depth > 0
        && !function.is_declaration()
        && !function.as_value().is_interposable()
        && calls.into_iter().all(ends_where)
}

/// The numbers of the successors of `terminator` that control takes while the function's frame goes on to be used: where a suspension
/// returns to whoever resumed the function, nothing happens to its frame.
pub fn followed_successors(terminator: Value) -> Vec<u32> {
    let all = 0..terminator.successor_count();
    let taken = |number| successor_after(terminator, number);
    match (taken(0), taken(1)) {
        (Some(resumed), Some(destroyed)) => all.filter(|&i| i == resumed || i == destroyed).collect(),
        _ => all.collect(),
    }
}

/// The successor that `terminator` takes if the result of `llvm.coro.suspend` that it tests is `number`.
pub fn successor_after(terminator: Value, number: u64) -> Option<u32> {
    let branches = [Opcode::LLVMSwitch, BRANCH].contains(&terminator.opcode()?);
    if !branches || terminator.successor_count() < 2 {
        return None;
    }
    let condition = terminator.operand(0)?;
    match terminator.opcode()? {
        Opcode::LLVMSwitch if Coro::of(condition) == Some(Coro::Suspend) => {
            let cases = terminator.switch_cases();
            let case = cases.iter().position(|(value, _)| value.const_int() == Some(number));
            Some(case.map_or(0, |case| u32::try_from(case).expect("case count fits 32 bits") + 1))
        }
        BRANCH => {
            let suspend = condition.operands().find(|&o| Coro::of(o) == Some(Coro::Suspend));
            condition.compares(suspend?, number).map(|is_true| u32::from(!is_true))
        }
        _ => None,
    }
}
