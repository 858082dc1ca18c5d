//! All paths of a handle program.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::elision::liveness::{Cells, live_in};
use crate::elision::obstacle::Obstacle;
use crate::elision::program::{
    CellId, Edge, HandleBlockId, HandleProgram, Operand, SiteId, Step, Terminator, Value,
};
use crate::index::{Idx, IndexVec};

/// States of a program that are looked at: these, and so many for each block.
const STATES: usize = 4096;
const STATES_PER_BLOCK: usize = 16;

/// Positions of a block at which the child is alive in some state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AliveRange {
    /// The block.
    pub block: HandleBlockId,
    /// From the creation to the destruction; from 0 if it is alive at the block's beginning, to `u32::MAX` if at its end.
    pub positions: Range<u32>,
}

/// The child is destroyed on each path before the caller's frame ends and before its creation is repeated.
#[derive(Clone, Debug)]
pub struct Proof {
    /// Whether the handle of a site is the child's whenever control comes there.
    pub is_child: IndexVec<SiteId, bool>,
    /// Where the child is alive, in order.
    pub alive: Vec<AliveRange>,
}

/// Whether the child of `program` always ends before its caller, and before the next one of its place.
///
/// # Errors
/// That the creation can be repeated, if some path says so: LLVM's own elision must not take such a creation. Else the first
/// obstacle on any path.
pub fn prove(program: &HandleProgram) -> Result<Proof, Obstacle> {
    let mut exploration = Exploration {
        program,
        live: live_in(program),
        seen: FxHashSet::default(),
        work: Vec::new(),
        sites: IndexVec::filled(program.sites, Seen::default()),
        alive: FxHashSet::default(),
        obstacle: None,
    };
    let nothing_known = vec![Value::Unknown; program.cells];
    exploration
        .arrive(HandleBlockId::from_usize(0), State { lifetime: Lifetime::Absent, cells: nothing_known })?;
    while let Some((block, state)) = exploration.work.pop() {
        exploration.run(block, state)?;
    }
    if let Some(obstacle) = exploration.obstacle {
        return Err(obstacle);
    }
    let mut alive: Vec<AliveRange> = exploration
        .alive
        .into_iter()
        .map(|(block, start, end)| AliveRange { block, positions: start..end })
        .collect();
    alive.sort_by_key(|range| (range.block, range.positions.start, range.positions.end));
    let is_child = exploration.sites.iter().map(|(_, seen)| seen.child && !seen.other).collect();
    Ok(Proof { is_child, alive })
}

/// The lifetime of the child, as far as the caller knows.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Lifetime {
    /// Not created yet, or destroyed.
    Absent,
    Alive,
    /// A handle was destroyed that may be the child's.
    MaybeDestroyed,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct State {
    lifetime: Lifetime,
    cells: Vec<Value>,
}

impl State {
    fn value(&self, operand: Operand) -> Value {
        match operand {
            Operand::Known(value) => value,
            Operand::Cell(cell, distance) => moved(self.cells[cell.index()], distance),
        }
    }

    fn set(&mut self, cell: CellId, value: Value) {
        self.cells[cell.index()] = value;
    }

    fn is_alive(&self) -> bool {
        self.lifetime != Lifetime::Absent
    }

    /// No child is alive here, or `obstacle` is one.
    fn require_absent(&self, obstacle: Obstacle) -> Result<(), Obstacle> {
        match self.lifetime {
            Lifetime::Absent => Ok(()),
            Lifetime::Alive => Err(obstacle),
            Lifetime::MaybeDestroyed => Err(Obstacle::DestroyedThroughUnknownHandle),
        }
    }
}

/// A value plus a number of bytes.
fn moved(value: Value, distance: i64) -> Value {
    match value {
        _ if distance == 0 => value,
        Value::Child(from) => from.checked_add(distance).map_or(Value::Unknown, Value::Child),
        _ => Value::Unknown,
    }
}

/// What handles a site had.
#[derive(Clone, Copy, Default)]
struct Seen {
    child: bool,
    /// A handle that is not known to be the child's.
    other: bool,
    /// One that may be, while the child is alive.
    unknown: bool,
}

struct Exploration<'a> {
    program: &'a HandleProgram,
    live: IndexVec<HandleBlockId, Cells>,
    seen: FxHashSet<(HandleBlockId, State)>,
    work: Vec<(HandleBlockId, State)>,
    sites: IndexVec<SiteId, Seen>,
    alive: FxHashSet<(HandleBlockId, u32, u32)>,
    /// What was found on the paths that have ended there.
    obstacle: Option<Obstacle>,
}

