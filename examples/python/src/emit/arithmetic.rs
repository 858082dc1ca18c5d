//! Operators on machine numbers. Each has a path for values, and one for objects: a call of the runtime, which does what the
//! interpreter does.

use super::Emitter;
use super::kinds::Kind;
use super::numbers::{Number, type_of};
use super::stack::{Entry, slot_name};
use super::text::{Arg, REF};
use crate::bytecode::Refusal;

/// The interpreter's numbers of operators; those in place are 13 more.
const ADD: u32 = 0;
const AND: u32 = 1;
const FLOOR_DIVIDE: u32 = 2;
const SHIFT_LEFT: u32 = 3;
const MULTIPLY: u32 = 5;
const REMAINDER: u32 = 6;
const OR: u32 = 7;
const SHIFT_RIGHT: u32 = 9;
const SUBTRACT: u32 = 10;
const TRUE_DIVIDE: u32 = 11;
const XOR: u32 = 12;

/// What a path for values ends with: the result, and a bit that says that it is none.
struct Attempt {
    value: String,
    fails: Option<String>,
}

/// The kind of a result, if there is a path for values.
fn result_kind(operator: u32, a: Kind, b: Kind) -> Option<Kind> {
    match (operator, a, b) {
        (_, Kind::Object, _) | (_, _, Kind::Object) => None,
        (ADD | SUBTRACT | MULTIPLY | FLOOR_DIVIDE | REMAINDER, Kind::Int, Kind::Int) => Some(Kind::Int),
        (AND | OR | XOR | SHIFT_LEFT | SHIFT_RIGHT, Kind::Int, Kind::Int) => Some(Kind::Int),
        (ADD | SUBTRACT | MULTIPLY | TRUE_DIVIDE, Kind::Scalar, _) => Some(Kind::Scalar),
        (ADD | SUBTRACT | MULTIPLY | TRUE_DIVIDE, _, Kind::Scalar) => Some(Kind::Scalar),
        (ADD | SUBTRACT | MULTIPLY | TRUE_DIVIDE, ..) => Some(Kind::Float),
        _ => None,
    }
}

