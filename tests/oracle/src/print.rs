//! Programs as LLVM IR that the `opt` of LLVM 16 to 22 reads.
//!
//! Coroutines get the attributes of the dialect, awaits `nomerge`. Each dialect function that is used is declared, its
//! suffix the types that distinguish it: the arguments of an await, the result of a resumption, the value of a return.

use std::collections::BTreeSet;
use std::fmt::{self, Write};

use crate::program::{
    Binary, Block, Cast, Function, Inst, Op, Operand, Predicate, Program, Signature, Terminator, Ty, ValueId,
    fields,
};

/// How a program names its collector.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Collector {
    /// `gc "julia"`
    #[default]
    Julia,
    /// `"gc-coro-model"="julia"`, which code generators ignore.
    Attribute,
    /// Not at all: by pass parameter.
    None,
    /// `gc "statepoint-example"`, and the address spaces that go with it.
    Statepoints,
}

/// How a program is printed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Style {
    pub collector: Collector,
}

/// The address spaces 10 to 13 are not integral, as in Julia.
pub const LAYOUT: &str =
    "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:10:11:12:13";

/// The program as text.
pub fn module(program: &Program, style: Style) -> String {
    let statepoints = style.collector == Collector::Statepoints;
    let collector = if statepoints { Collector::None } else { style.collector };
    let mut printer = Printer::new(program, Style { collector });
    printer.module().expect("a String takes all text");
    if statepoints { crate::statepoints::respelled(&printer.out) } else { printer.out }
}

/// A type as LLVM spells it.
pub fn ty(signatures: &[Signature], of: Ty) -> String {
    let text = match of {
        Ty::I1 => "i1",
        Ty::I8 => "i8",
        Ty::I32 => "i32",
        Ty::I64 => "i64",
        Ty::F64 => "double",
        Ty::V4 => "<4 x i32>",
        Ty::Couple => "<2 x ptr addrspace(10)>",
        Ty::Ref => "ptr addrspace(10)",
        Ty::Derived => "ptr addrspace(11)",
        Ty::Local => "ptr",
        Ty::Pair | Ty::Tagged | Ty::Await(_) => {
            let fields: Vec<String> =
                fields(signatures, of).into_iter().map(|field| ty(signatures, field)).collect();
            return format!("{{ {} }}", fields.join(", "));
        }
    };
    text.to_string()
}

/// The suffix by which LLVM tells overloads apart.
fn suffix(of: Option<Ty>) -> &'static str {
    match of {
        None => "void",
        Some(Ty::I64) => "i64",
        Some(Ty::F64) => "f64",
        Some(Ty::Ref) => "p10",
        Some(other) => unreachable!("no dialect function takes or gives {other:?}"),
    }
}

/// An operand without its type.
pub fn operand(of: Operand) -> String {
    match of {
        Operand::Value(value) => name(value),
        Operand::Int(Ty::I1, bits) => (bits != 0).to_string(),
        Operand::Int(ty, bits) => crate::interpret::signed(ty, bits).to_string(),
        Operand::Float(float) => format!("0x{:016X}", float.to_bits()),
        Operand::Zero(Ty::Ref) => "null".to_string(),
        Operand::Zero(_) => "zeroinitializer".to_string(),
        Operand::Poison(_) => "poison".to_string(),
        Operand::Slot(slot) => format!("%s{}", slot.0),
    }
}

fn name(value: ValueId) -> String {
    format!("%v{}", value.0)
}

/// The instruction that computes.
pub fn binary(op: Binary) -> &'static str {
    match op {
        Binary::Add => "add",
        Binary::Sub => "sub",
        Binary::Mul => "mul",
        Binary::And => "and",
        Binary::Or => "or",
        Binary::Xor => "xor",
        Binary::Shl => "shl",
        Binary::LShr => "lshr",
        Binary::AShr => "ashr",
        Binary::UDiv => "udiv",
        Binary::URem => "urem",
        Binary::FAdd => "fadd",
        Binary::FSub => "fsub",
        Binary::FMul => "fmul",
    }
}

/// The instruction that compares, with its predicate.
pub fn predicate(of: Predicate) -> &'static str {
    match of {
        Predicate::Eq => "icmp eq",
        Predicate::Ne => "icmp ne",
        Predicate::ULt => "icmp ult",
        Predicate::SLt => "icmp slt",
        Predicate::FLt => "fcmp olt",
    }
}

/// Text that grows, and the declarations that it needs.
pub(crate) struct Printer<'p> {
    pub program: &'p Program,
    pub style: Style,
    pub out: String,
    declared: BTreeSet<String>,
}

