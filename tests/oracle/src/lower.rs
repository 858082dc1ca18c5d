//! A naive splitter: the meaning of awaits, written down once more in LLVM IR that needs no plugin.
//!
//! All values and slots of a coroutine are in one struct on the stack, its *activation*. An await copies that struct into
//! an object, with the number of the await beside it. A continuation copies it back into an activation of its own and
//! jumps after the await. It is as slow as it sounds, and nothing like what the plugin does: the interpreter and the
//! printed programs are held against each other by it, under any optimization that LLVM has.
//!
//! A frame object: header, body function, await number, used, a spare word, and from byte 32 on the activation.

use std::fmt::Write;

use crate::print::{Collector, Printer, Style, operand};
use crate::program::{
    BlockId, Function, Inst, Op, Operand, Program, Signature, SignatureId, SlotId, Terminator, Ty, ValueId,
};

/// What to do wrong on purpose: for the test that a wrong lowering is noticed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Fault {
    #[default]
    None,
    /// A continuation runs on the captured activation itself: what it writes is there in the next call.
    InPlace,
    /// The stack slots are not copied back: a continuation sees other ones.
    FreshSlots,
    /// One-shot continuations may be called again.
    Unchecked,
    /// The task is saved with the rest.
    SavedTask,
}

/// The program as LLVM IR without the dialect.
pub fn module(program: &Program, fault: Fault) -> String {
    let style = Style { collector: Collector::None };
    let mut lowering = Lowering { printer: Printer::new(program, style), fault, calls: 0 };
    lowering.printer.head().expect("a String takes all text");
    for function in &program.functions {
        lowering.function(function);
    }
    lowering.printer.declare("void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)");
    lowering.printer.foot().expect("a String takes all text");
    lowering.printer.out
}

struct Lowering<'p> {
    printer: Printer<'p>,
    fault: Fault,
    /// How many calls of continuations there were: they get names of their own.
    calls: usize,
}

/// One function while it is lowered: the original, with values added for what is loaded.
struct Body {
    function: Function,
    /// The number of values that the activation holds.
    values: u32,
    /// Awaits so far, and the signatures and results of each.
    awaits: Vec<(SignatureId, ValueId)>,
    text: String,
}

