"""Random expressions.

`n` variables hold numbers, `v` variables anything. Values must not grow without bounds: numbers are multiplied only by small constants, and
nothing but numbers is added to a variable.
"""

NUMBERS = ("0", "1", "2", "3", "5", "-1", "-7", "10", "255", "256", "2**31 - 1", "2**31", "2**62", "2**63 - 1", "-2**63", "2**64", "10**25", "True",
           "False", "0.0", "0.5", "-2.5", "1e10", "1e300", "float('inf')", "float('nan')")
SMALL = ("0", "1", "2", "3", "4")
ANYTHING = ("None", "'text'", "b'by'", "()", "[]", "{}", "Num(2)", "Num(3)", "Num(-1)", "(1, 'a', 2.5)", "[3, 1, 2]", "{'k': 1, 2: 'two'}", "{1, 2}",
            "range(3)", "E1('value')")
ARITHMETIC = ("+", "-", "+", "-", "&", "|", "^", "//", "%", "/")
COMPARISONS = ("<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in")


class Expressions:
    """Needs `random`, `scope` (the variables that may be read), and `suspend(kind)` for expressions that suspend."""

    def pick(self, *choices):
        return self.random.choice(choices)

    def chance(self, percent):
        return self.random.random() * 100 < percent

    def n_variable(self):
        return self.random.choice(self.scope.numbers) if self.scope.numbers else self.random.choice(SMALL)

    def v_variable(self):
        names = self.scope.values or self.scope.numbers
        return self.random.choice(names) if names else "None"

    def number(self, depth=2):
        """An expression for a number, as a rule."""
        if depth == 0 or self.chance(25):
            return self.n_variable() if self.chance(65) else self.random.choice(NUMBERS if self.chance(40) else SMALL)
        kind = self.random.randrange(12)
        inner = lambda: self.number(depth - 1)  # noqa: E731
        if kind < 4:
            return f"({inner()} {self.random.choice(ARITHMETIC)} {inner()})"
        if kind == 4:
            return f"({inner()} {self.pick('*', '<<', '>>')} {self.random.choice(SMALL)})"
        if kind == 5:
            return f"({self.pick('-', '+', '~', 'not ')}{self.n_variable()})" if self.chance(80) else f"abs({inner()})"
        if kind == 6:
            return f"({inner()} if {self.condition(depth - 1)} else {inner()})"
        if kind == 7:
            return f"len({self.value(depth - 1)})" if self.chance(30) else f"int({inner()})"
        if kind == 8:
            return self.suspension() or inner()
        if kind == 9:
            return self.call_of_function() or inner()
        if kind == 10:
            return f"({inner()} {self.pick('and', 'or')} {inner()})"
        return f"(sum({self.comprehension(depth - 1)}) % 1009)"

    def comprehension(self, depth):
        condition = f" if {self.pick('x > 1', 'x % 2', 'x != ' + self.n_variable())}" if self.chance(40) else ""
        item = self.pick("x", "x * 2", f"x + {self.n_variable()}")
        text = f"{item} for x in range({self.random.randrange(5)}){condition}"
        return f"[{text}]" if self.chance(60) else f"({text})"

    def value(self, depth=2):
        """An expression for anything."""
        kind = self.random.randrange(11)
        if depth == 0 or kind < 2:
            return self.v_variable() if self.chance(60) else self.random.choice(ANYTHING)
        if kind == 2:
            return f"[{self.number(depth - 1)}, {self.value(depth - 1)}]"
        if kind == 3:
            return f"({self.value(depth - 1)}, {self.number(depth - 1)})"
        if kind == 4:
            return f"{{{self.pick('1', repr('k'), self.n_variable())}: {self.value(depth - 1)}}}"
        if kind == 5:
            return f"{self.v_variable()}[{self.pick('0', '1', '-1', repr('k'), ':2', '1:')}]"
        if kind == 6:
            return "f\"" + self.pick("{%s}", "<{%s!r}>", "{%s:>4}") % self.n_variable() + "\""
        if kind == 7:
            return self.suspension() or self.random.choice(ANYTHING)
        if kind == 8:
            return f"[*{self.value(0)}, {self.number(0)}][:3]"
        if kind == 9:
            return f"(lambda a, b={self.number(0)}: (a, b, {self.n_variable()}))({self.number(0)})"
        return self.number(depth)

    def condition(self, depth=1):
        kind = self.random.randrange(8)
        if kind < 4:
            return f"{self.number(depth)} {self.random.choice(COMPARISONS[:6])} {self.number(depth)}"
        if kind == 4:
            return f"{self.value(0)} {self.random.choice(COMPARISONS)} {self.value(0)}"
        if kind == 5:
            return f"{self.number(0)} < {self.n_variable()} <= {self.number(0)}"
        if kind == 6:
            return f"not {self.n_variable()}"
        return self.n_variable()
