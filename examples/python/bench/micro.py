"""What a suspension costs, row by row. Each function does N operations and gives a result that does not depend on who runs it."""

import array
import asyncio
import collections

try:
    import numpy
except ImportError:
    numpy = None


class Pause:
    """An awaitable that suspends once."""

    def __await__(self):
        yield None
        return 5


async def ready(i):
    return i


async def sleeps(n):
    done = 0
    for i in range(n):
        await asyncio.sleep(0)
        done += 1
    return done


async def awaits_ready(n):
    total = 0
    for i in range(n):
        total += await ready(i)
    return total


async def suspends(n):
    total = 0
    for i in range(n):
        total += await Pause()
    return total


def integers(n: int):
    total = 0
    for i in range(n):
        total += i
        yield total


def sum_of_integers(n: int):
    total = 0
    for x in integers(n):
        total += x
    return total


def numbers(n):
    for i in range(n):
        yield i


def accumulates(values):
    """Suspends after each 500 elements."""
    total = 0.0
    for i in range(len(values)):
        total += values[i]
        if i % 500 == 499:
            yield total
    return total


async def ticks(n):
    for i in range(n):
        yield i


async def async_for(n):
    total = 0
    async for x in ticks(n):
        total += x
    return total


def send_all(coroutine):
    """Sends None until the end; gives the result."""
    send = coroutine.send
    try:
        while True:
            send(None)
    except StopIteration as stop:
        return stop.value


def send_all_from_c(generator):
    collections.deque(generator, 0)


BUFFER = numpy.arange(500_000, dtype=numpy.float64) / 3 if numpy is not None else array.array("d", (i / 3 for i in range(500_000)))

# name: (operations, what does them)
ROWS = {
    "await sleep(0)": (20_000, lambda n: asyncio.run(sleeps(n))),
    "await of a ready coroutine": (100_000, lambda n: send_all(awaits_ready(n))),
    "send, per suspension, into an awaitable with a generator": (50_000, lambda n: send_all(suspends(n))),
    "int generator, consumed by a compiled loop": (200_000, sum_of_integers),
    "int generator, consumed by C": (200_000, lambda n: send_all_from_c(integers(n))),
    "range generator, consumed by C": (200_000, lambda n: send_all_from_c(numbers(n))),
    "float accumulation over a NumPy buffer, 1000 suspensions": (500_000, lambda n: send_all(accumulates(BUFFER))),
    "async for over an async generator": (100_000, lambda n: send_all(async_for(n))),
}