impl Lowering<'_> {
    fn function(&mut self, function: &Function) {
        if function.coroutine {
            let body = self.body(function);
            self.activation_type(function);
            self.printer.out.push_str(&body);
            self.entry(function);
            return;
        }
        let body = self.plain(function);
        self.printer.out.push_str(&body);
    }

    /// A function without awaits stays as it is, but for its calls of continuations.
    fn plain(&mut self, function: &Function) -> String {
        let start = self.printer.out.len();
        self.printer.function(function).expect("a String takes all text");
        let printed = self.printer.out.split_off(start);
        let mut text = String::new();
        let mut calls = resumes(function).into_iter();
        for line in printed.lines() {
            if line.contains("@gc.coro.share(") {
                continue;
            }
            match calls.as_slice().first() {
                Some(inst) if line.contains("@gc.coro.resume.") => {
                    text.push_str(&self.resume(function, inst));
                    calls.next();
                }
                _ => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        text
    }

    /// A call of a continuation: arguments and result go through memory.
    fn resume(&mut self, function: &Function, inst: &Inst) -> String {
        let Op::Resume { signature, handle, arguments, .. } = &inst.op else { unreachable!("a resumption") };
        let signature = self.printer.program.signature(*signature).clone();
        self.calls += 1;
        let unique = format!("c{}", self.calls);
        let mut text = String::new();
        let types = self.types(&signature.arguments);
        let result = signature.result.map_or("i8".to_string(), |ty| self.printer.ty(ty));
        let _ = writeln!(text, "  %{unique}.in = alloca {types}\n  %{unique}.out = alloca {result}");
        for (at, &argument) in arguments.iter().enumerate() {
            let typed = self.printer.typed(function, argument);
            let _ =
                writeln!(text, "  %{unique}.{at} = getelementptr {types}, ptr %{unique}.in, i32 0, i32 {at}");
            let _ = writeln!(text, "  store {typed}, ptr %{unique}.{at}");
        }
        let _ =
            writeln!(text, "  %{unique}.frame = addrspacecast ptr addrspace(10) {} to ptr", operand(*handle));
        if signature.one_shot && self.fault != Fault::Unchecked {
            self.check_one_shot(&mut text, &unique);
        }
        let _ = writeln!(text, "  %{unique}.bodyp = getelementptr i8, ptr %{unique}.frame, i64 8");
        let _ = writeln!(text, "  %{unique}.body = load ptr, ptr %{unique}.bodyp");
        let _ = writeln!(
            text,
            "  call void %{unique}.body(ptr %{unique}.frame, ptr %{unique}.in, ptr %{unique}.out)"
        );
        if let Some(value) = inst.result {
            let _ = writeln!(text, "  {} = load {result}, ptr %{unique}.out", operand(Operand::Value(value)));
        }
        text
    }

    /// Without a branch, which would split the block: the runtime's helper decides.
    fn check_one_shot(&mut self, text: &mut String, unique: &str) {
        self.printer.declare("void @oracle_check_one_shot(ptr)");
        let _ = writeln!(text, "  %{unique}.used = getelementptr i8, ptr %{unique}.frame, i64 20");
        let _ = writeln!(text, "  call void @oracle_check_one_shot(ptr %{unique}.used)");
    }

    fn types(&self, types: &[Ty]) -> String {
        let types: Vec<String> = types.iter().map(|&ty| self.printer.ty(ty)).collect();
        format!("{{ {} }}", types.join(", "))
    }

    // ---- coroutines ----

    fn activation_type(&mut self, function: &Function) {
        let mut fields: Vec<String> = function.values.iter().map(|&ty| self.stored(ty)).collect();
        fields.extend(
            function.slots.iter().map(|slot| format!("[{} x {}]", slot.count, self.printer.ty(slot.ty))),
        );
        let fields = fields.join(", ");
        let _ = writeln!(self.printer.out, "%{}.activation = type {{ {fields} }}\n", function.name);
    }

    /// Pointers into the activation are distances in memory: the activation is copied.
    fn stored(&self, ty: Ty) -> String {
        self.printer.ty(if ty == Ty::Local { Ty::I64 } else { ty })
    }

    /// The function itself: it calls the body with a null frame.
    fn entry(&mut self, function: &Function) {
        let parameters = &function.values[..function.parameters as usize];
        let result = self.printer.result(function.result);
        let names: Vec<String> = parameters
            .iter()
            .enumerate()
            .map(|(at, &ty)| format!("{} %v{at}", self.printer.ty(ty)))
            .collect();
        let types = self.types(parameters);
        let out_type = function.result.map_or("i8".to_string(), |ty| self.printer.ty(ty));
        let mut text = format!("define {result} @{}({}) {{\n", function.name, names.join(", "));
        let _ = writeln!(text, "  %in = alloca {types}\n  %out = alloca {out_type}");
        for (at, name) in names.iter().enumerate() {
            let _ = writeln!(text, "  %p{at} = getelementptr {types}, ptr %in, i32 0, i32 {at}");
            let _ = writeln!(text, "  store {name}, ptr %p{at}");
        }
        let _ = writeln!(text, "  call void @{}.body(ptr null, ptr %in, ptr %out)", function.name);
        match function.result {
            Some(_) => {
                let _ = writeln!(text, "  %r = load {out_type}, ptr %out\n  ret {out_type} %r");
            }
            None => text.push_str("  ret void\n"),
        }
        text.push_str("}\n\n");
        self.printer.out.push_str(&text);
    }

    fn body(&mut self, function: &Function) -> String {
        let mut body = Body {
            function: function.clone(),
            values: function.values.len() as u32,
            awaits: Vec::new(),
            text: String::new(),
        };
        for (number, block) in function.blocks.iter().enumerate() {
            let _ = writeln!(body.text, "b{number}:");
            for inst in &block.insts {
                self.inst(&mut body, inst);
            }
            self.terminator(&mut body, BlockId(number as u32), &block.terminator);
        }
        let dispatch = self.dispatch(&body);
        format!(
            "define internal void @{}.body(ptr %frame, ptr %in, ptr %out) {{\n{dispatch}{}}}\n\n",
            function.name, body.text
        )
    }

    /// The beginning of a body: the activation, and the branch to the entry or after an await.
    fn dispatch(&mut self, body: &Body) -> String {
        let function = &body.function;
        let name = &function.name;
        let mut text = String::from("start:\n");
        let _ = writeln!(text, "  %own = alloca %{name}.activation, align 16");
        let _ = writeln!(text, "  %captured = getelementptr i8, ptr %frame, i64 32");
        text.push_str("  %first = icmp eq ptr %frame, null\n");
        let activation = if self.fault == Fault::InPlace {
            "  %act = select i1 %first, ptr %own, ptr %captured\n"
        } else {
            "  %act = getelementptr i8, ptr %own, i64 0\n"
        };
        text.push_str(activation);
        self.task(&mut text, function);
        text.push_str("  br i1 %first, label %called, label %resumed\ncalled:\n");
        let parameters = function.values[..function.parameters as usize].to_vec();
        let types = self.types(&parameters);
        for (at, &ty) in parameters.iter().enumerate() {
            let ty = self.printer.ty(ty);
            let _ = writeln!(text, "  %in{at} = getelementptr {types}, ptr %in, i32 0, i32 {at}");
            let _ = writeln!(text, "  %arg{at} = load {ty}, ptr %in{at}");
            let _ = writeln!(text, "  %to{at} = getelementptr %{name}.activation, ptr %act, i32 0, i32 {at}");
            let _ = writeln!(text, "  store {ty} %arg{at}, ptr %to{at}");
        }
        text.push_str("  br label %b0\nresumed:\n");
        self.restore(&mut text, body);
        text.push_str("  %sitep = getelementptr i8, ptr %frame, i64 16\n  %site = load i32, ptr %sitep\n");
        let cases: Vec<String> =
            (0..body.awaits.len()).map(|at| format!("i32 {at}, label %again{at}")).collect();
        let _ =
            writeln!(text, "  switch i32 %site, label %wrong [ {} ]\nwrong:\n  unreachable", cases.join(" "));
        for (at, &(signature, result)) in body.awaits.iter().enumerate() {
            self.after_await(&mut text, function, at, signature, result);
        }
        text
    }

    /// The task is that of this invocation; for the fault, that of the first one, which the frame keeps.
    fn task(&mut self, text: &mut String, function: &Function) {
        if !function.has(|op| *op == Op::Task) {
            return;
        }
        let task = self.printer.task();
        if self.fault != Fault::SavedTask {
            text.push_str(task);
            return;
        }
        text.push_str(&task.replace("%pgcstack", "%fresh"));
        text.push_str(
            "  %fresh.slot = alloca ptr\n  store ptr %fresh, ptr %fresh.slot\n  \
             %saved = getelementptr i8, ptr %frame, i64 24\n  \
             %task = select i1 %first, ptr %fresh.slot, ptr %saved\n  \
             %pgcstack = load ptr, ptr %task\n",
        );
    }

    fn restore(&mut self, text: &mut String, body: &Body) {
        let function = &body.function;
        let bytes = match self.fault {
            Fault::InPlace => return,
            Fault::FreshSlots if !function.slots.is_empty() => format!(
                "ptrtoint (ptr getelementptr (%{}.activation, ptr null, i32 0, i32 {}) to i64)",
                function.name, body.values
            ),
            _ => size_of(&function.name),
        };
        let _ = writeln!(
            text,
            "  call void @llvm.memcpy.p0.p0.i64(ptr %act, ptr %captured, i64 {bytes}, i1 false)"
        );
    }

    /// The result of an await that is resumed.
    fn after_await(&mut self, text: &mut String, f: &Function, at: usize, id: SignatureId, result: ValueId) {
        let signature: &Signature = self.printer.program.signature(id);
        let (types, all) = (self.types(&signature.arguments), self.printer.ty(Ty::Await(id)));
        let _ = writeln!(text, "again{at}:\n  %a{at}.0 = insertvalue {all} poison, i1 true, 1");
        for (number, &ty) in signature.arguments.iter().enumerate() {
            let (ty, next) = (self.printer.ty(ty), number + 1);
            let _ =
                writeln!(text, "  %a{at}.p{number} = getelementptr {types}, ptr %in, i32 0, i32 {number}");
            let _ = writeln!(text, "  %a{at}.v{number} = load {ty}, ptr %a{at}.p{number}");
            let _ = writeln!(
                text,
                "  %a{at}.{next} = insertvalue {all} %a{at}.{number}, {ty} %a{at}.v{number}, {}",
                number + 2
            );
        }
        let (last, field) = (signature.arguments.len(), result.0);
        let _ = writeln!(
            text,
            "  %a{at}.to = getelementptr %{}.activation, ptr %act, i32 0, i32 {field}\n  \
             store {all} %a{at}.{last}, ptr %a{at}.to\n  br label %after{at}",
            f.name
        );
    }

    fn inst(&mut self, body: &mut Body, inst: &Inst) {
        if let Op::Share(_) = inst.op {
            return;
        }
        let mut loaded = inst.clone();
        for of in loaded.op.operands_mut() {
            *of = self.load(body, *of);
        }
        match &loaded.op {
            Op::Await { signature, .. } => {
                self.suspend(body, *signature, inst.result.expect("an await has a result"))
            }
            Op::Resume { .. } => {
                let text = self.resume(&body.function, &loaded);
                body.text.push_str(&text);
            }
            Op::Prealloc | Op::Acquire { .. } => {
                let result = operand(Operand::Value(inst.result.expect("a state")));
                let _ = writeln!(body.text, "  {result} = inttoptr i64 64 to ptr addrspace(10)");
            }
            _ => {
                let result = inst
                    .result
                    .map_or(String::new(), |value| format!("{} = ", operand(Operand::Value(value))));
                let text = self.printer.inst(&body.function, &loaded);
                let _ = writeln!(body.text, "  {result}{text}");
            }
        }
        match (&inst.op, inst.result) {
            (Op::Await { .. }, _) | (_, None) => {}
            (_, Some(result)) => self.store(body, result, operand(Operand::Value(result))),
        }
    }

    /// What an operand is, loaded from the activation.
    fn load(&mut self, body: &mut Body, of: Operand) -> Operand {
        let (field, ty) = match of {
            Operand::Value(value) => (value.0, body.function.ty(of)),
            Operand::Slot(SlotId(slot)) => (body.values + slot, Ty::Local),
            constant => return constant,
        };
        let temporary = body.temporary(ty);
        let (name, to) = (body.function.name.clone(), operand(temporary));
        if let Operand::Slot(_) = of {
            let _ = writeln!(
                body.text,
                "  {to} = getelementptr %{name}.activation, ptr %act, i32 0, i32 {field}"
            );
            return temporary;
        }
        let stored = self.stored(ty);
        let _ =
            writeln!(body.text, "  {to}.p = getelementptr %{name}.activation, ptr %act, i32 0, i32 {field}");
        if ty == Ty::Local {
            let _ = writeln!(
                body.text,
                "  {to}.d = load i64, ptr {to}.p\n  {to} = getelementptr i8, ptr %act, i64 {to}.d"
            );
        } else {
            let _ = writeln!(body.text, "  {to} = load {stored}, ptr {to}.p");
        }
        temporary
    }

    /// Stores a value to its place in the activation.
    fn store(&mut self, body: &mut Body, value: ValueId, text: String) {
        let ty = body.function.values[value.0 as usize];
        let stored = self.stored(ty);
        let at = operand(body.temporary(Ty::Local));
        let name = &body.function.name;
        let _ = writeln!(
            body.text,
            "  {at} = getelementptr %{name}.activation, ptr %act, i32 0, i32 {}",
            value.0
        );
        if ty == Ty::Local {
            let _ = writeln!(
                body.text,
                "  {at}.a = ptrtoint ptr {text} to i64\n  {at}.b = ptrtoint ptr %act to i64\n  \
                 {at}.d = sub i64 {at}.a, {at}.b\n  store i64 {at}.d, ptr {at}"
            );
        } else {
            let _ = writeln!(body.text, "  store {stored} {text}, ptr {at}");
        }
    }

    fn suspend(&mut self, body: &mut Body, signature: SignatureId, result: ValueId) {
        let at = body.awaits.len();
        body.awaits.push((signature, result));
        self.printer.declare_new();
        let name = body.function.name.clone();
        let (size, all) = (size_of(&name), self.printer.ty(Ty::Await(signature)));
        let _ = write!(
            body.text,
            "  %h{at}.size = add i64 {size}, 24\n  \
             %h{at} = call ptr addrspace(10) @oracle_new(i64 0, i64 %h{at}.size)\n  \
             %h{at}.frame = addrspacecast ptr addrspace(10) %h{at} to ptr\n  \
             %h{at}.bodyp = getelementptr i8, ptr %h{at}.frame, i64 8\n  \
             store ptr @{name}.body, ptr %h{at}.bodyp\n  \
             %h{at}.sitep = getelementptr i8, ptr %h{at}.frame, i64 16\n  \
             store i32 {at}, ptr %h{at}.sitep\n  \
             %h{at}.act = getelementptr i8, ptr %h{at}.frame, i64 32\n  \
             call void @llvm.memcpy.p0.p0.i64(ptr %h{at}.act, ptr %act, i64 {size}, i1 false)\n  \
             %h{at}.0 = insertvalue {all} poison, ptr addrspace(10) %h{at}, 0\n  \
             %h{at}.1 = insertvalue {all} %h{at}.0, i1 false, 1\n"
        );
        if self.fault == Fault::SavedTask && body.function.has(|op| *op == Op::Task) {
            let _ = writeln!(body.text, "  %h{at}.task = getelementptr i8, ptr %h{at}.frame, i64 24");
            let _ = writeln!(body.text, "  store ptr %pgcstack, ptr %h{at}.task");
        }
        self.store(body, result, format!("%h{at}.1"));
        let _ = writeln!(body.text, "  br label %after{at}\nbehind{at}:");
    }

    // ---- control ----

    fn terminator(&mut self, body: &mut Body, from: BlockId, terminator: &Terminator) {
        if let Terminator::Return { value, .. } = terminator {
            if let Some(value) = value {
                let ty = body.function.ty(*value);
                let (value, ty) = (self.load(body, *value), self.printer.ty(ty));
                let _ = writeln!(body.text, "  store {ty} {}, ptr %out", operand(value));
            }
            body.text.push_str("  ret void\n");
            return;
        }
        let edge = |number: usize| format!("e{}.{number}", from.0);
        let text = match terminator {
            Terminator::Jump(_) => format!("  br label %{}", edge(0)),
            Terminator::Branch(condition, ..) => {
                let condition = operand(self.load(body, *condition));
                format!("  br i1 {condition}, label %{}, label %{}", edge(0), edge(1))
            }
            Terminator::Switch { value, cases, .. } => {
                let value = operand(self.load(body, *value));
                let listed: Vec<String> = cases
                    .iter()
                    .enumerate()
                    .map(|(at, (case, _))| format!("i32 {case}, label %{}", edge(at)))
                    .collect();
                format!("  switch i32 {value}, label %{} [ {} ]", edge(cases.len()), listed.join(" "))
            }
            Terminator::Return { .. } => unreachable!("handled above"),
        };
        let _ = writeln!(body.text, "{text}");
        for (number, to) in terminator.successors().into_iter().enumerate() {
            let _ = writeln!(body.text, "{}:", edge(number));
            self.phis(body, from, to);
            let _ = writeln!(body.text, "  br label %b{}", to.0);
        }
    }

    /// The phis of a block, on the edge into it: all are read before one is written.
    fn phis(&mut self, body: &mut Body, from: BlockId, to: BlockId) {
        let phis = body.function.blocks[to.0 as usize].phis.clone();
        let mut moves = Vec::new();
        for phi in phis {
            let incoming = phi.incoming.iter().find(|(block, _)| *block == from);
            let (_, of) = incoming.expect("a phi has an entry for each predecessor");
            moves.push((phi.result, self.load(body, *of)));
        }
        for (result, value) in moves {
            self.store(body, result, operand(value));
        }
    }
}

impl Body {
    fn temporary(&mut self, ty: Ty) -> Operand {
        self.function.values.push(ty);
        Operand::Value(ValueId(self.function.values.len() as u32 - 1))
    }
}

fn size_of(name: &str) -> String {
    format!("ptrtoint (ptr getelementptr (%{name}.activation, ptr null, i32 1) to i64)")
}

fn resumes(function: &Function) -> Vec<&Inst> {
    let insts = function.blocks.iter().flat_map(|block| &block.insts);
    insts.filter(|inst| matches!(inst.op, Op::Resume { .. })).collect()
}
