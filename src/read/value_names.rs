//! Names of values as `llvm-dis` prints them, for tables and messages.

use rustc_hash::FxHashMap;

use crate::ir::{Function, Value};

/// The names of a function's values before anything was changed in it: what has none has a number, `%7`.
#[derive(Debug, Default)]
pub struct Names(FxHashMap<Value, u32>);

impl Names {
    /// Numbers the unnamed arguments, blocks and results in their order, as LLVM's printer does.
    pub fn of(function: Function) -> Self {
        let mut names = FxHashMap::default();
        let mut next = 0u32;
        let mut number = |value: Value| {
            if !value.has_name() {
                names.insert(value, next);
                next += 1;
            }
        };
        function.params().for_each(&mut number);
        for block in function.blocks() {
            number(block.as_value());
            block.instructions().filter(|i| !i.ty().is_void()).for_each(&mut number);
        }
        Names(names)
    }

    /// The name of `value`; empty if it has none and was made after the numbering.
    pub fn name(&self, value: Value) -> String {
        let name = value.name();
        if !name.is_empty() {
            return name;
        }
        self.0.get(&value).map(|number| format!("%{number}")).unwrap_or_default()
    }
}
