# tier: 5
# python: 3.12
# What 3.12 brought: type parameters, nested f-strings, comprehensions without a frame of their own, eager tasks, override.
import asyncio
import sys
import typing

from harness.show import attempt


def first[T](items: list[T]) -> T:
    return items[0]


class Box[T, *Ts, **P]:
    def __init__(self, value: T):
        self.value = value

    def get[U](self, other: U) -> tuple[T, U]:
        return self.value, other


type Pairs[K, V] = dict[K, list[V]]


def gen[T](x: T):
    yield x
    yield T.__name__


async def co[T: (int, str) ](x: T):
    return x, T.__constraints__


def strings(names, d):
    return f"{", ".join(f"{n!r:>{len(n) + 4}}" for n in names)} {d["key"]} {'\n'.join(names)!r} {f"{f"{1 + 1}"}"}"


def inlined():
    x = "outer"
    a = [x for x in range(3)]
    b = {x: y for x in range(2) for y in [x * x]}
    c = [[x for x in range(n)] for n in range(3)]
    return x, a, b, c


def inlined_failure(values):
    x = "kept"
    try:
        [1 / x for x in values]
    except ZeroDivisionError as error:
        return x, str(error)
    return x


def inlined_with_cells():
    fs = [lambda: (i, n) for i in range(2) for n in "ab"]
    return [f() for f in fs]


def inlined_unbound():
    [y for y in range(2)]
    return y


class InClass:
    a = 5
    b = [a for a in range(3)]
    c = [lambda: a for _ in range(1)]


async def eager():
    log = []

    async def work(n):
        log.append(("starts", n))
        if n:
            await asyncio.sleep(0)
        log.append(("ends", n))
        return n

    loop = asyncio.get_running_loop()
    loop.set_task_factory(asyncio.eager_task_factory)
    tasks = [asyncio.create_task(work(n)) for n in range(3)]
    log.append("created")
    print(await asyncio.gather(*tasks), log, tasks[0].done())


print(first([7]), Box(3).get("x"), list(gen(1)), Box.__type_params__, Pairs.__value__, first.__type_params__)
try:
    co(5).send(None)
except StopIteration as stop:
    print(stop.value)
print(strings(["a", "bc"], {"key": 1}), inlined(), inlined_failure([1, 0]), inlined_failure([1]), inlined_with_cells(), InClass.a, InClass.b)
attempt(inlined_unbound)
asyncio.run(eager())


class Base:
    def f(self):
        return 1


class Derived(Base):
    @typing.override
    def f(self):
        return super().f() + 1


print(Derived().f(), Derived.f.__override__)
