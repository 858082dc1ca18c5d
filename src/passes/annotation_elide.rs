//! Frames inside frames: the calls that the frontend marks `coro_elide_safe` (LLVM 20 and later).
//!
//! The mark is a promise: the coroutine that the call makes does not end by itself, and is destroyed before its caller's
//! frame ends and before the same call runs again. So its frame can be inside of the caller's, and nothing is allocated.
//! The callee is split first, with a ramp `f.noalloc` that takes a frame instead of allocating one; then the calls of it
//! in callers that are not split yet change to that ramp, with an alloca of the frame's size, which the caller's own
//! split puts into its frame.
//!
//! LLVM's coro-annotation-elide does the same between the splits of a call graph's functions. A module pass has no such
//! point in time, so it makes the change itself.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::elide::frequencies;
use crate::emit::SecondRamp;
use crate::emit::noalloc::call_with_own_frame;
use crate::gc::Model;
use crate::ir::{Attribute, AttributeIndex, Function, IrModule, Value, shim};
use crate::options::SplitOptions;
use crate::passes::call_order::Order;

/// A call that runs less often than this, for one run of the caller, is not worth a place in every frame of the caller
/// (the default of LLVM's `-coro-elide-branch-ratio`).
const WORTHWHILE_FREQUENCY: f64 = 0.55;

/// Frames of more bytes stay separate: with two calls at each level frames would grow as 2^levels.
const LARGEST_ELIDED_FRAME: u64 = 1 << 20;

/// A marked call in a coroutine that is not split yet.
#[derive(Clone, Copy, Debug)]
struct ElideSafe {
    call: Value,
    callee: Function,
}

/// The marked calls of a module and what was made for them.
#[derive(Debug, Default)]
pub struct Elisions {
    /// By caller, in the order of its instructions.
    calls: FxHashMap<Function, Vec<ElideSafe>>,
    /// The callees that need a second ramp.
    wanted: FxHashSet<Function>,
    /// The callees that coroutines call which are not split now.
    called_by_others: FxHashSet<Function>,
    /// That ramp, for the callees that are split already.
    ramps: FxHashMap<Function, SecondRamp>,
}

impl Elisions {
    /// Finds the marked calls of `coroutines`, which are to be split, and the order to do that in, where each pair (a, b) of
    /// `needs` says that a needs b first. A coroutine whose frame would contain itself keeps its calls as they are.
    pub fn find(coroutines: &[Function], needs: &[(usize, usize)]) -> (Self, Order) {
        let numbers: FxHashMap<Function, usize> =
            coroutines.iter().enumerate().map(|(number, &function)| (function, number)).collect();
        let callers: FxHashSet<Function> = coroutines.iter().flat_map(|&callee| callers_of(callee)).collect();
        let mut elisions = Elisions::default();
        let module = coroutines.first().map(|function| function.module());
        for caller in module.map(IrModule::functions).unwrap_or_default() {
            if callers.contains(&caller) {
                let calls = calls_in(caller).filter(|c| numbers.contains_key(&c.callee)).collect();
                elisions.calls.insert(caller, calls);
            }
        }
        let numbered = |(caller, calls): (&Function, &Vec<ElideSafe>)| {
            let from = numbers.get(caller).copied();
            calls.iter().filter_map(|c| Some((from?, numbers[&c.callee]))).collect::<Vec<_>>()
        };
        let edges: Vec<(usize, usize)> =
            elisions.calls.iter().flat_map(numbered).chain(needs.iter().copied()).collect();
        let order = Order::bottom_up(coroutines.len(), &edges);
        for (caller, calls) in &mut elisions.calls {
            let from = numbers.get(caller);
            calls.retain(|c| !from.is_some_and(|&from| order.in_one_cycle(from, numbers[&c.callee])));
            elisions.wanted.extend(calls.iter().map(|c| c.callee));
            if from.is_none() {
                elisions.called_by_others.extend(calls.iter().map(|c| c.callee));
            }
        }
        (elisions, order)
    }

    /// Whether there are calls for which `callee` needs a ramp that does not allocate.
    pub fn want(&self, callee: Function) -> bool {
        self.wanted.contains(&callee)
    }

    /// Whether coroutines call `callee` that are not split now.
    pub fn has_other_callers(&self, callee: Function) -> bool {
        self.called_by_others.contains(&callee)
    }

    /// Notes the second ramp of `callee`.
    pub fn add(&mut self, callee: Function, ramp: SecondRamp) {
        self.ramps.insert(callee, ramp);
    }

    /// Makes the frames of callees fields of the frame of `caller`, which is not split yet. Returns the callees, one entry for each
    /// call that has changed.
    pub fn place_frames(&self, caller: Function, options: &SplitOptions) -> Vec<Function> {
        let calls = self.calls.get(&caller).map_or(&[][..], Vec::as_slice);
        let mut ready: Vec<(ElideSafe, SecondRamp)> =
            calls.iter().filter_map(|&c| Some((c, *self.ramps.get(&c.callee)?))).collect();
        ready.retain(|(_, ramp)| ramp.frame_bytes() <= LARGEST_ELIDED_FRAME);
        // A frame with pointers of a collector goes only where the same collector looks.
        ready.retain(|(site, ramp)| !ramp.has_gc_map || same_collector(caller, site.callee, options));
        if ready.is_empty() || caller.has_attribute(Attribute::OPTNONE) {
            return Vec::new();
        }
        let blocks: Vec<_> = ready.iter().map(|(c, _)| c.call.block()).collect();
        let frequencies = frequencies(caller, &blocks);
        let mut elided = Vec::new();
        for ((ElideSafe { call, callee }, ramp), frequency) in ready.into_iter().zip(frequencies) {
            if frequency < WORTHWHILE_FREQUENCY {
                log::debug!("'{}' not elided in '{}': rarely called", callee.name(), caller.name());
                continue;
            }
            call_with_own_frame(call, ramp);
            log::debug!("'{}' elided in '{}'", callee.name(), caller.name());
            elided.push(callee);
        }
        elided
    }
}

/// Whether one collector visits the frames of both.
fn same_collector(caller: Function, callee: Function, options: &SplitOptions) -> bool {
    let model = |function| Model::of(function, options.model.as_ref()).ok().filter(Model::is_managed);
    match (model(caller), model(callee)) {
        (Some(caller), Some(callee)) => caller == callee,
        _ => false,
    }
}

/// The functions with marked calls of `callee`, itself not among them.
fn callers_of(callee: Function) -> Vec<Function> {
    let marked = |user: &Value| is_marked_call(*user) && user.called_function() == Some(callee);
    let callers = callee.as_value().users().into_iter().filter(marked).map(|call| call.block().function());
    callers.filter(|&f| f != callee && f.has_attribute(Attribute::PRESPLIT)).collect()
}

fn calls_in(caller: Function) -> impl Iterator<Item = ElideSafe> {
    let instructions = caller.instructions().into_iter();
    instructions.filter_map(|call| {
        let callee = call.called_function().filter(|_| is_marked_call(call))?;
        Some(ElideSafe { call, callee })
    })
}

/// A guaranteed tail call has no room for a further argument, and its caller's frame is gone.
fn is_marked_call(user: Value) -> bool {
    (user.is_call() || user.is_invoke())
        && Attribute::ELIDE_SAFE.is_on_call(user, AttributeIndex::Function)
        && !shim::is_musttail(user)
}
