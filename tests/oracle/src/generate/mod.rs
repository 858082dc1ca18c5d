//! Random programs that always end.
//!
//! A program is a handful of coroutines and plain functions, a *world* and a driver. The world is an object that all of
//! them get: it holds a table of handles for each signature, one shared object of each class, and the fuel, which each
//! resumption takes one of. Calls go to later functions only, loops have bounds, so it is the fuel that ends a program.
//! Code is made in nested structures, which gives dominance for nothing; awaits stand anywhere in them.
//!
//! What is made is then run: a seed whose program takes too long is tried again with less fuel.

mod awaits;
mod body;
mod control;
mod driver;
mod feature;
mod values;
mod world;

pub use feature::{Feature, Features};

use crate::interpret::{self, Run, Trouble};
use crate::program::{Function, FunctionId, Op, Program, Signature, SignatureId, Ty};
use crate::rng::Rng;

use body::Body;
use world::World;

/// What to generate.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub features: Features,
    /// How large functions get; 10 is usual.
    pub size: usize,
    /// The largest number of steps that a program may take.
    pub steps: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { features: Features::default(), size: 10, steps: 20_000 }
    }
}

/// A program and what it does.
pub struct Generated {
    pub program: Program,
    pub run: Run,
}

/// The program of a seed.
pub fn generate(seed: u64, options: &Options) -> Generated {
    let rng = |attempt| Rng::new(seed.wrapping_mul(64).wrapping_add(attempt));
    generate_by(rng, &format!("seed {seed}"), options)
}

/// The program of a fuzzer's choices.
pub fn generate_from(choices: &[u8], options: &Options) -> Generated {
    // Where no smaller program of these choices ends in time, one of others does.
    let rng = |attempt| if attempt < 16 { Rng::of_choices(choices) } else { Rng::new(attempt) };
    generate_by(rng, "these choices", options)
}

fn generate_by(rng: impl Fn(u64) -> Rng, name: &str, options: &Options) -> Generated {
    for attempt in 0.. {
        let mut rng = rng(attempt);
        let features = options.features.for_one_program(&mut rng);
        let fuel = (rng.between(4, 40) as u64) >> attempt.min(5);
        let size = (options.size >> (attempt / 4).min(3)).max(2);
        let program = Plan::new(&mut rng, features, size, fuel).write(&mut rng);
        match interpret::run(&program, options.steps) {
            Ok(run) => return Generated { program, run },
            Err(Trouble::Steps | Trouble::Depth) => {}
            Err(trouble) => panic!("{name}, attempt {attempt}: a defect of the generator: {trouble}"),
        }
    }
    unreachable!("attempts get smaller until one ends in time")
}

/// What the generator knows of a value beyond its type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sort {
    /// A scalar, a vector, or a `Pair`.
    Plain(Ty),
    /// A `Tagged` whose pointer is an object of a class.
    Tagged(usize),
    /// A vector of two objects of a class.
    Couple(usize),
    /// An object of a class, never null.
    Object(usize),
    /// A derived pointer to a word of an object.
    Word,
    /// A derived pointer to a pointer field that holds null or an object of a class.
    Field(usize),
    /// A pointer to an `i64` of a stack slot.
    Local,
    /// A handle that was not published yet, or null.
    Handle(SignatureId),
}

impl Sort {
    fn ty(self) -> Ty {
        match self {
            Sort::Plain(ty) => ty,
            Sort::Tagged(_) => Ty::Tagged,
            Sort::Couple(_) => Ty::Couple,
            Sort::Object(_) | Sort::Handle(_) => Ty::Ref,
            Sort::Word | Sort::Field(_) => Ty::Derived,
            Sort::Local => Ty::Local,
        }
    }
}

/// A class of objects.
#[derive(Clone, Debug)]
struct Class {
    /// The classes of its pointers.
    pointers: Vec<usize>,
    /// The number of its words: a power of two.
    words: u32,
}

/// What a function takes (after the world) and gives.
#[derive(Clone, Debug)]
struct Header {
    parameters: Vec<Sort>,
    result: Option<Sort>,
    coroutine: bool,
    /// Its awaits share one state.
    prealloc: bool,
}

/// What is decided before any code is written.
struct Plan {
    features: Features,
    size: usize,
    fuel: u64,
    classes: Vec<Class>,
    signatures: Vec<Signature>,
    /// Sorts of the signatures' arguments and results.
    sorts: Vec<(Vec<Sort>, Option<Sort>)>,
    headers: Vec<Header>,
    world: World,
}

impl Plan {
    fn new(rng: &mut Rng, features: Features, size: usize, fuel: u64) -> Self {
        let classes = classes(rng);
        let sorts = signature_sorts(rng, features, classes.len());
        let signature = |(arguments, result): &(Vec<Sort>, Option<Sort>)| Signature {
            arguments: arguments.iter().map(|sort| sort.ty()).collect(),
            result: result.map(Sort::ty),
            no_state: false,
            one_shot: match (features.has(Feature::OneShot), features.has(Feature::MultiShot)) {
                (true, true) => rng.chance(40),
                (one_shot, _) => one_shot,
            },
        };
        let signatures: Vec<Signature> = sorts.iter().map(signature).collect();
        let headers = headers(rng, features, &classes, &sorts, &signatures);
        let world = World { signatures: signatures.len() as u32, classes: classes.len() as u32 };
        Self { features, size, fuel, classes, signatures, sorts, headers, world }
    }

