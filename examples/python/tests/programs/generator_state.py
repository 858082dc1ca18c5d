# tier: 1
# gi_* attributes, inspect's states, names, repr, running flags, and generators as context managers.
import inspect
from contextlib import contextmanager

from harness.show import attempt


def g(a, b=2):
    x = a
    print("running:", it.gi_running, inspect.getgeneratorstate(it))
    yield x + b
    try:
        next(it)
    except ValueError as error:
        print(error)
    yield x


it = g(1)
print(inspect.isgenerator(it), inspect.isgeneratorfunction(g), it.__name__, it.__qualname__, inspect.getgeneratorstate(it))
print(next(it), inspect.getgeneratorstate(it), it.gi_running, it.gi_yieldfrom, it.gi_code.co_name)
print(next(it))
print(list(it), inspect.getgeneratorstate(it), it.gi_running, it.gi_frame)
it.__name__ = "renamed"
print(it.__name__, repr(it).startswith("<generator object g at"), type(it).__name__)
attempt(setattr, it, "__name__", 5)
attempt(setattr, it, "gi_running", 5)
print(g.__name__, g.__qualname__, g.__defaults__, g.__module__, g.__code__.co_name, inspect.signature(g))


class C:
    def items(self):
        yield self

    @classmethod
    def made(cls):
        yield cls

    @staticmethod
    def plain():
        yield "static"

    @property
    def prop(self):
        return "property"

    def __iter__(self):
        yield from (1, 2, 3)


c = C()
print(next(c.items()) is c, next(c.made()) is C, next(C.plain()), c.prop, list(c), c.items().__qualname__, C.items(c).__name__)


@contextmanager
def tag(name):
    print("<", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("swallowed", error)
    finally:
        print(">", name)


with tag("a") as upper:
    print(upper)
with tag("b"):
    raise ValueError("inside")
try:
    with tag("c"):
        raise KeyError("passes")
except KeyError as error:
    print("passed", error)


@tag("decorator")
def decorated(x):
    return x * 2


print(decorated(4))
