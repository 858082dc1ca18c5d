//! The coroutine intrinsics of one function, found and checked. Nothing is changed here.

use rustc_hash::FxHashSet;

use crate::diag::{Diagnostic, Problem};
use crate::ir::{Attribute, AttributeIndex, Block, CLONES_ASK_FOR_FRAME, Function, Opcode, Type, Value};
use gc_coro_core::walk::reachable;

use crate::read::intrinsics::{Coro, WRAPPER};
use crate::read::value_names::Names;

/// The structure of a switch-resumed coroutine.
#[derive(Debug)]
pub struct Shape {
    pub function: Function,
    pub id: Value,
    pub begin: Value,
    /// The alloca named by `llvm.coro.id`.
    pub promise: Option<Value>,
    pub saves: Vec<Value>,
    pub suspends: Vec<Value>,
    pub ends: Vec<Value>,
    pub allocs: Vec<Value>,
    pub frees: Vec<Value>,
    /// `llvm.coro.dead` of this coroutine or of an inlined one.
    pub deads: Vec<Value>,
    pub sizes: Vec<Value>,
    pub aligns: Vec<Value>,
    pub frames: Vec<Value>,
    /// The `llvm.coro.promise`s of the coroutine's own handle: coro-early puts them in the place of the promise, so that
    /// no optimisation takes it for ordinary stack memory.
    pub promise_queries: Vec<Value>,
    pub ramp_queries: Vec<Value>,
    pub awaits: Vec<Value>,
    /// `gc.coro.return.*` of the await dialect.
    pub returns: Vec<Value>,
}

impl Shape {
    /// The shape of a function of the await dialect; `frame` is the placeholder of the frame that an activation goes on from.
    pub fn of_awaits(function: Function, frame: Value, returns: Vec<Value>) -> Self {
        let none = Vec::new;
        Shape {
            function,
            id: frame,
            begin: frame,
            promise: None,
            suspends: none(),
            ends: none(),
            allocs: none(),
            frees: none(),
            deads: none(),
            sizes: none(),
            aligns: none(),
            frames: none(),
            promise_queries: none(),
            ramp_queries: none(),
            saves: none(),
            awaits: none(),
            returns,
        }
    }

    /// The functions that `llvm.coro.await.suspend.*` is to call.
    pub fn await_wrappers(&self) -> impl Iterator<Item = Function> {
        self.awaits.iter().filter_map(|call| call.argument(WRAPPER).as_function())
    }
}

impl Shape {
    /// The address of the promise that `llvm.coro.id` names: the alloca, or a cast of it.
    pub fn promise_address(&self) -> Value {
        self.id.argument(ID_PROMISE)
    }
}

/// What a function marked `presplitcoroutine` turned out to be.
#[derive(Debug)]
pub enum Found {
    Coroutine(Box<Shape>),
    /// Of another lowering: not ours to touch.
    OtherLowering,
    /// Nothing of a coroutine is left in it (its beginning was never reached); only the mark is.
    Leftover,
}

/// Operand numbers of `llvm.coro.id`.
const ID_PROMISE: u32 = 1;
const ID_INFO: u32 = 3;

/// Whether an `llvm.coro.id` is of a coroutine that is not split.
pub fn is_unsplit(id: Value) -> bool {
    id.argument(ID_INFO).is_null()
}

