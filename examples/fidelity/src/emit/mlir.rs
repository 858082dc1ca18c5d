//! MLIR's LLVM dialect. `mlir-translate --mlir-to-llvmir` makes the same IR of it as [`super::llvm`].
//!
//! A constant is an operation there, so each operand that is one gets an operation before its instruction.

use std::fmt::{self, Write};

use super::llvm::{attributes, declarations};
use crate::low::{BinOp, Block, Cast, CmpOp, Contents, End, Function, Global, Inst, Module, Ty, Val};

/// The module as text.
pub fn text(module: &Module) -> String {
    let mut writer = Writer { out: String::new(), constants: 0 };
    // Writing to a string does not fail.
    let _ = writer.module(module);
    writer.out
}

struct Writer {
    out: String,
    /// Constants of the function so far.
    constants: u32,
}

impl Writer {
    fn module(&mut self, module: &Module) -> fmt::Result {
        writeln!(self.out, "module attributes {{llvm.target_triple = \"{}\"}} {{", module.triple)?;
        for global in &module.globals {
            self.global(global)?;
        }
        for (name, (ret, parameters)) in
            declarations(module).iter().filter(|(name, _)| !name.starts_with("llvm."))
        {
            let parameters: Vec<String> = parameters.iter().map(ty).collect();
            let ret = if *ret == Ty::Void { String::new() } else { format!(" -> {}", ty(ret)) };
            writeln!(self.out, "  llvm.func @\"{name}\"({}){ret}", parameters.join(", "))?;
        }
        for function in &module.functions {
            self.function(function)?;
        }
        writeln!(self.out, "}}")
    }

    fn global(&mut self, global: &Global) -> fmt::Result {
        let name = &global.name;
        match &global.contents {
            Contents::Zeros(bytes) => {
                let of = format!("!llvm.array<{bytes} x i8>");
                let linkage = if global.exported { "external" } else { "internal" };
                writeln!(
                    self.out,
                    "  llvm.mlir.global {linkage} @\"{name}\"() {{alignment = 16 : i64}} : {of} {{"
                )?;
                writeln!(self.out, "    %0 = llvm.mlir.zero : {of}\n    llvm.return %0 : {of}\n  }}")
            }
            Contents::Text(bytes) => {
                let mut text = String::new();
                for byte in bytes {
                    match byte {
                        b' '..=b'~' if !matches!(byte, b'"' | b'\\') => text.push(char::from(*byte)),
                        _ => write!(text, "\\{byte:02X}")?,
                    }
                }
                let of = format!("!llvm.array<{} x i8>", bytes.len());
                writeln!(
                    self.out,
                    "  llvm.mlir.global private unnamed_addr constant @\"{name}\"(\"{text}\") : {of}"
                )
            }
        }
    }

    fn function(&mut self, function: &Function) -> fmt::Result {
        self.constants = 0;
        let parameters: Vec<String> = function
            .parameters
            .iter()
            .enumerate()
            .map(|(index, of)| format!("%r{index}: {}", ty(of)))
            .collect();
        let linkage = if function.exported { "" } else { "internal " };
        let ret = if function.ret == Ty::Void { String::new() } else { format!(" -> {}", ty(&function.ret)) };
        let words: Vec<String> =
            attributes(function.attribute).iter().map(|word| format!("\"{word}\"")).collect();
        let (name, parameters, words) = (&function.name, parameters.join(", "), words.join(", "));
        writeln!(
            self.out,
            "  llvm.func {linkage}@\"{name}\"({parameters}){ret} attributes {{passthrough = [{words}]}} {{"
        )?;
        for (index, block) in function.blocks.iter().enumerate() {
            // A loop may lead back to the first block, and MLIR's entry has no predecessors.
            match index {
                0 => {}
                _ => writeln!(self.out, "  ^b{index}:")?,
            }
            self.block(block)?;
        }
        writeln!(self.out, "  }}")
    }

