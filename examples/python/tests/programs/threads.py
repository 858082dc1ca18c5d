# tier: 5
# Threads: generators handed from thread to thread, loops of asyncio in threads, functions compiled while others run them.
import asyncio
import concurrent.futures
import threading

from harness.show import attempt


def numbers(n):
    total = 0
    for i in range(n):
        total += i
        yield total


def work(n):
    return sum(numbers(n)), max(numbers(n))


async def sleeper(n):
    total = 0
    for i in range(n):
        await asyncio.sleep(0)
        total += i
    return total


def in_loop(n):
    return asyncio.run(sleeper(n))


def handed_over():
    g = numbers(10)
    got = []
    lock = threading.Lock()

    def take():
        with lock:
            got.append(next(g))

    threads = [threading.Thread(target=take) for _ in range(10)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return got


def running_elsewhere():
    started, go = threading.Event(), threading.Event()

    def slow():
        started.set()
        go.wait()
        yield 1

    g = slow()
    t = threading.Thread(target=lambda: next(g))
    t.start()
    started.wait()
    try:
        next(g)
    except ValueError as error:
        print(error)
    go.set()
    t.join()
    return g.gi_running


def many():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        return list(pool.map(work, [100] * 16)) == [work(100)] * 16, list(pool.map(in_loop, range(5)))


async def threads_and_loop():
    results = await asyncio.gather(*[asyncio.to_thread(work, 50) for _ in range(8)])
    loop = asyncio.get_running_loop()
    future = await loop.run_in_executor(None, lambda: asyncio.run_coroutine_threadsafe(sleeper(5), loop))
    return set(results), await asyncio.wrap_future(future)


local = threading.local()


def uses_local():
    local.x = 5
    yield local.x
    yield local.x


print(handed_over(), running_elsewhere(), many(), asyncio.run(threads_and_loop()), list(uses_local()))
