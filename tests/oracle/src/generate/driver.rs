//! The driver: it makes the world, calls coroutines, and calls their continuations in an order that the seed fixes.

use crate::build::{Builder, int};
use crate::program::{Function, Op, Operand, SignatureId, Ty};

use super::body::Body;
use super::world::{HANDLES, SUMS};
use super::{Feature, Plan, Sort};
use crate::rng::Rng;

/// The driver; `awaited` are the signatures that there are awaits of.
pub(super) fn write(plan: &Plan, rng: &mut Rng, awaited: &[SignatureId]) -> Function {
    let entry = Builder::new("oracle_main", &[], None);
    let mut body = Body::new(plan, rng, entry, plan.headers.len());
    body.b.function.internal = false;
    // It is the largest function, and has no awaits: to optimize it each time would take most of the time.
    body.b.function.driver = body.rng.chance(85);
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

/// A function for each signature that takes a handle and calls its continuation: the driver would be long without them, and
/// it is compiled for each program.
pub(super) fn resumers(plan: &Plan, rng: &mut Rng) -> Vec<Function> {
    let signatures = 0..plan.signatures.len() as u32;
    signatures.map(|at| resumer(plan, rng, SignatureId(at))).collect()
}

fn resumer(plan: &Plan, rng: &mut Rng, signature: SignatureId) -> Function {
    let sorts = &plan.sorts[signature.0 as usize].0;
    let parameters: Vec<Ty> =
        [Ty::Ref, Ty::I64].into_iter().chain(sorts.iter().map(|sort| sort.ty())).collect();
    let mut b = Builder::new(format!("resume{}", signature.0), &parameters, None);
    b.function.noinline = true;
    let mut body = Body::new(plan, rng, b, plan.headers.len());
    body.world = body.b.parameter(0);
    let start = body.b.parameter(1);
    let arguments: Vec<Operand> = (2..parameters.len()).map(|at| body.b.parameter(at as u32)).collect();
    body.resume_with(signature, start, Some(arguments));
    body.b.ret(None);
    body.b.function
}

fn resumptions(body: &mut Body, coroutines: &[usize], awaited: &[SignatureId]) {
    let plan = body.plan;
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
                if body.rng.chance(20) {
                    body.resume(signature);
                    continue;
                }
                let start = body.get(Sort::Plain(Ty::I64));
                let arguments = body.resume_arguments(signature);
                let operands = [body.world, start].into_iter().chain(arguments).collect();
                body.b.call(plan.resumer(signature), None, operands);
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
