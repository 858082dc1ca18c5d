//! The interpreter is strict, and what works on programs keeps their meaning.

use gc_coro_oracle::build::{Builder, int};
use gc_coro_oracle::check::{Verdict, verdict};
use gc_coro_oracle::compact::compact;
use gc_coro_oracle::generate::{Options, generate};
use gc_coro_oracle::interpret::{Event, Trouble, run};
use gc_coro_oracle::program::{Binary, FunctionId, Op, Operand, Program, Signature, SignatureId, Ty};

const FIRST: SignatureId = SignatureId(0);

/// A program of `main`, and of a coroutine that does `code` in its continuation.
fn program(
    one_shot: bool,
    code: impl FnOnce(&mut Builder, &[Operand]),
    main: impl FnOnce(&mut Builder, Operand),
) -> Program {
    let signatures =
        vec![Signature { arguments: vec![Ty::I64], result: Some(Ty::I64), one_shot, no_state: false }];
    let mut f = Builder::new("f", &[], Some(Ty::Ref));
    let fields = f.suspend(&signatures, FIRST, Operand::Zero(Ty::Ref));
    let (continuation, first) = (f.block(), f.block());
    f.branch(fields[1], continuation, first);
    f.enter(first);
    f.ret(Some(fields[0]));
    f.enter(continuation);
    code(&mut f, &fields);
    f.ret_as(Some(fields[2]));
    let mut b = Builder::new("oracle_main", &[], None);
    let handle = b.call(FunctionId(0), Some(Ty::Ref), Vec::new()).expect("it gives a handle");
    main(&mut b, handle);
    b.ret(None);
    Program { signatures, functions: vec![f.function, b.function], main: FunctionId(1) }
}

fn resume(b: &mut Builder, handle: Operand, argument: i64) {
    let op = Op::Resume { signature: FIRST, handle, arguments: vec![int(argument)], tail: false };
    let value = b.compute(Ty::I64, op);
    b.trace(value);
}

fn refused(program: &Program) -> &'static str {
    match run(program, 1000) {
        Err(Trouble::Undefined(_, what)) => what,
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn what_is_defined_runs() {
    let program =
        program(false, |_, _| {}, |b, handle| [3, 4].into_iter().for_each(|n| resume(b, handle, n)));
    let run = run(&program, 1000).expect("it has a meaning");
    assert_eq!(run.trace, [Event::Value(3), Event::Value(4)]);
    assert_eq!((run.awaits, run.resumes, run.depth), (1, 2, 2));
}

#[test]
fn undefined_results_of_an_await_may_not_be_used() {
    let handle_again = program(false, |b, fields| resume(b, fields[0], 1), |b, handle| resume(b, handle, 1));
    assert_eq!(refused(&handle_again), "an undefined pointer is used");

    // The same, of the argument on the first path.
    let signatures =
        vec![Signature { arguments: vec![Ty::I64], result: None, one_shot: false, no_state: false }];
    let mut b = Builder::new("oracle_main", &[], None);
    let fields = b.suspend(&signatures, FIRST, Operand::Zero(Ty::Ref));
    b.trace(fields[2]);
    b.ret(None);
    let program = Program { signatures, functions: vec![b.function], main: FunctionId(0) };
    assert_eq!(refused(&program), "an undefined integer is used");
}

#[test]
fn memory_is_checked() {
    type Code = fn(&mut Builder);
    let cases: [(Code, &str); 6] = [
        (
            |b| {
                let object = b.object(0, 1, false);
                let outside = b.cell(object, 1);
                b.load(Ty::I64, outside);
            },
            "an access outside of its object",
        ),
        (
            |b| {
                let object = b.object(1, 1, false);
                let word = b.cell(object, 1);
                b.load(Ty::Ref, word);
            },
            "a field is loaded as another type",
        ),
        (
            |b| {
                b.cell(Operand::Zero(Ty::Ref), 0);
            },
            "null is used as an object",
        ),
        (
            |b| {
                let slot = b.slot(Ty::I64, 2);
                let outside = b.element(slot, int(2), Ty::I64);
                b.store(int(0), outside);
            },
            "an access outside of its object",
        ),
        (
            |b| {
                let slot = b.slot(Ty::I64, 1);
                let nothing = b.load(Ty::I64, slot);
                b.trace(nothing);
            },
            "an undefined integer is used",
        ),
        (
            |b| {
                let zero = int(0);
                b.binary(Binary::UDiv, int(1), zero);
            },
            "a division by zero",
        ),
    ];
    for (code, what) in cases {
        let program = program(false, |_, _| {}, |b, _| code(b));
        assert_eq!(refused(&program), what);
    }
}

#[test]
fn one_shot_ends_the_program() {
    let program = program(true, |_, _| {}, |b, handle| [3, 4].into_iter().for_each(|n| resume(b, handle, n)));
    let run = run(&program, 1000).expect("it has a meaning");
    assert_eq!(run.trace, [Event::Value(3), Event::Reentered]);
}

#[test]
fn endless_programs_are_refused() {
    let mut b = Builder::new("oracle_main", &[], None);
    let head = b.block();
    b.jump(head);
    b.enter(head);
    b.jump(head);
    let looping = Program { signatures: Vec::new(), functions: vec![b.function], main: FunctionId(0) };
    assert_eq!(run(&looping, 1000), Err(Trouble::Steps));

    let mut b = Builder::new("oracle_main", &[], None);
    b.call(FunctionId(0), None, Vec::new());
    b.ret(None);
    let recursive = Program { signatures: Vec::new(), functions: vec![b.function], main: FunctionId(0) };
    assert_eq!(run(&recursive, 10_000), Err(Trouble::Depth));
}

#[test]
fn compact_programs_mean_the_same() {
    let options = Options::default();
    for seed in 0..100 {
        let before = generate(seed, &options);
        let small = compact(&before.program);
        assert_eq!(run(&small, options.steps), Ok(before.run), "seed {seed}");
        assert_eq!(compact(&small), small);
    }
}

#[test]
fn verdicts() {
    let expected = [Event::Value(1), Event::Value(-2), Event::Reentered];
    let of = |command: &str| verdict(command, "text", &expected).expect("there is a shell");
    assert_eq!(of("printf '1\\n-2\\nreentered\\n'"), Verdict::Same);
    let word = |word: &str| Some(word.to_string());
    let differs = |line, expected, actual| Verdict::Differs { line, expected, actual };
    assert_eq!(of("printf '1\\n2\\n'"), differs(2, word("-2"), word("2")));
    assert_eq!(of("printf '1\\n-2\\n'"), differs(3, word("reentered"), None));
    assert_eq!(of("printf '1\\n-2\\nreentered\\n3\\n'"), differs(4, None, word("3")));
    assert_eq!(of("cat"), differs(1, word("1"), word("text")));
    let failed = of("echo \"in 'f17': 3 words\" >&2; exit 3");
    assert!(matches!(&failed, Verdict::Failed(message) if message.starts_with("in 'f17'")), "{failed}");
    assert!(failed.same_kind(&of("echo \"in 'f2': 44 words\" >&2; exit 3")));
    assert!(!failed.same_kind(&of("echo other words >&2; exit 3")));
    assert!(!failed.same_kind(&of("cat")));
}
