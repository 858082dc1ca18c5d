"""A TCP server and its clients on asyncio: the handlers are compiled.

    python demo/echo.py [CLIENTS] [MESSAGES]
"""

import asyncio
import sys
import time

import gc_coro_python


@gc_coro_python.jit
async def handle(reader, writer):
    try:
        while line := await reader.readline():
            writer.write(line.upper())
            await writer.drain()
    finally:
        writer.close()
        await writer.wait_closed()


@gc_coro_python.jit
async def client(port, number, messages):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    answered = 0
    try:
        for message in range(messages):
            writer.write(f"client {number} says {message}\n".encode())
            answer = await reader.readline()
            answered += answer == f"CLIENT {number} SAYS {message}\n".encode()
    finally:
        writer.close()
        await writer.wait_closed()
    return answered


async def main(clients, messages):
    server = await asyncio.start_server(handle, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    started = time.perf_counter()
    async with server:
        answers = await asyncio.gather(*(client(port, number, messages) for number in range(clients)))
    seconds = time.perf_counter() - started
    print(f"{sum(answers)} of {clients * messages} messages came back right in {seconds:.2f} s")
    for function in (handle, client):
        report = gc_coro_python.stats(function)
        print(f"{report['function']}: a frame of {report['frame_bytes']} bytes, {report['suspend_points']} suspend points, "
              f"compiled in {report['total_ms']:.0f} ms")


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in sys.argv[1:] or ("20", "100"))))
