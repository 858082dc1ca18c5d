"""Coroutines of chosen shapes and sizes, as LLVM IR: what a split pass has to scale over.

A shape is a function that writes the body of one coroutine; `n` is its size. By hand:

    python3 bench/shapes.py SHAPE N [LLVM-MAJOR] > out.ll
"""

import sys

HEAD = """\
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare {end}
declare void @llvm.lifetime.start.p0(i64, ptr nocapture)
declare void @llvm.lifetime.end.p0(i64, ptr nocapture)
declare ptr @malloc(i64)
declare void @free(ptr)
declare i64 @src(i64)
declare void @use(i64)
declare void @use_address(ptr)
declare i1 @condition()
declare i32 @__gxx_personality_v0(...)
"""

BEGIN = """\
  %id = call token @llvm.coro.id(i32 0, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @malloc(i64 %size)
  %handle = call ptr @llvm.coro.begin(token %id, ptr %memory)
"""

TAIL = """\
  br label %cleanup
cleanup:
  %freed = call ptr @llvm.coro.free(token %id, ptr %handle)
  call void @free(ptr %freed)
  br label %suspended
suspended:
  {end}
  ret ptr %handle
"""


class Coroutine:
    """Collects the lines of one coroutine. `entry` come before llvm.coro.begin, `body` after it, `late` at the end."""

    def __init__(self):
        self.entry, self.body, self.late, self.suspends = [], [], [], 0

    def add(self, *lines):
        self.body += lines

    def source(self, name, number=0):
        self.add(f"  %{name} = call i64 @src(i64 {number})")

    def use(self, name):
        self.add(f"  call void @use(i64 %{name})")

    def suspend(self, cleanup="cleanup"):
        k = self.suspends
        self.suspends += 1
        self.add(f"  %s{k} = call i8 @llvm.coro.suspend(token none, i1 false)",
                 f"  switch i8 %s{k}, label %suspended [ i8 0, label %r{k}", f"    i8 1, label %{cleanup} ]", f"r{k}:")

    def values(self, count):
        """`count` values, here; the lines that use them are for the caller to place."""
        for j in range(count):
            self.source(f"v{j}", j)

    def use_values(self, count):
        for j in range(count):
            self.use(f"v{j}")


def straight(c, n):
    """n suspends in a row; n values live across all of them"""
    c.values(n)
    for _ in range(n):
        c.suspend()
    c.use_values(n)


def phases(c, n):
    """n suspends in a row; each has one value of its own"""
    for k in range(n):
        c.source(f"v{k}", k)
        c.suspend()
        c.use(f"v{k}")


def accumulate(c, n):
    """n suspends in a row; before each one more value that is live to the end"""
    for k in range(n):
        c.source(f"v{k}", k)
        c.suspend()
    c.use_values(n)


def scopes(c, n):
    """n suspends in a row; before each one more alloca whose lifetime ends where the coroutine does, also where it is destroyed"""
    for k in range(n):
        c.entry.append(f"  %a{k} = alloca i64")
        c.add(f"  call void @llvm.lifetime.start.p0(i64 8, ptr %a{k})", f"  call void @use_address(ptr %a{k})")
        c.suspend(f"c{k}")
    end = [(f"  call void @use_address(ptr %a{k})", f"  call void @llvm.lifetime.end.p0(i64 8, ptr %a{k})") for k in range(n)]
    c.add(f"  br label %c{n - 1}")
    for k in reversed(range(n)):
        c.late += [f"c{k}:", *end[k], f"  br label %{f'c{k - 1}' if k else 'cleanup'}"]


def slots(c, n):
    """n suspends in a row; each has an alloca of its own, with lifetime markers on all paths"""
    for k in range(n):
        c.entry.append(f"  %a{k} = alloca i64")
        end = f"  call void @llvm.lifetime.end.p0(i64 8, ptr %a{k})"
        c.add(f"  call void @llvm.lifetime.start.p0(i64 8, ptr %a{k})", f"  call void @use_address(ptr %a{k})")
        c.suspend(f"c{k}")
        c.add(f"  call void @use_address(ptr %a{k})", end)
        c.late += [f"c{k}:", end, "  br label %cleanup"]


def slots_unmarked_destroy(c, n):
    """as slots, but the lifetimes have no end where the coroutine is destroyed"""
    for k in range(n):
        c.entry.append(f"  %a{k} = alloca i64")
        c.add(f"  call void @llvm.lifetime.start.p0(i64 8, ptr %a{k})", f"  call void @use_address(ptr %a{k})")
        c.suspend()
        c.add(f"  call void @use_address(ptr %a{k})", f"  call void @llvm.lifetime.end.p0(i64 8, ptr %a{k})")


def diamond(c, n):
    """n conditional suspends; ten values live across all, one more around each"""
    c.values(10)
    c.add("  br label %h0")
    for k in range(n):
        c.add(f"h{k}:", f"  %c{k} = call i1 @condition()")
        c.source(f"w{k}", k)
        c.add(f"  br i1 %c{k}, label %t{k}, label %h{k + 1}", f"t{k}:")
        c.suspend()
        c.use(f"w{k}")
        c.add(f"  br label %h{k + 1}")
    c.add(f"h{n}:")
    c.use_values(10)


def loops(c, n):
    """n loops one after the other with a suspend in each, in an outer loop; ten values live across all"""
    c.values(10)
    c.add("  br label %h0")
    for k in range(n):
        c.add(f"h{k}:")
        c.source(f"w{k}", k)
        c.suspend()
        c.use(f"w{k}")
        c.add(f"  %c{k} = call i1 @condition()", f"  br i1 %c{k}, label %h{k}, label %h{k + 1}")
    c.add(f"h{n}:", "  %again = call i1 @condition()", "  br i1 %again, label %h0, label %out", "out:")
    c.use_values(10)


