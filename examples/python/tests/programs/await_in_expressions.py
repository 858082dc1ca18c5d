# tier: 2
# await with values on the stack: operators, calls, displays, f-strings, comparisons, chained and conditional expressions.
from harness.show import drive


class P:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        yield self.result
        return self.result


def f(*args, **kw):
    return args, sorted(kw.items())


async def expressions():
    x = await P(1) + await P(2) * await P(3)
    y = f(await P(4), *[await P(5)], k=await P(6), **{"m": await P(7)})
    z = [await P(8), (await P(9), {await P(10)}), {await P(11): await P(12)}]
    s = f"{await P(13)!r:>5}|{await P(14)}|{await P('w'):>{await P(6)}}"
    t = 0 < await P(1) < await P(2) < await P(1) < await P(99)
    u = (await P(0) or await P("or")) and (await P(1) and await P("and"))
    v = await P("yes") if await P(True) else await P("no")
    w = [1, 2, 3, 4][await P(1):await P(3)]
    d = {"a": 1}
    d[await P("b")] = await P(2)
    d[await P("a")] += await P(40)
    a, *b = await P((1, 2, 3))
    assert await P(True), await P("message")
    l = [await P(i) for i in range(2)]
    del d[await P("b")]
    return x, y, z, s, t, u, v, w, d, a, b, l, not await P(0), -await P(5), (await P(3)) in (await P([1, 3]))


async def all_of_it():
    c = expressions()
    seen = []
    value = None
    while True:
        try:
            seen.append(c.send(None))
        except StopIteration as stop:
            return seen, stop.value


drive(all_of_it())


async def store_orders():
    o = type("O", (), {})()
    o.x = await P(1)
    o.y, o.z = await P(2), await P(3)
    l = [0, 0]
    l[await P(0)], l[await P(1)] = await P("p"), await P("q")
    x = y = z = await P("same")
    return vars(o), l, x + y + z


drive(store_orders(), *[None] * 8)
