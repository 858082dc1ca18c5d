"""Calls that fail, retried with a growing delay, in a decorator, with a circuit breaker."""

import asyncio
import functools


class Failing(Exception):
    pass


def retry(times):
    def decorate(function):
        @functools.wraps(function)
        async def wrapper(*args):
            delay = 0
            for attempt in range(times):
                try:
                    return await function(*args)
                except Failing as error:
                    if attempt + 1 == times:
                        return -error.args[0]
                    for _ in range(delay):
                        await asyncio.sleep(0)
                    delay = delay * 2 or 1
        return wrapper
    return decorate


class Breaker:
    def __init__(self, limit):
        self.limit, self.failures, self.refused = limit, 0, 0

    async def __aenter__(self):
        if self.failures > self.limit:
            self.failures -= 1
            self.refused += 1
            raise Failing(1)
        return self

    async def __aexit__(self, kind, error, trace):
        if kind is None:
            self.failures = max(0, self.failures - 1)
        else:
            self.failures += 1
        return False


@retry(4)
async def call(breaker, number, state):
    async with breaker:
        state[number] = state.get(number, 0) + 1
        await asyncio.sleep(0)
        if state[number] <= number % 5:
            raise Failing(number)
        return number


async def run():
    breaker, state = Breaker(6), {}
    total = 0
    for start in range(0, 1200, 40):
        total += sum(await asyncio.gather(*[call(breaker, n, state) for n in range(start, start + 40)]))
    return total, breaker.refused, len(state)


def main():
    return asyncio.run(run())
