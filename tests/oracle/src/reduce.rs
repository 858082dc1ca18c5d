//! Makes a failing program small.
//!
//! Each step tries a smaller program: it must still have a meaning (the interpreter says so, and says which), and must
//! still fail. Large steps first: whole functions, branches, halves of what is left; then single instructions, phis and
//! operands; until nothing gets smaller any more.

use crate::compact::compact;
use crate::interpret::{self, Event};
use crate::program::{BlockId, Function, FunctionId, Op, Operand, Phi, Program, Terminator, Ty, ValueId};

/// The smallest program found for which `fails` holds, given a program for which it does.
pub fn reduce(program: Program, limit: u64, fails: impl FnMut(&Program, &[Event]) -> bool) -> Program {
    let mut reducer = Reducer { best: program, limit, fails };
    loop {
        let before = reducer.weight();
        reducer.functions();
        reducer.terminators();
        reducer.instructions();
        reducer.phis();
        reducer.merges();
        reducer.operands();
        if reducer.weight() >= before {
            let compacted = compact(&reducer.best);
            reducer.attempt(compacted);
            return reducer.best;
        }
    }
}

struct Reducer<F> {
    best: Program,
    limit: u64,
    fails: F,
}

/// The place of an instruction: function, block, number.
type Place = (usize, usize, usize);

impl<F: FnMut(&Program, &[Event]) -> bool> Reducer<F> {
    /// Instructions, and operands that are not constants.
    fn weight(&self) -> usize {
        let mut variables = 0;
        for function in &mut self.best.functions.clone() {
            function.operands_mut(|operand| variables += usize::from(matches!(operand, Operand::Value(_))));
        }
        self.best.size() + variables + self.best.functions.len()
    }

    /// Takes a candidate over if it still fails.
    fn attempt(&mut self, mut candidate: Program) -> bool {
        candidate.functions.iter_mut().for_each(drop_unreachable);
        let Ok(run) = interpret::run(&candidate, self.limit) else { return false };
        if !(self.fails)(&candidate, &run.trace) {
            return false;
        }
        self.best = candidate;
        true
    }

    // ---- functions ----

    fn functions(&mut self) {
        for at in (0..self.best.functions.len()).rev() {
            if FunctionId(at as u32) == self.best.main {
                continue;
            }
            let mut candidate = self.best.clone();
            empty(&mut candidate.functions[at]);
            if candidate != self.best {
                self.attempt(candidate);
            }
        }
        let candidate = without_uncalled(&self.best);
        self.attempt(candidate);
    }

    // ---- control ----

    fn terminators(&mut self) {
        for function in 0..self.best.functions.len() {
            let mut block = 0;
            while block < self.best.functions[function].blocks.len() {
                self.terminator(function, block);
                block += 1;
            }
        }
    }

    fn terminator(&mut self, function: usize, block: usize) {
        let old = &self.best.functions[function].blocks[block].terminator;
        let mut simpler: Vec<Terminator> = Vec::new();
        if old.successors().len() > 1 {
            simpler.extend(old.successors().into_iter().map(Terminator::Jump));
        }
        if !matches!(old, Terminator::Return { .. }) {
            simpler.extend(returns(&self.best.functions[function]));
        }
        for terminator in simpler {
            let mut candidate = self.best.clone();
            candidate.functions[function].blocks[block].terminator = terminator;
            if self.attempt(candidate) {
                return;
            }
        }
    }

    /// Blocks that always follow each other become one.
    fn merges(&mut self) {
        let mut candidate = self.best.clone();
        for function in &mut candidate.functions {
            while merge_one(function) {}
        }
        self.attempt(candidate);
    }

    // ---- instructions ----

    fn instructions(&mut self) {
        let mut chunk = places(&self.best).len();
        while chunk > 0 {
            let mut end = places(&self.best).len();
            while end > 0 {
                // From the end, so that uses go before what they use.
                let start = end.saturating_sub(chunk);
                let candidate = without(&self.best, &places(&self.best)[start..end]);
                if candidate.size() < self.best.size() {
                    self.attempt(candidate);
                }
                end = start;
            }
            chunk /= 2;
        }
    }

