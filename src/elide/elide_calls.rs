//! Elision by proof: a coroutine that its caller destroys on every path has its frame inside of the caller's.
//!
//! 1. [`creation`] finds where coroutines are created: inlined ramps, and calls of ramps that tell where the handle goes.
//! 2. [`handle_program`] reads what the caller does with the handle of each, and [`gc_coro_core::elision`] proves it.
//! 3. [`cost`] chooses those that are worth it.
//! 4. [`frame_in_caller`] changes the caller.
//! 5. If that is asked for, [`checked`] lets the program check what was proven.

use crate::elide::caller::Caller;
use crate::elide::checked::Checks;
use crate::elide::cost;
use crate::elide::cost::Child;
use crate::elide::creation::{self, Creation, CreationKind};
use crate::elide::frame_in_caller;
use crate::elide::handle_program;
use crate::elide::handle_program::Site;
use crate::elide::second_ramp;
use crate::gc::Model;
use crate::ir::{Attribute, Function, Value, shim};
use crate::options::{Fault, SplitOptions};
use crate::read::intrinsics::Coro;
use crate::read::owned_references::is_own;
use gc_coro_core::elision::{HandleProgram, Obstacle, Proof, prove};
use gc_coro_core::index::IndexVec;

/// Why a call of a coroutine allocates.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The proof fails.
    Unproven(Obstacle),
    /// A resume of the coroutine may free its frame.
    EndsByItself,
    /// A collector looks at the coroutine's frame.
    Collected,
    /// The caller, a coroutine too, has no frame yet.
    BeforeOwnFrame,
    /// The ramp cannot take a frame.
    NoSecondRamp,
    /// The caller's frame would grow by more than this saves, or too much.
    NotWorthIt,
}

impl Reason {
    /// In the terms of whoever wrote the caller.
    pub fn text(self) -> &'static str {
        match self {
            Reason::Unproven(obstacle) => obstacle.text(),
            Reason::EndsByItself => {
                "the coroutine can end without being destroyed, or gc-coro has not split it"
            }
            Reason::Collected => "a collector looks at the coroutine's frame",
            Reason::BeforeOwnFrame => "the caller has no frame of its own yet",
            Reason::NoSecondRamp => "the coroutine cannot be given a frame",
            Reason::NotWorthIt => "the caller's frame would grow by more than this saves",
        }
    }
}

/// A call of a coroutine, and whether it allocates.
#[derive(Clone, Debug)]
pub struct Call {
    /// The coroutine's name.
    pub callee: String,
    /// Why it allocates, if it does.
    pub reason: Option<Reason>,
}

/// What became of the calls of coroutines in a function.
#[derive(Clone, Debug, Default)]
pub struct Elided {
    /// In the order of the function's instructions.
    pub calls: Vec<Call>,
    /// Whether the function has changed.
    pub changed: bool,
    /// The second ramps that were made, each after the ramp that it is a copy of.
    pub second_ramps: Vec<(Function, Function)>,
    /// The cleanup clones that tell the runtime from now on that a frame ends.
    pub instrumented: Vec<Function>,
}

/// A creation, and where its handle is known.
struct Proven {
    number: usize,
    known: Vec<Site>,
    child: Child,
}

/// Puts the frames of coroutines that `caller` creates and destroys into its own. `caller` is an ordinary function, or a coroutine that
/// is not split yet; LLVM's passes have simplified it.
pub fn elide_calls(caller: Function, options: &SplitOptions) -> Elided {
    let model = options.model.as_ref();
    let creations = creation::find(caller);
    if creations.is_empty() || !is_candidate(caller, model) {
        return Elided::default();
    }
    let facts = Caller::of(caller);
    let mut reasons: Vec<Option<Reason>> = vec![None; creations.len()];
    let mut proven = Vec::new();
    for (number, creation) in creations.iter().enumerate() {
        match prove_creation(&facts, creation, number, options) {
            Ok(found) => proven.push(found),
            Err(reason) => reasons[number] = Some(reason),
        }
    }
    let children: Vec<Child> = proven.iter().map(|proven| proven.child.clone()).collect();
    let chosen = cost::choose(caller, &children, facts.own_begin.is_some());
    for (index, proven) in proven.iter().enumerate() {
        if !chosen.contains(&index) {
            reasons[proven.number] = Some(Reason::NotWorthIt);
        }
    }
    let found = creations.iter().zip(&reasons);
    let calls = found.map(|(creation, reason)| call_of(creation, *reason)).collect();
    let repeated = creations.iter().zip(&reasons).filter(|(_, reason)| is_repeated(**reason));
    let (mut changed, mut second_ramps) = (false, Vec::new());
    for (creation, _) in repeated {
        changed |= keep_allocating(creation);
    }
    let mut checks = (options.check_elision && !chosen.is_empty()).then(|| Checks::of(&facts)).flatten();
    for proven in chosen.iter().map(|&index| &proven[index]) {
        let creation = &creations[proven.number];
        let second = second_ramp_of(creation, &mut second_ramps);
        let is_checked = checks.as_mut().is_some_and(|checks| checks.can_check(&creation.callee));
        let checks = checks.as_ref().filter(|_| is_checked);
        frame_in_caller::put_in_caller(caller, creation, second, &proven.known, checks);
    }
    if !chosen.is_empty() {
        frame_in_caller::drop_tail_marks(caller);
        shim::prune_phis(caller);
        shim::remove_unreachable(caller);
        changed = true;
    }
    let instrumented = checks.map_or_else(Vec::new, Checks::finish);
    Elided { calls, changed, second_ramps, instrumented }
}