/// Reads `function`.
///
/// # Errors
/// Every structural problem of the function.
pub fn find(function: Function) -> Result<Found, Vec<Diagnostic>> {
    let Calls { of_coroutine: calls, of_collector } = Calls::of(function);
    if calls.iter().any(|(coro, _)| *coro == Coro::OtherLowering) {
        return Ok(Found::OtherLowering);
    }
    let all =
        |wanted: Coro| calls.iter().filter(move |(c, _)| *c == wanted).map(|(_, i)| *i).collect::<Vec<_>>();
    let mut problems = Problems { function, of_collector, found: Vec::new() };
    let begins: Vec<Value> = all(Coro::Begin).into_iter().filter(|&b| problems.is_unsplit_begin(b)).collect();
    let Some((&begin, further)) = begins.split_first() else {
        if problems.found.is_empty() && all(Coro::Suspend).is_empty() && all(Coro::End).is_empty() {
            return Ok(Found::Leftover);
        }
        if problems.found.is_empty() {
            let place = all(Coro::Suspend).first().or(all(Coro::End).first()).copied();
            let is_cleaned_up = all(Coro::Id).is_empty() && all(Coro::Begin).is_empty();
            problems.push(place, if is_cleaned_up { Problem::CleanedUp } else { Problem::MissingBegin });
        }
        return Err(problems.found);
    };
    for &second in further {
        problems.push(Some(second), Problem::SecondBegin { first: begin.print() });
    }
    let id = begin.argument(0);
    for (kind, query) in calls.iter().filter(|(kind, _)| matches!(kind, Coro::Alloc | Coro::Free)) {
        problems.check_id_of(*kind, *query, begin);
    }
    problems.check_no_other_lowering(&calls);
    problems.check_uses_of(id);
    let awaits: Vec<Value> = calls.iter().filter(|(c, _)| c.is_await()).map(|(_, i)| *i).collect();
    let of_this = |i: &Value| i.argument(0) == id;
    let shape = Shape {
        function,
        id,
        begin,
        promise: problems.promise(id),
        saves: all(Coro::Save),
        suspends: all(Coro::Suspend),
        ends: all(Coro::End),
        allocs: all(Coro::Alloc).into_iter().filter(of_this).collect(),
        frees: all(Coro::Free).into_iter().filter(of_this).collect(),
        deads: all(Coro::Dead),
        sizes: all(Coro::Size),
        aligns: all(Coro::Align),
        frames: all(Coro::Frame),
        promise_queries: all(Coro::Promise).into_iter().filter(|q| q.argument(0) == begin).collect(),
        ramp_queries: all(Coro::IsInRamp),
        awaits,
        returns: Vec::new(),
    };
    problems.check_shape(&shape, &all(Coro::SubfnAddr));
    if problems.found.is_empty() { Ok(Found::Coroutine(Box::new(shape))) } else { Err(problems.found) }
}

/// The calls that `find` is about.
#[derive(Default)]
struct Calls {
    of_coroutine: Vec<(Coro, Value)>,
    /// Intrinsics of other paths to find roots, which a split coroutine cannot have.
    of_collector: Vec<(Value, Problem)>,
}

impl Calls {
    fn of(function: Function) -> Self {
        let mut calls = Calls::default();
        for inst in function.blocks().flat_map(Block::instructions) {
            let name = inst.called_function().map_or(b"".as_slice(), Function::name_bytes);
            if let Some(coro) = Coro::named(name) {
                calls.of_coroutine.push((coro, inst));
            } else if name == b"llvm.gcroot" {
                calls.of_collector.push((inst, Problem::GcRoot));
            } else if name.starts_with(b"llvm.experimental.gc.statepoint") {
                calls.of_collector.push((inst, Problem::StatepointBeforeSplit));
            }
        }
        calls
    }
}

/// Collects the problems.
struct Problems {
    function: Function,
    of_collector: Vec<(Value, Problem)>,
    found: Vec<Diagnostic>,
}

impl Problems {
    fn push(&mut self, instruction: Option<Value>, problem: Problem) {
        self.found.push(diagnostic(self.function, instruction, problem));
    }

    /// Whether a `llvm.coro.begin` belongs to this function's own coroutine: that of an inlined one is split already.
    fn is_unsplit_begin(&mut self, begin: Value) -> bool {
        let id = begin.argument(0);
        if !id.is_instruction() || Coro::of(id) != Some(Coro::Id) {
            self.push(Some(begin), Problem::BeginWithoutId);
            return false;
        }
        is_unsplit(id)
    }

    /// `llvm.coro.alloc` and `llvm.coro.free` ask about the frame of this coroutine, or of an inlined one that is split.
    fn check_id_of(&mut self, kind: Coro, query: Value, begin: Value) {
        let (asked, id) = (query.argument(0), begin.argument(0));
        // What an inlined clone of another coroutine asks by its frame alone.
        if CLONES_ASK_FOR_FRAME && kind == Coro::Free && !asked.is_instruction() && query.argument(1) != begin
        {
            return;
        }
        let is_inlined = || Coro::of(asked) == Some(Coro::Id) && !is_unsplit(asked);
        if asked != id && !(asked.is_instruction() && is_inlined()) {
            self.push(Some(query), Problem::OfAnotherId { intrinsic: kind.name() });
        }
    }

    /// Nothing else takes the token of this coroutine with it.
    fn check_uses_of(&mut self, id: Value) {
        let is_known = |user: Value| {
            matches!(Coro::of(user), Some(Coro::Begin | Coro::Alloc | Coro::Free)) && user.argument(0) == id
        };
        for user in id.users().into_iter().filter(|user| !is_known(*user)) {
            self.push(Some(user), Problem::IdUsedOtherwise);
        }
    }

