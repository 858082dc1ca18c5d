//! Awaiters that an `await_suspend` only reads.
//!
//! `llvm.coro.await.suspend.*` gets the address of the awaiter. An object whose address is given away stays in memory, and what
//! stays in memory across a suspension is in the frame; nor can anybody follow a handle that is stored in it. So what the wrapper
//! reads is read before the call, and passed by value.
//!
//! # Why the wrapper finds the same
//!
//! A read moves from the wrapper to the place before the call. Between the two, only the wrapper runs, up to the read. The read
//! finds the same at both places if nothing there may write to the awaiter:
//!
//! 1. No instruction of the wrapper that may write to memory, or may synchronise with another thread, is on a path to the read.
//! 2. Or the awaiter is in a variable whose address nobody has yet but the coroutine and such wrappers, which only read it
//!    ([`AwaiterObject`]). Then a store of the wrapper by another address does not write to it: only the coroutine does, once it is
//!    resumed. It is resumed by a call, or by another thread, which learns of it by a call or an atomic access. So
//!    * no such instruction is on a path to the read, or
//!    * the coroutine neither writes to the variable nor gives its address away on any path from the await on. (Where the variable's lifetime ends there, the
//!      read would find nothing certain, for which any value may stand.)
//!
//! What the wrapper calls is inlined into it where that hides what becomes of the awaiter. The split does so in any case.
//!
//! The read is executed before the call where it may not have been executed after it. So it is one that the wrapper always executes, or
//! the bytes are a variable's.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::elide::awaiter_object::{AwaiterObject, Place};
use crate::elide::outcome::{AwaiterOutcome, Kept};
use crate::elide::pass_by_value;
use crate::elide::wrapper_reads::{Read, WrapperReads};
use crate::gc::Model;
use crate::ir::{Attribute, Function, LLVM_MAJOR, Value, pipeline};
use crate::read::await_suspend_inlining;
use crate::read::intrinsics::{AWAITER, Coro, WRAPPER};

/// A larger copy takes more time than it saves.
const MOST_COPIED_BYTES: u64 = 256;

/// How often what one promotion shows may lead to another: a task in an awaiter in an awaiter.
const MOST_ROUNDS: usize = 4;

/// LLVM's passes that make registers of objects whose addresses nobody has any more. From LLVM 18 on, `instcombine` by its name alone
/// ends the host where one run of it has left something to do.
const SIMPLIFY: &str = if LLVM_MAJOR >= 18 {
    "sroa<modify-cfg>,early-cse<memssa>,instcombine<no-verify-fixpoint>,simplifycfg"
} else {
    "sroa<modify-cfg>,early-cse<memssa>,instcombine,simplifycfg"
};

/// What has been done for one coroutine.
#[derive(Clone, Debug, Default)]
pub struct Promotion {
    /// The awaits, in the order of the coroutine's blocks.
    pub awaits: Vec<PromotedAwait>,
    /// Whether the coroutine or one of the wrappers has changed.
    pub has_changed: bool,
}

/// What has become of the awaiter of one await.
#[derive(Clone, Copy, Debug)]
pub struct PromotedAwait {
    /// The function that calls `await_suspend`. None if the operand is no function.
    pub wrapper: Option<Function>,
    pub outcome: AwaiterOutcome,
}

impl Promotion {
    /// Whether a further round may find more.
    fn has_promoted(&self) -> bool {
        self.awaits.iter().any(|await_| await_.outcome.is_change())
    }

    /// A later round has promoted what this one could not.
    fn add(&mut self, later: &Promotion) {
        for await_ in later.awaits.iter().filter(|await_| await_.outcome.is_change()) {
            let same = self.awaits.iter_mut();
            let mut same = same.filter(|known| known.wrapper == await_.wrapper && !known.outcome.is_change());
            if let Some(known) = same.next() {
                *known = *await_;
            }
        }
    }
}

/// Promotes the awaiters of `coroutine`, and simplifies it, until no more can be promoted.
pub fn promote_all_awaiters(coroutine: Function) -> Promotion {
    let mut all = promote_awaiters(coroutine);
    let mut has_promoted = all.has_promoted();
    let mut rounds = 1..MOST_ROUNDS;
    while has_promoted {
        simplify_promoted(coroutine);
        if rounds.next().is_none() {
            break;
        }
        let later = promote_awaiters(coroutine);
        has_promoted = later.has_promoted();
        all.add(&later);
    }
    all
}

/// Makes registers of what is in memory for awaits no more.
pub fn simplify_promoted(coroutine: Function) {
    pipeline::run_passes(coroutine, SIMPLIFY);
}

