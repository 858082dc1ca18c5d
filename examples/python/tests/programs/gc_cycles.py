# tier: 4
# Suspended frames in cycles: collected, with weak references, finalisers, finally blocks that run at collection, gc.get_referents.
import gc
import weakref

from harness.show import attempt


class Node:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print("del", self.name)


class P:
    def __await__(self):
        yield


def generator(node):
    try:
        yield 1
        yield node
    finally:
        print("finally of", node.name)


async def coroutine(node):
    held = [node]
    try:
        await P()
    finally:
        print("coroutine finally", len(held))


async def agen(node):
    yield node


def cycle(make, name, start=True):
    node = Node(name)
    c = make(node)
    if start:
        c.send(None)
    node.c = c
    return weakref.ref(node), weakref.ref(c)


gc.disable()
for make in (generator, coroutine):
    for start in (True, False):
        if make is coroutine and not start:
            continue
        a, b = cycle(make, f"{make.__name__} {start}", start)
        print("alive", a() is not None, b() is not None)
        gc.collect()
        print("collected", a() is None, b() is None)


def self_cycle():
    def inner():
        yield g
    g = inner()
    next(g)
    return weakref.ref(g)


r = self_cycle()
gc.collect()
print(r() is None)


def closure_cycle():
    node = Node("closure")

    def f():
        return node
    node.f = f
    return weakref.ref(node)


r = closure_cycle()
gc.collect()
print(r() is None)


def two():
    a, b = Node("a"), Node("b")
    ga, gb = generator(b), generator(a)
    next(ga), next(gb)
    a.g, b.g = ga, gb
    return weakref.ref(ga)


r = two()
gc.collect()
print(r() is None, len(gc.garbage))


def traverse():
    marker = ["marker"]

    def g(held):
        local = [held]
        yield
        print(local is not None)
    it = g(marker)
    next(it)
    seen, todo = set(), [it]
    while todo:
        for x in gc.get_referents(todo.pop()):
            if x is marker:
                return True
            if id(x) not in seen and isinstance(x, (list, tuple, type(it))) or type(x).__name__ == "frame":
                seen.add(id(x))
                todo.append(x)
    return False


print(traverse(), gc.is_tracked(generator(None)))
gc.collect()
print("end")
