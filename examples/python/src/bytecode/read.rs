//! Reads a code object through the interpreter.

use pyo3::prelude::*;
use pyo3::types::{PyBool, PyBytes, PyDict, PyFloat, PyInt, PyTuple};

use super::{Code, Constant, Instr, Kind, Refusal, Value, decode, handlers, lower};

const GENERATOR: u32 = 0x20;
const COROUTINE: u32 = 0x80;
const ASYNC_GENERATOR: u32 = 0x200;

fn texts(tuple: &Bound<'_, PyTuple>) -> PyResult<Vec<String>> {
    tuple.iter().map(|item| item.extract()).collect()
}

fn constant(object: &Bound<'_, PyAny>) -> Constant {
    let value = if object.is_none() {
        Value::None
    } else if object.is_exact_instance_of::<PyInt>() {
        object.extract().map_or(Value::Other, Value::Int)
    } else if object.is_exact_instance_of::<PyFloat>() {
        object.extract().map_or(Value::Other, Value::Float)
    } else {
        debug_assert!(!object.is_none() || !object.is_instance_of::<PyBool>());
        Value::Other
    };
    Constant { address: object.as_ptr() as usize, value }
}

fn kind(flags: u32) -> Kind {
    if flags & COROUTINE != 0 {
        Kind::Coroutine
    } else if flags & ASYNC_GENERATOR != 0 {
        Kind::AsyncGenerator
    } else if flags & GENERATOR != 0 {
        Kind::Generator
    } else {
        Kind::Function
    }
}

/// The instructions, or why there are none.
fn instructions(code: &Bound<'_, PyAny>, minor: u8) -> PyResult<Result<Vec<Instr>, Refusal>> {
    let opcode = code.py().import("opcode")?;
    let numbers = opcode.getattr("opmap")?.cast_into::<PyDict>()?;
    let mut names = vec![String::new(); 256];
    for (name, number) in numbers {
        if let Some(known) = names.get_mut(number.extract::<usize>()?) {
            *known = name.extract()?;
        }
    }
    let extended = names.iter().position(|name| name == "EXTENDED_ARG").unwrap_or(0) as u8;
    let bytes = code.getattr("co_code")?.cast_into::<PyBytes>()?;
    let raw = decode::decode(bytes.as_bytes(), extended);
    Ok(lower::lower(&raw, &names, minor))
}

/// Reads a code object of the running interpreter.
///
/// # Errors
/// It is no code object. Inside: an instruction that is not known.
pub fn read(code: &Bound<'_, PyAny>) -> PyResult<Result<Code, Refusal>> {
    let minor = code.py().version_info().minor;
    let number = |name: &str| code.getattr(name)?.extract::<u32>();
    let tuple = |name: &str| Ok::<_, PyErr>(code.getattr(name)?.cast_into::<PyTuple>()?);
    let flags = number("co_flags")?;
    let names = tuple("co_names")?;
    let variables = texts(&tuple("co_varnames")?)?;
    let mut slot_names = variables.clone();
    slot_names.extend(texts(&tuple("co_cellvars")?)?.into_iter().filter(|n| !variables.contains(n)));
    let free = texts(&tuple("co_freevars")?)?;
    slot_names.extend(free.iter().cloned());
    let extra = u32::from(flags & 4 != 0) + u32::from(flags & 8 != 0);
    let table = code.getattr("co_exceptiontable")?.cast_into::<PyBytes>()?;
    let instrs = match instructions(code, minor)? {
        Ok(instrs) => instrs,
        Err(refusal) => return Ok(Err(refusal)),
    };
    Ok(Ok(Code {
        name: code.getattr("co_qualname")?.extract()?,
        instrs,
        handlers: handlers::decode(table.as_bytes()),
        constants: tuple("co_consts")?.iter().map(|object| constant(&object)).collect(),
        names: names.iter().map(|name| name.as_ptr() as usize).collect(),
        name_texts: texts(&names)?,
        slots: slot_names.len(),
        free_variables: free.len(),
        arguments: (number("co_argcount")? + number("co_kwonlyargcount")? + extra) as usize,
        slot_names,
        kind: kind(flags),
        is_iterable_coroutine: flags & 0x100 != 0,
        minor,
    }))
}
