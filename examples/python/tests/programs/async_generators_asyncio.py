# tier: 4
# Async generators under asyncio: hooks, shutdown_asyncgens, dropped and half-used ones, aclosing, pipelines.
import asyncio
import contextlib
import gc
import sys


async def ticks(n, log):
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        await asyncio.sleep(0)
        log.append("cleanup")


async def squares(source):
    async for x in source:
        yield x * x


async def limit(source, n):
    async with contextlib.aclosing(source):
        async for x in source:
            if n == 0:
                return
            n -= 1
            yield x


async def pipeline():
    log = []
    print([x async for x in limit(squares(ticks(100, log)), 5)], log)
    await asyncio.sleep(0.01)
    gc.collect()
    await asyncio.sleep(0.01)
    print(log)


async def half_used():
    log = []
    g = ticks(10, log)
    async for x in g:
        if x == 2:
            break
    print(x, log)
    del g
    gc.collect()
    await asyncio.sleep(0.01)
    print("after drop", log)


LEFT = []


async def left_open():
    g = ticks(10, LEFT)
    await g.__anext__()
    LEFT.append(g)


async def hooks():
    seen = []
    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=lambda g: seen.append(("first", g.__name__)), finalizer=lambda g: seen.append(("final", g.__name__)))
    g = ticks(1, [])
    a = g.__anext__()
    print(seen)
    g2 = ticks(1, [])
    g2.aclose().close()
    print(seen)
    a.close()
    sys.set_asyncgen_hooks(*old)
    print(old.firstiter is not None)


async def concurrent():
    log = []
    g = ticks(3, log)
    results = await asyncio.gather(g.__anext__(), g.__anext__(), return_exceptions=True)
    print([repr(r) for r in results])
    await g.aclose()


async def cancelled():
    log = []

    async def consume():
        async for x in ticks(10 ** 9, log):
            pass
    t = asyncio.create_task(consume())
    await asyncio.sleep(0.005)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), log)


@contextlib.asynccontextmanager
async def manager(log, name):
    log.append("enter")
    await asyncio.sleep(0)
    try:
        yield name
    except ValueError as error:
        log.append(f"swallowed {error}")
    finally:
        await asyncio.sleep(0)
        log.append("exit")


async def managers():
    log = []
    async with manager(log, "m") as m:
        log.append(m)
    async with manager(log, "n"):
        raise ValueError("v")
    async with contextlib.AsyncExitStack() as stack:
        for i in range(3):
            await stack.enter_async_context(manager(log, i))
        stack.push_async_callback(asyncio.sleep, 0)
    try:
        async with manager(log, "o"):
            raise KeyError("k")
    except KeyError:
        log.append("passed")
    print(log)


for f in (pipeline, half_used, left_open, hooks, concurrent, cancelled, managers):
    print("-", f.__name__)
    asyncio.run(f())
print(LEFT[1:], LEFT[0].ag_running)
