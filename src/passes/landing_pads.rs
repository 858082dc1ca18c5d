//! Managed pointers that are live where an exception is caught, for RewriteStatepointsForGC.
//!
//! That pass relocates after a call that returns, and after landing pads of type token, which have no exception
//! (`verify::landing_pads`). So each invoke that a managed pointer is live across goes to a function of its own, which catches the
//! exception and returns. The caller calls that function, an ordinary statepoint, and asks then what came of it:
//!
//! ```llvm
//!   store ptr null, ptr %exception
//!   %r = call i64 @f.invoke.0(i64 %a, ptr %exception)
//!   %thrown = load ptr, ptr %exception
//!   %returned = icmp eq ptr %thrown, null
//!   br i1 %returned, label %normal, label %pad
//!
//! define internal i64 @f.invoke.0(i64 %0, ptr %exception) {
//!   %r = invoke i64 @callee(i64 %0) to label %returned unwind label %caught      ; as a statepoint
//! returned:
//!   ret i64 %r
//! caught:
//!   %landing = landingpad { ptr, i32 } cleanup catch ptr @type      ; the clauses of the caller's
//!   ; stores the exception, and which clause it was
//!   ret i64 0
//! }
//! ```
//!
//! The function has no managed pointer that is live across its invoke. Its statepoint is made here, because RewriteStatepointsForGC
//! takes the arguments of a call for live across it. It has the clauses of the landing pad, so the unwinder
//! finds the same handler, or none, in its search as it did in the caller. It runs the caller's code for the exception once the function
//! has returned; what it does not catch goes on to the caller's caller. The number of a type is another one in each function
//! (`llvm.eh.typeid.for`), so the function gives the number of the clause, of which the caller makes its own number of the type.
//!
//! A `resume` becomes a call of `_Unwind_Resume`, as LLVM's code generator lowers it. That would find no landing pad before the
//! `resume` any more, and take it for unreachable.

use rustc_hash::FxHashMap;

use crate::diag::{Diagnostic, Problem};
use crate::gc::GcRules;
use crate::ir::{
    Attribute, AttributeIndex, Block, Builder, Function, IrModule, LibraryInfo, Opcode, Type, Value, shim,
};
use crate::options::{Fault, SplitOptions, VerifyOptions};
use crate::read::diagnostic;
use crate::verify::{Subject, crossings, is_assembly};

/// LLVM's mark of what is no safepoint.
const LEAF: &str = "gc-leaf-function";
/// Goes on with an exception that a clean-up has seen (`libunwind`).
const UNWIND_RESUME: &str = "_Unwind_Resume";
/// Attributes of a function that hold for code of its own as well, besides those with a text.
const INHERITED: [&str; 20] = [
    "minsize",
    "nocf_check",
    "noimplicitfloat",
    "noredzone",
    "null_pointer_is_valid",
    "optsize",
    "safestack",
    "sanitize_address",
    "sanitize_hwaddress",
    "sanitize_memory",
    "sanitize_memtag",
    "sanitize_thread",
    "shadowcallstack",
    "speculative_load_hardening",
    "ssp",
    "sspreq",
    "sspstrong",
    "strictfp",
    "uwtable",
    "vscale_range",
];

