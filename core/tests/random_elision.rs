//! A random oracle for elision by proof.
//!
//! Random handle programs are given to the proof. A concrete run goes along random paths of each, with handles that are numbers. Where
//! a program says that nothing is known of a value, the run takes any, handles of living and dead children among them. A run ends
//! where the source would be undefined: a dead or null handle is destroyed. It shares no code with the proof.
//!
//! 1. No run of a proven program ends, unwinds or creates while its child is alive.
//! 2. At the sites of a proven program that are always the child's, a run has that child's handle. A site that frees has it always
//!    or never.
//! 3. Most of the programs that are refused because a path ends too early have a run that does so.
//!
//! `GC_CORO_ELISION_SEEDS=A..B cargo test --release -p gc-coro-core --test random_elision -- --nocapture` tries the seeds from A to B
//! (without B).

use std::ops::Range;

use gc_coro_core::elision::{
    Block, CellId, Edge, HandleBlockId, HandleProgram, Obstacle, Operand, Placed, SiteId, Step, Terminator,
    Value, prove,
};
use gc_coro_core::index::Idx;

/// Runs of each program, and blocks of each run.
const RUNS: usize = 60;
const BLOCKS: usize = 60;
const CELLS: usize = 4;
const CHILD_BYTES: u64 = 64;
/// The distance between the frames of two children, and an address that is none of theirs.
const APART: i64 = 1 << 20;
const ELSEWHERE: i64 = 8;

/// Steele, Lea and Flood's SplitMix64.
struct Random(u64);

impl Random {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) >> 32) as usize % count
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

fn cell(random: &mut Random) -> CellId {
    CellId::from_usize(random.below(CELLS))
}

fn operand(random: &mut Random) -> Operand {
    match random.below(14) {
        0 => Operand::Known(Value::Unknown),
        1 => Operand::Known(Value::NonZero),
        2 => Operand::Known(Value::Other),
        3..=4 => Operand::Known(Value::Zero),
        6 => Operand::Cell(cell(random), 16),
        7 => Operand::Cell(cell(random), -16),
        _ => Operand::Cell(cell(random), 0),
    }
}

fn step(random: &mut Random, sites: &mut usize) -> Step {
    let mut site = || {
        *sites += 1;
        SiteId::from_usize(*sites - 1)
    };
    match random.below(20) {
        0..=4 => {
            Step::Destroy { site: site(), handle: Operand::Cell(cell(random), 0), frees: random.chance(25) }
        }
        7 | 8 => Step::Observe { site: site(), handle: operand(random) },
        9 => Step::MayUnwind { unless: random.chance(50).then(|| operand(random)) },
        10..=13 => {
            let zero_test = random.chance(75).then(|| cell(random));
            Step::Choose { to: cell(random), zero_test, from: [operand(random), operand(random)] }
        }
        _ => Step::Set(cell(random), operand(random)),
    }
}

fn edge(random: &mut Random, blocks: usize) -> Edge {
    let mut sets: Vec<(CellId, Operand)> = Vec::new();
    for number in 0..CELLS {
        if random.chance(12) {
            sets.push((CellId::from_usize(number), operand(random)));
        }
    }
    Edge { to: HandleBlockId::from_usize(random.below(blocks)), sets }
}

fn terminator(random: &mut Random, blocks: usize) -> Terminator {
    match random.below(10) {
        0 => Terminator::Any(Vec::new()),
        1..=3 => Terminator::Any(vec![edge(random, blocks)]),
        4 | 5 => Terminator::Any(vec![edge(random, blocks), edge(random, blocks)]),
        _ => {
            let edges = [edge(random, blocks), edge(random, blocks)];
            Terminator::ZeroTest(cell(random), Box::new(edges))
        }
    }
}

