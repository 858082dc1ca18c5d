//! The header that a runtime wants before the objects that the split makes: the attribute, and the symbols that it names.

use crate::abi::names::attribute;
use crate::abi::object_header::{HeaderError, HeaderWord, ObjectHeader};
use crate::diag::Problem;
use crate::ir::{Function, IrModule};

/// What is wrong with the attribute of `function`, if it has it.
pub fn problem(function: Function) -> Option<Problem> {
    let text = function.string_attribute(attribute::OBJECT_HEADER)?;
    let module = function.module();
    let wrong = match ObjectHeader::parse(&text, module.data_layout().pointer_size()) {
        Ok(header) => header.words.iter().find_map(|word| wrong_symbol(word, module)),
        Err(error) => Some(error),
    };
    wrong.map(Problem::ObjectHeader)
}

/// The header before the objects of `function`, whose attribute was checked. Without the attribute there is none.
pub fn object_header(function: Function) -> ObjectHeader {
    let pointer = || function.module().data_layout().pointer_size();
    let text = function.string_attribute(attribute::OBJECT_HEADER);
    text.and_then(|text| ObjectHeader::parse(&text, pointer()).ok()).unwrap_or_default()
}

/// A symbol that the module does not have will be declared.
fn wrong_symbol(word: &HeaderWord, module: IrModule) -> Option<HeaderError> {
    let HeaderWord::Address { name, .. } = word else { return None };
    let is_plain = |space: Option<u32>| space == Some(0);
    let found = match (module.function_named(name), module.global_named(name)) {
        // It means what LLVM says, whatever it is declared as.
        _ if name.starts_with("llvm.") => "a name of LLVM's own",
        (Some(function), _) if is_plain(function.as_value().ty().address_space()) => return None,
        (_, Some(variable)) if variable.is_thread_local() => "another variable on each thread",
        (_, Some(variable)) if is_plain(variable.ty().address_space()) => return None,
        (Some(_), _) | (_, Some(_)) => "in another address space",
        (None, None) if module.has_alias(name) => "an alias",
        (None, None) => return None,
    };
    Some(HeaderError::Symbol { name: name.clone(), found })
}
