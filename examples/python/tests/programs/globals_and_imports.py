# tier: 5
# global statements, imports inside of functions, errors of imports, modules as attributes, names that other functions change.
from harness.show import attempt

state = {"n": 0}
count = 0


def increment(n=1):
    global count
    count += n
    return count


def make():
    global made, also_made
    made = also_made = []
    made.append(count)


def imports():
    import math
    import os.path as p
    from collections import OrderedDict as O, deque
    import xml.etree.ElementTree
    return math.floor(2.5), p.basename("/a/b"), O(a=1)["a"], list(deque([1, 2], 1)), xml.etree.ElementTree.__name__


def import_fails():
    import no_such_module_anywhere


def from_fails():
    from math import no_such_function


def import_in_loop():
    out = []
    for name in ("math", "json", "no_such"):
        try:
            out.append(__import__(name).__name__)
        except ImportError as error:
            out.append(type(error).__name__)
    return out


def generator():
    global count
    for _ in range(3):
        count += 10
        yield count


async def coroutine():
    global count
    import asyncio
    await asyncio.sleep(0)
    count = "changed"
    return asyncio.__name__


def reads(name):
    return count


def deletes():
    global count
    del count


print(increment(), increment(5), imports(), import_in_loop())
make()
print(made, also_made is made)
attempt(import_fails)
attempt(from_fails)
g = generator()
print(next(g), increment(), next(g), count)
import asyncio
print(asyncio.run(coroutine()), reads("x"))
deletes()
attempt(reads, "x")
attempt(increment)
attempt(next, g)
count = 7
print(next(generator()), reads(1))
