//! What a program means.
//!
//! An await copies the activation it stands in: all its values and its slots, not its callers' and not the heap. The
//! copy is an object of the heap, the handle. To call a continuation is to copy that copy again and to run it from after
//! the await; so each call sees what was there at the await. A one-shot handle may be called once.
//!
//! The interpreter is strict: it refuses what LLVM calls undefined or poison as soon as it would matter, so a program that
//! it accepts has one behaviour under every correct compiler.

use std::fmt;
use std::rc::Rc;

use crate::program::{
    Block, BlockId, Cast, Function, FunctionId, Inst, Op, Operand, Phi, Program, SignatureId, Terminator, Ty,
    ValueId, fields,
};
use crate::scalar::{binary, compare};

/// What a program shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    Value(i64),
    /// A one-shot continuation was called again. It is the last event.
    Reentered,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Event::Value(value) => write!(f, "{value}"),
            Event::Reentered => f.write_str("reentered"),
        }
    }
}

/// What happened while a program ran.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Run {
    pub trace: Vec<Event>,
    pub steps: u64,
    pub awaits: u64,
    pub resumes: u64,
    /// The deepest call stack.
    pub depth: usize,
}

/// Why a program has no meaning.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// It ran for too long.
    Steps,
    /// It called too deep.
    Depth,
    /// It did what is undefined: in which function, and what.
    Undefined(String, &'static str),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Trouble::Steps => f.write_str("the program runs for too long"),
            Trouble::Depth => f.write_str("the program calls too deep"),
            Trouble::Undefined(function, what) => write!(f, "in '{function}': {what}"),
        }
    }
}

/// A value. Integers have no bits above their width.
#[derive(Clone, Debug)]
pub enum Value {
    Undefined,
    Int(u64),
    Float(f64),
    Lanes([u32; 4]),
    Aggregate(Rc<[Value]>),
    Null,
    Ref(u32),
    /// An object, and a distance in bytes from its header.
    Derived(u32, i64),
    /// A cell of a slot; `None`: of the activation that holds the value, else of that number in the stack.
    Local(Option<u32>, u32, i64),
}

enum Object {
    /// Pointers, then words.
    Plain {
        pointers: u32,
        cells: Vec<Value>,
    },
    Handle {
        signature: SignatureId,
        captured: Rc<Activation>,
        used: bool,
    },
    /// What `gc.coro.prealloc` gave; nothing looks inside.
    State,
}

#[derive(Clone)]
struct Activation {
    function: FunctionId,
    block: BlockId,
    /// The next instruction.
    next: usize,
    values: Vec<Value>,
    slots: Vec<Value>,
    /// Where the caller wants the result.
    result: Option<ValueId>,
}

/// Runs a program to its end.
pub fn run(program: &Program, limit: u64) -> Result<Run, Trouble> {
    let mut machine = Machine::new(program, limit);
    machine.enter(program.main, &[], None);
    let outcome = machine.run_all();
    let name = |machine: &Machine| match machine.stack.last() {
        Some(top) => program.function(top.function).name.clone(),
        None => String::new(),
    };
    match outcome {
        Ok(()) | Err(Stop::Reentered) => Ok(machine.run),
        Err(Stop::Steps) => Err(Trouble::Steps),
        Err(Stop::Depth) => Err(Trouble::Depth),
        Err(Stop::Undefined(what)) => Err(Trouble::Undefined(name(&machine), what)),
    }
}

enum Stop {
    Steps,
    Depth,
    Reentered,
    Undefined(&'static str),
}

type Step<T = ()> = Result<T, Stop>;

const DEEPEST: usize = 400;

struct Machine<'p> {
    program: &'p Program,
    /// For each function, the first cell of each of its slots, and the number of all cells.
    slot_starts: Vec<(Vec<u32>, u32)>,
    stack: Vec<Activation>,
    heap: Vec<Object>,
    run: Run,
    /// The current task.
    task: u64,
    limit: u64,
    moving: Vec<Value>,
}

