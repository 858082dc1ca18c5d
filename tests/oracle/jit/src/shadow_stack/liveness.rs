//! What is live at each call: the objects that are needed after it, and those that are passed to it.

use std::collections::HashMap;

use super::bases::Bases;
use super::ir::{Block, Value};

/// A set of objects, by their numbers.
#[derive(Clone, PartialEq, Default)]
struct Set(Vec<u64>);

impl Set {
    fn sized(count: usize) -> Self {
        Self(vec![0; count.div_ceil(64)])
    }

    fn insert(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    fn remove(&mut self, at: usize) {
        self.0[at / 64] &= !(1 << (at % 64));
    }

    fn add(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, more)| *word |= more);
    }

    fn members(&self) -> impl Iterator<Item = usize> + '_ {
        let bits = |(at, &word): (usize, &u64)| {
            (0..64).filter(move |bit| word >> bit & 1 == 1).map(move |bit| at * 64 + bit)
        };
        self.0.iter().enumerate().flat_map(bits)
    }
}

/// The objects of a function, in the order of their instructions.
struct Numbers {
    objects: Vec<Value>,
    number: HashMap<Value, usize>,
}

/// The objects that are live at each of `safepoints`, in the order of their definitions.
pub fn live_at(
    function: Value,
    bases: &Bases,
    is_safepoint: impl Fn(Value) -> bool,
) -> Vec<(Value, Vec<Value>)> {
    let objects: Vec<Value> =
        function.instructions().into_iter().filter(|&inst| bases.rooted(inst) == Some(inst)).collect();
    let number = objects.iter().enumerate().map(|(at, &object)| (object, at)).collect();
    let numbers = Numbers { objects, number };
    let live_out = live_out(function, bases, &numbers);
    let mut found = Vec::new();
    for block in function.blocks() {
        let mut live = live_out[&block].clone();
        let mut of_block = Vec::new();
        for inst in block.instructions().into_iter().rev() {
            step(inst, bases, &numbers, &mut live);
            if is_safepoint(inst) {
                of_block.push((inst, live.members().map(|at| numbers.objects[at]).collect()));
            }
        }
        found.extend(of_block.into_iter().rev());
    }
    found
}

/// From what is live after an instruction to what is live before it. (At a call that is also what has to be rooted in it.)
fn step(inst: Value, bases: &Bases, numbers: &Numbers, live: &mut Set) {
    if let Some(&at) = numbers.number.get(&inst) {
        live.remove(at);
    }
    if !inst.is_phi() {
        for operand in inst.operands() {
            insert(operand, bases, numbers, live);
        }
    }
}

fn insert(value: Value, bases: &Bases, numbers: &Numbers, live: &mut Set) {
    if let Some(base) = bases.rooted(value) {
        live.insert(numbers.number[&base]);
    }
}

fn live_out(function: Value, bases: &Bases, numbers: &Numbers) -> HashMap<Block, Set> {
    let blocks = function.blocks();
    let count = numbers.objects.len();
    let mut live_in: HashMap<Block, Set> = blocks.iter().map(|&block| (block, Set::sized(count))).collect();
    let mut live_out = live_in.clone();
    loop {
        let mut changed = false;
        for &block in blocks.iter().rev() {
            let mut live = Set::sized(count);
            for next in block.successors() {
                live.add(&live_in[&next]);
                // What a phi takes is needed at the end of the block that it comes from.
                for phi in next.instructions().into_iter().take_while(|inst| inst.is_phi()) {
                    for (value, _) in phi.incoming().into_iter().filter(|(_, from)| *from == block) {
                        insert(value, bases, numbers, &mut live);
                    }
                }
            }
            live_out.insert(block, live.clone());
            for inst in block.instructions().into_iter().rev() {
                step(inst, bases, numbers, &mut live);
            }
            if live_in[&block] != live {
                live_in.insert(block, live);
                changed = true;
            }
        }
        if !changed {
            return live_out;
        }
    }
}
