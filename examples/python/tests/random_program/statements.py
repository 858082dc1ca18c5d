"""Random statements. Each method writes lines with put(); `depth` is how many blocks enclose them."""

from .expressions import SMALL

DEEPEST = 4
CAUGHT = ("E1", "E2", "E3", "(E1, ValueError)", "Exception", "(TypeError, ArithmeticError)", "ValueError", "LookupError", "BaseException")
RAISED = ("E1('r')", "E2(1, 2)", "E3", "ValueError('v')", "KeyError('k')", "E1")


class Statements:
    def block(self, count, depth):
        before = len(self.lines)
        for _ in range(count):
            self.statement(depth)
        if len(self.lines) == before:
            self.put("pass")

    def nested(self, depth, most=3):
        self.indent += 1
        self.block(self.random.randint(1, most if depth < 2 else 2), depth + 1)
        self.indent -= 1

    def statement(self, depth):
        simple = [self.assign_number] * 4 + [self.assign_value, self.augment, self.augment, self.log, self.log, self.suspend, self.suspend,
                                             self.leave, self.delete, self.unpack, self.use_global, self.item, self.check]
        compound = [self.branch, self.branch, self.loop, self.loop, self.counted_loop, self.attempt, self.attempt, self.attempt,
                    self.manager, self.closure, self.match, self.star, self.over_function, self.bound_in_condition]
        if depth < DEEPEST and self.chance(50 - 9 * depth):
            self.random.choice(compound)(depth)
        else:
            self.random.choice(simple)()

    # Simple statements.

    def assign_number(self):
        text = self.number()
        name = self.random.choice(self.scope.numbers) if self.chance(50) and self.scope.numbers else self.new_number()
        self.put(f"{name} = {text}")

    def new_number(self):
        return self.new_number_named(f"n{self.random.randrange(2, 6)}")

    def new_number_named(self, name):
        if name not in self.scope.numbers:
            self.scope.numbers.append(name)
        return name

    def new_value(self):
        name = f"v{self.random.randrange(3)}"
        if name not in self.scope.values:
            self.scope.values.append(name)
        return name

    def assign_value(self):
        text = self.value()
        self.put(f"{self.new_value()} = {text}")

    def augment(self):
        operator = self.pick("+=", "-=", "+=", "|=", "%=", "//=", "/=", "^=")
        self.put(f"{self.n_variable_to_set()} {operator} {self.number(1)}")

    def n_variable_to_set(self):
        return self.random.choice(self.scope.numbers)

    def log(self):
        if self.chance(20):
            self.put(f"log({self.number(0)} + {self.number(0)}, {self.value(1)})")
        else:
            self.put(f"log({self.value(1) if self.chance(30) else self.number()})")

    def suspend(self):
        text = self.suspension()
        if text is None:
            return self.log()
        if self.chance(50):
            self.put(f"{self.new_value()} = {text}")
        else:
            self.put(text)

    def leave(self):
        """raise, return, break, continue."""
        kind = self.random.randrange(10)
        if kind < 2 and self.scope.loops:
            self.put(f"if {self.condition()}: {self.pick('break', 'continue')}")
        elif kind == 2 and not self.scope.in_star:
            returned = "" if self.scope.kind == "asyncgen" else f" {self.number(1)}"
            self.put(f"if {self.condition()}: return{returned}")
        elif kind < 6:
            cause = self.pick("", "", "", " from None", " from E3('cause')")
            self.put(f"if {self.condition()}: raise {self.random.choice(RAISED)}{cause}")
        elif self.scope.handling and self.chance(60):
            self.put(f"if {self.condition()}: raise")
        else:
            self.log()

    def delete(self):
        if len(self.scope.numbers) > 3 and self.chance(40):
            self.put(f"del {self.random.choice(self.scope.numbers)}")
        else:
            self.log()

    def unpack(self):
        if self.chance(30):
            self.put(f"{self.new_value()}, *{self.new_value()} = {self.value(1)}")
        else:
            self.put(f"{self.new_number()}, {self.new_value()} = {self.number(1)}, {self.value(1)}")

    def use_global(self):
        self.put(f"{self.pick('G =', 'G =', 'G +=')} {self.number(1)}" if self.chance(50) else "log(G)")

    def item(self):
        name = self.new_value()
        self.put(f"{name} = {self.pick('[1, 2, 3]', repr({'k': 1, 0: 2}))}")
        self.put(f"{name}[{self.pick('0', '1', repr('k'))}] {self.pick('=', '+=')} {self.number(1)}")
        if self.chance(30):
            self.put(f"del {name}[{self.pick('0', '1')}]")

    def check(self):
        self.put(f"assert {self.condition()}, {self.number(0)}")

    # Compound statements.

    def branch(self, depth):
        self.put(f"if {self.condition()}:")
        self.nested(depth)
        if self.chance(30):
            self.put(f"elif {self.condition()}:")
            self.nested(depth)
        if self.chance(50):
            self.put("else:")
            self.nested(depth)

    def loop(self, depth):
        ranges = f"range({self.pick(*SMALL)})", f"range({self.random.randint(1, 4)}, {self.random.randint(2, 6)})", "range(3, -2, -2)"
        others = "[1, 2.5, True]", "(2**62, 2**63, -1)", f"enumerate('ab', {self.n_variable()})", f"[{self.number(0)}, {self.number(0)}]"
        source = self.pick(*ranges, *others)
        target = f"({self.new_number()}, {self.new_value()})" if source.startswith("enumerate") else self.new_number()
        self.body_of_loop(f"for {target} in {source}:", depth)

    def body_of_loop(self, head, depth, first=()):
        self.put(head)
        self.indent += 1
        self.put("step()")
        for line in first:
            self.put(line)
        self.indent -= 1
        self.scope.loops += 1
        self.nested(depth)
        self.scope.loops -= 1
        if self.chance(20):
            self.put("else:")
            self.nested(depth)

    def counted_loop(self, depth):
        name = self.fresh("left")
        self.put(f"{name} = {self.random.randint(1, 4)}")
        condition = name if self.chance(50) else f"{name} > 0 and {self.condition()}"
        self.body_of_loop(f"while {condition}:", depth, [f"{name} -= 1"])

    def over_function(self, depth):
        """A loop over a generator or async generator."""
        asynchronous = self.scope.kind in ("coroutine", "asyncgen")
        name = self.callee("asyncgen" if asynchronous else "generator")
        if name is None:
            return self.loop(depth)
        if asynchronous and self.chance(30):
            item = self.pick("x", f"(x, {self.n_variable()})")
            return self.put(f"{self.new_value()} = [{item} async for x in {name}({self.number(0)})][:4]")
        head = f"{'async ' if asynchronous else ''}for {self.new_value()} in {name}({self.number(0)}):"
        self.body_of_loop(head, depth)

    def attempt(self, depth):
        """try with handlers, else and finally. No finally block leaves by return, break or continue in an asynchronous generator's close."""
        self.put("try:")
        self.nested(depth, 4)
        handlers = self.random.randint(0, 2)
        for index in range(handlers):
            self.handler(depth, index + 1 == handlers)
        if handlers and self.chance(25):
            self.put("else:")
            self.nested(depth)
        if not handlers or self.chance(40):
            self.put("finally:")
            self.nested(depth, 2)

    def handler(self, depth, last):
        name = self.fresh("e")
        caught = self.random.choice(CAUGHT if last else CAUGHT[:4])
        if caught == "BaseException" and not self.chance(30):
            caught = "Exception"
        self.put(f"except {caught} as {name}:")
        self.indent += 1
        if caught == "BaseException":
            # Closing and running out of steps must end the function.
            self.put(f"if isinstance({name}, (GeneratorExit, OutOfSteps)): raise")
        self.put(f"log('caught', {name})")
        if self.chance(15):
            self.put(self.pick(f"raise E3('chained') from {name}", "raise", f"raise {name}", "raise E2('replaced')"))
        self.indent -= 1
        before, self.scope.handling = self.scope.handling, True
        self.nested(depth)
        self.scope.handling = before

    def star(self, depth):
        """except*: no return, break or continue in its handlers."""
        group = self.pick("ExceptionGroup('g', [E1('a'), ValueError('b')])", "ExceptionGroup('g', [E2('c')])", "E1('alone')", "KeyError('k')")
        self.put("try:")
        self.indent += 1
        self.put(f"if {self.condition()}: raise {group}")
        self.indent -= 1
        for caught in self.random.sample(["E1", "ValueError", "LookupError"], self.random.randint(1, 2)):
            name = self.fresh("e")
            self.put(f"except* {caught} as {name}:")
            self.indent += 1
            self.put(f"log('caught*', {name})")
            self.indent -= 1
            before, self.scope.in_star = self.scope.in_star, True
            loops, self.scope.loops = self.scope.loops, 0
            self.nested(depth, 2)
            self.scope.in_star, self.scope.loops = before, loops

    def manager(self, depth):
        asynchronous = self.scope.kind in ("coroutine", "asyncgen") and self.chance(60)
        name = self.fresh("m")
        flags = self.pick("", "", ", swallow=True", ", fails=True" if self.chance(20) else "")
        target = f" as {self.new_number()}" if self.chance(50) else ""
        self.put(f"{'async ' if asynchronous else ''}with Manager('{name}'{flags}){target}:")
        self.nested(depth)

    def closure(self, depth):
        """An inner function that reads and writes a variable of the outer one, called at once or later."""
        shared = self.random.choice(self.scope.numbers)
        name = self.fresh("inner")
        self.put(f"def {name}(a):")
        self.indent += 1
        self.put(f"nonlocal {shared}")
        self.put(f"{shared} = {shared} {self.pick('+', '-', '|')} a")
        if self.chance(40):
            self.put(f"yield {shared}")
        self.put(f"return {self.pick(shared, 'a', self.number(0))}")
        self.indent -= 1
        generator = "yield" in self.lines[-2]
        call = f"{name}({self.number(0)})"
        self.put(f"log([*{call}])" if generator else f"{self.new_value()} = {call}")

    def match(self, depth):
        number, value, other = self.new_number(), self.new_value(), self.fresh("w")
        self.scope.values.append(other)
        self.put(f"match {self.value(1)}:")
        self.indent += 1
        cases = ["case 0 | 1:", f"case [{other}, *{value}]:", f"case {{'k': {value}}}:", f"case int({number}) if {self.condition(0)}:",
                 f"case Num(n={value}):", "case None | True:", f"case ({other}, {value}):"]
        for case in self.random.sample(cases, self.random.randint(1, 3)):
            self.put(case)
            self.nested(depth, 2)
        self.put("case _:")
        self.nested(depth, 1)
        self.indent -= 1

    def bound_in_condition(self, depth):
        name = self.new_number()
        self.put(f"if ({name} := {self.number(1)}) {self.pick('>', '==', '!=')} {self.number(0)}:")
        self.nested(depth)
