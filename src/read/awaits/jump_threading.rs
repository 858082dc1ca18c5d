//! Separates the two paths after each await.
//!
//! What runs in a continuation up to its next await is a copy of the code after the await in which `resumed` is true;
//! the code itself stays for the path that goes on, and there it is false. After the next await both paths join again,
//! and `resumed` of the first is an ordinary value.
//!
//! Most of what an await returns is used before the next await only. It needs no phi: there it is what one path knows of it. A branch on
//! `resumed` is decided by that, and what is dead then is removed.
//!
//! For the time of the copying every other value that is used outside of its block is on the stack, so that no phi has to be
//! made by hand; LLVM's PromoteMemToReg makes them afterwards.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::pipeline;
use crate::ir::shim::CloneMap;
use crate::ir::{BRANCH, Block, Builder, Function, Opcode, Value, promotion, shim};
use gc_coro_core::walk::walk;

use crate::read::suspend_point::{Await, SuspendPoint};

/// Decides what `resumed` decides: `llvm.expect` says what it is given, and SCCP leaves a choice between unknown values as it is.
const FOLD_RESULTS: &str = "lower-expect,sccp,instsimplify,adce";

/// Copies what is after each of `suspends`; `after` is the first block of it.
pub fn separate(function: Function, suspends: &[SuspendPoint], awaits: &[Await], after: &[Block]) {
    let kept: BTreeSet<_> = allocas(function).into_iter().map(Value::raw).collect();
    know_states(function, suspends, awaits);
    let regions = Regions::new(function, suspends, after);
    let local = demote(function, &regions, after);
    // Noted before the copying: a copy of a variable that is made after an await is a variable, too.
    let temporaries: Vec<Value> =
        allocas(function).into_iter().filter(|alloca| !kept.contains(&alloca.raw())).collect();
    // A phi of constants is a constant where only one of its edges is left, and nobody looks at it but LLVM.
    let mut folded = !temporaries.iter().any(|&slot| holds_constant(slot));
    for ((point, blocks), results) in suspends.iter().zip(&regions.blocks).zip(&local) {
        let copies = CloneMap::clone_blocks(function, function, blocks);
        let copy = copies.block(blocks[0]).expect("it was copied");
        let branch = point.resumed.terminator().expect("a stub ends in a branch");
        branch.set_successor(0, copy);
        for &result in results {
            let copied = copies.value(result).expect("its block was copied");
            folded &= know(result, point.suspended) & know(copied, point.resumed);
        }
    }
    shim::remove_unreachable(function);
    promotion::promote(function, &temporaries);
    if !folded || local.iter().zip(&regions.results).any(|(known, results)| known.len() < *results) {
        pipeline::run_passes(function, FOLD_RESULTS);
        shim::remove_unreachable(function);
    }
    shim::prune_phis(function);
}

/// What control reaches after each await before another one.
struct Regions {
    /// Of each await, the block after it first, in a deterministic order.
    blocks: Vec<Vec<Block>>,
    /// How many results each await has: the phis of its first block.
    results: Vec<usize>,
    /// The await of the blocks that are after that one only. What control reaches from the entry without an await is after none.
    only: FxHashMap<Block, usize>,
}

impl Regions {
    fn new(function: Function, suspends: &[SuspendPoint], after: &[Block]) -> Self {
        let stops: FxHashSet<Block> = suspends.iter().map(|point| point.save_block).collect();
        let blocks: Vec<_> = after.iter().map(|&first| reached(first, &stops)).collect();
        let mut shared: FxHashSet<Block> = reached(function.entry(), &stops).into_iter().collect();
        let mut only = FxHashMap::default();
        for (index, region) in blocks.iter().enumerate() {
            for &block in region {
                if only.insert(block, index).is_some() {
                    shared.insert(block);
                }
            }
        }
        only.retain(|block, _| !shared.contains(block));
        Self { blocks, results: after.iter().map(|first| first.phis().count()).collect(), only }
    }

    /// Whether `value` needs no phi once the regions have copies. It stands in the first block of a region, and all that uses it is in
    /// blocks of that region only: control comes to these through the first block, and with it a copy of the user has the copied value.
    fn is_local(&self, value: Value, after: &[Block]) -> bool {
        let block = value.block();
        let Some(&region) = self.only.get(&block).filter(|&&region| after[region] == block) else {
            return false;
        };
        let is_inside = |user: &Value| !user.is_phi() && self.only.get(&user.block()) == Some(&region);
        value.users().iter().all(is_inside)
    }
}

