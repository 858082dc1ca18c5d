//! States of the await dialect on the stacks of consumers, in the order of the splits: what is proven before anything is split,
//! and what each function has to do with it when its turn comes.

use rustc_hash::FxHashMap;

use crate::elide::states::producer::Producer;
use crate::elide::states::provide::{SplitCopy, provide_memory};
use crate::elide::states::{Refusal, consumer};
use crate::ir::{Function, Undo, Value};
use crate::passes::planned::Planned;

/// States of more bytes stay in the heap: a stack is small, and callers may be recursive.
const LARGEST_STATE: u64 = 4096;

/// A call of a function with awaits in this module.
#[derive(Debug)]
struct Site {
    caller: Function,
    callee: String,
    /// The call, as long as its outcome is not known.
    call: Value,
    /// The number of the copy that it is to call.
    copy: usize,
}

/// The copy of a producer.
#[derive(Debug)]
struct Copy {
    producer: Producer,
    function: Function,
    outcome: Option<Result<SplitCopy, Refusal>>,
    is_called: bool,
}

/// What has become of one call.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct StateElision {
    /// The function that calls.
    pub caller: String,
    /// The function with awaits.
    pub callee: String,
    /// The bytes of the state on the caller's stack, or why there is none.
    pub outcome: Result<u64, String>,
}

/// The calls of a module that may get their states from the stack.
#[derive(Debug, Default)]
pub struct StateElisions {
    sites: Vec<Site>,
    copies: Vec<Copy>,
    /// The numbers of the copies.
    numbers: FxHashMap<Function, usize>,
    done: Vec<StateElision>,
}

impl StateElisions {
    /// Finds the calls of `functions`, which have awaits and are not split yet, and makes the copies that they need.
    pub fn find(functions: &[Function], undo: &mut Undo) -> Self {
        let mut elisions = StateElisions::default();
        let calls: Vec<(Function, Vec<Value>)> = functions.iter().map(|&f| (f, calls_of(f))).collect();
        for call in calls.iter().flat_map(|(_, calls)| calls) {
            undo.touch(call.block().function());
        }
        // Touched functions have other instructions now.
        for (function, calls) in calls {
            if !calls.is_empty() {
                elisions.find_calls(function);
            }
        }
        elisions
    }

    fn find_calls(&mut self, function: Function) {
        let producer = Producer::of(function);
        let mut copy = None;
        for call in calls_of(function) {
            let caller = call.block().function();
            let proven = producer.clone().and_then(|p| consumer::prove(call, &p).map(|_| p));
            match proven {
                Ok(producer) => {
                    let copy = *copy.get_or_insert_with(|| self.add_copy(producer));
                    self.sites.push(Site { caller, callee: function.name(), call, copy });
                }
                Err(refusal) => self.note(caller, &function.name(), Err(refusal)),
            }
        }
    }

    fn add_copy(&mut self, producer: Producer) -> usize {
        let (number, function) = (self.copies.len(), producer.copy());
        self.copies.push(Copy { producer, function, outcome: None, is_called: false });
        self.numbers.insert(function, number);
        number
    }

    fn note(&mut self, caller: Function, callee: &str, outcome: Result<u64, Refusal>) {
        let (caller, outcome) = (caller.name(), outcome.map_err(|refusal| refusal.to_string()));
        self.done.push(StateElision { caller, callee: callee.to_owned(), outcome });
    }

    /// The copies, which are to be split as well.
    pub fn copies(&self) -> impl Iterator<Item = Function> {
        self.copies.iter().map(|copy| copy.function)
    }

    /// The pairs (a, b) of `functions` where a has to know the size of b, as their numbers.
    pub fn dependencies(&self, functions: &[Function]) -> Vec<(usize, usize)> {
        let number = |wanted: Function| functions.iter().position(|&function| function == wanted);
        let pair = |site: &Site| Some((number(site.caller)?, number(self.copies[site.copy].function)?));
        self.sites.iter().filter_map(pair).collect()
    }

    /// The memory of the caller that the awaits of `function` fill, if it is a copy.
    pub fn memory_of(&self, function: Function) -> Option<Value> {
        self.numbers.get(&function).and_then(|_| function.params().last())
    }

    /// Whether the frame of a copy may be on a stack.
    pub fn fits(planned: &Planned) -> Result<(), Refusal> {
        let frame = &planned.frames.whole;
        let (_, words) = frame.tracked.area;
        if words > 0 || !frame.tracked.words.is_empty() {
            return Err(Refusal::KeepsTrackedPointers);
        }
        match frame.size > LARGEST_STATE {
            true => Err(Refusal::TooLarge { bytes: frame.size, limit: LARGEST_STATE }),
            false => Ok(()),
        }
    }

    /// The split of a copy is done, or was not possible.
    pub fn settle(&mut self, function: Function, outcome: Result<SplitCopy, Refusal>) {
        let number = self.numbers[&function];
        self.copies[number].outcome = Some(outcome);
    }

    /// Lets the calls in `caller`, which is not split yet, provide memory, where the copies that they need are ready.
    pub fn provide_in(&mut self, caller: Function) {
        let (here, rest) =
            std::mem::take(&mut self.sites).into_iter().partition(|site| site.caller == caller);
        self.sites = rest;
        let here: Vec<Site> = here;
        here.into_iter().for_each(|site| self.provide(site));
    }

    fn provide(&mut self, site: Site) {
        let copy = &mut self.copies[site.copy];
        let ready = copy.outcome.clone().unwrap_or(Err(Refusal::NotSplit));
        // Proven again: earlier calls of the same caller have changed it.
        let proven = ready.and_then(|ready| Ok((consumer::prove(site.call, &copy.producer)?, ready)));
        let outcome = proven.map(|(web, ready)| {
            provide_memory(site.call, &copy.producer, &web, &ready);
            copy.is_called = true;
            ready.bytes
        });
        self.note(site.caller, &site.callee, outcome);
    }

    /// Does what is left to do in callers without awaits, and removes the copies that nobody calls.
    pub fn finish(mut self) -> Vec<StateElision> {
        for site in std::mem::take(&mut self.sites) {
            self.provide(site);
        }
        for copy in self.copies.iter().filter(|copy| !copy.is_called) {
            if !matches!(copy.outcome, Some(Ok(_))) {
                copy.function.delete();
            }
        }
        self.done
    }
}

/// The calls of `function`, in the order of their functions and instructions.
fn calls_of(function: Function) -> Vec<Value> {
    let is_call = |user: &Value| user.is_any_call() && user.called_function() == Some(function);
    let users: Vec<Value> = function.as_value().users().into_iter().filter(is_call).collect();
    if users.is_empty() {
        return users;
    }
    let mut callers: Vec<Function> = Vec::new();
    for call in users {
        let caller = call.block().function();
        if !caller.is_set_aside() && !callers.contains(&caller) {
            callers.push(caller);
        }
    }
    let all = function.module().functions().into_iter().filter(|f| callers.contains(f));
    all.flat_map(Function::instructions).filter(is_call).collect()
}