impl<'p> Machine<'p> {
    fn new(program: &'p Program, limit: u64) -> Self {
        let starts = |function: &Function| {
            let mut end = 0;
            let starts = function.slots.iter().map(|slot| {
                end += slot.count;
                end - slot.count
            });
            (starts.collect(), end)
        };
        let slot_starts = program.functions.iter().map(starts).collect();
        let run = Run::default();
        Self {
            program,
            slot_starts,
            stack: Vec::new(),
            heap: Vec::new(),
            run,
            task: 0,
            limit,
            moving: Vec::new(),
        }
    }

    fn run_all(&mut self) -> Step {
        let program = self.program;
        while let Some(top) = self.stack.last_mut() {
            let block: &'p Block = &program.function(top.function).blocks[top.block.0 as usize];
            self.run.steps += 1;
            if self.run.steps > self.limit {
                return Err(Stop::Steps);
            }
            match block.insts.get(top.next) {
                Some(inst) => {
                    top.next += 1;
                    self.execute(inst)?;
                }
                None => self.terminate(&block.terminator)?,
            }
        }
        Ok(())
    }

    fn top(&mut self) -> &mut Activation {
        self.stack.last_mut().expect("an instruction runs in an activation")
    }

    fn enter(&mut self, function: FunctionId, arguments: &[Value], result: Option<ValueId>) {
        let mut values = vec![Value::Undefined; self.program.function(function).values.len()];
        values[..arguments.len()].clone_from_slice(arguments);
        let slots = vec![Value::Undefined; self.slot_starts[function.0 as usize].1 as usize];
        self.stack.push(Activation { function, block: BlockId(0), next: 0, values, slots, result });
        self.run.depth = self.run.depth.max(self.stack.len());
    }

    fn leave(&mut self, value: Option<Value>) -> Step {
        let result = self.stack.pop().and_then(|left| left.result);
        if let (Some(result), Some(caller)) = (result, self.stack.last_mut()) {
            caller.values[result.0 as usize] =
                value.ok_or(Stop::Undefined("a result that was not returned"))?;
        }
        Ok(())
    }

    // ---- operands ----

    fn get(&mut self, operand: Operand) -> Value {
        match operand {
            Operand::Value(value) => self.top().values[value.0 as usize].clone(),
            Operand::Int(_, bits) => Value::Int(bits),
            Operand::Float(float) => Value::Float(float),
            Operand::Zero(ty) => self.zero(ty),
            Operand::Poison(_) => Value::Undefined,
            Operand::Slot(slot) => Value::Local(None, slot.0, 0),
        }
    }

    fn zero(&self, ty: Ty) -> Value {
        match ty {
            Ty::I1 | Ty::I8 | Ty::I32 | Ty::I64 => Value::Int(0),
            Ty::F64 => Value::Float(0.0),
            Ty::V4 => Value::Lanes([0; 4]),
            Ty::Ref => Value::Null,
            Ty::Couple => Value::Aggregate([Value::Null, Value::Null].into()),
            Ty::Pair | Ty::Tagged | Ty::Await(_) => {
                let fields = fields(&self.program.signatures, ty);
                Value::Aggregate(fields.into_iter().map(|field| self.zero(field)).collect())
            }
            Ty::Derived | Ty::Local => Value::Undefined,
        }
    }

    fn int(&mut self, operand: Operand) -> Step<u64> {
        match self.get(operand) {
            Value::Int(bits) => Ok(bits),
            _ => Err(Stop::Undefined("an undefined integer is used")),
        }
    }

    fn object(&mut self, operand: Operand) -> Step<u32> {
        match self.get(operand) {
            Value::Ref(object) => Ok(object),
            Value::Null => Err(Stop::Undefined("null is used as an object")),
            _ => Err(Stop::Undefined("an undefined pointer is used")),
        }
    }

    /// The values that go to another activation: pointers to own slots become absolute.
    fn arguments(&mut self, operands: &[Operand]) -> Step<Vec<Value>> {
        let depth = self.stack.len() as u32 - 1;
        let absolute = |value| match value {
            Value::Local(None, slot, cell) => Value::Local(Some(depth), slot, cell),
            other => other,
        };
        operands.iter().map(|&operand| Ok(absolute(self.get(operand)))).collect()
    }

