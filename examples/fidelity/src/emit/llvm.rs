//! LLVM's IR.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use crate::low::{
    Attribute, BinOp, Block, Cast, CmpOp, Contents, End, Function, Global, Inst, Module, Ty, Val,
};

/// The module as text.
pub fn text(module: &Module) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = write_module(&mut out, module);
    out
}

fn write_module(out: &mut String, module: &Module) -> fmt::Result {
    writeln!(out, "target triple = \"{}\"\n", module.triple)?;
    for global in &module.globals {
        write_global(out, global)?;
    }
    for (name, (ret, parameters)) in declarations(module) {
        let parameters: Vec<String> = parameters.iter().map(ty).collect();
        writeln!(out, "declare {} @{}({})", ty(&ret), quoted(&name), parameters.join(", "))?;
    }
    for function in &module.functions {
        write_function(out, function)?;
    }
    Ok(())
}

/// Functions that are called and have no body: those of LLVM and gc-coro.
pub fn declarations(module: &Module) -> BTreeMap<String, (Ty, Vec<Ty>)> {
    let mut found = BTreeMap::new();
    for (name, ret, parameters) in &module.declared {
        found.insert(name.clone(), (ret.clone(), parameters.clone()));
    }
    for inst in module.functions.iter().flat_map(|f| &f.blocks).flat_map(|block| &block.insts) {
        if let Inst::Intrinsic { name, arguments, ty, .. } = inst {
            found.insert(name.clone(), (ty.clone(), arguments.iter().map(Val::ty).collect()));
        }
    }
    found
}

fn write_global(out: &mut String, global: &Global) -> fmt::Result {
    let name = quoted(&global.name);
    let linkage = if global.exported { "" } else { "internal " };
    match &global.contents {
        Contents::Zeros(bytes) => {
            writeln!(out, "@{name} = {linkage}global [{bytes} x i8] zeroinitializer, align 16")
        }
        Contents::Text(bytes) => {
            write!(out, "@{name} = private unnamed_addr constant [{} x i8] c\"", bytes.len())?;
            for byte in bytes {
                match byte {
                    b' '..=b'~' if !matches!(byte, b'"' | b'\\') => out.push(char::from(*byte)),
                    _ => write!(out, "\\{byte:02X}")?,
                }
            }
            out.push_str("\"\n");
            Ok(())
        }
    }
}

/// A name as LLVM writes it.
fn quoted(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'));
    if plain { name.to_owned() } else { format!("\"{name}\"") }
}

fn write_function(out: &mut String, function: &Function) -> fmt::Result {
    let parameters: Vec<String> = function
        .parameters
        .iter()
        .enumerate()
        .map(|(index, parameter)| format!("{} %r{index}", ty(parameter)))
        .collect();
    let linkage = if function.exported { "" } else { "internal " };
    let attribute: String = attributes(function.attribute)
        .iter()
        .map(|word| if word.contains('-') { format!(" \"{word}\"") } else { format!(" {word}") })
        .collect();
    let (ret, name) = (ty(&function.ret), quoted(&function.name));
    writeln!(out, "\ndefine {linkage}{ret} @{name}({}){attribute} {{", parameters.join(", "))?;
    for (index, block) in function.blocks.iter().enumerate() {
        write_block(out, index, block)?;
    }
    writeln!(out, "}}")
}

/// The attributes of a function.
pub fn attributes(attribute: Attribute) -> &'static [&'static str] {
    match attribute {
        Attribute::None => &["nounwind", "optsize"],
        Attribute::Coroutine => &["nounwind", "optsize", "presplitcoroutine", "gc-coro"],
        Attribute::AlwaysInline => &["nounwind", "optsize", "alwaysinline"],
        Attribute::NoInline => &["nounwind", "optsize", "noinline"],
        Attribute::Naked => &["nounwind", "optsize", "naked", "noinline"],
    }
}

fn write_block(out: &mut String, index: usize, block: &Block) -> fmt::Result {
    writeln!(out, "b{index}:")?;
    for inst in &block.insts {
        write_inst(out, inst)?;
    }
    match &block.end {
        Some(End::Jump(to)) => writeln!(out, "  br label %b{to}"),
        Some(End::Branch { condition, yes, no }) => {
            writeln!(out, "  br i1 {}, label %b{yes}, label %b{no}", val(condition))
        }
        Some(End::Switch { value, default, cases }) => {
            let of = ty(&value.ty());
            let cases: Vec<String> =
                cases.iter().map(|(case, to)| format!("{of} {case}, label %b{to}")).collect();
            writeln!(out, "  switch {}, label %b{default} [ {} ]", typed(value), cases.join(" "))
        }
        Some(End::Return(None)) => writeln!(out, "  ret void"),
        Some(End::Return(Some(value))) => writeln!(out, "  ret {}", typed(value)),
        Some(End::Unreachable) | None => writeln!(out, "  unreachable"),
    }
}

