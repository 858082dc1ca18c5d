"""Requests with time limits, retries after a failure, and cancelled stragglers."""

import asyncio


class Backend:
    def __init__(self):
        self.cancelled = 0

    async def request(self, number):
        try:
            if number % 50 == 49:
                await asyncio.sleep(30)
            for _ in range(number % 7):
                await asyncio.sleep(0)
            if number % 11 == 10:
                raise ConnectionError(number)
            return number * 2
        except asyncio.CancelledError:
            self.cancelled += 1
            raise


async def guarded(backend, number):
    try:
        async with asyncio.timeout(0.002 if number % 50 == 49 else 20):
            return await backend.request(number)
    except TimeoutError:
        return -1
    except ConnectionError:
        return await asyncio.wait_for(backend.request(number * 50), 20)


async def run():
    backend = Backend()
    total = 0
    for start in range(0, 1500, 100):
        results = await asyncio.gather(*[guarded(backend, n) for n in range(start, start + 100)])
        total += sum(results)
    return total, backend.cancelled


def main():
    return asyncio.run(run())
