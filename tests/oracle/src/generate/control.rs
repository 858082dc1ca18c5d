//! Branches, switches and loops. What their arms offer ends with them, but for the values that meet in phis.

use crate::build::int;
use crate::program::{Binary, BlockId, Operand, Predicate, Terminator, Ty};

use super::Sort;
use super::body::Body;

/// The end of an arm that does not return: its last block, and its values for the phis.
pub(super) type Exit = (BlockId, Vec<Operand>);

impl Body<'_> {
    /// Sorts of values that the next structure makes by phis.
    pub fn wanted(&mut self, most: usize) -> Vec<Sort> {
        let count = self.rng.below(most + 1);
        (0..count).map(|_| self.any_sort()).collect()
    }

    /// Code that starts in `block` and whose scope ends with it. None if all of it returns.
    pub fn arm(&mut self, block: BlockId, wanted: &[Sort], code: impl FnOnce(&mut Self)) -> Option<Exit> {
        let (scope, slots) = (self.scope.len(), self.slots.len());
        self.depth += 1;
        self.b.enter(block);
        code(self);
        let exit = self.b.current().is_some().then(|| {
            let values = wanted.iter().map(|&sort| self.get(sort)).collect();
            (self.b.current().expect("the arm is open"), values)
        });
        self.depth -= 1;
        self.scope.truncate(scope);
        self.slots.truncate(slots);
        exit
    }

    /// The block where arms meet, with phis of what was wanted; nothing is current if no arm gets there.
    pub fn meet(&mut self, exits: &[Exit], wanted: &[Sort]) {
        if exits.is_empty() {
            return;
        }
        let join = self.b.block();
        for (block, _) in exits {
            self.b.enter(*block);
            self.b.jump(join);
        }
        self.b.enter(join);
        for (at, &sort) in wanted.iter().enumerate() {
            let incoming: Vec<(BlockId, Operand)> =
                exits.iter().map(|(block, values)| (*block, values[at])).collect();
            let value = self.b.phi(sort.ty(), &incoming);
            self.offer(value, sort);
        }
    }

    pub fn branch(&mut self) {
        let condition = self.some_condition();
        let wanted = self.wanted(3);
        let (then, otherwise) = (self.b.block(), self.b.block());
        self.b.branch(condition, then, otherwise);
        self.joins += 1;
        let mut exits = Vec::new();
        for block in [then, otherwise] {
            let most = self.rng.below(5);
            exits.extend(self.arm(block, &wanted, |body| body.statements(most)));
        }
        self.joins -= 1;
        self.meet(&exits, &wanted);
    }

    fn some_condition(&mut self) -> Operand {
        if self.rng.chance(50) {
            return self.condition();
        }
        self.get(Sort::Plain(Ty::I1))
    }

    pub fn switch(&mut self) {
        let any = self.get(Sort::Plain(Ty::I32));
        let value = self.b.binary(Binary::And, any, Operand::Int(Ty::I32, 3));
        let wanted = self.wanted(2);
        let arms: Vec<BlockId> = (0..self.rng.between(2, 4)).map(|_| self.b.block()).collect();
        let cases = arms[1..].iter().enumerate().map(|(case, to)| (case as u64, *to)).collect();
        self.b.end(Terminator::Switch { value, cases, default: arms[0] });
        self.joins += 1;
        let mut exits = Vec::new();
        for block in arms {
            let most = self.rng.below(4);
            exits.extend(self.arm(block, &wanted, |body| body.statements(most)));
        }
        self.joins -= 1;
        self.meet(&exits, &wanted);
    }

    /// A loop that tests at its end, and may be left in its middle.
    pub fn repeat(&mut self) {
        let trips = self.trips();
        let wanted = self.wanted(3);
        let initial: Vec<Operand> = wanted.iter().map(|&sort| self.get(sort)).collect();
        let entry = self.b.current().expect("a block is open");
        let head = self.b.block();
        self.b.jump(head);
        self.joins += 1;
        let mut counter = int(0);
        let mut carried = Vec::new();
        let mut exits = Vec::new();
        let latch = self.arm(head, &wanted, |body| {
            counter = body.b.phi(Ty::I64, &[(entry, int(0))]);
            body.offer(counter, Sort::Plain(Ty::I64));
            for (&sort, &value) in wanted.iter().zip(&initial) {
                let phi = body.b.phi(sort.ty(), &[(entry, value)]);
                carried.push(phi);
                body.offer(phi, sort);
            }
            body.loop_body(&wanted, &mut exits);
        });
        self.joins -= 1;
        if let Some((latch, values)) = latch {
            exits.push(self.close_loop(head, latch, counter, trips, &carried, values));
        }
        self.meet(&exits, &wanted);
    }

    /// How often a loop runs: a constant, or a number that is not known.
    fn trips(&mut self) -> Operand {
        if self.rng.chance(70) {
            return int(self.rng.between(1, 4) as i64);
        }
        let any = self.get(Sort::Plain(Ty::I64));
        self.b.binary(Binary::And, any, int(3))
    }

    fn loop_body(&mut self, wanted: &[Sort], exits: &mut Vec<Exit>) {
        let most = self.rng.between(1, 4);
        self.statements(most);
        if self.b.current().is_none() || self.rng.chance(75) {
            return;
        }
        let condition = self.some_condition();
        let (leave, stay) = (self.b.block(), self.b.block());
        self.b.branch(condition, leave, stay);
        exits.extend(self.arm(leave, wanted, |body| body.statements(1)));
        self.b.enter(stay);
        let most = self.rng.below(3);
        self.statements(most);
    }

    /// The test at the loop's end. Gives the exit that it makes.
    fn close_loop(
        &mut self,
        head: BlockId,
        latch: BlockId,
        counter: Operand,
        trips: Operand,
        carried: &[Operand],
        values: Vec<Operand>,
    ) -> Exit {
        self.b.enter(latch);
        let next = self.b.binary(Binary::Add, counter, int(1));
        let again = self.b.compare(Predicate::ULt, next, trips);
        let done = self.b.block();
        self.b.branch(again, head, done);
        self.b.add_incoming(head, counter, latch, next);
        for (&phi, &value) in carried.iter().zip(&values) {
            self.b.add_incoming(head, phi, latch, value);
        }
        (done, values)
    }
}
