//! Writes programs as LLVM IR. Variables and handles are allocas, which LLVM's mem2reg makes values of.

use std::fmt::Write;

use crate::consumers::{ELEMENTS, Function, HANDLES, Place, Program, Statement, VARIABLES};
use crate::print::LAYOUT;

const ATTRIBUTES: &str = "noinline presplitcoroutine \"gc-coro\" \"gc-coro-model\"=\"tracked:10\" \
     \"gc-coro-allocate\"=\"oracle_allocate\" \"gc-coro-write-barrier\"=\"oracle_write_barrier\" \
     \"gc-coro-reentered\"=\"oracle_reentered\"";

const DECLARATIONS: &str = "
@published = internal global i64 0
declare void @trace(i64)
declare ptr addrspace(10) @oracle_allocate(ptr)
declare void @oracle_write_barrier(ptr addrspace(10), ...)
declare void @oracle_reentered() cold noreturn nounwind
@llvm.compiler.used = appending global [3 x ptr] [ptr @oracle_allocate, ptr @oracle_write_barrier, ptr @oracle_reentered], section \"llvm.metadata\"
%await = type { ptr addrspace(10), i1, i64 }
declare %await @gc.coro.await.i64(ptr, ptr addrspace(10), i32) nomerge
declare STEP @gc.coro.resume.step(ptr addrspace(10), ...)
declare ptr addrspace(10) @gc.coro.prealloc(ptr)
define void @publish(ptr addrspace(10) %handle) noinline optnone {
  store volatile i64 1, ptr @published
  ret void
}
define i32 @main() {
  call void @consumer0(i64 3)
  ret i32 0
}
";

/// The text of a program.
pub fn module(program: &Program) -> String {
    let mut out = format!("target datalayout = \"{LAYOUT}\"\ntarget triple = \"x86_64-unknown-linux-gnu\"\n");
    let step = match program.place {
        Place::Whole => "ptr addrspace(10)",
        Place::Field => "{ i64, ptr addrspace(10) }",
        Place::Nested => "{ i64, { i32, ptr addrspace(10) } }",
    };
    let declarations = DECLARATIONS.replace("STEP", step);
    let _ = writeln!(out, "{declarations}");
    for (number, producer) in program.producers.iter().enumerate() {
        let head = format!("{step} @producer{number}(i64 %argument) {ATTRIBUTES}");
        Printer::new(&mut out, program, step, format!("producer{number}")).function(&head, producer);
    }
    for (number, consumer) in program.consumers.iter().enumerate() {
        let head = format!("void @consumer{number}(i64 %argument) noinline");
        Printer::new(&mut out, program, step, format!("consumer{number}")).function(&head, consumer);
    }
    out
}

struct Printer<'a> {
    out: &'a mut String,
    program: &'a Program,
    /// The type of a result.
    step: &'a str,
    name: String,
    is_producer: bool,
    preallocates: bool,
    /// The number for the next names.
    next: usize,
    /// Allocas of loops.
    counters: usize,
}

