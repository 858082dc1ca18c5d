# tier: 4
# Async generators by hand: asend, athrow, aclose, __anext__, their states, errors, and what they may not do.
import inspect

from harness.show import attempt, chain


class P:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def agen(n):
    for i in range(n):
        try:
            got = yield i
            if got is not None:
                print("got", got)
                answer = await P(("await", got))
                print("answer", answer)
        except ValueError as error:
            yield ("handled", str(error))
        finally:
            print("finally", i)


async def awaits_in_finally():
    try:
        yield 1
        yield 2
    finally:
        await P("cleanup")
        print("clean")


async def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def raises(kind):
    yield 1
    raise kind("x")


async def empty():
    return
    yield


def run(awaitable, *answers):
    """Drives one awaitable to its end and says what it gave."""
    answers = list(answers)
    it = awaitable.__await__()
    try:
        value = it.send(None)
        while True:
            print("   suspended with", value)
            value = it.send(answers.pop(0) if answers else None)
    except StopIteration as stop:
        print("   value", repr(stop.value))
    except BaseException as error:
        print("   raised", end=" ")
        chain(error)


g = agen(4)
print(inspect.isasyncgen(g), inspect.isasyncgenfunction(agen), type(g).__name__, g.__name__, g.ag_running, g.ag_await, g.ag_code.co_name)
print(g.__aiter__() is g, repr(g).startswith("<async_generator object agen at"))
run(g.__anext__())
run(g.asend("hello"), "an answer")
run(g.athrow(ValueError("v")))
run(g.__anext__())
run(g.aclose())
run(g.__anext__())
run(g.asend(1))
run(g.athrow(KeyError("late")))
run(g.aclose())
print(g.ag_frame, g.ag_running)

run(agen(1).asend("too early"))
g = agen(1)
run(g.athrow(ValueError("before the start")))
run(g.__anext__())
run(agen(1).aclose())

g = agen(2)
run(g.__anext__())
run(g.athrow(KeyError("passes")))
run(g.__anext__())

g = awaits_in_finally()
run(g.__anext__())
run(g.aclose())
g = awaits_in_finally()
run(g.__anext__())
run(g.athrow(KeyError("k")))
g = ignores_exit()
run(g.__anext__())
run(g.aclose())
for kind in (StopIteration, StopAsyncIteration, KeyError, GeneratorExit):
    g = raises(kind)
    run(g.__anext__())
    run(g.__anext__())
    run(g.__anext__())
run(empty().__anext__())

g = agen(3)
run(g.__anext__())
a = g.asend("first")
b = g.asend("second")
it = a.__await__()
print(it.send(None), g.ag_running)
run(b)
attempt(it.throw, TypeError("into the await"))
print(g.ag_running)
a = agen(1).__anext__()
a.close()
attempt(a.send, None)
a = agen(1).asend(None)
attempt(a.send, None)
attempt(a.send, None)
c = agen(1).aclose()
c.close()
attempt(c.send, None)
attempt(iter, g)
attempt(next, g)
for name in ("asend", "athrow", "aclose"):
    print(name, type(getattr(agen(1), name)(*([None] if name == "asend" else [ValueError] if name == "athrow" else []))).__name__)
