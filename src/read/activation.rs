//! What belongs to the activation that it runs in: to its stack, to its arguments, or to what its function is for a caller.
//!
//! After a suspension another activation runs, in another function, on another stack. Instructions and memory that ask for
//! more than a frame can bring there are refused, before anything is decided about them.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::ir::{
    Attribute, AttributeIndex, CLONE_CALL, CLONE_CALL_PREFIX, Function, Opcode, Type, Value, shim,
};
use gc_coro_core::analysis::Analysis;
use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, Coroutine, InstId, ObjectId, ValueClass};

use crate::read::canonical::Canonical;
use crate::read::funclets::is_pad;
use crate::read::intrinsics::{called_name, lifetime_marker};
use crate::read::model_map::ModelMap;
use crate::read::shape::diagnostic;

/// Checks the instructions that a resumed or destroying activation runs: some have no meaning there.
///
/// # Errors
/// One problem for each such instruction.
pub fn check_instructions(canonical: &Canonical, model_map: &ModelMap) -> Result<(), Vec<Diagnostic>> {
    let function = canonical.shape.function;
    if function.has_attribute(Attribute::flag("naked")) {
        return Err(vec![diagnostic(function, None, Problem::NakedFunction)]);
    }
    if model_map.coroutine.suspends.is_empty() {
        return Ok(());
    }
    let mut check =
        Check { canonical, model_map, in_clones: model_map.coroutine.in_clones(), problems: Vec::new() };
    check.instructions();
    check.swift_errors();
    check.stack_restores();
    if check.problems.is_empty() { Ok(()) } else { Err(check.problems) }
}

/// Refuses memory that no frame can replace.
///
/// # Errors
/// `swifterror` and `inalloca` allocas that are needed after a suspension.
pub fn check_frame(
    model_map: &ModelMap,
    analysis: &Analysis,
    function: Function,
) -> Result<(), Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let objects = analysis.objects.iter().filter(|(_, live_range)| live_range.is_some());
    for id in objects.map(|(id, _)| model_map.coroutine.objects[id].value) {
        let (alloca, value) = (model_map.values[id], model_map.name(id));
        if shim::is_swift_error(alloca) {
            problems.push((alloca, Problem::SwiftErrorAcrossSuspend { value }));
        } else if shim::is_in_alloca(alloca) {
            problems.push((alloca, Problem::ArgumentsAcrossSuspend { value }));
        }
    }
    problems.extend(stored_addresses(model_map, analysis));
    let shown = problems.into_iter().map(|(at, problem)| diagnostic(function, Some(at), problem));
    let problems: Vec<Diagnostic> = shown.collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// The variables that an await captures with the address of a variable in them, each with the store.
fn stored_addresses(model_map: &ModelMap, analysis: &Analysis) -> Vec<(Value, Problem)> {
    let coroutine = &model_map.coroutine;
    if !coroutine.lowering.is_await() {
        return Vec::new();
    }
    let is_captured = |id: ObjectId| {
        analysis.objects[id].as_ref().is_some_and(|live_range| !live_range.live_across.is_empty())
    };
    let stores = coroutine.objects.iter().flat_map(|(_, object)| &object.stored_at);
    let found = stores.filter_map(|&store| {
        let store = model_map.insts[store];
        let variable = model_map.value_ids.get(&root_of(store.argument(1)))?;
        let ValueClass::Address(id) = coroutine.values[*variable].class else { return None };
        let value = coroutine.objects[id].name.clone();
        is_captured(id).then_some((store, Problem::LocalAddressAcrossAwait { value }))
    });
    found.collect()
}

struct Check<'a> {
    canonical: &'a Canonical,
    model_map: &'a ModelMap,
    /// The blocks that run after a suspension.
    in_clones: IndexVec<BlockId, bool>,
    problems: Vec<Diagnostic>,
}

