# tier: 3
# Cancellation of tasks: except CancelledError, finally, cleanup that awaits, suppression, uncancel, messages, cancel before the start.
import asyncio

from harness.show import chain


async def sleeper(log, name):
    try:
        log.append(f"{name} starts")
        await asyncio.sleep(100)
        log.append("never")
    except asyncio.CancelledError as e:
        log.append(f"{name} cancelled {e.args}")
        raise
    finally:
        await asyncio.sleep(0)
        log.append(f"{name} finally")


async def simple():
    log = []
    t = asyncio.create_task(sleeper(log, "a"))
    await asyncio.sleep(0)
    t.cancel("message")
    try:
        await t
    except asyncio.CancelledError as e:
        print("caller sees", e.args, t.cancelled())
    print(log)


async def before_start():
    log = []
    t = asyncio.create_task(sleeper(log, "b"))
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True), log)


async def suppressing():
    async def stubborn():
        for i in range(3):
            try:
                await asyncio.sleep(100)
            except asyncio.CancelledError:
                print("no", i, asyncio.current_task().cancelling())
                asyncio.current_task().uncancel()
        return "survived"
    t = asyncio.create_task(stubborn())
    for _ in range(3):
        await asyncio.sleep(0)
        t.cancel()
        await asyncio.sleep(0)
    print(await t, t.cancelled(), t.cancelling())


async def nested():
    log = []

    async def outer():
        try:
            await asyncio.gather(sleeper(log, "x"), sleeper(log, "y"))
        finally:
            log.append("outer finally")
    t = asyncio.create_task(outer())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))
    await asyncio.sleep(0.01)
    print(log)


async def cleanup_fails():
    async def f():
        try:
            await asyncio.sleep(100)
        finally:
            raise ValueError("cleanup")
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except ValueError as error:
        print(type(error.__context__).__name__, error)


async def cancelled_twice():
    async def f():
        try:
            await asyncio.sleep(100)
        finally:
            try:
                await asyncio.sleep(100)
            finally:
                print("second cleanup")
    t = asyncio.create_task(f())
    await asyncio.sleep(0)
    t.cancel()
    await asyncio.sleep(0)
    t.cancel()
    print(await asyncio.gather(t, return_exceptions=True))


async def in_loop_with_lock():
    lock = asyncio.Lock()
    async def holder():
        async with lock:
            await asyncio.sleep(100)
    async def waiter():
        async with lock:
            return "got it"
    h, w = asyncio.create_task(holder()), asyncio.create_task(waiter())
    await asyncio.sleep(0)
    h.cancel()
    print(await w, lock.locked(), h.cancelled())


for f in (simple, before_start, suppressing, nested, cleanup_fails, cancelled_twice, in_loop_with_lock):
    print("-", f.__name__)
    asyncio.run(f())
