"""A token bucket in simulated time, and clients that wait for their turn."""

import asyncio


class Bucket:
    def __init__(self, rate, burst):
        self.rate, self.burst = rate, burst
        self.tokens, self.time = float(burst), 0.0
        self.waits = 0

    def advance(self, now):
        self.tokens = min(self.burst, self.tokens + (now - self.time) * self.rate)
        self.time = now

    async def take(self, clock):
        while True:
            self.advance(clock.now)
            if self.tokens >= 1.0:
                self.tokens -= 1.0
                return clock.now
            self.waits += 1
            await clock.tick()


class Clock:
    def __init__(self):
        self.now = 0.0

    async def tick(self):
        await asyncio.sleep(0)
        self.now += 0.01


async def client(bucket, clock, requests):
    last = 0.0
    gaps = 0.0
    for _ in range(requests):
        now = await bucket.take(clock)
        gaps += now - last
        last = now
    return gaps


async def run():
    bucket, clock = Bucket(50.0, 5), Clock()
    gaps = await asyncio.gather(*[client(bucket, clock, 250) for _ in range(10)])
    return round(sum(gaps), 3), bucket.waits


def main():
    return asyncio.run(run())
