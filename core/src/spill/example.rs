//! Coroutines with all that a plan is made from, for tests.

use crate::analysis::{Analysis, analyse};
use crate::layout::{Frames, Maps, Rules, lay_out_all};
use crate::model::{BlockId, Coroutine, ValueId};
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
