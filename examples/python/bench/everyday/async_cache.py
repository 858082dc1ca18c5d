"""A cache for coroutines: least recently used goes first, and callers that ask for the same key wait for one computation."""

import asyncio
import collections


class Cache:
    def __init__(self, function, size):
        self.function, self.size = function, size
        self.entries = collections.OrderedDict()
        self.pending = {}
        self.hits = self.misses = self.joined = 0

    async def get(self, key):
        if key in self.entries:
            self.hits += 1
            self.entries.move_to_end(key)
            return self.entries[key]
        if key in self.pending:
            self.joined += 1
            return await asyncio.shield(self.pending[key])
        self.misses += 1
        future = self.pending[key] = asyncio.get_running_loop().create_future()
        try:
            value = await self.function(key)
        except Exception as error:
            future.set_exception(error)
            raise
        else:
            future.set_result(value)
        finally:
            del self.pending[key]
        self.entries[key] = value
        if len(self.entries) > self.size:
            self.entries.popitem(last=False)
        return value


async def compute(key):
    await asyncio.sleep(0)
    total = 0
    for i in range(key % 17):
        total += i * key
    return total


async def user(cache, seed, requests):
    total, key = 0, seed
    for _ in range(requests):
        key = (key * 1103515245 + 12345) % 2147483648
        total += await cache.get(key % 97)
    return total


async def run():
    cache = Cache(compute, 64)
    totals = await asyncio.gather(*[user(cache, seed, 500) for seed in range(12)])
    return sum(totals), cache.misses > 0, cache.hits + cache.misses + cache.joined


def main():
    return asyncio.run(run())
