# tier: 3
# flags: -X dev
# asyncio's debug mode: the origin of coroutines, slow callbacks, coroutines that were never awaited.
import asyncio
import gc
import sys
import warnings


async def work():
    await asyncio.sleep(0)
    return 1


async def main():
    print(asyncio.get_running_loop().get_debug())
    c = work()
    origin = c.cr_origin
    print(type(origin).__name__)
    print(await c)
    t = asyncio.create_task(work())
    print(await t)


asyncio.run(main(), debug=True)
sys.set_coroutine_origin_tracking_depth(2)
c = work()
print([(name, line) for file, line, name in c.cr_origin][:1])
c.close()


def makes():
    return work()


c = makes()
# Compiled functions are not among the callers that it lists.
print(type(c.cr_origin).__name__)
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter("always")
    del c
    gc.collect()
print([str(w.message).splitlines()[0] for w in seen])
sys.set_coroutine_origin_tracking_depth(0)
c = work()
print(c.cr_origin)
c.close()