/// Passes by value what the wrappers of awaits in `coroutine`, which is not split yet, only read of their awaiters.
pub fn promote_awaiters(coroutine: Function) -> Promotion {
    let mut promotion = Promotion::default();
    // A collector may look for the words that move.
    let has_collector = Model::of(coroutine, None).map_or(true, |model| model.is_managed());
    if coroutine.has_attribute(Attribute::OPTNONE) || coroutine.gc_name().is_some() || has_collector {
        return promotion;
    }
    let awaits = Awaits::of(coroutine);
    promotion.has_changed = awaits.all.iter().any(|await_| await_.has_changed);
    let outcomes = awaits.decide();
    for (await_, outcome) in awaits.all.iter().zip(&outcomes) {
        log::debug!(
            "'{}': the awaiter of '{}' {}",
            coroutine.name(),
            await_.wrapper_name(),
            outcome.in_words()
        );
        promotion.has_changed |= outcome.is_change();
        promotion.awaits.push(PromotedAwait { wrapper: await_.wrapper(), outcome: *outcome });
        await_.pass(*outcome);
    }
    // The calls look into the wrappers until each has got its argument.
    let mut expecting = FxHashSet::default();
    for (await_, _) in awaits.all.iter().zip(outcomes).filter(|(_, outcome)| *outcome == AwaiterOutcome::Word)
    {
        if let Ok((wrapper, reads)) = &await_.reads
            && expecting.insert(*wrapper)
        {
            pass_by_value::expect_word(*wrapper, reads);
        }
    }
    promotion
}

/// An await of the coroutine.
struct Await {
    call: Value,
    /// Whether the wrapper has changed already.
    has_changed: bool,
    /// The wrapper and what it reads.
    reads: Result<(Function, WrapperReads), Kept>,
    /// Where the awaiter is, if it is in a variable.
    place: Option<Place>,
    /// The number of the variable's bytes from there on.
    bytes_left: Option<u64>,
}

/// The awaits of a coroutine, and the variables with their awaiters whose addresses nobody else has.
struct Awaits {
    all: Vec<Await>,
    objects: FxHashMap<Value, AwaiterObject>,
}

impl Awaits {
    fn of(coroutine: Function) -> Self {
        let calls = coroutine.instructions().into_iter();
        let calls = calls.filter(|inst| Coro::of(*inst).is_some_and(Coro::is_await));
        // What gets nothing has been promoted already.
        let calls = calls.filter(|call| !call.argument(AWAITER).is_null());
        let all: Vec<Await> = calls.map(Await::new).collect();
        let only_reading: FxHashSet<Value> = all.iter().filter(|a| a.reads.is_ok()).map(|a| a.call).collect();
        let mut objects = FxHashMap::default();
        for place in all.iter().filter_map(|await_| await_.place) {
            objects.entry(place.alloca).or_insert_with(|| AwaiterObject::of(place.alloca, &only_reading));
        }
        Awaits { all, objects }
    }

    fn object(&self, await_: &Await) -> Option<&AwaiterObject> {
        self.objects.get(&await_.place?.alloca)
    }

    /// Whether a copy takes the awaiter out of memory, unless another await keeps it there. Of what is a copy already, a further one is
    /// of no use.
    fn may_leave_memory(&self, await_: &Await) -> bool {
        await_.bytes_left.is_some()
            && !await_.call.argument_is_not_captured(AWAITER)
            && self.object(await_).is_some_and(|object| !object.is_captured())
    }

    /// What becomes of each awaiter.
    fn decide(&self) -> Vec<AwaiterOutcome> {
        let mut outcomes: Vec<AwaiterOutcome> = self.all.iter().map(|await_| self.wish(await_)).collect();
        self.keep_shared_wrappers(&mut outcomes);
        self.keep_what_stays_in_memory(&mut outcomes);
        outcomes
    }

    /// What can become of an awaiter if all others agree.
    fn wish(&self, await_: &Await) -> AwaiterOutcome {
        let (wrapper, reads) = match &await_.reads {
            Ok((_, reads)) if reads.reads.is_empty() => return AwaiterOutcome::Unread,
            Ok(known) => (known.0, &known.1),
            Err(kept) => return AwaiterOutcome::Kept(*kept),
        };
        let word = reads.only_pointer(wrapper);
        match (self.check_same(await_, reads), self.check_there(await_, reads, word)) {
            (Ok(()), Ok(())) if word.is_some() => AwaiterOutcome::Word,
            (Ok(()), Ok(())) if reads.end() > MOST_COPIED_BYTES => AwaiterOutcome::Kept(Kept::UnknownBytes),
            (Ok(()), Ok(())) if self.may_leave_memory(await_) => AwaiterOutcome::Copy,
            (Ok(()), Ok(())) => AwaiterOutcome::Kept(Kept::StaysInMemory),
            (Err(kept), _) | (_, Err(kept)) => AwaiterOutcome::Kept(kept),
        }
    }