/// Does so for each function of `module` for which RewriteStatepointsForGC makes statepoints. Of the options only the model of
/// functions that do not say themselves matters. Coroutines that are not split yet are left alone. Whether anything has changed.
///
/// # Errors
/// Models that are wrong; invokes that cannot go to a function of their own. The module is then as it was.
pub fn separate_invokes(module: IrModule, options: &SplitOptions) -> Result<bool, Vec<Diagnostic>> {
    let of_model = VerifyOptions { model: options.model.clone(), ..VerifyOptions::default() };
    let mut found: Vec<(Function, Vec<Pad>)> = Vec::new();
    let mut problems = Vec::new();
    for function in module.functions().into_iter().filter(|f| !f.is_declaration()) {
        match Subject::of(function, &of_model, false) {
            Ok(Some(subject)) if !subject.unsplit && subject.model.rules == GcRules::Statepoints => {
                let pads = pads_of(&subject);
                problems.extend(pads.iter().flat_map(|pad| obstacles(&subject, pad)));
                if !pads.is_empty() {
                    found.push((function, pads));
                }
            }
            Ok(_) => {}
            Err(problem) => problems.push(*problem),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let are_leaves = options.breaks(Fault::StaleLandingPads);
    found.iter().for_each(|(function, pads)| Separation::of(*function, are_leaves).separate(pads));
    Ok(!found.is_empty())
}

/// A landing pad of invokes that a managed pointer is live across.
struct Pad {
    landing: Value,
    /// All invokes whose exceptions come to it, in the order of the text.
    invokes: Vec<Value>,
}

fn pads_of(subject: &Subject) -> Vec<Pad> {
    let found = crossings(subject);
    if found.is_empty() {
        return Vec::new();
    }
    let mut by_block: FxHashMap<Block, Vec<Value>> = FxHashMap::default();
    for &invoke in subject.instructions.iter().filter(|inst| inst.is_invoke()) {
        by_block.entry(invoke.successor(1)).or_default().push(invoke);
    }
    let pad =
        |landing: Value| Pad { landing, invokes: by_block.remove(&landing.block()).unwrap_or_default() };
    found.into_iter().map(|crossing| crossing.landing).map(pad).collect()
}

/// What keeps the invokes of a landing pad from going to functions of their own.
fn obstacles(subject: &Subject, pad: &Pad) -> Vec<Diagnostic> {
    let function = subject.function;
    let refuse =
        |place: Value, why: &'static str| diagnostic(function, Some(place), Problem::LandingPad { why });
    if let Some(why) = foreign_unwinding(pad.landing) {
        return vec![refuse(pad.landing, why)];
    }
    let of_invoke = |&invoke: &Value| Some(refuse(invoke, bound_to_its_function(subject, invoke)?));
    pad.invokes.iter().filter_map(of_invoke).collect()
}

/// Why the exception of `landing` is none of the unwinder that [`UNWIND_RESUME`] is of.
fn foreign_unwinding(landing: Value) -> Option<&'static str> {
    let function = landing.block().function();
    let ty = landing.ty();
    let is_pair = ty.is_struct()
        && ty.field_count() == 2
        && ty.field(0).address_space() == Some(0)
        && ty.field(1).int_width() == Some(32);
    if !is_pair {
        return Some("its value is no pair of a pointer and a number");
    }
    let personality = function.personality().and_then(Value::as_function).map(Function::name);
    let is_by_jumps = personality.is_some_and(|name| name.ends_with("_sj0"));
    let triple = function.module().triple();
    // "arm64" is Apple's name of AArch64, which has the same tables as other machines.
    let has_other_tables = ["arm", "thumb", "wasm"].iter().any(|machine| triple.starts_with(machine))
        && !triple.starts_with("arm64");
    (is_by_jumps || has_other_tables).then_some("the target has no _Unwind_Resume")
}

/// Why another function than its own cannot make a call.
fn bound_to_its_function(subject: &Subject, invoke: Value) -> Option<&'static str> {
    let arguments = || (0..invoke.argument_count()).map(|index| (index, invoke.argument(index)));
    let is_in_place = |index: u32| {
        ["inalloca", "preallocated"]
            .iter()
            .any(|name| invoke.call_attribute(Attribute::flag(name), AttributeIndex::Param(index)).is_some())
    };
    if arguments().any(|(index, _)| is_in_place(index)) {
        Some("an argument is inalloca or preallocated")
    } else if arguments().any(|(_, value)| shim::is_swift_error(value)) {
        Some("an argument is swifterror")
    } else if invoke.call_attribute(Attribute::flag("returns_twice"), AttributeIndex::Function).is_some() {
        // It would return into a function that has returned.
        Some("it may return twice")
    } else if invoke.operands().any(|value| value.is_instruction() && value.ty().is_token()) {
        Some("it uses a token of its function")
    } else if ["deopt", "gc-transition"].iter().any(|name| shim::has_bundle(invoke, name)) {
        Some("it has a deopt or gc-transition bundle")
    } else if invoke.called_type().is_variadic()
        && !invoke.ty().is_void()
        && !subject.library().is_gc_leaf(invoke)
    {
        Some("LLVM has no statepoint of a variadic function with a result")
    } else {
        None
    }
}

/// The work on one function.
struct Separation {
    function: Function,
    library: LibraryInfo,
    /// Where the functions that make the invokes leave an exception and the number of its clause.
    exception: Value,
    /// What that memory holds: a pointer and a number of 32 bits.
    pair: Type,
    /// How many invokes are separated.
    count: u32,
    /// Whether all calls of these functions are marked as if they never collected.
    are_leaves: bool,
}