fn program(random: &mut Random) -> HandleProgram {
    let count = 2 + random.below(6);
    let creates = random.below(count);
    let mut program = HandleProgram { cells: CELLS, child_bytes: CHILD_BYTES, ..HandleProgram::default() };
    for number in 0..count {
        let mut steps: Vec<Step> = (0..random.below(4)).map(|_| step(random, &mut program.sites)).collect();
        if number == creates {
            steps.insert(random.below(steps.len() + 1), Step::Create(cell(random)));
        }
        let ends = random.chance(30);
        let terminator = if ends { Terminator::Any(Vec::new()) } else { terminator(random, count) };
        if ends {
            if random.chance(70) {
                let site = SiteId::from_usize(program.sites);
                program.sites += 1;
                steps.push(Step::Destroy { site, handle: Operand::Cell(cell(random), 0), frees: false });
            }
            steps.push(Step::End);
        }
        let steps = (0..).zip(steps).map(|(at, step)| Placed { at, step }).collect();
        program.blocks.push(Block { steps, terminator });
    }
    program
}

/// How a run ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Outcome {
    /// It went nowhere, was undefined or became too long.
    Stopped,
    /// An obligation is broken.
    Broken(Obstacle),
    /// A site was not what the proof says.
    WrongSite,
}

/// Where the frame of a child is. The address of the first one minus 16 is null.
fn frame_of(child: i64) -> i64 {
    APART * (child - 1) + 16
}

struct Run<'a> {
    program: &'a HandleProgram,
    random: &'a mut Random,
    cells: Vec<i64>,
    /// The number of children so far. The last one may be alive.
    children: i64,
    is_alive: bool,
    /// What the proof says of the sites.
    is_child: Option<&'a [bool]>,
}

impl Run<'_> {
    fn handle(&self) -> i64 {
        frame_of(self.children)
    }

    fn any(&mut self) -> i64 {
        let child = 1 + self.random.below(usize::try_from(self.children.max(1)).unwrap());
        let frame = frame_of(i64::try_from(child).unwrap());
        match self.random.below(6) {
            0 => 0,
            1 => ELSEWHERE,
            2 if self.children > 0 => frame + 16,
            _ if self.children > 0 && self.random.chance(60) => self.handle(),
            _ if self.children > 0 => frame,
            _ => ELSEWHERE,
        }
    }

    fn value(&mut self, operand: Operand) -> i64 {
        match operand {
            Operand::Cell(cell, distance) => self.cells[cell.index()] + distance,
            Operand::Known(Value::Zero) => 0,
            Operand::Known(Value::Other) => ELSEWHERE,
            Operand::Known(Value::NonZero) => Some(self.any()).filter(|&v| v != 0).unwrap_or(ELSEWHERE),
            Operand::Known(Value::Unknown) => self.any(),
            Operand::Known(Value::Child(_)) => unreachable!("no program has such an operand"),
        }
    }

    /// Whether a site has what the proof says of it. Null is not used as a handle.
    fn is_right(&self, site: SiteId, handle: i64, frees: bool) -> bool {
        let Some(is_child) = self.is_child else { return true };
        let has_child = self.children > 0 && handle == self.handle();
        if is_child[site.index()] { has_child } else { !(frees && has_child && self.is_alive) }
    }

    /// `None` if the run goes on.
    fn step(&mut self, step: &Step) -> Option<Outcome> {
        let broken = |is_alive: bool, obstacle| is_alive.then_some(Outcome::Broken(obstacle));
        match *step {
            Step::Create(cell) => {
                let outcome = broken(self.is_alive, Obstacle::RepeatedWhileAlive);
                self.children += 1;
                self.is_alive = true;
                self.cells[cell.index()] = self.handle();
                outcome
            }
            Step::Set(cell, operand) => {
                self.cells[cell.index()] = self.value(operand);
                None
            }
            Step::Choose { to, zero_test, from } => {
                let is_first = match zero_test {
                    Some(cell) => self.cells[cell.index()] == 0,
                    None => self.random.chance(50),
                };
                self.cells[to.index()] = self.value(from[usize::from(!is_first)]);
                None
            }
            Step::Destroy { site, handle, frees } => {
                let handle = self.value(handle);
                let is_dead = handle != ELSEWHERE && !(self.is_alive && handle == self.handle());
                if is_dead {
                    return Some(Outcome::Stopped);
                }
                if !self.is_right(site, handle, frees) {
                    return Some(Outcome::WrongSite);
                }
                self.is_alive &= handle != self.handle();
                None
            }
            Step::Observe { site, handle } => {
                let handle = self.value(handle);
                (handle != 0 && !self.is_right(site, handle, false)).then_some(Outcome::WrongSite)
            }
            Step::MayUnwind { unless } => {
                let handle = unless.map(|handle| self.value(handle));
                broken(self.is_alive && handle != Some(self.handle()), Obstacle::UnwindsWhileAlive)
            }
            Step::End => broken(self.is_alive, Obstacle::EndsWhileAlive),
        }
    }

    fn outcome(&mut self) -> Outcome {
        let program = self.program;
        let mut block = HandleBlockId::from_usize(0);
        for _ in 0..BLOCKS {
            for placed in &program.blocks[block].steps {
                if let Some(outcome) = self.step(&placed.step) {
                    return outcome;
                }
            }
            let edge = match &program.blocks[block].terminator {
                Terminator::Any(edges) if edges.is_empty() => return Outcome::Stopped,
                Terminator::Any(edges) => &edges[self.random.below(edges.len())],
                Terminator::ZeroTest(cell, edges) => &edges[usize::from(self.cells[cell.index()] != 0)],
            };
            let values: Vec<(CellId, i64)> =
                edge.sets.iter().map(|&(cell, operand)| (cell, self.value(operand))).collect();
            values.into_iter().for_each(|(cell, value)| self.cells[cell.index()] = value);
            block = edge.to;
        }
        Outcome::Stopped
    }
}

