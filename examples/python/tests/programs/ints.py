# tier: 5
# Integers at all edges of machine words, bools among them, subclasses, and changes of type in the middle of a loop.
from harness.show import attempt

EDGES = [0, 1, -1, 2, -2, 3, 7, -7, 255, 256, 257, -5, -6, 2 ** 29, 2 ** 30 - 1, 2 ** 30, -2 ** 30, 2 ** 31 - 1, 2 ** 31, -2 ** 31, 2 ** 32, 2 ** 60,
         2 ** 62, 2 ** 63 - 1, 2 ** 63, -2 ** 63, -2 ** 63 - 1, 2 ** 64, 10 ** 30, True, False]


class I(int):
    def __add__(self, other):
        return "I added"

    def __radd__(self, other):
        return "I radded"


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def truediv(a, b):
    return a / b


def both(a, b):
    return a & b, a | b, a ^ b


def compare(a, b):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


def unary(a):
    return -a, +a, ~a, not a, abs(a), a.bit_length()


def shifts(a, b):
    return a << b, a >> b


def table(f):
    out = []
    for a in EDGES:
        for b in EDGES:
            try:
                out.append(f(a, b))
            except ArithmeticError as error:
                out.append(str(error))
    return out


for f in (add, sub, mul, floordiv, mod, truediv, both, compare):
    results = table(f)
    print(f.__name__, len(results), repr(results[:40]), repr(results[-40:]), sum(len(repr(r)) for r in results))
    for i, r in enumerate(results):
        if i % 23 == 0:
            print(r, end=" ")
    print()
print([unary(a) for a in EDGES])
print([shifts(a, b) for a in EDGES for b in (0, 1, 5, 31, 62, 63, 64, 100)])
attempt(shifts, 1, -1)
attempt(shifts, 1, 2.0)
print([pow(a, b) for a in EDGES[:12] for b in (0, 1, 2, 3)], pow(2, -1), pow(3, 100, 7))
print(add(I(1), 2), add(1, I(2)), sub(I(5), I(3)), type(sub(I(5), 1)).__name__, type(add(True, True)).__name__, type(both(True, False)[0]).__name__)


def grows():
    x = 1
    while x < 2 ** 70:
        yield x
        x *= 3
    yield x


def counts_over_edges():
    for start in (2 ** 30 - 2, 2 ** 31 - 2, 2 ** 62 - 2, 2 ** 63 - 2, -2 ** 63 + 1):
        x = start
        for _ in range(4):
            yield x
            x += 1 if start > 0 else -1


def changes_type(values):
    total = 0
    for v in values:
        total += v
        yield total


def sum_of(n: int) -> int:
    total: int = 0
    for i in range(n):
        total += i * i
    return total


def factorial(n: int):
    result = 1
    for i in range(2, n + 1):
        result *= i
        yield result


def annotated_wrongly(x: int, y: float):
    yield x + x
    yield y * 2


print(list(grows()))
print(list(counts_over_edges()))
print(list(changes_type([1, 2.5, 3, True, 2 ** 70, 1j])), list(changes_type([2 ** 62, 2 ** 62, 2 ** 62, -2 ** 64])))
attempt(lambda: list(changes_type([1, "x"])))
print(sum_of(10), sum_of(100000), list(factorial(25)))
print(list(annotated_wrongly("ab", [1])), list(annotated_wrongly(2 ** 63, 1)), list(annotated_wrongly(1.5, 2 ** 63)))


def sent():
    total = 0
    while True:
        x = yield total
        if x is None:
            return total
        total = total + x


for values in ([1, 2, 3], [2 ** 63 - 1, 1, 1], [1, 0.5, 1], [True, True], ["no"], [I(3), 4]):
    g = sent()
    next(g)
    for v in values:
        attempt(g.send, v)
