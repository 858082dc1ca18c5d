"""Random declarations: numbers, objects, arrays, references and pointers, which stay in scope."""

from expressions import CLASSES, NUMBERS, Expressions, Variable
from program import Node


class Declarations(Expressions):
    """Grows declarations."""

    def declare(self, name, kind, writable=True):
        self.scope.append(Variable(name, kind, writable))

    def make_number(self, depth):
        kind = self.rng.choice(("u64", "u64", "u64", "u64", *NUMBERS))
        value, name = self.converted(kind, self.number(self.style.depth)), self.fresh("v")
        self.declare(name, kind)
        return [Node(f"{kind} {name} = {value};")]

    def converted(self, kind, value):
        """The u64 `value` as a number of that kind, for which all conversions are defined."""
        if kind == "double":
            return f"double(({value}) % 4096) / 4"
        if kind == "u128":
            return f"u128({value}) << 37"
        if kind == "bool":
            return f"(({value}) & 1) != 0"
        return f"{kind.removeprefix('volatile ')}({value})"

    def make_static(self, depth):
        """A variable that all calls share; an await cannot stand in its initializer."""
        if self.chance(50):
            return [Node(f"of_thread = of_thread * 3 + {self.number(2)};")]
        name = self.fresh("s")
        with self.inside(awaits=False):
            value = self.number(1)
        self.declare(name, "u64")
        return [Node(f"static u64 {name} = {value};")]

    def make_point(self, depth):
        """A pointer or a reference to another variable, which lives longer."""
        found = self.pick(lambda one: one.writable and (one.kind in ("u64", *CLASSES) or one.kind.startswith("u64[")))
        if not found:
            return self.make_number(depth)
        name, target = self.fresh("y"), found.name
        if found.count:
            target = f"{target}[{self.number(1)} % {found.count}]"
        if self.chance(35):
            self.declare(name, found.element)
            return [Node(f"{found.element} &{name} = {target};")]
        self.declare(name, f"{found.element} *", False)
        return [Node(f"{found.element} *{name} = &{target};")]

    def make_maybe(self, depth):
        found = self.pick(lambda one: one.kind.startswith("Maybe"))
        if found and self.chance(60):
            kind = found.kind.removeprefix("Maybe<").removesuffix(">")
            return [Node(f"{found.name}.put({self.object(kind, 2)});"), Node(f"put({found.name}.get());")]
        name, kind = self.fresh("m"), self.any_class()
        self.declare(name, f"Maybe<{kind}>")
        return [Node(f"Maybe<{kind}> {name};"), Node(f"if ({self.condition(1)}) {name}.put({self.object(kind, 2)});")]

    def make_object(self, depth):
        kind = self.any_class()
        value, name = self.object(kind, self.style.depth), self.fresh("o")
        self.declare(name, kind)
        return [Node(f"{self.rng.choice((kind, 'auto'))} {name} = {value};")]

    def make_array(self, depth):
        count, name = self.rng.randint(2, 4), self.fresh("a")
        if self.chance(40):
            values = ", ".join(self.number(1) for _ in range(count))
            self.declare(name, f"u64[{count}]")
            return [Node(f"u64 {name}[{count}] = {{{values}}};")]
        kind = self.any_class()
        values = ", ".join(self.object(kind, 2) for _ in range(count))
        self.declare(name, f"{kind}[{count}]")
        return [Node(f"{kind} {name}[{count}] = {{{values}}};")]

    def make_wide(self, depth):
        name, align = self.fresh("a"), self.rng.choice((32, 64, 128))
        value = self.number(2)
        self.declare(name, "u64[4]")
        check = f"if (opaque(u64(&{name}[0])) % {align}) bad(\"not aligned\", {align});"
        return [Node(f"alignas({align}) u64 {name}[4] = {{{value}, 1, 2, 3}};"), Node(check)]

    def make_bind(self, depth):
        kind = self.rng.choice(("Pair", "Three", "Three"))
        value, one, two, three = self.object(kind, 2), self.fresh("b"), self.fresh("b"), self.fresh("b")
        if kind == "Pair":
            self.scope += [Variable(one, "O"), Variable(two, "u64")]
            return [Node(f"auto {'&&' if self.chance(40) else ''}[{one}, {two}] = {value};")]
        self.scope += [Variable(one, "u64", False), Variable(two, "u32"), Variable(three, "u8")]
        return [Node(f"auto {'&&' if self.chance(40) else ''}[{one}, {two}, {three}] = {value};")]

    def make_reference(self, depth):
        kind = self.any_class()
        value, name = self.object(kind, 2), self.fresh("r")
        writable = self.chance(50)
        self.declare(name, kind, writable)
        return [Node(f"{kind + ' &&' if writable else 'const ' + kind + ' &'}{name} = {value};")]

    def make_pointer(self, depth):
        found = self.pick(lambda one: one.kind == "u64" and one.writable)
        if not found:
            return self.make_number(depth)
        return [Node(f"bump(&{found.name}, {self.number(2)});")]

    def make_own(self, depth):
        value, name = self.number(2), self.fresh("w")
        return [Node(f"Own {name} = Own({value});"), Node(f"u64 {name}v = {name}.get() + {self.number(2)};")]
