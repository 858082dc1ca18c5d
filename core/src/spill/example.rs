//! Coroutines with all that a plan is made from, for tests.

use crate::analysis::{Analysis, analyse};
use crate::layout::{Frames, Maps, Rules, lay_out_all};
use crate::model::{BlockId, Coroutine, Lowering, StateKind, Unstorable, ValueClass, ValueId};
use crate::model_builder::ModelBuilder;
use crate::spill::plan::Inputs;

/// A coroutine, analysed and laid out.
pub struct Example {
    pub coroutine: Coroutine,
    analysis: Analysis,
    frames: Frames,
}

impl Example {
    pub fn new(coroutine: Coroutine) -> Self {
        let analysis = analyse(&coroutine).expect("all can be stored");
        let frames = lay_out_all(&coroutine, &analysis, Rules { packing: true, maps: Maps::Exact });
        Example { coroutine, analysis, frames }
    }

    /// Blocks may move, and the frame exists from the beginning.
    pub fn inputs(&self) -> Inputs<'_> {
        Inputs::without_ir(&self.coroutine, &self.analysis, &self.frames)
    }
}

/// Begun by a resumption: `begun` → `body`, which suspends, and again.
pub struct Generator {
    pub start: BlockId,
    pub begun: BlockId,
    pub body: BlockId,
    pub again: BlockId,
    pub out: BlockId,
}

impl Generator {
    pub fn build() -> (ModelBuilder, Self) {
        let mut m = ModelBuilder::new("generator");
        let (start, begun, body, again, out, end) =
            (m.block(), m.block(), m.block(), m.block(), m.block(), m.block());
        m.suspend(start, out, begun, end);
        m.edge(begun, body);
        m.suspend(body, out, again, end);
        m.edge(again, body);
        (m, Generator { start, begun, body, again, out })
    }

    /// With a value from the ramp, one from before the loop, and one of each iteration.
    pub fn with_values() -> (Example, Self, [ValueId; 3]) {
        let (mut m, blocks) = Self::build();
        let (from_ramp, limit, turn) =
            (m.value(blocks.start, 1, 8), m.value(blocks.begun, 1, 8), m.value(blocks.body, 2, 8));
        m.used(from_ramp, blocks.begun, 1);
        m.used(limit, blocks.body, 1);
        m.used(turn, blocks.again, 1);
        (Example::new(m.finish()), blocks, [from_ramp, limit, turn])
    }
}

/// Numbers that look random, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // Knuth's linear congruential generator.
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// Whether each path from the entry to `block` comes through `middle`.
fn dominates(coroutine: &Coroutine, middle: BlockId, block: BlockId) -> bool {
    let (mut seen, mut work) = (vec![middle], vec![coroutine.entry()]);
    while let Some(next) = work.pop() {
        if !seen.contains(&next) {
            seen.push(next);
            work.extend(coroutine.blocks[next].successors.iter().map(|e| e.block));
        }
    }
    middle == block || !seen.contains(&block)
}

/// A function whose blocks lead on, back, or to an await.
fn graph(random: &mut Random) -> (ModelBuilder, Vec<BlockId>) {
    let mut m = ModelBuilder::new("random");
    let blocks: Vec<BlockId> = (0..4 + random.below(8)).map(|_| m.block()).collect();
    let end = m.block();
    for (number, &block) in blocks.iter().enumerate() {
        let mut any = || *blocks[1..].get(random.below(blocks.len())).unwrap_or(&end);
        let next = *blocks.get(number + 1).unwrap_or(&end);
        let (other, resumed) = (any(), any());
        match random.below(3) {
            0 => m.edge(block, next),
            1 => [next, other].into_iter().for_each(|to| m.edge(block, to)),
            _ => {
                let state = [StateKind::New, StateKind::New, StateKind::Given][random.below(3)];
                // A continuation begins in a block that nothing else leads to.
                let (begins, destroyed) = (m.block(), m.block());
                m.suspend_with(block, next, begins, destroyed, state);
                m.edge(begins, resumed);
            }
        }
    }
    (m, blocks)
}

/// A function with awaits that looks random, the same for the same seed: values of all kinds, computed from each other and used where
/// they are defined on all paths.
pub fn random_function(seed: u64) -> Coroutine {
    let mut random = Random(seed);
    let (m, blocks) = graph(&mut random);
    let shape = m.finish();
    let (mut m, _) = graph(&mut Random(seed));
    // Each value with its block and class.
    let mut values: Vec<(ValueId, BlockId, ValueClass)> = Vec::new();
    for number in 0..1 + random.below(12) {
        let at = if number < 2 { shape.entry() } else { blocks[random.below(blocks.len())] };
        let value = m.value(at, 1 + number as u32 % 4, 8);
        // Nothing is computed from the token of a region.
        let mut is_operand = |&&(_, from, class): &&(ValueId, BlockId, ValueClass)| {
            from != at && class != ValueClass::Region && dominates(&shape, from, at) && random.below(3) == 0
        };
        let operands: Vec<ValueId> = values.iter().filter(&mut is_operand).map(|(id, ..)| *id).collect();
        if !operands.is_empty() {
            m.remat_operands(value, &operands);
        }
        for &block in blocks.iter().filter(|&&b| b != at && dominates(&shape, at, b)) {
            if random.below(3) == 0 {
                m.used(value, block, 5);
            }
        }
        let class = match (random.below(4), operands.is_empty()) {
            (0, false) => ValueClass::Unstorable(Unstorable::Derived),
            (1, false) => ValueClass::Region,
            (2, _) => ValueClass::Tracked,
            _ => ValueClass::Data,
        };
        values.push((value, at, class));
    }
    let mut coroutine = m.finish();
    coroutine.lowering = Lowering::Await;
    for (value, _, class) in values {
        coroutine.values[value].class = class;
    }
    coroutine
}
