# tier: 2
# async def without a loop: send, throw, close, await of awaitables of all kinds, what await refuses.
import types

from harness.show import attempt, drive


class Awaitable:
    def __init__(self, *values, result=None):
        self.values, self.result = values, result

    def __await__(self):
        for value in self.values:
            got = yield value
            if got is not None:
                print("sent", got)
        return self.result


class Iterates:
    """__await__ gives an iterator that has neither send nor throw."""

    def __init__(self, n):
        self.n = n

    def __await__(self):
        return iter(range(self.n))


@types.coroutine
def old_style(value):
    got = yield value
    return ("old", got)


async def nothing():
    pass


async def value(x):
    return x


async def nested(depth):
    if depth:
        return 1 + await nested(depth - 1)
    return await Awaitable("deep", result=100)


async def many():
    total = 0
    for i in range(3):
        total += await Awaitable(i, result=i * 10)
    return total, await old_style("old"), await value(await value("x")), await Iterates(2), await nothing()


class Bad:
    def __await__(self):
        return 5


class BadCoroutine:
    def __await__(self):
        return value(1)


async def awaits(x):
    return await x


drive(many(), "a", None, None, "answer", None, None)
drive(nested(20), "up")
for bad in (5, None, "text", [], Bad(), Iterates, lambda: None):
    c = awaits(bad)
    attempt(c.send, None)
b = BadCoroutine()
attempt(awaits(b).send, None)
attempt(awaits(x for x in ()).send, None)

c = value(3)
attempt(c.send, 1)
attempt(c.send, None)
attempt(c.send, None)
c.close()
c = many()
c.send(None)
c.close()
attempt(c.send, None)
attempt(c.throw, ValueError("after close"))
c = many()
attempt(c.throw, ValueError("before start"))
c = nested(3)
c.send(None)
attempt(c.throw, KeyError("deep"))
c = nothing()
attempt(iter, c)
attempt(next, c)
w = c.__await__()
print(type(w).__name__, iter(w) is w)
attempt(next, w)
attempt(w.send, None)
c = value(1)
w = c.__await__()
w.close()
attempt(c.send, None)
c = awaits(value(2))
attempt(c.send, None)
inner = value(9)
attempt(awaits(inner).send, None)
attempt(awaits(inner).send, None)
