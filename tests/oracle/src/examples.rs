//! Programs by hand. What each must do follows from the definition of await, not from the interpreter: the traces stand
//! here as numbers, and the tests hold the interpreter to them.

use crate::build::{Builder, int};
use crate::interpret::Event;
use crate::program::{
    Binary, Function, FunctionId, Op, Operand, Predicate, Program, Signature, SignatureId, Ty,
};

/// A program and what it must do.
pub struct Example {
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    pub program: Program,
    pub trace: Vec<Event>,
}

/// All examples.
pub fn all() -> Vec<Example> {
    vec![
        slots_fork(),
        values_fork_in_loops(),
        most_recent(),
        heap_is_shared(),
        heap_is_shared_by_continuations(),
        generator(false),
        generator(true),
        tree(),
        outer_after_inner(),
        arguments(),
        two_awaits_one_phi(),
        no_branch(),
        other_result(),
        tail_call(),
        reentered(),
        unused(),
        task_is_taken_afresh(),
        no_state(),
    ]
}

const FIRST: SignatureId = SignatureId(0);
const NULL: Operand = Operand::Zero(Ty::Ref);
const I64: Option<Ty> = Some(Ty::I64);
const REF: Option<Ty> = Some(Ty::Ref);

fn multi_shot(arguments: &[Ty], result: Option<Ty>) -> Signature {
    Signature { arguments: arguments.to_vec(), result, one_shot: false, no_state: false }
}

fn one_shot(arguments: &[Ty], result: Option<Ty>) -> Signature {
    Signature { one_shot: true, ..multi_shot(arguments, result) }
}

fn example(
    name: &'static str,
    about: &'static str,
    signatures: Vec<Signature>,
    functions: Vec<Function>,
    trace: &[i64],
) -> Example {
    let main = FunctionId(functions.len() as u32 - 1);
    let trace = trace.iter().map(|&value| Event::Value(value)).collect();
    Example { name, about, program: Program { signatures, functions, main }, trace }
}

/// A coroutine that is called `f` and is function 0.
fn coroutine(parameters: &[Ty], result: Option<Ty>) -> Builder {
    Builder::new("f", parameters, result)
}

/// The driver. It ends with a return that this adds.
fn main(code: impl FnOnce(&mut Builder)) -> Function {
    let mut b = Builder::new("oracle_main", &[], None);
    b.function.internal = false;
    code(&mut b);
    b.ret(None);
    b.function
}

fn call(b: &mut Builder, result: Option<Ty>, arguments: Vec<Operand>) -> Operand {
    b.call(FunctionId(0), result, arguments).unwrap_or(NULL)
}

fn trace_call(b: &mut Builder, signatures: &[Signature], handle: Operand, arguments: Vec<Operand>) {
    if let Some(value) = b.resume(signatures, FIRST, handle, arguments) {
        b.trace(value);
    }
}

/// An await and its branch: the handle, the arguments, the continuation's block and the first path's, which is current.
fn fork(b: &mut Builder, signatures: &[Signature]) -> (Operand, Vec<Operand>, crate::program::BlockId) {
    let fields = b.suspend(signatures, FIRST, NULL);
    let (continuation, first) = (b.block(), b.block());
    b.branch(fields[1], continuation, first);
    b.enter(first);
    (fields[0], fields[2..].to_vec(), continuation)
}

/// The proposal's third question: "Does the original invocation return 1 or 2? [...] The original invocation returns 1."
fn slots_fork() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[], I64);
    let x = f.slot(Ty::I64, 1);
    f.store(int(1), x);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    trace_call(&mut f, &signatures, handle, vec![]);
    trace_call(&mut f, &signatures, handle, vec![]);
    let value = f.load(Ty::I64, x);
    f.ret(Some(value));
    f.enter(continuation);
    // What the continuation finds, so that the second call shows whether it sees the first one's write.
    let found = f.load(Ty::I64, x);
    f.trace(found);
    f.store(int(2), x);
    let value = f.load(Ty::I64, x);
    f.ret(Some(value));
    let main = main(|b| {
        let value = call(b, I64, vec![]);
        b.trace(value);
    });
    let about = "x is 1 at the await; the continuation's x = 2 is not seen by anyone else";
    example("slots-fork", about, signatures, vec![f.function, main], &[1, 2, 1, 2, 1])
}

