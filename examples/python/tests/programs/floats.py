# tier: 5
# Floats: nan, infinities, signed zeros, overflow, division and modulo, mixtures with ints and bools, accumulation across yields.
from harness.show import attempt

INF, NAN = float("inf"), float("nan")
EDGES = [0.0, -0.0, 1.0, -1.0, 0.1, 1.5, -2.5, 3.0, 1e308, -1e308, 5e-324, 2.0 ** 53, 2.0 ** 63, INF, -INF, NAN, 1, -3, 2 ** 53 + 1, 2 ** 63, 10 ** 400, True, 0]


class F(float):
    def __mul__(self, other):
        return "F multiplied"


def operations(a, b):
    out = []
    for f in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: a ** 2,
              lambda: (a < b, a == b, a >= b, a != b)):
        try:
            out.append(f())
        except (ArithmeticError, OverflowError) as error:
            out.append(f"{type(error).__name__}: {error}")
    return out


def plain(a, b):
    c = a + b
    d = c * a - b
    return d, d < c, d == d, -d, not d, abs(d), a != b


for a in EDGES:
    print([repr(x) for b in EDGES[::2] for x in operations(a, b)])
for a in EDGES[:16]:
    print([plain(a, b) for b in EDGES[:16:3]])


def accumulate(values):
    total = 0.0
    for v in values:
        total += v
        yield total


def average(n: int):
    total = 0.0
    for i in range(n):
        total += i / 3
        yield total / (i + 1)


def newton(x: float):
    guess = x
    for _ in range(8):
        guess = (guess + x / guess) / 2
        yield guess


def logistic(x: float, r: float, n: int):
    for _ in range(n):
        x = r * x * (1.0 - x)
    return x


def divides(a: float, b: float):
    yield a // b
    yield a % b
    yield a / b


def conversions(x):
    return int(x), round(x), x.is_integer(), x == int(x), hash(x), x.hex(), divmod(x, 3)


print(list(accumulate([0.1] * 10)), list(accumulate([1, 2.5, True, -INF, INF])), list(accumulate([1e308, 1e308])))
attempt(lambda: list(accumulate([1.0, "x"])))
attempt(lambda: list(accumulate([1.0, 10 ** 400])))
print(list(average(10))[-1], list(newton(2.0)), logistic(0.3, 3.9, 1000))
for a, b in ((7.0, -2.0), (-7.0, 2.0), (INF, 2.0), (1.0, INF), (-1.0, INF), (NAN, 1.0), (0.0, -3.0)):
    print([repr(x) for x in divides(a, b)])
for a, b in ((1.0, 0.0), (1, 0), (1.0, -0.0)):
    attempt(lambda: list(divides(a, b)))
print(conversions(2.5), conversions(-7.0), conversions(1e20))
attempt(conversions, NAN)
attempt(conversions, INF)
print(F(2) * 3, 3 * F(2), F(2) + 1, type(F(2) + 1).__name__, NAN == NAN, NAN in [NAN], [NAN] == [NAN], 0.0 == -0.0, 1 == 1.0 == True)
