//! Values of a wanted sort, and new ones.

use crate::build::int;
use crate::program::{Binary, Cast, Op, Operand, Predicate, Ty};

use super::body::Body;
use super::{Feature, Sort};

const INTEGERS: [Ty; 4] = [Ty::I1, Ty::I8, Ty::I32, Ty::I64];

impl Body<'_> {
    /// A value of a sort: most often one that there is, else a new one.
    pub fn get(&mut self, sort: Sort) -> Operand {
        if let Sort::Handle(_) = sort {
            return Operand::Zero(Ty::Ref);
        }
        if self.rng.chance(85)
            && let Some(value) = self.existing(sort)
        {
            return value;
        }
        match sort {
            Sort::Plain(ty) => self.plain(ty),
            Sort::Tagged(class) => {
                let object = self.get(Sort::Object(class));
                let number = self.get(Sort::Plain(Ty::I32));
                let half =
                    self.b.compute(Ty::Tagged, Op::InsertField(Operand::Poison(Ty::Tagged), number, 0));
                self.b.compute(Ty::Tagged, Op::InsertField(half, object, 1))
            }
            Sort::Couple(class) => {
                let mut couple = Operand::Zero(Ty::Couple);
                for at in 0..2 {
                    let object = self.get(Sort::Object(class));
                    couple = self.b.compute(Ty::Couple, Op::InsertLane(couple, object, at));
                }
                couple
            }
            Sort::Object(class) => self.object(class),
            Sort::Word => {
                let class = self.class();
                let object = self.get(Sort::Object(class));
                self.word_of(object, class)
            }
            Sort::Field(class) => self.field_of(class),
            Sort::Local => self.local(),
            Sort::Handle(_) => unreachable!("handled above"),
        }
    }

    fn existing(&mut self, sort: Sort) -> Option<Operand> {
        let count = self.scope.iter().filter(|(_, candidate)| *candidate == sort).count();
        if count == 0 {
            return None;
        }
        let at = self.rng.below(count);
        self.scope.iter().filter(|(_, candidate)| *candidate == sort).nth(at).map(|(value, _)| *value)
    }

    /// A constant, or a fresh computation.
    fn plain(&mut self, ty: Ty) -> Operand {
        match ty {
            Ty::I1 | Ty::I8 | Ty::I32 | Ty::I64 => {
                let bits = if self.rng.chance(80) { self.rng.below(20) as u64 } else { self.rng.bits() };
                Operand::Int(ty, bits & (u64::MAX >> (64 - ty.bits().unwrap_or(64))))
            }
            Ty::F64 => Operand::Float(self.rng.below(64) as f64 * 0.25 - 4.0),
            Ty::V4 => {
                let lane = self.get(Sort::Plain(Ty::I32));
                let at = self.rng.below(4) as u32;
                self.b.compute(Ty::V4, Op::InsertLane(Operand::Zero(Ty::V4), lane, at))
            }
            Ty::Pair => {
                let (first, second) = (self.get(Sort::Plain(Ty::I64)), self.get(Sort::Plain(Ty::I32)));
                let half = self.b.compute(Ty::Pair, Op::InsertField(Operand::Poison(Ty::Pair), first, 0));
                self.b.compute(Ty::Pair, Op::InsertField(half, second, 1))
            }
            other => unreachable!("{other:?} is not plain"),
        }
    }

    /// An object: the shared one of its class, or one out of a pointer field.
    fn object(&mut self, class: usize) -> Operand {
        let cell = self.b.cell(self.world, self.plan.world.shared(class));
        let shared = self.b.load(Ty::Ref, cell);
        if self.rng.chance(40)
            && let Some(field) = self.existing(Sort::Field(class))
        {
            let child = self.b.load(Ty::Ref, field);
            let none = self.b.compare(Predicate::Eq, child, Operand::Zero(Ty::Ref));
            return self.b.select(none, shared, child);
        }
        shared
    }

    /// A new object of a class, all zero.
    pub fn fresh(&mut self, class: usize) -> Operand {
        let class = &self.plan.classes[class];
        let share = self.plan.features.has(Feature::Share);
        self.b.object(class.pointers.len() as u32, class.words, share)
    }

    /// The address of one of an object's words.
    pub fn word_of(&mut self, object: Operand, class: usize) -> Operand {
        let class = &self.plan.classes[class];
        let (first, words) = (class.pointers.len() as u32, class.words);
        if words > 1 && self.rng.chance(40) {
            let any = self.get(Sort::Plain(Ty::I64));
            let index = self.b.binary(Binary::And, any, int(i64::from(words) - 1));
            let cell = self.b.cell(object, first);
            return self.b.element(cell, index, Ty::I64);
        }
        let at = first + self.rng.below(words as usize) as u32;
        self.b.cell(object, at)
    }

    /// The address of a pointer field that holds objects of a class; one of a new object if no class has such a field.
    fn field_of(&mut self, wanted: usize) -> Operand {
        let plan = self.plan;
        for (class, of) in plan.classes.iter().enumerate() {
            if let Some(at) = of.pointers.iter().position(|&child| child == wanted) {
                let object = self.get(Sort::Object(class));
                return self.b.cell(object, at as u32);
            }
        }
        let object = self.b.object(1, 0, self.plan.features.has(Feature::Share));
        self.b.cell(object, 0)
    }

    /// A pointer to a number on the stack.
    fn local(&mut self) -> Operand {
        let mut numbers = self.slots.iter().filter(|(_, sort, _)| *sort == Sort::Plain(Ty::I64));
        if let Some((slot, _, _)) = numbers.next_back() {
            return *slot;
        }
        let slot = self.b.slot(Ty::I64, 1);
        let value = self.get(Sort::Plain(Ty::I64));
        self.b.store(value, slot);
        slot
    }

    /// A value as an `i64` that says something about all of it.
    pub fn number(&mut self, value: Operand, sort: Sort) -> Option<Operand> {
        Some(match sort {
            Sort::Plain(Ty::I64) => value,
            Sort::Plain(Ty::F64) => self.b.cast(Cast::FPToSISat, value, Ty::I64),
            Sort::Plain(Ty::V4) => {
                let at = self.rng.below(4) as u32;
                let lane = self.b.compute(Ty::I32, Op::ExtractLane(value, at));
                self.b.cast(Cast::ZExt, lane, Ty::I64)
            }
            Sort::Plain(Ty::Pair) => {
                let first = self.b.compute(Ty::I64, Op::ExtractField(Ty::Pair, value, 0));
                let second = self.b.compute(Ty::I32, Op::ExtractField(Ty::Pair, value, 1));
                let second = self.b.cast(Cast::SExt, second, Ty::I64);
                self.b.binary(Binary::Xor, first, second)
            }
            Sort::Plain(_) => self.b.cast(Cast::ZExt, value, Ty::I64),
            Sort::Tagged(class) => {
                let number = self.b.compute(Ty::I32, Op::ExtractField(Ty::Tagged, value, 0));
                let number = self.b.cast(Cast::ZExt, number, Ty::I64);
                let object = self.b.compute(Ty::Ref, Op::ExtractField(Ty::Tagged, value, 1));
                let word = self.b.cell(object, self.plan.classes[class].pointers.len() as u32);
                let word = self.b.load(Ty::I64, word);
                self.b.binary(Binary::Add, number, word)
            }
            Sort::Couple(class) => {
                let at = self.rng.below(2) as u32;
                let object = self.b.compute(Ty::Ref, Op::ExtractLane(value, at));
                let word = self.word_of(object, class);
                self.b.load(Ty::I64, word)
            }
            Sort::Object(class) => {
                let word = self.word_of(value, class);
                self.b.load(Ty::I64, word)
            }
            Sort::Word | Sort::Local => self.b.load(Ty::I64, value),
            Sort::Field(_) => {
                let child = self.b.load(Ty::Ref, value);
                let there = self.b.compare(Predicate::Ne, child, Operand::Zero(Ty::Ref));
                self.b.cast(Cast::ZExt, there, Ty::I64)
            }
            Sort::Handle(_) => return None,
        })
    }

    // ---- new values ----

    /// A sort that values of this program may have.
    pub fn any_sort(&mut self) -> Sort {
        let features = self.plan.features;
        let when = |feature, weight: usize| if features.has(feature) { weight } else { 0 };
        let class = self.class();
        self.rng.weighted(&[
            (Sort::Plain(Ty::I64), 8),
            (Sort::Plain(Ty::I32), 4),
            (Sort::Plain(Ty::I8), 2),
            (Sort::Plain(Ty::I1), 2),
            (Sort::Plain(Ty::F64), 3),
            (Sort::Plain(Ty::V4), when(Feature::Vectors, 2)),
            (Sort::Plain(Ty::Pair), when(Feature::Aggregates, 2)),
            (Sort::Tagged(class), when(Feature::TaggedAggregates, 2)),
            (Sort::Couple(class), when(Feature::RefVectors, 1)),
            (Sort::Object(class), when(Feature::Objects, 5)),
            (Sort::Word, when(Feature::Derived, 4)),
            (Sort::Field(class), when(Feature::Derived, 1)),
            (Sort::Local, when(Feature::LocalPointers, when(Feature::Locals, 2))),
        ])
    }

    pub fn compute_something(&mut self) {
        let sort = self.any_sort();
        let value = match sort {
            _ if self.rng.chance(20) => {
                let condition = self.get(Sort::Plain(Ty::I1));
                let (a, b) = (self.get(sort), self.get(sort));
                self.b.select(condition, a, b)
            }
            Sort::Plain(Ty::I1) => self.condition(),
            Sort::Plain(ty @ (Ty::I8 | Ty::I32 | Ty::I64)) => self.integer(ty),
            Sort::Plain(Ty::V4) => self.vector(),
            Sort::Plain(Ty::F64) => self.float(),
            Sort::Plain(_) | Sort::Tagged(_) => self.aggregate(sort),
            Sort::Couple(class) => {
                let (couple, object) = (self.get(sort), self.get(Sort::Object(class)));
                let at = self.rng.below(2) as u32;
                self.b.compute(Ty::Couple, Op::InsertLane(couple, object, at))
            }
            Sort::Object(_) | Sort::Field(_) | Sort::Local | Sort::Handle(_) => self.get(sort),
            Sort::Word => {
                let class = self.class();
                let object = self.get(Sort::Object(class));
                self.word_of(object, class)
            }
        };
        self.offer(value, sort);
    }

    /// A comparison.
    pub fn condition(&mut self) -> Operand {
        let ty = self.rng.pick(&[Ty::I8, Ty::I32, Ty::I64, Ty::I64, Ty::F64]);
        let (a, b) = (self.get(Sort::Plain(ty)), self.get(Sort::Plain(ty)));
        let predicate = match ty {
            Ty::F64 => Predicate::FLt,
            _ => self.rng.pick(&[Predicate::Eq, Predicate::Ne, Predicate::ULt, Predicate::SLt]),
        };
        self.b.compare(predicate, a, b)
    }

    fn integer(&mut self, ty: Ty) -> Operand {
        match self.rng.below(10) {
            0 => self.cast_integer(ty),
            1 if ty == Ty::I64 => {
                let value = self.get(Sort::Plain(Ty::F64));
                self.b.cast(Cast::FPToSISat, value, Ty::I64)
            }
            2 if ty == Ty::I64 && self.plan.features.has(Feature::Objects) => {
                let word = self.get(Sort::Word);
                self.b.load(Ty::I64, word)
            }
            3 if ty == Ty::I32 && self.plan.features.has(Feature::Vectors) => {
                let vector = self.get(Sort::Plain(Ty::V4));
                let at = self.rng.below(4) as u32;
                self.b.compute(Ty::I32, Op::ExtractLane(vector, at))
            }
            4 => self.division_or_shift(ty),
            _ => {
                const OPS: [Binary; 6] =
                    [Binary::Add, Binary::Sub, Binary::Mul, Binary::And, Binary::Or, Binary::Xor];
                let op = self.rng.pick(&OPS);
                let (a, b) = (self.get(Sort::Plain(ty)), self.get(Sort::Plain(ty)));
                self.b.binary(op, a, b)
            }
        }
    }

    fn cast_integer(&mut self, to: Ty) -> Operand {
        let from = self.rng.pick(&INTEGERS);
        let value = self.get(Sort::Plain(from));
        match from.bits().cmp(&to.bits()) {
            std::cmp::Ordering::Equal => value,
            std::cmp::Ordering::Greater => self.b.cast(Cast::Trunc, value, to),
            std::cmp::Ordering::Less => {
                let cast = self.rng.pick(&[Cast::ZExt, Cast::SExt]);
                self.b.cast(cast, value, to)
            }
        }
    }

    /// The right operand is made such that the result is defined.
    fn division_or_shift(&mut self, ty: Ty) -> Operand {
        let (a, b) = (self.get(Sort::Plain(ty)), self.get(Sort::Plain(ty)));
        if self.rng.chance(50) {
            let divisor = self.b.binary(Binary::Or, b, Operand::Int(ty, 1));
            let op = self.rng.pick(&[Binary::UDiv, Binary::URem]);
            return self.b.binary(op, a, divisor);
        }
        let mask = u64::from(ty.bits().unwrap_or(8)) - 1;
        let amount = self.b.binary(Binary::And, b, Operand::Int(ty, mask));
        let op = self.rng.pick(&[Binary::Shl, Binary::LShr, Binary::AShr]);
        self.b.binary(op, a, amount)
    }

    fn float(&mut self) -> Operand {
        if self.rng.chance(25) {
            let number = self.get(Sort::Plain(Ty::I64));
            return self.b.cast(Cast::SIToFP, number, Ty::F64);
        }
        let (a, b) = (self.get(Sort::Plain(Ty::F64)), self.get(Sort::Plain(Ty::F64)));
        let op = self.rng.pick(&[Binary::FAdd, Binary::FSub, Binary::FMul]);
        self.b.binary(op, a, b)
    }

    fn vector(&mut self) -> Operand {
        let a = self.get(Sort::Plain(Ty::V4));
        if self.rng.chance(50) {
            let b = self.get(Sort::Plain(Ty::V4));
            let op = self.rng.pick(&[Binary::Add, Binary::Sub, Binary::Mul, Binary::Xor]);
            return self.b.binary(op, a, b);
        }
        let lane = self.get(Sort::Plain(Ty::I32));
        let at = self.rng.below(4) as u32;
        self.b.compute(Ty::V4, Op::InsertLane(a, lane, at))
    }

    fn aggregate(&mut self, sort: Sort) -> Operand {
        let (aggregate, at) = (self.get(sort), self.rng.below(2) as u32);
        let field = match (sort, at) {
            (Sort::Tagged(class), 1) => Sort::Object(class),
            (Sort::Plain(_), 0) => Sort::Plain(Ty::I64),
            _ => Sort::Plain(Ty::I32),
        };
        let value = self.get(field);
        self.b.compute(sort.ty(), Op::InsertField(aggregate, value, at))
    }
}