    fn block(&mut self, block: &Block) -> fmt::Result {
        for inst in &block.insts {
            self.inst(inst)?;
        }
        match &block.end {
            Some(End::Jump(to)) => writeln!(self.out, "    llvm.br ^b{to}"),
            Some(End::Branch { condition, yes, no }) => {
                let condition = self.val(condition)?;
                writeln!(self.out, "    llvm.cond_br {condition}, ^b{yes}, ^b{no}")
            }
            Some(End::Switch { value, default, cases }) => {
                let name = self.val(value)?;
                let cases: Vec<String> = cases.iter().map(|(case, to)| format!("{case}: ^b{to}")).collect();
                writeln!(
                    self.out,
                    "    llvm.switch {name} : {}, ^b{default} [{}]",
                    ty(&value.ty()),
                    cases.join(", ")
                )
            }
            Some(End::Return(None)) => writeln!(self.out, "    llvm.return"),
            Some(End::Return(Some(value))) => {
                let name = self.val(value)?;
                writeln!(self.out, "    llvm.return {name} : {}", ty(&value.ty()))
            }
            Some(End::Unreachable) | None => writeln!(self.out, "    llvm.unreachable"),
        }
    }

    /// The name of an operand, after the operation that makes it if it is a constant.
    fn val(&mut self, value: &Val) -> Result<String, fmt::Error> {
        let made = match value {
            Val::Reg(register, _) => return Ok(format!("%r{register}")),
            Val::Int(Ty::I1, value) => format!("llvm.mlir.constant({}) : i1", *value != 0),
            Val::Int(of, value) => format!("llvm.mlir.constant({value} : {0}) : {0}", ty(of)),
            Val::Float(value) => format!("llvm.mlir.constant(0x{:016X} : f64) : f64", value.to_bits()),
            Val::Null => "llvm.mlir.zero : !llvm.ptr".to_owned(),
            Val::NoToken => "llvm.mlir.none : !llvm.token".to_owned(),
            Val::Symbol(name) => format!("llvm.mlir.addressof @\"{name}\" : !llvm.ptr"),
            Val::Undef(of) => format!("llvm.mlir.poison : {}", ty(of)),
        };
        self.constants += 1;
        let name = format!("%c{}", self.constants);
        writeln!(self.out, "    {name} = {made}")?;
        Ok(name)
    }

    fn vals(&mut self, values: &[Val]) -> Result<(String, String), fmt::Error> {
        let names = values.iter().map(|value| self.val(value)).collect::<Result<Vec<_>, _>>()?;
        let types: Vec<String> = values.iter().map(|value| ty(&value.ty())).collect();
        Ok((names.join(", "), types.join(", ")))
    }

    fn result(&mut self, to: Option<u32>) -> fmt::Result {
        match to {
            Some(to) => write!(self.out, "    %r{to} = "),
            None => write!(self.out, "    "),
        }
    }

    fn inst(&mut self, inst: &Inst) -> fmt::Result {
        match inst {
            Inst::Alloca { to, bytes: Val::Int(_, bytes), align } => {
                let count = self.val(&Val::Int(Ty::I32, 1))?;
                let of =
                    format!("!llvm.array<{bytes} x i8> {{alignment = {align} : i64}} : (i32) -> !llvm.ptr");
                writeln!(self.out, "    %r{to} = llvm.alloca {count} x {of}")
            }
            Inst::Alloca { to, bytes, align } => {
                let bytes = self.val(bytes)?;
                writeln!(
                    self.out,
                    "    %r{to} = llvm.alloca {bytes} x i8 {{alignment = {align} : i64}} : (i64) -> !llvm.ptr"
                )
            }
            Inst::Load { to, ty: of, from } => {
                let from = self.val(from)?;
                writeln!(self.out, "    %r{to} = llvm.load {from} : !llvm.ptr -> {}", ty(of))
            }
            Inst::Store { value, to } => {
                let (name, to) = (self.val(value)?, self.val(to)?);
                writeln!(self.out, "    llvm.store {name}, {to} : {}, !llvm.ptr", ty(&value.ty()))
            }
            Inst::Offset { to, base, offset } => {
                let (base, name) = (self.val(base)?, self.val(offset)?);
                let types = format!("(!llvm.ptr, {}) -> !llvm.ptr, i8", ty(&offset.ty()));
                writeln!(self.out, "    %r{to} = llvm.getelementptr {base}[{name}] : {types}")
            }
            _ => self.operation(inst),
        }
    }

