//! The operations of Julia's dialect by name: number and types of their arguments (`src/JuliaDialect.td`).

use crate::ir::{Opcode, Type, Value};

use crate::diag::Violation;
use crate::ir::callee_name;
use crate::verify::subject::Subject;

/// What an argument or result has to be.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Wanted {
    /// A pointer of one address space.
    Space(u32, &'static str),
    Integer,
    Token,
    /// The pair of `julia.except_enter`.
    Pair,
}

const PLAIN: Wanted = Wanted::Space(0, "ptr");
const TRACKED: Wanted = Wanted::Space(10, "ptr addrspace(10)");
const DERIVED: Wanted = Wanted::Space(11, "ptr addrspace(11)");
const LOADED: Wanted = Wanted::Space(13, "ptr addrspace(13)");

/// An operation: its first arguments, then any number of groups of `rest`.
struct Signature {
    name: &'static str,
    first: &'static [Wanted],
    rest: &'static [Wanted],
    result: Option<Wanted>,
    /// `first` in words.
    count: &'static str,
}

const SIGNATURES: &[Signature] = &[
    Signature { name: "julia.call", first: &[PLAIN], rest: &[TRACKED], result: None, count: "one or more" },
    Signature { name: "julia.call2", first: &[PLAIN], rest: &[TRACKED], result: None, count: "one or more" },
    Signature {
        name: "julia.gc_alloc_obj",
        first: &[PLAIN, Wanted::Integer, TRACKED],
        rest: &[],
        result: Some(TRACKED),
        count: "three (task, size, type)",
    },
    Signature {
        name: "julia.pointer_from_objref",
        first: &[DERIVED],
        rest: &[],
        result: Some(PLAIN),
        count: "one",
    },
    Signature { name: "julia.typeof", first: &[TRACKED], rest: &[], result: Some(TRACKED), count: "one" },
    Signature {
        name: "julia.gc_loaded",
        first: &[TRACKED, PLAIN],
        rest: &[],
        result: Some(LOADED),
        count: "two (object, address)",
    },
    Signature {
        name: "julia.write_barrier",
        first: &[TRACKED, TRACKED],
        rest: &[TRACKED],
        result: None,
        count: "two or more (parent, children)",
    },
    Signature {
        name: "julia.object_write_barrier",
        first: &[TRACKED, TRACKED],
        rest: &[TRACKED],
        result: None,
        count: "two or more (parent, children)",
    },
    Signature {
        name: "julia.field_write_barrier.p11",
        first: &[TRACKED, DERIVED, TRACKED],
        rest: &[DERIVED, TRACKED],
        result: None,
        count: "a parent and pairs of slot and child",
    },
    Signature {
        name: "julia.field_write_barrier.p13",
        first: &[TRACKED, LOADED, TRACKED],
        rest: &[LOADED, TRACKED],
        result: None,
        count: "a parent and pairs of slot and child",
    },
    Signature { name: "julia.get_pgcstack", first: &[], rest: &[], result: Some(PLAIN), count: "no" },
    Signature {
        name: "julia.except_enter",
        first: &[PLAIN],
        rest: &[],
        result: Some(Wanted::Pair),
        count: "one (task)",
    },
    Signature {
        name: "llvm.julia.gc_preserve_begin",
        first: &[],
        rest: &[TRACKED],
        result: Some(Wanted::Token),
        count: "any number of",
    },
    Signature {
        name: "llvm.julia.gc_preserve_end",
        first: &[Wanted::Token],
        rest: &[],
        result: None,
        count: "one (the begin)",
    },
];

/// The barrier of fields: the slots stand at every second argument.
const FIELD_BARRIER: &str = "julia.field_write_barrier";

pub fn check(subject: &Subject) {
    for &inst in subject.instructions.iter().filter(|inst| inst.is_opcode(Opcode::LLVMCall)) {
        let callee = callee_name(inst);
        if let Some(signature) = SIGNATURES.iter().find(|signature| signature.name == callee) {
            compare(subject, inst, signature);
        }
    }
}

fn compare(subject: &Subject, call: Value, signature: &Signature) {
    let callee = signature.name.to_owned();
    let found = call.argument_count();
    if !signature.takes(found) {
        let violation = Violation::ArgumentCount { callee, found, wanted: signature.count };
        return subject.report(Some(call), violation);
    }
    for number in 0..found {
        let argument = call.argument(number);
        let wanted = signature.argument(number);
        if !wanted.is(argument.ty()) {
            let (callee, found) = (callee.clone(), argument.ty().to_string());
            let violation = Violation::Argument { callee, number: number + 1, found, wanted: wanted.name() };
            subject.report(Some(call), violation);
        } else if callee.starts_with(FIELD_BARRIER) && number % 2 == 1 && argument.is_null() {
            subject.report(Some(call), Violation::NullSlot { callee: callee.clone(), number: number + 1 });
        }
    }
    if let Some(wanted) = signature.result.filter(|wanted| !wanted.is(call.ty())) {
        let violation = Violation::Result { callee, found: call.ty().to_string(), wanted: wanted.name() };
        subject.report(Some(call), violation);
    }
}

impl Signature {
    fn takes(&self, count: u32) -> bool {
        let count = count as usize;
        let more = count.checked_sub(self.first.len());
        more.is_some_and(|more| more == 0 || (!self.rest.is_empty() && more.is_multiple_of(self.rest.len())))
    }

    /// What argument `number`, one that [`takes`](Self::takes) allows, has to be.
    fn argument(&self, number: u32) -> Wanted {
        let number = number as usize;
        match self.first.get(number) {
            Some(wanted) => *wanted,
            None => self.rest[(number - self.first.len()) % self.rest.len()],
        }
    }
}

impl Wanted {
    fn is(self, ty: Type) -> bool {
        match self {
            Wanted::Space(space, _) => ty.address_space() == Some(space),
            Wanted::Integer => ty.int_width().is_some(),
            Wanted::Token => ty.is_token(),
            Wanted::Pair => {
                ty.is_struct()
                    && ty.field_count() == 2
                    && ty.field(0).int_width() == Some(32)
                    && ty.field(1).address_space() == Some(0)
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Wanted::Space(_, name) => name,
            Wanted::Integer => "an integer",
            Wanted::Token => "token",
            Wanted::Pair => "{ i32, ptr }",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_arguments() {
        let named = |name: &str| SIGNATURES.iter().find(|s| s.name == name).unwrap();
        let barrier = named("julia.field_write_barrier.p11");
        assert_eq!([1, 3, 4, 5].map(|count| barrier.takes(count)), [false, true, false, true]);
        assert_eq!((barrier.argument(3), barrier.argument(4)), (DERIVED, TRACKED));
        let task = named("julia.get_pgcstack");
        assert_eq!([0, 1].map(|count| task.takes(count)), [true, false]);
        assert_eq!([0, 5].map(|count| named("llvm.julia.gc_preserve_begin").takes(count)), [true, true]);
    }
}
