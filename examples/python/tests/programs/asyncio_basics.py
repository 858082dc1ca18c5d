# tier: 2
# Real asyncio: run, sleep, create_task, gather, wait, as_completed, events, locks, queues, futures.
import asyncio


async def work(name, delays, log):
    for delay in delays:
        log.append(f"{name} sleeps")
        await asyncio.sleep(delay)
    log.append(f"{name} done")
    return name.upper()


async def main():
    log = []
    print(await asyncio.gather(*(work(n, [0] * k, log) for k, n in enumerate("abcd"))))
    print(log)
    task = asyncio.create_task(work("t", [0, 0], log), name="named")
    print(task.get_name(), task.done())
    await task
    print(task.done(), task.result())
    done, pending = await asyncio.wait([asyncio.create_task(work("w", [0], log)), asyncio.create_task(asyncio.sleep(100))],
                                       return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    for p in pending:
        p.cancel()
    found = []
    for f in asyncio.as_completed([work("x", [0.02], log), work("y", [0], log)]):
        found.append(await f)
    print(found)
    return "result"


async def events():
    event, lock, queue = asyncio.Event(), asyncio.Lock(), asyncio.Queue(2)
    order = []

    async def waiter(i):
        await event.wait()
        async with lock:
            order.append(i)
            await asyncio.sleep(0)
            order.append(i)

    async def producer():
        for i in range(5):
            await queue.put(i)
        await queue.put(None)

    async def consumer():
        got = []
        while (item := await queue.get()) is not None:
            got.append(item)
        return got

    tasks = [asyncio.create_task(waiter(i)) for i in range(3)]
    await asyncio.sleep(0)
    event.set()
    await asyncio.gather(*tasks)
    print(order)
    _, got = await asyncio.gather(producer(), consumer())
    print(got)


async def futures():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    loop.call_soon(future.set_result, 42)
    print(await future)
    future = loop.create_future()
    loop.call_soon(future.set_exception, ValueError("future"))
    try:
        await future
    except ValueError as error:
        print("error", error)
    print(await loop.run_in_executor(None, sum, [1, 2, 3]), await asyncio.to_thread(max, 4, 7))


print(asyncio.run(main()))
asyncio.run(events())
asyncio.run(futures())
with asyncio.Runner() as runner:
    print(runner.run(work("runner", [0], [])))
