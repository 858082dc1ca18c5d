"""Makes the text of a random program from a seed.

A program is a list of functions and of calls of them. Function i calls only functions before it, loops are short, and each loop calls step(),
which ends a program that runs too long: so each program ends. Kinds of functions:

  plain       def, with return
  generator   def with yield and yield from
  coroutine   async def with await, async for, async with
  asyncgen    async def with yield and await
"""

import random

from .expressions import ANYTHING, NUMBERS, SMALL, Expressions
from .statements import Statements

KINDS = ("plain", "generator", "coroutine", "asyncgen")
THROWN = ("E1", "E2", "E3", "ValueError", "E1", "GeneratorExit", "StopIteration")


class Scope:
    """The variables of a function, and what encloses the place: loops, handlers."""

    def __init__(self, kind, name, numbers):
        self.kind, self.name = kind, name
        self.numbers, self.values = list(numbers), []
        self.loops = 0
        # Whether a bare raise has something to raise, and whether return, break and continue are allowed.
        self.handling, self.in_star = False, False

    def suspends(self):
        return self.kind != "plain"


class Program(Expressions, Statements):
    def __init__(self, seed):
        self.random = random.Random(f"gc-coro-python {seed}")
        self.seed = seed
        self.lines = []
        self.indent = 0
        self.functions = []
        self.scope = None
        self.counter = 0

    def text(self):
        self.put("from random_program.runtime import *")
        self.put("G = 1")
        for index in range(self.random.randint(2, 5)):
            self.function(index)
        for _ in range(self.random.randint(5, 9)):
            self.use()
        return "\n".join(self.lines) + "\n"

    def put(self, line):
        self.lines.append("    " * self.indent + line)

    def fresh(self, prefix):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def function(self, index):
        kind = self.random.choice(KINDS) if index else self.pick("generator", "coroutine")
        name = f"{kind}_{index}"
        self.put("")
        self.put("")
        self.put(f"{'async ' if kind in ('coroutine', 'asyncgen') else ''}def {name}(n0, n1={self.random.choice(SMALL)}):")
        self.scope = Scope(kind, name, ["n0", "n1"])
        self.indent += 1
        self.put("global G")
        # Without this, many functions end at an unbound variable; some should.
        if self.chance(75):
            for number in ("n2", "n3", "n4", "n5"):
                text = self.number(1)
                self.put(f"{self.new_number_named(number)} = {text}")
            self.put(f"v0 = v1 = v2 = {self.random.choice(ANYTHING)}")
            self.scope.values += ["v0", "v1", "v2"]
        self.block(self.random.randint(2, 5), 0)
        if kind in ("generator", "asyncgen"):
            self.put(f"yield {self.number(1)}")
        if kind == "asyncgen":
            self.put("return")
        else:
            self.put(f"return {self.number(1)}")
        self.indent -= 1
        self.functions.append((kind, name))

    def arguments(self):
        first = self.random.choice(NUMBERS + SMALL * 5) if self.chance(90) else self.pick("None", "Num(2)", "Num(3)")
        return first if self.chance(50) else f"{first}, {self.random.choice(NUMBERS)}"

    def use(self):
        """One call from outside."""
        kind, name = self.random.choice(self.functions)
        made = f"{name}({self.arguments()})"
        if kind == "plain":
            self.put(f"call({name}, {self.arguments()})")
        elif kind == "coroutine" and self.chance(30):
            self.put(f"run_task({made}, {self.random.randrange(5)})")
        else:
            self.put(f"drive({made}, {self.script()!r})")

    def script(self):
        actions = ["next"] if self.chance(90) else []
        for _ in range(self.random.randint(2, 9)):
            kind = self.random.randrange(12)
            if kind < 6:
                actions.append("next")
            elif kind < 8:
                actions.append(("send", self.random.choice((1, 2.5, 0, None, 2 ** 63))))
            elif kind < 10:
                actions.append(("throw", self.random.choice(THROWN)))
            elif kind == 10:
                actions.append("close")
            else:
                return [*actions, "drop"]
        return actions

    # What the rest of the text needs of the functions before.

    def callee(self, *kinds):
        found = [name for kind, name in self.functions if kind in kinds]
        return self.random.choice(found) if found else None

    def call_of_function(self):
        name = self.callee("plain")
        return name and f"{name}({self.number(0)}, {self.number(0)})"

    def suspension(self):
        """An expression that suspends, where the function may."""
        kind = self.scope.kind
        if kind == "plain":
            return None
        if kind == "generator" or (kind == "asyncgen" and self.chance(50)):
            inner = self.callee("generator")
            if kind == "generator" and inner and self.chance(30):
                return f"(yield from {inner}({self.number(0)}))"
            return f"(yield {self.number(1) if self.chance(80) else self.random.choice(ANYTHING)})"
        inner = self.callee("coroutine")
        if inner and self.chance(35):
            return f"(await {inner}({self.number(0)}))"
        return f"(await Pause({', '.join(self.random.choice(SMALL) for _ in range(self.random.randint(0, 2)))}))"