    fn check_no_other_lowering(&mut self, calls: &[(Coro, Value)]) {
        for &(coro, call) in calls {
            if matches!(coro, Coro::AllocaAlloc | Coro::AllocaGet | Coro::AllocaFree) {
                self.push(Some(call), Problem::AllocaOfOtherLowering { intrinsic: coro.name() });
            }
        }
    }

    fn promise(&mut self, id: Value) -> Option<Value> {
        let mut promise = id.argument(ID_PROMISE);
        while names_the_same(promise) {
            promise = promise.argument(0);
        }
        if promise.is_null() {
            return None;
        }
        if !promise.is_alloca() {
            self.push(Some(id), Problem::PromiseIsNoAlloca { value: promise.print() });
            return None;
        }
        let one_or_constant = promise.operand(0).is_none_or(|count| count.const_int().is_some());
        if !one_or_constant || !promise.allocated_type().has_fixed_size() {
            self.push(Some(promise), Problem::PromiseIsDynamic { value: promise.name() });
        }
        Some(promise)
    }

    fn check_shape(&mut self, shape: &Shape, calls_with_index: &[Value]) {
        if self.function.has_attribute(Attribute::flag("naked")) {
            self.push(None, Problem::NakedFunction);
        }
        self.check_begin(shape);
        match shape.id.argument(0).const_int() {
            None => {
                let intrinsic = Coro::Id.name();
                self.push(Some(shape.id), Problem::OperandNotConstant { intrinsic, operand: 0 });
            }
            Some(align) if align != 0 && !align.is_power_of_two() => {
                self.push(Some(shape.id), Problem::PromiseAlignment);
            }
            Some(_) => {}
        }
        for &suspend in &shape.suspends {
            self.check_suspend(suspend);
        }
        for &end in &shape.ends {
            if end.argument(1).const_int().is_none() {
                self.push(Some(end), Problem::OperandNotConstant { intrinsic: Coro::End.name(), operand: 1 });
            }
        }
        for &call in &shape.awaits {
            self.check_await(call);
        }
        for &query in calls_with_index {
            if query.argument(1).const_int().is_none() {
                let intrinsic = Coro::SubfnAddr.name();
                self.push(Some(query), Problem::OperandNotConstant { intrinsic, operand: 1 });
            }
        }
        for (call, problem) in std::mem::take(&mut self.of_collector) {
            self.push(Some(call), problem);
        }
        for (index, argument) in (0u32..).zip(self.function.params()) {
            for attribute in ["inalloca", "preallocated"] {
                let at = AttributeIndex::Param(index);
                if Attribute::flag(attribute).value_on_function(self.function, at).is_some() {
                    let value = Names::of(self.function).name(argument);
                    self.push(None, Problem::ArgumentInCallerMemory { value, attribute });
                }
            }
        }
    }

    /// The frame begins before all that needs it, once, in memory that stays.
    fn check_begin(&mut self, shape: &Shape) {
        let begin = shape.begin;
        let early = reached_from([self.function.entry()], begin.block());
        let again = reached_from(begin.block().successors(), begin.block());
        if again.contains(&begin.block()) {
            self.push(Some(begin), Problem::BeginRunsAgain);
        }
        let needing = [&shape.suspends, &shape.saves, &shape.frames, &shape.awaits];
        for &call in needing.into_iter().flatten() {
            let Some(kind) = Coro::of(call) else { continue };
            let block = call.block();
            let is_before = || !std::iter::successors(call.previous(), |i| i.previous()).any(|i| i == begin);
            if early.contains(&block) && (block != begin.block() || is_before()) {
                self.push(Some(call), Problem::BeforeBegin { intrinsic: kind.name() });
            }
        }
        if let Some(alloca) = origins(begin.argument(1)).into_iter().find(|origin| origin.is_alloca())
            && !shape.suspends.is_empty()
        {
            self.push(Some(begin), Problem::FrameInOwnStack { value: alloca.name() });
        }
    }