fn runs(program: &HandleProgram, is_child: Option<&[bool]>, random: &mut Random) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    for _ in 0..RUNS {
        let mut run = Run { program, cells: vec![0; CELLS], children: 0, is_alive: false, is_child, random };
        for number in 0..CELLS {
            run.cells[number] = run.any();
        }
        outcomes.push(run.outcome());
    }
    outcomes
}

fn seeds() -> Range<u64> {
    let text = std::env::var("GC_CORO_ELISION_SEEDS").unwrap_or_else(|_| "0..12000".into());
    let (first, end) = text.split_once("..").expect("GC_CORO_ELISION_SEEDS is A..B");
    let number = |text: &str| text.parse().expect("GC_CORO_ELISION_SEEDS is A..B");
    number(first)..number(end)
}

#[test]
fn no_run_of_a_proven_program_is_wrong() {
    let (mut proven, mut destroying, mut refused, mut confirmed) = (0, 0, 0, 0);
    for seed in seeds() {
        let mut random = Random(seed);
        let program = program(&mut random);
        match prove(&program) {
            Ok(proof) => {
                let is_child: Vec<bool> = proof.is_child.iter().map(|(_, &is_child)| is_child).collect();
                let outcomes = runs(&program, Some(&is_child), &mut random);
                let wrong = outcomes.iter().find(|&&outcome| outcome != Outcome::Stopped);
                assert_eq!(wrong, None, "seed {seed}: {program:?}, {proof:?}");
                proven += 1;
                destroying += usize::from(is_child.contains(&true));
            }
            Err(Obstacle::FreedThroughUnknownHandle | Obstacle::TooComplex) => {}
            Err(_) => {
                refused += 1;
                let outcomes = runs(&program, None, &mut random);
                let is_broken = |outcome: &Outcome| matches!(outcome, Outcome::Broken(_));
                confirmed += usize::from(outcomes.iter().any(is_broken));
            }
        }
    }
    eprintln!(
        "{proven} proven, {destroying} of them with a destruction; {refused} refused, {confirmed} confirmed"
    );
    if proven + refused > 1000 {
        assert!(20 * destroying > proven, "too few proven programs destroy a child");
        assert!(2 * confirmed > refused, "the proof refuses too much");
    }
}