    /// Whether the reads would find the same before the call (see above).
    fn check_same(&self, await_: &Await, reads: &WrapperReads) -> Result<(), Kept> {
        let object = self.object(await_).filter(|object| !object.is_captured_before(await_.call));
        let is_late = |read: &Read| match object {
            Some(object) => read.before.others && object.is_written_after(await_.call),
            None => read.before.writes,
        };
        if reads.reads.iter().any(is_late) { Err(Kept::ReadLate) } else { Ok(()) }
    }

    /// Whether there is something to read before the call.
    fn check_there(&self, await_: &Await, reads: &WrapperReads, word: Option<Read>) -> Result<(), Kept> {
        match await_.bytes_left {
            Some(bytes) if reads.end() <= bytes => Ok(()),
            Some(_) => Err(Kept::OutOfBounds),
            None if word.is_some_and(|word| word.is_certain) => Ok(()),
            None => Err(Kept::NotAlwaysRead),
        }
    }

    /// A wrapper takes a word for all of its callers or for none: the others get copies, which leave the wrapper as it is.
    fn keep_shared_wrappers(&self, outcomes: &mut [AwaiterOutcome]) {
        let takes_word = |(await_, outcome): (&Await, &AwaiterOutcome)| {
            (*outcome == AwaiterOutcome::Word).then_some(await_.call)
        };
        let callers: FxHashSet<Value> = self.all.iter().zip(outcomes.iter()).filter_map(takes_word).collect();
        for (await_, outcome) in self.all.iter().zip(outcomes) {
            let Ok((wrapper, _)) = &await_.reads else { continue };
            let mut uses = wrapper.as_value().uses().into_iter();
            let is_alone = uses.all(|site| site.operand == WRAPPER && callers.contains(&site.user));
            if *outcome == AwaiterOutcome::Word && !is_alone {
                *outcome = if self.may_leave_memory(await_) {
                    AwaiterOutcome::Copy
                } else {
                    AwaiterOutcome::Kept(Kept::StaysInMemory)
                };
            }
        }
    }

    /// A copy is of use only if no other await keeps the variable in memory.
    fn keep_what_stays_in_memory(&self, outcomes: &mut [AwaiterOutcome]) {
        let kept = self.all.iter().zip(outcomes.iter());
        let kept = kept.filter(|(_, outcome)| matches!(outcome, AwaiterOutcome::Kept(_)));
        let kept: FxHashSet<Value> = kept.map(|(await_, _)| await_.call).collect();
        for (await_, outcome) in self.all.iter().zip(outcomes) {
            let object = self.object(await_);
            let stays = object.is_none_or(|object| object.awaits.iter().any(|call| kept.contains(call)));
            if *outcome == AwaiterOutcome::Copy && stays {
                *outcome = AwaiterOutcome::Kept(Kept::StaysInMemory);
            }
        }
    }
}

impl Await {
    fn new(call: Value) -> Self {
        let layout = call.block().function().module().data_layout();
        let place = Place::of(call.argument(AWAITER), layout);
        let wrapper = call.argument(WRAPPER).as_function().ok_or(Kept::UnknownWrapper);
        // What becomes of the awaiter may stand in a function that the wrapper calls. (What is no variable of the coroutine may be a
        // pointer that was in one: nothing is gained by looking where it goes.)
        let coroutine = call.block().function();
        let shown = wrapper
            .ok()
            .filter(|_| place.is_some())
            .map(|wrapper| await_suspend_inlining::show(wrapper, coroutine));
        let has_changed = shown.is_some_and(|shown| shown.has_changed);
        let reads = wrapper.and_then(|wrapper| Ok((wrapper, WrapperReads::of(wrapper)?)));
        Await {
            has_changed,
            call,
            reads,
            place,
            bytes_left: place.and_then(|place| place.bytes_left(layout)),
        }
    }

    fn wrapper_name(&self) -> String {
        self.call.argument(WRAPPER).name()
    }

    fn wrapper(&self) -> Option<Function> {
        self.call.argument(WRAPPER).as_function()
    }

    /// Gives the call what `outcome` says.
    fn pass(&self, outcome: AwaiterOutcome) {
        let Ok((wrapper, reads)) = &self.reads else { return };
        match (outcome, self.place) {
            (AwaiterOutcome::Unread, _) => pass_by_value::pass_nothing(self.call, *wrapper),
            (AwaiterOutcome::Word, place) => {
                let word = reads.only_pointer(*wrapper).expect("it was found before");
                let place = place.filter(|_| self.bytes_left.is_some());
                pass_by_value::pass_word(self.call, word, place);
            }
            (AwaiterOutcome::Copy, Some(place)) => {
                pass_by_value::pass_copy(self.call, *wrapper, reads, place);
            }
            _ => {}
        }
    }
}
