//! Which calls ask for the size of a coroutine (`gc.coro.size.*`), and whose.

use rustc_hash::FxHashMap;

use crate::abi::names::call;
use crate::diag::Problem;
use crate::ir::{Attribute, Function, IrModule, Value};
use crate::read::awaits::{has_await, is_call_of};
use gc_coro_core::walk::walk;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Query {
    /// Bytes of the byte area of a state; of an `llvm.coro.*` coroutine, of the whole frame.
    Bytes,
    /// Words of the pointer area; of an `llvm.coro.*` coroutine, words that may hold tracked pointers.
    Pointers,
    /// Bytes that the frame's address must be a multiple of.
    Align,
}

impl Query {
    pub fn of(call: Value) -> Option<Self> {
        let names = [
            (call::SIZE_BYTES, Query::Bytes),
            (call::SIZE_POINTERS, Query::Pointers),
            (call::SIZE_ALIGN, Query::Align),
        ];
        names.into_iter().find(|(name, _)| is_call_of(call, name)).map(|(_, query)| query)
    }
}

/// Whether `call` asks for a size.
pub fn is_query(call: Value) -> bool {
    Query::of(call).is_some()
}

/// Whether `function` needs a descriptor for the sake of queries alone: it is marked for other modules, or asked for in this one.
pub fn is_answerable(function: Function) -> bool {
    let is_asked_for = |user: Value| user.is_instruction() && is_query(user);
    function.is_marked() || function.as_value().users().into_iter().any(is_asked_for)
}

/// Whose size `call` asks for.
///
/// # Errors
/// Anything but a function.
pub fn subject(call: Value) -> Result<Function, Problem> {
    let named = (call.argument_count() == 1).then(|| call.argument(0).as_function()).flatten();
    let rule = "gc.coro.size.bytes, .pointers and .align take the address of a function";
    named.ok_or(Problem::MalformedAwait { rule })
}

/// The pairs (a, b) of `functions` where a asks for b's size, as their numbers.
pub fn dependencies(functions: &[Function]) -> Vec<(usize, usize)> {
    let numbers: FxHashMap<Function, usize> =
        functions.iter().enumerate().map(|(number, &function)| (function, number)).collect();
    let mut pairs = Vec::new();
    for (number, &callee) in functions.iter().enumerate() {
        let calls =
            callee.as_value().users().into_iter().filter(|user| user.is_instruction() && is_query(*user));
        let askers = calls.filter_map(|call| numbers.get(&call.block().function()));
        pairs.extend(askers.map(|&asker| (asker, number)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether anything in `module` asks for a size: of one where nothing does, no instruction is looked at.
pub fn is_used(module: IrModule) -> bool {
    !declarations(module).is_empty()
}

/// The functions that ask.
pub fn declarations(module: IrModule) -> Vec<Function> {
    let asks = |function: &Function| function.name_bytes().starts_with(call::SIZE.as_bytes());
    module.functions().into_iter().filter(asks).collect()
}

pub fn is_unsplit(function: Function) -> bool {
    function.has_attribute(Attribute::PRESPLIT) || has_await(function)
}

/// Whether the number of an alloca's elements depends on a query that has no answer: the function asks for its own size, or for
/// that of a function that asks for its.
pub fn depends_on_query(alloca: Value) -> bool {
    let is_computed = |value: &Value| value.is_instruction();
    let operands = |value: Value| value.operands().filter(is_computed).collect::<Vec<_>>();
    walk(alloca.operand(0).filter(is_computed), operands).any(is_query)
}
