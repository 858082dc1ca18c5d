"""Random statements around the expressions."""

from contextlib import contextmanager

from declarations import Declarations
from expressions import CLASSES, NUMBERS
from program import AWAIT, DONE, NAME, TASK, Both, Node, of_task


class Statements(Declarations):
    """Grows one function's body."""

    def __init__(self, rng, style, callees, function):
        super().__init__(rng, style, callees)
        self.function, self.result = function, function.result
        self.generates, self.eager = function.generates, function.eager
        self.awaits = function.generates != "Gen"
        self.recursive = bool(not function.generates)
        self.returns = True  # whether this function may be left here
        self.loop = None  # what may stand here: None, "loop", "switch", or "consumer"
        self.labels = []  # of blocks that may be left by goto
        self.left = 0  # statements still to write
        self.unordered_ends = False

    # ---- scopes ----

    @contextmanager
    def inside(self, **changes):
        """Variables that come into scope are gone afterwards, and the changes are undone."""
        scope, before = len(self.scope), {name: getattr(self, name) for name in changes}
        for name, value in changes.items():
            setattr(self, name, value)
        yield
        del self.scope[scope:]
        for name, value in before.items():
            setattr(self, name, value)

    def block(self, depth, most=4, **changes):
        with self.inside(**changes):
            return self.statements(self.rng.randint(1, most), depth)

    def statements(self, count, depth):
        nodes = []
        for _ in range(count):
            if self.left <= 0:
                break
            self.left -= 1
            nodes += self.statement(depth)
        return nodes

    def statement(self, depth):
        inner = 1 if depth > 0 else 0
        awaits = 1 if self.awaits else 0
        kind = self.choose(
            number=12, object=16, assign=8, call=14, put=5, change=5, array=5, bind=5, reference=5, pointer=3, own=2,
            write=4 * awaits, held=2 * awaits, wide=2, throws=1, leave=2, static=2, point=5, maybe=3, room=2,
            branch=8 * inner, loop=9 * inner, nest=6 * inner * awaits, switch=4 * inner, scope=4 * inner, caught=6 * inner,
            calm=18 * inner * awaits, go=3 * inner, consumer=6 * inner, function=3 * inner, task=3 * inner * awaits,
            each=4 * inner, swap=4, recursion=2 * inner * awaits, yielded=25 if self.generates else 0)
        return getattr(self, "make_" + kind)(depth)

    # ---- what uses and changes them ----

    def make_assign(self, depth):
        found = self.pick(lambda one: one.kind == "u64 *" or (one.writable and one.kind in NUMBERS))
        if not found:
            return self.make_number(depth)
        value, kind = self.number(self.style.depth), found.kind.removesuffix(" *")
        operator = "=" if kind in ("bool", "double", "u128") else self.rng.choice(("=", "+=", "^=", "*="))
        return [Node(f"{'*' if kind != found.kind else ''}{found.name} {operator} {self.converted(kind, value)};")]

    def make_change(self, depth):
        found = self.pick(lambda one: one.writable and one.kind in CLASSES)
        if not found:
            return self.make_object(depth)
        if found.kind in ("Pair", "Vec", "Three") or self.chance(60):
            return [Node(f"{found.name} = {self.object(found.kind, 2)};")]
        if found.kind in ("O", "M", "W", "H"):
            return [Node(f"{found.name}.set({self.number(2)});")]
        member = "a[3]" if found.kind == "Big" else "a"
        return [Node(f"{found.name}.{member} += {self.number(2)};")]

    def make_swap(self, depth):
        """Two variables that change places: in a loop, values that go around."""
        one = self.pick(lambda one: one.writable and one.kind in ("u64", "u32", "double", "O", "W", "Big", "M"))
        other = one and self.pick(lambda other: other.writable and other.kind == one.kind and other.name != one.name)
        if not other:
            return self.make_number(depth)
        name = self.fresh("z")
        return [Node(f"auto {name} = moved({one.name});"), Node(f"{one.name} = moved({other.name});"),
                Node(f"{other.name} = moved({name});")]

    def make_call(self, depth):
        operands = [self.operand(self.style.depth) for _ in range(self.rng.choice((1, 2, 2, 3, 4)))]
        named = self.object_variable()
        if named and self.chance(50):
            operands.append(named.name)
        return [Node(f"use({', '.join(operands)});")]

    def make_put(self, depth):
        return [Node(f"put({self.number(self.style.depth)});")]

    def make_write(self, depth):
        found = self.pick(lambda one: one.kind == "u64" and one.writable)
        if not found:
            return self.make_number(depth)
        ready = self.rng.choice(("NEVER", "MOSTLY"))
        return [Node(f"{AWAIT}AwWrite<{ready}, {self.rng.choice(('VOID', 'BOOL'))}>{{&{found.name}, {self.number(1)}}}{DONE};")]

    def make_room(self, depth):
        """Memory of the stack in a function that is inlined."""
        return [Node(f"put(on_stack({self.number(1)} % 7 + 1, {self.number(2)}));")]

    def make_throws(self, depth):
        return [Node("}", [(f"if ({self.condition(2)}) {{", [Node(f"throw Err{{{self.leaf()}}};")])])]

    def make_leave(self, depth):
        """Out of a loop, a block or the function, under a condition."""
        ways = [] if self.loop is None else [self.jump(word) for word in self.jumps()]
        ways += [Node(f"goto {label};") for label in self.labels]
        if self.returns:
            ways.append(self.final(2))
        if not ways:
            return self.make_put(depth)
        return [Node("}", [(f"if ({self.condition(2)}) {{", [self.rng.choice(ways)])])]

    def jumps(self):
        return ("break",) if self.loop == "switch" else ("break", "continue")

    def jump(self, word):
        if self.loop != "consumer":
            return Node(word + ";")
        return Node(Both(word + ";", f"return {'true' if word == 'continue' else 'false'};"))

    def final(self, depth=2):
        """Leaves the function."""
        if self.generates:
            return Node(Both("co_return;", "return;"), fixed=True)
        if self.result == "u64":
            value = self.number(depth)
        else:
            found = self.object_variable(self.result)
            value = f"moved({found.name})" if found and found.writable and self.chance(50) else self.object(self.result, depth)
        return Node(Both(f"co_return {value};", f"return PTask<{of_task(self.result, self.eager)}>({value});"), fixed=True)

    # ---- control ----

    def make_branch(self, depth):
        with self.inside():
            first = ""
            if self.chance(20):
                name = self.fresh("v")
                first = f"u64 {name} = {self.number(2)}; "
                self.declare(name, "u64")
            return self.branch(first, depth)

    def branch(self, first, depth):
        parts = [(f"if ({first}{self.condition(self.style.depth)}) {{", self.block(depth - 1))]
        if self.chance(50):
            parts.append(("} else {", self.block(depth - 1)))
        return [Node("}", parts)]

    def make_loop(self, depth):
        name, most = self.fresh("i"), self.rng.randint(1, 4)
        way = self.choose(up=5, condition=2, after=2)
        with self.inside():
            if way == "up":
                limit = f"{self.number(1)} % {most + 2}"
                self.declare(name, "u64", False)
                body = self.block(depth - 1, 5, loop="loop")
                return [Node("}", [(f"for (u64 {name} = 0, n{name} = {limit}; {name} < n{name} && tick(); ++{name}) {{", body)])]
            self.declare(name, "u64", False)
            condition = f" && {self.condition(2)}" if self.chance(50) else ""
            body = self.block(depth - 1, 5, loop="loop")
        if way == "condition":
            return [Node(f"u64 {name} = 0;", fixed=True),
                    Node("}", [(f"while ({name}++ < {most} && tick(){condition}) {{", body)])]
        return [Node(f"u64 {name} = 0;", fixed=True), Node(f"}} while (++{name} < {most} && tick());", [("do {", body)])]

    def make_each(self, depth):
        found = self.pick(lambda one: one.count)
        if not found:
            return self.make_array(depth)
        name = self.fresh("x")
        with self.inside():
            self.declare(name, found.element)
            body = self.block(depth - 1, 3, loop="loop")
        reference = "&" if found.element == "M" or self.chance(60) else ""
        return [Node("}", [(f"for (auto {reference}{name} : {found.name}) {{", body)])]

    def make_nest(self, depth):
        """Nested loops; what is computed outside is used inside, across awaits that seldom suspend."""
        levels, heads, names = self.rng.choice((2, 2, 3)), [], []
        with self.inside():
            for _ in range(levels):
                name = self.fresh("i")
                bound = self.rng.choice((f"{self.rng.randint(2, 4)}", f"opaque({self.rng.randint(2, 4)})"))
                self.declare(name, "u64", False)
                names.append(name)
                lines = []
                if self.chance(50):
                    derived = self.fresh("v")
                    lines.append(Node(f"u64 {derived} = {name} * {self.rng.randint(2, 30)} + {self.leaf()};"))
                    self.declare(derived, "u64", self.chance(20))
                    names[-1] = self.rng.choice((name, derived))
                if self.chance(30):
                    lines += self.make_call(0)
                heads.append((f"for (u64 {name} = 0; {name} < {bound} && tick(); ++{name}) {{", lines))
            ready = self.rng.choice(("MOSTLY", "MOSTLY", "NEVER", "ALWAYS"))
            aw = f"Aw<u64, {ready}, {self.rng.choice(('VOID', 'BOOL', 'HANDLE'))}, DIRECT>"
            place = self.place(names)
            nodes = [Node(f"put({place});"), Node(f"{AWAIT}{aw}{{{place if self.chance(60) else self.number(1)}}}{DONE};")]
            if self.chance(50):
                nodes += self.block(depth - 1, 2, loop="loop")
        for head, lines in reversed(heads):
            nodes = [Node("}", [(head, [*lines, *nodes])])]
        return nodes

    def place(self, names):
        """Where in the loops this is."""
        return " + ".join(f"{name} * {10 ** power}" for power, name in enumerate(reversed(names)))

    def make_switch(self, depth):
        cases = self.rng.randint(2, 4)
        body = []
        for case in range(cases):
            label = "default: {" if case == cases - 1 else f"case {case}: {{"
            inner = self.block(depth - 1, 3, loop="switch")
            body.append(Node("} break;" if self.chance(75) or case == cases - 1 else "} [[fallthrough]];", [(label, inner)], fixed=True))
        return [Node("}", [(f"switch ({self.number(2)} % {cases + 1}) {{", body)])]

    def make_calm(self, depth):
        """Objects that are there only since the last suspension, and gone before the next."""
        with self.inside():
            nodes = []
            for _ in range(self.rng.choice((1, 1, 2))):
                nodes += self.choose_object()
            with self.inside(awaits=False):
                nodes += self.statements(self.rng.randint(1, 3), depth - 1)
                objects = [one.name for one in self.scope[-4:] if not one.count and "*" not in one.kind]
                nodes.append(Node(f"use({', '.join(objects)});"))
        return [Node("}", [("{", nodes)])]

    def choose_object(self):
        """An object that an await gives, in one of the ways."""
        kind, way = self.any_class(), self.rng.random()
        value = self.awaited(kind, 0)
        if way < 0.5:
            name = self.fresh("o")
            self.declare(name, kind)
            return [Node(f"{kind} {name} = {value};")]
        with self.inside(awaits=False):
            operands = [value, *(self.operand(1) for _ in range(self.rng.randint(1, 2)))]
        self.rng.shuffle(operands)
        return [Node(f"use({', '.join(operands)});")]

    def make_scope(self, depth):
        return [Node("}", [("{", self.block(depth - 1))])]

    def make_caught(self, depth):
        body = self.block(depth - 1, 5)
        if self.chance(30):
            body.append(Node(f"throw Err{{{self.leaf()}}};"))
        name = self.fresh("e")
        with self.inside(awaits=False, generates="", returns=False, labels=[], loop=None):
            self.declare(f"{name}.site", "u64", False)
            handler = [Node(f"ev('c', {name}.site);", fixed=True), *self.statements(self.rng.randint(0, 2), 0)]
            if self.chance(15):
                handler.append(Node("throw;"))
        return [Node("}", [("try {", body), (f"}} catch (Err &{name}) {{", handler)])]

    def make_go(self, depth):
        label = self.fresh("l")
        if self.chance(60):  # out of it
            body = self.block(depth - 1, 5, labels=[*self.labels, label])
            return [Node("}", [("{", body)]), Node(f"{label}:;", fixed=True)]
        body = self.block(depth - 1, 4)
        counter = f"n{label}"
        again = Node(f"if (++{counter} < 3 && tick()) goto {label};", fixed=True)
        return [Node(f"u64 {counter} = 0;", fixed=True), Node(f"{label}:", fixed=True), Node("}", [("{", body)]), again]

    # ---- other coroutines ----

    def make_recursion(self, depth):
        if not self.recursive:
            return self.make_branch(depth)
        call = self.child(self.function, 1)
        return [Node("}", [("if (deeper()) {", [Node(f"use({call});")])])]

    def make_consumer(self, depth):
        found = [one for one in self.callees.values() if one.generates and (self.awaits or one.generates == "Gen")]
        if not found:
            return self.make_branch(depth)
        function, name, value = self.rng.choice(found), self.fresh("g"), self.fresh("x")
        with self.inside(awaits=False):
            arguments = self.simple_arguments(function)
        with self.inside(returns=False, labels=[], loop="consumer"):
            self.declare(value, function.result)
            body = self.statements(self.rng.randint(1, 4), depth - 1)
        kind = function.result
        awaits = "co_await " if function.generates == "AGen" else ""
        head = Both(f"for (auto {name} = c_{function.name}({arguments}); {awaits}{name}.next();) {{ auto &{value} = {name}.value();",
                    f"consume<{kind}>([&](Sink<{kind}> &to) {{ p_{function.name}({arguments + ', ' if arguments else ''}to); }}, "
                    f"[&]({kind} &{value}) {{")
        return [Node(Both("}", "return true; });"), [(head, body)])]

    def simple_arguments(self, function):
        """Nothing that must live until the full expression ends."""
        return ", ".join(self.leaf() if kind == "u64" else f"{kind.removeprefix('const ').removesuffix(' &')}({self.leaf()})"
                         for kind, _ in function.parameters)

    def make_held(self, depth):
        """A task that is made some time before it is awaited."""
        found = [one for one in self.callees.values()
                 if not one.generates and not one.eager and one.result == "u64" and all(kind == "u64" for kind, _ in one.parameters)]
        if not found:
            return self.make_object(depth)
        self.unordered_ends = True
        function, name = self.rng.choice(found), self.fresh("t")
        values = [self.number(2) for _ in function.parameters]
        kept = [f"{name}a{index}" for index in range(len(values))]
        lines = [Node(f"u64 {one} = {value};", fixed=True) for one, value in zip(kept, values)]
        arguments = ", ".join(kept)
        lines.append(Node(Both(f"auto {name} = c_{function.name}({arguments});",
                               f"auto {name} = [=] {{ return p_{function.name}({arguments}); }};"), fixed=True))
        lines += self.statements(self.rng.randint(0, 2), 0)
        result = self.fresh("v")
        self.declare(result, "u64")
        lines.append(Node(Both(f"u64 {result} = co_await {name};", f"u64 {result} = pawait({name}());")))
        return lines

    def make_function(self, depth):
        """A lambda that captures by reference, called at once or later."""
        name, argument, result = self.fresh("f"), self.fresh("q"), self.fresh("v")
        with self.inside(awaits=False, generates="", returns=False, labels=[], loop=None):
            self.declare(argument, "u64")
            body = self.statements(self.rng.randint(1, 2), 0)
            value = self.number(2)
        nodes = [Node("};", [(f"auto {name} = [&](u64 {argument}) -> u64 {{", [*body, Node(f"return {value};", fixed=True)])])]
        nodes.append(Node(f"u64 {result} = {name}({self.number(self.style.depth)});"))
        self.declare(result, "u64")
        return nodes

    def make_task(self, depth):
        """A lambda that is a coroutine."""
        name, argument, result = self.fresh("f"), self.fresh("q"), self.fresh("v")
        with self.inside(result="u64", generates="", labels=[], loop=None, returns=True, eager=self.chance(40)):
            self.declare(argument, "u64")
            body = self.statements(self.rng.randint(1, 4), depth - 1)
            body.append(self.final())
            captured = "&"
            if self.chance(40):
                captured = f"&, k{name} = mk<{self.any_class()}>({name}k)"
                body.insert(0, Node(f"use(k{name});"))
            head = f"auto {name} = [{captured}](u64 {argument}) -> {TASK}<{of_task('u64', self.eager)}> {{"
        nodes = [Node(f"u64 {name}k = {self.number(1)};", fixed=True), Node("};", [(head, body)])]
        nodes.append(Node(f"u64 {result} = {AWAIT}{name}({self.number(2)}){DONE};"))
        self.declare(result, "u64")
        return nodes

    def make_yielded(self, depth):
        if not self.generates:
            return self.make_put(depth)
        if self.result == "u64":
            value = self.number(2)
            value = value if value[0] == "(" else f"u64({value})"
        else:
            found = self.object_variable(self.result)
            value = found.name if found and found.writable and self.chance(30) else self.object(self.result, 2)
        return [Node(Both(f"co_yield {value};", f"sink.put({value});"))]
