"""Makes random coroutines that own counted references, as an LLVM module for runtime.c.

Each local variable is an alloca that holds one reference, or none: which, is known at each place. So is what a coroutine has to
release, wherever it is destroyed. `python3 generate.py --help` lists the options.
"""

import argparse
import random

LOCALS = 5
MOST_SUSPENDS = 12
# Of `count` in an object of runtime.c: not the first member, so its address is a pointer into the object.
COUNT_OFFSET = 8
DEPTH = 3
# gc.coro.own returns noundef: else a loop that is unswitched gets a freeze of a branch, and instcombine moves it to the reference, and
# uses that instead.

DECLARATIONS = """\
declare ptr addrspace(1) @new_object()
declare ptr addrspace(1) @another(ptr addrspace(1))
declare void @retain(ptr addrspace(1))
declare void @release(ptr addrspace(1))
declare void @link(ptr addrspace(1), ptr addrspace(1))
declare void @look_at(ptr addrspace(1))
declare void @last_release(ptr addrspace(1))
declare { ptr addrspace(1), i32 } @new_numbered()
declare void @check_number(i32)
declare i1 @are_same(ptr addrspace(1), ptr addrspace(1))
declare void @check_same(i1)
declare i1 @coin()
declare ptr @frame_memory(i64)
declare void @frame_free(ptr)
declare noundef ptr addrspace(1) @gc.coro.own.p1(ptr addrspace(1)) noduplicate nomerge nounwind willreturn memory(inaccessiblemem: readwrite)
declare token @llvm.coro.id(i32, ptr, ptr, ptr)
declare i64 @llvm.coro.size.i64()
declare ptr @llvm.coro.begin(token, ptr)
declare i8 @llvm.coro.suspend(token, i1)
declare ptr @llvm.coro.free(token, ptr)
declare void @llvm.coro.end(ptr, i1, token)
"""

BEGIN = """
define ptr @program{number}(ptr addrspace(1) %first, ptr addrspace(1) %second) presplitcoroutine "gc-coro" "gc-coro-model"="{model}" {{
entry:
{allocas}
  %number = alloca i32
  store i32 0, ptr %number
  %same = alloca i1
  store i1 false, ptr %same
  %id = call token @llvm.coro.id(i32 16, ptr null, ptr null, ptr null)
  %size = call i64 @llvm.coro.size.i64()
  %memory = call ptr @frame_memory(i64 %size)
  %frame = call ptr @llvm.coro.begin(token %id, ptr %memory)
  store ptr addrspace(1) %first, ptr %v0
  store ptr addrspace(1) %second, ptr %v1
"""

END = """
free:
  %again = call ptr @llvm.coro.free(token %id, ptr %frame)
  call void @frame_free(ptr %again)
  br label %end
end:
  call void @llvm.coro.end(ptr %frame, i1 false, token none)
  ret ptr %frame
}
"""


