//! The module around the blocks: the function's entry and its end, and the functions that change counts.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Emitter;
use super::kinds::Kind;
use super::numbers::{type_of, value_name};
use super::stack::{local_name, slot_name};
use super::text::{REF, constant_reference};
use crate::bytecode;

/// How counts change where all objects are counted (3.11).
const COUNTED: &str = "
define internal void @incref(ptr addrspace(1) %o) alwaysinline nounwind {
  %n = load i64, ptr addrspace(1) %o
  %m = add i64 %n, 1
  store i64 %m, ptr addrspace(1) %o
  ret void
}
define internal void @decref(ptr addrspace(1) %o) COUNTS nounwind {
  %n = load i64, ptr addrspace(1) %o
  %m = sub i64 %n, 1
  store i64 %m, ptr addrspace(1) %o
  %z = icmp eq i64 %m, 0
  br i1 %z, label %free, label %done, !prof !0
free:
  call void @gcpy_dealloc(ptr addrspace(1) %o)
  br label %done
done:
  ret void
}
";

/// How counts change where objects may be immortal: the sign of the count's lower half says that.
const IMMORTALS: &str = "
define internal void @incref(ptr addrspace(1) %o) alwaysinline nounwind {
  %n = load i32, ptr addrspace(1) %o
  %m = add i32 %n, 1
  %i = icmp eq i32 %m, 0
  %s = select i1 %i, i32 %n, i32 %m
  store i32 %s, ptr addrspace(1) %o
  ret void
}
define internal void @decref(ptr addrspace(1) %o) COUNTS nounwind {
  %n = load i64, ptr addrspace(1) %o
  %w = trunc i64 %n to i32
  %i = icmp slt i32 %w, 0
  br i1 %i, label %done, label %counted
counted:
  %m = sub i64 %n, 1
  store i64 %m, ptr addrspace(1) %o
  %z = icmp eq i64 %m, 0
  br i1 %z, label %free, label %done, !prof !0
free:
  call void @gcpy_dealloc(ptr addrspace(1) %o)
  br label %done
done:
  ret void
}
";

