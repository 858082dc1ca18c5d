"""The rows of micro.py that need async generators: mypyc has none, and would refuse the whole file."""


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


ROWS = {
    "async for over an async generator": (100_000, lambda n: send_all(async_for(n))),
}
