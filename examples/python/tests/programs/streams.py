# tier: 4
# Streams: an echo server and clients over TCP, readline, readexactly, readuntil, end of file, a handler that is cancelled.
import asyncio


async def handle(reader, writer):
    try:
        while not reader.at_eof():
            line = await reader.readline()
            if not line:
                break
            if line == b"quit\n":
                writer.write(b"bye\n")
                break
            writer.write(line.upper())
            await writer.drain()
    finally:
        writer.close()


async def client(port, *lines):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answers = []
    for line in lines:
        writer.write(line)
        await writer.drain()
        answers.append(await reader.readline())
    writer.close()
    await writer.wait_closed()
    return answers


async def echo():
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        print(await client(port, b"one\n", b"two\n", b"quit\n"))
        print(await asyncio.gather(*[client(port, b"c%d\n" % i) for i in range(20)]))


async def readers():
    reader = asyncio.StreamReader()
    reader.feed_data(b"abc\ndef;rest of it")
    print(await reader.readline(), await reader.readuntil(b";"), await reader.readexactly(4), await reader.read(3))
    reader.feed_eof()
    try:
        await reader.readexactly(100)
    except asyncio.IncompleteReadError as error:
        print(error.partial, error.expected)
    print(await reader.read(), reader.at_eof())
    lines = asyncio.StreamReader()
    lines.feed_data(b"x\ny\n")
    lines.feed_eof()
    print([line async for line in lines])


async def refused():
    try:
        await asyncio.open_connection("127.0.0.1", 1)
    except OSError as error:
        print(type(error).__name__)


for f in (echo, readers, refused):
    asyncio.run(f())