/// A counter in a loop: each handle has the count of its await.
fn values_fork_in_loops() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[Ty::Ref], I64);
    let (entry, head, again, out) =
        (f.current().unwrap_or(crate::program::BlockId(0)), f.block(), f.block(), f.block());
    let table = f.parameter(0);
    f.jump(head);
    f.enter(head);
    let i = f.phi(Ty::I64, &[(entry, int(0))]);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    let first_cell = f.cell(table, 0);
    let cell = f.element(first_cell, i, Ty::Ref);
    f.store(handle, cell);
    let next = f.binary(Binary::Add, i, int(1));
    let more = f.compare(Predicate::ULt, next, int(3));
    f.branch(more, again, out);
    f.enter(again);
    f.add_incoming(head, i, again, next);
    f.jump(head);
    f.enter(out);
    f.ret(Some(int(-1)));
    f.enter(continuation);
    let value = f.binary(Binary::Mul, i, int(10));
    f.ret(Some(value));
    let main = main(|b| {
        let table = b.object(3, 0, true);
        let value = call(b, I64, vec![table]);
        b.trace(value);
        for at in [2, 0, 1, 2, 0] {
            let cell = b.cell(table, at);
            let handle = b.load(Ty::Ref, cell);
            trace_call(b, &signatures, handle, vec![]);
        }
    });
    let about = "three handles of one await in a loop, each with its own counter";
    example(
        "values-fork-in-loops",
        about,
        signatures.clone(),
        vec![f.function, main],
        &[-1, 20, 0, 10, 20, 0],
    )
}

/// The proposal's second question: "Does this return 100 or 110? [...] 110."
fn most_recent() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64], I64)];
    let mut f = coroutine(&[], I64);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    let value = f.resume(&signatures, FIRST, handle, vec![int(1)]).unwrap_or(NULL);
    let sum = f.binary(Binary::Add, int(10), value);
    f.ret(Some(sum));
    f.enter(continuation);
    f.ret(Some(int(100)));
    let main = main(|b| {
        let value = call(b, I64, vec![]);
        b.trace(value);
    });
    let about = "a return leaves the most recent invocation";
    example("most-recent", about, signatures, vec![f.function, main], &[110])
}

/// The heap is not copied: the continuation reads what the first path wrote after the await.
fn heap_is_shared() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[], I64);
    let object = f.object(0, 1, true);
    let word = f.cell(object, 0);
    f.store(int(1), word);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    f.store(int(2), word);
    trace_call(&mut f, &signatures, handle, vec![]);
    let value = f.load(Ty::I64, word);
    f.ret(Some(value));
    f.enter(continuation);
    let value = f.load(Ty::I64, word);
    f.store(int(3), word);
    f.ret(Some(value));
    let main = main(|b| {
        let value = call(b, I64, vec![]);
        b.trace(value);
    });
    let about = "the continuation reads 2 from the object, and what it writes is there afterwards";
    example("heap-is-shared", about, signatures, vec![f.function, main], &[2, 3])
}

/// A counter on the heap: the calls of one handle count on.
fn heap_is_shared_by_continuations() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[], REF);
    let object = f.object(1, 2, true);
    let word = f.cell(object, 2);
    f.store(int(40), word);
    let fields = f.suspend(&signatures, FIRST, NULL);
    let (continuation, first) = (f.block(), f.block());
    f.branch(fields[1], continuation, first);
    f.enter(first);
    f.ret(Some(fields[0]));
    f.enter(continuation);
    let old = f.load(Ty::I64, word);
    let new = f.binary(Binary::Add, old, int(1));
    f.store(new, word);
    f.ret_as(Some(new));
    let main = main(|b| {
        let one = call(b, REF, vec![]);
        let other = call(b, REF, vec![]);
        for handle in [one, one, other, one, other] {
            trace_call(b, &signatures, handle, vec![]);
        }
    });
    let about =
        "a derived pointer lives across the await; calls of one handle share its object, two handles do not";
    let (signatures, functions) = (signatures.clone(), vec![f.function, main]);
    example("heap-is-shared-by-continuations", about, signatures, functions, &[41, 42, 41, 43, 42])
}

