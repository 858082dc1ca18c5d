"""The coroutines of leaks.py. Each suspends up to SUSPENSIONS times and holds objects of each kind of place: locals, cells, the stack."""

SUSPENSIONS = 6


class Thing:
    """Counted while it is alive."""

    alive = 0

    def __init__(self, extra=None):
        Thing.alive += 1
        self.extra = extra

    def __del__(self):
        Thing.alive -= 1

    def __add__(self, other):
        return Thing()


class Pause:
    """Awaits once. Holds a thing while it does."""

    def __await__(self):
        thing = Thing()
        yield
        return thing


def generator(extra):
    thing = Thing(extra)
    for i in range(SUSPENSIONS):
        other = Thing()
        yield thing
        thing = thing + other


def generator_with_try(extra):
    outer = Thing(extra)
    try:
        for i in range(SUSPENSIONS // 2):
            try:
                inner = Thing()
                yield inner
            except ValueError as error:
                caught = Thing(error)
                yield caught
            finally:
                last = Thing()
    finally:
        outer = None


def generator_from(extra):
    first = Thing(extra)
    result = yield from generator(first)
    yield [result, first]


def generator_with_cells(extra):
    total = Thing(extra)

    def add(x):
        nonlocal total
        total = total + x
        return total

    for i in range(SUSPENSIONS):
        yield add(Thing())


def generator_with_big_numbers(extra):
    thing, total, ratio = Thing(extra), 2 ** 62, 1e300
    for i in range(SUSPENSIONS):
        total += total
        ratio *= 1e3
        yield total, ratio
    thing = total


def generator_with_buffer(extra):
    """A memory view that is open while suspended."""
    thing = Thing(extra)
    with memoryview(bytearray(64)) as view:
        for i in range(SUSPENSIONS):
            yield view[i]
            view[i] = i


async def coroutine(extra):
    thing = Thing(extra)
    for i in range(SUSPENSIONS):
        other = await Pause()
        thing = thing + other
    return thing


async def coroutine_with_stack(extra):
    """Values on the stack while suspended: operands, arguments, displays."""
    things = [Thing(extra), await Pause(), (Thing(), await Pause()), {1: Thing(), 2: await Pause()}]
    pairs = dict(a=Thing(), b=await Pause())
    return [*things, Thing() + await Pause(), pairs, f"{await Pause()}"]


async def coroutine_nested(extra):
    thing = Thing(extra)
    return await coroutine(thing), thing


async def coroutine_with_try(extra):
    outer = Thing(extra)
    for i in range(2):
        try:
            inner = Thing()
            await Pause()
            raise KeyError(Thing())
        except KeyError as error:
            await Pause()
            kept = error
        except ValueError as error:
            await Pause()
        finally:
            inner = Thing()
        await Pause()
    return outer


async def coroutine_with_cells(extra):
    things = [Thing(extra)]

    async def add(x):
        things.append(x)
        await Pause()

    for i in range(SUSPENSIONS):
        await add(Thing())
    return things


class Manager:
    async def __aenter__(self):
        await Pause()
        return Thing()

    async def __aexit__(self, kind, *error):
        # A coroutine that is dropped must not suspend again.
        if kind is not GeneratorExit:
            await Pause()
        return False


async def coroutine_with_manager(extra):
    async with Manager() as thing, Manager() as other:
        await Pause()
        kept = [thing, other, Thing(extra)]
    return kept


async def async_items(extra):
    thing = Thing(extra)
    try:
        for i in range(SUSPENSIONS):
            await Pause()
            yield thing
            thing = Thing()
    finally:
        thing = Thing()


async def coroutine_with_async_for(extra):
    seen = []
    async for item in async_items(extra):
        seen.append(item)
    return seen


async def coroutine_with_comprehension(extra):
    thing = Thing(extra)
    return [x async for x in async_items(thing) if x], {id(x): x for x in [thing, await Pause()]}


def programs():
    """(name, function, whether it makes an async generator)."""
    yield "generator", generator, False
    yield "generator with try", generator_with_try, False
    yield "generator with yield from", generator_from, False
    yield "generator with cells", generator_with_cells, False
    yield "generator with big numbers", generator_with_big_numbers, False
    yield "generator with a buffer", generator_with_buffer, False
    yield "coroutine", coroutine, False
    yield "coroutine with a stack", coroutine_with_stack, False
    yield "coroutine that awaits another", coroutine_nested, False
    yield "coroutine with try", coroutine_with_try, False
    yield "coroutine with cells", coroutine_with_cells, False
    yield "coroutine with async with", coroutine_with_manager, False
    yield "coroutine with async for", coroutine_with_async_for, False
    yield "coroutine with comprehensions", coroutine_with_comprehension, False
    yield "async generator", async_items, True
