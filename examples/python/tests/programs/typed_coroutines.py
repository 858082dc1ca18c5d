# tier: 5
# Annotated functions: numbers that stay in registers across suspensions, and leave them when the annotation is wrong or the number too large.
from harness.show import attempt


class P:
    def __await__(self):
        got = yield
        return got


async def accumulate(n: int, scale: float) -> float:
    total: float = 0.0
    count: int = 0
    for i in range(n):
        got = await P()
        if got is not None:
            total += got
        total += i * scale
        count += 1
    return total / count if count else total


def fibonacci(n: int):
    a: int = 0
    b: int = 1
    for _ in range(n):
        yield a
        a, b = b, a + b


def collatz(n: int):
    steps: int = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
        yield steps, n


def flags(n: int):
    seen: bool = False
    for i in range(n):
        seen = seen or i == 2
        yield seen, not seen, seen + 1


def mixed(a: int, b: float, c: bool):
    yield a + b, a * c, b if c else a, a // 2, b // 1, a % 3, -a, -b, a < b, a == b, a & 7, a | 8, a ^ 5, ~a, a << 2, a >> 1, a ** 2, b ** 0.5, a / 4


def saturates(x: int):
    while True:
        x = x * 10 + 7
        got = yield x
        if got:
            x = got


def lerp(a: float, b: float, steps: int):
    for i in range(steps + 1):
        t = i / steps
        yield a + (b - a) * t


def run(c, values):
    try:
        c.send(None)
        for v in values:
            c.send(v)
    except StopIteration as stop:
        return stop.value


print(run(accumulate(3, 0.5), [1, 2.5, None]), run(accumulate(0, 1.0), []), run(accumulate(2, 2), [2 ** 70, True]))
attempt(run, accumulate(2, 1.0), ["text"])
attempt(run, accumulate("n", 1.0), [])
attempt(run, accumulate(2, None), [None])
print(list(fibonacci(100))[-3:], list(fibonacci(True)), list(collatz(27))[-2:], list(flags(4)))
print(list(mixed(10, 2.5, True)), list(mixed(-7, -0.5, False)), list(mixed(2 ** 62, 1e18, 1)), list(mixed(True, 4, 0)))
attempt(lambda: list(mixed("a", 1.0, True)))
attempt(lambda: list(mixed(1.5, 2.0, True)))
g = saturates(1)
print([next(g) for _ in range(22)], g.send(3), g.send(0.5), next(g))
attempt(g.send, "x")
print(list(lerp(0.0, 1.0, 4)), list(lerp(1, 2, 2)), list(lerp(float("inf"), 1.0, 2))[:1])
attempt(lambda: list(lerp(0.0, 1.0, 0)))
