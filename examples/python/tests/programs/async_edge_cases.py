# tier: 4
# Coroutines in odd places: lambdas and comprehensions in them, methods with super, properties, await in defaults, async def in classes and loops.
import asyncio
import functools
import types

from harness.show import attempt


class Base:
    async def work(self):
        return "base"

    async def items(self):
        yield 1

    @functools.cached_property
    def prop(self):
        return self.work()


class Derived(Base):
    async def work(self):
        return "derived", await super().work(), [await super(Derived, self).work() for _ in range(2)]

    async def items(self):
        async for x in super().items():
            yield x, __class__.__name__

    @staticmethod
    async def static(x):
        return x

    @classmethod
    async def cls(cls):
        return cls.__name__

    def __await__(self):
        return self.work().__await__()

    async def __call__(self, *args):
        return args


def run(c):
    try:
        while True:
            c.send(None)
    except StopIteration as stop:
        return stop.value


async def uses(d):
    f = lambda x: d.work() if x else d.static(x)
    made = [lambda i=i: d.static(i) for i in range(3)]
    return await d, await f(0), (await f(1))[0], [await m() for m in made], [x async for x in d.items()], await d(1, 2), await d.cls(), await d.prop


async def defaults():
    async def inner(x=1, *, y=[]):
        y.append(x)
        return list(y)
    return await inner(), await inner(2), await inner(3, y=[])


async def loops_of_functions():
    out = []
    for i in range(3):
        async def f():
            return i * 10
        out.append(f)
    return [await f() for f in out]


async def returns_coroutine():
    return (lambda: 5), defaults


async def catches_everything():
    try:
        await P()
    except BaseException as error:
        return type(error).__name__
    return "no"


class P:
    def __await__(self):
        yield


@types.coroutine
def legacy():
    result = yield from modern()
    return result, (yield from P().__await__())


async def modern():
    return "modern"


async def conditional(flag):
    return (await modern()) if flag else None


async def in_finally_of_loop():
    out = []
    for i in range(3):
        try:
            if i == 1:
                continue
            out.append(i)
        finally:
            out.append(await modern())
    return out


async def long_chain():
    x = 0
    for f in (lambda v: v + 1, lambda v: v * 2, lambda v: v - 3):
        x = f(x)
        await P()
    return x


print(run(uses(Derived())))
for f in (defaults, loops_of_functions, legacy, in_finally_of_loop, long_chain):
    print(f.__name__, run(f()))
print(run(conditional(True)), run(conditional(False)), type(run(returns_coroutine())[0]).__name__)
for thrown in (ValueError, KeyboardInterrupt, SystemExit, asyncio.CancelledError, GeneratorExit):
    c = catches_everything()
    c.send(None)
    attempt(c.throw, thrown)
