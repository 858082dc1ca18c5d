//! Allocas and `byval` arguments with managed pointers: RewriteStatepointsForGC leaves them out.
//!
//! A `byval` argument is memory that holds its pointers where the function begins. The caller has copied them there before the function
//! runs, so what it copies is not needed while the function runs.
//!
//! An alloca is wrong at a safepoint if its content may be a managed pointer there, and the content is read
//! afterwards, or by the callee. Two walks over the blocks find that for each alloca: forwards, what it may hold and whether
//! its address is known elsewhere; backwards, whether its content is needed.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::gc::types::{PointerShape, managed_words, pointer_shape};
use crate::ir::{Attribute, AttributeIndex, Block, Opcode, Type, Value};
use crate::read::intrinsics::{Coro, is_debug, lifetime_marker};
use gc_coro_core::walk::walk;

use crate::diag::Violation;
use crate::ir::{callee_name, label};
use crate::read::awaits::{is_await, is_suspension};
use crate::verify::given_words::GivenWords;
use crate::verify::safepoints::{describe, is_safepoint};
use crate::verify::subject::Subject;

/// What an instruction does to one alloca.
#[derive(Clone, Copy, Default)]
struct Effect {
    /// The content is read.
    reads: bool,
    /// It is read by code that may collect first.
    reads_late: bool,
    /// A managed pointer may be put in.
    puts: bool,
    /// All of the content is overwritten.
    clears: bool,
    /// From here on other code may have the address.
    escapes: bool,
}

/// Memory of the stack.
struct Memory {
    address: Value,
    ty: Type,
    /// It is a `byval` argument.
    is_given: bool,
}

impl Memory {
    /// That of a function: arguments first.
    fn all(subject: &Subject) -> Vec<Memory> {
        let of_argument = |(index, address): (u32, Value)| {
            let ty = Attribute::byval_type(subject.function, AttributeIndex::Param(index))?;
            Some(Memory { address, ty, is_given: true })
        };
        let given = (0u32..).zip(subject.function.params()).filter_map(of_argument);
        let allocas = subject.instructions.iter().filter(|inst| inst.is_alloca());
        let own = allocas.map(|&address| Memory { address, ty: address.allocated_type(), is_given: false });
        given.chain(own).collect()
    }

    /// Its size in bytes, if it is one value of a known size.
    fn size(&self, subject: &Subject) -> Option<u64> {
        let is_one = self.is_given || self.address.operand(0).and_then(Value::const_int) == Some(1);
        (is_one && self.ty.has_fixed_size()).then(|| subject.layout.alloc_size(self.ty))
    }
}

struct Slot {
    effects: FxHashMap<Value, Effect>,
    /// `llvm.coro.id` names it: it is in the frame.
    is_promise: bool,
    /// A managed pointer may be in it where the function begins.
    holds_at_entry: bool,
    /// The split finds all of these.
    finds_given: bool,
}

/// What is known where a block begins.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Before {
    holds: bool,
    escaped: bool,
}

pub fn check(subject: &Subject) {
    let before_begin = before_begin(subject);
    // The frames of awaits get copies: the alloca stays, and what is in it at an await is the split's matter.
    let is_copied = subject.unsplit && subject.instructions.iter().any(|&inst| is_await(inst));
    for memory in Memory::all(subject) {
        let slot = Slot::of(subject, &memory);
        let may_hold = slot.holds_at_entry || slot.effects.values().any(|effect| effect.puts);
        if !may_hold || (subject.unsplit && slot.is_promise) {
            continue;
        }
        let history = slot.forwards(subject);
        let needed = slot.backwards(subject, &history);
        let goes_to_frame =
            subject.unsplit && !is_copied && slot.may_be_live_across_suspension(subject, &history, &needed);
        // The split keeps the pointers of an argument in values up to there.
        let is_safe_before = slot.finds_given && !slot.effects.keys().any(|user| before_begin.contains(user));
        let has_gc_map = |inst: Value| {
            let is_before = before_begin.contains(&inst);
            (is_before && is_safe_before) || (goes_to_frame && !is_before) || (is_copied && is_await(inst))
        };
        let Some(point) = slot.first_wrong(subject, &history, &needed, has_gc_map) else { continue };
        let (value, point) = (label(memory.address), describe(point));
        let violation = if memory.is_given {
            Violation::ByvalAcross { value, point }
        } else if goes_to_frame {
            Violation::SlotBeforeBegin { value, point }
        } else {
            Violation::SlotAcross { value, point }
        };
        subject.report((!memory.is_given).then_some(memory.address), violation);
    }
}