impl Emitter<'_> {
    /// Translates a binary operator if both operands are numbers.
    pub fn number_binary(&mut self, operator: u32) -> Option<Result<(), Refusal>> {
        let depth = self.stack.len();
        let (a, b) = (self.stack[depth - 2].clone(), self.stack[depth - 1].clone());
        let plain = if operator >= 13 { operator - 13 } else { operator };
        let kind = result_kind(plain, self.number_kind(&a), self.number_kind(&b))?;
        let (a, b) = (self.number(&a)?, self.number(&b)?);
        self.pop_raw(2);
        Some(self.two_paths(operator, plain, kind, &a, &b))
    }

    fn two_paths(
        &mut self,
        operator: u32,
        plain: u32,
        kind: Kind,
        a: &Number,
        b: &Number,
    ) -> Result<(), Refusal> {
        let (slow, done) = (self.text.block_name("objects"), self.text.block_name("number"));
        let mut may_fail = false;
        if let Some(bit) = self.are_values(&[a, b]) {
            let fast = self.text.block_name("values");
            self.text.line(format!("br i1 {bit}, label %{fast}, label %{slow}, !prof !1"));
            self.text.block(&fast);
            may_fail = true;
        }
        let attempt = if kind == Kind::Int {
            self.int_result(plain, a, b, &slow)
        } else {
            self.float_result(plain, a, b, &slow)
        };
        may_fail |= attempt.fails.is_some()
            || matches!(plain, FLOOR_DIVIDE | REMAINDER | SHIFT_LEFT | SHIFT_RIGHT | TRUE_DIVIDE);
        let before = self.stack.clone();
        // The reference is stored on both paths, if there are two.
        let reference = may_fail.then_some("null");
        if let Some(fails) = &attempt.fails {
            let right = self.text.block_name("right");
            self.text.line(format!("br i1 {fails}, label %{slow}, label %{right}, !prof !0"));
            self.text.block(&right);
        }
        self.push_number(kind, reference, &attempt.value);
        if may_fail {
            let after = std::mem::replace(&mut self.stack, before);
            self.text.line(format!("br label %{done}"));
            self.text.block(&slow);
            self.slow_binary(operator, kind, a, b, after.last())?;
            self.stack = after;
            self.text.line(format!("br label %{done}"));
            self.text.block(&done);
        }
        Ok(())
    }

    /// The path for objects stores to the slot of the result.
    fn slow_binary(
        &mut self,
        operator: u32,
        kind: Kind,
        a: &Number,
        b: &Number,
        to: Option<&Entry>,
    ) -> Result<(), Refusal> {
        let (x, y) = (self.boxed(a), self.boxed(b));
        self.stored_offset = None;
        self.mark_offset();
        let args = [Arg::i32(3), Arg::i32(operator), Arg::reference(x), Arg::reference(y)];
        let result = self.text.call(REF, "binary", &args);
        self.fail_if_null(&result)?;
        let (reference, value) = self.unboxed(kind, &result);
        if let Some(Entry::Number { slot, .. }) = to {
            let place = slot_name(*slot);
            self.text.line(format!("store {REF} {reference}, ptr {place}"));
            self.text.line(format!(
                "store {} {value}, ptr {}",
                type_of(kind),
                super::numbers::value_name(&place, kind)
            ));
        }
        Ok(())
    }

    /// Goes to the slow path if a bit is false.
    fn only_if(&mut self, bit: &str, slow: &str) {
        let next = self.text.block_name("fits");
        self.text.line(format!("br i1 {bit}, label %{next}, label %{slow}, !prof !1"));
        self.text.block(&next);
    }

    fn int_result(&mut self, operator: u32, a: &Number, b: &Number, slow: &str) -> Attempt {
        let (x, y) = (&a.value, &b.value);
        let overflowing = match operator {
            ADD => "sadd",
            SUBTRACT => "ssub",
            MULTIPLY => "smul",
            AND => return self.exact(format!("and i64 {x}, {y}")),
            OR => return self.exact(format!("or i64 {x}, {y}")),
            XOR => return self.exact(format!("xor i64 {x}, {y}")),
            SHIFT_LEFT | SHIFT_RIGHT => return self.shift(operator, x, y, slow),
            _ => return self.divide(operator, x, y, slow),
        };
        let function = format!("llvm.{overflowing}.with.overflow.i64");
        self.text.intrinsic(&function, "{ i64, i1 } (i64, i64)");
        let both = self.text.value(format!("call {{ i64, i1 }} @{function}(i64 {x}, i64 {y})"));
        let value = self.text.value(format!("extractvalue {{ i64, i1 }} {both}, 0"));
        let fails = self.text.value(format!("extractvalue {{ i64, i1 }} {both}, 1"));
        Attempt { value, fails: Some(fails) }
    }

    fn exact(&mut self, instruction: String) -> Attempt {
        Attempt { value: self.text.value(instruction), fails: None }
    }

    fn shift(&mut self, operator: u32, x: &str, y: &str, slow: &str) -> Attempt {
        let fits = self.text.value(format!("icmp ult i64 {y}, 63"));
        self.only_if(&fits, slow);
        if operator == SHIFT_RIGHT {
            return self.exact(format!("ashr i64 {x}, {y}"));
        }
        let value = self.text.value(format!("shl i64 {x}, {y}"));
        let back = self.text.value(format!("ashr i64 {value}, {y}"));
        let fails = self.text.value(format!("icmp ne i64 {back}, {x}"));
        Attempt { value, fails: Some(fails) }
    }

    /// Rounded down, for a divisor above zero.
    fn divide(&mut self, operator: u32, x: &str, y: &str, slow: &str) -> Attempt {
        let fits = self.text.value(format!("icmp sgt i64 {y}, 0"));
        self.only_if(&fits, slow);
        let rest = self.text.value(format!("srem i64 {x}, {y}"));
        let is_negative = self.text.value(format!("icmp slt i64 {rest}, 0"));
        if operator == REMAINDER {
            let more = self.text.value(format!("add i64 {rest}, {y}"));
            return self.exact(format!("select i1 {is_negative}, i64 {more}, i64 {rest}"));
        }
        let quotient = self.text.value(format!("sdiv i64 {x}, {y}"));
        let less = self.text.value(format!("sub i64 {quotient}, 1"));
        self.exact(format!("select i1 {is_negative}, i64 {less}, i64 {quotient}"))
    }

    /// A value as a double. An int is rounded as the interpreter rounds it.
    fn as_double(&mut self, number: &Number) -> String {
        if number.kind != Kind::Int {
            return number.value.clone();
        }
        self.text.value(format!("sitofp i64 {} to double", number.value))
    }

    fn float_result(&mut self, operator: u32, a: &Number, b: &Number, slow: &str) -> Attempt {
        if operator == TRUE_DIVIDE && a.kind == Kind::Int && b.kind == Kind::Int {
            // Larger ones are not exact as doubles.
            for number in [a, b] {
                let shifted = self.text.value(format!("add i64 {}, 9007199254740992", number.value));
                let fits = self.text.value(format!("icmp ule i64 {shifted}, 18014398509481984"));
                self.only_if(&fits, slow);
            }
        }
        let (x, y) = (self.as_double(a), self.as_double(b));
        let operation = match operator {
            ADD => "fadd",
            SUBTRACT => "fsub",
            MULTIPLY => "fmul",
            _ => {
                let fits = self.text.value(format!("fcmp une double {y}, 0.0"));
                self.only_if(&fits, slow);
                "fdiv"
            }
        };
        let value = self.text.value(format!("{operation} double {x}, {y}"));
        let is_scalar = a.kind == Kind::Scalar || b.kind == Kind::Scalar;
        // NumPy warns where a result is no finite number.
        let fails = is_scalar.then(|| {
            self.text.intrinsic("llvm.fabs.f64", "double (double)");
            let size = self.text.value(format!("call double @llvm.fabs.f64(double {value})"));
            self.text.value(format!("fcmp uge double {size}, 0x7FF0000000000000"))
        });
        Attempt { value, fails }
    }

    /// Translates a comparison of numbers of one kind whose truth is asked.
    pub fn number_compare(&mut self, relation: u32) -> Option<Result<(), Refusal>> {
        let depth = self.stack.len();
        let (a, b) = (self.stack[depth - 2].clone(), self.stack[depth - 1].clone());
        let kind = self.number_kind(&a);
        let other = self.number_kind(&b);
        let are_doubles = kind != Kind::Int && other != Kind::Int;
        if kind == Kind::Object || other == Kind::Object || (kind != other && !are_doubles) {
            return None;
        }
        let kind = if kind == Kind::Scalar { Kind::Float } else { kind };
        let (a, b) = (self.number(&a)?, self.number(&b)?);
        self.pop_raw(2);
        Some(self.compare_paths(relation, kind, &a, &b))
    }

    /// Pops a number, and says its truth.
    pub fn number_truth(&mut self) -> Option<String> {
        let entry = self.stack.last().cloned().filter(|entry| !matches!(entry, Entry::Constant(_)))?;
        let number = self.number(&entry)?;
        if number.reference.is_some() {
            // An object that is no number has a truth of its own.
            return None;
        }
        self.pop_raw(1);
        let (name, zero) = if number.kind == Kind::Int { ("icmp ne", "0") } else { ("fcmp une", "0.0") };
        Some(self.text.value(format!("{name} {} {}, {zero}", type_of(number.kind), number.value)))
    }

    fn compare_paths(&mut self, relation: u32, kind: Kind, a: &Number, b: &Number) -> Result<(), Refusal> {
        let name = match (kind, relation) {
            (Kind::Float, 0) => "fcmp olt",
            (Kind::Float, 1) => "fcmp ole",
            (Kind::Float, 2) => "fcmp oeq",
            (Kind::Float, 3) => "fcmp une",
            (Kind::Float, 4) => "fcmp ogt",
            (Kind::Float, _) => "fcmp oge",
            (_, 0) => "icmp slt",
            (_, 1) => "icmp sle",
            (_, 2) => "icmp eq",
            (_, 3) => "icmp ne",
            (_, 4) => "icmp sgt",
            _ => "icmp sge",
        };
        let compare = format!("{name} {} {}, {}", type_of(kind), a.value, b.value);
        let Some(bit) = self.are_values(&[a, b]) else {
            let bit = self.text.value(compare);
            self.push_bit(bit);
            return Ok(());
        };
        let (fast, slow, done) =
            (self.text.block_name("values"), self.text.block_name("objects"), self.text.block_name("truth"));
        self.text.line(format!("br i1 {bit}, label %{fast}, label %{slow}, !prof !1"));
        self.text.block(&fast);
        let quick = self.text.value(compare);
        self.text.line(format!("br label %{done}"));
        self.text.block(&slow);
        let (x, y) = (self.boxed(a), self.boxed(b));
        self.stored_offset = None;
        self.mark_offset();
        let args = [Arg::i32(3), Arg::i32(relation), Arg::reference(x), Arg::reference(y)];
        let status = self.text.call("i32", "compare_truth", &args);
        self.fail_if_negative(&status)?;
        let general = self.text.value(format!("icmp ne i32 {status}, 0"));
        let last = self.text.current.clone();
        self.text.line(format!("br label %{done}"));
        self.text.block(&done);
        self.stored_offset = None;
        let truth = self.text.value(format!("phi i1 [ {quick}, %{fast} ], [ {general}, %{last} ]"));
        self.push_bit(truth);
        Ok(())
    }
}
