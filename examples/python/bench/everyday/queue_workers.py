"""Workers that take jobs from a queue and put results into another."""

import asyncio


async def worker(jobs, results):
    while True:
        job = await jobs.get()
        if job is None:
            await results.put(None)
            return
        number, rounds = job
        value = number
        for i in range(rounds):
            value = (value * 31 + i) % 1000003
        await results.put((number, value))


async def collect(results, workers):
    found = {}
    ended = 0
    while ended < workers:
        item = await results.get()
        if item is None:
            ended += 1
        else:
            number, value = item
            found[number] = value
    return found


async def run(count, workers):
    jobs, results = asyncio.Queue(20), asyncio.Queue(20)
    tasks = [asyncio.create_task(worker(jobs, results)) for _ in range(workers)]
    collector = asyncio.create_task(collect(results, workers))
    for number in range(count):
        await jobs.put((number, number % 13))
    for _ in range(workers):
        await jobs.put(None)
    await asyncio.gather(*tasks)
    found = await collector
    return sum(found.values()), len(found)


def main():
    return asyncio.run(run(4000, 8))
