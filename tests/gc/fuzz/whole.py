"""Whole programs: some coroutines, who may run whom, and a driver that resumes and destroys them."""

import random
from dataclasses import replace

from control import LAYOUTS, Grower
from julia import JuliaPrinter, converted
from program import (ARGUMENTS, DATA, FIRST_DATA, I64, OBJECT, PLAIN, POINTERS, Function, Local, Op, Program, Suspend,
                     Use)

# Statements of a coroutine's outermost list, at most.
SIZE = 20
ATTRIBUTES = ("", "", "", "", "", "noinline", "noinline", "noinline optnone")


class Coroutine(Grower):
    """Grows one coroutine."""

    def __init__(self, rng, without, callees):
        super().__init__(rng, without, callees)
        self.scope = [Use(name, kind) for name, kind in ARGUMENTS if kind != PLAIN]

    def function(self, name, size):
        """The function, and the layout of its promise (or None)."""
        layout = self.rng.choice(LAYOUTS) if self.wants("promise") and self.chance(50) else None
        local = ("%early", self.rng.choice(LAYOUTS)) if self.wants("early") and self.chance(25) else None
        # (The promise is not written before llvm.coro.begin: LLVM 22's coro-early makes invalid IR of that.)
        early = self.written(self.before_begin, local)
        body = self.written(self.after_begin, local, layout, size)
        function = Function(name, body, layout.type if layout else "", early, final=self.chance(75), asks=self.chance(60),
                            attributes=self.rng.choice(ATTRIBUTES))
        if self.has_vectors and not function.attributes:
            # Where LLVM inlines, it finds half a vector in two places and keeps it over a safepoint in between; statepoints
            # then take the other half, which is undefined, for pointers.
            function.attributes = "noinline"
        return function, layout

    def written(self, write, *arguments):
        """What `write` writes; its values stay in scope."""
        self.out = []
        write(*arguments)
        return self.out

    def before_begin(self, local):
        """No safepoint comes after the first store to memory: there is no frame yet that would be looked at."""
        self.suspends = False
        if self.wants("early") and self.chance(50):
            self.say_some(3, simple=True)
        if local:
            name, layout = local
            body, _, _ = self.grow(self.initialise, name, layout)
            self.out.append(Local(name, layout.type, body, marked=False))
        self.suspends = True

    def after_begin(self, local, promise, size):
        if promise:
            self.initialise("%promise", promise)
            self.memory.append(("%promise", promise))
        if local:
            self.memory.append(local)
            self.out.append(Suspend(needed=True))
        for _ in range(size):
            self.say()
        for _ in range(3):
            self.say_trace()
        if local:
            self.out.append(Suspend(needed=True))
            self.show_all(*local)


class Driver(Grower):
    """Grows the function that makes coroutines and runs them in some order."""

    def function(self, name, size):
        self.suspends = False
        for number, root in enumerate(("%root", "%other")):
            self.out.append(Op(root, f"call ptr addrspace(1) @fresh(i64 {number})", needed=True))
            self.scope.append(Use(root, OBJECT))
        self.scope.append(Use("0", I64))
        for _ in range(self.rng.randint(1, 3)):
            cell = Use(self.fresh("alive"), PLAIN)
            body, _, _ = self.grow(self.start, cell)
            self.out.append(Local(cell.name, "i8", body, marked=False))
            self.say_child_step()
        for _ in range(size):
            kind = self.rng.choices(("say_child_step", "say_child_look", "say", "say_poll"), (10, 3, 3, 2))[0]
            getattr(self, kind)()
        self.rng.shuffle(self.children)
        self.out.extend(self.finish(child) for child in self.children)
        return Function(name, self.out, suspends=False)


def look(function, layout):
    """Shows what is in a coroutine's promise, and leaves something there."""
    lines = [
        f"define void @{function}.look(ptr %frame, ptr %alive, ptr addrspace(1) %gift) " + '"frame-pointer"="all" gc "statepoint-example" {',
        "  %living = load i8, ptr %alive",
        "  %is = icmp ne i8 %living, 0",
        "  br i1 %is, label %there, label %gone",
        "there:",
        "  %promise = call ptr @llvm.coro.promise(ptr %frame, i32 8, i1 false)",
    ]
    for index, path in enumerate(layout.references):
        lines += [f"  %at{index} = getelementptr {layout.type}, ptr %promise, {path}",
                  f"  %reference{index} = load ptr addrspace(1), ptr %at{index}",
                  f"  call void @trace_reference(ptr addrspace(1) %reference{index})"]
    lines += ["  store ptr addrspace(1) %gift, ptr %at0", "  br label %gone", "gone:", "  ret void", "}", ""]
    return "\n".join(lines)