impl<'a> Printer<'a> {
    fn new(out: &'a mut String, program: &'a Program, step: &'a str, name: String) -> Self {
        let is_producer = name.starts_with("producer");
        Printer { out, program, step, name, is_producer, preallocates: false, next: 0, counters: 0 }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str("  ");
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn label(&mut self, name: &str) {
        let _ = writeln!(self.out, "{name}:");
    }

    fn number(&mut self) -> usize {
        self.next += 1;
        self.next
    }

    fn function(mut self, head: &str, function: &Function) {
        let _ = writeln!(self.out, "define {head} {{\nentry:");
        self.preallocates = function.preallocates;
        for variable in 0..VARIABLES {
            self.line(&format!("%v{variable} = alloca i64"));
        }
        for counter in 0..loops(&function.body) {
            self.line(&format!("%c{counter} = alloca i64"));
        }
        if self.is_producer {
            self.line(&format!("%array = alloca [{ELEMENTS} x i64]"));
            self.line(&format!("store [{ELEMENTS} x i64] zeroinitializer, ptr %array"));
        } else {
            for handle in 0..HANDLES {
                self.line(&format!("%h{handle} = alloca ptr addrspace(10)"));
                self.line(&format!("store ptr addrspace(10) null, ptr %h{handle}"));
            }
        }
        self.line("store i64 %argument, ptr %v0");
        for variable in 1..VARIABLES {
            self.line(&format!("store i64 0, ptr %v{variable}"));
        }
        if self.preallocates {
            let state = format!("%state = call ptr addrspace(10) @gc.coro.prealloc(ptr @{})", self.name);
            self.line(&state);
        }
        self.block(&function.body);
        if self.is_producer {
            self.line("unreachable");
        } else {
            for variable in 0..VARIABLES {
                self.trace(variable);
            }
            self.line("ret void");
        }
        self.out.push_str("}\n\n");
    }

    fn block(&mut self, body: &[Statement]) {
        body.iter().for_each(|statement| self.statement(statement));
    }

    fn load(&mut self, variable: usize) -> String {
        let name = format!("%x{}", self.number());
        self.line(&format!("{name} = load i64, ptr %v{variable}"));
        name
    }

    fn load_handle(&mut self, handle: usize) -> String {
        let name = format!("%x{}", self.number());
        self.line(&format!("{name} = load ptr addrspace(10), ptr %h{handle}"));
        name
    }

    fn trace(&mut self, variable: usize) {
        let value = self.load(variable);
        self.line(&format!("call void @trace(i64 {value})"));
    }

    fn element(&mut self, index: usize) -> String {
        let (index, number) = (self.load(index), self.number());
        self.line(&format!("%e{number} = and i64 {index}, {}", ELEMENTS - 1));
        self.line(&format!("%p{number} = getelementptr i64, ptr %array, i64 %e{number}"));
        format!("%p{number}")
    }

    fn statement(&mut self, statement: &Statement) {
        match statement {
            Statement::Set { to, a, factor, b, constant } => {
                let (a, b, number) = (self.load(*a), self.load(*b), self.number());
                self.line(&format!("%m{number} = mul i64 {a}, {factor}"));
                self.line(&format!("%a{number} = add i64 %m{number}, {b}"));
                self.line(&format!("%s{number} = add i64 %a{number}, {constant}"));
                self.line(&format!("store i64 %s{number}, ptr %v{to}"));
            }
            Statement::Trace(variable) => self.trace(*variable),
            Statement::ArraySet { index, value } => {
                let (place, value) = (self.element(*index), self.load(*value));
                self.line(&format!("store i64 {value}, ptr {place}"));
            }
            Statement::ArrayGet { to, index } => {
                let (place, number) = (self.element(*index), self.number());
                self.line(&format!("%g{number} = load i64, ptr {place}"));
                self.line(&format!("store i64 %g{number}, ptr %v{to}"));
            }
            Statement::If { odd, then, otherwise } => self.branch(*odd, then, otherwise),
            Statement::Loop { times, body } => self.repeat(*times, body),
            Statement::Await { value, to, one_shot } => self.await_value(*value, *to, *one_shot),
            Statement::End(value) => {
                let value = self.load(*value);
                self.return_step(&value, "null");
            }
            Statement::Call { handle, producer, argument, to } => {
                let argument = self.load(*argument);
                let call = format!("call {} @producer{producer}(i64 {argument})", self.step);
                self.step(&call, *handle, *to);
            }
            Statement::Resume { handle, from, argument, to } => self.resume(*handle, *from, *argument, *to),
            Statement::TraceNull(handle) => {
                let (handle, number) = (self.load_handle(*handle), self.number());
                self.line(&format!("%n{number} = icmp eq ptr addrspace(10) {handle}, null"));
                self.line(&format!("%z{number} = zext i1 %n{number} to i64"));
                self.line(&format!("call void @trace(i64 %z{number})"));
            }
            Statement::Copy { to, from } => {
                let handle = self.load_handle(*from);
                self.line(&format!("store ptr addrspace(10) {handle}, ptr %h{to}"));
            }
            Statement::Publish(handle) => {
                let handle = self.load_handle(*handle);
                self.line(&format!("call void @publish(ptr addrspace(10) {handle})"));
            }
            Statement::Consume { consumer, argument } => {
                let argument = self.load(*argument);
                self.line(&format!("call void @consumer{consumer}(i64 {argument})"));
            }
        }
    }

    fn branch(&mut self, odd: usize, then: &[Statement], otherwise: &[Statement]) {
        let (value, number) = (self.load(odd), self.number());
        self.line(&format!("%o{number} = trunc i64 {value} to i1"));
        self.line(&format!("br i1 %o{number}, label %then{number}, label %else{number}"));
        self.label(&format!("then{number}"));
        self.block(then);
        self.line(&format!("br label %join{number}"));
        self.label(&format!("else{number}"));
        self.block(otherwise);
        self.line(&format!("br label %join{number}"));
        self.label(&format!("join{number}"));
    }

    fn repeat(&mut self, times: i64, body: &[Statement]) {
        let (number, counter) = (self.number(), self.counters);
        self.counters += 1;
        self.line(&format!("store i64 {times}, ptr %c{counter}"));
        self.line(&format!("br label %head{number}"));
        self.label(&format!("head{number}"));
        self.line(&format!("%left{number} = load i64, ptr %c{counter}"));
        self.line(&format!("%out{number} = icmp eq i64 %left{number}, 0"));
        self.line(&format!("br i1 %out{number}, label %end{number}, label %body{number}"));
        self.label(&format!("body{number}"));
        self.line(&format!("%less{number} = sub i64 %left{number}, 1"));
        self.line(&format!("store i64 %less{number}, ptr %c{counter}"));
        self.block(body);
        self.line(&format!("br label %head{number}"));
        self.label(&format!("end{number}"));
    }

    fn await_value(&mut self, value: usize, to: usize, one_shot: bool) {
        let number = self.number();
        let state = if self.preallocates { "%state" } else { "null" };
        let call = format!(
            "%r{number} = call %await @gc.coro.await.i64(ptr @{}, ptr addrspace(10) {state}, i32 {})",
            self.name,
            u32::from(one_shot)
        );
        self.line(&call);
        self.line(&format!("%h{number} = extractvalue %await %r{number}, 0"));
        self.line(&format!("%resumed{number} = extractvalue %await %r{number}, 1"));
        self.line(&format!("%given{number} = extractvalue %await %r{number}, 2"));
        self.line(&format!("br i1 %resumed{number}, label %cont{number}, label %first{number}"));
        self.label(&format!("first{number}"));
        let value = self.load(value);
        self.return_here(&value, &format!("%h{number}"));
        self.label(&format!("cont{number}"));
        self.line(&format!("store i64 %given{number}, ptr %v{to}"));
    }

    /// Returns in the middle of a block of statements: what comes after it is not reached.
    fn return_step(&mut self, value: &str, handle: &str) {
        self.return_here(value, handle);
        let number = self.number();
        self.label(&format!("after{number}"));
    }

    fn return_here(&mut self, value: &str, handle: &str) {
        let (number, step) = (self.number(), self.step);
        let Some(path) = self.path() else {
            self.line(&format!("ret {step} {handle}"));
            return;
        };
        self.line(&format!("%w{number} = insertvalue {step} zeroinitializer, i64 {value}, 0"));
        self.line(&format!("%t{number} = insertvalue {step} %w{number}, ptr addrspace(10) {handle}, {path}"));
        self.line(&format!("ret {step} %t{number}"));
    }

    /// Where a result has its handle, if it is a struct.
    fn path(&self) -> Option<&'static str> {
        match self.program.place {
            Place::Whole => None,
            Place::Field => Some("1"),
            Place::Nested => Some("1, 1"),
        }
    }

