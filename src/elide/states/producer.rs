//! Functions with awaits that return each handle at one place of their result, and their copies that fill memory of a caller.

use crate::abi::names::call;
use crate::elide::states::bit_results::{is_replaceable, put_bit, with_bit};
use crate::elide::states::merged_bits::Bits;
use crate::elide::states::refusal::Refusal;
use crate::elide::states::web::{Carrier, Content, Web};
use crate::ir::shim::{self, OF_ONE_SIGNATURE};
use crate::ir::{Attribute, AttributeIndex, Builder, Function, Opcode, Use, Value};
use crate::read::awaits::{ONE_SHOT, drop_unused, is_await, is_call_of, is_return};

/// A function whose handles only its callers get.
#[derive(Clone, Debug)]
pub struct Producer {
    pub function: Function,
    /// Where in its result the handle is.
    pub path: Vec<u32>,
}

impl Producer {
    /// Whether `function`, which has awaits, is one.
    ///
    /// # Errors
    /// Why it is not.
    pub fn of(function: Function) -> Result<Producer, Refusal> {
        if function.has_attribute(Attribute::OPTNONE) {
            return Err(Refusal::NotOptimised);
        }
        if function.as_value().is_interposable() {
            return Err(Refusal::Interposable);
        }
        let instructions = function.instructions();
        if function.is_variadic() || instructions.iter().any(|&inst| shim::is_musttail(inst)) {
            return Err(Refusal::FixedSignature);
        }
        if instructions.iter().any(|&inst| is_return(inst)) {
            return Err(Refusal::OtherResults);
        }
        if instructions.iter().any(|&inst| is_call_of(inst, call::ACQUIRE)) {
            return Err(Refusal::HasBuffer);
        }
        if !instructions
            .iter()
            .filter(|inst| is_call_of(**inst, call::PREALLOC))
            .all(|&state| is_plain(state))
        {
            return Err(not_returned("its state is chosen among others"));
        }
        let web =
            Web::follow(&origins(function)?, None).map_err(|refusal| not_returned(&refusal.to_string()))?;
        let path = returned_path(&web, &instructions)?;
        if !is_replaceable(function.return_type(), &path) {
            return Err(not_returned("the handle is in an array"));
        }
        Ok(Producer { function, path })
    }

    /// Makes the copy `f.elided`: its awaits fill the memory that its last parameter points to. In the place of a handle it returns
    /// whether there is a continuation.
    pub fn copy(&self) -> Function {
        let original = self.function;
        let result = with_bit(original.module(), original.return_type(), &self.path);
        let copy = shim::declare_with_memory(original, result, &format!("{}.elided", original.name()));
        drop(shim::clone_function(original, copy));
        settle_attributes(copy);
        let awaits: Vec<Value> = copy.instructions().into_iter().filter(|&inst| is_await(inst)).collect();
        for call in awaits {
            if !has_handle(call) {
                drop_unused(call);
                continue;
            }
            call.set_operand(0, copy.as_value());
            call.set_operand(1, call.argument(1).ty().null());
            call.set_operand(2, call.argument(2).ty().const_int(ONE_SHOT));
        }
        for state in copy.instructions().into_iter().filter(|&inst| is_call_of(inst, call::PREALLOC)) {
            state.erase();
        }
        self.return_bits(copy);
        copy
    }

    /// Replaces each handle that `copy` returns by a bit.
    fn return_bits(&self, copy: Function) {
        let origins = origins(copy).expect("the original was looked at");
        let web = Web::follow(&origins, None).expect("the original was looked at");
        let bit = copy.module().int_type(1);
        let yes = origins.iter().cloned().map(|origin| (origin, bit.const_int(1)));
        let mut bits = Bits::new(&web, yes, bit.const_int(0));
        let settled: Vec<(Value, Value)> =
            web.null_tests.iter().map(|&test| (test, bits.of_null_test(test))).collect();
        for ret in copy.instructions().into_iter().filter(|inst| inst.is_opcode(Opcode::LLVMRet)) {
            let value = ret.argument(0);
            let is_suspended = bits.at(value, &self.path);
            let build = Builder::before(ret).at_location_of(ret);
            build.return_value(put_bit(&build, value, &self.path, is_suspended));
            ret.erase();
        }
        for (test, answer) in settled {
            test.replace_all_uses_with(answer);
            test.erase();
        }
        origins.iter().for_each(|origin| forget_handle(origin.value));
    }
}

