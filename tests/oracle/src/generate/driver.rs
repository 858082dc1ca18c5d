//! The driver: it makes the world, calls coroutines, and calls their continuations in an order that the seed fixes.

use crate::build::{Builder, int};
use crate::program::{Function, Op, Operand, SignatureId, Ty};

use super::body::Body;
use super::world::{HANDLES, SUMS};
use super::{Feature, Plan};
use crate::rng::Rng;

/// The driver; `awaited` are the signatures that there are awaits of.
pub(super) fn write(plan: &Plan, rng: &mut Rng, awaited: &[SignatureId]) -> Function {
    let entry = Builder::new("oracle_main", &[], None);
    let mut body = Body::new(plan, rng, entry, plan.headers.len());
    body.b.function.internal = false;
    body.world = world(&mut body);
    body.prologue(false);
    let coroutines: Vec<usize> = (0..plan.headers.len()).filter(|&at| plan.headers[at].coroutine).collect();
    for _ in 0..body.rng.between(1, 4) {
        let callee = body.rng.pick(&coroutines);
        body.call_of(callee);
    }
    if !awaited.is_empty() {
        resumptions(&mut body, &coroutines, awaited);
    }
    end(&mut body);
    body.b.ret(None);
    body.b.function
}

/// Tables, shared objects and the fuel.
fn world(body: &mut Body) -> Operand {
    let plan = body.plan;
    let share = plan.features.has(Feature::Share);
    let world = body.b.object(plan.world.pointers(), plan.world.words(), share);
    for at in 0..plan.signatures.len() as u32 {
        let table = body.b.object(HANDLES, 1, share);
        let cell = body.b.cell(world, at);
        body.b.store(table, cell);
    }
    for class in 0..plan.classes.len() {
        let object = body.fresh(class);
        let cell = body.b.cell(world, plan.world.shared(class));
        body.b.store(object, cell);
    }
    let fuel = body.b.cell(world, plan.world.fuel());
    body.b.store(int(plan.fuel as i64), fuel);
    world
}

fn resumptions(body: &mut Body, coroutines: &[usize], awaited: &[SignatureId]) {
    for _ in 0..body.rng.between(6, 24) {
        match body.rng.below(12) {
            0 => {
                let callee = body.rng.pick(coroutines);
                body.call_of(callee);
            }
            1 => body.compute_something(),
            2 if body.plan.features.has(Feature::Identity) => {
                let task = int(body.rng.below(4) as i64);
                body.b.act(Op::SetTask(task));
            }
            _ => {
                let signature = body.rng.pick(awaited);
                body.resume(signature);
            }
        }
    }
}

/// Traces what is left in the world.
fn end(body: &mut Body) {
    let plan = body.plan;
    for at in 0..SUMS {
        let cell = body.b.cell(body.world, plan.world.sum(at));
        let sum = body.b.load(Ty::I64, cell);
        body.b.trace(sum);
    }
    for (class, of) in plan.classes.iter().enumerate() {
        let cell = body.b.cell(body.world, plan.world.shared(class));
        let object = body.b.load(Ty::Ref, cell);
        for at in 0..of.words {
            let word = body.b.cell(object, of.pointers.len() as u32 + at);
            let value = body.b.compute(Ty::I64, Op::Load(word));
            body.b.trace(value);
        }
    }
    body.digest(6);
}