    fn check_await(&mut self, call: Value) {
        let Some(kind) = Coro::of(call) else { return };
        let returns = |ty: Type| match kind {
            Coro::AwaitSuspendVoid => ty.is_void(),
            Coro::AwaitSuspendBool => ty.int_width() == Some(1),
            _ => ty.is_pointer(),
        };
        // A swifterror argument is an alloca of the caller or an argument of its own.
        let takes_plain = |f: Function| {
            let swift_error = Attribute::flag("swifterror");
            (0..2).all(|index| !f.has_attribute_at(AttributeIndex::Param(index), swift_error))
        };
        let takes_both =
            |f: Function| f.params().map(Value::ty).eq([0, 1].map(|index| call.argument(index).ty()));
        let is_wrapper = |f: Function| takes_both(f) && returns(f.return_type()) && takes_plain(f);
        if !call.argument(WRAPPER).as_function().is_some_and(is_wrapper) {
            let result = match kind {
                Coro::AwaitSuspendVoid => "void",
                Coro::AwaitSuspendBool => "i1",
                _ => "ptr",
            };
            self.push(Some(call), Problem::BadAwaitWrapper { intrinsic: kind.name(), result });
        }
    }

    fn check_suspend(&mut self, suspend: Value) {
        if suspend.argument(1).const_int().is_none() {
            let intrinsic = Coro::Suspend.name();
            self.push(Some(suspend), Problem::OperandNotConstant { intrinsic, operand: 1 });
        }
        let token = suspend.argument(0);
        if !token.is_instruction() {
            return;
        }
        if Coro::of(token) != Some(Coro::Save) {
            self.push(Some(suspend), Problem::SuspendWithoutSave);
            return;
        }
        let users = token.users();
        let problem = Problem::SharedSave { uses: users.len() };
        // Reported once, not at each of the suspends that share it.
        if users.len() > 1 && !self.found.iter().any(|d| d.instruction == Some(token.print())) {
            self.push(Some(token), problem);
        }
    }
}

/// The blocks that can be reached from `entries` without running all of `last`.
pub(super) fn reached_from(entries: impl IntoIterator<Item = Block>, last: Block) -> FxHashSet<Block> {
    reachable(entries, |block| if block == last { Vec::new() } else { block.successors() })
}

/// What an address is computed from, or chosen of.
fn origins(address: Value) -> Vec<Value> {
    use Opcode::{LLVMAddrSpaceCast, LLVMBitCast, LLVMGetElementPtr, LLVMSelect};
    let (mut origins, mut seen, mut work) = (Vec::new(), FxHashSet::default(), vec![address]);
    while let Some(value) = work.pop() {
        if !seen.insert(value) {
            continue;
        }
        match value.opcode() {
            Some(Opcode::LLVMPHI) => work.extend(value.incoming().into_iter().map(|(value, _)| value)),
            Some(LLVMSelect) => work.extend([value.argument(1), value.argument(2)]),
            Some(LLVMAddrSpaceCast | LLVMBitCast | LLVMGetElementPtr) => work.push(value.argument(0)),
            _ => origins.push(value),
        }
    }
    origins
}

/// Whether the frame's size and alignment fit the types that the coroutine asks for them in.
///
/// # Errors
/// One problem for each call that cannot hold its result.
pub fn check_results_fit(shape: &Shape, size: u64, align: u64) -> Result<(), Vec<Diagnostic>> {
    let sizes = shape.sizes.iter().map(|&call| (call, Coro::Size, size));
    let aligns = shape.aligns.iter().map(|&call| (call, Coro::Align, align));
    let too_narrow = sizes.chain(aligns).filter(|(call, _, value)| {
        let bits = call.ty().int_width().unwrap_or(0);
        bits < 64 && value >> bits != 0
    });
    let problems: Vec<Diagnostic> = too_narrow
        .map(|(call, kind, value)| {
            let problem =
                Problem::ResultDoesNotFit { intrinsic: kind.name(), ty: call.ty().to_string(), value };
            diagnostic(shape.function, Some(call), problem)
        })
        .collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

/// A diagnostic at `instruction`.
pub fn diagnostic(function: Function, instruction: Option<Value>, problem: Problem) -> Diagnostic {
    Diagnostic {
        instruction: instruction.map(Value::print),
        location: instruction.and_then(Value::source_location),
        ..Diagnostic::new(function.name(), problem)
    }
}

/// Whether `address` is another spelling of its operand. clang emits a cast of a pointer to a pointer, the address of a first
/// field, and a cast where allocas have an address space of their own.
pub(super) fn names_the_same(address: Value) -> bool {
    let is_zero = |index: u32| address.operand(index).is_some_and(|o| o.const_int() == Some(0));
    match address.opcode() {
        Some(Opcode::LLVMBitCast | Opcode::LLVMAddrSpaceCast) => true,
        Some(Opcode::LLVMGetElementPtr) => (1..address.operand_count()).all(is_zero),
        _ => false,
    }
}
