"""A broker with topics; subscribers are async generators over queues, with filters and an orderly end."""

import asyncio


class Broker:
    def __init__(self):
        self.topics = {}

    async def publish(self, topic, message):
        for queue in self.topics.get(topic, ()):
            await queue.put(message)

    async def subscribe(self, topic):
        queue = asyncio.Queue(10)
        self.topics.setdefault(topic, []).append(queue)
        try:
            while (message := await queue.get()) is not None:
                yield message
        finally:
            self.topics[topic].remove(queue)


async def subscriber(broker, topic, modulus):
    total = count = 0
    async for message in broker.subscribe(topic):
        if message % modulus:
            continue
        count += 1
        total += message
    return count, total


async def publisher(broker, topic, messages):
    for message in range(messages):
        await broker.publish(topic, message)
    await broker.publish(topic, None)


async def run():
    broker = Broker()
    topics = ["news", "sport", "music"]
    readers = [asyncio.create_task(subscriber(broker, topic, modulus)) for topic in topics for modulus in (1, 2, 3, 5)]
    await asyncio.sleep(0)
    await asyncio.gather(*[publisher(broker, topic, 600) for topic in topics])
    return await asyncio.gather(*readers)


def main():
    return asyncio.run(run())
