//! The runtime's functions that the attributes of a function with awaits name: the split makes calls of them.

use crate::abi::names::attribute;
use crate::diag::Problem;
use crate::gc::Model;
use crate::ir::{Function, Type};

/// What is wrong with the types of the functions that `function` names. One that the module does not have will be declared.
pub fn problems(function: Function, model: &Model) -> Vec<Problem> {
    let module = function.module();
    let Some(frame) = model.tracked_space().map(|space| module.pointer_type_in(space)) else {
        return Vec::new();
    };
    let (void, plain) = (module.void_type(), module.pointer_type());
    let hooks = [
        (attribute::ALLOCATE, Type::function(frame, &[plain])),
        (attribute::WRITE_BARRIER, Type::variadic(void, &[frame])),
        (attribute::REENTERED, Type::function(void, &[])),
        (attribute::ACQUIRE_FAILED, Type::function(frame, &[frame, plain])),
    ];
    let wrong = hooks.into_iter().filter_map(|(attribute, wanted)| {
        let name = model.hook_name(function, attribute)?;
        let found = match module.function_named(&name) {
            // It means what LLVM says, whatever it is declared as.
            _ if name.starts_with("llvm.") => "an intrinsic of LLVM".to_owned(),
            _ if name.is_empty() => "no name".to_owned(),
            Some(hook) if is_callable(hook.function_type(), wanted) => return None,
            Some(hook) => format!("of type '{}'", hook.function_type()),
            None if module.has_alias(&name) => "an alias".to_owned(),
            None => {
                module.global_named(&name)?;
                "no function".to_owned()
            }
        };
        Some(Problem::HookType { attribute, name, found, wanted: wanted.to_string() })
    });
    wrong.collect()
}

/// Whether a function of type `found` can be called as one of type `wanted`: of a variadic one more arguments may have names.
fn is_callable(found: Type, wanted: Type) -> bool {
    if found == wanted {
        return true;
    }
    let (named, least) = (found.parameters(), wanted.parameters());
    wanted.is_variadic()
        && found.is_variadic()
        && found.result() == wanted.result()
        && named.iter().all(|ty| *ty == least[0])
}
