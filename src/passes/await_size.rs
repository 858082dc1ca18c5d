//! The await-size query: what `gc.coro.size.bytes`, `.pointers` and `.align` of a function are.
//!
//! The answer is in the function's descriptor, `f.gc_coro` (`include/gc_coro.h`). Where that is in this module the answer is a
//! constant; where it is in another, the query becomes a load of the external constant, which link-time optimisation folds.
//! A query that is not answered yet is the same at any time, so no frame holds it ([`is_query`]: it is rematerialised without
//! operands).

use crate::abi::descriptor::{
    BYTE_COUNT, FLAGS, FRAME_ALIGN, FRAME_SIZE, Field, HEADER_WORDS_MASK, HEADER_WORDS_SHIFT, POINTER_COUNT,
    SWITCH_RESUMED,
};
use crate::abi::names::symbol;
use crate::diag::{Diagnostic, Problem};
use crate::ir::pipeline::{self, FOLD};
use crate::ir::{Builder, Function, IrModule, Value};
use crate::read::awaits::object_header;
use crate::read::diagnostic;
use crate::read::size_queries::{Query, declarations, is_query, is_unsplit, subject};

/// Bytes that are declared of a descriptor in another module: the fields up to the last that is read.
const DECLARED: u64 = BYTE_COUNT.end();

/// Answers the queries in `function` whose answers are constants by now, and folds what depends on them: a buffer of that size is
/// then a static one. Whether there were any: blocks that are never run are gone then, with all that stood in them.
pub fn resolve_known(function: Function) -> bool {
    let queries: Vec<Value> = function.instructions().into_iter().filter(|&call| is_query(call)).collect();
    let mut found = false;
    for call in queries {
        let (Some(query), Ok(callee)) = (Query::of(call), subject(call)) else { continue };
        if let Some(answer) = known(query, callee) {
            replace(call, call.ty().const_int(answer));
            found = true;
        }
    }
    if found {
        pipeline::run_passes(function, FOLD);
    }
    found
}

/// Answers the queries of `module` whose answers are constants by now. After a split these do not change any more, and the
/// descriptor of a function that no other module sees may be gone before [`resolve_all`] looks for it, because nothing else uses it.
pub fn answer_known(module: IrModule) {
    let calls = declarations(module).into_iter().flat_map(|declared| declared.as_value().users());
    calls.for_each(answer_constant);
}

/// The same for the queries about `coroutine`.
pub fn answer_queries_of(coroutine: Function) {
    coroutine.as_value().users().into_iter().for_each(answer_constant);
}

fn answer_constant(call: Value) {
    if !(call.is_instruction() && is_query(call)) {
        return;
    }
    let (Some(query), Ok(callee)) = (Query::of(call), subject(call)) else { return };
    if let Some(answer) = known(query, callee).filter(|_| !is_unsplit(callee)) {
        replace(call, call.ty().const_int(answer));
    }
}

/// Answers all queries of a module whose coroutines are split. Whether there were any.
///
/// # Errors
/// Queries for what is no function, no coroutine, or not split yet.
pub fn resolve_all(module: IrModule) -> Result<bool, Vec<Diagnostic>> {
    let declarations = declarations(module);
    let asking = if declarations.is_empty() { Vec::new() } else { module.functions() };
    let calls = asking.iter().flat_map(|function| function.instructions()).filter(|&call| is_query(call));
    let answers: Vec<(Value, Result<Answer, Problem>)> = calls.map(|call| (call, answer(call))).collect();
    let wrong = |(call, answer): &(Value, Result<Answer, Problem>)| {
        let problem = answer.clone().err()?;
        Some(diagnostic(call.block().function(), Some(*call), problem))
    };
    let problems: Vec<Diagnostic> = answers.iter().filter_map(wrong).collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    for (call, answer) in answers {
        match answer {
            Ok(Answer::Known(number)) => replace(call, call.ty().const_int(number)),
            Ok(Answer::Elsewhere(query, callee)) => replace(call, load(query, callee, call)),
            Err(_) => {}
        }
    }
    let unused = |function: &&Function| !function.as_value().has_uses();
    declarations.iter().filter(unused).for_each(|function| function.delete());
    Ok(!declarations.is_empty())
}

