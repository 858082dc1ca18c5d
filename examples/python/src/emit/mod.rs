//! From bytecode to LLVM IR.
//!
//! * In: a [`Code`].
//! * Out: the text of a module with one function: `entry`. A generator, coroutine or asynchronous generator is a switch-resumed coroutine
//!   of `llvm.coro.*`, whose frame owns references as `docs/reference-counts.md` says.
//!
//! Local variables and slots of the value stack are allocas, which LLVM's `sroa` makes values of before the split. Directly before each
//! suspend point each of them that may hold a reference goes through `gc.coro.own`.

mod arithmetic;
mod blocks;
mod buffers;
mod calls;
mod containers;
mod control;
mod coroutines;
mod errors;
mod exceptions;
mod kinds;
mod module;
mod names;
mod numbers;
mod operators;
mod stack;
mod text;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

use crate::bytecode::{self, Code, Instr, Op, Refusal, Target};
use crate::flow::{self, Bound};

use errors::{ErrorKey, Exit};
pub use kinds::Kind;
use stack::{Entry, Shape};
use text::Text;

/// Objects and places that generated code has to know.
#[derive(Clone, Copy, Debug)]
pub struct Objects {
    /// The unit of the code, a structure of the runtime.
    pub unit: usize,
    pub none: usize,
    pub true_object: usize,
    pub false_object: usize,
    /// Where the fields of a coroutine object are, from its frame.
    pub io: i64,
    pub status: i64,
    pub awaiting: i64,
    pub takes_ints: i64,
    pub number: i64,
    /// The word that says if something waits for the interpreter, or 0 if it is not in one place.
    pub breaker: usize,
    /// The type of pinned buffers.
    pub pin_type: usize,
    /// Whether objects can be immortal (3.12 and later).
    pub has_immortals: bool,
}

/// Translates a code object.
///
/// `first` are the kinds of the arguments of the first call; `generators` says which names are compiled generators.
///
/// # Errors
/// The first instruction that cannot be translated.
pub fn emit(code: &Code, objects: Objects, first: &[Kind], generators: &[bool]) -> Result<String, Refusal> {
    let bound = flow::bound(code);
    let candidates = kinds::candidates(code, &bound);
    let mut kinds: Vec<Kind> = vec![Kind::Object; code.slots];
    for (slot, kind) in kinds.iter_mut().enumerate().filter(|(slot, _)| candidates[*slot]) {
        *kind = if slot < code.arguments {
            first.get(slot).copied().filter(|kind| *kind != Kind::Scalars).unwrap_or(Kind::Object)
        } else {
            Kind::Int
        };
    }
    let pinned = kinds::buffers(code, first);
    for pass in 0.. {
        let mut emitter = Emitter::new(code, objects, kinds.clone(), &bound, &pinned, generators);
        emitter.all_blocks()?;
        let changed = emitter.change_kinds(&mut kinds, first, pass >= PASSES);
        if !changed {
            emitter.error_blocks();
            return Ok(emitter.module());
        }
    }
    unreachable!("the last passes only make objects of variables")
}

/// How often the kinds of variables are looked for.
const PASSES: usize = 4;

/// The state of a translation. The files of this folder add what translates each group of instructions.
struct Emitter<'a> {
    code: &'a Code,
    objects: Objects,
    text: Text,
    /// The index of the first instruction at each offset.
    index: BTreeMap<u32, usize>,
    /// The offsets where blocks begin.
    leaders: HashSet<u32>,
    stack: Vec<Entry>,
    /// Slots of the value stack that are used somewhere.
    slots: usize,
    /// Words of the array for arguments.
    words: usize,
    bound: &'a Bound,
    /// How variables are kept.
    kinds: Vec<Kind>,
    /// The arguments that are buffers: the kinds of their elements, or `Kind::Object`.
    pinned: &'a [Kind],
    generators: &'a [bool],
    /// What is stored to them.
    stored_kinds: Vec<Option<Kind>>,
    /// The slots that hold numbers.
    value_slots: BTreeSet<(String, Kind)>,
    /// Variables that are stored to or loaded. Slots that the interpreter only lists have no place.
    used: Vec<bool>,
    /// The instruction that is translated.
    at: usize,
    /// The offset that was stored last on this path.
    stored_offset: Option<u32>,
    shapes: HashMap<Target, Vec<Shape>>,
    waiting: VecDeque<Target>,
    errors: HashMap<ErrorKey, String>,
    unwritten: VecDeque<(ErrorKey, String)>,
    exits: HashMap<(Vec<Entry>, Exit), String>,
    unwritten_exits: VecDeque<(Vec<Entry>, Exit, String)>,
    suspends: usize,
}

impl<'a> Emitter<'a> {
    fn new(
        code: &'a Code,
        objects: Objects,
        kinds: Vec<Kind>,
        bound: &'a Bound,
        pinned: &'a [Kind],
        generators: &'a [bool],
    ) -> Self {
        let mut index = BTreeMap::new();
        for (at, instr) in code.instrs.iter().enumerate() {
            index.entry(instr.offset).or_insert(at);
        }
        let mut used = vec![false; code.slots];
        used[..code.arguments].fill(true);
        for instr in &code.instrs {
            match instr.op {
                Op::StoreFast(slot)
                | Op::MakeCell(slot)
                | Op::DeleteFast(slot)
                | Op::LoadFast { slot, .. } => used[slot as usize] = true,
                Op::CopyFreeVars(count) => used[code.slots - count as usize..].fill(true),
                _ => {}
            }
        }
        Emitter {
            code,
            objects,
            text: Text::default(),
            index,
            leaders: blocks::leaders(code),
            stack: Vec::new(),
            slots: 0,
            words: 0,
            bound,
            stored_kinds: vec![None; code.slots],
            kinds,
            pinned,
            generators,
            value_slots: BTreeSet::new(),
            used,
            at: 0,
            stored_offset: None,
            shapes: HashMap::new(),
            waiting: VecDeque::new(),
            errors: HashMap::new(),
            unwritten: VecDeque::new(),
            exits: HashMap::new(),
            unwritten_exits: VecDeque::new(),
            suspends: 0,
        }
    }

    fn is_coroutine(&self) -> bool {
        self.code.kind != bytecode::Kind::Function
    }

    fn instr(&self) -> Instr {
        self.code.instrs[self.at]
    }

    /// The operation that follows in the same block.
    fn next_op(&self) -> Option<Op> {
        let next = self.code.instrs.get(self.at + 1)?;
        let is_leader = next.offset != self.instr().offset && self.leaders.contains(&next.offset);
        (!is_leader).then_some(next.op)
    }

    fn refuse<T>(&self, what: impl Into<String>) -> Result<T, Refusal> {
        Err(Refusal { what: what.into(), offset: self.instr().position })
    }

    /// Changes the kinds of variables to what was stored to them. Whether one has changed.
    fn change_kinds(&self, kinds: &mut [Kind], first: &[Kind], only_objects: bool) -> bool {
        let mut changed = false;
        for (slot, kind) in kinds.iter_mut().enumerate().filter(|(_, kind)| **kind != Kind::Object) {
            let argument = first.get(slot).copied().filter(|_| slot < self.code.arguments);
            let stored = match (argument, self.stored_kinds[slot]) {
                (Some(a), Some(b)) => a.join(b),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => Kind::Object,
            };
            if stored != *kind {
                *kind = if only_objects { Kind::Object } else { stored };
                changed = true;
            }
        }
        changed
    }

    /// The variables that may hold a reference.
    fn locals(&self) -> Vec<u32> {
        (0..self.code.slots as u32).filter(|slot| self.used[*slot as usize]).collect()
    }
}
