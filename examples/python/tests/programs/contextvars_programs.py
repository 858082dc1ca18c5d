# tier: 4
# contextvars through tasks, generators, coroutines, copy_context().run and call_soon.
import asyncio
import contextvars

var = contextvars.ContextVar("var", default="default")
other = contextvars.ContextVar("other")


async def child(n):
    seen = [var.get()]
    var.set(n)
    await asyncio.sleep(0)
    seen.append(var.get())
    return seen


async def main():
    var.set("main")
    print(await asyncio.gather(*(child(i) for i in range(3))), var.get())
    await child("direct")
    print(var.get())
    token = var.set("temporary")
    await asyncio.sleep(0)
    var.reset(token)
    print(var.get(), token.old_value)
    loop = asyncio.get_running_loop()
    done = loop.create_future()
    context = contextvars.copy_context()
    context.run(var.set, "copied")
    loop.call_soon(lambda: done.set_result(var.get()), context=context)
    print(await done, var.get())
    t = asyncio.create_task(child("task"), context=context)
    print(await t, context[var], var.get())
    try:
        other.get()
    except LookupError as error:
        print("LookupError", error.args[0] is other)


def generator():
    var.set("generator")
    yield var.get()
    yield var.get()


def leaks():
    g = generator()
    print(next(g), var.get())
    var.set("caller")
    print(next(g), var.get())
    print(contextvars.copy_context().run(lambda: (var.set("inside"), var.get())[1]), var.get())


async def agen():
    for i in range(3):
        var.set(i)
        yield var.get()
        await asyncio.sleep(0)


async def use_agen():
    async for x in agen():
        print(x, var.get(), end=" ")
    print()


async def in_timeout():
    var.set("outer")

    async def f():
        old = var.get()
        var.set("inner")
        return old
    print(await asyncio.wait_for(f(), 1), await asyncio.to_thread(var.get))


asyncio.run(main())
leaks()
asyncio.run(use_agen())
asyncio.run(in_timeout())
print(var.get())
