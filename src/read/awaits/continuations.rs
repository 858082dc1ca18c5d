//! What the continuations of a function with awaits will be, and what they cannot be: known once the frames are laid out.

use gc_coro_core::analysis::Analysis;
use gc_coro_core::index::{Idx, IndexVec};
use gc_coro_core::model::{BlockId, ObjectId, StateKind, SuspendId, ValueId};
use gc_coro_core::spill::ramp_plan::ramp_blocks;

use gc_coro_core::walk;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::abi::names::attribute;
use crate::diag::{Diagnostic, Problem};
use crate::ir::{Attribute, AttributeIndex, Block, Opcode, Type, Value, shim};
use crate::read::awaits::returns::{self, returned_type, silent_blocks};
use crate::read::{Canonical, ModelMap, activation, diagnostic};

/// A function with awaits, read and analysed.
#[derive(Clone, Copy)]
pub struct Continuations<'a> {
    pub canonical: &'a Canonical,
    pub model_map: &'a ModelMap,
    pub analysis: &'a Analysis,
}

impl<'a> Continuations<'a> {
    /// Checks all continuations and the ramp.
    ///
    /// # Errors
    /// No function that allocates frames; a no-state await with state; the caller's memory captured; tail calls that cannot be some;
    /// values of different types returned by one function, or none on some path.
    pub fn check_all(&self) -> Result<(), Vec<Diagnostic>> {
        let mut types = Vec::new();
        let mut problems = Vec::new();
        let tail_calls = self.tail_calls();
        let bodies = self.bodies(tail_calls.is_empty());
        for body in &bodies {
            match self.signature_of(body) {
                Ok(ty) => types.push(ty),
                Err(found) => problems.push(*found),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let captured = self.captured();
        for (body, &ty) in bodies.iter().zip(&types) {
            problems.extend(self.captures(body.id, &captured[body.id]));
            problems.extend(self.wrong_tail_calls(body, &tail_calls, ty));
        }
        if !problems.is_empty() {
            return Err(each_once(problems));
        }
        bodies.iter().for_each(|body| problems.extend(self.returns_of_continuation(body)));
        problems.extend(self.returns_of_ramp());
        if problems.is_empty() { Ok(()) } else { Err(each_once(problems)) }
    }

    /// The code of each continuation. Where the function has nothing of what is looked for in it, no block is looked at.
    fn bodies(&self, has_no_tail_calls: bool) -> Vec<Body> {
        let coroutine = &self.model_map.coroutine;
        let is_empty = self.canonical.shape.returns.is_empty() && has_no_tail_calls;
        let mut returns: FxHashMap<BlockId, Vec<usize>> = FxHashMap::default();
        for (number, call) in self.canonical.shape.returns.iter().enumerate() {
            if let Some(block) = self.model_map.has_block(call.block()) {
                returns.entry(block).or_default().push(number);
            }
        }
        let next = |block: BlockId| {
            let edges = coroutine.blocks[block].successors.iter();
            edges.filter(|e| e.kind.is_in_clones()).map(|e| e.block)
        };
        let body = |id: SuspendId| {
            let begin = Some(coroutine.suspends[id].resumed).filter(|_| !is_empty);
            let reached = walk::reachable(begin, next);
            let mut here: Vec<usize> =
                reached.iter().filter_map(|b| returns.get(b)).flatten().copied().collect();
            here.sort_unstable();
            let returns = here.into_iter().map(|number| self.canonical.shape.returns[number]).collect();
            Body { id, reached, returns }
        };
        coroutine.suspends.indices().map(body).collect()
    }

    /// The function type of each continuation: it returns what `gc.coro.return` gives after its await, or what the ramp returns.
    ///
    /// # Errors
    /// Values of different types.
    pub fn signatures(&self) -> Result<Vec<Type>, Box<Diagnostic>> {
        self.bodies(true).iter().map(|body| self.signature_of(body)).collect()
    }

    /// The continuations that can share code: those of one function type stand together, in the order of the first of each. A tail call
    /// that must be one stands in a function of the type of its callee, and a shared body has a parameter more.
    pub fn alike(&self) -> Vec<Vec<SuspendId>> {
        let Some(signatures) = self.signatures().ok().filter(|_| self.tail_calls().is_empty()) else {
            return Vec::new();
        };
        let mut groups: Vec<(Type, Vec<SuspendId>)> = Vec::new();
        let mut numbers: FxHashMap<Type, usize> = FxHashMap::default();
        for (id, signature) in self.model_map.coroutine.suspends.indices().zip(signatures) {
            let number = *numbers.entry(signature).or_insert_with(|| {
                groups.push((signature, Vec::new()));
                groups.len() - 1
            });
            groups[number].1.push(id);
        }
        groups.into_iter().map(|(_, members)| members).collect()
    }

    fn signature_of(&self, Body { id, returns: here, .. }: &Body) -> Result<Type, Box<Diagnostic>> {
        let ramp = self.canonical.shape.function;
        let result = here.first().map_or(ramp.return_type(), |&first| returned_type(first));
        if let Some(&other) = here.iter().find(|&&other| returned_type(other) != result) {
            let rule = "a continuation returns values of one type only";
            return Err(Box::new(diagnostic(ramp, Some(other), Problem::MalformedAwait { rule })));
        }
        let arguments = self.canonical.awaits[id.index()].arguments.iter().map(|a| a.ty());
        let types: Vec<Type> = [self.canonical.shape.begin.ty()].into_iter().chain(arguments).collect();
        Ok(Type::function(result, &types))
    }

    /// What an await captures and cannot keep; `captured` are the values among it.
    fn captures(&self, id: SuspendId, captured: &[ValueId]) -> Vec<Diagnostic> {
        let ramp = self.canonical.shape.function;
        let mut found: Vec<Problem> = self.borrowed(captured);
        match self.model_map.coroutine.suspends[id].state {
            StateKind::Constant => {
                let names = self.names_of_captured(id, captured).into_iter();
                found.extend(names.map(|value| Problem::StateNotWanted { value }));
            }
            StateKind::New if ramp.string_attribute(attribute::ALLOCATE).is_none() => {
                found.push(Problem::HookMissing { attribute: attribute::ALLOCATE });
            }
            StateKind::New | StateKind::Given => {}
        }
        let location = self.canonical.awaits[id.index()].make.source_location();
        let show = |problem| Diagnostic { location: location.clone(), ..diagnostic(ramp, None, problem) };
        found.into_iter().map(show).collect()
    }

    /// The calls that must be tail calls, with their blocks.
    fn tail_calls(&self) -> Vec<(BlockId, Value)> {
        let calls =
            self.model_map.blocks.iter().flat_map(|(id, block)| block.instructions().map(move |i| (id, i)));
        calls.filter(|(_, call)| shim::is_musttail(*call)).collect()
    }

    /// Those of them that cannot be tail calls in a continuation of type `signature`.
    fn wrong_tail_calls(&self, body: &Body, calls: &[(BlockId, Value)], signature: Type) -> Vec<Diagnostic> {
        let here = calls.iter().filter(|(block, _)| body.reached.contains(block)).map(|(_, call)| *call);
        let is_other = |call: &Value| call.called_type() != signature || call.call_convention() != 0;
        let show = |call| {
            let problem = activation::forbidden_tail_call(call, signature.to_string());
            diagnostic(self.canonical.shape.function, Some(call), problem)
        };
        here.filter(is_other).map(show).collect()
    }

    /// The caller's memory that an await captures the address of.
    fn borrowed(&self, captured: &[ValueId]) -> Vec<Problem> {
        let values = &self.model_map.values;
        let mut found: Vec<Problem> =
            captured.iter().filter_map(|&value| callers_memory(values[value])).collect();
        found.dedup();
        found
    }

    /// The values that each await captures, in order.
    fn captured(&self) -> IndexVec<SuspendId, Vec<ValueId>> {
        let mut captured = IndexVec::filled(self.model_map.coroutine.suspends.len(), Vec::new());
        for value in self.analysis.stored() {
            let live_across = &self.analysis.live_ranges[value].live_across;
            live_across.iter().for_each(|suspend| captured[suspend].push(value));
        }
        captured
    }

    /// The names of what an await captures.
    fn names_of_captured(&self, id: SuspendId, captured: &[ValueId]) -> Vec<String> {
        let values = captured.iter().map(|&value| self.model_map.name(value));
        let name = |object: ObjectId| self.model_map.coroutine.objects[object].name.clone();
        values.chain(self.analysis.objects_across(id).map(name)).collect()
    }

    fn returns_of_continuation(&self, Body { id, reached, returns: calls }: &Body) -> Vec<Diagnostic> {
        let Some(ty) = calls.first().map(|&first| returned_type(first)) else { return Vec::new() };
        let begin = self.model_map.coroutine.suspends[*id].resumed;
        let name = format!("{}.await.{}", self.canonical.shape.function.name(), id.index());
        let found = self.problems(begin, |block| reached.contains(&block), calls, ty).into_iter();
        found.map(|problem| Diagnostic { function: name.clone(), ..problem }).collect()
    }

    fn returns_of_ramp(&self) -> Vec<Diagnostic> {
        let coroutine = &self.model_map.coroutine;
        let reached = ramp_blocks(coroutine);
        let is_here = |call: &Value| self.model_map.has_block(call.block()).is_some_and(|b| reached[b]);
        let calls: Vec<Value> = self.canonical.shape.returns.iter().copied().filter(is_here).collect();
        let ty = self.canonical.shape.function.return_type();
        self.problems(coroutine.entry(), |block| reached[block], &calls, ty)
    }

    /// What is wrong with the `calls` of a function of type `ty` that begins at `begin` and has the blocks that `is_reached` says.
    fn problems(
        &self,
        begin: BlockId,
        is_reached: impl Fn(BlockId) -> bool,
        calls: &[Value],
        ty: Type,
    ) -> Vec<Diagnostic> {
        let blocks = &self.model_map.coroutine.blocks;
        let saying: FxHashSet<BlockId> =
            calls.iter().filter_map(|call| self.model_map.has_block(call.block())).collect();
        let next = |block: BlockId| {
            let edges = blocks[block].successors.iter();
            edges.filter(|e| is_reached(e.block) && !e.kind.is_suspension()).map(|e| e.block).collect()
        };
        let silent = silent_blocks(begin, |block| saying.contains(&block), next);
        let silent: Vec<Block> = silent.into_iter().map(|block| self.model_map.blocks[block]).collect();
        returns::problems(self.canonical.shape.function, calls, &silent, ty)
    }
}

/// The code of one continuation.
struct Body {
    id: SuspendId,
    /// The blocks that it has; none if nobody asks.
    reached: FxHashSet<BlockId>,
    /// The calls of `gc.coro.return` in them.
    returns: Vec<Value>,
}

/// What is wrong with the function, or with code that multiple continuations have, is found in each of them.
fn each_once(problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = Vec::new();
    for problem in problems {
        if !found.contains(&problem) {
            found.push(problem);
        }
    }
    found
}

/// Attributes of a parameter that points to memory of the call; the last is Julia's.
const OF_THE_CALL: [&str; 4] = ["byref", "byval", "sret", "julia.return_roots"];

/// `value` as an address in memory that the call of the function owns, if it is one.
fn callers_memory(mut value: Value) -> Option<Problem> {
    while matches!(value.opcode(), Some(Opcode::LLVMGetElementPtr | Opcode::LLVMBitCast | Opcode::LLVMFreeze))
    {
        value = value.argument(0);
    }
    if !value.is_argument() {
        return None;
    }
    let function = value.argument_owner();
    let index = u32::try_from(function.params().position(|parameter| parameter == value)?).ok()?;
    let at = AttributeIndex::Param(index);
    let has = |name: &&'static str| {
        Attribute::flag(name).value_on_function(function, at).is_some()
            || function.string_attribute_at(at, name).is_some()
    };
    let attribute = OF_THE_CALL.iter().copied().find(has)?;
    Some(Problem::CallersMemoryAcrossAwait { value: value.name(), attribute })
}