/// The proposal's generator: one-shot awaits in a loop, with or without a state that is used again.
fn generator(prealloc: bool) -> Example {
    let signatures = vec![one_shot(&[], I64)];
    let mut f = coroutine(&[Ty::Ref], I64);
    let entry = f.current().unwrap_or(crate::program::BlockId(0));
    let state = if prealloc { f.compute(Ty::Ref, Op::Prealloc) } else { NULL };
    let head = f.block();
    f.jump(head);
    f.enter(head);
    let i = f.phi(Ty::I64, &[(entry, int(0))]);
    let fields = f.suspend(&signatures, FIRST, state);
    let (continuation, first) = (f.block(), f.block());
    f.branch(fields[1], continuation, first);
    f.enter(first);
    let cell = f.cell(f.parameter(0), 0);
    f.store(fields[0], cell);
    f.ret(Some(i));
    f.enter(continuation);
    let next = f.binary(Binary::Add, i, int(1));
    f.add_incoming(head, i, continuation, next);
    f.jump(head);
    let main = main(|b| {
        let place = b.object(1, 0, true);
        let value = call(b, I64, vec![place]);
        b.trace(value);
        for _ in 0..4 {
            let cell = b.cell(place, 0);
            let handle = b.load(Ty::Ref, cell);
            trace_call(b, &signatures, handle, vec![]);
        }
    });
    let name = if prealloc { "generator-prealloc" } else { "generator" };
    let about = "counts; each call gives the next number and leaves the next handle";
    example(name, about, signatures.clone(), vec![f.function, main], &[0, 1, 2, 3, 4])
}

/// Amb: each node of a tree is one await, both of whose children are calls of its handle.
fn tree() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64], REF)];
    let mut f = coroutine(&[], REF);
    let mut path = int(1);
    for _ in 0..2 {
        let (handle, arguments, continuation) = fork(&mut f, &signatures);
        f.ret(Some(handle));
        f.enter(continuation);
        let longer = f.binary(Binary::Mul, path, int(2));
        path = f.binary(Binary::Add, longer, arguments[0]);
    }
    f.trace(path);
    f.ret(Some(NULL));
    let main = main(|b| {
        let root = call(b, REF, vec![]);
        for left in [0, 1] {
            let inner = b.resume(&signatures, FIRST, root, vec![int(left)]).unwrap_or(NULL);
            for right in [0, 1] {
                b.resume(&signatures, FIRST, inner, vec![int(right)]);
            }
        }
    });
    let about = "a binary tree of continuations: the leaves are 4, 5, 6, 7";
    example("tree", about, signatures.clone(), vec![f.function, main], &[4, 5, 6, 7])
}

/// An outer handle again after an inner one: the inner one's slots are its own.
fn outer_after_inner() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64], REF)];
    let mut f = coroutine(&[], REF);
    let slot = f.slot(Ty::I64, 2);
    f.store(int(1), slot);
    let second = f.element(slot, int(1), Ty::I64);
    f.store(int(5), second);
    for _ in 0..2 {
        let (handle, arguments, continuation) = fork(&mut f, &signatures);
        f.ret(Some(handle));
        f.enter(continuation);
        let old = f.load(Ty::I64, slot);
        let sum = f.binary(Binary::Add, old, arguments[0]);
        f.store(sum, slot);
        f.trace(sum);
    }
    let other = f.load(Ty::I64, second);
    f.trace(other);
    f.ret(Some(NULL));
    let main = main(|b| {
        let outer = call(b, REF, vec![]);
        let inner = b.resume(&signatures, FIRST, outer, vec![int(10)]).unwrap_or(NULL);
        b.resume(&signatures, FIRST, inner, vec![int(100)]);
        let again = b.resume(&signatures, FIRST, outer, vec![int(20)]).unwrap_or(NULL);
        b.resume(&signatures, FIRST, inner, vec![int(200)]);
        b.resume(&signatures, FIRST, again, vec![int(300)]);
    });
    let about = "the slot starts at what it was at the await of the handle that is called";
    let trace = [11, 111, 5, 21, 211, 5, 321, 5];
    example("outer-after-inner", about, signatures.clone(), vec![f.function, main], &trace)
}