    // ---- control ----

    fn terminate(&mut self, terminator: &'p Terminator) -> Step {
        let target = match terminator {
            Terminator::Jump(to) => *to,
            Terminator::Branch(condition, then, otherwise) => match self.int(*condition)? {
                0 => *otherwise,
                _ => *then,
            },
            Terminator::Switch { value, cases, default } => {
                let value = self.int(*value)?;
                cases.iter().find(|(case, _)| *case == value).map_or(*default, |(_, to)| *to)
            }
            Terminator::Return { value, .. } => {
                let value = value.map(|operand| self.get(operand));
                return self.leave(value);
            }
        };
        self.go(target);
        Ok(())
    }

    /// Jumps; the phis of a block change at the same time.
    fn go(&mut self, to: BlockId) {
        let from = self.top().block;
        let function = self.top().function;
        let phis: &'p [Phi] = &self.program.function(function).blocks[to.0 as usize].phis;
        let mut moving = std::mem::take(&mut self.moving);
        for phi in phis {
            let incoming = phi.incoming.iter().find(|(block, _)| *block == from);
            let (_, operand) = incoming.expect("a phi has an entry for each predecessor");
            moving.push(self.get(*operand));
        }
        let top = self.top();
        (top.block, top.next) = (to, 0);
        for (phi, value) in phis.iter().zip(moving.drain(..)) {
            top.values[phi.result.0 as usize] = value;
        }
        self.moving = moving;
    }

    fn execute(&mut self, inst: &'p Inst) -> Step {
        let value = match &inst.op {
            Op::Call { function, arguments } => {
                if self.stack.len() >= DEEPEST {
                    return Err(Stop::Depth);
                }
                let arguments = self.arguments(arguments)?;
                self.enter(*function, &arguments, inst.result);
                return Ok(());
            }
            Op::Resume { signature, handle, arguments, .. } => {
                return self.resume(*signature, *handle, arguments, inst.result);
            }
            Op::Await { signature, .. } => self.suspend(*signature, inst.result),
            Op::Store { value, address } => {
                let (value, address) = (self.get(*value), self.get(*address));
                *self.cell(address)? = value;
                return Ok(());
            }
            Op::Trace(value) => {
                let value = self.int(*value)? as i64;
                self.run.trace.push(Event::Value(value));
                return Ok(());
            }
            Op::SetTask(task) => {
                self.task = self.int(*task)?;
                return Ok(());
            }
            Op::Share(object) => return self.object(*object).map(|_| ()),
            _ => self.compute(inst)?,
        };
        if let Some(result) = inst.result {
            self.top().values[result.0 as usize] = value;
        }
        Ok(())
    }

    // ---- awaits ----

    /// The result of an await that was not resumed; the handle in it holds the activation as it is now.
    fn suspend(&mut self, signature: SignatureId, result: Option<ValueId>) -> Value {
        self.run.awaits += 1;
        let mut captured = self.top().clone();
        captured.result = result;
        self.heap.push(Object::Handle { signature, captured: Rc::new(captured), used: false });
        let handle = Value::Ref(self.heap.len() as u32 - 1);
        let arguments = self.program.signature(signature).arguments.len();
        let undefined = std::iter::repeat_n(Value::Undefined, arguments);
        Value::Aggregate([handle, Value::Int(0)].into_iter().chain(undefined).collect())
    }

