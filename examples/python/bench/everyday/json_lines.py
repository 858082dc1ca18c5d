"""Reads JSON lines from a stream, filters, groups and writes them again."""

import asyncio
import json

DATA = b"".join(json.dumps({"id": i, "kind": "abc"[i % 3], "value": i * 7 % 101, "tags": ["t%d" % (i % 5)]}).encode() + b"\n" for i in range(3000))


async def feed(reader):
    for start in range(0, len(DATA), 4096):
        reader.feed_data(DATA[start:start + 4096])
        await asyncio.sleep(0)
    reader.feed_eof()


async def records(reader):
    while line := await reader.readline():
        try:
            yield json.loads(line)
        except ValueError:
            continue


async def selected(source, least):
    async for record in source:
        if record["value"] >= least and "t3" not in record["tags"]:
            yield record


async def run():
    reader = asyncio.StreamReader()
    feeder = asyncio.create_task(feed(reader))
    groups, written = {}, 0
    async for record in selected(records(reader), 20):
        kind = record["kind"]
        count, total = groups.get(kind, (0, 0))
        groups[kind] = (count + 1, total + record["value"])
        record["share"] = total / (count + 1)
        written += len(json.dumps(record))
    await feeder
    return sorted(groups.items()), written


def main():
    return asyncio.run(run())
