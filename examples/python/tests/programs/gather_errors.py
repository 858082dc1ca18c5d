# tier: 3
# gather, wait and as_completed when children fail, are cancelled, or the caller is.
import asyncio

from harness.show import frames


async def child(n, fail=False, delay=0):
    await asyncio.sleep(delay)
    if fail:
        raise ValueError(n)
    return n


async def first_error():
    tasks = [asyncio.create_task(child(i, i == 2, 0.001 if i < 3 else 0.2)) for i in range(5)]
    try:
        await asyncio.gather(*tasks)
    except ValueError as error:
        print("error", error, frames(error))
    print([t.done() for t in tasks])
    await asyncio.wait(tasks)
    print([t.exception() or t.result() for t in tasks])


async def returned():
    print(await asyncio.gather(child(0), child(1, True), child(2), return_exceptions=True))
    print(await asyncio.gather())


async def child_cancelled():
    t = asyncio.create_task(child(0, delay=10))
    g = asyncio.gather(t, child(1))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await g
    except asyncio.CancelledError:
        print("gather cancelled")


async def same_twice():
    c = child(7)
    print(await asyncio.gather(c, c))


async def waits():
    tasks = {asyncio.create_task(child(i, i == 1, 0.3 * (i == 2))) for i in range(3)}
    done, pending = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    print(len(done), len(pending))
    done, pending = await asyncio.wait(tasks, timeout=5)
    print(len(done), len(pending), sorted(str(t.exception()) for t in done))


async def completed():
    out = []
    for f in asyncio.as_completed([child(i, i == 1, 0.004 * (3 - i)) for i in range(3)]):
        try:
            out.append(await f)
        except ValueError as error:
            out.append(repr(error))
    print(out)


async def unretrieved():
    messages = []
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: messages.append((context["message"], repr(context["exception"]))))
    asyncio.create_task(child(3, True))
    await asyncio.sleep(0.01)
    import gc
    gc.collect()
    print(messages)


for f in (first_error, returned, child_cancelled, same_twice, waits, completed, unretrieved):
    print("-", f.__name__)
    asyncio.run(f())