def nest(c, n):
    """n nested loops with a suspend on each level; ten values live across all"""
    c.values(10)
    c.add("  br label %h0")
    for k in range(n):
        c.add(f"h{k}:")
        c.suspend()
        c.add(f"  br label %h{k + 1}")
    c.add(f"h{n}:", f"  br label %l{n - 1}")
    for k in reversed(range(n)):
        outer = f"l{k - 1}" if k else "out"
        c.add(f"l{k}:", f"  %c{k} = call i1 @condition()", f"  br i1 %c{k}, label %h{k}, label %{outer}")
    c.add("out:")
    c.use_values(10)


def dispatch(c, n):
    """an interpreter: a loop around a switch of n cases, each with a suspend; ten accumulators live across all"""
    c.values(10)
    c.add("  br label %loop", "loop:")
    for j in range(10):
        incoming = f"[ %v{j}, %entry ], " + ", ".join(
            f"[ %{f'n{k}' if k % 10 == j else f'p{j}'}, %r{k} ]" for k in range(n))
        c.add(f"  %p{j} = phi i64 {incoming}")
    c.source("code")
    c.add("  switch i64 %code, label %out [", *(f"    i64 {k}, label %o{k}" for k in range(n)), "  ]")
    for k in range(n):
        c.add(f"o{k}:")
        c.source(f"w{k}", k)
        c.suspend()
        c.add(f"  %n{k} = add i64 %p{k % 10}, %w{k}", "  br label %loop")
    c.add("out:")
    for j in range(10):
        c.use(f"p{j}")


def alluse(c, n):
    """n suspends in a row; n values, each used after each of them"""
    c.values(n)
    for _ in range(n):
        c.suspend()
        c.use_values(n)


def chain(c, n):
    """one suspend; a chain of n multiplications, all used before and after it"""
    c.source("x0")
    c.add(*(f"  %x{k} = mul i64 %x{k - 1}, 3" for k in range(1, n + 1)))
    for k in range(1, n + 1):
        c.use(f"x{k}")
    c.suspend()
    for k in range(1, n + 1):
        c.use(f"x{k}")


def sums(c, n):
    """one suspend; n sums of two values each that nothing else uses live across it"""
    for k in range(n):
        c.source(f"a{k}", k)
        c.source(f"b{k}", k)
        c.add(f"  %x{k} = add i64 %a{k}, %b{k}")
    c.suspend()
    for k in range(n):
        c.use(f"x{k}")


def invokes(c, n):
    """n suspends in a row, a call that may throw after each; one handler that all of them share"""
    c.values(10)
    for k in range(n):
        c.source(f"w{k}", k)
        c.suspend()
        c.add(f"  invoke void @use(i64 %w{k})", f"    to label %i{k} unwind label %handler", f"i{k}:")
    c.use_values(10)
    c.late += ["handler:", "  %pad = landingpad { ptr, i32 }", "    catch ptr null",
               *(f"  call void @use(i64 %v{j})" for j in range(10)), "  br label %cleanup"]


def destroyed_where(c, n):
    """n suspends in a row, all destroyed through one block where a phi says at which; ten values live across all"""
    c.values(10)
    for _ in range(n):
        c.suspend("where")
    c.use_values(10)
    blocks = ["entry", *(f"r{k}" for k in range(n - 1))]
    incoming = [f"[ {k}, %{block} ]" for k, block in enumerate(blocks)]
    c.late += ["where:", f"  %at = phi i64 {', '.join(incoming)}", "  call void @use(i64 %at)", "  br label %cleanup"]


def many(c, n):
    """n coroutines of three suspends each in one module"""
    for k in range(3):
        c.source(f"v{k}", k)
        c.suspend()
        c.use(f"v{k}")


SHAPES = {shape.__name__.replace("_", "-"): shape for shape in (
    straight, phases, slots, slots_unmarked_destroy, diamond, loops, nest, dispatch, alluse, chain, sums, invokes,
    destroyed_where, accumulate, scopes, many)}


def module(shape, n, major):
    """The IR of the shape in that LLVM's form of llvm.coro.end."""
    result = "void" if major >= 22 else "i1"
    token = ("token", "token none") if major >= 18 else ("", "")
    parameters = ", ".join(filter(None, ("ptr", "i1", token[0])))
    call = f"call {result} @llvm.coro.end({', '.join(filter(None, ('ptr %handle', 'i1 false', token[1])))})"
    end = call if result == "void" else f"%end = {call}"
    text = [HEAD.format(end=f"{result} @llvm.coro.end({parameters})")]
    count, size = (n, 3) if shape == "many" else (1, n)
    for k in range(count):
        c = Coroutine()
        SHAPES[shape](c, size)
        text += [f"define ptr @f{k or ''}(i64 %n) presplitcoroutine personality ptr @__gxx_personality_v0 {{", "entry:",
                 *c.entry, BEGIN.rstrip(), *c.body, TAIL.format(end=end).rstrip(), *c.late, "}"]
    return "\n".join(text) + "\n"


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4) or sys.argv[1] not in SHAPES:
        sys.exit(f"{__doc__}\nshapes:\n" + "\n".join(f"  {name:<24}{f.__doc__}" for name, f in SHAPES.items()))
    sys.stdout.write(module(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) == 4 else 22))