impl<'p> Printer<'p> {
    pub fn new(program: &'p Program, style: Style) -> Self {
        Self { program, style, out: String::new(), declared: BTreeSet::new() }
    }

    pub fn ty(&self, of: Ty) -> String {
        ty(&self.program.signatures, of)
    }

    pub fn result(&self, of: Option<Ty>) -> String {
        of.map_or("void".to_string(), |of| self.ty(of))
    }

    pub fn typed(&self, function: &Function, of: Operand) -> String {
        format!("{} {}", self.ty(function.ty(of)), operand(of))
    }

    pub fn list(&self, function: &Function, of: &[Operand]) -> String {
        of.iter().map(|&of| self.typed(function, of)).collect::<Vec<_>>().join(", ")
    }

    pub fn declare(&mut self, text: &str) {
        if !self.declared.contains(text) {
            self.declared.insert(text.to_string());
        }
    }

    pub fn declare_new(&mut self) {
        self.declare(
            "noalias nonnull ptr addrspace(10) @oracle_new(i64, i64) nounwind willreturn \
             allockind(\"alloc,zeroed\") memory(inaccessiblemem: readwrite)",
        );
    }

    fn module(&mut self) -> fmt::Result {
        self.head()?;
        let program = self.program;
        for function in &program.functions {
            self.function(function)?;
        }
        self.foot()
    }

    pub fn head(&mut self) -> fmt::Result {
        writeln!(self.out, "target datalayout = \"{LAYOUT}\"")?;
        writeln!(self.out, "target triple = \"x86_64-unknown-linux-gnu\"\n")
    }

    /// The function that lli calls, and the declarations.
    pub fn foot(&mut self) -> fmt::Result {
        let program = self.program;
        if self.declared.iter().any(|text| text.contains("@oracle_allocate(")) {
            // Nothing calls the hooks before the split: without this the optimizer removes their declarations.
            writeln!(
                self.out,
                "@llvm.compiler.used = appending global [3 x ptr] [ptr @oracle_allocate, ptr @oracle_write_barrier, \
                 ptr @oracle_reentered], section \"llvm.metadata\"\n"
            )?;
        }
        writeln!(self.out, "define i32 @main() {{\n  call void @{}()", program.function(program.main).name)?;
        writeln!(self.out, "  ret i32 0\n}}\n")?;
        for text in std::mem::take(&mut self.declared) {
            writeln!(self.out, "declare {text}")?;
        }
        Ok(())
    }

    pub fn function(&mut self, function: &Function) -> fmt::Result {
        let parameters: Vec<String> = (0..function.parameters)
            .map(|at| format!("{} %v{at}", self.ty(function.values[at as usize])))
            .collect();
        let linkage = if function.internal { "internal " } else { "" };
        let (result, parameters) = (self.result(function.result), parameters.join(", "));
        write!(self.out, "define {linkage}{result} @{}({parameters})", function.name)?;
        self.attributes(function);
        self.out.push_str(" {\n");
        for (number, block) in function.blocks.iter().enumerate() {
            writeln!(self.out, "b{number}:")?;
            if number == 0 {
                for (at, slot) in function.slots.iter().enumerate() {
                    writeln!(self.out, "  %s{at} = alloca [{} x {}]", slot.count, self.ty(slot.ty))?;
                }
                if self.needs_task(function) {
                    let task = self.task();
                    self.out.push_str(task);
                }
            }
            self.block(function, block)?;
        }
        self.out.push_str("}\n\n");
        Ok(())
    }

    /// Julia roots the pointers of functions that know their task; functions without calls have none to root.
    fn needs_task(&self, function: &Function) -> bool {
        let calls = self.style.collector != Collector::None && function.has(Op::is_call);
        calls || function.has(|op| *op == Op::Task)
    }