impl Separation {
    fn of(function: Function, are_leaves: bool) -> Self {
        let module = function.module();
        let pair = Type::structure(&[module.pointer_type(), module.int_type(32)]);
        let first = function.entry().first().expect("a block has a terminator");
        let exception = Builder::before(first).without_location().alloca(pair, "exception");
        Separation { function, library: LibraryInfo::of(module), exception, pair, count: 0, are_leaves }
    }

    fn separate(mut self, pads: &[Pad]) {
        for Pad { landing, invokes } in pads {
            invokes.iter().for_each(|&invoke| self.separate_invoke(invoke, *landing));
            self.take_exception(*landing);
        }
        let is_resume = |inst: &Value| inst.is_opcode(Opcode::LLVMResume);
        self.function.instructions().into_iter().filter(is_resume).for_each(resume_by_call);
    }

    /// A call of a function that makes the invoke, and a branch to where that went.
    fn separate_invoke(&mut self, invoke: Value, landing: Value) {
        let inputs = Inputs::of(invoke);
        let function = self.function_with(invoke, landing, &inputs);
        let pointer = self.pair.field(0);
        let align = self.function.module().data_layout().abi_align(pointer);
        let build = Builder::before(invoke);
        build.store(pointer.null(), self.exception, align);
        let mut arguments = inputs.values.clone();
        arguments.push(self.exception);
        let call = build.call(function.function_type(), function.as_value(), &arguments, "");
        if self.are_leaves || !self.is_safepoint(invoke) {
            call.add_call_attribute(LEAF);
        }
        let thrown = build.load(pointer, self.exception, align, "thrown");
        let has_returned = build.is_null(thrown, "returned");
        build.branch_if(has_returned, invoke.successor(0), invoke.successor(1));
        invoke.be_replaced_by(call);
    }

    /// The function that makes `invoke` for `landing`.
    fn function_with(&mut self, invoke: Value, landing: Value, inputs: &Inputs) -> Function {
        let name = format!("{}.invoke.{}", self.function.name(), self.count);
        self.count += 1;
        let mut parameters: Vec<Type> = inputs.values.iter().map(|value| value.ty()).collect();
        parameters.push(self.exception.ty());
        let ty = Type::function(invoke.ty(), &parameters);
        let function = self.function.module().add_internal_function(&name, ty);
        inherit(function, self.function);
        let exception = function.param(inputs.values.len() as u32);
        exception.set_name("exception");
        let [entry, returned, caught] =
            ["entry", "returned", "caught"].map(|name| function.append_block(name));
        let copy = Builder::at_end(entry).copy_of(invoke);
        copy.forget_location();
        for &(operand, parameter) in &inputs.places {
            copy.set_operand(operand, function.param(parameter));
        }
        copy.set_successor(0, returned);
        copy.set_successor(1, caught);
        return_from(returned, copy);
        self.catch(caught, landing, exception);
        if self.is_safepoint(copy) {
            shim::make_statepoint(copy);
        }
        function
    }

    /// Whether RewriteStatepointsForGC would make a statepoint of it.
    fn is_safepoint(&self, invoke: Value) -> bool {
        !is_assembly(invoke) && !self.library.is_gc_leaf(invoke)
    }

    /// Stores what `landing` gives, and returns nothing of use.
    fn catch(&self, block: Block, landing: Value, exception: Value) {
        let build = Builder::at_end(block);
        let layout = build.module().data_layout();
        let caught = build.copy_of(landing);
        caught.forget_location();
        let thrown = build.extract_value(caught, 0, "thrown");
        let selector = build.extract_value(caught, 1, "selector");
        // What is no catch clause, a filter or a clean-up, has a number below 1.
        let mut clause = selector;
        for (number, ty) in catch_clauses(landing).rev() {
            let is_this = build.is_equal(selector, type_number(&build, ty));
            clause = build.select(is_this, selector.ty().const_int(number), clause, "clause");
        }
        build.store(thrown, exception, layout.abi_align(thrown.ty()));
        let second = build.byte_offset(exception, layout.field_offset(self.pair, 1), "clause.addr");
        build.store(clause, second, layout.abi_align(clause.ty()));
        let result = block.function().return_type();
        if result.is_void() { build.return_void() } else { build.return_value(result.null()) }
    }

