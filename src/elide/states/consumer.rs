//! A call of a producer whose handles nobody but the caller sees, and of which each is resumed while it is the newest.

use rustc_hash::FxHashMap;

use crate::elide::states::producer::Producer;
use crate::elide::states::refusal::Refusal;
use crate::elide::states::web::{Carrier, Content, Web, merged};
use crate::ir::{Attribute, AttributeIndex, Block, Function, Opcode, Value, shim};
use crate::read::awaits::is_suspension;
use gc_coro_core::elision::newest_handle::{HandleId, Merge, Place, PlaceId, Program, Step};
use gc_coro_core::index::Idx;
use gc_coro_core::walk::walk;

/// Proves that the call `call` of `producer` can have its state on the stack of the caller. The handles of the call.
///
/// # Errors
/// What is not proven.
pub fn prove(call: Value, producer: &Producer) -> Result<Web, Refusal> {
    let caller = call.block().function();
    let is_plain = call.is_call() && !shim::is_musttail(call);
    if !is_plain || call.called_type() != producer.function.function_type() {
        return Err(Refusal::CallOfAnotherKind);
    }
    if caller.has_attribute(Attribute::OPTNONE) {
        return Err(Refusal::NotOptimised);
    }
    let returns_twice = Attribute::flag("returns_twice");
    let is_twice = |inst: &Value| {
        inst.is_any_call() && inst.call_attribute(returns_twice, AttributeIndex::Function).is_some()
    };
    if caller.instructions().iter().any(is_twice) {
        return Err(Refusal::ReturnsTwice);
    }
    let origin = Carrier { value: call, path: producer.path.clone() };
    let web = Web::follow(&[origin], Some(&producer.path))?;
    if !web.returned.is_empty() {
        return Err(Refusal::Returned);
    }
    if web.resumes.iter().any(|resume| resume.ty() != call.ty()) {
        return Err(Refusal::ResultOfAnotherType);
    }
    if web.resumes.iter().any(|&resume| shim::is_musttail(resume)) {
        return Err(Refusal::ResumedByTailCall);
    }
    if is_suspended_after(call) {
        return Err(Refusal::AcrossSuspension);
    }
    let program = program(caller, call, &web, &producer.path);
    if program.stale_resumes().is_empty() { Ok(web) } else { Err(Refusal::ResumedWhenStale) }
}

/// Whether control reaches a suspension of the caller after `call`.
fn is_suspended_after(call: Value) -> bool {
    let block = call.block();
    let mut rest = std::iter::successors(call.next(), |inst| inst.next());
    let suspends = |block: Block| block.instructions().any(is_suspension);
    rest.any(is_suspension) || walk(block.successors(), Block::successors).any(suspends)
}

/// What the caller does with the handles of `call`.
fn program(caller: Function, call: Value, web: &Web, path: &[u32]) -> Program {
    let blocks: Vec<Block> = caller.blocks().collect();
    let numbers: FxHashMap<Block, PlaceId> =
        blocks.iter().enumerate().map(|(number, &block)| (block, PlaceId::from_usize(number))).collect();
    let mut carried: FxHashMap<Value, Vec<usize>> = FxHashMap::default();
    for (number, carrier) in web.carriers.iter().enumerate() {
        carried.entry(carrier.value).or_default().push(number);
    }
    let reader = Reader { call, web, path };
    let place = |&block: &Block| {
        let mut place = Place::default();
        for inst in block.instructions() {
            for &number in carried.get(&inst).map_or(&[][..], Vec::as_slice) {
                if inst.is_phi() {
                    let from =
                        |(value, block): (Value, Block)| (numbers[&block], reader.operand(value, number));
                    let incoming = inst.incoming().into_iter().map(from).collect();
                    place.merges.push(Merge { to: HandleId::from_usize(number), incoming });
                } else {
                    place.steps.push(reader.step(inst, number));
                }
            }
        }
        place.successors = block.successors().iter().map(|next| numbers[next]).collect();
        place
    };
    Program { handles: web.carriers.len(), places: blocks.iter().map(place).collect() }
}

struct Reader<'a> {
    call: Value,
    web: &'a Web,
    /// Where a result has its handle.
    path: &'a [u32],
}

impl Reader<'_> {
    /// The handle at the path of carrier `number` of `value`, an operand of that carrier.
    fn operand(&self, value: Value, number: usize) -> Option<HandleId> {
        self.at(value, &self.web.carriers[number].path)
    }

    fn at(&self, value: Value, path: &[u32]) -> Option<HandleId> {
        match self.web.content(value, path) {
            Content::Handle(number) => Some(HandleId::from_usize(number)),
            Content::Nothing | Content::Foreign(_) => None,
        }
    }

    /// What `inst`, no phi, does to the handle of carrier `number`, which is itself.
    fn step(&self, inst: Value, number: usize) -> Step {
        let to = HandleId::from_usize(number);
        let path = &self.web.carriers[number].path;
        if inst == self.call {
            return Step::Fill { result: to };
        }
        if self.web.resumes.contains(&inst) && path == self.path {
            return Step::Resume { handle: self.at(inst.argument(0), &[]), result: to };
        }
        let from = match inst.opcode() {
            Some(Opcode::LLVMExtractValue) => {
                vec![self.at(inst.argument(0), &[&inst.path(), &path[..]].concat())]
            }
            Some(Opcode::LLVMInsertValue) => match path.strip_prefix(inst.path().as_slice()) {
                Some(rest) => vec![self.at(inst.argument(1), rest)],
                None => vec![self.at(inst.argument(0), path)],
            },
            _ => merged(inst).into_iter().map(|operand| self.at(operand, path)).collect(),
        };
        Step::Copy { from, to }
    }
}