impl Exploration<'_> {
    /// Control comes to the beginning of `block`.
    fn arrive(&mut self, block: HandleBlockId, mut state: State) -> Result<(), Obstacle> {
        let live = &self.live[block];
        for (number, value) in state.cells.iter_mut().enumerate() {
            if !live.contains(CellId::from_usize(number)) {
                *value = Value::Unknown;
            }
        }
        if self.seen.len() > STATES + STATES_PER_BLOCK * self.program.blocks.len() {
            return Err(Obstacle::TooComplex);
        }
        if self.seen.insert((block, state.clone())) {
            self.work.push((block, state));
        }
        Ok(())
    }

    /// Runs a block from `state` on.
    fn run(&mut self, block: HandleBlockId, state: State) -> Result<(), Obstacle> {
        let program = self.program;
        // A choice has two outcomes: the states that are left, with the number of the next step and the position where the child came to be alive.
        let mut open = vec![(0, state, 0)];
        'open: while let Some((first, mut state, mut alive_from)) = open.pop() {
            for (number, placed) in program.blocks[block].steps.iter().enumerate().skip(first) {
                let was_alive = state.is_alive();
                if let Step::Choose { to, zero_test, from } = placed.step {
                    let values = chosen(program, &state, zero_test, from);
                    if let Some(second) = values[1] {
                        let mut other = state.clone();
                        other.set(to, second);
                        open.push((number + 1, other, alive_from));
                    }
                    state.set(to, values[0].expect("there is always a first choice"));
                    continue;
                }
                if let Err(found) = self.step(&mut state, &placed.step) {
                    self.end_path(found);
                    continue 'open;
                }
                match (was_alive, state.is_alive()) {
                    (false, true) => alive_from = placed.at,
                    (true, false) => {
                        self.alive.insert((block, alive_from, placed.at));
                    }
                    _ => {}
                }
            }
            if state.is_alive() {
                self.alive.insert((block, alive_from, u32::MAX));
            }
            self.leave(block, state)?;
        }
        Ok(())
    }

    /// A path leads to an obstacle. What comes after it on this path says nothing more.
    fn end_path(&mut self, found: Obstacle) {
        let is_first = self.obstacle.is_none();
        if is_first || found == Obstacle::RepeatedWhileAlive {
            self.obstacle = Some(found);
        }
    }

    fn step(&mut self, state: &mut State, step: &Step) -> Result<(), Obstacle> {
        match *step {
            Step::Create(cell) => {
                state.require_absent(Obstacle::RepeatedWhileAlive)?;
                for value in &mut state.cells {
                    if let Value::Child(_) = value {
                        *value = Value::NonZero;
                    }
                }
                state.set(cell, Value::Child(0));
                state.lifetime = Lifetime::Alive;
            }
            Step::Set(to, from) => {
                let value = state.value(from);
                state.set(to, value);
            }
            Step::Destroy { site, handle, frees } => {
                self.observe(site, handle, state);
                let seen = self.sites[site];
                if frees && (seen.child && seen.other || seen.unknown) {
                    return Err(Obstacle::FreedThroughUnknownHandle);
                }
                match state.value(handle) {
                    Value::Child(0) => state.lifetime = Lifetime::Absent,
                    Value::Zero | Value::Other => {}
                    Value::Child(_) | Value::NonZero | Value::Unknown => {
                        if state.is_alive() {
                            state.lifetime = Lifetime::MaybeDestroyed;
                        }
                    }
                }
            }
            Step::Observe { site, handle } => self.observe(site, handle, state),
            Step::MayUnwind { unless } => {
                // That it is not known whose function is called is more to the point than what this function does.
                match unless.map(|handle| state.value(handle)) {
                    Some(Value::Child(0)) => {}
                    Some(Value::Unknown | Value::NonZero | Value::Child(_)) => {
                        state.require_absent(Obstacle::DestroyedThroughUnknownHandle)?;
                    }
                    Some(Value::Zero | Value::Other) | None => {
                        state.require_absent(Obstacle::UnwindsWhileAlive)?;
                    }
                }
            }
            Step::End => state.require_absent(Obstacle::EndsWhileAlive)?,
            Step::Choose { .. } => unreachable!("a choice is made by `run`"),
        }
        Ok(())
    }

    /// Notes the handle of a site. Null is none: a null handle is neither resumed nor destroyed.
    fn observe(&mut self, site: SiteId, handle: Operand, state: &State) {
        let seen = &mut self.sites[site];
        match state.value(handle) {
            Value::Zero => {}
            Value::Child(0) => seen.child = true,
            Value::Other => seen.other = true,
            Value::Child(_) | Value::NonZero | Value::Unknown => {
                seen.other = true;
                seen.unknown |= state.is_alive();
            }
        }
    }

    /// Goes on from the end of `block`.
    fn leave(&mut self, block: HandleBlockId, state: State) -> Result<(), Obstacle> {
        let program = self.program;
        match &program.blocks[block].terminator {
            Terminator::Any(edges) => {
                for edge in edges {
                    self.follow(edge, state.clone())?;
                }
            }
            Terminator::ZeroTest(cell, edges) => {
                let (mut zero, mut nonzero) = (state.clone(), state);
                let known = is_zero(program, zero.cells[cell.index()]);
                if known != Some(false) {
                    zero.set(*cell, Value::Zero);
                    self.follow(&edges[0], zero)?;
                }
                if known != Some(true) {
                    if nonzero.cells[cell.index()] == Value::Unknown {
                        nonzero.set(*cell, Value::NonZero);
                    }
                    self.follow(&edges[1], nonzero)?;
                }
            }
        }
        Ok(())
    }

    fn follow(&mut self, edge: &Edge, state: State) -> Result<(), Obstacle> {
        let mut next = state.clone();
        edge.sets.iter().for_each(|&(to, from)| next.set(to, state.value(from)));
        self.arrive(edge.to, next)
    }
}

/// Whether a value is zero, if that is known.
fn is_zero(program: &HandleProgram, value: Value) -> Option<bool> {
    match value {
        Value::Zero => Some(true),
        Value::NonZero | Value::Other => Some(false),
        Value::Child(distance)
            if (0..i64::try_from(program.child_bytes).unwrap_or(i64::MAX)).contains(&distance) =>
        {
            Some(false)
        }
        Value::Child(_) | Value::Unknown => None,
    }
}

/// The values that a choice can have: one or two.
fn chosen(
    program: &HandleProgram,
    state: &State,
    zero_test: Option<CellId>,
    from: [Operand; 2],
) -> [Option<Value>; 2] {
    let [first, second] = from.map(|operand| state.value(operand));
    match zero_test.and_then(|cell| is_zero(program, state.cells[cell.index()])) {
        Some(true) => [Some(first), None],
        Some(false) => [Some(second), None],
        None if first == second => [Some(first), None],
        None => [Some(first), Some(second)],
    }
}

#[cfg(test)]
mod tests;
