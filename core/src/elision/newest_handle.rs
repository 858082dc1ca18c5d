//! Which handles of a state are resumed while a newer one exists.
//!
//! A consumer calls a function with awaits and gets a handle; to resume it gives the next one. If all of these awaits fill
//! one state, an older handle runs the newest continuation, and so does a handle of an earlier call. So one state may
//! stand for the frames of all awaits only if each handle that is resumed is the newest at that time.
//!
//! In comes the consumer as a [`Program`]: where states are filled, where handles are copied, merged and resumed. A forward
//! dataflow finds, for each place, the handles that are the newest on every path there. What is not among them when it is
//! resumed is reported.

use crate::define_index;
use crate::index::{Idx, IndexVec};

define_index! {
    /// A value of the consumer that is a handle, or null.
    HandleId
}
define_index! {
    /// A block of the consumer; 0 is the entry.
    PlaceId
}

/// What one instruction does to handles. An operand that is `None` is null: nothing that can be resumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The function is called: its await fills the state, and all older handles are stale.
    Fill {
        /// The handle that it returns.
        result: HandleId,
    },
    /// A handle is resumed: the next await fills the state.
    Resume {
        /// The handle that is resumed.
        handle: Option<HandleId>,
        /// The next handle.
        result: HandleId,
    },
    /// `to` is one of `from`.
    Copy {
        /// What it may be.
        from: Vec<Option<HandleId>>,
        /// The copy.
        to: HandleId,
    },
}

/// A merge of handles at the beginning of a block. Its operands are those of the end of each predecessor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The handle that it defines.
    pub to: HandleId,
    /// What it is, by the block that control comes from.
    pub incoming: Vec<(PlaceId, Option<HandleId>)>,
}

/// One block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// All at once, at the beginning.
    pub merges: Vec<Merge>,
    /// In the order of the instructions.
    pub steps: Vec<Step>,
    /// The blocks that control may go to from its end.
    pub successors: Vec<PlaceId>,
}

/// A consumer, as far as handles of one call are concerned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Program {
    /// The number of handles.
    pub handles: usize,
    /// The blocks.
    pub places: IndexVec<PlaceId, Place>,
}

/// For each handle, whether it is the newest.
type Newest = IndexVec<HandleId, bool>;

impl Program {
    /// The steps that resume a handle which is not known to be the newest: block and number of the step. What no path from the
    /// entry reaches is left out.
    pub fn stale_resumes(&self) -> Vec<(PlaceId, usize)> {
        let known = self.at_beginnings();
        let mut found = Vec::new();
        for (id, place) in self.places.iter() {
            let Some(mut newest) = known[id].clone() else { continue };
            for (number, step) in place.steps.iter().enumerate() {
                if let Step::Resume { handle: Some(handle), .. } = step
                    && !newest[*handle]
                {
                    found.push((id, number));
                }
                apply(step, &mut newest);
            }
        }
        found
    }

    /// What is the newest where each block begins, after its merges; `None` of a block that is not reached.
    fn at_beginnings(&self) -> IndexVec<PlaceId, Option<Newest>> {
        let mut known: IndexVec<PlaceId, Option<Newest>> = IndexVec::filled(self.places.len(), None);
        let entry = PlaceId::from_usize(0);
        known[entry] = Some(IndexVec::filled(self.handles, false));
        let mut waiting = vec![entry];
        while let Some(id) = waiting.pop() {
            let mut newest = known[id].clone().expect("only what is reached waits");
            self.places[id].steps.iter().for_each(|step| apply(step, &mut newest));
            for &next in &self.places[id].successors {
                let arriving = self.across(id, next, &newest);
                if meet(&mut known[next], arriving) {
                    waiting.push(next);
                }
            }
        }
        known
    }

    /// What is the newest at the beginning of `to` if control comes from the end of `from`.
    fn across(&self, from: PlaceId, to: PlaceId, newest: &Newest) -> Newest {
        let mut arriving = newest.clone();
        for merge in &self.places[to].merges {
            let comes = merge.incoming.iter().find(|(place, _)| *place == from).map(|(_, handle)| *handle);
            arriving[merge.to] = comes.is_some_and(|handle| is_newest(newest, handle));
        }
        arriving
    }
}

/// Null is never resumed.
fn is_newest(newest: &Newest, handle: Option<HandleId>) -> bool {
    handle.is_none_or(|handle| newest[handle])
}

