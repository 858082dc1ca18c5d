//! The calls of the await dialect that stand in any function, after the split.

use crate::abi::names::{attribute, call, symbol};
use crate::diag::{Diagnostic, Problem};
use crate::ir::{Builder, Function, IrModule, Type, Undo, Value};
use crate::options::SplitOptions;
use crate::passes::driver::model_of;
use crate::read::awaits::{is_call_of, is_placeholder, may_be_in_any_function};
use crate::{emit, read};

/// After the split a continuation is called through its frame, and nothing has to be kept separate any more.
pub fn replace(module: IrModule, options: &SplitOptions, undo: &mut Undo) -> Result<(), Vec<Diagnostic>> {
    let has_calls = |f: &Function| f.instructions().into_iter().any(may_be_in_any_function);
    for function in module.functions().into_iter().filter(has_calls) {
        undo.touch(function);
        // Of a function that has no await any more.
        read::awaits::returns::check_return_types(function)?;
        emit::awaits::returns::settle(function);
        for call in function.instructions() {
            if is_call_of(call, call::SHARE) {
                call.erase();
            } else if is_call_of(call, call::OWN) {
                // It stands in no coroutine, so there is no suspend point.
                call.replace_all_uses_with(call.argument(0));
                call.erase();
            } else if is_call_of(call, call::PREALLOC) {
                allocate_state(call, function)?;
            } else if is_call_of(call, call::ACQUIRE) {
                // All awaits of its function were found to be unused: nothing is done to the buffer.
                call.replace_all_uses_with(call.argument(0));
                call.erase();
            } else if is_call_of(call, call::RESUME) {
                resume_through_frame(call, function, options)?;
            }
        }
    }
    Ok(())
}

/// Takes the functions of the dialect that nothing calls any more out of `module`.
pub fn drop_unused_declarations(module: IrModule) {
    let idle = |f: &Function| f.is_declaration() && is_placeholder(*f) && !f.as_value().has_uses();
    module.functions().into_iter().filter(idle).for_each(Function::delete);
}

/// `gc.coro.prealloc(@f)` is a frame of f's that no await has filled yet.
fn allocate_state(call: Value, function: Function) -> Result<(), Vec<Diagnostic>> {
    let problem = |problem| vec![read::diagnostic(function, Some(call), problem)];
    let rule = "gc.coro.prealloc takes a function with awaits that is split in this module";
    let malformed = || problem(Problem::MalformedAwait { rule });
    let owner = call.argument(0).as_function().ok_or_else(malformed)?;
    let module = function.module();
    let Some(descriptor) = module.global_named(&symbol::descriptor(&owner.name())) else {
        if owner.is_declaration() {
            return Err(malformed());
        }
        // None of its awaits can run: nothing needs the state.
        call.replace_all_uses_with(call.ty().null());
        call.erase();
        return Ok(());
    };
    let attribute = attribute::ALLOCATE;
    let allocate = owner.string_attribute(attribute).and_then(|name| module.function_named(&name));
    let allocate = allocate.ok_or_else(|| problem(Problem::HookMissing { attribute }))?;
    let build = Builder::before(call);
    let descriptor = descriptor.constant_in(module.pointer_type());
    let state = build.call(allocate.function_type(), allocate.as_value(), &[descriptor], "state");
    call.replace_all_uses_with(state);
    call.erase();
    Ok(())
}

/// `gc.coro.resume(handle, …)` calls what the frame's first word names.
fn resume_through_frame(
    call: Value,
    function: Function,
    options: &SplitOptions,
) -> Result<(), Vec<Diagnostic>> {
    let model = model_of(function, options)?;
    let build = Builder::before(call);
    let handle = call.argument(0);
    let address = match model.space_of(crate::gc::PointerKind::Derived) {
        Some(space) => build.cast_space(handle, build.module().pointer_type_in(space), ""),
        None => handle,
    };
    let pointer = build.module().data_layout().pointer_size();
    let ty = build.module().pointer_type();
    // Another thread may take the same one-shot handle, or fill its state again, at this time.
    let target = if emit::awaits::entrance::is_single_threaded(function) {
        build.load(ty, address, pointer, "continuation")
    } else {
        build.load_unordered(ty, address, pointer, "continuation")
    };
    let parameters: Vec<Type> = (0..call.argument_count()).map(|index| call.argument(index).ty()).collect();
    // The declaration may be variadic or not: the continuation never is.
    call.set_callee(Type::function(call.ty(), &parameters), target);
    Ok(())
}
