//! What is destroyed after an exception has left a coroutine.
//!
//! The coroutine counts as suspended at its final suspend point then ([dcl.fct.def.coroutine] of C++20), so that destroying
//! it cleans up what is to be cleaned up there. No edge says so: where nothing else reaches the final suspend point, it is
//! removed, and what its clean-up needs of a variable (a parameter that the body has changed) is not kept for it. So each
//! `llvm.coro.end(…, i1 true)` gets a suspend point of its own before it, which a destroying activation leaves on the path of
//! the final one:
//!
//! ```llvm
//!   %s = call i8 @llvm.coro.suspend(token none, i1 false) "gc-coro-unwinds"
//!   switch i8 %s, label %end [ i8 0, label %trap  i8 1, label %destroyed ]
//! ```
//!
//! The split takes it for a second final suspend point. Where only the ramp comes to it, and in a coroutine that never
//! suspends, it is dropped. LLVM's own split cannot split such a function: it is marked as ours.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::abi::names::attribute;
use crate::ir::{Attribute, Block, Builder, Function, Opcode, Type, Value, shim};
use crate::read::intrinsics::Coro;
use crate::read::unwinding_ends::is_before_unwinding;
use gc_coro_core::walk::reachable;

use crate::prepare::marks;

/// Does so in `function`, a coroutine that is not split. Whether anything was done.
///
/// It is left alone if that is not all there, or if the clean-up uses what is not known at one of the ends. Functions that
/// are not optimised do not need it: the final suspend point stays, and variables are in memory.
pub fn suspend_before_unwinding(function: Function) -> bool {
    if function.has_attribute(Attribute::OPTNONE) {
        return false;
    }
    let Some(found) = Ending::find(function) else { return false };
    if !found.is_known_at_ends() {
        return false;
    }
    let nowhere = function.append_block("coro.resumed.unwound");
    let build = Builder::at_end(nowhere);
    let trap_type = Type::function(build.module().void_type(), &[]);
    let trap = build.module().declare("llvm.trap", trap_type);
    build.call(trap_type, trap.as_value(), &[], "");
    build.unreachable();
    for &end in &found.unwinding {
        found.suspend_before(end, nowhere);
    }
    marks::claim(function);
    true
}

/// How a coroutine ends.
struct Ending {
    begin: Value,
    /// The final suspend point.
    suspend: Value,
    /// Where an activation begins that destroys the coroutine there.
    destroyed: Block,
    /// The ends by which an exception leaves it.
    unwinding: Vec<Value>,
}

impl Ending {
    fn find(function: Function) -> Option<Ending> {
        let instructions = function.instructions();
        let all = |wanted: Coro| instructions.iter().copied().filter(move |i| Coro::of(*i) == Some(wanted));
        let suspends: Vec<Value> = all(Coro::Suspend).collect();
        if suspends.iter().any(|&suspend| is_before_unwinding(suspend)) {
            return None;
        }
        let is_true = |call: &Value| call.argument(1).const_int() == Some(1);
        let (unwinding, begin) =
            (all(Coro::End).filter(is_true).collect::<Vec<_>>(), only(all(Coro::Begin))?);
        let suspend = only(suspends.into_iter().filter(is_true))?;
        // No branch leads out of a funclet.
        if unwinding.is_empty() || unwinding.iter().any(|&end| shim::funclet_pad(end).is_some()) {
            return None;
        }
        let switch = suspend.block().terminator().filter(|t| t.is_opcode(Opcode::LLVMSwitch))?;
        if switch.argument(0) != suspend {
            return None;
        }
        let (_, destroyed) = switch.switch_cases().into_iter().find(|(c, _)| c.const_int() == Some(1))?;
        Some(Ending { begin, suspend, destroyed, unwinding })
    }