/// Where the answer to a query is.
#[derive(Clone, Copy)]
enum Answer {
    Known(u64),
    /// In the descriptor of a function of another module, or of one that another may take the place of.
    Elsewhere(Query, Function),
}

fn answer(call: Value) -> Result<Answer, Problem> {
    let callee = subject(call)?;
    let Some(query) = Query::of(call) else { return Ok(Answer::Known(0)) };
    match known(query, callee) {
        Some(answer) => Ok(Answer::Known(answer)),
        None if callee.is_declaration() || descriptor_of(callee).is_some() => {
            Ok(Answer::Elsewhere(query, callee))
        }
        // All of its awaits were found to be unused: nothing needs a state. A caller makes a buffer nevertheless, after its header.
        None if callee.is_marked() && !is_unsplit(callee) => Ok(Answer::Known(match query {
            Query::Bytes => object_header(callee).bytes(pointer_bytes(callee)),
            Query::Pointers | Query::Align => 0,
        })),
        None => {
            let name = callee.name();
            Err(match is_unsplit(callee) {
                true => Problem::SizeNotKnownYet { callee: name },
                false => Problem::SizeOfNoCoroutine { callee: name },
            })
        }
    }
}

fn replace(call: Value, answer: Value) {
    call.replace_all_uses_with(answer);
    call.erase();
}

fn descriptor_of(callee: Function) -> Option<Value> {
    callee.module().global_named(&symbol::descriptor(&callee.name()))
}

/// The answer, if the descriptor is in this module and no other can take its place.
fn known(query: Query, callee: Function) -> Option<u64> {
    let descriptor = descriptor_of(callee).filter(|global| !global.is_interposable())?;
    let content = descriptor.initializer()?;
    let number = |field: Field| content.constant_element(field.number).and_then(Value::const_int);
    let is_switch_resumed = number(FLAGS)? & SWITCH_RESUMED != 0;
    match query {
        Query::Bytes if is_switch_resumed => number(FRAME_SIZE),
        Query::Bytes => {
            let words = number(FLAGS)? >> HEADER_WORDS_SHIFT & HEADER_WORDS_MASK;
            let header = words * pointer_bytes(callee);
            number(BYTE_COUNT).map(|bytes| bytes + header)
        }
        Query::Pointers => number(POINTER_COUNT),
        Query::Align => number(FRAME_ALIGN),
    }
}

/// Bytes of a pointer, as many as a word of an object's header has.
fn pointer_bytes(function: Function) -> u64 {
    function.module().data_layout().pointer_size()
}

/// Loads the answer from the descriptor of another module.
fn load(query: Query, callee: Function, call: Value) -> Value {
    let module = callee.module();
    let descriptor = module.declare_constant(&symbol::descriptor(&callee.name()), DECLARED);
    let build = Builder::before(call);
    let int32 = module.int_type(FLAGS.bits());
    let number = |field: Field, name: &str| {
        let address = build.byte_offset(descriptor, field.offset, name);
        build.load(module.int_type(field.bits()), address, field.bytes, name)
    };
    let answer = match query {
        Query::Pointers => number(POINTER_COUNT, "pointers"),
        Query::Align => number(FRAME_ALIGN, "align"),
        Query::Bytes => {
            let flags = number(FLAGS, "flags");
            let kind = build.and(flags, int32.const_int(SWITCH_RESUMED), "kind");
            let is_state = build.is_equal(kind, int32.const_int(0));
            let shift = int32.const_int(u64::from(HEADER_WORDS_SHIFT));
            let words = build.shift_right(flags, shift, "header.words");
            let words = build.and(words, int32.const_int(HEADER_WORDS_MASK), "header.words");
            let int64 = module.int_type(64);
            let words = build.resize(words, int64, "header.words");
            let header = build.multiply(words, int64.const_int(pointer_bytes(callee)), "header");
            let (area, frame) = (number(BYTE_COUNT, "bytes"), number(FRAME_SIZE, "size"));
            let state = build.add(area, header, "state");
            build.select(is_state, state, frame, "bytes")
        }
    };
    build.resize(answer, call.ty(), "size")
}