    /// The functions: coroutines and plain ones, the world's helpers, the driver.
    fn write(&self, rng: &mut Rng) -> Program {
        let mut functions = Vec::new();
        for at in 0..self.headers.len() {
            functions.push(Body::write(self, rng, at));
        }
        functions.extend(world::helpers(self, rng));
        let awaited =
            self.signatures_where(|at| awaits_of(&functions).any(|signature| signature.0 as usize == at));
        if self.features.has(Feature::Awaits) {
            functions.extend(driver::resumers(self, rng));
        }
        functions.push(driver::write(self, rng, &awaited));
        for function in &mut functions {
            function.coroutine = function.has(Op::needs_coroutine);
        }
        let main = FunctionId(functions.len() as u32 - 1);
        Program { signatures: self.signatures.clone(), functions, main }
    }

    /// The signatures with a property.
    fn signatures_where(&self, mut holds: impl FnMut(usize) -> bool) -> Vec<SignatureId> {
        (0..self.signatures.len()).filter(|&at| holds(at)).map(|at| SignatureId(at as u32)).collect()
    }

    fn publish(&self, signature: SignatureId) -> FunctionId {
        FunctionId(self.headers.len() as u32 + 2 * signature.0)
    }

    fn take(&self, signature: SignatureId) -> FunctionId {
        FunctionId(self.headers.len() as u32 + 2 * signature.0 + 1)
    }

    fn resumer(&self, signature: SignatureId) -> FunctionId {
        FunctionId((self.headers.len() + 2 * self.signatures.len()) as u32 + signature.0)
    }
}

/// The signatures of all awaits.
fn awaits_of(functions: &[Function]) -> impl Iterator<Item = SignatureId> {
    let blocks = functions.iter().flat_map(|function| &function.blocks);
    blocks.flat_map(|block| &block.insts).filter_map(|inst| match inst.op {
        Op::Await { signature, .. } => Some(signature),
        _ => None,
    })
}

fn classes(rng: &mut Rng) -> Vec<Class> {
    let count = rng.between(1, 3);
    let class = |rng: &mut Rng| {
        let pointers = rng.below(4);
        Class { pointers: (0..pointers).map(|_| rng.below(count)).collect(), words: 1 << rng.below(3) }
    };
    (0..count).map(|_| class(rng)).collect()
}

/// The sort of a result: nothing, a number, an object, a handle.
fn result_sort(rng: &mut Rng, classes: usize, signatures: usize) -> Option<Sort> {
    match rng.below(10) {
        0 => None,
        1..5 => Some(Sort::Plain(Ty::I64)),
        5 => Some(Sort::Plain(Ty::F64)),
        6 => Some(Sort::Object(rng.below(classes))),
        _ => Some(Sort::Handle(SignatureId(rng.below(signatures) as u32))),
    }
}

fn signature_sorts(rng: &mut Rng, features: Features, classes: usize) -> Vec<(Vec<Sort>, Option<Sort>)> {
    let count = if features.has(Feature::MixedReturns) { rng.between(1, 4) } else { rng.between(1, 2) };
    let argument = |rng: &mut Rng| match rng.below(4) {
        0 => Sort::Plain(Ty::F64),
        1 => Sort::Object(rng.below(classes)),
        _ => Sort::Plain(Ty::I64),
    };
    let mut sorts: Vec<(Vec<Sort>, Option<Sort>)> = Vec::new();
    for at in 0..count {
        let arguments = (0..rng.below(4)).map(|_| argument(rng)).collect();
        let result = match sorts.first() {
            Some((_, first)) if !features.has(Feature::MixedReturns) => *first,
            // A continuation that returns nothing, of a function that returns something, would need a marker
            // without a value; the first signature may give nothing, and then all functions do.
            Some((_, first)) if at > 0 => result_sort(rng, classes, count).or(*first),
            _ => result_sort(rng, classes, count),
        };
        sorts.push((arguments, result));
    }
    if sorts.iter().any(|(_, result)| result.is_some()) {
        for (_, result) in &mut sorts {
            *result = result.or(Some(Sort::Plain(Ty::I64)));
        }
    }
    sorts
}

fn headers(
    rng: &mut Rng,
    features: Features,
    classes: &[Class],
    sorts: &[(Vec<Sort>, Option<Sort>)],
    signatures: &[Signature],
) -> Vec<Header> {
    let mut headers = Vec::new();
    // A coroutine takes no derived pointer: its base is the caller's, and cannot be found at an await.
    let parameter = |rng: &mut Rng, plain: bool| match rng.below(8) {
        0 => Sort::Plain(Ty::F64),
        1 => Sort::Plain(rng.pick(&[Ty::I32, Ty::I8, Ty::I1])),
        2 | 3 => Sort::Object(rng.below(classes.len())),
        4 if plain && features.has(Feature::Derived) && features.has(Feature::DerivedArguments) => Sort::Word,
        _ => Sort::Plain(Ty::I64),
    };
    let one_shot = signatures.iter().any(|signature| signature.one_shot);
    for _ in 0..rng.between(1, 3) {
        let parameters = (0..rng.below(4)).map(|_| parameter(rng, false)).collect();
        let prealloc = one_shot && features.has(Feature::Prealloc) && rng.chance(25);
        headers.push(Header {
            parameters,
            result: sorts[rng.below(sorts.len())].1,
            coroutine: true,
            prealloc,
        });
    }
    if features.has(Feature::Calls) {
        for _ in 0..rng.below(3) {
            let mut parameters: Vec<Sort> = (0..rng.below(3)).map(|_| parameter(rng, true)).collect();
            if features.has(Feature::Locals) && features.has(Feature::LocalPointers) {
                parameters.push(Sort::Local);
            }
            let result = Some(Sort::Plain(Ty::I64));
            headers.push(Header { parameters, result, coroutine: false, prealloc: false });
        }
    }
    headers
}
