"""A TCP server that sends lines back in upper case, and clients that talk to it."""

import asyncio


async def handle(reader, writer):
    count = 0
    while True:
        line = await reader.readline()
        if not line:
            break
        count += 1
        writer.write(line.upper())
        await writer.drain()
    writer.close()
    await writer.wait_closed()
    return count


async def client(port, messages):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    total = 0
    for i in range(messages):
        writer.write(b"message number %d\n" % i)
        await writer.drain()
        answer = await reader.readline()
        total += len(answer)
    writer.close()
    await writer.wait_closed()
    return total


async def serve(clients, messages):
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    totals = await asyncio.gather(*[client(port, messages) for _ in range(clients)])
    server.close()
    await server.wait_closed()
    return sum(totals)


def main():
    return asyncio.run(serve(8, 120))