fn apply(step: &Step, newest: &mut Newest) {
    match step {
        Step::Fill { result } | Step::Resume { result, .. } => {
            newest.indices().for_each(|id| newest[id] = id == *result);
        }
        Step::Copy { from, to } => newest[*to] = from.iter().all(|&handle| is_newest(newest, handle)),
    }
}

/// Keeps what is the newest on both paths. Whether that has changed what was known.
fn meet(known: &mut Option<Newest>, arriving: Newest) -> bool {
    let Some(known) = known else {
        *known = Some(arriving);
        return true;
    };
    let mut changed = false;
    for id in known.indices() {
        if known[id] && !arriving[id] {
            known[id] = false;
            changed = true;
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handle(number: usize) -> HandleId {
        HandleId::from_usize(number)
    }

    fn place(number: usize) -> PlaceId {
        PlaceId::from_usize(number)
    }

    fn fill(result: usize) -> Step {
        Step::Fill { result: handle(result) }
    }

    fn resume(of: usize, result: usize) -> Step {
        Step::Resume { handle: Some(handle(of)), result: handle(result) }
    }

    fn block(steps: &[Step], successors: &[usize]) -> Place {
        let successors = successors.iter().map(|&to| place(to)).collect();
        Place { merges: Vec::new(), steps: steps.to_vec(), successors }
    }

    fn merge(to: usize, incoming: &[(usize, Option<usize>)]) -> Merge {
        let incoming = incoming.iter().map(|&(from, of)| (place(from), of.map(handle))).collect();
        Merge { to: handle(to), incoming }
    }

    fn program(handles: usize, places: Vec<Place>) -> Program {
        Program { handles, places: places.into_iter().collect() }
    }

    fn stale(program: &Program) -> Vec<(usize, usize)> {
        program.stale_resumes().into_iter().map(|(place, step)| (place.index(), step)).collect()
    }

    #[test]
    fn each_handle_once_is_right() {
        assert_eq!(stale(&program(3, vec![block(&[fill(0), resume(0, 1), resume(1, 2)], &[])])), []);
    }

    #[test]
    fn a_handle_twice_is_reported() {
        assert_eq!(stale(&program(3, vec![block(&[fill(0), resume(0, 1), resume(0, 2)], &[])])), [(0, 2)]);
    }

    #[test]
    fn a_loop_over_a_generator_is_right() {
        let entry = block(&[fill(0)], &[1]);
        let mut body = block(&[resume(1, 2)], &[1, 2]);
        body.merges = vec![merge(1, &[(0, Some(0)), (1, Some(2))])];
        assert_eq!(stale(&program(3, vec![entry, body, block(&[], &[])])), []);
    }

    #[test]
    fn a_loop_that_resumes_the_first_handle_is_reported() {
        let places = vec![block(&[fill(0)], &[1]), block(&[resume(0, 1)], &[1])];
        assert_eq!(stale(&program(2, places)), [(1, 0)]);
    }

    #[test]
    fn a_call_again_makes_older_handles_stale() {
        // entry -> body -> body: a phi keeps the handle of the call before.
        let mut body = block(&[fill(1), resume(0, 2)], &[1, 2]);
        body.merges = vec![merge(0, &[(0, None), (1, Some(1))])];
        let places = vec![block(&[], &[1]), body, block(&[], &[])];
        assert_eq!(stale(&program(3, places)), [(1, 1)]);
    }

    #[test]
    fn a_handle_of_one_path_only_is_reported_after_the_other() {
        // 0 fills; 1 resumes its handle; 2 does not; 3 resumes the first handle again.
        let places = vec![
            block(&[fill(0)], &[1, 2]),
            block(&[resume(0, 1)], &[3]),
            block(&[], &[3]),
            block(&[resume(0, 2)], &[]),
        ];
        assert_eq!(stale(&program(3, places)), [(3, 0)]);
    }

    #[test]
    fn null_is_as_good_as_any() {
        let mut last = block(&[resume(1, 2)], &[]);
        last.merges = vec![merge(1, &[(1, Some(0)), (2, None)])];
        let places = vec![block(&[], &[1, 2]), block(&[fill(0)], &[3]), block(&[], &[3]), last];
        assert_eq!(stale(&program(3, places)), []);
    }

    #[test]
    fn a_copy_is_stale_when_its_original_is() {
        let copy = Step::Copy { from: vec![Some(handle(0)), None], to: handle(1) };
        let places = vec![block(&[fill(0), copy, resume(0, 2), resume(1, 3)], &[])];
        assert_eq!(stale(&program(4, places)), [(0, 3)]);
    }

    #[test]
    fn code_that_is_not_reached_is_left_out() {
        assert_eq!(stale(&program(1, vec![block(&[], &[]), block(&[resume(0, 0)], &[])])), []);
    }

    /// A small sequence of numbers that looks random.
    struct Numbers(u64);

    impl Numbers {
        fn below(&mut self, limit: usize) -> usize {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            ((self.0 >> 33) as usize) % limit
        }
    }

    /// A program in which values are defined once; uses of what is not defined yet count as null when it runs.
    fn random(numbers: &mut Numbers) -> Program {
        let count = 2 + numbers.below(4);
        let mut places = vec![Place::default(); count];
        let mut next = 0;
        let mut new = || {
            next += 1;
            handle(next - 1)
        };
        for (at, place_at) in places.iter_mut().enumerate() {
            for _ in 0..numbers.below(4) {
                place_at.steps.push(match numbers.below(4) {
                    0 => Step::Fill { result: new() },
                    1 => Step::Copy { from: vec![None; 1 + numbers.below(2)], to: new() },
                    _ => Step::Resume { handle: None, result: new() },
                });
            }
            if at > 0 && numbers.below(2) == 0 {
                place_at.merges.push(Merge { to: new(), incoming: Vec::new() });
            }
            place_at.successors =
                (0..numbers.below(3)).map(|_| place(1 + numbers.below(count - 1))).collect();
        }
        let any = |numbers: &mut Numbers| match numbers.below(next + 1) {
            0 => None,
            number => Some(handle(number - 1)),
        };
        for place_at in &mut places {
            for step in &mut place_at.steps {
                match step {
                    Step::Fill { .. } => {}
                    Step::Resume { handle, .. } => *handle = any(numbers),
                    Step::Copy { from, .. } => from.iter_mut().for_each(|from| *from = any(numbers)),
                }
            }
            for merge in &mut place_at.merges {
                merge.incoming = (0..count).map(|from| (place(from), any(numbers))).collect();
            }
        }
        program(next, places)
    }

    /// Runs a path of the program with real numbers of generations. The first stale resume, if one is on the path.
    fn run(program: &Program, numbers: &mut Numbers) -> Option<(PlaceId, usize)> {
        // A handle is the number of the filling that it is of; None is null.
        let mut values: Vec<Option<u64>> = vec![None; program.handles];
        let (mut newest, mut at) = (0, place(0));
        let value = |values: &[Option<u64>], of: Option<HandleId>| of.and_then(|id| values[id.index()]);
        for _ in 0..24 {
            for (number, step) in program.places[at].steps.iter().enumerate() {
                match step {
                    Step::Resume { handle, result } => {
                        if value(&values, *handle).is_some_and(|generation| generation != newest) {
                            return Some((at, number));
                        }
                        newest += 1;
                        values[result.index()] = Some(newest);
                    }
                    Step::Fill { result } => {
                        newest += 1;
                        values[result.index()] = Some(newest);
                    }
                    Step::Copy { from, to } => {
                        let chosen = from[numbers.below(from.len())];
                        values[to.index()] = value(&values, chosen);
                    }
                }
            }
            let successors = &program.places[at].successors;
            if successors.is_empty() {
                return None;
            }
            let next = successors[numbers.below(successors.len())];
            let old = values.clone();
            for merge in &program.places[next].merges {
                let comes = merge.incoming.iter().find(|(from, _)| *from == at).and_then(|(_, of)| *of);
                values[merge.to.index()] = value(&old, comes);
            }
            at = next;
        }
        None
    }

    #[test]
    fn what_is_accepted_resumes_no_stale_handle_on_any_path() {
        let mut numbers = Numbers(7);
        let (mut accepted, mut stale_paths) = (0, 0);
        for _ in 0..4000 {
            let program = random(&mut numbers);
            let reported = program.stale_resumes();
            accepted += usize::from(reported.is_empty());
            for _ in 0..30 {
                if let Some(step) = run(&program, &mut numbers) {
                    assert!(reported.contains(&step), "{step:?} of {program:?}");
                    stale_paths += 1;
                }
            }
        }
        assert!(accepted > 400 && stale_paths > 4000, "{accepted} accepted, {stale_paths} stale paths");
    }
}