    fn phis(&mut self) {
        for function in 0..self.best.functions.len() {
            for block in 0..self.best.functions[function].blocks.len() {
                for at in (0..self.best.functions[function].blocks[block].phis.len()).rev() {
                    let mut candidate = self.best.clone();
                    let of = &mut candidate.functions[function];
                    let phi = of.blocks[block].phis.remove(at);
                    let Some(value) = stand_in(of, &phi) else { continue };
                    replace(of, phi.result, value);
                    self.attempt(candidate);
                }
            }
        }
    }

    /// Operands become zero, as many at once as possible.
    fn operands(&mut self) {
        for function in 0..self.best.functions.len() {
            let mut count = 0;
            self.best.functions[function].clone().operands_mut(|_| count += 1);
            let mut chunk = count;
            while chunk > 0 {
                for start in (0..count).step_by(chunk) {
                    let mut candidate = self.best.clone();
                    zero_operands(&mut candidate.functions[function], start..start + chunk);
                    if candidate != self.best {
                        self.attempt(candidate);
                    }
                }
                chunk /= 2;
            }
        }
    }
}

fn places(program: &Program) -> Vec<Place> {
    let mut places = Vec::new();
    for (function, of) in program.functions.iter().enumerate() {
        for (block, of) in of.blocks.iter().enumerate() {
            places.extend((0..of.insts.len()).map(|at| (function, block, at)));
        }
    }
    places
}

/// The program without some instructions. What has no harmless stand-in stays as long as it is used.
fn without(program: &Program, places: &[Place]) -> Program {
    let mut smaller = program.clone();
    for &(function, block, at) in places.iter().rev() {
        let of = &mut smaller.functions[function];
        if let Some(result) = of.blocks[block].insts[at].result {
            let ty = of.values[result.0 as usize];
            if !ty.has_zero() && is_used(of, result) {
                continue;
            }
            replace(of, result, Operand::Zero(ty));
        }
        of.blocks[block].insts.remove(at);
    }
    smaller
}

fn is_used(function: &mut Function, value: ValueId) -> bool {
    let mut used = false;
    function.operands_mut(|operand| used |= *operand == Operand::Value(value));
    used
}

fn replace(function: &mut Function, value: ValueId, by: Operand) {
    let by = plain_zero(by);
    function.operands_mut(|operand| {
        if *operand == Operand::Value(value) {
            *operand = by;
        }
    });
}

/// Scalars have zeros of their own.
fn plain_zero(operand: Operand) -> Operand {
    match operand {
        Operand::Zero(Ty::F64) => Operand::Float(0.0),
        Operand::Zero(ty) if ty.bits().is_some() => Operand::Int(ty, 0),
        other => other,
    }
}

/// What a phi can be replaced by: its only operand, or zero.
fn stand_in(function: &Function, phi: &Phi) -> Option<Operand> {
    let ty = function.values[phi.result.0 as usize];
    match phi.incoming.as_slice() {
        [(_, only)] => Some(*only),
        _ if ty.has_zero() => Some(Operand::Zero(ty)),
        [(_, first), rest @ ..] => rest.iter().all(|(_, other)| other == first).then_some(*first),
        [] => None,
    }
}

fn zero_operands(function: &mut Function, which: std::ops::Range<usize>) {
    let types = function.values.clone();
    let mut at = 0;
    function.operands_mut(|operand| {
        if let Operand::Value(value) = *operand
            && which.contains(&at)
            && types[value.0 as usize].has_zero()
        {
            *operand = plain_zero(Operand::Zero(types[value.0 as usize]));
        }
        at += 1;
    });
}

/// The returns that a function has, each with zero.
fn returns(function: &Function) -> Vec<Terminator> {
    let mut found: Vec<Terminator> = Vec::new();
    for block in &function.blocks {
        if let Terminator::Return { value, marked } = block.terminator {
            let zero = value.map(|value| plain_zero(Operand::Zero(function.ty(value))));
            let simple = Terminator::Return { value: zero, marked };
            if !found.contains(&simple) {
                found.push(simple);
            }
        }
    }
    found
}

