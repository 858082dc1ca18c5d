"""Random expressions: numbers and class objects, with awaits anywhere in them."""

from dataclasses import dataclass

from program import AWAIT, DONE, NAME

COPYABLE = ("O", "W", "H", "Pair")
CLASSES = ("O", "M", "W", "H", "Pair", "Big", "Small", "Vec", "Three")
NUMBERS = ("u64", "u32", "u8", "bool", "double", "u128", "volatile u64")
READY = ("NEVER", "MOSTLY", "ALWAYS")
SUSPEND = ("VOID", "BOOL", "HANDLE", "BOUNCE")
RESULT = ("DIRECT", "NAMED", "CALLED")


@dataclass(frozen=True)
class Variable:
    name: str
    kind: str  # "u64", a narrower number, a class, or "u64[N]", "C[N]"
    writable: bool = True

    @property
    def element(self):
        return self.kind.partition("[")[0]

    @property
    def count(self):
        return int(self.kind.partition("[")[2].rstrip("]") or 0)


class Expressions:
    """Grows expressions from the variables in scope."""

    def __init__(self, rng, style, callees):
        self.rng = rng
        self.style = style
        self.callees = callees  # functions that may be called, by their name
        self.scope = []
        self.count = 0
        self.awaits = True  # whether co_await may stand here

    def chance(self, percent):
        return self.rng.random() * 100 < percent

    def fresh(self, prefix):
        self.count += 1
        return f"{prefix}{self.count}"

    def choose(self, **weights):
        return self.rng.choices(list(weights), list(weights.values()))[0]

    # ---- variables ----

    def pick(self, fits):
        found = [one for one in self.scope if fits(one)]
        if not found:
            return None
        return self.rng.choice(found[-4:] if self.chance(50) else found)

    def number_variable(self):
        return self.pick(lambda one: one.kind in NUMBERS)

    def object_variable(self, kind=None):
        return self.pick(lambda one: one.kind in CLASSES and kind in (None, one.kind))

    # ---- awaits ----

    def aw(self, kind):
        """The type of an awaiter whose result is of that kind."""
        ready = self.rng.choices(READY, self.style.ready)[0]
        suspend = self.rng.choices(SUSPEND, (5, 2, 2, 1))[0]
        return f"Aw<{kind}, {ready}, {suspend}, {self.rng.choice(RESULT)}>"

    def aw_in(self, kind):
        ready = self.rng.choices(READY, self.style.ready)[0]
        return f"AwIn<{kind}, {ready}, {self.rng.choice(SUSPEND)}>"

    def awaited(self, kind, depth):
        """An await whose result is a value of that kind."""
        children = [one for one in self.callees.values() if one.result == kind and not one.generates]
        if children and self.chance(20):
            return self.child(self.rng.choice(children), depth)
        return f"{AWAIT}{self.aw(kind)}{{{self.number(depth)}}}{DONE}"

    def child(self, function, depth):
        return f"{AWAIT}{NAME}{function.name}({self.arguments(function, depth)}){DONE}"

    def arguments(self, function, depth):
        return ", ".join(self.argument(kind, depth) for kind, _ in function.parameters)

    def argument(self, kind, depth):
        base = kind.removeprefix("const ").removesuffix(" &")
        if kind == "u64 &":
            found = self.pick(lambda one: one.kind == "u64" and one.writable)
            return found.name if found else "spare"
        if kind.endswith("&"):
            found = self.object_variable(base)
            return found.name if found else self.object(base, depth)
        if base in ("u64", "u32", "u8"):
            return f"{base}({self.number(depth)})"
        return self.object(base, depth) if base in CLASSES else f"{base}({self.number(depth)})"

    # ---- numbers ----

    def number(self, depth):
        if depth <= 0:
            return self.leaf()
        awaits = self.style.awaits * 14 if self.awaits else 0
        way = self.choose(leaf=30, binary=18, awaited=awaits, member=8, temporary=7, called=9, ternary=5,
                          logic=4, comma=2, index=2, nested=awaits / 5, inside=awaits / 4)
        return getattr(self, "number_" + way)(depth - 1)

    def leaf(self):
        found = None if self.chance(15) else self.number_variable()
        if found:
            return {"bool": f"u64({found.name})", "u8": f"u64({found.name})", "double": f"u64({found.name} * 4)",
                    "u128": f"u64({found.name} >> 37)"}.get(found.kind, found.name)
        array = self.pick(lambda one: one.kind.startswith("u64["))
        if array and self.chance(50):
            return f"{array.name}[{self.rng.randrange(array.count)}]"
        pointer = self.pick(lambda one: one.kind == "u64 *")
        if pointer and self.chance(60):
            return f"*{pointer.name}"
        return "of_thread" if self.chance(4) else f"{self.rng.randrange(100)}ull"

    def number_leaf(self, depth):
        return self.leaf()

    def number_binary(self, depth):
        one, other = self.number(depth), self.number(depth)
        operator = self.rng.choice(("+", "+", "*", "-", "^", "|", "&"))
        return f"({one} {operator} {other})"

    def number_awaited(self, depth):
        return self.awaited("u64", depth)

    def number_member(self, depth):
        pointer = self.pick(lambda one: one.kind.endswith(" *") and one.kind != "u64 *")
        if pointer and self.chance(40):
            return f"{pointer.name}->get()"
        maybe = self.pick(lambda one: one.kind.startswith("Maybe"))
        if maybe and self.chance(40):
            return f"{maybe.name}.get()"
        array = self.pick(lambda one: one.count and one.element in CLASSES)
        if array and self.chance(40):
            return f"{array.name}[{self.leaf()} % {array.count}].get()"
        found = self.object_variable()
        return f"{found.name}.get()" if found else self.leaf()

    def number_temporary(self, depth):
        return f"{self.object(self.any_class(), depth)}.get()"

    def number_called(self, depth):
        operands = [self.operand(depth) for _ in range(self.rng.choice((1, 2, 2, 3)))]
        if self.chance(70):
            return f"use({', '.join(operands)})"
        return f"eat({', '.join(operands)})"

    def number_ternary(self, depth):
        return f"({self.condition(depth)} ? {self.number(depth)} : {self.number(depth)})"

    def number_logic(self, depth):
        return f"u64({self.condition(depth)} {self.rng.choice(('&&', '||'))} {self.condition(depth)})"

    def number_comma(self, depth):
        return f"(put({self.number(depth)}), {self.number(depth)})"

    def number_index(self, depth):
        array = self.pick(lambda one: one.kind.startswith("u64["))
        return f"{array.name}[{self.number(depth)} % {array.count}]" if array else self.leaf()

    def number_nested(self, depth):
        inner = self.awaited("u64", depth)
        return f"{AWAIT}{self.aw('u64')}{{{inner}}}{DONE}"

    def number_inside(self, depth):
        """Something in an awaiter that is alive until the full expression ends."""
        return f"{AWAIT}{self.aw_in(self.any_class())}({self.number(depth)}){DONE}.get()"

    def operand(self, depth):
        return self.object(self.any_class(), depth) if self.chance(55) else self.number(depth)

    def condition(self, depth):
        one = self.number(depth)
        return self.rng.choice((f"{one} % 3 == 1", f"({one} & 1)", f"{one} < {self.number(depth)}", f"{one} % 4 != 2"))

    # ---- objects ----

    def any_class(self):
        return self.rng.choice(self.style.classes)

    def object(self, kind, depth):
        """A prvalue."""
        if depth <= 0:
            return f"{kind}({self.leaf()})"
        way = self.choose(made=20, called=20, awaited=self.style.awaits * 45 if self.awaits else 0, copied=8, passed=5, ternary=5, inside=4)
        return getattr(self, "object_" + way)(kind, depth - 1)

    def object_made(self, kind, depth):
        return f"{kind}({self.number(depth)})"

    def object_called(self, kind, depth):
        return f"mk<{kind}>({self.number(depth)})"

    def object_awaited(self, kind, depth):
        return self.awaited(kind, depth)

    def object_copied(self, kind, depth):
        found = self.object_variable(kind)
        if not found:
            return self.object_made(kind, depth)
        move = kind == "M" or self.chance(40)
        return f"{kind}(moved({found.name}))" if move and found.writable else self.copy(found)

    def copy(self, variable):
        return f"{variable.kind}({variable.name})" if variable.kind != "M" else f"M({variable.name}.get())"

    def object_passed(self, kind, depth):
        return f"pass<{kind}>({self.object(kind, depth)})"

    def object_ternary(self, kind, depth):
        return f"({self.condition(depth)} ? {self.object(kind, depth)} : {self.object(kind, depth)})"

    def object_inside(self, kind, depth):
        if not self.awaits or kind == "M":
            return self.object_called(kind, depth)
        return f"{kind}({AWAIT}{self.aw_in(kind)}({self.number(depth)}){DONE})"