    /// Lets the users of `landing` have the exception from memory.
    fn take_exception(&self, landing: Value) {
        let build = Builder::before(landing);
        let layout = build.module().data_layout();
        let [pointer, number] = [self.pair.field(0), self.pair.field(1)];
        let thrown = build.load(pointer, self.exception, layout.abi_align(pointer), "thrown");
        let second = build.byte_offset(self.exception, layout.field_offset(self.pair, 1), "clause.addr");
        let clause = build.load(number, second, layout.abi_align(number), "clause");
        let mut selector = clause;
        for (clause_number, ty) in catch_clauses(landing) {
            let is_this = build.is_equal(clause, number.const_int(clause_number));
            selector = build.select(is_this, type_number(&build, ty), selector, "selector");
        }
        let half = build.insert_value(landing.ty().poison(), thrown, 0, "");
        let whole = build.insert_value(half, selector, 1, "");
        landing.be_replaced_by(whole);
    }
}

/// What an invoke needs of its function.
struct Inputs {
    /// The values, each once.
    values: Vec<Value>,
    /// The operand of each use, and the index of its value.
    places: Vec<(u32, u32)>,
}

impl Inputs {
    fn of(invoke: Value) -> Self {
        let mut inputs = Inputs { values: Vec::new(), places: Vec::new() };
        for operand in 0..invoke.operand_count() {
            // Constants, inline assembly and blocks are the same in each function.
            let is_of_function = |value: &Value| value.is_instruction() || value.is_argument();
            let Some(value) = invoke.operand(operand).filter(is_of_function) else { continue };
            let known = inputs.values.iter().position(|&other| other == value);
            let index = known.unwrap_or(inputs.values.len());
            if known.is_none() {
                inputs.values.push(value);
            }
            inputs.places.push((operand, index as u32));
        }
        inputs
    }
}

/// Gives a new function what holds for all code of `original`.
fn inherit(function: Function, original: Function) {
    function.behave_like(original);
    for key in original.string_attribute_keys() {
        if !key.starts_with("gc-") || key == crate::abi::names::attribute::MODEL {
            let value = original.string_attribute(&key).unwrap_or_default();
            function.set_string_attribute(&key, &value);
        }
    }
    for name in INHERITED {
        let attribute = Attribute::flag(name);
        if let Some(value) = attribute.value_on_function(original, AttributeIndex::Function) {
            function.add_attribute(AttributeIndex::Function, Attribute::with_value(name, value));
        }
    }
    // Its landing pad must not come back.
    function.add_attribute(AttributeIndex::Function, Attribute::flag("noinline"));
}

fn return_from(block: Block, invoke: Value) {
    let build = Builder::at_end(block);
    if invoke.ty().is_void() { build.return_void() } else { build.return_value(invoke) }
}

/// The types that a landing pad catches, each with the number of its clause, from 1 on.
fn catch_clauses(landing: Value) -> impl DoubleEndedIterator<Item = (u64, Value)> {
    let clauses: Vec<Value> = landing.operands().collect();
    // The clause of a filter is an array.
    let numbered = clauses.into_iter().enumerate().map(|(index, ty)| (index as u64 + 1, ty));
    numbered.filter(|(_, ty)| ty.ty().array_shape().is_none())
}

/// The number that a landing pad of this function gives for an exception of type `ty`.
fn type_number(build: &Builder, ty: Value) -> Value {
    let intrinsic = build.module().intrinsic("llvm.eh.typeid.for", &[ty.ty()]);
    build.call(intrinsic.function_type(), intrinsic.as_value(), &[ty], "type")
}

/// Goes on with the exception of `resume` by a call.
fn resume_by_call(resume: Value) {
    let build = Builder::before(resume);
    let exception = build.extract_value(resume.argument(0), 0, "thrown");
    let module = build.module();
    let ty = Type::function(module.void_type(), &[module.pointer_type()]);
    let callee = module.declare(UNWIND_RESUME, ty);
    let call = build.call(ty, callee.as_value(), &[exception], "");
    // When it unwinds, nothing of this function is needed any more.
    call.add_call_attribute(LEAF);
    Attribute::flag("noreturn").add_to_call(call);
    build.unreachable();
    resume.erase();
}
