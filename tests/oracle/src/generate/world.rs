//! The world: its object, and the helpers that put handles into its tables and take them out.
//!
//! The object has a table for each signature, then a shared object for each class, then words: the fuel and two sums.
//! A table is an object of `HANDLES` handles and the number of those that were ever put into it.

use crate::build::{Builder, int};
use crate::program::{Binary, Function, Operand, Predicate, SignatureId, Ty};
use crate::rng::Rng;

use super::{Feature, Plan};

/// How many handles a table holds: a power of two.
pub const HANDLES: u32 = 8;

/// Words of the world that any function may use.
pub const SUMS: u32 = 2;

/// Where things are in the world's object, in cells.
#[derive(Clone, Copy, Debug)]
pub struct World {
    pub signatures: u32,
    pub classes: u32,
}

impl World {
    pub fn pointers(self) -> u32 {
        self.signatures + self.classes
    }

    pub fn words(self) -> u32 {
        1 + SUMS
    }

    pub fn table(self, signature: SignatureId) -> u32 {
        signature.0
    }

    pub fn shared(self, class: usize) -> u32 {
        self.signatures + class as u32
    }

    pub fn fuel(self) -> u32 {
        self.pointers()
    }

    pub fn sum(self, at: u32) -> u32 {
        self.pointers() + 1 + at
    }
}

/// `publish` and `take` for each signature, in this order.
pub fn helpers(plan: &Plan, rng: &mut Rng) -> Vec<Function> {
    let mut functions = Vec::new();
    for at in 0..plan.signatures.len() as u32 {
        functions.push(publish(plan, SignatureId(at), rng.chance(75)));
        functions.push(take(plan, SignatureId(at), rng.chance(75)));
    }
    functions
}

/// Puts a handle that is not null into the next place of its table.
fn publish(plan: &Plan, signature: SignatureId, noinline: bool) -> Function {
    let mut b = Builder::new(format!("publish{}", signature.0), &[Ty::Ref, Ty::Ref], None);
    b.function.noinline = noinline;
    let (world, handle) = (b.parameter(0), b.parameter(1));
    let (put, done) = (b.block(), b.block());
    let none = b.compare(Predicate::Eq, handle, Operand::Zero(Ty::Ref));
    b.branch(none, done, put);
    b.enter(put);
    let at = b.cell(world, plan.world.table(signature));
    let table = b.load(Ty::Ref, at);
    let counter = b.cell(table, HANDLES);
    let count = b.load(Ty::I64, counter);
    let more = b.binary(Binary::Add, count, int(1));
    b.store(more, counter);
    let place = place(&mut b, table, count);
    b.store(handle, place);
    b.jump(done);
    b.enter(done);
    b.ret(None);
    b.function
}

/// The first handle from a place on that is not null, or null. A one-shot handle leaves the table.
fn take(plan: &Plan, signature: SignatureId, noinline: bool) -> Function {
    let mut b = Builder::new(format!("take{}", signature.0), &[Ty::Ref, Ty::I64], Some(Ty::Ref));
    b.function.noinline = noinline;
    let (world, start) = (b.parameter(0), b.parameter(1));
    let entry = b.current().expect("the entry block");
    let (head, found, next, none) = (b.block(), b.block(), b.block(), b.block());
    let at = b.cell(world, plan.world.table(signature));
    let table = b.load(Ty::Ref, at);
    b.jump(head);
    b.enter(head);
    let tried = b.phi(Ty::I64, &[(entry, int(0))]);
    let index = b.binary(Binary::Add, start, tried);
    let place = place(&mut b, table, index);
    let handle = b.load(Ty::Ref, place);
    let empty = b.compare(Predicate::Eq, handle, Operand::Zero(Ty::Ref));
    b.branch(empty, next, found);
    b.enter(found);
    if plan.signatures[signature.0 as usize].one_shot && !plan.features.has(Feature::Reenter) {
        b.store(Operand::Zero(Ty::Ref), place);
    }
    b.ret(Some(handle));
    b.enter(next);
    let more = b.binary(Binary::Add, tried, int(1));
    b.add_incoming(head, tried, next, more);
    let again = b.compare(Predicate::ULt, more, int(i64::from(HANDLES)));
    b.branch(again, head, none);
    b.enter(none);
    b.ret(Some(Operand::Zero(Ty::Ref)));
    b.function
}

/// The address of a table's place number `index`, modulo its size.
fn place(b: &mut Builder, table: Operand, index: Operand) -> Operand {
    let index = b.binary(Binary::And, index, int(i64::from(HANDLES) - 1));
    let first = b.cell(table, 0);
    b.element(first, index, Ty::Ref)
}
