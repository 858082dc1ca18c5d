//! From bytecode to LLVM IR.
//!
//! * In: a [`Code`].
//! * Out: the text of a module with one function: `entry`. A generator, coroutine or asynchronous generator is a switch-resumed coroutine
//!   of `llvm.coro.*`, whose frame owns references as `docs/reference-counts.md` says.
//!
//! Local variables and slots of the value stack are allocas, which LLVM's `sroa` makes values of before the split. Directly before each
//! suspend point each of them that may hold a reference goes through `gc.coro.own`.

mod blocks;
mod calls;
mod containers;
mod control;
mod coroutines;
mod errors;
mod exceptions;
mod module;
mod names;
mod operators;
mod stack;
mod text;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use crate::bytecode::{Code, Instr, Kind, Op, Refusal, Target};

use errors::{ErrorKey, Exit};
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
    /// The word that says if something waits for the interpreter, or 0 if it is not in one place.
    pub breaker: usize,
    /// Whether objects can be immortal (3.12 and later).
    pub has_immortals: bool,
}

/// Translates a code object.
///
/// # Errors
/// The first instruction that cannot be translated.
pub fn emit(code: &Code, objects: Objects) -> Result<String, Refusal> {
    let mut emitter = Emitter::new(code, objects);
    emitter.all_blocks()?;
    emitter.error_blocks();
    Ok(emitter.module())
}

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
    /// Local variables that have a value here for certain.
    bound: HashSet<u32>,
    /// Variables that the function stores to or has as arguments: the others never hold a reference.
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
    fn new(code: &'a Code, objects: Objects) -> Self {
        let mut index = BTreeMap::new();
        for (at, instr) in code.instrs.iter().enumerate() {
            index.entry(instr.offset).or_insert(at);
        }
        let mut used = vec![false; code.slots];
        used[..code.arguments].fill(true);
        for instr in &code.instrs {
            match instr.op {
                Op::StoreFast(slot) | Op::MakeCell(slot) => used[slot as usize] = true,
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
            bound: HashSet::new(),
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
        self.code.kind != Kind::Function
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
        Err(Refusal { what: what.into(), offset: self.instr().offset })
    }

    /// The variables that may hold a reference.
    fn locals(&self) -> Vec<u32> {
        (0..self.code.slots as u32).filter(|slot| self.used[*slot as usize]).collect()
    }
}
