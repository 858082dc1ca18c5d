# tier: 5
# python: 3.13
# What 3.13 brought: values from generator.close(), defaults of type parameters, as_completed as an async iterator, queues that shut down.
import asyncio
import copy

from harness.show import attempt


def averager():
    total = count = 0
    try:
        while True:
            total += yield
            count += 1
    except GeneratorExit:
        return total / count if count else None


def default[T = int](x: T):
    return T.__default__


async def work(n):
    await asyncio.sleep(0.005 * n)
    return n


async def completed():
    tasks = [asyncio.create_task(work(n), name=str(n)) for n in (2, 0, 1)]
    async for task in asyncio.as_completed(tasks):
        print(task.get_name(), await task, end=" ")
    print()


async def queues():
    queue = asyncio.Queue()
    for i in range(2):
        queue.put_nowait(i)
    queue.shutdown()
    got = []
    try:
        while True:
            got.append(await queue.get())
    except asyncio.QueueShutDown:
        print(got, "shut down")


async def group():
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(work(100))
            tg.create_task(fails())
    except* ValueError as g:
        print(g.exceptions)


async def fails():
    raise ValueError("v")


class Point:
    def __init__(self, x):
        self.x = x

    def __replace__(self, **changes):
        return Point(changes.get("x", self.x))


a = averager()
next(a)
a.send(1)
a.send(4)
print(a.close(), averager().close(), a.close())
print(default(1), copy.replace(Point(1), x=5).x)
for f in (completed, queues, group):
    asyncio.run(f())


def docs():
    """First line.

        Indented.
    """


print(repr(docs.__doc__))
attempt(lambda: int(x=1))