/// Arguments of all types.
fn arguments() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64, Ty::F64, Ty::Ref], I64)];
    let mut f = coroutine(&[], REF);
    let (handle, arguments, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    let word = f.cell(arguments[2], 0);
    let word = f.load(Ty::I64, word);
    let half = f.binary(Binary::FMul, arguments[1], Operand::Float(2.0));
    let half = f.cast(crate::program::Cast::FPToSISat, half, Ty::I64);
    let sum = f.binary(Binary::Add, word, half);
    let sum = f.binary(Binary::Add, sum, arguments[0]);
    f.ret_as(Some(sum));
    let main = main(|b| {
        let handle = call(b, REF, vec![]);
        let object = b.object(0, 1, true);
        for (number, float, word) in [(1, 2.5, 100), (7, -0.5, 1000)] {
            let cell = b.cell(object, 0);
            b.store(int(word), cell);
            trace_call(b, &signatures, handle, vec![int(number), Operand::Float(float), object]);
        }
    });
    let about = "a number, a double and an object come with the call";
    example("arguments", about, signatures.clone(), vec![f.function, main], &[106, 1006])
}

/// The results of two awaits meet in a phi; which one it was is only in the values.
fn two_awaits_one_phi() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64], I64)];
    let mut f = coroutine(&[Ty::I1], REF);
    let (left, right, join) = (f.block(), f.block(), f.block());
    f.branch(f.parameter(0), left, right);
    let mut results = Vec::new();
    for block in [left, right] {
        f.enter(block);
        let all = f.suspend_whole(FIRST, NULL);
        f.jump(join);
        results.push((block, all));
    }
    f.enter(join);
    let all = f.phi(Ty::Await(FIRST), &results);
    let side = f.phi(Ty::I64, &[(left, int(1000)), (right, int(2000))]);
    let fields = f.await_fields(&signatures, all);
    let (continuation, first) = (f.block(), f.block());
    f.branch(fields[1], continuation, first);
    f.enter(first);
    f.ret(Some(fields[0]));
    f.enter(continuation);
    let sum = f.binary(Binary::Add, side, fields[2]);
    f.ret_as(Some(sum));
    let main = main(|b| {
        let left = call(b, REF, vec![Operand::Int(Ty::I1, 1)]);
        let right = call(b, REF, vec![Operand::Int(Ty::I1, 0)]);
        for (handle, number) in [(right, 2), (left, 1), (right, 4)] {
            trace_call(b, &signatures, handle, vec![int(number)]);
        }
    });
    let about = "two awaits whose results meet in a phi are two";
    example("two-awaits-one-phi", about, signatures.clone(), vec![f.function, main], &[2002, 1001, 2004])
}

/// `resumed` is data.
fn no_branch() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64], I64)];
    let mut f = coroutine(&[Ty::Ref], I64);
    let fields = f.suspend(&signatures, FIRST, NULL);
    let cell = f.cell(f.parameter(0), 0);
    let old = f.load(Ty::Ref, cell);
    let handle = f.select(fields[1], old, fields[0]);
    f.store(handle, cell);
    let value = f.select(fields[1], fields[2], int(-1));
    f.ret(Some(value));
    let main = main(|b| {
        let place = b.object(1, 0, true);
        let value = call(b, I64, vec![place]);
        b.trace(value);
        for number in [5, 6] {
            let cell = b.cell(place, 0);
            let handle = b.load(Ty::Ref, cell);
            trace_call(b, &signatures, handle, vec![int(number)]);
        }
    });
    let about = "no branch on resumed, only selects";
    example("no-branch", about, signatures.clone(), vec![f.function, main], &[-1, 5, 6])
}

/// A continuation that gives a double, of a function that gives a handle.
fn other_result() -> Example {
    let signatures = vec![multi_shot(&[], Some(Ty::F64))];
    let mut f = coroutine(&[Ty::F64], REF);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    let value = f.binary(Binary::FAdd, f.parameter(0), Operand::Float(0.5));
    f.ret_as(Some(value));
    let main = main(|b| {
        for start in [1.5, 41.5] {
            let handle = call(b, REF, vec![Operand::Float(start)]);
            let value = b.resume(&signatures, FIRST, handle, vec![]).unwrap_or(NULL);
            let value = b.cast(crate::program::Cast::FPToSISat, value, Ty::I64);
            b.trace(value);
        }
    });
    let about = "gc.coro.return.f64 in a function that returns a pointer";
    example("other-result", about, signatures.clone(), vec![f.function, main], &[2, 42])
}