/// Puts every phi and every value that is used outside of its block on the stack, as LLVM's reg2mem does. Tokens stay, and so do
/// values that need no phi: the results are those phis, by await.
fn demote(function: Function, regions: &Regions, after: &[Block]) -> Vec<Vec<Value>> {
    let is_local = |value: &Value| regions.is_local(*value, after);
    let local: Vec<Vec<Value>> = after.iter().map(|first| first.phis().filter(is_local).collect()).collect();
    let kept: FxHashSet<Value> = local.iter().flatten().copied().collect();
    // Phis first: what is loaded in their place is a value as any other.
    let phis = function.instructions().into_iter().filter(|inst| inst.is_phi() && !kept.contains(inst));
    phis.for_each(shim::demote);
    let escapes = |inst: &Value| {
        let is_elsewhere = |user: &Value| user.block() != inst.block() && !kept.contains(user);
        !inst.is_phi()
            && !inst.is_alloca()
            && !inst.ty().is_token()
            && !inst.ty().is_void()
            && inst.users().iter().any(is_elsewhere)
            && !is_local(inst)
    };
    let values: Vec<Value> = function.instructions().into_iter().filter(escapes).collect();
    values.into_iter().for_each(shim::demote);
    local
}

/// Whether a constant is stored in `slot`.
fn holds_constant(slot: Value) -> bool {
    slot.users().iter().any(|user| user.is_opcode(Opcode::LLVMStore) && user.argument(0).is_constant())
}

/// Puts what `result` is on the path through `from` in its place. Whether nothing more can be folded by it.
fn know(result: Value, from: Block) -> bool {
    let incoming = result.incoming().into_iter().find(|(_, block)| *block == from);
    let (value, _) = incoming.expect("both paths come to the block");
    let users = result.users();
    result.replace_all_uses_with(value);
    result.erase();
    let is_constant = value.is_constant();
    users.into_iter().fold(true, |all, user| {
        let decided = !is_constant || decide(user);
        all && decided
    })
}

/// Folds the branch `user`, one operand of which is a constant now. Whether nothing is left to fold in a user of another kind.
fn decide(user: Value) -> bool {
    use Opcode::{LLVMAdd, LLVMCall, LLVMFAdd, LLVMInvoke, LLVMRet, LLVMStore, LLVMSub};
    match user.opcode() {
        Some(BRANCH) => shim::fold_terminator(user.block()),
        Some(LLVMRet | LLVMStore) => true,
        Some(LLVMCall | LLVMInvoke) => !user.called_function().is_some_and(Function::is_intrinsic),
        Some(LLVMAdd | LLVMSub | LLVMFAdd) => {
            user.operands().any(|operand| operand.is_instruction() || operand.is_argument())
        }
        _ => false,
    }
}

/// The state that an await is given is, after it, the frame that the continuation is called with: no frame holds its own
/// address, which would be one of the pointers that a collector has to keep up to date.
fn know_states(function: Function, suspends: &[SuspendPoint], awaits: &[Await]) {
    let begin = function.entry().first_insertion_point().expect("a block has a terminator");
    let mut known: FxHashMap<Value, Value> = FxHashMap::default();
    let states: Vec<_> = awaits.iter().map(|details| (details.make.argument(0), details.frame)).collect();
    for (point, (state, frame)) in suspends.iter().zip(states) {
        let Some(after) = Builder::after(state).filter(|_| state.is_instruction()) else { continue };
        let Some(frame) = frame else { continue };
        let slot = match known.get(&state) {
            Some(slot) => *slot,
            None => {
                let slot = Builder::before(begin).without_location().alloca(state.ty(), "state.slot");
                keep_in(slot, state, &after);
                known.insert(state, slot);
                slot
            }
        };
        let branch = point.resumed.terminator().expect("a stub ends in a branch");
        Builder::before(branch).store(frame, slot, align_of(state));
    }
}

/// Lets every use of `value` load it from `slot`.
fn keep_in(slot: Value, value: Value, after: &Builder) {
    let uses = value.uses();
    // First: the next instruction may be the first that loads it.
    after.store(value, slot, align_of(value));
    for place in uses {
        let before = match place.user.is_phi() {
            true => place.user.incoming_block(place.operand).terminator(),
            false => Some(place.user),
        };
        let build = Builder::before(before.expect("a block ends in a terminator"));
        place.user.set_operand(place.operand, build.load(value.ty(), slot, align_of(value), "state"));
    }
}

fn align_of(value: Value) -> u64 {
    value.block().function().module().data_layout().abi_align(value.ty())
}

fn allocas(function: Function) -> Vec<Value> {
    function.instructions().into_iter().filter(|i| i.is_alloca()).collect()
}

/// The blocks that control reaches from `first` before another await, in a deterministic order.
fn reached(first: Block, stops: &FxHashSet<Block>) -> Vec<Block> {
    let goes_on = |block: &Block| !stops.contains(block);
    let next = |block: Block| block.successors().into_iter().rev().filter(goes_on).collect::<Vec<_>>();
    walk([first].into_iter().filter(goes_on), next).collect()
}