const COMMON: &str = "
define internal void @xdecref(ptr addrspace(1) %o) COUNTS nounwind {
  %z = icmp eq ptr addrspace(1) %o, null
  br i1 %z, label %done, label %release
release:
  call void @decref(ptr addrspace(1) %o)
  br label %done
done:
  ret void
}
define internal void @xincref(ptr addrspace(1) %o) COUNTS nounwind {
  %z = icmp eq ptr addrspace(1) %o, null
  br i1 %z, label %done, label %take
take:
  call void @incref(ptr addrspace(1) %o)
  br label %done
done:
  ret void
}
declare void @gcpy_dealloc(ptr addrspace(1)) cold nounwind
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)
!0 = !{!\"branch_weights\", i32 1, i32 2000}
!1 = !{!\"branch_weights\", i32 2000, i32 1}
";

const COROUTINE: &str = "
declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
";

/// Above so many instructions, code that changes counts is called and not inlined: it is compiled faster.
const LARGE: usize = 600;

impl Emitter<'_> {
    /// Stores the arguments to their variables.
    pub fn prologue(&mut self) {
        for slot in self.locals() {
            let local = local_name(slot);
            let kind = self.kind_of(slot);
            let mut value = "null".to_owned();
            let mut number = if kind == Kind::Int { "0" } else { "0.0" }.to_owned();
            if (slot as usize) < self.code.arguments {
                let at = self.text.value(format!("getelementptr {REF}, ptr %args, i64 {slot}"));
                value = self.text.value(format!("load {REF}, ptr {at}"));
                if kind != Kind::Object {
                    (value, number) = self.unboxed(kind, &value);
                } else if self.pinned[slot as usize] != Kind::Object {
                    value = self.pin(&value);
                }
            }
            self.text.line(format!("store {REF} {value}, ptr {local}"));
            if kind != Kind::Object {
                let place = value_name(&local, kind);
                self.text.line(format!("store {} {number}, ptr {place}", type_of(kind)));
            }
        }
    }

    /// Releases the variables. Where a `return` is, the result is stored already.
    fn epilogue(&mut self) {
        let is_coroutine = self.is_coroutine();
        self.text.block("exit.raise");
        if is_coroutine {
            self.store_status(2);
        } else {
            self.text.line(format!("store {REF} null, ptr %result"));
        }
        self.text.line("br label %exit");
        if is_coroutine {
            self.text.block("exit.destroy");
            self.text.line("br label %exit");
        }
        self.text.block("exit");
        for slot in self.locals() {
            let value = self.text.value(format!("load {REF}, ptr {}", local_name(slot)));
            self.text.line(format!("call void @xdecref({REF} {value})"));
        }
        if is_coroutine {
            // The frame is the end of the coroutine's object, and lives as long.
            self.text.line("%memory = call ptr @llvm.coro.free(token %id, ptr %frame)");
            self.text.line("br label %suspended");
            self.text.block("suspended");
            self.text.line("call void @llvm.coro.end(ptr %frame, i1 false, token none)");
            self.text.line("ret ptr %frame");
        } else {
            let value = self.text.value(format!("load {REF}, ptr %result"));
            self.text.line(format!("ret {REF} {value}"));
        }
    }

    fn allocas(&mut self) -> String {
        let mut text = String::from("  %offset = alloca i32\n  store i32 0, ptr %offset\n");
        for slot in self.locals() {
            let _ = writeln!(text, "  {} = alloca {REF}", local_name(slot));
        }
        for slot in 0..self.slots {
            let _ = writeln!(text, "  {} = alloca {REF}", slot_name(slot));
        }
        let locals = self.locals();
        let numbers = locals.iter().filter(|slot| self.kind_of(**slot) != Kind::Object);
        for slot in numbers {
            let kind = self.kind_of(*slot);
            let _ = writeln!(text, "  {} = alloca {}", value_name(&local_name(*slot), kind), type_of(kind));
        }
        let values: BTreeSet<(String, &str)> =
            self.value_slots.iter().map(|(place, kind)| (value_name(place, *kind), type_of(*kind))).collect();
        for (name, ty) in values {
            let _ = writeln!(text, "  {name} = alloca {ty}");
        }
        if self.words > 0 {
            let _ = writeln!(text, "  %words = alloca [{} x ptr]", self.words);
        }
        if !self.is_coroutine() {
            let _ = writeln!(text, "  %result = alloca {REF}");
        }
        text
    }

    /// The whole module.
    pub fn module(mut self) -> String {
        self.epilogue();
        let allocas = self.allocas();
        let counts = if self.code.instrs.len() > LARGE { "noinline" } else { "alwaysinline" };
        let functions = if self.objects.has_immortals { IMMORTALS } else { COUNTED };
        let mut module = self.text.header();
        module.push_str(&functions.replace("COUNTS", counts));
        module.push_str(&COMMON.replace("COUNTS", counts));
        if self.code.kind == bytecode::Kind::Function {
            let _ = writeln!(
                module,
                "define {REF} @entry(ptr %args, {REF} %closure) nounwind {{\nentry:\n{allocas}"
            );
        } else {
            module.push_str(COROUTINE);
            let _ = writeln!(
                module,
                "define ptr @entry(ptr %object, ptr %args, {REF} %closure) presplitcoroutine \"gc-coro\" \
                 \"gc-coro-model\"=\"owned:1\" nounwind {{\nentry:\n{allocas}  \
                 %id = call token @llvm.coro.id(i32 16, ptr null, ptr null, ptr null)\n  \
                 %frame = call ptr @llvm.coro.begin(token %id, ptr %object)"
            );
        }
        module.push_str(&self.text.body);
        module.push_str("}\n");
        module
    }

    /// The object `None`.
    pub fn none(&self) -> String {
        constant_reference(self.objects.none)
    }
}