def make(seed, without=frozenset(), size=SIZE):
    """The program of a seed."""
    rng = random.Random(f"gc-coro {seed}")
    name = f"p{seed}"
    functions, callees, helpers = [], [], []
    for index in reversed(range(rng.randint(1, 3))):
        grower = Coroutine(rng, without, callees)
        function, layout = grower.function(f"{name}.c{index}", rng.randint(min(3, size), size))
        functions.append(function)
        callees = [(function, layout), *callees]
        if layout:
            helpers.append(look(function.name, layout))
    functions.append(Driver(rng, without, callees).function(f"{name}.main", rng.randint(3, 36)))
    return Program(name, functions, helpers)


HEADER = """target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128-ni:1"
target triple = "x86_64-pc-linux-gnu"
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i1 @llvm.coro.alloc(token)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare token @llvm.coro.save(ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
declare void @llvm.coro.resume(ptr)
declare void @llvm.coro.destroy(ptr)
declare i1 @llvm.coro.done(ptr)
declare ptr @llvm.coro.promise(ptr, i32, i1)
declare void @llvm.lifetime.start.p0(ptr)
declare void @llvm.lifetime.end.p0(ptr)
declare ptr addrspace(1) @gc_alloc(i32, i32)
declare void @gc_poll()
declare void @gc_store(ptr addrspace(1), i64, ptr addrspace(1)) "gc-leaf-function"
declare ptr @gc_frame_new(i64, i64) "gc-leaf-function"
declare void @gc_frame_delete(ptr) "gc-leaf-function"
declare void @trace(i64) "gc-leaf-function"
declare i64 @opaque(i64) "gc-leaf-function"
declare i64 @peek(ptr addrspace(1)) "gc-leaf-function"
declare i32 @fuzz_personality(...)
declare void @touch(ptr addrspace(1)) "gc-leaf-function"
declare void @swap_words(ptr, ptr) "gc-leaf-function"
declare void @swap_words_later(ptr, ptr)

; An object with a number in it.
define ptr addrspace(1) @fresh(i64 %number) "frame-pointer"="all" gc "statepoint-example" {
  %object = call ptr addrspace(1) @gc_alloc(i32 POINTERS, i32 BYTES)
  %at = getelementptr i8, ptr addrspace(1) %object, i64 FIRST
  store i64 %number, ptr addrspace(1) %at
  ret ptr addrspace(1) %object
}

define { ptr addrspace(1), i64 } @pair(ptr addrspace(1) %object, i64 %number) noinline "frame-pointer"="all" gc "statepoint-example" {
  call void @gc_poll()
  %next = add i64 %number, 1
  %half = insertvalue { ptr addrspace(1), i64 } zeroinitializer, ptr addrspace(1) %object, 0
  %both = insertvalue { ptr addrspace(1), i64 } %half, i64 %next, 1
  ret { ptr addrspace(1), i64 } %both
}

define void @trace_reference(ptr addrspace(1) %object) "frame-pointer"="all" gc "statepoint-example" {
  %null = icmp eq ptr addrspace(1) %object, null
  br i1 %null, label %nothing, label %something
nothing:
  call void @trace(i64 -1)
  ret void
something:
  %at = getelementptr i8, ptr addrspace(1) %object, i64 FIRST
  %number = load i64, ptr addrspace(1) %at
  call void @trace(i64 %number)
  ret void
}

; Resumes a coroutine that is alive and not done.
define void @step(ptr %frame, ptr %alive) "frame-pointer"="all" gc "statepoint-example" {
  %is.there = icmp ne ptr %alive, null
  br i1 %is.there, label %there, label %gone
there:
  %living = load i8, ptr %alive
  %is = icmp ne i8 %living, 0
  br i1 %is, label %living.on, label %gone
living.on:
  %done = call i1 @llvm.coro.done(ptr %frame)
  br i1 %done, label %gone, label %resume
resume:
  call void @llvm.coro.resume(ptr %frame)
  ret void
gone:
  ret void
}

define void @finish(ptr %frame, ptr %alive) "frame-pointer"="all" gc "statepoint-example" {
  %is.there = icmp ne ptr %alive, null
  br i1 %is.there, label %there, label %gone
there:
  %living = load i8, ptr %alive
  %is = icmp ne i8 %living, 0
  br i1 %is, label %destroy, label %gone
destroy:
  call void @gc_poll()
  call void @llvm.coro.destroy(ptr %frame)
  ret void
gone:
  ret void
}
"""


def module(programs, julia=False):
    """One module with all of these programs, and a table of them."""
    header = HEADER.replace("POINTERS", str(POINTERS)).replace("BYTES", str(DATA * 8)).replace("FIRST", str(FIRST_DATA * 8))
    table = ", ".join(f"ptr @{program.name}.main" for program in programs)
    count = len(programs)
    end = f"@fuzz_programs = constant [{count} x ptr] [{table}]\n@fuzz_count = constant i64 {count}\n"
    if not julia:
        return "\n".join([header, *(program.text() for program in programs), end])
    helpers = [converted(text) for program in programs for text in program.helpers]
    bodies = [replace(program, helpers=[]).text(JuliaPrinter) for program in programs]
    return "\n".join([converted(header), *bodies, *helpers, end])
