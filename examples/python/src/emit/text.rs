//! Text of LLVM IR: lines, names, and the declarations that the lines need.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A reference that is counted: it has an address space of its own, as the collector model `owned:1` says.
pub const REF: &str = "ptr addrspace(1)";

/// A reference and a word.
pub const PAIR: &str = "{ ptr addrspace(1), i64 }";

/// A type and a value.
#[derive(Clone, Debug)]
pub struct Arg {
    pub ty: &'static str,
    pub value: String,
}

impl Arg {
    pub fn reference(value: impl Into<String>) -> Self {
        Arg { ty: REF, value: value.into() }
    }

    pub fn address(value: usize) -> Self {
        Arg { ty: REF, value: constant_reference(value) }
    }

    pub fn pointer(value: impl Into<String>) -> Self {
        Arg { ty: "ptr", value: value.into() }
    }

    pub fn i32(value: u32) -> Self {
        Arg { ty: "i32", value: value.to_string() }
    }

    pub fn i64(value: impl ToString) -> Self {
        Arg { ty: "i64", value: value.to_string() }
    }
}

/// An object that lives at least as long as the code.
pub fn constant_reference(address: usize) -> String {
    format!("inttoptr (i64 {address} to ptr addrspace(1))")
}

/// A structure of the runtime.
pub fn constant_pointer(address: usize) -> String {
    format!("inttoptr (i64 {address} to ptr)")
}

/// The text of a function's body, and what is declared for it.
#[derive(Default)]
pub struct Text {
    pub body: String,
    /// The block that is written.
    pub current: String,
    declarations: BTreeMap<String, String>,
    globals: String,
    names: usize,
}

impl Text {
    /// A new name of a value.
    pub fn name(&mut self) -> String {
        self.names += 1;
        format!("%t{}", self.names)
    }

    /// A new name of a block, without its sign.
    pub fn block_name(&mut self, prefix: &str) -> String {
        self.names += 1;
        format!("{prefix}.{}", self.names)
    }

    pub fn line(&mut self, line: impl AsRef<str>) {
        self.body.push_str("  ");
        self.body.push_str(line.as_ref());
        self.body.push('\n');
    }

    /// An instruction with a result.
    pub fn value(&mut self, instruction: impl AsRef<str>) -> String {
        let name = self.name();
        let _ = writeln!(self.body, "  {name} = {}", instruction.as_ref());
        name
    }

    /// An instruction whose result has a name that people know.
    pub fn named_value(&mut self, wanted: &str, instruction: impl AsRef<str>) -> String {
        self.names += 1;
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '_' };
        let name = format!("%{}.{}", wanted.chars().map(plain).collect::<String>(), self.names);
        let _ = writeln!(self.body, "  {name} = {}", instruction.as_ref());
        name
    }

    /// Begins a block.
    pub fn block(&mut self, name: &str) {
        let _ = writeln!(self.body, "{name}:");
        name.clone_into(&mut self.current);
    }

    /// A call of a function of the runtime, which is declared as it is called.
    pub fn call(&mut self, result: &str, function: &str, args: &[Arg]) -> String {
        let mut typed = String::new();
        let mut types = String::new();
        for (i, arg) in args.iter().enumerate() {
            let comma = if i > 0 { ", " } else { "" };
            let _ = write!(typed, "{comma}{} {}", arg.ty, arg.value);
            let _ = write!(types, "{comma}{}", arg.ty);
        }
        if !self.declarations.contains_key(function) {
            self.declarations
                .insert(function.to_owned(), format!("declare {result} @gcpy_{function}({types}) nounwind"));
        }
        let call = format!("call {result} @gcpy_{function}({typed})");
        if result == "void" {
            self.line(call);
            String::new()
        } else {
            self.value(call)
        }
    }

    /// Declares a function of LLVM: its result and its arguments.
    pub fn intrinsic(&mut self, name: &str, signature: &str) {
        if !self.declarations.contains_key(name) {
            let declaration = signature.replacen(" (", &format!(" @{name}("), 1);
            self.declarations.insert(name.to_owned(), format!("declare {declaration}"));
        }
    }

    /// A variable of the module: what a cache holds, for example.
    pub fn global(&mut self, ty: &str) -> String {
        self.names += 1;
        let name = format!("@cache.{}", self.names);
        let _ = writeln!(self.globals, "{name} = internal global {ty} zeroinitializer");
        name
    }

    /// The declarations and variables.
    pub fn header(&self) -> String {
        let mut header = self.globals.clone();
        for declaration in self.declarations.values() {
            header.push_str(declaration);
            header.push('\n');
        }
        header
    }
}