/// The instructions of an unsplit coroutine that run before it has a frame.
fn before_begin(subject: &Subject) -> FxHashSet<Value> {
    let mut before = FxHashSet::default();
    if !subject.unsplit {
        return before;
    }
    let is_begin = |inst: &Value| Coro::of(*inst) == Some(Coro::Begin);
    let begins = |block: Block| block.instructions().any(|inst| is_begin(&inst));
    let next = |block: Block| if begins(block) { Vec::new() } else { block.successors() };
    for block in walk([subject.function.entry()], next) {
        before.extend(block.instructions().take_while(|inst| !is_begin(inst)));
    }
    before
}

impl Slot {
    fn of(subject: &Subject, memory: &Memory) -> Slot {
        let typed = !managed_words(&subject.model, memory.ty, subject.layout).is_empty();
        let size = memory.size(subject);
        let given = memory.is_given.then(|| GivenWords::of(subject, memory.address, memory.ty));
        let mut slot = Slot {
            effects: FxHashMap::default(),
            is_promise: false,
            holds_at_entry: given.as_ref().is_some_and(GivenWords::are_any),
            finds_given: given.as_ref().is_some_and(GivenWords::are_found),
        };
        let mut seen = FxHashSet::from_iter([memory.address]);
        let mut work = vec![memory.address];
        while let Some(address) = work.pop() {
            for site in address.uses() {
                let user = site.user;
                if !user.is_instruction() || is_debug(user) {
                    continue;
                }
                slot.is_promise |= Coro::of(user) == Some(Coro::Id);
                if is_address_of(user, site.operand) {
                    if seen.insert(user) {
                        work.push(user);
                    }
                    continue;
                }
                let whole = size.filter(|_| address == memory.address);
                let mut effect = effect_of(subject, user, site.operand, typed, whole);
                if given.as_ref().is_some_and(|words| words.are_missed_by(subject, user)) {
                    effect.reads = false;
                }
                let known = slot.effects.entry(user).or_default();
                known.reads |= effect.reads;
                known.reads_late |= effect.reads_late;
                known.puts |= effect.puts;
                known.clears |= effect.clears;
                known.escapes |= effect.escapes;
            }
        }
        slot
    }

    fn effect(&self, subject: &Subject, inst: Value, escaped: bool) -> Effect {
        let mut effect = self.effects.get(&inst).copied().unwrap_or_default();
        let is_stranger = inst.is_any_call() && !inst.called_function().is_some_and(|f| f.is_intrinsic());
        // Code that has the address may read the content, and may write what the type has room for.
        if escaped && is_stranger {
            effect.reads = true;
            effect.reads_late = true;
            effect.puts |= self.effects.values().any(|e| e.puts) && is_safepoint(subject, inst);
        }
        effect
    }

    fn step(&self, subject: &Subject, inst: Value, before: Before) -> Before {
        let effect = self.effect(subject, inst, before.escaped);
        let holds = (before.holds && !effect.clears) || effect.puts;
        Before { holds, escaped: before.escaped || effect.escapes }
    }

    fn forwards(&self, subject: &Subject) -> FxHashMap<Block, Before> {
        let mut at: FxHashMap<Block, Before> = FxHashMap::default();
        let mut work = vec![subject.function.entry()];
        at.insert(subject.function.entry(), Before { holds: self.holds_at_entry, ..Before::default() });
        while let Some(block) = work.pop() {
            let before = at.get(&block).copied().unwrap_or_default();
            let after = block.instructions().fold(before, |state, inst| self.step(subject, inst, state));
            for next in block.successors() {
                let known = at.get(&next).copied();
                let old = known.unwrap_or_default();
                let new = Before { holds: old.holds || after.holds, escaped: old.escaped || after.escaped };
                if known.is_none() || new != old {
                    at.insert(next, new);
                    work.push(next);
                }
            }
        }
        at
    }

    /// The blocks at whose end the content is needed.
    fn backwards(&self, subject: &Subject, history: &FxHashMap<Block, Before>) -> FxHashSet<Block> {
        let mut needed_at_end = FxHashSet::default();
        let mut work: Vec<Block> = subject.function.blocks().collect();
        while let Some(block) = work.pop() {
            let after = needed_at_end.contains(&block);
            let needs = self.needs(subject, block, history, after);
            if needs.first().copied().unwrap_or(after) {
                let before = subject.predecessors.get(&block).map_or(&[][..], Vec::as_slice);
                work.extend(before.iter().filter(|&&p| needed_at_end.insert(p)));
            }
        }
        needed_at_end
    }

    /// For each instruction of a block whether the content is needed before it.
    fn needs(
        &self,
        subject: &Subject,
        block: Block,
        history: &FxHashMap<Block, Before>,
        after: bool,
    ) -> Vec<bool> {
        let mut state = history.get(&block).copied().unwrap_or_default();
        let mut effects = Vec::new();
        for inst in block.instructions() {
            effects.push(self.effect(subject, inst, state.escaped));
            state = self.step(subject, inst, state);
        }
        let mut needed = after;
        let mut result: Vec<bool> = effects
            .iter()
            .rev()
            .map(|effect| {
                needed = effect.reads || (needed && !effect.clears);
                needed
            })
            .collect();
        result.reverse();
        result
    }