impl Check<'_> {
    fn push(&mut self, instruction: Option<Value>, problem: Problem) {
        let found = diagnostic(self.canonical.shape.function, instruction, problem);
        if !self.problems.contains(&found) {
            self.problems.push(found);
        }
    }

    /// What messages call `value`.
    fn name(&self, value: Value) -> String {
        self.model_map.value_ids.get(&value).map_or_else(|| value.name(), |&id| self.model_map.name(id))
    }

    /// Whether an instruction runs after a suspension.
    fn is_after(&self, instruction: Value) -> bool {
        self.model_map.has_block(instruction.block()).is_some_and(|block| self.in_clones[block])
    }

    fn instructions(&mut self) {
        for number in self.model_map.insts.indices() {
            let inst = self.model_map.insts[number];
            match called_name(inst) {
                Some(b"llvm.localescape") => self.push(Some(inst), Problem::LocalEscape),
                Some(name) if name.starts_with(b"llvm.va_start") => self.variadic(inst),
                Some(name) if name.starts_with(b"llvm.experimental.deoptimize") && self.is_after(inst) => {
                    self.push(Some(inst), Problem::DeoptimizeAfterSuspend);
                }
                _ => {}
            }
            self.tail_call(inst);
            self.handler(inst);
        }
    }

    /// A handler takes constants, and variables of the stack. There is no place to fetch anything else at.
    fn handler(&mut self, pad: Value) {
        if !is_pad(pad) || !self.is_after(pad) {
            return;
        }
        let is_fetched =
            |v: &Value| v.is_argument() || v.is_instruction() && !v.is_alloca() && !is_handler(*v);
        for operand in pad.operands().filter(is_fetched) {
            let problem = Problem::OperandOfHandler { value: self.name(operand), pad: pad.name() };
            self.push(Some(pad), problem);
        }
    }

    /// A tail call that must be one needs the signature of the function it stands in: the clones of `llvm.coro.*` take the
    /// frame and return nothing. That of a continuation is looked at where it is known.
    fn tail_call(&mut self, call: Value) {
        if self.canonical.lowering.is_await() || !shim::is_musttail(call) || !self.is_after(call) {
            return;
        }
        let module = self.canonical.shape.function.module();
        let clone_type = Type::function(module.void_type(), &[module.pointer_type()]);
        if call.called_type() != clone_type || call.call_convention() != CLONE_CALL {
            self.push(Some(call), forbidden_tail_call(call, format!("{CLONE_CALL_PREFIX}{clone_type}")));
        }
    }

    /// The list of a variadic function's further arguments is in the stack of its caller.
    fn variadic(&mut self, start: Value) {
        if self.is_after(start) {
            self.push(Some(start), Problem::VariadicAfterSuspend { value: self.name(start.argument(0)) });
            return;
        }
        let list = root_of(start.argument(0));
        let mut seen = FxHashSet::from_iter([list]);
        let mut work = vec![list];
        while let Some(address) = work.pop() {
            for user in address.users().into_iter().filter(|user| user.is_instruction()) {
                let name = called_name(user).unwrap_or_default();
                if lifetime_marker(user).is_some() || name.starts_with(b"llvm.va_end") {
                    continue;
                }
                if self.is_after(user) {
                    self.push(Some(user), Problem::VariadicAfterSuspend { value: self.name(list) });
                }
                let further = if name.starts_with(b"llvm.va_copy") {
                    root_of(user.argument(0))
                } else if is_address_of(user) {
                    user
                } else {
                    continue;
                };
                if seen.insert(further) {
                    work.push(further);
                }
            }
        }
    }

    /// `swifterror` is a register of the call, with a notation of its own.
    fn swift_errors(&mut self) {
        let function = self.canonical.shape.function;
        for (index, argument) in (0u32..).zip(function.params()) {
            let at = AttributeIndex::Param(index);
            if Attribute::flag("swifterror").value_on_function(function, at).is_some() {
                let after = argument.users().into_iter().find(|user| self.is_after(*user));
                if let Some(user) = after {
                    self.push(Some(user), Problem::SwiftErrorAcrossSuspend { value: self.name(argument) });
                }
            }
        }
    }

    /// `llvm.stackrestore` takes the stack pointer of its own activation only.
    fn stack_restores(&mut self) {
        let named = |prefix: &'static [u8]| {
            let insts = self.model_map.insts.iter().map(|(id, inst)| (id, *inst));
            insts.filter(move |(_, inst)| called_name(*inst).is_some_and(|name| name.starts_with(prefix)))
        };
        let saves: Vec<InstId> = named(b"llvm.stacksave").map(|(id, _)| id).collect();
        let restores: Vec<(InstId, Value)> = named(b"llvm.stackrestore").collect();
        for (id, restore) in restores {
            let saved = restore.argument(0);
            let own: Vec<InstId> =
                saves.iter().copied().filter(|&s| self.model_map.insts[s] == saved).collect();
            let saves = if own.is_empty() { &saves } else { &own };
            if self.is_reached_without(id, saves) {
                self.push(Some(restore), Problem::StackRestoredAfterSuspend { value: self.name(saved) });
            }
        }
    }

    /// Whether a path leads from a suspension to `place` that runs none of `others`.
    fn is_reached_without(&self, place: InstId, others: &[InstId]) -> bool {
        let coroutine = &self.model_map.coroutine;
        let block = self.model_map.block_of(place);
        let barred: FxHashSet<BlockId> = others.iter().map(|&other| self.model_map.block_of(other)).collect();
        let is_barred_here = others.iter().any(|&other| {
            self.model_map.block_of(other) == block
                && self.model_map.position(other) < self.model_map.position(place)
        });
        let entries = coroutine.resume_entries().chain(coroutine.destroy_entries());
        !is_barred_here && reaches(coroutine, entries.map(|(_, block)| block), block, &barred)
    }
}

/// Whether a path within one activation leads from one of `from` to the beginning of `to` without running all of a `barred` block.
fn reaches(
    coroutine: &Coroutine,
    from: impl Iterator<Item = BlockId>,
    to: BlockId,
    barred: &FxHashSet<BlockId>,
) -> bool {
    let mut seen = IndexVec::<BlockId, bool>::filled(coroutine.blocks.len(), false);
    let mut work: Vec<BlockId> = from.collect();
    while let Some(block) = work.pop() {
        if block == to {
            return true;
        }
        if std::mem::replace(&mut seen[block], true) || barred.contains(&block) {
            continue;
        }
        let edges = coroutine.blocks[block].successors.iter().filter(|e| e.kind.is_in_clones());
        work.extend(edges.map(|edge| edge.block));
    }
    false
}

/// The problem of a tail call that must be one in a function of another `signature`.
pub fn forbidden_tail_call(call: Value, signature: String) -> Problem {
    let callee = call.operand(call.operand_count() - 1).map(Value::name).unwrap_or_default();
    Problem::TailCallAfterSuspend { callee, signature }
}

/// What an address is computed from.
pub fn root_of(mut address: Value) -> Value {
    while is_address_of(address) {
        address = address.argument(0);
    }
    address
}

/// Whether a value says which handler something belongs to.
fn is_handler(value: Value) -> bool {
    is_pad(value) || value.is_opcode(Opcode::LLVMCatchSwitch)
}

fn is_address_of(value: Value) -> bool {
    matches!(
        value.opcode(),
        Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast)
    )
}