class Coroutine:
    """One coroutine while it is written."""

    def __init__(self, number, seed, options):
        self.any = random.Random(seed)
        self.number, self.options = number, options
        self.lines = []
        self.names = 0
        self.suspends = 0
        self.owned = {0, 1}

    def text(self):
        allocas = "\n".join(f"  %v{n} = alloca ptr addrspace(1)" for n in range(LOCALS))
        model = "owned:1" if self.options.own else "tracked:1"
        self.suspend()
        self.block(DEPTH, self.any.randrange(4, 14))
        for local in sorted(self.owned):
            self.release(local)
        self.owned = set()
        final = self.name("final")
        self.emit(f"%{final} = call i8 @llvm.coro.suspend(token none, i1 true)")
        self.emit(f"switch i8 %{final}, label %end [ i8 1, label %free ]")
        return BEGIN.format(number=self.number, model=model, allocas=allocas) + "\n".join(self.lines) + END

    def emit(self, line):
        self.lines.append(f"  {line}")

    def label(self, name):
        self.lines.append(f"{name}:")

    def name(self, stem):
        self.names += 1
        return f"{stem}{self.names}"

    def load(self, local):
        name = self.name("r")
        self.emit(f"%{name} = load ptr addrspace(1), ptr %v{local}")
        return f"%{name}"

    def store(self, value, local):
        self.emit(f"store ptr addrspace(1) {value}, ptr %v{local}")

    def call(self, function, *arguments):
        name = self.name("c")
        typed = ", ".join(f"ptr addrspace(1) {argument}" for argument in arguments)
        self.emit(f"%{name} = call ptr addrspace(1) @{function}({typed})")
        return f"%{name}"

    def do(self, function, *arguments):
        typed = ", ".join(f"ptr addrspace(1) {argument}" for argument in arguments)
        self.emit(f"call void @{function}({typed})")

    def coin(self):
        name = self.name("coin")
        self.emit(f"%{name} = call i1 @coin()")
        return f"%{name}"

    def release(self, local):
        self.drop(self.load(local))
        self.owned.discard(local)

    def count(self, value, change):
        """Changes the count of an object, without a call, and unless the reference is null. The new count."""
        null, counted, done = self.name("null"), self.name("counted"), self.name("done")
        address, old, new = self.name("address"), self.name("old"), self.name("new")
        self.emit(f"%{null} = icmp eq ptr addrspace(1) {value}, null")
        self.emit(f"br i1 %{null}, label %{done}, label %{counted}")
        self.label(counted)
        self.emit(f"%{address} = getelementptr inbounds i8, ptr addrspace(1) {value}, i64 {COUNT_OFFSET}")
        self.emit(f"%{old} = load i64, ptr addrspace(1) %{address}")
        self.emit(f"%{new} = add nsw i64 %{old}, {change}")
        self.emit(f"store i64 %{new}, ptr addrspace(1) %{address}")
        return f"%{new}", done

    def retain(self, value):
        """By a call, or as compilers write it."""
        if self.any.randrange(2):
            self.do("retain", value)
            return
        _, done = self.count(value, 1)
        self.emit(f"br label %{done}")
        self.label(done)

    def drop(self, value):
        if self.any.randrange(2):
            self.do("release", value)
            return
        new, done = self.count(value, -1)
        zero, last = self.name("zero"), self.name("last")
        self.emit(f"%{zero} = icmp eq i64 {new}, 0")
        self.emit(f"br i1 %{zero}, label %{last}, label %{done}")
        self.label(last)
        self.do("last_release", value)
        self.emit(f"br label %{done}")
        self.label(done)

    def suspend(self, sometimes=False):
        """Says what the frame owns; when destroyed, releases just that."""
        self.suspends += 1
        join = self.name("join")
        if sometimes:
            pending = self.name("pending")
            self.emit(f"br i1 {self.coin()}, label %{join}, label %{pending}")
            self.label(pending)
        owned = sorted(self.owned)
        self.any.shuffle(owned)
        held = [(local, self.load(local)) for local in owned]
        if self.options.own:
            held = [(local, self.call("gc.coro.own.p1", value)) for local, value in held]
        # They can be used before the suspend point, too.
        for _, value in held:
            if not self.any.randrange(4):
                self.do("look_at", value)
        outcome, resumed, destroyed = self.name("s"), self.name("resumed"), self.name("destroyed")
        self.emit(f"%{outcome} = call i8 @llvm.coro.suspend(token none, i1 false)")
        self.emit(f"switch i8 %{outcome}, label %end [ i8 0, label %{resumed} i8 1, label %{destroyed} ]")
        self.label(destroyed)
        for _, value in held:
            self.drop(value)
        self.emit("br label %free")
        self.label(resumed)
        for local, value in held:
            self.store(value, local)
        if sometimes:
            self.emit(f"br label %{join}")
            self.label(join)

    def block(self, depth, count):
        for _ in range(count):
            self.statement(depth)

    def statement(self, depth):
        kinds = [self.make, self.make_numbered, self.alias, self.same, self.nothing, self.let_go, self.swap, self.choose]
        kinds += [self.connect, self.compare, self.recall, self.remember, self.pause, self.pause]
        if depth:
            kinds += [self.branch, self.branch, self.loop]
        kind = self.any.choice(kinds)
        kind(depth) if kind in (self.branch, self.loop) else kind()

    def pick(self, count):
        """So many owned locals, or none."""
        return self.any.sample(sorted(self.owned), count) if len(self.owned) >= count else None

    def room(self):
        free = [local for local in range(LOCALS) if local not in self.owned]
        return self.any.choice(free) if free else None

    def fill(self, value):
        local = self.room()
        self.store(value, local)
        self.owned.add(local)

    def make(self):
        if self.room() is not None:
            self.fill(self.call("new_object"))

    def make_numbered(self):
        """A reference and a number by one call."""
        if self.room() is None:
            return
        pair, made, number = self.name("pair"), self.name("made"), self.name("number")
        self.emit(f"%{pair} = call {{ ptr addrspace(1), i32 }} @new_numbered()")
        self.emit(f"%{made} = extractvalue {{ ptr addrspace(1), i32 }} %{pair}, 0")
        self.emit(f"%{number} = extractvalue {{ ptr addrspace(1), i32 }} %{pair}, 1")
        self.emit(f"store i32 %{number}, ptr %number")
        self.fill(f"%{made}")

    def compare(self):
        """Whether two references are one object, for later."""
        if picked := self.pick(2):
            values = [self.load(local) for local in picked]
            same, told = self.name("same"), self.name("told")
            self.emit(f"%{same} = icmp eq ptr addrspace(1) {values[0]}, {values[1]}")
            self.emit(f"%{told} = call i1 @are_same(ptr addrspace(1) {values[0]}, ptr addrspace(1) {values[1]})")
            self.emit(f"store i1 %{same}, ptr %same")

    def recall(self):
        same = self.name("same")
        self.emit(f"%{same} = load i1, ptr %same")
        self.emit(f"call void @check_same(i1 %{same})")

    def remember(self):
        number = self.name("number")
        self.emit(f"%{number} = load i32, ptr %number")
        self.emit(f"call void @check_number(i32 %{number})")

    def nothing(self):
        if self.room() is not None:
            self.fill("null")

    def alias(self):
        if self.room() is not None and (picked := self.pick(1)):
            self.fill(self.call("another", self.load(picked[0])))

    def same(self):
        """Two references by one value."""
        if self.room() is not None and (picked := self.pick(1)):
            value = self.load(picked[0])
            self.retain(value)
            self.fill(value)

    def let_go(self):
        if picked := self.pick(1):
            self.release(picked[0])

    def select(self, condition, one, other):
        name = self.name("chosen")
        self.emit(f"%{name} = select i1 {condition}, ptr addrspace(1) {one}, ptr addrspace(1) {other}")
        return f"%{name}"

    def swap(self):
        if picked := self.pick(2):
            values = [self.load(local) for local in picked]
            condition = self.coin()
            self.store(self.select(condition, *values), picked[0])
            self.store(self.select(condition, *reversed(values)), picked[1])

    def choose(self):
        """Of two references one is kept, and the other is released at once."""
        if picked := self.pick(2):
            values = [self.load(local) for local in picked]
            condition = self.coin()
            kept, gone = self.select(condition, *values), self.select(condition, *reversed(values))
            self.drop(gone)
            self.owned.discard(picked[1])
            self.store(kept, picked[0])

    def connect(self):
        if picked := self.pick(2):
            self.do("link", *(self.load(local) for local in picked))

    def pause(self):
        if self.suspends < MOST_SUSPENDS:
            self.suspend(sometimes=not self.any.randrange(3))
            for local in self.pick(min(2, len(self.owned))) or ():
                self.do("look_at", self.load(local))

    def become(self, owned):
        """Owns exactly these, whatever that takes."""
        for local in sorted(self.owned - owned):
            self.release(local)
        for local in sorted(owned - self.owned):
            self.store(self.call("new_object"), local)
            self.owned.add(local)

    def branch(self, depth):
        one, other, join = self.name("then"), self.name("else"), self.name("join")
        self.emit(f"br i1 {self.coin()}, label %{one}, label %{other}")
        before = set(self.owned)
        self.label(one)
        self.block(depth - 1, self.any.randrange(1, 4))
        after = set(self.owned)
        self.emit(f"br label %{join}")
        self.owned = before
        self.label(other)
        self.block(depth - 1, self.any.randrange(0, 4))
        self.become(after)
        self.emit(f"br label %{join}")
        self.label(join)

    def loop(self, depth):
        body, done = self.name("loop"), self.name("done")
        before = set(self.owned)
        self.emit(f"br label %{body}")
        self.label(body)
        self.block(depth - 1, self.any.randrange(1, 4))
        self.become(before)
        self.emit(f"br i1 {self.coin()}, label %{body}, label %{done}")
        self.label(done)


def module(options):
    numbers = range(options.count)
    coroutines = [Coroutine(n, f"{options.seed} {n}", options).text() for n in numbers]
    names = ", ".join(f"ptr @program{n}" for n in numbers)
    table = f"@programs = constant [{options.count} x ptr] [{names}]\n@program_count = constant i32 {options.count}\n"
    return DECLARATIONS + table + "".join(coroutines)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--count", type=int, default=20, help="how many coroutines the module has (default: 20)")
    parser.add_argument("--no-own", dest="own", action="store_false", help="tracked pointers instead of owned references")
    print(module(parser.parse_args()))


if __name__ == "__main__":
    main()
