//! Frames inside frames, of coroutines that are split together.
//!
//! A call of a coroutine can have the callee's frame inside of the caller's, and nothing is allocated, for one of two reasons:
//! * The frontend marks it `coro_elide_safe` (LLVM 20 and later). The mark is a promise: the coroutine that the call makes does not
//!   end by itself, and is destroyed before its caller's frame ends and before the same call runs again.
//! * Both are coroutines of the same collector, the callee says that its runtime finds inner frames (`"gc-coro-inner-frame"`), and
//!   all of the above can be proven ([`prove_inner_calls`]). Among the passes on the call graph such a call allocates: LLVM's passes
//!   between proof and split know nothing of what a collector has to find.
//!
//! The callee is split first, with a ramp `f.noalloc` that takes a frame instead of allocating one. Then its calls in callers that are
//! not split yet change to that ramp, with an alloca of the frame's size, which the caller's own split puts into its frame.
//!
//! LLVM's coro-annotation-elide does the same for marked calls between the splits of a call graph's functions. A module pass has no
//! such point in time, so it makes the change itself.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::abi::names::attribute;
use crate::elide::{InnerCall, LARGEST_GROWTH_OF_FRAME, Reason, frequencies, prove_inner_calls, saved_bytes};
use crate::emit::SecondRamp;
use crate::emit::noalloc::call_with_own_frame;
use crate::gc::Model;
use crate::ir::{Attribute, AttributeIndex, Function, IrModule, Value, shim};
use crate::options::SplitOptions;
use crate::passes::call_order::Order;

/// A call that runs less often than this, for one run of the caller, is not worth a place in every frame of the caller
/// (the default of LLVM's `-coro-elide-branch-ratio`).
const WORTHWHILE_FREQUENCY: f64 = 0.55;

/// A call, in a coroutine that is not split yet, which may have the callee's frame in the caller's.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    call: Value,
    callee: Function,
    /// Marked by the frontend. Otherwise it has to be proven.
    is_promised: bool,
}

/// The candidates of a module and what was made for them.
#[derive(Debug, Default)]
pub struct InnerFrames {
    /// By caller, in the order of its instructions.
    calls: FxHashMap<Function, Vec<Candidate>>,
    /// The callees that need a second ramp for marked calls.
    promised: FxHashSet<Function>,
    /// Those that have calls of which something may be proven.
    provable: FxHashSet<Function>,
    /// The callees that coroutines call which are not split now.
    called_by_others: FxHashSet<Function>,
    /// That ramp, for the callees that are split already.
    ramps: FxHashMap<Function, SecondRamp>,
}

/// What has become of the calls of one caller.
#[derive(Debug, Default)]
pub struct Placed {
    /// The callees whose frames are in the caller's now, one entry for each call.
    pub inside: Vec<Function>,
    /// The callees of calls that allocate although a proof was tried, and why.
    pub apart: Vec<(Function, Reason)>,
}

impl InnerFrames {
    /// Finds the candidates in and among `coroutines`, which are to be split, and the order to do that in, where each pair (a, b) of
    /// `needs` says that a needs b first. A coroutine whose frame would contain itself keeps its calls as they are.
    pub fn find(coroutines: &[Function], needs: &[(usize, usize)], options: &SplitOptions) -> (Self, Order) {
        let numbers: FxHashMap<Function, usize> =
            coroutines.iter().enumerate().map(|(number, &function)| (function, number)).collect();
        let finder = Finder { numbers: &numbers, options };
        let callers: FxHashSet<Function> =
            coroutines.iter().flat_map(|&callee| finder.callers_of(callee)).collect();
        let mut frames = InnerFrames::default();
        let module = coroutines.first().map(|function| function.module());
        for caller in module.map(IrModule::functions).unwrap_or_default() {
            if callers.contains(&caller) {
                frames.calls.insert(caller, finder.calls_in(caller));
            }
        }
        let numbered = |(caller, calls): (&Function, &Vec<Candidate>)| {
            let from = numbers.get(caller).copied();
            calls.iter().filter_map(|c| Some((from?, numbers[&c.callee]))).collect::<Vec<_>>()
        };
        let edges: Vec<(usize, usize)> =
            frames.calls.iter().flat_map(numbered).chain(needs.iter().copied()).collect();
        let order = Order::bottom_up(coroutines.len(), &edges);
        for (caller, calls) in &mut frames.calls {
            let from = numbers.get(caller);
            calls.retain(|c| !from.is_some_and(|&from| order.in_one_cycle(from, numbers[&c.callee])));
            for candidate in calls {
                let wanted = if candidate.is_promised { &mut frames.promised } else { &mut frames.provable };
                wanted.insert(candidate.callee);
                if from.is_none() {
                    frames.called_by_others.insert(candidate.callee);
                }
            }
        }
        (frames, order)
    }

    /// Finds the candidates in `caller` once more, which has changed: some of its calls may be gone.
    pub fn find_again(&mut self, caller: Function, options: &SplitOptions) {
        let Some(calls) = self.calls.get_mut(&caller) else { return };
        // Only of the callees that were candidates before: another one's frame may contain the caller's.
        let numbers = calls.iter().map(|site| site.callee).chain([caller]).zip(0..).collect();
        *calls = Finder { numbers: &numbers, options }.calls_in(caller);
    }

    /// Whether `callee` needs a ramp that does not allocate. `has_gc_map`: a collector finds pointers in its frame.
    ///
    /// Callers that are not split now are left to LLVM's coro-annotation-elide. It gives coroutines frames of which it tells no collector.
    pub fn want(&self, callee: Function, has_gc_map: bool) -> bool {
        if has_gc_map && self.called_by_others.contains(&callee) {
            return false;
        }
        self.promised.contains(&callee) || has_gc_map && self.provable.contains(&callee)
    }