    /// The instruction that makes `%pgcstack`.
    pub fn task(&mut self) -> &'static str {
        self.declare("ptr @julia.get_pgcstack() nounwind memory(inaccessiblemem: read)");
        "  %pgcstack = call ptr @julia.get_pgcstack()\n"
    }

    fn attributes(&mut self, function: &Function) {
        let mut attributes = Vec::new();
        if function.coroutine {
            attributes.extend(["presplitcoroutine", "noinline", "\"gc-coro\""]);
            attributes.push("\"gc-coro-allocate\"=\"oracle_allocate\"");
            attributes.push("\"gc-coro-write-barrier\"=\"oracle_write_barrier\"");
            attributes.push("\"gc-coro-reentered\"=\"oracle_reentered\"");
            self.declare("ptr addrspace(10) @oracle_allocate(ptr)");
            self.declare("void @oracle_write_barrier(ptr addrspace(10), ...)");
            self.declare("void @oracle_reentered() cold noreturn nounwind");
        } else if function.driver {
            attributes.extend(["noinline", "optnone"]);
        } else if function.noinline || (self.style.collector != Collector::None && self.needs_task(function))
        {
            // Julia looks for the call of julia.get_pgcstack in entry blocks only: it must stay in one.
            attributes.push("noinline");
        }
        match self.style.collector {
            Collector::Julia => attributes.push("gc \"julia\""),
            Collector::Attribute => attributes.push("\"gc-coro-model\"=\"julia\""),
            Collector::None | Collector::Statepoints => {}
        }
        for attribute in attributes {
            self.out.push(' ');
            self.out.push_str(attribute);
        }
    }

    fn block(&mut self, function: &Function, block: &Block) -> fmt::Result {
        for phi in &block.phis {
            let ty = self.ty(function.values[phi.result.0 as usize]);
            let incoming: Vec<String> =
                phi.incoming.iter().map(|(from, of)| format!("[ {}, %b{} ]", operand(*of), from.0)).collect();
            writeln!(self.out, "  {} = phi {ty} {}", name(phi.result), incoming.join(", "))?;
        }
        for inst in &block.insts {
            if let (Op::Acquire { spare }, Some(result)) = (&inst.op, inst.result) {
                self.buffer(function, &name(result), *spare)?;
            }
            self.out.push_str("  ");
            if let Some(result) = inst.result {
                write!(self.out, "{} = ", name(result))?;
            }
            let text = self.inst(function, inst);
            self.out.push_str(&text);
            self.out.push('\n');
        }
        let text = self.terminator(function, &block.terminator);
        writeln!(self.out, "{text}")
    }

    /// The buffer for a state: as large as the function asks for, and `spare` words of each kind.
    fn buffer(&mut self, function: &Function, it: &str, spare: u64) -> fmt::Result {
        for (query, words) in [("pointers", spare), ("bytes", 8 * spare)] {
            self.declare(&format!("i64 @gc.coro.size.{query}(ptr)"));
            writeln!(
                self.out,
                "  {it}.own.{query} = call i64 @gc.coro.size.{query}(ptr @{})",
                function.name
            )?;
            writeln!(self.out, "  {it}.{query} = add i64 {it}.own.{query}, {words}")?;
        }
        self.declare("ptr addrspace(10) @oracle_buffer(i64, i64)");
        writeln!(
            self.out,
            "  {it}.buffer = call ptr addrspace(10) @oracle_buffer(i64 {it}.pointers, i64 {it}.bytes)"
        )
    }

    pub fn inst(&mut self, function: &Function, inst: &Inst) -> String {
        let typed = |of: &Operand| self.typed(function, *of);
        let to = inst.result.map(|result| function.values[result.0 as usize]);
        match &inst.op {
            Op::Acquire { .. } => {
                self.declare("ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10), i64, i64)");
                let it = name(inst.result.expect("a state"));
                format!(
                    "call ptr addrspace(10) @gc.coro.acquire(ptr addrspace(10) {it}.buffer, i64 {it}.pointers, i64 {it}.bytes)"
                )
            }
            Op::Binary(op, a, b) => format!("{} {}, {}", binary(*op), typed(a), operand(*b)),
            Op::Compare(holds, _, a, b) => format!("{} {}, {}", predicate(*holds), typed(a), operand(*b)),
            Op::Cast(cast, _, value) => {
                let (value, to) = (typed(value), self.result(to));
                self.cast(*cast, &value, &to)
            }
            Op::Select(condition, a, b) => format!("select {}, {}, {}", typed(condition), typed(a), typed(b)),
            Op::InsertLane(vector, lane, at) => {
                format!("insertelement {}, {}, i32 {at}", typed(vector), typed(lane))
            }
            Op::ExtractLane(vector, at) => format!("extractelement {}, i32 {at}", typed(vector)),
            Op::InsertField(aggregate, value, at) => {
                format!("insertvalue {}, {}, {at}", typed(aggregate), typed(value))
            }
            Op::ExtractField(_, aggregate, at) => format!("extractvalue {}, {at}", typed(aggregate)),
            Op::Derive(object) => format!("addrspacecast {} to ptr addrspace(11)", typed(object)),
            Op::Element { base, index, stride } => {
                format!("getelementptr inbounds {}, {}, {}", self.ty(*stride), typed(base), typed(index))
            }
            Op::Load(address) => format!("load {}, {}", self.result(to), typed(address)),
            Op::Store { value, address } => format!("store {}, {}", typed(value), typed(address)),
            Op::Call { function: callee, arguments } => {
                let callee = self.program.function(*callee);
                let (result, arguments) = (self.result(callee.result), self.list(function, arguments));
                format!("call {result} @{}({arguments})", callee.name)
            }
            _ => self.runtime_call(function, &inst.op),
        }
    }

    fn cast(&mut self, cast: Cast, value: &str, to: &str) -> String {
        let name = match cast {
            Cast::ZExt => "zext",
            Cast::SExt => "sext",
            Cast::Trunc => "trunc",
            Cast::SIToFP => "sitofp",
            Cast::FPToSISat => {
                self.declare("i64 @llvm.fptosi.sat.i64.f64(double)");
                return format!("call i64 @llvm.fptosi.sat.i64.f64({value})");
            }
        };
        format!("{name} {value} to {to}")
    }

    /// Calls of the runtime and of the dialect's functions.
    fn runtime_call(&mut self, function: &Function, op: &Op) -> String {
        match op {
            Op::New { pointers, words } => {
                self.declare_new();
                format!("call ptr addrspace(10) @oracle_new(i64 {pointers}, i64 {})", words * 8)
            }
            Op::Share(object) => {
                self.declare(
                    "void @gc.coro.share(ptr addrspace(10)) nounwind willreturn memory(inaccessiblemem: readwrite)",
                );
                format!("call void @gc.coro.share({})", self.typed(function, *object))
            }
            Op::Trace(value) => {
                self.declare("void @trace(i64)");
                format!("call void @trace({})", self.typed(function, *value))
            }
            Op::Task => "load i64, ptr %pgcstack".to_string(),
            Op::SetTask(task) => {
                self.declare("void @oracle_set_task(i64)");
                format!("call void @oracle_set_task({})", self.typed(function, *task))
            }
            Op::Prealloc => {
                self.declare("ptr addrspace(10) @gc.coro.prealloc(ptr)");
                format!("call ptr addrspace(10) @gc.coro.prealloc(ptr @{})", function.name)
            }
            Op::Await { signature, state } => {
                let ty = self.ty(Ty::Await(*signature));
                let signature = self.program.signature(*signature);
                let mut callee = "gc.coro.await".to_string();
                for argument in &signature.arguments {
                    callee.push('.');
                    callee.push_str(suffix(Some(*argument)));
                }
                self.declare(&format!("{ty} @{callee}(ptr, ptr addrspace(10), i32) nomerge"));
                let (state, flags) = (self.typed(function, *state), signature.flags());
                format!("call {ty} @{callee}(ptr @{}, {state}, i32 {flags}) nomerge", function.name)
            }
            Op::Resume { signature, handle, arguments, tail } => {
                let result = self.program.signature(*signature).result;
                let (ty, suffix) = (self.result(result), suffix(result));
                let prototype = "ptr addrspace(10), ...";
                self.declare(&format!("{ty} @gc.coro.resume.{suffix}({prototype})"));
                let operands: Vec<Operand> = [*handle].iter().chain(arguments).copied().collect();
                let operands = self.list(function, &operands);
                let tail = if *tail { "tail " } else { "" };
                format!("{tail}call {ty} ({prototype}) @gc.coro.resume.{suffix}({operands})")
            }
            other => unreachable!("{other:?} is no call of the runtime"),
        }
    }

    fn terminator(&mut self, function: &Function, terminator: &Terminator) -> String {
        match terminator {
            Terminator::Jump(to) => format!("  br label %b{}", to.0),
            Terminator::Branch(condition, then, otherwise) => {
                let condition = self.typed(function, *condition);
                format!("  br {condition}, label %b{}, label %b{}", then.0, otherwise.0)
            }
            Terminator::Switch { value, cases, default } => {
                let cases: Vec<String> =
                    cases.iter().map(|(case, to)| format!("i32 {case}, label %b{}", to.0)).collect();
                format!(
                    "  switch {}, label %b{} [ {} ]",
                    self.typed(function, *value),
                    default.0,
                    cases.join(" ")
                )
            }
            Terminator::Return { value, marked: false } => match value {
                Some(value) => format!("  ret {}", self.typed(function, *value)),
                None => "  ret void".to_string(),
            },
            Terminator::Return { value, marked: true } => {
                let of = value.map(|value| function.ty(value));
                let (ty, suffix) = (of.map_or(String::new(), |of| self.ty(of)), suffix(of));
                self.declare(&format!("void @gc.coro.return.{suffix}({ty})"));
                let value = value.map_or(String::new(), |value| self.typed(function, value));
                let nothing = match function.result {
                    Some(result) => format!("{} poison", self.ty(result)),
                    None => "void".to_string(),
                };
                format!("  call void @gc.coro.return.{suffix}({value})\n  ret {nothing}")
            }
        }
    }
}
