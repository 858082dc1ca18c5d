//! Which cells matter: states that differ in others are one state.

use crate::elision::program::{CellId, HandleBlockId, HandleProgram, Operand, Step, Terminator};
use crate::index::{Idx, IndexVec};

/// A set of cells.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Cells(Vec<u64>);

impl Cells {
    fn none(count: usize) -> Self {
        Cells(vec![0; count.div_ceil(64)])
    }

    pub(super) fn contains(&self, cell: CellId) -> bool {
        self.0[cell.index() / 64] >> (cell.index() % 64) & 1 == 1
    }

    fn insert(&mut self, cell: CellId) {
        self.0[cell.index() / 64] |= 1 << (cell.index() % 64);
    }

    fn remove(&mut self, cell: CellId) {
        self.0[cell.index() / 64] &= !(1 << (cell.index() % 64));
    }

    fn add_all(&mut self, other: &Cells) {
        self.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
    }

    fn read(&mut self, operand: Operand) {
        if let Operand::Cell(cell, _) = operand {
            self.insert(cell);
        }
    }
}

/// For each block the cells whose content at its beginning can be of influence.
pub(super) fn live_in(program: &HandleProgram) -> IndexVec<HandleBlockId, Cells> {
    let mut live = IndexVec::filled(program.blocks.len(), Cells::none(program.cells));
    let mut predecessors: IndexVec<HandleBlockId, Vec<HandleBlockId>> =
        IndexVec::filled(program.blocks.len(), Vec::new());
    for (id, block) in program.blocks.iter() {
        block.terminator.edges().iter().for_each(|edge| predecessors[edge.to].push(id));
    }
    let mut is_waiting = IndexVec::filled(program.blocks.len(), true);
    let mut work: Vec<HandleBlockId> = program.blocks.indices().collect();
    while let Some(block) = work.pop() {
        is_waiting[block] = false;
        let found = at_beginning(program, block, &live);
        if found == live[block] {
            continue;
        }
        live[block] = found;
        for &before in &predecessors[block] {
            if !std::mem::replace(&mut is_waiting[before], true) {
                work.push(before);
            }
        }
    }
    live
}

fn at_beginning(
    program: &HandleProgram,
    block: HandleBlockId,
    live: &IndexVec<HandleBlockId, Cells>,
) -> Cells {
    let block = &program.blocks[block];
    let mut cells = Cells::none(program.cells);
    for edge in block.terminator.edges() {
        let mut on_edge = live[edge.to].clone();
        edge.sets.iter().for_each(|&(to, _)| on_edge.remove(to));
        // A value is read only where it matters afterwards.
        let needed = edge.sets.iter().filter(|&&(to, _)| live[edge.to].contains(to));
        needed.for_each(|&(_, from)| on_edge.read(from));
        cells.add_all(&on_edge);
    }
    if let Terminator::ZeroTest(cell, _) = block.terminator {
        cells.insert(cell);
    }
    for placed in block.steps.iter().rev() {
        match placed.step {
            Step::Create(cell) => cells.remove(cell),
            Step::Set(to, from) => {
                if cells.contains(to) {
                    cells.remove(to);
                    cells.read(from);
                }
            }
            Step::Choose { to, zero_test, from } => {
                if cells.contains(to) {
                    cells.remove(to);
                    zero_test.into_iter().for_each(|cell| cells.insert(cell));
                    from.into_iter().for_each(|operand| cells.read(operand));
                }
            }
            Step::Destroy { handle, .. } | Step::Observe { handle, .. } => cells.read(handle),
            Step::MayUnwind { unless } => unless.into_iter().for_each(|handle| cells.read(handle)),
            Step::End => {}
        }
    }
    cells
}