fn write_inst(out: &mut String, inst: &Inst) -> fmt::Result {
    match inst {
        Inst::Alloca { to, bytes: Val::Int(_, bytes), align } => {
            writeln!(out, "  %r{to} = alloca [{bytes} x i8], align {align}")
        }
        Inst::Alloca { to, bytes, align } => {
            writeln!(out, "  %r{to} = alloca i8, {}, align {align}", typed(bytes))
        }
        Inst::Load { to, ty: of, from } => writeln!(out, "  %r{to} = load {}, ptr {}", ty(of), val(from)),
        Inst::Store { value, to } => writeln!(out, "  store {}, ptr {}", typed(value), val(to)),
        Inst::Offset { to, base, offset } => {
            writeln!(out, "  %r{to} = getelementptr i8, ptr {}, {}", val(base), typed(offset))
        }
        Inst::Bin { to, op, left, right } => {
            writeln!(out, "  %r{to} = {} {}, {}", bin(*op), typed(left), val(right))
        }
        Inst::Cmp { to, op, left, right } => {
            writeln!(out, "  %r{to} = {} {}, {}", cmp(*op), typed(left), val(right))
        }
        Inst::Cast { to, op, value, ty: of } => {
            writeln!(out, "  %r{to} = {} {} to {}", cast(*op), typed(value), ty(of))
        }
        Inst::Select { to, condition, yes, no } => {
            writeln!(out, "  %r{to} = select {}, {}, {}", typed(condition), typed(yes), typed(no))
        }
        Inst::Call { to, callee, arguments, ty: of }
        | Inst::Intrinsic { to, name: callee, arguments, ty: of } => {
            write_result(out, *to)?;
            let arguments: Vec<String> = arguments.iter().map(typed).collect();
            writeln!(out, "call {} @{}({})", ty(of), quoted(callee), arguments.join(", "))
        }
        Inst::Extract { to, from, index, .. } => {
            writeln!(out, "  %r{to} = extractvalue {}, {index}", typed(from))
        }
        Inst::Insert { to, into, value, index } => {
            writeln!(out, "  %r{to} = insertvalue {}, {}, {index}", typed(into), typed(value))
        }
        Inst::Asm { to, text, constraints, arguments, ty: of } => {
            write_result(out, *to)?;
            let arguments: Vec<String> = arguments.iter().map(typed).collect();
            let text = text.replace('\n', "\\0A");
            writeln!(
                out,
                "call {} asm sideeffect \"{text}\", \"{constraints}\"({})",
                ty(of),
                arguments.join(", ")
            )
        }
    }
}

fn write_result(out: &mut String, to: Option<u32>) -> fmt::Result {
    match to {
        Some(to) => write!(out, "  %r{to} = "),
        None => write!(out, "  "),
    }
}

fn ty(of: &Ty) -> String {
    match of {
        Ty::Void => "void".to_owned(),
        Ty::I1 => "i1".to_owned(),
        Ty::I8 => "i8".to_owned(),
        Ty::I32 => "i32".to_owned(),
        Ty::I64 => "i64".to_owned(),
        Ty::F64 => "double".to_owned(),
        Ty::Ptr => "ptr".to_owned(),
        Ty::Token => "token".to_owned(),
        Ty::Struct(fields) => format!("{{ {} }}", fields.iter().map(ty).collect::<Vec<_>>().join(", ")),
    }
}

fn typed(value: &Val) -> String {
    format!("{} {}", ty(&value.ty()), val(value))
}

fn val(value: &Val) -> String {
    match value {
        Val::Reg(register, _) => format!("%r{register}"),
        Val::Int(Ty::I1, value) => if *value == 0 { "false" } else { "true" }.to_owned(),
        Val::Int(_, value) => value.to_string(),
        Val::Float(value) => format!("0x{:016X}", value.to_bits()),
        Val::Null => "null".to_owned(),
        Val::NoToken => "none".to_owned(),
        Val::Symbol(name) => format!("@{}", quoted(name)),
        Val::Undef(_) => "poison".to_owned(),
    }
}

/// LLVM's name of the operation.
pub fn bin(op: BinOp) -> &'static str {
    match op {
        BinOp::Add => "add",
        BinOp::Sub => "sub",
        BinOp::Mul => "mul",
        BinOp::SDiv => "sdiv",
        BinOp::SRem => "srem",
        BinOp::UDiv => "udiv",
        BinOp::URem => "urem",
        BinOp::And => "and",
        BinOp::Or => "or",
        BinOp::Xor => "xor",
        BinOp::Shl => "shl",
        BinOp::AShr => "ashr",
        BinOp::LShr => "lshr",
        BinOp::FAdd => "fadd",
        BinOp::FSub => "fsub",
        BinOp::FMul => "fmul",
        BinOp::FDiv => "fdiv",
        BinOp::FRem => "frem",
    }
}

/// LLVM's name of the operation.
pub fn cmp(op: CmpOp) -> &'static str {
    match op {
        CmpOp::Eq => "icmp eq",
        CmpOp::Ne => "icmp ne",
        CmpOp::Slt => "icmp slt",
        CmpOp::Sle => "icmp sle",
        CmpOp::Sgt => "icmp sgt",
        CmpOp::Sge => "icmp sge",
        CmpOp::Ult => "icmp ult",
        CmpOp::Ule => "icmp ule",
        CmpOp::Ugt => "icmp ugt",
        CmpOp::Uge => "icmp uge",
        CmpOp::FEq => "fcmp oeq",
        CmpOp::FNe => "fcmp une",
        CmpOp::FLt => "fcmp olt",
        CmpOp::FLe => "fcmp ole",
        CmpOp::FGt => "fcmp ogt",
        CmpOp::FGe => "fcmp oge",
    }
}

/// LLVM's name of the operation.
pub fn cast(op: Cast) -> &'static str {
    match op {
        Cast::Trunc => "trunc",
        Cast::ZExt => "zext",
        Cast::SExt => "sext",
        Cast::SiToFp => "sitofp",
        Cast::UiToFp => "uitofp",
        Cast::PtrToInt => "ptrtoint",
        Cast::IntToPtr => "inttoptr",
    }
}