    fn resume(
        &mut self,
        expected: SignatureId,
        handle: Operand,
        arguments: &[Operand],
        result: Option<ValueId>,
    ) -> Step {
        let handle = self.object(handle)?;
        let arguments = self.arguments(arguments)?;
        let one_shot = self.program.signature(expected).one_shot;
        let Object::Handle { signature, captured, used } = &mut self.heap[handle as usize] else {
            return Err(Stop::Undefined("an object that is no handle is resumed"));
        };
        if *signature != expected {
            return Err(Stop::Undefined("a handle is resumed with another signature than its own"));
        }
        if one_shot && std::mem::replace(used, true) {
            self.run.trace.push(Event::Reentered);
            return Err(Stop::Reentered);
        }
        if self.stack.len() >= DEEPEST {
            return Err(Stop::Depth);
        }
        self.run.resumes += 1;
        let mut activation = Activation::clone(captured);
        let awaited = std::mem::replace(&mut activation.result, result);
        if let Some(awaited) = awaited {
            let fields = [Value::Undefined, Value::Int(1)].into_iter().chain(arguments);
            activation.values[awaited.0 as usize] = Value::Aggregate(fields.collect());
        }
        self.stack.push(activation);
        self.run.depth = self.run.depth.max(self.stack.len());
        Ok(())
    }

    // ---- memory ----

    /// The cell at an address.
    fn cell(&mut self, address: Value) -> Step<&mut Value> {
        const OUTSIDE: Stop = Stop::Undefined("an access outside of its object");
        match address {
            Value::Derived(object, offset) => {
                let Object::Plain { cells, .. } = &mut self.heap[object as usize] else {
                    return Err(Stop::Undefined("an access to a handle or a state"));
                };
                let index = offset / 8 - 1;
                let cell = usize::try_from(index).ok().and_then(|index| cells.get_mut(index));
                cell.filter(|_| offset % 8 == 0).ok_or(OUTSIDE)
            }
            Value::Local(depth, slot, cell) => {
                let depth = depth.map_or(self.stack.len() - 1, |depth| depth as usize);
                let activation = &mut self.stack[depth];
                let count = self.program.function(activation.function).slots[slot as usize].count;
                if !(0..i64::from(count)).contains(&cell) {
                    return Err(OUTSIDE);
                }
                let start = self.slot_starts[activation.function.0 as usize].0[slot as usize];
                Ok(&mut activation.slots[start as usize + cell as usize])
            }
            _ => Err(Stop::Undefined("an access through an undefined address")),
        }
    }

    fn load(&mut self, address: Operand, wanted: Ty) -> Step<Value> {
        let address = self.get(address);
        if let Value::Derived(object, offset) = address
            && let Object::Plain { pointers, .. } = &self.heap[object as usize]
            && (offset / 8 - 1 < i64::from(*pointers)) != (wanted == Ty::Ref)
        {
            return Err(Stop::Undefined("a field is loaded as another type"));
        }
        self.cell(address).cloned()
    }

    // ---- instructions without control ----