    /// Whether there is a frame at each of the unwinding ends, and all that the clean-up uses.
    fn is_known_at_ends(&self) -> bool {
        let mut known = Known::new(self);
        let from = self.suspend.block();
        let clean_up = reached_from(self.destroyed, None);
        known.is_known(self.begin)
            && self.destroyed.phis().all(|phi| known.is_known(incoming_from(phi, from)))
            && clean_up.iter().flat_map(|block| block.instructions()).all(|user| match user.is_phi() {
                true => user
                    .incoming()
                    .into_iter()
                    .all(|(value, from)| !clean_up.contains(&from) || known.is_known_on_path(value, from)),
                false => user.operands().all(|value| known.is_known_on_path(value, user.block())),
            })
    }

    /// Puts a suspend point before `end`; who resumes it there goes `nowhere`.
    fn suspend_before(&self, end: Value, nowhere: Block) {
        let intrinsic = self.suspend.called_function().expect("a call of llvm.coro.suspend");
        let from = end.block();
        let goes_on = shim::split_block(end, "coro.unwinding");
        let branch = from.terminator().expect("the split has left a branch");
        let build = Builder::before(branch);
        let none = self.suspend.argument(0).ty().null();
        let not_final = build.module().int_type(1).const_int(0);
        let suspend = build.call(intrinsic.function_type(), intrinsic.as_value(), &[none, not_final], "");
        suspend.add_call_attribute(attribute::UNWINDS);
        let byte = suspend.ty();
        let cases = [(byte.const_int(0), nowhere), (byte.const_int(1), self.destroyed)];
        build.switch(suspend, goes_on, &cases);
        branch.erase();
        for phi in self.destroyed.phis() {
            phi.add_incoming(incoming_from(phi, self.suspend.block()), from);
        }
    }
}

/// What is known at the unwinding ends of a coroutine, by the blocks where it is defined.
struct Known<'a> {
    ending: &'a Ending,
    /// Whether a block comes before all of the ends on each path.
    at_ends: FxHashMap<Block, bool>,
    /// What the clean-up reaches without going through a block.
    around: FxHashMap<Block, FxHashSet<Block>>,
}

impl<'a> Known<'a> {
    fn new(ending: &'a Ending) -> Self {
        Known { ending, at_ends: FxHashMap::default(), around: FxHashMap::default() }
    }

    fn is_known(&mut self, value: Value) -> bool {
        !value.is_instruction() || block_of(value).is_some_and(|block| self.is_before_ends(block))
    }

    fn is_before_ends(&mut self, block: Block) -> bool {
        let ending = self.ending;
        *self.at_ends.entry(block).or_insert_with(|| {
            let around = reached_from(block.function().entry(), Some(block));
            // What stands in the block of an end may come after it.
            ending.unwinding.iter().all(|end| end.block() != block && !around.contains(&end.block()))
        })
    }

    /// The same at the end of `place`, when control has come there through the clean-up.
    fn is_known_on_path(&mut self, value: Value, place: Block) -> bool {
        if self.is_known(value) {
            return true;
        }
        let (begin, around) = (self.ending.destroyed, &mut self.around);
        block_of(value).is_some_and(|block| {
            block == place
                || !around.entry(block).or_insert_with(|| reached_from(begin, Some(block))).contains(&place)
        })
    }
}

/// The block at whose end an instruction's result is defined. An exception that leaves the call has no such block.
fn block_of(value: Value) -> Option<Block> {
    if !value.is_terminator() {
        return Some(value.block());
    }
    let normal = value.successor(0);
    let before = normal.as_value().users().into_iter().filter(|user| user.is_terminator()).count();
    (before == 1).then_some(normal)
}

/// What the phi gets from a block before it.
fn incoming_from(phi: Value, block: Block) -> Value {
    let found = phi.incoming().into_iter().find(|(_, from)| *from == block);
    found.expect("a phi has a value from each block before it").0
}

/// The blocks that control comes to from the beginning of `begin`, without those after `barred`.
fn reached_from(begin: Block, barred: Option<Block>) -> FxHashSet<Block> {
    let goes_on = |block: &Block| Some(*block) != barred;
    reachable([begin].into_iter().filter(goes_on), |block| block.successors().into_iter().filter(goes_on))
}

fn only(mut of: impl Iterator<Item = Value>) -> Option<Value> {
    of.next().filter(|_| of.next().is_none())
}
