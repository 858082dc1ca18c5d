# tier: 4
# aiter(), anext() with and without default, their awaitables by hand, iterators of the async kind as ordinary objects.
from harness.show import attempt, chain


class P:
    def __await__(self):
        return (yield "pause")


async def agen(n):
    for i in range(n):
        await P()
        yield i


class Counter:
    def __init__(self, n):
        self.n = n

    def __aiter__(self):
        return self

    async def __anext__(self):
        if self.n == 0:
            raise StopAsyncIteration("no more")
        self.n -= 1
        await P()
        return self.n


def run(c):
    steps = 0
    try:
        while True:
            c.send(None)
            steps += 1
    except StopIteration as stop:
        return stop.value, steps
    except BaseException as error:
        chain(error)


async def with_anext(make):
    it = aiter(make(2))
    return [await anext(it), await anext(it, "d"), await anext(it, "default"), await anext(it, None)]


async def without_default(make):
    it = aiter(make(1))
    await anext(it)
    await anext(it)


async def default_and_error():
    it = aiter(agen(3))
    a = anext(it, "default").__await__()
    print(next(a))
    try:
        a.throw(ValueError("thrown"))
    except ValueError as error:
        print("passed", error)
    print(await anext(it, "ended"))


async def loops():
    return [x async for x in Counter(3)], [x async for x in aiter(Counter(2))], sum([x async for x in agen(5)])


for make in (agen, Counter):
    print(run(with_anext(make)))
    run(without_default(make))
run(default_and_error())
print(run(loops()))
attempt(aiter, 5)
attempt(anext, 5)
attempt(aiter, [])
