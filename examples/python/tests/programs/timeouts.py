# tier: 3
# wait_for, timeout, timeout_at, shield: what is cancelled, what survives, what the caller sees.
import asyncio


async def slow(name, log, delay=10):
    try:
        await asyncio.sleep(delay)
        return name
    except asyncio.CancelledError:
        log.append(f"{name} cancelled")
        raise
    finally:
        log.append(f"{name} finally")


async def waits():
    log = []
    print(await asyncio.wait_for(slow("quick", log, 0), 5))
    try:
        await asyncio.wait_for(slow("late", log), 0.01)
    except asyncio.TimeoutError as e:
        print("timeout", type(e.__cause__ or e.__context__).__name__)
    try:
        await asyncio.wait_for(slow("zero", log), 0)
    except TimeoutError:
        print("timeout at once")
    print(log)


async def contexts():
    log = []
    async with asyncio.timeout(5) as t:
        print(await slow("inside", log, 0), t.expired())
    try:
        async with asyncio.timeout(0.01) as t:
            await slow("expires", log)
    except TimeoutError:
        print("expired", t.expired(), repr(t.when())[:1].isdigit())
    async with asyncio.timeout(None) as t:
        t.reschedule(asyncio.get_running_loop().time() + 10)
        await asyncio.sleep(0)
    try:
        async with asyncio.timeout(10):
            async with asyncio.timeout(0.01):
                await slow("nested", log)
    except TimeoutError:
        print("inner expired")
    try:
        async with asyncio.timeout(0.01):
            try:
                await slow("replaced", log)
            finally:
                raise ValueError("from cleanup")
    except ValueError as error:
        print(error, type(error.__context__).__name__)
    print(log)


async def shields():
    log = []
    inner = asyncio.create_task(slow("shielded", log, 0.02))
    outer = asyncio.create_task(asyncio.wait_for(asyncio.shield(inner), 0.001))
    try:
        await outer
    except TimeoutError:
        print("outer timed out; inner done:", inner.done())
    print(await inner, log)


async def cancelled_from_outside():
    log = []

    async def f():
        try:
            async with asyncio.timeout(10) as t:
                await slow("s", log)
        except TimeoutError:
            log.append("wrong")
        except asyncio.CancelledError:
            log.append("right")
            raise
    task = asyncio.create_task(f())
    await asyncio.sleep(0)
    task.cancel()
    print(await asyncio.gather(task, return_exceptions=True), log)


for f in (waits, contexts, shields, cancelled_from_outside):
    asyncio.run(f())
