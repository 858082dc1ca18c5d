# tier: 4
# Comprehensions with async for and await, of all kinds, nested, with conditions; async generator expressions.
from harness.show import attempt


class P:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        yield
        return self.value


async def agen(n):
    for i in range(n):
        await P(i)
        yield i


async def value(x):
    return await P(x)


def run(c):
    steps = 0
    try:
        while True:
            c.send(None)
            steps += 1
    except StopIteration as stop:
        return stop.value, steps


async def lists():
    return ([x async for x in agen(4)], [x async for x in agen(6) if x % 2], [await value(x) for x in range(3)],
            [await value(x) async for x in agen(3) if await value(x)], [(x, y) async for x in agen(2) async for y in agen(2)],
            [x + y for x in range(2) async for y in agen(2)], [[y async for y in agen(x)] async for x in agen(3)])


async def others():
    outer = 10
    return ({x % 3 async for x in agen(7)}, {x: x * outer async for x in agen(3)}, {await value(k): await value(v) for k, v in [(1, 2)]},
            sum([x async for x in agen(5)]), [x for x in [y async for y in agen(3)]])


async def generator_expressions():
    g = (x * 2 async for x in agen(4) if x != 1)
    h = (await value(x) for x in range(3))
    return [x async for x in g], [x async for x in h], type(g).__name__


async def scopes():
    x = "outer"
    fs = [lambda: x for x in range(3)]
    gs = [(lambda y=y: (x, y)) async for y in agen(2)]
    inner = [x async for x in agen(2)]
    return x, [f() for f in fs], [g() for g in gs], inner


async def fails():
    return [1 // x async for x in agen(3)]


async def fails_in_condition():
    return [x async for x in agen(3) if nothing_like_it]


def nested_plain():
    n = 3
    return ([[i * j * n for j in range(i)] for i in range(4)], {i: {j for j in range(i)} for i in range(3)},
            list((a, b) for a in range(3) for b in range(a) if (a + b) % 2), [y for x in range(3) if (y := x * 2)], y)


class C:
    items = [1, 2, 3]
    doubled = [x * 2 for x in items]

    def method(self):
        return [self.items[x] for x in range(2)]


for f in (lists, others, generator_expressions, scopes):
    print(f.__name__, run(f()))
attempt(run, fails())
attempt(run, fails_in_condition())
print(nested_plain(), C.doubled, C().method())