/// A continuation that ends with a tail call of another one.
fn tail_call() -> Example {
    let signatures = vec![multi_shot(&[Ty::I64, Ty::Ref], I64)];
    let mut f = coroutine(&[Ty::I64], REF);
    let (handle, arguments, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    let sum = f.binary(Binary::Add, f.parameter(0), arguments[0]);
    let (last, more) = (f.block(), f.block());
    let none = f.compare(Predicate::Eq, arguments[1], NULL);
    f.branch(none, last, more);
    f.enter(more);
    let onward =
        Op::Resume { signature: FIRST, handle: arguments[1], arguments: vec![sum, NULL], tail: true };
    let value = f.compute(Ty::I64, onward);
    f.ret_as(Some(value));
    f.enter(last);
    f.ret_as(Some(sum));
    let main = main(|b| {
        let one = call(b, REF, vec![int(1)]);
        let ten = call(b, REF, vec![int(10)]);
        trace_call(b, &signatures, one, vec![int(100), ten]);
        trace_call(b, &signatures, ten, vec![int(200), one]);
        trace_call(b, &signatures, ten, vec![int(300), NULL]);
    });
    let about = "each adds its own number and passes the sum on";
    example("tail-call", about, signatures.clone(), vec![f.function, main], &[111, 211, 310])
}

/// A one-shot continuation is called twice.
fn reentered() -> Example {
    let signatures = vec![one_shot(&[], I64)];
    let mut f = coroutine(&[], REF);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    f.ret_as(Some(int(7)));
    let main = main(|b| {
        let handle = call(b, REF, vec![]);
        trace_call(b, &signatures, handle, vec![]);
        trace_call(b, &signatures, handle, vec![]);
        b.trace(int(8));
    });
    let about = "the second call of a one-shot continuation is the end";
    let mut example = example("reentered", about, signatures.clone(), vec![f.function, main], &[7]);
    example.trace.push(Event::Reentered);
    example
}

/// Nobody can call a continuation whose handle is unused.
fn unused() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[], I64);
    let fields = f.suspend(&signatures, FIRST, NULL);
    let value = f.select(fields[1], int(1), int(2));
    f.ret(Some(value));
    let main = main(|b| {
        let value = call(b, I64, vec![]);
        b.trace(value);
    });
    example(
        "unused",
        "an await without a use of its handle is not there",
        signatures,
        vec![f.function, main],
        &[2],
    )
}

/// The task is not among what an await captures.
fn task_is_taken_afresh() -> Example {
    let signatures = vec![multi_shot(&[], I64)];
    let mut f = coroutine(&[], REF);
    let before = f.compute(Ty::I64, Op::Task);
    let (handle, _, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    let now = f.compute(Ty::I64, Op::Task);
    let old = f.binary(Binary::Mul, before, int(10));
    let sum = f.binary(Binary::Add, old, now);
    f.ret_as(Some(sum));
    let main = main(|b| {
        b.act(Op::SetTask(int(1)));
        let handle = call(b, REF, vec![]);
        for task in [2, 3, 1] {
            b.act(Op::SetTask(int(task)));
            trace_call(b, &signatures, handle, vec![]);
        }
    });
    let about = "a number read before the await is saved, the task that runs is not";
    example("task-is-taken-afresh", about, signatures.clone(), vec![f.function, main], &[12, 13, 11])
}

/// The proposal's `AWAIT_NO_STATE`: all that the continuation needs comes with the call.
fn no_state() -> Example {
    let signatures = vec![Signature { no_state: true, ..multi_shot(&[Ty::I64, Ty::Ref], I64) }];
    let mut f = coroutine(&[], REF);
    let (handle, arguments, continuation) = fork(&mut f, &signatures);
    f.ret(Some(handle));
    f.enter(continuation);
    let word = f.cell(arguments[1], 0);
    let word = f.load(Ty::I64, word);
    let product = f.binary(Binary::Mul, arguments[0], word);
    f.ret_as(Some(product));
    let main = main(|b| {
        let handle = call(b, REF, vec![]);
        let object = b.object(0, 1, true);
        for (number, word) in [(2, 3), (5, 7)] {
            let cell = b.cell(object, 0);
            b.store(int(word), cell);
            trace_call(b, &signatures, handle, vec![int(number), object]);
        }
    });
    example(
        "no-state",
        "a continuation without a frame",
        signatures.clone(),
        vec![f.function, main],
        &[6, 35],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interpreter_agrees_with_the_definition() {
        for example in all() {
            let run = crate::interpret::run(&example.program, 10_000).expect("an example has a meaning");
            assert_eq!(run.trace, example.trace, "{}: {}", example.name, example.about);
        }
    }
}
