//! What `await_suspend` does with its awaiter.
//!
//! `llvm.coro.await.suspend.*` gets the awaiter's address, and so does a wrapper that clang makes for each await. An awaiter
//! whose address might become known to others stays in the frame for its whole lifetime; most of them only look at
//! themselves there. LLVM cannot tell: it concludes nothing from the body of an inline function, which the linker may take
//! from another object that keeps the address (`GlobalValue::mayBeDerefined`). What stands in the wrapper's own body is
//! certain. So the calls that get the address, and those before the last access to the awaiter, are inlined, as LLVM's inliner
//! would do with most of them later; the others are left to it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Attribute, AttributeIndex, Block, Function, Opcode, Use, Value, shim};

use crate::read::intrinsics::Coro;

/// How many instructions may come into a wrapper, which goes into the coroutine itself later.
const MOST_INSTRUCTIONS: usize = 100;

/// What keeps a body in a function of its own.
const NOT_INLINED: [&str; 4] = ["noinline", "optnone", "presplitcoroutine", "returns_twice"];

/// The attributes that say which machine a function is compiled for.
const TARGET: [&str; 2] = ["target-cpu", "target-features"];

/// Notes at `call`, a call of a wrapper in `coroutine`, if the awaiter's address goes nowhere else.
///
/// The wrapper may resume the coroutine. If the awaiter were then on the stack of the activation that suspends, the
/// wrapper would not see what the next activation writes to it: so it must be done with the awaiter before it calls anybody.
pub fn settle(call: Value, coroutine: Function) {
    let Some(wrapper) = call.called_function() else { return };
    if !may_be_variable(call.argument(0)) {
        give_target(wrapper, coroutine);
    } else if show(wrapper, coroutine).is_not_kept {
        Attribute::NOT_CAPTURED.add_to_call_at(call, AttributeIndex::Param(0));
    }
}

/// Whether `address` may be that of a variable of the coroutine. A pointer that was in an awaiter, and is passed instead of it, is none:
/// it may be passed on without harm.
fn may_be_variable(mut address: Value) -> bool {
    while address.is_opcode(Opcode::LLVMGetElementPtr) {
        address = address.argument(0);
    }
    let is_given = !address.is_instruction() || address.is_any_call() || address.is_opcode(Opcode::LLVMLoad);
    !is_given
}

/// Whether nobody but `coroutine` has `wrapper`.
fn is_own(wrapper: Function, coroutine: Function) -> bool {
    let is_here = |user: &Value| {
        let function = user.is_instruction().then(|| user.block().function());
        function.is_some_and(|function| function == coroutine || function.is_set_aside())
    };
    wrapper.is_local() && wrapper.as_value().users().iter().all(is_here)
}

/// Compiles `wrapper` for the machine of `coroutine`: clang leaves its wrappers without a target, they are for where they are called.
/// Whether it has changed.
fn give_target(wrapper: Function, coroutine: Function) -> bool {
    let has_target = TARGET.iter().any(|key| wrapper.string_attribute(key).is_some());
    let theirs = TARGET.iter().filter_map(|key| Some((key, coroutine.string_attribute(key)?)));
    let given: Vec<_> = theirs.filter(|_| !has_target && is_own(wrapper, coroutine)).collect();
    given.iter().for_each(|(key, value)| wrapper.set_string_attribute(key, value));
    !given.is_empty()
}

/// What has become of a wrapper.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Shown {
    /// Whether the wrapper has changed.
    pub has_changed: bool,
    /// Whether all that may keep the awaiter, and all that comes before an access to it, stands in its own body and does neither.
    pub is_not_kept: bool,
}

/// Inlines the calls in `wrapper`, which awaits of `coroutine` call, that hide what becomes of the awaiter.
pub fn show(wrapper: Function, coroutine: Function) -> Shown {
    let mut shown = Shown::default();
    if !is_own(wrapper, coroutine) {
        return shown;
    }
    shown.has_changed = give_target(wrapper, coroutine);
    if can_be_inlined(wrapper, coroutine) {
        inline_blocking_calls(wrapper, coroutine, &mut shown);
    }
    shown
}