    fn operation(&mut self, inst: &Inst) -> fmt::Result {
        match inst {
            Inst::Bin { to, op, left, right } => {
                let (a, b) = (self.val(left)?, self.val(right)?);
                writeln!(self.out, "    %r{to} = llvm.{} {a}, {b} : {}", bin(*op), ty(&left.ty()))
            }
            Inst::Cmp { to, op, left, right } => {
                let (a, b) = (self.val(left)?, self.val(right)?);
                writeln!(self.out, "    %r{to} = llvm.{} {a}, {b} : {}", cmp(*op), ty(&left.ty()))
            }
            Inst::Cast { to, op, value, ty: of } => {
                let name = self.val(value)?;
                writeln!(
                    self.out,
                    "    %r{to} = llvm.{} {name} : {} to {}",
                    cast(*op),
                    ty(&value.ty()),
                    ty(of)
                )
            }
            Inst::Select { to, condition, yes, no } => {
                let (condition, a, b) = (self.val(condition)?, self.val(yes)?, self.val(no)?);
                writeln!(self.out, "    %r{to} = llvm.select {condition}, {a}, {b} : i1, {}", ty(&yes.ty()))
            }
            _ => self.call(inst),
        }
    }

    fn call(&mut self, inst: &Inst) -> fmt::Result {
        match inst {
            Inst::Call { to, callee, arguments, ty: of } => {
                let (names, types) = self.vals(arguments)?;
                self.result(*to)?;
                writeln!(self.out, "llvm.call @\"{callee}\"({names}) : ({types}) -> {}", returned(of))
            }
            Inst::Intrinsic { to, name, arguments, ty: of } => {
                let (names, types) = self.vals(arguments)?;
                self.result(*to)?;
                writeln!(self.out, "llvm.call_intrinsic \"{name}\"({names}) : ({types}) -> {}", returned(of))
            }
            Inst::Extract { to, from, index, .. } => {
                let name = self.val(from)?;
                writeln!(self.out, "    %r{to} = llvm.extractvalue {name}[{index}] : {}", ty(&from.ty()))
            }
            Inst::Insert { to, into, value, index } => {
                let (into_name, value) = (self.val(into)?, self.val(value)?);
                writeln!(
                    self.out,
                    "    %r{to} = llvm.insertvalue {value}, {into_name}[{index}] : {}",
                    ty(&into.ty())
                )
            }
            Inst::Asm { to, text, constraints, arguments, ty: of } => {
                let (names, types) = self.vals(arguments)?;
                self.result(*to)?;
                let text = text.replace('\n', "\\0A");
                write!(
                    self.out,
                    "llvm.inline_asm has_side_effects asm_dialect = att \"{text}\", \"{constraints}\" "
                )?;
                writeln!(
                    self.out,
                    "{names} : ({types}) -> {}",
                    if *of == Ty::Void { "!llvm.void".to_owned() } else { ty(of) }
                )
            }
            other => unreachable!("{other:?} is no call"),
        }
    }
}

fn returned(of: &Ty) -> String {
    if *of == Ty::Void { "()".to_owned() } else { ty(of) }
}

fn ty(of: &Ty) -> String {
    match of {
        Ty::Void => "!llvm.void".to_owned(),
        Ty::I1 => "i1".to_owned(),
        Ty::I8 => "i8".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::F64 => "f64".to_owned(),
        Ty::Ptr => "!llvm.ptr".to_owned(),
        Ty::Token => "!llvm.token".to_owned(),
        Ty::Struct(fields) => {
            format!("!llvm.struct<({})>", fields.iter().map(ty).collect::<Vec<_>>().join(", "))
        }
    }
}

fn bin(op: BinOp) -> &'static str {
    super::llvm::bin(op)
}

fn cmp(op: CmpOp) -> String {
    let (kind, predicate) = super::llvm::cmp(op).split_once(' ').unwrap_or(("icmp", "eq"));
    format!("{kind} \"{predicate}\"")
}

fn cast(op: Cast) -> &'static str {
    super::llvm::cast(op)
}