/// A call whose coroutine can have its frame in that of the caller, where a collector finds the pointers of both.
pub struct InnerCall {
    creation: Creation,
    known: Vec<Site>,
}

impl InnerCall {
    /// Puts the frame there. `second` is the coroutine's second ramp.
    pub fn put_in_caller(&self, caller: Function, second: Function) {
        frame_in_caller::put_in_visited_caller(caller, &self.creation, second, &self.known);
    }
}

/// What can be proven of `calls` in `caller`, a coroutine that is not split yet. Each of them calls a coroutine of the same collector,
/// which is split and has a second ramp.
pub fn prove_inner_calls(
    caller: Function,
    calls: &[Value],
    options: &SplitOptions,
) -> Vec<Result<InnerCall, Reason>> {
    if calls.is_empty() {
        return Vec::new();
    }
    if !may_hold_frames(caller) {
        return calls.iter().map(|_| Err(Reason::NoSecondRamp)).collect();
    }
    let facts = Caller::of(caller);
    let prove = |(number, &call): (usize, &Value)| {
        let creation = Creation::by_call(call).ok_or(Reason::NoSecondRamp)?;
        let Proven { known, .. } = prove_frame(&facts, &creation, number, options)?;
        Ok(InnerCall { creation, known })
    };
    calls.iter().enumerate().map(prove).collect()
}

/// Whether there may be something to do in `caller`.
#[cfg_attr(feature = "llvm16-0", expect(dead_code, reason = "LLVM 16 has no pass on SCCs"))]
pub fn may_elide_calls(caller: Function) -> bool {
    !caller.is_declaration() && creation::may_create(caller)
}

/// Whether frames can be put into `caller` at all.
fn is_candidate(caller: Function, model: Option<&Model>) -> bool {
    Model::of(caller, model).is_ok_and(|model| !model.is_managed()) && may_hold_frames(caller)
}

/// Whether frames can be put into `caller`, whoever looks at them.
fn may_hold_frames(caller: Function) -> bool {
    let of_other_lowering = |inst: Value| {
        Coro::of(inst) == Some(Coro::OtherLowering)
            || !is_own(inst)
                && crate::read::intrinsics::called_name(inst)
                    .is_some_and(|name| name.starts_with(crate::abi::names::call::PREFIX.as_bytes()))
    };
    !caller.is_declaration()
        && !caller.has_attribute(Attribute::OPTNONE)
        && !caller.has_attribute(Attribute::flag("naked"))
        && !caller.calls_what_returns_twice()
        && !caller.instructions().into_iter().any(of_other_lowering)
}

fn prove_creation(
    facts: &Caller,
    creation: &Creation,
    number: usize,
    options: &SplitOptions,
) -> Result<Proven, Reason> {
    if creation.callee.is_collected(options.model.as_ref()) {
        return Err(Reason::Collected);
    }
    prove_frame(facts, creation, number, options)
}

/// The same, whoever looks at the frame.
fn prove_frame(
    facts: &Caller,
    creation: &Creation,
    number: usize,
    options: &SplitOptions,
) -> Result<Proven, Reason> {
    let callee = &creation.callee;
    if !callee.keeps_frame() {
        return Err(Reason::EndsByItself);
    }
    if facts.is_before_own_frame(creation.instruction()) {
        return Err(Reason::BeforeOwnFrame);
    }
    let reading = handle_program::read(facts, creation);
    let proof = match prove(&reading.program) {
        Err(_) if options.breaks(Fault::UnprovenElision) => unproven(&reading.program),
        proof => proof.map_err(Reason::Unproven)?,
    };
    if matches!(creation.kind, CreationKind::Call { .. }) && !second_ramp::can_be_made(callee) {
        return Err(Reason::NoSecondRamp);
    }
    let sites = reading.sites.iter().filter(|(id, _)| proof.is_child[*id]);
    let known = sites.map(|(_, site)| *site).collect();
    let child = Child { frame: callee.frame, creation: creation.instruction(), alive: proof.alive };
    Ok(Proven { number, known, child })
}

/// What is known where nothing is proven.
fn unproven(program: &HandleProgram) -> Proof {
    Proof { is_child: IndexVec::filled(program.sites, false), alive: Vec::new() }
}

/// The ramp that a call of `creation` calls from now on; noted in `made` if it is new.
fn second_ramp_of(creation: &Creation, made: &mut Vec<(Function, Function)>) -> Option<Function> {
    let CreationKind::Call { .. } = creation.kind else { return None };
    let (second, is_new) = second_ramp::of_callee(&creation.callee);
    if is_new {
        made.push((creation.callee.ramp, second));
    }
    Some(second)
}

fn call_of(creation: &Creation, reason: Option<Reason>) -> Call {
    Call { callee: creation.callee.ramp.name(), reason }
}

fn is_repeated(reason: Option<Reason>) -> bool {
    reason == Some(Reason::Unproven(Obstacle::RepeatedWhileAlive))
}

/// LLVM's coro-elide does not see that a creation can be repeated: it would give two coroutines one frame. Whether anything has changed.
fn keep_allocating(creation: &Creation) -> bool {
    let CreationKind::Inlined { allocs, .. } = &creation.kind else { return false };
    for alloc in allocs {
        alloc.replace_all_uses_with(alloc.ty().const_int(1));
        alloc.erase();
    }
    true
}