fn not_returned(reason: &str) -> Refusal {
    Refusal::HandleNotReturned { reason: reason.to_owned() }
}

/// Whether nothing but awaits uses what `gc.coro.prealloc` gives.
fn is_plain(state: Value) -> bool {
    state.uses().iter().all(|place| is_await(place.user) && place.operand == 1)
}

/// The handles of the awaits that can be resumed.
fn origins(function: Function) -> Result<Vec<Carrier>, Refusal> {
    let awaits = function.instructions().into_iter().filter(|&inst| is_await(inst) && has_handle(inst));
    let found: Vec<Carrier> = awaits.map(|value| Carrier { value, path: vec![0] }).collect();
    if found.is_empty() { Err(not_returned("no handle is used")) } else { Ok(found) }
}

/// Whether anything uses the handle of an await: if not, no continuation can run.
fn has_handle(call: Value) -> bool {
    let uses_handle =
        |user: &Value| !user.is_opcode(Opcode::LLVMExtractValue) || is_handle(*user) && user.has_uses();
    call.users().iter().any(uses_handle)
}

/// Whether a user of an await takes the handle out of the result.
fn is_handle(user: Value) -> bool {
    user.is_opcode(Opcode::LLVMExtractValue) && user.path() == [0]
}

/// Lets nothing use the handle of an await any more: null is in its place.
fn forget_handle(call: Value) {
    for user in call.users().into_iter().filter(|&user| is_handle(user)) {
        user.replace_all_uses_with(user.ty().null());
        user.erase();
    }
    let places: Vec<Use> =
        call.uses().into_iter().filter(|place| !place.user.is_opcode(Opcode::LLVMExtractValue)).collect();
    if !places.is_empty() {
        let build = Builder::after(call).expect("a call is no terminator");
        let handle = call.argument(1).ty();
        let without = build.insert_value(call, handle.null(), 0, "without.handle");
        places.iter().for_each(|place| place.user.set_operand(place.operand, without));
    }
}

/// The one place of the result at which handles are, and at which nothing else is.
fn returned_path(web: &Web, instructions: &[Value]) -> Result<Vec<u32>, Refusal> {
    let mut paths = web.returned.iter().map(|carrier| &carrier.path);
    let path = paths.next().ok_or_else(|| not_returned("no handle is returned"))?;
    if paths.any(|other| other != path) {
        return Err(not_returned("handles are at more than one place of the result"));
    }
    let mut rets = instructions.iter().filter(|inst| inst.is_opcode(Opcode::LLVMRet));
    let is_foreign = |ret: &&Value| matches!(web.content(ret.argument(0), path), Content::Foreign(_));
    match rets.find(is_foreign) {
        Some(_) => Err(not_returned("the function also returns pointers that are no handles of its own")),
        None => Ok(path.clone()),
    }
}

/// Takes away what does not hold for a copy with another result that writes to memory of its caller.
fn settle_attributes(copy: Function) {
    AttributeIndex::Return.clear_on_function(copy);
    OF_ONE_SIGNATURE.into_iter().for_each(|name| copy.remove_attribute(Attribute::flag(name)));
    let parameters = u32::try_from(copy.params().count()).expect("parameter count fits 32 bits");
    for index in 0..parameters {
        copy.remove_attribute_at(AttributeIndex::Param(index), Attribute::flag("returned"));
    }
    copy.param(parameters - 1).set_name("state");
}