/// Inlines the calls in `wrapper` that may keep the awaiter, and those before an access to it.
fn inline_blocking_calls(wrapper: Function, coroutine: Function, shown: &mut Shown) {
    let mut left = MOST_INSTRUCTIONS;
    loop {
        let looks = Looks::at(wrapper.param(0));
        let blocking = looks.blocking_calls(wrapper);
        if blocking.is_empty() {
            shown.is_not_kept = !looks.is_kept;
            return;
        }
        let size = |call: &Value| {
            let callee = call.called_function().filter(|callee| *callee != wrapper);
            let callee = callee.filter(|callee| can_be_inlined(*callee, coroutine));
            callee.map(|callee| callee.instructions().len()).filter(|size| *size <= left)
        };
        // Each one takes something of what is left.
        let Some((call, size)) = blocking.iter().find_map(|call| Some((*call, size(call)?))) else { return };
        if !shim::inline_call(call) {
            return;
        }
        shown.has_changed = true;
        left -= size;
    }
}

/// Whether the body of `callee` may come into `coroutine`.
fn can_be_inlined(callee: Function, coroutine: Function) -> bool {
    let same = |key: &&str| callee.string_attribute(key) == coroutine.string_attribute(key);
    !callee.is_declaration()
        && NOT_INLINED.iter().all(|name| !callee.has_attribute(Attribute::flag(name)))
        && callee.gc_name().is_none()
        && callee.personality().is_none_or(|theirs| coroutine.personality() == Some(theirs))
        && TARGET.iter().all(same)
        && shim::can_inline(coroutine, callee)
}

/// What a function does with an address that it is given.
#[derive(Default)]
struct Looks {
    /// What reads or writes there.
    accesses: FxHashSet<Value>,
    /// Calls that may keep the address.
    takers: FxHashSet<Value>,
    /// Whether something else keeps it.
    is_kept: bool,
}

impl Looks {
    fn at(address: Value) -> Self {
        let mut looks = Looks::default();
        let mut known = FxHashSet::default();
        let mut work = vec![address];
        while let Some(address) = work.pop() {
            for site in address.uses() {
                match site.user.opcode() {
                    Some(
                        Opcode::LLVMGetElementPtr
                        | Opcode::LLVMBitCast
                        | Opcode::LLVMPHI
                        | Opcode::LLVMSelect,
                    ) => {
                        if known.insert(site.user) {
                            work.push(site.user);
                        }
                    }
                    _ => looks.add(site),
                }
            }
        }
        looks
    }

    fn add(&mut self, site: Use) {
        let user = site.user;
        match user.opcode() {
            Some(Opcode::LLVMLoad) => {}
            Some(Opcode::LLVMStore) if site.operand == 1 => {}
            Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) if site.operand == 0 => {}
            Some(Opcode::LLVMCall | Opcode::LLVMInvoke) => {
                if !user.argument_is_not_captured(site.operand) {
                    self.takers.insert(user);
                }
            }
            _ => self.is_kept = true,
        }
        self.accesses.insert(user);
    }

    /// The calls that may keep the address, are given it, or come before an access to it, in the order of the blocks.
    fn blocking_calls(&self, function: Function) -> Vec<Value> {
        let mut predecessors: FxHashMap<Block, Vec<Block>> = FxHashMap::default();
        for block in function.blocks() {
            block.successors().into_iter().for_each(|next| predecessors.entry(next).or_default().push(block));
        }
        let mut before: FxHashSet<Block> = FxHashSet::default();
        let mut work: Vec<Block> = function.blocks().filter(|&block| self.looks_in(block)).collect();
        while let Some(block) = work.pop() {
            let nearest = predecessors.get(&block).into_iter().flatten();
            work.extend(nearest.filter(|block| before.insert(**block)));
        }
        let mut found = Vec::new();
        for block in function.blocks() {
            let instructions: Vec<Value> = block.instructions().collect();
            let last = instructions.iter().rposition(|inst| self.accesses.contains(inst));
            let end =
                if before.contains(&block) { instructions.len() } else { last.map_or(0, |last| last + 1) };
            let is_wrong = |inst: &&Value| self.takers.contains(*inst) || may_resume(**inst);
            found.extend(instructions[..end].iter().filter(is_wrong));
        }
        found
    }

    fn looks_in(&self, block: Block) -> bool {
        block.instructions().any(|inst| self.accesses.contains(&inst))
    }
}

/// Whether `inst` may run the coroutine: any call but those of LLVM's own functions, of which `llvm.coro.resume` and
/// `llvm.coro.destroy` do.
fn may_resume(inst: Value) -> bool {
    let is_quiet = |callee: Function| callee.is_intrinsic() && Coro::of(inst).is_none();
    matches!(inst.opcode(), Some(Opcode::LLVMCall | Opcode::LLVMInvoke | Opcode::LLVMCallBr))
        && !inst.called_function().is_some_and(is_quiet)
}