    fn resume(&mut self, handle: usize, from: usize, argument: usize, to: usize) {
        let (old, argument, number) = (self.load_handle(from), self.load(argument), self.number());
        self.line(&format!("%n{number} = icmp eq ptr addrspace(10) {old}, null"));
        self.line(&format!("br i1 %n{number}, label %past{number}, label %resume{number}"));
        self.label(&format!("resume{number}"));
        let call = format!(
            "call {} (ptr addrspace(10), ...) @gc.coro.resume.step(ptr addrspace(10) {old}, i64 {argument})",
            self.step
        );
        self.step(&call, handle, to);
        self.line(&format!("br label %past{number}"));
        self.label(&format!("past{number}"));
    }

    /// Takes the result of a call or resumption apart.
    fn step(&mut self, call: &str, handle: usize, to: usize) {
        let (number, step) = (self.number(), self.step);
        self.line(&format!("%r{number} = {call}"));
        let (value, next) = match self.path() {
            None => ("0".to_owned(), format!("%r{number}")),
            Some(path) => {
                self.line(&format!("%y{number} = extractvalue {step} %r{number}, 0"));
                self.line(&format!("%k{number} = extractvalue {step} %r{number}, {path}"));
                (format!("%y{number}"), format!("%k{number}"))
            }
        };
        self.line(&format!("store i64 {value}, ptr %v{to}"));
        self.line(&format!("store ptr addrspace(10) {next}, ptr %h{handle}"));
    }
}

fn loops(body: &[Statement]) -> usize {
    let inner = |statement: &Statement| match statement {
        Statement::Loop { body, .. } => 1 + loops(body),
        Statement::If { then, otherwise, .. } => loops(then) + loops(otherwise),
        _ => 0,
    };
    body.iter().map(inner).sum()
}