/// A function that only returns zero.
fn empty(function: &mut Function) {
    function.blocks.truncate(1);
    function.slots.clear();
    let block = &mut function.blocks[0];
    block.insts.clear();
    let value = function.result.map(|ty| plain_zero(Operand::Zero(ty)));
    block.terminator = Terminator::Return { value, marked: false };
    function.coroutine = false;
}

// ---- tidying ----

/// Removes blocks that cannot be reached, and what phis say about them.
fn drop_unreachable(function: &mut Function) {
    let mut reached = vec![false; function.blocks.len()];
    let mut work = vec![BlockId(0)];
    let mut edges: Vec<(BlockId, BlockId)> = Vec::new();
    while let Some(block) = work.pop() {
        if std::mem::replace(&mut reached[block.0 as usize], true) {
            continue;
        }
        for to in function.blocks[block.0 as usize].terminator.successors() {
            edges.push((block, to));
            work.push(to);
        }
    }
    let mut number = 0;
    let numbers: Vec<BlockId> = reached
        .iter()
        .map(|&reached| {
            number += u32::from(reached);
            BlockId(number.saturating_sub(1))
        })
        .collect();
    let old = std::mem::take(&mut function.blocks);
    for (at, mut block) in old.into_iter().enumerate().filter(|(at, _)| reached[*at]) {
        let here = BlockId(at as u32);
        for phi in &mut block.phis {
            phi.incoming.retain(|(from, _)| edges.contains(&(*from, here)));
            phi.incoming.iter_mut().for_each(|(from, _)| *from = numbers[from.0 as usize]);
        }
        for to in block.terminator.successors_mut() {
            *to = numbers[to.0 as usize];
        }
        function.blocks.push(block);
    }
    function.coroutine = function.has(Op::needs_coroutine);
}

/// Appends one block to its only predecessor, which goes nowhere else.
fn merge_one(function: &mut Function) -> bool {
    let mut predecessors = vec![0; function.blocks.len()];
    for block in &function.blocks {
        block.terminator.successors().iter().for_each(|to| predecessors[to.0 as usize] += 1);
    }
    let found = (0..function.blocks.len()).find_map(|at| match function.blocks[at].terminator {
        Terminator::Jump(to) if predecessors[to.0 as usize] == 1 && to.0 as usize != at => Some((at, to)),
        _ => None,
    });
    let Some((first, second)) = found else { return false };
    for phi in std::mem::take(&mut function.blocks[second.0 as usize].phis) {
        replace(function, phi.result, phi.incoming[0].1);
    }
    let mut block = function.blocks[second.0 as usize].clone();
    function.blocks[first].insts.append(&mut block.insts);
    function.blocks[first].terminator = block.terminator;
    for to in function.blocks[first].terminator.successors() {
        for phi in &mut function.blocks[to.0 as usize].phis {
            let old = phi.incoming.iter_mut().filter(|(from, _)| *from == second);
            old.for_each(|(from, _)| *from = BlockId(first as u32));
        }
    }
    function.blocks[second.0 as usize].terminator = Terminator::Return { value: None, marked: false };
    drop_unreachable(function);
    true
}

/// The program without functions that nothing calls.
fn without_uncalled(program: &Program) -> Program {
    let mut called = vec![false; program.functions.len()];
    let mut work = vec![program.main];
    while let Some(function) = work.pop() {
        if std::mem::replace(&mut called[function.0 as usize], true) {
            continue;
        }
        let blocks = &program.function(function).blocks;
        work.extend(blocks.iter().flat_map(|block| &block.insts).filter_map(|inst| match inst.op {
            Op::Call { function, .. } => Some(function),
            _ => None,
        }));
    }
    let number = |old: FunctionId| {
        FunctionId(called[..old.0 as usize].iter().filter(|&&called| called).count() as u32)
    };
    let mut smaller = program.clone();
    smaller.main = number(program.main);
    let mut at = 0;
    smaller.functions.retain(|_| {
        at += 1;
        called[at - 1]
    });
    for function in &mut smaller.functions {
        for inst in function.blocks.iter_mut().flat_map(|block| &mut block.insts) {
            if let Op::Call { function, .. } = &mut inst.op {
                *function = number(*function);
            }
        }
    }
    smaller
}
