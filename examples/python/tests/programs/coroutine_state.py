# tier: 2
# cr_* attributes, inspect, names, abstract classes, running flags, awaiting oneself, and types of functions.
import asyncio
import collections.abc
import inspect
import types

from harness.show import attempt


class Pause:
    def __await__(self):
        yield "pause"


async def inner():
    await Pause()
    return 1


async def outer(a, *, key=None):
    print("cr_running inside:", me.cr_running, inspect.getcoroutinestate(me))
    return await inner()


me = outer(1)
print(inspect.iscoroutine(me), asyncio.iscoroutine(me), inspect.isawaitable(me), isinstance(me, collections.abc.Coroutine),
      isinstance(me, collections.abc.Awaitable), isinstance(me, collections.abc.Generator))
print(inspect.iscoroutinefunction(outer), inspect.isgeneratorfunction(outer), inspect.isasyncgenfunction(outer))
print(inspect.signature(outer), outer.__name__, me.__name__, me.__qualname__, me.cr_code.co_name)
print(inspect.getcoroutinestate(me), me.cr_running, me.cr_await, me.cr_origin)
me.send(None)
print(inspect.getcoroutinestate(me), me.cr_running, me.cr_await.__name__, type(me.cr_await.cr_await).__name__)
attempt(me.send, None)
print(inspect.getcoroutinestate(me), me.cr_running, me.cr_await, me.cr_frame)
print(type(me).__name__, repr(me).startswith("<coroutine object outer at 0x"))
me.__name__ = "other"
print(me.__name__)
attempt(setattr, me, "cr_running", 1)
attempt(setattr, me, "__name__", None)


async def awaits_itself():
    await loop_on


loop_on = awaits_itself()
attempt(loop_on.send, None)


async def sends_itself():
    loop_on.send(None)


loop_on = sends_itself()
attempt(loop_on.send, None)


class C:
    async def method(self, x):
        return self, x

    @classmethod
    async def made(cls):
        return cls

    @staticmethod
    async def plain():
        return "static"

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        return False

    def __await__(self):
        return self.method(5).__await__()


c = C()


def run(coroutine):
    try:
        while True:
            coroutine.send(None)
    except StopIteration as stop:
        return stop.value


async def await_object():
    return await c


print(run(c.method(1)) == (c, 1), run(C.made()) is C, run(c.plain()), run(await_object())[1])


@types.coroutine
def generator_based():
    return (yield 5)


g = generator_based()
print(inspect.iscoroutine(g), inspect.isawaitable(g), inspect.iscoroutinefunction(generator_based))


async def uses():
    return await generator_based()


u = uses()
print(u.send(None), type(u.cr_await).__name__)
attempt(u.send, "x")
print(inspect.iscoroutinefunction(C.method), inspect.iscoroutinefunction(c.method), inspect.iscoroutinefunction(C.made), C.method.__qualname__)