    fn compute(&mut self, inst: &Inst) -> Step<Value> {
        let ty = |machine: &mut Self| {
            let function = machine.top().function;
            let result = inst.result.expect("an instruction that only computes has a result");
            machine.program.function(function).values[result.0 as usize]
        };
        match &inst.op {
            Op::Binary(op, a, b) => {
                let (ty, a, b) = (ty(self), self.get(*a), self.get(*b));
                binary(*op, ty, &a, &b).map_err(Stop::Undefined)
            }
            Op::Compare(predicate, ty, a, b) => {
                let (a, b) = (self.get(*a), self.get(*b));
                let holds = compare(*predicate, *ty, &a, &b).map_err(Stop::Undefined)?;
                Ok(Value::Int(u64::from(holds)))
            }
            Op::Cast(cast, from, value) => {
                let (to, value) = (ty(self), self.get(*value));
                convert(*cast, *from, to, value)
            }
            Op::Select(condition, a, b) => match self.int(*condition)? {
                0 => Ok(self.get(*b)),
                _ => Ok(self.get(*a)),
            },
            Op::InsertLane(vector, lane, at) => match (self.get(*vector), self.get(*lane)) {
                (Value::Lanes(mut lanes), Value::Int(lane)) => {
                    lanes[*at as usize] = lane as u32;
                    Ok(Value::Lanes(lanes))
                }
                (Value::Aggregate(lanes), lane) => {
                    let mut lanes = lanes.to_vec();
                    lanes[*at as usize] = lane;
                    Ok(Value::Aggregate(lanes.into()))
                }
                _ => Err(Stop::Undefined("an undefined vector is used")),
            },
            Op::ExtractLane(vector, at) => match self.get(*vector) {
                Value::Lanes(lanes) => Ok(Value::Int(u64::from(lanes[*at as usize]))),
                Value::Aggregate(lanes) => Ok(lanes[*at as usize].clone()),
                _ => Err(Stop::Undefined("an undefined vector is used")),
            },
            Op::InsertField(aggregate, value, at) => {
                let ty = ty(self);
                self.insert_field(ty, *aggregate, *value, *at)
            }
            Op::ExtractField(_, aggregate, at) => match self.get(*aggregate) {
                Value::Aggregate(fields) => Ok(fields[*at as usize].clone()),
                _ => Ok(Value::Undefined),
            },
            Op::Derive(object) => Ok(Value::Derived(self.object(*object)?, 0)),
            Op::Element { base, index, stride } => self.element(*base, *index, *stride),
            Op::Load(address) => {
                let ty = ty(self);
                self.load(*address, ty)
            }
            Op::New { pointers, words } => {
                let null = std::iter::repeat_n(Value::Null, *pointers as usize);
                let cells = null.chain(std::iter::repeat_n(Value::Int(0), *words as usize)).collect();
                self.heap.push(Object::Plain { pointers: *pointers, cells });
                Ok(Value::Ref(self.heap.len() as u32 - 1))
            }
            Op::Task => Ok(Value::Int(self.task)),
            Op::Prealloc | Op::Acquire { .. } => {
                self.heap.push(Object::State);
                Ok(Value::Ref(self.heap.len() as u32 - 1))
            }
            Op::Call { .. }
            | Op::Resume { .. }
            | Op::Await { .. }
            | Op::Store { .. }
            | Op::Trace(_)
            | Op::SetTask(_)
            | Op::Share(_) => unreachable!("executed elsewhere"),
        }
    }

    fn insert_field(&mut self, ty: Ty, aggregate: Operand, value: Operand, at: u32) -> Step<Value> {
        let mut fields: Vec<Value> = match self.get(aggregate) {
            Value::Aggregate(fields) => fields.to_vec(),
            _ => vec![Value::Undefined; fields(&self.program.signatures, ty).len()],
        };
        fields[at as usize] = self.get(value);
        Ok(Value::Aggregate(fields.into()))
    }

    fn element(&mut self, base: Operand, index: Operand, stride: Ty) -> Step<Value> {
        let index = self.int(index)? as i64;
        match self.get(base) {
            // The fields of objects are words.
            Value::Derived(object, offset) if matches!(stride, Ty::I64 | Ty::Ref) => {
                Ok(Value::Derived(object, offset.wrapping_add(index.wrapping_mul(8))))
            }
            Value::Local(depth, slot, cell) => Ok(Value::Local(depth, slot, cell.wrapping_add(index))),
            _ => Err(Stop::Undefined("an undefined address is used")),
        }
    }
}

fn convert(cast: Cast, from: Ty, to: Ty, value: Value) -> Step<Value> {
    let mask = |bits: u64| bits & (u64::MAX >> (64 - to.bits().unwrap_or(64)));
    match (cast, value) {
        (Cast::ZExt, Value::Int(bits)) => Ok(Value::Int(bits)),
        (Cast::SExt, Value::Int(bits)) => Ok(Value::Int(mask(signed(from, bits) as u64))),
        (Cast::Trunc, Value::Int(bits)) => Ok(Value::Int(mask(bits))),
        (Cast::SIToFP, Value::Int(bits)) => Ok(Value::Float(signed(from, bits) as f64)),
        // Rust's conversion saturates and takes NaN to zero, as the intrinsic does.
        (Cast::FPToSISat, Value::Float(float)) => Ok(Value::Int(float as i64 as u64)),
        _ => Err(Stop::Undefined("an undefined value is converted")),
    }
}

/// An integer as a signed number.
pub fn signed(ty: Ty, bits: u64) -> i64 {
    let unused = 64 - ty.bits().unwrap_or(64);
    ((bits << unused) as i64) >> unused
}
