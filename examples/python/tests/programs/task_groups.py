# tier: 3
# TaskGroup: results, failures that cancel the others, exception groups, nested groups, cancellation from outside.
import asyncio

from harness.show import chain


async def ok(x, delay=0):
    await asyncio.sleep(delay)
    return x


async def fails(error, delay=0):
    await asyncio.sleep(delay)
    raise error


async def sleeps(log, name):
    try:
        await asyncio.sleep(100)
    except asyncio.CancelledError:
        log.append(name)
        raise


async def good():
    async with asyncio.TaskGroup() as tg:
        tasks = [tg.create_task(ok(i, 0.001 * i)) for i in range(5)]
    print([t.result() for t in tasks])


async def bad():
    log = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeps(log, "a"))
            tg.create_task(fails(ValueError("one")))
            tg.create_task(fails(KeyError("two")))
            await asyncio.sleep(100)
    except ExceptionGroup as group:
        print(group.message, sorted(type(e).__name__ for e in group.exceptions), log)


async def body_fails():
    log = []
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeps(log, "b"))
            await asyncio.sleep(0)
            raise OSError("body")
    except* OSError as group:
        print([e.args for e in group.exceptions], log)


async def nested():
    try:
        async with asyncio.TaskGroup() as outer:
            outer.create_task(ok(1))
            async with asyncio.TaskGroup() as inner:
                inner.create_task(fails(ValueError("inner")))
    except BaseExceptionGroup as group:
        print([type(e).__name__ for e in group.exceptions], group.exceptions[0].exceptions)


async def from_outside():
    log = []

    async def f():
        async with asyncio.TaskGroup() as tg:
            tg.create_task(sleeps(log, "c"))
            tg.create_task(sleeps(log, "d"))
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    # A group keeps its tasks in a set.
    print(await asyncio.gather(t, return_exceptions=True), sorted(log))


async def spawns_more():
    found = []

    async def tree(tg, n):
        found.append(n)
        if n:
            tg.create_task(tree(tg, n - 1))
            tg.create_task(tree(tg, n - 1))
        await asyncio.sleep(0)
    async with asyncio.TaskGroup() as tg:
        tg.create_task(tree(tg, 3))
    print(len(found), sorted(found))


async def after_exit():
    async with asyncio.TaskGroup() as tg:
        pass
    c = ok(1)
    try:
        tg.create_task(c)
    except RuntimeError as error:
        print(str(error).startswith("TaskGroup"))
    c.close()


for f in (good, bad, body_fails, nested, from_outside, spawns_more, after_exit):
    print("-", f.__name__)
    asyncio.run(f())