    /// Calls `visit` with each instruction, what is known before it, and whether the content is needed after it.
    fn each(
        &self,
        subject: &Subject,
        history: &FxHashMap<Block, Before>,
        needed: &FxHashSet<Block>,
        mut visit: impl FnMut(Value, Before, bool),
    ) {
        for block in subject.function.blocks() {
            let Some(&before) = history.get(&block) else { continue };
            let mut state = before;
            let at_end = needed.contains(&block);
            let needs = self.needs(subject, block, history, at_end);
            for (index, inst) in block.instructions().enumerate() {
                visit(inst, state, needs.get(index + 1).copied().unwrap_or(at_end));
                state = self.step(subject, inst, state);
            }
        }
    }

    fn may_be_live_across_suspension(
        &self,
        subject: &Subject,
        history: &FxHashMap<Block, Before>,
        needed: &FxHashSet<Block>,
    ) -> bool {
        let mut live_across = false;
        self.each(subject, history, needed, |inst, before, after| {
            live_across |= is_suspension(inst) && (after || before.escaped);
        });
        live_across
    }

    fn first_wrong(
        &self,
        subject: &Subject,
        history: &FxHashMap<Block, Before>,
        needed: &FxHashSet<Block>,
        has_gc_map: impl Fn(Value) -> bool,
    ) -> Option<Value> {
        let mut wrong = None;
        self.each(subject, history, needed, |inst, before, after| {
            let effect = self.effect(subject, inst, before.escaped);
            let stays = after && !effect.clears;
            if wrong.is_none()
                && before.holds
                && (effect.reads_late || stays)
                && is_safepoint(subject, inst)
                && !has_gc_map(inst)
            {
                wrong = Some(inst);
            }
        });
        wrong
    }
}

/// Whether `user` is the address, or one in the same alloca.
fn is_address_of(user: Value, operand: u32) -> bool {
    use Opcode::*;
    match user.opcode() {
        Some(LLVMGetElementPtr) => operand == 0,
        Some(LLVMBitCast | LLVMAddrSpaceCast | LLVMPHI | LLVMFreeze) => true,
        Some(LLVMSelect) => operand != 0,
        _ => false,
    }
}

/// What `user` does with an address; `whole` is the size in bytes if it is the address of all of it.
fn effect_of(subject: &Subject, user: Value, operand: u32, typed: bool, whole: Option<u64>) -> Effect {
    let none = Effect::default();
    match user.opcode() {
        Some(Opcode::LLVMLoad) => Effect { reads: true, ..none },
        Some(Opcode::LLVMICmp) => none,
        Some(Opcode::LLVMStore) if operand == 1 => {
            let value = user.argument(0);
            let managed =
                pointer_shape(&subject.model, value.ty()) != PointerShape::Plain && !value.is_constant();
            let clears = whole.is_some_and(|size| subject.layout.store_size(value.ty()) >= size);
            Effect { puts: managed, clears, ..none }
        }
        Some(Opcode::LLVMAtomicRMW | Opcode::LLVMAtomicCmpXchg) if operand == 0 => {
            Effect { reads: true, puts: typed, ..none }
        }
        _ if user.is_any_call() => effect_of_call(user, operand, typed, whole),
        _ => Effect { escapes: true, reads: true, ..none },
    }
}

fn effect_of_call(call: Value, operand: u32, typed: bool, whole: Option<u64>) -> Effect {
    let none = Effect::default();
    if lifetime_marker(call).is_some() {
        return Effect { clears: whole.is_some(), ..none };
    }
    if matches!(Coro::of(call), Some(Coro::Id)) {
        return none;
    }
    let name = callee_name(call);
    let is_copy = name.starts_with("llvm.memcpy.") || name.starts_with("llvm.memmove.");
    if is_copy || name.starts_with("llvm.memset.") {
        let length = call.argument(2).const_int();
        let clears = operand == 0 && whole.is_some_and(|size| length.is_some_and(|l| l >= size));
        return Effect { reads: operand == 1, puts: operand == 0 && is_copy && typed, clears, ..none };
    }
    if operand >= call.argument_count() {
        return Effect { reads: true, reads_late: true, escapes: true, ..none };
    }
    let has = |name| call.call_attribute(Attribute::flag(name), AttributeIndex::Param(operand)).is_some();
    let by_value = has("byval");
    let only_reads = by_value || has("readonly") || has("readnone");
    let only_writes = has("writeonly") || has("sret");
    Effect {
        reads: !only_writes,
        reads_late: !only_writes && !by_value,
        puts: typed && !only_reads,
        clears: has("sret") && whole.is_some(),
        escapes: !by_value && !has("sret") && !call.argument_is_not_captured(operand),
    }
}
