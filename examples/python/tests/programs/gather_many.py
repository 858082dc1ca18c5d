# tier: 2
# Many coroutines at a time: 1,000 in one gather, chains of tasks, deep awaits, fairness of the order.
import asyncio


async def add(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)
        total += i
    return total


async def deep(n):
    if n == 0:
        await asyncio.sleep(0)
        return 0
    return 1 + await deep(n - 1)


async def chain(n):
    if n == 0:
        return "end"
    return await asyncio.create_task(chain(n - 1))


async def order():
    seen = []

    async def worker(name, turns):
        for i in range(turns):
            seen.append((name, i))
            await asyncio.sleep(0)

    await asyncio.gather(*[worker(n, 3) for n in "abc"])
    return seen


async def ping_pong(n):
    a, b = asyncio.Queue(), asyncio.Queue()

    async def player(inbox, outbox):
        count = 0
        while (ball := await inbox.get()) < n:
            count += 1
            await outbox.put(ball + 1)
        await outbox.put(ball)
        return count

    tasks = [asyncio.create_task(player(a, b)), asyncio.create_task(player(b, a))]
    await a.put(0)
    return await asyncio.gather(*tasks)


async def semaphores():
    limit, running, most = asyncio.Semaphore(3), 0, 0

    async def job():
        nonlocal running, most
        async with limit:
            running += 1
            most = max(most, running)
            await asyncio.sleep(0)
            running -= 1

    await asyncio.gather(*[job() for _ in range(20)])
    return most


async def conditions():
    condition, items, got = asyncio.Condition(), [], []

    async def consumer():
        async with condition:
            await condition.wait_for(lambda: items)
            got.append(items.pop())

    async def producer():
        for i in range(4):
            async with condition:
                items.append(i)
                condition.notify()
            await asyncio.sleep(0)

    await asyncio.gather(producer(), *[consumer() for _ in range(4)])
    return sorted(got)


async def main():
    print(set(await asyncio.gather(*[add(20) for _ in range(1000)])))
    print(await deep(200), await chain(30))
    print(await order(), await ping_pong(50), await semaphores(), await conditions())


asyncio.run(main())
