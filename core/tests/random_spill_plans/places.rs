//! The actions of a plan by the places where the emitter puts them.

use std::collections::HashMap;

use gc_coro_core::index::IndexVec;
use gc_coro_core::model::{BlockId, InstId, Position};
use gc_coro_core::spill::plan::{Action, Register, RegisterId};
use gc_coro_core::spill::{Inputs, Point};

/// Where code stands at an instruction. All phis of a block are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    AfterPhi,
    Before,
    After,
}

/// The actions of one function, by their numbers.
#[derive(Default)]
pub struct Steps {
    pub entry: Vec<usize>,
    pub edges: HashMap<(BlockId, BlockId), Vec<usize>>,
    pub at: HashMap<(BlockId, Position, Phase), Vec<usize>>,
    /// What serves each use: the number of the action, and the register.
    pub served: HashMap<(BlockId, InstId, u32), (usize, RegisterId)>,
    /// The action that makes each register.
    pub made_by: IndexVec<RegisterId, Option<usize>>,
}

impl Steps {
    pub fn new(inputs: &Inputs<'_>, actions: &[Action], registers: &IndexVec<RegisterId, Register>) -> Self {
        let mut steps = Steps { made_by: IndexVec::filled(registers.len(), None), ..Steps::default() };
        for (number, action) in actions.iter().enumerate() {
            let point = match action {
                Action::Make(id) => {
                    steps.made_by[*id] = Some(number);
                    registers[*id].at
                }
                Action::Use(site, id) => {
                    steps.served.insert((site.block, site.inst, site.operand), (number, *id));
                    continue;
                }
                Action::Join { at, .. } | Action::JoinSlot { at, .. } => *at,
                Action::Store(store) => store.at,
                Action::FindState(_) | Action::OpenRegion { .. } => Point::Entry,
            };
            steps.place(inputs, point).push(number);
        }
        steps
    }

    fn place(&mut self, inputs: &Inputs<'_>, point: Point) -> &mut Vec<usize> {
        let blocks = &inputs.coroutine.blocks;
        let place = match point {
            Point::Entry => return &mut self.entry,
            Point::Edge(from, into) => return self.edges.entry((from, into)).or_default(),
            Point::Begin => (inputs.begin.0, inputs.begin.1, Phase::After),
            Point::Before(block, _, position) => (block, position, Phase::Before),
            Point::End(block) => (block, blocks[block].last, Phase::Before),
            Point::Definition(id) => {
                let value = &inputs.coroutine.values[id];
                let phase = if value.at_block_start { Phase::AfterPhi } else { Phase::After };
                (value.block, value.position, phase)
            }
        };
        self.at.entry(place).or_default()
    }
}