    /// Notes the second ramp of `callee`.
    pub fn add(&mut self, callee: Function, ramp: SecondRamp) {
        self.ramps.insert(callee, ramp);
    }

    /// Makes the frames of callees fields of the frame of `caller`, which is not split yet.
    pub fn place(&self, caller: Function, options: &SplitOptions) -> Placed {
        let calls = self.calls.get(&caller).map_or(&[][..], Vec::as_slice);
        let mut ready: Vec<(Candidate, SecondRamp)> =
            calls.iter().filter_map(|&c| Some((c, *self.ramps.get(&c.callee)?))).collect();
        ready.retain(|(_, ramp)| ramp.frame_bytes() <= LARGEST_GROWTH_OF_FRAME);
        // A frame with pointers of a collector goes only where the same collector looks.
        ready.retain(|(site, ramp)| {
            if ramp.has_gc_map { same_collector(caller, site.callee, options) } else { site.is_promised }
        });
        if ready.is_empty() || caller.has_attribute(Attribute::OPTNONE) {
            return Placed::default();
        }
        let blocks: Vec<_> = ready.iter().map(|(c, _)| c.call.block()).collect();
        let frequencies = frequencies(caller, &blocks);
        let unmarked: Vec<Value> =
            ready.iter().filter(|(site, _)| !site.is_promised).map(|(site, _)| site.call).collect();
        let mut proofs = prove_inner_calls(caller, &unmarked, options).into_iter();
        let mut placed = Placed::default();
        for ((site, ramp), frequency) in ready.into_iter().zip(frequencies) {
            let done = if site.is_promised {
                place_promised(site, ramp, frequency)
            } else {
                let proof = proofs.next().expect("one for each call that is not marked");
                place_proven(caller, proof, ramp, frequency)
            };
            match done {
                Ok(()) => {
                    log::debug!("'{}' elided in '{}'", site.callee.name(), caller.name());
                    placed.inside.push(site.callee);
                }
                Err(reason) => {
                    let (callee, caller) = (site.callee.name(), caller.name());
                    log::debug!("'{callee}' not elided in '{caller}': {}", reason.text());
                    placed.apart.push((site.callee, reason));
                }
            }
        }
        placed
    }
}

fn place_promised(site: Candidate, ramp: SecondRamp, frequency: f64) -> Result<(), Reason> {
    if frequency < WORTHWHILE_FREQUENCY {
        return Err(Reason::NotWorthIt);
    }
    call_with_own_frame(site.call, ramp);
    Ok(())
}

/// The inner frame has its place in each frame of the caller, as long as that exists: the caller never grows by more than is saved.
fn place_proven(
    caller: Function,
    proof: Result<InnerCall, Reason>,
    ramp: SecondRamp,
    frequency: f64,
) -> Result<(), Reason> {
    let inner = proof?;
    let bytes = ramp.frame_bytes();
    if saved_bytes(bytes, frequency) < bytes as f64 {
        return Err(Reason::NotWorthIt);
    }
    inner.put_in_caller(caller, ramp.function);
    Ok(())
}

/// Whether one collector visits the frames of both.
fn same_collector(caller: Function, callee: Function, options: &SplitOptions) -> bool {
    let model = |function| Model::of(function, options.model.as_ref()).ok().filter(Model::is_managed);
    match (model(caller), model(callee)) {
        (Some(caller), Some(callee)) => caller == callee,
        _ => false,
    }
}

/// Looks for candidates among the calls of those coroutines that have `numbers`.
struct Finder<'a> {
    numbers: &'a FxHashMap<Function, usize>,
    options: &'a SplitOptions,
}

impl Finder<'_> {
    /// The functions with candidates for `callee`, itself not among them.
    fn callers_of(&self, callee: Function) -> Vec<Function> {
        let candidates = callee.as_value().users().into_iter().filter_map(|user| self.candidate(user));
        candidates
            .filter(|candidate| candidate.callee == callee)
            .map(|candidate| candidate.call.block().function())
            .collect()
    }

    fn calls_in(&self, caller: Function) -> Vec<Candidate> {
        caller.instructions().into_iter().filter_map(|call| self.candidate(call)).collect()
    }

    fn candidate(&self, call: Value) -> Option<Candidate> {
        if !(call.is_call() || call.is_invoke()) {
            return None;
        }
        let callee = call.called_function().filter(|callee| self.numbers.contains_key(callee))?;
        let caller = call.block().function();
        // A guaranteed tail call has no room for a further argument, and its caller's frame is gone.
        if callee == caller || !caller.has_attribute(Attribute::PRESPLIT) || shim::is_musttail(call) {
            return None;
        }
        let is_promised = Attribute::ELIDE_SAFE.is_on_call(call, AttributeIndex::Function);
        (is_promised || self.is_provable(call, caller, callee)).then_some(Candidate {
            call,
            callee,
            is_promised,
        })
    }

    /// Whether it may be proven that the frame of `callee` can be in the one of `caller`.
    fn is_provable(&self, call: Value, caller: Function, callee: Function) -> bool {
        self.options.elide
            && callee.string_attribute(attribute::INNER_FRAME).is_some()
            && self.numbers.contains_key(&caller)
            && call.called_type() == callee.function_type()
            && !callee.as_value().is_interposable()
            && same_collector(caller, callee, self.options)
    }
}
